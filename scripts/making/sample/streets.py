"""All streets of the sample town, with the oddities that a network from practice has."""

from __future__ import annotations

from collections import Counter
from itertools import cycle

import numpy as np
from osgeo import ogr

from . import names, patterns, plan
from .areas import Ground, old_town_ring
from .geometry import (
    Area,
    Line,
    between_x,
    clip,
    length,
    line_geometry,
    nearest_on,
    offset,
    part,
    parts_of,
    point_at,
    polygon_geometry,
    rounded,
    smooth,
    union,
    vertices,
)
from .network import Street, components, join, split_some, without_overlaps

SURFACES = {
    "secondary": "asphalt",
    "tertiary": "asphalt",
    "unclassified": "asphalt",
    "residential": "paving_stones",
    "living_street": "paving_stones",
    "pedestrian": "sett",
    "cycleway": "asphalt",
    "service": "asphalt",
    "footway": "paving_stones",
    "path": "compacted",
    "steps": "concrete",
}
STEPS_SPEED = 2.0


def build_streets(ground: Ground, rng: np.random.Generator) -> list[Street]:
    """Draw all streets, join them, and give them names and surfaces."""
    streets = _main_roads(ground)
    streets += _old_town(ground, rng)
    for code, highway, lines in _quarters(ground, streets, rng):
        streets += [Street(line, highway, name=code) for line in lines]
    streets += _hand_drawn_paths()
    streets += _riverside(ground)
    streets += _park_paths(ground, streets)
    join(streets)
    streets = _only_connected(streets)
    links = _links_between_dead_ends(ground, streets, rng)
    _build_stairs(links)
    streets += links
    join(streets)
    streets = without_overlaps(_only_connected(streets))
    _check_roads(streets)
    _name(streets)
    streets += _planned_streets(streets)
    streets = split_some(streets, rng)
    streets += _ferry(streets)
    streets += _flaws(streets)
    _end_at_border(streets, ground)
    for street in streets:
        street.surface = street.surface or SURFACES.get(street.highway)
    return streets


def _main_roads(ground: Ground) -> list[Street]:
    streets: list[Street] = []
    for road in plan.ROADS:
        streets += _with_crossings(ground.roads[road.name], road, ground)
    for name, highway, sideways, west, east in plan.RIVER_ROADS:
        streets.append(Street(between_x(offset(ground.river_axis, sideways), west, east), highway, name))
    for name, highway, sideways, west, east in plan.RAILWAY_ROADS:
        streets.append(Street(between_x(offset(ground.railway, sideways), west, east), highway, name))
    return streets


def _with_crossings(line: Line, road: plan.Road, ground: Ground) -> list[Street]:
    """Cut a road where a bridge or the tunnel begins and ends, so that only that piece carries the tag."""
    water = parts_of(line_geometry(line).Intersection(ground.river), ogr.wkbLineString)
    if water:
        bank = [nearest_on(line, point[:2])[1] for point in water[0].GetPoints()]
        return _in_three(line, min(bank) - 8, max(bank) + 8, road, "bridge")
    crossing = line_geometry(line).Intersection(line_geometry(ground.railway))
    if not crossing.IsEmpty() and road.name == plan.TUNNEL_ROAD:
        middle = nearest_on(line, (crossing.GetX(), crossing.GetY()))[1]
        return _in_three(line, middle - 22, middle + 22, road, "tunnel")
    return [Street(line, road.highway, road.name)]


def _in_three(line: Line, start: float, end: float, road: plan.Road, kind: str) -> list[Street]:
    middle = Street(part(line, start, end), road.highway, road.name, noded=False, whole=True)
    if kind == "bridge":
        middle.bridge, middle.layer = True, 1
    else:
        middle.tunnel, middle.layer = True, -1
    return [
        Street(part(line, 0, start), road.highway, road.name),
        middle,
        Street(part(line, end, length(line)), road.highway, road.name),
    ]


