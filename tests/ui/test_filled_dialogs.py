"""Every dialog opens filled in with what can be meant, whatever was run before it in the project."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from qgis.core import (
    Qgis,
    QgsApplication,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingUtils,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QEvent, Qt
from qgis.PyQt.QtGui import QPalette
from qgis.PyQt.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QDockWidget,
    QDoubleSpinBox,
    QGroupBox,
    QLabel,
    QTabWidget,
    QTextBrowser,
)

from buurtmaat.adapters.estimates.survey_prefill import is_estimates
from buurtmaat.adapters.explore.what_if import is_results_output
from buurtmaat.adapters.norms.store import PROJECT, open_store, save_set
from buurtmaat.adapters.outputs.provenance import run_of
from buurtmaat.adapters.preparing.prefill import keep_inputs
from buurtmaat.adapters.results.origins import Origin, is_meant_for, origin_of
from buurtmaat.core.norms.model import Text
from buurtmaat.ui.check_dialog import leave_empty
from buurtmaat.ui.dialog_prefill import fitting_for, needed_layers
from buurtmaat.ui.parameter_groups import advanced_groups
from buurtmaat.ui.result_loading import load_results
from towns import dutch_sources as dutch
from towns import raw_town, runs
from towns.every_algorithm import TIMETABLE
from towns.fetched_town import FetchedTown, serving_town
from towns.norm_set_editor import OWN
from towns.opened_town import open_town_to_read
from towns.results_tables import results
from towns.runs import grid, layer, point
from towns.slow import some

TOWN = {
    "NETWORK": "streets",
    "TIME_FIELD": "time_min",
    "BARRIERS": "water",
    "DWELLINGS": "dwellings",
    "NEIGHBOURHOODS": "neighbourhoods",
    "NEIGHBOURHOOD_ID": "buurtcode",
}
OF_RUNS = {
    "RESULTS": "RESULTS",
    "RESULTS_SERIES": "RESULTS",
    "BEFORE": "RESULTS",
    "AFTER": "RESULTS",
    "RESULT_DWELLINGS": "DWELLINGS",
    "DEGREES": "DEGREES",
    "GROUPS_TABLE": "GROUPS",
    "PLAUSIBILITY": "PLAUSIBILITY",
}
"""Inputs that are outputs of a check, and which."""


@pytest.fixture
def town(qgis_new_project, tmp_path, monkeypatch):
    """Return the layers of the sample town, by name."""
    monkeypatch.setattr(QgsApplication, "qgisSettingsDirPath", staticmethod(lambda: str(tmp_path)))
    return open_town_to_read(QgsProject.instance())


def ours() -> list[str]:
    provider = QgsApplication.processingRegistry().providerById("buurtmaat")
    return sorted(one.name() for one in provider.algorithms())


def filled(name: str) -> dict[str, object]:
    return fitting_for(runs.algorithm(name), QgsProject.instance(), 2026)


def layers_in(inputs: dict[str, object]) -> dict[str, list[QgsVectorLayer]]:
    """Return the layers of the project among inputs."""
    found = {}
    for name, value in inputs.items():
        values = value if isinstance(value, list) else [value]
        ids = [
            one.source.staticValue() if isinstance(one, QgsProcessingFeatureSourceDefinition) else str(one)
            for one in values
        ]
        layers = [QgsProject.instance().mapLayer(one) for one in ids]
        if any(layers):
            assert all(layers), name
            found[name] = layers
    return found


def named(inputs: dict[str, object]) -> dict[str, object]:
    """Put layers' names in the place of their ids."""
    names = {name: [one.name() for one in layers] for name, layers in layers_in(inputs).items()}
    return {**inputs, **{name: found if isinstance(inputs[name], list) else found[0] for name, found in names.items()}}


@pytest.mark.parametrize("name", ["nearestfacility", "reachcounts", "floatingcatchment", "suggestlocations"])
def test_what_works_on_a_town_gets_that_of_a_check(town, name):
    found = named(filled(name))
    made = runs.algorithm(name)
    asked = {one.name() for one in made.parameterDefinitions()}
    assert {one: found.get(one) for one in TOWN if one in asked} == {
        one: value for one, value in TOWN.items() if one in asked
    }


def test_facilities_of_one_layer_come_with_its_own_fields(town):
    found = named(filled("floatingcatchment"))
    given = (found["FACILITIES"], found["FACILITY_ID"], found["CAPACITY_FIELD"])
    assert given == ("facilities", "facility_id", "capacity_m2")
    town["facilities"].setName("elsewhere")
    project = QgsProject.instance()
    project.removeMapLayer(town["facilities"])
    project.removeMapLayers([town["parks"].id(), town["grounds"].id()])
    middle = town["dwellings"].extent().center()
    there = (point(middle.x(), middle.y()), "hall")
    bare = layer([there], "facilities", crs=town["dwellings"].crs().authid(), shift=False, type="text")
    project.addMapLayer(bare)
    found = filled("floatingcatchment")
    assert found["FACILITIES"] == bare.id()
    assert not {"FACILITY_ID", "CAPACITY_FIELD"} & set(found)


def test_origins_are_dwellings_and_destinations_facilities(town):
    found = named(filled("odmatrix"))
    assert (found["ORIGINS"], found["DESTINATIONS"], found["DESTINATION_ID"]) == (
        "dwellings", "facilities", "facility_id",
    )  # fmt: skip


def test_plans_and_candidates_are_known(town):
    assert named(filled("planneddwellings"))["PLANS"] == "planned_housing"
    found = named(filled("suggestlocations"))
    assert (found["CANDIDATES"], found["CANDIDATE_ID"], found["OWNER_FIELD"]) == ("candidates", "candidate_id", "owner")
    assert named(filled("preparecandidates")) == {"SOURCE": "candidates", "OWNER_FIELD": "owner"}


def test_candidates_that_were_prepared_go_before_a_list_and_address_objects_are_what_they_are_made_of(town):
    project = QgsProject.instance()
    objects = layer([(point(0, 0), "sportfunctie", 300)], "objects", gebruiksdoel="text", oppervlakte="int")
    project.addMapLayer(objects)
    assert named(filled("preparecandidates")) == {"SOURCE": "objects"}
    run_and_load("preparecandidates")
    found = filled("suggestlocations")
    made = project.mapLayer(found["CANDIDATES"])
    assert [row["kind"] for row in runs.rows(made)] == ["public"]
    assert (found["CANDIDATE_ID"], found["OWNER_FIELD"]) == ("candidate_id", "owner")
    # What came of the rows is for nothing: it is not taken for candidates or homes.
    assert filled("preparecandidates")["SOURCE"] == objects.id()
    assert named(filled("basicrequirements"))["DWELLINGS"] == "dwellings"


def test_prepared_candidates_of_which_there_are_none_are_not_chosen(town):
    """As found: where no building could be one, Suggest locations opened with the empty layer, and failed."""
    homes = layer([(point(0, 0), "woonfunctie", 80)], "objects", gebruiksdoel="text", oppervlakte="int")
    QgsProject.instance().addMapLayer(homes)
    run_and_load("preparecandidates")
    assert named(filled("suggestlocations"))["CANDIDATES"] == "candidates"


def test_locations_are_suggested_beside_the_places_of_the_first_requirement(town):
    """As found: none were filled in, so that in a town with meeting places nobody was served."""
    found = named(filled("suggestlocations"))
    norm_set = open_store(QgsProject.instance()).find("meeting")
    first = norm_set.requirements[0]
    types = {str(one["type"]) for one in town["facilities"].getFeatures()}
    assert set(found["EXISTING_TYPES"].split(";")) == types & set(first.facility) != set()
    assert (found["FACILITIES"], found["TYPE_FIELD"], found["LIMIT"]) == ("facilities", "type", first.threshold)
    # Those that are not there are asked for all the same.
    project = QgsProject.instance()
    project.removeMapLayers([town[one].id() for one in ("facilities", "parks", "grounds")])
    found = filled("suggestlocations")
    assert (found["FACILITIES"], found["TYPE_FIELD"], found["EXISTING_TYPES"]) == (None, None, "")


