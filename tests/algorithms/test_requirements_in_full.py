"""Every kind of norm on a small town whose answers are known: indicators, classes, levels, groups, modes and areas."""

from __future__ import annotations

import json
import math
import random

import pytest

from towns.runs import box, grid, into, layer, point, tables
from towns.small_town import EAST, WEST, check, norm_file, refused, row, verdicts


def done_with(tmp_path, others=None, **requirement):
    """Run the small town with one requirement of a norm file and other inputs."""
    return check(NORM_FILE=norm_file(tmp_path, **requirement), REQUIREMENTS=None, **(others or {}))


def shops(*kinds: tuple[str, float, float]):
    """Make a layer of facilities with a type each."""
    return layer([(point(x, y), kind) for kind, x, y in kinds], "shops", kind="Point", sort="text")


def column(done, name: str) -> list:
    return done.column("OUTPUT_DWELLINGS", name)


# --- Types and basket ---

# On the street y = 0, dwellings at x = 100: 100 m to a, 200 m to b, 400 m to c.
THREE = (("a", 0, 0), ("b", 300, 0), ("B ", 0, 500), ("c", 500, 0))


@pytest.mark.parametrize(
    ("minimum", "threshold", "value", "number", "ok", "who"),
    [
        (1, 150, 100, 1, 1, "a"),
        (2, 200, 200, 2, 1, "b"),
        (2, 199.9, 200, 1, 0, "b"),
        (3, 200, 400, 2, 0, "c"),
        (3, 130, None, 1, 0, None),  # 400 is beyond three times the threshold
    ],
)
def test_types_takes_the_nth_smallest_of_the_nearest_of_each_type(minimum, threshold, value, number, ok, who, tmp_path):
    others = {"FACILITIES": [shops(*THREE)], "TYPE_FIELD": "sort", "DWELLINGS": layer([point(100, 0)] * 60)}
    places = {"a": 0, "b": 1, "c": 3}
    asked = {"indicator": "types", "facility": ["A", "b", "C"], "minimum": minimum, "threshold": threshold}
    done = done_with(tmp_path, others, **asked)
    first = done.rows("OUTPUT_DWELLINGS")[0]
    ids = [r["facility_id"] for r in done.rows("OUTPUT_FACILITIES")]
    assert first["s_value"] == (None if value is None else pytest.approx(value))
    assert (first["s_n"], first["s_ok"]) == (number, ok)
    assert first["s_facility"] == (None if who is None else ids[places[who]])
    assert first["s_reason"] == (None if value is not None else "beyond_limit")


def test_a_basket_takes_the_farthest_of_the_nearest_of_all_types(tmp_path):
    others = {"FACILITIES": [shops(*THREE)], "TYPE_FIELD": "sort", "DWELLINGS": layer([point(100, 0)] * 60)}
    done = done_with(tmp_path, others, indicator="basket", facility=["a", "b", "c"], threshold=399)
    assert column(done, "s_value") == pytest.approx([400] * 60)
    assert set(column(done, "s_ok")) == {0}
    assert "s_n" not in done.layer("OUTPUT_DWELLINGS").fields().names()
    assert verdicts(done)["west"]["compliance"] == "fails"
    assert verdicts(done)["west"]["share_at_110"] == 1


def test_an_absent_type_leaves_a_basket_unknown_and_a_real_absence_leaves_all_outside(tmp_path):
    others = {"FACILITIES": [shops(*THREE)], "TYPE_FIELD": "sort"}
    asked = {"indicator": "basket", "facility": ["a", "pool"], "threshold": 500}
    found = verdicts(done_with(tmp_path, others, **asked))["west"]
    assert (found["compliance"], found["reason"], found["unknown"]) == ("unknown", "no_facility", 60)
    found = verdicts(done_with(tmp_path, {**others, "COMPLETE_TYPES": " Pool"}, **asked))["west"]
    assert (found["compliance"], found["reason"], found["outside"]) == ("fails", None, 60)


def test_absent_types_leave_open_what_they_would_add(tmp_path):
    """At x = 100 two of the known types lie within, at x = 500 one."""
    homes = layer([point(100, 0)] * 60 + [point(500, 400)] * 60)
    others = {"FACILITIES": [shops(*THREE)], "TYPE_FIELD": "sort", "DWELLINGS": homes}
    asked = {"indicator": "types", "facility": ["a", "b", "pool"], "minimum": 2, "threshold": 250}
    done = done_with(tmp_path, others, **asked)
    assert set(column(done, "s_reason")) == {"no_facility"}
    assert [(r["s_ok"], r["s_value"], r["s_n"]) for r in done.rows("OUTPUT_DWELLINGS")[::60]] == [
        (1, pytest.approx(200), 2),
        (None, None, None),
    ]
    found = verdicts(done)
    assert (found["west"]["compliance"], found["west"]["reason"]) == ("meets", None)
    assert (found["east"]["compliance"], found["east"]["reason"]) == ("unknown", "no_facility")


def test_a_sum_adds_up_what_facilities_offer_until_there_is_enough(tmp_path):
    """At x = 100 of the street y = 0: 20 seats at 100 m, 15 at 200 m; the polygon's 100 m² lie beyond the threshold."""
    seats = layer([(point(0, 0), 20.0), (point(300, 0), 15.0)], "seat", places="real")
    square = layer([(box(500, 0, 510, 10), None)], "square", places="real")
    report = tmp_path / "report.html"
    others = {
        "FACILITIES": [seats, square],
        "CAPACITY_FIELD": "places",
        "DWELLINGS": layer([point(100, 0)] * 60),
        "REPORT": str(report),
    }
    asked = {"indicator": "sum", "facility": ["seat", "square"], "minimum": 30, "threshold": 250}
    done = done_with(tmp_path, others, **asked)
    first = done.rows("OUTPUT_DWELLINGS")[0]
    assert (first["s_value"], first["s_n"], first["s_ok"]) == (pytest.approx(200), 35, 1)
    assert verdicts(done)["west"]["compliance"] == "meets"
    assert "30 m² or places within 250 m" in report.read_text(encoding="utf-8")
    # 36 are there with the square, which is farther away than the threshold.
    done = done_with(tmp_path, others, **{**asked, "minimum": 36})
    first = done.rows("OUTPUT_DWELLINGS")[0]
    assert (first["s_n"], first["s_ok"], first["s_reason"]) == (35, 0, None)
    assert 250 < first["s_value"] < 750
    assert verdicts(done)["west"]["compliance"] == "fails"


