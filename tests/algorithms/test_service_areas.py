"""Service areas, run as QGIS runs them: lines, polygons, limits, rings, splits, barriers, and what has no area."""

from __future__ import annotations

import math
import random
from itertools import pairwise

import pytest
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsGeometry,
)

from towns import runs
from towns.runs import Feedback, RefusedError, box, grid, layer, point
from towns.slow import by_turns


def town(**changes) -> dict:
    """Return parameters for a grid of streets and a school on the street y = 0; None takes one out."""
    given = {
        "NETWORK": layer(grid(), "streets"),
        "FACILITIES": layer([(point(250, -20), "a")], "schools", code="text"),
        "FACILITY_ID": "code",
        "LIMITS": "120",
        "LINES": "memory:",
        "POLYGONS": "memory:",
        **changes,
    }
    return runs.without_none(given)


def areas(feedback: Feedback | None = None, **changes):
    return runs.run("serviceareas", town(**changes), feedback)


def refused(**changes) -> str:
    return runs.refusal("serviceareas", town(**changes))


def shapes(done, name: str) -> list:
    return [f.geometry() for f in done.layer(name).getFeatures()]


def test_lines_end_where_the_limit_ends():
    done = areas()
    (row,) = done.rows("LINES")
    assert row == {
        "facility_id": "a",
        "limit": 120,
        "from_limit": 0,
        "length_m": pytest.approx(300),
        "row_status": "ok",
    }
    (line,) = shapes(done, "LINES")
    assert line.length() == pytest.approx(300)  # 100 m either way along y = 0, and from both crossings 50 m up
    ends = line.boundingBox()
    assert [ends.xMinimum() - runs.X0, ends.xMaximum() - runs.X0] == pytest.approx([150, 350])
    assert [ends.yMinimum() - runs.Y0, ends.yMaximum() - runs.Y0] == pytest.approx([0, 50])


def test_a_polygon_follows_the_streets():
    done = areas(LIMITS="60", BUFFER=10)
    (line,), (polygon,) = shapes(done, "LINES"), shapes(done, "POLYGONS")
    assert done.column("POLYGONS", "area_m2") == [pytest.approx(polygon.area())]
    assert polygon.isGeosValid()
    assert polygon.contains(line)
    straight = 80 * 20
    assert straight + math.pi * 100 * 0.95 < polygon.area() < straight + math.pi * 100


def test_several_limits_and_rings():
    done = areas(LIMITS="220; 120 ;70,5")
    assert done.column("LINES", "limit") == [70.5, 120, 220]
    whole, parts = done.column("LINES", "length_m"), areas(LIMITS="70.5;120;220", BANDS=1)
    assert parts.column("LINES", "from_limit") == [0, 70.5, 120]
    rings = parts.column("LINES", "length_m")
    assert rings == pytest.approx([whole[0], whole[1] - whole[0], whole[2] - whole[1]])
    inner, middle, outer = shapes(parts, "POLYGONS")
    assert middle.intersection(inner).area() == pytest.approx(0, abs=1e-6)
    assert outer.area() + middle.area() + inner.area() == pytest.approx(shapes(done, "POLYGONS")[2].area())


