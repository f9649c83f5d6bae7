"""The grounds of the sample town: greens, sports, play and public space."""

import math
from collections import Counter
from itertools import combinations, pairwise

import pytest

pytest.importorskip("osgeo", reason="the sample town is read with GDAL")
from osgeo import ogr

from towns.sample_town import distances, lengths, located, merged, nearest, of_kind, shares, town, vertices

__all__ = ["located", "town"]

SPORTS = ("football pitch", "tennis court", "swimming pool", "skate park", "sports hall")
PUBLIC = "public space for movement"


def meeting_pairs(grounds: list[dict]) -> list[tuple[str, str, ogr.Geometry]]:
    """Return the names of each two that have a point in common, and what they have in common."""
    return [
        (a["name"], b["name"], a["geom"].Intersection(b["geom"]))
        for a, b in combinations(grounds, 2)
        if a["geom"].Intersects(b["geom"])
    ]


def test_grounds_are_of_nine_kinds_and_know_their_area(town):
    kinds = Counter(g["type"] for g in town["grounds"])
    assert kinds.keys() == {*SPORTS, "play area", "green", "tree canopy", PUBLIC}
    assert [g["facility_id"] for g in town["grounds"]] == [f"G{n:03d}" for n in range(1, len(town["grounds"]) + 1)]
    for g in town["grounds"]:
        assert g["name"]
        assert g["area_m2"] == pytest.approx(g["geom"].Area(), abs=0.1)


def test_grounds_lie_clear_of_houses_water_and_traffic(town):
    water = merged(town["water"])
    houses = [d["geom"] for d in town["dwellings"] if d["geom"] is not None]
    streets = [s["geom"] for s in town["streets"] if not s["year"]]
    for g in town["grounds"]:
        if g["type"] == "tree canopy":
            continue
        assert g["geom"].Intersection(water).IsEmpty() or g["geom"].Intersection(water).Area() < 0.01, g["name"]
        west, east, south, north = g["geom"].GetEnvelope()
        near = [h for h in houses if west < h.GetX() < east and south < h.GetY() < north]
        assert not any(g["geom"].Contains(house) for house in near), g["name"]
        if g["type"] != PUBLIC:
            assert not any(g["geom"].Intersects(street) for street in streets), g["name"]


def test_three_greens_that_share_borders_are_large_enough_together_only(town):
    names = ["Spoorzoom west", "Spoorzoom midden", "Spoorzoom oost"]
    three = [g for g in of_kind(town, "green") if g["name"] in names]
    assert [g["name"] for g in three] == names
    assert all(g["area_m2"] < 10_000 for g in three)
    pairs = meeting_pairs(three)
    assert [pair[:2] for pair in pairs] == list(pairwise(names))
    for a, b in pairwise(three):
        shared = a["geom"].Intersection(b["geom"])
        assert shared.Area() == 0
        assert shared.Length() > 60
        common = {point for g in (a, b) for point in vertices(g["geom"].GetGeometryRef(0).GetGeometryRef(0))}
        places = [ogr.CreateGeometryFromWkt(f"POINT ({x!r} {y!r})") for x, y in common]
        on_border = [place for place in places if shared.Distance(place) == 0]
        assert all(place.Distance(g["geom"]) == 0 for place in on_border for g in (a, b))
        assert len(on_border) >= 3
    whole = merged(three)
    assert whole.GetGeometryName() == "POLYGON"
    assert whole.Area() > 20_000


def test_two_greens_touch_at_a_corner_only(town):
    pairs = [pair for pair in meeting_pairs(of_kind(town, "green")) if pair[2].GetGeometryName() == "POINT"]
    assert [pair[:2] for pair in pairs] == [("Dorpsweide west", "Dorpsweide zuid")]
    both = [g["area_m2"] for g in of_kind(town, "green") if g["name"].startswith("Dorpsweide")]
    assert max(both) < 10_000 < sum(both)


def test_no_other_greens_meet(town):
    assert len(meeting_pairs(of_kind(town, "green"))) == 3


def test_one_green_touches_a_park_along_its_edge(town):
    pairs = [(g, p) for g in of_kind(town, "green") for p in town["parks"] if g["geom"].Distance(p["geom"]) < 5]
    assert [(g["name"], p["name"]) for g, p in pairs] == [("Brinkweide", "Brink")]
    green, park = pairs[0]
    assert green["geom"].Touches(park["geom"])
    assert green["geom"].Intersection(park["geom"]).Length() > 60
    assert green["area_m2"] < 10_000
    assert park["area_m2"] < 10_000 < green["area_m2"] + park["area_m2"]


def test_one_green_has_two_parts(town):
    several = [g["name"] for g in of_kind(town, "green") if g["geom"].GetGeometryCount() > 1]
    assert several == ["Rivierweide"]


def test_only_two_pieces_of_canopy_overlap(town):
    pairs = meeting_pairs(of_kind(town, "tree canopy"))
    assert [pair[:2] for pair in pairs] == [("Noorderbos west", "Noorderbos oost")]
    assert pairs[0][2].Area() > 1_000
    assert not meeting_pairs(of_kind(town, PUBLIC))


def test_one_square_straddles_neighbourhoods_and_one_estate_the_municipality(town):
    whole = merged(town["neighbourhoods"])
    places = {g["name"]: g["geom"] for g in of_kind(town, PUBLIC)}
    halves = {n["buurtnaam"]: places["Stationsplein"].Intersection(n["geom"]).Area() for n in town["neighbourhoods"]}
    assert {name for name, area in halves.items() if area > 500} == {"Stationskwartier", "Oranjekwartier"}
    assert sum(halves.values()) == pytest.approx(places["Stationsplein"].Area(), abs=0.1)
    outside = {name: shape.Difference(whole).Area() / shape.Area() for name, shape in places.items()}
    assert [name for name, share in outside.items() if share > 0] == ["Landgoed De Noordhoek"]
    assert 0.2 < outside["Landgoed De Noordhoek"] < 0.8