# --- Amounts ---


def test_presence_counts_what_stands_in_the_neighbourhood(tmp_path):
    halls = layer([point(0, 0), point(100, 100), point(500, 0), (point(900, 900))], "hall")
    asked = {"indicator": "presence", "facility": "hall", "threshold": 2, "unit": "number", "target": None}
    found = verdicts(done_with(tmp_path, {"FACILITIES": [halls]}, **asked))
    assert [(r["rate"], r["compliance"], r["shortfall_capacity"]) for r in found.values()] == [
        (2, "meets", 0),
        (1, "fails", 1),
        (1, None, None),
        (3, None, None),
    ]
    assert (found["west"]["total"], found["west"]["within"], found["west"]["share"]) == (60, None, None)


def test_an_area_share_counts_ground_once_and_only_inside(tmp_path):
    """West is 310 × 620 m. Two overlapping woods cover 100 × 150 m of it; a third crosses into the east."""
    woods = layer([box(0, 0, 100, 100), box(0, 50, 100, 150), box(200, 0, 300, 100)], "wood")
    asked = {"indicator": "area_share", "facility": "wood", "threshold": 0.1, "unit": "share", "target": None}
    found = verdicts(done_with(tmp_path, {"FACILITIES": [woods]}, **asked))
    whole, west = 310 * 620, 100 * 150 + 50 * 100
    assert found["west"]["rate"] == pytest.approx(west / whole)
    assert found["west"]["compliance"] == "meets"
    assert found["east"]["rate"] == pytest.approx(50 * 100 / whole)
    assert found["east"]["shortfall_capacity"] == pytest.approx(0.1 * whole - 5000)
    assert found["_total"]["rate"] == pytest.approx((west + 5000) / (2 * whole))


def test_a_share_of_land_and_of_developed_ground(tmp_path):
    woods = layer([box(0, 0, 100, 100), box(400, 0, 500, 100)], "wood")
    places = layer([(WEST, "west", 5.0), (EAST, "east", -99997)], code="text", oppervlakte_land_in_ha="real")
    given = {"FACILITIES": [woods], "NEIGHBOURHOODS": places}
    asked = {"indicator": "area_share", "facility": "wood", "threshold": 0.2, "unit": "share", "target": None}
    found = verdicts(done_with(tmp_path, given, **asked, area_of="land"))
    assert (found["west"]["rate"], found["west"]["compliance"]) == (pytest.approx(0.2), "meets")
    assert (found["east"]["rate"], found["east"]["reason"]) == (None, "field_unknown:land")
    built = layer([box(0, 0, 250, 100)], "built", crs="EPSG:4326")
    found = verdicts(done_with(tmp_path, {**given, "DEVELOPED_AREAS": built}, **asked, area_of="developed"))
    assert (found["west"]["rate"], found["west"]["compliance"]) == (pytest.approx(0.4, rel=1e-4), "meets")
    assert found["east"]["compliance"] == "not_applicable", "nothing is built there"
    text = refused(NORM_FILE=norm_file(tmp_path, **asked, area_of="developed"), REQUIREMENTS=None, **given)
    assert "DEVELOPED_AREAS" in text


def test_of_a_neighbourhood_without_ground_no_share_of_it_is_asked(tmp_path):
    woods = layer([box(0, 0, 100, 100)], "wood")
    places = layer([(WEST, "west"), (None, "lost")], code="text", kind="Polygon")
    asked = {"indicator": "area_share", "facility": "wood", "threshold": 0.01, "unit": "share", "target": None}
    found = verdicts(done_with(tmp_path, {"FACILITIES": [woods], "NEIGHBOURHOODS": places}, **asked))
    assert (found["west"]["compliance"], found["lost"]["compliance"]) == ("meets", "not_applicable")
    assert found["lost"]["rate"] is None


PUBLIC = {
    "indicator": "area_share", "facility": "wood", "threshold": 0.25, "unit": "share", "target": None,
    "area_of": "public_space",
}  # fmt: skip


def test_a_share_of_the_public_space_is_of_what_lies_in_it(tmp_path):
    """West has 200 × 100 m of public space, 40 × 100 m of it under a wood that goes on beyond; east has none."""
    woods = layer([box(-40, 0, 40, 150), box(400, 0, 500, 100)], "wood")
    space = layer([box(0, 0, 120, 100), box(100, 0, 200, 100)], "space")
    found = verdicts(done_with(tmp_path, {"FACILITIES": [woods], "PUBLIC_SPACE": space}, **PUBLIC, size=1000))
    west = found["west"]
    assert (west["rate"], west["compliance"]) == (pytest.approx(0.2), "fails")
    assert west["shortfall_capacity"] == pytest.approx(0.05 * 20_000)
    assert (west["shortfall_facilities"], west["reason"]) == (1, None)
    assert (found["east"]["compliance"], found["east"]["shortfall_facilities"]) == ("not_applicable", 0)
    assert found["_total"]["rate"] == pytest.approx(0.2)
    assert (found["_total"]["shortfall_facilities"], found["_total"]["shortfall_capacity"]) == (1, None)
    large = verdicts(done_with(tmp_path, {"FACILITIES": [woods], "PUBLIC_SPACE": space}, **PUBLIC, size=2100))["west"]
    assert (large["compliance"], large["reason"], large["shortfall_facilities"]) == ("fails", "small_need", 0)


