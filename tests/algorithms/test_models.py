"""The models that come along: in step with the script that makes them, and right from raw layers to requirements."""

from __future__ import annotations

import itertools
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsProcessingModelAlgorithm, QgsProcessingOutputLayerDefinition, QgsProject
from qgis.PyQt.QtCore import QPointF, QRectF

from towns import dutch_sources as dutch
from towns import runs
from towns.raw_town import (
    EAST,
    HOMES,
    WEST,
    clean_facilities,
    clean_homes,
    clean_streets,
    in_geopackage,
    neighbourhoods,
    raw_addresses,
    raw_places_file,
    raw_streets_file,
)
from towns.runs import box, layer, point
from towns.slow import some

MODELS = ("fromosmandbag", "fromosmandcbs")
OUTPUTS = {
    "dwelling_results": "memory:",
    "neighbourhood_verdicts": "memory:",
    "results_table": "memory:",
    "lines_left_out": "memory:",
    "merged_duplicates": "memory:",
    "reconciliation_on_the_map": "memory:",
    "rows_left_out": "memory:",
}


def requirements_by_hand(homes, towns: str, norm_set: str) -> runs.Run:
    foot, cycle = clean_streets()
    given = {
        "DWELLINGS": homes,
        "WEIGHT_FIELD": "dwellings",
        "NEIGHBOURHOODS": towns,
        "FACILITIES": clean_facilities(),
        "TYPE_FIELD": "type",
        "FACILITY_ID": "id",
        "NETWORK": foot,
        "CYCLE_NETWORK": cycle,
        "DIRECTION_FIELD": "direction",
        "VALUE_FORWARD": "forward",
        "VALUE_BACKWARD": "backward",
        "NORM_SET": norm_set,
        "OUTPUT_DWELLINGS": "memory:",
        "OUTPUT_NEIGHBOURHOODS": "memory:",
        "OUTPUT_RESULTS": "memory:",
    }
    return runs.run("basicrequirements", given)


def differing(mine: dict, theirs: dict) -> dict:
    """Return what differs: distances by more than 5 cm (GDAL reads to a centimetre), m² by a thousandth.

    A gap 1 - threshold / value changes with its value by threshold / value², which outside is at most 1 / threshold: of
    thresholds of 100 m and more 5 cm change it by at most 0.0005, and its square by at most twice that.
    """
    assert mine.keys() == theirs.keys()

    def near(name: str, wanted: object) -> object:
        if not isinstance(wanted, float):
            return wanted
        if name in ("depth", "depth_squared"):
            return pytest.approx(wanted, abs=0.001)
        if name in ("mean", "median", "p10", "p90") or name.endswith("_value"):
            return pytest.approx(wanted, abs=0.05)
        return pytest.approx(wanted, rel=1e-3 if name in ("rate", "shortfall_capacity") else 1e-9)

    return {name: (mine[name], wanted) for name, wanted in theirs.items() if mine[name] != near(name, wanted)}


def assert_same(done: runs.Run, by_hand: runs.Run) -> None:
    """Hold that every figure of every requirement is the same."""
    found, wanted = done.rows("results_table"), by_hand.rows("OUTPUT_RESULTS")
    assert len(found) == len(wanted) > 0
    for mine, theirs in zip(found, wanted, strict=True):
        assert differing(mine, theirs) == {}, mine
    homes, clean = done.rows("dwelling_results"), by_hand.rows("OUTPUT_DWELLINGS")
    fields = [name for name in clean[0] if name.endswith(("_value", "_ok", "_n", "_weight", "_reason", "_status"))]
    assert len(fields) > 5
    for mine, theirs in zip(homes, clean, strict=True):
        assert differing({n: mine[n] for n in fields}, {n: theirs[n] for n in fields}) == {}


