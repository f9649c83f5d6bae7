"""Puts the sample town together and says what its layers hold."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from osgeo import ogr

from . import figures, people, places, plan, writer
from .areas import Ground, build_ground
from .cycling import build_cycle_network
from .dwellings import Dwelling, build_houses
from .geometry import Area, line_geometry, parts_of, point_geometry, polygon_geometry, union
from .grounds import Piece, build_grounds
from .network import Street
from .public_space import Space, build_public_space
from .streets import build_streets, built_zones, canals, ditches, moat
from .timetable import write_timetable
from .writer import Layer


def make_town(path: Path) -> None:
    """Make the sample town and write it to a GeoPackage, and its timetable beside it; each run gives the same."""
    ogr.UseExceptions()
    ground = build_ground()
    streets = build_streets(ground, _chance(1))
    water = _water(ground, streets)
    facilities = places.build_facilities(streets)
    entrances = places.park_entrances(ground, streets)
    forbidden = union(
        [geometry.Buffer(5, 4) for _kind, _name, geometry in water]
        + [line_geometry(ground.railway).Buffer(24, 4)]
        + [park.Buffer(2, 4) for park in ground.parks.values()]
        + [polygon_geometry(ring) for ring in plan.KEEP_FREE.values()]
    )
    candidates = [(row, places.beside_street(row[2], streets, 14.0)) for row in plan.CANDIDATES]
    plots = [(np.array(facility.point), facility.radius) for facility in facilities]
    plots += [(np.array(point), 16.0) for _row, point in candidates]
    houses = build_houses(streets, ground.neighbourhoods, built_zones(ground, streets), forbidden, plots, _chance(2))
    chance = _chance(3)
    people.settle(houses, chance)
    people.add_complexes(houses, chance)
    areas = {code: Area(shape) for code, shape in ground.neighbourhoods.items()}
    people.add_oddities(houses, areas, chance)
    houses = people.number(houses)
    people.describe(houses, _chance(5))
    wet = union(geometry for _kind, _name, geometry in water)
    counted = figures.count(houses, ground.neighbourhoods, wet)
    grounds = build_grounds(ground, streets)
    write_timetable(path.with_name("timetable.zip"), facilities)
    writer.write(
        path,
        [
            _streets_layer(streets),
            _neighbourhoods_layer(ground, counted),
            _dwellings_layer(houses),
            _facilities_layer([*facilities, *places.later_facilities(streets, len(facilities))]),
            *_park_layers(ground, entrances),
            _water_layer(water),
            Layer("railway", ogr.wkbLineString, "Railway", {"name": "text", "kind": "text"},
                  [(line_geometry(ground.railway), ("Wedelijn", "rail"))]),
            _plans_layer(),
            _candidates_layer(candidates),
            _survey_layer(ground, counted, figures.survey(counted, _chance(4))),
            _developed_layer(houses),
            _grounds_layer(grounds),
            _cycle_layer(build_cycle_network(streets)),
            _public_space_layer(build_public_space(ground, streets, grounds, wet)),
        ],
    )  # fmt: skip


def _chance(stream: int) -> np.random.Generator:
    """Return a source of chance of its own for each step, so that a change to one leaves the others as they were."""
    return np.random.default_rng([plan.SEED, stream])


def _water(ground: Ground, streets: list[Street]) -> list[tuple[str, str, ogr.Geometry]]:
    river = [("river", "De Wede", ground.river)]
    ponds = [("pond", name, ground.ponds[key]) for key, name in plan.POND_NAMES.items()]
    return [
        *river,
        *ponds,
        *(("canal", "Singelgracht", piece) for piece in moat(streets)),
        *(("canal", name, piece) for name, piece in canals(streets)),
        *(("ditch", "Sloot", piece) for piece in ditches(ground, streets)),
    ]


def _streets_layer(streets: list[Street]) -> Layer:
    fields = {
        "street_id": "text", "highway": "text", "name": "text", "bridge": "text", "tunnel": "text", "layer": "integer",
        "speed_kmh": "real", "time_min": "real", "oneway": "text", "surface": "text", "year": "integer",
    }  # fmt: skip
    rows = [
        (
            line_geometry(s.line),
            (f"S{number:04d}", s.highway, s.name, "T" if s.bridge else None, "T" if s.tunnel else None, s.layer,
             s.speed, s.minutes, s.oneway, s.surface, s.year),
        )
        for number, s in enumerate(streets, start=1)
    ]  # fmt: skip
    return Layer("streets", ogr.wkbLineString, "Streets and paths", fields, rows)


def _code(code: str) -> str:
    return f"BU9901{code}"


def _neighbourhoods_layer(ground: Ground, counted: dict[str, figures.Figures]) -> Layer:
    fields = {
        "buurtcode": "text", "buurtnaam": "text", "wijkcode": "text", "wijknaam": "text", "gemeentecode": "text",
        "gemeentenaam": "text", "kern": "text", "woonmilieu": "text", "water": "text", "aantal_inwoners": "integer",
        "aantal_huishoudens": "integer", "woningvoorraad": "integer", "percentage_personen_65_jaar_en_ouder": "integer",
        "stedelijkheid_adressen_per_km2": "integer", "omgevingsadressendichtheid": "integer",
        "oppervlakte_land_in_ha": "integer", "percentage_personen_0_tot_15_jaar": "integer",
        "percentage_personen_15_tot_25_jaar": "integer", "percentage_personen_25_tot_45_jaar": "integer",
        "percentage_personen_45_tot_65_jaar": "integer", "percentage_eenpersoonshuishoudens": "integer",
        "percentage_huishoudens_met_kinderen": "integer", "percentage_huishoudens_met_laag_inkomen": "integer",
        "gemiddeld_gestandaardiseerd_inkomen_van_huishoudens": "real", "percentage_koopwoningen": "integer",
        "perc_huurwoningen_in_bezit_woningcorporaties": "integer",
    }  # fmt: skip
    rows = []
    for n in plan.NEIGHBOURHOODS:
        c = counted[n.code]
        rows.append((
            ground.neighbourhoods[n.code],
            (_code(n.code), n.name, f"WK9901{n.district}", plan.DISTRICTS[n.district], plan.MUNICIPALITY_CODE,
             plan.MUNICIPALITY_NAME, n.settlement, n.environment, "NEE", c.inhabitants, c.households, c.dwellings,
             c.share_older, c.density_class, c.density, c.land_ha, *c.share_ages, c.share_single,
             c.share_with_children, c.share_low_income, c.income, c.share_owned, c.share_association),
        ))  # fmt: skip
    return Layer("neighbourhoods", ogr.wkbPolygon, "Neighbourhoods with key figures", fields, rows)


def _dwellings_layer(houses: list[Dwelling]) -> Layer:
    fields = {
        "dwelling_id": "text", "dwellings": "integer", "inhabitants": "integer", "inhabitants_65": "integer",
        "households": "integer", "landlord": "text", "complex": "text", "complex_dwellings": "integer",
        "share_55plus": "real", "type": "text", "inhabitants_0_15": "integer", "inhabitants_15_25": "integer",
        "inhabitants_25_45": "integer", "inhabitants_45_65": "integer", "households_single": "integer",
        "households_with_children": "integer", "households_low_income": "integer", "dwellings_association": "integer",
        "dwellings_owner": "integer",
    }  # fmt: skip
    rows = [
        (
            point_geometry(h.point) if h.point else None,
            (h.dwelling_id, h.dwellings, h.inhabitants, h.older, h.households, h.landlord, h.complex,
             h.complex_dwellings, h.share_55plus, h.kind, *h.ages, h.singles, h.with_children, h.low_income,
             *_tenure(h)),
        )
        for h in houses
    ]  # fmt: skip
    return Layer("dwellings", ogr.wkbPoint, "Dwellings", fields, rows)


def _tenure(house: Dwelling) -> tuple[int | None, int | None]:
    """Return the dwellings that an association owns, and those whose owner lives in them."""
    if house.dwellings is None:
        return None, None
    return house.dwellings if house.landlord else 0, house.owned


def _facilities_layer(facilities: list[places.Facility]) -> Layer:
    fields = {
        "facility_id": "text", "type": "text", "name": "text", "capacity_m2": "real", "opening_hours": "text",
        "wheelchair": "text", "open_from": "integer", "open_until": "integer", "owner": "text", "operator_type": "text",
        "hours_week": "real", "open_evening": "integer", "open_weekend": "integer",
        **{one.field: "text" if one.is_text else "integer" for one in places.FACETS},
    }  # fmt: skip
    rows = [
        (
            point_geometry(f.point),
            (f.facility_id, f.kind, f.name, f.capacity, f.opening_hours, f.wheelchair, f.open_from, f.open_until,
             f.owner, f.operator_type, *f.week, *f.facets),
        )
        for f in facilities
    ]  # fmt: skip
    return Layer("facilities", ogr.wkbPoint, "Facilities", fields, rows)


def _park_layers(ground: Ground, entrances: list[tuple[str, tuple[float, float]]]) -> list[Layer]:
    parks = [
        (ground.parks[key], (key, "park", name, round(ground.parks[key].Area(), 1)))
        for key, name in plan.PARK_NAMES.items()
    ]
    doors = [(point_geometry(place), (f"E{n:02d}", key)) for n, (key, place) in enumerate(entrances, start=1)]
    return [
        Layer("parks", ogr.wkbMultiPolygon, "Parks",
              {"facility_id": "text", "type": "text", "name": "text", "area_m2": "real"}, parks),
        Layer("park_entrances", ogr.wkbPoint, "Entrances of parks",
              {"entrance_id": "text", "facility_id": "text"}, doors),
    ]  # fmt: skip


def _water_layer(water: list[tuple[str, str, ogr.Geometry]]) -> Layer:
    rows = [
        (piece, (f"V{number:03d}", kind, name))
        for number, (kind, name, piece) in enumerate(
            ((k, n, p) for k, n, g in water for p in parts_of(g, ogr.wkbPolygon)), start=1
        )
    ]
    return Layer("water", ogr.wkbPolygon, "Water", {"water_id": "text", "kind": "text", "name": "text"}, rows)


def _plans_layer() -> Layer:
    fields = {
        "plan_id": "text", "name": "text", "dwellings": "integer", "year": "integer", "plan_status": "text",
        "target_group": "text",
    }  # fmt: skip
    rows = [(polygon_geometry(ring), (key, name, n, year, status, group))
            for key, name, ring, n, year, status, group in plan.PLANS]  # fmt: skip
    return Layer("planned_housing", ogr.wkbPolygon, "Housing plans", fields, rows)


def _candidates_layer(candidates: list[tuple[plan.Candidate, tuple[float, float]]]) -> Layer:
    fields = {
        "candidate_id": "text", "name": "text", "owner": "text", "owner_name": "text", "capacity_m2": "real",
    }  # fmt: skip
    rows = [
        (point_geometry(point), (key, name, kind, owner, float(size)))
        for (key, name, _wish, owner, kind, size), point in candidates
    ]
    return Layer("candidates", ogr.wkbPoint, "Buildings that could be opened to the neighbourhood", fields, rows)


def _survey_layer(ground: Ground, counted: dict[str, figures.Figures], answers: dict[str, figures.Answers]) -> Layer:
    fields = {
        "buurtcode": "text", "buurtnaam": "text", "respondents": "integer", "feeling_at_home": "real", "lonely": "real",
        "share_65": "real", "share_rented": "real", "share_single": "real", "density": "integer",
    }  # fmt: skip
    rows = []
    for n in plan.NEIGHBOURHOODS:
        c, a = counted[n.code], answers[n.code]
        share = round(c.older / c.inhabitants, 4) if c.inhabitants else 0.0
        rows.append((
            ground.neighbourhoods[n.code],
            (_code(n.code), n.name, a.respondents, a.at_home, a.lonely, share, c.rented, c.single, c.density),
        ))  # fmt: skip
    return Layer("survey", ogr.wkbPolygon, "Survey among about twenty inhabitants of each neighbourhood", fields, rows)


def _developed_layer(houses: list[Dwelling]) -> Layer:
    """Return the built-up areas: what lies near several houses, with smooth edges."""
    built = union(point_geometry(h.point).Buffer(90, 3) for h in houses if h.point and h.kind not in plan.LONELY_KINDS)
    areas = [piece for piece in parts_of(built.Buffer(-66, 3).Simplify(4.0), ogr.wkbPolygon) if piece.Area() > 30_000]
    areas.sort(key=lambda piece: -piece.Area())
    rows = [(piece, (f"D{n:02d}", round(piece.Area(), 1))) for n, piece in enumerate(areas, start=1)]
    return Layer("developed_areas", ogr.wkbPolygon, "Built-up areas", {"area_id": "text", "area_m2": "real"}, rows)


def _grounds_layer(pieces: list[Piece]) -> Layer:
    rows = [
        (piece.geometry, (f"G{number:03d}", piece.kind, piece.name, round(piece.geometry.Area(), 1)))
        for number, piece in enumerate(pieces, start=1)
    ]
    return Layer("grounds", ogr.wkbMultiPolygon, "Grounds to play, to do sport and to walk, and tree canopy",
                 {"facility_id": "text", "type": "text", "name": "text", "area_m2": "real"}, rows)  # fmt: skip


def _public_space_layer(spaces: list[Space]) -> Layer:
    rows = [
        (space.geometry, (f"O{number:03d}", space.kind, round(space.geometry.Area(), 1)))
        for number, space in enumerate(spaces, start=1)
    ]
    return Layer("public_space", ogr.wkbMultiPolygon, "Public space",
                 {"space_id": "text", "kind": "text", "area_m2": "real"}, rows)  # fmt: skip


def _cycle_layer(network: list[tuple[str, Street]]) -> Layer:
    fields = {
        "street_id": "text", "highway": "text", "name": "text", "bridge": "text", "tunnel": "text", "layer": "integer",
        "time_min": "real", "oneway": "text",
    }  # fmt: skip
    rows = [
        (
            line_geometry(s.line),
            (street_id, s.highway, s.name, "T" if s.bridge else None, "T" if s.tunnel else None, s.layer, s.minutes,
             s.oneway),
        )
        for street_id, s in network
    ]  # fmt: skip
    return Layer("cycle_network", ogr.wkbLineString, "Network for bicycles", fields, rows)