@pytest.mark.parametrize("overlap", [0, 1])
def test_rings_add_up_to_the_area_of_the_largest_limit(overlap):
    """The end of a street at a limit is drawn with corners, which stick out of what goes on from there in a bend."""
    rng, spots, heading = random.Random(4), [(0.0, 0.0)], 0.0
    for _ in range(400):
        heading += rng.uniform(-0.9, 0.9)
        x, y = spots[-1]
        spots.append((x + rng.uniform(1, 3) * math.cos(heading), y + rng.uniform(1, 3) * math.sin(heading)))
    bends = "LINESTRING(" + ",".join(f"{x} {y}" for x, y in spots) + ")"
    given = {"NETWORK": layer([bends]), "FACILITIES": layer([(point(0, 0), "a")], code="text"), "OVERLAP": overlap}
    for limits in ("100;150;200;300;400", "10;20;30;40;50;60;70;80;90;100"):
        rings, whole = (areas(**given, LIMITS=limits, BANDS=bands) for bands in (1, 0))
        single = areas(**given, LIMITS=limits.split(";")[-1])
        sizes = rings.column("POLYGONS", "area_m2")
        assert sum(sizes) == pytest.approx(single.column("POLYGONS", "area_m2")[0], abs=0.05)
        grounds = shapes(whole, "POLYGONS")
        assert sum(sizes) == pytest.approx(grounds[-1].area(), abs=0.05)
        for inner, outer, ring in zip(grounds, grounds[1:], shapes(rings, "POLYGONS")[1:], strict=False):
            assert inner.difference(outer).area() < 1e-6
            assert ring.symDifference(outer.difference(inner)).area() < 0.02, "parts below 0.01 m² are left out"


def test_a_polygon_stays_within_the_true_buffer_by_what_its_page_says():
    """GEOS draws a bend of up to 27° with one straight piece, whose middle lies 1 - cos 13.5° of the buffer inside."""
    turn = math.radians(26.99)
    bend = (100.0, 0.0)
    street = f"LINESTRING(0 0, 100 0, {100 + 100 * math.cos(turn)} {100 * math.sin(turn)})"
    given = {"NETWORK": layer([street]), "FACILITIES": layer([(point(0, 0), "a")], code="text"), "LIMITS": "500"}
    (ground,) = shapes(areas(**given), "POLYGONS")
    middle = turn / 2 - math.pi / 2
    true = QgsGeometry.fromWkt(point(bend[0] + 25 * math.cos(middle), bend[1] + 25 * math.sin(middle)))
    true.translate(runs.X0, runs.Y0)
    short = 25 * (1 - math.cos(math.radians(13.495)))
    assert ground.distance(true) == pytest.approx(short, abs=1e-3)
    assert 0.027 * 25 < short < 0.028 * 25


def test_small_holes_are_filled_and_large_ones_stay():
    """Round a block of 100 × 100 m the hole is 50 × 50 m."""
    given = {"LIMITS": "1000", "FACILITIES": layer([(point(0, 0), "a")], code="text")}
    (full,) = shapes(areas(**given, FILL_HOLES=2501), "POLYGONS")
    (open_,) = shapes(areas(**given, FILL_HOLES=2499), "POLYGONS")
    assert full.area() - open_.area() == pytest.approx(25 * 2500, rel=1e-3)
    pond = layer([box(40, 40, 60, 60)], "water")
    (pool,) = shapes(areas(**given, FILL_HOLES=2501, BARRIERS=pond), "POLYGONS")
    assert full.area() - pool.area() == pytest.approx(2500, rel=1e-3)


TWO_BANKS = [
    "LINESTRING(0 0, 500 0, 1000 0)",
    "LINESTRING(0 60, 500 60, 1000 60)",
    "LINESTRING(1000 0, 1000 60)",
]


def test_no_ground_across_the_river_without_the_bridge():
    """The bridge is 900 m away: with 400 m the other bank is not reached, and the polygon keeps to this one."""
    done = areas(
        NETWORK=layer(TWO_BANKS), FACILITIES=layer([(point(100, 0), "a")], code="text"), LIMITS="400", FILL_HOLES=0
    )
    (polygon,) = shapes(done, "POLYGONS")
    assert polygon.boundingBox().yMaximum() - runs.Y0 == pytest.approx(25, abs=0.01)
    (line,) = shapes(done, "LINES")
    assert line.length() == pytest.approx(500)


