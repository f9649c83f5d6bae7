"""Layers of random small towns, for what must hold of any: streets that bend, end or lead one way."""

from __future__ import annotations

import random
from dataclasses import dataclass

from towns import runs
from towns.runs import box, layer, point

STEP = 90.0
"""Metres between crossings, about."""


@dataclass(frozen=True)
class TownLayers:
    """The geometries and values of the layers, and the options that go with them."""

    streets: list[tuple[str, str]]
    homes: list[tuple[str | None, str]]
    shops: list[tuple[str | None, str]]
    options: dict

    def network(self) -> dict:
        """Return the parameters of the network."""
        return {"NETWORK": layer(self.streets, "streets", oneway="text"), "MIN_COMPONENT": 0, **self.options}

    def homes_layer(self):
        return layer(self.homes, "homes", kind="Point", who="text")

    def shops_layer(self):
        return layer(self.shops, "shops", kind="GeometryCollection", code="text")

    def on_streets(self, rng: random.Random, count: int) -> list[tuple[float, float]]:
        """Return places on the streets' lines, in metres of the layers' own system."""
        found = []
        for wkt, _ in rng.choices(self.streets, k=count):
            line = next(layer([wkt]).getFeatures()).geometry()
            spot = line.interpolate(rng.uniform(0, line.length())).asPoint()
            found.append((spot.x() - runs.X0, spot.y() - runs.Y0))
        return found


def random_layers(rng: random.Random) -> TownLayers:
    """Make a town of some crossings: a street in eight is missing, a barrier may run through it."""
    wide, high = rng.randint(3, 5), rng.randint(3, 5)
    crossing = {
        (i, j): (i * STEP + rng.uniform(-25, 25), j * STEP + rng.uniform(-25, 25))
        for i in range(wide)
        for j in range(high)
    }
    one_way = rng.random() < 0.5
    streets = []
    for (i, j), here in crossing.items():
        for other in ((i + 1, j), (i, j + 1)):
            if other in crossing and rng.random() < 0.88:
                ends = [here, crossing[other]]
                if rng.random() < 0.4:
                    middle = [(a + b) / 2 + rng.uniform(-12, 12) for a, b in zip(*ends, strict=True)]
                    ends.insert(1, tuple(middle))
                way = rng.choice("FB") if one_way and rng.random() < 0.3 else ""
                streets.append((line(ends), way))

    def spot() -> tuple[float, float]:
        return rng.uniform(-30, wide * STEP), rng.uniform(-30, high * STEP)

    homes = [(point(*spot()), f"h{n}") for n in range(rng.randint(5, 25))]
    homes += [(None, "nowhere"), (point(9000, 9000), "away")]
    shops: list[tuple[str | None, str]] = [(None, "nowhere")]
    for n in range(rng.randint(1, 7)):
        x, y = spot()
        kind = rng.random()
        if kind < 0.6:
            wkt = point(x, y)
        elif kind < 0.8:
            wkt = box(x, y, x + rng.uniform(5, 60), y + rng.uniform(5, 60))
        else:
            wkt = f"MULTIPOINT(({x} {y}), ({spot()[0]} {spot()[1]}))"
        shops.append((f"GEOMETRYCOLLECTION({wkt})", f"s{n}"))
    options = {
        "DIRECTION_FIELD": "oneway",
        "VALUE_FORWARD": "F",
        "VALUE_BACKWARD": "B",
        "TOWARDS": rng.random() < 0.6,
        "UNIT": rng.randint(0, 1),
        "SPEED": 6,  # 100 m a minute
    }
    if rng.random() < 0.3:
        options["BARRIERS"] = layer([line([spot(), spot()])], "water")
    return TownLayers(streets or [(line([(0, 0), (100, 0)]), "")], homes, shops, options)


def line(vertices) -> str:
    return "LINESTRING(" + ", ".join(f"{x} {y}" for x, y in vertices) + ")"
