"""Rows of the layers that municipalities share out: each is counted once, with what became of it, and told."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from osgeo import gdal, ogr
from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer

from buurtmaat.batch import child, pools
from buurtmaat.batch.run import BatchPlan, run_batch
from buurtmaat.core.errors import InputError
from towns.municipality_row import WIDE, X0, Y0, box, write_row

ogr.UseExceptions()
FATES = ("with_results", "failed", "not_run", "no_municipality", "no_geometry")


@pytest.fixture
def data(provider, tmp_path, monkeypatch) -> Path:
    monkeypatch.setattr(pools.JobRunner, "run", staticmethod(child._outcome))
    write_row(tmp_path / "data", 4)
    return tmp_path / "data"


def change(data: Path, table: str, work: Callable[[ogr.Layer], None]) -> None:
    dataset = gdal.OpenEx(str(data / "country.gpkg"), gdal.OF_VECTOR | gdal.OF_UPDATE)
    layer = dataset.GetLayerByName(table)
    layer.StartTransaction()
    work(layer)
    layer.CommitTransaction()
    del layer
    dataset.Close()


def add(layer: ogr.Layer, wkt: str | None, **values: object) -> int:
    feature = ogr.Feature(layer.GetLayerDefn())
    for name, value in values.items():
        feature[name] = value
    if wkt is not None:
        feature.SetGeometry(ogr.CreateGeometryFromWkt(wkt))
    layer.CreateFeature(feature)
    return feature.GetFID()


def parameters(data: Path, **given: object) -> None:
    path = data / "recipe.json"
    recipe = json.loads(path.read_text())
    recipe["steps"][0]["parameters"] |= given
    path.write_text(json.dumps(recipe))


def run(data: Path, *, failed: int = 0, **given: object) -> str:
    said = list[str]()
    plan = BatchPlan(
        recipe=data / "recipe.json",
        municipalities=f"{data / 'country.gpkg'}|layername=municipalities",
        folder=data.parent / "out",
        **given,
    )
    assert run_batch(plan, said.append) == failed, said
    return "\n".join(said)


def rows(data: Path, table: str, folder: str = "out") -> list[dict]:
    dataset = ogr.Open(str(data.parent / folder / "results.gpkg"))
    return [one.items() for one in dataset.GetLayerByName(table)]


def counts(data: Path, layer: str, column: str = "rows") -> dict[str, float]:
    found = {one["fate"]: one[column] for one in rows(data, "row_counts") if one["layer"] == layer}
    assert found["read"] == pytest.approx(sum(found[fate] for fate in FATES))
    return found


def remarks(data: Path, layer: str) -> dict[int, tuple]:
    return {
        one["row"]: (one["remark"], one["municipality"], one["others"])
        for one in rows(data, "row_remarks")
        if one["layer"] == layer
    }


def in_results(data: Path) -> list[str]:
    """Return the dwellings that the results of municipalities have."""
    found = []
    for path in (data.parent / "out" / "municipalities").glob("*/results.gpkg"):
        dataset = ogr.Open(str(path))
        found += [one["who"] for one in dataset.GetLayerByName("output_dwellings")]
    return sorted(found)


def test_where_all_lie_in_one_nothing_is_remarked(data: Path) -> None:
    said = run(data)
    assert counts(data, "homes") == {"read": 80, "with_results": 80, **dict.fromkeys(FATES[1:], 0)}
    assert rows(data, "row_remarks") == []
    assert "Layer “homes”: 80 rows: 80 in municipalities with results." in said
    assert "no municipality" not in said


def test_dwellings_in_none_without_geometry_and_on_a_border_are_counted_and_told(data: Path) -> None:
    numbers = {}

    def more(layer: ogr.Layer) -> None:
        numbers["sea"] = add(layer, f"POINT ({X0 - 40} {Y0})", who="sea")
        numbers["north"] = add(layer, f"POINT ({X0 + 300} {Y0 + 501})", who="north")
        numbers["nothing"] = add(layer, None, who="nothing")
        numbers["border"] = add(layer, f"POINT ({X0 + WIDE} {Y0})", who="border")

    change(data, "homes", more)
    said = run(data)
    found = counts(data, "homes")
    assert found == {"read": 84, "with_results": 81, "failed": 0, "not_run": 0, "no_municipality": 2, "no_geometry": 1}
    assert len(in_results(data)) == found["with_results"]
    assert in_results(data).count("border") == 1
    assert remarks(data, "homes") == {
        numbers["sea"]: ("no_municipality", None, None),
        numbers["north"]: ("no_municipality", None, None),
        numbers["nothing"]: ("no_geometry", None, None),
        numbers["border"]: ("shared", "GM0000", "GM0001"),
    }
    assert "84 rows: 81 in municipalities with results, 2 in no municipality, 1 without a geometry." in said
    where = f"such as row {numbers['sea']} at {X0 - 40}.00 {Y0}.00."
    assert f"Layer “homes”: 2 rows lie in no municipality and are in no result, {where}" in said
    assert f"1 row has no geometry and is in no result, such as row {numbers['nothing']}." in said
    assert "counts in the first of them" in said
    assert "(GM0000, GM0001)" in said


def test_a_dwelling_in_two_that_overlap_is_in_the_first_alone(data: Path) -> None:
    change(data, "municipalities", lambda layer: add(layer, box(WIDE - 200, 400), gemeentecode="GM9999"))
    said = run(data, failed=1)  # of the last, nothing is left
    found = counts(data, "homes")
    assert found["with_results"] == found["read"] == len(in_results(data)) == 80
    shared = remarks(data, "homes")
    assert set(shared.values()) == {("shared", "GM0000", "GM9999"), ("shared", "GM0001", "GM9999")}
    assert len(shared) == 4  # at 1850, 1950, 2050 and 2150 m
    assert "Layer “homes”: 4 rows lie in several municipalities or on their border and count in the first" in said


@pytest.mark.parametrize("kind", [ogr.OFTReal, ogr.OFTInteger, ogr.OFTString])
def test_demand_of_a_field_is_told_too(data: Path, kind: int) -> None:
    def weigh(layer: ogr.Layer) -> None:
        layer.CreateField(ogr.FieldDefn("people", kind))
        for feature in list(layer):
            feature["people"] = 3
            layer.SetFeature(feature)
        add(layer, f"POINT ({X0 - 40} {Y0})", who="sea", people=40)
        add(layer, f"POINT ({X0 - 50} {Y0})", who="unknown")
        add(layer, None, who="nothing", people=5)

    change(data, "homes", weigh)
    parameters(data, WEIGHT_FIELD="people")
    said = run(data, only=("GM0000", "GM0001"))
    found = counts(data, "homes", "weight")
    assert found == {
        "read": 285, "with_results": 120, "failed": 0, "not_run": 120, "no_municipality": 40, "no_geometry": 5,
    }  # fmt: skip
    assert counts(data, "homes")["no_municipality"] == 2
    assert (
        "Counted by “people” that is 285: 120 in municipalities with results, 120 in municipalities that were not run, "
        "40 in no municipality, 5 without a geometry."
    ) in said


def test_rows_of_what_failed_or_was_not_run_are_no_rows_in_none(data: Path) -> None:
    change(data, "areas", lambda layer: [layer.DeleteFeature(n) for n in (1, 2)])  # those of GM0000
    run(data, failed=1, only=("GM0000", "GM0001"))
    assert counts(data, "homes") == {
        "read": 80, "with_results": 20, "failed": 20, "not_run": 40, "no_municipality": 0, "no_geometry": 0,
    }  # fmt: skip
    assert counts(data, "areas")["with_results"] == 2


def test_neighbourhoods_in_none_and_across_a_border_are_told(data: Path) -> None:
    def more(layer: ogr.Layer) -> None:
        add(layer, box(WIDE - 300, 1000), code="across")
        add(layer, box(WIDE - 5, 1000), code="drawn a little otherwise")
        add(layer, box(-900, 500), code="outside")

    change(data, "areas", more)
    said = run(data)
    names = {one["name"]: one for one in rows(data, "row_remarks") if one["layer"] == "areas"}
    assert {name: one["remark"] for name, one in names.items()} == {
        "across": "crosses_border",
        "outside": "no_municipality",
    }
    assert (names["across"]["municipality"], names["across"]["others"]) == ("GM0001", "GM0000")
    assert counts(data, "areas")["no_municipality"] == 1
    assert "Layer “areas”: 1 area crosses a municipal border" in said
    assert "such as across (GM0001, GM0000)" in said


def test_a_facility_on_a_border_is_told_and_one_in_none_counts_within_the_margin(data: Path) -> None:
    numbers = []

    def more(layer: ogr.Layer) -> None:
        numbers.append(add(layer, f"POINT ({X0 + 2 * WIDE} {Y0})", code="border"))
        add(layer, f"POINT ({X0 - 20} {Y0})", code="beyond")

    change(data, "school", more)
    said = run(data)
    assert counts(data, "school") == {
        "read": 6, "with_results": 5, "failed": 0, "not_run": 0, "no_municipality": 1, "no_geometry": 0,
    }  # fmt: skip
    assert remarks(data, "school") == {numbers[0]: ("shared", "GM0001", "GM0002")}
    assert "stands in each of them for rates and presence" in said
    assert "Layer “school”: 1 row lies in no" not in said


def test_a_district_in_two_municipalities_is_told(data: Path) -> None:
    def districts(layer: ogr.Layer) -> None:
        layer.CreateField(ogr.FieldDefn("district", ogr.OFTString))
        for feature in list(layer):
            # Of the last neighbourhood of GM0000 and the first of GM0001, and one of each other.
            feature["district"] = "both" if feature.GetFID() in (2, 3) else f"D{feature.GetFID()}"
            layer.SetFeature(feature)

    change(data, "areas", districts)
    parameters(data, LEVEL_FIELDS="district")
    said = run(data)
    levels = {one["level"] for one in rows(data, "results")}
    assert "district" in levels
    assert "1 area stands in the results of more than one municipality, each judged on its part there" in said
    assert "both (district; GM0000, GM0001)" in said


def test_what_cannot_be_counted_is_told_and_the_tables_stand(data: Path, monkeypatch) -> None:
    from buurtmaat.batch import row_counts

    def broken(*_args: object) -> None:
        raise RuntimeError("torn")

    monkeypatch.setattr(row_counts.RowCounter, "_count", broken)
    said = run(data)
    assert "The rows of the layer “homes” could not be counted (torn)." in said
    assert {one["municipality"] for one in rows(data, "results")} == {"GM0000", "GM0001", "GM0002", "GM0003"}


def test_of_very_many_rows_the_first_are_named_and_all_are_counted(data: Path, monkeypatch) -> None:
    from buurtmaat.batch import row_counts

    monkeypatch.setattr(row_counts, "MOST", 3)
    change(data, "homes", lambda layer: [add(layer, f"POINT ({X0 - n} {Y0})", who=f"s{n}") for n in range(1, 9)])
    said = run(data)
    assert counts(data, "homes")["no_municipality"] == 8
    assert len(remarks(data, "homes")) == 3
    assert "8 rows lie in no municipality" in said


@pytest.mark.parametrize("seed", range(3))
def test_every_row_is_where_qgis_finds_it(data: Path, seed: int) -> None:
    """Points at random in and around municipalities with gaps and overlaps, against QGIS asked of each."""
    rng = random.Random(seed)

    def cut(layer: ogr.Layer) -> None:
        for feature in list(layer):
            begin = (feature.GetFID() - 1) * WIDE + rng.choice((-150, 0, 150))
            feature.SetGeometry(ogr.CreateGeometryFromWkt(box(begin, WIDE + rng.choice((-150, 0, 150)))))
            layer.SetFeature(feature)

    def more(layer: ogr.Layer) -> None:
        for n in range(300):
            # Many on a border, which lie at multiples of 50.
            x, y = rng.choice((rng.uniform(-500, 8500), 50 * rng.randrange(-10, 171))), rng.choice((0, 0, 500, 510))
            add(layer, rng.choice((f"POINT ({X0 + x} {Y0 + y})",) * 9 + (None,)), who=f"r{n}")

    change(data, "municipalities", cut)
    change(data, "homes", more)
    run(data)

    def layer(name: str) -> list[QgsFeature]:
        return list(QgsVectorLayer(f"{data / 'country.gpkg'}|layername={name}", name, "ogr").getFeatures())

    towns = [QgsGeometry(one.geometry()) for one in layer("municipalities")]
    fates, shared, named = Counter(), 0, []
    for home in layer("homes"):
        if home.geometry().isNull():
            fates["no_geometry"] += 1
            continue
        of = [town for town in towns if town.intersects(home.geometry())]
        fates["with_results" if of else "no_municipality"] += 1
        shared += len(of) > 1
        named += [home["who"]] if of else []
    found = counts(data, "homes")
    assert {fate: found[fate] for fate in fates} == dict(fates)
    assert fates["no_municipality"] > 20
    assert in_results(data) == sorted(named)
    told = [remark for remark, _, _ in remarks(data, "homes").values()]
    assert (told.count("shared"), told.count("no_municipality")) == (shared, fates["no_municipality"])


@pytest.mark.parametrize("name", ["a b", "a%b", "é"])
def test_results_go_into_a_folder_with_any_sign_but_those_that_qgis_does_not_open(data: Path, name: str) -> None:
    """As found: below a folder such as `a%20b` every municipality failed, with no word of why."""
    folder = data.parent / name / "out"
    plan = BatchPlan(
        recipe=data / "recipe.json",
        municipalities=f"{data / 'country.gpkg'}|layername=municipalities",
        folder=folder,
        only=("GM0000",),
    )
    assert run_batch(plan, lambda _: None) == 0
    coded = data.parent / "a%20b" / "out"
    with pytest.raises(InputError, match="choose another folder") as stop:
        run_batch(replace(plan, folder=coded), lambda _: None)
    assert stop.value.values["folder"] == coded
    assert not coded.exists()
