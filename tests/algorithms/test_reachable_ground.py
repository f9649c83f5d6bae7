"""From where how much is within reach: worked cases on one street, and laws of the outputs."""

from __future__ import annotations

import json

import pytest

from towns import runs
from towns.runs import RefusedError, box, layer, point

STREET = ["LINESTRING(0 0, 1000 0)"]


def asked(name: str, facility: object, threshold: float = 300, **more: object) -> dict:
    return {"id": name, "facility": facility, "indicator": "distance", "threshold": threshold, "unit": "m", **more}


def places(*rows: tuple[float, str]):
    return layer([(point(x, 0), kind) for x, kind in rows], "places", kind="Point", type="text")


def found(requirements: list[dict], *rows: tuple[float, str], streets=STREET, **changes):
    return runs.run(
        "reachableground",
        {
            "NETWORK": layer(streets, "streets"),
            "FACILITIES": [places(*rows)],
            "TYPE_FIELD": "type",
            "REQUIREMENTS": json.dumps(requirements),
            "MIN_COMPONENT": 0,
            "LINES": "memory:",
            "POLYGONS": "memory:",
            **changes,
        },
    )


def spans(done) -> dict[tuple[int, int], list[tuple[float, float]]]:
    """Return from where to where each level reaches along the street, by what is within and asked."""
    told = {}
    for row, feature in zip(done.rows("LINES"), done.layer("LINES").getFeatures(), strict=True):
        parts = [part.boundingBox() for part in feature.geometry().asGeometryCollection()]
        ends: list[tuple[float, float]] = []
        for start, end in sorted(
            (round(one.xMinimum() - runs.X0, 3), round(one.xMaximum() - runs.X0, 3)) for one in parts
        ):
            if ends and ends[-1][1] == start:
                ends[-1] = (ends[-1][0], end)
            else:
                ends.append((start, end))
        told[row["within_count"], row["asked_count"]] = ends
        assert row["length_m"] == pytest.approx(sum(end - start for start, end in ends))
    return told


def test_everything_is_where_the_areas_of_all_overlap():
    norms = [asked("s", "school"), asked("l", "library", 200)]
    done = found(norms, (400, "school"), (700, "library"))
    assert spans(done) == {(2, 2): [(500, 700)]}
    done = found(norms, (400, "school"), (700, "library"), AT_LEAST=1)
    assert spans(done) == {(1, 2): [(100, 500), (700, 900)], (2, 2): [(500, 700)]}


def test_grounds_are_buffers_that_do_not_overlap():
    norms = [asked("s", "school"), asked("l", "library", 200)]
    done = found(norms, (400, "school"), (700, "library"), AT_LEAST=1, BUFFER=10)
    rows = {row["within_count"]: row for row in done.rows("POLYGONS")}
    less, more = (feature.geometry() for feature in done.layer("POLYGONS").getFeatures())
    assert less.intersection(more).area() < 1e-6
    outer, inner = (
        next(layer([f"LINESTRING({start} 0, {end} 0)"]).getFeatures()).geometry().buffer(10, 5)
        for start, end in ((100, 900), (500, 700))
    )
    assert more.symDifference(inner).area() < 1e-3
    assert less.combine(more).symDifference(outer.combine(inner)).area() < 1e-3
    assert rows[2]["area_m2"] == pytest.approx(inner.area())
    assert rows[1]["area_m2"] == pytest.approx(outer.area() - inner.area())


def test_counts_types_and_baskets():
    rows = [(100, "school"), (300, "school"), (800, "library")]
    two = [asked("two", "school", 250, indicator="count", minimum=2)]
    assert spans(found(two, *rows)) == {(1, 1): [(50, 350)]}
    kinds = [asked("kinds", ["school", "library", "pool"], 300, indicator="types", minimum=2)]
    # A school up to 600, the library from 500: both between. Nobody knows where there is a pool.
    assert spans(found(kinds, *rows)) == {(1, 1): [(500, 600)]}
    basket = [asked("all", ["school", "library"], 300, indicator="basket")]
    assert spans(found(basket, *rows)) == {(1, 1): [(500, 600)]}


def test_the_way_of_the_facility_counts_and_no_other():
    done = found([asked("s", "school", 100)], TYPE_FIELD="", FACILITIES=[layer([point(500, 40)], "school")])
    assert spans(done) == {(1, 1): [(440, 560)]}
    minutes = [{**asked("s", "school", 5), "unit": "min", "mode": "walk_65"}]  # 3 km/h: 250 m
    assert spans(found(minutes, (500, "school"))) == {(1, 1): [(250, 750)]}


def test_what_opens_later_counts_and_is_warned_of():
    schools = layer([(point(0, 0), 2150), (point(500, 0), None)], "places", kind="Point", open_from="int")
    done = found([asked("s", "places")], FACILITIES=[schools], TYPE_FIELD="")
    (said,) = [text for text in done.feedback.warnings if "count all the same" in text]
    assert ": 1." in said
    assert (
        "the field open_from for Field with the opening year (OPEN_FROM_FIELD), and a year for Year that counts (YEARS)"
        in said
    )


