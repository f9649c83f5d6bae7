"""The network options that algorithms share: entrances, barriers, speeds, directions, access legs."""

from __future__ import annotations

import pytest

from towns.runs import box, grid, layer, point
from towns.street_town import RIVER, WALK, nearest, refused


def test_entrances_are_the_only_way_in_and_odd_values_are_warned_of():
    schools = layer(
        [(box(210, -40, 290, 40), "s"), (box(900, 0, 910, 10), "twin"), (box(950, 0, 960, 10), "twin")], code="text"
    )
    gates = layer(
        [(point(250, -40), "s"), (point(900, 0), "twin"), (point(0, 0), "nobody"), (point(1, 0), None), (None, "s")],
        kind="Point",
        of="text",
    )
    done = nearest(FACILITIES=schools, ENTRANCES=gates, ENTRANCE_FACILITY="of")
    # along the street to x = 250, then straight to the gate on the far side
    assert done.column("OUTPUT", "distance_m")[0] == pytest.approx(10 + 200 + 40)
    assert done.feedback.warned("no facility", "nobody")
    assert done.feedback.warned("more than one facility", "twin")


def test_entrances_go_by_feature_id_where_no_id_is_chosen():
    schools = layer([box(210, -40, 290, 40)])
    key = str(next(schools.getFeatures()).id())
    gates = layer([(point(250, -40), key)], of="text")
    done = nearest(FACILITIES=schools, FACILITY_ID=None, ENTRANCES=gates, ENTRANCE_FACILITY="of")
    assert done.column("OUTPUT", "distance_m")[0] == pytest.approx(250)


def test_a_barrier_cuts_all_streets_but_those_that_pass():
    streets = [(w, None) for w in grid()]
    streets[-1] = (streets[-1][0], "T")  # the last street up is a bridge
    homes, schools = layer([point(0, 100)]), layer([(point(0, 0), "s")], code="text")
    bridged = layer(streets, bridge="text")
    row = nearest(NETWORK=bridged, DWELLINGS=homes, FACILITIES=schools, BARRIERS=layer([RIVER])).rows("OUTPUT")[0]
    assert row["distance_m"] == pytest.approx(500 + 100 + 500)
    plain = layer(streets, bridge="text")
    without = nearest(NETWORK=plain, DWELLINGS=homes, FACILITIES=schools, BARRIERS=layer([RIVER]), PASS_FIELDS=[]).rows(
        "OUTPUT"
    )[0]
    assert without["row_status"] == "unreachable"
    own = layer(streets, crosses="text")
    chosen = nearest(
        NETWORK=own, DWELLINGS=homes, FACILITIES=schools, BARRIERS=layer([RIVER]), PASS_FIELDS=["crosses"]
    ).rows("OUTPUT")[0]
    assert chosen["distance_m"] == pytest.approx(1100)


@pytest.mark.parametrize("value", ["0", "no", "F", "f", "", " ", "false", None])
def test_a_line_marked_with_nothing_does_not_pass(value):
    streets = layer([(w, value) for w in grid()], tunnel="text")
    homes, schools = layer([point(0, 100)]), layer([(point(0, 0), "s")], code="text")
    row = nearest(NETWORK=streets, DWELLINGS=homes, FACILITIES=schools, BARRIERS=layer([RIVER])).rows("OUTPUT")[0]
    assert row["row_status"] == "unreachable"


@pytest.mark.parametrize(("kind", "unset", "is_set"), [("int", 0, 1), ("real", 0.0, -1.0), ("bool", False, True)])
def test_a_number_marks_a_bridge_too(kind, unset, is_set):
    homes, schools = layer([point(0, 100)]), layer([(point(0, 0), "s")], code="text")
    streets = [(w, unset) for w in grid()]
    streets[6] = (streets[6][0], is_set)
    row = nearest(
        NETWORK=layer(streets, bridge=kind),
        DWELLINGS=homes,
        FACILITIES=schools,
        BARRIERS=layer([RIVER]),
    ).rows("OUTPUT")[0]
    assert row["distance_m"] == pytest.approx(100)


