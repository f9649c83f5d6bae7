"""What if a facility came, moved or closed: the figures of a run with the facilities changed."""

from __future__ import annotations

import json
import random
import threading

import numpy as np
import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsPointXY, QgsProcessingContext, QgsProject

from buurtmaat.adapters.explore.facility_changes import CloseFacility, MoveFacility, PlaceFacility, TriedRun
from buurtmaat.adapters.explore.tried_changes import FacilityFinder
from buurtmaat.adapters.io.clock import this_year
from buurtmaat.core.errors import Cancelled, InputError
from towns import runs
from towns.runs import RD, X0, Y0, Feedback, box, layer, point
from towns.small_town import town

NORMS = [
    {"id": "near", "facility": "school", "threshold": 250, "target": 0.6},
    {"id": "two", "facility": ["school", "shop"], "indicator": "count", "threshold": 300, "minimum": 2, "target": 0.5},
    {
        "id": "kinds",
        "facility": ["school", "shop", "pool"],
        "indicator": "types",
        "threshold": 6,
        "unit": "min",
        "minimum": 2,
        "target": 0.5,
    },
    {
        "id": "daily",
        "facility": ["school", "shop"],
        "indicator": "basket",
        "threshold": 7,
        "unit": "min",
        "mode": "walk_65",
        "target": 0.5,
    },
    {"id": "air", "facility": "shop", "metric": "straight", "threshold": 200, "target": 0.5},
    {"id": "green", "facility": "park", "threshold": 200, "min_area_m2": 9000, "merge_touching": True, "target": 0.3},
    {"id": "places", "facility": "school", "indicator": "rate", "threshold": 900, "unit": "m2", "per": 60},
    {"id": "there", "facility": "shop", "indicator": "presence", "threshold": 1, "unit": "number"},
    {"id": "ground", "facility": "park", "indicator": "area_share", "threshold": 0.05, "unit": "share"},
    {"id": "offer", "facility": "school", "indicator": "sum", "threshold": 400, "minimum": 500, "target": 0.5},
]
FIELDS = {"code": "text", "sort": "text", "m2": "real", "until": "int"}


def rows_of(seed: int) -> list[tuple]:
    """Return facilities: their geometry, id, type, capacity and when they close."""
    rng = random.Random(seed)
    rows = [
        (point(rng.uniform(0, 500), rng.uniform(0, 500)), f"f{n}", rng.choice(("school", "shop")), 400.0, None)
        for n in range(9)
    ]
    parks = [(0, 10, 80, 70), (80, 10, 160, 70), (160, 10, 240, 70), (400, 410, 480, 470), (300, 60, 390, 170)]
    return [*rows, *((box(*corners), f"p{n}", "park", None, None) for n, corners in enumerate(parks))]


def given_of(rows: list[tuple], tmp_path, **more) -> dict:
    path = tmp_path / "norms.json"
    asked = [{"unit": "m", "indicator": "distance", **one} for one in NORMS]
    path.write_text(json.dumps({"id": "own", "title": "Own", "version": "1", "requirements": asked}), encoding="utf-8")
    layers = [
        layer([row for row in rows if row[0].startswith(kind.upper())], name, kind=kind, **FIELDS)
        for kind, name in (("Polygon", "parks"), ("Point", "places"))
    ]
    return town(
        FACILITIES=layers,
        FACILITY_ID="code",
        TYPE_FIELD="sort",
        CAPACITY_FIELD="m2",
        NORM_FILE=str(path),
        REQUIREMENTS=None,
        MIN_DWELLINGS=1,
        **more,
    )


def tried(given: dict) -> TriedRun:
    algorithm, context, feedback = runs.algorithm("basicrequirements"), QgsProcessingContext(), Feedback()
    context.setProject(QgsProject.instance())
    assert algorithm.prepare(given, context, feedback), feedback.errors
    return algorithm.what_if(given, context, feedback)


def check_same(found, done) -> None:
    """Check what a change gives against the rows of a run."""
    homes = done.rows("OUTPUT_DWELLINGS")
    table = {(r["requirement"], r["neighbourhood"]): r for r in done.rows("OUTPUT_RESULTS") if r["level"] != "x"}
    for outcome in found.assessment.outcomes:
        id_ = outcome.requirement.id
        if outcome.measure is not None:
            value = [np.nan if row[f"{id_}_value"] is None else row[f"{id_}_value"] for row in homes]
            np.testing.assert_array_equal(outcome.measure.value, value)
            ok = [np.nan if row[f"{id_}_ok"] is None else row[f"{id_}_ok"] for row in homes]
            np.testing.assert_array_equal(outcome.ok, ok)
        for number, name in enumerate(("west", "east")):
            row = table[id_, name]
            assert outcome.compliance[number] == row["compliance"], (id_, name)
            if outcome.areas.sums is not None:
                share = outcome.areas.sums.share[number]
                assert row["share"] == (None if np.isnan(share) else pytest.approx(share, rel=1e-12)), (id_, name)
            if outcome.areas.rate is not None:
                rate = outcome.areas.rate[number]
                assert row["rate"] == (None if np.isnan(rate) else pytest.approx(rate, rel=1e-12)), (id_, name)


