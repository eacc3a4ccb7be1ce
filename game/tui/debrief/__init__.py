"""The debrief in the terminal: each of its eight parts as entries of a page."""
