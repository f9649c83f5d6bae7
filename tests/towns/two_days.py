"""A town on two days, random and small, and its shares computed by hand: a search through crossings, and sums.

Dwellings and facilities stand on crossings of a grid of 100 m, so that each way is a whole number of blocks; some stand
outside all areas. Nothing of the engine is used here. What a mix of the two days is, is written once more from the
documentation.
"""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass, field

import numpy as np

from towns import runs
from towns.runs import box, layer, point

SIZE, STEP = 5, 100.0
Node = tuple[int, int]
AREAS = {"west": box(-60, -60, 250, 350), "east": box(250, -60, 460, 460)}
CAUSES = ("facilities", "streets", "dwellings", "weights", "norms")


@dataclass
class Dwelling:
    id: str
    node: Node
    number: float | None
    seniors: float | None

    @property
    def area(self) -> str | None:
        return area_of(self.node)


def area_of(node: Node) -> str | None:
    """Return the area of a crossing; three of them lie outside both."""
    x, y = node
    return "east" if x > 2 else "west" if y < 4 else None


@dataclass
class Day:
    """All of one day."""

    facilities: list[Node]
    streets: set[tuple[Node, Node]]
    dwellings: list[Dwelling]
    people: dict[str, float | None]
    threshold: float
    per: float = 100.0
    requirements: list[dict] = field(default_factory=list)


def nodes() -> list[Node]:
    return [(x, y) for x in range(SIZE) for y in range(SIZE)]


def all_streets() -> list[tuple[Node, Node]]:
    return [(n, (n[0] + dx, n[1] + dy)) for n in nodes() for dx, dy in ((1, 0), (0, 1)) if _in(n[0] + dx, n[1] + dy)]


def _in(x: int, y: int) -> bool:
    return x < SIZE and y < SIZE


def blocks_from(streets: set[tuple[Node, Node]], start: Node) -> dict[Node, float]:
    """Return how many blocks each crossing is away from one, by Dijkstra."""
    found, heap = {start: 0.0}, [(0.0, start)]
    while heap:
        cost, here = heapq.heappop(heap)
        if cost > found[here]:
            continue
        for a, b in streets:
            if here in (a, b):
                there = b if here == a else a
                if cost + 1 < found.get(there, math.inf):
                    found[there] = cost + 1
                    heapq.heappush(heap, (cost + 1, there))
    return found


def _thinned(rng: np.random.Generator, many: int) -> set[tuple[Node, Node]]:
    """Return the streets without some, so that all crossings stay connected."""
    left = set(all_streets())
    for place in rng.permutation(len(all_streets()))[:many]:
        less = left - {all_streets()[place]}
        if len(blocks_from(less, (0, 0))) == SIZE * SIZE:
            left = less
    return left


def with_nulls(days: tuple[Day, Day], seed: int) -> tuple[Day, Day]:
    """Return a town of which some figures are not known."""
    rng = np.random.default_rng(seed)
    for day in days:
        for one in day.dwellings:
            if one.id not in "we":
                one.number = None if rng.random() < 0.1 else one.number
                one.seniors = None if rng.random() < 0.05 else one.seniors
        day.people = {name: None if rng.random() < 0.2 else people for name, people in day.people.items()}
    return days


def random_days(seed: int) -> tuple[Day, Day]:
    """Return a town on two days."""
    rng = np.random.default_rng(seed)
    every = nodes()

    def node() -> Node:
        return every[rng.integers(len(every))]

    def dwelling(name: str) -> Dwelling:
        return Dwelling(name, node(), float(rng.integers(1, 6)), float(rng.integers(0, 5)))

    first = [dwelling(f"d{n}") for n in range(14)]
    first += [Dwelling("w", (0, 0), 1, 1), Dwelling("e", (4, 4), 1, 1)]  # so that someone lives in each area
    kept = [one for one in first if one.id in "we" or rng.random() < 0.75]
    second = [Dwelling(one.id, one.node, float(rng.integers(1, 6)), float(rng.integers(0, 5))) for one in kept]
    second += [dwelling(f"n{n}") for n in range(int(rng.integers(1, 5)))]
    for one in second:
        one.seniors = max(one.seniors, 1.0) if one.id in "we" else one.seniors
    order = rng.permutation(len(second))
    places = [node() for _ in range(3)]
    later_places = [one for one in places if rng.random() < 0.7] + [node() for _ in range(int(rng.integers(1, 3)))]
    return (
        Day(places, _thinned(rng, 12), first, {"west": 200.0, "east": 90.0}, float(rng.choice([150, 250]))),
        Day(
            later_places,
            _thinned(rng, 12),
            [second[place] for place in order],
            {name: float(rng.integers(50, 400)) for name in AREAS},
            float(rng.choice([150, 250])),
        ),
    )


