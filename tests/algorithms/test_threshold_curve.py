"""Threshold curve: every threshold read off one run equals what a run at that threshold gives."""

from __future__ import annotations

import math
import re

import pytest

from towns import runs
from towns.runs import RefusedError, box, layer, point
from towns.slow import by_turns
from towns.small_town import EAST, WEST, check, row, verdicts

KINDS = {
    "distance": {},
    "count": {"indicator": "count", "minimum": 2},
    "types": {"facility": "school|park|shop", "indicator": "types", "minimum": 2},
    "basket": {"facility": "school|park", "indicator": "basket"},
    "straight": {"metric": "straight"},
    "minutes": {"threshold": "4", "unit": "min"},
}
FACTORS = (0.2, 0.45, 0.9, 1.0, 1.1, 1.37, 2.0, 2.9)


def facilities():
    return [
        layer([point(100, 0), point(400, 300)], "school"),
        layer([box(210, 210, 260, 260)], "park"),
        layer([point(500, 500)], "shop"),
    ]


def town(**cells):
    """Run a town with homes off the network, without a place, outside all neighbourhoods and with other weights."""
    west = [(point(100, y), 1 + y % 3) for y in range(0, 300, 5)]
    east = [(point(500, y), 2) for y in range(200, 500, 5)]
    odd = [(point(300, 900), 3), (None, 4), (point(590, 600), 5), (point(0, 300), -1), (point(0, 310), None)]
    odd += [(point(550, 250), 1)]  # in the east, and off the network too
    homes = layer([*west, *east, *odd], "homes", kind="Point", n="int")
    given = {"FACILITIES": facilities(), "DWELLINGS": homes, "WEIGHT_FIELD": "n", "COMPLETE_TYPES": "nothing"}
    given["MAX_SNAP"] = 45
    return check(**{**given, "REQUIREMENTS": [row(**plain(cells))]})


def plain(cells) -> dict:
    """Write thresholds so that their point cannot be one of thousands."""
    return {k: f"{v:.9f}" if k == "threshold" and isinstance(v, float) else v for k, v in cells.items()}


def curve(done, requirement="s", **changes):
    given = {
        "RESULT_DWELLINGS": done.layer("OUTPUT_DWELLINGS"),
        "REQUIREMENT": requirement,
        "RESULTS": done.layer("OUTPUT_RESULTS"),
        "OUTPUT": "memory:",
        "ATTAINABLE": "memory:",
        **changes,
    }
    return runs.run("thresholdcurve", runs.without_none(given))


def steps(found) -> dict[str, list[tuple[float, float | None]]]:
    table: dict = {}
    for line in found.rows("OUTPUT"):
        table.setdefault(line["neighbourhood"], []).append((line["threshold"], line["share"]))
    return table


def attainable(found) -> dict[str, float | None]:
    return {line["neighbourhood"]: line["threshold"] for line in found.rows("ATTAINABLE")}


@pytest.mark.parametrize("kind", KINDS)
def test_shares_equal_those_of_a_run_at_every_threshold(provider, kind):
    cells = KINDS[kind]
    norm = float(cells.get("threshold", 300))
    found = steps(curve(town(**cells)))
    for factor in FACTORS:
        threshold = factor * norm
        wanted = {name: said["share"] for name, said in verdicts(town(**{**cells, "threshold": threshold})).items()}
        for name in ("west", "east", "_total"):
            known = [share for at, share in found[name] if at <= threshold + 1e-6]
            exact = [share for at, share in found[name] if at == pytest.approx(threshold, abs=1e-9)]
            if exact:
                assert exact == [pytest.approx(wanted[name], rel=1e-12)], (kind, name, threshold)
            assert known[-1] <= wanted[name] + 1e-12
            after = [share for at, share in found[name] if at > threshold + 1e-6]
            assert not after or after[0] >= wanted[name] - 1e-12


