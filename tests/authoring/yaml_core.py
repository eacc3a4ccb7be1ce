"""YAML as editors read it: version 1.2, where `no` is a word and a date is text."""

from __future__ import annotations

import re
from typing import Any

import yaml


class Core(yaml.CSafeLoader):
    """Plain values by the core schema of YAML 1.2."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - the library's own name


for name, pattern, first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", "~nN"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    signs = [*first, ""] if name == "null" else [*first]
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{name}", re.compile(f"^(?:{pattern})$"), signs)


def as_editors_read(text: str) -> Any:
    """The values of a file, with text as keys. Raises `yaml.YAMLError`."""
    return texted(yaml.load(text, Core))


def texted(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): texted(inner) for key, inner in value.items()}
    return [texted(inner) for inner in value] if isinstance(value, list) else value
