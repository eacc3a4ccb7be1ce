"""The condition language: `parser` reads a text to a typed tree, `syntax` is the tree, `evaluate` says what
it comes to for given values.
"""