def test_split_areas_make_up_the_dissolved_one():
    schools = layer([(point(50, 50), "a"), (point(420, 130), "b"), (point(250, 480), "c")], code="text")
    given = {"FACILITIES": schools, "LIMITS": "150;400", "NETWORK": layer(grid())}
    split, whole = areas(**given, OVERLAP=2), areas(**given, OVERLAP=1)
    assert whole.column("LINES", "facility_id") == [None, None]
    for limit in (150, 400):
        mine = [r for r in split.rows("LINES") if r["limit"] == limit]
        (all_,) = [r for r in whole.rows("LINES") if r["limit"] == limit]
        assert sum(r["length_m"] for r in mine) == pytest.approx(all_["length_m"])
        ground = [
            shape
            for shape, row in zip(shapes(split, "POLYGONS"), split.rows("POLYGONS"), strict=True)
            if row["limit"] == limit
        ]
        (together,) = [r["area_m2"] for r in whole.rows("POLYGONS") if r["limit"] == limit]
        assert sum(shape.area() for shape in ground) == pytest.approx(together, rel=1e-3)
        assert all(shape.isGeosValid() for shape in ground)
        for row, one in enumerate(ground):
            for other in ground[row + 1 :]:
                assert one.intersection(other).area() < 1


def test_ground_goes_to_the_nearer_street():
    """Two parallel streets 40 m apart: the border runs halfway."""
    streets = layer(["LINESTRING(0 0, 1500 0)", "LINESTRING(0 40, 1500 40)"])
    schools = layer([(point(700, 0), "low"), (point(700, 40), "high")], code="text")
    done = areas(NETWORK=streets, FACILITIES=schools, LIMITS="300", OVERLAP=2, MIN_COMPONENT=0)
    low, high = shapes(done, "POLYGONS")
    assert low.boundingBox().yMaximum() - runs.Y0 == pytest.approx(20, abs=0.1)
    assert high.boundingBox().yMinimum() - runs.Y0 == pytest.approx(20, abs=0.1)


def by_limit(done, facility: str) -> list:
    """Return the polygons of a facility, limit by limit."""
    rows = zip(shapes(done, "POLYGONS"), done.rows("POLYGONS"), strict=True)
    return [shape for shape, row in rows if row["facility_id"] == facility]


@pytest.mark.parametrize(("overlap", "crs"), by_turns([0, 1, 2], ["EPSG:28992", "EPSG:4326", "EPSG:3857"], 1))
@pytest.mark.parametrize("places", [((63, 116), (59, 119)), ((40.3, 254.2), (229.1, 76.5))])
def test_rings_are_valid_polygons_in_any_reference_system(overlap, crs, places):
    """What rounding leaves between two limits are lines and slivers, which no layer of polygons takes."""
    schools = layer([(point(*xy), name) for xy, name in zip(places, "ab", strict=True)], code="text")
    given = {"NETWORK": layer(grid(4), crs=crs), "FACILITIES": schools, "LIMITS": "120;200;300", "OVERLAP": overlap}
    rings = areas(**given, BANDS=1)
    for shape in shapes(rings, "POLYGONS"):
        assert shape.wkbType() == Qgis.WkbType.MultiPolygon
        assert shape.isGeosValid()
    for name in [None] if overlap == 1 else ["a", "b"]:
        parts = [r["area_m2"] for r in rings.rows("POLYGONS") if r["facility_id"] == name]
        (*_, whole) = [r["area_m2"] for r in areas(**given).rows("POLYGONS") if r["facility_id"] == name]
        assert sum(parts) == pytest.approx(whole, rel=1e-3)