def test_what_is_not_there_in_the_year_does_not_count():
    """Facilities that opened or closed, and streets; of several years the last counts."""
    kinds = {"type": "text", "opens": "int", "closes": "int"}
    rows = [(200, None, None), (500, 2030, None), (800, None, 2027)]
    schools = layer([(point(x, 0), "school", *dates) for x, *dates in rows], "places", kind="Point", **kinds)
    streets = layer([("LINESTRING(0 0, 600 0)", None), ("LINESTRING(600 0, 1000 0)", 2029)], "streets", built="int")
    given = {"NETWORK": streets, "FACILITIES": [schools], "OPEN_FROM_FIELD": "opens", "OPEN_UNTIL_FIELD": "closes"}
    given["STREET_YEAR_FIELD"] = "built"
    norms = [asked("s", "school", 100)]
    # In 2026 the school at 800 m snaps to where the street ends, 200 m away.
    assert spans(found(norms, **given, YEARS="2026")) == {(1, 1): [(100, 300)]}
    assert spans(found(norms, **given, YEARS="2026;2030")) == {(1, 1): [(100, 300), (400, 600)]}
    assert spans(found(norms, FACILITIES=[schools])) == {(1, 1): [(100, 300), (400, 600), (700, 900)]}
    with pytest.raises(RefusedError, match="YEARS"):
        found(norms, **given)


def test_a_sum_adds_up_the_capacity_that_is_within_reach():
    """Ten places are within 100 m of each, twenty between them; without the field nobody knows how many there are."""
    homes = layer([(point(x, 0), "care", 10) for x in (400, 500)], "places", kind="Point", type="text", beds="int")
    norms = [asked("s", "care", 100, indicator="sum", minimum=15)]
    assert spans(found(norms, FACILITIES=[homes], CAPACITY_FIELD="beds")) == {(1, 1): [(400, 500)]}
    with pytest.raises(RefusedError, match=r"No requirement can be asked of a place.*: “s” \(.*capacity"):
        found(norms, FACILITIES=[homes])


def test_where_nothing_can_be_asked_the_run_says_why_and_not_to_lower_anything():
    norms = [asked("s", "school"), asked("p", "pool")]
    with pytest.raises(RefusedError) as stop:
        found(norms, (400, "shop"), AT_LEAST=1)
    assert "lower" not in str(stop.value)
    assert "“s” (" in str(stop.value)
    assert "“p” (" in str(stop.value)


def test_what_is_absent_or_not_over_streets_is_left_out_and_said():
    norms = [
        asked("s", "school"),
        asked("pool", "pool"),
        asked("straight", "library", metric="straight"),
        {"id": "r", "facility": "school", "indicator": "rate", "threshold": 1, "unit": "number", "per": 1000},
    ]
    done = found(norms, (400, "school"))
    assert spans(done) == {(1, 1): [(100, 700)]}
    assert done.feedback.warned("pool", "left out")
    assert done.feedback.warned("straight", "r")
    # Of a type that is known to be complete there really is none: all is nowhere.
    done = found(norms, (400, "school"), COMPLETE_TYPES="pool", AT_LEAST=1)
    assert spans(done) == {(1, 2): [(100, 700)]}
    done = found(norms, (400, "school"), COMPLETE_TYPES="pool")
    assert done.rows("LINES") == done.rows("POLYGONS") == []
    assert done.feedback.warned("From no street")


def test_thresholds_differ_by_living_environment_and_a_norm_holds_in_some_only():
    areas = layer(
        [
            (box(-50, -50, 300, 50), "centre", 1),
            (box(300, -50, 600, 50), "green", 0),
            (box(600, -50, 900, 50), None, None),
        ],
        living="text",
        urban="int",
    )
    near = {"NEIGHBOURHOODS": areas, "CLASS_FIELD": "living", "AT_LEAST": 1}
    norms = [asked("s", "school", 100, thresholds_by_class={"centre": 250, "green": 200})]
    # 250 m up to 300, 200 m up to 600, 100 m beyond and outside all.
    assert spans(found(norms, (400, "school"), **near)) == {(1, 1): [(150, 600)]}
    assert spans(found(norms, (550, "school"), **near)) == {(1, 1): [(350, 650)]}
    norms = [
        asked("s", "school", 500),
        asked("urban", "school", 500, applies_if=[{"field": "urban", "op": "=", "value": 1}]),
    ]
    # In the second it is not asked; in the third nobody knows; outside all it is.
    assert spans(found(norms, (500, "school"), **near)) == {
        (1, 1): [(300, 600)],
        (1, 2): [(600, 900)],
        (2, 2): [(0, 300), (900, 1000)],
    }
    assert spans(found(norms, (500, "school"), **{**near, "AT_LEAST": 0})) == {
        (1, 1): [(300, 600)],
        (2, 2): [(0, 300), (900, 1000)],
    }


