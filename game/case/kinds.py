"""stub"""
from dataclasses import dataclass
from typing import Literal
Severity = Literal["error","warning","hint"]
@dataclass
class K:
    severity: Severity = "error"
    mend: str = ""
    stops: bool = True
class D(dict):
    def __missing__(self,k): return K()
KINDS=D()