@pytest.mark.parametrize("norm_set", some(["meeting", "daily", "rivm-2025"], ["daily"]))
def test_from_raw_osm_and_bag_the_requirements_are_those_of_layers_cleaned_by_hand(tmp_path, norm_set):
    towns = neighbourhoods(tmp_path / "buurten.gpkg", {WEST: (120, 60), EAST: (100, 50)})
    given = {
        "STREETS": raw_streets_file(tmp_path / "streets.osm"),
        "FACILITIES": raw_places_file(tmp_path / "places.osm"),
        "ADDRESSES": raw_addresses(tmp_path / "bag.gpkg"),
        "NEIGHBOURHOODS": towns,
        "EXCLUDE_AREAS": layer([box(200, 250, 210, 260)]),
        "NORM_SET": norm_set,
        **OUTPUTS,
    }
    done = runs.run("fromosmandbag", given)
    # Two people a dwelling, one of them 65 or older.
    homes = clean_homes([(xy, 1, 2, 1) for of in HOMES.values() for xy in of])
    by_hand = requirements_by_hand(homes, towns, norm_set)
    assert_same(done, by_hand)
    verdicts = {row["compliance"] for row in by_hand.rows("OUTPUT_RESULTS")}
    assert verdicts & {"meets", "fails"}
    assert sorted(done.column("lines_left_out", "reason")) == ["motorway", "not_a_street", "private", "proposed"]
    assert [row["type"] for row in done.rows("merged_duplicates")] == ["playground"]
    assert sorted(done.column("rows_left_out", "reason")) == ["excluded_area", "gone", "not_residential", "planned"]
    assert done.column("reconciliation_on_the_map", "difference") == [0, 0]


def squares() -> list[tuple[tuple[int, int], int, int, int]]:
    """Return squares by their column and row, with inhabitants, those of 65 or older and dwellings."""
    return [((c, r), 10 + c, 2 + r, 8 + r) for c in range(10) for r in range(5)]


@pytest.mark.parametrize("spread", some([False, True], [True]))
def test_from_raw_osm_and_squares_the_requirements_are_those_of_layers_cleaned_by_hand(tmp_path, spread):
    rows = [dutch.square(*at, people, older, homes) for at, people, older, homes in squares()]
    rows.append(dutch.square(2, 2, *[dutch.SUPPRESSED] * 3))
    towns = neighbourhoods(tmp_path / "buurten.gpkg", {WEST: (300, 250), EAST: (425, 250)})
    given = {
        "STREETS": raw_streets_file(tmp_path / "streets.osm"),
        "FACILITIES": raw_places_file(tmp_path / "places.osm"),
        "SQUARES": dutch.write(tmp_path / "cbs.gpkg", "vierkant_100m", dutch.CBS_SQUARE, rows),
        "NEIGHBOURHOODS": towns,
        "NORM_SET": "meeting",
        **OUTPUTS,
    }
    # Where it is spread: one house in each square, which gets all of it.
    places = [(100 * c + (31, 50)[not spread], 100 * r + (64, 50)[not spread]) for (c, r), *_ in squares()]
    if spread:
        given["RESIDENTIAL_POINTS"] = layer([point(*xy) for xy in places])
    done = runs.run("fromosmandcbs", given)
    homes = clean_homes(
        [(xy, homes, people, older) for xy, (_, people, older, homes) in zip(places, squares(), strict=True)]
    )
    by_hand = requirements_by_hand(homes, towns, "meeting")
    assert_same(done, by_hand)
    assert {row["compliance"] for row in by_hand.rows("OUTPUT_RESULTS")} & {"meets", "fails"}
    assert "suppressed" in done.column("rows_left_out", "reason")


# --- The files and the toolbox ---


@pytest.fixture
def made(load_script, root, monkeypatch):
    """Return the models as the script makes them."""
    return load_script("making/model_files").make_models()


def read(path: Path) -> dict:
    model = QgsProcessingModelAlgorithm()
    assert model.fromFile(str(path))
    return model.toVariant()


def test_the_files_are_in_step_with_the_script(made, root, tmp_path):
    folder = root / "resources" / "models"
    assert sorted(path.stem for path in folder.glob("*.model3")) == sorted(made)
    for stem, model in made.items():
        # Written and read again: the file does not tell an empty text from none.
        assert model.toFile(str(tmp_path / stem))
        assert read(folder / f"{stem}.model3") == read(tmp_path / stem), "run scripts/make_models"


@pytest.mark.slow  # what it makes is looked at above
def test_the_script_writes_them(root, tmp_path):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run(
        [sys.executable, root / "scripts" / "make_models", tmp_path],
        env=environment,
        check=True,
        capture_output=True,
        timeout=120,
    )
    shipped = sorted((root / "resources" / "models").glob("*.model3"))
    assert [path.name for path in shipped] == sorted(path.name for path in tmp_path.iterdir())
    for path in shipped:
        assert read(tmp_path / path.name) == read(path)


