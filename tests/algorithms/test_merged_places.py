"""Polygons that touch as one place: its area, its entrances, and what a part more does."""

from __future__ import annotations

import math
import random

import pytest

from towns.one_norm import column, done_with
from towns.runs import box, layer, point
from towns.small_town import verdicts


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


def test_a_facility_without_geometry_is_not_known_to_be_small(tmp_path):
    parks = layer([None], "park", kind="Polygon")
    found = verdicts(done_with(tmp_path, {"FACILITIES": [parks]}, facility="park", min_area_m2=100))
    assert (found["west"]["compliance"], found["west"]["reason"]) == ("unknown", "facilities_unusable")


@pytest.mark.parametrize("somewhere", ["POINT(84100 447000)", "LINESTRING(84100 447000, 84110 447000)"])
def test_what_could_be_no_polygon_has_no_area_without_geometry_either(tmp_path, somewhere):
    """Where it stands would not make it large enough: the others of its layer do not count either."""
    for places in ([None], [None, somewhere]):
        parks = layer(places, "park", kind=somewhere.partition("(")[0])
        done = done_with(tmp_path, {"FACILITIES": [parks]}, facility="park", min_area_m2=100)
        found = verdicts(done)["west"]
        assert (found["compliance"], found["share"], found["reason"]) == ("fails", 0.0, None)
        assert done.feedback.warned("only polygons have an area", str(len(places)))
