"""Destinations: what an output's text means and shares with another; and rows written beside what was computed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from qgis.core import QgsCoordinateTransformContext, QgsFeatureRequest

from buurtmaat.adapters.io.columns import number_column, text_column
from buurtmaat.adapters.io.crs import choose_crs
from buurtmaat.adapters.io.reading import read_layer
from buurtmaat.adapters.outputs.destinations import Destination, overlap
from buurtmaat.adapters.outputs.layer_writer import LayerWriter
from buurtmaat.core.errors import InputError
from buurtmaat.core.progress import Progress
from towns import runs
from towns.runs import layer, point

DATABASE = "dbname='a' host=127.0.0.1 port=5432 user='b'"


@pytest.mark.parametrize("text", ["memory:", "memory:my layer", "TEMPORARY_OUTPUT"])
def test_a_temporary_layer_has_no_path_and_no_place(text):
    found = Destination(text)
    assert found.is_memory
    assert (found.path, found.provider, found.key) == (None, "", ())


@pytest.mark.parametrize(
    ("text", "path", "geopackage"),
    [
        ("/a/b.gpkg", "/a/b.gpkg", True),
        ("/a/b.GPKG", "/a/b.GPKG", True),
        ("/a/b c.shp", "/a/b c.shp", False),
        ("ogr:dbname='/a/b.gpkg' table=\"t\" (geom)", "/a/b.gpkg", True),
        ("ogr:dbname='/a/it\\'s.gpkg' table=\"t\" (geom)", "/a/it's.gpkg", True),
    ],
)
def test_a_file_is_found_in_a_path_or_an_address(text, path, geopackage):
    found = Destination(text)
    assert found.path == Path(path)
    assert (found.is_geopackage, found.is_memory) == (geopackage, False)


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


class Kept:
    """Stands in for the outputs of a run, and keeps the rows."""

    def __init__(self):
        self.rows, self.computed = [], None

    def destination(self, name):
        return Destination("memory:")

    def wanted(self, name):
        return True

    def layer(self, name, fields, kind, crs, computed):
        self.computed = computed
        return self

    def write(self, rows, progress, total):
        self.rows = [list(attributes) for attributes, _ in rows]


class Turned:
    """A layer that gives its rows the other way round, as a database may the second time."""

    def __init__(self, homes):
        self.homes = homes

    def __getattr__(self, name):
        return getattr(self.homes, name)

    def getFeatures(self, request):
        return iter(list(self.homes.getFeatures(QgsFeatureRequest(request)))[::-1])


def homes_and_read(count):
    homes = layer([(point(n, 0), n) for n in range(count)], n="int")
    return homes, read_layer(homes, choose_crs(homes, QgsCoordinateTransformContext()))


def columns_for(count):
    numbers = np.arange(count) * 10.0
    return [number_column("ten", numbers), text_column("word", [f"w{n}" for n in range(count)])]


@pytest.mark.parametrize("source", [lambda homes: homes, Turned])
def test_each_row_gets_its_own_values_in_whatever_order_it_comes(source):
    count = 12_345  # more than two batches
    homes, found = homes_and_read(count)
    kept = Kept()
    LayerWriter(kept, "OUTPUT", "b_").with_input(source(homes), found, columns_for(count), Progress())
    assert (kept.computed.prefix, kept.computed.names) == ("b_", ["b_ten", "b_word"])
    assert sorted(kept.rows) == [[n, n * 10.0, f"w{n}"] for n in range(count)]


def test_each_row_of_several_layers_gets_its_own_values():
    (one, read_one), (other, read_other) = homes_and_read(3), homes_and_read(5)
    working = choose_crs(one, QgsCoordinateTransformContext())
    kept = Kept()
    layers = [(one, read_one), (Turned(other), read_other)]
    LayerWriter(kept, "OUTPUT").of_layers(layers, columns_for(8), working, Progress())
    assert [row[1] for row in kept.rows] == [0, 10, 20, 70, 60, 50, 40, 30]
    assert [row[0] for row in kept.rows] == [0, 1, 2, 4, 3, 2, 1, 0]


def test_fields_that_differ_in_case_only_keep_their_own_values():
    """A GeoJSON has such fields: each is matched with its own name in the other layers."""
    both = runs.fields(Name="text", name="text")
    one = layer([(point(0, 0), "A", "a")], own=both)
    turned = layer([(point(1, 0), "b", "B")], own=runs.fields(name="text", Name="text"))
    single = layer([(point(2, 0), "c")], NAME="text")
    system = QgsCoordinateTransformContext()
    layers = [(each, read_layer(each, choose_crs(each, system))) for each in (one, turned, single)]
    kept = Kept()
    LayerWriter(kept, "OUTPUT").of_layers(layers, columns_for(3), choose_crs(one, system), Progress())
    assert [row[:2] for row in kept.rows] == [["A", "a"], ["B", "b"], ["c", None]]


@pytest.mark.parametrize("change", ["a row less", "a row more"])
def test_a_layer_that_changed_since_it_was_read_stops_the_run_and_loses_no_row_in_silence(change):
    homes, found = homes_and_read(4)
    if change == "a row less":
        homes.dataProvider().deleteFeatures([2])
    else:
        homes.dataProvider().addFeatures([next(homes.getFeatures())])
    with pytest.raises(InputError, match="changed during the run"):
        LayerWriter(Kept(), "OUTPUT").with_input(homes, found, columns_for(4), Progress())
