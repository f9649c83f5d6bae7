"""Layers as they arrive in a project: called by words, and saying how they came about."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from qgis.core import (
    Qgis,
    QgsFillSymbol,
    QgsLayerNotesUtils,
    QgsPalLayerSettings,
    QgsProcessingContext,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)

from buurtmaat.adapters.outputs.provenance import run_of
from buurtmaat.adapters.results import requirement_styles
from buurtmaat.adapters.results.aliases import set_aliases
from buurtmaat.algorithms.base import BuurtmaatAlgorithm
from towns import runs, small_town
from towns.every_algorithm import CASES
from towns.raw_town import raw_places_file
from towns.runs import Feedback, arrived, box, grid, layer, point


def aliases(found) -> dict[str, str]:
    return {field.name(): field.alias() for field in found.fields() if field.alias()}


NEAREST = {
    "NETWORK": lambda: layer(grid(), "streets"),
    "DWELLINGS": lambda: layer([(point(50, 0), "x", 3.5)], "homes", who="text", distance_m="real"),
    "FACILITIES": lambda: layer([point(100, 0)], "shops"),
}


def test_computed_fields_are_called_by_words_and_those_of_the_input_are_not():
    found = arrived("nearestfacility", {name: make() for name, make in NEAREST.items()}, "OUTPUT")
    names = aliases(found)
    assert names["distance_m_2"] == "Distance (m)"
    assert names["row_status"] == "Status of the row"
    assert "who" not in names
    assert "distance_m" not in names


@pytest.mark.parametrize(("output", "k"), [("OUTPUT", 1), ("OUTPUT", 2), ("ROUTES", 1)])
def test_computed_fields_with_a_prefix_are_called_by_words_too(output, k):
    given = {name: make() for name, make in NEAREST.items()} | {"PREFIX": "b_", "K": k}
    names = aliases(arrived("nearestfacility", given, output))
    assert names["b_distance_m"] == "Distance (m)"
    assert "distance_m" not in names


def test_a_field_of_the_input_keeps_its_name_whatever_others_compute():
    homes = layer([(point(50, 0), "private", 3)], "homes", access="text", year="int")
    given = {name: make() for name, make in NEAREST.items()} | {"DWELLINGS": homes}
    names = aliases(arrived("nearestfacility", given, "OUTPUT"))
    assert not {"access", "year"} & set(names)
    assert names["distance_m"] == "Distance (m)"


def test_only_the_computed_fields_of_prepared_facilities_have_words(tmp_path):
    places, _ = raw_places_file(tmp_path / "places.osm")
    found = arrived("preparefacilities", {"SOURCES": [places]}, "POINTS")
    names = aliases(found)
    assert "access" in found.fields().names()
    assert "access" not in names
    assert (names["type"], names["name"], names["verified"]) == (
        "Type of facility", "Name", "Verified (1) or not yet (0)",
    )  # fmt: skip


def test_a_name_that_ends_in_a_number_is_not_taken_for_a_second_field():
    found = layer([(point(0, 0), 1, 1)], inhabitants="int", inhabitants_65="int")
    set_aliases(found, {})
    assert aliases(found) == {"inhabitants": "Inhabitants", "inhabitants_65": "People of 65 or older"}


def test_words_of_fields_are_no_cause_for_warnings():
    made = {name: make() for name, make in NEAREST.items()}
    made["DWELLINGS"].setFieldAlias(0, "Who")
    done = runs.run("nearestfacility", {**made, "OUTPUT": "memory:"})
    assert done.feedback.warnings == []
    assert done.layer("OUTPUT").fields().names()[0] == "who"


def test_unknown_is_a_number_of_requirements_only_beside_those_that_are_met():
    areas, results = (
        arrived("basicrequirements", small_town.town(), f"OUTPUT_{n}") for n in ("NEIGHBOURHOODS", "RESULTS")
    )
    assert aliases(areas)["unknown"] == "Requirements unknown"
    assert "unknown" in results.fields().names()
    assert aliases(results)["unknown"] == "Of which not known"


def test_limits_stand_in_the_words():
    given = {name: make() for name, make in NEAREST.items()} | {"LIMITS": "7,5;400", "UNIT": 0}
    names = aliases(arrived("reachcounts", given, "OUTPUT"))
    assert (names["n_400"], names["n_7_5"]) == ("Facilities within 400", "Facilities within 7,5")


def test_fields_of_requirements_carry_their_title(tmp_path):
    norms = small_town.norm_file(tmp_path, title={"en": "School nearby", "nl": "School dichtbij"})
    given = small_town.town(NORM_FILE=norms, REQUIREMENTS=None)
    names = aliases(arrived("basicrequirements", given, "OUTPUT_NEIGHBOURHOODS"))
    assert names["s_share"] == "School nearby: share within"
    assert names["s_compliance"] == "School nearby: verdict"
    assert names["compliance"] == "Verdict"


def test_a_layer_says_how_it_came_about(tmp_path):
    streets = runs.save(layer(grid(), "streets"), tmp_path / "streets.gpkg", to_edit=True)
    given = small_town.town(NETWORK=streets)
    metadata = arrived("basicrequirements", given, "OUTPUT_DWELLINGS").metadata()
    assert metadata.title() == "Dwellings with what they have"
    assert "buurtmaat:basicrequirements" in metadata.abstract()
    assert "Norm set" in metadata.abstract()
    *inputs, repeat = metadata.history()
    assert any(line.startswith("NETWORK: streets, 12 features, file of 20") for line in inputs)
    assert any(line.startswith("DWELLINGS: homes, 120 features, file of –") for line in inputs)
    again = json.loads(repeat)
    assert again["algorithm"] == "buurtmaat:basicrequirements"
    assert "streets.gpkg" in again["inputs"]["NETWORK"]
    assert again["inputs"]["REQUIREMENTS"]


def test_runs_of_one_second_are_told_apart_and_the_later_one_is_later():
    given = {name: make() for name, make in NEAREST.items()}
    found = [run_of(arrived("nearestfacility", given, "OUTPUT")) for _ in range(4)]
    assert None not in found
    assert len(set(found)) == 4
    assert found == sorted(found)


def test_a_layer_of_an_earlier_version_says_its_second():
    made = arrived("nearestfacility", {name: make() for name, make in NEAREST.items()}, "OUTPUT")
    metadata = made.metadata()
    metadata.setAbstract("Made by nearestfacility of Buurtmaat 0.9 on 2026-03-01T12:00:05+01:00.")
    metadata.setHistory(['{"algorithm": "buurtmaat:nearestfacility", "inputs": {"NETWORK": "2026"}}'])
    made.setMetadata(metadata)
    assert run_of(made) == ("2026-03-01T11:00:05.000+00:00", metadata.history()[-1])


def test_a_layer_says_whose_data_it_rests_on():
    streets = layer(grid(), "streets")
    metadata = streets.metadata()
    metadata.setRights(["© Makers of maps", "ODbL"])
    streets.setMetadata(metadata)
    found = arrived("basicrequirements", small_town.town(NETWORK=streets, BARRIERS=None), "OUTPUT_RESULTS")
    assert found.metadata().rights() == ["© Makers of maps; ODbL"]


def test_dwellings_arrive_with_classes_around_the_threshold_in_a_group():
    found = arrived("basicrequirements", small_town.town(), "OUTPUT_DWELLINGS")
    assert found.styleManager().currentStyle() == "All requirements"
    found.styleManager().setCurrentStyle("s")
    labels = [item.label() for item in found.renderer().legendSymbolItems()]
    assert labels[:3] == ["s", "within 270 m", "270 m to 300 m: just within"]


NO_GEOMETRY = Qgis.GeometryType.Null
OUTPUTS = ("OUTPUT_DWELLINGS", "OUTPUT_NEIGHBOURHOODS", "OUTPUT_RESULTS")


def onto_map(folder, requirement: str, names=OUTPUTS) -> None:
    """Check a requirement, with its results in tables of one GeoPackage and on the map."""
    put_on_map("basicrequirements", small_town.town(REQUIREMENTS=[small_town.row(id=requirement)]), folder, names)


def put_on_map(algorithm: str, given: dict, folder, names=("OUTPUT",)) -> None:
    """Run an algorithm, with its results in tables of one GeoPackage and on the map.

    What QGIS does at the end: layers that are new go into the group, the others stay where they are.
    """
    project, context = QgsProject.instance(), QgsProcessingContext()
    context.setProject(project)
    tables = {name: f"ogr:dbname='{folder / 'out.gpkg'}' table=\"{name.lower()}\" (geom)" for name in names}
    sinks = {name: QgsProcessingOutputLayerDefinition(table, project) for name, table in tables.items()}
    results, good = runs.algorithm(algorithm).run({**given, **sinks}, context, Feedback(), {}, False)
    assert good
    root = project.layerTreeRoot()
    for name in names:
        details = context.layerToLoadOnCompletionDetails(results[name])
        group = root
        if details.groupName:
            group = root.findGroup(details.groupName) or root.insertGroup(0, details.groupName)
        found = context.temporaryLayerStore().takeMapLayer(context.getMapLayer(results[name]))
        if found is not None:
            group.addLayer(project.addMapLayer(found, False))


@pytest.fixture
def map_of_its_own(qgis_new_project):
    root = QgsProject.instance().layerTreeRoot()
    root.clear()
    return root


@pytest.fixture
def lettered(monkeypatch):
    """Name runs a, b, …: two may end within one second."""
    letters = {}
    monkeypatch.setattr(
        BuurtmaatAlgorithm, "_which", lambda self: letters.setdefault(self._run_id, "abcd"[len(letters)])
    )


@pytest.mark.usefixtures("lettered")
def test_layers_that_are_written_anew_stand_in_a_group_of_the_new_run(map_of_its_own, tmp_path):
    onto_map(tmp_path, "s")
    before = {node.layerId() for node in map_of_its_own.findLayers()}
    assert [group.name() for group in map_of_its_own.findGroups()] == ["a"]
    onto_map(tmp_path, "t")
    assert {node.layerId() for node in map_of_its_own.findLayers()} == before
    assert [group.name() for group in map_of_its_own.findGroups()] == ["b"]
    assert [len(group.children()) for group in map_of_its_own.findGroups()] == [3]


@pytest.mark.usefixtures("lettered")
def test_what_a_run_did_not_write_anew_stays_in_its_group(map_of_its_own, tmp_path):
    onto_map(tmp_path, "s")
    (table,) = [node.layerId() for node in map_of_its_own.findLayers() if node.layer().geometryType() == NO_GEOMETRY]
    onto_map(tmp_path, "t", OUTPUTS[:2])
    new, old = map_of_its_own.findGroups()
    assert (new.name(), old.name()) == ("b", "a")
    assert [node.layerId() for node in old.findLayers()] == [table]
    assert len(new.findLayers()) == 2
    assert all(node.layer() is not None for node in map_of_its_own.findLayers())


def test_layers_that_the_user_put_elsewhere_stay_there(map_of_its_own, tmp_path):
    onto_map(tmp_path, "s")
    (group,) = map_of_its_own.findGroups()
    group.setName("For the council")
    onto_map(tmp_path, "t")
    assert [one.name() for one in map_of_its_own.findGroups()] == ["For the council"]
    assert len(group.children()) == 3


def test_the_group_of_a_check_bears_the_title_of_its_norms_and_the_time(map_of_its_own, tmp_path):
    norms = small_town.norm_file(tmp_path, title={"en": "School nearby", "nl": "School dichtbij"})
    content = json.loads(Path(norms).read_text())
    content["title"] = {"en": f"Norms for {'a very long ' * 10}name", "nl": "Normen"}
    Path(norms).write_text(json.dumps(content))
    put_on_map("basicrequirements", small_town.town(NORM_FILE=norms, REQUIREMENTS=None), tmp_path, OUTPUTS)
    (group,) = map_of_its_own.findGroups()
    title, _moment = re.fullmatch(r"(.*) (\d\d:\d\d:\d\d)", group.name()).groups()
    assert content["title"]["en"].startswith(title.removesuffix("…"))
    assert 40 < len(title) <= 60


def seen(root) -> dict[str, set[bool]]:
    """Return by the name of a group whether its layers are seen on the map."""
    return {group.name(): {node.isVisible() for node in group.findLayers()} for group in root.findGroups()}


@pytest.mark.usefixtures("lettered")
def test_names_and_figures_of_two_runs_do_not_stand_through_each_other(map_of_its_own, tmp_path):
    """As found: two shares in each neighbourhood, of the run before and of this one."""
    folders = [tmp_path / name for name in "ab"]
    for folder in folders:
        folder.mkdir()
        onto_map(folder, "s")
    assert seen(map_of_its_own) == {"b": {True}, "a": {False}}
    onto_map(folders[1], "t", OUTPUTS[2:])  # a table says nothing on the map
    assert {True} in seen(map_of_its_own).values()


@pytest.mark.usefixtures("lettered")
def test_what_is_written_anew_and_what_the_user_put_elsewhere_stays_in_view(map_of_its_own, tmp_path):
    onto_map(tmp_path, "s")
    onto_map(tmp_path, "t")
    assert seen(map_of_its_own) == {"b": {True}}
    map_of_its_own.findGroups()[0].setName("For the council")
    (tmp_path / "c").mkdir()
    onto_map(tmp_path / "c", "s")
    assert seen(map_of_its_own) == {"c": {True}, "For the council": {True}}


def survey() -> dict:
    return {key: make() for key, make in CASES["surveyestimates"].items()}


@pytest.mark.usefixtures("lettered")
@pytest.mark.parametrize("name", ["nearestfacility", "surveyestimates"])
def test_a_single_layer_stands_in_a_group_of_its_run(map_of_its_own, tmp_path, name):
    """As found: QGIS put it beside the layer that was selected, among the results of an earlier run."""
    onto_map(tmp_path, "s")
    given = survey() if name == "surveyestimates" else {key: make() for key, make in NEAREST.items()}
    (tmp_path / "later").mkdir()
    put_on_map(name, given, tmp_path / "later")
    title = {"nearestfacility": "Nearest facility: b", "surveyestimates": "Survey estimates: b"}[name]
    assert [(one.name(), len(one.children())) for one in map_of_its_own.findGroups()] == [
        (title, 1), ("a", 3),
    ]  # fmt: skip


@pytest.mark.usefixtures("lettered")
@pytest.mark.parametrize("estimates_last", [False, True])
def test_survey_estimates_and_a_check_do_not_write_their_names_through_each_other(
    map_of_its_own, tmp_path, estimates_last
):
    """As found: each name twice, where the estimates lay over the verdicts."""
    steps = [lambda folder: onto_map(folder, "s"), lambda folder: put_on_map("surveyestimates", survey(), folder)]
    for number, step in enumerate(steps if estimates_last else steps[::-1]):
        (tmp_path / str(number)).mkdir()
        step(tmp_path / str(number))
    before, last = ("a", "Survey estimates: b") if estimates_last else ("Survey estimates: a", "b")
    assert seen(map_of_its_own) == {last: {True}, before: {False}}


@pytest.mark.usefixtures("lettered")
@pytest.mark.parametrize("scenarios_last", [False, True])
def test_compared_scenarios_and_survey_estimates_do_not_write_their_names_through_each_other(
    map_of_its_own, tmp_path, scenarios_last
):
    """As found: the shares of a survey stood on the map of the scenarios, as if they were of these."""
    compared = {key: make() for key, make in CASES["comparescenarios"].items()}
    steps = [
        lambda folder: put_on_map("surveyestimates", survey(), folder),
        lambda folder: put_on_map("comparescenarios", compared, folder),
    ]
    for number, step in enumerate(steps if scenarios_last else steps[::-1]):
        (tmp_path / str(number)).mkdir()
        step(tmp_path / str(number))
    titles = ["Survey estimates", "Compare scenarios"]
    before, last = titles if scenarios_last else titles[::-1]
    assert seen(map_of_its_own) == {f"{last}: b": {True}, f"{before}: a": {False}}


@pytest.mark.parametrize("at_once", [False, True])
def test_of_the_steps_of_one_run_only_the_last_map_is_in_view(map_of_its_own, monkeypatch, at_once):
    """As in a recipe of two checks, whose layers all come at the end: their figures stood through each other."""
    project, context = QgsProject.instance(), QgsProcessingContext()
    context.setProject(project)
    steps, names = [], iter(["a", "a" if at_once else "b"])  # two may be of one second, and share a group
    for name in "st":
        given = small_town.town(REQUIREMENTS=[small_town.row(id=name)])
        sinks = {output: QgsProcessingOutputLayerDefinition("TEMPORARY_OUTPUT", project) for output in OUTPUTS}
        called = next(names)
        monkeypatch.setattr(BuurtmaatAlgorithm, "_which", lambda _self, called=called: called)
        results, good = runs.algorithm("basicrequirements").create().run(given | sinks, context, Feedback(), {}, False)
        assert good
        steps.append([results[output] for output in OUTPUTS])
    for step in steps:
        for written in step:
            name = context.layerToLoadOnCompletionDetails(written).groupName
            group = map_of_its_own.findGroup(name) or map_of_its_own.insertGroup(0, name)
            found = context.temporaryLayerStore().takeMapLayer(context.getMapLayer(written))
            group.addLayer(project.addMapLayer(found, False))
    named = {node.layer().metadata().identifier(): [] for node in map_of_its_own.findLayers()}
    for node in map_of_its_own.findLayers():
        if node.layer().customProperty("buurtmaat/output").endswith("NEIGHBOURHOODS"):
            named[node.layer().metadata().identifier()].append(node.isVisible())
    assert list(named.values()) == ([[False], [True]] if at_once else [[True], [False]])  # a new group comes on top


@pytest.mark.usefixtures("lettered")
def test_what_names_no_areas_leaves_earlier_maps_in_view(map_of_its_own, tmp_path):
    onto_map(tmp_path, "s")
    (tmp_path / "later").mkdir()
    put_on_map("nearestfacility", {key: make() for key, make in NEAREST.items()}, tmp_path / "later")
    assert seen(map_of_its_own) == {"Nearest facility: b": {True}, "a": {True}}


@pytest.mark.parametrize("named", [False, True])
def test_areas_that_are_named_do_not_write_beside_results_that_name_them(map_of_its_own, named):
    for algorithm, given, areas, output in (
        ("basicrequirements", small_town.town(), "NEIGHBOURHOODS", "OUTPUT_NEIGHBOURHOODS"),
        ("surveyestimates", survey(), "AREAS", "OUTPUT"),
    ):
        below = QgsProject.instance().addMapLayer(given[areas])
        below.setRenderer(QgsSingleSymbolRenderer(QgsFillSymbol.createSimple({"style": "no"})))
        below.setLabeling(QgsVectorLayerSimpleLabeling(QgsPalLayerSettings()))
        below.setLabelsEnabled(named)
        arrived(algorithm, given, output)
        assert map_of_its_own.findLayer(below).isVisible() == (not named), algorithm


@pytest.mark.parametrize("fill", ["solid", "no"])
def test_neighbourhoods_that_are_filled_do_not_colour_the_verdicts_on_them(map_of_its_own, fill):
    """As found: verdicts are seen through, so that “none” over violet areas was a colour of no legend."""
    project, town = QgsProject.instance(), small_town.town()
    below = project.addMapLayer(town["NEIGHBOURHOODS"])
    below.setRenderer(QgsSingleSymbolRenderer(QgsFillSymbol.createSimple({"color": "#9b7bb5", "style": fill})))
    arrived("basicrequirements", town, "OUTPUT_RESULTS")
    assert map_of_its_own.findLayer(below).isVisible()  # a table covers nothing
    arrived("basicrequirements", town, "OUTPUT_NEIGHBOURHOODS")
    assert map_of_its_own.findLayer(below).isVisible() == (fill == "no")


@pytest.mark.parametrize(("many", "seen_below"), [(10, False), (10_000, True)])
def test_dwellings_below_the_verdicts_are_off_where_those_of_the_run_are(map_of_its_own, monkeypatch, many, seen_below):
    monkeypatch.setattr(requirement_styles, "_MANY", many)
    town = small_town.town()
    below = QgsProject.instance().addMapLayer(town["DWELLINGS"])  # 120 of them
    arrived("basicrequirements", town, "OUTPUT_DWELLINGS")
    assert map_of_its_own.findLayer(below).isVisible() == seen_below


@pytest.mark.parametrize(
    ("shape", "seen_below"), [(point(0, 0), False), (box(0, 0, 9, 9), True), ("LineString (0 0, 9 9)", True)]
)
def test_facilities_below_those_of_the_run_are_off_where_they_are_points(map_of_its_own, shape, seen_below):
    """As found in Delft: black marks of the prepared facilities under and beside those that counted."""
    town = small_town.town()
    below = QgsProject.instance().addMapLayer(layer([shape], "school"))
    given = {**town, "FACILITIES": [below]}
    arrived("basicrequirements", given, "OUTPUT_NEIGHBOURHOODS")
    assert map_of_its_own.findLayer(below).isVisible()
    arrived("basicrequirements", given, "OUTPUT_FACILITIES")
    assert map_of_its_own.findLayer(below).isVisible() == seen_below


def test_both_of_two_layers_of_one_table_show_the_new_run(map_of_its_own, tmp_path):
    onto_map(tmp_path, "s")
    project = QgsProject.instance()
    (homes,) = [n.layer() for n in map_of_its_own.findLayers() if "output_dwellings" in n.layer().source()]
    copy = project.addMapLayer(homes.clone())
    onto_map(tmp_path, "t")
    for one in (homes, copy):
        assert one.styleManager().currentStyle() == "All requirements"
        assert {"t", "s"} & set(one.styleManager().styles()) == {"t"}
        assert "t_value" in aliases(one)


def test_a_prefix_hides_neither_words_nor_verdicts():
    given = small_town.town(PREFIX="new_")
    found = arrived("basicrequirements", given, "OUTPUT_NEIGHBOURHOODS")
    assert aliases(found)["new_s_share"] == "s: share within"
    assert found.mapTipTemplate().count("new_s_compliance") == 1
    assert set(found.styleManager().styles()) == {"All requirements", "s", "Dwellings with everything"}


def test_what_a_model_gives_arrives_with_its_style():
    """Processing asks a step of a model for its looks too, if its output is one of the model's."""
    step = QgsProcessingModelChildAlgorithm("buurtmaat:basicrequirements")
    step.setChildId("check")

    def static(value: object) -> object:
        if isinstance(value, list):
            return [static(one) for one in value]
        return QgsProject.instance().addMapLayer(value).id() if isinstance(value, QgsVectorLayer) else value

    for name, value in small_town.town().items():
        if not name.startswith("OUTPUT"):
            source = QgsProcessingModelChildParameterSource.fromStaticValue(static(value))
            step.addParameterSources(name, [source])
    wanted = {}
    for name, output in (("homes", "OUTPUT_DWELLINGS"), ("areas", "OUTPUT_NEIGHBOURHOODS")):
        wanted[name] = QgsProcessingModelOutput(name, name)
        wanted[name].setChildId("check")
        wanted[name].setChildOutputName(output)
    step.setModelOutputs(wanted)
    model = QgsProcessingModelAlgorithm("Town", "")
    model.addChildAlgorithm(step)
    model.updateDestinationParameters()
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    shown = {name: QgsProcessingOutputLayerDefinition("TEMPORARY_OUTPUT", QgsProject.instance()) for name in wanted}
    results, good = model.run(shown, context, Feedback(), {}, False)
    assert good
    homes, areas = (context.getMapLayer(results[name]) for name in wanted)
    assert homes.renderer().legendSymbolItems()[0].label() == "everything that is asked"
    assert areas.renderer().legendSymbolItems()[0].label() == "all that is asked"
    assert aliases(areas)["s_compliance"] == "s: verdict"
    assert areas.metadata().title() == "Neighbourhoods with their verdicts"


