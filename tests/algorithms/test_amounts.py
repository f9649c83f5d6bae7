"""Norms without a share: presence, rates, shares of an area and of its public space."""

from __future__ import annotations

import random

import pytest

from towns.one_norm import done_with
from towns.runs import box, layer, point
from towns.small_town import EAST, WEST, check, norm_file, refused, verdicts


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
    assert done.feedback.warned("overlap", "1 pair")


def test_what_stands_outside_all_neighbourhoods_did_not_count_in_what_is_asked_of_them(tmp_path):
    """East ends at 560 m: of the woods beyond, one sticks into it with its side; one in the west, with 20 of 120 m."""
    woods = layer([box(0, 0, 100, 100), box(150, 0, 270, 100), box(540, 0, 900, 100), box(700, 0, 800, 100)], "wood")
    halls = layer([point(0, 0), point(900, 900)], "hall")

    def users(given, **norm):
        done = done_with(tmp_path, {"FACILITIES": [given]}, **{"facility": "wood", "target": None, **norm})
        return done.column("OUTPUT_FACILITIES", "requirements")

    share = {"indicator": "area_share", "threshold": 0.1, "unit": "share"}
    assert users(woods, **share) == ["s", "s", "s", None]
    only_east = [{"field": "code", "op": "=", "value": "east"}]
    assert users(woods, **share, applies_if=only_east) == [None, "s", "s", None]
    square_metres = {"indicator": "rate", "threshold": 5, "unit": "m2", "per": 1000}
    assert users(woods, **square_metres) == ["s", "s", "s", None]
    number = {"indicator": "rate", "threshold": 5, "unit": "number", "per": 1000}
    assert users(woods, **number) == ["s", "s", None, None], "a number counts a polygon by a point in it"
    assert users(woods, **number, applies_if=only_east) == [None, None, None, None]
    assert users(halls, **{**number, "facility": "hall"}) == ["s", None]
    assert users(halls, indicator="presence", threshold=1, unit="number", facility="hall") == ["s", None]