def test_a_survey_is_known_by_its_respondents_and_its_estimates_are_none(town):
    found = filled("surveyestimates")
    assert named(found) == {"AREAS": "survey", "N_FIELD": "respondents", "ESTIMATE_FIELD": "feeling_at_home"}
    estimated = runs.run("surveyestimates", {**found, "OUTPUT": "memory:"}).layer("OUTPUT")
    project = QgsProject.instance()
    project.addMapLayer(estimated)
    project.removeMapLayer(town["survey"])
    assert filled("surveyestimates") == {}
    assert filled("surveycomparison") == {"ESTIMATES": estimated.id()}


def test_the_figure_of_a_survey_is_a_share_of_its_respondents_wherever_it_stands(qgis_new_project):
    """As found: the first share was taken, here that of people over 65, which no respondent said."""
    rows = [
        (runs.box(9 * n, 0, 9 * n + 9, 9), f"a{n}", asked, round(0.21 + 0.013 * n, 4), round(said / asked, 4))
        for n, (asked, said) in enumerate([(19, 16), (20, 9), (17, 5), (23, 20), (0, 1e9), (18, 11), (21, 1)])
        if asked
    ]
    kinds = {"respondents": "int", "share_65": "real", "lonely": "real"}
    survey = layer(rows, "survey", code="text", **kinds)
    QgsProject.instance().addMapLayer(survey)
    assert filled("surveyestimates") == {"AREAS": survey.id(), "N_FIELD": "respondents", "ESTIMATE_FIELD": "lonely"}
    # Weighted answers are no such shares: the first share there is.
    row = survey.fields().lookupField("lonely")
    survey.startEditing()
    for number, one in enumerate(survey.getFeatures()):
        survey.changeAttributeValue(one.id(), row, 0.123 + 0.0371 * number)
    assert survey.commitChanges()
    assert filled("surveyestimates")["ESTIMATE_FIELD"] == "share_65"


ESTIMATED = {"direct": "real", "estimate": "real", "low": "real", "high": "real", "sampling_variance": "real"}
ESTIMATED |= {"reliability": "text", "estimate_kind": "text"}


def test_the_codes_of_a_survey_are_found_by_what_they_are_whatever_they_are_called(qgis_new_project):
    """As found: a field called `code` was not recognised, so that the comparison stopped."""
    figures = (0.5, 0.5, 0.4, 0.6, 0.01, "good", "combined")
    rows = [(runs.box(0, 0, 9, 9), "Old town", "a", *figures), (runs.box(9, 0, 18, 9), "New town", "b", *figures)]
    estimates = layer(rows, "estimates", title="text", code="text", **ESTIMATED)
    table = results({"neighbourhood": "a", "share": 0.5}, {"neighbourhood": "_total", "share": 0.5})
    QgsProject.instance().addMapLayers([estimates, table])
    found = filled("surveycomparison")
    assert found == {"ESTIMATES": estimates.id(), "RESULTS": table.id(), "AREA_ID": "code"}
    assert filled("compliancereport")["ESTIMATES"] == estimates.id()


def test_a_report_takes_the_series_and_the_survey_of_its_own_requirements(town, load_run):
    """A series of other requirements would stop it."""
    load_run("basicrequirements")
    project = QgsProject.instance()
    (table,) = layers_in(filled("compliancereport"))["RESULTS"]
    asked = next(iter(table.getFeatures()))["requirement"]
    kinds = dict.fromkeys(("date", "requirement", "course", "break"), "text") | {"path": "real"}
    for name, kept in (("elsewhere", False), (asked, True)):
        series = layer([(None, "2026-01-01", name, None, None, None)], name, crs="", kind="NoGeometry", **kinds)
        project.addMapLayer(series)
        assert (filled("compliancereport").get("SERIES") == series.id()) is kept
        project.removeMapLayer(series.id())


PLACES = {
    **dict.fromkeys(("municipality", "municipality_name", "requirement", "title", "living_environment"), "text"),
    "year": "int",
    **dict.fromkeys(("stock", "measure"), "text"),
    **dict.fromkeys(("value", "place", "among", "percentile"), "real"),
}


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        ([("GM1", "Town", "s"), ("GM2", "City", "s")], True),
        ([("GM1", "TOWN", "s"), ("GM1", "Town", "s")], True),
        ([("GM2", "City", "s")], False),  # of another municipality
        ([("GM1", "Town", "s"), ("GM2", "Town", "s")], False),  # of two that are called the same
        ([("GM1", "Town", "other")], False),  # of other requirements
    ],
)
def test_a_report_takes_the_places_that_its_municipality_has(qgis_new_project, rows, kept):
    """Any others would stop it."""
    columns = {"buurtcode": "text", "gemeentenaam": "text"}
    zones = layer([(runs.box(0, 0, 9, 9), "a", "Town"), (runs.box(9, 0, 18, 9), "b", None)], "areas", **columns)
    table = results({"neighbourhood": "a", "share": 0.5}, {"neighbourhood": "_total", "share": 0.5})
    asked = next(iter(table.getFeatures()))["requirement"]
    told = [
        (
            None,
            code,
            name,
            asked if requirement == "s" else requirement,
            "S",
            None,
            None,
            "all",
            "share",
            0.5,
            1,
            2,
            100,
        )
        for code, name, requirement in rows
    ]
    places = layer(told, "places", crs="", kind="NoGeometry", **PLACES)
    QgsProject.instance().addMapLayers([zones, table, places])
    found = filled("compliancereport")
    assert found.get("AMONG") == (places.id() if kept else None)


def test_raw_layers_go_to_what_prepares_them(qgis_new_project):
    project = QgsProject.instance()
    raw = layer([(line, 1, "residential") for line in grid()], "roads", osm_id="int", highway="text")
    homes = layer([(point(5, 5), "1", "woonfunctie", "In gebruik")], "verblijfsobject", identificatie="text",
                  gebruiksdoel="text", status="text")  # fmt: skip
    project.addMapLayers([raw, homes])
    assert filled("preparenetwork") == {"SOURCE": raw.id()}
    assert filled("preparedwellings")["SOURCE"] == homes.id()
    assert filled("fromosmandbag") == {"STREETS": raw.id(), "ADDRESSES": homes.id()}


def test_in_an_empty_project_nothing_is_filled_in(qgis_new_project):
    assert {name: layers_in(filled(name)) for name in ours()} == {name: {} for name in ours()}


EVERY = ["checknetwork", "facilitiesperdwellings", "floatingcatchment", "nearestfacility", "planneddwellings",
         "reachcounts", "serviceareas", "basicrequirements", "requirementsoveryears", "suggestlocations", "odmatrix",
         "reachableground", "surveyestimates", "livingenvironments", "preparestops", "preparecandidates"]  # fmt: skip
"""What runs on the sample town as it opens; what prepares data finds none there, and the rest needs a run."""

AFTER_RUNS = ["comparescenarios", "thresholdcurve", "surveycomparison", "trend"]
"""What runs where there are results of checks, and estimates of a survey."""

MODELS = ["fromosmandbag", "fromosmandcbs"]

MORE = {
    "basicrequirements": {"NORM_SET": "meeting"},
    "requirementsoveryears": {"NORM_SET": "meeting", "YEARS": "2026;2032"},
    "reachableground": {"NORM_SET": "meeting"},
    "suggestlocations": {"COUNT": 1, "LIMIT": 800},
    "odmatrix": {"LIMIT": 300},
    "preparestops": {"GTFS": str(TIMETABLE)},
    "serviceareas": {"LIMITS": "300"},
    "reachcounts": {"LIMITS": "300"},
    "floatingcatchment": {"LIMIT": 500},
    "thresholdcurve": {"REQUIREMENT": "meeting_place"},
}


RECIPE = Path(__file__).resolve().parent.parent / "stored" / "town_2026" / "recipe.json"
CHOSEN = {
    "thresholdcurve": {"REQUIREMENT": "x"},
    "runrecipe": {"RECIPE": str(RECIPE)},
    "fetchdata": {"MUNICIPALITY": "x"},
    "preparestops": {"GTFS": str(TIMETABLE)},
}
"""What only the dialog chooses."""


