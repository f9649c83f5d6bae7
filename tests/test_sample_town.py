"""The sample town holds what the tutorial and later work rely on, and its script still makes it."""

import math
import subprocess
import sys
from collections import Counter, defaultdict
from heapq import heappop, heappush
from itertools import combinations, pairwise
from pathlib import Path

import pytest

pytest.importorskip("osgeo", reason="the sample town is read with GDAL")
from osgeo import ogr

ROOT = Path(__file__).resolve().parents[1]
TOWN = ROOT / "resources" / "sample" / "town.gpkg"
SUPPRESSED = -99997

ogr.UseExceptions()


def read(path: Path) -> dict[str, list[dict]]:
    """Return the rows of every layer, each with its fields and under `geom` a copy of its geometry."""
    dataset = ogr.Open(str(path))
    return {layer.GetName(): [row(feature) for feature in layer] for layer in dataset}


def row(feature: ogr.Feature) -> dict:
    shape = feature.GetGeometryRef()
    return {**feature.items(), "geom": None if shape is None else shape.Clone()}


def vertices(line: ogr.Geometry) -> list[tuple[float, float]]:
    return [point[:2] for point in line.GetPoints()]


def segments(line: ogr.Geometry):
    points = vertices(line)
    return list(pairwise(points))


def merged(rows: list[dict]) -> ogr.Geometry:
    collection = ogr.Geometry(ogr.wkbGeometryCollection)
    for each in rows:
        collection.AddGeometry(each["geom"])
    return collection.UnaryUnion()


def connected_parts(streets: list[dict]) -> list[list[dict]]:
    """Return the parts that hang together by shared vertices, the longest first."""
    parent: dict[tuple, tuple] = {}

    def root(point):
        while parent.setdefault(point, point) != point:
            parent[point] = parent[parent[point]]
            point = parent[point]
        return point

    for street in streets:
        points = vertices(street["geom"])
        for point in points[1:]:
            parent[root(point)] = root(points[0])
    groups = defaultdict(list)
    for street in streets:
        groups[root(vertices(street["geom"])[0])].append(street)
    return sorted(groups.values(), key=lambda group: -sum(s["geom"].Length() for s in group))


@pytest.fixture(scope="module")
def town():
    return read(TOWN)


@pytest.fixture(scope="module")
def river(town):
    return next(water["geom"] for water in town["water"] if water["kind"] == "river")


@pytest.fixture(scope="module")
def located(town):
    """Return for each neighbourhood the dwellings whose point lies in it."""
    found = defaultdict(list)
    for dwelling in town["dwellings"]:
        if dwelling["geom"] is None:
            continue
        for neighbourhood in town["neighbourhoods"]:
            if neighbourhood["geom"].Contains(dwelling["geom"]):
                found[neighbourhood["buurtcode"]].append(dwelling)
    return found


def test_file_is_small_and_every_layer_is_in_dutch_national_coordinates():
    assert TOWN.stat().st_size < 2_500_000
    dataset = ogr.Open(str(TOWN))
    assert {layer.GetName() for layer in dataset} == {
        "streets", "neighbourhoods", "dwellings", "facilities", "parks", "park_entrances", "water", "railway",
        "planned_housing", "candidates", "survey", "developed_areas", "grounds", "cycle_network",
    }  # fmt: skip
    for layer in dataset:
        assert layer.GetSpatialRef().GetAuthorityCode(None) == "28992", layer.GetName()
        west, east, south, north = layer.GetExtent()
        assert 100_000 < west < east < 140_000
        assert 430_000 < south < north < 470_000


def test_every_geometry_is_valid_and_every_id_unique(town):
    for name, rows in town.items():
        assert all(each["geom"].IsValid() for each in rows if each["geom"] is not None), name
    ids = {
        "streets": "street_id", "neighbourhoods": "buurtcode", "dwellings": "dwelling_id", "facilities": "facility_id",
        "parks": "facility_id", "park_entrances": "entrance_id", "water": "water_id", "planned_housing": "plan_id",
        "candidates": "candidate_id", "survey": "buurtcode", "developed_areas": "area_id",
        "grounds": "facility_id", "cycle_network": "street_id",
    }  # fmt: skip
    for name, field in ids.items():
        values = [each[field] for each in town[name]]
        assert len(set(values)) == len(values), name
        assert all(values), name
    places = [f["facility_id"] for layer in ("facilities", "parks", "grounds") for f in town[layer]]
    assert len(set(places)) == len(places)


