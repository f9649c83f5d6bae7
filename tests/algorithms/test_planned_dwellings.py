"""Planned dwellings, run as QGIS runs it: points in the plans, numbers that add up, and what is left out and why."""

from __future__ import annotations

import itertools
from collections import Counter

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsGeometry, QgsProject
from qgis.PyQt.QtCore import QDate, QSize

from towns import runs
from towns.runs import Feedback, RefusedError, box, grid, layer, point

FIELDS = {"plan_id": "text", "dwellings": "int", "year": "int", "plan_status": "text", "target_group": "text"}
SQUARE = box(0, 0, 200, 200)


def plan(*rows, feedback: Feedback | None = None, kinds: dict | None = None, **given):
    """Run it on plans: geometry, id, number, year, status, group, as far as they are given."""
    kinds = kinds or FIELDS
    whole = [row + (None,) * (1 + len(kinds) - len(row)) for row in rows]
    plans = layer(whole, "plans", **({"kind": "Polygon"} if any(r[0] is None for r in rows) else {}), **kinds)
    return runs.run("planneddwellings", {"PLANS": plans, "OUTPUT": "memory:", "EXCLUDED": "memory:", **given}, feedback)


def sums(done, *columns: str) -> Counter:
    found: Counter = Counter()
    for row in done.rows("OUTPUT"):
        found[tuple(row[c] for c in columns)] += row["dwellings"]
    return found


def places(done) -> list[tuple[float, float]]:
    found = [f.geometry().asPoint() for f in done.layer("OUTPUT").getFeatures()]
    return [(p.x() - runs.X0, p.y() - runs.Y0) for p in found]


def left_out(done) -> dict:
    return {row["plan_id"]: row["reason"] for row in done.rows("EXCLUDED")}


def test_dwellings_stand_on_the_streets_inside_the_plan():
    done = plan((SQUARE, "a", 30, 2030, "hard", "starters"), NETWORK=layer(grid()))
    assert sums(done, "plan_id", "year", "plan_status", "target_group", "demolition", "plan_area_wkt") == {
        ("a", 2030, "hard", "starters", 0, None): 30
    }
    # The border of the square lies on streets too; half a metre inside it only the middle ones are left.
    assert all(x == pytest.approx(100) or y == pytest.approx(100) for x, y in places(done))
    assert len(set(places(done))) == 30
    assert all(0 < x < 200 and 0 < y < 200 for x, y in places(done))


def test_points_stand_at_the_same_places_whatever_the_order_of_the_streets(tmp_path):
    # A layer with a spatial index gives the streets around a plan in the order of that index.
    rows, streets = [(SQUARE, "a", 7, 2030), (box(220, 120, 410, 330), "b", 5, 2030)], grid()
    wanted = places(plan(*rows, NETWORK=layer(streets)))
    assert places(plan(*rows, NETWORK=layer(streets[::-1]))) == wanted
    assert places(plan(*rows, NETWORK=runs.save(layer(streets), tmp_path / "streets.gpkg"))) == wanted


def test_planned_streets_serve_as_well_as_existing_ones():
    done = plan(
        (box(1000, 0, 1100, 80), "a", 6),
        NETWORK=layer(grid()),
        PLANNED_STREETS=layer(["LINESTRING(900 40, 1200 40)"]),
    )
    assert all(y == pytest.approx(40) for _, y in places(done))
    assert len(set(places(done))) == 6


def test_without_streets_dwellings_are_spread_over_the_ground():
    done = plan((box(1000, 0, 1100, 100), "a", 25), NETWORK=layer(grid()))
    assert sums(done, "plan_id") == {("a",): 25}
    assert Counter((x > 1050, y > 50) for x, y in places(done)).keys() == {(a, b) for a in (0, 1) for b in (0, 1)}
    assert any("without a street inside" in text for text in done.feedback.infos)


def test_ground_far_from_the_street_inside_gets_its_part():
    # 400 × 1,000 m with a street along the south at y = 10: within 100 m of it lie about 11 of 100 parts of the ground.
    done = plan((box(0, 0, 400, 1000), "a", 100), NETWORK=layer(["LINESTRING(-50 10, 450 10)"]))
    on_street = sum(n["dwellings"] for n, (_, y) in zip(done.rows("OUTPUT"), places(done), strict=True) if y < 11)
    assert on_street == 11
    assert all(y == pytest.approx(10) or y > 110 - 1e-6 for _, y in places(done))


def test_a_plan_larger_than_its_places_stands_several_at_one():
    done = plan((box(0, 60, 100, 140), "a", 70), NETWORK=layer(["LINESTRING(-50 100, 450 100)"]))
    assert sums(done, "plan_id") == {("a",): 70}
    numbers = [row["dwellings"] for row in done.rows("OUTPUT")]
    assert set(numbers) <= {7, 8}  # 99 m hold nine points
    assert len(numbers) == len(set(places(done))) == 9


