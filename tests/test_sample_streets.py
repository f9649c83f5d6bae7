"""The streets of the sample town, and its network for bicycles: what is in them on purpose."""

from collections import Counter, defaultdict

import pytest

pytest.importorskip("osgeo", reason="the sample town is read with GDAL")
from osgeo import ogr

from towns.sample_town import connected_parts, distances, lengths, merged, river, segments, town, vertices

__all__ = ["river", "town"]


def test_two_bridges_and_a_ferry_cross_the_river_and_nothing_else_does(town, river):
    crossing = [s for s in town["streets"] if s["geom"].Intersects(river)]
    bridges = [s for s in crossing if s["bridge"] == "T"]
    assert len(bridges) == 2
    assert [s["bridge"] for s in town["streets"]].count("T") == 2
    ferries = [s for s in crossing if s["highway"] == "ferry"]
    assert len(ferries) == 1
    assert ferries[0]["time_min"] > 0
    assert len(crossing) == 3
    assert all(ferries[0]["geom"].Distance(bridge["geom"]) > 1_000 for bridge in bridges)
    # From bank to bank: each end of a bridge stands on dry land, on a vertex of another street.
    others = Counter(point for s in town["streets"] for point in set(vertices(s["geom"])))
    for s in crossing:
        ends = vertices(s["geom"])[0], vertices(s["geom"])[-1]
        assert all(others[end] > 1 for end in ends)


def test_railway_has_one_tunnel_and_one_level_crossing(town):
    rails = town["railway"][0]["geom"]
    crossing = [s for s in town["streets"] if s["geom"].Intersects(rails)]
    assert [s["tunnel"] for s in town["streets"]].count("T") == 1
    assert sorted(s["tunnel"] or "-" for s in crossing) == ["-", "T"]
    assert all(s["bridge"] is None for s in crossing)


def test_still_water_is_crossed_by_no_street(town):
    still = merged([w for w in town["water"] if w["kind"] != "river"])
    assert not [s["street_id"] for s in town["streets"] if s["geom"].Intersects(still)]


def test_streets_form_one_network_and_one_short_island(town):
    parts = connected_parts(town["streets"])
    assert len(parts) == 2
    island = sum(s["geom"].Length() for s in parts[1])
    assert 200 < island < 2_000
    assert sum(s["geom"].Length() for s in parts[0]) > 60_000


def test_lines_both_end_at_junctions_and_pass_through_them(town):
    ends, passes = Counter(), Counter()
    for s in town["streets"]:
        points = vertices(s["geom"])
        ends.update({points[0], points[-1]})
        passes.update(set(points[1:-1]))
    assert sum(1 for point in ends if ends[point] > 1) > 100
    assert sum(1 for point in ends if passes[point]) > 100
    assert sum(1 for point in passes if passes[point] > 1 and not ends[point]) > 20