def test_dwellings_show_all_requirements_and_each():
    """As found: no park was in the data, and every dwelling was a grey cross."""
    asked = [small_town.row(id="park", facility="park"), small_town.row(id="free", target=""), small_town.row()]
    found = arrived("basicrequirements", small_town.town(REQUIREMENTS=asked), "OUTPUT_DWELLINGS")
    assert found.styleManager().currentStyle() == "All requirements"
    assert set(found.styleManager().styles()) == {"park", "free", "s", "All requirements"}


def test_every_field_of_the_results_table_is_called_by_words():
    found = arrived("basicrequirements", small_town.town(), "OUTPUT_RESULTS")
    names = aliases(found)
    assert [name for name in found.fields().names() if name not in names] == []
    assert (names["within"], names["p90"], names["unknown"]) == ("Within", "90th percentile", "Of which not known")


def test_a_table_whose_name_does_not_say_what_it_is_for_has_a_note():
    found = arrived("basicrequirements", small_town.town(), "OUTPUT_PLAUSIBILITY")
    assert "that Statistics Netherlands publishes" in QgsLayerNotesUtils.layerNotes(found)
    found = arrived("basicrequirements", small_town.town(), "OUTPUT_DWELLINGS")
    assert not QgsLayerNotesUtils.layerHasNotes(found)
