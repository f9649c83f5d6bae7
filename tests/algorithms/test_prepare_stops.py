"""Stop places of a timetable through Processing: the sample town's against a plain count, areas, days, and a norm."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QDate

from towns import plain_timetable as plain
from towns import runs
from towns.runs import RD, RefusedError, layer

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "algorithms" / "prepare_stops.md"
SAMPLE, TOWN = (ROOT / "resources" / "sample" / name for name in ("timetable.zip", "town.gpkg"))
FIELDS = ["stop_id", "name", "type", "dep_peak", "dep_day", "dep_evening", "dep_sunday", "lines", "step_free"]


def prepare(path: Path, **more) -> runs.Run:
    return runs.run("preparestops", {"GTFS": str(path), "OUTPUT": "memory:", **more})


def content(path: Path) -> dict:
    with zipfile.ZipFile(path) as archive:
        return {
            name.removesuffix(".txt"): list(csv.DictReader(io.StringIO(archive.read(name).decode())))
            for name in archive.namelist()
        }


@pytest.fixture(scope="module")
def sample(qgis_app):
    return prepare(SAMPLE)


def test_the_sample_town_is_counted_as_a_plain_count_does(sample):
    feed, day = content(SAMPLE), date(2026, 9, 1)
    assert plain.ordinary_tuesday(feed) == day
    assert any("2026-09-01" in text and "2026-09-06" in text for text in sample.feedback.infos)
    expected = plain.rates(feed, day)
    assert {row["stop_id"] for row in sample.rows("OUTPUT")} == set(expected)
    for row in sample.rows("OUTPUT"):
        assert {part: row[f"dep_{part}"] for part in plain.PARTS} == pytest.approx(expected[row["stop_id"]], abs=1e-12)
    numbers = {"bus1": "1", "bus2": "2", "train": "Sprinter"}
    lines = {
        place: ", ".join(sorted(numbers[line] for line in found)) for place, found in plain.lines(feed, day).items()
    }
    assert {row["stop_id"]: row["lines"] for row in sample.rows("OUTPUT")} == lines


def test_rows_that_are_too_long_are_told(tmp_path):
    """A comma in the name of one stop, without quotation marks: its coordinates stand one column further."""
    feed = tmp_path / "feed.zip"
    with zipfile.ZipFile(SAMPLE) as archive, zipfile.ZipFile(feed, "w") as made:
        for name in archive.namelist():
            text = archive.read(name).decode()
            if name == "stops.txt":
                head, first, *rest = text.splitlines()
                first = first.replace(",", ",Markt, ", 1)
                text = "\n".join([head, first, *rest, ""])
            made.writestr(name, text)
    warned = [text for text in prepare(feed).feedback.warnings if "more values than columns" in text]
    said = "Rows of stops.txt with more values than columns, so that a value may stand in a wrong one: 1."
    assert warned == [f"{said} A comma in a name needs quotation marks around it."]


def test_what_a_bus_stop_and_the_station_of_the_sample_town_have(sample):
    assert sample.layer("OUTPUT").fields().names() == FIELDS
    assert sample.layer("OUTPUT").crs().authid() == RD
    rows = {row["stop_id"]: row for row in sample.rows("OUTPUT")}
    assert sample.results["STOPS"] == len(rows)
    # A train to each side every half hour: four an hour, on Sunday too. Its two tracks are step-free.
    station = {name: rows["station"][name] for name in FIELDS[2:]}
    assert station == {
        "type": "railway station",
        **dict.fromkeys(("dep_peak", "dep_day", "dep_evening", "dep_sunday"), 4),
        "lines": "Sprinter",
        "step_free": 1,
    }
    # Line 1 to both sides every quarter of an hour; at the second stop nothing of line 2 stops.
    second = next(row for row in rows.values() if row["name"] == "Halte 2")
    assert (second["type"], second["dep_day"], second["lines"], second["step_free"]) == ("bus stop", 8, "1", 1)
    assert next(row for row in rows.values() if row["name"] == "Halte 5")["step_free"] == 0


def test_a_place_lies_where_the_timetable_says(sample):
    feed = content(SAMPLE)
    there = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:4326"), QgsCoordinateReferenceSystem(RD), QgsProject.instance()
    )
    degrees = {row["stop_id"]: row for row in feed["stops"]}
    for feature in sample.layer("OUTPUT").getFeatures():
        own = degrees[feature["stop_id"]]
        place = there.transform(QgsPointXY(float(own["stop_lon"]), float(own["stop_lat"])))
        assert place.distance(feature.geometry().asPoint()) < 0.001


def test_only_the_stops_inside_the_area(sample):
    station = next(f.geometry().asPoint() for f in sample.layer("OUTPUT").getFeatures() if f["stop_id"] == "station")
    x, y = station.x(), station.y()
    square = f"POLYGON(({x - 9} {y - 9}, {x + 9} {y - 9}, {x + 9} {y + 9}, {x - 9} {y + 9}, {x - 9} {y - 9}))"
    inside = prepare(SAMPLE, AREA=_area(square))
    assert inside.column("OUTPUT", "stop_id") == ["station"]
    with pytest.raises(RefusedError, match="No stop of the timetable lies in the area"):
        prepare(SAMPLE, AREA=layer(["POLYGON((0 0, 1 0, 1 1, 0 0))"], "area"))
    with pytest.raises(RefusedError, match="has no reference system"):
        prepare(SAMPLE, AREA=_area(square, crs=""))


def _area(wkt: str, crs: str = RD):
    made = QgsVectorLayer(f"Polygon?crs={crs}" if crs else "Polygon", "area", "memory")
    made.setCrs(QgsCoordinateReferenceSystem(crs))
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromWkt(wkt))
    made.dataProvider().addFeatures([feature])
    return made


def test_another_day_and_one_on_which_nothing_runs(sample):
    feast = prepare(SAMPLE, DAY=QDate(2026, 9, 8))  # runs as a Sunday
    expected = plain.rates(content(SAMPLE), date(2026, 9, 8))
    assert {row["stop_id"]: row["dep_peak"] for row in feast.rows("OUTPUT")} == {
        place: pytest.approx(rates["peak"]) for place, rates in expected.items()
    }
    with pytest.raises(RefusedError, match="No trip runs on 2027-01-05; the timetable is of 2026-09-01 to 2026-12-12"):
        prepare(SAMPLE, DAY=QDate(2027, 1, 5))
    last = prepare(SAMPLE, DAY=QDate(2026, 12, 8))  # the Sunday after it is behind the end
    assert set(last.column("OUTPUT", "dep_sunday")) == {None}
    assert any("The timetable ends on 2026-12-12" in text for text in last.feedback.warnings)


def test_what_is_left_out_is_logged(tmp_path):
    feed = content(SAMPLE)
    feed["stop_times"][0]["pickup_type"] = "2"
    feed["stop_times"][1]["stop_id"] = "nowhere"
    feed["stops"].append({**feed["stops"][0], "stop_id": "lost", "stop_lat": "", "parent_station": ""})
    feed["stops"].append({**feed["stops"][1], "stop_id": "silent", "parent_station": ""})
    done = prepare(plain.write_feed(tmp_path / "feed.zip", feed))
    told = " ".join(done.feedback.warnings)
    assert "served on demand, not counted: 1" in told
    assert "stops.txt does not have, not counted: 1" in told
    assert any("without a departure on these days, left out:" in text for text in done.feedback.infos)


def test_a_file_that_is_not_there_or_no_archive_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(RefusedError, match="is not there: choose a timetable"):
        prepare(tmp_path / "no.zip")
    (tmp_path / "no.zip").write_text("stops")
    with pytest.raises(RefusedError, match="is no ZIP archive"):
        prepare(tmp_path / "no.zip")


def test_a_norm_for_a_stop_with_four_departures_an_hour_within_400_m(sample):
    """The worked example of docs/algorithms/prepare_stops.md: its norm, and the figures that it gives."""
    page = PAGE.read_text(encoding="utf-8")
    norm = page.partition("```json\n")[2].partition("```")[0]
    town = {name: runs.loaded(f"{TOWN}|layername={name}", name) for name in ("streets", "dwellings", "neighbourhoods")}
    done = runs.run(
        "basicrequirements",
        {
            "NETWORK": town["streets"],
            "DWELLINGS": town["dwellings"],
            "WEIGHT_FIELD": "dwellings",
            "NEIGHBOURHOODS": town["neighbourhoods"],
            "NEIGHBOURHOOD_ID": "buurtcode",
            "FACILITIES": [sample.layer("OUTPUT")],
            "TYPE_FIELD": "type",
            "REQUIREMENTS": norm,
            "OUTPUT_DWELLINGS": "memory:",
            "OUTPUT_RESULTS": "memory:",
        },
    )
    total = next(row for row in done.rows("OUTPUT_RESULTS") if row["neighbourhood"] == "_total")
    frequent = {row["stop_id"] for row in sample.rows("OUTPUT") if row["dep_day"] >= 4}
    assert frequent == {row["stop_id"] for row in sample.rows("OUTPUT")} - {"Lekdam", "Wedestad"}
    # The same by the nearest of the stops that are left, searched for alone.
    only = sample.layer("OUTPUT").materialize(QgsFeatureRequest().setFilterExpression('"dep_day" >= 4'))
    given = {"NETWORK": town["streets"], "DWELLINGS": town["dwellings"], "FACILITIES": only, "OUTPUT": "memory:"}
    nearest = runs.run("nearestfacility", given).rows("OUTPUT")
    inside = [row for row in nearest if row["distance_m"] is not None and row["distance_m"] <= 400 + 1e-6]
    within = sum(row["dwellings"] for row in inside if row["dwellings"])
    assert total["within"] == within
    assert f"{within:,} of the {total['total']:,.0f} dwellings (59 %)" in page
    assert int(100 * within / (total["within"] + total["outside"])) == 59
    verdicts = [row["compliance"] for row in done.rows("OUTPUT_RESULTS")]
    assert (verdicts.count("meets"), verdicts.count("fails"), verdicts.count("too_few")) == (2, 8, 1)
    assert "two of twelve meet the norm, eight do not" in " ".join(page.split())


def test_classes_of_stops_as_norms_of_one_s_own(sample):
    """The second example of that page; each class counted again from coordinates alone."""
    page = PAGE.read_text(encoding="utf-8")
    norms = page.split("```json\n")[2].partition("```")[0]
    town = {name: runs.loaded(f"{TOWN}|layername={name}", name) for name in ("streets", "dwellings", "neighbourhoods")}
    done = runs.run(
        "basicrequirements",
        {
            "NETWORK": town["streets"],
            "DWELLINGS": town["dwellings"],
            "WEIGHT_FIELD": "dwellings",
            "NEIGHBOURHOODS": town["neighbourhoods"],
            "NEIGHBOURHOOD_ID": "buurtcode",
            "FACILITIES": [sample.layer("OUTPUT")],
            "TYPE_FIELD": "type",
            "REQUIREMENTS": norms,
            "OUTPUT_DWELLINGS": "memory:",
        },
    )
    dwellings = done.layer("OUTPUT_DWELLINGS")
    expression = QgsExpression(next(line for line in page.splitlines() if line.startswith("CASE ")))
    assert not expression.hasParserError()
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(dwellings))
    found: Counter = Counter()
    for feature in dwellings.getFeatures():
        context.setFeature(feature)
        found[runs.plain(expression.evaluate(context))] += runs.plain(feature["dwellings"]) or 0

    stops = [
        (row, feature.geometry().asPoint())
        for row, feature in zip(sample.rows("OUTPUT"), sample.layer("OUTPUT").getFeatures(), strict=True)
    ]
    rail, street = ("railway station", "metro station"), ("bus stop", "tram stop")

    def near(place, metres: float, wanted) -> bool:
        return any(wanted(row) and place.distance(stop) <= metres for row, stop in stops)

    expected: Counter = Counter()
    for feature in town["dwellings"].getFeatures():
        if feature.geometry().isNull():
            expected[None] += runs.plain(feature["dwellings"]) or 0
            continue
        place = feature.geometry().asPoint()
        by_class = {
            1: near(place, 800, lambda row: row["type"] in rail and row["dep_day"] >= 2),
            2: near(place, 300, lambda row: row["type"] in street and row["dep_day"] >= 8),
            3: near(
                place,
                500,
                lambda row: row["type"] in (*rail, *street) and min(row["dep_evening"], row["dep_sunday"] or 0) >= 1,
            ),
        }
        first = next((number for number, inside in by_class.items() if inside), None)
        expected[first] += runs.plain(feature["dwellings"]) or 0
    assert found == expected
    first, second, third, none = (f"{expected[number]:,}" for number in (1, 2, 3, None))
    said = f"{first} dwellings are of class 1, {second} of class 2, and {third} of class 3; {none} are of none."
    assert said in " ".join(page.split())
