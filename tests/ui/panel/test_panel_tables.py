"""Tables with coordinates, of which QGIS makes no points: the panel says what they are, and what to do."""

from __future__ import annotations

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsFeature, QgsGeometry, QgsPointXY, QgsVectorLayer

from buurtmaat.adapters.preparing import tables_of_places
from buurtmaat.core.errors import InputError
from towns.explorer_dock import settle
from towns.runs import X0, Y0, box, in_project, layer, point

START = "“places” is a table without points, though "
OPEN = " look like coordinates: open its file with Layer › Add Layer › Add Delimited Text Layer"
COMMA = ", where you tick “Decimal separator is comma”."


def said_of(panel, folder, text: str) -> list[str]:
    """Put a CSV into the project as dragging does, and return what the panel says of it."""
    path = folder / "places.csv"
    path.write_text(text, encoding="utf-8")
    in_project(QgsVectorLayer(str(path), "places", "ogr"))
    settle()
    return [line for line in panel.data.lacks.text().splitlines() if line.startswith("“")]


@pytest.mark.parametrize(
    ("text", "fields", "end"),
    [
        ("id;x;y\na;84123,5;447321,2\n", "“x” and “y”", COMMA),
        ("id,RD_X,RD_Y\na,84123.5,447321.2\n", "“RD_X” and “RD_Y”", "."),
        ("naam;Lon;Lat\nb;;\na;4,35;52,01\n", "“Lon” and “Lat”", COMMA),
        ("naam;lat;lon\na;52;4\n", "“lon” and “lat”", "."),
        ("id;X-coördinaat;Y-coördinaat\na;84123;447321\n", "“X-coördinaat” and “Y-coördinaat”", "."),
        ("id;RD-X;RD-Y\na;84123;447321\n", "“RD-X” and “RD-Y”", "."),
        ("id;geo_x;geo_y\na;84123;447321\n", "“geo_x” and “geo_y”", "."),
    ],
)
def test_a_csv_with_coordinates_is_said_to_have_no_points(project, opened, tmp_path, text, fields, end):
    """As found: the panel said that facilities were missing, while their table was in the project."""
    assert said_of(opened(), tmp_path, text) == [START + fields + OPEN + end]


@pytest.mark.parametrize(
    "text",
    [
        "id;x\na;84123\n",
        "id;x;y\na;north;south\n",
        "id;x;y\n",
        "id;x;y\na;;\n",
        "facility_id;nearest;row_status;x;y\na;b;ok;84123;447321\n",  # what a run wrote
    ],
)
def test_of_a_table_without_coordinates_nothing_is_said(project, opened, tmp_path, text):
    assert said_of(opened(), tmp_path, text) == []


def test_a_table_that_is_no_text_is_made_points_of_in_the_toolbox(project, opened):
    panel = opened()
    table = QgsVectorLayer("None?field=x:double&field=y:double", "places", "memory")
    table.dataProvider().addFeatures([_row(table, 84123.5, 447321.2)])
    in_project(table)
    in_project(layer([(point(0, 0), 1.0, 2.0)], "points", x="real", y="real"))
    settle()
    assert panel.data.lacks.text().splitlines()[1:] == [
        START + "“x” and “y” look like coordinates: make points of it with “Create points layer from table” of the "
        "Processing Toolbox."
    ]


def _row(table: QgsVectorLayer, *values: object):
    row = QgsFeature(table.fields())
    row.setAttributes(list(values))
    return row


def test_a_table_of_a_server_is_not_asked(project, opened, monkeypatch):
    """It may not answer, and the window would wait."""
    panel, asked = opened(), []
    monkeypatch.setattr(tables_of_places, "features", lambda *given: asked.append(given) or iter(()))
    for provider in (True, False):
        monkeypatch.setattr(tables_of_places.Provider, "can_hang", property(lambda _, hangs=provider: hangs))
        in_project(QgsVectorLayer("None?field=x:double&field=y:double", f"places {provider}", "memory"))
        settle()
        assert bool(asked) == (not provider)
    assert panel.data.lacks.text().count("“") == 0


def test_a_table_that_cannot_be_read_is_left_to_the_run_that_takes_it(project, opened, tmp_path, monkeypatch):
    def broken(*_):
        raise InputError("The rows of {layer} cannot be read.", layer="places")

    monkeypatch.setattr(tables_of_places, "features", broken)
    assert said_of(opened(), tmp_path, "id;x;y\na;84123,5;447321,2\n") == []


def test_neighbourhoods_in_metres_that_are_called_degrees_do_not_lie_outside_themselves(project, opened):
    """They tell how many dwellings they have, as the layer of the dwellings might."""
    areas = layer([(box(-500, -500, 500, 500), "a", 12)], "neighbourhoods", buurtcode="text", dwellings="int")
    areas.setCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    in_project(areas)
    panel = opened()
    settle()
    assert panel.controller.layers_of("NEIGHBOURHOODS") == [areas]
    assert "lies outside" not in panel.data.lacks.text()


@pytest.mark.parametrize(
    ("crs", "x", "y", "is_elsewhere"),
    [
        ("EPSG:28992", X0 + 50, Y0 + 50, False),
        ("EPSG:28992", Y0 + 50, X0 + 50, True),
        ("EPSG:28992", 4.35, 52.01, True),
        ("EPSG:4326", X0 + 50, Y0 + 50, True),
        ("EPSG:4326", 52.01, 4.35, True),
        ("", X0 + 50, Y0 + 50, False),
    ],
)
def test_points_whose_coordinates_are_not_where_they_are_said_to_be_are_told(project, opened, crs, x, y, is_elsewhere):
    """As found: the panel said that facilities were missing, and nothing of their layer."""
    in_project(layer([(box(-500, -500, 500, 500), "a")], "neighbourhoods", buurtcode="text"))
    places = QgsVectorLayer("Point?field=type:string", "facilities", "memory")
    places.setCrs(QgsCoordinateReferenceSystem(crs))
    feature = QgsFeature(places.fields())
    feature.setAttributes(["school"])
    feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(x, y)))
    assert places.dataProvider().addFeatures([feature])[0]
    places.updateExtents()
    in_project(places)
    panel = opened()
    settle()
    said = [line for line in panel.data.lacks.text().splitlines() if line.startswith("“facilities” lies outside")]
    assert len(said) == is_elsewhere
    assert "“neighbourhoods” lies outside" not in panel.data.lacks.text()
    assert (panel.controller.layers_of("FACILITIES") == []) == is_elsewhere