NEED_MORE = ("CAUSES",)
"""Outputs that need inputs which nothing fills in: recipes."""


def run_and_load(name: str, **changes: object) -> None:
    """Run an algorithm with what its dialog opens with, and put what it wrote at the top of the map."""
    show(written_by(name, **changes))


def show(layers: list[QgsVectorLayer]) -> None:
    root = QgsProject.instance().layerTreeRoot()
    for one in layers:
        root.insertLayer(0, QgsProject.instance().addMapLayer(one, False))


def written_by(name: str, **changes: object) -> list[QgsVectorLayer]:
    project = QgsProject.instance()
    made, given = runs.algorithm(name), filled(name) | MORE.get(name, {}) | changes
    context = runs.QgsProcessingContext()
    context.setProject(project)
    sinks = [one.name() for one in made.destinationParameterDefinitions() if one.type() == "sink"]
    sinks = [one for one in sinks if one not in NEED_MORE]
    shown = {one: runs.QgsProcessingOutputLayerDefinition("TEMPORARY_OUTPUT", project) for one in sinks}
    results, good = made.run({**given, **shown}, context, runs.Feedback(), {}, False)
    assert good, name
    found = [context.temporaryLayerStore().takeMapLayer(context.getMapLayer(results[one])) for one in sinks]
    assert None not in found, name
    return found


@pytest.fixture(scope="module")
def load_run(provider) -> Iterator[Callable[..., None]]:
    """Return `run_and_load` for the sample town as it opens: each is run once, and tests get copies of its layers.

    What is loaded `again` is of a second run, after the first.
    """
    done: dict[tuple, list[QgsVectorLayer]] = {}

    def load(name: str, again: bool = False, **changes: object) -> None:
        key = (name, again, *sorted(changes.items()))
        if key not in done:
            done[key] = written_by(name, **changes)
        show([one.clone() for one in done[key]])

    yield load
    done.clear()


def run_recipe(folder: Path) -> set[str]:
    """Repeat the runs of a recipe, and put what they wrote on the map; return the ids of the layers."""
    project, context = QgsProject.instance(), runs.QgsProcessingContext()
    context.setProject(project)
    given = {"RECIPE": str(RECIPE), "FOLDER": str(folder)}
    feedback = runs.Feedback()
    _, good = runs.algorithm("runrecipe").run(given, context, feedback, {}, False)
    assert good, feedback.errors
    return {one.id() for one in load_results(context, project).values()}


def fails(name: str, given: dict[str, object]) -> str:
    """Return why a run with what is filled in would not begin; empty where it would, or where a layer is lacking."""
    algorithm, context = runs.algorithm(name), runs.QgsProcessingContext()
    context.setProject(QgsProject.instance())
    definitions = algorithm.parameterDefinitions()
    layers = [one for one in definitions if one.type() in ("source", "multilayer", "vector", "file")]
    if any(not one.flags() & one.Flag.FlagOptional and not given.get(one.name()) for one in layers):
        return ""
    either = ("BEFORE", "SCENARIOS")  # of which one is needed
    if set(either) <= {one.name() for one in layers} and not any(given.get(one) for one in either):
        return ""
    for one in definitions:
        if one.type() == "field" and given.get(one.name()) and given.get(one.parentLayerParameterName()):
            (layer_of, *_) = layers_in(given)[one.parentLayerParameterName()]
            chosen = given[one.name()] if isinstance(given[one.name()], list) else [given[one.name()]]
            if not set(chosen) <= set(layer_of.fields().names()):
                return f"{one.name()} {given[one.name()]}"
    outputs = [one for one in algorithm.destinationParameterDefinitions() if not one.flags() & one.Flag.FlagOptional]
    sinks = {one.name(): "TEMPORARY_OUTPUT" for one in outputs}
    return algorithm.checkParameterValues(sinks | given, context)[1]


def check_that_all_can_be_meant(before: dict, results: set[str], first: str, *, known: bool) -> None:
    """Check that no dialog opens with a result that cannot be meant, nor with what a run would refuse."""
    for name in ours():
        found, new = filled(name), set()
        assert fails(name, found | CHOSEN.get(name, {})) == "", (name, found)
        for parameter, layers in layers_in(found).items():
            for one in layers:
                if one.id() not in results:
                    continue
                origin = origin_of(one)
                new.add(parameter)
                if parameter in OF_RUNS:
                    assert not known or origin.output == f"OUTPUT_{OF_RUNS[parameter]}", (name, parameter, origin)
                elif parameter == "BACKGROUND":
                    assert is_meant_for(one, ["NETWORK", "BARRIERS"]), (name, origin)
                elif parameter == "ESTIMATES":
                    assert is_estimates(one)
                elif name == "compliancereport":
                    assert not known or origin == Origin(first, f"OUTPUT_{parameter}"), (parameter, origin)
                else:
                    assert is_meant_for(one, [parameter]), (name, parameter, origin)
        if name == "compliancereport" and "NEIGHBOURHOODS" in new:
            assert found.get("CLASS_FIELD") == filled("basicrequirements").get("CLASS_FIELD")
            new.add("CLASS_FIELD")  # goes with the neighbourhoods
        if "PLANS" in new:
            new.add("YEARS")
        others = {one: value for one, value in named(found).items() if one not in new}
        assert others == {one: value for one, value in before[name].items() if one not in new}, name


@pytest.fixture(scope="module")
def as_it_opens(provider, tmp_path_factory) -> dict[str, dict[str, object]]:
    """Return what each dialog opens with where nothing was run, which is found once for all runs."""
    folder, project = str(tmp_path_factory.mktemp("profile")), QgsProject.instance()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QgsApplication, "qgisSettingsDirPath", staticmethod(lambda: folder))
        project.clear()
        open_town_to_read(project)
        found = {name: named(filled(name)) for name in ours()}
        project.clear()
    return found


# These are points, lines, areas, tables, and one and several of a kind.
ALONE = ("basicrequirements", "nearestfacility", "checknetwork", "serviceareas", "surveyestimates", "preparestops")


@pytest.mark.parametrize("first", some(EVERY, ALONE))
def test_what_opens_after_a_run_has_only_layers_that_can_be_meant(as_it_opens, town, load_run, first):
    load_run(first)
    results = {one.id() for one in QgsProject.instance().mapLayers().values()} - {one.id() for one in town.values()}
    assert results
    check_that_all_can_be_meant(as_it_opens, results, first, known=True)
    for one in results:  # as where they are opened from their files
        QgsProject.instance().mapLayer(one).removeCustomProperty("buurtmaat/output")
    check_that_all_can_be_meant(as_it_opens, results, first, known=False)


@pytest.fixture
def town_with_runs(town, load_run):
    """Return the layers of the sample town, checked twice and with survey estimates."""
    load_run("basicrequirements")
    load_run("basicrequirements", YEARS="2027")
    load_run("surveyestimates")
    return town


def run_of_results() -> list[tuple[tuple[str, str], set[int]]]:
    """Return of each results table in the project which run made it, and its years."""
    layers = [one for one in QgsProject.instance().mapLayers().values() if is_results_output(one)]
    return [(run_of(one), one.uniqueValues(one.fields().lookupField("year"))) for one in layers]


def test_a_trend_opens_with_one_of_two_tables_of_one_day(town):
    years = TIMETABLE.with_name("years.gpkg")
    for year in (2023, 2025, 2023):
        QgsProject.instance().addMapLayer(QgsVectorLayer(f"{years}|layername=results_{year}", f"results {year}", "ogr"))
    tables = layers_in(filled("trend"))["RESULTS_SERIES"]
    assert [one.name() for one in tables] == ["results 2023", "results 2025"]


@pytest.mark.slow
def test_a_trend_opens_with_the_newest_table_of_each_day(town):
    """As found: with two of one day, which its run refuses."""
    for years in ("2026", "2026;2032", "2027", "2026"):
        run_and_load("requirementsoveryears", YEARS=years)
    tables = layers_in(filled("trend"))["RESULTS_SERIES"]
    years = [one.uniqueValues(one.fields().lookupField("year")) for one in tables]
    assert years == [{2026}, {2027}]  # of those with 2026 the newest
    newest = max(one for one in run_of_results() if {2026} == one[1])
    assert run_of(tables[0]) == newest[0]


