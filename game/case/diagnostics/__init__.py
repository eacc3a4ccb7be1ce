"""What can be wrong with a case: the kinds of problems, and the problems that were found."""
