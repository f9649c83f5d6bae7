"""The table of requirements that a user fills in: reading its three forms, and laying its rows over a norm set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..errors import InputError
from ..notes import Note
from ..tables import Cell, read_table
from ..wording import number_digits, shown
from .cells import THOUSANDS, WrongCellError, cell_text, read_cell, read_percentage
from .checks import requirement_findings
from .indicators import INDICATORS
from .model import MAX_REQUIREMENTS, REQUIREMENT_KEYS, Key, NormSet, Requirement, Text, defaults, mode_names

COLUMNS = ("id", "facility", "indicator", "threshold", "unit", "minimum", "per", "metric", "mode", "weight", "target")
CLEAR = "-"
OWN_ID = "own"  # of the set where rows stand alone
CHANGED = "+changed"  # ends the version of a set that rows were laid over

# Keys beside the columns that make a requirement another norm.
_OTHER_NORMS = (
    *("thresholds_by_class", "weight_of", "where", "demand_where", "applies_if"),
    *("min_area_m2", "merge_touching", "area_of", "level", "rounding"),
)
_KEYS = {key.name: key for key in REQUIREMENT_KEYS}


@dataclass(frozen=True, slots=True)
class NormRow:
    """A row of the table: its number from 1, and its cells as trimmed text in the order of `COLUMNS`."""

    number: int
    cells: tuple[str, ...]

    def cell(self, column: str) -> str:
        """Return the text of a column."""
        return self.cells[COLUMNS.index(column)]


def read_matrix(value: object) -> list[NormRow]:
    """Read a table of requirements, as `read_table` does: the rows that hold anything."""
    rows = read_table(value, Note("Requirements"), COLUMNS, _in_place)
    return [NormRow(row.number, tuple(_text(cell) for cell in row.cells)) for row in rows]


def apply_matrix(base: NormSet | None, rows: Sequence[NormRow]) -> NormSet:
    """Lay the rows of a table over a norm set, or make a set of them alone.

    A row with the id of a requirement of `base` replaces what its cells say: an empty cell inherits, `-` clears. Other
    rows are added at the end, with the defaults in their empty cells. A threshold in a row also replaces the thresholds
    by class, a weight also what it is a share of, and another indicator drops what it does not take.

    A set that rows changed is no longer what was adopted, and a norm that they changed no longer what its source says:
    the set becomes a draft with another version, and such a requirement illustrative, with a note of what was changed.
    """
    requirements = {requirement.id: requirement for requirement in base.requirements} if base else {}
    modes = base.mode_names() if base else mode_names(())
    lines: dict[str, int] = {}
    for row in rows:
        own_id = row.cell("id")
        if not own_id or own_id == CLEAR:
            raise _wrong(row, "id", Note("a row needs the id of a requirement"))
        if own_id in lines:
            what = Note("row {row} is for {id} too; keep one of them", row=lines[own_id], id=shown(own_id))
            raise _wrong(row, "id", what)
        lines[own_id] = row.number
        requirements[own_id] = _requirement(row, requirements.get(own_id), modes)
        if len(requirements) > MAX_REQUIREMENTS:
            what = Note("this would be more than {most} requirements; take some out", most=MAX_REQUIREMENTS)
            raise _wrong(row, "id", what)
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
    differing = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
    for name, follows in (("thresholds_by_class", "threshold"), ("weight_of", "weight")):
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


def _requirement(row: NormRow, base: Requirement | None, modes: tuple[str, ...]) -> Requirement:
    given = {column: row.cell(column) for column in COLUMNS[1:] if row.cell(column)}
    if base is None:
        for column in ("facility", "indicator", "threshold", "unit"):
            if given.get(column, CLEAR) == CLEAR:
                what = Note("{id} is a new requirement, and needs a value here", id=shown(row.cell("id")))
                raise _wrong(row, column, what)
    usual = defaults(Requirement)
    is_share = given.get("unit", base.unit if base else "") == "share"
    values: dict[str, Any] = {}
    for column, text in given.items():
        if text != CLEAR:
            may_be_percentage = column == "target" or (column == "threshold" and is_share and "%" in text)
            values[column] = _value(row, _KEYS[column], text, may_be_percentage)
        elif column in usual:
            values[column] = usual[column]
        else:
            what = Note('"{clear}" cannot clear this column, which every requirement needs', clear=CLEAR)
            raise _wrong(row, column, what)
    requirement = _changed(base, values) if base else Requirement(id=row.cell("id"), **values)
    for finding in requirement_findings(requirement, modes):
        column = finding.key if finding.key in COLUMNS else "threshold"  # that of thresholds_by_class
        raise _wrong(row, column, finding.what)
    return requirement


def _changed(base: Requirement, values: dict[str, Any]) -> Requirement:
    if values.get("threshold") is not None:
        values.setdefault("thresholds_by_class", ())
    if values.get("weight", base.weight) != base.weight:
        values["weight_of"] = None
    indicator = values.get("indicator", base.indicator)
    for name, usual in defaults(Requirement).items():
        if indicator != base.indicator and indicator in INDICATORS and indicator not in _KEYS[name].only:
            values.setdefault(name, usual)
    changed = replace(base, **values)
    words = change_of(base, changed)
    if not words.en:
        return changed
    note = Text(f"{words.en}{base.note.en}".strip(), f"{words.nl}{base.note.nl}".strip())
    return replace(changed, basis="illustrative", note=note)


def _shown(value: object) -> str:
    if value is None:
        return CLEAR
    return "|".join(value) if isinstance(value, tuple) else shown(value).strip('"')


def _value(row: NormRow, key: Key, text: str, may_be_percentage: bool) -> object:
    try:
        return read_percentage(key.name, text) if may_be_percentage else read_cell(key, text)
    except WrongCellError as error:
        raise _wrong(row, key.name, error.what) from error


def _wrong(row: NormRow, column: str, what: Note) -> InputError:
    return InputError("Requirements row {row}, column {column}: {what}.", row=row.number, column=column, what=what)
