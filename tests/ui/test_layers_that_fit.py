"""What is filled in for Check basic requirements where results of ours lie among the layers of a project."""

from __future__ import annotations

import pytest
from qgis.core import QgsApplication, QgsProject, QgsVectorLayer

from buurtmaat.adapters.io.translation import Language
from buurtmaat.adapters.preparing.prefill import fitting_inputs, inputs_for, keep_inputs
from buurtmaat.adapters.results.origins import Origin, mark, may_be, origin_of
from buurtmaat.ui import sample_town
from buurtmaat.ui.panel.controller import PanelController
from towns import runs, small_town
from towns.opened_town import open_town_to_read
from towns.runs import arrived, box, grid, layer, point

INPUTS = ("DWELLINGS", "NEIGHBOURHOODS", "FACILITIES", "NETWORK", "CYCLE_NETWORK", "ENTRANCES", "BARRIERS", "PLANS")


@pytest.fixture
def project(qgis_new_project):
    return QgsProject.instance()


@pytest.fixture
def town(project, tmp_path, monkeypatch):
    """Return the layers of the sample town, by name."""
    monkeypatch.setattr(QgsApplication, "qgisSettingsDirPath", staticmethod(lambda: str(tmp_path)))
    return open_town_to_read(project)


def on_top(found: QgsVectorLayer, name: str, known: bool = True) -> QgsVectorLayer:
    """Put a layer at the top of the map; if it is not known, as one that was opened from its file."""
    if not known:
        found.removeCustomProperty("buurtmaat/output")
    found.setName(name)
    QgsProject.instance().addMapLayer(found, False)
    QgsProject.instance().layerTreeRoot().insertLayer(0, found)
    return found


def planned(town) -> QgsVectorLayer:
    given = {"PLANS": town["planned_housing"], "NETWORK": town["streets"]}
    return arrived("planneddwellings", given, "OUTPUT")


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("prefix", ["", "p_"])
def test_planned_dwellings_are_not_taken_for_those_that_stand(town, project, known, prefix):
    given = {"PLANS": town["planned_housing"], "NETWORK": town["streets"], "PREFIX": prefix}
    plans = on_top(arrived("planneddwellings", given, "OUTPUT"), "Planned dwellings", known)
    assert origin_of(plans) == Origin("planneddwellings", "OUTPUT")
    before = fitting_inputs(project, 2026)
    assert before["DWELLINGS"] == town["dwellings"].id()
    assert plans.id() not in str(before)
    project.removeMapLayer(plans)
    assert fitting_inputs(project, 2026) == before


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        (["buurten 2023"], "neighbourhoods"),
        (["buurten_2025", "buurten_2024"], "buurten_2025"),
        (["buurten_2024", "buurten_2025"], "buurten_2025"),
        (["buurten_2024"], "buurten_2024"),
    ],
)
def test_an_earlier_map_that_is_added_does_not_take_the_place_of_the_neighbourhoods(town, project, others, expected):
    """As found: the neighbourhoods of 2023, added for a trend, were checked in the place of today's."""
    if "buurten 2023" not in others:
        project.removeMapLayer(town["neighbourhoods"])
    for name in others:
        on_top(layer([(box(0, 0, 10, 10), "a")], buurtcode="text"), name)
    assert project.mapLayer(fitting_inputs(project, 2026)["NEIGHBOURHOODS"]).name() == expected


def test_plans_are_no_dwellings_that_stand(town, project):
    project.removeMapLayer(town["dwellings"])
    assert "planned_housing" in town
    assert "DWELLINGS" not in fitting_inputs(project, 2026)
    on_top(planned(town), "Planned dwellings")
    assert not {"DWELLINGS", "WEIGHT_FIELD"} & set(fitting_inputs(project, 2026))


def test_a_result_that_was_remembered_in_the_wrong_place_is_forgotten(town, project):
    plans = on_top(planned(town), "Planned dwellings")
    keep_inputs(project, {"DWELLINGS": plans.id(), "WEIGHT_FIELD": "dwellings", "PLANS": plans.id()}, INPUTS)
    found = inputs_for(project, 2026)
    assert (found["DWELLINGS"], found["PLANS"]) == (town["dwellings"].id(), plans.id())


