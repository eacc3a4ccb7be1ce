"""The condition language: `parser` reads a text to a typed tree; `syntax` is the tree, and says what it comes
to for given values.
"""
