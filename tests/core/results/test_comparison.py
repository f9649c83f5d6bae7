"""Two results tables beside each other: what changed, which verdicts turned, and what is not to be compared."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from buurtmaat.core.errors import InputError
from buurtmaat.core.results.comparison import COMPARISON_KINDS, Comparison, compare, count, of_year, overall_change
from buurtmaat.core.results.findings import read_findings
from buurtmaat.core.results.table import RESULT_KINDS
from towns.slow import examples

AREAS = ("a", "b", "c")
USUAL = {
    "level": "neighbourhood",
    "stock": "all",
    "requirement": "s",
    "title": "School near",
    "facility": "school",
    "indicator": "distance",
    "threshold": 300.0,
    "unit": "m",
    "metric": "network",
    "mode": "walk",
    "target": 0.9,
    "weight": "dwellings",
    "norm_set": "own",
    "norm_version": "1",
}


def line(area: str, within: float, total: float = 100.0, **cells) -> dict:
    """Make a row of a results table, with the verdict that its share gives."""
    target = cells.get("target", USUAL["target"])
    own = {**USUAL, "neighbourhood": area, "total": total, "within": within, "outside": total - within, "unknown": 0.0}
    own["share"] = within / total if total else np.nan
    own["compliance"] = "not_applicable" if not total else "meets" if within >= target * total else "fails"
    return {**own, **cells}


def table(*lines: dict) -> pd.DataFrame:
    return pd.DataFrame(
        {
            name: pd.Series([one.get(name) for one in lines], dtype=object if kind == "text" else float)
            for name, kind in RESULT_KINDS.items()
        }
    )


def compared(before: list[dict], after: list[dict], member=None) -> Comparison:
    return compare(read_findings(table(*before), member), read_findings(table(*after), member))


def rows(found: Comparison, requirement: str = "s", level: str = "neighbourhood") -> dict:
    mine = found.table[(found.table["requirement"] == requirement) & (found.table["level"] == level)]
    return {one["group"] or one["neighbourhood"]: one for one in mine.to_dict("records")}


def test_a_change_is_what_the_second_run_has_more():
    found = rows(compared([line("a", 80), line("b", 95), line("c", 92)], [line("a", 95), line("b", 60), line("c", 92)]))
    assert [found[a]["change"] for a in AREAS] == pytest.approx([0.15, -0.35, 0])
    assert [found[a]["gained"] for a in AREAS] == [15, 0, 0]
    assert [found[a]["lost"] for a in AREAS] == [0, 35, 0]
    assert [found[a]["turned"] for a in AREAS] == ["better", "worse", "same"]
    assert [(found[a]["compliance_before"], found[a]["compliance_after"]) for a in AREAS] == [
        ("fails", "meets"),
        ("meets", "fails"),
        ("meets", "meets"),
    ]


def test_gains_are_net_of_dwellings_that_come_and_go():
    # 80 of 100 within; 50 more dwellings, 20 of them within: 100 of 150.
    found = rows(compared([line("a", 80)], [line("a", 100, 150)]))["a"]
    assert found["gained"] == 20
    assert found["lost"] == 0
    assert found["change"] == pytest.approx(100 / 150 - 0.8)


def test_digits_of_a_sum_are_no_gain():
    assert 0.1 + 0.2 != 0.3
    found = rows(compared([line("a", 0.1 + 0.2, 1)], [line("a", 0.3, 1)]))["a"]
    assert (found["gained"], found["lost"], found["change"]) == (0, 0, 0)


@pytest.mark.parametrize(("more", "gained"), [(0.9e-9, False), (1.1e-9, True)])
def test_a_billionth_of_a_sum_is_no_gain_and_more_is(more, gained):
    found = rows(compared([line("a", 1e6, 2e6)], [line("a", 1e6 * (1 + more), 2e6)]))["a"]
    assert (found["gained"] > 0) == gained
    assert (found["change"] > 0) == gained
    assert found["lost"] == 0


@pytest.mark.parametrize(
    ("before", "after", "turned"),
    [
        ("meets", "meets", "same"),
        ("fails", "fails", "same"),
        ("fails", "meets", "better"),
        ("meets", "fails", "worse"),
        ("unknown", "meets", "unknown"),
        ("fails", "unknown", "unknown"),
        ("unknown", "unknown", "unknown"),
        ("too_few", "meets", "unknown"),
        ("not_applicable", "meets", "unknown"),
        ("not_applicable", "not_applicable", "not_applicable"),
        (None, "meets", "unknown"),
        (None, None, None),
    ],
)
def test_only_a_verdict_that_was_known_and_is_known_turns(before, after, turned):
    found = compared([line("a", 50, compliance=before)], [line("a", 50, compliance=after)])
    assert rows(found)["a"]["turned"] == turned
    assert found.changes(["a"])[0].turned.tolist() == [turned]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        *(("facility", "park"), ("threshold", 400.0), ("unit", "min"), ("minimum", 2.0), ("per", 1000.0)),
        *(("metric", "straight"), ("mode", "cycle"), ("weight", "inhabitants")),
    ],
)
def test_what_is_asked_otherwise_is_not_compared(column, value):
    found = compared([line("a", 80)], [line("a", 95, **{column: value})])
    said = rows(found)["a"]
    assert said["differs"] == column
    assert np.isnan([said["change"], said["gained"], said["lost"]]).all()
    assert said["turned"] == "other_norm"
    assert (said["within_before"], said["within_after"]) == (80, 95)
    assert found.pairs[0].differs == (column,)


def test_another_target_leaves_the_figures_comparable():
    found = compared([line("a", 80)], [line("a", 95, target=0.99)])
    said = rows(found)["a"]
    assert said["differs"] == "target"
    assert said["change"] == pytest.approx(0.15)
    assert said["gained"] == 15
    assert said["turned"] == "other_norm"


def test_a_threshold_that_differs_in_one_neighbourhood_concerns_that_one():
    found = compared([line("a", 80), line("b", 80)], [line("a", 95, threshold=250.0), line("b", 95)])
    assert [rows(found)[a]["turned"] for a in "ab"] == ["other_norm", "better"]
    assert overall_change(found.changes(["a", "b"]), 2).tolist() == ["other_norm", "better"]


def test_years_and_norm_sets_stand_beside_each_other():
    before, after = [line("a", 80, year=2026)], [line("a", 95, year=2040, norm_version="2")]
    said = rows(compared(before, after))["a"]
    assert (said["year_before"], said["year_after"]) == (2026, 2040)
    assert (said["norm_version_before"], said["norm_version_after"]) == ("1", "2")
    assert said["differs"] is None
    assert said["turned"] == "better"


def test_a_requirement_of_one_run_is_listed_and_not_compared():
    found = compared([line("a", 80), line("a", 90, requirement="old")], [line("a", 95), line("a", 90, requirement="x")])
    assert [(pair.id, pair.only_in) for pair in found.pairs] == [("s", None), ("old", "before"), ("x", "after")]
    for name, side in (("old", "before"), ("x", "after")):
        said = rows(found, name)["a"]
        assert said["only_in"] == side
        assert said["turned"] is None
        assert np.isnan(said["change"])
    changes = found.changes(["a"])
    assert count(changes, "unknown", 1).tolist() == [0]
    assert overall_change(changes, 1).tolist() == ["better"]


def test_a_requirement_is_called_what_the_first_run_calls_it_that_has_it() -> None:
    before = [line("a", 80, title="Old"), line("a", 80, requirement="gone", title="Gone")]
    after = [line("a", 80, title="Renamed"), line("a", 80, requirement="came", title="Came")]
    assert [pair.title for pair in compared(before, after).pairs] == ["Old", "Gone", "Came"]


def test_neighbourhoods_of_one_run_have_a_row_and_are_unknown():
    found = compared([line("a", 80), line("b", 80)], [line("a", 95), line("c", 80)])
    assert found.areas == ["a", "b", "c"]
    assert [rows(found)[a]["turned"] for a in AREAS] == ["better", "unknown", "unknown"]
    assert overall_change(found.changes(["c", "a", "b"]), 3).tolist() == ["unknown", "better", "unknown"]


def test_the_whole_groups_and_levels_are_compared_too():
    def run(within: float) -> list[dict]:
        return [
            line("a", within),
            line("outside_neighbourhoods", 1, compliance=None),
            line("_total", within + 1, compliance=None),
            line("Dorp", within, level="kern", compliance=None),
            line(None, within, group="landlord"),
        ]

    found = compared(run(80), run(95))
    assert rows(found)["_total"]["gained"] == 15
    assert rows(found)["_total"]["turned"] is None
    assert rows(found)["landlord"]["turned"] == "better"
    assert rows(found, level="kern")["Dorp"]["change"] == pytest.approx(0.15)
    assert found.areas == ["a"]


def test_a_verdict_of_another_level_holds_in_its_neighbourhoods():
    def run(within: float) -> list[dict]:
        plain = [line(area, within, compliance=None) for area in "ab"]
        return [*plain, line("Dorp", within, level="kern")]

    found = compared(run(80), run(95), {"kern": {"a": "Dorp", "b": None}})
    (change,) = found.changes(["a", "b"])
    assert change.before.tolist() == ["fails", None]
    assert change.after.tolist() == ["meets", None]
    assert change.turned.tolist() == ["better", None]


def test_what_only_one_run_asks_turns_nowhere_with_a_verdict_or_without():
    only = [line("a", 50, requirement="p"), line("b", 50, requirement="p", compliance=None)]
    for found in (compared([line("a", 50), *only], [line("a", 50)]), compared([line("a", 50)], [line("a", 50), *only])):
        assert [rows(found, "p")[area]["turned"] for area in "ab"] == [None, None]
        assert rows(found)["a"]["turned"] == "same"


def test_a_district_that_is_called_as_a_neighbourhood_is_not_taken_for_it():
    def run(within: float) -> list[dict]:
        return [line("a", within, compliance=None), line("a", 50, level="wijk")]

    (change,) = compared(run(80), run(95), {"wijk": {"a": "a"}}).changes(["a"])
    assert change.gained.tolist() == [15]


def test_judged_at_another_level_is_another_norm():
    before = [line("a", 80, compliance=None), line("Dorp", 80, level="kern")]
    found = compared(before, [line("a", 95)], {"kern": {"a": "Dorp"}})
    assert found.pairs[0].differs == ("level",)
    assert found.changes(["a"])[0].turned.tolist() == ["other_norm"]


def test_rates_change_without_gains():
    def run(rate: float, verdict: str) -> list[dict]:
        amounts = {"rate": rate, "share": None, "outside": None, "unknown": None}
        return [{**line("a", 0, indicator="rate", compliance=verdict, **amounts), "within": None}]

    found = rows(compared(run(0.5, "fails"), run(1.25, "meets")))["a"]
    assert found["change"] == 0.75
    assert np.isnan(found["gained"])
    assert found["turned"] == "better"


def test_what_is_missing_stands_beside_each_other_in_whole_facilities():
    before, after = line("a", 0, shortfall_facilities=3.0), line("a", 0, shortfall_facilities=1.0)
    found = rows(compared([before], [after]))["a"]
    assert (found["shortfall_facilities_before"], found["shortfall_facilities_after"]) == (3, 1)
    old = table(before).drop(columns="shortfall_facilities")
    beside = compare(read_findings(old), read_findings(table(after))).table.iloc[0]
    assert np.isnan(beside["shortfall_facilities_before"])
    assert beside["shortfall_facilities_after"] == 1


def test_of_several_verdicts_the_neighbourhood_tells_the_first_that_holds():
    def run(**verdicts: str) -> list[dict]:
        return [line(a, 50, requirement=r, compliance=v) for a in "a" for r, v in verdicts.items()]

    for one, other, wanted in (
        ({"p": "fails", "q": "meets"}, {"p": "meets", "q": "fails"}, "mixed"),
        ({"p": "fails", "q": "unknown"}, {"p": "meets", "q": "unknown"}, "better"),
        ({"p": "meets", "q": "unknown"}, {"p": "fails", "q": "unknown"}, "worse"),
        ({"p": "meets", "q": "unknown"}, {"p": "meets", "q": "unknown"}, "same"),
        ({"p": "not_applicable", "q": "unknown"}, {"p": "not_applicable", "q": "unknown"}, "unknown"),
        ({"p": "not_applicable"}, {"p": "not_applicable"}, "not_applicable"),
    ):
        assert overall_change(compared(run(**one), run(**other)).changes(["a"]), 1).tolist() == [wanted]


def test_a_table_of_two_runs_is_refused():
    with pytest.raises(InputError, match="rows of more than one run: choose a table that one run wrote"):
        compared([line("a", 80), line("a", 90)], [line("a", 80)])


def test_a_year_is_chosen_or_refused():
    several = table(line("a", 80, year=2026), line("a", 95, year=2040))
    assert of_year(several, 2026, "BEFORE")["within"].tolist() == [80]
    assert of_year(several, None, "BEFORE")["within"].tolist() == [80, 95]
    with pytest.raises(InputError, match="AFTER does not tell of 2030; choose one of: 2026, 2040"):
        of_year(several, 2030, "AFTER")
    with pytest.raises(InputError, match="has no year"):
        of_year(table(line("a", 80)), 2030, "AFTER")


MANY = tuple(f"area {n}" for n in range(12))
shares = st.lists(st.integers(0, 100).map(float), min_size=len(MANY), max_size=len(MANY))


@examples(25)  # of twelve areas each, which are compared in one go
@given(shares, shares)
def test_the_other_way_round_gains_are_losses(before, after):
    one, other = ([line(a, within) for a, within in zip(MANY, figures, strict=True)] for figures in (before, after))
    there, back = rows(compared(one, other)), rows(compared(other, one))
    opposite = {"better": "worse", "worse": "better", "same": "same"}
    for area in MANY:
        assert back[area]["change"] == pytest.approx(-there[area]["change"])
        assert (back[area]["gained"], back[area]["lost"]) == (there[area]["lost"], there[area]["gained"])
        assert back[area]["turned"] == opposite[there[area]["turned"]]
        assert there[area]["gained"] - there[area]["lost"] == there[area]["within_after"] - there[area]["within_before"]


def test_a_run_beside_itself_changed_nothing():
    run = [line("a", 80), line("b", 95), line("c", 0, 0)]
    found = compared(run, run)
    assert list(found.table.columns) == list(COMPARISON_KINDS)
    assert found.table.index.tolist() == [0, 1, 2]
    assert found.table["change"].dropna().tolist() == [0, 0]
    assert found.table["differs"].isna().all()
    assert found.table["turned"].tolist() == ["same", "same", "not_applicable"]


# What is asked of each neighbourhood


def conditions(**found) -> str:
    return json.dumps(found, ensure_ascii=False, sort_keys=True)


def by_class(thresholds: dict[str, float], said: str | None, **totals) -> list[dict]:
    """A run in which neighbourhoods have their own thresholds, with all other rows of which some is asked."""
    several = {"threshold": np.nan, "conditions": said}
    return [
        *(line(a, 80, totals.get(a, 100.0), threshold=t, conditions=said) for a, t in thresholds.items()),
        line("outside_neighbourhoods", 1, 2.0, compliance=None, threshold=500.0, conditions=said),
        line("_total", 81, compliance=None, **several),
        line("Dorp", 80, level="kern", compliance=None, **several),
        line("Stad", 80, level="kern", compliance=None, **several),
        line(None, 80, group="landlord", **several),
    ]


MEMBER = {"kern": {"a": "Dorp", "b": "Dorp", "c": "Stad"}}


def asked_otherwise(found: Comparison) -> list[str]:
    return [
        name
        for level in ("neighbourhood", "kern")
        for name, one in rows(found, level=level).items()
        if one["differs"] is not None
    ]


def test_another_threshold_of_one_living_environment_concerns_its_neighbourhoods_and_what_they_are_part_of():
    before = by_class({"a": 300, "b": 800, "c": 300}, conditions(thresholds_by_class={"rural": 800}))
    after = by_class({"a": 300, "b": 700, "c": 300}, conditions(thresholds_by_class={"rural": 700}))
    found = compared(before, after, MEMBER)
    assert asked_otherwise(found) == ["b", "_total", "landlord", "Dorp"]
    assert overall_change(found.changes(AREAS), 3).tolist() == ["same", "other_norm", "same"]
    assert found.pairs[0].differs == ("threshold",)
    # Without the field of the level nothing tells what each of its areas is made of.
    assert asked_otherwise(compared(before, after)) == ["b", "_total", "landlord", "Dorp", "Stad"]


def test_classes_that_are_only_spelled_out_ask_the_same():
    written = [
        conditions(thresholds_by_class={"rural": 800}),
        conditions(thresholds_by_class={"urban": 300, "Rural ": 800.0, "elsewhere": 1}),
    ]
    norms = {"a": 300, "b": 800, "c": 300}
    found = compared(*(by_class(norms, text) for text in written), MEMBER)
    assert asked_otherwise(found) == []
    assert found.table["turned"].dropna().tolist() == ["same"] * 4
    # One threshold for all says the same as that threshold for each class.
    plain = [{**one, "threshold": 300.0} for one in by_class(dict.fromkeys(AREAS, 300), None)]
    spelled = by_class(dict.fromkeys(AREAS, 300), conditions(thresholds_by_class={"rural": 300, "urban": 300}))
    outside = compared(plain, spelled, MEMBER)
    assert asked_otherwise(outside) == ["outside_neighbourhoods", "_total", "landlord"]  # 300 of these, and now 500
    spelled[3]["threshold"] = 300.0
    assert asked_otherwise(compared(plain, spelled, MEMBER)) == []
    assert asked_otherwise(compared(spelled, plain, MEMBER)) == []


def test_a_neighbourhood_without_any_dwelling_is_asked_nothing():
    before, after = (
        by_class({"a": 300, "b": t, "c": 300}, conditions(thresholds_by_class={"rural": t}), b=0.0) for t in (800, 700)
    )
    found = compared(before, after, MEMBER)
    assert asked_otherwise(found) == ["b"]
    assert overall_change(found.changes(AREAS), 3).tolist() == ["same", "not_applicable", "same"]


@pytest.mark.parametrize(
    ("before", "after", "differs"),
    [
        ({"where": [["a", ">=", 5]]}, {"where": [["a", ">=", 5.0]]}, False),
        ({"where": [["a", ">=", 5], ["k", "=", "x"]]}, {"where": [["k", "in", ["x"]], ["a", ">=", 5]]}, False),
        ({"where": [["k", "in", ["x", "y"]]]}, {"where": [["k", "in", ["y", "x"]]]}, False),
        ({"where": [["k", "in", ["x", "y"]]]}, {"where": [["k", "in", ["x"]]]}, True),
        ({"where": [["a", ">=", 5]]}, {"where": [["a", ">=", 6]]}, True),
        ({"where": [["a", "=", 1]]}, {"where": [["a", "=", True]]}, True),
        ({"where": [["a", "=", 5]]}, {"where": [["a", "=", "5"]]}, True),
        ({"where": [["a", ">=", 5]]}, {"demand_where": [["a", ">=", 5]]}, True),
        ({"demand_where": [["a", ">=", 5]]}, {}, True),
        ({"min_area_m2": 1000}, {"min_area_m2": 1000.0}, False),
        ({"min_area_m2": 1000}, {"min_area_m2": 500}, True),
        ({"merge_touching": True}, {}, True),
        ({"level": "settlement"}, {"level": "kern"}, False),  # another name for where it is judged; see `pairs`
        ({"exclude": {"highway": ["steps", "path"]}}, {"exclude": {"highway": ["path", "steps"]}}, False),
        ({"exclude": {"highway": ["steps"]}}, {}, True),
        ({"kmh": 4.8}, {"kmh": 3.0}, False),  # metres are as far at any speed
        ({}, {"network": "walk"}, False),
        ({}, {"network": "cycle"}, True),
    ],
)
def test_conditions_are_compared_by_what_they_ask(before, after, differs):
    runs = [[line(a, 80, conditions=conditions(**said) if said else None) for a in "ab"] for said in (before, after)]
    for found in (compared(*runs), compared(*reversed(runs))):
        assert asked_otherwise(found) == (["a", "b"] if differs else [])
        assert found.pairs[0].differs == (("conditions",) if differs else ())


@pytest.mark.parametrize(
    ("before", "after", "differs"),
    [
        (("walk", {"kmh": 4.8}), ("walk", {"kmh": 3.0}), "conditions"),
        (("walk", {"kmh": 4.8}), ("walk_65", {"kmh": 3.0}), "mode"),
        (("walk", {"kmh": 4.8}), ("on_foot", {"kmh": 4.8, "network": "walk"}), None),
        (("walk", {}), ("walk", {"kmh": 4.8}), None),
        (("cycle", {"kmh": 15}), ("on_foot", {"kmh": 15, "network": "walk"}), "mode"),
    ],
)
def test_minutes_are_of_a_speed_and_a_network(before, after, differs):
    (found,) = (
        compared(*([line("a", 80, unit="min", mode=m, conditions=conditions(**c) if c else None)] for m, c in two))
        for two in ((before, after),)
    )
    assert rows(found)["a"]["differs"] == differs


def test_types_are_the_same_in_any_order_and_case():
    found = compared([line("a", 80, facility="school | Park")], [line("a", 80, facility="park|school")])
    assert rows(found)["a"]["differs"] is None


def test_whom_applies_if_leaves_out_is_told_by_neighbourhood():
    def run(said: int, *left_out: str) -> list[dict]:
        text = conditions(applies_if=[["inhabitants", ">=", said]])
        own = [line(a, 0 if a in left_out else 80, 0 if a in left_out else 100, conditions=text) for a in AREAS]
        more = [line("_total", 160, 300, compliance=None, conditions=text)]
        more += [line(k, 80, level="kern", compliance=None, conditions=text) for k in ("Dorp", "Stad")]
        return [*own, *more, line(None, 80, group="landlord", conditions=text)]

    found = compared(run(500, "a"), run(400, "a"), MEMBER)
    assert asked_otherwise(found) == []
    assert overall_change(found.changes(AREAS), 3).tolist() == ["not_applicable", "same", "same"]
    found = compared(run(500, "a", "c"), run(400, "a"), MEMBER)
    assert asked_otherwise(found) == ["c", "_total", "landlord", "Stad"]
    assert overall_change(found.changes(AREAS), 3).tolist() == ["not_applicable", "same", "other_norm"]


def test_what_is_asked_of_a_settlement_is_asked_of_its_neighbourhoods():
    def run(rural: float) -> list[dict]:
        said = conditions(thresholds_by_class={"rural": rural}, level="kern")
        norms = {"a": 300, "b": rural, "c": 300}
        own = [line(a, 80, compliance=None, threshold=t, conditions=said) for a, t in norms.items()]
        return [*own, *(line(k, 80, level="kern", threshold=np.nan, conditions=said) for k in ("Dorp", "Stad"))]

    (change,) = compared(run(800), run(700), MEMBER).changes(AREAS)
    assert change.turned.tolist() == ["other_norm", "other_norm", "same"]  # a and b are of one settlement
    assert np.isnan(change.change).tolist() == [False, True, False]  # their own figures are compared by themselves