def test_fields_of_another_layer_do_not_come_along(town, project):
    own = on_top(layer([point(0, 0)], "mine", n="int"), "mine")
    keep_inputs(project, {"DWELLINGS": own.id(), "FACILITIES": [own.id()]}, INPUTS)
    found = inputs_for(project, 2026)
    assert (found["DWELLINGS"], found["FACILITIES"]) == (own.id(), [own.id()])
    assert not {"WEIGHT_FIELD", "TYPE_FIELD", "FACILITY_ID", "CAPACITY_FIELD"} & set(found)
    assert (found["NEIGHBOURHOODS"], found["NEIGHBOURHOOD_ID"]) == (town["neighbourhoods"].id(), "buurtcode")


def test_types_by_layer_go_with_a_layer_that_is_gone(town, project):
    own = on_top(layer([point(0, 0)], "mine", n="int"), "mine")
    given = {"FACILITIES": [own.id(), town["facilities"].id()], "FACILITY_TYPES": "x;[type]"}
    keep_inputs(project, given, given)
    assert inputs_for(project, 2026)["FACILITY_TYPES"] == "x;[type]"
    project.removeMapLayer(own)
    found = inputs_for(project, 2026)
    assert found["FACILITIES"] == [town["facilities"].id()]
    assert "FACILITY_TYPES" not in found


def homes():
    return layer([(point(100, 100), 1), (point(400, 100), 2)], "dwellings", dwellings="int")


def streets():
    return layer(grid(), "streets")


def halls():
    return layer([(point(100, 0), "hall", "1")], "facilities", type="text", facility_id="text")


def areas():
    kinds = {"buurtcode": "text", "aantal_inwoners": "int", "woningvoorraad": "int"}
    return layer([(small_town.WEST, "BU1", 9, 3), (small_town.EAST, "BU2", 9, 2)], "buurten", **kinds)


REACH = {"NETWORK": streets, "DWELLINGS": homes, "FACILITIES": halls}
RECONCILED = {"NEIGHBOURHOODS": areas, "SOURCE": homes, "WEIGHT_FIELD": lambda: "dwellings"}
RESULTS = [
    ("nearestfacility", "OUTPUT", REACH),
    ("nearestfacility", "ROUTES", REACH),
    ("serviceareas", "POLYGONS", {"NETWORK": streets, "FACILITIES": halls}),
    ("serviceareas", "LINES", {"NETWORK": streets, "FACILITIES": halls}),
    ("reachcounts", "OUTPUT", REACH),
    ("floatingcatchment", "OUTPUT", REACH),
    ("floatingcatchment", "FACILITY_LOAD", REACH),
    ("checknetwork", "OUTPUT", {"NETWORK": streets}),
    ("facilitiesperdwellings", "OUTPUT", {"NEIGHBOURHOODS": areas, "DWELLINGS": homes, "FACILITIES": halls}),
    ("preparedwellings", "RECONCILIATION_MAP", RECONCILED),
    ("basicrequirements", "OUTPUT_DWELLINGS", {}),
    ("basicrequirements", "OUTPUT_NEIGHBOURHOODS", {}),
    ("basicrequirements", "OUTPUT_FACILITIES", {}),
]


@pytest.mark.parametrize(("algorithm", "output", "inputs"), RESULTS)
def test_a_result_is_offered_nowhere(project, algorithm, output, inputs):
    given = {name: make() for name, make in inputs.items()}
    found = arrived(algorithm, given or small_town.town(NEIGHBOURHOODS=areas(), NEIGHBOURHOOD_ID="buurtcode"), output)
    assert origin_of(found) == Origin(algorithm, output)
    on_top(found, "Dwellings, buurten, streets and facilities")
    assert [one for one in INPUTS if may_be(found, one)] == []
    assert fitting_inputs(project, 2026) == {}
    found.removeCustomProperty("buurtmaat/output")
    assert fitting_inputs(project, 2026) == {}


# --- What was prepared ---


def prepared(name: str = "Facilities") -> QgsVectorLayer:
    return on_top(arrived("preparefacilities", {"SOURCES": [raw("osm")]}, "POINTS"), name)


def raw(name: str, **more: str) -> QgsVectorLayer:
    return layer([(point(100, 0), "library", *more.values())], name, amenity="text", **dict.fromkeys(more, "text"))


def typed(name: str, **more: str) -> QgsVectorLayer:
    return layer([(point(100, 0), "hall", *more.values())], name, type="text", **dict.fromkeys(more, "text"))