def _old_town(ground: Ground, rng: np.random.Generator) -> list[Street]:
    """Draw the market, lanes and walls of the old town; the wall street is one closed line."""
    singel = Street(old_town_ring(0), "residential", "Singel", whole=True)
    wall = Street(old_town_ring(plan.WALL_DEPTH), "living_street", "Achter de Wallen", whole=True)
    streets = [singel, wall]
    streets += [Street(smooth(points, 12), highway, name) for name, highway, points in plan.OLD_TOWN_STREETS]
    lanes = cycle(names.LANES)
    inside = polygon_geometry(wall.line).Difference(polygon_geometry(plan.OLD_TOWN_STREETS[0][2]).Buffer(4))
    # A strongly bent grid, with gaps, gives the odd blocks of a town that grew before anyone drew it.
    drawn = patterns.grid(inside, 17, 43, 58, rng, 0.36, amplitude=15, wavelength=190)
    for line in patterns.apart(drawn, [street.line for street in streets], 15, 40):
        streets.append(Street(line, "pedestrian", next(lanes), oneway=("F", "B", "both")[int(rng.integers(3))]))
    quay = ground.neighbourhoods["0101"].Difference(polygon_geometry(singel.line))
    quay = quay.Difference(line_geometry(ground.river_axis).Buffer(47))
    for foot, head in plan.QUAY_LANES:
        streets += [Street(line, "living_street", next(lanes)) for line in clip(rounded([foot, head]), quay)]
    for share in plan.MOAT_DAMS:
        outer = point_at(singel.line, share * length(singel.line))
        _gap, where = nearest_on(wall.line, outer)
        streets.append(Street(rounded([outer, point_at(wall.line, where)]), "residential", "Poortstraat"))
    return streets


def _quarters(ground: Ground, roads: list[Street], rng: np.random.Generator) -> list[tuple[str, str, list[Line]]]:
    """Fill each neighbourhood with the street pattern of its time."""
    blocked = union(
        [line_geometry(ground.river_axis).Buffer(47), line_geometry(ground.railway).Buffer(46)]
        + [park.Buffer(13) for park in ground.parks.values()]
        + [pond.Buffer(13) for pond in ground.ponds.values()]
        + [polygon_geometry(ring).Buffer(8) for ring in plan.KEEP_FREE.values()]
    )
    roads_lines = [street.line for street in roads]
    blocks = _blocks(roads_lines, ground)
    quarters: list[tuple[str, str, list[Line]]] = []

    def region(code: str) -> ogr.Geometry:
        return blocks[code].Difference(blocked)

    def add(code: str, highway: str, lines: list[Line]) -> None:
        quarters.append((code, highway, patterns.apart(lines, roads_lines)))

    add("0102", "residential", patterns.rings_round_old_town(region("0102"), [52, 108, 166, 226, 290], rng, 17, 0, 350))
    add("0202", "residential", patterns.rings_round_old_town(region("0202"), [60, 122, 186, 252, 320], rng, 15, 0, 390))
    add("0201", "residential", patterns.grid(region("0201"), 8, 66, 158, rng))
    add("0203", "residential", patterns.grid(region("0203"), 74, 88, 160, rng))
    waterrijk = region("0302")
    lanes = [smooth(points) for points in plan.WATERRIJK_LANES]
    quarters.append(("0302", "residential", lanes))
    roads_lines = [*roads_lines, *lanes]
    for outline, angle in plan.WATERRIJK_ROWS:
        zone = polygon_geometry(outline)
        add("0302", "residential", patterns.grid(waterrijk.Intersection(zone), angle, 74, 145, rng, 0.3, 16, 520))
        waterrijk = waterrijk.Difference(zone)
    add("0302", "residential", patterns.arcs(waterrijk, plan.LAKE, [98, 170, 245, 320, 395, 470], rng, 140))
    add("0204", "service", patterns.grid(region("0204"), 12, 118, 170, rng, 0.3))
    loops = [smooth(points) for points in plan.HOVEN_LOOPS]
    around = [line for line in roads_lines if not any(line is loop for loop in loops)]
    quarters.append(("0301", "residential", loops))
    quarters.append(("0301", "living_street", patterns.branches(loops, region("0301"), rng, obstacles=around)))
    village = [street.line for street in roads if street.name in plan.VILLAGE_TRUNKS]
    kernel = Area(region("0401"))
    trunks = [piece for line in village for piece in clip(line, kernel.geometry.Buffer(60))]
    others = [line for line in roads_lines if not any(line is v for v in village)]
    quarters.append(
        ("0401", "residential",
         patterns.branches(trunks, region("0401"), rng, gap=82, depth=2, obstacles=others, clearance=48)))  # fmt: skip
    return quarters


