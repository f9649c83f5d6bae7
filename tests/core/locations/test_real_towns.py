"""The sample town and Delft: suggested places against ways that networkx walks, and all combinations of the town's."""

from __future__ import annotations

import importlib
from itertools import combinations
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from buurtmaat.core.geometry.shapes import from_wkb
from buurtmaat.core.locations.objectives import Objective
from buurtmaat.core.locations.suggestions import (
    LocationSearch,
    SearchDemand,
    Suggestion,
    suggest_locations,
)
from buurtmaat.core.network.graph import build_graph
from buurtmaat.core.network.network import Lines, build_network
from buurtmaat.core.network.network_access import find_network_access
from buurtmaat.core.network.options import Travel


@pytest.fixture(scope="module")
def real_towns() -> ModuleType:
    pytest.importorskip("osgeo", reason="the towns are read with GDAL")
    return importlib.import_module("towns.real_towns")


class Town:
    """Streets, dwellings and candidates, and the metres between them as networkx walks them."""

    def __init__(self, tools: ModuleType, streets: list[bytes], homes, weight, area, places: list[bytes]) -> None:
        self.network = build_network(Lines(shapes=from_wkb(streets)), tools.OPTIONS)
        self.points = np.array([(np.nan, np.nan) if home is None else home for home in homes])
        self.weight, self.area = np.array(weight, float), np.array(area)
        self.places = places
        self.walk = tools.Walk(streets, homes, tools.xy_of(places))

    def suggest(self, objective: int, places: int, limit: float) -> Suggestion:
        return suggest_locations(
            find_network_access(build_graph(self.network, Travel()), from_wkb(self.places), None, self.points),
            0,
            SearchDemand(self.weight, self.area),
            [None] * len(self.places),
            LocationSearch(objective=objective, places=places, target=0.9, limit=limit, seconds=600),
        )

    def away(self, chosen) -> np.ndarray:
        """Return each dwelling's way to the nearest of some candidates."""
        found = np.full(len(self.points), np.inf)
        for dwelling, metres in self.walk.nearest([f for f in chosen if f in self.walk.facilities]).items():
            found[dwelling] = metres
        return found


@pytest.mark.slow
def test_the_sample_town_s_best_three_of_twelve(real_towns: ModuleType, root: Path) -> None:
    path = root / "resources" / "sample" / "town.gpkg"
    streets, homes, areas, places = (
        real_towns.read(path, name) for name in ("streets", "dwellings", "neighbourhoods", "candidates")
    )
    points = real_towns.xy_of(homes["geom"])
    area = real_towns.holders(points, areas["geom"])
    weight = [np.nan if n is None or n < 0 else float(n) for n in homes["dwellings"]]
    town = Town(real_towns, list(streets["geom"]), points, weight, area, list(places["geom"]))
    table = np.full((len(points), len(places)), np.inf)
    for facility, ways in town.walk.metres(town.walk.facilities).items():
        for dwelling, metres in ways.items():
            table[dwelling, facility] = metres
    counts = np.isfinite(table).any(axis=1) & (np.nan_to_num(town.weight) > 0)
    nearest = {c: table[:, c].min(axis=1)[counts] for c in combinations(range(len(places)), 3)}
    weight, area = town.weight[counts], town.area[counts]

    def shares(away: np.ndarray) -> list[float]:
        return sorted(
            round(float(weight[(area == a) & (away <= 800)].sum() / weight[area == a].sum()), 6)
            for a in set(area.tolist()) - {-1}
        )

    most = town.suggest(Objective.MOST_SERVED, 3, 800)
    assert most.weight == pytest.approx(max(float(weight[away <= 800].sum()) for away in nearest.values()))
    total = town.suggest(Objective.LEAST_TOTAL, 3, 800)
    assert total.value == pytest.approx(min(float(weight @ away) for away in nearest.values()))
    greatest = town.suggest(Objective.LEAST_GREATEST, 3, 800)
    assert greatest.value == pytest.approx(min(float(away.max()) for away in nearest.values()))
    fair = town.suggest(Objective.WORST_FIRST, 3, 800)
    assert shares(nearest[tuple(fair.chosen.tolist())]) == max(map(shares, nearest.values()))
    assert most.gap == total.gap == greatest.gap == fair.gap == 0


@pytest.mark.slow  # the same of the sample town
def test_delft_is_proved_and_its_figures_are_those_that_are_walked(real_towns: ModuleType, shared: Path) -> None:
    folder = shared / "data" / "delft"
    streets = list(real_towns.read(folder / "streets.gpkg", "streets")["geom"])
    homes = real_towns.xy_of(real_towns.read(folder / "dwellings_synthetic.gpkg", "dwellings")["geom"][::8])
    facilities = list(real_towns.read(folder / "facilities.gpkg", "facilities")["geom"])
    places = [facilities[row] for row in np.linspace(0, len(facilities) - 1, 300).astype(int)]
    town = Town(real_towns, streets, homes, np.ones(len(homes)), np.full(len(homes), -1), places)

    most = town.suggest(Objective.MOST_SERVED, 5, 800)
    assert most.gap == 0
    assert most.weight == most.value == (town.away(most.chosen) <= 800 + 1e-6).sum()
    everything = town.suggest(Objective.MOST_SERVED, len(places), 800)
    assert everything.value == (town.away(range(len(places))) <= 800 + 1e-6).sum()
    total = town.suggest(Objective.LEAST_TOTAL, 5, 800)
    assert total.gap == 0
    assert total.value == pytest.approx(town.away(total.chosen).sum())
    assert total.value <= town.away(most.chosen).sum()
    greatest = town.suggest(Objective.LEAST_GREATEST, 5, 800)
    assert greatest.gap == 0
    assert greatest.value == pytest.approx(town.away(greatest.chosen).max())
    assert greatest.value <= min(town.away(total.chosen).max(), town.away(most.chosen).max())
