"""Known answers that every algorithm of reach must give: the same case asked of each of them."""

from __future__ import annotations

import pytest
from qgis.core import QgsProcessingFeatureSourceDefinition

from towns import runs
from towns.runs import grid, layer, point


def reach(network, homes: list, shops: list, limit: float | None = None, **options) -> dict[tuple[str, str], float]:
    """Return the costs of all pairs, as three algorithms agree on them.

    The matrix gives them; the nearest, as many as there are, must give the same, and the counts their number.
    """
    unit = "duration_min" if options.get("UNIT") else "distance_m"
    own, others = layer(homes, "homes", who="text"), layer(shops, "shops", code="text")
    common = {"NETWORK": network, "MIN_COMPONENT": 0, **options}
    bound = {} if limit is None else {"LIMIT": limit}
    places = {"ORIGINS": own, "ORIGIN_ID": "who", "DESTINATIONS": others, "DESTINATION_ID": "code"}
    rows = runs.run("odmatrix", {**common, **places, **bound, "OUTPUT": "memory:"}).rows("OUTPUT")
    found = {(row["origin_id"], row["destination_id"]): row[unit] for row in rows}
    assert len(found) == len(rows)
    about = {**common, "DWELLINGS": own, "FACILITIES": others, "FACILITY_ID": "code", "OUTPUT": "memory:"}
    rows = runs.run("nearestfacility", {**about, **bound, "K": len(shops)}).rows("OUTPUT")
    near = {(row["who"], row["facility_id"]): row[unit] for row in rows if row["row_status"] == "ok"}
    assert near == pytest.approx(found, abs=1e-9)
    counted = runs.run("reachcounts", {**about, "LIMITS": f"{limit or 1e6:.9f}"}).rows("OUTPUT")
    for row in counted:
        number = next(value for name, value in row.items() if name.startswith("n_"))
        assert number == sum(who == row["who"] for who, _ in found)
    return found


QGIS_LINES = [
    ("LINESTRING(0 0, 10 0, 10 10)", 2, "F"),  # 1 a segment
    ("LINESTRING(10 10, 20 10)", 2, "F"),
    ("LINESTRING(10 20, 10 10)", 3, "F"),
    ("LINESTRING(20 -10, 20 10)", 4, "F"),
]
QGIS_PLACES = {"a": (20, 10), "b": (10, 10), "c": (10, 0), "d": (0, 0), "e": (10, 20), "f": (20, -10)}


@pytest.mark.parametrize(
    ("start", "one_way", "wanted"),
    [
        ("f", False, {"a": 4, "b": 6, "c": 7, "d": 8, "e": 9, "f": 0}),
        ("d", True, {"a": 4, "b": 2, "c": 1, "d": 0}),
    ],
)
def test_the_costs_of_qgis_own_analysis_test(start, one_way, wanted):
    options = {"TIME_FIELD": "cost", "UNIT": 1, "ACCESS_LEGS": False}
    if one_way:
        options |= {"DIRECTION_FIELD": "way", "VALUE_FORWARD": "F"}
    network = layer(QGIS_LINES, "streets", cost="real", way="text")
    found = reach(
        network, [(point(*QGIS_PLACES[start]), start)], [(point(*xy), n) for n, xy in QGIS_PLACES.items()], **options
    )
    assert {name: cost for (_, name), cost in found.items()} == pytest.approx(wanted, abs=1e-9)


@pytest.mark.parametrize(
    ("off", "reached"), [(0, True), (1e-5, True), (-1e-5, False), (-0.9e-6, True), (-1.1e-6, False)]
)
@pytest.mark.parametrize("unit", [0, 1])
def test_within_is_at_most_the_limit_and_a_millionth_more(unit, off, reached):
    network = layer(["LINESTRING(0 0, 5000 0)"])
    limit = (500.0 if unit == 0 else 5.0) + off
    found = reach(network, [(point(100, 0), "h")], [(point(600, 0), "s")], limit, UNIT=unit, SPEED=6)
    assert list(found) == ([("h", "s")] if reached else [])


def test_on_one_street_the_way_is_direct_and_a_facility_at_the_door_is_at_0():
    network = layer(["LINESTRING(0 0, 100 0)"])
    homes = [(point(20, 3), "a"), (point(70, -4), "b"), (point(100, 0), "end")]
    shops = [(point(70, -4), "s"), (point(70, -4), "twin"), (point(90, 2), "t")]
    assert reach(network, homes, shops) == pytest.approx(
        {
            ("a", "s"): 57,
            ("a", "twin"): 57,
            ("a", "t"): 75,
            ("b", "s"): 0,
            ("b", "twin"): 0,
            ("b", "t"): 26,
            ("end", "s"): 34,
            ("end", "twin"): 34,
            ("end", "t"): 12,
        }
    )


def test_streets_meet_at_shared_vertices_and_not_where_they_only_cross():
    """Raw OpenStreetMap ways share a vertex in the middle of both; a bridge shares none."""
    homes, shops = [(point(100, -50), "h")], [(point(300, 0), "s")]
    across, up = "LINESTRING(0 0, {}300 0)", "LINESTRING(100 -100, {}100 100)"
    bridge = layer([across.format(""), up.format("")])
    shared = layer([across.format("100 0, "), up.format("100 0, ")])
    assert reach(bridge, homes, shops) == {}
    assert reach(shared, homes, shops) == pytest.approx({("h", "s"): 250})