def test_rings_of_split_areas_give_no_ground_twice():
    """Within 100 m only the low street is reached, up to y = 25; at 800 m the other has what is above y = 20."""
    streets = layer(["LINESTRING(0 0, 1500 0)", "LINESTRING(0 40, 1500 40)"])
    schools = layer([(point(700, 0), "low"), (point(100, 40), "high")], code="text")
    given = {"NETWORK": streets, "FACILITIES": schools, "LIMITS": "100;800", "OVERLAP": 2, "MIN_COMPONENT": 0}
    wide, rings = areas(**given), areas(**given, BANDS=1)
    inner, whole = by_limit(wide, "low")
    assert inner.boundingBox().yMaximum() - runs.Y0 == pytest.approx(20, abs=0.1)
    assert inner.difference(whole).area() < 1e-6
    parts = shapes(rings, "POLYGONS")
    for row, one in enumerate(parts):
        assert all(one.intersection(other).area() < 1e-6 for other in parts[row + 1 :])
    for name in ("low", "high"):
        pieces, (_, whole) = by_limit(rings, name), by_limit(wide, name)
        assert sum(piece.area() for piece in pieces) == pytest.approx(whole.area(), rel=1e-9)
        assert whole.symDifference(pieces[0].combine(pieces[1])).area() < 1e-6


def test_a_street_that_is_drawn_twice_is_one():
    """Both facilities reach a copy of it between 155 and 200; the ground there is the first one's, in one piece."""
    streets = ["LINESTRING(0 0, 300 0)"] * 2 + ["LINESTRING(300 0, 3000 0)", "LINESTRING(0 0, -3000 0)"]
    schools = layer([(point(100, 5), "a"), (point(300, 5), "b")], code="text")
    given = {"NETWORK": layer(streets), "FACILITIES": schools, "LIMITS": "150"}
    first, second = shapes(areas(**given, OVERLAP=2), "POLYGONS")
    (whole,) = shapes(areas(**given, OVERLAP=1), "POLYGONS")
    assert [len(one.asGeometryCollection()) for one in (first, second)] == [1, 1]
    assert first.boundingBox().xMaximum() - runs.X0 == pytest.approx(200, abs=1)
    assert second.boundingBox().xMinimum() - runs.X0 == pytest.approx(200, abs=1)
    assert first.area() + second.area() == pytest.approx(whole.area(), rel=1e-9)


@pytest.mark.parametrize("overlap", [0, 1, 2])
@pytest.mark.parametrize("bands", [0, 1])
def test_streets_drawn_twice_are_no_metre_longer(overlap, bands):
    """A copy, one the other way round, one with a vertex of its own, and one within the tolerance."""
    streets = grid()
    copies = [
        *random.Random(1).choices(streets, k=5),
        QgsGeometry.fromWkt(streets[2]).constGet().reversed().asWkt(3),
    ]
    given = {
        "FACILITIES": layer([(point(250, -20), "a"), (point(130, 204), "b")], code="text"),
        "LIMITS": "120;333",
        "OVERLAP": overlap,
        "BANDS": bands,
    }
    plain, twice = areas(**given), areas(**given, NETWORK=layer([*streets, *copies]))
    for name, size in (("LINES", "length_m"), ("POLYGONS", "area_m2")):
        assert twice.column(name, size) == pytest.approx(plain.column(name, size), abs=0.01)
    lengths = [shape.length() for shape in shapes(twice, "LINES")]
    assert lengths == pytest.approx(twice.column("LINES", "length_m")), "the lines themselves are there once too"
    near = areas(
        NETWORK=layer(["LINESTRING(0 0, 100 0)", "LINESTRING(0 0, 50 0.009, 100 0)"]),
        FACILITIES=layer([point(0, 0)]),
        FACILITY_ID=None,
    )
    assert near.column("LINES", "length_m") == [pytest.approx(100)]


def test_wide_ground_is_shared_out_to_its_end():
    """With a buffer of 150 m ground lies farther from any street than in most towns."""
    streets = layer(["LINESTRING(0 0, 1500 0)", "LINESTRING(0 200, 1500 200)"])
    schools = layer([(point(700, 0), "low"), (point(700, 200), "high")], code="text")
    given = {"NETWORK": streets, "FACILITIES": schools, "LIMITS": "300", "MIN_COMPONENT": 0, "BUFFER": 150}
    low, high = shapes(areas(**given, OVERLAP=2), "POLYGONS")
    (whole,) = shapes(areas(**given, OVERLAP=1), "POLYGONS")
    assert low.boundingBox().yMaximum() - runs.Y0 == pytest.approx(100, abs=0.1)
    assert low.area() + high.area() == pytest.approx(whole.area(), rel=1e-9)


