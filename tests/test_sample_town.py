"""The sample town holds what the tutorial and later work rely on, and its script still makes it."""

import math
import subprocess
import sys
import zipfile
from collections import Counter, defaultdict

import pytest

pytest.importorskip("osgeo", reason="the sample town is read with GDAL")
from osgeo import ogr

from towns.sample_town import (
    ROOT,
    SUPPRESSED,
    TOWN,
    connected_parts,
    distances,
    lengths,
    located,
    merged,
    nearest,
    read,
    river,
    town,
    vertices,
)

__all__ = ["located", "river", "town"]


def test_file_is_small_and_every_layer_is_in_dutch_national_coordinates():
    assert TOWN.stat().st_size < 2_500_000
    dataset = ogr.Open(str(TOWN))
    assert {layer.GetName() for layer in dataset} == {
        "streets", "neighbourhoods", "dwellings", "facilities", "parks", "park_entrances", "water", "railway",
        "planned_housing", "candidates", "survey", "developed_areas", "grounds", "cycle_network", "public_space",
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
        "grounds": "facility_id", "cycle_network": "street_id", "public_space": "space_id",
    }  # fmt: skip
    for name, field in ids.items():
        values = [each[field] for each in town[name]]
        assert len(set(values)) == len(values), name
        assert all(values), name
    places = [f["facility_id"] for layer in ("facilities", "parks", "grounds") for f in town[layer]]
    assert len(set(places)) == len(places)


def test_the_town_was_made_of_the_script_as_it_is(load_script):
    """Before a release it is made again, which would also tell what another GDAL makes of it."""
    made_of = load_script("making/sample/made_of")
    assert made_of.KEPT.read_text(encoding="utf-8") == f"{made_of.made_of()}\n", "run scripts/make_sample"


@pytest.mark.slow
def test_script_makes_the_shipped_town_again(town, tmp_path):
    again = tmp_path / "town.gpkg"
    subprocess.run([sys.executable, str(ROOT / "scripts" / "make_sample"), str(again)], check=True, timeout=300)
    remade = read(again)
    assert remade.keys() == town.keys()

    def plain(rows):
        return [{**each, "geom": each["geom"] and bytes(each["geom"].ExportToWkb())} for each in rows]

    for name in town:
        assert plain(remade[name]) == plain(town[name]), name

    def tables(path):
        with zipfile.ZipFile(path) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    assert tables(tmp_path / "timetable.zip") == tables(ROOT / "resources" / "sample" / "timetable.zip")


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


AGES = ("0_15", "15_25", "25_45", "45_65")


def test_ages_households_and_tenure_of_a_dwelling_add_up(town):
    for d in town["dwellings"]:
        ages = [d[f"inhabitants_{age}"] for age in AGES]
        assert min(ages) >= 0
        assert sum(ages) + d["inhabitants_65"] == d["inhabitants"]
        alone, families = d["households_single"], d["households_with_children"]
        assert 0 <= alone + families <= d["households"]
        assert 0 <= d["households_low_income"] <= d["households"]
        if d["dwellings"] is None:
            assert (d["dwellings_association"], d["dwellings_owner"]) == (None, None)
        else:
            assert d["dwellings_association"] == (d["dwellings"] if d["landlord"] else 0)
            assert 0 <= d["dwellings_owner"] <= d["dwellings"] - d["dwellings_association"]


def test_percentages_of_groups_are_those_of_the_dwellings_or_suppressed(town, located):
    columns = {
        **{f"percentage_personen_{age.replace('_', '_tot_')}_jaar": f"inhabitants_{age}" for age in AGES},
        "percentage_eenpersoonshuishoudens": "households_single",
        "percentage_huishoudens_met_kinderen": "households_with_children",
        "percentage_huishoudens_met_laag_inkomen": "households_low_income",
        "percentage_koopwoningen": "dwellings_owner",
        "perc_huurwoningen_in_bezit_woningcorporaties": "dwellings_association",
    }
    hidden, spans = Counter(), {}
    for n in town["neighbourhoods"]:
        inside = located[n["buurtcode"]]
        for column, field in columns.items():
            base = sum(d[field.partition("_")[0]] or 0 for d in inside)
            part = sum(d[field] or 0 for d in inside)
            if n[column] == SUPPRESSED:
                hidden[column] += 1
            elif base:
                assert n[column] == pytest.approx(100 * part / base, abs=0.5), (n["buurtnaam"], column)
                spans.setdefault(column, []).append(n[column])
            else:
                assert n[column] == 0
        # CBS shows income from 100 households on, and tenure from 20 dwellings.
        few = sum(d["households"] for d in inside) < 100
        for column in (
            "percentage_huishoudens_met_laag_inkomen",
            "gemiddeld_gestandaardiseerd_inkomen_van_huishoudens",
        ):
            assert (n[column] == SUPPRESSED) == few, n["buurtnaam"]
        assert (n["percentage_koopwoningen"] == SUPPRESSED) == (n["woningvoorraad"] < 20)
        ages = [value for column, value in n.items() if column.startswith("percentage_personen_")]
        assert ages.count(SUPPRESSED) in (0, 5)
        assert n["buurtcode"] == "BU99010204" or sum(ages) in (0, *range(98, 103))
    assert hidden["percentage_personen_0_tot_15_jaar"] == hidden["percentage_eenpersoonshuishoudens"] == 1
    for column, values in spans.items():
        assert max(values) - min(values) >= 5, f"neighbourhoods hardly differ in {column}"
    incomes = [n["gemiddeld_gestandaardiseerd_inkomen_van_huishoudens"] for n in town["neighbourhoods"]]
    known = [income for income in incomes if income != SUPPRESSED]
    assert len(known) == len(set(known)) == 8
    assert 20 < min(known) < 30 < 40 < max(known) < 50


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