def test_the_spacing_is_kept():
    done = plan((box(0, 60, 100, 140), "a", 70), NETWORK=layer(["LINESTRING(-50 100, 450 100)"]), SPACING=25)
    along = sorted(x for x, _ in places(done))
    assert [b - a for a, b in itertools.pairwise(along)] == pytest.approx([25] * 2)


def test_points_stand_where_they_are_with_all_their_dwellings():
    done = plan((point(33, 44), "a", 120, 2031))
    assert places(done) == [(pytest.approx(33), pytest.approx(44))]
    assert sums(done, "plan_id", "year") == {("a", 2031): 120}
    several = plan(("MULTIPOINT((0 0), (50 50), (0 0))", "a", 5))
    assert sorted(row["dwellings"] for row in several.rows("OUTPUT")) == [2, 3]


def test_demolition_is_a_negative_number_with_the_area_it_is_taken_from():
    done = plan((SQUARE, "old", -48, 2029, "hard"), (SQUARE, "new", 70, 2031, "soft"), NETWORK=layer(grid()))
    (row,) = [r for r in done.rows("OUTPUT") if r["demolition"] == 1]
    assert (row["plan_id"], row["dwellings"], row["year"], row["plan_status"]) == ("old", -48, 2029, "hard")
    assert QgsGeometry.fromWkt(row["plan_area_wkt"]).area() == pytest.approx(40_000)
    assert sums(done, "plan_id", "demolition") == {("old", 1): -48, ("new", 0): 70}
    assert done.results["ADDED"] == 70
    assert done.results["DEMOLISHED"] == 48


def test_phases_are_rows_or_stand_in_the_year():
    kinds = {**FIELDS, "year": "text"}
    by_row = plan((SQUARE, "a", 4, "2028"), (SQUARE, "a", 6, "2030"), NETWORK=layer(grid()), kinds=kinds)
    in_year = plan((SQUARE, "a", 10, "2028:4;2030:6"), NETWORK=layer(grid()), kinds=kinds)
    for done in (by_row, in_year):
        assert sums(done, "plan_id", "year") == {("a", 2028): 4, ("a", 2030): 6}
        assert len(set(places(done))) == 10
    assert places(by_row) == places(in_year)
    ranged = plan((SQUARE, "a", 10, "2028-2031"), kinds=kinds)
    assert sums(ranged, "year") == {(2028,): 3, (2029,): 3, (2030,): 2, (2031,): 2}


def test_a_date_gives_its_year():
    done = plan((SQUARE, "a", 3, QDate(2033, 5, 1)), kinds={**FIELDS, "year": "date"})
    assert sums(done, "year") == {(2033,): 3}


def test_a_plan_without_a_year_is_kept_and_told():
    kinds = {**FIELDS, "year": "text"}
    done = plan((SQUARE, "a", 3, None), (SQUARE, "b", 4, "soon"), (SQUARE, "c", 5, "2030:4"), kinds=kinds)
    assert sums(done, "plan_id", "year") == {("a", None): 3, ("b", None): 4, ("c", None): 5}
    assert done.feedback.warned("without a year", "1 (a)")
    assert done.feedback.warned("not understood", "2 (b, c)")


def test_hard_and_soft_are_told_apart_in_dutch_too():
    done = plan((SQUARE, "a", 1, 2030, "Hard"), (SQUARE, "b", 1, 2030, "zacht"), (SQUARE, "c", 1, 2030, "droom"))
    assert [row["plan_status"] for row in done.rows("OUTPUT")] == ["hard", "soft", "droom"]
    assert done.feedback.warned("neither hard nor soft", "droom")


def test_every_plan_is_in_one_of_the_outputs():
    rows = [
        (SQUARE, "good", 5, 2030),
        (None, "nowhere", 5, 2030),
        ("POLYGON EMPTY", "empty", 5, 2030),
        (SQUARE, "null", None, 2030),
        (SQUARE, "zero", 0, 2030),
        (SQUARE, None, 2, 2030),
    ]
    done = plan(*rows)
    assert sums(done, "plan_id") == {("good",): 5, ("#6",): 2}
    assert left_out(done) == {
        "nowhere": "no_geometry",
        "empty": "no_geometry",
        "null": "no_count",
        "zero": "zero_count",
    }
    assert done.results["LEFT_OUT"] == 4
    assert done.feedback.warned("without geometry", "2 (nowhere, empty)")
    assert done.feedback.warned("without a number", "null")
    assert done.feedback.warned("of 0 dwellings", "zero")


