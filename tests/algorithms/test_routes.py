"""Routes from dwellings to facilities, drawn from door to door."""

from __future__ import annotations

import pytest
from qgis.core import Qgis

from towns import runs
from towns.runs import Feedback, RefusedError, box, grid, into, layer
from towns.street_town import WALK, nearest, several


def routes(done) -> list[tuple[dict, list[tuple[float, float]]]]:
    """Return the fields and the vertices of each route, in the town's own metres."""
    found = []
    for feature, row in zip(done.layer("ROUTES").getFeatures(), done.rows("ROUTES"), strict=True):
        line = [] if feature.geometry().isNull() else feature.geometry().asPolyline()
        found.append((row, [(round(p.x() - runs.X0, 6), round(p.y() - runs.Y0, 6)) for p in line]))
    return found


def test_a_route_goes_from_door_to_door_along_the_streets():
    done = nearest(ROUTES="memory:")
    (first, there), (second, other) = routes(done)
    assert there == [(50, 10), (50, 0), (100, 0), (200, 0), (250, 0), (250, -20)]
    assert other[0] == (250, 100)
    assert other[-2:] == [(250, 0), (250, -20)]
    assert list(first) == ["name_", "facility_id", "rank", "distance_m", "duration_min", "length_m"]
    assert (first["name_"], first["facility_id"], first["rank"]) == ("a", "school 1", 1)
    assert first["length_m"] == pytest.approx(first["distance_m"]) == pytest.approx(230)
    assert second["length_m"] == pytest.approx(second["distance_m"]) == pytest.approx(220)
    assert first["duration_min"] == pytest.approx(230 * WALK)
    assert done.layer("ROUTES").wkbType() == Qgis.WkbType.LineString
    lengths = [f.geometry().length() for f in done.layer("ROUTES").getFeatures()]
    assert lengths == pytest.approx(done.column("OUTPUT", "distance_m"), abs=1e-6)


def test_routes_are_not_drawn_unless_they_are_asked_for():
    assert "ROUTES" not in nearest().results


def test_each_dwelling_and_facility_has_a_route():
    done = several(ROUTES="memory:")
    found = [(r["name"], r["rank"], r["facility_id"], r["length_m"]) for r, _ in routes(done)]
    assert found == [
        ("a", 1, "s2", pytest.approx(160)),
        ("a", 2, "s1", pytest.approx(230)),
        ("b", 1, "s1", pytest.approx(220)),
        ("b", 2, "s2", pytest.approx(250)),
    ]
    assert [line[-1] for _, line in routes(done)] == [(0, 100), (250, -20), (250, -20), (0, 100)]


def test_a_route_from_the_facility_begins_there():
    (_, line), _ = routes(nearest(ROUTES="memory:", TOWARDS=False))
    assert line == [(250, -20), (250, 0), (200, 0), (100, 0), (50, 0), (50, 10)]


def test_where_legs_do_not_count_the_route_is_longer_than_the_distance():
    row, line = routes(nearest(ROUTES="memory:", ACCESS_LEGS=False))[0]
    assert (row["distance_m"], row["length_m"]) == (pytest.approx(200), pytest.approx(230))
    assert (line[0], line[-1]) == ((50, 10), (250, -20))


def test_inside_a_facility_the_route_has_no_geometry():
    done = nearest(ROUTES="memory:", FACILITIES=layer([(box(40, 0, 60, 20), "park")], code="text"))
    row, line = routes(done)[0]
    assert (row["facility_id"], row["distance_m"], row["length_m"], line) == ("park", 0, 0, [])


def test_routes_are_in_the_reference_system_of_the_network(tmp_path):
    streets = layer(grid(), crs="EPSG:4326")
    done = nearest(NETWORK=streets, ROUTES=str(tmp_path / "routes.gpkg"))
    made = done.layer("ROUTES")
    assert made.crs().authid() == "EPSG:4326"
    box_ = made.extent()
    assert 4 < box_.xMinimum() < 5
    assert 51 < box_.yMinimum() < 53
    assert done.column("ROUTES", "length_m") == pytest.approx([230, 220], abs=0.01)


@pytest.mark.parametrize("target", ["gpkg", "table"])
def test_routes_go_into_a_geopackage_beside_the_dwellings(target, tmp_path):
    path = tmp_path / "out.gpkg"
    given = {"OUTPUT": into(path, "homes"), "ROUTES": into(path, "routes")}
    if target == "gpkg":
        given["ROUTES"] = str(tmp_path / "routes.gpkg")
    done = several(**given)
    assert [row["fid_2"] for row in done.rows("ROUTES")] == [7, 7, 9, 9]
    once = several(K=1, ROUTES=str(tmp_path / "once.gpkg"), OUTPUT="memory:")
    assert [row["fid"] for row in once.rows("ROUTES")] == [7, 9]


def test_a_prefix_goes_before_the_fields_of_routes():
    row, _ = routes(nearest(ROUTES="memory:", PREFIX="bm_"))[0]
    assert list(row) == [
        "name_",
        *(f"bm_{n}" for n in ("facility_id", "rank", "distance_m", "duration_min", "length_m")),
    ]


def test_without_anyone_who_reaches_a_facility_there_are_no_routes():
    done = nearest(ROUTES="memory:", FACILITIES=layer([], kind="Point", code="text"))
    assert routes(done) == []


@pytest.mark.parametrize("k", [1, pytest.param(3, marks=pytest.mark.faults)])
def test_cancel_leaves_no_route_behind(k, tmp_path, moments):
    feedback = Feedback()
    several(feedback=feedback, K=k, ROUTES="memory:")
    assert feedback.looks >= 8
    for moment in moments(feedback.looks, feedback.looks):
        runs.forget()  # what is taken from an earlier run is looked at less often
        with pytest.raises(RefusedError, match="Cancelled"):
            several(
                feedback=Feedback(cancel_at=moment),
                K=k,
                OUTPUT=str(tmp_path / "out.gpkg"),
                ROUTES=into(tmp_path / "routes.gpkg", "routes"),
            )
        assert list(tmp_path.iterdir()) == [], f"at look {moment}"