def test_play_areas_differ_in_shape_and_lie_about_a_thousand_square_metres(town):
    play = of_kind(town, "play area")
    holed = [g["name"] for g in play if g["geom"].GetGeometryRef(0).GetGeometryCount() > 1]
    assert holed == ["Bouwspeelplaats De Oranjeboom"]
    areas = {g["name"]: g["area_m2"] for g in play}
    assert 980 < areas["Speelveld Gerstehof"] < 1_000 < areas["Speelveld Tooropstraat"] < 1_020
    built = merged(town["developed_areas"])
    grounds = merged(play)
    share = {
        n["buurtnaam"]: grounds.Intersection(n["geom"]).Area() / built.Intersection(n["geom"]).Area()
        for n in town["neighbourhoods"]
        if n["woningvoorraad"] >= 50 and built.Intersects(n["geom"])
    }
    assert {name for name, found in share.items() if found > 0.03} == {"Oranjekwartier", "'s-Heerenveld"}


def test_canopy_and_public_space_reach_their_shares_in_some_neighbourhoods(town):
    canopy, public = shares(town, "tree canopy"), shares(town, PUBLIC)
    assert {name for name, share in canopy.items() if share > 0.3} == {"Oranjekwartier", "De Hoven"}
    assert {name for name, share in public.items() if share > 0.25} == {"Binnenstad", "De Hoven"}
    assert public["Natuurpolder De Zomerdel"] == public["Westerpolder"] == 0
    assert canopy["Natuurpolder De Zomerdel"] < 0.01


def test_three_kinds_of_sport_are_near_for_some_and_far_for_others(town, located):
    links = lengths(town["streets"])
    ways = []
    for kind in SPORTS:
        gates = []
        for g in of_kind(town, kind):
            west, east, south, north = g["geom"].GetEnvelope()
            near = [(x, y) for x, y in links if west - 300 < x < east + 300 and south - 300 < y < north + 300]
            gaps = {p: g["geom"].Distance(ogr.CreateGeometryFromWkt(f"POINT ({p[0]!r} {p[1]!r})")) for p in near}
            assert min(gaps.values()) < 300, "the nearest may be elsewhere"
            gates += [point for point in gaps if gaps[point] <= max(25, min(gaps.values()))]
        ways.append(distances(links, gates))

    def share(name):
        code = next(n["buurtcode"] for n in town["neighbourhoods"] if n["buurtnaam"] == name)
        homes = [(d["geom"].GetX(), d["geom"].GetY()) for d in located[code]]
        doors = nearest(links, homes)
        return sum(sum(way.get(door, math.inf) < 1_500 for way in ways) >= 3 for door in doors) / len(doors)

    assert share("Binnenstad") > 0.95
    assert 0.1 < share("Overdijk") < 0.5
    assert share("'s-Heerenveld") < 0.1


def test_green_is_reached_where_pieces_are_taken_together(town):
    """Along the street at the Spoorzoom people live near one hectare only when its pieces count as one."""
    street = merged([s for s in town["streets"] if s["name"] == "Laan van Noord"])
    three = [g for g in of_kind(town, "green") if g["name"].startswith("Spoorzoom")]
    assert all(street.Distance(g["geom"]) < 25 for g in three)


# Public space


def test_public_space_is_of_five_kinds_that_do_not_overlap(town):
    spaces = town["public_space"]
    assert {space["kind"] for space in spaces} == {"street", "park", "green", "square", "play area"}
    for space in spaces:
        assert space["area_m2"] == pytest.approx(space["geom"].Area(), abs=0.1)
    # Rounded to centimetres, neighbours overlap by slivers.
    assert sum(space["area_m2"] for space in spaces) - merged(spaces).Area() < 1
    whole = merged(town["neighbourhoods"])
    assert all(space["geom"].Difference(whole).Area() < 1 for space in spaces)


@pytest.mark.slow
def test_public_space_holds_streets_and_parks_and_no_house_or_water(town):
    space = merged(town["public_space"])
    ashore = [d for d in town["dwellings"] if d["geom"] is not None]
    assert not [d["dwelling_id"] for d in ashore if space.Contains(d["geom"])]
    assert space.Intersection(merged(town["water"])).Area() < 1
    inside = merged(town["neighbourhoods"])
    streets = [s["geom"].Intersection(inside) for s in town["streets"] if not s["year"] and not s["bridge"]]
    walked = [s for s in streets if not s.IsEmpty()]
    assert sum(space.Intersection(s).Length() for s in walked) > 0.97 * sum(s.Length() for s in walked)
    assert merged(town["parks"]).Difference(space).Area() < 1


def test_the_share_of_public_space_for_movement_differs_from_that_of_the_whole_area(town):
    movement, space = merged(of_kind(town, PUBLIC)), merged(town["public_space"])
    found = {}
    for n in town["neighbourhoods"]:
        here = space.Intersection(n["geom"])
        found[n["buurtnaam"]] = movement.Intersection(here).Area() / here.Area()
    assert {name for name, share in found.items() if share > 0.25} == {
        "Binnenstad", "Stationskwartier", "Oranjekwartier", "De Hoven",
    }  # fmt: skip
    assert sum(share < 0.01 for share in found.values()) == 4
    estate = next(g["geom"] for g in of_kind(town, PUBLIC) if g["name"] == "Landgoed De Noordhoek")
    assert space.Intersection(estate).Area() < 0.1 * estate.Area(), "it may be walked, but is private"
