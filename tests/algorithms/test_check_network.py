"""Check network, run as QGIS runs it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
)

from towns import runs
from towns.runs import Feedback, RefusedError, box, grid, layer, point

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


# The other kinds of issue


def kinds(done) -> list[str]:
    return sorted(done.column("ISSUES", "issue"))


def test_dead_ends_are_reported_where_the_study_area_ends():
    out = "LINESTRING(500 200, 560 200)"
    assert kinds(check(NETWORK=layer([*grid(), out]))) == []
    halves = layer([box(-300, -300, 250, 900), box(250.03, -300, 560, 900)])
    done = check(NETWORK=layer([*grid(), out, "LINESTRING(200 500, 245 590)"]), AREA=halves)
    assert kinds(done) == ["dead_end_at_boundary"]
    row = done.rows("ISSUES")[0]
    assert (row["line_id"], row["other_line_id"], row["length_m"]) == (13, None, pytest.approx(60))
    assert (row["severity"], row["gap_m"]) == ("medium", None)
    assert "Dead ends within 25 m of the study area's border: 1." in done.feedback.infos


def test_the_study_area_is_brought_to_the_streets():
    area = layer([box(-300, -300, 560, 900)], crs="EPSG:4326")
    done = check(NETWORK=layer([*grid(), "LINESTRING(500 200, 560 200)"]), AREA=area)
    assert kinds(done) == ["dead_end_at_boundary"]


@pytest.mark.parametrize(
    ("area", "words"),
    [
        (lambda: layer([None], kind="Polygon"), "no polygons"),
        (lambda: layer([box(9000, 9000, 9100, 9100)]), "do not overlap"),
    ],
)
def test_a_study_area_that_is_none_stops_the_run(area, words, tmp_path):
    with pytest.raises(RefusedError, match=words):
        check(AREA=area(), OUTPUT=str(tmp_path / "out.gpkg"))
    assert list(tmp_path.iterdir()) == []


CROSSING = ["LINESTRING(0 0, 100 0)", "LINESTRING(50 -50, 50 50)"]


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ((None, None), True),
        (("F", "no"), True),
        (("T", None), False),
        ((None, "yes"), False),
    ],
)
def test_bridges_are_no_crossings(values, found):
    streets = layer(list(zip(CROSSING, values, strict=True)), bridge="text")
    done = check(NETWORK=streets)
    assert ("crossing_without_node" in kinds(done)) is found
    assert not done.feedback.warned("bridges")


@pytest.mark.parametrize(("level", "found"), [(0, True), (None, True), (1, False), (-1, False)])
def test_a_level_other_than_0_is_a_bridge_or_tunnel(level, found):
    streets = runs.fields(layer="int")
    done = check(NETWORK=layer([(CROSSING[0], level), (CROSSING[1], None)], own=streets))
    assert ("crossing_without_node" in kinds(done)) is found


def test_the_log_says_where_bridges_cannot_be_told_apart():
    done = check(NETWORK=layer(CROSSING))
    assert kinds(done) == ["crossing_without_node", "island"]
    assert done.feedback.warned("bridges and tunnels", "crossings")
    named = check(NETWORK=layer([(CROSSING[0], 1), (CROSSING[1], None)], viaduct="int"), PASS_FIELDS=["viaduct"])
    assert kinds(named) == ["island"]


def test_lines_without_length_and_streets_drawn_twice():
    bent = "LINESTRING(500 0, 540 30, 600 0)"
    extra = ["LINESTRING(7 7, 7 7)", bent, "LINESTRING(600 0, 540 30, 500 0)", f"MULTI{bent.replace('(', '((')})"]
    done = check(NETWORK=layer([*grid(), *extra], kind="MultiLineString"))
    assert Counter(kinds(done)) == {"zero_length": 1, "duplicate": 2}
    assert {r["severity"] for r in done.rows("ISSUES") if r["issue"] == "zero_length"} == {"low"}
    assert "Streets drawn twice: 2; crossings without a node: 0; lines without length: 1." in done.feedback.infos


def test_a_street_drawn_twice_concerns_the_dwellings_at_it():
    twice = ["LINESTRING(0 0, 150 0.004, 300 0)", "LINESTRING(0 0, 150 -0.004, 300 0)", "LINESTRING(300 0, 3000 0)"]
    homes = layer([point(150, 10), point(150, -10), point(900, 0)])
    (row,) = check(NETWORK=layer(twice), DWELLINGS=homes).rows("ISSUES")
    assert (row["issue"], row["severity"], row["dwellings"]) == ("duplicate", "high", 2)


def test_the_log_sums_up_in_words():
    done = check(NETWORK=layer([*grid(), ISLAND, SHORT]))
    # 12 streets of 500 m, one of 50 m and one of 79.5 m: 6000 of 6129.5 m is 97.88 %, cut off.
    assert "97.8 % of the length is connected; 1 place lies within 1 m of joining; 2 islands." in done.feedback.infos


# The repaired streets


def wkb(layer) -> list[bytes | None]:
    return [f.geometry().asWkb().data() if f.hasGeometry() else None for f in layer.getFeatures()]


def mend(streets, **changes):
    return check(**{"NETWORK": streets, "OUTPUT_REPAIRED": "memory:", **changes})


def vertices(feature) -> list[tuple[float, float]]:
    return [(round(v.x() - runs.X0, 3), round(v.y() - runs.Y0, 3)) for v in feature.geometry().vertices()]


def test_near_misses_are_joined_and_all_else_stays():
    rows = [(ISLAND, "i", 1), *((w, "g", 2) for w in grid()), (SHORT, None, 3), (None, "n", 4)]
    given = layer(rows, of="text", fid="int")
    done = mend(given)
    out = done.layer("OUTPUT_REPAIRED")
    assert out.fields().names() == ["of", "fid"]
    assert done.column("OUTPUT_REPAIRED", "of") == ["i", *["g"] * 12, None, "n"]
    assert out.wkbType() == given.wkbType()
    assert out.crs() == given.crs()
    before, after = wkb(given), wkb(out)
    assert [i for i, (b, a) in enumerate(zip(before, after, strict=True)) if b != a] == [1, 13]
    mended = list(out.getFeatures())
    assert vertices(mended[13]) == [(250, -80), (250, -0.5), (250, 0)]
    assert (250, 0) in vertices(mended[1])
    assert "Near misses joined: 1; streets that changed: 2." in done.feedback.infos
    again = check(NETWORK=out)
    assert kinds(again) == ["island"]
    assert again.results["COMPONENTS"] == 2


STREETS = [
    *grid(),
    SHORT,
    "LINESTRING(200.3 500.4, 230 580)",  # short of a vertex
    "LINESTRING(310 -0.4, 310 60)",  # behind a line
    "LINESTRING(410 0, 410 -60)",  # on the middle of a line
    "LINESTRING(560 250, 500.6 250)",
    "LINESTRING(560 250, 590 300)",
]


@pytest.mark.parametrize("crs", ["EPSG:28992", "EPSG:4326", "EPSG:3857", "EPSG:32631"])
@pytest.mark.parametrize("tolerance", [0, 0.01])
def test_mended_streets_are_found_joined_in_every_reference_system(crs, tolerance):
    given = layer(STREETS, crs=crs)
    done = mend(given, TOLERANCE=tolerance)
    assert kinds(done).count("near_miss") == 5
    out = done.layer("OUTPUT_REPAIRED")
    assert out.crs().authid() == crs
    again = check(NETWORK=out, TOLERANCE=tolerance)
    assert kinds(again) == []
    assert again.results["COMPONENTS"] == 1
    same = [b == a for b, a in zip(wkb(given), wkb(out), strict=True)]
    assert all(same[i] for i in (1, 2, 3, 4, *range(6, 11), 17))


@pytest.mark.parametrize("crs", ["EPSG:28992", "EPSG:4326"])
@pytest.mark.parametrize("end", ["50 0.5", "50 -0.5", "50.005 0.5", "50 0"])
def test_a_street_that_stops_short_of_itself_is_found_and_joined(crs, end):
    done = mend(layer([f"LINESTRING(0 0, 20 0, 100 0, 100 50, 50 50, {end})"], crs=crs), TOLERANCE=0)
    miss = done.rows("ISSUES")
    assert [(r["issue"], r["line_id"], r["other_line_id"]) for r in miss] == [("near_miss", 1, 1)]
    again = check(NETWORK=done.layer("OUTPUT_REPAIRED"), TOLERANCE=0)
    assert (kinds(again), again.results["EDGES"]) == ([], 2)


@pytest.mark.parametrize("suffix", [".gpkg", ".shp", ".geojson"])
def test_mended_streets_in_a_file_are_joined(suffix, tmp_path):
    crs = "EPSG:4326" if suffix == ".geojson" else runs.RD
    done = mend(layer(STREETS, crs=crs), OUTPUT_REPAIRED=str(tmp_path / f"mended{suffix}"))
    assert kinds(check(NETWORK=done.layer("OUTPUT_REPAIRED"))) == []


def test_new_vertices_get_heights_and_measures_from_their_neighbours():
    rows = ["LINESTRINGZM(0 0 10 0, 100 0 20 200)", "LINESTRINGZM(50 60 3 1, 50 0.5 4 2)"]
    done = mend(layer(rows))
    long, short = (list(f.geometry().vertices()) for f in done.layer("OUTPUT_REPAIRED").getFeatures())
    assert [(v.z(), v.m()) for v in long] == [(10, 0), (pytest.approx(15), pytest.approx(100)), (20, 200)]
    assert [(v.z(), v.m()) for v in short] == [(3, 1), (4, 2), (4, 2)]


def test_lines_with_parts_and_curves_are_mended():
    rows = ["MULTILINESTRING((0 50, 100 50), (0 0, 100 0))", "MULTILINESTRING((40 20, 40 0.5))"]
    out = list(mend(layer(rows)).layer("OUTPUT_REPAIRED").getFeatures())
    assert [f.geometry().constGet().numGeometries() for f in out] == [2, 1]
    assert (40, 0) in vertices(out[0])
    bows = ["COMPOUNDCURVE(CIRCULARSTRING(0 0, 50 50, 100 0))", "COMPOUNDCURVE((50 90, 50 50.4))"]
    for crs in (runs.RD, "EPSG:3857"):
        given = layer(bows, crs=crs)
        mended = mend(given).layer("OUTPUT_REPAIRED")
        assert mended.wkbType() == given.wkbType()
        assert check(NETWORK=mended).results["COMPONENTS"] == 1


def test_no_join_leads_across_a_barrier():
    ditch = layer(["LINESTRING(-100 -0.2, 700 -0.2)"])
    given = layer([*grid(), SHORT])
    done = mend(given, BARRIERS=ditch)
    assert wkb(done.layer("OUTPUT_REPAIRED")) == wkb(given)


def test_what_is_not_joined_is_told():
    streets = [(w, None) for w in [*grid(), "LINESTRING(570 30.4, 570 90)"]] + [("LINESTRING(500 0, 620 30)", "T")]
    done = mend(layer([*streets, ("LINESTRING(540 10.5, 540 90)", None)], tunnel="text"))
    assert kinds(done).count("near_miss") == 1
    assert done.feedback.warned("not joined", "1")


def test_selected_streets_alone_are_mended():
    given = layer([ISLAND, *grid(), SHORT])
    given.selectByIds([f.id() for f in given.getFeatures()][1:])
    runs.in_project(given)
    done = mend(QgsProcessingFeatureSourceDefinition(given.id(), True))
    assert done.layer("OUTPUT_REPAIRED").featureCount() == 13
    assert kinds(check(NETWORK=done.layer("OUTPUT_REPAIRED"))) == []


@pytest.mark.faults  # all algorithms are cancelled at some moments always
@pytest.mark.parametrize("kind", ["memory", "file"])
def test_cancel_leaves_nothing_of_any_output(kind, tmp_path, moments):
    def outputs(folder) -> dict:
        names = ("OUTPUT", "ISSUES", "OUTPUT_REPAIRED")
        return {n: "memory:" if kind == "memory" else str(folder / f"{n}.gpkg") for n in names}

    given = {"NETWORK": layer(STREETS), "AREA": layer([box(-300, -300, 900, 900)])}
    whole = tmp_path / "whole"
    whole.mkdir()
    looks = check(**given, **outputs(whole)).feedback.looks
    assert looks >= 8
    folder = tmp_path / "cancelled"
    folder.mkdir()
    for moment in moments(looks, looks):
        context = QgsProcessingContext()
        with pytest.raises(RefusedError, match="Cancelled"):
            runs.run("checknetwork", {**given, **outputs(folder)}, Feedback(cancel_at=moment), context)
        assert list(folder.iterdir()) == []
        assert context.temporaryLayerStore().count() == 0


# The sample town

TOWN = Path(__file__).resolve().parents[2] / "resources" / "sample" / "town.gpkg"


@pytest.fixture(scope="module")
def town(provider):
    given = {name: f"{TOWN}|layername={name}" for name in ("streets", "dwellings", "neighbourhoods")}
    return check(
        NETWORK=given["streets"], DWELLINGS=given["dwellings"], AREA=given["neighbourhoods"], OUTPUT_REPAIRED="memory:"
    )


def named(done) -> dict[str, list[set[str]]]:
    """Return the streets of each kind of issue."""
    name = {f.id(): f["street_id"] for f in runs.loaded(f"{TOWN}|layername=streets").getFeatures()}
    found: dict[str, list[set[str]]] = {}
    for row in done.rows("ISSUES"):
        found.setdefault(row["issue"], []).append({name[i] for i in (row["line_id"], row["other_line_id"]) if i})
    return found


def test_what_is_odd_in_the_sample_town_is_found(town):
    found = named(town)
    assert set(found) == {"near_miss", "island", "dead_end_at_boundary", "duplicate", "crossing_without_node"}
    assert len(found["near_miss"]) == len(found["island"]) == 1
    assert "S0839" in found["near_miss"][0]
    assert found["island"][0] <= {"S0836", "S0837", "S0838"}
    assert found["dead_end_at_boundary"] == [{"S0099"}]
    assert {"S0309", "S0840"} in found["duplicate"]
    assert [pair & {"S0841"} for pair in found["crossing_without_node"]] == [{"S0841"}]
    island = next(r for r in town.rows("ISSUES") if r["issue"] == "island")
    assert (island["length_m"], island["dwellings"], island["severity"]) == (pytest.approx(602, abs=1), 4, "high")
    miss = next(f for f in town.layer("ISSUES").getFeatures() if f["issue"] == "near_miss")
    assert miss.geometry().distance(QgsGeometry.fromWkt("POINT(119954.3 450351.2)")) < 0.5


def test_the_sample_town_is_mended(town):
    again = check(NETWORK=town.layer("OUTPUT_REPAIRED"))
    assert kinds(again) == sorted(k for k in kinds(town) if k not in ("near_miss", "dead_end_at_boundary"))
    assert town.layer("OUTPUT_REPAIRED").featureCount() == 841


def test_the_log_says_where_not_all_was_compared_and_what_to_do():
    # Each line lies on all later ones: those before the last 17 on more than 16. An end lies on the later lines too,
    # and 1 m from the end of the line before it, if there is one: more than 16 up to the last 17.
    nested = [(f"LINESTRING({-x} 0, {x} 0)", "n") for x in range(300, 600)]
    told = check(NETWORK=layer(nested, kind="LineString", of="text")).feedback.warnings
    assert [text.split(". ")[0] for text in told if "remove lines that lie on each other" in text] == [
        "Ends with more than 16 lines, or very many pieces of lines, around them: 568",
        "Lines with more than 250 pieces of lines in one place: 300",
        "Lines that lie along more than 16 others: 283",
    ]
    assert not [text for text in check().feedback.warnings if "remove lines that lie on each other" in text]