def test_a_ferry_wins_in_minutes_and_counts_its_metres():
    ferry = [("LINESTRING(0 0, 0 100)", 1.0), ("LINESTRING(0 0, 1000 0, 1000 100, 0 100)", None)]
    homes, schools = layer([point(0, 0)]), layer([(point(0, 100), "s")], code="text")
    given = {"NETWORK": layer(ferry, minutes="real"), "DWELLINGS": homes, "FACILITIES": schools, "UNIT": 1}
    row = nearest(**given, TIME_FIELD="minutes").rows("OUTPUT")[0]
    assert (row["duration_min"], row["distance_m"]) == (pytest.approx(1), pytest.approx(100))
    slow = [(ferry[0][0], 60.0), ferry[1]]
    row = nearest(**{**given, "NETWORK": layer(slow, minutes="real")}, TIME_FIELD="minutes").rows("OUTPUT")[0]
    assert (row["duration_min"], row["distance_m"]) == (pytest.approx(2100 * WALK), pytest.approx(2100))


@pytest.mark.parametrize("nothing", [0.0, -5.0, None])
@pytest.mark.parametrize("field", ["SPEED_FIELD", "TIME_FIELD"])
def test_a_time_or_speed_of_0_or_below_says_nothing(field, nothing):
    # Formats without NULL numbers, such as MapInfo's, hold 0 where nothing is known.
    streets = layer([("LINESTRING(0 0, 0 100)", nothing), ("LINESTRING(0 100, 0 200)", 2.0)], pace="real")
    given = {"DWELLINGS": layer([point(0, 0)]), "FACILITIES": layer([(point(0, 200), "s")], code="text"), "UNIT": 1}
    done = nearest(NETWORK=streets, **given, **{field: "pace"})
    two = 2.0 if field == "TIME_FIELD" else 100 * 0.06 / 2.0
    assert done.column("OUTPUT", "duration_min") == pytest.approx([100 * WALK + two])


@pytest.mark.parametrize(
    ("minutes", "warned"), [([0, 0, 3], True), ([0, -1, 3, 3], False), ([0, None, None], True), ([None, None], False)]
)
def test_times_of_which_most_are_0_or_below_are_warned_of(minutes, warned):
    streets = layer([(f"LINESTRING(0 {i}, 0 {i + 1})", m) for i, m in enumerate(minutes)], "streets", pace="real")
    schools = layer([(point(0, 1), "s")], code="text")
    done = nearest(NETWORK=streets, DWELLINGS=layer([point(0, 0)]), FACILITIES=schools, TIME_FIELD="pace")
    below = sum(m is not None and m <= 0 for m in minutes)
    known = sum(m is not None for m in minutes)
    assert done.feedback.warned("pace", "streets", f"{below} of {known}") == warned


@pytest.mark.parametrize("field", ["SPEED_FIELD", "TIME_FIELD"])
def test_speeds_and_times_may_be_text_and_what_is_no_number_is_told(field):
    half = "12,0" if field == "SPEED_FIELD" else "2,5"
    rows = [("LINESTRING(0 0, 500 0)", half), ("LINESTRING(500 0, 1000 0)", "fast"), ("LINESTRING(1000 0, 9 9)", None)]
    given = {
        "NETWORK": layer(rows, "streets", pace="text"),
        "DWELLINGS": layer([point(0, 0)]),
        "FACILITIES": layer([(point(1000, 0), "s")], code="text"),
        "UNIT": 1,
        field: "pace",
    }
    done = nearest(**given)
    assert done.column("OUTPUT", "duration_min") == pytest.approx([2.5 + 500 * WALK])
    assert done.feedback.warned("pace", "streets", "no numbers", "1 (2)")
    words = layer([(wkt, "fast") for wkt, _ in rows], "streets", pace="text")
    assert "The field “pace” of the layer “streets” holds no numbers" in refused(**{**given, "NETWORK": words})
    empty = layer([(wkt, None) for wkt, _ in rows], "streets", pace="text")
    assert not nearest(**{**given, "NETWORK": empty}).feedback.warned("no numbers")


