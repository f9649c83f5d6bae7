"""Tables of Processing's parameters, in every form in which they come."""

from __future__ import annotations

import pytest

from buurtmaat.core.errors import InputError
from buurtmaat.core.norms.requirement_rows import read_matrix
from buurtmaat.core.preparing.facility_mapping import read_rows
from buurtmaat.core.tables import TableRow, read_table

LETTERS = ("a", "b", "c")


def read(value: object) -> list[TableRow]:
    return read_table(value, "TABLE", LETTERS)


@pytest.mark.parametrize(
    "value",
    [
        ["x", 1.5, "", "", "", "", "y", "", 2],
        [["x", 1.5, None], [], (" y ", "", 2)],
        '[["x", 1.5, ""], ["", null, ""], ["y", "", 2]]',
        '["x", 1.5, "", "", "", "", "y", "", 2]',
    ],
)
def test_cells_keep_their_numbers_and_rows_theirs(value: object) -> None:
    assert read(value) == [TableRow(1, ("x", 1.5, "")), TableRow(3, ("y", "", 2))]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", ","])
def test_lines_end_as_on_any_system(end: str) -> None:
    assert read(f'x,"1,5",{end},,{end}y,,2') == [TableRow(1, ("x", "1,5", "")), TableRow(3, ("y", "", "2"))]


@pytest.mark.parametrize(
    "value", ["a,b\rc,d", "a\r\rb", "a,\x00b", '"a', "x" * 200_000, [["a"], "b"], {"a": 1}, 7, True, [object()], "[1, "]
)
def test_whatever_is_no_table_is_refused_in_a_sentence_by_each_reader(value: object) -> None:
    for reader in (read, read_rows, read_matrix):
        with pytest.raises(InputError) as stop:
            reader(value)
        assert str(stop.value).endswith(".")
        assert "\n" not in str(stop.value)


@pytest.mark.parametrize("value", [None, "", " ", [], [[]], [None], [""] * 4, ",,,\n,", "[]", "[null]", [[None]]])
def test_nothing_filled_in_is_no_rows(value: object) -> None:
    assert [reader(value) for reader in (read, read_rows, read_matrix)] == [[], [], []]


def test_zero_is_no_empty_cell() -> None:
    assert read([[0, "", ""]]) == [TableRow(1, (0, "", ""))]