def test_without_a_layer_with_the_public_space_there_is_no_verdict(tmp_path):
    text = refused(NORM_FILE=norm_file(tmp_path, **PUBLIC), REQUIREMENTS=None)
    assert "PUBLIC_SPACE" in text
    done = check(NORM_SET="rivm-2025", REQUIREMENTS=None)
    found = verdicts(done, "movement_space_share")["west"]
    assert (found["compliance"], found["reason"], found["rate"]) == ("unknown", "no_public_space", None)


@pytest.mark.parametrize("seed", range(6))
def test_shares_of_the_public_space_of_random_boxes_are_those_of_their_cells(seed, tmp_path):
    """Oracle: corners are whole tens of metres, so that a cell of 10 × 10 m lies in a box or not."""
    rng = random.Random(seed)

    def boxes(number):
        found = []
        for _ in range(number):
            x, y = rng.randrange(-60, 540, 10), rng.randrange(-60, 540, 10)
            found.append((x, y, x + rng.randrange(10, 200, 10), y + rng.randrange(10, 200, 10)))
        return found

    def cells(given):
        return {(x, y) for x0, y0, x1, y1 in given for x in range(x0, x1, 10) for y in range(y0, y1, 10)}

    woods, space = boxes(5), boxes(5)
    given = {
        "FACILITIES": [layer([box(*one) for one in woods], "wood")],
        "PUBLIC_SPACE": layer([box(*one) for one in space], "space"),
    }
    found = verdicts(done_with(tmp_path, given, **PUBLIC))
    for name, own in (("west", cells([(-60, -60, 250, 560)])), ("east", cells([(250, -60, 560, 560)]))):
        public = cells(space) & own
        if not public:
            assert found[name]["compliance"] == "not_applicable"
            continue
        rate = len(public & cells(woods)) / len(public)
        assert found[name]["rate"] == pytest.approx(rate)
        assert found[name]["compliance"] == ("meets" if rate >= 0.25 else "fails")
        missing = max(0.25 * len(public) - len(public & cells(woods)), 0) * 100
        assert found[name]["shortfall_capacity"] == pytest.approx(missing)


def test_a_need_of_less_than_half_a_facility_is_small(tmp_path):
    """At 1 per 300 the 60 dwellings of each neighbourhood ask for 0.2 of a place; the east has none."""
    asked = {"indicator": "rate", "threshold": 1, "unit": "number", "per": 300, "target": None}
    found = verdicts(done_with(tmp_path, **asked))["east"]
    assert (found["compliance"], found["reason"]) == ("fails", "small_need")
    assert (found["shortfall_capacity"], found["shortfall_facilities"]) == (pytest.approx(0.2), 0)
    more = verdicts(done_with(tmp_path, **asked, serves={"from": 60, "to": 300}, page="p. 8", looked_up="2026-11-29"))
    east = more["east"]
    assert (east["serves_from"], east["serves_to"], east["page"], east["looked_up"]) == (60, 300, "p. 8", "2026-11-29")
    assert east["size"] is None


def test_areas_with_less_than_the_least_demand_have_too_few(tmp_path):
    asked = {"indicator": "rate", "threshold": 1, "unit": "number", "per": 50, "target": None}
    for least, verdict in ((60, "fails"), (61, "too_few")):
        found = verdicts(done_with(tmp_path, **asked, min_demand=least))["east"]
        assert (found["compliance"], found["min_demand"]) == (verdict, least)
        assert found["shortfall_capacity"] == (pytest.approx(1.2) if verdict == "fails" else 0)


def test_a_path_gives_each_year_its_target(tmp_path):
    """Half of the dwellings are within 120 m: enough up to 2030, when half is asked, and no longer in 2031."""
    homes = layer([point(100, 0)] * 30 + [point(200, 0)] * 30)
    given = {"DWELLINGS": homes, "FACILITIES": [layer([point(0, 0)], "school")]}
    asked = {"threshold": 120, "target": 0.9, "target_path": {"2028": 0.3, "2032": 0.7}}
    done = done_with(tmp_path, {**given, "YEARS": "2026;2030;2031;2040"}, **asked)
    west = [r for r in done.rows("OUTPUT_RESULTS") if r["neighbourhood"] == "west"]
    assert [(r["year"], r["target"], r["compliance"]) for r in west] == [
        (2026, pytest.approx(0.3), "meets"),
        (2030, pytest.approx(0.5), "meets"),
        (2031, pytest.approx(0.6), "fails"),
        (2040, pytest.approx(0.7), "fails"),
    ]
    of_no_year = verdicts(done_with(tmp_path, given, **asked))["west"]
    assert (of_no_year["target"], of_no_year["compliance"]) == (0.9, "fails")
    assert json.loads(of_no_year["conditions"])["target_path"] == asked["target_path"]


def test_square_metres_are_cut_at_the_border(tmp_path):
    """A hall of 100 × 100 m, its upper part outside both; another place says its own capacity."""
    points = layer([(point(100, 100), 900.0)], "desk", room="real")
    halls = layer([(box(210, 520, 310, 620), None)], "hall", room="real")
    asked = {"indicator": "rate", "facility": ["hall", "desk"], "threshold": 1, "unit": "m2", "per": 1, "target": None}
    found = verdicts(done_with(tmp_path, {"FACILITIES": [halls, points], "CAPACITY_FIELD": "room"}, **asked))
    assert found["west"]["rate"] == pytest.approx((40 * 40 + 900) / 60)
    assert found["east"]["rate"] == pytest.approx(60 * 40 / 60)
    assert found["_total"]["rate"] == pytest.approx((1600 + 900 + 2400) / 120)