@pytest.mark.parametrize(("kind", "target"), by_turns(KINDS, [0.3, 0.9, 1.0], 1))
def test_the_attainable_threshold_is_met_by_a_run_and_nothing_less_is(provider, kind, target):
    cells = KINDS[kind]
    done = town(**cells, target=target)
    found = attainable(curve(done, TARGET=target))
    assert set(found) == {"west", "east", "_total"}
    assert found["west"] is not None
    # Of one dwelling off the network it is not known what it reaches along streets.
    assert (found["east"] is None) == (target == 1 and kind != "straight")
    for name in ("west", "east"):
        threshold = found[name]
        if threshold is None:
            largest = 2.9 * float(cells.get("threshold", 300))
            assert verdicts(town(**{**cells, "target": target, "threshold": largest}))[name]["compliance"] != "meets"
            continue
        met = verdicts(town(**{**cells, "target": target, "threshold": max(threshold, 1e-9)}))[name]
        assert met["compliance"] == "meets"
        if threshold > 1e-3:
            missed = verdicts(town(**{**cells, "target": target, "threshold": threshold - 1e-3}))[name]
            assert missed["compliance"] != "meets"


def test_shares_around_the_norm_are_those_of_the_run(provider):
    done = town()
    said = verdicts(done)
    lines = curve(done).rows("ATTAINABLE")
    assert {line["neighbourhood"] for line in lines} == {"west", "east", "_total"}
    for line in lines:
        wanted = said[line["neighbourhood"]]
        assert line["norm"] == wanted["threshold"] == 300
        assert line["share_at_norm"] == pytest.approx(wanted["share"], rel=1e-12)
        assert line["share_at_90"] == pytest.approx(wanted["share_at_90"], rel=1e-12)
        assert line["share_at_110"] == pytest.approx(wanted["share_at_110"], rel=1e-12)
        assert line["total"] == pytest.approx(wanted["total"])
        assert line["unit"] == "m"
        assert line["target"] == 0.95


@pytest.mark.parametrize("homes", [[], [(point(300, 800), None)]])
def test_a_weight_that_is_not_known_is_not_none_where_no_dwelling_stands(provider, homes):
    north = (box(-60, 560, 560, 900), "north", None)
    neighbourhoods = layer([(WEST, "west", 70.0), (EAST, "east", 50.0), north], "areas", code="text", old="real")
    dwellings = layer([(point(100, 50), 1), (point(500, 250), 2), *homes], "homes", n="int")
    given = {"NEIGHBOURHOODS": neighbourhoods, "DWELLINGS": dwellings, "WEIGHT_FIELD": "n", "MAX_SNAP": 500}
    done = check(**given, REQUIREMENTS=[row(weight="old")])
    assert (verdicts(done)["north"]["reason"], verdicts(done)["north"]["total"]) == ("weight_unknown", None)
    lines = {line["neighbourhood"]: line for line in curve(done).rows("ATTAINABLE")}
    assert (lines["north"]["total"], lines["north"]["unknown"]) == (None, None)
    assert [lines[name]["total"] for name in ("west", "east", "_total")] == pytest.approx([70, 50, 120])


def test_five_homes_by_hand(provider):
    # Along one street from the school at 100: homes at 10, 20, 30, 40, 50 metres and one without a place.
    homes = [*(point(100 + 10 * n, 0) for n in range(1, 6)), None]
    done = check(DWELLINGS=layer(homes, kind="Point"), FACILITIES=[layer([point(100, 0)], "school")])
    found = curve(done, TARGET=0.6)
    assert attainable(found) == {"west": 30, "east": None, "_total": 40}  # 4 of 6: the lost home counts as outside
    at = dict(steps(found)["_total"])
    assert [at[v] for v in (0, 10, 20, 30, 40, 50)] == [0, 0.2, 0.4, 0.6, 0.8, 1.0]
    assert attainable(curve(done, TARGET=1))["_total"] is None
    assert attainable(curve(done, TARGET=1))["west"] == 50


def test_absent_types_are_within_from_their_value_on_and_else_unknown(provider):
    changes = {"FACILITIES": facilities()[:2], "DWELLINGS": layer([point(100, y) for y in range(0, 300, 5)])}
    cells = {"facility": "school|park|nowhere", "indicator": "types", "minimum": 2, "target": 0.5}
    done = check(**changes, REQUIREMENTS=[row(**cells, threshold=200)])
    found = curve(done, TARGET=0.5)
    assert {share for _, share in steps(found)["west"]} == {None, 1.0}
    threshold = attainable(found)["west"]
    again = verdicts(check(**changes, REQUIREMENTS=[row(**plain({**cells, "threshold": threshold}))]))["west"]
    assert (again["compliance"], again["outside"]) == ("meets", 0)
    less = verdicts(check(**changes, REQUIREMENTS=[row(**plain({**cells, "threshold": threshold - 1e-3}))]))["west"]
    assert less["compliance"] == "unknown"
    assert found.feedback.warned("absent")


