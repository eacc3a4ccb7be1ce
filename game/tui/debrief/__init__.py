"""Draws the blocks of a report: `typesetter` most of them, `grid` rows in columns, `chart` the papers."""