def built_zones(ground: Ground, streets: list[Street]) -> dict[str, ogr.Geometry]:
    """Return where each neighbourhood is built up; elsewhere in it only farms and lone houses stand."""
    roads = {*ground.roads, *(name for name, *_rest in (*plan.RIVER_ROADS, *plan.RAILWAY_ROADS))}
    zones = _blocks([street.line for street in streets if street.name in roads], ground)
    # A main road belongs to what it encloses: the houses on its outer side are no farms.
    return {code: zone.Buffer(32, 4) for code, zone in zones.items()}


def _blocks(roads: list[Line], ground: Ground) -> dict[str, ogr.Geometry]:
    """Return the ground to be built on in each neighbourhood: the drawn zone, or what main roads enclose."""
    faces = union(line_geometry(line) for line in roads).Polygonize()
    blocks = {}
    for code, shape in ground.neighbourhoods.items():
        if code in plan.BUILT_ZONES:
            blocks[code] = polygon_geometry(plan.BUILT_ZONES[code]).Intersection(shape)
        elif code in plan.BUILT_BLOCKS:
            seeds = [np.array(seed, dtype=float) for seed in plan.BUILT_BLOCKS[code]]
            blocks[code] = union(face for face in faces if any(Area(face).holds(seed) for seed in seeds))
        else:
            blocks[code] = shape
    return blocks


def _hand_drawn_paths() -> list[Street]:
    return [Street(smooth(points, 15), highway, name) for name, highway, points in plan.PATHS]


def _riverside(ground: Ground) -> list[Street]:
    """Draw the towpath at the water's edge and the stairs that lead up from it."""
    name, sideways, west, east = plan.TOWPATH
    path = between_x(offset(ground.river_axis, sideways), west, east)
    dike = offset(ground.river_axis, 50.0)
    streets = [Street(path, "path", name)]
    for label, near in plan.STEPS:
        foot = point_at(path, nearest_on(path, near)[1])
        head = point_at(dike, nearest_on(dike, foot)[1])
        streets.append(Street(rounded([foot, head]), "steps", label, speed=STEPS_SPEED))
    return streets


def _build_stairs(links: list[Street]) -> None:
    """Turn the link at the planned place into stairs: people with a rollator have to walk round."""
    name, place = plan.STAIRS
    stairs = min(links, key=lambda link: nearest_on(link.line, place)[0])
    stairs.highway, stairs.name, stairs.speed = "steps", name, STEPS_SPEED


def _park_paths(ground: Ground, streets: list[Street]) -> list[Street]:
    """Lay a path round the inside of each larger park, and paths from it to the streets around."""
    paths: list[Street] = []
    for park_id, park in ground.parks.items():
        for piece in parts_of(park, ogr.wkbPolygon):
            inside = polygon_geometry(np.array(piece.GetGeometryRef(0).GetPoints())[:, :2]).Buffer(-13)
            if inside.Area() < 3500:
                continue
            ring = rounded(np.array(inside.Simplify(2.0).GetGeometryRef(0).GetPoints())[:, :2])
            paths.append(Street(ring, "footway", plan.PARK_NAMES[park_id], whole=True, surface="compacted"))
            paths += _spokes(ring, park_id, streets)
    return paths


def _spokes(ring: Line, park_id: str, streets: list[Street], count: int = 5) -> list[Street]:
    lines = [street.line for street in streets if street.noded]
    total = length(ring)
    spokes = []
    for k in range(count):
        start = point_at(ring, (k + 0.35) / count * total)
        gaps = [nearest_on(line, start) for line in lines]
        best = min(range(len(lines)), key=lambda i: gaps[i][0])
        if gaps[best][0] > 75:
            continue
        end = point_at(lines[best], gaps[best][1])
        spokes.append(Street(rounded([start, end]), "footway", plan.PARK_NAMES[park_id], surface="compacted"))
    return spokes


LINK = 78.0
"""Metres that a footpath from a dead end is shorter than."""


