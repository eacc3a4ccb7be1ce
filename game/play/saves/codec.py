"""Named tuples as JSON and back: out readably, in with distrust; their types say what is right."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache, partial
from types import MappingProxyType, UnionType
from typing import Any, Literal, NoReturn, Union, get_args, get_origin, get_type_hints

from game.play.sanitise import one_line

Reader = Callable[[Any, str], Any]
"""Makes a value of what stands under a key. Raises `Unreadable`."""


class Unreadable(Exception):
    """A file that is no save, or no longer one; says why, as the end of a sentence."""


def encoded(value: Any) -> Any:
    """A value as JSON has it. Of a named tuple what is empty is left out, where that is what is usual."""
    if isinstance(value, datetime):
        return value.isoformat()
    if hasattr(value, "_asdict"):
        usual, entries = value._field_defaults, value._asdict()
        return {key: encoded(each) for key, each in entries.items() if each or usual.get(key, True)}
    if isinstance(value, Mapping):
        return {key: encoded(each) for key, each in value.items()}
    return [encoded(each) for each in value] if isinstance(value, tuple) else value


def dumps(data: Mapping[str, Any]) -> str:
    """JSON with each field, and each item of a list, on a line of its own."""
    lines = []
    for key, value in data.items():
        if isinstance(value, list) and value:
            items = ",\n".join(f"  {json.dumps(item, ensure_ascii=False)}" for item in value)
            lines.append(f"{json.dumps(key)}: [\n{items}\n]")
        else:
            lines.append(f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}")
    return "{\n" + ",\n".join(lines) + "\n}"


def loads(data: bytes) -> Any:
    """What JSON says. Raises `Unreadable`."""
    try:
        return json.loads(data.decode("utf-8-sig"), parse_constant=no_constant)
    except UnicodeDecodeError:
        raise Unreadable("it is not text") from None
    except RecursionError:
        raise Unreadable("it is nested too deeply") from None
    except ValueError as error:
        raise Unreadable(what_is_wrong(data, error)) from None


def no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def what_is_wrong(data: bytes, error: ValueError) -> str:
    if not data.strip(b"\0\t\r\n "):
        return "it is empty"
    if isinstance(error, json.JSONDecodeError):
        rest = error.doc[error.pos :].strip()
        begun = len(rest) < 2 or any(word.startswith(rest) for word in ("true", "false", "null"))
        if begun or error.msg.startswith("Unterminated"):
            return "it breaks off in the middle"
    return "it is not valid JSON"


@cache
def decoder(kind: Any) -> Reader:
    """How a value of a type is read."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is tuple:
        return partial(items, decoder(inner[0]))
    if origin in (UnionType, Union):  # of a `Literal` it is the one, of a class the other
        some = decoder(inner[0])
        return lambda found, key: None if found is None else some(found, key)
    if origin is Literal:
        return partial(checked, lambda found: found in inner)
    if origin is not None:
        return partial(mapping, decoder(inner[1]))
    if kind is datetime:
        return moment
    if kind is str:
        return lambda found, key: one_line(checked(lambda each: isinstance(each, str), found, key))
    if kind in (bool, int):
        return partial(checked, lambda found: type(found) is kind)
    hints = get_type_hints(kind)
    fields = {name: decoder(hints[name]) for name in kind._fields}
    return partial(record, kind, fields)


def record(kind: Any, fields: Mapping[str, Reader], found: Any, key: str) -> Any:
    """A named tuple; what has a usual value may be missing."""
    checked(lambda each: isinstance(each, dict), found, key)
    for name in fields:
        checked(lambda name: name in found or name in kind._field_defaults, name, name)
    return kind(**{name: read(found[name], name) for name, read in fields.items() if name in found})


def items(each: Reader, found: Any, key: str) -> tuple[Any, ...]:
    checked(lambda found: isinstance(found, list), found, key)
    return tuple(each(item, key) for item in found)


def mapping(each: Reader, found: Any, key: str) -> Mapping[str, Any]:
    checked(lambda found: isinstance(found, dict), found, key)
    return MappingProxyType({one_line(name): each(value, key) for name, value in found.items()})


def checked(holds: Callable[[Any], bool], found: Any, key: str) -> Any:
    if not holds(found):
        raise Unreadable(f'its "{key}" is not what it should be')
    return found


def moment(found: Any, key: str) -> datetime:
    """A point in time; without a zone it is taken as universal time."""
    try:
        time = datetime.fromisoformat(found)
        time = time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    except (TypeError, ValueError, OverflowError):
        time = datetime.min.replace(tzinfo=UTC)
    checked(lambda time: 1970 <= time.year < 9000, time, key)
    return time
