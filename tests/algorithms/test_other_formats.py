"""Results in files other than GeoPackages: what a format cannot hold is told, kept, or refused."""

from __future__ import annotations

import json
import tempfile

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsVectorFileWriter,
)

from buurtmaat.adapters.explore.what_if import read_exploration
from buurtmaat.adapters.results.run_outputs import read_results
from buurtmaat.core.errors import InputError
from towns import runs, small_town
from towns.fixtures import clean_project, provider
from towns.full_disk import files_at_most
from towns.runs import Feedback, RefusedError, box, grid, layer, point
from towns.small_town import check, refused, row

__all__ = ["clean_project", "provider"]

RATE = [row(), row(id="r", indicator="rate", unit="number", threshold=1, per=50)]
NOTE = "Ten minutes on foot, and no more. " * 8  # 272 characters
REPORT = {"REPORT": "TEMPORARY_OUTPUT"}


@pytest.fixture
def done(provider, tmp_path):
    """Run with the dwellings, the neighbourhoods and the results as MapInfo TAB."""
    names = ("OUTPUT_DWELLINGS", "OUTPUT_NEIGHBOURHOODS", "OUTPUT_RESULTS")
    return check(REQUIREMENTS=RATE, **{name: str(tmp_path / f"{name.lower()}.tab") for name in names})


def whole():
    return check(REQUIREMENTS=RATE)


def calls(tab, good) -> dict[str, tuple[str, dict]]:
    """Return by algorithm and input a run that gets one layer as MapInfo TAB, all else well."""
    homes, results = "OUTPUT_DWELLINGS", "OUTPUT_RESULTS"
    areas = {"NEIGHBOURHOODS": small_town.areas(), "NEIGHBOURHOOD_ID": "code"}
    curve = {"REQUIREMENT": "s", "OUTPUT": "memory:"}
    both = {**areas, "OUTPUT": "memory:"}
    return {
        "curve, dwellings": ("thresholdcurve", {**curve, "RESULT_DWELLINGS": tab.layer(homes)}),
        "curve, results": (
            "thresholdcurve",
            {**curve, "RESULT_DWELLINGS": good.layer(homes), "RESULTS": tab.layer(results)},
        ),
        "report, results": ("compliancereport", {**REPORT, **areas, "RESULTS": tab.layer(results)}),
        "report, dwellings": (
            "compliancereport",
            {**REPORT, **areas, "RESULTS": good.layer(results), "DWELLINGS": tab.layer(homes)},
        ),
        "comparison, before": (
            "comparescenarios",
            {**both, "BEFORE": tab.layer(results), "AFTER": good.layer(results)},
        ),
        "comparison, after": (
            "comparescenarios",
            {**both, "BEFORE": good.layer(results), "AFTER": tab.layer(results)},
        ),
    }


NAMES = (
    *("curve, dwellings", "curve, results", "report, results", "report, dwellings"),
    *("comparison, before", "comparison, after"),
)


@pytest.mark.parametrize("name", NAMES)
def test_results_in_which_the_unknown_is_0_are_refused_by_every_reader(done, name):
    algorithm, given = calls(done, whole())[name]
    with pytest.raises(RefusedError, match=r"MapInfo file.*GeoPackage"):
        runs.run(algorithm, given)


def test_every_reader_takes_the_same_results_from_a_layer_that_has_nulls(provider):
    found = calls(whole(), whole())
    assert set(found) == set(NAMES)
    for algorithm, given in found.values():
        assert runs.run(algorithm, given).results


@pytest.mark.parametrize("which", ["dwellings", "neighbourhoods", "results"])
def test_the_explorer_refuses_them_too(done, which):
    outputs = {"dwellings": "OUTPUT_DWELLINGS", "neighbourhoods": "OUTPUT_NEIGHBOURHOODS", "results": "OUTPUT_RESULTS"}
    good = whole()
    layers = {name: (done if name == which else good).layer(output) for name, output in outputs.items()}
    with pytest.raises(InputError, match="MapInfo file"):
        read_exploration(**layers)


def test_plans_whose_unknown_year_became_0_are_refused(provider, tmp_path):
    areas = layer([("POLYGON((0 0, 9 0, 9 9, 0 9, 0 0))", 5)], dwellings="int")
    planned = runs.run("planneddwellings", {"PLANS": areas, "OUTPUT": str(tmp_path / "plans.tab")})
    assert set(planned.column("OUTPUT", "year")) == {0}
    text = refused(PLANS=planned.layer("OUTPUT"), YEARS="2026;2030", DWELLINGS=layer([point(1, 1)]))
    assert "MapInfo file" in text
    assert "GeoPackage" in text


@pytest.mark.parametrize("ending", ["shp", "dbf", "tab"])
def test_texts_that_a_format_cuts_are_counted(provider, tmp_path, ending):
    norms = small_town.norm_file(tmp_path, note=NOTE)
    done = check(REQUIREMENTS=None, NORM_FILE=norms, OUTPUT_RESULTS=str(tmp_path / f"out.{ending}"))
    notes = [len(note) for note in done.column("OUTPUT_RESULTS", "note")]
    assert notes == [254] * 4  # two neighbourhoods, outside, all
    assert done.feedback.warned("8 longer texts", f"out.{ending}", "note", "texts")  # which hold the note again