def test_what_is_missing_to_a_rate_may_be_rounded_up(tmp_path):
    asked = {"indicator": "rate", "threshold": 1, "unit": "number", "per": 50, "target": None}
    plain = verdicts(done_with(tmp_path, **asked))["east"]
    whole = verdicts(done_with(tmp_path, **asked, rounding="up"))["east"]
    assert (plain["shortfall_capacity"], whole["shortfall_capacity"]) == (pytest.approx(1.2), 2)
    assert plain["compliance"] == whole["compliance"] == "fails"


# --- Polygons as places ---


def test_polygons_that_touch_are_one_place_with_their_area_together(tmp_path):
    """Two of 4,800 m² share a border; a third touches nothing; only together are two of them large enough."""
    parks = layer(
        [(box(0, 10, 80, 70), "p1"), (box(80, 10, 160, 70), "p2"), (box(400, 410, 480, 470), "p3")], "park", n="text"
    )
    homes = layer([point(0, 0)] * 60 + [point(500, 400)] * 60)
    given = {"FACILITIES": [parks], "FACILITY_ID": "n", "DWELLINGS": homes}
    asked = {"facility": "park", "threshold": 100, "min_area_m2": 9000}
    found = verdicts(done_with(tmp_path, given, **asked))
    assert [found[n]["compliance"] for n in ("west", "east")] == ["fails", "fails"]
    done = done_with(tmp_path, given, **asked, merge_touching=True)
    assert [verdicts(done)[n]["compliance"] for n in ("west", "east")] == ["meets", "fails"]
    first, last = done.rows("OUTPUT_DWELLINGS")[0], done.rows("OUTPUT_DWELLINGS")[-1]
    assert (first["s_value"], first["s_facility"]) == (pytest.approx(10), "p1")
    # The park beside (500, 400) is too small: the way leads along the street that enters the others at (100, 70).
    assert (last["s_value"], last["s_facility"]) == (pytest.approx(400 + 330), "p1")
    assert done.column("OUTPUT_FACILITIES", "requirements") == ["s", "s", None]


def test_polygons_that_touch_count_once(tmp_path):
    fields = layer([box(0, 10, 80, 70), box(80, 10, 160, 70), box(160, 70, 200, 95)], "field")
    given = {"FACILITIES": [fields], "DWELLINGS": layer([point(100, 0)] * 60)}
    asked = {"facility": "field", "indicator": "count", "threshold": 300, "minimum": 2, "target": 0.9}
    assert set(column(done_with(tmp_path, given, **asked), "s_n")) == {3}
    done = done_with(tmp_path, given, **asked, merge_touching=True)
    assert set(column(done, "s_n")) == {1}
    assert verdicts(done)["west"]["compliance"] == "fails"


GAP_OF_B = 1700 - math.sqrt(25**2 - 10**2) + 25
"""Along the street 10 m from the park to where the gap of 25 m begins, and straight from there."""


def touching_parks(tmp_path, rows, merge=True, **given):
    """Run with two parks that share a border: the one 40 m from Main Street, the other 10 m from a far side street."""
    streets = layer(["LINESTRING(0 0, 2000 0)", "LINESTRING(2000 0, 2000 500)", "LINESTRING(2000 500, 200 500)"])
    shapes = {"a": "POLYGON((150 40, 200 140, 200 240, 100 240, 100 140, 150 40))", "b": box(200, 140, 300, 490)}
    parks = layer([(shapes[n], n) for n in rows], "park", n="text")
    given |= {"FACILITIES": [parks], "FACILITY_ID": "n", "NETWORK": streets, "DWELLINGS": layer([point(150, 0)] * 60)}
    done = done_with(tmp_path, given, facility="park", threshold=300, merge_touching=merge)
    (value,) = set(column(done, "s_value"))
    return pytest.approx(value)


def test_a_part_that_touches_never_pushes_a_place_away(tmp_path):
    """The park by Main Street is entered from its nearest street, 40 m off, whatever touches it elsewhere."""
    far = 1850 + 500 + GAP_OF_B
    assert touching_parks(tmp_path, "a") == 40
    assert touching_parks(tmp_path, "b") == far
    for rows in ("ab", "ba"):
        assert touching_parks(tmp_path, rows) == touching_parks(tmp_path, rows, merge=False) == 40


@pytest.mark.parametrize("gates", ["a", "b", "ab"])
def test_a_merged_place_has_the_entrances_of_each_of_its_parts(gates, tmp_path):
    """Each by itself: a part with entrances is entered there only, the other as if it stood alone."""
    at = {"a": (point(900, 0), "a"), "b": (point(2000, 200), "b")}
    alone = {"a": 750 if "a" in gates else 40, "b": 1850 + (200 if "b" in gates else 500 + GAP_OF_B)}
    entrances = {"ENTRANCES": layer([at[n] for n in gates], of="text"), "ENTRANCE_FACILITY": "of"}
    for n in "ab":
        assert touching_parks(tmp_path, n, **entrances) == alone[n]
    assert touching_parks(tmp_path, "ab", **entrances) == min(alone.values())


BLOCK = 40
LEAST_BLOCKS = 5


def random_parks(rng: random.Random) -> list[tuple[int, int, int, int]]:
    """Make rectangles of whole blocks, some of which touch, overlap or share a corner."""
    corners = [(rng.randrange(9), rng.randrange(9)) for _ in range(rng.randrange(4, 9))]
    return [(x, y, x + rng.randrange(1, 4), y + rng.randrange(1, 3)) for x, y in corners]


