"""What dwellings reach within limits, run as QGIS runs it: counts, types, load, limits, statuses and fields."""

from __future__ import annotations

import pytest

from towns import runs
from towns.runs import Feedback, RefusedError, box, grid, layer, point

HOMES = [(point(50, 10), "a", 2), (point(250, 100), "b", 3), (point(480, 500), "c", 5)]
SHOPS = [
    (point(150, 0), "s1", "Food"),
    (point(250, 0), "s2", " food "),
    (point(300, 100), "s3", "school"),
    (point(500, 480), "s4", None),
]


def town(**changes):
    given = {
        "NETWORK": layer(grid(), "streets"),
        "DWELLINGS": layer(HOMES, "homes", who="text", weight="int"),
        "FACILITIES": layer(SHOPS, "shops", code="text", kind_of="text"),
        "FACILITY_ID": "code",
        "LIMITS": "200;400",
        "OUTPUT": "memory:",
        **changes,
    }
    return runs.without_none(given)


def counts(feedback: Feedback | None = None, **changes):
    return runs.run("reachcounts", town(**changes), feedback)


def refused(**changes) -> str:
    return runs.refusal("reachcounts", town(**changes))


def test_facilities_and_types_are_counted_for_each_limit():
    done = counts(TYPE_FIELD="kind_of")
    # a: 110 m to s1, 210 to s2, 10 + 250 + 100 = 360 to s3. b: 50 to s3; 50 + 100 + 50 to s1 and to s2.
    # c: 20 + 20 = 40 to s4.
    assert [(r["n_200"], r["types_200"], r["n_400"], r["types_400"]) for r in done.rows("OUTPUT")] == [
        (1, 1, 3, 2),
        (3, 2, 3, 2),
        (1, 0, 1, 0),
    ]
    assert done.column("OUTPUT", "row_status") == ["ok"] * 3
    assert done.feedback.warned("without a type", "1 of 4")


def test_without_a_type_field_no_types_are_counted():
    assert counts().layer("OUTPUT").fields().names() == ["who", "weight", "n_200", "n_400", "row_status"]


def test_the_load_is_the_same_seen_from_the_facilities():
    done = counts(WEIGHT_FIELD="weight", FACILITY_LOAD="memory:")
    load = done.rows("FACILITY_LOAD")
    assert list(load[0]) == [
        *("code", "kind_of", "facility_id", "dwellings_200", "weight_200", "dwellings_400", "weight_400"),
        "row_status",
    ]
    assert [r["dwellings_200"] for r in load] == [2, 1, 1, 1]
    assert [r["weight_200"] for r in load] == [5, 3, 3, 5]
    assert [r["dwellings_400"] for r in load] == [2, 2, 2, 1]
    assert [r["weight_400"] for r in load] == [5, 5, 5, 5]
    assert [r["facility_id"] for r in load] == ["s1", "s2", "s3", "s4"]
    for limit in ("200", "400"):
        assert sum(done.column("OUTPUT", f"n_{limit}")) == sum(r[f"dwellings_{limit}"] for r in load)


def test_without_a_weight_field_each_dwelling_weighs_one():
    load = counts(FACILITY_LOAD="memory:").rows("FACILITY_LOAD")
    assert [r["weight_400"] for r in load] == [r["dwellings_400"] for r in load]


WITH_ISLAND = [*grid(), "LINESTRING(1000 1000, 1050 1000)"]


def test_every_row_is_there_with_its_reason():
    homes = [
        (None, 1),
        (point(50, 10), 1),
        (point(5000, 5000), 1),
        (point(1020, 1005), 1),
        (point(0, 500), 1),
        (point(150, 10), None),
        (point(150, 10), -2),
        (point(5000, 5000), None),
        (None, None),
    ]
    shops = layer([point(150, 0), (None,), point(9000, 9000)], kind="Point")
    done = counts(
        NETWORK=layer(WITH_ISLAND),
        MIN_COMPONENT=0,
        DWELLINGS=layer(homes, "homes", kind="Point", weight="int"),
        FACILITIES=shops,
        FACILITY_ID=None,
        WEIGHT_FIELD="weight",
        FACILITY_LOAD="memory:",
    )
    rows = done.rows("OUTPUT")
    assert [r["row_status"] for r in rows] == [
        *("no_geometry", "ok", "off_network", "unreachable", "beyond_limit"),
        *("no_weight", "no_weight", "no_weight", "no_geometry"),
    ]
    assert [r["n_400"] for r in rows] == [None, 1, None, 0, 0, 1, 1, None, None]
    load = done.rows("FACILITY_LOAD")
    assert [r["row_status"] for r in load] == ["ok", "no_geometry", "off_network"]
    assert [r["dwellings_400"] for r in load] == [3, None, None]
    assert [r["weight_400"] for r in load] == [1, None, None]
    assert done.feedback.warned("NULL or negative", "4 (")
    assert done.feedback.warned("without geometry", "1 of 3 (2)")
    assert done.feedback.warned("off the network", "1 of 3 (3)")


def test_without_facilities_every_count_is_nothing():
    done = counts(FACILITIES=layer([], kind="Point", code="text", kind_of="text"), TYPE_FIELD="kind_of")
    assert done.column("OUTPUT", "row_status") == ["no_facility"] * 3
    assert done.column("OUTPUT", "n_400") == [0] * 3
    assert done.column("OUTPUT", "types_400") == [0] * 3
    assert done.feedback.warned("no facility with a geometry")