@pytest.mark.parametrize("known", [True, False])
def test_what_was_prepared_goes_before_what_is_raw(project, known):
    points = prepared()
    if not known:
        points.removeCustomProperty("buurtmaat/output")
    on_top(typed("voorzieningen"), "voorzieningen")
    on_top(typed("facilities", facility_id="7"), "facilities")
    found = fitting_inputs(project, 2026)
    assert (found["FACILITIES"], found["TYPE_FIELD"], found["FACILITY_ID"]) == ([points.id()], "type", "facility_id")


def test_facilities_are_those_of_the_newest_run(project, monkeypatch):
    first = prepared()
    monkeypatch.setattr("buurtmaat.adapters.preparing.prefill.run_of", lambda one: ("2" if one is second else "1", ""))
    second = None
    second = prepared()
    project.layerTreeRoot().insertLayer(0, first)
    assert fitting_inputs(project, 2026)["FACILITIES"] == [second.id()]


def test_a_layer_that_is_on_the_map_twice_is_filled_in_once(project, town):
    again = town["facilities"].clone()
    again.setName("voorzieningen")
    project.addMapLayer(again)
    part = town["facilities"].clone()
    part.setSubsetString("type = 'library'")
    project.addMapLayer(part)
    found = fitting_inputs(project, 2026)["FACILITIES"]
    sources = [project.mapLayer(one).source() for one in found]
    assert len(set(sources)) == len(sources)
    assert any(source.endswith("layername=facilities") for source in sources)


def test_an_id_that_one_layer_lacks_is_not_filled_in(project):
    one = on_top(typed("voorzieningen"), "voorzieningen")
    other = on_top(typed("facilities", facility_id="7"), "facilities")
    found = fitting_inputs(project, 2026)
    assert (found["FACILITIES"], found["TYPE_FIELD"]) == ([other.id(), one.id()], "type")
    assert "FACILITY_ID" not in found
    done = small_town.check(FACILITIES=found["FACILITIES"], TYPE_FIELD="type")
    assert len(done.rows("OUTPUT_FACILITIES")) == 2


def test_fields_may_be_spelled_as_a_service_does(project):
    on_top(layer([(point(100, 0), "hall", "7", 9)], facilityType="text", facilityId="text", capacityM2="int"), "x")
    on_top(layer([(small_town.WEST, "a", "dorp")], buurtCode="text", woonMilieu="text"), "gebieden")
    found = fitting_inputs(project, 2026)
    assert {name: value for name, value in found.items() if name not in ("FACILITIES", "NEIGHBOURHOODS")} == {
        "TYPE_FIELD": "facilityType",
        "FACILITY_ID": "facilityId",
        "CAPACITY_FIELD": "capacityM2",
        "NEIGHBOURHOOD_ID": "buurtCode",
        "CLASS_FIELD": "woonMilieu",
    }


@pytest.mark.parametrize("known", [True, False])
def test_streets_that_were_prepared_fit_their_network(project, known):
    lines = [("LINESTRING(0 0, 300 0)", "residential"), ("LINESTRING(0 0, 0 300)", "cycleway")]
    given = {"SOURCE": layer(lines, "osm", highway="text")}
    foot = on_top(arrived("preparenetwork", given, "OUTPUT"), "Streets on foot", known)
    cycle = on_top(arrived("preparenetwork", {**given, "PROFILE": 2}, "OUTPUT"), "Streets by bicycle", known)
    found = fitting_inputs(project, 2026)
    assert (found["NETWORK"], found["CYCLE_NETWORK"]) == (foot.id(), cycle.id())
    assert not may_be(cycle, "NETWORK")


def test_dwellings_that_were_prepared_go_before_others(project):
    on_top(homes(), "dwellings")
    given = {"SOURCE": homes(), "WEIGHT_FIELD": "dwellings", "NEIGHBOURHOODS": areas()}
    ready = on_top(arrived("preparedwellings", given, "OUTPUT"), "Woningen")
    given["EXCLUDE_AREAS"] = layer([box(300, 0, 500, 200)], "out")
    on_top(arrived("preparedwellings", given, "EXCLUDED"), "Dwellings left out", known=False)
    assert fitting_inputs(project, 2026)["DWELLINGS"] == ready.id()


def test_a_mark_holds_in_the_project_that_is_opened_again(project, tmp_path):
    home = runs.save(homes(), tmp_path / "homes.gpkg")
    on_top(home, "dwellings")
    mark(home, "planneddwellings", "OUTPUT")
    path = str(tmp_path / "p.qgz")
    assert project.write(path)
    project.clear()
    assert project.read(path)
    (found,) = project.mapLayers().values()
    assert origin_of(found) == Origin("planneddwellings", "OUTPUT")


