"""Facilities, parks with entrances, candidate buildings and housing plans of the sample town."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from osgeo import ogr

from core.preparing.facets import facet_values, read_facets
from core.preparing.opening_hours import OpeningWeek, read_hours

from . import plan
from .areas import Ground
from .dwellings import HOUSED
from .geometry import Point, length, line_geometry, nearest_line, nearest_on, normal_at, parts_of, point_at
from .network import Street

PLOT_RADIUS = {
    "primary school": 34.0,
    "supermarket": 26.0,
    "playground": 15.0,
    "community centre": 18.0,
    "library": 16.0,
    "bus stop": 3.0,
    "seat": 2.0,
}
"""How much ground a facility takes, in metres round its point; 11 m where it is not said."""


FACETS = read_facets((Path(__file__).resolve().parents[3] / "resources" / "prepare" / "facets.json").read_bytes())


@dataclass(frozen=True)
class Facility:
    """One point facility as it stands in the layer."""

    facility_id: str
    kind: str
    name: str | None
    point: Point
    capacity: float | None
    opening_hours: str | None
    wheelchair: str | None
    open_from: int | None
    open_until: int | None
    owner: str | None
    operator_type: str | None

    @property
    def radius(self) -> float:
        """How far its plot reaches."""
        return PLOT_RADIUS.get(self.kind, 11.0)

    @property
    def week(self) -> tuple[float | None, int | None, int | None]:
        """Hours of its week, and whether it is open in an evening and in the weekend."""
        week = read_hours(self.opening_hours or "")
        if not isinstance(week, OpeningWeek):
            return None, None, None
        return week.hours_week, int(week.open_evening), int(week.open_weekend)

    @property
    def facets(self) -> tuple[str | int | None, ...]:
        """Its facets, as Prepare facilities finds them."""
        tags = {"wheelchair": self.wheelchair, "operator:type": self.operator_type}
        return facet_values(FACETS, self.kind, {key: tag for key, tag in tags.items() if tag})


def beside_street(wish: Point, streets: list[Street], setback: float) -> Point:
    """Return the point `setback` metres beside the street nearest to the wish, on the wish's side of it."""
    usable = [s for s in streets if s.noded and not s.year and s.highway in HOUSED]
    best = usable[nearest_line([street.line for street in usable], wish)]
    measure = float(np.clip(nearest_on(best.line, wish)[1], 1, max(1, length(best.line) - 1)))
    foot = point_at(best.line, measure)
    normal = normal_at(best.line, measure)
    side = 1.0 if float(np.dot(np.asarray(wish) - foot, normal)) >= 0 else -1.0
    x, y = np.round(foot + side * setback * normal, 2)
    return float(x), float(y)


def build_facilities(streets: list[Street]) -> list[Facility]:
    """Put the planned facilities beside the streets that they stand at."""
    return _placed([*plan.FACILITIES, *_small_places(streets)], streets, 1)


def later_facilities(streets: list[Street], before: int) -> list[Facility]:
    """Return the facilities that came later; they take no ground, so that all houses stay where they are."""
    return _placed(plan.LATER_FACILITIES, streets, before + 1)


def _placed(rows: Sequence[plan.FacilityRow], streets: list[Street], first: int) -> list[Facility]:
    facilities = []
    for number, row in enumerate(rows, start=first):
        kind, name, wish, capacity, wheelchair, extra = row
        radius = PLOT_RADIUS.get(kind, 11.0)
        setback = {"bus stop": 3.0, "seat": 3.0}.get(kind, min(radius, 20.0))
        place = wish if extra.get("exact") else beside_street(wish, streets, setback)
        facilities.append(
            Facility(
                f"F{number:03d}", kind, name, (float(place[0]), float(place[1])), capacity,
                extra.get("opening", plan.OPENING.get(kind)), wheelchair, extra.get("from"), extra.get("until"),
                extra.get("owner", plan.OWNERS.get(kind)), extra.get("operator"),
            )
        )  # fmt: skip
    return facilities


def _small_places(streets: list[Street]) -> list[plan.FacilityRow]:
    """Return playgrounds, bus stops along the main roads, and seats in parks and along the water."""
    rows: list[plan.FacilityRow] = []
    for index, place in enumerate(plan.PLAYGROUNDS):
        rows.append(("playground", f"Speelplek {index + 1}", place, float(300 + 170 * (index * 7 % 6)), None, {}))
    stops = _along_roads(streets, plan.BUS_ROADS, plan.BUS_STOP_GAP)
    rows += [("bus stop", None, place, None, "yes", {"exact": True}) for place in stops]
    seats = _along_roads(streets, plan.SEAT_ROADS, plan.SEAT_GAP)
    seats += _along_roads(streets, tuple(plan.PARK_NAMES.values()), 140.0)
    rows += [("seat", None, place, None, None, {"exact": True}) for place in seats]
    return rows


def _along_roads(streets: list[Street], roads: tuple[str, ...], gap: float) -> list[Point]:
    """Return places three metres beside the named roads, at least `gap` metres from each other."""
    places: list[Point] = []
    for street in streets:
        if street.name not in roads or street.bridge or street.tunnel or street.highway == "ferry":
            continue
        for measure in np.arange(30.0, length(street.line), 30.0).tolist():
            spot = point_at(street.line, measure) + 3.0 * normal_at(street.line, measure)
            place = (round(float(spot[0]), 2), round(float(spot[1]), 2))
            if all(np.hypot(place[0] - x, place[1] - y) >= gap for x, y in places):
                places.append(place)
    return places


def park_entrances(ground: Ground, streets: list[Street]) -> list[tuple[str, Point]]:
    """Return where paths enter the parks that have entrances: the points at which a street crosses the edge."""
    found: list[tuple[str, Point]] = []
    for park_id in plan.PARKS_WITH_ENTRANCES:
        park = ground.parks[park_id]
        # Only the outer edge: nobody enters a park from its pond.
        edges = [piece.GetGeometryRef(0) for piece in parts_of(park, ogr.wkbPolygon)]
        for edge in edges:
            outline = line_geometry(np.array(edge.GetPoints())[:, :2])
            for street in streets:
                crossing = line_geometry(street.line).Intersection(outline)
                for point in parts_of(crossing, ogr.wkbPoint):
                    place = (round(point.GetX(), 2), round(point.GetY(), 2))
                    if all(np.hypot(place[0] - x, place[1] - y) > 15 for _id, (x, y) in found):
                        found.append((park_id, place))
    return found