def _links_between_dead_ends(ground: Ground, streets: list[Street], rng: np.random.Generator) -> list[Street]:
    """Lay footpaths from the ends of cul-de-sacs to the next street, where one is near."""
    barrier = union([ground.river, line_geometry(ground.railway).Buffer(3), *ground.ponds.values()])
    ends: dict[tuple[float, float], int] = {}
    uses: dict[tuple[float, float], int] = {}
    for index, street in enumerate(streets):
        for point in set(vertices(street.line)):
            uses[point] = uses.get(point, 0) + 1
        points = vertices(street.line)
        ends[points[0]] = ends[points[-1]] = index
    low, high = (np.array([edge(street.line, axis=0) for street in streets]) for edge in (np.min, np.max))
    paths: list[Street] = []
    for point, index in ends.items():
        if uses[point] > 1 or streets[index].highway not in {"residential", "living_street", "footway"}:
            continue
        if rng.random() > 0.62:
            continue
        best = None
        near = ((low - LINK <= point) & (point <= high + LINK)).all(axis=1)
        for other in np.flatnonzero(near).tolist():
            street = streets[other]
            if other == index or not street.noded:
                continue
            gap, where = nearest_on(street.line, point)
            if gap < LINK and (best is None or gap < best[0]):
                best = (gap, point_at(street.line, where))
        if best is None:
            continue
        line = rounded([point, best[1]])
        if len(line) > 1 and not line_geometry(line).Intersects(barrier):
            paths.append(Street(line, "footway"))
    return paths


def _only_connected(streets: list[Street]) -> list[Street]:
    """Drop what the patterns left unconnected; the one deliberate island is added later."""
    main = set(components(streets)[0])
    return [street for index, street in enumerate(streets) if index in main]


def _check_roads(streets: list[Street]) -> None:
    """Refuse a plan of which a drawn road did not come into the network."""
    drawn = {road.name for road in plan.ROADS} | {name for name, *_rest in (*plan.RIVER_ROADS, *plan.RAILWAY_ROADS)}
    drawn |= {name for name, *_rest in (*plan.PATHS, *plan.OLD_TOWN_STREETS, plan.TOWPATH, *plan.STEPS)}
    lost = drawn - {street.name for street in streets}
    if lost:
        raise ValueError(f"not connected to the network: {sorted(lost)}")


