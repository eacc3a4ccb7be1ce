"""A lesson in the terminal: the teacher's two views and her lines, and a pupil's way to take part."""
