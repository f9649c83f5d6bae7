"""Our average distances beside published ones: by hand, and beside a plain computation of random towns."""

from __future__ import annotations

import json
import math
import random
import statistics

import numpy as np
import pytest
from scipy.stats import spearmanr

from buurtmaat.core.errors import InputError
from buurtmaat.core.norms.model import Text
from buurtmaat.core.results.plausibility import (
    PLAUSIBILITY_KINDS,
    ComparedDistance,
    Residents,
    plausibility_table,
    rank_correlation,
)
from buurtmaat.core.results.published_distances import PublishedDistance, read_published_distances

GP = PublishedDistance(
    id="gp", title=Text("GP", "Huisarts"), columns=("gp_km",), types=("gp",), differs=Text("It differs.", "Anders.")
)


def table(published, metres, home, dwellings, inhabitants=None, least=1.0, areas=("a", "b", "c")):
    one = ComparedDistance(
        figure=GP,
        column="gp_km",
        published_m=np.array(published, float),
        facility=["GP"],
        metres=np.array(metres, float),
    )
    residents = Residents(
        neighbourhood=np.array(home, np.int64),
        dwellings=np.array(dwellings, float),
        inhabitants=None if inhabitants is None else np.array(inhabitants, float),
    )
    return plausibility_table([one], areas, residents, least, "en")


def test_means_by_dwellings_and_by_inhabitants_by_hand():
    """In a: 100 m of 1 dwelling with 3 people, 400 m of 2 with 1; the way of the last is not known."""
    found = table(
        [300, 500, np.nan],
        [100, 400, np.nan, 700, 50, 9999],
        [0, 0, 0, 1, 2, -1],
        [1, 2, 5, 4, 6, 8],
        [3, 1, 9, 2, 7, 5],
    )
    a, b, c, whole = found.to_dict("records")
    assert a["mean_dwellings_m"] == pytest.approx((100 + 2 * 400) / 3)
    assert a["mean_inhabitants_m"] == pytest.approx((3 * 100 + 400) / 4)
    assert (a["dwellings"], a["left_out"], a["published_m"], a["weight"]) == (8, 5, 300, "inhabitants")
    assert a["difference_m"] == pytest.approx(175 - 300)
    assert (b["mean_inhabitants_m"], b["difference_m"], b["compared"]) == (700, 200, 1)
    assert (c["mean_inhabitants_m"], c["compared"], c["reason"]) == (50, 0, "not_published")
    assert math.isnan(c["difference_m"])
    # Over a, with 4 people whose way is known, and b with 2.
    assert whole["neighbourhood"] == "_total"
    assert whole["compared"] == 2
    assert whole["mean_inhabitants_m"] == pytest.approx((4 * 175 + 2 * 700) / 6)
    assert whole["published_m"] == pytest.approx((4 * 300 + 2 * 500) / 6)
    assert whole["median_difference_m"] == pytest.approx((-125 + 200) / 2)
    assert math.isnan(whole["rank_correlation"]), "an order of two says nothing"
    assert list(found) == list(PLAUSIBILITY_KINDS)


def test_without_inhabitants_dwellings_weigh():
    found = table([300, 500, 100], [100, 400, 700, 50], [0, 0, 1, 2], [1, 2, 4, 6]).to_dict("records")
    assert [row["difference_m"] for row in found[:3]] == pytest.approx([0, 200, -50])
    assert {row["weight"] for row in found} == {"dwellings"}
    assert all(math.isnan(row["mean_inhabitants_m"]) for row in found)


def test_what_cannot_be_compared_says_why():
    found = table([300, 500, np.nan], [100, np.nan, 50], [0, 1, 2], [5, 60, 60], least=50)
    assert found["reason"].tolist() == ["too_few", "not_reached", "not_published", None]
    assert found["compared"].tolist() == [0, 0, 0, 0]
    assert math.isnan(found["median_difference_m"].iloc[-1])