def large_enough(parks: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Return the parks that with all that touch them cover enough blocks, each block counted once."""
    groups: list[list[tuple[int, int, int, int]]] = []
    for park in parks:
        near = [g for g in groups if any(touch(park, other) for other in g)]
        groups = [g for g in groups if g not in near] + [[park, *(other for g in near for other in g)]]
    blocks = [{(x, y) for a, b, c, d in g for x in range(a, c) for y in range(b, d)} for g in groups]
    return [park for g, covered in zip(groups, blocks, strict=True) if len(covered) >= LEAST_BLOCKS for park in g]


def touch(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    return all(one[i] <= other[i + 2] and other[i] <= one[i + 2] for i in (0, 1))


def park_values(parks, homes, metric: str, tmp_path) -> list[float]:
    """Return how far each dwelling is from a park of parts that are large enough together, infinite without one."""
    shapes = layer([box(*(BLOCK * n for n in park)) for park in parks], "park")
    given = {"FACILITIES": [shapes], "DWELLINGS": layer([point(*home) for home in homes])}
    asked = {"facility": "park", "threshold": 5000, "min_area_m2": LEAST_BLOCKS * BLOCK**2, "merge_touching": True}
    found = column(done_with(tmp_path, given, **asked, metric=metric), "s_value")
    return [math.inf if value is None else value for value in found]


@pytest.mark.parametrize("seed", range(12))
def test_a_part_more_never_raises_a_value_nor_makes_a_place_smaller(seed, tmp_path):
    rng = random.Random(seed)
    parks = random_parks(rng)
    homes = [(rng.uniform(0, 500), rng.uniform(0, 400)) for _ in range(20)]
    by_hand = [
        min(
            (
                math.hypot(max(BLOCK * a - x, 0, x - BLOCK * c), max(BLOCK * b - y, 0, y - BLOCK * d))
                for a, b, c, d in large_enough(parks)
            ),
            default=math.inf,
        )
        for x, y in homes
    ]
    assert park_values(parks, homes, "straight", tmp_path) == pytest.approx(by_hand, abs=1e-6)
    left_out = rng.randrange(len(parks))
    fewer = parks[:left_out] + parks[left_out + 1 :]
    for metric in ("straight", "network"):
        more, less = (park_values(some, homes, metric, tmp_path) for some in (parks, fewer))
        assert all(one <= other + 1e-6 for one, other in zip(more, less, strict=True))


def test_points_have_no_area_and_are_told_of(tmp_path):
    done = done_with(tmp_path, min_area_m2=100)
    assert verdicts(done)["west"]["compliance"] == "fails"
    assert done.feedback.warned("only polygons have an area", "1")


# --- Classes ---

CLASSES = {"Centre": 300, "green": 900}


def classed(west, east, tmp_path, others=None, **asked):
    places = layer([(WEST, "west", west), (EAST, "east", east)], code="text", woonmilieu="text")
    asked = {"thresholds_by_class": CLASSES, "threshold": None, **asked}
    return done_with(tmp_path, {"NEIGHBOURHOODS": places, **(others or {})}, **asked)


def test_thresholds_differ_by_class(tmp_path):
    """East the school is 600 to 895 m away."""
    done = classed(" centre", "GREEN ", tmp_path, target=0.5)
    found = verdicts(done)
    assert [(found[n]["threshold"], found[n]["compliance"]) for n in ("west", "east")] == [
        (300, "meets"),
        (900, "meets"),
    ]
    assert found["_total"]["threshold"] is None
    assert [verdicts(classed("centre", "centre", tmp_path))[n]["compliance"] for n in ("west", "east")] == [
        "meets",
        "fails",
    ]


def test_a_class_that_is_not_listed_takes_the_general_threshold_or_none(tmp_path):
    found = verdicts(classed("centre", "harbour", tmp_path))
    assert (found["east"]["compliance"], found["east"]["reason"], found["east"]["unknown"]) == (
        "unknown",
        "no_class",
        60,
    )
    assert verdicts(classed("centre", None, tmp_path))["east"]["reason"] == "no_class"
    found = verdicts(classed("centre", None, tmp_path, threshold=900))
    assert (found["east"]["threshold"], found["east"]["compliance"]) == (900, "meets")


def test_rates_differ_by_class_and_the_class_field_may_be_chosen(tmp_path):
    places = layer([(WEST, "west", "x"), (EAST, "east", "y")], code="text", environment="text")
    asked = {"indicator": "rate", "unit": "number", "per": 60, "target": None, "threshold": None}
    asked["thresholds_by_class"] = {"x": 2, "y": 0}
    given = {"NEIGHBOURHOODS": places, "CLASS_FIELD": "environment"}
    found = verdicts(done_with(tmp_path, given, **asked))
    assert [(found[n]["threshold"], found[n]["compliance"]) for n in ("west", "east")] == [(2, "fails"), (0, "meets")]
    text = refused(NORM_FILE=norm_file(tmp_path, **asked), REQUIREMENTS=None, NEIGHBOURHOODS=places)
    assert "living_environment" in text


# --- Levels and groups ---


def levelled(*rows, **kinds):
    return layer([(wkt, *values) for wkt, *values in rows], code="text", kern="text", **kinds)


def test_every_requirement_has_rows_at_every_level_and_is_judged_at_its_own(tmp_path):
    places = levelled((WEST, "west", "Dorp"), (EAST, "east", "Dorp"))
    given = {"NEIGHBOURHOODS": places, "LEVEL_FIELDS": ["kern"]}
    done = done_with(tmp_path, given, target=0.5)
    assert verdicts(done)["east"]["compliance"] == "fails"
    village = verdicts(done, level="kern")["Dorp"]
    assert (village["within"], village["outside"], village["compliance"], village["shortfall"]) == (60, 60, None, None)
    done = done_with(tmp_path, {"NEIGHBOURHOODS": places}, target=0.5, level="settlement")
    assert [verdicts(done)[n]["compliance"] for n in ("west", "east")] == [None, None]
    assert verdicts(done, level="kern")["Dorp"]["compliance"] == "meets"
    assert done.column("OUTPUT_NEIGHBOURHOODS", "s_compliance") == ["meets", "meets"]
    assert done.results["REQUIREMENTS_MET"] == 1
    assert done.results["NEIGHBOURHOODS_MEETING_ALL"] == 2


def test_conditions_at_a_level_test_the_sum_of_figures(tmp_path):
    asked = {"indicator": "presence", "threshold": 1, "unit": "number", "target": None, "level": "kern"}
    asked["applies_if"] = [{"field": "inhabitants", "op": ">=", "value": 500}]

    def judged(west, east):
        places = levelled((WEST, "west", "Dorp", west), (EAST, "east", "Dorp", east), aantal_inwoners="int")
        found = verdicts(done_with(tmp_path, {"NEIGHBOURHOODS": places}, **asked), level="kern")["Dorp"]
        return found["compliance"], found["reason"]

    assert judged(300, 200) == ("meets", None)
    assert judged(300, 199) == ("not_applicable", None)
    assert judged(300, -99997) == ("unknown", "field_unknown:inhabitants")
    assert judged(500, -99997) == ("meets", None), "what is not known can only add"


def test_a_neighbourhood_without_an_area_at_the_level_is_unknown(tmp_path):
    places = levelled((WEST, "west", "Dorp"), (EAST, "east", None))
    done = done_with(tmp_path, {"NEIGHBOURHOODS": places}, level="settlement")
    assert done.column("OUTPUT_NEIGHBOURHOODS", "s_compliance") == ["meets", "unknown"]
    rest = verdicts(done, level="kern")[None]
    assert (rest["reason"], rest["total"]) == ("field_unknown:kern", 60)
    assert done.feedback.warned("kern", "1")


def test_where_nobody_lives_nothing_is_asked_whatever_holds_in_the_settlement(tmp_path):
    polder = (box(560, -60, 900, 560), "polder", "Dorp")
    places = levelled((WEST, "west", "Dorp"), (EAST, "east", "Dorp"), polder)
    done = done_with(tmp_path, {"NEIGHBOURHOODS": places}, target=0.5, level="settlement")
    assert done.column("OUTPUT_NEIGHBOURHOODS", "s_compliance") == ["meets", "meets", "not_applicable"]
    assert done.column("OUTPUT_NEIGHBOURHOODS", "compliance") == ["meets", "meets", "not_applicable"]
    assert done.results["NEIGHBOURHOODS_MEETING_ALL"] == 2


def test_groups_are_judged_wherever_their_dwellings_stand(tmp_path):
    homes = layer(
        [(point(100, 100), "Woonplus")] * 30
        + [(point(500, 300), "Woonplus")] * 10
        + [(point(100, 100), "Klein ")] * 4
        + [(point(500, 300), None)] * 60,
        landlord="text",
    )
    done = done_with(tmp_path, {"DWELLINGS": homes, "GROUP_FIELD": "landlord"}, target=0.7)
    found = {r["group"]: r for r in done.rows("OUTPUT_RESULTS") if r["group"] is not None}
    assert set(found) == {"Woonplus", "Klein"}
    big = found["Woonplus"]
    assert (big["total"], big["within"], big["share"], big["compliance"]) == (40, 30, 0.75, "meets")
    assert (big["level"], big["neighbourhood"]) == ("neighbourhood", None)
    assert found["Klein"]["compliance"] == "too_few"
    done = done_with(tmp_path, {"DWELLINGS": homes, "GROUP_FIELD": "landlord", "MIN_GROUP": 4}, target=0.8)
    found = {r["group"]: r["compliance"] for r in done.rows("OUTPUT_RESULTS") if r["group"] is not None}
    assert found == {"Woonplus": "fails", "Klein": "meets"}


def test_groups_leave_out_dwellings_to_which_the_requirement_does_not_apply(tmp_path):
    homes = layer([(point(100, 100), "a")] * 30 + [(point(500, 300), "a")] * 30, landlord="text")
    places = layer([(WEST, "west", 1), (EAST, "east", 0)], code="text", urban="int")
    asked = {"applies_if": [{"field": "urban", "op": "=", "value": 1}]}
    given = {"DWELLINGS": homes, "GROUP_FIELD": "landlord", "NEIGHBOURHOODS": places}
    done = done_with(tmp_path, given, **asked)
    (group,) = [r for r in done.rows("OUTPUT_RESULTS") if r["group"] == "a"]
    assert (group["total"], group["compliance"]) == (30, "meets")


# --- Modes and networks ---


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
    found = [r for r in done.rows("OUTPUT_RESULTS") if r["mode"] == "cycle" and r["neighbourhood"] == "west"]
    assert found
    assert {(r["compliance"], r["reason"]) for r in found} == {("unknown", "no_cycle_network")}
    asked = {r["requirement"] for r in done.rows("OUTPUT_RESULTS")} - {r["requirement"] for r in found}
    assert "bus_stop" in asked
    walked = {"mode": "rollator", "unit": "min"}
    assert '"highway"' in refused(NORM_FILE=norm_file(tmp_path, **walked), REQUIREMENTS=None)


def test_speeds_may_stand_in_one_of_two_networks(tmp_path):
    cycle = layer([(line, 30.0) for line in grid()], "cycle", speed="real")
    asked = {"mode": "cycle", "threshold": 10, "unit": "min"}
    given = {"CYCLE_NETWORK": cycle, "SPEED_FIELD": "speed", "DWELLINGS": layer([point(100, 200)] * 60)}
    done = done_with(tmp_path, given, **asked)
    assert column(done, "s_value")[0] == pytest.approx(200 * 0.06 / 15), "no faster than the mode"
    assert "haste" in refused(SPEED_FIELD="haste", **{k: v for k, v in given.items() if k != "SPEED_FIELD"})


# --- What comes out ---


def test_what_a_set_says_of_itself_is_in_results_and_report(tmp_path):
    path = tmp_path / "adopted.json"
    requirement = {"id": "s", "facility": "school", "indicator": "distance", "threshold": 300, "unit": "m"}
    text = {
        "id": "ours",
        "title": "Ours",
        "version": "3",
        "state": "superseded",
        "adopted_by": "Raad <van> Waterveen",
        "adopted_on": "2025-06-01",
        "superseded_by": "ours-2026",
        "requirements": [{**requirement, "target": 0.9}],
    }
    path.write_text(json.dumps(text), encoding="utf-8")
    report = tmp_path / "report.html"
    done = check(NORM_FILE=str(path), REQUIREMENTS=None, REPORT=str(report))
    found = verdicts(done)["west"]
    assert [found[n] for n in ("norm_set", "norm_version", "state", "adopted_by", "adopted_on", "superseded_by")] == [
        *("ours", "3", "superseded", "Raad <van> Waterveen", "2025-06-01", "ours-2026")
    ]
    html = report.read_text(encoding="utf-8")
    assert "Adopted by Raad &lt;van&gt; Waterveen on 2025-06-01. Superseded by ours-2026." in html
    assert done.feedback.warned("superseded", "ours-2026")


def test_a_weight_that_was_spread_is_flagged(tmp_path):
    places = layer([(WEST, "west", 120), (EAST, "east", 60)], code="text", inhabitants="int")
    requirements = [row(), row(id="t", weight="inhabitants")]
    done = check(NEIGHBOURHOODS=places, REQUIREMENTS=requirements)
    assert {r["weight_spread"] for r in verdicts(done).values()} == {0}
    assert {r["weight_spread"] for r in verdicts(done, "t").values()} == {1}


def test_all_kinds_go_into_a_geopackage(tmp_path):
    path = tmp_path / "out.gpkg"
    names = ("OUTPUT_DWELLINGS", "OUTPUT_NEIGHBOURHOODS", "OUTPUT_RESULTS", "OUTPUT_FACILITIES")
    requirements = [
        row(),
        row(id="k", indicator="types", facility="school|shop", minimum=1),
        row(id="b", indicator="basket", facility="school|shop"),
        row(id="p", indicator="presence", threshold=1, unit="number", target=""),
        row(id="a", indicator="area_share", threshold=0.1, unit="share", target=""),
    ]
    targets = {name: into(path, name.lower()) for name in names}
    done = check(REQUIREMENTS=requirements, COMPLETE_TYPES="shop", **targets)
    assert tables(path)["output_results"] == 5 * 4
    assert done.column("OUTPUT_NEIGHBOURHOODS", "a_compliance") == ["unknown", "fails"]


def test_dwellings_are_told_where_their_code_differs_from_where_they_lie():
    homes = layer([(point(100, 100), "west")] * 60 + [(point(500, 300), "west")] * 2, buurtcode="text")
    done = check(DWELLINGS=homes)
    assert done.feedback.warned("buurtcode", "2")


def test_the_log_says_what_was_read_and_how_long_it_took():
    done = check()
    log = "\n".join(done.feedback.infos)
    for words in (
        "Norm set",
        "Network of “streets”",
        "120 dwellings",
        "on foot, 4.8 km/h",
        "1 of 2 neighbourhoods",
        "Took",
    ):
        assert words in log, log
    assert done.feedback.warned("streets end closer", "300 m")
    assert done.feedback.warned("inside the neighbourhoods for s")


# --- What users do ---


def test_levels_are_found_without_case_and_each_once(tmp_path):
    places = levelled((WEST, "west", "Dorp"), (EAST, "east", "Dorp"))
    given = {"NEIGHBOURHOODS": places, "LEVEL_FIELDS": ["KERN", "Kern"]}
    done = done_with(tmp_path, given, target=0.5, level="settlement")
    assert verdicts(done, level="kern")["Dorp"]["compliance"] == "meets"
    assert done.layer("OUTPUT_RESULTS").featureCount() == 4 + 1
    places = layer([(WEST, "a", "x"), (EAST, "b", "x")], code="text", neighbourhood="text")
    text = refused(NEIGHBOURHOODS=places, LEVEL_FIELDS=["neighbourhood"])
    assert "rename" in text


def test_suppressed_figures_are_no_names(tmp_path):
    places = layer([(WEST, "west", -99997), (EAST, "east", 3)], code="text", wijkcode="int")
    homes = layer([(point(100, 100), -99997)] * 60 + [(point(500, 300), 4)] * 60, landlord="int")
    given = {"NEIGHBOURHOODS": places, "DWELLINGS": homes, "LEVEL_FIELDS": ["wijkcode"], "GROUP_FIELD": "landlord"}
    done = done_with(tmp_path, {**given, "CLASS_FIELD": "wijkcode"}, thresholds_by_class={"-99997": 300, "3": 300})
    assert list(verdicts(done, level="wijkcode")) == ["3", None]
    assert {r["group"] for r in done.rows("OUTPUT_RESULTS")} == {None, "4"}


BOW_TIE = "POLYGON((0 10, 200 210, 200 10, 0 210, 0 10))"


def test_a_bow_tie_has_the_area_of_both_its_sides(tmp_path):
    """Two triangles of 10,000 m² each, wound against each other."""
    parks = layer([BOW_TIE], "park")
    found = verdicts(done_with(tmp_path, {"FACILITIES": [parks]}, facility="park", min_area_m2=19_999, threshold=200))
    assert found["west"]["compliance"] == "meets"
    asked = {"facility": "park", "indicator": "rate", "threshold": 1, "unit": "m2", "per": 1, "target": None}
    assert verdicts(done_with(tmp_path, {"FACILITIES": [parks]}, **asked))["west"]["rate"] == pytest.approx(20_000 / 60)


@pytest.mark.parametrize("wkt", [box(9000, 0, 9100, 100), "POINT(1 1)", None])
def test_developed_areas_that_cover_nothing_are_refused(wkt, tmp_path):
    asked = {"indicator": "area_share", "threshold": 0.2, "unit": "share", "target": None, "area_of": "developed"}
    areas = layer([wkt], "built", kind="Polygon" if wkt is None else None)
    text = refused(NORM_FILE=norm_file(tmp_path, **asked), REQUIREMENTS=None, DEVELOPED_AREAS=areas)
    assert "built" in text


def test_ground_that_two_neighbourhoods_share_counts_for_the_first(tmp_path):
    places = layer(
        [(box(-60, -60, 140, 560), "west", "D"), (box(40, -60, 240, 560), "east", "D")], code="text", kern="text"
    )
    woods = layer([box(40, 0, 140, 100)], "wood")
    asked = {"facility": "wood", "indicator": "area_share", "threshold": 0.1, "unit": "share", "target": None}
    given = {"FACILITIES": [woods], "NEIGHBOURHOODS": places, "LEVEL_FIELDS": ["kern"]}
    done = done_with(tmp_path, given, **asked)
    found = verdicts(done)
    assert (found["west"]["rate"], found["east"]["rate"]) == (pytest.approx(10_000 / (200 * 620)), 0)
    assert verdicts(done, level="kern")["D"]["rate"] == pytest.approx(10_000 / (300 * 620))
    assert done.feedback.warned("overlap", "1 pairs")


def test_how_firm_a_share_is_where_a_type_is_absent(tmp_path):
    """At 90 % of the threshold fewer dwellings are known, and all of these lie within."""
    homes = layer([point(100, 0)] * 30 + [point(110, 0)] * 30)
    others = {"FACILITIES": [shops(*THREE)], "TYPE_FIELD": "sort", "DWELLINGS": homes}
    asked = {"indicator": "types", "facility": ["a", "b", "pool"], "minimum": 2}
    found = verdicts(done_with(tmp_path, others, **asked, threshold=217))["west"]
    assert (found["share"], found["share_at_90"], found["share_at_110"]) == (1, 1, 1)
    assert verdicts(done_with(tmp_path, others, **asked, threshold=217 * 0.9))["west"]["share"] == 1


def test_a_group_whose_classes_have_no_threshold_says_so(tmp_path):
    homes = layer([(point(100, 100), "a")] * 60 + [(point(500, 300), "b")] * 60, landlord="text")
    done = classed("centre", "harbour", tmp_path, {"DWELLINGS": homes, "GROUP_FIELD": "landlord"})
    found = {r["group"]: (r["compliance"], r["reason"]) for r in done.rows("OUTPUT_RESULTS") if r["group"]}
    assert found == {"a": ("meets", None), "b": ("unknown", "no_class")}


def test_a_mode_that_leaves_out_everything_is_named(tmp_path):
    streets = layer([(line, "steps") for line in grid()], "streets", highway="text")
    text = refused(NETWORK=streets, NORM_FILE=norm_file(tmp_path, mode="rollator", unit="min"), REQUIREMENTS=None)
    assert "rollator" in text


def test_a_direction_field_without_a_network_for_bicycles_is_told_of():
    streets = layer([(line, "F") for line in grid()], "streets", oneway="text")
    done = check(NETWORK=streets, DIRECTION_FIELD="oneway", VALUE_FORWARD="F")
    assert done.feedback.warned("bicycles only")


def test_what_is_not_computed_has_its_rows_for_groups_too():
    homes = layer([(point(100, 100), "a")] * 60, landlord="text")
    done = check(NORM_SET="daily", REQUIREMENTS=None, DWELLINGS=homes, GROUP_FIELD="landlord")
    found = {r["requirement"]: r for r in done.rows("OUTPUT_RESULTS") if r["group"] == "a"}
    lacking = [r for r in found.values() if r["mode"] == "cycle"]
    assert [(r["compliance"], r["reason"], r["total"]) for r in lacking] == [("unknown", "no_cycle_network", None)]
    assert found["bus_stop"]["total"] == 60


def test_a_facility_without_geometry_is_not_known_to_be_small(tmp_path):
    parks = layer([None], "park", kind="Polygon")
    found = verdicts(done_with(tmp_path, {"FACILITIES": [parks]}, facility="park", min_area_m2=100))
    assert (found["west"]["compliance"], found["west"]["reason"]) == ("unknown", "facilities_unusable")


def test_without_the_level_s_field_a_small_neighbourhood_is_not_taken_for_a_small_settlement():
    """The set asks for a hall in settlements of 500 inhabitants or more; these neighbourhoods have 100."""
    places = layer([(WEST, "west", 100), (EAST, "east", 100)], code="text", inhabitants="int")
    done = check(NORM_SET="meeting", REQUIREMENTS=None, NEIGHBOURHOODS=places)
    found = verdicts(done, "village_hall")
    assert {(found[n]["compliance"], found[n]["reason"]) for n in ("west", "east")} == {
        ("unknown", "no_field:settlement")
    }


@pytest.mark.parametrize(("threshold", "warned"), [(150, True), (90, False)])
def test_streets_that_end_within_the_threshold_of_the_border_are_told_of(threshold, warned):
    """The streets reach 100 m beyond the neighbourhood on every side."""
    places = layer([(box(100, 100, 400, 400), "middle")], code="text")
    done = check(NEIGHBOURHOODS=places, REQUIREMENTS=[row(threshold=threshold)])
    assert done.feedback.warned("streets end closer", "100 m") == warned


def test_each_of_two_networks_has_the_fields_that_it_holds(tmp_path):
    cycle = layer([(line, 12.0) for line in grid()], "cycle", speed="real")
    requirements = [row(), row(id="c", mode="cycle", unit="min", threshold=10)]
    homes = layer([point(100, 200)] * 60)
    done = check(CYCLE_NETWORK=cycle, SPEED_FIELD="speed", DWELLINGS=homes, REQUIREMENTS=requirements)
    assert column(done, "s_value")[0] == pytest.approx(200)
    assert column(done, "c_value")[0] == pytest.approx(200 * 0.06 / 12)
