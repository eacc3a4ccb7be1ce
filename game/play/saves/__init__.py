"""Playthroughs on disk: the shelf, the file format, and how a save meets an edited case."""