def test_a_trend_opens_with_its_tables_in_the_order_of_their_days(town):
    """As found: the shipped tables came the last year first, and recipes chosen by year turned each cause around."""
    years = TIMETABLE.with_name("years.gpkg")
    for year in (2024, 2026, 2023, 2025):
        QgsProject.instance().addMapLayer(QgsVectorLayer(f"{years}|layername=results_{year}", f"results {year}", "ogr"))
    tables = layers_in(filled("trend"))["RESULTS_SERIES"]
    assert [one.name() for one in tables] == ["results 2023", "results 2024", "results 2025", "results 2026"]


def test_a_trend_opens_with_the_table_of_codes_that_changed(town):
    years = TIMETABLE.with_name("years.gpkg")
    for name in ("results_2023", "results_2025", "code_changes"):
        QgsProject.instance().addMapLayer(QgsVectorLayer(f"{years}|layername={name}", name, "ogr"))
    found = named(filled("trend"))
    assert (found["CODE_CHANGES"], found["RESULTS_SERIES"]) == ("code_changes", ["results_2023", "results_2025"])


def test_a_report_of_a_table_alone_takes_the_neighbourhoods_that_it_is_of(town):
    """As found: with the shipped tables it had no neighbourhoods, though the project has them."""
    years = TIMETABLE.with_name("years.gpkg")
    QgsProject.instance().addMapLayer(QgsVectorLayer(f"{years}|layername=results_2026", "results 2026", "ogr"))
    found = named(filled("compliancereport"))
    assert (found["RESULTS"], found["NEIGHBOURHOODS"], found["NEIGHBOURHOOD_ID"]) == (
        "results 2026", "neighbourhoods", "buurtcode",
    )  # fmt: skip
    elsewhere = results({"neighbourhood": "of another town", "share": 0.5}, {"neighbourhood": "_total", "share": 0.5})
    QgsProject.instance().removeMapLayers([one.id() for one in layers_in(filled("compliancereport"))["RESULTS"]])
    QgsProject.instance().addMapLayer(elsewhere)
    assert "NEIGHBOURHOODS" not in filled("compliancereport")


def test_a_trend_of_one_day_opens_without_tables(town, load_run):
    load_run("basicrequirements")
    load_run("basicrequirements", again=True)
    assert "RESULTS_SERIES" not in filled("trend")


@pytest.mark.parametrize("first", some(AFTER_RUNS, ("surveycomparison", "trend")))
def test_what_is_made_of_runs_is_no_input_of_anything(town_with_runs, first):
    """But for the report, which has a section for a series and for a survey."""
    told = {"SERIES", "CAUSES", "ESTIMATES", "COMPARISON"}
    before = {name: filled(name) for name in ours()}
    run_and_load(first)
    after = {name: filled(name) for name in ours()}
    taken = after["compliancereport"].keys() - before["compliancereport"].keys()
    assert taken == {"trend": {"SERIES"}, "surveycomparison": {"COMPARISON"}}.get(first, set())
    for found in (before, after):
        found["compliancereport"] = {name: one for name, one in found["compliancereport"].items() if name not in told}
    assert after == before
    assert {name: fails(name, found | CHOSEN.get(name, {})) for name, found in before.items()} == dict.fromkeys(
        before, ""
    )


def test_what_a_recipe_wrote_is_known_as_what_its_runs_wrote(town, tmp_path):
    QgsProject.instance().removeMapLayers([one.id() for one in town.values()])  # the recipe is of another town
    results, taken = run_recipe(tmp_path), set()
    for name in ours():
        found = filled(name)
        assert fails(name, found | CHOSEN.get(name, {})) == "", name
        for parameter, layers in layers_in(found).items():
            for one in layers:
                if one.id() in results:
                    taken.add(parameter)
                    output, meant = origin_of(one).output, [parameter]
                    if name == "compliancereport":
                        meant = ["NETWORK", "BARRIERS"] if parameter == "BACKGROUND" else []
                        output = output.replace(parameter, "RESULTS") if parameter not in OF_RUNS else output
                    of_run = output == f"OUTPUT_{OF_RUNS.get(parameter, 'RESULTS')}"
                    assert is_meant_for(one, meant) or of_run, (name, parameter, output)
    assert {"NETWORK", "RESULTS"} <= taken  # of its two steps


def test_every_algorithm_is_tried_as_the_first():
    others = {"compliancereport"}  # which writes no layers
    assert {*EVERY, *AFTER_RUNS, *PREPARING, *MODELS, "runrecipe", "fetchdata", *others} == set(ours())


@pytest.mark.slow
def test_every_dialog_opens_with_what_can_be_meant_where_all_was_run_in_one_project(town, load_run, dialogs):
    for name in EVERY:
        load_run(name)
        if name == "basicrequirements":
            load_run(name, YEARS="2027")
    for name in AFTER_RUNS:
        run_and_load(name)
    results = set(QgsProject.instance().mapLayers()) - {one.id() for one in town.values()}
    assert len(results) > 40
    full = []
    for name in ours():
        dialog = dialogs(name)
        given = dialog.createProcessingParameters()  # empty where it lacks a layer
        if not given:
            continue
        full.append(name)
        assert fails(name, given | CHOSEN.get(name, {})) == "", name
        for parameter, layers in layers_in(given).items():
            for one in layers:
                if one.id() in results and parameter not in (*OF_RUNS, "ESTIMATES") and name != "compliancereport":
                    assert is_meant_for(one, [parameter]), (name, parameter, one.name())
    raw = {"preparenetwork", "preparefacilities", "preparedwellings", "fromosmandbag", "fromosmandcbs"}
    assert set(full) == set(ours()) - raw - {"runrecipe", "preparestops"}  # which need a file


# --- Raw layers, and what was made of them ---


@pytest.fixture
def raw(qgis_new_project, tmp_path):
    """Return the layers of a town as they are downloaded, by what they are."""
    people = dict.fromkeys((raw_town.WEST, raw_town.EAST), (120, 30))
    paths = {
        "streets": raw_town.in_geopackage(raw_town.raw_streets_file(tmp_path / "streets.osm")),
        "places": raw_town.in_geopackage(raw_town.raw_places_file(tmp_path / "places.osm")[0]),
        "addresses": raw_town.raw_addresses(tmp_path / "bag.gpkg"),
        "areas": raw_town.neighbourhoods(tmp_path / "cbs.gpkg", people),
    }
    found = {name: runs.loaded(path, name) for name, path in paths.items()}
    QgsProject.instance().addMapLayers(found.values())
    return found


PREPARING = {"preparenetwork": "SOURCE", "preparefacilities": "SOURCES", "preparedwellings": "SOURCE"}


def test_what_was_prepared_is_taken_by_what_works_with_it_and_not_prepared_again(raw):
    before = {name: named(filled(name)) for name in ours()}
    assert [before[name][parameter] for name, parameter in PREPARING.items()] == ["streets", ["places"], "addresses"]
    for done in PREPARING:
        run_and_load(done)
        for name, parameter in PREPARING.items():
            assert named(filled(name))[parameter] == before[name][parameter], (done, name)
        for name in ours():
            assert fails(name, filled(name) | CHOSEN.get(name, {})) == "", (done, name)
    check = filled("basicrequirements")
    made = {parameter: {origin_of(one).algorithm for one in layers} for parameter, layers in layers_in(check).items()
            if parameter != "NEIGHBOURHOODS"}  # fmt: skip
    assert made == {
        "NETWORK": {"preparenetwork"}, "FACILITIES": {"preparefacilities"}, "DWELLINGS": {"preparedwellings"},
    }  # fmt: skip
    assert named(check)["NEIGHBOURHOODS"] == "areas"