def requirements(day: Day) -> list[dict]:
    """Return the requirements of a day: shares by dwellings, seniors and people, and rates."""
    near = {"facility": "school", "indicator": "distance", "threshold": day.threshold, "unit": "m", "target": 0.5}
    rate = {"facility": "school", "indicator": "rate", "threshold": 1, "unit": "number", "per": day.per}
    return [
        {"id": "walk", **near},
        {"id": "seniors", **near, "weight": "seniors"},
        {"id": "people", **near, "weight": "inhabitants"},
        {"id": "straight", **near, "metric": "straight"},
        {"id": "rate", **rate},
        {"id": "each", **rate, "weight": "inhabitants"},
    ]


def parameters(facilities: Day, streets: Day, dwellings: list[Dwelling], people: dict[str, float], norms: Day) -> dict:
    """Return what a run takes."""
    import json

    homes = [(_spot(one.node), one.id, one.number, one.seniors) for one in dwellings]
    lines = [f"LINESTRING({_xy(a)}, {_xy(b)})" for a, b in sorted(streets.streets)]
    return {
        "NETWORK": layer(lines, "streets"),
        "DWELLINGS": layer(homes, "homes", id="text", number="real", seniors="real"),
        "WEIGHT_FIELD": "number",
        "NEIGHBOURHOODS": layer(
            [(shape, name, people[name]) for name, shape in AREAS.items()], "areas", code="text", inhabitants="real"
        ),
        "NEIGHBOURHOOD_ID": "code",
        "FACILITIES": [layer([_spot(one) for one in facilities.facilities], "school")],
        "COMPLETE_TYPES": "school",
        "REQUIREMENTS": json.dumps(requirements(norms)),
        "MIN_COMPONENT": 0,
        "OUTPUT_RESULTS": "memory:",
    }


def of_day(day: Day) -> dict:
    return parameters(day, day, day.dwellings, day.people, day)


def _xy(node: Node) -> str:
    return f"{node[0] * STEP:g} {node[1] * STEP:g}"


def _spot(node: Node) -> str:
    return point(node[0] * STEP, node[1] * STEP)


def people_of(dwellings: list[Dwelling], people: dict[str, float | None]) -> dict[str, float | None]:
    """Return the people of each dwelling: those of its area, in proportion to the numbers of dwellings."""
    lived_in = {name: sum(one.number or 0.0 for one in dwellings if one.area == name) for name in AREAS}
    found: dict[str, float | None] = {}
    for one in dwellings:
        all_of_them = 0.0 if one.area is None else people[one.area]
        part = 0.0 if one.area is None else (one.number or 0.0) / lived_in[one.area]
        found[one.id] = None if all_of_them is None else all_of_them * part
    return found


def shares(days: tuple[Day, Day], mix: tuple[int, int, int, int, int]) -> dict[tuple[str, str], float]:
    """Return the share or the rate of each requirement in each area of a mix, by hand.

    An area has no figure where the weight of a dwelling in it is not known, and its weight is in no total.
    """
    facilities, streets, standing, counted, norms = (days[place] for place in mix)
    figures = {one.id: one for one in counted.dwellings}
    crowd = [people_of(day.dwellings, day.people) for day in (standing, counted)]
    rows = []
    for one in standing.dwellings:
        same = figures.get(one.id, one)
        rows.append((one, same.number, same.seniors, crowd[one.id in figures][one.id]))
    ways = [blocks_from(streets.streets, place) for place in facilities.facilities]
    found = {}
    # By the column of the weight: in which areas one is not known. Where no dwelling is counted none lacks.
    unknown = {
        column: {row[0].area for row in rows if row[column] is None and (row[1] or 0) > 0} for column in (1, 2, 3)
    }
    for area in (*AREAS, "_total"):
        mine = [row for row in rows if area in (row[0].area, "_total")]
        for name, column in (("walk", 1), ("seniors", 2), ("people", 3), ("straight", 1)):
            within = total = 0.0
            for row in mine:
                if row[0].area in unknown[column] or row[column] is None:
                    continue
                x, y = row[0].node
                if name == "straight":
                    far = min((math.hypot(x - a, y - b) for a, b in facilities.facilities), default=math.inf)
                else:
                    far = min((way[row[0].node] for way in ways), default=math.inf)
                total += row[column]
                within += row[column] if far * STEP <= norms.threshold else 0.0
            found[name, area] = within / total if total else math.nan
        for name, column in (("rate", 1), ("each", 3)):  # of what lies outside there is no rate
            told = [one for one in AREAS if area in (one, "_total") and one not in unknown[column]]
            here = sum(1 for node in facilities.facilities if area_of(node) in told)
            whole = sum(row[column] or 0.0 for row in mine if row[0].area in told)
            found[name, area] = here / (whole / norms.per) if whole else math.nan
    return found