@pytest.mark.parametrize("seed", range(12))
def test_changes_are_those_of_a_run_with_the_facilities_changed(seed, tmp_path):
    rows, rng = rows_of(seed), random.Random(seed)
    run = tried(given_of(rows, tmp_path))
    x, y, u, v = (rng.uniform(0, 500) for _ in range(4))
    placed = PlaceFacility(rng.choice(("school", "shop", "park")), QgsPointXY(X0 + x, Y0 + y), capacity=250.0)
    goes, closes = rng.sample(range(len(rows)), 2)
    moved, closed = MoveFacility(rows[goes][1], QgsPointXY(X0 + u, Y0 + v)), CloseFacility(rows[closes][1])
    before, gone = this_year() - 1, {goes, closes}
    new = (point(x, y), "new-1", placed.type, 250.0, None)
    there = (point(u, v), f"{rows[goes][1]}-moved", *rows[goes][2:])
    shut = [(*row[:4], before if number in gone else None) for number, row in enumerate(rows)]
    in_year = {"YEARS": str(this_year()), "OPEN_UNTIL_FIELD": "until"}
    check_same(run.after([placed]), runs.run("basicrequirements", given_of([*rows, new], tmp_path)))
    done = runs.run("basicrequirements", given_of([*shut, there], tmp_path, **in_year))
    check_same(run.after([moved, closed]), done)
    done = runs.run("basicrequirements", given_of([*shut, there, new], tmp_path, **in_year))
    check_same(run.after([moved, closed, placed]), done)


def test_nothing_that_changes_gives_the_run_itself(tmp_path):
    run = tried(given_of(rows_of(0), tmp_path))
    found = run.after([])
    assert found.changes == []
    assert all(one is other for one, other in zip(found.assessment.outcomes, run.before.outcomes, strict=True))


def test_a_point_of_another_reference_system_is_brought_to_that_of_the_run(tmp_path):
    run = tried(given_of(rows_of(1), tmp_path))
    world, here = QgsCoordinateReferenceSystem("EPSG:4326"), QgsPointXY(X0 + 500, Y0 + 400)
    there = QgsCoordinateTransform(QgsCoordinateReferenceSystem(RD), world, QgsProject.instance()).transform(here)
    one, other = run.after([PlaceFacility("school", here)]), run.after([PlaceFacility("school", there)], world)
    values = [found.assessment.outcomes[0].measure.value for found in (one, other)]
    np.testing.assert_allclose(*values, atol=0.01)


def test_a_placed_facility_offers_the_size_that_a_norm_gives(tmp_path, monkeypatch):
    spot = QgsPointXY(X0 + 100, Y0 + 100)

    def capacity(placed: PlaceFacility) -> float:
        return float(tried(given_of(rows_of(2), tmp_path)).after([placed]).town.facilities.capacity[-1])

    assert np.isnan(capacity(PlaceFacility("school", spot)))
    monkeypatch.setitem(NORMS[6], "size", 700)
    assert capacity(PlaceFacility("School ", spot)) == 700
    assert capacity(PlaceFacility("school", spot, 5.0)) == 5
    assert np.isnan(capacity(PlaceFacility("shop", spot)))


def test_what_cannot_be_changed_is_said(tmp_path):
    run = tried(given_of(rows_of(3), tmp_path))
    with pytest.raises(InputError, match="no facility with the id"):
        run.after([CloseFacility("nobody")])


def test_of_facilities_that_share_an_id_the_one_that_is_clicked_changes(tmp_path):
    """As found: whichever of them was clicked on, the first one closed."""
    rows = [row for row in rows_of(3) if row[2] == "school"][:3]
    there = [point(50 + 150 * number, 300) for number in range(3)]
    shared = [(place, "same", *row[2:]) for place, row in zip(there, rows, strict=True)]
    run = tried(given_of(shared, tmp_path))
    finder = FacilityFinder(run)
    found = [finder.at(QgsPointXY(X0 + 50 + 150 * number, Y0 + 300), 10.0) for number in range(3)]
    assert found == ["same", "same (2)", "same (3)"]
    for number, name in enumerate(found):
        assert run.row_of(name) == number
        assert finder.spot(name).x() == X0 + 50 + 150 * number
        after = run.after([CloseFacility(name)])
        assert np.flatnonzero(~after.town.facilities.open).tolist() == [number]


def test_cancel_is_heard(tmp_path):
    run = tried(given_of(rows_of(4), tmp_path))
    with pytest.raises(Cancelled):
        run.after([PlaceFacility("school", QgsPointXY(X0, Y0))], cancelled=lambda: True)


def test_several_may_be_asked_at_once(tmp_path):
    run = tried(given_of(rows_of(5), tmp_path))
    asked = [[PlaceFacility("school", QgsPointXY(X0 + 60 * n, Y0 + 200))] for n in range(8)]
    alone = [run.after(one).assessment.outcomes[0].measure.value for one in asked]
    found: dict[int, np.ndarray] = {}

    def ask(number: int) -> None:
        found[number] = run.after(asked[number]).assessment.outcomes[0].measure.value

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    for number, values in enumerate(alone):
        np.testing.assert_array_equal(found[number], values)


def test_a_part_that_is_closed_is_no_part_of_a_place(tmp_path):
    """Two parks of 4,800 m² that touch are large enough together, until one of them closes."""
    shut = [(*row[:4], 2020 if row[1] == "p1" else None) for row in rows_of(0) if row[1] in ("p0", "p1", "f0")]
    in_year = {"YEARS": "2019;2026", "OPEN_UNTIL_FIELD": "until"}
    done = runs.run("basicrequirements", given_of(shut, tmp_path, **in_year))
    here = [r for r in done.rows("OUTPUT_RESULTS") if (r["requirement"], r["neighbourhood"]) == ("green", "west")]
    found = {r["year"]: r for r in here}
    assert found[2019]["within"] > 0
    assert found[2026]["within"] == 0
