"""Check network, run as QGIS runs it."""

from __future__ import annotations

import pytest
import runs
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsCoordinateTransformContext
from runs import RefusedError, grid, layer, point

ISLAND = "LINESTRING(1000 1000, 1050 1000)"
SHORT = "LINESTRING(250 -80, 250 -0.5)"  # stops half a metre from the middle of a street


def check(**changes):
    given = {"NETWORK": layer(grid(), "streets"), "OUTPUT": "memory:", "ISSUES": "memory:", **changes}
    return runs.run("checknetwork", {n: v for n, v in given.items() if v is not None})


def test_every_line_gets_its_part_and_the_longest_is_the_first():
    done = check(NETWORK=layer([(ISLAND, "i"), *((w, "g") for w in grid()), (None, "n")], kind="LineString", of="text"))
    rows = done.rows("OUTPUT")
    assert [r["of"] for r in rows] == ["i", *["g"] * 12, "n"]
    assert [r["component"] for r in rows] == [2, *[1] * 12, None]
    assert rows[0]["component_length_m"] == pytest.approx(50)
    assert rows[1]["component_length_m"] == pytest.approx(6000)
    assert rows[1]["component_share"] == pytest.approx(6000 / 6050)
    assert (rows[-1]["component_length_m"], rows[-1]["component_share"]) == (None, None)
    assert done.results["COMPONENTS"] == 2
    assert done.results["MAIN_SHARE"] == pytest.approx(6000 / 6050)


def test_nodes_and_edges_are_those_of_the_streets_as_they_meet():
    assert check().results["NODES"] == 36
    assert check().results["EDGES"] == 60


def test_issues_are_places_ranked_by_the_dwellings_they_cut_off():
    homes = layer([point(251, -40), point(250, -60), point(1010, 1005), (None)], kind="Point")
    rows = check(NETWORK=layer([*grid(), ISLAND, SHORT]), DWELLINGS=homes).rows("ISSUES")
    assert {r["issue"] for r in rows if r["dwellings"] == 2} == {"near_miss", "island"}
    assert [r["dwellings"] for r in rows] == sorted((r["dwellings"] for r in rows), reverse=True)
    miss = next(r for r in rows if r["issue"] == "near_miss")
    assert (miss["severity"], miss["length_m"]) == ("high", pytest.approx(79.5))
    assert miss["gap_m"] == pytest.approx(0.5)


def test_a_gap_joined_by_the_tolerance_is_no_issue():
    joined = check(NETWORK=layer([*grid(), "LINESTRING(500.4 500, 600 500)"]), TOLERANCE=0.5)
    assert joined.rows("ISSUES") == []
    assert joined.results["COMPONENTS"] == 1
    apart = check(NETWORK=layer([*grid(), "LINESTRING(500.4 500, 600 500)"]), TOLERANCE=0.3)
    assert sorted(r["issue"] for r in apart.rows("ISSUES")) == ["island", "near_miss"]
    assert check(NETWORK=layer([*grid(), "LINESTRING(500.4 500, 600 500)"]), GAP=0.3).results["COMPONENTS"] == 2


def test_a_barrier_parts_the_streets():
    done = check(BARRIERS=layer(["LINESTRING(-100 50, 700 50)"]))
    assert done.results["COMPONENTS"] > 1
    assert done.results["MAIN_SHARE"] < 1


@pytest.mark.parametrize("crs", ["EPSG:28992", "EPSG:4326", "EPSG:3857"])
def test_issues_lie_where_they_are_in_the_network_s_own_reference_system(crs):
    done = check(NETWORK=layer([*grid(), SHORT], crs=crs))
    out = done.layer("ISSUES")
    assert out.crs().authid() == crs
    miss = next(f for f in out.getFeatures() if f["issue"] == "near_miss").geometry()
    there = QgsCoordinateTransform(out.crs(), QgsCoordinateReferenceSystem(runs.RD), QgsCoordinateTransformContext())
    miss.transform(there)
    assert miss.asPoint().x() - runs.X0 == pytest.approx(250, abs=0.01)
    assert miss.asPoint().y() - runs.Y0 == pytest.approx(-0.25, abs=0.01)
    assert done.results["MAIN_SHARE"] == pytest.approx(6000 / 6079.5, rel=1e-4)


def test_fields_that_are_there_already_are_kept():
    streets = layer([(w, 7, "mine") for w in grid()], component="int", component_share="text")
    row = check(NETWORK=streets).rows("OUTPUT")[0]
    assert (row["component"], row["component_share"]) == (7, "mine")
    assert (row["component_2"], row["component_share_2"]) == (1, pytest.approx(1))
    named = check(NETWORK=streets, PREFIX="bm_").rows("OUTPUT")[0]
    assert (named["component"], named["bm_component"]) == (7, 1)


def test_a_line_in_two_parts_gets_the_longer():
    both = "MULTILINESTRING((1000 1000, 1050 1000), (500 500, 700 500))"
    assert check(NETWORK=layer([*grid(), both])).column("OUTPUT", "component") == [1] * 13


@pytest.mark.parametrize(
    ("network", "words"),
    [
        (lambda: layer([], kind="LineString"), "no lines"),
        (lambda: layer([None], kind="LineString"), "no lines"),
        (lambda: layer(["LINESTRING(5 5, 5 5)"]), "no line with a length"),
        (lambda: layer([point(0, 0)]), "no lines"),
    ],
)
def test_a_network_without_lines_stops_the_run(network, words, tmp_path):
    with pytest.raises(RefusedError, match=words):
        check(NETWORK=network(), OUTPUT=str(tmp_path / "out.gpkg"))
    assert list(tmp_path.iterdir()) == []


def test_issues_alone_may_be_left_out():
    assert "ISSUES" not in check(ISSUES=None).results