@pytest.mark.slow
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
    assert kinds[119:123] == [*["youth and family centre"] * 3, "village hall"]
    assert not {"youth and family centre", "village hall"} & set(kinds[:119])
    assert kinds[123:] == [
        *("meeting place", "youth and family centre", "meeting place", "community centre", "meeting place")
    ]
    for f in town["facilities"][119:]:
        assert all(f[field] for field in ("name", "capacity_m2", "opening_hours", "wheelchair", "owner"))
        assert min(f["geom"].Distance(d["geom"]) for d in town["dwellings"] if d["geom"]) > 10


def test_facilities_say_when_they_are_open_and_what_they_are(town):
    places = {f["facility_id"]: f for f in town["facilities"]}
    weeks = {
        "F001": (36, 1, 0),  # three days of six hours, two of nine with their evening
        "F003": (18, 1, 1),  # three afternoons of four, an evening of three, a morning of three
        "F007": (6, 0, 1),
        "F008": (72, 1, 1),
        "F013": (None, None, None),  # another half of the year
        "F009": (78, 1, 1),
    }
    found = {n: tuple(places[n][f] for f in ("hours_week", "open_evening", "open_weekend")) for n in weeks}
    assert found == weeks
    assert [n for n, f in places.items() if f["type"] == "meeting place" and f["commercial"]] == ["F008", "F013"]
    evening = [
        n for n, f in places.items() if f["type"] == "meeting place" and f["open_evening"] and not f["commercial"]
    ]
    assert evening == ["F001", "F003"]
    assert {f["type"]: f["indoor"] for f in places.values()}["playground"] == 0
    assert {f["wheelchair"]: f["step_free"] for f in places.values()} == {"yes": 1, "limited": 0, "no": 0, None: None}


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
    assert rates["Binnenstad"] > 50
    assert sum(rate == 0 for rate in rates.values()) == 7


def test_meeting_places_of_today_are_near_for_all_for_some_and_for_nobody(town, located):
    links = lengths([s for s in town["streets"] if not s["year"] and s["highway"] != "ferry"])
    open_now = [
        f["geom"]
        for f in town["facilities"]
        if f["type"] in ("meeting place", "community centre")
        if (f["open_from"] or 0) <= 2026 <= (f["open_until"] or 9999)
    ]
    assert len(open_now) == 8 + 4 + 4  # all but the pavilion of 2029
    gates = nearest(links, [(g.GetX(), g.GetY()) for g in open_now])
    ways = distances(links, gates)

    def share(code, field, limit):
        homes = [(d["geom"].GetX(), d["geom"].GetY()) for d in located[code]]
        walked = [math.dist(door, home) + ways.get(door, math.inf)
                  for home, door in zip(homes, nearest(links, homes), strict=True)]  # fmt: skip
        near = [d[field] or 0 for d, way in zip(located[code], walked, strict=True) if way <= limit]
        return sum(near) / sum(d[field] or 0 for d in located[code])

    # The places themselves stand some metres from the street.
    for code in ("BU99010101", "BU99010102"):
        assert share(code, "dwellings", 480) > 0.95
        assert share(code, "inhabitants_65", 280) > 0.95
    assert 0.4 < share("BU99010301", "inhabitants_65", 300) < 0.7
    assert 0.5 < share("BU99010401", "dwellings", 500) < 0.7
    assert share("BU99010302", "dwellings", 520) < 0.05