def test_those_that_depart_most_from_the_median_are_named():
    """All are 200 m more; one is 900 m more, one 150 m less, and one 90 m more than the rest, which is rounding."""
    more = [200.0] * 6 + [900.0, -150.0, 290.0]
    areas = [f"b{n}" for n in range(len(more))]
    published = [500.0 + 10 * n for n in range(len(more))]
    ours = [one + other for one, other in zip(published, more, strict=True)]
    found = table(published, ours, range(len(more)), [60] * len(more), areas=areas)
    named = found[found["outlier"].notna()].sort_values("outlier")["neighbourhood"].tolist()
    assert named == ["b6", "b7"]
    assert found["median_difference_m"].iloc[-1] == 200


def test_five_are_named_of_those_that_depart_by_more_than_100_m() -> None:
    """Of twenty, thirteen have the difference that is published; the others depart from it by what stands here."""
    departs = [100.0, 900.0, -300.0, 101.0, 500.0, -700.0, 200.0]
    more = [*departs, *[0.0] * 13]
    areas = [f"b{n}" for n in range(len(more))]
    found = table([1000.0] * 20, [1000 + one for one in more], range(20), [60] * 20, areas=areas)
    named = found[found["outlier"].notna()].sort_values("outlier")
    assert named["neighbourhood"].tolist() == ["b1", "b5", "b4", "b2", "b6"]
    assert named["outlier"].tolist() == [1, 2, 3, 4, 5]
    few = [100.0, 101.0, 0.0, 0.0, 0.0]
    found = table([1000.0] * 5, [1000 + one for one in few], range(5), [60] * 5, areas=areas[:5])
    assert found[found["outlier"].notna()]["neighbourhood"].tolist() == ["b1"]


def test_who_is_not_compared_is_no_outlier_and_moves_no_median() -> None:
    found = table([500, 500, 500], [600, 5000, 5000], [0, 1, 2], [50, 49, 49], least=50)
    assert found["reason"].tolist() == [None, "too_few", "too_few", None]
    assert found["outlier"].isna().all()
    whole = found.iloc[-1]
    assert (whole["compared"], whole["median_difference_m"], whole["difference_m"]) == (1, 100, 100)
    assert (whole["mean_dwellings_m"], whole["published_m"]) == (600, 500)
    assert (whole["dwellings"], whole["left_out"]) == (148, 0)


def test_means_over_all_are_by_the_dwellings_whose_way_is_known() -> None:
    """In a 4 of 10 dwellings reach something, in b 1 of 1."""
    found = table([100, 300, np.nan], [200, np.nan, 700, 9], [0, 0, 1, 2], [4, 6, 1, 5])
    whole = found.iloc[-1]
    assert whole["mean_dwellings_m"] == pytest.approx((4 * 200 + 700) / 5)
    assert whole["published_m"] == pytest.approx((4 * 100 + 300) / 5)
    assert whole["difference_m"] == pytest.approx((4 * 100 + 400) / 5)
    assert (whole["dwellings"], whole["left_out"]) == (16, 6)
    half = table([100, 300, np.nan], [200, np.nan, 700], [0, 0, 1], [0.5, 6, 0.25], least=0.1).iloc[-1]
    assert half["mean_dwellings_m"] == pytest.approx((0.5 * 200 + 0.25 * 700) / 0.75)
    nobody = table([100, 300, np.nan], [np.nan] * 3, [0, 1, 2], [4, 6, 1]).iloc[-1]
    assert math.isnan(nobody["mean_dwellings_m"])
    assert math.isnan(nobody["published_m"])


def test_neighbourhoods_that_depart_equally_are_named_in_their_order() -> None:
    """Of two, both lie as far from their median: rounding decided which came first."""
    chance = random.Random(1)
    for _ in range(100):
        published = [chance.uniform(100, 900) for _ in range(2)]
        ours = [chance.uniform(100, 900), chance.uniform(5000, 9000)]
        found = table(published, ours, range(2), [60] * 2, areas=["a", "b"])
        assert found["outlier"].tolist()[:2] == [1, 2]


