"""Files that are given as one text, apart by semicolons."""

from __future__ import annotations

from pathlib import Path

import pytest

from buurtmaat.adapters.io.parameter_kinds import files_in


@pytest.mark.parametrize(
    "names", [["a;b.json", "c.json"], ["c.json", "a;b.json"], ["a;b;c.json"], ["a.json", "b.json"], ["no;where.json"]]
)
def test_a_semicolon_in_the_name_of_a_file_that_is_there_parts_nothing(tmp_path: Path, names: list[str]) -> None:
    paths = [str(tmp_path / name) for name in names]
    there = [one for one in paths if "where" not in one]
    for one in there:
        Path(one).write_text("{}")
    expected = there or [str(tmp_path / "no"), "where.json"]
    assert files_in(";".join(paths)) == expected
    assert files_in(" ; ".join(paths)) == expected
    assert files_in(paths) == paths
