"""Batches over random countries, with municipalities of any shape, against what is counted by hand over the whole."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from contextlib import closing
from pathlib import Path

import pytest

from buurtmaat.batch import child, pools
from buurtmaat.batch.run import BatchPlan, run_batch
from towns.lattice_country import MARGIN, REQUIREMENTS, SHARES, Country, cell_of, plain
from towns.slow import some

Key = tuple[str, str, str]


def rows(path: Path, table: str) -> list[dict]:
    with closing(sqlite3.connect(path)) as database:
        database.row_factory = sqlite3.Row
        return [dict(one) for one in database.execute(f"SELECT * FROM {table}")]


@pytest.fixture
def batch(provider, tmp_path, monkeypatch, request) -> tuple[Country, Path]:
    """Run a batch over a country, and return it with the folder of the results."""
    monkeypatch.setattr(pools.JobRunner, "run", staticmethod(child._outcome))
    country, said = Country(request.param, 5), list[str]()
    country.write(tmp_path / "country")
    plan = BatchPlan(
        recipe=tmp_path / "country" / "recipe.json",
        municipalities=f"{tmp_path / 'country' / 'country.gpkg'}|layername=municipalities",
        folder=tmp_path / "out",
    )
    assert run_batch(plan, said.append) == 0, said
    assert f"{MARGIN} m around each municipality" in said[0]
    return country, tmp_path / "out"


def verdict(share: float, target: float) -> str:
    return "meets" if share >= target - 1e-9 else "fails"


def by_hand(country: Country) -> tuple[dict[Key, tuple], dict[Key, dict[str, float]]]:
    """Return what stands in the rows of neighbourhoods, and the figures of municipalities by living environment."""
    within, cells = country.within(), [cell_of(home.at) for home in country.homes]
    standing = {"rate": country.standing("doctor"), "there": country.standing("school")}
    areas, figures = {}, defaultdict(lambda: defaultdict(list))
    for cell in country.cells:
        mine = [one for one, where in zip(within, cells, strict=True) if where == cell]
        for asked in REQUIREMENTS:
            name, key = asked["id"], (country.of[cell], country.code(cell), asked["id"])
            if not mine:
                areas[key] = (0, "not_applicable")
            elif name in SHARES:
                good = sum(one[name] for one in mine)
                areas[key] = (good, verdict(good / len(mine), asked["target"]))
                for kind in {"", plain(country.kinds[cell])}:
                    figures[name, kind][country.of[cell]] += [one[name] for one in mine]
            else:
                rate = standing[name][cell] * (1000 / len(mine) if name == "rate" else 1)
                areas[key] = (rate, verdict(rate, asked["threshold"]))
    shares = {key: {code: sum(own) / len(own) for code, own in of.items()} for key, of in figures.items()}
    return areas, shares


@pytest.mark.parametrize("batch", some(range(12), (0,)), indirect=True)
def test_dwellings_neighbourhoods_and_places_are_those_of_the_whole_country(batch) -> None:
    country, out = batch
    found, seen = country.within(), set()
    for code in country.municipalities:
        for row in rows(out / "municipalities" / code / "results.gpkg", "output_dwellings"):
            number = int(row["who"])
            cell = cell_of(country.homes[number].at)
            assert (country.of[cell], row["neighbourhood"]) == (code, country.code(cell))
            assert {name: row[f"{name}_ok"] for name in SHARES} == found[number], row
            seen.add(number)
    assert seen == set(range(len(found)))

    areas, shares = by_hand(country)
    mine = [one for one in rows(out / "results.gpkg", "results") if one["neighbourhood"].startswith("BU")]
    told = {(one["municipality"], one["neighbourhood"], one["requirement"]): one for one in mine}
    assert told.keys() == areas.keys()
    for key, (figure, compliance) in areas.items():
        row = told[key]
        assert row["compliance"] == compliance, row
        if compliance != "not_applicable":
            assert row["within" if key[2] in SHARES else "rate"] == pytest.approx(figure, abs=1e-9), row

    places = [one for one in rows(out / "results.gpkg", "places") if one["requirement"] in SHARES]
    assert len(places) == sum(map(len, shares.values()))
    for place in places:
        others = shares[place["requirement"], plain(place["living_environment"])]
        own = others[place["municipality"]]
        higher = sum(other > own + 1e-9 for other in others.values())
        assert place["value"] == pytest.approx(own, abs=1e-9)
        assert (place["place"], place["among"]) == (1 + higher, len(others))
        assert place["percentile"] == pytest.approx(100 * (len(others) - higher) / len(others))