@pytest.mark.parametrize("first", some(MODELS, ("fromosmandbag",)))
def test_what_opens_after_a_model_has_only_layers_that_can_be_meant(raw, tmp_path, first):
    """What it prepared on the way is no output of it, so that dialogs still find the raw layers, and its check."""
    if first == "fromosmandcbs":
        rows = [dutch.square(c, r, 10 + c, 2 + r, 8 + r) for c in range(10) for r in range(5)]
        squares = runs.loaded(
            dutch.write(tmp_path / "squares.gpkg", "vierkant_100m", dutch.CBS_SQUARE, rows), "squares"
        )
        QgsProject.instance().removeMapLayer(raw.pop("addresses"))
        QgsProject.instance().addMapLayer(squares)
    before = {name: named(filled(name)) for name in ours()}
    known = set(QgsProject.instance().mapLayers())
    assert set(layers_in(filled(first))) >= {"STREETS", "FACILITIES", "NEIGHBOURHOODS"}
    run_and_load(first)
    results = set(QgsProject.instance().mapLayers()) - known
    assert results
    check_that_all_can_be_meant(before, results, "basicrequirements", known=True)
    assert layers_in(filled("compliancereport"))["RESULTS"][0].id() in results
    for one in results:
        QgsProject.instance().mapLayer(one).removeCustomProperty("buurtmaat/output")
    check_that_all_can_be_meant(before, results, "basicrequirements", known=False)


MADE_OF_HOMES = [
    ("nearestfacility", {}),
    ("reachcounts", {"PREFIX": "new_"}),
    pytest.param("floatingcatchment", {}, marks=pytest.mark.slow),
]


@pytest.mark.parametrize(("name", "changes"), MADE_OF_HOMES)
def test_a_result_of_prepared_dwellings_is_no_dwellings_though_it_has_their_fields(raw, name, changes):
    """As found: opened from its file, it was taken for dwellings that had been prepared."""
    run_and_load("preparedwellings")
    run_and_load("preparefacilities")
    homes = filled("basicrequirements")["DWELLINGS"]
    before = set(QgsProject.instance().mapLayers())
    run_and_load(name, **changes, REUSE=False)
    made = [QgsProject.instance().mapLayer(one) for one in set(QgsProject.instance().mapLayers()) - before]
    points = [one for one in made if one.geometryType() == Qgis.GeometryType.Point]
    assert any(one.fields().lookupField("inhabitants_65") >= 0 for one in points)
    for one in points:
        one.removeCustomProperty("buurtmaat/output")
        assert not is_meant_for(one, ["DWELLINGS"])
    assert filled("basicrequirements")["DWELLINGS"] == homes


FETCHED = {
    "neighbourhoods": {"NEIGHBOURHOODS"},
    "dwellings": {"SOURCE", "ADDRESSES", "DWELLINGS", "ORIGINS"},
    "streets": {"SOURCE", "STREETS", "NETWORK", "BACKGROUND"},
    "facilities_points": {"SOURCES", "FACILITIES"},
    "facilities_areas": {"SOURCES", "FACILITIES"},
    "green": {"SOURCES", "FACILITIES"},
    "water": {"BARRIERS", "BACKGROUND"},
}
"""What layers of a fetch can be meant for; raw streets and dwellings also where nobody prepared any."""


def fetch_and_load(folder: Path) -> set[str]:
    """Fetch a town from services on this machine, and put it on the map; return the ids of its layers."""
    project, context, feedback = QgsProject.instance(), runs.QgsProcessingContext(), runs.Feedback()
    context.setProject(project)
    before = set(project.mapLayers())
    with serving_town(FetchedTown()) as served:
        services = str(served.write_services(folder / "services.json"))
        given = {"MUNICIPALITY": "Goudstad", "SERVICES": services, "OUTPUT": str(folder / "town.gpkg")}
        _, good = runs.algorithm("fetchdata").run(given, context, feedback, {}, False)
    assert good, feedback.errors
    load_results(context, project)
    return set(project.mapLayers()) - before


def test_what_opens_after_a_fetch_has_its_layers_where_they_can_be_meant(qgis_new_project, tmp_path, monkeypatch):
    monkeypatch.setattr(QgsApplication, "qgisSettingsDirPath", staticmethod(lambda: str(tmp_path)))
    fetched = fetch_and_load(tmp_path)
    assert {QgsProject.instance().mapLayer(one).name() for one in fetched} >= FETCHED.keys() - {"green"}
    for name in ours():
        found = filled(name)
        assert fails(name, found | CHOSEN.get(name, {})) == "", (name, found)
        for parameter, layers in layers_in(found).items():
            for one in layers:
                if one.id() in fetched:
                    assert parameter in FETCHED[one.name()], (name, parameter, one.name())
    prepared = {name: named(filled(name))[parameter] for name, parameter in PREPARING.items()}
    assert {name: set(given) if isinstance(given, list) else given for name, given in prepared.items()} == {
        "preparenetwork": "streets",
        "preparefacilities": {"facilities_points", "facilities_areas", "green"},
        "preparedwellings": "dwellings",
    }


# --- Plans, years and what else a run leaves ---


def test_plans_go_to_the_check_over_the_years_with_the_years_up_to_theirs(town):
    assert "PLANS" not in filled("requirementsoveryears")
    run_and_load("planneddwellings")
    found = named(filled("requirementsoveryears"))
    last = max(one["year"] for one in QgsProject.instance().mapLayersByName(found["PLANS"])[0].getFeatures())
    assert last > 2030
    assert found["PLANS"] == "Planned dwellings"
    assert found["YEARS"] == ";".join(map(str, [2026, *range(2030, last, 5), last]))
    assert "PLANS" not in filled("basicrequirements")
    assert filled("basicrequirements")["YEARS"] == "2026"


def test_plans_and_years_that_were_chosen_stay(town):
    run_and_load("planneddwellings")
    chosen = QgsProject.instance().mapLayersByName("Planned dwellings")[0]
    run_and_load("planneddwellings")
    newest = filled("requirementsoveryears")["PLANS"]
    given = {"PLANS": chosen.id(), "YEARS": "2026;2050"}
    keep_inputs(QgsProject.instance(), given, given)
    found = filled("requirementsoveryears")
    assert (found["PLANS"], found["YEARS"]) == (chosen.id(), "2026;2050")
    assert newest != chosen.id()


def test_the_fields_of_plans_are_filled_in(town):
    found = named(filled("planneddwellings"))
    fields = {name: found[name] for name in ("PLAN_ID", "COUNT_FIELD", "YEAR_FIELD", "STATUS_FIELD")}
    assert fields == {
        "PLAN_ID": "plan_id", "COUNT_FIELD": "dwellings", "YEAR_FIELD": "year", "STATUS_FIELD": "plan_status",
    }  # fmt: skip


def test_plans_without_a_known_number_of_dwellings_are_left_to_the_user(qgis_new_project):
    project = QgsProject.instance()
    project.addMapLayer(layer([(point(0, 0), "a", 5)], "plans", plannummer="text", omvang="int"))
    assert filled("planneddwellings") == {}
    counted = layer([(point(0, 0), "a", 5)], "plans", plannummer="text", aantal_woningen="int")
    project.addMapLayer(counted)
    assert filled("planneddwellings") == {
        "PLANS": counted.id(), "PLAN_ID": "plannummer", "COUNT_FIELD": "aantal_woningen",
    }  # fmt: skip


def test_the_report_gets_all_that_its_run_wrote_and_nothing_of_another(town, load_run):
    load_run("basicrequirements")
    first = layers_in(filled("compliancereport"))
    load_run("basicrequirements", again=True)
    second = layers_in(filled("compliancereport"))
    wanted = ("RESULTS", "NEIGHBOURHOODS", "DWELLINGS", "FACILITIES", "DEGREES", "GROUPS_TABLE", "PLAUSIBILITY")
    for parameter in wanted:
        ((one,), (other,)) = first[parameter], second[parameter]
        assert one.id() != other.id()
        assert other.name() == one.name() or "(" in one.name()
        assert run_of(other) == run_of(second["RESULTS"][0]) != run_of(one)


def test_two_runs_are_compared_the_older_one_before(town, load_run):
    load_run("basicrequirements")
    assert not {"BEFORE", "AFTER"} & set(filled("comparescenarios"))
    (older,) = layers_in(filled("compliancereport"))["RESULTS"]
    load_run("basicrequirements", again=True)
    found = layers_in(filled("comparescenarios"))
    assert found["BEFORE"] == [older]
    assert found["AFTER"] == layers_in(filled("compliancereport"))["RESULTS"] != [older]