def test_a_speed_field_holds_where_it_is_set():
    streets = layer(
        [("LINESTRING(0 0, 1000 0)", 12.0), ("LINESTRING(1000 0, 2000 0)", None), ("LINESTRING(2000 0, 3000 0)", -3.0)],
        kmh="real",
    )
    homes, schools = layer([point(0, 0)]), layer([(point(3000, 0), "s")], code="text")
    row = nearest(NETWORK=streets, DWELLINGS=homes, FACILITIES=schools, UNIT=1, SPEED_FIELD="kmh", SPEED=6).rows(
        "OUTPUT"
    )[0]
    assert row["duration_min"] == pytest.approx(5 + 10 + 10)
    assert row["distance_m"] == pytest.approx(3000)


@pytest.mark.parametrize(("towards", "metres"), [(True, 100), (False, 300)])
def test_one_way_streets_lead_one_way(towards, metres):
    ring = [("LINESTRING(0 0, 100 0)", "F"), ("LINESTRING(100 0, 100 100, 0 100, 0 0)", "F")]
    homes, schools = layer([point(0, 0)]), layer([(point(100, 0), "s")], code="text")
    row = nearest(
        NETWORK=layer(ring, way="text"),
        DWELLINGS=homes,
        FACILITIES=schools,
        DIRECTION_FIELD="way",
        VALUE_FORWARD="F",
        TOWARDS=towards,
    ).rows("OUTPUT")[0]
    assert row["distance_m"] == pytest.approx(metres)


def test_a_direction_field_may_hold_numbers():
    ring = [("LINESTRING(0 0, 100 0)", 2.0), ("LINESTRING(100 0, 100 100, 0 100, 0 0)", 1.0)]
    homes, schools = layer([point(0, 0)]), layer([(point(100, 0), "s")], code="text")
    given = {"DWELLINGS": homes, "FACILITIES": schools, "DIRECTION_FIELD": "way"}
    row = nearest(NETWORK=layer(ring, way="real"), VALUE_FORWARD="1", VALUE_BACKWARD="2", **given).rows("OUTPUT")[0]
    assert row["row_status"] == "unreachable"


def test_no_one_way_value_in_the_layer_is_warned_of():
    streets = layer([(w, "x") for w in grid()], way="text")
    done = nearest(NETWORK=streets, DIRECTION_FIELD="way", VALUE_FORWARD="F")
    assert done.feedback.warned("one-way")


@pytest.mark.parametrize("values", [{"VALUE_FORWARD": "F"}, {"VALUE_BACKWARD": "B", "VALUE_BOTH": "N"}])
def test_values_of_one_way_streets_without_their_field_are_warned_of(values):
    done = nearest(NETWORK=layer([(w, "F") for w in grid()], way="text"), **values)
    labels = {
        "VALUE_FORWARD": "Value for one-way along the line",
        "VALUE_BACKWARD": "Value for one-way against the line",
        "VALUE_BOTH": "Value for both ways",
    }
    named = ", ".join(f"{labels[name]} ({name})" for name in values)
    empty = "Field with the direction of one-way streets (DIRECTION_FIELD)"
    assert done.feedback.warned(f"Not used, since {empty} is empty: {named}.")
    assert not nearest().feedback.warned("DIRECTION_FIELD")


def test_access_legs_need_not_count():
    assert nearest(ACCESS_LEGS=False).column("OUTPUT", "distance_m")[0] == pytest.approx(200)


def test_points_far_from_a_street_are_counted_in_the_log():
    done = nearest(DWELLINGS=layer([point(50, -60), point(50, -10)]))
    assert done.feedback.warned("more than 50 m", ": 1,")


def test_lines_without_geometry_or_length_are_left_out_and_counted():
    streets = layer([*grid(), None, "LINESTRING EMPTY", "LINESTRING(5 5, 5 5)"])
    done = nearest(NETWORK=streets)
    assert done.column("OUTPUT", "distance_m")[0] == pytest.approx(230)
    assert done.feedback.warned("without geometry", "2")
    assert done.feedback.warned("without length", "1")