@pytest.mark.parametrize("seed", range(30))
def test_random_towns_beside_a_plain_computation(seed):
    chance = random.Random(seed)
    count = chance.randint(5, 12)
    homes = [
        (
            chance.randint(-1, count - 1),
            chance.randint(1, 9),
            chance.choice([0, 1, 4]),
            None if chance.random() < 0.1 else chance.choice([100.0, 250.0, 800.0]),
        )
        for _ in range(150)
    ]
    published = [None if chance.random() < 0.2 else chance.choice([100.0, 300.0, 500.0, 900.0]) for _ in range(count)]
    found = table(
        [math.nan if one is None else one for one in published],
        [math.nan if one[3] is None else one[3] for one in homes],
        [one[0] for one in homes],
        [one[1] for one in homes],
        [one[2] for one in homes],
        least=20,
        areas=[str(n) for n in range(count)],
    ).to_dict("records")
    pairs = []
    for area in range(count):
        here = [one for one in homes if one[0] == area]
        people = sum(one[2] for one in here if one[3] is not None)
        mean = sum(one[2] * one[3] for one in here if one[3] is not None) / people if people else None
        row = found[area]
        assert row["mean_inhabitants_m"] == pytest.approx(mean) if mean else math.isnan(row["mean_inhabitants_m"])
        if mean is not None and published[area] is not None and sum(one[1] for one in here) >= 20:
            pairs.append((mean, published[area]))
            assert row["compared"] == 1
        else:
            assert row["compared"] == 0
    whole = found[-1]
    assert whole["compared"] == len(pairs)
    if pairs:
        assert whole["median_difference_m"] == pytest.approx(statistics.median(a - b for a, b in pairs))
    if len(pairs) >= 5 and all(len(set(one)) > 1 for one in zip(*pairs, strict=True)):
        assert whole["rank_correlation"] == pytest.approx(spearmanr(*zip(*pairs, strict=True)).statistic)
    else:
        assert math.isnan(whole["rank_correlation"])


def test_an_order_in_which_all_are_equal_is_none():
    assert math.isnan(rank_correlation(np.ones(9), np.arange(9.0)))
    assert rank_correlation(np.arange(9.0), -np.arange(9.0)) == pytest.approx(-1)
    assert rank_correlation(np.arange(5.0), np.arange(5.0) ** 3) == pytest.approx(1)
    assert math.isnan(rank_correlation(np.arange(4.0), np.arange(4.0)))


def test_the_shipped_file(root):
    figures = read_published_distances((root / "resources/plausibility/published_distances.json").read_bytes())
    mapping = json.loads((root / "resources/prepare/facilities.json").read_text(encoding="utf-8"))
    types = {one["type"] for one in mapping["facilities"]}
    for figure in figures:
        assert types & set(figure.types), f"Prepare facilities makes none of {figure.types}"
        assert figure.title.en
        assert figure.differs.nl
    columns = [column.casefold() for figure in figures for column in figure.columns]
    assert len(set(columns)) == len(columns)
    page = (root / "docs/field-names.md").read_text(encoding="utf-8").partition("## Distances")[2]
    page = page.partition("\n## ")[0].casefold()
    for name in (*columns, *(one.statline.casefold() for one in figures), *(t for one in figures for t in one.types)):
        assert name in page


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[]", "object"),
        ('{"figures": []}', "buurtmaat_published_distances"),
        ('{"buurtmaat_published_distances": 2, "figures": []}', "another version"),
        ('{"buurtmaat_published_distances": 1, "figures": [{"id": "a"}]}', "title"),
    ],
)
def test_a_file_that_is_wrong_is_told(text, words):
    with pytest.raises(InputError) as stop:
        read_published_distances(text)
    assert words in str(stop.value)