def crossings_without_node(streets: list[dict]) -> list[set[str]]:
    """Return the names of the lines that cross each other where neither has a vertex."""
    cells = defaultdict(list)
    for index, s in enumerate(streets):
        if s["bridge"] or s["tunnel"]:
            continue
        for a, b in segments(s["geom"]):
            for x in range(int(min(a[0], b[0]) // 50), int(max(a[0], b[0]) // 50) + 1):
                for y in range(int(min(a[1], b[1]) // 50), int(max(a[1], b[1]) // 50) + 1):
                    cells[(x, y)].append((index, a, b))

    def side(a, b, c):
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    found = set()
    for held in cells.values():
        for k, (i, a, b) in enumerate(held):
            for j, c, d in held[:k]:
                if i != j and side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0:
                    found.add(frozenset((i, j)))
    return [{streets[i]["name"] for i in pair} for pair in found]


def test_only_the_deliberate_crossing_lacks_a_node(town):
    assert crossings_without_node(town["streets"]) == [{"Kerkenpad", "Heerenveldsepad"}]


def test_one_path_stops_half_a_metre_short(town):
    uses = Counter(point for s in town["streets"] for point in set(vertices(s["geom"])))
    misses = []
    for s in town["streets"]:
        for end in (vertices(s["geom"])[0], vertices(s["geom"])[-1]):
            if uses[end] > 1:
                continue
            place = ogr.CreateGeometryFromWkt(f"POINT ({end[0]!r} {end[1]!r})")
            gaps = [o["geom"].Distance(place) for o in town["streets"] if o is not s]
            if min(gaps) < 2:
                misses.append((s["name"], min(gaps)))
    assert [name for name, _gap in misses] == ["Doorsteek"]
    assert misses[0][1] == pytest.approx(0.5, abs=0.02)


def test_one_street_is_drawn_twice(town):
    shapes = Counter(
        min(tuple(points), tuple(points[::-1])) for points in (vertices(s["geom"]) for s in town["streets"])
    )
    assert sorted(shapes.values())[-2:] == [1, 2]


def test_closed_streets_steps_and_a_dead_end_at_the_border_exist(town):
    streets = town["streets"]
    rings = [s for s in streets if vertices(s["geom"])[0] == vertices(s["geom"])[-1] and s["highway"] != "footway"]
    assert {"Singel", "Achter de Wallen"} <= {s["name"] for s in rings}
    steps = [s for s in streets if s["highway"] == "steps"]
    assert len(steps) >= 4
    assert all(0 < s["speed_kmh"] < 4.8 for s in steps)
    border = merged(town["neighbourhoods"]).Boundary()
    uses = Counter(point for s in streets for point in set(vertices(s["geom"])))
    at_border = [
        s["name"]
        for s in streets
        for end in (vertices(s["geom"])[0], vertices(s["geom"])[-1])
        if uses[end] == 1 and border.Distance(ogr.CreateGeometryFromWkt(f"POINT ({end[0]!r} {end[1]!r})")) < 0.5
    ]
    assert at_border == ["Polderweg"]


def test_street_fields_hold_what_routing_reads(town):
    streets = town["streets"]
    assert {s["oneway"] for s in streets} == {"F", "B", "both"}
    assert {s["year"] for s in streets} >= {None, 2028, 2038}
    assert [s["highway"] for s in streets if s["time_min"] is not None] == ["ferry"]
    assert {"residential", "tertiary", "footway", "path", "steps", "service", "cycleway"} <= {
        s["highway"] for s in streets
    }


# The network for bicycles


def test_cycle_network_holds_the_streets_that_may_be_ridden_as_they_are(town):
    streets = {s["street_id"]: s for s in town["streets"]}
    network = {c["street_id"]: c for c in town["cycle_network"]}
    left_out = {"steps", "footway", "path"}
    rideable = {key for key, s in streets.items() if s["highway"] not in left_out and not s["year"]}
    assert {key for key in network if key in streets} == rideable
    for key in rideable:
        assert network[key]["geom"].Equals(streets[key]["geom"])
        for field in ("highway", "name", "bridge", "tunnel", "layer", "time_min"):
            assert network[key][field] == streets[key][field]
    assert list(network["S0001"]) == [
        "street_id", "highway", "name", "bridge", "tunnel", "layer", "time_min", "oneway", "geom",
    ]  # fmt: skip
    assert [c["name"] for c in network.values() if c["highway"] == "ferry"] == ["Veer Waterveen"]


def test_one_way_counts_for_bicycles_in_a_few_streets(town):
    streets = {s["street_id"]: s["oneway"] for s in town["streets"]}
    oneway = [c for c in town["cycle_network"] if c["oneway"] != "both"]
    assert {c["oneway"] for c in oneway} == {"F", "B"}
    assert all(streets[c["street_id"]] == c["oneway"] for c in oneway)
    assert {c["name"] for c in oneway} == {"Oranjestraat", "Esdoornstraat", "Nassaustraat", "Olmenlaan", "Zoutgang"}
    assert len(oneway) < sum(way != "both" for way in streets.values()) / 3


def test_cycle_network_is_connected_but_for_the_track(town):
    main, island = connected_parts(town["cycle_network"])
    assert [c["name"] for c in island] == ["Crossbaan De Bult"]
    start, end = vertices(island[0]["geom"])[0], vertices(island[0]["geom"])[-1]
    assert start == end
    onwards, backwards = defaultdict(set), defaultdict(set)
    for c in main:
        for a, b in segments(c["geom"]):
            for first, last in {"F": [(a, b)], "B": [(b, a)], "both": [(a, b), (b, a)]}[c["oneway"]]:
                onwards[first].add(last)
                backwards[last].add(first)
    points = {point for c in main for point in vertices(c["geom"])}
    assert reached(onwards, min(points)) == reached(backwards, min(points)) == points


def reached(links: dict[tuple, set[tuple]], start: tuple) -> set[tuple]:
    seen, pending = {start}, [start]
    while pending:
        pending += (new := links[pending.pop()] - seen)
        seen |= new
    return seen


def test_cycle_paths_are_shortcuts_and_cross_nothing(town):
    own = [c for c in town["cycle_network"] if c["street_id"].startswith("B")]
    assert [c["street_id"] for c in own] == [f"B{n:03d}" for n in range(1, 8)]
    assert {c["highway"] for c in own} == {"cycleway"}
    assert crossings_without_node(town["cycle_network"]) == []
    water, rails = merged(town["water"]), merged(town["railway"])
    assert not any(c["geom"].Intersects(water) or c["geom"].Intersects(rails) for c in own)
    links = lengths([c for c in town["cycle_network"] if c not in own])
    for path in own[:-1]:
        start, end = vertices(path["geom"])[0], vertices(path["geom"])[-1]
        assert distances(links, [start])[end] > 1.5 * path["geom"].Length(), path["name"]