def test_a_type_known_to_be_absent_is_out_of_reach_at_every_threshold(provider):
    done = check(REQUIREMENTS=[row(facility="nowhere")], COMPLETE_TYPES="nowhere")
    found = curve(done)
    assert {share for _, share in steps(found)["_total"]} == {0.0}
    assert set(attainable(found).values()) == {None}


def test_counts_are_not_read_beyond_what_was_measured(provider):
    done = town(indicator="count", minimum=2, threshold=200)
    thresholds = [line["threshold"] for line in curve(done).rows("OUTPUT")]
    assert max(thresholds) <= 600
    values = [v for v in done.column("OUTPUT_DWELLINGS", "s_value") if v is not None]
    assert max(thresholds) >= max(values)


def test_without_the_results_table_the_curve_is_the_same(provider):
    done = town()
    alone, known = curve(done, RESULTS=None), curve(done)
    assert attainable(alone) == attainable(known)
    both = dict(steps(known)["_total"])
    common = {at: share for at, share in steps(alone)["_total"] if at in both}
    assert len(common) > 5
    assert common == {at: both[at] for at in common}
    assert {line["norm"] for line in alone.rows("ATTAINABLE")} == {None}


def test_the_last_run_s_fields_are_read(provider):
    once = town(threshold=300)
    homes = once.layer("OUTPUT_DWELLINGS")
    again = check(
        FACILITIES=[layer([point(0, 500)], "school")],
        DWELLINGS=homes,
        WEIGHT_FIELD="n",
        REQUIREMENTS=[row(threshold=300)],
    )
    names = again.layer("OUTPUT_DWELLINGS").fields().names()
    assert {"s_value_2", "neighbourhood_2"} <= set(names)
    plain = check(FACILITIES=[layer([point(0, 500)], "school")], DWELLINGS=homes, WEIGHT_FIELD="n", PREFIX="new_")
    assert attainable(curve(again)) == attainable(curve(plain)) != attainable(curve(once))
    assert attainable(curve(plain, "new_s")) == attainable(curve(plain, "S"))


def test_a_weight_that_no_dwelling_carries_counts_as_unknown(provider):
    areas = layer(
        [(box(-60, -60, 250, 560), "west", 100), (box(250, -60, 560, 560), "east", 300)], code="text", people="real"
    )
    homes = layer([point(100, y) for y in range(0, 300, 5)])
    done = check(NEIGHBOURHOODS=areas, DWELLINGS=homes, REQUIREMENTS=[row(weight="people", target=0.2)])
    found = curve(done, TARGET=0.2)
    lines = {line["neighbourhood"]: line for line in found.rows("ATTAINABLE")}
    assert lines["_total"]["total"] == pytest.approx(400)
    assert lines["_total"]["unknown"] == pytest.approx(300)
    assert lines["east"]["threshold"] is None
    # 80 of 400 people: of the 60 homes, 100/60 people each, the 48th nearest.
    values = sorted(done.column("OUTPUT_DWELLINGS", "s_value"))
    assert lines["_total"]["threshold"] == pytest.approx(values[47])


def test_dwellings_outside_all_neighbourhoods_count_in_the_whole(provider):
    found = curve(town())
    assert "outside_neighbourhoods" not in steps(found)
    assert found.feedback.warned("outside", "_total")


def test_an_empty_field_is_the_neighbourhood(provider):
    done = check()
    assert attainable(curve(done, NEIGHBOURHOOD_FIELD="")) == attainable(curve(done))


def test_curves_by_another_field(provider):
    homes = layer([(point(100, y), "ab"[y % 2]) for y in range(0, 300, 5)], landlord="text")
    done = check(DWELLINGS=homes)
    for results in (None, done.layer("OUTPUT_RESULTS")):
        found = curve(done, NEIGHBOURHOOD_FIELD="landlord", RESULTS=results)
        assert list(attainable(found)) == ["a", "b", "_total"]
        assert found.column("ATTAINABLE", "norm") == ([300] * 3 if results else [None] * 3)
        assert sum(found.column("ATTAINABLE", "total")) == 2 * 60