def test_a_limit_holds_what_lies_on_it_and_not_what_lies_beyond():
    done = counts(LIMITS="109,9;110;210.0")
    assert [done.column("OUTPUT", f"n_{limit}")[0] for limit in ("109_9", "110", "210_0")] == [0, 1, 2]


def test_limits_come_in_any_order_and_keep_their_names():
    done = counts(LIMITS=" 1000 ; 200;7,5;")
    assert done.layer("OUTPUT").fields().names()[2:] == ["n_7_5", "n_200", "n_1000", "row_status"]
    assert done.rows("OUTPUT")[0]["n_1000"] == 4


def test_minutes_go_by_the_speed_and_by_that_of_lines():
    done = counts(UNIT=1, SPEED=6, LIMITS="1,1;2,1")  # 110 m and 210 m at 100 m a minute
    assert [done.column("OUTPUT", f"n_{limit}")[0] for limit in ("1_1", "2_1")] == [1, 2]
    fast = layer([(w, 12.0) for w in grid()], kmh="real")
    done = counts(NETWORK=fast, SPEED_FIELD="kmh", UNIT=1, SPEED=6, LIMITS="0,6;1,1")  # the leg of 10 m takes 0.1
    assert [done.column("OUTPUT", f"n_{limit}")[0] for limit in ("0_6", "1_1")] == [1, 2]


@pytest.mark.parametrize(("towards", "number"), [(True, 1), (False, 0)])
def test_one_way_streets_lead_one_way(towards, number):
    ring = [("LINESTRING(0 0, 100 0)", "F"), ("LINESTRING(100 0, 100 100, 0 100, 0 0)", "F")]
    done = counts(
        NETWORK=layer(ring, way="text"),
        DWELLINGS=layer([point(0, 0)]),
        FACILITIES=layer([(point(100, 0), "s")], code="text"),
        DIRECTION_FIELD="way",
        VALUE_FORWARD="F",
        TOWARDS=towards,
        LIMITS="200",
    )
    assert done.column("OUTPUT", "n_200") == [number]


def test_a_polygon_counts_once_and_entrances_are_its_only_way_in():
    park = layer([(box(210, -40, 290, 40), "park")], code="text")
    assert counts(FACILITIES=park).column("OUTPUT", "n_200")[0] == 1
    gates = layer([(point(250, -40), "park"), (point(251, -40), "park")], of="text")
    done = counts(FACILITIES=park, ENTRANCES=gates, ENTRANCE_FACILITY="of", LIMITS="249;250")
    assert [done.column("OUTPUT", f"n_{limit}")[0] for limit in (249, 250)] == [0, 1]


def test_a_dwelling_off_the_network_counts_nowhere_even_inside_a_facility():
    estate = layer([(box(4990, 4990, 5010, 5010), "estate")], code="text")
    homes = layer([point(5000, 5000), point(50, 10)])
    done = counts(DWELLINGS=homes, FACILITIES=estate, FACILITY_LOAD="memory:")
    assert done.column("OUTPUT", "n_400") == [None, 0]
    assert done.rows("FACILITY_LOAD")[0]["dwellings_400"] is None


def test_taken_field_names_get_a_number_or_a_prefix():
    homes = layer([(point(50, 10), 7, "x")], n_400="int", ROW_STATUS="text")
    row = counts(DWELLINGS=homes).rows("OUTPUT")[0]
    assert (row["n_400"], row["n_400_2"], row["row_status_2"]) == (7, 3, "ok")
    row = counts(DWELLINGS=homes, PREFIX="bm_").rows("OUTPUT")[0]
    assert (row["n_400"], row["bm_n_400"]) == (7, 3)


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:3857", "EPSG:25831"])
def test_layers_in_other_reference_systems_count_the_same(crs):
    done = counts(
        DWELLINGS=layer(HOMES, "homes", crs=crs, who="text", weight="int"),
        FACILITIES=layer(SHOPS, "shops", crs="EPSG:4258", code="text", kind_of="text"),
        LIMITS="190;390",
    )
    assert done.column("OUTPUT", "n_190") == [1, 1, 1]
    assert done.column("OUTPUT", "n_390") == [3, 3, 1]
    assert done.layer("OUTPUT").crs().authid() == crs


@pytest.mark.parametrize("suffix", ["gpkg", "csv"])
def test_files_hold_the_counts(suffix, tmp_path):
    target = tmp_path / f"out.{suffix}"
    counts(OUTPUT=str(target), FACILITY_LOAD=str(tmp_path / "load.gpkg"))
    rows = runs.rows(runs.loaded(str(target)))
    assert [int(r["n_400"]) for r in rows] == [3, 3, 1]
    assert len(runs.rows(runs.loaded(str(tmp_path / "load.gpkg")))) == 4


@pytest.mark.faults  # all algorithms are cancelled at some moments always
def test_cancel_leaves_nothing(tmp_path, moments):
    looks = counts(FACILITY_LOAD="memory:").feedback.looks
    assert looks >= 8
    for moment in moments(looks, looks):
        feedback = Feedback(cancel_at=moment)
        runs.forget()  # what is taken from an earlier run is looked at less often
        with pytest.raises(RefusedError, match="Cancelled"):
            counts(feedback, OUTPUT=str(tmp_path / "a.gpkg"), FACILITY_LOAD=str(tmp_path / "b.gpkg"))
        assert list(tmp_path.iterdir()) == []
