"""Tables that a user fills in, as Processing's matrices give them: a list of lists, a flat list of cells, or a text."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from .errors import InputError
from .json_located import Node, read_valid_json
from .notes import Note
from .wording import shown

Cell = str | float
ColumnKind = Literal["text", "whole", "number"]
"""What a column of a table that a run writes holds."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table: its number from 1, and its cells, text trimmed; an empty one is an empty text."""

    number: int
    cells: tuple[Cell, ...]


def read_table(
    value: object,
    table: str | Note,
    columns: Sequence[str],
    in_place: Callable[[Sequence[Cell]], bool] | None = None,
) -> list[TableRow]:
    """Read a table of a parameter.

    Parameters
    ----------
    value
        A flat list of cells as QGIS's widget gives it, a list of lists, or a string: JSON of either, or cells with
        commas between them (quotes around a cell that holds one), on one line or several. None and an empty string are
        a table without rows.
    table
        What the table is called in messages.
    columns
        The names of its columns.
    in_place
        Tells whether the cells of a row stand where they belong, to find out where one is missing; it is given what
        there is of a row.

    Returns
    -------
    list of TableRow
        The rows that hold anything; their numbers count the empty ones too.

    Raises
    ------
    InputError
        Where the cells do not fill rows of these columns, naming the row.
    """
    cells = _parse(value, table) if isinstance(value, str) else value
    if cells is None:
        return []
    if not isinstance(cells, Sequence) or not _is_list(cells):
        raise InputError(
            "{table} must be a table of {columns} columns, not {value}.",
            table=table,
            columns=len(columns),
            value=shown(value),
        )
    if any(_is_list(row) for row in cells):
        rows = [_nested_row(number, row, table, columns) for number, row in enumerate(cells, 1)]
    else:
        flat = [_cell(cell, index // len(columns) + 1, table) for index, cell in enumerate(cells)]
        rows = _flat_rows(flat, table, columns, in_place)
    return [row for row in rows if any(cell != "" for cell in row.cells)]


def _parse(text: str, table: str | Note) -> object:
    text = text.strip()
    if not text:
        return None
    if not text.startswith("["):
        try:
            # Lines may end as on any system, also within a table that was pasted together.
            lines = csv.reader(io.StringIO(text, newline=None), skipinitialspace=True)
            return [cell for line in lines for cell in line]
        except csv.Error as error:
            raise InputError(
                "{table} cannot be read as cells with commas between them ({why}).", table=table, why=error
            ) from error
    return _plain(read_valid_json(text, table))


def _plain(node: Node) -> object:
    if isinstance(node.value, list):
        return [_plain(item) for item in node.value]
    if isinstance(node.value, dict):
        return {name: _plain(item) for name, item in node.value.items()}
    return node.value


def _is_list(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)


def _nested_row(number: int, row: object, table: str | Note, columns: Sequence[str]) -> TableRow:
    if not isinstance(row, Sequence) or not _is_list(row):
        raise InputError(
            "{table} row {row} is not a list of cells, as other rows are; write it as one.", table=table, row=number
        )
    cells = tuple(_cell(cell, number, table) for cell in row)
    if any(cell != "" for cell in cells) and len(cells) != len(columns):
        raise InputError(
            "{table} row {row} has {cells} cells instead of {width} ({columns}); leave a cell empty rather than out.",
            table=table,
            row=number,
            cells=len(cells),
            width=len(columns),
            columns=", ".join(columns),
        )
    return TableRow(number, cells)


def _flat_rows(
    cells: Sequence[Cell],
    table: str | Note,
    columns: Sequence[str],
    in_place: Callable[[Sequence[Cell]], bool] | None,
) -> list[TableRow]:
    width = len(columns)
    rows = [TableRow(start // width + 1, tuple(cells[start : start + width])) for start in range(0, len(cells), width)]
    left_over = len(cells) % width
    if not left_over or not any(cell != "" for cell in cells):
        return rows  # of a table that nobody touched QGIS may give a single empty cell
    number = len(rows)
    if in_place is not None:
        # A cell too many or too few shifts all that follows: look before the first row whose cells are not in their
        # place. Where there is none, one or two cells left over come from the last full row.
        shifted = (row.number for row in rows if not in_place(row.cells))
        number = max(next(shifted, len(rows) + (left_over > 2)) - 1, 1)
    raise InputError(
        "{table} row {row}: {cells} {cells:cell does|cells do} not fill rows of {width} columns ({columns}); look "
        "there for a missing cell, or a decimal comma that should be a point.",
        table=table,
        row=number,
        cells=len(cells),
        width=width,
        columns=", ".join(columns),
    )


def _cell(cell: object, number: int, table: str | Note) -> Cell:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, int | float) and not isinstance(cell, bool) and math.isfinite(cell):
        return cell
    raise InputError(
        "{table} row {row}: each cell must be text or a number, not {value}.",
        table=table,
        row=number,
        value=_called(cell),
    )


def _called(cell: object) -> str | Note:
    """Return what a cell is called that is none."""
    if isinstance(cell, Mapping):
        return Note("an object")
    return Note("a list") if _is_list(cell) else shown(cell)