def test_script_makes_the_shipped_town_again(town, tmp_path):
    again = tmp_path / "town.gpkg"
    subprocess.run([sys.executable, str(ROOT / "scripts" / "make_sample"), str(again)], check=True, timeout=300)
    remade = read(again)
    assert remade.keys() == town.keys()

    def plain(rows):
        return [{**each, "geom": each["geom"] and bytes(each["geom"].ExportToWkb())} for each in rows]

    for name in town:
        assert plain(remade[name]) == plain(town[name]), name


# Dwellings and neighbourhoods


def test_about_six_thousand_dwellings_house_about_thirteen_thousand_people(town):
    dwellings = town["dwellings"]
    assert 5_000 <= len(dwellings) <= 6_500
    assert 5_900 <= sum(d["dwellings"] or 0 for d in dwellings) <= 6_500
    assert any(d["dwellings"] and d["dwellings"] > 5 for d in dwellings)
    inhabitants = sum(d["inhabitants"] for d in dwellings)
    assert 12_000 <= inhabitants <= 14_500
    assert 0.17 <= sum(d["inhabitants_65"] for d in dwellings) / inhabitants <= 0.24
    assert all(d["inhabitants"] >= d["inhabitants_65"] >= 0 and d["inhabitants"] >= d["households"] for d in dwellings)
    landlords = Counter(d["landlord"] for d in dwellings)
    assert len(landlords) == 4
    assert 0.5 < landlords[None] / len(dwellings) < 0.8


def test_twelve_neighbourhoods_tile_the_municipality(town):
    shapes = [n["geom"] for n in town["neighbourhoods"]]
    assert len(shapes) == 12
    whole = merged(town["neighbourhoods"])
    assert whole.GetGeometryName() == "POLYGON"
    assert whole.GetGeometryCount() == 1, "there is a gap inside"
    assert sum(shape.Area() for shape in shapes) == pytest.approx(whole.Area(), abs=1e-3)
    corners = [set(vertices(shape.GetGeometryRef(0))) for shape in shapes]
    for i, first in enumerate(shapes):
        for j in range(i):
            shared = first.Intersection(shapes[j])
            assert shared.Area() == 0
            if shared.Length() > 0:
                # Along a shared border neither has a vertex that the other lacks.
                for point in corners[i] ^ corners[j]:
                    place = ogr.CreateGeometryFromWkt(f"POINT ({point[0]!r} {point[1]!r})")
                    assert shared.Distance(place) > 0


def test_neighbourhoods_have_districts_settlements_and_living_environments(town):
    rows = town["neighbourhoods"]
    assert all(n["buurtcode"].startswith(n["wijkcode"].replace("WK", "BU")) for n in rows)
    assert {n["gemeentecode"] for n in rows} == {"GM9901"}
    assert {n["water"] for n in rows} == {"NEE"}
    assert len({n["wijkcode"] for n in rows}) == len({n["wijknaam"] for n in rows}) == 4
    assert len({n["kern"] for n in rows}) == 4
    assert {n["woonmilieu"] for n in rows} == {
        "centrum-stedelijk", "buiten-centrum", "groen-stedelijk", "centrum-dorps", "landelijk",
    }  # fmt: skip
    assert max(len(n["buurtnaam"]) for n in rows) > 60
    assert any(n["buurtnaam"].startswith("'s-") for n in rows)


def test_key_figures_are_those_of_the_dwellings(town, located):
    for n in town["neighbourhoods"]:
        inside = located[n["buurtcode"]]
        inhabitants = sum(d["inhabitants"] for d in inside)
        assert n["aantal_inwoners"] == inhabitants
        assert n["aantal_huishoudens"] == sum(d["households"] for d in inside)
        assert n["woningvoorraad"] == sum(d["dwellings"] or 0 for d in inside)
        assert n["stedelijkheid_adressen_per_km2"] in range(1, 6)
        assert 0 < n["oppervlakte_land_in_ha"] <= n["geom"].Area() / 10_000 + 1
        share = n["percentage_personen_65_jaar_en_ouder"]
        if inhabitants and share != SUPPRESSED:
            assert share == pytest.approx(100 * sum(d["inhabitants_65"] for d in inside) / inhabitants, abs=0.5)
    shares = [n["percentage_personen_65_jaar_en_ouder"] for n in town["neighbourhoods"]]
    assert shares.count(SUPPRESSED) == 1


def test_one_neighbourhood_is_empty_and_one_has_too_few_dwellings(town):
    stock = sorted(n["woningvoorraad"] for n in town["neighbourhoods"])
    assert stock[0] == 0
    assert 5 < stock[1] < 50
    assert stock[2] >= 50