def statuses(done) -> list[list[str]]:
    return [done.column(name, "row_status") for name in ("LINES", "POLYGONS")]


def test_ground_beside_streets_that_come_together_again_and_again_is_whole():
    """As found: from the crossing a way round leads back to it, and behind it a street like an 8 that crosses there."""
    around = [(300, 0), (300, 90), (220, 150), (80, 150), (0, 90), (-60, 60), (0, 0)]
    eight = [(0, 0), (29, 29), (29, -29), (0, 0), (-29, 29), (-29, -29), (0, 0)]
    lines = [[(0, 0), around[0]], eight, around]
    streets = ["LINESTRING(" + ", ".join(f"{x} {y}" for x, y in line) + ")" for line in lines]
    there = layer([(point(0, 0), "a")], code="text")
    done = areas(NETWORK=layer(streets, "streets"), FACILITIES=there, LIMITS="5000", BUFFER=60)
    (ground,) = shapes(done, "POLYGONS")
    for line in lines:
        for ends in pairwise(line):
            piece = QgsGeometry.fromWkt("LINESTRING({} {}, {} {})".format(*ends[0], *ends[1]))
            piece.translate(runs.X0, runs.Y0)
            assert piece.buffer(58, 8).difference(ground).area() < 0.01


def test_a_ring_below_the_way_to_the_street_is_beyond_the_limit():
    far = layer([(point(50, -150), "far")], code="text")
    done = areas(FACILITIES=far, LIMITS="50;100;400", BANDS=1)
    assert statuses(done) == [["beyond_limit", "beyond_limit", "ok"]] * 2


def test_what_lies_within_the_limit_but_goes_to_no_one_has_a_word_of_its_own():
    """One of two at the same place, and a ring beyond the end of all streets."""
    schools = layer([(point(50, -20), "a"), (point(50, -20), "twin"), (point(50, -150), "far")], code="text")
    done = areas(FACILITIES=schools, LIMITS="100", OVERLAP=2)
    assert statuses(done) == [["ok", "nothing_left", "beyond_limit"]] * 2
    for overlap in (0, 1):
        done = areas(LIMITS="3000;4000", BANDS=1, OVERLAP=overlap)
        assert statuses(done) == [["ok", "nothing_left"]] * 2
        assert done.column("LINES", "length_m")[1] == 0
        assert [shape.isNull() for shape in shapes(done, "LINES")] == [False, True]


def test_lines_have_no_parts_of_no_length():
    """The shop is cut off by the park it stands beside: between its two limits rounding alone is left."""
    places = [(box(110, 20, 190, 80), "park"), (point(130, -10), "shop")]
    mixed = layer(
        [(f"GEOMETRYCOLLECTION({wkt})", name) for wkt, name in places], kind="GeometryCollection", code="text"
    )
    done = areas(FACILITIES=mixed, LIMITS="23,3;150", OVERLAP=2, BANDS=1)
    for shape in shapes(done, "LINES"):
        assert shape.isNull() or shape.isGeosValid()
        assert all(part.length() > 1e-7 for part in shape.asGeometryCollection())
    assert statuses(done)[0] == ["ok", "ok", "ok", "nothing_left"]
    assert [shape.isNull() for shape in shapes(done, "LINES")] == [False, False, False, True]