def test_a_text_that_fits_is_not_warned_of(provider, tmp_path):
    # 127 letters of two bytes each fill the 254 bytes; one more letter is too many.
    for letters, is_cut in ((127, False), (128, True)):
        homes = layer([(point(100, 0), "é" * letters)], "homes", who="text")
        done = check(DWELLINGS=homes, OUTPUT_DWELLINGS=str(tmp_path / f"homes{letters}.shp"))
        assert done.feedback.warned("longer texts", "who") == is_cut
        assert [len(text) for text in done.column("OUTPUT_DWELLINGS", "who")] == [127]


@pytest.mark.parametrize("ending", ["gpkg", "csv", "geojson"])
def test_formats_that_keep_texts_warn_of_none(provider, tmp_path, ending):
    norms = small_town.norm_file(tmp_path, note=NOTE)
    done = check(REQUIREMENTS=None, NORM_FILE=norms, OUTPUT_RESULTS=str(tmp_path / f"out.{ending}"))
    assert set(done.column("OUTPUT_RESULTS", "note")) == {NOTE}
    assert not done.feedback.warned("longer texts")


def test_names_that_mapinfo_cuts_are_told(provider, tmp_path):
    name = "a_requirement_with_a_long_name"  # 30 characters: with _ok it has 33
    done = check(REQUIREMENTS=[row(id=name)], OUTPUT_DWELLINGS=str(tmp_path / "out.tab"))
    assert done.feedback.warned("31 characters", f"{name}_ok", f"{name}_reason")
    assert not done.feedback.warned("31 characters", "neighbourhood")


def test_a_flatgeobuf_has_every_dwelling_in_its_place(provider, tmp_path):
    # Its index would put them in an order along a curve, and refuse the one without a place.
    homes = layer([(point(x, y), n) for n, (x, y) in enumerate([(500, 400), (0, 0), (500, 0), (0, 400)])], n="int")
    lost = layer([*((f.geometry().asWkt(), f["n"]) for f in homes.getFeatures()), (None, 4)], shift=False, n="int")
    done = check(DWELLINGS=lost, OUTPUT_DWELLINGS=str(tmp_path / "out.fgb"))
    assert done.column("OUTPUT_DWELLINGS", "n") == [0, 1, 2, 3, 4]
    assert done.column("OUTPUT_DWELLINGS", "row_status") == ["ok"] * 4 + ["no_geometry"]
    again = runs.loaded(str(tmp_path / "out.fgb"))
    assert [f.hasGeometry() for f in again.getFeatures()] == [True] * 4 + [False]
    assert again.crs().authid() == "EPSG:28992"


def test_a_table_goes_into_a_flatgeobuf_too(provider, tmp_path):
    done = check(OUTPUT_RESULTS=str(tmp_path / "out.fgb"))
    assert len(done.rows("OUTPUT_RESULTS")) == 4


@pytest.mark.parametrize("ending", ["sqlite", "db"])
def test_a_table_that_qgis_could_not_find_again_is_refused_beforehand(provider, tmp_path, ending):
    feedback = Feedback()
    with pytest.raises(RefusedError, match=r"without geometry.*choose \.gpkg"):
        check(feedback, OUTPUT_RESULTS=str(tmp_path / f"out.{ending}"))
    assert feedback.shares == []
    assert list(tmp_path.iterdir()) == []
    assert check(OUTPUT_DWELLINGS=str(tmp_path / f"homes.{ending}")).layer("OUTPUT_DWELLINGS").featureCount() == 120


ENDINGS = sorted({text.removeprefix("*.") for text in QgsVectorFileWriter.supportedFormatExtensions()})
"""All that QGIS offers to write here, which depends on the GDAL that is there."""


@pytest.mark.parametrize(("output", "rows"), [("OUTPUT_RESULTS", 4), ("OUTPUT_NEIGHBOURHOODS", 2)])
@pytest.mark.parametrize("ending", ENDINGS)
def test_every_format_is_refused_beforehand_or_holds_all_rows(provider, tmp_path, ending, output, rows):
    feedback, done, why = Feedback(), None, ""
    try:
        done = check(feedback, **{output: str(tmp_path / f"out.{ending}")})
    except RefusedError as error:
        why = str(error)
    if done is None:
        assert "choose .gpkg" in why
        assert feedback.shares == []
        assert list(tmp_path.iterdir()) == []
    else:
        assert len(done.rows(output)) == rows
        # A Shapefile cuts names to ten characters.
        name = "requirement"[: 10 if ending == "shp" else None] if output == "OUTPUT_RESULTS" else "code"
        assert set(done.column(output, name)) == ({"s"} if output == "OUTPUT_RESULTS" else {"west", "east"})


