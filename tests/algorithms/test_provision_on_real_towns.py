"""Facilities per dwellings on the sample town and on Delft: the rows say what GDAL, networkx and pandas give."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from buurtmaat.core.comparing import type_key
from towns import runs
from towns.plain_library import Town, inside, read, rings_of, spots_of

ROOT = Path(__file__).resolve().parent.parent.parent
TOWN = ROOT / "resources" / "sample" / "town.gpkg"
DELFT = ROOT.parent / "shared" / "data" / "delft"


@pytest.fixture(scope="module")
def town() -> Town:
    return Town(TOWN)


def table(done: runs.Run) -> pd.DataFrame:
    return pd.DataFrame(done.rows("OUTPUT"), dtype=object).set_index("buurtcode")


def of_type(layer: str, name: str) -> str:
    return f"{TOWN}|layername={layer}|subset=type = '{name}'"


def provide(**given) -> runs.Run:
    usual = {"NEIGHBOURHOODS": f"{TOWN}|layername=neighbourhoods", "OUTPUT": "memory:"}
    return runs.run("facilitiesperdwellings", {**usual, **given})


HOMES = {"DWELLINGS": f"{TOWN}|layername=dwellings", "WEIGHT_FIELD": "dwellings"}


def same(found: pd.Series, expected: pd.Series) -> None:
    """Compare two columns, NULL with NULL."""
    np.testing.assert_allclose(
        found.astype(float), expected.reindex(found.index).astype(float), rtol=1e-9, atol=1e-9, equal_nan=True
    )


def test_meeting_places_per_thousand_dwellings_of_the_sample_town(town: Town):
    done = provide(**HOMES, FACILITIES=of_type("facilities", "meeting place"), CAPACITY_FIELD="capacity_m2", NORM=125)
    found = table(done)
    halls = town.of_types("meeting place")
    demand = town.homes.groupby("area")["number"].sum().reindex(found.index).fillna(0)
    capacity = halls.groupby("area")["capacity_m2"].sum().astype(float).reindex(found.index).fillna(0)
    same(found["demand"], demand)
    same(found["facilities"], halls.groupby("area").size().reindex(found.index).fillna(0))
    same(found["capacity"], capacity)
    same(found["rate"], (capacity * 1000 / demand).where(demand > 0))
    same(found["balance"], capacity - 0.125 * demand)
    assert done.results["TOTAL_DEMAND"] + done.results["UNASSIGNED_DWELLINGS"] == town.homes["number"].sum()


def test_playgrounds_and_pitches_by_their_area_of_the_sample_town(town: Town):
    """Polygons are cut by the neighbourhoods, by another library."""
    name = max(town.layers["grounds"]["type"].value_counts().items(), key=lambda pair: pair[1])[0]
    shapes = town.layers["grounds"].query("type == @name")["geom"]
    done = provide(**HOMES, FACILITIES=of_type("grounds", name), AREA_AS_CAPACITY=True)
    found = table(done)
    expected = pd.Series(
        {code: sum(area.Intersection(shape).GetArea() for shape in shapes) for code, area in town.areas["geom"].items()}
    )
    assert (expected > 0).sum() > 3
    np.testing.assert_allclose(
        found["capacity"].astype(float), expected.reindex(found.index), rtol=1e-6, atol=1e-3
    )  # m²
    everything = sum(shape.GetArea() for shape in shapes)
    assert done.results["TOTAL_CAPACITY"] + done.results["UNASSIGNED_CAPACITY"] == pytest.approx(everything)


def test_what_dwellings_of_the_sample_town_reach(town: Town):
    """The mean of what each reaches within 600 m over streets that networkx walks."""
    done = provide(
        **HOMES,
        NETWORK=f"{TOWN}|layername=streets",
        FACILITIES=of_type("facilities", "meeting place"),
        CAPACITY_FIELD="capacity_m2",
        REACH=600,
    )
    found = table(done)
    requirement = {"facility": "meeting place", "indicator": "distance", "unit": "m"}
    places = town.places(requirement)[0]
    within = town.costs(requirement, places) <= 600 + 1e-6
    halls = town.facilities.set_index("facility_id")["capacity_m2"]
    offered = np.array([halls[place.members[0]] for place in places], float)
    homes = town.homes.assign(number_reached=within.sum(axis=0), m2=(within * offered[:, None]).sum(axis=0))
    homes = homes[town.on_network(requirement)]  # of the others it is not known what they reach
    weight = homes["number"]
    for column, reached in (("facilities", "number_reached"), ("capacity", "m2")):
        sums = (homes[reached] * weight).groupby(homes["area"]).sum() / weight.groupby(homes["area"]).sum()
        same(found[column], sums.reindex(found.index))
    assert found["row_status"].value_counts().to_dict() == {"ok": 11, "no_weight": 1}


@pytest.mark.skipif(not DELFT.exists(), reason="Delft's layers are not on this machine")
@pytest.mark.parametrize("kind", ["supermarket", "playground"])
def test_delft_per_thousand_households(kind: str):
    """91 neighbourhoods; households are the demand, in which suppressed figures are NULL."""
    done = provide(
        NEIGHBOURHOODS=str(DELFT / "neighbourhoods.gpkg"),
        DEMAND_FIELD="aantal_huishoudens",
        FACILITIES=f"{DELFT / 'facilities.gpkg'}|layername=facilities|subset=fclass = '{kind}'",
        NORM=1,
    )
    found = table(done)
    areas = read(DELFT / "neighbourhoods.gpkg", "neighbourhoods").set_index("buurtcode")
    places = read(DELFT / "facilities.gpkg", "facilities")
    places = places[places["fclass"].map(type_key) == kind]
    points = spots_of([s if s.GetGeometryName() == "POINT" else s.PointOnSurface() for s in places["geom"]])
    holder = np.full(len(points), None, object)
    for code, shape in reversed(list(areas["geom"].items())):
        holder[inside(points, rings_of(shape))] = code
    households = areas["aantal_huishoudens"].astype(float)
    households = households.where(households > -99990)
    number = pd.Series(holder).value_counts().reindex(areas.index).fillna(0)
    assert len(found) == 91
    assert number.sum() > 10
    same(found["demand"], households)
    same(found["facilities"], number)
    same(found["rate"], (number * 1000 / households).where(households > 0))
    same(found["balance"], number - households / 1000)