@pytest.mark.parametrize(("gap", "joined"), [(0.4, True), (0.6, False)])
def test_a_gap_is_joined_up_to_the_tolerance(gap, joined):
    network = layer(["LINESTRING(0 0, 100 0)", f"LINESTRING({100 + gap} 0, 200 0)"])
    found = reach(network, [(point(50, 0), "h")], [(point(150, 0), "s")], TOLERANCE=0.5)
    assert found == (pytest.approx({("h", "s"): 100}, abs=0.5) if joined else {})


def test_a_tunnel_under_a_railway_stays_open_and_the_level_crossing_is_cut():
    streets = [("LINESTRING(0 0, 0 100)", None), ("LINESTRING(300 0, 300 100)", "T")]
    streets += [("LINESTRING(0 0, 300 0)", "F"), ("LINESTRING(0 100, 300 100)", "no")]
    network = layer(streets, tunnel="text")
    homes, shops = [(point(0, 0), "h")], [(point(0, 100), "s")]
    rail = layer(["LINESTRING(-100 50, 500 50)"], "railway")
    assert reach(network, homes, shops) == pytest.approx({("h", "s"): 100})
    assert reach(network, homes, shops, BARRIERS=rail) == pytest.approx({("h", "s"): 700})


def test_a_loop_a_street_beside_another_and_a_facility_on_a_node():
    """The loop of 200 m begins and ends at one node; the street beside the one of 100 m is longer by a bend."""
    loop = "LINESTRING(0 0, 50 0, 50 50, 0 50, 0 0)"
    network = layer([loop, "LINESTRING(0 0, -50 30, -100 0)", "LINESTRING(0 0, -100 0)"])
    homes = [(point(10, 0), "loop"), (point(-100, 0), "node")]
    shops = [(point(0, 10), "loop"), (point(0, 0), "node")]
    assert reach(network, homes, shops) == pytest.approx(
        {("loop", "loop"): 20, ("loop", "node"): 10, ("node", "loop"): 110, ("node", "node"): 100}
    )


# Service areas


def covered(network, shops: list, limit: float, **options) -> list[float]:
    """Return the metres of street that each facility covers."""
    given = {"NETWORK": network, "FACILITIES": layer(shops, "shops", code="text"), "LIMITS": f"{limit}"}
    done = runs.run("serviceareas", {"MIN_COMPONENT": 0, "LINES": "memory:", **given, **options})
    for row, line in zip(done.rows("LINES"), done.layer("LINES").getFeatures(), strict=True):
        assert row["length_m"] == pytest.approx(line.geometry().length())
    return done.column("LINES", "length_m")


@pytest.mark.parametrize("limit", [30, 70, 95, 100, 110, 115, 120, 500])
def test_a_street_reached_from_both_ends_is_covered_for_the_least_of_its_length_and_what_both_bring(limit):
    """From the facility at (0, 0) a street of 60 m and another of 120 m lead to the same far end."""
    triangle = layer(["LINESTRING(0 0, 60 0)", "LINESTRING(60 0, 60 -30, 0 -30, 0 0)"])
    one, other = 60, 120
    own = min(limit, one), min(limit, other)  # from the facility's end
    far = max(limit - one, 0), max(limit - other, 0)  # round by the other street
    wanted = min(one, own[0] + far[1]) + min(other, own[1] + far[0])
    assert covered(triangle, [(point(0, 0), "s")], limit) == [pytest.approx(wanted)]


@pytest.mark.parametrize("overlap", [0, 1, 2])
def test_no_more_is_covered_than_there_is(overlap):
    shops = [(point(100 * n, 30), f"s{n}") for n in range(6)]
    total = 12 * 500.0
    lengths = covered(layer(grid()), shops, 5000, OVERLAP=overlap)
    assert lengths == pytest.approx([total] * 6) if overlap == 0 else sum(lengths) == pytest.approx(total)


# Selected features only


def chosen(features: list, expression: str, **kinds) -> QgsProcessingFeatureSourceDefinition:
    made = layer(features, **kinds)
    runs.in_project(made)
    made.selectByExpression(expression)
    return QgsProcessingFeatureSourceDefinition(made.id(), True)


def test_selected_features_only_are_all_that_is_measured():
    homes = chosen([(point(50, 10), "a"), (point(250, 100), "b")], "who = 'b'", who="text")
    shops = chosen([(point(250, -20), "s"), (point(250, 101), "t")], "code = 's'", code="text")
    streets = chosen([(w, n) for n, w in enumerate([*grid(), "LINESTRING(250 100, 250 0)"])], "n < 12", n="int")
    common = {"NETWORK": streets}
    rows = runs.run(
        "odmatrix",
        {**common, "ORIGINS": homes, "DESTINATIONS": shops, "DESTINATION_ID": "code", "OUTPUT": "memory:"},
    ).rows("OUTPUT")
    assert [(row["destination_id"], round(row["distance_m"], 6)) for row in rows] == [("s", 220)]
    given = {**common, "DWELLINGS": homes, "FACILITIES": shops, "LIMITS": "219;220", "OUTPUT": "memory:"}
    (row,) = runs.run("reachcounts", {**given, "FACILITY_LOAD": "memory:"}).rows("OUTPUT")
    assert (row["who"], row["n_219"], row["n_220"]) == ("b", 0, 1)
    given = {**common, "FACILITIES": shops, "FACILITY_ID": "code", "LIMITS": "30", "LINES": "memory:"}
    (row,) = runs.run("serviceareas", given).rows("LINES")
    assert (row["facility_id"], round(row["length_m"], 6)) == ("s", 20)