def test_by_bicycle_and_without_steps_is_said_of_the_same_streets():
    streets = layer(
        [
            ("LINESTRING(0 0, 400 0)", "path"),
            ("LINESTRING(400 0, 500 0)", "steps"),
            ("LINESTRING(500 0, 1000 0)", "path"),
        ],
        "streets",
        highway="text",
    )
    # Drawn the other way, and with a vertex for the way between.
    cycle = layer(["LINESTRING(1000 0, 500 0, 400 0, 0 0)", "LINESTRING(500 0, 500 900)"], "cycle")
    norms = [
        asked("walk", "school", 450),
        asked("wheels", "school", 450, mode="rollator"),
        {**asked("cycle", "school", 3), "unit": "min", "mode": "cycle"},  # 15 km/h: 750 m
    ]
    done = found(norms, (100, "school"), NETWORK=streets, CYCLE_NETWORK=cycle, AT_LEAST=1)
    assert spans(done) == {(1, 3): [(550, 850)], (2, 3): [(400, 550)], (3, 3): [(0, 400)]}


def test_a_street_that_is_drawn_twice_counts_once():
    done = found([asked("s", "school")], (400, "school"), streets=[*STREET, *STREET])
    assert spans(done) == {(1, 1): [(100, 700)]}


@pytest.mark.parametrize("second", ["LINESTRING(0 0, 1000 0)", "LINESTRING(1000 0, 0 0)"])
@pytest.mark.parametrize("turned", [False, True])
def test_a_street_that_the_other_network_draws_twice_has_what_either_drawing_has(second, turned):
    """The school snaps to one of them; each goes from one end to the other and no farther."""
    drawn = [("LINESTRING(0 0, 1000 0)", "first"), (second, "second")]
    cycle = layer(drawn[::-1] if turned else drawn, "cycle", drawing="text")
    norm = {**asked("cycle", "school", 1), "unit": "min", "mode": "cycle"}  # 15 km/h: 250 m
    streets = layer(["LINESTRING(0 0, 1000 0)"], "streets")
    done = found([norm], (400, "school"), NETWORK=streets, CYCLE_NETWORK=cycle)
    assert spans(done) == {(1, 1): [(150, 650)]}


@pytest.mark.parametrize("turned", [False, True])
def test_one_way_lines_of_a_pair_in_the_other_network_count_together(turned):
    """A dwelling rides from one line to the school where it may: eastwards on one line, westwards on the other."""
    pair = [("LINESTRING(0 0, 1000 0)", "F"), ("LINESTRING(1000 0, 0 0)", "F")]
    cycle = layer(pair[::-1] if turned else pair, "cycle", way="text")
    norm = {**asked("cycle", "school", 1), "unit": "min", "mode": "cycle"}
    streets = layer(["LINESTRING(0 0, 1000 0)"], "streets")
    oneway = {"DIRECTION_FIELD": "way", "VALUE_FORWARD": "F", "VALUE_BACKWARD": "B"}
    done = found([norm], (400, "school"), NETWORK=streets, CYCLE_NETWORK=cycle, **oneway)
    ((low, high),) = spans(done)[1, 1]
    assert (low, high) in {(150, 400), (400, 650)}, "on the side from where its line leads there"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"AT_LEAST": 2}, ("AT_LEAST", "2", "1")),
        ({"REQUIREMENTS": json.dumps([asked("s", "school", metric="straight")])}, ("measured over streets",)),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(changes, words):
    with pytest.raises(RefusedError) as stop:
        found([asked("s", "school")], (400, "school"), **changes)
    assert all(word in str(stop.value) for word in words)


def test_grounds_lie_along_their_streets_and_never_on_each_other():
    streets = [f"LINESTRING({', '.join(f'{x} {y}' for x in range(0, 601, 100))})" for y in range(0, 601, 100)]
    streets += [f"LINESTRING({', '.join(f'{x} {y}' for y in range(0, 601, 100))})" for x in range(0, 601, 100)]
    norms = [
        asked("s", "school", 450),
        asked("l", "library", 250),
        asked("two", "school", 450, indicator="count", minimum=2),
    ]
    spots = layer(
        [(point(30, 100), "school"), (point(500, 470), "school"), (point(210, 300), "library")], "places", type="text"
    )
    done = found(norms, streets=streets, FACILITIES=[spots], AT_LEAST=1)
    grounds = [f.geometry() for f in done.layer("POLYGONS").getFeatures()]
    lines = [f.geometry() for f in done.layer("LINES").getFeatures()]
    levels = done.column("POLYGONS", "within_count")
    assert levels == done.column("LINES", "within_count") == sorted(levels)
    assert len(levels) == 3
    for number, ground in enumerate(grounds):
        assert ground.isGeosValid()
        assert done.column("POLYGONS", "area_m2")[number] == pytest.approx(ground.area())
        for other in grounds[number + 1 :]:
            assert ground.intersection(other).area() < 1e-6
        assert lines[number].length() == pytest.approx(done.column("LINES", "length_m")[number])
    for number, line in enumerate(lines):  # a street lies in the ground of its own level, or of a higher one beside it
        higher = grounds[number]
        for other in grounds[number + 1 :]:
            higher = higher.combine(other)
        assert line.difference(higher.buffer(1e-6, 5)).length() < 1e-6
