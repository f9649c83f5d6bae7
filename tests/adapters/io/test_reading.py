"""Layers as arrays: values, texts, points, and what counts as none."""

from __future__ import annotations

import numpy as np
import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransformContext

from buurtmaat.adapters.io.crs import WorkingCrs, choose_crs
from buurtmaat.adapters.io.field_values import TextCells
from buurtmaat.adapters.io.reading import Layer, numbers, read_layer, text
from buurtmaat.core.blobs import Blobs
from buurtmaat.core.errors import Cancelled, InputError
from buurtmaat.core.geometry.shapes import from_wkb
from buurtmaat.core.progress import Progress
from towns import runs
from towns.runs import layer, point


def read(source, *fields, **changes):
    return read_layer(source, choose_crs(source, QgsCoordinateTransformContext()), fields, **changes)


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (5, 5),
        (5.5, 5.5),
        ("5,5", 5.5),
        (" 7 ", 7),
        (True, 1),
        (-99989, -99989),
        (-99990, None),
        (-99997, None),
        (-99999999, None),
        ("-99997", None),
        ("", None),
        ("n/a", None),
        (None, None),
        (float("inf"), None),
        (float("nan"), None),
    ],
)
def test_a_value_is_a_number_or_none(value, number):
    found = numbers([value])[0]
    assert (None if np.isnan(found) else found) == number


@pytest.mark.parametrize(
    ("value", "written"),
    [(5, "5"), (5.0, "5"), (5.5, "5.5"), ("BU01", "BU01"), (None, None), (2**53 * 1.0, str(2**53))],
)
def test_ids_become_text_without_decimals(value, written):
    assert text(value) == written


def test_an_empty_text_is_no_id_and_no_text():
    values = ["", "a", None]
    found = Layer(name="", ids=np.arange(3), shapes=from_wkb([None] * 3), values={"id": values, "mixed": ["", 5, -1]})
    assert found.codes("id") == found.texts("id") == [None, "a", None]
    assert found.codes("mixed") == [None, "5", "-1"]


def test_a_code_for_a_missing_figure_is_no_id_nor_is_what_is_not_finite():
    values = [-99997, -99990.0, "-99997", -99989, "BU01", 7.0, float("nan"), float("inf"), None]
    found = Layer(name="", ids=np.arange(9), shapes=from_wkb([None] * 9), values={"id": values})
    assert found.codes("id") == [None, None, None, "-99989", "BU01", "7", None, None, None]
    assert found.texts("id")[-3:] == [None, None, None]


@pytest.mark.parametrize("words", [["BU01", None, "", " 1"], ["BU01", None, "-99997", "-5", "a-99999"]])
def test_codes_of_texts_in_one_array_are_those_of_a_list(words):
    data = [(word or "").encode() for word in words]
    texts = Blobs(np.frombuffer(b"".join(data), np.uint8), np.array([len(one) for one in data]))
    whole = TextCells([texts], np.array([word is None for word in words]))
    count = len(words)
    found, listed = (
        Layer(name="", ids=np.arange(count), shapes=from_wkb([None] * count), values={"id": values}).codes("id")
        for values in (whole, words)
    )
    assert found == listed == [None if word in ("", "-99997") else word for word in words]


def test_a_date_becomes_the_date_as_it_is_written():
    homes = layer([(point(0, 0), "2024-05-06")], day="date")
    assert read(homes, "day").texts("day") == ["2024-05-06"]


def test_fields_are_found_without_case_and_an_unknown_one_names_those_there_are():
    homes = layer([(point(0, 0), 5)], Number="int")
    assert read(homes, "number").numbers("number").tolist() == [5]
    with pytest.raises(InputError, match=r"has no field “nix”.*Number"):
        read(homes, "nix")


def test_points_are_the_first_of_several_and_nothing_where_there_is_none():
    homes = layer(["MULTIPOINT((1 2), (3 4))", None, "MULTIPOINT EMPTY", "MULTIPOINT((5 6))"], kind="MultiPoint")
    xy = read(homes).points() - [runs.X0, runs.Y0]
    assert xy[[0, 3]].tolist() == [[1, 2], [5, 6]]
    assert np.isnan(xy[[1, 2]]).all()


def test_a_dwelling_polygon_counts_by_a_point_on_it_and_not_by_its_middle():
    shape = "POLYGON((0 0, 100 0, 100 100, 90 100, 90 10, 0 10, 0 0))"
    x, y = (read(layer([shape]), geometries="points").points() - [runs.X0, runs.Y0])[0]
    assert (0 <= x <= 100 and 0 <= y <= 10) or (90 <= x <= 100 and 0 <= y <= 100)


def test_area_and_a_point_in_it_are_given_where_asked_for():
    found = read(layer([runs.box(0, 0, 20, 10), None, "POLYGON EMPTY"], kind="Polygon"), geometries="areas")
    assert found.area.tolist() == pytest.approx([200, np.nan, np.nan], nan_ok=True)
    assert np.isfinite(found.spots).all(axis=1).tolist() == [True, False, False]


def test_a_line_of_one_vertex_has_that_as_its_point():
    x, y = (read(layer(["LINESTRING(3 4)"]), geometries="areas").spots - [runs.X0, runs.Y0])[0]
    assert (x, y) == (3, 4)


def test_an_area_is_in_square_metres_whatever_the_layer_s_own_system():
    found = read(layer([runs.box(0, 0, 200, 100)], crs="EPSG:3857"), geometries="areas")
    assert found.area[0] == pytest.approx(20000, rel=1e-4)


def test_an_invalid_polygon_is_read_as_it_is():
    bow = "POLYGON((0 0, 10 10, 10 0, 0 10, 0 0))"
    assert read(layer([bow, bow])).shapes.has_geometry.tolist() == [True, True]


def test_rows_keep_the_layer_s_order():
    found = read(layer([(point(n, 0), n) for n in range(12_000)], n="int"), "n", geometries="areas")
    assert found.numbers("n").tolist() == list(range(12_000))
    assert (found.points()[:, 0] - runs.X0).tolist() == list(range(12_000))
    assert (found.spots[:, 0] - runs.X0).tolist() == list(range(12_000))
    assert np.unique(found.ids).size == 12_000


def test_places_that_cannot_be_transformed_are_told_and_have_no_geometry():
    # Read several times: a callback of Python that QGIS calls when it is gone fails by chance, and then without mercy.
    for _ in range(5):
        rows = [f"POINT({100 + n} {200 - n})" for n in range(30)] + ["POINT(5 52)"]
        source = layer(rows, crs="EPSG:4326", shift=False)
        rd = QgsCoordinateReferenceSystem("EPSG:28992")
        found = read_layer(source, WorkingCrs(rd, rd, "", QgsCoordinateTransformContext()))
        assert found.unusable.tolist() == found.ids[:30].tolist()
        assert found.shapes.has_geometry.tolist() == [False] * 30 + [True]


def test_reading_looks_at_cancel():
    seen = []
    with pytest.raises(Cancelled):
        read(layer([point(0, 0)] * 20_000), progress=Progress(seen.append, lambda: len(seen) > 1))