def test_the_sample_town_fits_whatever_its_layers_are_called(project, tmp_path, monkeypatch):
    """Layers are told by words in their names too, and those are of the user's language."""
    monkeypatch.setattr(QgsApplication, "qgisSettingsDirPath", staticmethod(lambda: str(tmp_path)))

    def tables() -> dict:
        sample_town.open_sample_town(project)
        found = fitting_inputs(project, 2026)
        table_of = {id_: layer.source().partition("layername=")[2] for id_, layer in project.mapLayers().items()}
        project.clear()
        as_tables = {
            name: [table_of.get(one, one) for one in value] if isinstance(value, list) else table_of.get(value, value)
            for name, value in found.items()
            if isinstance(value, str | list)
        }
        return {name: sorted(v) if isinstance(v, list) else v for name, v in as_tables.items()}

    english = tables()
    assert (english["DWELLINGS"], english["NETWORK"]) == ("dwellings", "streets")
    monkeypatch.setattr(sample_town, "tr", Language("nl").tr)
    assert tables() == english


def test_what_counts_today_is_filled_in_where_layers_have_years():
    streets = layer([("LINESTRING(0 0, 10 0)", None, "x")], "streets", jaar="int", highway="text")
    schools = layer([("POINT(0 0)", "school", 2030)], "facilities", type="text", openingsjaar="int")
    project = QgsProject.instance()
    project.addMapLayers([streets, schools])
    try:
        found = fitting_inputs(project, 2031)
        expected = {"STREET_YEAR_FIELD": "jaar", "OPEN_FROM_FIELD": "openingsjaar", "YEARS": "2031"}
        assert {name: found.get(name) for name in (*expected, "OPEN_UNTIL_FIELD")} == {
            **expected,
            "OPEN_UNTIL_FIELD": None,
        }
        project.removeMapLayers([streets.id(), schools.id()])
        worded = layer([("LINESTRING(0 0, 10 0)", "soon", "x")], "streets", jaar="text", highway="text")
        project.addMapLayer(worded)
        assert not {"STREET_YEAR_FIELD", "YEARS"} & set(fitting_inputs(project, 2031))
    finally:
        project.clear()


def test_a_year_that_was_filled_in_is_another_next_year_and_one_that_was_chosen_stays():
    schools = layer([("POINT(0 0)", "school", 2030)], "facilities", type="text", open_from="int")
    project = QgsProject.instance()
    project.addMapLayers([schools])
    try:
        first = inputs_for(project, 2026)
        assert first["YEARS"] == "2026"
        keep_inputs(project, first, first, filled_in="2026")
        assert inputs_for(project, 2027)["YEARS"] == "2027"
        keep_inputs(project, {**first, "YEARS": "2040"}, first, filled_in="2026")
        assert inputs_for(project, 2027)["YEARS"] == "2040"
        keep_inputs(project, first, first)  # typed by somebody
        assert inputs_for(project, 2027)["YEARS"] == "2026"
    finally:
        project.clear()


def test_a_year_that_was_left_empty_in_the_last_run_stays_empty():
    schools = layer([("POINT(0 0)", "school", 2030)], "facilities", type="text", open_from="int")
    project = QgsProject.instance()
    project.addMapLayers([schools])
    try:
        given = {"FACILITIES": [schools.id()], "OPEN_FROM_FIELD": "", "YEARS": ""}
        keep_inputs(project, given, given)
        found = inputs_for(project, 2031)
        assert (found["OPEN_FROM_FIELD"], found["YEARS"]) == ("", "")
    finally:
        project.clear()


def test_what_was_left_empty_though_a_layer_fits_stays_empty():
    """As found: the next dialog had the barriers again that its user had taken out, and the panel others still."""
    streets = layer([("LINESTRING(0 0, 10 0)", "F")], "streets", bridge="text")
    water = layer(["LINESTRING(5 -5, 5 5)"], "water")
    project = QgsProject.instance()
    project.addMapLayers([streets, water])
    try:
        first = inputs_for(project, 2026)
        assert first["BARRIERS"] == water.id()
        given = {**first, "BARRIERS": None, "CYCLE_NETWORK": None, "ENTRANCES": ""}
        keep_inputs(project, given, given)
        found = inputs_for(project, 2026)
        assert found["BARRIERS"] is None
        assert found["NETWORK"] == streets.id()
        # Where nothing fitted, nobody left it empty.
        cycleways = layer(["LINESTRING(0 9, 10 9)"], "cycle network")
        project.addMapLayer(cycleways)
        assert inputs_for(project, 2026)["CYCLE_NETWORK"] == cycleways.id()
        keep_inputs(project, first, first)
        assert inputs_for(project, 2026)["BARRIERS"] == water.id()
    finally:
        project.clear()