def test_facilities_without_an_area_are_listed_with_the_reason():
    schools = layer(
        [(None, "none"), (point(250, 0), "ok"), (point(9000, 0), "far"), (point(250, 150), "leg")],
        kind="Point",
        code="text",
    )
    done = areas(FACILITIES=schools, LIMITS="40")
    found = [(r["facility_id"], r["row_status"], r["length_m"]) for r in done.rows("LINES")]
    assert found == [
        ("none", "no_geometry", 0),
        ("ok", "ok", pytest.approx(80)),
        ("far", "off_network", 0),
        ("leg", "beyond_limit", 0),
    ]
    assert [shape.isNull() for shape in shapes(done, "POLYGONS")] == [True, False, True, True]
    assert done.feedback.warned("none", "far", "2")
    dissolved = areas(FACILITIES=schools, LIMITS="40", OVERLAP=1)
    assert [(r["facility_id"], r["row_status"]) for r in dissolved.rows("LINES")] == [
        (None, "ok"),
        ("none", "no_geometry"),
        ("far", "off_network"),
    ]


def test_a_limit_of_the_facility_s_own_wins():
    schools = layer([(point(250, 0), "a", 30), (point(250, 500), "b", None)], code="text", reach="real")
    done = areas(FACILITIES=schools, LIMIT_FIELD="reach", LIMITS="10;40")
    assert [(r["limit"], r["length_m"]) for r in done.rows("LINES")] == [
        (30, pytest.approx(60)),
        (40, pytest.approx(80)),
    ]
    assert done.feedback.warned("reach", "40", "1")


def test_minutes_and_one_way_streets():
    streets = layer([("LINESTRING(0 0, 2500 0)", "F")], oneway="text")
    given = {
        "NETWORK": streets,
        "FACILITIES": layer([(point(1000, 0), "a")], code="text"),
        "DIRECTION_FIELD": "oneway",
        "VALUE_FORWARD": "F",
        "UNIT": 1,
        "SPEED": 6,
        "LIMITS": "5",
    }
    for towards, low, high in ((True, 500, 1000), (False, 1000, 1500)):
        (line,) = shapes(areas(**given, TOWARDS=towards), "LINES")
        ends = line.boundingBox()
        assert [ends.xMinimum() - runs.X0, ends.xMaximum() - runs.X0] == pytest.approx([low, high])


@pytest.mark.parametrize("crs", ["EPSG:28992", "EPSG:4326", "EPSG:3857"])
def test_areas_come_in_the_network_s_reference_system(crs):
    done = areas(
        NETWORK=layer(grid(), crs=crs), FACILITIES=layer([(point(250, -20), "a")], code="text", crs="EPSG:4326")
    )
    assert done.layer("LINES").crs().authid() == done.layer("POLYGONS").crs().authid() == crs
    assert done.column("LINES", "length_m") == [pytest.approx(300, abs=0.02)]


@pytest.mark.parametrize(
    ("limits", "word"), [("", "400;800"), ("400;x", "“x”"), ("-5", "“-5”"), ("400;400,0", "twice")]
)
def test_wrong_limits_are_refused_with_a_sentence(limits, word):
    assert word in refused(LIMITS=limits)


def test_an_empty_layer_is_refused():
    assert "empty" in refused(FACILITIES=layer([], kind="Point", code="text"))


@pytest.mark.parametrize("at", [3, 10, 18])
def test_cancel_leaves_nothing(at, tmp_path):
    feedback = Feedback(cancel_at=at)
    with pytest.raises(RefusedError, match="Cancelled"):
        areas(feedback, LINES=str(tmp_path / "lines.gpkg"), POLYGONS=str(tmp_path / "areas.gpkg"), LIMITS="120;500")
    assert list(tmp_path.iterdir()) == []


def test_areas_go_into_one_geopackage(tmp_path):
    path = tmp_path / "areas.gpkg"
    done = areas(LINES=runs.into(path, "lines"), POLYGONS=runs.into(path, "ground"))
    assert done.layer("LINES").featureCount() == done.layer("POLYGONS").featureCount() == 1


