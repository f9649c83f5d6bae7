"""Causes of a change: the worked case, the mean over all orders walked one by one, and reasons for what lacks."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pandas as pd
import pytest

from buurtmaat.core.errors import Cancelled
from buurtmaat.core.progress import Progress
from buurtmaat.core.results.table import RESULT_KINDS
from buurtmaat.core.trend.causes import (
    CAUSE_KINDS,
    CAUSES,
    EARLIER,
    LATER,
    MIXES,
    Mix,
    TwoDays,
    causes_of,
    effects,
    figures_of,
    rounded_effects,
    standing_for_each_other,
    unlike,
    whole_of,
)


def column(value_of) -> np.ndarray:
    return np.array([[value_of(mix)] for mix in MIXES], float)


def walked(value_of) -> list[float]:
    """Return the mean of what each cause changes, walking through all orders in which they can come."""
    found = dict.fromkeys(CAUSES, 0.0)
    orders = list(permutations(CAUSES))
    assert len(orders) == 120
    for order in orders:
        now = Mix(0, 0, 0, 0, 0)
        for cause in order:
            then = now._replace(**{cause: 1})
            found[cause] += (value_of(then) - value_of(now)) / len(orders)
            now = then
    return list(found.values())


def test_the_worked_case_of_three_causes() -> None:
    # Shares within, %: places, building (dwellings) and people (weights); streets and norms are the same on both days.
    shares = {(0, 0, 0): 70, (1, 0, 0): 80, (0, 1, 0): 66, (0, 0, 1): 69}
    shares |= {(1, 1, 0): 79, (1, 0, 1): 78, (0, 1, 1): 64, (1, 1, 1): 77}
    found = effects(column(lambda mix: shares[mix.facilities, mix.dwellings, mix.weights]))[0]
    named = dict(zip(CAUSES, found, strict=True))
    # Places add 10 first, 13 or 9 behind one other, 13 behind both: (2·10 + 13 + 9 + 2·13) / 6 = 34/3; so the others.
    assert named["facilities"] == pytest.approx(34 / 3, abs=1e-12)
    assert named["dwellings"] == pytest.approx(-8 / 3, abs=1e-12)
    assert named["weights"] == pytest.approx(-5 / 3, abs=1e-12)
    assert named["streets"] == named["norms"] == 0
    assert sum(found) == pytest.approx(7, abs=1e-12)


@pytest.mark.parametrize("seed", range(20))
def test_effects_are_the_mean_over_all_orders_and_add_up(seed: int) -> None:
    rng = np.random.default_rng(seed)
    values = dict(zip(MIXES, rng.random(len(MIXES)), strict=True))
    found = effects(column(values.__getitem__))[0]
    assert found == pytest.approx(walked(values.__getitem__), abs=1e-12)
    assert sum(found) == pytest.approx(values[LATER] - values[EARLIER], abs=1e-12)


def test_what_two_causes_only_do_together_is_half_of_each() -> None:
    found = effects(column(lambda mix: 1.0 if mix.facilities and mix.streets else 0.0))[0]
    assert found == pytest.approx([0.5, 0.5, 0, 0, 0], abs=1e-12)


def test_where_one_mixed_run_has_no_figure_there_are_no_effects() -> None:
    values = np.ones((len(MIXES), 2))
    values[7, 1] = np.nan
    found = effects(values)
    assert (found[0] == 0).all()
    assert np.isnan(found[1]).all()


def test_what_is_shown_of_effects_adds_up_to_what_is_shown_of_the_change() -> None:
    # −29.4, −14.1, 0 and 125.7 make 82.2; rounded each by itself they would make 83. Down they are −30, −15, 0 and 125,
    # two too few: of the fractions 0.6, 0.9, 0 and 0.7 the second and the last are the largest.
    found = rounded_effects(np.array([-0.0294, -0.0141, 0.0, 0.1257]), 0.001)
    assert found == pytest.approx([-0.030, -0.014, 0.0, 0.126], abs=1e-12)
    found = rounded_effects(np.array([1 / 3000, 1 / 3000, 1 / 3000, 0.0]), 0.001)
    assert found.tolist() == [0.001, 0.0, 0.0, 0.0]
    assert 0.57 / 0.001 < 570
    found = rounded_effects(np.array([0.3, -0.3, 0.57, 0.0005]), 0.001)
    assert found == pytest.approx([0.3, -0.3, 0.57, 0.001], abs=1e-12)


def table(*rows: dict) -> pd.DataFrame:
    usual = {"level": "neighbourhood", "stock": "all", "requirement": "s", "indicator": "distance", "title": "School"}
    return pd.DataFrame([{**usual, **row} for row in rows]).reindex(columns=list(RESULT_KINDS))


def days(published: pd.DataFrame, corrects: bool = False) -> TwoDays:
    return TwoDays(from_date="2025-01-01", to_date="2026-01-01", published=published, corrects=corrects)


def share(name: str, value: float, **more: object) -> dict:
    return {"neighbourhood": name, "share": value, **more}


def rows_of(found: pd.DataFrame) -> dict[tuple[str, str], dict]:
    assert list(found.columns) == list(CAUSE_KINDS)
    return {(row["requirement"], row["neighbourhood"]): row for row in found.to_dict("records")}


def test_figures_are_shares_or_rates_of_areas_not_of_groups_or_what_lies_outside() -> None:
    found = figures_of(
        table(
            share("a", 0.5),
            share("outside_neighbourhoods", 0.1),
            share("b", 0.7, group="landlord"),
            share("c", 0.2, stock="new"),
            {"neighbourhood": "a", "requirement": "r", "indicator": "rate", "rate": 3.0},
            {"neighbourhood": "d", "compliance": "not_applicable"},
        )
    )
    assert found["value"].to_dict() == pytest.approx(
        {
            ("s", "neighbourhood", "a"): 0.5,
            ("r", "neighbourhood", "a"): 3.0,
            ("s", "neighbourhood", "d"): np.nan,
        },
        nan_ok=True,
    )
    assert found["measure"].tolist() == ["share", "rate", "share"]
    assert found["reason"].tolist() == [None, None, "not_applicable"]


@pytest.mark.parametrize("cause", [CAUSES[0], CAUSES[-1]])
def test_a_row_for_each_area_and_requirement_with_what_it_came_of_or_why_not(cause: str) -> None:
    early = table(
        share("a", 0.4),
        share("gone", 0.4),
        share("b", np.nan, reason="no_facility"),
        share("a", 0.3, requirement="dropped"),
        {"neighbourhood": "a", "requirement": "turned", "indicator": "rate", "rate": 2.0},
    )
    late = table(
        share("a", 0.7),
        share("new", 0.9),
        share("b", 0.8),
        share("a", 0.3, requirement="added"),
        share("a", 0.6, requirement="turned"),
    )
    figures = {mix: figures_of(late if getattr(mix, cause) else early) for mix in MIXES}
    found = rows_of(causes_of(days(figures[EARLIER]), figures))
    whole = found["s", "a"]
    assert whole[cause] == pytest.approx(0.3)
    assert [whole[name] for name in CAUSES if name != cause] == [0, 0, 0, 0]
    assert (whole["corrected"], whole["reason"], whole["measure"], whole["title"]) == (0, None, "share", "School")
    assert whole["change"] == pytest.approx(0.3)
    assert {key: row["reason"] for key, row in found.items() if key != ("s", "a")} == {
        ("s", "gone"): "gone_area",
        ("s", "new"): "new_area",
        ("s", "b"): "no_facility",
        ("dropped", "a"): "gone_requirement",
        ("added", "a"): "new_requirement",
        ("turned", "a"): "other_kind",
    }
    for key, row in found.items():
        if key != ("s", "a"):
            assert np.isnan([row[name] for name in (*CAUSES, "change")]).all(), key


def test_a_change_is_known_where_only_a_mixed_run_has_no_figure() -> None:
    figures = {mix: figures_of(table(share("a", 0.2 + 0.5 * mix.facilities))) for mix in MIXES}
    lost = Mix(1, 1, 0, 0, 1)
    figures[lost] = figures_of(table(share("a", np.nan, reason="no_field:roof")))
    row = rows_of(causes_of(days(figures[EARLIER]), figures))["s", "a"]
    assert row["change"] == pytest.approx(0.5)
    assert row["reason"] == "no_field:roof"
    assert np.isnan([row[name] for name in CAUSES]).all()


def test_why_a_day_itself_has_no_figure_comes_before_why_a_mixed_run_has_none() -> None:
    figures = {mix: figures_of(table(share("a", 0.5))) for mix in MIXES}
    figures[Mix(1, 1, 1, 1, 0)] = figures_of(table(share("a", np.nan, reason="no_facility")))
    figures[LATER] = figures_of(table(share("a", np.nan, reason="no_field:roof")))
    assert rows_of(causes_of(days(figures[EARLIER]), figures))["s", "a"]["reason"] == "no_field:roof"


def test_what_was_published_wrongly_is_a_cause_of_its_own() -> None:
    figures = {mix: figures_of(table(share("a", 0.6 + 0.1 * mix.norms), share("b", 0.5))) for mix in MIXES}
    published = figures_of(table(share("a", 0.45)))
    found = rows_of(causes_of(days(published, corrects=True), figures))
    row = found["s", "a"]
    assert row["corrected"] == pytest.approx(0.15)
    assert row["norms"] == pytest.approx(0.1)
    assert row["change"] == pytest.approx(0.25)
    assert sum(row[name] for name in (*CAUSES, "corrected")) == pytest.approx(row["change"], abs=1e-12)
    assert found["s", "b"]["reason"] == "not_published"
    assert np.isnan(found["s", "b"]["corrected"])
    # Who does not say that it corrects is compared with what it computes itself.
    plain = rows_of(causes_of(days(published), figures))["s", "a"]
    assert (plain["corrected"], plain["change"]) == (0, pytest.approx(0.1))


def test_cancel_is_heard_at_each_mixed_run_and_then_at_the_rows() -> None:
    def heard() -> bool:
        nonlocal looks
        looks += 1
        return looks > len(MIXES)

    figures, looks = {mix: figures_of(table(share("a", 0.5))) for mix in MIXES}, 0
    with pytest.raises(Cancelled):
        causes_of(days(figures[EARLIER]), figures, Progress(cancelled=heard))
    assert looks == len(MIXES) + 1


def test_cancel_is_looked_at_every_so_many_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    def heard() -> bool:
        nonlocal looks
        looks += 1
        return False

    monkeypatch.setattr("buurtmaat.core.trend.causes._LOOKS", 2)
    figures, looks = {mix: figures_of(table(*(share(name, 0.5) for name in "abcde"))) for mix in MIXES}, 0
    causes_of(days(figures[EARLIER]), figures, Progress(cancelled=heard))
    assert looks == len(MIXES) + 3, "at the first, the third and the fifth"


def test_of_two_rows_of_one_area_the_first_counts() -> None:
    found = figures_of(table(share("a", 0.5), share("a", 0.6), share("b", 0.1)))
    assert found["value"].to_dict() == {("s", "neighbourhood", "a"): 0.5, ("s", "neighbourhood", "b"): 0.1}


def test_of_all_areas_together_is_what_is_called_so() -> None:
    found = whole_of(figures_of(table(share("BU1", 0.5), share("_total", 0.6), share("a", 0.7))))
    assert found["value"].tolist() == [0.6]


def test_figures_that_are_not_what_was_published_are_counted() -> None:
    one = figures_of(table(share("a", 0.5), share("b", np.nan), share("c", 0.1), share("d", 0.3)))
    other = figures_of(table(share("a", 0.5 + 1e-10), share("b", np.nan), share("c", 0.4), share("e", np.nan)))
    assert unlike(one, one) == (0, 0)
    assert unlike(figures_of(table(share("a", 0.0))), figures_of(table(share("a", 1e-9)))) == (0, 0)
    assert unlike(one, other) == (2, 1)  # c by 0.3, and d lacks
    # A rate of 3 million may be off by three thousandths, and a share by a billionth.
    rates = [figures_of(table(share("a", 3e6 + more), share("b", 0.5))) for more in (0.0, 0.0029, 0.0031)]
    assert [unlike(rates[0], rate)[0] for rate in rates] == [0, 0, 1]
    assert unlike(rates[0], rates[2])[1] == pytest.approx(0.0031, abs=1e-9)
    assert unlike(figures_of(table(share("a", 0.5))), figures_of(table(share("a", 0.5 + 1.5e-9))))[0] == 1


@pytest.mark.parametrize(
    ("fits", "found"),
    [
        ({}, None),
        ({0: [0], 1: [1]}, None),
        ({0: [1], 1: [0]}, {(0, 1), (1, 0)}),
        ({0: [2], 1: [1], 2: [0]}, {(0, 2), (2, 0)}),  # the middle of three the other way round
        ({0: [1], 1: [2], 2: [0]}, {(0, 1), (1, 2), (2, 0)}),
        ({0: [1], 1: [2], 2: [1]}, {(1, 2), (2, 1)}),  # what leads there is none of them
        ({0: [1, 2], 1: [0], 2: [3], 3: [2]}, {(0, 1), (1, 0), (2, 3), (3, 2)}),  # of two days the one that leads back
        ({0: [1, 2], 1: [3], 2: [0], 3: [1]}, {(1, 3), (3, 1), (0, 2), (2, 0)}),
        ({0: [0, 1], 1: [0, 1]}, None),  # two days of one figure
        ({0: [2], 1: []}, None),  # the one is another by chance
        ({0: [1], 1: [2], 2: [2]}, None),
        ({0: [2], 1: [0], 2: [2]}, None),
    ],
)
def test_days_stand_for_each_other_where_they_go_round(fits, found):
    assert standing_for_each_other(fits) in (found or {None})
