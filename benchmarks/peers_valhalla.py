"""Ours beside valhalla, on the same streets, which it is given as OpenStreetMap: a matrix of ways on foot."""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from country import AT
from generate import Floats, Streets, facilities, streets
from measure import in_turn
from osgeo import osr

from buurtmaat.core.geometry import shapes
from buurtmaat.core.network.graph import build_graph
from buurtmaat.core.network.network import build_network
from buurtmaat.core.network.network_access import find_network_access
from buurtmaat.core.network.options import NetworkOptions, Travel
from buurtmaat.core.reach.matrix import distance_matrix

PACKAGES = ("pyvalhalla==3.9.1", "osmium==4.3.2")
ORIGINS, DESTINATIONS = 1_000, 50
_ANY = 10**8
"""More pairs, places and metres than are asked for: valhalla has limits, as a service that all may use."""


def rows(nodes: int, runs: int) -> list[list[str]]:
    """Run the matrix with both, return its line, and say how far the answers differ."""
    made = streets(nodes)
    origins = made.xy[facilities(len(made.xy), ORIGINS, seed=1)]
    destinations = made.xy[facilities(len(made.xy), DESTINATIONS)]
    with tempfile.TemporaryDirectory() as scratch:
        theirs = Valhalla(Path(scratch), made, origins, destinations)
        ours = Ours(made, origins, destinations)
        own, other = in_turn(runs, ours.matrix, theirs.matrix)
    apart, off = np.abs(theirs.metres - ours.metres), np.isnan(theirs.metres)
    where = np.unravel_index(np.nanargmax(apart), apart.shape)
    print(
        f"Beside valhalla: {off.sum()} of {off.size:,} ways not found; distances differ by {np.nanmedian(apart):.1f} m "
        f"(median), {np.nanpercentile(apart, 95):.1f} m (95 of 100), {apart[where]:.1f} m of "
        f"{ours.metres[where]:,.0f} at most; ratio {np.nanmedian(theirs.metres / ours.metres):.5f} (median)."
    )
    name = f"matrix of {ORIGINS:,} × {DESTINATIONS} on {made.tail.size:,} streets, from arrays"
    return [[name, f"{own:.2f}", "valhalla, from its tiles", f"{other:.2f}", f"{other / own:.1f}", ""]]


class Ours:
    """Our network, ready to be searched."""

    def __init__(self, made: Streets, origins: Floats, destinations: Floats) -> None:
        self.network, self.origins = build_network(made.lines(), NetworkOptions()), origins
        self.places = shapes.points(destinations)

    def matrix(self) -> None:
        """Find the metres from each origin to each destination."""
        self.metres = np.full((ORIGINS, DESTINATIONS), np.nan)
        access = find_network_access(build_graph(self.network, Travel()), self.places, None, self.origins)
        for found, _ in distance_matrix(access, 0, np.inf):
            self.metres[found.origin, found.destination] = found.metres


class Valhalla:
    """Valhalla's tiles of the same streets, ready to be searched, and what its user calls."""

    def __init__(self, folder: Path, made: Streets, origins: Floats, destinations: Floats) -> None:
        import valhalla

        (folder / "tiles").mkdir()
        settings = valhalla.get_config(tile_dir=str(folder / "tiles"), tile_extract="", verbose=False)
        settings["mjolnir"] |= {"admin": "", "timezone": ""}
        limits = ("max_matrix_location_pairs", "max_matrix_distance", "max_locations")
        settings["service_limits"]["pedestrian"] |= dict.fromkeys(limits, _ANY)
        path, extract = folder / "valhalla.json", folder / "streets.osm.pbf"
        path.write_text(json.dumps(settings), encoding="utf-8")
        write_extract(extract, made)
        build = Path(valhalla.__file__).parent / "bin" / "valhalla_build_tiles"
        subprocess.run([build, "-c", path, extract], check=True, capture_output=True)
        self.actor = valhalla.Actor(str(path))
        self.asked = {
            "sources": [{"lon": x, "lat": y} for x, y in degrees(origins)],
            "targets": [{"lon": x, "lat": y} for x, y in degrees(destinations)],
            "costing": "pedestrian",
            "costing_options": {"pedestrian": {"shortest": True}},
            "verbose": False,
        }

    def matrix(self) -> None:
        """Find the metres from each origin to each destination: whole ones."""
        kilometres = self.actor.matrix(self.asked)["sources_to_targets"]["distances"]
        self.metres = 1000 * np.array(kilometres, float)


def write_extract(path: Path, made: Streets) -> None:
    """Write streets as OpenStreetMap has them: a residential street each, with its bend."""
    import osmium

    count = len(made.xy)
    with osmium.SimpleWriter(str(path)) as out:
        for number, place in enumerate(degrees(np.concatenate([made.xy, made.bend]))):
            out.add_node(osmium.osm.mutable.Node(id=number + 1, location=place, version=1))
        for number, (tail, head) in enumerate(zip(made.tail.tolist(), made.head.tolist(), strict=True)):
            nodes = [tail + 1, count + number + 1, head + 1]
            tags = {"highway": "residential"}
            out.add_way(osmium.osm.mutable.Way(id=number + 1, nodes=nodes, tags=tags, version=1))


def degrees(xy: Floats) -> list[tuple[float, float]]:
    """Return places in longitude and latitude."""
    rd, world = osr.SpatialReference(), osr.SpatialReference()
    rd.ImportFromEPSG(28992)
    world.ImportFromEPSG(4326)
    world.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    found = osr.CoordinateTransformation(rd, world).TransformPoints((xy + AT).tolist())
    return [(x, y) for x, y, _ in found]