def test_fields_of_what_was_left_empty_are_not_filled_in():
    schools = layer([("POINT(0 0)", "school", "s1")], "facilities", type="text", facility_id="text")
    project = QgsProject.instance()
    project.addMapLayers([schools])
    try:
        first = inputs_for(project, 2026)
        assert {"FACILITIES", "TYPE_FIELD", "FACILITY_ID"} <= set(first)
        given = {**first, "FACILITIES": []}
        keep_inputs(project, given, given)
        found = inputs_for(project, 2026)
        assert found["FACILITIES"] is None
        assert not {"TYPE_FIELD", "FACILITY_ID"} & set(found)
    finally:
        project.clear()


def a_town_elsewhere(town) -> dict[str, QgsVectorLayer]:
    """Put a second town on top of the map; it has no cycle network, water or public space of its own."""
    found = {
        "NEIGHBOURHOODS": layer([(small_town.WEST, "BU1"), (small_town.EAST, "BU2")], "buurten", buurtcode="text"),
        "DWELLINGS": layer([(point(100, 0), 1), (point(500, 0), 1)], "woningen", dwellings="int"),
        "NETWORK": layer(grid(), "straten"),
    }
    assert not found["NEIGHBOURHOODS"].extent().intersects(town["neighbourhoods"].extent())
    found["FACILITIES"] = layer([(point(100, 0), "school")], "voorzieningen", type="text")
    for one in found.values():
        on_top(one, one.name())
    return found


def test_neighbourhoods_that_are_chosen_in_the_panel_bring_the_layers_of_their_town(town, project):
    """As found: the dwellings, streets and facilities of Delft stayed beside the neighbourhoods of another town."""
    other = a_town_elsewhere(town)
    halls = other["FACILITIES"]
    controller = PanelController(project)
    controller.look_at_layers()
    first = dict(controller.inputs)
    for areas in (town["neighbourhoods"], other["NEIGHBOURHOODS"]):
        controller.choose_layers("NEIGHBOURHOODS", [areas])
        is_other = areas is other["NEIGHBOURHOODS"]
        names = {"DWELLINGS": "dwellings", "NETWORK": "streets"}
        for name, own in names.items():
            assert controller.layers_of(name) == [other[name] if is_other else town[own]]
        assert (halls in controller.layers_of("FACILITIES")) == is_other
        assert controller.layers_of("CYCLE_NETWORK") == ([] if is_other else [town["cycle_network"]])
        controller.look_at_layers()  # as where a layer comes: what was chosen stays
        assert controller.layers_of("NEIGHBOURHOODS") == [areas]
        assert (halls in controller.layers_of("FACILITIES")) == is_other
    assert {name: controller.inputs[name] for name in first} == first
    controller.choose_layers("DWELLINGS", [])  # a choice within the town changes nothing else
    controller.choose_layers("NEIGHBOURHOODS", [other["NEIGHBOURHOODS"]])
    assert controller.layers_of("DWELLINGS") == []
    controller.drop()


def test_of_two_towns_in_a_project_all_layers_are_those_of_one(town, project):
    other = a_town_elsewhere(town)
    schools = other.pop("FACILITIES")
    found = {name: value for name, value in fitting_inputs(project, 2026).items() if name in (*INPUTS, "PUBLIC_SPACE")}
    assert found == {**{name: one.id() for name, one in other.items()}, "FACILITIES": [schools.id()]}
    keep_inputs(project, {"NEIGHBOURHOODS": town["neighbourhoods"].id()}, INPUTS)
    found = inputs_for(project, 2026)
    names = ("DWELLINGS", "NETWORK", "CYCLE_NETWORK", "PUBLIC_SPACE", "BARRIERS")
    layers = ("dwellings", "streets", "cycle_network", "public_space", "water")
    assert [found[name] for name in names] == [town[name].id() for name in layers]
    assert schools.id() not in found["FACILITIES"]
