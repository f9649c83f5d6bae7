"""The distance matrix, run as QGIS runs it: rows and their order, ids, limits, units, files, and what is left out."""

from __future__ import annotations

import pytest
from qgis.core import QgsProcessingContext

from towns import runs
from towns.runs import Feedback, RefusedError, box, grid, into, layer, point

WALK = 0.06 / 4.8
"""Minutes a metre."""
HOMES = [(point(50, 10), "a"), (point(250, 100), "b")]
SHOPS = [(point(500, 480), "far"), (point(250, -20), "school"), (point(300, 100), "near")]


def town(**changes):
    given = {
        "NETWORK": layer(grid(), "streets"),
        "ORIGINS": layer(HOMES, "homes", who="text"),
        "ORIGIN_ID": "who",
        "DESTINATIONS": layer(SHOPS, "shops", code="text"),
        "DESTINATION_ID": "code",
        "OUTPUT": "memory:",
        **changes,
    }
    return runs.without_none(given)


def matrix(feedback: Feedback | None = None, **changes):
    return runs.run("odmatrix", town(**changes), feedback)


def refused(**changes) -> str:
    return runs.refusal("odmatrix", town(**changes))


def pairs(done) -> list[tuple]:
    return [(r["origin_id"], r["destination_id"], round(r["distance_m"], 6), r["rank"]) for r in done.rows("OUTPUT")]


ALL = [
    ("a", "school", 230, 1),
    ("a", "near", 360, 2),
    ("a", "far", 10 + 450 + 480, 3),
    ("b", "near", 50, 1),
    ("b", "school", 50 + 100 + 50 + 20, 2),
    ("b", "far", 250 + 380, 3),
]


def test_every_pair_has_a_row_sorted_by_origin_and_rank():
    done = matrix()
    assert done.layer("OUTPUT").fields().names() == [
        "origin_id",
        "destination_id",
        "distance_m",
        "duration_min",
        "rank",
    ]
    assert not done.layer("OUTPUT").isSpatial()
    assert pairs(done) == ALL
    assert done.column("OUTPUT", "duration_min") == pytest.approx([row[2] * WALK for row in ALL])


@pytest.mark.parametrize("k", [1, 2, 3, 1000])
def test_only_the_nearest_are_kept(k):
    assert pairs(matrix(K=k)) == [row for row in ALL if row[3] <= k]


def test_a_limit_keeps_what_lies_on_it():
    assert pairs(matrix(LIMIT=230)) == [row for row in ALL if row[2] <= 230]
    assert pairs(matrix(LIMIT=229.9, K=1)) == [("b", "near", 50, 1)]


def test_many_origins_and_few_and_many_destinations_and_few_agree():
    many = [(point(7 * n, 3 * n + 2), f"h{n}") for n in range(60)]
    few = [(point(11 * n, 400 - 9 * n), f"s{n}") for n in range(3)]
    there = matrix(ORIGINS=layer(many, who="text"), DESTINATIONS=layer(few, code="text"))
    back = matrix(ORIGINS=layer(few, who="text"), DESTINATIONS=layer(many, code="text"))
    assert sorted((d, o, m) for o, d, m, _ in pairs(there)) == sorted((o, d, m) for o, d, m, _ in pairs(back))


def test_ids_are_text_and_feature_ids_where_no_field_is_chosen():
    homes = layer([(point(50, 10), 7), (point(250, 100), None)], "homes", who="int")
    shops = layer([point(250, -20)])
    done = matrix(ORIGINS=homes, DESTINATIONS=shops, DESTINATION_ID=None)
    ids = [f.id() for f in homes.getFeatures()]
    assert done.column("OUTPUT", "origin_id") == ["7", f"#{ids[1]}"]
    assert done.column("OUTPUT", "destination_id") == [str(next(shops.getFeatures()).id())] * 2


def test_agrees_with_nearest_facility():
    homes = layer([(point(7 * n, 3 * n + 2), f"h{n}") for n in range(60)], who="text")
    done = matrix(ORIGINS=homes, K=1)
    nearest = runs.run(
        "nearestfacility",
        {
            "NETWORK": layer(grid()),
            "DWELLINGS": homes,
            "FACILITIES": layer(SHOPS, code="text"),
            "FACILITY_ID": "code",
            "OUTPUT": "memory:",
        },
    ).rows("OUTPUT")
    found = done.rows("OUTPUT")
    assert [(r["origin_id"], r["destination_id"]) for r in found] == [(r["who"], r["facility_id"]) for r in nearest]
    assert [r["distance_m"] for r in found] == pytest.approx([r["distance_m"] for r in nearest])