def test_the_page_shows_the_curve_and_escapes_what_layers_say(provider, tmp_path):
    areas = layer([(box(-60, -60, 560, 560), "<script>alert(1)</script>")], code="text")
    path = tmp_path / "plot.html"
    curve(check(NEIGHBOURHOODS=areas), PLOT=str(path))
    text = path.read_text(encoding="utf-8")
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    assert not re.search(r"https?:", text)
    assert text.count("<svg") >= 1
    assert "NaN" not in text


def test_an_unknown_requirement_lists_those_there_are(provider):
    done = check(REQUIREMENTS=[row(), row(id="other")])
    with pytest.raises(RefusedError, match=r"no requirement “x”; choose one of: s, other\."):
        curve(done, "x")


def test_an_amount_is_no_requirement_with_thresholds(provider):
    done = check(REQUIREMENTS=[row(), row(id="r", indicator="rate", unit="number", threshold=1)])
    with pytest.raises(RefusedError, match="choose one of: s"):
        curve(done, "r")


def test_a_shapefile_with_cut_names_is_refused(provider, tmp_path):
    path = tmp_path / "homes.shp"
    done = check(OUTPUT_DWELLINGS=str(path), REQUIREMENTS=[row(id="meeting_place")])
    with pytest.raises(RefusedError, match="Shapefile"):
        curve(done, "meeting_place")
    check(OUTPUT_RESULTS=str(tmp_path / "results.shp"))
    table = runs.loaded(str(tmp_path / "results.dbf"))
    good = check(REQUIREMENTS=[row(id="meeting_place")])
    with pytest.raises(RefusedError, match="Shapefile"):
        curve(good, "meeting_place", RESULTS=table)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"RESULT_DWELLINGS": lambda: layer([point(0, 0)], "homes")}, "homes.*OUTPUT_DWELLINGS"),
        ({"RESULTS": lambda: layer([point(0, 0)], "homes")}, "homes.*OUTPUT_RESULTS"),
        ({"NEIGHBOURHOOD_FIELD": lambda: "nothing"}, "no field “nothing”"),
        ({"TARGET": lambda: 0}, "TARGET"),
    ],
)
def test_wrong_inputs_are_refused_in_a_sentence(provider, changes, words):
    with pytest.raises(RefusedError, match=words):
        curve(check(), **{name: make() for name, make in changes.items()})


def test_results_of_another_run_are_refused(provider):
    other = check(REQUIREMENTS=[row(id="other")])
    with pytest.raises(RefusedError, match="same run"):
        curve(check(), RESULTS=other.layer("OUTPUT_RESULTS"))


def test_an_empty_layer_is_refused(provider):
    homes = check().layer("OUTPUT_DWELLINGS")
    empty = layer([], "none", own=homes.fields())
    with pytest.raises(RefusedError, match="is empty"):
        curve(check(), RESULT_DWELLINGS=empty)


def test_a_requirement_that_the_run_could_not_compute_is_refused(provider):
    done = check(REQUIREMENTS=None, NORM_SET="daily")  # some of it goes by bicycle, and there is no network for that
    fields = [n for n in done.layer("OUTPUT_DWELLINGS").fields().names() if n.endswith("_reason")]
    lost = [n for n in fields if set(done.column("OUTPUT_DWELLINGS", n)) == {"no_cycle_network"}]
    assert lost
    for name in lost:
        with pytest.raises(RefusedError, match=r"could not compute.*bicycles"):
            curve(done, name.removesuffix("_reason"))


def test_the_steps_are_in_order_and_few(provider):
    found = steps(curve(town()))
    assert set(found) == {"west", "east", "_total"}
    for name, lines in found.items():
        thresholds = [threshold for threshold, _ in lines]
        assert thresholds == sorted(set(thresholds)), name
        assert 5 < len(thresholds) < 110
        shares = [share for _, share in lines if share is not None]
        assert shares == sorted(shares)
        assert not any(math.isnan(share) for share in shares)