def test_demolition_at_a_point_has_no_area_to_take_from():
    done = plan((point(1, 1), "a", -5), (point(1, 1), "b", 5))
    assert left_out(done) == {"a": "no_area"}
    assert done.feedback.warned("Demolition without an area", "draw polygons")


def test_with_nothing_usable_the_outputs_say_so():
    done = plan((SQUARE, "a", 0), NETWORK=layer(grid()))
    assert done.rows("OUTPUT") == []
    assert left_out(done) == {"a": "zero_count"}


def test_broken_numbers_are_rounded_and_suppressed_ones_are_none():
    kinds = {**FIELDS, "dwellings": "real"}
    done = plan((SQUARE, "a", 2.5), (SQUARE, "b", -2.5), (SQUARE, "c", -99997.0), (SQUARE, "d", 1e10), kinds=kinds)
    assert sums(done, "plan_id") == {("a",): 3, ("b",): -3}
    assert left_out(done) == {"c": "no_count", "d": "count_too_large"}
    assert done.feedback.warned("not whole", "2 (a, b)")


def test_dutch_fields_are_found_and_other_ones_are_said():
    kinds = {"plannummer": "text", "aantal_woningen": "int", "jaar": "int", "planstatus": "text", "doelgroep": "text"}
    done = plan((SQUARE, "a", 3, 2030, "zacht", "senioren"), kinds=kinds)
    said = ("plan_id", "year", "plan_status", "target_group")
    assert sums(done, *said) == {("a", 2030, "soft", "senioren"): 3}
    done = plan(
        (SQUARE, "a", 3, 2030, "zacht", "senioren"),
        kinds={"p": "text", "n": "int", "y": "int", "s": "text", "g": "text"},
        PLAN_ID="p",
        COUNT_FIELD="n",
        YEAR_FIELD="y",
        STATUS_FIELD="s",
        GROUP_FIELD="g",
    )
    assert sums(done, *said) == {("a", 2030, "soft", "senioren"): 3}


def test_wrong_input_is_one_sentence():
    for given, words in (
        ({"PLANS": layer([(SQUARE, 1)], n="int")}, ["COUNT_FIELD"]),
        ({"PLANS": layer([(SQUARE, "many")], dwellings="text")}, ["holds no numbers"]),
        ({"PLANS": layer([], kind="Polygon", dwellings="int")}, ["is empty"]),
        ({"PLANS": layer([("LINESTRING(0 0, 1 1)", 3)], dwellings="int")}, ["neither polygons nor points"]),
        ({"PLANS": layer([(SQUARE, 3)], dwellings="int"), "SPACING": 0}, ["SPACING"]),
    ):
        with pytest.raises(RefusedError) as stop:
            runs.run("planneddwellings", {**given, "OUTPUT": "memory:"})
        assert all(word in str(stop.value) for word in words), str(stop.value)
        assert "\n" not in str(stop.value).strip()


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:3857", "EPSG:28992"])
def test_points_lie_in_the_plan_in_any_reference_system(crs):
    shapes = [SQUARE, box(203, 0, 203.4, 90), "POLYGON((300 0, 500 0, 500 300, 460 300, 460 40, 300 40, 300 0))"]
    # With a bow-tie, a hole and two parts.
    shapes += ["POLYGON((0 300, 100 400, 100 300, 0 400, 0 300))"]
    shapes += ["POLYGON((0 500, 200 500, 200 700, 0 700, 0 500), (20 520, 20 680, 180 680, 180 520, 20 520))"]
    shapes += ["MULTIPOLYGON(((600 0, 640 0, 640 40, 600 40, 600 0)), ((700 0, 790 0, 790 90, 700 90, 700 0)))"]
    rows = [(shape, str(n), 40 + n, 2030, None, None) for n, shape in enumerate(shapes)]
    rows.append((shapes[0], "gone", -7, 2030, None, None))
    plans = layer(rows, "plans", crs=crs, kind="MultiPolygon", **FIELDS)
    done = runs.run("planneddwellings", {"PLANS": plans, "NETWORK": layer(grid(9)), "OUTPUT": "memory:"})
    found = done.layer("OUTPUT")
    assert found.crs().authid() == crs
    areas = {f["plan_id"]: f.geometry().makeValid() for f in plans.getFeatures()}
    assert all(areas[f["plan_id"]].contains(f.geometry()) for f in found.getFeatures())
    assert sums(done, "plan_id") == {**{(str(n),): 40 + n for n in range(len(shapes))}, ("gone",): -7}
    there = QgsCoordinateTransform(QgsCoordinateReferenceSystem(crs), QgsCoordinateReferenceSystem("EPSG:28992"),
                                   QgsProject.instance())  # fmt: skip
    (taken,) = [QgsGeometry.fromWkt(r["plan_area_wkt"]) for r in done.rows("OUTPUT") if r["demolition"]]
    taken.transform(there)
    assert taken.area() == pytest.approx(40_000, rel=1e-4)


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:3857", ""])
def test_streets_in_another_reference_system_or_none_give_the_same_points(crs):
    wanted = places(plan((SQUARE, "a", 30, 2030), NETWORK=layer(grid())))
    done = plan((SQUARE, "a", 30, 2030), NETWORK=layer(grid(), crs=crs))
    assert len(places(done)) == len(wanted)
    assert all(b == pytest.approx(a, abs=0.01) for a, b in zip(wanted, places(done), strict=True))