@pytest.mark.parametrize(
    ("output", "ending"),
    [
        *(("OUTPUT_RESULTS", ending) for ending in ("sql", "itf", "ili", "pdf")),
        *(("OUTPUT_NEIGHBOURHOODS", ending) for ending in ("sql", "itf", "ili")),
    ],
)
def test_what_qgis_writes_and_cannot_open_is_refused(provider, tmp_path, ending, output):
    with pytest.raises(RefusedError, match=r"cannot find again in .*choose \.gpkg"):
        check(**{output: str(tmp_path / f"out.{ending}")})


@pytest.mark.parametrize("ending", ["gml", "kml", "sqlite"])
def test_a_full_disk_is_not_taken_for_a_format_that_qgis_cannot_open(provider, tmp_path, monkeypatch, ending):
    """As found: "choose .gpkg", where there was no room to try the format out."""
    trials = tmp_path / "trials"
    trials.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(trials))
    given = small_town.town(OUTPUT_NEIGHBOURHOODS=str(tmp_path / f"out.{ending}"))
    said = r"cannot be tried out in .*trials: File too large; make room"
    with files_at_most(200), pytest.raises(RefusedError, match=said):
        runs.run("basicrequirements", given)
    assert list(trials.iterdir()) == []
    assert [one.name for one in tmp_path.iterdir()] == ["trials"]


@pytest.mark.parametrize("ending", ["gml", "csv", "shp", "geojson", "fgb", "gpkg"])
def test_an_empty_geometry_stops_no_format(ending, tmp_path):
    homes = layer([(box(40, 0, 60, 20), 1), ("POLYGON EMPTY", 2), (None, 3)], "homes", kind="Polygon", n="int")
    given = {"NETWORK": layer(grid()), "DWELLINGS": homes, "FACILITIES": layer([point(250, -20)])}
    done = runs.run("nearestfacility", {**given, "OUTPUT": str(tmp_path / f"x.{ending}")})
    assert sorted(int(row["n"]) for row in done.rows("OUTPUT")) == [1, 2, 3]


def test_a_mapinfo_file_is_told_to_lie_elsewhere(provider, tmp_path):
    # GDAL writes the projection of EPSG:28992 with the datum WGS 84.
    path = tmp_path / "homes.tab"
    done = check(OUTPUT_DWELLINGS=str(path))
    assert done.feedback.warned("does not hold EPSG:28992", "homes.tab")
    again = check(DWELLINGS=runs.loaded(str(path), "homes"))
    assert again.feedback.warned("“homes”", "without its datum", "110 m")
    read = runs.loaded(str(path), "homes")
    read.setCrs(QgsCoordinateReferenceSystem(runs.RD))
    assert not check(DWELLINGS=read).feedback.warned("without its datum")


@pytest.mark.parametrize("ending", ["geojson", "geojsonl", "gml", "gpkg", "shp"])
@pytest.mark.parametrize("name", ["", "ESRI:102022"])
def test_a_file_that_does_not_hold_the_reference_system_is_told_to_lie_elsewhere(provider, tmp_path, ending, name):
    system = QgsCoordinateReferenceSystem(name)
    if not name:
        system = QgsCoordinateReferenceSystem.fromProj(
            "+proj=tmerc +lat_0=52.01 +lon_0=4.36 +k=1 +x_0=0 +y_0=0 +ellps=GRS80 +units=m +no_defs"
        )
    towns = [layer(grid()), layer([point(0, 0)]), layer([point(100, 0)])]
    for one in towns:
        one.setCrs(system)
    given = dict(zip(("NETWORK", "DWELLINGS", "FACILITIES"), towns, strict=True))
    path = tmp_path / f"near.{ending}"
    done = runs.run("nearestfacility", {**given, "OUTPUT": str(path)})
    world, context = QgsCoordinateReferenceSystem("EPSG:4326"), QgsCoordinateTransformContext()
    written, (home,) = runs.loaded(str(path)), towns[1].getFeatures()
    (row,) = written.getFeatures()
    found = QgsCoordinateTransform(written.crs(), world, context).transform(row.geometry().asPoint())
    there = QgsCoordinateTransform(system, world, context).transform(home.geometry().asPoint())
    is_lost = found.distance(there) > 1e-6
    assert bool(done.feedback.warned("without an EPSG number", path.name)) == is_lost
    assert is_lost == (not name and ending in ("geojson", "gml"))


def test_texts_that_a_geojson_takes_apart_are_read_as_they_were_written(provider, tmp_path):
    norms = small_town.norm_file(tmp_path, note=NOTE, applies_if=[{"field": "code", "op": "=", "value": "west"}])
    tables = {}
    for ending in ("gpkg", "geojson"):
        done = check(REQUIREMENTS=None, NORM_FILE=norms, OUTPUT_RESULTS=str(tmp_path / f"out.{ending}"))
        tables[ending] = read_results(done.layer("OUTPUT_RESULTS"))
    for column in ("texts", "conditions"):
        assert tables["geojson"][column].tolist() == tables["gpkg"][column].tolist()
        assert json.loads(tables["geojson"][column][0])
