"""The run of one municipality: not repeated while nothing changed, also when only its outcome was lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry

from buurtmaat.batch.jobs import FINISHED, UNCHANGED, Job, MunicipalityArea
from buurtmaat.batch.kept_results import KeptResults
from buurtmaat.batch.one_municipality import run_municipality
from buurtmaat.core.errors import InputError
from towns.municipality_row import WIDE, box, write_row


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
    assert kept.record("GM0001").classes == {"GM0001centre": "centre", "GM0001edge": "edge"}


def test_one_with_trouble_says_it_and_leaves_nothing(job: Job) -> None:
    area = replace(job.area, wkb="", trouble="It has no polygon.")
    with pytest.raises(InputError, match=r"^It has no polygon\.$"):
        run_municipality(replace(job, area=area))
    assert not Path(job.folder).exists()