def test_plans_without_a_reference_system_are_taken_to_be_in_that_of_the_streets():
    plans = layer([(SQUARE, 12), (SQUARE, -2)], "plans", crs="", dwellings="int")
    done = runs.run("planneddwellings", {"PLANS": plans, "NETWORK": layer(grid()), "OUTPUT": "memory:"})
    assert done.feedback.warned("has no reference system", "EPSG:28992")
    assert done.layer("OUTPUT").crs().authid() == "EPSG:28992"
    assert len(places(done)) == 13


def test_curves_heights_and_parts_do_not_matter():
    curved = "CURVEPOLYGON(COMPOUNDCURVE(CIRCULARSTRING(0 0, 100 100, 200 0), (200 0, 0 0)))"
    raised = "POLYGONZ((300 0 5, 400 0 5, 400 100 5, 300 100 5, 300 0 5))"
    for shape in (curved, raised):
        done = plan((shape, "a", 20, 2030), (shape, "b", -3, 2030), NETWORK=layer(["LINESTRING Z(-50 50 1, 500 50 2)"]))
        assert sums(done, "plan_id") == {("a",): 20, ("b",): -3}
        assert all(y == pytest.approx(50) for row, (_, y) in zip(done.rows("OUTPUT"), places(done), strict=True)
                   if row["dwellings"] > 0)  # fmt: skip
        (taken,) = [r["plan_area_wkt"] for r in done.rows("OUTPUT") if r["demolition"]]
        assert taken.split("(")[0].strip().casefold() == "polygon"


def test_the_map_tells_hard_soft_and_demolition_apart(provider):
    from buurtmaat.adapters.results.styles import apply_style, class_words

    found = plan((SQUARE, "a", 3, 2030, "hard"), (SQUARE, "b", 3, 2030, "zacht"), (SQUARE, "c", -3)).layer("OUTPUT")
    apply_style(found, "planned_dwellings")
    rules = found.renderer().rootRule().children()
    assert [r.label() for r in rules] == [class_words()[n] for n in ("demolition", "hard", "soft", "other_plan")]
    images = [r.symbol().asImage(QSize(20, 20)) for r in rules]  # which last until their bits are read
    assert len({one.constBits().asstring(1600) for one in images}) == 4


def test_the_same_run_gives_the_same_points():
    rows = [(box(30 * n, 20 * n, 30 * n + 90, 20 * n + 170), str(n), 20 + 7 * n, 2030) for n in range(6)]
    one, other = (plan(*rows, NETWORK=layer(grid())) for _ in range(2))
    assert places(one) == places(other)
    assert one.rows("OUTPUT") == other.rows("OUTPUT")


def test_selected_plans_only(provider):
    from qgis.core import QgsProcessingFeatureSourceDefinition

    plans = layer([(SQUARE, "a", 3, 2030, None, None), (SQUARE, "b", 4, 2030, None, None)], "plans", **FIELDS)
    runs.in_project(plans)
    plans.selectByExpression("plan_id = 'b'")
    chosen = QgsProcessingFeatureSourceDefinition(plans.id(), True)
    done = runs.run("planneddwellings", {"PLANS": chosen, "OUTPUT": "memory:", "EXCLUDED": "memory:"})
    assert sums(done, "plan_id") == {("b",): 4}


def test_the_sample_town_s_programme(root):
    town = root / "resources" / "sample" / "town.gpkg"
    given = {"PLANS": f"{town}|layername=planned_housing", "NETWORK": f"{town}|layername=streets"}
    done = runs.run("planneddwellings", {**given, "OUTPUT": "memory:"})
    plans = runs.loaded(given["PLANS"])
    assert sums(done, "plan_id", "year", "plan_status", "target_group", "demolition") == {
        (f["plan_id"], f["year"], f["plan_status"], runs.plain(f["target_group"]), int(f["dwellings"] < 0)): f[
            "dwellings"
        ]
        for f in plans.getFeatures()
    }
    areas = {f["plan_id"]: f.geometry() for f in plans.getFeatures()}
    assert all(areas[f["plan_id"]].contains(f.geometry()) for f in done.layer("OUTPUT").getFeatures())
    assert not done.feedback.warnings
