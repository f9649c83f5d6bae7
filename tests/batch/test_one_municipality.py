"""The run of one municipality: not repeated while nothing changed, also when only its outcome was lost."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from osgeo import gdal, ogr
from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry

from buurtmaat.batch.jobs import FINISHED, UNCHANGED, Job, MunicipalityArea
from buurtmaat.batch.kept_results import KeptResults
from buurtmaat.batch.one_municipality import run_municipality
from buurtmaat.core.errors import InputError
from towns.municipality_row import WIDE, box, point, write_row


@pytest.fixture
def job(provider, tmp_path: Path) -> Job:
    write_row(tmp_path / "data", 2)
    wkb = bytes(QgsGeometry.fromWkt(box(WIDE, WIDE)).asWkb().data()).hex()
    return Job(
        area=MunicipalityArea(code="GM0001", name="One", folder="GM0001", wkb=wkb),
        crs=QgsCoordinateReferenceSystem("EPSG:28992").toWkt(),
        recipe=str(tmp_path / "data" / "recipe.json"),
        folder=str(tmp_path / "out"),
        margin=1400,
        digests={"country.gpkg": "0"},
        batch="first",
    )


def test_a_run_is_repeated_only_where_it_has_to_be(job: Job) -> None:
    kept = KeptResults(Path(job.folder))
    results = kept.of("GM0001") / "results.gpkg"

    def run(**changes: object) -> tuple[str, bool]:
        before = results.stat().st_ino if results.exists() else None
        outcome = run_municipality(replace(job, **changes))
        return outcome.status, results.stat().st_ino != before

    assert run() == (FINISHED, True)
    # Its worker was killed when the results stood: another one finds them.
    assert run() == (FINISHED, False)
    assert run(again=True) == (FINISHED, False)
    assert run(batch="second", digests={"country.gpkg": "1"}) == (UNCHANGED, False)
    assert kept.record("GM0001").digests == {"country.gpkg": "1"}
    assert run(batch="third", again=True) == (FINISHED, True)
    assert run(batch="fourth", margin=1500) == (FINISHED, True)
    assert sorted(one.name for one in kept.of("GM0001").iterdir()) == ["log.txt", "municipality.json", "results.gpkg"]
    assert kept.record("GM0001").files == ("log.txt", "results.gpkg")
    assert kept.record("GM0001").classes == {"GM0001centre": "centre", "GM0001edge": "edge"}


def test_a_run_is_repeated_where_a_layer_has_another_reference_system(job: Job) -> None:
    """As found: the same numbers in another system, which lie elsewhere, counted as unchanged."""
    data = Path(job.recipe).parent
    told = json.loads((data / "recipe.json").read_text(encoding="utf-8"))
    told["layers"]["school"] = {"file": "school.shp"}
    (data / "recipe.json").write_text(json.dumps(told), encoding="utf-8")
    gdal.VectorTranslate(str(data / "school.shp"), str(data / "country.gpkg"), layers=["school"])
    assert run_municipality(job).status == FINISHED
    system = data / "school.prj"
    system.write_text(system.read_text().replace("155000", "155100"))  # 100 m to the west
    assert run_municipality(replace(job, batch="second")).status == FINISHED
    assert run_municipality(replace(job, batch="third")).status == UNCHANGED


def test_one_with_trouble_says_it_and_leaves_nothing(job: Job) -> None:
    area = replace(job.area, wkb="", trouble="It has no polygon.")
    with pytest.raises(InputError, match=r"^It has no polygon\.$"):
        run_municipality(replace(job, area=area))
    assert not Path(job.folder).exists()


def test_a_layer_that_is_gone_meanwhile_is_not_said_to_be_given_in_another_way(job: Job) -> None:
    """As found: a reason in the table of failures named LAYERS, which a batch does not take."""
    (Path(job.recipe).parent / "country.gpkg").unlink()
    with pytest.raises(InputError) as stop:
        run_municipality(job)
    assert str(stop.value.message).startswith("Layers of the recipe are not below {folder}")
    assert "LAYERS" not in str(stop.value)


def add_plans(data: Path) -> None:
    """Let the recipe take plans, of which there are some in the first municipality alone."""
    dataset = ogr.Open(str(data / "country.gpkg"), 1)
    layer = dataset.CreateLayer("plans", dataset.GetLayerByName("homes").GetSpatialRef(), ogr.wkbPoint)
    kinds = {"plan_id": ogr.OFTString, "dwellings": ogr.OFTReal, "year": ogr.OFTInteger, "plan_status": ogr.OFTString}
    for name, kind in kinds.items():
        layer.CreateField(ogr.FieldDefn(name, kind))
    feature = ogr.Feature(layer.GetLayerDefn())
    feature["plan_id"], feature["dwellings"], feature["year"], feature["plan_status"] = "a", 10, 2030, "hard"
    feature.SetGeometry(ogr.CreateGeometryFromWkt(point(500)))
    layer.CreateFeature(feature)
    path = data / "recipe.json"
    recipe = json.loads(path.read_text())
    recipe["layers"]["plans"] = {"file": "country.gpkg", "table": "plans"}
    recipe["steps"][0]["parameters"] |= {"PLANS": {"layer": "plans"}, "YEARS": "2026;2030"}
    path.write_text(json.dumps(recipe))


@pytest.mark.parametrize(("place", "planned"), [(0, 10), (1, 0)])
def test_one_without_plans_is_run_as_one_with_plans_is(job: Job, place: int, planned: int) -> None:
    add_plans(Path(job.recipe).parent)
    wkb = bytes(QgsGeometry.fromWkt(box(place * WIDE, WIDE)).asWkb().data()).hex()
    assert run_municipality(replace(job, area=replace(job.area, wkb=wkb))).status == FINISHED
    results = ogr.Open(str(KeptResults(Path(job.folder)).of("GM0001") / "results.gpkg"))
    rows = [one.items() for one in results.GetLayerByName("output_results")]
    totals = {
        (row["year"], row["stock"]): row["total"]
        for row in rows
        if row["neighbourhood"] == "_total" and row["level"] == "neighbourhood"
    }
    assert totals[2030, "all"] == 20 + planned
    assert totals[2026, "all"] == 20


@pytest.mark.parametrize("given", ["number", None])
def test_living_environments_are_of_the_neighbourhoods_as_the_results_call_them(job: Job, given: str | None) -> None:
    """As found: a code that is a real number was 1.0 here and 1 there; without a field for the code none was found."""
    data = Path(job.recipe).parent
    told = json.loads((data / "recipe.json").read_text(encoding="utf-8"))
    told["steps"][0]["parameters"] |= {"NEIGHBOURHOOD_ID": given}
    (data / "recipe.json").write_text(json.dumps(told), encoding="utf-8")
    dataset = gdal.OpenEx(str(data / "country.gpkg"), gdal.OF_VECTOR | gdal.OF_UPDATE)
    layer = dataset.GetLayerByName("areas")
    layer.CreateField(ogr.FieldDefn("number", ogr.OFTReal))
    for feature in layer:
        feature.SetField("number", 10 + feature.GetFID())
        feature.SetField("woonmilieu", f" {feature['woonmilieu']} ")
        layer.SetFeature(feature)
    dataset.Close()
    run_municipality(job)
    kept = KeptResults(Path(job.folder))
    results = ogr.Open(str(kept.of("GM0001") / "results.gpkg"))
    rows = results.GetLayerByName("output_results")
    called = {row["neighbourhood"] for row in rows if row["level"] == "neighbourhood"}
    classes = kept.record("GM0001").classes
    assert sorted(classes.values()) == ["centre", "edge"]
    assert called >= classes.keys()
