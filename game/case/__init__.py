"""What an author writes: the case format, and how it is read and checked."""

from game.case.model import Case
from game.case.problems import CaseError, Problem
from game.case.reader import load_case, read_case

__all__ = ["Case", "CaseError", "Problem", "load_case", "read_case"]