@pytest.mark.parametrize(("seed", "buffer"), [(1, 60), (2, 1)])
def test_what_is_written_has_the_area_that_is_told(seed, buffer):
    """In degrees the hole of a ring may touch its outline; it must stay a hole."""
    chance = random.Random(seed)
    corner = {
        (i, j): (i * 100 + chance.gauss(0, 15), j * 100 + chance.gauss(0, 15)) for i in range(6) for j in range(6)
    }
    streets = []
    for a, (x, y) in corner.items():
        for u, v in (corner[b] for b in ((a[0] + 1, a[1]), (a[0], a[1] + 1)) if b in corner):
            bend = (x + u) / 2 + chance.gauss(0, 4), (y + v) / 2 + chance.gauss(0, 4)
            streets.append(f"LINESTRING({x:.4f} {y:.4f}, {bend[0]:.4f} {bend[1]:.4f}, {u:.4f} {v:.4f})")
    places = [(point(chance.uniform(0, 500), chance.uniform(0, 500)), f"f{n}") for n in range(30)]
    done = areas(
        NETWORK=layer(streets, crs="EPSG:4326"),
        FACILITIES=layer(places, crs="EPSG:4326", code="text"),
        LIMITS="100;200;400",
        BANDS=1,
        BUFFER=buffer,
        FILL_HOLES=0,
    )
    back = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:4326"),
        QgsCoordinateReferenceSystem(runs.RD),
        QgsCoordinateTransformContext(),
    )
    for shape, row in zip(shapes(done, "POLYGONS"), done.rows("POLYGONS"), strict=True):
        if not shape.isNull():
            assert shape.transform(back) == Qgis.GeometryOperationResult.Success
        assert shape.area() == pytest.approx(row["area_m2"], abs=0.5)


@pytest.mark.parametrize(("seed", "buffer"), [pytest.param(1, 4, marks=pytest.mark.slow), (2, 25)])
def test_ground_of_many_streets_is_all_that_lies_beside_them_and_no_more(seed, buffer):
    """Hundreds of streets in several groups, which some areas hold whole and others cut through.

    Of each street the ground 97 % of the buffer wide is in the area (at a bend it is up to 2.8 % short), and all of the
    area lies within the true buffer.
    """
    chance = random.Random(seed)
    corner = [[(i * 60 + chance.gauss(0, 20), j * 60 + chance.gauss(0, 20)) for j in range(14)] for i in range(14)]
    streets = [
        f"LINESTRING({corner[i][j][0]} {corner[i][j][1]}, {corner[i + u][j + v][0]} {corner[i + u][j + v][1]})"
        for i in range(13)
        for j in range(13)
        for u, v in ((0, 1), (1, 0), (1, 1))
    ]
    places = layer([(point(*chance.choice(chance.choice(corner))), f"f{n}") for n in range(6)], code="text")
    done = areas(NETWORK=layer(streets), FACILITIES=places, LIMITS="500", BUFFER=buffer, FILL_HOLES=0)
    for ground, lines in zip(shapes(done, "POLYGONS"), shapes(done, "LINES"), strict=True):
        pieces = lines.asGeometryCollection()
        assert len(pieces) > 64
        assert ground.isGeosValid()
        assert all(piece.buffer(0.97 * buffer, 8).difference(ground).area() < 0.01 for piece in pieces)
        true = QgsGeometry.unaryUnion([piece.buffer(1.001 * buffer, 24) for piece in pieces])
        assert ground.difference(true).area() < 0.01


