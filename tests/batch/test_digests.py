"""What stands for the content of files: opened by QGIS they are the same, and changed they are not."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from qgis.core import QgsVectorLayer

from buurtmaat.batch.digests import digest_of_file
from towns.municipality_row import write_row


def test_a_geopackage_that_was_only_read_is_the_same(tmp_path: Path) -> None:
    write_row(tmp_path, 1)
    path = tmp_path / "country.gpkg"
    before, whole = digest_of_file(path), path.read_bytes()
    layer = QgsVectorLayer(f"{path}|layername=homes", "homes", "ogr")
    assert layer.featureCount() == 20
    del layer
    # Other programs leave their marks in the header, as a switch of the journal and back does.
    for mode in ("WAL", "DELETE"):
        with closing(sqlite3.connect(path)) as database:
            database.execute(f"PRAGMA journal_mode = {mode}")
    assert path.read_bytes() != whole
    assert digest_of_file(path) == before


def test_a_row_that_changes_and_one_that_still_lies_beside_the_file_count(tmp_path: Path) -> None:
    write_row(tmp_path, 1)
    path = tmp_path / "country.gpkg"
    first = digest_of_file(path)
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        assert digest_of_file(path) == first
        database.execute("CREATE TABLE more (a)")
        database.commit()
        beside = digest_of_file(path)
        assert beside != first
    assert digest_of_file(path) not in (first, beside)


@pytest.mark.parametrize(("ending", "beside"), [("shp", "dbf"), ("mif", "mid"), ("csv", "csvt")])
def test_all_files_of_a_layer_count(tmp_path: Path, ending: str, beside: str) -> None:
    path = tmp_path / f"town.{ending}"
    for name in (ending, beside):
        (tmp_path / f"town.{name}").write_text(name)
    (tmp_path / f"town2.{beside}").write_text("other")
    first = digest_of_file(path)
    (tmp_path / f"town2.{beside}").write_text("changed")
    assert digest_of_file(path) == first
    (tmp_path / f"town.{beside}").write_text("changed")
    assert digest_of_file(path) != first
