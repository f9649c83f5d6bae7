"""Tables of a GeoPackage that others write to while QGIS reads them, which it does without a lock."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from qgis.core import QgsFeature, QgsFeatureRequest, QgsVectorLayer

from buurtmaat.adapters.io.feature_sources import WholeSource, layer_source
from buurtmaat.adapters.io.table_states import table_state
from buurtmaat.adapters.outputs.geopackage import TableExchange
from buurtmaat.core.errors import InputError
from towns.runs import layer, loaded, point, save

MANY, FEW = 3000, 400
"""More than QGIS is asked for at a time, and fewer than come the first time."""


@pytest.fixture
def town(tmp_path: Path) -> Path:
    path = tmp_path / "town.gpkg"
    for name in ("homes", "shops"):
        save(layer([point(n % 500, n) for n in range(MANY)], name), path, name)
    return path


def opened(town: Path, extra: str = "") -> QgsVectorLayer:
    return loaded(f"{town}|layername=homes{extra}", "homes")


def reading(source: WholeSource) -> Iterator[QgsFeature]:
    """Return the features of a source, of which the first was given."""
    found = iter(source.getFeatures(QgsFeatureRequest()))
    next(found)
    return found


def replace(town: Path, name: str) -> None:
    """Put a table with fewer rows in the place of one, as a run does with its results."""
    beside = town.with_name("beside.gpkg")
    save(layer([point(n, 0) for n in range(FEW)], name), beside, name)
    TableExchange(beside, town, [name]).commit()


@pytest.mark.parametrize("extra", ["", "|subset=fid > 0", "|subset=SELECT * FROM homes", "|subset=fid IN (SELECT 1)"])
def test_a_table_that_is_replaced_by_a_smaller_one_while_it_is_read_stops_the_run(town, extra):
    found = iter(layer_source(opened(town, extra), lambda: False).getFeatures(QgsFeatureRequest()))
    next(found)
    replace(town, "homes")
    with pytest.raises(InputError, match="“homes” was written to while it was read: run again") as stop:
        list(found)
    assert stop.value.values == {"layer": "homes"}


def test_a_table_that_the_filter_of_another_one_reads_is_looked_at_too(town):
    found = reading(layer_source(opened(town, "|subset=fid IN (SELECT fid FROM shops)"), lambda: False))
    replace(town, "shops")
    with pytest.raises(InputError, match="“homes” was written to while it was read"):
        list(found)


@pytest.mark.parametrize("extra", ["", "|subset=fid > 0"])
def test_another_table_of_the_file_may_be_replaced_meanwhile(town, extra):
    places = opened(town, extra)
    found = reading(WholeSource(places, places))
    before = [table_state(town, name) for name in ("homes", None)]
    replace(town, "shops")
    assert [table_state(town, name) == state for name, state in zip(("homes", None), before, strict=True)] == [
        True,
        False,
    ]
    with closing(sqlite3.connect(town)) as database:
        assert database.execute("SELECT count(*) FROM shops").fetchone() == (FEW,)
    assert len({row.id() for row in found}) == MANY - 1


def test_a_view_has_the_state_of_all_tables(town):
    with closing(sqlite3.connect(town)) as database, database:
        database.execute("CREATE VIEW seen AS SELECT * FROM shops")
        database.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) "
            "VALUES ('seen', 'features', 'seen', 28992)"
        )
    before = {name: table_state(town, name) for name in ("homes", "shops", "seen")}
    replace(town, "shops")
    changed = {name for name, state in before.items() if table_state(town, name) != state}
    assert changed == {"shops", "seen"}


def test_a_table_is_read_again_after_it_was_written_to(town):
    places = opened(town)
    source = WholeSource(places, places)
    assert len(list(source.getFeatures(QgsFeatureRequest()))) == MANY
    replace(town, "homes")
    assert len(list(source.getFeatures(QgsFeatureRequest()))) == FEW


def test_what_the_user_edits_meanwhile_is_no_table_that_others_write_to(town):
    places = loaded(f"{town}|layername=homes", "homes", to_edit=True)
    assert places.startEditing()
    found = reading(WholeSource(places, places))
    assert places.deleteFeature(MANY)
    assert places.commitChanges(stopEditing=False)
    # Whether the row that was taken away is there is QGIS's own matter: it is no failure.
    assert len(list(found)) in (MANY - 2, MANY - 1)
    assert places.rollBack()


def test_who_writes_for_longer_is_seen_by_the_file(town, monkeypatch):
    """Where SQLite gets no lock, such as on a disk that has none, the file tells: a layer there is still read."""
    monkeypatch.setattr("buurtmaat.adapters.io.table_states._WAIT", 0)
    places = opened(town)
    with closing(sqlite3.connect(town, isolation_level=None)) as database:
        database.execute("BEGIN EXCLUSIVE")
        locked = table_state(town, "homes")
        assert len(list(WholeSource(places, places).getFeatures(QgsFeatureRequest()))) == MANY
        found = reading(WholeSource(places, places))
        database.execute("DELETE FROM gpkg_extensions")
        database.execute("COMMIT")
    assert table_state(town, "homes") != locked
    with pytest.raises(InputError, match="written to"):
        list(found)


def test_a_file_that_is_gone_or_none_has_no_state_of_a_table(town):
    places = opened(town)
    found = reading(WholeSource(places, places))
    town.rename(town.with_name("elsewhere.gpkg"))
    assert table_state(town, "homes") is None
    assert len(list(found)) == MANY - 1


def test_another_file_that_takes_its_place_is_not_taken_for_it(town):
    """As a copy of an older day, whose tables say likewise when they were changed."""
    before, copy = table_state(town, "homes"), town.with_name("copy.gpkg")
    copy.write_bytes(town.read_bytes())
    copy.replace(town)
    assert table_state(town, "homes") != before


def test_to_look_at_a_table_leaves_nothing_beside_its_file(town):
    as_it_was = {one.name: one.read_bytes() for one in town.parent.iterdir()}
    assert table_state(town, "homes")
    assert {one.name: one.read_bytes() for one in town.parent.iterdir()} == as_it_was
