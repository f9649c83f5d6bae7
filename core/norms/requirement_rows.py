"""The requirements that a user gives with a run: a table in three forms or a list of objects, laid over a norm set."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..errors import InputError
from ..json_located import Node, Problem, read_json
from ..notes import Note
from ..tables import Cell, read_table
from ..wording import number_digits, shown, unquoted
from .cells import THOUSANDS, WrongCellError, cell_text, read_cell, read_percentage
from .checks import Finding, requirement_findings
from .file import read_requirement_keys
from .indicators import INDICATORS
from .model import (
    CONDITIONED,
    MAX_REQUIREMENTS,
    REFINEMENTS,
    REQUIREMENT_KEYS,
    SCALE_KEYS,
    Key,
    NormSet,
    Requirement,
    Text,
    defaults,
    mode_names,
)

COLUMNS = ("id", "facility", "indicator", "threshold", "unit", "minimum", "per", "metric", "mode", "weight", "target")
CLEAR = "-"
OWN_ID = "own"  # of the set where rows stand alone
CHANGED = "+changed"  # ends the version of a set that rows were laid over

# Keys beside the columns that make a requirement another norm.
_OTHER_NORMS = ("thresholds_by_class", "target_path", *CONDITIONED, *REFINEMENTS, *SCALE_KEYS)
_TABLE = Note("Requirements")
_KEYS = {key.name: key for key in REQUIREMENT_KEYS}


@dataclass(frozen=True, slots=True)
class NormRow:
    """A row of the table: its number from 1, and its cells as trimmed text in the order of `COLUMNS`."""

    number: int
    cells: tuple[str, ...]

    def cell(self, column: str) -> str:
        """Return the text of a column."""
        return self.cells[COLUMNS.index(column)]

    @property
    def id(self) -> str:
        """Return the id of the requirement; empty where there is none."""
        return "" if self.cell("id") == CLEAR else self.cell("id")

    @property
    def given(self) -> list[str]:
        """Return the names of the columns that say something."""
        return [column for column in COLUMNS[1:] if self.cell(column) not in ("", CLEAR)]

    def values(self, base: Requirement | None) -> dict[str, Any]:
        """Return what it says of a requirement, and the default of each column that it clears."""
        cells = {column: self.cell(column) for column in COLUMNS[1:] if self.cell(column)}
        is_share = cells.get("unit", base.unit if base else "") == "share"
        found: dict[str, Any] = {}
        for column, text in cells.items():
            if text == CLEAR:
                found[column] = _usual(self, column)
            else:
                may_be_percentage = column == "target" or (column == "threshold" and is_share and "%" in text)
                found[column] = _value(self, _KEYS[column], text, may_be_percentage)
        return found

    def wrong(self, column: str, what: Note) -> InputError:
        """Return the error of a cell."""
        return InputError("Requirements row {row}, column {column}: {what}.", row=self.number, column=column, what=what)

    def refused(self, finding: Finding) -> InputError:
        """Return the error of what does not go together."""
        # What is wrong with thresholds by class is told of the threshold.
        return self.wrong(finding.key if finding.key in COLUMNS else "threshold", finding.what)

    def nameless(self) -> InputError:
        """Return the error where there is no id."""
        return self.wrong("id", Note("a row needs the id of a requirement"))

    def repeated(self, first: int) -> InputError:
        """Return the error where a row before has the same id."""
        return self.wrong("id", Note("row {row} is for {id} too; keep one of them", row=first, id=shown(self.id)))


@dataclass(frozen=True, slots=True)
class NormObject:
    """An object of the list, with any key of a requirement in a norm file: its number from 1, and its keys."""

    number: int
    node: Node

    @property
    def id(self) -> str:
        """Return the id of the requirement; empty where there is none."""
        own = self._keys.get("id")
        return own.value.strip() if own is not None and isinstance(own.value, str) else ""

    @property
    def given(self) -> list[str]:
        """Return the keys that say something."""
        return [name for name, node in self._keys.items() if node.value not in ("", None, CLEAR)]

    def values(self, _base: Requirement | None) -> dict[str, Any]:
        """Return what it says of a requirement, and the default of each key that it clears."""
        own = {name: self._keys[name] for name in self.given if name != "id"}
        read, problems = read_requirement_keys(Node(own, self.node.line), self._name)
        if problems:
            raise problems[0].error(_TABLE, len(problems) - 1)
        cleared = [name for name, node in self._keys.items() if node.value is None or node.value == CLEAR]
        return read | {name: _usual(self, name) for name in cleared}

    def check_names(self) -> None:
        """Stop at a key that no requirement has: where one is misspelt, the right one lacks too."""
        unknown = {name: node for name, node in self._keys.items() if name not in _KEYS}
        _, problems = read_requirement_keys(Node(unknown, self.node.line), self._name)
        if problems:
            raise problems[0].error(_TABLE, len(problems) - 1)

    def wrong(self, key: str, what: Note) -> InputError:
        """Return the error of a key."""
        node = self._keys.get(key, self.node)
        return Problem(node.line, self._name, Note("{key}: {what}", key=key, what=what)).error(_TABLE)

    def refused(self, finding: Finding) -> InputError:
        """Return the error of what does not go together, which names its key itself."""
        return Problem(self._keys.get(finding.key, self.node).line, self._name, finding.what).error(_TABLE)

    def nameless(self) -> InputError:
        """Return the error where there is no id."""
        return self.wrong("id", Note("each object needs the id of a requirement"))

    def repeated(self, first: int) -> InputError:
        """Return the error where an object before has the same id."""
        return self.wrong(
            "id", Note("object {number} is for {id} too; keep one of them", number=first, id=shown(self.id))
        )

    @property
    def _keys(self) -> Mapping[str, Node]:
        return self.node.value if isinstance(self.node.value, dict) else {}

    @property
    def _name(self) -> Note:
        if not self.id:
            return Note("object {number}", number=self.number)
        return Note("object {number} {id}", number=self.number, id=shown(self.id))


def read_matrix(value: object) -> list[NormRow] | list[NormObject]:
    """Read the requirements of a run.

    Parameters
    ----------
    value
        A table as `read_table` takes it, of which the rows that hold anything count; or objects with keys of a norm
        file: as JSON text, or in a list.
    """
    nodes = _objects(value)
    if nodes is not None:
        return [NormObject(number, node) for number, node in enumerate(nodes, 1)]
    rows = read_table(value, _TABLE, COLUMNS, _in_place)
    return [NormRow(row.number, tuple(_text(cell) for cell in row.cells)) for row in rows]


def _objects(value: object) -> list[Node] | None:
    """Return the objects of a list; None where it is a table."""
    if isinstance(value, list | tuple) and any(isinstance(row, Mapping) for row in value):
        value = json.dumps(value, ensure_ascii=False, default=str)
    if not isinstance(value, str) or not value.strip().startswith(("[", "{")):
        return None
    root, problems = read_json(value.strip())
    nodes = [] if root is None else root.value if isinstance(root.value, list) else [root]
    are_objects = value.strip().startswith("{") or any(isinstance(node.value, dict) for node in nodes)
    if not are_objects:
        return None
    if problems:
        raise problems[0].error(_TABLE)
    for number, node in enumerate(nodes, 1):
        if not isinstance(node.value, dict):
            raise NormObject(number, node).refused(Finding("", Note("this must be an object in braces")))
    return nodes


def apply_matrix(base: NormSet | None, rows: Sequence[NormRow] | Sequence[NormObject]) -> NormSet:
    """Lay the rows of a table, or objects, over a norm set, or make a set of them alone.

    A row with the id of a requirement of `base` replaces what its cells say: an empty cell inherits, `-` clears. Of an
    object, a key that is not there inherits, as one with an empty text does; `null` and `-` clear. Other rows are added
    at the end, with the defaults in their empty cells. A threshold in a row also replaces the thresholds
    by class, a target also the path to it, a weight also what it is a share of; another indicator drops what it does
    not take, and the unit number the size.

    A set that rows changed is no longer what was adopted, and a norm that they changed no longer what its source says:
    the set becomes a draft with another version, and such a requirement illustrative, with a note of what was changed.
    """
    requirements = {requirement.id: requirement for requirement in base.requirements} if base else {}
    modes = base.mode_names() if base else mode_names(())
    lines: dict[str, int] = {}
    for row in rows:
        own_id = row.id
        if not own_id:
            raise row.nameless()
        if own_id in lines:
            raise row.repeated(lines[own_id])
        lines[own_id] = row.number
        requirements[own_id] = _requirement(row, requirements.get(own_id), modes)
        if len(requirements) > MAX_REQUIREMENTS:
            what = Note("this would be more than {most} requirements; take some out", most=MAX_REQUIREMENTS)
            raise row.wrong("id", what)
    if not requirements:
        raise InputError("The table of requirements is empty; fill in a row, or choose a norm set.")
    norms = tuple(requirements.values())
    if base is None:
        title = Text("Own requirements", "Eigen eisen")
        return NormSet(id=OWN_ID, title=title, version="1", requirements=norms)
    if norms == base.requirements:
        return base
    version = base.version.removesuffix(CHANGED) + CHANGED
    return replace(
        base, version=version, state="draft", adopted_by="", adopted_on="", superseded_by="", requirements=norms
    )


def change_of(base: Requirement, changed: Requirement) -> Text:
    """Describe what makes a requirement another norm than it was, for its note; empty where it is the same norm."""
    pairs = {name: (getattr(base, name), getattr(changed, name)) for name in (*COLUMNS[1:], *_OTHER_NORMS)}
    # A target where the source gives none leaves the source's norm as it is.
    if pairs["target"][0] is None:
        del pairs["target"]
        if not pairs["target_path"][0]:
            del pairs["target_path"]
    differing = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
    for name, follows in (("thresholds_by_class", "threshold"), ("weight_of", "weight"), ("target_path", "target")):
        if follows in differing and not getattr(changed, name):
            differing.pop(name, None)  # it went with the other
    words = [
        f"{name} {_shown(old)} → {_shown(new)}"
        if name in COLUMNS
        else f"{name} → {cell_text(_KEYS[name], new) or CLEAR}"
        for name, (old, new) in differing.items()
    ]
    if not words:
        return Text()
    listed = ", ".join(words)
    return Text(f"Changed by the user: {listed}. ", f"Gewijzigd door de gebruiker: {listed}. ")


def _in_place(cells: Sequence[Cell]) -> bool:
    """Return whether a row has an indicator, or nothing, in the column for one."""
    return (*cells, "", "")[COLUMNS.index("indicator")] in (*INDICATORS, "", CLEAR)


def _text(cell: Cell) -> str:
    """Return a cell as text that is read as the number it is."""
    text = cell if isinstance(cell, str) else number_digits(cell)
    return f"{text}0" if isinstance(cell, float) and THOUSANDS.fullmatch(text) else text


def _requirement(row: NormRow | NormObject, base: Requirement | None, modes: tuple[str, ...]) -> Requirement:
    if isinstance(row, NormObject):
        row.check_names()
    if base is None:
        there = row.given
        for column in ("facility", "indicator", "threshold", "unit"):
            if column not in there and not (column == "threshold" and "thresholds_by_class" in there):
                what = Note("{id} is a new requirement, and needs a value here", id=shown(row.id))
                raise row.wrong(column, what)
    values = row.values(base)
    requirement = _changed(base, values) if base else Requirement(id=row.id, **values)
    for finding in requirement_findings(requirement, modes):
        raise row.refused(finding)
    return requirement


def _usual(row: NormRow | NormObject, column: str) -> object:
    """Return the default of what is cleared."""
    usual = defaults(Requirement)
    if column not in usual:
        raise row.wrong(column, Note("“{clear}” cannot clear this column, which every requirement needs", clear=CLEAR))
    return usual[column]


def _changed(base: Requirement, values: dict[str, Any]) -> Requirement:
    if values.get("threshold") is not None:
        values.setdefault("thresholds_by_class", ())
    if values.get("weight", base.weight) != base.weight:
        values["weight_of"] = None
    if "target" in values:
        values.setdefault("target_path", ())
    if values.get("unit") == "number":
        values.setdefault("size", None)
    indicator = values.get("indicator", base.indicator)
    for name, usual in defaults(Requirement).items():
        if indicator != base.indicator and indicator in INDICATORS and indicator not in _KEYS[name].only:
            values.setdefault(name, usual)
    changed = replace(base, **values)
    words = change_of(base, changed)
    if not words.en:
        return changed
    note = Text(f"{words.en}{base.note.en}".strip(), f"{words.nl}{base.note.nl}".strip())
    return replace(changed, basis=values.get("basis", "illustrative"), note=note)


def _shown(value: object) -> str:
    if value is None:
        return CLEAR
    return "|".join(value) if isinstance(value, tuple) else unquoted(value)


def _value(row: NormRow, key: Key, text: str, may_be_percentage: bool) -> object:
    try:
        return read_percentage(key.name, text) if may_be_percentage else read_cell(key, text)
    except WrongCellError as error:
        raise row.wrong(key.name, error.what) from error
