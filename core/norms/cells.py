"""Values of a norm set as text in a cell, and back: what is written for a value is read as that value.

Numbers take a decimal point or comma. Lists have `|` between their items and `;` between their entries:
``landelijk: 800; centrum: 400``, ``area_m2 >= 1000; kind in hall | club``. Names and values that hold one of these
signs, or that would be read as a number, stand in double quotes, written as in JSON.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, cast

from ..notes import Note
from ..numbers import read_decimal
from ..wording import number_digits, of_percentage, percentage_digits, shown
from .model import OPERATORS, Condition, Key, KeyKind, Operator, Serves

# What a text may mean as one thousand or as one: 1.000, 1,000.
THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_PLAIN_NAME = re.compile(r'[^:;|"]+')
_PLAIN_FIELD = re.compile(r'[^\s=!<>:;|"]+')
_PLAIN_VALUE = re.compile(r'[^=<>:;|"]+')
_YEAR = re.compile(r"[0-9]{4}(?=\s*:)")
_DASH = re.compile("[-–]")
_NO_NUMBER = re.compile(r"[+-]?(nan|inf|infinity)", re.IGNORECASE)
_OPERATOR = re.compile(r"!=|<=|>=|=|<|>|in(?=\s|\")")
_FLAGS = {"true": True, "false": False}

Value = str | float | bool


class WrongCellError(ValueError):
    """A text that is no value of its key: what is wrong as a clause."""

    def __init__(self, what: Note) -> None:
        super().__init__(str(what))
        self.what = what


def read_cell(key: Key, text: str, *, share: bool = False) -> object:
    """Read the value of a key from a text that is not empty.

    Parameters
    ----------
    key
        The key; of a title this reads one language.
    text
        What was typed.
    share
        Whether the number is a share that may be written as a percentage: 95 %, 95 and 0.95 are then the same.

    Raises
    ------
    WrongCellError
        Where the text is no value of that kind. Whether the value is allowed is for `checks` to say.
    """
    if key.kind == "types":
        return tuple(text.split("|"))
    if key.kind == "classes":
        return read_classes(text)
    if key.kind == "path":
        return read_path(text)
    if key.kind == "serves":
        return read_serves(text)
    if key.kind == "conditions":
        return read_conditions(text)
    if key.kind == "flag":
        if text.strip() not in _FLAGS:
            raise WrongCellError(
                Note("{key} must be {kind}, not {value}", key=key.name, kind=Note("true or false"), value=shown(text))
            )
        return _FLAGS[text.strip()]
    if key.kind == "number":
        return read_share(key.name, text) if share else read_number(key.name, text)
    return read_whole(key.name, text) if key.kind == "whole" else text


def read_number(name: str | Note, text: str) -> float:
    """Read a number with a decimal point or comma; what may be one thousand or one is refused."""
    text = text.strip()
    value = _decimal(name, text)
    _refuse_thousands(text, value)
    return value


def _refuse_thousands(text: str, value: float) -> None:
    if THOUSANDS.fullmatch(text):
        what = Note(
            "{value} may mean {thousands} or {ones}; write {thousands} or {precise}",
            value=shown(text),
            thousands=re.sub("[.,]", "", text),
            ones=f"{value:g}",
            precise=f"{text}0",
        )
        raise WrongCellError(what)


def read_whole(name: str, text: str) -> int:
    """Read a whole number."""
    value = read_number(name, text)
    if not value.is_integer():
        raise WrongCellError(Note("{key} must be a whole number, not {value}", key=name, value=shown(text)))
    return int(value)


def read_percentage(name: str | Note, text: str) -> float:
    """Read a share, written as one or with a percent sign."""
    number = text.strip().removesuffix("%").strip()
    value = _decimal(name, number, text)
    return value if number == text.strip() else of_percentage(number.replace(",", "."))


def read_share(name: str | Note, text: str) -> float:
    """Read a share where people write percentages: what is over 1 without a percent sign is one too."""
    value = read_percentage(name, text)
    number = text.strip().removesuffix("%").strip()
    _refuse_thousands(number, read_decimal(number))
    return of_percentage(number.replace(",", ".")) if value > 1 and "%" not in text else value


def number_text(value: float, *, comma: bool = False) -> str:
    """Write a number in as few digits as give it exactly, so that `read_number` reads the same one."""
    return _unambiguous(number_digits(value), comma)


def _unambiguous(text: str, comma: bool) -> str:
    text = f"{text}0" if THOUSANDS.fullmatch(text) else text
    return text.replace(".", ",") if comma else text


def share_text(value: float, *, comma: bool = False) -> str:
    """Write a share as the percentage that gives it exactly, so that `read_share` reads the same one."""
    return f"{_unambiguous(percentage_digits(value), comma)} %"


def read_classes(text: str) -> tuple[tuple[str, float], ...]:
    """Read thresholds by class: `name: number`, with semicolons."""
    found = []
    for entry in _Entry.all_in(text):
        name = entry.take(_PLAIN_NAME)
        if not name or not entry.skip(":"):
            raise WrongCellError(
                Note(
                    "write a class and its threshold as name: 400, with semicolons, not {value}",
                    value=shown(entry.text.strip()),
                )
            )
        found.append((name, read_number(Note("the threshold of {name}", name=shown(name)), entry.rest())))
    return tuple(found)


def classes_text(classes: Iterable[tuple[str, float]], *, comma: bool = False) -> str:
    """Write thresholds by class."""
    return "; ".join(f"{name_text(name)}: {number_text(value, comma=comma)}" for name, value in classes)


def read_path(text: str) -> tuple[tuple[int, float], ...]:
    """Read a path to a target: `year: share`, with semicolons; a share may be written as a percentage."""
    found = []
    for entry in _Entry.all_in(text):
        year = entry.take(_YEAR)
        if not year or not entry.skip(":"):
            raise WrongCellError(
                Note(
                    "write a year and its target as 2030: 95 %, with semicolons, not {value}",
                    value=shown(entry.text.strip()),
                )
            )
        found.append((int(year), read_share(Note("the target of {name}", name=year), entry.rest().strip())))
    return tuple(found)


def path_text(path: Iterable[tuple[int, float]], *, comma: bool = False) -> str:
    """Write a path to a target."""
    return "; ".join(f"{year}: {share_text(share, comma=comma)}" for year, share in path)


def read_serves(text: str) -> Serves:
    """Read how many one facility serves: `4800 - 20000`; one side may be left out, one number is both."""
    parts = _DASH.split(text)
    if len(parts) > 2 or not any(part.strip() for part in parts):
        raise WrongCellError(Note("write from and to as 4800 - 20000, not {value}", value=shown(text)))
    numbers = [read_number("serves", part) if part.strip() else None for part in parts]
    return Serves(numbers[0], numbers[-1])


def serves_text(serves: Serves, *, comma: bool = False) -> str:
    """Write how many one facility serves; nothing where that is not said."""
    if serves == Serves():
        return ""
    both = ["" if one is None else number_text(one, comma=comma) for one in (serves.least, serves.most)]
    return " - ".join(both).strip()


def read_conditions(text: str) -> tuple[Condition, ...]:
    """Read conditions: `field op value`, with semicolons; values of `in` have | between them."""
    found = []
    for entry in _Entry.all_in(text):
        field = entry.take(_PLAIN_FIELD)
        op = entry.take(_OPERATOR)
        if not field or not op:
            raise WrongCellError(
                Note(
                    "write a condition as field >= 5 or field in a | b, with semicolons, not {value}; a field name "
                    "with spaces is written in double quotes",
                    value=shown(entry.text.strip()),
                )
            )
        values = entry.values()
        if op != "in" and len(values) > 1:
            raise WrongCellError(
                Note("value must be a single number, text, true or false for the operator {op}", op=shown(op))
            )
        # The pattern takes operators only.
        found.append(Condition(field, cast("Operator", op), values if op == "in" else values[0]))
    return tuple(found)


def conditions_text(conditions: Iterable[Condition]) -> str:
    """Write conditions, their numbers with a decimal point."""
    return "; ".join(f"{field_text(one.field)} {one.op} {values_text(one.value)}" for one in conditions)


def read_exclude(text: str) -> tuple[tuple[str, tuple[Value, ...]], ...]:
    """Read what a mode leaves out: `field: value | value`, with semicolons."""
    found = []
    for entry in _Entry.all_in(text):
        field = entry.take(_PLAIN_NAME)
        if not field or not entry.skip(":"):
            raise WrongCellError(
                Note(
                    "write what to leave out as field: value | value, with semicolons, not {value}",
                    value=shown(entry.text.strip()),
                )
            )
        found.append((field, entry.values()))
    return tuple(found)


def exclude_text(exclude: Iterable[tuple[str, tuple[Value, ...]]]) -> str:
    """Write what a mode leaves out."""
    return "; ".join(f"{name_text(field)}: {values_text(values)}" for field, values in exclude)


def values_text(value: Value | tuple[Value, ...]) -> str:
    """Write the value of a condition, or several."""
    if isinstance(value, tuple):
        return " | ".join(map(values_text, value))
    if isinstance(value, bool):
        return str(value).lower()
    return _name(value, _PLAIN_VALUE) if isinstance(value, str) else number_digits(value)


_WRITERS: dict[KeyKind, Callable[[Any, bool], str]] = {
    "types": lambda value, _comma: " | ".join(value),
    "classes": lambda value, comma: classes_text(value, comma=comma),
    "path": lambda value, comma: path_text(value, comma=comma),
    "serves": lambda value, comma: serves_text(value, comma=comma),
    "conditions": lambda value, _comma: conditions_text(value),
    "flag": lambda value, _comma: str(value).lower(),
    "number": lambda value, comma: number_text(value, comma=comma),
    "whole": lambda value, _comma: str(value),
}


def cell_text(key: Key, value: object, *, share: bool = False, comma: bool = False) -> str:
    """Write a value as `read_cell` reads it; nothing where there is none.

    Parameters
    ----------
    key, value
        The key and its value; of a title one language.
    share
        Whether to write the number as a percentage.
    comma
        Whether decimals have a comma.
    """
    if value is None:
        return ""
    if share and isinstance(value, int | float):
        return share_text(value, comma=comma)
    return _WRITERS[key.kind](value, comma) if key.kind in _WRITERS else str(value)


class _Entry:
    """One entry of a list: what is still to be read of it."""

    def __init__(self, text: str) -> None:
        self.text, self._at = text, 0

    @classmethod
    def all_in(cls, text: str) -> Iterator[_Entry]:
        """Cut at the semicolons outside quotes; an empty entry is none."""
        for part in _cut(text, ";"):
            if part.strip():
                yield cls(part)

    def take(self, plain: re.Pattern[str]) -> str:
        """Take a quoted text or a plain one that is trimmed; nothing where neither stands here."""
        self._skip_space()
        if quoted := _QUOTED.match(self.text, self._at):
            self._at = quoted.end()
            return _unquoted(quoted[0])
        if found := plain.match(self.text, self._at):
            self._at = found.end()
            return found[0].strip()
        return ""

    def skip(self, sign: str) -> bool:
        """Go past a sign, if it stands here."""
        self._skip_space()
        there = self.text.startswith(sign, self._at)
        self._at += len(sign) * there
        return there

    def rest(self) -> str:
        """Return what was not read yet."""
        return self.text[self._at :]

    def values(self) -> tuple[Value, ...]:
        """Return the values up to the end of the entry."""
        return tuple(_value(part) for part in _cut(self.rest(), "|"))

    def _skip_space(self) -> None:
        while self.text[self._at : self._at + 1].isspace():
            self._at += 1


def _cut(text: str, sign: str) -> list[str]:
    """Cut a text at each sign outside double quotes."""
    parts, start, at = [], 0, 0
    while at < len(text):
        if quoted := _QUOTED.match(text, at):
            at = quoted.end()
            continue
        if text[at] == '"':
            raise WrongCellError(Note("the text has no double quote at its end"))
        if text[at] == sign:
            parts.append(text[start:at])
            start = at + 1
        at += 1
    return [*parts, text[start:]]


def _value(text: str) -> Value:
    text = text.strip()
    if _QUOTED.fullmatch(text):
        return _unquoted(text)
    if '"' in text:
        raise WrongCellError(Note("write a text that holds double quotes as in JSON, not {value}", value=shown(text)))
    if text in _FLAGS:
        return _FLAGS[text]
    if not text:
        raise WrongCellError(Note("a value is missing; write an empty text as two double quotes"))
    if not math.isnan(read_decimal(text)):
        return _finite(text)
    if _NO_NUMBER.fullmatch(text):
        raise WrongCellError(
            Note("{value} is no number; a text that looks like it is written in double quotes", value=text)
        )
    if any(sign in text for sign in "=<>"):
        what = Note(
            "{value} is no value: a condition has one operator ({operators}), and a text that holds =, < or > is "
            "written in double quotes",
            value=shown(text),
            operators=", ".join(OPERATORS),
        )
        raise WrongCellError(what)
    return text


def name_text(text: str) -> str:
    """Write the name of a class or of a field that a mode leaves lines out by, in quotes where it needs them."""
    return _name(text, _PLAIN_NAME)


def field_text(text: str) -> str:
    """Write the field of a condition, in quotes where it needs them."""
    return _name(text, _PLAIN_FIELD)


def _name(text: str, plain: re.Pattern[str]) -> str:
    if (
        plain.fullmatch(text)
        and text == text.strip()
        and text.isprintable()
        and text not in _FLAGS
        and math.isnan(read_decimal(text))
        and not _NO_NUMBER.fullmatch(text)
    ):
        return text
    return json.dumps(text, ensure_ascii=False)


def _unquoted(text: str) -> str:
    try:
        return str(json.loads(text))
    except ValueError as error:
        what = Note("the text holds a backslash that means nothing there; write two for one")
        raise WrongCellError(what) from error


def _decimal(name: str | Note, number: str, text: str | None = None) -> float:
    if math.isnan(read_decimal(number)):
        raise WrongCellError(Note("{key} must be a number, not {value}", key=name, value=shown(text or number)))
    return _finite(number)


def _finite(number: str) -> float:
    value = read_decimal(number)
    if not math.isfinite(value):
        raise WrongCellError(Note("the number is too large"))
    return value