@pytest.mark.parametrize("name", MODELS)
def test_a_model_is_in_the_toolbox_with_labels_and_help(name):
    model = runs.algorithm(name)
    assert model.id() == f"buurtmaat:{name}"
    assert (model.group(), model.groupId()) == ("Preparing data", "prepare")
    assert model.displayName().startswith("From OpenStreetMap and ")
    assert model.canExecute()[0]
    assert model.shortHelpString()
    assert model.helpUrl().endswith("docs/models.md")
    inputs = [one for one in model.parameterDefinitions() if not one.isDestination()]
    assert all(one.description() and one.help() for one in inputs)
    assert {one.name() for one in model.destinationParameterDefinitions()} == {*OUTPUTS, "report"}
    on = {one.name() for one in model.destinationParameterDefinitions() if one.createByDefault()}
    assert on == {"dwelling_results", "neighbourhood_verdicts", "results_table"}
    # What the registry holds, which other programs list, knows the outputs too.
    listed = QgsApplication.processingRegistry().algorithmById(model.id())
    assert {one.name() for one in listed.destinationParameterDefinitions()} == {*OUTPUTS, "report"}


def test_the_page_of_the_models_has_each_input_and_output(root):
    page = (root / "docs" / "models.md").read_text(encoding="utf-8")
    rows = "\n".join(re.findall(r"^\| .*$", page, re.MULTILINE))
    models = [runs.algorithm(name) for name in MODELS]
    there = {one.name() for model in models for one in model.parameterDefinitions()}
    told = set(re.findall(r"`(\w+)`", rows)) - {*MODELS}
    assert told == there
    for model in models:
        assert f"| `{model.id()}` |" in page


def test_every_input_and_output_has_a_label_and_every_label_an_input(made):
    from buurtmaat.algorithms.model_texts import HELPS, LABELS

    definitions = [one for model in made.values() for one in model.parameterDefinitions()]
    assert {one.name() for one in definitions} == set(LABELS)
    assert {one.name() for one in definitions if not one.isDestination()} == set(HELPS)


def test_in_another_language_the_texts_are_translated_and_the_names_stay(monkeypatch):
    from buurtmaat.adapters.io import translation

    english = [runs.algorithm(name) for name in MODELS]
    names = [[one.name() for one in model.parameterDefinitions()] for model in english]
    application = type("", (), {"translate": staticmethod(lambda context, text: f"NL {text}")})
    monkeypatch.setattr(translation, "QCoreApplication", application)
    for model, wanted in zip(english, names, strict=True):
        other = model.create()
        assert other.id() == f"buurtmaat:{model.name()}"
        assert other.displayName().startswith("NL From")
        assert [one.name() for one in other.parameterDefinitions()] == wanted
        assert all(one.description().startswith("NL ") for one in other.parameterDefinitions())
        outputs = {one.name(): one.description() for one in other.outputDefinitions()}
        assert outputs["report"] == "NL Report"  # as the Results Viewer calls it
        assert all(text.startswith("NL ") for text in outputs.values())
        assert other.parameterDefinition("STREETS").help().startswith("NL ")


def test_a_model_whose_file_is_gone_is_left_out(monkeypatch, tmp_path):
    from buurtmaat.algorithms import model_texts, shipped_models

    monkeypatch.setattr(model_texts, "_ROOT", tmp_path)
    assert shipped_models.shipped_models() == []


@pytest.fixture(scope="module")
def raw(qgis_app, tmp_path_factory) -> dict:
    """Return the layers of a raw town, without a norm set and outputs."""
    folder = tmp_path_factory.mktemp("raw")
    return {
        "STREETS": in_geopackage(raw_streets_file(folder / "streets.osm")),
        "FACILITIES": [in_geopackage(one) for one in raw_places_file(folder / "places.osm")],
        "ADDRESSES": raw_addresses(folder / "bag.gpkg"),
        "NEIGHBOURHOODS": neighbourhoods(folder / "buurten.gpkg", {WEST: (120, 60), EAST: (100, 50)}),
    }


NUMBERS = ("NEIGHBOURHOODS_MEETING_ALL", "REQUIREMENTS_MET", "REQUIREMENTS_FAILED", "REQUIREMENTS_UNKNOWN")


@pytest.mark.parametrize("name", MODELS)
def test_a_model_has_the_numbers_of_verdicts_for_other_models_to_take(name):
    listed = QgsApplication.processingRegistry().algorithmById(f"buurtmaat:{name}")
    for model in (listed, runs.algorithm(name)):
        outputs = {one.name(): one.description() for one in model.outputDefinitions()}
        assert {name: outputs.get(name) for name in NUMBERS} == {
            "NEIGHBOURHOODS_MEETING_ALL": "Neighbourhoods that meet all requirements",
            "REQUIREMENTS_MET": "Requirements met",
            "REQUIREMENTS_FAILED": "Requirements failed",
            "REQUIREMENTS_UNKNOWN": "Requirements unknown",
        }


