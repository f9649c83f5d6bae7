"""Ways to move: the lines that they leave out, their speeds, and the network for bicycles."""

from __future__ import annotations

import json

import pytest

from towns.one_norm import column, done_with
from towns.runs import grid, layer, point
from towns.small_town import check, norm_file, refused, row, verdicts


def stepped(kind: str):
    """Make streets where the way from x = 100 to the school at (100, 0) leads over steps or round the block."""
    lines = [(line, "residential") for line in grid()]
    return layer([*lines, ("LINESTRING(0 0, 0 -700)", kind)], "streets", highway="text")


def test_a_mode_leaves_out_lines_and_has_its_own_speed(tmp_path):
    schools = layer([point(0, -650)], "school")
    given = {"FACILITIES": [schools], "DWELLINGS": layer([point(0, 0)] * 60), "MAX_SNAP": 700}
    asked = {"threshold": 30, "unit": "min"}
    for kind, mode, minutes in (
        ("steps", "walk", 650 * 0.06 / 4.8),
        ("path", "rollator", 650 * 0.06 / 2.2),
        ("Steps ", "rollator", 650 * 0.06 / 2.2),  # as the crow flies from the nearest street that is left
    ):
        done = done_with(tmp_path, {**given, "NETWORK": stepped(kind)}, **asked, mode=mode)
        assert column(done, "s_value")[0] == pytest.approx(minutes), (kind, mode)
    done = done_with(tmp_path, {**given, "NETWORK": stepped("Steps "), "MAX_SNAP": 200}, **asked, mode="rollator")
    assert verdicts(done)["west"]["reason"] == "facilities_unusable"


def test_modes_of_a_set_leave_out_what_they_say(tmp_path):
    streets = layer([(grid()[0], 1), (grid()[-1], 2), *((line, None) for line in grid()[1:-1])], "streets", kerb="int")
    path = tmp_path / "modes.json"
    requirement = {"id": "s", "facility": "school", "indicator": "distance", "threshold": 300, "unit": "m"}
    text = {
        "id": "own",
        "title": "Own",
        "version": "1",
        "modes": {"chair": {"kmh": 3, "exclude": {"kerb": [1, "2"]}}},
        "requirements": [{**requirement, "mode": "chair"}, {**requirement, "id": "t"}],
    }
    path.write_text(json.dumps(text), encoding="utf-8")
    given = {"NETWORK": streets, "DWELLINGS": layer([point(200, 0)] * 60), "NORM_FILE": str(path), "REQUIREMENTS": None}
    done = check(**given)
    # Without the street y = 0 the school at (100, 0) stands at the end of the street x = 100.
    assert column(done, "t_value")[0] == pytest.approx(100)
    assert column(done, "s_value")[0] == pytest.approx(300), "up, across and down"
    done = check(**{**given, "DWELLINGS": layer([point(250, 0)] * 60)})
    assert column(done, "t_value")[0] == pytest.approx(150)
    assert column(done, "s_value")[0] == pytest.approx(50 + 100 + 100 + 100)


def test_bicycles_go_over_their_own_network_with_its_one_ways(tmp_path):
    """The only way east is one-way west: from (500, 200) the school at (100, 0) is near, back it is far."""
    cycle = layer(
        [("LINESTRING(500 200, 500 0, 100 0)", "F"), ("LINESTRING(100 0, 100 -1000, 500 -1000, 500 200)", "")],
        "cycle",
        oneway="text",
    )
    given = {"CYCLE_NETWORK": cycle, "DIRECTION_FIELD": "oneway", "VALUE_FORWARD": "F", "VALUE_BACKWARD": "B"}
    given["DWELLINGS"] = layer([point(500, 200)] * 60)
    asked = {"mode": "cycle", "threshold": 10, "unit": "min"}
    done = done_with(tmp_path, given, **asked)
    assert column(done, "s_value")[0] == pytest.approx(600 * 0.06 / 15)
    done = done_with(tmp_path, {**given, "TOWARDS": False}, **asked)
    assert column(done, "s_value")[0] == pytest.approx((1000 + 400 + 1200) * 0.06 / 15)
    done = done_with(tmp_path, {**given, "NETWORK": None}, **asked)
    assert column(done, "s_value")[0] == pytest.approx(600 * 0.06 / 15)


def test_without_a_network_for_bicycles_a_file_is_refused_and_a_shipped_set_goes_on(tmp_path):
    text = refused(NORM_FILE=norm_file(tmp_path, mode="cycle", unit="min"), REQUIREMENTS=None)
    assert "CYCLE_NETWORK" in text
    text = refused(REQUIREMENTS=[row(mode="cycle")])
    assert "CYCLE_NETWORK" in text
    done = check(NORM_SET="daily", REQUIREMENTS=None)
    rows = [r for r in done.rows("OUTPUT_RESULTS") if r["neighbourhood"] == "west" and r["weight"] == "dwellings"]
    found = [r for r in rows if r["mode"] == "cycle"]
    assert found
    assert {(r["compliance"], r["reason"]) for r in found} == {("unknown", "no_cycle_network")}
    asked = {r["requirement"] for r in done.rows("OUTPUT_RESULTS")} - {r["requirement"] for r in found}
    assert "bus_stop" in asked
    walked = {"mode": "rollator", "unit": "min"}
    assert "“highway”" in refused(NORM_FILE=norm_file(tmp_path, **walked), REQUIREMENTS=None)


def test_speeds_may_stand_in_one_of_two_networks(tmp_path):
    cycle = layer([(line, 30.0) for line in grid()], "cycle", speed="real")
    asked = {"mode": "cycle", "threshold": 10, "unit": "min"}
    given = {"CYCLE_NETWORK": cycle, "SPEED_FIELD": "speed", "DWELLINGS": layer([point(100, 200)] * 60)}
    done = done_with(tmp_path, given, **asked)
    assert column(done, "s_value")[0] == pytest.approx(200 * 0.06 / 15), "no faster than the mode"
    assert "haste" in refused(SPEED_FIELD="haste", **{k: v for k, v in given.items() if k != "SPEED_FIELD"})


def test_a_mode_that_leaves_out_everything_is_named(tmp_path):
    streets = layer([(line, "steps") for line in grid()], "streets", highway="text")
    text = refused(NETWORK=streets, NORM_FILE=norm_file(tmp_path, mode="rollator", unit="min"), REQUIREMENTS=None)
    assert "rollator" in text


def test_a_direction_field_without_a_network_for_bicycles_is_told_of():
    streets = layer([(line, "F") for line in grid()], "streets", oneway="text")
    done = check(NETWORK=streets, DIRECTION_FIELD="oneway", VALUE_FORWARD="F")
    assert done.feedback.warned("bicycles only")


def test_each_of_two_networks_has_the_fields_that_it_holds(tmp_path):
    cycle = layer([(line, 12.0) for line in grid()], "cycle", speed="real")
    requirements = [row(), row(id="c", mode="cycle", unit="min", threshold=10)]
    homes = layer([point(100, 200)] * 60)
    done = check(CYCLE_NETWORK=cycle, SPEED_FIELD="speed", DWELLINGS=homes, REQUIREMENTS=requirements)
    assert column(done, "s_value")[0] == pytest.approx(200)
    assert column(done, "c_value")[0] == pytest.approx(200 * 0.06 / 12)
