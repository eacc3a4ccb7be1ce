"""Pages from this machine for its own browser: the library, and the case that an author writes."""
