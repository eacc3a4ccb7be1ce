"""The full-screen face, drawn with Textual."""
