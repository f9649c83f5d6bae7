"""Capacity shared by all who reach it, run as QGIS runs it: known values, decays, statuses, fields and style."""

from __future__ import annotations

import math

import pytest
from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsRenderContext,
    QgsVectorLayer,
)

from towns import runs
from towns.runs import Feedback, RefusedError, box, grid, layer, point

HOMES = [(point(100, 0), "a", 2), (point(300, 0), "b", 1), (point(500, 0), "c", 5), (point(0, 500), "d", 9)]
DOCTORS = [(point(200, 0), "x", 12.0), (point(400, 0), "y", 6.0)]


def town(**changes):
    given = {
        "NETWORK": layer(grid(), "streets"),
        "DWELLINGS": layer(HOMES, "homes", who="text", people="int"),
        "WEIGHT_FIELD": "people",
        "FACILITIES": layer(DOCTORS, "doctors", code="text", places="real"),
        "FACILITY_ID": "code",
        "CAPACITY_FIELD": "places",
        "LIMIT": 100,
        "OUTPUT": "memory:",
        "FACILITY_LOAD": "memory:",
        **changes,
    }
    return runs.without_none(given)


def shared(feedback: Feedback | None = None, **changes):
    return runs.run("floatingcatchment", town(**changes), feedback)


def refused(**changes) -> str:
    return runs.refusal("floatingcatchment", town(**changes))


def test_capacity_is_shared_by_all_within_the_limit():
    done = shared()
    # x: 12 places for a and b, 3 people: 4 each. y: 6 places for b and c, 6 people: 1 each. d reaches none.
    assert done.layer("OUTPUT").fields().names() == ["who", "people", "access", "facilities_in_reach", "row_status"]
    assert done.column("OUTPUT", "access") == [4, 5, 1, 0]
    assert done.column("OUTPUT", "facilities_in_reach") == [1, 2, 1, 0]
    assert done.column("OUTPUT", "row_status") == ["ok", "ok", "ok", "beyond_limit"]
    load = done.rows("FACILITY_LOAD")
    assert list(load[0]) == ["code", "places", "facility_id", "demand", "ratio", "row_status"]
    assert [(r["facility_id"], r["demand"], r["ratio"], r["row_status"]) for r in load] == [
        ("x", 3, 4, "ok"),
        ("y", 6, 1, "ok"),
    ]
    assert (done.results["SUPPLY"], done.results["SUPPLY_USED"]) == (18, 18)
    assert any("18" in text and "not used: 0" in text for text in done.feedback.infos)


def test_without_fields_each_facility_and_each_dwelling_counts_for_one():
    done = shared(WEIGHT_FIELD=None, CAPACITY_FIELD=None)
    assert done.column("OUTPUT", "access") == [0.5, 1, 0.5, 0]
    assert done.results["SUPPLY"] == 2


@pytest.mark.parametrize(("unit", "scale"), [(0, 1.0), (1, 0.01)])
def test_the_published_example(unit, scale):
    homes = [(point(x, 0), 100) for x in (0, 100, 200)]
    places = [(point(x, 0), 10) for x in (0, 200)]
    done = shared(
        DWELLINGS=layer(homes, people="int"),
        FACILITIES=layer(places, places="int"),
        FACILITY_ID=None,
        UNIT=unit,
        SPEED=6,  # 100 m a minute
        LIMIT=500 * scale,
        DECAY=1,
        BANDWIDTH=100 * scale,
    )
    assert done.column("OUTPUT", "access") == pytest.approx([0.065179, 0.069641, 0.065179], abs=1e-6)
    assert sum(100 * a for a in done.column("OUTPUT", "access")) == pytest.approx(20)


@pytest.mark.parametrize(
    ("decay", "extra", "weight"),
    [
        (0, {}, 1.0),
        (1, {}, math.exp(-0.5)),
        (1, {"BANDWIDTH": 50}, math.exp(-2)),
        (2, {"STEPS": "60:1;99,9:0,8;100:0.25"}, 0.25),
        (2, {"STEPS": "60:1;99.9:0.8"}, 0.0),
        (2, {"STEPS": "50:1;500:0.6"}, 0.6),
        (3, {}, math.exp(-1)),
        (3, {"BANDWIDTH": 200}, math.exp(-0.5)),
    ],
)
def test_a_decay_lessens_what_those_farther_away_get(decay, extra, weight):
    homes = [(point(0, 0), 1), (point(100, 0), 1)]
    one = layer([(point(0, 0), 1.0)], places="real")
    limit = 200 if decay in (1, 3) else 100
    done = shared(
        DWELLINGS=layer(homes, people="int"), FACILITIES=one, FACILITY_ID=None, LIMIT=limit, DECAY=decay, **extra
    )
    assert done.column("OUTPUT", "access") == pytest.approx([1 / (1 + weight), weight / (1 + weight)])
    assert done.column("FACILITY_LOAD", "demand") == pytest.approx([1 + weight])


def test_the_steps_matter_for_a_stepped_decay_only():
    assert shared(STEPS="nonsense", BANDWIDTH=-1).column("OUTPUT", "access")[0] == 4