@pytest.mark.parametrize("seed", [11, 32, 108])
def test_blocks_between_streets_in_line_are_not_filled(seed):
    """A buffer of 0 m of the grounds of groups fills some of these: 3,898, 19,703 and 27,624 m²."""
    chance = random.Random(seed)
    streets = [
        f"LINESTRING({i * 90} {j * 90}, {(i + u) * 90} {(j + v) * 90})"
        for i in range(12)
        for j in range(12)
        for u, v in ((0, 1), (1, 0), (1, 1))
        if chance.random() < (0.2 if u and v else 0.95)
    ]
    places = layer([(point(300, 300), "a")], code="text")
    done = areas(NETWORK=layer(streets), FACILITIES=places, LIMITS="5000", BUFFER=0.5, FILL_HOLES=0)
    (ground,), (lines,) = shapes(done, "POLYGONS"), shapes(done, "LINES")
    # Every place between streets is in the ground or not as it is near one or not; of each block one is looked at.
    blocks = QgsGeometry.polygonize([QgsGeometry.unaryUnion(lines.asGeometryCollection())]).asGeometryCollection()
    assert len(blocks) > 100
    for block in blocks:
        middle = block.poleOfInaccessibility(1)[0]
        assert lines.distance(middle) > 0.5
        assert not ground.contains(middle)


@pytest.mark.parametrize("overlap", [0, 1, 2])
def test_a_dead_end_drawn_twice_loses_no_ground(overlap):
    """Two drawings of one street make a loop that crosses itself."""
    one = "LINESTRING(0 0, 63.4 -16.9, 175.9 -11.1, 197.3 6.9, 289.7 0)"
    other = "LINESTRING(289.7 0, 224.7 -18.7, 100.6 -1.8, 0 0)"
    streets = layer(["LINESTRING(0 -2000, 0 0, 0 2000)", one, other])
    schools = layer([(point(200, 0), "a")], code="text")
    done = areas(NETWORK=streets, FACILITIES=schools, LIMITS="280;400", OVERLAP=overlap, FILL_HOLES=0)
    near, far = shapes(done, "POLYGONS")
    assert near.difference(far).area() < 1
    ground = QgsGeometry.unaryUnion([line.buffer(25, 32) for line in shapes(done, "LINES")[1].asGeometryCollection()])
    assert far.area() == pytest.approx(ground.area(), rel=0.01)


@pytest.mark.parametrize(
    "street", ["LINESTRING(-1000 -10, 1000 -10)", "LINESTRING(-1000 -11, 0 -5, 300 -14, 1000 -14)"]
)
def test_a_street_beside_two_that_share_a_side_is_the_first_ones(street):
    """Both are entered straight from the street, at the same distance; the second is not as long."""
    parks = [(box(0, 0, 300, 60), "a"), (box(0, 0, 290, 120), "b")]
    done = areas(
        NETWORK=layer([street]), FACILITIES=layer(parks, code="text"), LIMITS="150;200", OVERLAP=2, MIN_COMPONENT=0
    )
    lines, rows = shapes(done, "LINES"), done.rows("LINES")
    assert [len(shape.asGeometryCollection()) for shape in lines] == [1, 1, 0, 0]
    assert [row["row_status"] for row in rows] == ["ok", "ok", "nothing_left", "nothing_left"]
    assert statuses(done)[0] == statuses(done)[1]


def test_who_has_no_street_within_a_limit_has_no_ground_within_it():
    streets = layer(["LINESTRING(0 0, 1500 0)", "LINESTRING(0 40, 1500 40)"])
    schools = layer([(point(700, 0), "low"), (point(700, 140), "high")], code="text")
    given = {"NETWORK": streets, "FACILITIES": schools, "LIMITS": "50;800", "OVERLAP": 2, "MIN_COMPONENT": 0}
    assert statuses(areas(**given)) == [["ok", "ok", "beyond_limit", "ok"]] * 2
    rings = areas(**given, BANDS=1)
    assert statuses(rings) == [["ok", "ok", "beyond_limit", "ok"]] * 2
    (_, whole), (_, ring) = by_limit(areas(**given), "high"), by_limit(rings, "high")
    assert ring.area() == pytest.approx(whole.area(), rel=1e-9)


def test_dissolved_areas_of_no_facility_say_why_there_are_none():
    done = areas(FACILITIES=layer([(None, "a")], kind="Point", code="text"), OVERLAP=1)
    assert [set(one) for one in statuses(done)] == [{"no_geometry"}] * 2