def test_origins_that_reach_nothing_have_no_row_and_are_counted():
    homes = [
        (None, "lost"),
        (point(50, 10), "a"),
        (point(5000, 5000), "off"),
        (point(1020, 1005), "island"),
        (point(0, 500), "beyond"),
        ("POINT EMPTY", "empty"),
    ]
    shops = layer([(point(250, -20), "school"), (None, "x"), (point(9000, 0), "y")], kind="Point", code="text")
    given = {
        "NETWORK": layer([*grid(), "LINESTRING(1000 1000, 1050 1000)"]),
        "MIN_COMPONENT": 0,
        "ORIGINS": layer(homes, "homes", kind="Point", who="text"),
        "DESTINATIONS": shops,
    }
    done = matrix(LIMIT=500, **given)
    assert pairs(done) == [("a", "school", 230, 1)]
    for status, words in {
        "no_geometry": ("2 of 6", "lost, empty"),
        "off_network": ("1 of 6", "off"),
        "unreachable": ("1 of 6", "island"),
        "beyond_limit": ("1 of 6", "beyond"),
    }.items():
        assert done.feedback.warned(status, *words)
    assert done.feedback.warned("Destinations without geometry", "1 of 3")
    assert done.feedback.warned("Destinations off the network", "1 of 3")
    whole = matrix(**given)
    assert [row[0] for row in pairs(whole)] == ["a", "beyond"]


def test_destinations_without_a_geometry_give_an_empty_table():
    done = matrix(DESTINATIONS=layer([(None, "x")], kind="Point", code="text"))
    assert done.rows("OUTPUT") == []
    assert done.layer("OUTPUT").fields().names()[0] == "origin_id"
    assert done.feedback.warned("no_facility", "2 of 2")


def test_minutes_decide_with_the_speeds_of_lines_and_tell_that_way_s_metres():
    streets = [("LINESTRING(0 0, 300 0)", 1.5), ("LINESTRING(0 0, 0 100, 300 100, 300 0)", 6.0)]
    given = {
        "NETWORK": layer(streets, kmh="real"),
        "SPEED_FIELD": "kmh",
        "ORIGINS": layer([(point(0, 0), "a")], who="text"),
        "DESTINATIONS": layer([(point(300, 0), "s")], code="text"),
    }
    row = matrix(UNIT=1, **given).rows("OUTPUT")[0]
    assert (row["duration_min"], row["distance_m"]) == (pytest.approx(5), pytest.approx(500))
    row = matrix(**given).rows("OUTPUT")[0]
    assert (row["duration_min"], row["distance_m"]) == (pytest.approx(12), pytest.approx(300))
    assert matrix(UNIT=1, LIMIT=4.9, **given).rows("OUTPUT") == []


@pytest.mark.parametrize(("towards", "metres"), [(True, 100), (False, 300)])
@pytest.mark.parametrize("number", [1, 3])
def test_one_way_streets_lead_one_way(towards, metres, number):
    ring = [("LINESTRING(0 0, 100 0)", "F"), ("LINESTRING(100 0, 100 100, 0 100, 0 0)", "F")]
    done = matrix(
        NETWORK=layer(ring, way="text"),
        ORIGINS=layer([(point(0, 0), "a")] * number, who="text"),
        DESTINATIONS=layer([(point(100, 0), "s"), (point(100, 0), "t")], code="text"),
        DIRECTION_FIELD="way",
        VALUE_FORWARD="F",
        TOWARDS=towards,
    )
    assert done.column("OUTPUT", "distance_m") == pytest.approx([metres] * 2 * number)
    assert done.column("OUTPUT", "destination_id") == ["s", "t"] * number


def test_a_polygon_is_entered_from_the_streets_or_by_its_entrances():
    park = layer([(box(210, -40, 290, 40), "park")], code="text")
    assert pairs(matrix(DESTINATIONS=park))[0] == ("a", "park", 10 + 160, 1)
    inside = layer([(point(250, 10), "in")], who="text")
    assert pairs(matrix(ORIGINS=inside, DESTINATIONS=park)) == [("in", "park", 0, 1)]
    gates = layer([(point(250, -40), "park")], of="text")
    done = matrix(DESTINATIONS=park, ENTRANCES=gates, ENTRANCE_FACILITY="of")
    assert pairs(done)[0] == ("a", "park", 10 + 200 + 40, 1)


def test_origins_may_be_polygons_and_one_layer_may_be_both():
    homes = layer([(box(40, 5, 60, 15), "a")], who="text")
    assert pairs(matrix(ORIGINS=homes, K=1)) == [ALL[0]]
    both = layer(HOMES, "both", who="text")
    done = matrix(ORIGINS=both, DESTINATIONS=both, DESTINATION_ID="who")
    assert [row[:2] for row in pairs(done)] == [("a", "a"), ("a", "b"), ("b", "b"), ("b", "a")]
    assert pairs(done)[0][2] == 0