def test_the_settings_of_a_model_reach_its_steps(raw, tmp_path):
    # A hall of the municipality in a layer without tags, and a norm of its own about it.
    halls = layer([(point(100, 100), "zaal"), (point(600, 100), "x")], "gemeente", soort="text")
    norm = {"id": "hall", "facility": "village hall", "indicator": "distance", "threshold": 5000, "unit": "m"}
    norms = {"id": "own", "title": "Own", "version": "1", "requirements": [{**norm, "target": 1}]}
    (tmp_path / "own.json").write_text(json.dumps(norms))
    given = raw | {
        "FACILITIES": [*raw["FACILITIES"], halls],
        "MAPPING": ["soort", "zaal", "village hall"],
        "NORM_FILE": str(tmp_path / "own.json"),
        "LEVEL_FIELDS": ["gemeentecode"],
        **OUTPUTS,
    }
    done = runs.run("fromosmandbag", given)
    rows = done.rows("results_table")
    assert {row["norm_set"] for row in rows} == {"own"}
    assert [(row["level"], row["compliance"]) for row in rows if row["level"] == "gemeentecode"] != []
    # 60 and 50 dwellings, of which all lie within 5 km.
    assert {row["neighbourhood"]: row["compliance"] for row in rows if row["neighbourhood"] in (WEST, EAST)} == {
        WEST: "meets",
        EAST: "meets",
    }
    assert [done.results[name] for name in NUMBERS] == [2, 2, 0, 0]
    few = runs.run("fromosmandbag", {**given, "MIN_DWELLINGS": 55})
    found = {row["neighbourhood"]: row["compliance"] for row in few.rows("results_table")}
    assert (found[WEST], found[EAST]) == ("meets", "too_few")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"NORM_SET": "mooting"}, "There is no norm set “mooting”"),
        ({"NORM_FILE": "/nowhere/x.json"}, "x.json"),
        ({"MAPPING": ["soort", "zaal"]}, "Own types (MAPPING) row 1"),
    ],
)
def test_a_wrong_setting_is_told_before_anything_is_prepared(raw, changes, words):
    model, context = runs.algorithm("fromosmandbag"), runs.QgsProcessingContext()
    good, why = model.checkParameterValues({**raw, **changes, "results_table": "memory:"}, context)
    assert not good
    assert words in why
    assert "\n" not in why


def test_a_table_that_nobody_touched_is_none(raw):
    model, context = runs.algorithm("fromosmandbag"), runs.QgsProcessingContext()
    given = {**raw, "MAPPING": [None], "results_table": "memory:"}
    assert model.checkParameterValues(given, context) == (True, "")


def test_results_arrive_in_order_in_a_group_whose_name_tells_runs_apart(raw):
    project, names = QgsProject.instance(), [name for name in OUTPUTS if name != "merged_duplicates"]
    seen = []
    for norm_set in ("meeting", "daily"):
        context = runs.QgsProcessingContext()
        context.setProject(project)
        shown = {name: QgsProcessingOutputLayerDefinition("TEMPORARY_OUTPUT", project) for name in names}
        made = runs.algorithm("fromosmandbag")
        given = {**raw, "NORM_SET": norm_set, **shown}
        _, good = made.run(given, context, runs.Feedback(), {}, False)
        assert good
        arrived = [context.layerToLoadOnCompletionDetails(one) for one in context.layersToLoadOnCompletion()]
        arrived.sort(key=lambda one: -one.layerSortKey)
        (group,) = {one.groupName for one in arrived}
        which = group.removeprefix("From OpenStreetMap and the BAG to requirements: ")
        assert re.fullmatch(rf"{norm_set} \d\d:\d\d:\d\d", which)
        assert [one.name for one in arrived] == [
            "Dwelling results",
            "Neighbourhood verdicts",
            "Rows left out",
            "Lines left out",
            "Reconciliation on the map",
            "Results table",
        ]
        seen.append(group)
    assert len(set(seen)) == len(seen)


