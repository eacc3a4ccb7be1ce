"""The debrief as a document of blocks, and what writes it as Markdown and HTML."""
