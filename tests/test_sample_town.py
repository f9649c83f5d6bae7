"""The sample town holds what the tutorial and later work rely on, and its script still makes it."""

import math
import subprocess
import sys
from collections import Counter, defaultdict
from itertools import pairwise
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
    assert TOWN.stat().st_size < 3_000_000
    dataset = ogr.Open(str(TOWN))
    assert {layer.GetName() for layer in dataset} == {
        "streets", "neighbourhoods", "dwellings", "facilities", "parks", "park_entrances", "water", "railway",
        "planned_housing", "candidates", "survey", "developed_areas",
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
    }  # fmt: skip
    for name, field in ids.items():
        values = [each[field] for each in town[name]]
        assert len(set(values)) == len(values), name
        assert all(values), name
    assert not {f["facility_id"] for f in town["facilities"]} & {p["facility_id"] for p in town["parks"]}


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


def test_only_the_deliberate_crossing_lacks_a_node(town):
    cells = defaultdict(list)
    for index, s in enumerate(town["streets"]):
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
    names = [{town["streets"][i]["name"] for i in pair} for pair in found]
    assert names == [{"Kerkenpad", "Heerenveldsepad"}]


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
