"""A norm set made of a run's results asks what the run asked, but for what was moved."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from buurtmaat.core.errors import InputError
from buurtmaat.core.norms.model import Condition, Mode, NormSet, Requirement, Serves, Text
from buurtmaat.core.requirements.assessment import assess
from buurtmaat.core.requirements.divisions import by_level
from buurtmaat.core.requirements.judged_town import JudgedTown
from buurtmaat.core.requirements.rules import Rules
from buurtmaat.core.requirements.weights import WeightSource
from buurtmaat.core.results.findings import read_findings
from buurtmaat.core.results.table import LATER_COLUMNS, RunMark, result_table
from buurtmaat.core.results.what_if import Asked, Homes
from buurtmaat.core.results.what_if_norms import ExploredNorms, explored_norms
from towns.factories import point
from towns.random_towns import village

POOL = Requirement(
    id="pool",
    title=Text("Pool near", "Zwembad dichtbij"),
    facility=("pool", "bath"),
    indicator="distance",
    threshold=500.0,
    unit="m",
    target=0.9,
    source="A report",
    url="https://example.org/pool",
    year=2020,
    page="12",
    quotation="Everybody swims.",
    looked_up="2026-01-31",
    basis="institute",
    note=Text("A note", "Een toelichting"),
)
COUNT = Requirement(
    id="count",
    facility=("pool",),
    indicator="count",
    threshold=10.0,
    unit="min",
    minimum=2,
    target=0.8,
    mode="stroll",
    weight="people",
    where=(Condition("open", "=", True), Condition("size", "in", (1.0, 2.0))),
    demand_where=(Condition("age", ">=", 65.0),),
    applies_if=(Condition("people", ">", 10.0),),
    thresholds_by_class=(("Centrum", 5.0), ("nowhere", 20.0), ("rural", 15.0)),
    target_path=((2026, 0.5), (2040, 0.8)),
    level="kern",
)
RATE = Requirement(
    id="rate",
    facility=("pool",),
    indicator="rate",
    threshold=2.0,
    unit="m2",
    per=1000.0,
    size=50.0,
    serves=Serves(500.0, None),
    min_demand=100.0,
)
MODES = (Mode("stroll", 2.5, "walk", (("highway", ("steps", "path")),)), Mode("unused", 9.0))
RUN = NormSet(id="own", title=Text("Own", "Eigen"), version="3", modes=MODES, requirements=(POOL, COUNT, RATE))
HOMES = Homes(np.zeros(0, np.int64), ["BU1", "BU2", "BU3"], ["centrum ", "rural", None])


def results(norm_set: NormSet = RUN, language: str = "en") -> pd.DataFrame:
    """Return the table of a run in a town of three neighbourhoods, of which only what was asked matters here."""
    town = village(3, shapes=[point(0.0, 0.0)], types=["pool"], capacity=[5.0], facility_holder=[0])
    walk = town.reaching
    town = replace(
        town,
        area_ids=["BU1", "BU2", "BU3"],
        holder=[0, 1, 2],
        area_columns={"people": [100] * 3, "class": list(HOMES.classes)},
        m2={"neighbourhood": [1e4] * 3},
        overlap=[1.0] * 3,
        dwelling_columns={"age": [70, 80, 90]},
        facility_columns={"open": [True], "size": [1.0]},
    )
    neighbourhoods = replace(town.neighbourhoods, classes=HOMES.classes)
    grounds = dict.fromkeys(("walk", "walk_65", "stroll"), walk.grounds["walk"])
    judged = JudgedTown(
        dwellings=town.dwellings,
        facilities=town.facilities,
        neighbourhoods=neighbourhoods,
        reaching=replace(walk, grounds=grounds),
    )
    rules = Rules(
        min_dwellings=0.0,
        complete_types=frozenset(),
        weights={r.id: WeightSource() for r in norm_set.requirements},
        blockers={},
        levels={"count": "kern"},
        divisions=[by_level("kern", ["Dorp"] * 3)],
    )
    return result_table(assess(norm_set, judged, rules), norm_set, RunMark(language))


def explored(table: pd.DataFrame | None = None, source: NormSet | None = None, **moved: Asked) -> ExploredNorms:
    found = read_findings(results() if table is None else table)
    return explored_norms(found, HOMES, moved, source, "mine", "Mine")


def test_what_is_not_moved_is_what_the_run_asked() -> None:
    made = explored()
    assert (made.norm_set.id, made.norm_set.version) == ("mine", "1")
    assert made.norm_set.title == Text("Mine", "Mine")
    assert made.unsure == []
    one_language = replace(POOL, title=Text("Pool near", "Pool near"), note=Text("A note", "A note"))
    assert made.norm_set.requirements == (one_language, COUNT, RATE)
    assert made.norm_set.modes == (MODES[0],), "walk is built in, and nothing tells of what nobody uses"


def test_the_set_of_the_run_knows_both_languages_and_all_ways_to_move() -> None:
    for language in ("en", "nl"):
        made = explored(results(language=language), RUN)
        assert made.norm_set.requirements == RUN.requirements
        assert made.norm_set.modes == MODES
        assert made.unsure == []


def test_a_title_that_is_another_one_now_is_the_one_of_the_run() -> None:
    newer = replace(RUN, requirements=(replace(POOL, title=Text("Swimming", "Zwemmen"), threshold=900.0), COUNT))
    made = explored(source=newer).norm_set.requirements
    assert made[0] == replace(POOL, title=Text("Pool near", "Pool near"))
    assert made[2] == RATE


def test_what_is_moved_is_an_example_and_all_else_stays() -> None:
    made = explored(source=RUN, pool=Asked(np.full(4, 700.0), 0.6)).norm_set.requirements
    assert made[1:] == RUN.requirements[1:]
    assert made[0] == replace(
        POOL,
        threshold=700.0,
        target=0.6,
        source="",
        url="",
        year=None,
        page="",
        quotation="",
        looked_up="",
        basis="illustrative",
        note=Text("Explored with Buurtmaat: example value.", "Verkend met Buurtmaat: voorbeeldwaarde."),
    )


def test_where_a_target_goes_is_kept_as_long_as_the_target_is() -> None:
    asked = Asked(np.array([5.0, 15.0, 10.0, 10.0]), 0.8)
    assert explored(source=RUN, count=asked).norm_set.requirements[1].target_path == COUNT.target_path
    assert explored(source=RUN, count=replace(asked, target=0.7)).norm_set.requirements[1].target_path == ()


def test_living_environments_have_their_own_thresholds_and_those_that_do_not_occur_keep_theirs() -> None:
    """Asked are 6 in the centre, 16 in the country, 11 in the third neighbourhood, without a class, and 12 outside."""
    made = explored(count=Asked(np.array([6.0, 16.0, 11.0, 12.0]), 0.8)).norm_set.requirements[1]
    assert made.threshold == 12, "what holds where no living environment is known is asked outside all"
    assert made.thresholds_by_class == (("centrum ", 6.0), ("nowhere", 20.0), ("rural", 16.0))
    everywhere = explored(count=Asked(np.full(4, 8.0), 0.8)).norm_set.requirements[1]
    assert (everywhere.threshold, everywhere.thresholds_by_class) == (8, ())
    nowhere = explored(count=Asked(np.array([6.0, np.nan, np.nan, np.nan]), 0.8)).norm_set.requirements[1]
    assert nowhere.threshold is None
    assert nowhere.thresholds_by_class == (("centrum ", 6.0), ("nowhere", 20.0), ("rural", 15.0))


def test_a_table_of_an_earlier_version_leaves_open_what_else_was_asked_but_in_the_set_of_its_version() -> None:
    run = replace(RUN, modes=(), requirements=(POOL, replace(COUNT, mode="walk_65"), RATE))
    old = results(run).drop(columns=list(LATER_COLUMNS))
    made = explored(old)
    assert made.unsure == ["Pool near", "count", "rate"]
    pool, count, _ = made.norm_set.requirements
    assert (pool.threshold, pool.thresholds_by_class, pool.level) == (500, (), None)
    # The third neighbourhood and what lies outside all have the threshold of nobody else.
    assert (count.threshold, count.thresholds_by_class) == (10, (("centrum ", 5.0), ("rural", 15.0)))
    assert (count.level, count.where) == ("kern", ())
    same = explored(old, run)
    assert same.unsure == []
    assert same.norm_set.requirements == run.requirements
    other = explored(old, replace(run, version="4"))
    assert other.unsure == ["Pool near", "count", "rate"]
    assert other.norm_set.requirements[1].where == ()


def test_the_speed_of_a_way_to_move_of_its_own_is_taken_from_the_set_where_the_table_does_not_tell() -> None:
    old = results().drop(columns=list(LATER_COLUMNS))
    with pytest.raises(InputError, match="mode"):
        explored(old)
    assert explored(old, replace(RUN, version="4")).norm_set.mode("stroll") == MODES[0]


def test_conditions_that_cannot_be_read_are_refused_with_the_title() -> None:
    for text in (
        "no JSON",
        "[1]",
        '{"where": [["a", "="]]}',
        '{"where": 3}',
        '{"exclude": 3}',
        '{"level": 1, "level": 2}',
    ):
        table = results()
        table.loc[table["requirement"] == "pool", "conditions"] = text
        with pytest.raises(InputError, match="conditions of “Pool near”"):
            explored(table)