def test_a_barrier_keeps_what_lies_beyond_it_apart():
    done = matrix(BARRIERS=layer(["LINESTRING(-100 50, 700 50)"]), MIN_COMPONENT=0)
    assert [row[:2] for row in pairs(done)] == [("a", "school"), ("b", "near"), ("b", "far")]


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:3857", "EPSG:25831"])
def test_layers_in_other_reference_systems_measure_the_same(crs):
    done = matrix(
        ORIGINS=layer(HOMES, "homes", crs=crs, who="text"),
        DESTINATIONS=layer(SHOPS, "shops", crs="EPSG:4258", code="text"),
    )
    assert [row[:2] for row in pairs(done)] == [row[:2] for row in ALL]
    assert done.column("OUTPUT", "distance_m") == pytest.approx([row[2] for row in ALL], abs=0.02)


@pytest.mark.parametrize("target", ["gpkg", "csv", "table"])
def test_files_hold_the_rows_in_order(target, tmp_path):
    path = tmp_path / f"out.{'gpkg' if target == 'table' else target}"
    done = matrix(OUTPUT=into(path, "od") if target == "table" else str(path))
    rows = done.rows("OUTPUT")
    assert [(r["origin_id"], r["destination_id"], int(r["rank"])) for r in rows] == [
        (o, d, rank) for o, d, _, rank in ALL
    ]
    assert [float(r["distance_m"]) for r in rows] == pytest.approx([row[2] for row in ALL])


@pytest.mark.parametrize("name", ["out.shp", "OUT.SHP", "out.dbf"])
def test_a_shapefile_of_a_table_is_found_where_it_is(name, tmp_path):
    done = matrix(OUTPUT=str(tmp_path / name))
    table = runs.loaded(done.results["OUTPUT"])
    assert (table.featureCount(), table.isSpatial()) == (len(ALL), False)


def test_ids_that_several_destinations_have_are_told():
    shops = layer([(point(500, 480), "a"), (point(250, -20), "b"), (point(300, 100), "a")], "shops", code="text")
    assert matrix(DESTINATIONS=shops).feedback.warned("code", "shops", "tell them apart", "1 (a)")
    assert not matrix().feedback.warned("tell them apart")


def test_a_matrix_of_many_blocks_is_the_same(monkeypatch):
    from buurtmaat.core.reach import matrix as core

    monkeypatch.setattr(core, "BLOCK_PAIRS", 1)
    assert pairs(matrix()) == ALL
    assert pairs(matrix(K=2)) == [row for row in ALL if row[3] <= 2]


@pytest.mark.parametrize(
    "target", ["gpkg", *(pytest.param(one, marks=pytest.mark.faults) for one in ("memory:", "csv", "table"))]
)
def test_cancel_leaves_nothing_whenever_it_comes(target, tmp_path, monkeypatch, moments):
    from buurtmaat.core.reach import matrix as core

    monkeypatch.setattr(core, "BLOCK_PAIRS", 3)  # so that it comes between two blocks too
    folder = tmp_path / "work"
    folder.mkdir()
    output = {"memory:": "memory:", "table": into(folder / "new.gpkg", "od")}.get(target, str(folder / f"out.{target}"))
    looks = matrix().feedback.looks
    assert looks >= 8
    for moment in moments(looks, looks):
        context, feedback = QgsProcessingContext(), Feedback(cancel_at=moment)
        runs.forget()  # what is taken from an earlier run is looked at less often
        with pytest.raises(RefusedError, match="Cancelled"):
            runs.run("odmatrix", town(OUTPUT=output), feedback, context)
        assert context.temporaryLayerStore().count() == 0
        assert context.layersToLoadOnCompletion() == {}
        assert list(folder.iterdir()) == [], f"at look {moment}"


def test_an_error_after_the_first_block_leaves_nothing(tmp_path, monkeypatch):
    from buurtmaat.core.reach import matrix as core

    monkeypatch.setattr(core, "BLOCK_PAIRS", 3)
    real, calls = core._MatrixSearch.all, []

    def fail(self, *given):
        calls.append(given)
        if len(calls) > 1:
            raise MemoryError
        return real(self, *given)

    monkeypatch.setattr(core._MatrixSearch, "all", fail)
    assert "not enough memory" in refused(OUTPUT=str(tmp_path / "out.gpkg"))
    assert list(tmp_path.iterdir()) == []


def test_progress_never_goes_back_and_ends_at_the_end():
    for k in (0, 2):
        shares = matrix(K=k).feedback.shares
        assert shares == sorted(shares)
        assert shares[-1] == pytest.approx(100)
