"""The sample town and Delft: what an assessment says is what networkx walks and pandas adds up."""

from __future__ import annotations

import importlib
import math
import random
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import numpy as np
import pandas as pd
import pytest

from buurtmaat.core.norms.model import NormSet, Requirement, Text
from buurtmaat.core.requirements.assessment import assess
from buurtmaat.core.requirements.divisions import by_level, by_name
from buurtmaat.core.requirements.entities import Dwellings, Neighbourhoods
from buurtmaat.core.requirements.facilities import Facilities
from buurtmaat.core.requirements.judged_town import JudgedTown
from buurtmaat.core.requirements.outcomes import Figures, Outcome
from buurtmaat.core.requirements.rules import Rules
from buurtmaat.core.requirements.weights import WeightSource
from towns.plain_assessment import share_verdict

DAILY = ("supermarket", "pharmacy", "general practitioner")
SMALL = ("playground", "bus stop", "seat")
BY_CLASS = (
    ("centrum-stedelijk", 150.0),
    ("buiten-centrum", 250.0),
    ("groen-stedelijk", 300.0),
    ("centrum-dorps", 400.0),
    ("landelijk", 600.0),
)


@pytest.fixture(scope="module")
def real_towns() -> ModuleType:
    pytest.importorskip("osgeo", reason="the towns are read with GDAL")
    return importlib.import_module("towns.real_towns")


def test_the_sample_town_is_as_by_hand(real_towns: ModuleType, root: Path) -> None:
    """Every dwelling, over streets that networkx walks; every neighbourhood, as pandas adds it up."""
    path = root / "resources" / "sample" / "town.gpkg"
    streets, homes, areas, places = (
        real_towns.read(path, name) for name in ("streets", "dwellings", "neighbourhoods", "facilities")
    )
    points, spots = real_towns.xy_of(homes["geom"]), real_towns.xy_of(places["geom"])
    holder = real_towns.holders(points, areas["geom"])
    asked = [
        share("near", ("meeting place", "community centre"), 500.0, target=0.95),
        share("seats", ("seat",), 400.0, weight="inhabitants_65", indicator="count", minimum=3, target=0.5),
        share("doctor", ("general practitioner",), 15.0, unit="min", mode="walk_65", weight="inhabitants", target=0.8),
        share("playground", ("playground",), 200.0, metric="straight", target=0.9),
        share("basket", DAILY, 800.0, indicator="basket", target=0.8, weight="inhabitants"),
        share("types", SMALL, None, indicator="types", minimum=2, target=0.9, thresholds_by_class=BY_CLASS),
        Requirement(id="rate", facility=("meeting place",), indicator="rate", threshold=100.0, unit="m2"),
    ]
    weights = {r.id: WeightSource("" if r.weight == "dwellings" else r.weight) for r in asked}
    settlements, landlords = by_level("kern", areas["kern"].tolist()), by_name(homes["landlord"].tolist())
    found = assess(
        NormSet(id="t", title=Text("T"), version="1", requirements=tuple(asked)),
        JudgedTown(
            dwellings=Dwellings(
                xy=np.array([(math.nan, math.nan) if p is None else p for p in points]),
                number=homes["dwellings"].astype(float).to_numpy(),
                neighbourhood=np.array(holder),
                columns={name: homes[name].tolist() for name in ("inhabitants", "inhabitants_65")},
            ),
            neighbourhoods=Neighbourhoods(
                ids=areas["buurtcode"].tolist(), columns={}, classes=areas["woonmilieu"].tolist()
            ),
            facilities=Facilities(
                ids=places["facility_id"].tolist(),
                types=places["type"].tolist(),
                neighbourhood=np.array(real_towns.holders(spots, areas["geom"])),
                capacity=places["capacity_m2"].astype(float).to_numpy(),
                columns={},
                area=np.zeros(len(places)),
            ),
            reaching=real_towns.reaching_of(streets["geom"], points, places["geom"]),
        ),
        Rules(
            min_dwellings=50.0,
            complete_types=frozenset(),
            weights=weights,
            blockers={},
            levels={"basket": "kern"},
            divisions=[settlements],
            groups=landlords,
        ),
    )
    walk = real_towns.Walk(streets["geom"], points, spots)
    types = {name: places.index[places["type"] == name].tolist() for name in places["type"].unique()}
    unknown = {d for d, p in enumerate(points) if p is None or walk.snaps["dwelling", d] is None}
    assert len(unknown) == 2 + 5  # without geometry, and off the network
    near, seats, doctor, playground, basket, types_near, rate = found.outcomes
    usable = [f for f in types["meeting place"] + types["community centre"] if f in walk.facilities]
    check_values(near, walk.nearest(usable), unknown)
    reached = walk.metres([f for f in types["seat"] if f in walk.facilities], 1200.0)
    check_values(seats, nth(reached, 3), unknown)
    check_values(doctor, {d: m * 0.02 for d, m in walk.nearest(types["general practitioner"]).items()}, unknown)
    away = {d: min(math.dist(p, spots[f]) for f in types["playground"]) for d, p in enumerate(points) if p is not None}
    check_values(playground, away, {d for d, p in enumerate(points) if p is None})
    daily, small = (
        pd.DataFrame([walk.nearest(f for f in types[name] if f in walk.facilities) for name in names])
        for names in (DAILY, SMALL)
    )
    check_values(basket, dict(daily.max(skipna=False)), unknown)
    classes = pd.Series([areas["woonmilieu"][h] if h >= 0 else None for h in holder])
    threshold = classes.map(dict(BY_CLASS)).to_numpy()
    second = pd.Series(np.sort(small.where(small <= 3 * 600.0), axis=0)[1], small.columns)  # NaN comes last
    check_values(types_near, dict(second), unknown, threshold=threshold)
    for outcome in (near, seats, doctor, playground, types_near):
        weight = homes[outcome.requirement.weight].astype(float).fillna(0).to_numpy()
        check_sums(outcome, outcome.areas, weight, np.array(holder), homes["dwellings"])
        group = homes["landlord"].map({name: row for row, name in enumerate(landlords.ids)}).fillna(-1).astype(int)
        check_sums(outcome, outcome.groups, weight, group.to_numpy(), homes["dwellings"], 5.0)
    weight = homes["inhabitants"].astype(float).fillna(0).to_numpy()
    kern = [settlements.ids.index(areas["kern"][h]) if h >= 0 else -1 for h in holder]
    check_sums(basket, basket.figures["kern"], weight, np.array(kern), homes["dwellings"])
    empty = np.bincount(np.array(holder)[np.array(holder) >= 0], weight[np.array(holder) >= 0], len(areas)) == 0
    assert empty.sum() == 1  # nothing is asked where nobody lives
    assert basket.compliance.tolist() == [
        "not_applicable" if nobody else basket.verdicts.compliance[settlements.ids.index(name)]
        for name, nobody in zip(areas["kern"], empty, strict=True)
    ]
    standing = places[places["type"] == "meeting place"].assign(
        area=[real_towns.holders([spots[f]], areas["geom"])[0] for f in types["meeting place"]]
    )
    for row in range(len(areas)):
        total = homes["dwellings"].astype(float)[np.array(holder) == row].sum()
        amount = standing["capacity_m2"].astype(float)[standing["area"] == row].sum()
        same(rate.areas.rate[row], amount * 1000 / total if total else math.nan)