def mixed_parameters(days: tuple[Day, Day], mix: tuple[int, int, int, int, int]) -> dict:
    """Return what a whole run of a mix takes, with each dwelling's people written on it."""
    facilities, streets, standing, counted, norms = (days[place] for place in mix)
    figures = {one.id: one for one in counted.dwellings}
    crowd = [people_of(day.dwellings, day.people) for day in (standing, counted)]
    homes = [
        (_spot(one.node), one.id, same.number, same.seniors, crowd[one.id in figures][one.id])
        for one, same in ((one, figures.get(one.id, one)) for one in standing.dwellings)
    ]
    given = parameters(facilities, streets, [], counted.people, norms)
    own = layer(homes, "homes", id="text", number="real", seniors="real", inhabitants="real")
    return {**given, "DWELLINGS": own}


def results_of(parameters: dict) -> dict[tuple[str, str], float]:
    """Return the share or the rate of each requirement in each area, of a whole run."""
    rows = runs.run("basicrequirements", parameters).rows("OUTPUT_RESULTS")
    return {
        (row["requirement"], row["neighbourhood"]): math.nan
        if (row["share"] if row["indicator"] == "distance" else row["rate"]) is None
        else row["share"]
        if row["indicator"] == "distance"
        else row["rate"]
        for row in rows
    }


def rich_day(rng: np.random.Generator) -> dict[str, dict]:
    """Return what a run of a town with areas, entrances, barriers and levels takes, by the cause that it belongs to.

    No dwelling has a figure of its own, so that a mix of two days is a mix of these inputs.
    """
    import json

    def spot() -> str:
        return point(*rng.uniform(0, 400, 2))

    def block(size: float) -> str:
        x, y = rng.uniform(0, 350, 2)
        return box(x, y, x + rng.uniform(20, size), y + rng.uniform(20, size))

    places = [(spot(), f"p{n}", kind, rng.uniform(50, 300)) for n, kind in enumerate(["school", "shop", "hall"] * 2)]
    greens = [(block(150), f"g{n}", "park", None) for n in range(3)]
    kinds = {"code": "text", "type": "text", "m2": "real"}
    streets = _thinned(rng, 8)
    lines = [
        (f"LINESTRING({_xy(a)}, {_xy(b)})", str(rng.choice(["path", "path", "steps"]))) for a, b in sorted(streets)
    ]
    border = rng.uniform(150, 300)
    areas = [
        (box(-60, -60, border, 200), "sw", "south"),
        (box(border, -60, 380, 200), "se", "south"),
        (box(-60, 200, 460, 460), "n", "north"),
    ]
    near = {"indicator": "distance", "threshold": float(rng.choice([120, 200, 300])), "unit": "m", "target": 0.8}
    asked = [
        {"id": "school", "facility": "school", **near},
        {"id": "park", "facility": "park", **near, "min_area_m2": 500, "merge_touching": True},
        {"id": "rollator", "facility": "shop", **near, "mode": "rollator"},
        {"id": "bicycle", "facility": "hall", **near, "threshold": 2, "unit": "min", "mode": "cycle"},
        {"id": "two", "facility": ["school", "shop"], **near, "indicator": "count", "minimum": 2},
        {"id": "all", "facility": ["school", "shop", "hall"], **near, "indicator": "basket", "metric": "straight"},
        {"id": "m2", "facility": "park", "indicator": "rate", "threshold": 5, "unit": "m2", "per": 10},
        {"id": "there", "facility": "hall", "indicator": "presence", "threshold": 1, "unit": "number"},
        *(
            {"id": f"of_{of}", "facility": "park", "indicator": "area_share", "unit": "share", "area_of": of}
            | {"threshold": 0.1}
            for of in ("neighbourhood", "developed", "public_space")
        ),
    ]
    return {
        "facilities": {
            "FACILITIES": [layer(places, "places", **kinds), layer(greens, "greens", **kinds)],
            "FACILITY_ID": "code",
            "TYPE_FIELD": "type",
            "CAPACITY_FIELD": "m2",
            "ENTRANCES": layer([(spot(), "p0"), (spot(), "g1")], "gates", of="text"),
            "ENTRANCE_FACILITY": "of",
        },
        "streets": {
            "NETWORK": layer(lines, "streets", highway="text"),
            "CYCLE_NETWORK": layer([line for line, _ in lines], "cycleways"),
            "BARRIERS": layer([f"LINESTRING({rng.uniform(0, 400):g} 30, {rng.uniform(0, 400):g} 170)"], "water"),
            "MIN_COMPONENT": float(rng.choice([0, 150])),
            "MAX_SNAP": float(rng.choice([40, 100])),
            "ACCESS_LEGS": bool(rng.random() < 0.5),
            "ENTRANCE_GAP": float(rng.choice([5, 25])),
        },
        "dwellings": {"DWELLINGS": layer([spot() for _ in range(12)], "homes")},
        "weights": {
            "NEIGHBOURHOODS": layer(areas, "areas", code="text", district="text"),
            "NEIGHBOURHOOD_ID": "code",
            "LEVEL_FIELDS": ["district"],
            "DEVELOPED_AREAS": layer([block(300), block(300)], "developed"),
            "PUBLIC_SPACE": layer([block(300), block(300)], "public"),
        },
        "norms": {"REQUIREMENTS": json.dumps(asked), "MIN_DWELLINGS": 0},
    }