def test_broken_rows_are_few_and_of_the_kinds_that_practice_has(town, located, river):
    dwellings = town["dwellings"]
    assert sum(d["geom"] is None for d in dwellings) == 2
    assert sum(d["dwellings"] is None for d in dwellings) == 1
    inside = {d["dwelling_id"] for rows in located.values() for d in rows}
    assert sum(d["geom"] is not None and d["dwelling_id"] not in inside for d in dwellings) == 2
    afloat = [d for d in dwellings if d["geom"] is not None and river.Contains(d["geom"])]
    assert [d["type"] for d in afloat] == ["houseboat", "houseboat"]
    main, island = connected_parts(town["streets"])
    mainland, ashore = merged(main), merged(island)
    farms = [d for d in dwellings if d["dwelling_id"] in inside and d["type"] == "farm"]
    far = [d for d in farms if mainland.Distance(d["geom"]) > 200]
    assert len(far) == 3
    holiday = [d["geom"] for d in dwellings if d["type"] == "recreation home"]
    assert len(holiday) == 4
    assert all(ashore.Distance(place) < mainland.Distance(place) < 200 for place in holiday)


def test_houses_stand_beside_streets_and_not_on_water_parks_or_rails(town):
    forbidden = merged(town["water"]).Union(merged(town["parks"]))
    rails = merged(town["railway"])
    streets = [s["geom"] for s in town["streets"]]
    boxes = [street.GetEnvelope() for street in streets]
    near = []
    for d in town["dwellings"]:
        if d["geom"] is None or d["type"] not in {"terraced", "semi-detached", "apartment"}:
            continue
        x, y = d["geom"].GetX(), d["geom"].GetY()
        gaps = [
            street.Distance(d["geom"])
            for street, (west, east, south, north) in zip(streets, boxes, strict=True)
            if west - 20 < x < east + 20 and south - 20 < y < north + 20
        ]
        near.append(min(gaps))
    assert min(near) > 3
    assert max(near) < 16
    for d in town["dwellings"]:
        if d["geom"] is not None and d["type"] != "houseboat":
            assert not forbidden.Contains(d["geom"]), d["dwelling_id"]
            assert rails.Distance(d["geom"]) > 15


def test_complexes_for_older_people_differ_in_size_and_age(town):
    groups = defaultdict(list)
    for d in town["dwellings"]:
        if d["complex"]:
            groups[d["complex"]].append(d)
        else:
            assert d["share_55plus"] is None
            assert d["complex_dwellings"] is None
    assert len(groups) >= 5
    for rows in groups.values():
        assert {d["complex_dwellings"] for d in rows} == {sum(d["dwellings"] for d in rows)}
        assert len({d["share_55plus"] for d in rows}) == 1
    kinds = {(rows[0]["complex_dwellings"] >= 5, rows[0]["share_55plus"] >= 0.5) for rows in groups.values()}
    assert {(True, True), (True, False), (False, True)} <= kinds


# Streets


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


# Facilities, parks, plans, candidates, survey


def test_facilities_are_of_many_kinds_and_stand_on_dry_ground(town):
    kinds = Counter(f["type"] for f in town["facilities"])
    required = {
        "meeting place", "community centre", "playground", "supermarket", "primary school", "general practitioner",
    }  # fmt: skip
    assert required <= kinds.keys()
    assert all(kinds[kind] >= 4 for kind in required)
    water, parks = merged(town["water"]), merged(town["parks"])
    for f in town["facilities"]:
        assert not water.Contains(f["geom"]), f["facility_id"]
        if f["type"] != "seat":
            assert not parks.Contains(f["geom"]), f["facility_id"]
    assert {f["wheelchair"] for f in town["facilities"]} == {"yes", "limited", "no", None}
    assert any(f["open_from"] and f["open_from"] > 2026 for f in town["facilities"])
    assert any(f["open_until"] for f in town["facilities"])


def test_some_neighbourhoods_have_all_kinds_and_some_have_none(town):
    required = {"meeting place", "community centre", "supermarket", "primary school", "general practitioner"}
    held = {
        n["buurtcode"]: {f["type"] for f in town["facilities"] if n["geom"].Contains(f["geom"])} & required
        for n in town["neighbourhoods"]
    }
    assert any(kinds == required for kinds in held.values())
    assert any(not kinds for kinds in held.values())