def same(found: object, plain: object) -> None:
    assert np.allclose(np.asarray(found, float), np.asarray(plain, float), rtol=1e-9, atol=1e-7, equal_nan=True)


def share(name: str, facility: tuple[str, ...], threshold: float | None, **keys: object) -> Requirement:
    usual = {"indicator": "distance", "unit": "m", "threshold": threshold}
    return Requirement(**{**usual, **keys}, id=name, facility=facility)


def nth(reached: dict[int, dict[int, float]], n: int) -> dict[int, float]:
    """Return the n-th nearest facility's distance of each dwelling that has that many."""
    table = pd.DataFrame([(d, m) for metres in reached.values() for d, m in metres.items()], columns=["d", "m"])
    return dict(table.sort_values("m").groupby("d").nth(n - 1).to_numpy())


def check_values(
    outcome: Outcome,
    plain: dict[int, float],
    unknown: set[int],
    rows: Sequence[int] | None = None,
    threshold: np.ndarray | None = None,
) -> None:
    """Compare values and what they make; `rows` are those looked at, `threshold` has one entry a dwelling."""
    measure = outcome.measure
    for place, d in enumerate(rows if rows is not None else range(measure.value.size)):
        value = math.nan if place in unknown else plain.get(place, math.nan)
        assert measure.value[d] == pytest.approx(value, abs=1e-6, nan_ok=True), f"dwelling {d}"
        limit = outcome.requirement.threshold if threshold is None else threshold[d]
        known = place not in unknown and not math.isnan(limit)
        assert measure.within[d] == (int(value <= limit + 1e-6) if known else -1)