# The dialogs themselves


def shown_in(dialog, name: str) -> object:
    return dialog.mainWidget().wrappers[name].parameterValue()


def test_a_dialog_opens_filled_in(town, dialogs):
    dialog = dialogs("nearestfacility")
    found = {name: shown_in(dialog, name) for name in ("NETWORK", "DWELLINGS", "FACILITIES", "FACILITY_ID")}
    assert named(found) == {
        "NETWORK": "streets", "DWELLINGS": "dwellings", "FACILITIES": "facilities", "FACILITY_ID": "facility_id",
    }  # fmt: skip


def test_where_a_name_is_written_first_the_dialog_waits_for_it(qgis_new_project, dialogs):
    dialog = dialogs("fetchdata")
    dialog.show()
    field = dialog.mainWidget().wrappers["MUNICIPALITY"].wrappedWidget()
    assert dialog.focusWidget() is field
    dialog.close()


def test_what_no_layer_can_play_is_left_empty(qgis_new_project, dialogs):
    QgsProject.instance().addMapLayer(layer([point(0, 0)], "trees"))
    QgsProject.instance().addMapLayer(layer(grid(), "contours"))
    for name in ours():
        algorithm = runs.algorithm(name)
        dialog = dialogs(name)
        for parameter in needed_layers(algorithm):
            assert not shown_in(dialog, parameter), (name, parameter)


def test_norm_sets_are_called_by_their_titles_and_given_by_their_ids(town, dialogs):
    dialog = dialogs("basicrequirements")
    wrapper = dialog.mainWidget().wrappers["NORM_SET"]
    box = wrapper.wrappedWidget()
    texts = {box.itemData(row): box.itemText(row) for row in range(box.count())}
    assert texts["meeting"].startswith("Meeting")
    assert "version" in texts["meeting"]
    assert texts["daily"] != "daily"
    assert next(text for id_, text in texts.items() if not id_) == f"Default: {texts['meeting']}"
    wrapper.setParameterValue("daily", runs.QgsProcessingContext())
    assert box.currentText() == texts["daily"]
    assert wrapper.parameterValue() == "daily"


@pytest.mark.parametrize("name", some(["basicrequirements", "requirementsoveryears"], ("basicrequirements",)))
def test_a_check_shows_the_facilities_that_counted(town, dialogs, name):
    found = dialogs(name).createProcessingParameters()
    assert isinstance(found["OUTPUT_FACILITIES"], runs.QgsProcessingOutputLayerDefinition)
    assert found["OUTPUT_FACILITIES"].sink.staticValue() == "TEMPORARY_OUTPUT"


def test_causes_are_asked_for_once_recipes_are_given(town, dialogs):
    dialog = dialogs("trend")
    recipes, causes = (dialog.mainWidget().wrappers[name] for name in ("RECIPES", "CAUSES"))

    def asked() -> object:
        value = causes.parameterValue()
        return value.sink.staticValue() if isinstance(value, runs.QgsProcessingOutputLayerDefinition) else value

    assert not asked()
    line = recipes.wrappedWidget()
    line.setText("2024.json;2025.json")
    assert asked() == "TEMPORARY_OUTPUT"
    causes.setParameterValue(None, runs.QgsProcessingContext())  # the user wants none
    line.setText("2024.json;2026.json")
    assert not asked(), "what the user chose stays"
    line.setText("")
    line.setText("2024.json;2026.json")
    assert asked() == "TEMPORARY_OUTPUT"
    line.setText("")
    assert not asked()
    dialog.setParameters({"RECIPES": "2024.json;2026.json"})  # as the history has a run without causes
    assert (line.text(), asked()) == ("2024.json;2026.json", None)


@pytest.mark.parametrize("at_once", [True, False])
def test_causes_that_a_script_asks_for_stay_asked_for(town, dialogs, tmp_path, at_once):
    """As found: asked for before the recipes they were switched off again, or went to another place."""
    path, own = str(tmp_path / "causes.gpkg"), runs.QgsProcessingContext()

    def asked(dialog) -> tuple[str, bool]:
        causes = dialog.mainWidget().wrappers["CAUSES"]
        return causes.parameterValue().sink.staticValue(), causes.customProperties()["OPEN_AFTER_RUNNING"]

    dialog, given = dialogs("trend"), {"CAUSES": path, "RECIPES": "2024.json;2025.json"}
    for one in [given] if at_once else [{name: value} for name, value in given.items()]:
        dialog.setParameters(one)
    assert asked(dialog) == (path, True)
    other = dialogs("trend")
    wrappers = other.mainWidget().wrappers
    wrappers["CAUSES"].setParameterValue(path, own)
    wrappers["RECIPES"].wrappedWidget().setText("2024.json;2025.json")
    assert asked(other) == (path, True)


@pytest.mark.parametrize("is_open", [True, False])
def test_the_panel_stays_in_front_of_the_results_viewer(town, dialogs, qgis_iface, monkeypatch, is_open):
    window, done = qgis_iface.mainWindow(), []
    panel = QDockWidget("panel", window)
    panel.setObjectName("BuurtmaatPanel")
    panel.raise_ = lambda: done.append("panel raised")
    window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, panel)
    window.show()
    panel.setVisible(is_open)
    dialog = dialogs("compliancereport")
    monkeypatch.setattr(type(dialog).__mro__[1], "finish", lambda *_given, **_more: done.append("viewer raised"))
    dialog.finish(True, {}, None, None)
    assert done == ["viewer raised", *(["panel raised"] if is_open else [])]
    window.removeDockWidget(panel)
    panel.setParent(None)


TEMPORARY = ". It is a temporary file, which goes with QGIS: save it elsewhere to keep it."


@pytest.mark.parametrize(("place", "more"), [("temporary", TEMPORARY), ("chosen", "")])
def test_a_report_opens_in_the_browser_and_the_dialog_says_where_it_is(town, dialogs, browser, place, more):
    """As found: QGIS showed the inputs again, and where the page was stood in the log alone."""
    folder = QgsProcessingUtils.tempFolder() if place == "temporary" else "/reports"
    dialog = dialogs("compliancereport")
    dialog.algorithmFinished.emit(False, {})
    dialog.algorithmFinished.emit(True, {})
    assert (browser, dialog.messageBar().items()) == ([], [])
    dialog.algorithmFinished.emit(True, {"REPORT": f"{folder}/our town.html"})
    assert browser == [f"{folder}/our town.html"]
    assert shown_in_bar(dialog) == f"The report opens in your browser, from {folder}/our town.html{more}"


@pytest.mark.parametrize(("place", "more"), [("temporary", TEMPORARY), ("chosen", "")])
def test_where_no_browser_opens_the_dialog_says_where_the_report_is(town, dialogs, no_browser, place, more):
    folder = QgsProcessingUtils.tempFolder() if place == "temporary" else "/reports"
    dialog = dialogs("compliancereport")
    dialog.algorithmFinished.emit(True, {"REPORT": f"{folder}/our town.html"})
    said = f"The report was written, but no browser opened: open {folder}/our town.html yourself{more}"
    assert shown_in_bar(dialog) == said


def test_all_of_a_long_path_of_a_report_is_seen(town, dialogs, browser):
    """As found: QGIS shows a line and a half, and a path in the temporary folder takes two."""
    dialog = dialogs("compliancereport")
    dialog.resize(600, 500)
    dialog.show()
    dialog.algorithmFinished.emit(True, {"REPORT": f"{QgsProcessingUtils.tempFolder()}/{'our town ' * 12}.html"})
    gc.collect()  # what keeps all lines in view is held by the message
    for _ in range(4):
        QApplication.processEvents()
    text = dialog.messageBar().currentItem().findChild(QTextBrowser)
    assert text.document().size().height() > 2 * text.fontMetrics().lineSpacing()  # else it would not tell
    assert text.height() >= text.document().size().height()