def test_one_facility_lies_far_off_the_streets_and_one_on_the_island(town):
    main, island = (merged(part) for part in connected_parts(town["streets"]))
    far = [f["name"] for f in town["facilities"] if main.Distance(f["geom"]) > 200]
    assert far == ["Speelbos De Zomerdel"]
    on_island = [f["name"] for f in town["facilities"] if island.Distance(f["geom"]) < 30]
    assert on_island == ["Clubhuis De Groene Spade"]


def test_parks_differ_in_shape_and_some_have_entrances_on_their_edge(town):
    parks = {p["facility_id"]: p for p in town["parks"]}
    assert 5 <= len(parks) <= 8
    assert {p["type"] for p in parks.values()} == {"park"}
    for p in parks.values():
        assert p["area_m2"] == pytest.approx(p["geom"].Area(), abs=0.1)
    assert any(p["area_m2"] >= 10_000 for p in parks.values())
    assert any(p["area_m2"] < 10_000 for p in parks.values())
    assert any(p["geom"].GetGeometryCount() > 1 for p in parks.values())
    assert any(p["geom"].GetGeometryRef(0).GetGeometryCount() > 1 for p in parks.values())
    entered = {e["facility_id"] for e in town["park_entrances"]}
    assert 2 <= len(entered) <= 3
    streets = merged(town["streets"])
    for e in town["park_entrances"]:
        assert parks[e["facility_id"]]["geom"].Boundary().Distance(e["geom"]) < 0.02
        assert streets.Distance(e["geom"]) < 0.02


def test_plans_build_and_demolish_within_the_municipality(town):
    plans = town["planned_housing"]
    assert {p["plan_status"] for p in plans} == {"hard", "soft"}
    assert all(2026 < p["year"] <= 2040 for p in plans)
    whole = merged(town["neighbourhoods"])
    assert all(whole.Contains(p["geom"]) for p in plans)
    demolitions = [p for p in plans if p["dwellings"] < 0]
    assert demolitions
    for p in demolitions:
        standing = sum(d["dwellings"] or 0 for d in town["dwellings"] if d["geom"] and p["geom"].Contains(d["geom"]))
        assert standing >= -p["dwellings"]


def test_candidates_belong_to_owners_of_several_kinds(town):
    owners = Counter(c["owner"] for c in town["candidates"])
    assert {"state", "municipality", "care organisation", "school board"} <= owners.keys()
    assert len(town["candidates"]) >= 10
    assert all(c["name"] and c["capacity_m2"] > 0 for c in town["candidates"])


def test_survey_has_about_twenty_answers_where_people_live(town):
    stock = {n["buurtcode"]: n["woningvoorraad"] for n in town["neighbourhoods"]}
    assert {s["buurtcode"] for s in town["survey"]} == stock.keys()
    for s in town["survey"]:
        if stock[s["buurtcode"]] == 0:
            assert s["respondents"] == 0
            assert s["feeling_at_home"] is None
            assert s["lonely"] is None
            continue
        assert s["respondents"] in range(15, 26) or stock[s["buurtcode"]] < 50
        for field in ("feeling_at_home", "lonely"):
            answered = s[field] * s["respondents"]
            assert math.isclose(answered, round(answered), abs_tol=0.01)
            assert 0 <= s[field] <= 1
    assert any(s["lonely"] == 0 for s in town["survey"]), "a share of 0 is a case of its own"


def test_built_up_areas_hold_most_dwellings(town):
    built = merged(town["developed_areas"])
    inside = sum(1 for d in town["dwellings"] if d["geom"] is not None and built.Contains(d["geom"]))
    assert inside / len(town["dwellings"]) > 0.9
    assert built.Area() < 0.5 * merged(town["neighbourhoods"]).Area()


def test_facilities_that_came_later_stand_at_the_end_and_push_no_id_aside(town):
    kinds = [f["type"] for f in town["facilities"]]
    assert [f["facility_id"] for f in town["facilities"]] == [f"F{n:03d}" for n in range(1, len(kinds) + 1)]
    assert kinds[119:] == [*["youth and family centre"] * 3, "village hall"]
    assert not {"youth and family centre", "village hall"} & set(kinds[:119])
    for f in town["facilities"][119:]:
        assert all(f[field] for field in ("name", "capacity_m2", "opening", "wheelchair", "owner"))
        assert min(f["geom"].Distance(d["geom"]) for d in town["dwellings"] if d["geom"]) > 10


