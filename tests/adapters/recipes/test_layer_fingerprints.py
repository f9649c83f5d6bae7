"""Fingerprints of layers: the same in every format that keeps what a layer holds, another where one thing changed."""

from __future__ import annotations

import random

import pytest
from qgis.core import QgsGeometry, QgsVectorLayer
from qgis.PyQt.QtCore import QDate

from buurtmaat.adapters.recipes.layer_fingerprints import fingerprint_of
from buurtmaat.core.errors import Cancelled
from buurtmaat.core.progress import Progress
from buurtmaat.core.recipes.recipe import Fingerprint
from towns.runs import box, layer, point, save

KINDS = {"id": "long", "label": "text", "size": "real", "opened": "date"}
HOLE = "POLYGON((0 0, 10 0, 10 10, 0 10, 0 0), (2 2, 2 4, 4 4, 4 2, 2 2))"
TWO = "MULTIPOLYGON(((20 0, 30 0, 30 10, 20 10, 20 0)), ((40 0, 40 10, 50 10, 50 0, 40 0)))"
AREAS = [
    (HOLE, 1, "west", 0.1, QDate(2026, 1, 31)),
    (box(100.125, 0.25, 110.5, 9.75), -2, "’s-Gravenhage", None, None),
    (TWO, 3, "a; b", 1234.5678, QDate(1999, 12, 1)),
]
LINES = [
    ("LINESTRING(0 0, 100.001 3.25)", 1, "x", -0.5, QDate(2026, 1, 1)),
    ("LINESTRING(5 5, 5 6, 7 6)", 2, "y", 2.0, None),
]
POINTS = [(point(1 / 3, 2 / 3), 1, "x", 1e-7, None), (point(-5, 12.125), 2, None, 1e7, QDate(2026, 1, 1))]
LAYERS = {"areas": (AREAS, "MultiPolygon"), "lines": (LINES, None), "points": (POINTS, None)}


def of(source: QgsVectorLayer, expression: str = "", limit: int = 0) -> Fingerprint:
    return fingerprint_of(source, expression, limit, Progress())


def made(name: str, rows: list | None = None, **more: object) -> QgsVectorLayer:
    own, kind = LAYERS[name]
    return layer(own if rows is None else rows, name, kind=kind, **KINDS, **more)


@pytest.mark.parametrize("suffix", [".gpkg", ".shp", ".geojson"])
@pytest.mark.parametrize("name", LAYERS)
def test_it_is_the_same_in_every_format_that_keeps_what_is_there(tmp_path, name, suffix):
    expected = of(made(name))
    found = of(save(made(name), tmp_path / f"x{suffix}"))
    assert (
        found.fields == expected.fields == (("id", "whole"), ("label", "text"), ("size", "number"), ("opened", "date"))
    )
    assert found == expected


def test_the_order_of_rows_and_their_numbers_do_not_matter(tmp_path):
    rows = [(point(n, -n), n, f"h{n}", n / 7, None) for n in range(50)]
    expected = of(made("points", rows))
    random.Random(1).shuffle(rows)
    assert of(save(made("points", rows), tmp_path / "x.gpkg")) == expected
    # GDAL takes a field `fid` for the numbers of rows, and writes its own in formats that have one.
    numbered = layer([(*row, n + 7) for n, row in enumerate(rows)], **KINDS, fid="int")
    assert of(numbered) == expected
    assert of(save(numbered, tmp_path / "y.gpkg")) == expected


def test_the_direction_of_rings_does_not_matter_and_their_vertices_do(tmp_path):
    def first(text: str) -> str:
        return of(made("areas", [(text, *AREAS[0][1:])])).sha256

    turned = "POLYGON((0 0, 0 10, 10 10, 10 0, 0 0), (2 2, 4 2, 4 4, 2 4, 2 2))"
    assert first(turned) == first(HOLE)
    assert first(HOLE.replace("10 10", "10 10.0000000001")) != first(HOLE)


@pytest.mark.parametrize("name", LAYERS)
def test_one_changed_cell_or_vertex_or_row_changes_it(name):
    rows, _ = LAYERS[name]
    expected = of(made(name)).sha256
    others = [
        *([(rows[0][0], *changed), *rows[1:]] for changed in ((9, *rows[0][2:]), (*rows[0][1:3], 0.2, rows[0][4]))),
        [(rows[0][0], *rows[0][1:4], QDate(2026, 1, 30)), *rows[1:]],
        [(None, *rows[0][1:]), *rows[1:]],
        rows[1:],
        [*rows, rows[0]],
        [(rows[1][0], *rows[0][1:]), (rows[0][0], *rows[1][1:]), *rows[2:]],
    ]
    found = [of(made(name, other)).sha256 for other in others]
    assert len({expected, *found}) == 1 + len(others)


def test_a_moved_vertex_changes_it_by_less_than_the_extent_says():
    source = made("lines")
    expected = of(source)
    assert source.startEditing()
    geometry = QgsGeometry(source.getFeature(2).geometry())
    x, y = geometry.vertexAt(1).x(), geometry.vertexAt(1).y()
    geometry.moveVertex(x, y + 1e-9, 1)
    assert source.changeGeometry(2, geometry)
    found = of(source)  # edits that are not saved yet are read as a run reads them
    assert found.extent == expected.extent
    assert found.sha256 != expected.sha256
    source.rollBack()


def test_a_filter_and_a_limit_leave_what_a_run_reads():
    source = made("points", [(point(n, 0), n, "x", 0.0, None) for n in range(10)])
    assert of(source, '"id" >= 7') == of(made("points", [(point(n, 0), n, "x", 0.0, None) for n in (7, 8, 9)]))
    assert of(source, limit=4) == of(made("points", [(point(n, 0), n, "x", 0.0, None) for n in range(4)]))


def test_a_layer_without_rows_or_geometries_has_one():
    empty = of(made("points", []))
    assert (empty.rows, empty.extent) == (0, None)
    table = of(made("points", [(None, 1, "x", 0.0, None)]))
    assert (table.rows, table.extent) == (1, None)
    assert table.sha256 != empty.sha256


def test_cancel_is_heard():
    with pytest.raises(Cancelled):
        fingerprint_of(made("points"), "", 0, Progress(cancelled=lambda: True))