def _name(streets: list[Street]) -> None:
    """Give the streets of each neighbourhood names of one kind, as Dutch towns do."""
    stock = {code: cycle(names.BY_NEIGHBOURHOOD[code]) for code in names.BY_NEIGHBOURHOOD}
    for street in streets:
        if street.name in stock:
            narrow = street.name in {"0102", "0202"} and len(street.line) % 4 == 0
            street.name = next(stock[street.name])
            street.oneway = ("F", "B")[len(street.line) // 4 % 2] if narrow else "both"


def _planned_streets(streets: list[Street]) -> list[Street]:
    """Add the streets that open with the plans; their ends lie on vertices of streets that exist."""
    planned = []
    for name, year, points in plan.PLANNED_STREETS:
        planned.append(Street(smooth(points, 15), "residential", name, year=year))
    together = [*streets, *planned]
    join(together)
    return planned


def _end_at_border(streets: list[Street], ground: Ground) -> None:
    """Let one polder road stop exactly at the municipal border, as data cut off there do."""
    border = ground.municipality.Boundary()
    for street in streets:
        if street.name != plan.ROAD_TO_BORDER:
            continue
        crossing = parts_of(line_geometry(street.line).Intersection(border), ogr.wkbPoint)
        if crossing:
            where = nearest_on(street.line, (crossing[0].GetX(), crossing[0].GetY()))[1]
            street.line = part(street.line, 0, where)


def _ferry(streets: list[Street]) -> list[Street]:
    """Let a ferry cross between the nearest vertices of the two dikes."""
    landing = {}
    for dike in ("Veerdijk", "Zuiderdijk"):
        vertices = np.vstack([street.line for street in streets if street.name == dike])
        landing[dike] = vertices[np.argmin(np.abs(vertices[:, 0] - plan.FERRY_X))]
    line = rounded([landing["Veerdijk"], landing["Zuiderdijk"]])
    return [
        # The layer number lets the ferry pass where the water is a barrier, as a bridge does.
        Street(line, "ferry", "Veer Waterveen", minutes=plan.FERRY_MINUTES, layer=1, noded=False)
    ]


def _flaws(streets: list[Street]) -> list[Street]:
    """Add what goes wrong in real networks: an island, a near miss, a duplicate, a crossing without a node."""
    flawed = [Street(rounded(points), highway, name, noded=False) for name, highway, points in plan.ISLAND]
    flawed.append(_near_miss(streets))
    twin = next(street for street in streets if street.name == plan.DUPLICATE)
    flawed.append(Street(twin.line.copy(), twin.highway, twin.name, noded=False))
    flawed.append(_crossing_without_node(streets))
    return flawed


def _near_miss(streets: list[Street]) -> Street:
    """Return a path whose end stops half a metre before the street that it leads to."""
    ends = [s.line[end] for s in streets if s.highway == "living_street" for end in (0, -1)]
    uses = Counter(point for s in streets for point in set(vertices(s.line)))
    loose = [end for end in ends if uses[vertices(end[None, :])[0]] == 1]
    loose.sort(key=lambda end: float(np.hypot(*(end - np.array(plan.NEAR_MISS)))))
    for end in loose:
        others = [s.line for s in streets if not np.any(np.all(s.line == end, axis=1))]
        gaps = [nearest_on(line, end) for line in others]
        best = min(range(len(others)), key=lambda i: gaps[i][0])
        gap = gaps[best][0]
        target = point_at(others[best], gaps[best][1])
        path = rounded([end, end + (target - end) * (1 - 0.5 / gap)])
        if 12 < gap < 80 and not any(line_geometry(path).Intersects(line_geometry(line)) for line in others):
            return Street(path, "footway", "Doorsteek", noded=False)
    raise ValueError("no dead end to leave half a metre short")


def _crossing_without_node(streets: list[Street]) -> Street:
    start, end = plan.CROSSING_WITHOUT_NODE
    return Street(rounded([_nearest_vertex(streets, start), end]), "path", "Kerkenpad", noded=False)


def _nearest_vertex(streets: list[Street], point: tuple[float, float]) -> Line:
    vertices = np.vstack([street.line for street in streets if street.highway != "ferry"])
    return vertices[np.argmin(np.hypot(*(vertices - np.array(point)).T))]


def moat(streets: list[Street]) -> list[ogr.Geometry]:
    """Return the ring canal round the old town, cut by the dams on which streets enter it."""
    outer = polygon_geometry(old_town_ring(plan.MOAT[0]))
    ring = outer.Difference(polygon_geometry(old_town_ring(plan.MOAT[1])))
    return dammed(ring, streets)


def dammed(water: ogr.Geometry, streets: list[Street], smallest: float = 260.0) -> list[ogr.Geometry]:
    """Return the pieces of a canal between the culverts under the streets that cross it."""
    near = [
        line_geometry(street.line).Buffer(7.0, 4)
        for street in streets
        if line_geometry(street.line).Distance(water) < 7.0
    ]
    rest = water.Difference(union(near)) if near else water
    return [piece for piece in parts_of(rest, ogr.wkbPolygon) if piece.Area() > smallest]


def canals(streets: list[Street]) -> list[tuple[str, ogr.Geometry]]:
    """Return the drawn canals, with a culvert under every street that crosses them."""
    found = []
    for name, width, points in plan.CANALS:
        bed = line_geometry(smooth(points)).Buffer(width / 2, 4)
        found += [(name, piece) for piece in dammed(bed, streets)]
    return found


def ditches(ground: Ground, streets: list[Street]) -> list[ogr.Geometry]:
    """Return the long straight ditches of the polders, away from streets."""
    clear = union(line_geometry(street.line).Buffer(45, 3) for street in streets)
    wet = union([ground.river.Buffer(40), line_geometry(ground.railway).Buffer(20)])
    found = []
    for code, angle, gap, west, south, east, north in plan.DITCHES:
        turn = np.radians(angle)
        axes = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
        zone = polygon_geometry([(west, south), (east, south), (east, north), (west, north)])
        room = ground.neighbourhoods[code].Buffer(-25).Intersection(zone).Difference(clear).Difference(wet)
        middle = np.array([(west + east) / 2, (south + north) / 2])
        for row in np.arange(-1500.0, 1500.0, gap):
            line = np.array([[-2000.0, row], [2000.0, row]]) @ axes + middle
            found += [line_geometry(piece).Buffer(2.2, 1) for piece in clip(line, room) if length(piece) > 90]
    return found
