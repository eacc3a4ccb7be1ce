"""Playing a case while it is written: every save is taken up, and play goes on at the same place."""
