r"""One cell: what kind of value it holds, its text, and back.

Lists stand in one cell, parted by semicolons; a semicolon within an entry is written `\;`.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Literal, get_args, get_origin

import msgspec

from peaceops.direct.strategy.fault import nearest
from peaceops.domain.strategy.plain import UNKNOWN

CellKind = Literal["text", "word", "number", "whole", "day", "yes_no"]
_YES_NO: Mapping[str, bool] = {"yes": True, "no": False, "true": True, "false": False}
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T]00:00(?::00(?:\.0+)?)?)?")
_GAPS = re.compile(r"[\s\u00a0\u202f]")
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", "\n": "\\n"})
_PLAIN = {"\\\\": "\\", "\\;": ";", "\\n": "\n"}
_MARKS = re.compile(r"\\[\\;n]|;|\n|[^;\n\\]+|\\")
_INFO = msgspec.inspect


class CellType(msgspec.Struct, frozen=True, kw_only=True):
    """What a cell holds.

    Attributes:
        kind: of each value.
        many: it holds a list.
        choices: of a word, the words it may be.
    """

    kind: CellKind
    many: bool = False
    choices: tuple[str, ...] = ()


IDS = CellType(kind="text", many=True)
"""What the cell of an edge holds: the ids it leads to."""


class CellError(ValueError):
    """Why a cell can not be read, for the person who filled it."""


def cell_type(kind: Any) -> CellType:
    """Return what a cell holds for a field of a type; types that fit no cell are refused."""
    found = _fitting(_INFO.type_info(kind))
    # msgspec sorts the words of a choice; people read them in the order of the scale.
    return msgspec.structs.replace(found, choices=_words(kind)) if found.kind == "word" else found


def _fitting(info: _INFO.Type) -> CellType:
    if isinstance(info, _INFO.UnionType):
        info = next(part for part in info.types if not isinstance(part, _INFO.NoneType))
    if isinstance(info, (_INFO.VarTupleType, _INFO.FrozenSetType)):
        inner = _single(info.item_type)
        return CellType(kind=inner.kind, many=True, choices=inner.choices)
    return _single(info)


def _words(kind: Any) -> tuple[str, ...]:
    if get_origin(kind) is Literal:
        return get_args(kind)
    return tuple(word for part in get_args(kind) for word in _words(part))


def _single(info: _INFO.Type) -> CellType:
    match info:
        case _INFO.LiteralType(values=values):
            return CellType(kind="word", choices=tuple(str(value) for value in values))
        case _INFO.BoolType():
            return CellType(kind="yes_no", choices=("yes", "no"))
        case _INFO.IntType():
            return CellType(kind="whole")
        case _INFO.FloatType():
            return CellType(kind="number")
        case _INFO.DateType():
            return CellType(kind="day")
        case _INFO.StrType():
            return CellType(kind="text")
        case _:
            raise TypeError(f"{info} fits no cell")


def cell_text(value: Any) -> str:
    """Return a plain value as the text of a cell; nothing for what is not recorded."""
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return "; ".join(cell_text(part).translate(_ESCAPES) for part in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    return str(value)


def read_cell(text: str, kind: CellType) -> Any:
    """Return the plain value of a cell; None where it is blank.

    Raises:
        CellError: with the reason, and the nearest valid word where there is one.
    """
    if not text.strip():
        return None
    if not kind.many:
        return UNKNOWN if _asked(text, kind) else _value(text, kind)
    parts = [part.strip() for part in _parted(text)]
    values = [UNKNOWN if _asked(part, kind) else _value(part, kind) for part in parts if part]
    return UNKNOWN if values == [UNKNOWN] else values


def _parted(text: str) -> list[str]:
    """Return the entries of a list: a semicolon or a new line ends one."""
    parts = [""]
    for mark in _MARKS.findall(text):
        if mark in {";", "\n"}:
            parts.append("")
        else:
            parts[-1] += _PLAIN.get(mark, mark)
    return parts


def _asked(text: str, kind: CellType) -> bool:
    """Tell whether a cell says unknown; in free text only the very word does, as in the file."""
    word = text.strip()
    return word == UNKNOWN or (kind.kind != "text" and word.lower() == UNKNOWN)


def _value(text: str, kind: CellType) -> Any:
    match kind.kind:
        case "text":
            return text
        case "word":
            return _word(text, kind.choices)
        case "yes_no":
            found = _YES_NO.get(text.strip().lower())
            if found is None:
                raise CellError(f"{text!r} is neither yes nor no")
            return found
        case "day":
            return _day(text)
        case "whole" | "number":
            return _number(text, whole=kind.kind == "whole")


def _word(text: str, choices: tuple[str, ...]) -> str:
    plain = re.sub(r"[\s-]+", "_", text.strip()).lower()
    for choice in choices:
        if choice.lower() == plain:
            return choice
    near = nearest(plain, choices) or f"one of {', '.join(choices)}"
    raise CellError(f"{text.strip()!r} is none of the words; {near}")


def _day(text: str) -> date:
    found = _DAY.fullmatch(text.strip())
    try:
        if found is not None:
            return date.fromisoformat(found.group(1))
    except ValueError:
        pass
    raise CellError(f"{text.strip()!r} is no day; write it as YYYY-MM-DD")


def _number(text: str, *, whole: bool) -> int | float:
    try:
        number = float(_GAPS.sub("", text))
    except ValueError:
        raise CellError(f"{text.strip()!r} is no number; write it like 12000 or 0.5") from None
    if number != number or abs(number) > 1e15:  # noqa: PLR0124 - only NaN differs from itself
        raise CellError(f"{text.strip()!r} is no number that can be counted with")
    if not whole:
        return number
    if not number.is_integer():
        raise CellError(f"{text.strip()!r} must be a whole number")
    return int(number)