def test_batch_keeps_what_is_filled_in(town, dialogs, monkeypatch):
    from buurtmaat.ui import filled_dialog

    kept = {}

    class Batch(filled_dialog.BatchAlgorithmDialog):
        def exec(self) -> None:
            panel = self.mainWidget()
            row = {name: panel.wrappers[0][column] for name, column in panel.parameter_to_column.items()}
            kept.update((name, row[name].parameterValue()) for name in ("NETWORK", "DWELLINGS", "FACILITIES", "LIMIT"))
            self.close()

    monkeypatch.setattr(filled_dialog, "BatchAlgorithmDialog", Batch)
    dialog = dialogs("nearestfacility")
    dialog.mainWidget().wrappers["LIMIT"].setParameterValue(750, runs.QgsProcessingContext())
    dialog.runAsBatch()
    found = named(kept)
    assert (found["NETWORK"], found["DWELLINGS"], found["FACILITIES"], found["LIMIT"]) == (
        "streets", "dwellings", "facilities", 750,
    )  # fmt: skip


# --- What can be read in a dialog ---


def boxes_of(dialog) -> dict[str, QDoubleSpinBox]:
    found = {name: wrapper.wrappedWidget() for name, wrapper in dialog.mainWidget().wrappers.items()}
    return {name: box for name, box in found.items() if isinstance(box, QDoubleSpinBox)}


def test_numbers_have_the_decimals_that_their_unit_asks(qgis_new_project, dialogs):
    seen = {}
    for name in ours():
        for parameter, box in boxes_of(dialogs(name)).items():
            algorithm = runs.algorithm(name)
            label = algorithm.parameterDefinition(parameter).description()
            seen[parameter] = (label, box.decimals())
            assert box.decimals() <= 3, (name, parameter)
            if re.search(r"\((m|m of street|m²|s)\)$|^Minimum dwellings", label):
                small = ("TOLERANCE", "GAP", "BUFFER", "SPACING")  # for which less than a metre means something
                assert (box.decimals() == 0) == (parameter not in small), (name, parameter)
            if "m or min" in label or "km/h" in label:
                assert box.decimals() == 1, (name, parameter)
    texts = {
        name: boxes_of(dialogs("suggestlocations"))[name].text() for name in ("TARGET", "LIMIT", "SPEED", "MAX_SNAP")
    }
    assert texts == {"TARGET": "0.95", "LIMIT": "500.0", "SPEED": "4.8", "MAX_SNAP": "200"}
    assert {"TARGET", "REACH", "MERGE_DISTANCE", "PER", "TOLERANCE"} <= set(seen)


def test_a_number_that_is_given_keeps_its_digits(qgis_new_project, dialogs):
    dialog = dialogs("suggestlocations")
    dialog.setParameters({"LIMIT": 7.125, "MAX_SNAP": 0.5, "TARGET": 0.9751})
    found = dialog.mainWidget().wrappers
    assert [found[one].parameterValue() for one in ("LIMIT", "MAX_SNAP", "TARGET")] == [7.125, 0.5, 0.9751]


def test_advanced_inputs_stand_under_headings(qgis_new_project, dialogs):
    dialog = dialogs("nearestfacility")
    texts = [label.text() for label in dialog.mainWidget().findChild(QGroupBox, "grpAdvanced").findChildren(QLabel)]
    headings = ["Facilities", "Streets", "From door to street", "Barriers", "Entrances", "Speeds", "One-way streets",
                "Run", "Fields"]  # fmt: skip
    assert [heading for heading, _ in advanced_groups(runs.algorithm("nearestfacility"))] == headings
    assert [text for text in texts if text in headings] == headings
    first = texts.index("From door to street")
    assert texts[first + 1].startswith("Maximum snapping distance")


@pytest.mark.parametrize("name", [
    "basicrequirements", "requirementsoveryears", "reachableground", "serviceareas", "suggestlocations",
    "preparedwellings", "checknetwork", "floatingcatchment", "facilitiesperdwellings", "reachcounts", "odmatrix",
    "trend", "surveyestimates",
])  # fmt: skip
def test_every_advanced_input_has_its_heading_once(name):
    algorithm = runs.algorithm(name)
    groups = advanced_groups(algorithm)
    headings = [heading for heading, _ in groups]
    assert len(set(headings)) == len(headings)
    assert not {"Other", ""} & set(headings)
    advanced = [one for one in algorithm.parameterDefinitions() if one.flags() & one.Flag.FlagAdvanced]
    assert [one for _, names in groups for one in names] == [one.name() for one in advanced]


def test_a_field_stands_below_the_heading_of_its_layer(qgis_new_project):
    """As found: the dwellings of a trend stood below Other, and the field with their number below Estimates."""
    groups = dict(advanced_groups(runs.algorithm("trend")))
    assert ["CODE_CHANGES", "DWELLING_ID", "DWELLINGS", "WEIGHT_FIELD"] in groups.values()
    assert "WEIGHT_FIELD" in dict(advanced_groups(runs.algorithm("surveyestimates")))["Estimates"]


@pytest.mark.parametrize("name", ["basicrequirements", "requirementsoveryears", "reachableground"])
def test_a_long_name_of_a_field_makes_no_dialog_wider(town, dialogs, name):
    """As found: with the advanced inputs in sight all buttons beside layers were cut off."""
    longest = max(town["neighbourhoods"].fields().names(), key=len)
    dialog = dialogs(name)
    box = dialog.mainWidget().wrappers["CLASS_FIELD"].wrappedWidget()
    assert box.findText(longest) >= 0
    assert box.minimumSizeHint().width() < box.fontMetrics().horizontalAdvance(longest)


def test_a_few_inputs_of_one_kind_have_no_heading(qgis_new_project):
    assert advanced_groups(runs.algorithm("preparenetwork")) == [("", ["KIND"])]
    assert advanced_groups(runs.algorithm("planneddwellings")) == []


def test_a_norm_set_that_is_saved_while_the_dialog_is_open_can_be_chosen(town, dialogs):
    dialog = dialogs("basicrequirements")
    box = dialog.mainWidget().wrappers["NORM_SET"].wrappedWidget()
    assert box.findData("mine") < 0
    own = replace(OWN, id="mine", title=Text("Of my own", "Van mij"), version="1")
    save_set(own, PROJECT, QgsProject.instance(), None)
    dialog.isActiveWindow = lambda: True
    dialog.changeEvent(QEvent(QEvent.Type.ActivationChange))
    assert box.itemText(box.findData("mine")) == "Of my own, version 1"
    dialog.changeEvent(QEvent(QEvent.Type.ActivationChange))
    assert [box.itemData(row) for row in range(box.count())].count("mine") == 1


# --- Types of the facilities that are there already ---


def test_types_are_those_of_the_layer_named_in_the_users_language(town, dialogs, monkeypatch):
    monkeypatch.setattr("buurtmaat.ui.choices.facility_word", lambda one: {"library": "bibliotheek"}.get(one, one))
    dialog = dialogs("suggestlocations")
    wrappers, types = dialog.mainWidget().wrappers, dialog.mainWidget().types
    dialog.setParameters({"FACILITIES": None, "TYPE_FIELD": None, "EXISTING_TYPES": ""})
    assert types.box.count() == 0
    wrappers["FACILITIES"].setParameterValue(town["facilities"].id(), runs.QgsProcessingContext())
    assert wrappers["TYPE_FIELD"].parameterValue() == "type"
    there = {one["type"] for one in town["facilities"].getFeatures()}
    assert {types.box.itemData(row) for row in range(types.box.count())} == there
    row = types.box.findText("bibliotheek")
    types.box.toggleItemCheckState(row)  # as a click does
    assert wrappers["EXISTING_TYPES"].parameterValue() == "library"
    wrappers["FACILITIES"].setParameterValue(town["parks"].id(), runs.QgsProcessingContext())
    assert "bibliotheek (not in the layer)" in [types.box.itemText(row) for row in range(types.box.count())]
    assert wrappers["EXISTING_TYPES"].parameterValue() == "library"