def test_every_row_is_there_with_its_reason():
    homes = [
        (None, 1),
        (point(50, 10), 1),
        (point(5000, 5000), 1),
        (point(1020, 1005), 1),
        (point(0, 500), 1),
        (point(150, 10), None),
        (point(150, 10), -2),
        (point(500, 500), 0),
        (point(500, 0), 3),
    ]
    doctors = [
        (point(150, 0), 6.0),
        (None, 1.0),
        (point(9000, 9000), 2.0),
        (point(500, 480), 4.0),
        (point(500, 20), None),
        (point(500, 40), -5.0),
    ]
    done = shared(
        NETWORK=layer([*grid(), "LINESTRING(1000 1000, 1050 1000)"]),
        MIN_COMPONENT=0,
        DWELLINGS=layer(homes, kind="Point", people="int"),
        FACILITIES=layer(doctors, kind="Point", places="real"),
        FACILITY_ID=None,
        LIMIT=200,
    )
    rows = done.rows("OUTPUT")
    assert [r["row_status"] for r in rows] == [
        *("no_geometry", "ok", "off_network", "unreachable", "beyond_limit"),
        *("no_weight", "no_weight", "no_demand", "capacity_unknown"),
    ]
    assert [r["access"] for r in rows] == [None, 6, None, 0, 0, 6, 6, None, None]
    assert [r["facilities_in_reach"] for r in rows] == [None, 1, None, 0, 0, 1, 1, 1, 2]
    load = done.rows("FACILITY_LOAD")
    assert [r["row_status"] for r in load] == [
        *("ok", "no_geometry", "off_network", "no_demand", "capacity_unknown", "capacity_unknown"),
    ]
    assert [r["demand"] for r in load] == [1, None, None, 0, 3, 3]
    assert [r["ratio"] for r in load] == [6, None, None, None, None, None]
    assert (done.results["SUPPLY"], done.results["SUPPLY_USED"]) == (13, 6)
    assert done.feedback.warned("capacity is NULL or negative", "2 (", "1 dwelling that reaches")
    assert done.feedback.warned("Dwellings whose number is NULL or negative", "2 (")
    assert done.feedback.warned("without geometry, not used", "1 of 6")
    assert done.feedback.warned("off the network, not used", "1 of 6")
    assert any("no demand reaches" in text for text in done.feedback.infos)


def test_without_facilities_access_is_0():
    done = shared(FACILITIES=layer([], kind="Point", code="text", places="real"))
    assert done.column("OUTPUT", "access") == [0] * 4
    assert done.column("OUTPUT", "row_status") == ["no_facility"] * 4
    assert done.results["SUPPLY"] == done.results["SUPPLY_USED"] == 0
    assert done.feedback.warned("no facility with a geometry")


def test_a_suppressed_capacity_is_not_known():
    doctors = layer([(point(200, 0), "x", -99997.0)], code="text", places="real")
    assert shared(FACILITIES=doctors).column("FACILITY_LOAD", "row_status") == ["capacity_unknown"]


def test_numbers_that_stand_as_text_count():
    doctors = layer([(point(200, 0), "x", "12"), (point(400, 0), "y", "6")], code="text", places="text")
    assert shared(FACILITIES=doctors).column("OUTPUT", "access") == [4, 5, 1, 0]


@pytest.mark.parametrize(
    "place", [box(210, -40, 290, 40), "MULTIPOINT((0 0), (180 0), (190 0))", "LINESTRING(210 -40, 210 40)"]
)
def test_a_place_that_is_no_point_counts_once_and_dwellings_may_be_polygons(place):
    homes = layer([(box(90, -5, 110, 5), 4)], people="int")
    done = shared(DWELLINGS=homes, FACILITIES=layer([(place, "p", 8.0)], code="text", places="real"), LIMIT=115)
    assert done.column("OUTPUT", "access") == [2]
    assert done.column("OUTPUT", "facilities_in_reach") == [1]


def test_one_way_streets_lead_one_way():
    ring = [("LINESTRING(0 0, 100 0)", "F"), ("LINESTRING(100 0, 100 100, 0 100, 0 0)", "F")]
    for towards, access in ((True, 1), (False, 0)):
        done = shared(
            NETWORK=layer(ring, way="text"),
            DWELLINGS=layer([(point(0, 0), 1)], people="int"),
            FACILITIES=layer([(point(100, 0), 1.0)], places="real"),
            FACILITY_ID=None,
            DIRECTION_FIELD="way",
            VALUE_FORWARD="F",
            TOWARDS=towards,
            LIMIT=200,
        )
        assert done.column("OUTPUT", "access") == [access]


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:3857"])
def test_layers_in_other_reference_systems_give_the_same(crs):
    done = shared(
        DWELLINGS=layer(HOMES, "homes", crs=crs, who="text", people="int"),
        FACILITIES=layer(DOCTORS, crs="EPSG:4258", code="text", places="real"),
        LIMIT=110,
    )
    assert done.column("OUTPUT", "access") == pytest.approx([4, 5, 1, 0])
    assert done.layer("OUTPUT").crs().authid() == crs