def test_in_another_language_results_arrive_in_the_same_order(raw, monkeypatch):
    from buurtmaat.adapters.io import translation

    application = type("", (), {"translate": staticmethod(lambda context, text: f"NL {text}")})
    monkeypatch.setattr(translation, "QCoreApplication", application)
    context = runs.QgsProcessingContext()
    context.setProject(QgsProject.instance())
    shown = QgsProcessingOutputLayerDefinition("TEMPORARY_OUTPUT", QgsProject.instance())
    names = ("dwelling_results", "neighbourhood_verdicts", "results_table")
    given = {**raw, "NORM_SET": "daily", **dict.fromkeys(names, shown)}
    _, good = runs.algorithm("fromosmandbag").create().run(given, context, runs.Feedback(), {}, False)
    assert good
    arrived = [context.layerToLoadOnCompletionDetails(one) for one in context.layersToLoadOnCompletion()]
    arrived.sort(key=lambda one: -one.layerSortKey)
    assert [one.name for one in arrived] == [
        "NL Dwelling results",
        "NL Neighbourhood verdicts",
        "NL Results table",
    ]
    assert all(one.groupName.startswith("NL From OpenStreetMap") for one in arrived)


def test_what_is_no_input_of_a_model_is_told_and_so_is_a_set_that_nobody_chose(raw):
    done = runs.run("fromosmandbag", {**raw, "NORMSET": "daily", "results_table": "memory:"})
    assert done.feedback.warned("NORMSET is not a parameter", "Did you mean NORM_SET?")
    assert done.feedback.warned("No norm set was chosen", "“meeting”")


def test_a_wrong_layer_stops_the_model_with_its_sentence(tmp_path):
    towns = neighbourhoods(tmp_path / "buurten.gpkg", {WEST: (120, 60)})
    with pytest.raises(runs.RefusedError, match=r"is no street data that is recognised.*need no preparing"):
        runs.run(
            "fromosmandbag",
            {
                "STREETS": layer(["LINESTRING(0 0, 10 0)"], "rivers", width="int"),
                "FACILITIES": raw_places_file(tmp_path / "places.osm"),
                "ADDRESSES": raw_addresses(tmp_path / "bag.gpkg"),
                "NEIGHBOURHOODS": towns,
                "results_table": "memory:",
            },
        )


@pytest.mark.slow
def test_a_model_runs_on_the_command_line(clean_qgis, root, tmp_path):
    plugins = Path(clean_qgis["QGIS_PLUGINPATH"])
    (plugins / "buurtmaat").symlink_to(root)
    towns = neighbourhoods(tmp_path / "buurten.gpkg", {WEST: (120, 60), EAST: (100, 50)})
    given = {
        "STREETS": raw_streets_file(tmp_path / "streets.osm"),
        "FACILITIES": raw_places_file(tmp_path / "places.osm"),
        "ADDRESSES": raw_addresses(tmp_path / "bag.gpkg"),
        "NEIGHBOURHOODS": towns,
        "results_table": str(tmp_path / "results.gpkg"),
        "dwelling_results": str(tmp_path / "homes.gpkg"),
        "neighbourhood_verdicts": str(tmp_path / "verdicts.gpkg"),
    }
    for command, text in (
        (["plugins", "enable", "buurtmaat"], ""),
        (["run", "buurtmaat:fromosmandbag", "-"], json.dumps({"inputs": given})),
    ):
        line = ["qgis_process", *command]
        ran = subprocess.run(line, input=text, env=clean_qgis, check=False, capture_output=True, text=True, timeout=180)
        assert ran.returncode == 0, ran.stdout + ran.stderr
    results = runs.rows(runs.loaded(f"{tmp_path / 'results.gpkg'}|layername=results"))
    assert {row["neighbourhood"] for row in results} >= {WEST, EAST, "_total"}


def boxes(model: QgsProcessingModelAlgorithm) -> dict[str, QRectF]:
    """Return where each part of a model is drawn: its position is the middle of its box."""
    parts = {
        **model.parameterComponents(),
        **model.childAlgorithms(),
        **{
            output.name(): output
            for child in model.childAlgorithms().values()
            for output in child.modelOutputs().values()
        },
    }
    return {
        name: QRectF(
            part.position() - QPointF(part.size().width() / 2, part.size().height() / 2),
            part.size(),
        )
        for name, part in parts.items()
    }


def test_no_part_of_a_model_is_drawn_over_another(made):
    for model in made.values():
        for (one, place), (other, taken) in itertools.combinations(boxes(model).items(), 2):
            assert not place.intersects(taken), f"{one} and {other}"