def test_types_that_are_given_are_checked(town, dialogs):
    dialog = dialogs("suggestlocations")
    given = {"FACILITIES": town["facilities"].id(), "TYPE_FIELD": "type", "EXISTING_TYPES": "Library; meeting place"}
    dialog.setParameters(given)
    assert dialog.mainWidget().types.box.checkedItemsData() == ["library", "meeting place"]
    assert dialog.createProcessingParameters()["EXISTING_TYPES"] == "Library; meeting place"


# --- A requirement of a run ---


def test_the_curve_offers_the_requirements_of_the_run_by_their_titles(town, load_run, dialogs):
    load_run("basicrequirements")
    dialog = dialogs("thresholdcurve")
    choice, (results,) = dialog.mainWidget().requirement, layers_in(filled("thresholdcurve"))["RESULTS"]
    titles = {one["requirement"]: one["title"] for one in results.getFeatures() if one["indicator"] == "distance"}
    offered = {choice.box.itemData(row): choice.box.itemText(row) for row in range(choice.box.count())}
    assert titles.items() <= offered.items()
    first = shown_in(dialog, "REQUIREMENT")
    assert first == choice.box.itemData(0)
    context = runs.QgsProcessingContext()
    context.setProject(QgsProject.instance())
    assert dialog.algorithm().checkParameterValues(dialog.createProcessingParameters(), context) == (True, "")
    last = choice.box.count() - 1
    choice.box.setCurrentIndex(last)
    choice.box.activated.emit(last)
    assert shown_in(dialog, "REQUIREMENT") == choice.box.itemData(last) != first


def test_figures_of_a_survey_are_compared_with_all_requirements_or_one(town, load_run, dialogs):
    load_run("basicrequirements")
    (results,) = layers_in(filled("compliancereport"))["RESULTS"]
    dialog = dialogs("surveycomparison")
    wrappers, choice = dialog.mainWidget().wrappers, dialog.mainWidget().requirement
    wrappers["RESULTS"].setParameterValue(results.id(), runs.QgsProcessingContext())
    offered = {choice.box.itemData(row): choice.box.itemText(row) for row in range(choice.box.count())}
    titles = {one["requirement"]: one["title"] for one in results.getFeatures()}
    assert offered == {"": "all", **titles}
    assert (choice.box.currentText(), wrappers["REQUIREMENT"].parameterValue()) == ("all", "")
    choice.box.activated.emit(2)
    assert wrappers["REQUIREMENT"].parameterValue() == choice.box.itemData(2) in titles


def test_a_dialog_has_no_button_of_the_log_while_its_inputs_are_filled_in(qgis_new_project, dialogs):
    """As found: QGIS's Change Parameters was there, and made each dialog wider than half of a small screen."""
    from processing.gui.AlgorithmDialog import AlgorithmDialog

    dialog = dialogs("nearestfacility")
    usual = AlgorithmDialog(runs.algorithm("nearestfacility"), False, dialog.parentWidget())
    for one in (usual, dialog):
        one.show()
    hidden = {button.text() for button in usual.buttonBox().buttons() if not button.isVisible()}
    assert hidden
    assert {button.text() for button in dialog.buttonBox().buttons() if not button.isVisible()} == hidden
    usual.close()
    usual.deleteLater()


def shown_in_bar(dialog) -> str:
    """Return what a user reads in the bar."""
    return dialog.messageBar().currentItem().findChild(QTextBrowser).toPlainText()


@pytest.mark.parametrize(
    ("name", "parameter", "said"),
    [
        ("nearestfacility", "DWELLINGS", "Dwellings (DWELLINGS) is empty: choose a layer."),
        ("basicrequirements", "FACILITIES", "Facilities (FACILITIES) is empty: choose a layer."),
        ("serviceareas", "LIMITS", "Limits (LIMITS) is empty: fill it in."),
    ],
)
def test_a_dialog_says_what_is_lacking_and_what_to_do(town, dialogs, name, parameter, said):
    """QGIS says the label alone: Wrong or missing parameter value: Dwellings."""
    dialog = dialogs(name)
    wrapper = dialog.mainWidget().wrappers[parameter]
    if parameter == "DWELLINGS":
        leave_empty(dialog, [parameter])
    else:
        wrapper.setParameterValue([] if parameter == "FACILITIES" else "", runs.QgsProcessingContext())
    assert dialog.createProcessingParameters() == {}
    assert shown_in_bar(dialog) == said


@pytest.mark.parametrize(
    ("name", "parameter", "value"),
    [
        ("serviceareas", "LIMITS", "400;far"),
        ("suggestlocations", "THRESHOLDS", "400;far"),
        ("reachcounts", "LIMITS", "far"),
        ("reachcounts", "LIMITS", "<b>far</b>"),  # not as HTML
    ],
)
def test_a_wrong_value_is_said_in_the_bar_and_marked_where_qgis_would_open_a_box(
    town, dialogs, monkeypatch, name, parameter, value
):
    boxes = []
    monkeypatch.setattr("processing.gui.AlgorithmDialog.QMessageBox.warning", lambda *told: boxes.append(told))
    dialog = dialogs(name)
    wrapper = dialog.mainWidget().wrappers[parameter]
    wrapper.setParameterValue(value, runs.QgsProcessingContext())
    before = wrapper.wrappedWidget().palette().color(QPalette.ColorRole.Base)
    dialog.runAlgorithm()
    assert boxes == []
    said = shown_in_bar(dialog)
    assert f"({parameter})" in said
    assert value.rpartition(";")[2] in said
    assert wrapper.wrappedWidget().palette().color(QPalette.ColorRole.Base) != before
    wrapper.setParameterValue("400", runs.QgsProcessingContext())
    assert dialog._wrong_input()[0] != parameter


def test_what_was_wrong_is_said_no_more_once_it_is_mended_and_runs(town, dialogs, monkeypatch):
    """As found: it stood above the run that came of it, as if that had gone wrong too."""
    dialog, left = dialogs("serviceareas"), []
    wrapper = dialog.mainWidget().wrappers["LIMITS"]
    wrapper.setParameterValue("400;far", runs.QgsProcessingContext())
    dialog.runAlgorithm()
    assert "far" in shown_in_bar(dialog)
    wrapper.setParameterValue("400", runs.QgsProcessingContext())
    run = "processing.gui.AlgorithmDialog.AlgorithmDialog.runAlgorithm"
    monkeypatch.setattr(run, lambda self: left.append(self.messageBar().items()))
    dialog.runAlgorithm()
    assert left == [[]]


# --- What QGIS writes around the inputs ---


def test_the_help_beside_the_inputs_calls_them_by_their_labels(qgis_new_project, dialogs):
    dialog = dialogs("surveyestimates")
    text = dialog.findChild(QTextBrowser, "textShortHelp").toPlainText()
    for said in ("Areas with estimates (OUTPUT)", "Fewest respondents to be shown (MIN_RESPONDENTS)"):
        assert said in text
    assert not re.search(r"(?<!\()(OUTPUT|MIN_RESPONDENTS|PLOT)", text)


def test_the_window_of_qgis_speaks_the_language_of_the_plugin(qgis_new_project, dialogs, monkeypatch):
    """As found: “Parameters”, “Log” and “Close” in a Dutch window, since QGIS had no Dutch for them."""
    run = dialogs("surveyestimates").runButton().text()
    monkeypatch.setattr("buurtmaat.ui.filled_dialog.tr", str.upper)
    dialog = dialogs("surveyestimates")
    tabs = dialog.findChild(QTabWidget)
    assert [tabs.tabText(number) for number in range(tabs.count())] == ["PARAMETERS", "LOG"]
    standard = QDialogButtonBox.StandardButton
    assert [dialog.buttonBox().button(one).text() for one in (standard.Close, standard.Help)] == ["CLOSE", "HELP"]
    assert dialog.runButton().text() == run == "Run"


def test_a_dialog_is_no_larger_than_the_screen(qgis_new_project, dialogs):
    """As found at 150 %: the buttons at its foot were off the screen."""
    dialog = dialogs("surveyestimates")
    dialog.resize(4000, 4000)
    dialog.show()
    screen = dialog.screen().availableGeometry()
    assert dialog.width() <= screen.width()
    assert dialog.height() <= screen.height()