def test_the_village_hall_is_the_building_of_a_meeting_place_in_overdijk(town):
    hall = next(f for f in town["facilities"] if f["type"] == "village hall")
    others = [f for f in town["facilities"] if f is not hall and f["geom"].Distance(hall["geom"]) < 1]
    assert [(f["facility_id"], f["name"]) for f in others] == [("F006", hall["name"])]
    assert [n["kern"] for n in town["neighbourhoods"] if n["geom"].Contains(hall["geom"])] == ["Overdijk"]
    inhabitants = Counter()
    for n in town["neighbourhoods"]:
        inhabitants[n["kern"]] += n["aantal_inwoners"]
    assert sum(count >= 500 for count in inhabitants.values()) == 2, "one settlement of size has a hall, one has none"


def test_youth_centres_are_large_enough_in_some_neighbourhoods_only(town):
    rates = {}
    for n in town["neighbourhoods"]:
        inside = [f for f in town["facilities"] if n["geom"].Contains(f["geom"])]
        square_metres = sum(f["capacity_m2"] for f in inside if f["type"] == "youth and family centre")
        if n["woningvoorraad"]:
            rates[n["buurtnaam"]] = square_metres * 1000 / n["woningvoorraad"]
    assert 0 < rates["Schilderskwartier"] < 50
    assert rates["Stationskwartier"] > 50
    assert rates["De Hoven"] > 70
    assert sum(rate == 0 for rate in rates.values()) == 8


# Grounds

SPORTS = ("football pitch", "tennis court", "swimming pool", "skate park", "sports hall")
PUBLIC = "public space for movement"


def of_kind(town: dict[str, list[dict]], kind: str) -> list[dict]:
    return [g for g in town["grounds"] if g["type"] == kind]


def meeting_pairs(grounds: list[dict]) -> list[tuple[str, str, ogr.Geometry]]:
    """Return the names of each two that have a point in common, and what they have in common."""
    return [
        (a["name"], b["name"], a["geom"].Intersection(b["geom"]))
        for a, b in combinations(grounds, 2)
        if a["geom"].Intersects(b["geom"])
    ]


def shares(town: dict[str, list[dict]], kind: str) -> dict[str, float]:
    """Return for each neighbourhood the share of its area under one kind of ground."""
    cover = merged(of_kind(town, kind))
    return {n["buurtnaam"]: cover.Intersection(n["geom"]).Area() / n["geom"].Area() for n in town["neighbourhoods"]}


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


def lengths(streets: list[dict]) -> dict[tuple, list[tuple]]:
    """Return for each vertex the next ones and how far they are, one-way streets in both directions."""
    links = defaultdict(list)
    for s in streets:
        for a, b in segments(s["geom"]):
            links[a].append((b, math.dist(a, b)))
            links[b].append((a, math.dist(a, b)))
    return links


def distances(links: dict[tuple, list[tuple]], starts: list[tuple]) -> dict[tuple, float]:
    """Return how far every vertex is from the nearest of the starts."""
    pending, found = [(0.0, start) for start in starts], {}
    while pending:
        walked, point = heappop(pending)
        if point not in found:
            found[point] = walked
            for other, length in links[point]:
                heappush(pending, (walked + length, other))
    return found


def test_three_kinds_of_sport_are_near_for_some_and_far_for_others(town, located):
    links = lengths(town["streets"])
    points = {point: ogr.CreateGeometryFromWkt(f"POINT ({point[0]!r} {point[1]!r})") for point in links}
    ways = []
    for kind in SPORTS:
        gates = []
        for g in of_kind(town, kind):
            gaps = {point: g["geom"].Distance(place) for point, place in points.items()}
            gates += [point for point in gaps if gaps[point] <= max(25, min(gaps.values()))]
        ways.append(distances(links, gates))

    def share(name):
        code = next(n["buurtcode"] for n in town["neighbourhoods"] if n["buurtnaam"] == name)
        homes = [(d["geom"].GetX(), d["geom"].GetY()) for d in located[code]]
        doors = [min(links, key=lambda point: math.dist(point, home)) for home in homes]
        return sum(sum(way.get(door, math.inf) < 1_500 for way in ways) >= 3 for door in doors) / len(doors)

    assert share("Binnenstad") > 0.95
    assert 0.1 < share("Overdijk") < 0.5
    assert share("'s-Heerenveld") < 0.1


def test_green_is_reached_where_pieces_are_taken_together(town):
    """Along the street at the Spoorzoom people live near one hectare only when its pieces count as one."""
    street = merged([s for s in town["streets"] if s["name"] == "Laan van Noord"])
    three = [g for g in of_kind(town, "green") if g["name"].startswith("Spoorzoom")]
    assert all(street.Distance(g["geom"]) < 25 for g in three)


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