def check_sums(
    outcome: Outcome, figures: Figures, weight: np.ndarray, area: np.ndarray, number: pd.Series, least: float = 50.0
) -> None:
    """Compare what pandas makes of what each dwelling has, by the `area` that each is in (-1: none)."""
    areas = figures.total.size - 1
    frame = pd.DataFrame({"area": np.where(area < 0, areas, area), "w": weight, "ok": outcome.measure.within})
    table = frame.pivot_table("w", "area", "ok", "sum", fill_value=0.0).reindex(
        index=range(areas + 1), columns=[1, 0, -1], fill_value=0.0
    )
    for name, ok in (("within", 1), ("outside", 0), ("unknown", -1)):
        same(getattr(figures.sums, name), table[ok])
        same(getattr(outcome.whole, name), table[ok].sum())
    dwellings = pd.Series(number.astype(float).fillna(0).to_numpy()).groupby(area).sum()
    for row in range(areas):
        plain = {"within": table[1][row], "unknown": table[-1][row], "total": table.loc[row].sum()}
        verdict = ("not_applicable", None)
        if plain["total"] > 0:
            verdict = share_verdict(outcome.requirement.target, plain, dwellings[row], least, "")
        assert (figures.verdicts.compliance[row], figures.verdicts.reason[row]) == verdict


@pytest.mark.slow  # the same of the sample town
def test_delft_is_as_by_hand(real_towns: ModuleType, shared: Path) -> None:
    """Some dozens of dwellings over streets that networkx walks; all of them as pandas adds them up."""
    folder = shared / "data" / "delft"
    if not folder.is_dir():
        pytest.skip(f"the data of Delft is not in {folder}")
    streets, homes, areas, places = (
        real_towns.read(folder / f"{file}.gpkg", layer)
        for file, layer in (
            ("streets", "streets"),
            ("dwellings_synthetic", "dwellings"),
            ("neighbourhoods", "neighbourhoods"),
            ("facilities", "facilities"),
        )
    )
    points, spots = real_towns.xy_of(homes["geom"]), real_towns.xy_of(places["geom"])
    number = {code: row for row, code in enumerate(areas["buurtcode"])}
    holder = np.array([number[code] for code in homes["buurtcode"]])
    columns = {
        "pct": [None if v <= -99990 else v for v in areas["percentage_personen_65_jaar_en_ouder"]],
        "people": [None if v <= -99990 else v for v in areas["aantal_inwoners"]],
    }
    asked = [
        share("shop", ("supermarket",), 500.0, target=0.95),
        share("play", ("playground",), 5.0, unit="min", indicator="count", minimum=2, target=0.8),
        share("doctor", ("doctors",), 500.0, metric="straight", weight="pct", weight_of="people", target=0.5),
    ]
    weights = {
        "shop": WeightSource(),
        "play": WeightSource(),
        "doctor": WeightSource("pct", spread=True, share_of="people"),
    }
    found = assess(
        NormSet(id="t", title=Text("T"), version="1", requirements=tuple(asked)),
        JudgedTown(
            dwellings=Dwellings(xy=np.array(points), number=np.ones(len(homes)), neighbourhood=holder, columns={}),
            neighbourhoods=Neighbourhoods(ids=areas["buurtcode"].tolist(), columns=columns),
            facilities=Facilities(
                ids=places["osm_id"].tolist(),
                types=places["fclass"].tolist(),
                neighbourhood=np.zeros(len(places), int),
                capacity=np.ones(len(places)),
                columns={},
                area=np.zeros(len(places)),
            ),
            reaching=real_towns.reaching_of(streets["geom"], points, places["geom"]),
        ),
        Rules(min_dwellings=50.0, complete_types=frozenset(), weights=weights, blockers={}),
    )
    rows = random.Random(7).sample(range(len(homes)), 48)
    shops, grounds = ((places["fclass"] == name).tolist() for name in ("supermarket", "playground"))
    walked = [p if shops[f] or grounds[f] else None for f, p in enumerate(spots)]
    walk = real_towns.Walk(streets["geom"], [points[d] for d in rows], walked)
    unknown = {place for place in range(len(rows)) if walk.snaps["dwelling", place] is None}
    shop, play, doctor = found.outcomes
    check_values(shop, walk.nearest(f for f in walk.facilities if shops[f]), unknown, rows)
    near = nth(walk.metres((f for f in walk.facilities if grounds[f]), 15.0 / 0.0125), 2)
    check_values(play, {d: m * 0.0125 for d, m in near.items()}, unknown, rows)
    doctors = places.index[places["fclass"] == "doctors"]
    away = {place: min(math.dist(points[d], spots[f]) for f in doctors) for place, d in enumerate(rows)}
    check_values(doctor, away, set(), rows)
    for outcome in (shop, play):
        check_sums(outcome, outcome.areas, np.ones(len(homes)), holder, pd.Series(np.ones(len(homes))))
    assert doctor.lacking == 11
    assert doctor.whole.total[0] == pytest.approx(17798.6, abs=0.05)
    assert doctor.whole.unknown[0] == pytest.approx(10.0, abs=0.05)
    assert (doctor.verdicts.reason[:-1] == "weight_unknown").sum() == 11
    assert (doctor.verdicts.reason[:-1] == "no_dwellings").sum() == 2
