"""Every kind of problem: its code, how grave it is, what it means, how to mend it, and an example.

A module for each group. The examples are the tests and the reference page, so the three cannot disagree.
Each example is the files that differ from those of `SOUND`, a small case without any problem.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from game.case.diagnostics.kind import SOUND, Files, ProblemKind, Severity
from game.case.diagnostics.kinds.conditions import CONDITIONS
from game.case.diagnostics.kinds.entries import ENTRIES
from game.case.diagnostics.kinds.evidence import EVIDENCE
from game.case.diagnostics.kinds.folder import FOLDER
from game.case.diagnostics.kinds.proving import PROVING
from game.case.diagnostics.kinds.reading import READING
from game.case.diagnostics.kinds.references import REFERENCES
from game.case.diagnostics.kinds.syntax import SYNTAX
from game.case.diagnostics.kinds.variables import VARIABLES
from game.case.diagnostics.kinds.ways import WAYS

__all__ = ["ALL", "GROUPS", "KINDS", "SOUND", "Files", "ProblemKind", "Severity"]

GROUPS: Mapping[str, tuple[ProblemKind, ...]] = MappingProxyType(
    {
        "The folder and its files": FOLDER,
        "YAML": SYNTAX,
        "Keys, values and ids": ENTRIES,
        "References": REFERENCES,
        "Variables": VARIABLES,
        "Conditions": CONDITIONS,
        "The ways through": WAYS,
        "What only play shows": PROVING,
        "Evidence and fairness": EVIDENCE,
        "Reading": READING,
    }
)
"""Every kind of problem under the heading of its group, in the order of the reference page."""

ALL = tuple(kind for group in GROUPS.values() for kind in group)
"""Every kind of problem."""

KINDS: Mapping[str, ProblemKind] = MappingProxyType({kind.code: kind for kind in ALL})
"""Every kind of problem by its code."""