def test_taken_field_names_get_a_number_or_a_prefix():
    homes = layer([(point(100, 0), 2, 7)], people="int", ACCESS="int")
    row = shared(DWELLINGS=homes).rows("OUTPUT")[0]
    assert (row["ACCESS"], row["access_2"]) == (7, 6)
    row = shared(DWELLINGS=homes, PREFIX="bm_").rows("OUTPUT")[0]
    assert (row["ACCESS"], row["bm_access"]) == (7, 6)


@pytest.mark.parametrize("suffix", ["gpkg", "csv", "shp"])
def test_files_hold_the_figures(suffix, tmp_path):
    target = tmp_path / f"out.{suffix}"
    shared(OUTPUT=str(target), FACILITY_LOAD=str(tmp_path / "load.gpkg"))
    rows = runs.rows(runs.loaded(str(target)))
    assert [float(r["access"]) for r in rows] == [4, 5, 1, 0]
    assert len(runs.rows(runs.loaded(str(tmp_path / "load.gpkg")))) == 2


def test_a_last_step_before_the_limit_is_told():
    assert "Beyond the last step, 60, nothing counts." in shared(DECAY=2, STEPS="60:1").feedback.infos


# On the map


def on_map(**changes) -> dict[str, QgsVectorLayer]:
    """Run as the dialog does, and give the layers that come onto the map."""
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    names = ("OUTPUT", "FACILITY_LOAD")
    shown = {name: QgsProcessingOutputLayerDefinition("TEMPORARY_OUTPUT", QgsProject.instance()) for name in names}
    results, ok = runs.algorithm("floatingcatchment").run(town(**changes, **shown), context, Feedback(), {}, False)
    assert ok
    layers = {name: context.takeResultLayer(results[name]) for name in names}
    runs.in_project(*layers.values())
    return layers


def colours(found: QgsVectorLayer) -> list[str]:
    """Return the colour in which each feature is drawn."""
    renderer, context, drawn = found.renderer().clone(), QgsRenderContext(), []
    renderer.startRender(context, found.fields())
    for feature in found.getFeatures():
        context.expressionContext().setFields(found.fields())
        context.expressionContext().setFeature(feature)
        drawn += [symbol.color().name() for symbol in renderer.symbolsForFeature(feature, context)]
    renderer.stopRender(context)
    assert len(drawn) == found.featureCount()
    return drawn


@pytest.mark.parametrize("prefix", ["", "bm_"])
def test_on_the_map_access_has_classes_and_nothing_and_unknown_a_colour_of_their_own(prefix):
    homes = [*HOMES, (None, "e", 1)]
    layers = on_map(DWELLINGS=layer(homes, kind="Point", who="text", people="int"), PREFIX=prefix)
    found = layers["OUTPUT"]
    assert [r.label() for r in found.renderer().ranges()] == [
        *("0", "1 – 2.2", "2.2 – 3.4", "3.4 – 4.2", "4.2 – 4.6", "4.6 – 5", "unknown"),
    ]
    a, b, c, d, e = colours(found)
    assert len({a, b, c, d, e}) == 5
    assert (c, b) == ("#c6dbef", "#08519c")
    assert (d, e) == ("#ea580c", "#9ca3af")
    assert colours(layers["FACILITY_LOAD"]) == ["#54278f", "#dadaeb"]


def test_facilities_that_are_polygons_and_values_that_are_all_alike_are_drawn_too():
    park = layer([(box(210, -40, 290, 40), "p", 8.0), (box(410, -40, 490, 40), "q", None)], code="text", places="real")
    found = on_map(FACILITIES=park)["FACILITY_LOAD"]
    assert [r.label() for r in found.renderer().ranges()] == ["0", "8", "unknown"]
    assert colours(found)[1] == "#9ca3af"


def test_nothing_known_at_all_is_drawn_as_unknown():
    found = on_map(DWELLINGS=layer([(None, 1), (point(9000, 9000), 1), (point(100, 0), 0)], kind="Point", people="int"))
    assert set(colours(found["OUTPUT"])) == {"#9ca3af"}


def test_a_file_that_cuts_the_figure_s_name_is_drawn_as_any_layer():
    from buurtmaat.adapters.results.styles import apply_style

    found = layer([(point(0, 0), 1.0)], my_acce="real")
    apply_style(found, "catchment_access")
    assert len(colours(found)) == 1


@pytest.mark.faults  # all algorithms are cancelled at some moments always
def test_cancel_leaves_nothing(tmp_path, moments):
    looks = shared().feedback.looks
    assert looks >= 8
    for moment in moments(looks, looks):
        runs.forget()  # what is taken from an earlier run is looked at less often
        with pytest.raises(RefusedError, match="Cancelled"):
            shared(Feedback(cancel_at=moment), OUTPUT=str(tmp_path / "a.gpkg"), FACILITY_LOAD=str(tmp_path / "b.gpkg"))
        assert list(tmp_path.iterdir()) == []
