"""Destinations: what an output's text means, and what it shares with another."""

from __future__ import annotations

from pathlib import Path

import pytest

from buurtmaat.adapters.destinations import Destination, overlap

DATABASE = "dbname='a' host=127.0.0.1 port=5432 user='b'"


@pytest.mark.parametrize("text", ["memory:", "memory:my layer", "TEMPORARY_OUTPUT"])
def test_a_temporary_layer_has_no_path_and_no_place(text):
    found = Destination(text)
    assert found.is_memory
    assert (found.path, found.provider, found.key) == (None, "", ())


@pytest.mark.parametrize(
    ("text", "path", "geopackage", "shapefile"),
    [
        ("/a/b.gpkg", "/a/b.gpkg", True, False),
        ("/a/b.GPKG", "/a/b.GPKG", True, False),
        ("/a/b c.shp", "/a/b c.shp", False, True),
        ("ogr:dbname='/a/b.gpkg' table=\"t\" (geom)", "/a/b.gpkg", True, False),
        ("ogr:dbname='/a/it\\'s.gpkg' table=\"t\" (geom)", "/a/it's.gpkg", True, False),
    ],
)
def test_a_file_is_found_in_a_path_or_an_address(text, path, geopackage, shapefile):
    found = Destination(text)
    assert found.path == Path(path)
    assert (found.is_geopackage, found.is_shapefile, found.is_memory) == (geopackage, shapefile, False)


def test_a_database_table_has_no_path():
    found = Destination(f'postgis:{DATABASE} table="s"."t" (geom)')
    assert (found.path, found.provider) == (None, "postgres")
    assert (found.uri.schema(), found.uri.table(), found.uri.geometryColumn()) == ("s", "t", "geom")


FILE, TABLE, OTHER = (
    "/a/b.gpkg",
    "ogr:dbname='/a/b.gpkg' table=\"t\" (geom)",
    "ogr:dbname='/a/b.gpkg' table=\"u\" (geom)",
)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (FILE, FILE, True),
        (FILE, TABLE, True),
        (TABLE, FILE, True),
        (TABLE, TABLE, True),
        (TABLE, OTHER, False),
        ("/a/x/../b.gpkg", TABLE, True),
        ("memory:", "memory:", False),
        (f'postgis:{DATABASE} table="s"."t" (geom)', f'postgis:{DATABASE} table="s"."t" (g)', True),
        (f'postgis:{DATABASE} table="s"."t" (geom)', f'postgis:{DATABASE} table="r"."t" (geom)', False),
    ],
)
def test_a_whole_file_holds_each_of_its_tables(one, other, same):
    assert overlap(Destination(one).key, Destination(other).key) is same
