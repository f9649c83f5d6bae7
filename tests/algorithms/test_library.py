"""The library of requirements on the sample town: what every dwelling and every area has is what plain sums give."""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from qgis.core import QgsFeatureRequest

from buurtmaat.core.norms.file import dump, load, load_file
from towns import runs
from towns.plain_library import (
    AMOUNTS,
    NUMBERS,
    OUTSIDE,
    SHARES,
    TOTAL,
    Options,
    Town,
    level_of,
    listed,
    overall,
)
from towns.runs import RefusedError
from towns.sample_run import TOWN, sample_inputs, source
from towns.slow import some

ROOT = Path(__file__).resolve().parent.parent.parent
NORMS = ROOT / "resources" / "norms"
SETS = ("rivm-2025", "meeting", "daily")
OUTPUTS = ("OUTPUT_DWELLINGS", "OUTPUT_NEIGHBOURHOODS", "OUTPUT_RESULTS", "OUTPUT_FACILITIES")
KEY = ["level", "neighbourhood", "group"]
COLUMNS = ("id", "facility", "indicator", "threshold", "unit", "minimum", "per", "metric", "mode", "weight", "target")
ABOUT = {"title", "source", "url", "year", "page", "looked_up", "basis", "note"}
SAID = [
    *("title", "source", "source_year", "page", "looked_up", "url", "basis", "note"),
    *("norm_set", "norm_version", "norm_title", "norm_date", "state", "texts"),
]
"""The columns of the results that say whose requirement it is."""


def requirements_of(name: str) -> dict[str, dict]:
    content = json.loads((NORMS / f"{name}.json").read_text(encoding="utf-8"))
    return {requirement["id"]: requirement for requirement in content["requirements"]}


LIBRARY = requirements_of("library")
WITH_SHARE = [name for name, requirement in LIBRARY.items() if requirement["indicator"] in SHARES]
LIKE_OTHERS = {
    *("seat", "play_sport_place", "meeting_place_inhabitants", "bus_stop"),  # as playground
    *("basic_services", "basic_services_by_bicycle", "everyday_services"),  # as daily_by_bicycle and sport_types
    *("general_practitioner_65", "community_centre_area", "tree_canopy_share"),  # as the one before
}
"""Of these, other requirements have the indicator, the metric, the mode and the kind of weight as well."""


def check(**changes) -> runs.Run:
    """Run on the sample town, into memory; what is None is left out."""
    given = {
        **sample_inputs(),
        "LEVEL_FIELDS": "wijkcode;kern;gemeentecode",
        "FIELD_MAP": "barrier_block=wijkcode",
        **dict.fromkeys(OUTPUTS, "memory:"),
        **changes,
    }
    return runs.run("basicrequirements", runs.without_none(given))


class Tables:
    """The outputs of a run as tables, and its feedback."""

    def __init__(self, done: runs.Run) -> None:
        dwellings, areas, results, facilities = (pd.DataFrame(done.rows(name), dtype=object) for name in OUTPUTS)
        self.dwellings, self.areas, self.results, self.facilities = dwellings, areas, results, facilities
        self.numbers, self.feedback = done.results, done.feedback

    def of(self, requirement: str) -> pd.DataFrame:
        return self.results[self.results["requirement"] == requirement].reset_index(drop=True)

    def column(self, name: str) -> np.ndarray:
        """Return a column of numbers of the dwellings, NaN for NULL."""
        return self.dwellings[name].astype(float).to_numpy()


@functools.cache
def norm_set_run(name: str) -> Tables:
    return Tables(check(NORM_SET=name))


@pytest.fixture
def clean_project():
    """Let runs keep what they read and searched of the town: all tests here look at the same one."""


@pytest.fixture(scope="module")
def town() -> Town:
    found = Town(TOWN)
    assert [found.streets(mode).ends_nearer_than(0.01) for mode in ("walk", "rollator", "cycle")] == [0, 0, 0]
    return found


@pytest.fixture(scope="module")
def library() -> Tables:
    return Tables(check(NORM_FILE=str(NORMS / "library.json")))


def plain(values: Sequence) -> list:
    return [None if pd.isna(value) else value for value in values]


def same_numbers(found: Sequence, by_hand: Sequence, what: str) -> None:
    one, other = (np.array(pd.Series(values, dtype=object).astype(float)) for values in (found, by_hand))
    wrong = np.flatnonzero(~np.isclose(one, other, rtol=1e-9, atol=1e-6, equal_nan=True))
    rows = [(int(row), float(one[row]), float(other[row])) for row in wrong[:5]]
    assert not rows, f"{what}: {wrong.size} rows differ, the first (row, found, by hand): {rows}"


def same_dwellings(found: Tables, town: Town, requirement: dict) -> None:
    """Compare every column that a requirement has in the dwellings."""
    name, by_hand = requirement["id"], town.values(requirement)
    assert found.dwellings["dwelling_id"].tolist() == town.homes["dwelling_id"].tolist()
    same_numbers(found.column(f"{name}_value"), by_hand.value, "value")
    limit = town.thresholds(requirement, town.homes["area"])
    unknown = np.isin(by_hand.reason, ["off_network", "no_geometry"])
    # A home of which nobody knows how many dwellings it is counts with a weight of its own.
    asked = town.asked_of_homes(requirement) | (town.weight(requirement) > 0)
    assert unknown.sum() < 10
    assert unknown.any() or not asked.all(), "what is not known may not be asked"
    told = ~unknown & asked
    same_numbers(found.column(f"{name}_ok"), np.where(told, by_hand.value <= limit + 1e-6, np.nan), "ok")
    same_numbers(found.column(f"{name}_weight"), town.weight(requirement), "weight")
    assert plain(found.dwellings[f"{name}_reason"]) == list(by_hand.reason)
    assert (f"{name}_n" in found.dwellings) == (by_hand.number is not None)
    if by_hand.number is not None:
        same_numbers(found.column(f"{name}_n")[told], by_hand.number[told], "n")
    for d, facility in enumerate(plain(found.dwellings[f"{name}_facility"])):
        reached = not np.isnan(by_hand.value[d])
        assert (facility is not None) == reached, f"dwelling {d} has {facility}"
        assert not reached or by_hand.named[facility][d], f"dwelling {d} is not as near to {facility}"


def same_areas(found: Tables, town: Town, requirement: dict) -> None:
    """Compare every figure of the results table, in every area, group and whole."""
    by_hand, rows = town.expected(requirement), found.of(requirement["id"])
    assert not rows.duplicated(KEY).any()
    both = by_hand.merge(rows, "outer", KEY, suffixes=(" by hand", ""), indicator=True)
    assert set(both["_merge"]) == {"both"}, both[both["_merge"] != "both"][KEY]
    for name in NUMBERS:
        expected = both[f"{name} by hand"] if name in by_hand else np.full(len(both), np.nan)
        same_numbers(both[name], expected, f"{requirement['id']}: {name}")
    for name in ("compliance", "reason"):
        assert plain(both[name]) == plain(both[f"{name} by hand"]), name
    summed = rows[rows["level"].eq("neighbourhood") & rows["group"].isna()].set_index("neighbourhood")
    for name in ("total", "within", "outside", "unknown"):
        same_numbers([summed[name].drop(TOTAL).sum(min_count=1)], [summed.loc[TOTAL, name]], f"sum of {name}")


# The file


@pytest.mark.parametrize("name", ["library", *SETS])
def test_every_requirement_goes_into_a_file_and_comes_back(name):
    norm_set = load_file(NORMS / f"{name}.json")
    assert [requirement.id for requirement in norm_set.requirements] == list(requirements_of(name))
    assert load(dump(norm_set)) == norm_set
    for requirement in norm_set.requirements:
        alone = replace(norm_set, requirements=(requirement,))
        assert load(dump(alone)).requirements == (requirement,)


def test_what_is_read_is_what_the_file_says():
    for requirement in load_file(NORMS / "library.json").requirements:
        said = LIBRARY[requirement.id]
        assert requirement.facility == tuple(listed(said["facility"]))
        assert dict(requirement.thresholds_by_class) == said.get("thresholds_by_class", {})
        for kind in ("demand_where", "applies_if"):
            read = [(c.field, c.op, c.value) for c in getattr(requirement, kind)]
            assert read == [(c["field"], c["op"], c["value"]) for c in said.get(kind, [])]
        serves = requirement.serves
        said_of_one = {"from": serves.least, "to": serves.most} if "serves" in said else {"from": None, "to": None}
        assert said.get("serves", {"from": None, "to": None}) == said_of_one
        own = {"title", "facility", "thresholds_by_class", "demand_where", "applies_if", "note", "serves"}
        for key, value in said.items():
            assert key in own or getattr(requirement, key) == value, key


# The library


def test_the_library_has_every_kind_of_requirement_that_is_compared():
    assert len(LIBRARY) == 25
    kinds = {requirement["indicator"] for requirement in LIBRARY.values()}
    assert kinds == {"distance", "types", "basket", *AMOUNTS}


@pytest.mark.parametrize("name", some(WITH_SHARE, set(WITH_SHARE) - LIKE_OTHERS))
def test_every_dwelling_has_what_is_found_by_hand(name, library, town):
    same_dwellings(library, town, LIBRARY[name])


@pytest.mark.parametrize("name", some(LIBRARY, set(LIBRARY) - LIKE_OTHERS))
def test_every_area_has_what_is_added_up_by_hand(name, library, town):
    same_areas(library, town, LIBRARY[name])


@pytest.mark.parametrize("name", LIBRARY)
def test_every_row_says_what_was_asked(name, library):
    asked, rows = LIBRARY[name], library.of(name)
    network = asked["indicator"] in SHARES
    said = {
        "indicator": asked["indicator"],
        "unit": asked["unit"],
        "minimum": asked.get("minimum"),
        "per": asked.get("per"),
        "metric": asked.get("metric", "network") if network else None,
        "target": asked.get("target"),
        "weight": asked.get("weight", "dwellings"),
        "source": asked["source"],
        "source_year": asked.get("year"),
        "basis": asked["basis"],
        "norm_set": "library",
        "norm_version": "2",
        "state": "draft",
        "stock": "all",
    }
    for column, value in said.items():
        assert set(plain(rows[column])) == {value}, column
    assert set(rows["title"]) <= set(asked["title"].values())
    for facility in set(rows["facility"]):
        assert [part.strip() for part in facility.split("|")] == listed(asked["facility"])


@pytest.mark.slow  # of a small town it is counted by hand always
def test_every_neighbourhood_gathers_its_verdicts(library, town):
    areas = library.areas.set_index("buurtcode")
    homes = town.homes.groupby("area")["number"].sum().reindex(areas.index, fill_value=0.0)
    same_numbers(areas["dwellings"], homes, "dwellings")
    verdicts: dict[str, list[str]] = {code: [] for code in areas.index}
    judged: list[str] = []
    for name, requirement in LIBRARY.items():
        rows = town.expected(requirement)
        rows = rows[rows["group"].isna()]
        level = level_of(requirement)
        own, others = (rows[rows["level"] == one].set_index("neighbourhood") for one in ("neighbourhood", level))
        figure = "share" if requirement["indicator"] in SHARES else "rate"
        same_numbers(areas[f"{name}_{figure}"], own[figure].reindex(areas.index), name)
        larger = "level" in requirement
        for code in areas.index:
            verdict = others["compliance"][town.areas.loc[code, level]] if larger else own["compliance"][code]
            verdict = "not_applicable" if own["total"][code] == 0 else verdict
            verdicts[code].append(verdict)
            assert areas.loc[code, f"{name}_compliance"] == verdict
        judged += list(others["compliance"] if larger else own["compliance"][areas.index])
    assert set(judged) == {"meets", "fails", "too_few", "not_applicable"}
    for column, verdict in (("met", "meets"), ("failed", "fails"), ("unknown", "unknown")):
        assert areas[column].tolist() == [verdicts[code].count(verdict) for code in areas.index]
    whole = [overall(verdicts[code]) for code in areas.index]
    assert areas["compliance"].tolist() == whole
    numbers = {
        "NEIGHBOURHOODS_MEETING_ALL": whole.count("meets"),
        "REQUIREMENTS_MET": judged.count("meets"),
        "REQUIREMENTS_FAILED": judged.count("fails"),
        "REQUIREMENTS_UNKNOWN": judged.count("unknown"),
    }
    assert {name: library.numbers[name] for name in numbers} == numbers


def test_every_row_has_its_status_and_neighbourhood(library, town):
    on = [town.streets(mode).snap(town.points)[0] >= 0 for mode in ("walk", "rollator", "cycle")]
    status = pd.Series("ok", town.homes.index)
    status[~np.any(on, axis=0)] = "off_network"
    status[town.homes["area"].isna()] = "outside_neighbourhoods"
    status[town.homes["dwellings"].isna()] = "no_weight"
    status[town.homes["geom"].isna()] = "no_geometry"
    assert set(status) == {"ok", "off_network", "outside_neighbourhoods", "no_weight", "no_geometry"}
    assert library.dwellings["row_status"].tolist() == status.tolist()
    assert plain(library.dwellings["neighbourhood"]) == plain(town.homes["area"])


def test_every_facility_says_which_requirements_used_it(library, town):
    used: dict[str, list[str]] = {facility: [] for facility in town.facilities["facility_id"]}
    for name, requirement in LIBRARY.items():
        for facility in town.used(requirement):
            used[facility].append(name)
    found = library.facilities.set_index("facility_id")["requirements"]
    assert found.index.tolist() == list(used)
    wrong = {f: text for f, text in found.items() if (text.split(";") if text else []) != used[f]}
    assert not wrong, {f: (text, used[f]) for f, text in wrong.items()}


# Speeds, ferries, one-way streets, entrances


@pytest.fixture(scope="module")
def second_town() -> Town:
    return Town(TOWN, Options("speed_kmh", "time_min", "oneway", entrances=True))


@pytest.fixture(scope="module")
def second_run() -> Tables:
    walk_65 = {**MEETING_65, "facility": "meeting place|community centre"}
    return Tables(
        check(
            NORM_FILE=str(NORMS / "library.json"),
            REQUIREMENTS=[[walk_65.get(column, "") for column in COLUMNS]],
            SPEED_FIELD="speed_kmh",
            TIME_FIELD="time_min",
            DIRECTION_FIELD="oneway",
            VALUE_FORWARD="F",
            VALUE_BACKWARD="B",
            VALUE_BOTH="both",
            ENTRANCES=source("park_entrances"),
            ENTRANCE_FACILITY="facility_id",
        )
    )


MEETING_65 = {
    "id": "meeting_65",
    "facility": ["meeting place", "community centre"],
    "indicator": "distance",
    "threshold": 10,
    "unit": "min",
    "metric": "network",
    "mode": "walk_65",
    "weight": "inhabitants_65",
    "target": 0.9,
}
SECOND = {name: LIBRARY[name] for name in ("green", "daily_by_bicycle", "park")} | {"meeting_65": MEETING_65}


@pytest.mark.slow  # each of these alone has tests by hand, and together they are in the towns of the soak
@pytest.mark.parametrize("name", SECOND)
def test_speeds_ferries_one_way_streets_and_entrances_count_as_by_hand(name, second_run, second_town):
    same_dwellings(second_run, second_town, SECOND[name])
    same_areas(second_run, second_town, SECOND[name])


@pytest.mark.slow
def test_entrances_and_fields_of_the_streets_change_what_dwellings_have(town, second_town):
    for name, changes in (("green", True), ("daily_by_bicycle", True), ("park", False), ("meeting_65", True)):
        one, other = (found.values(SECOND[name]).value for found in (town, second_town))
        assert (np.nanmax(np.abs(one - other)) > 0.01) == changes, name


# Sets and files


def without(table: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    return table.drop(columns=list(columns)).reset_index(drop=True)


def same_tables(found: Tables, other: Tables, leave_out: Sequence[str] = ()) -> None:
    pd.testing.assert_frame_equal(without(found.results, leave_out), without(other.results, leave_out))
    pd.testing.assert_frame_equal(found.dwellings, other.dwellings)
    pd.testing.assert_frame_equal(found.areas, other.areas)
    pd.testing.assert_frame_equal(found.facilities, other.facilities)


def columns_of(names: Sequence[str], tables: Tables) -> list[str]:
    """Return the columns of the dwellings that some requirements have."""
    kinds = ("value", "n", "facility", "ok", "weight", "reason")
    made = [f"{name}_{kind}" for name in names for kind in kinds]
    return [column for column in made if column in tables.dwellings]


def same_figures(found: Tables, other: Tables, names: Sequence[str], leave_out: Sequence[str] = ()) -> None:
    """Compare what two runs say of some requirements."""
    assert len(names) > 0
    for name in names:
        rows = [without(tables.of(name).sort_values(KEY), leave_out) for tables in (found, other)]
        assert len(rows[0]) > 0
        pd.testing.assert_frame_equal(*rows)
    columns = columns_of(names, other)
    assert columns == columns_of(names, found)
    assert len(columns) >= 5 * sum(f"{name}_ok" in columns for name in names) > 0
    pd.testing.assert_frame_equal(found.dwellings[columns], other.dwellings[columns])


@pytest.mark.parametrize(
    "name", some(SETS, ())
)  # that a file gives what its table and the library say is looked at below
def test_a_shipped_set_gives_the_same_by_its_name_and_as_a_file(name, tmp_path):
    text = (NORMS / f"{name}.json").read_text(encoding="utf-8")
    file = tmp_path / "own.json"
    file.write_text(json.dumps({**json.loads(text), "id": "own"}), encoding="utf-8")
    as_file = Tables(check(NORM_FILE=str(file)))
    assert set(as_file.results["norm_set"]) == {"own"}
    same_tables(norm_set_run(name), as_file, ["norm_set"])
    assert set(norm_set_run(name).results["norm_set"]) == {name}


@pytest.mark.parametrize("name", some(SETS, ["meeting"]))
def test_a_set_says_of_a_requirement_what_the_library_says_of_it(name, library):
    shared = [requirement for requirement in requirements_of(name) if requirement in LIBRARY]
    same_figures(norm_set_run(name), library, shared, ["norm_set", "norm_version", "norm_title", "norm_date", "texts"])


@pytest.mark.parametrize("name", ["meeting_place", "meeting_place_65", "meeting_place_rate"])
def test_what_only_the_set_on_meeting_asks_is_as_by_hand(name, town):
    requirement = requirements_of("meeting")[name]
    if requirement["indicator"] in SHARES:
        same_dwellings(norm_set_run("meeting"), town, requirement)
    same_areas(norm_set_run("meeting"), town, requirement)


@pytest.mark.slow
def test_the_table_of_requirements_gives_what_the_file_gives(library):
    able = [
        requirement
        for requirement in LIBRARY.values()
        if requirement.keys() - ABOUT - {"area_of"} <= set(COLUMNS)
        and requirement.get("area_of", "neighbourhood") == "neighbourhood"
    ]
    assert {requirement["indicator"] for requirement in able} == {"distance", "types", "basket", "rate", "area_share"}
    table = [
        [{**requirement, "facility": "|".join(listed(requirement["facility"]))}.get(c, "") for c in COLUMNS]
        for requirement in able
    ]
    found = Tables(check(REQUIREMENTS=table))
    names = [requirement["id"] for requirement in able]
    assert list(dict.fromkeys(found.results["requirement"])) == names
    same_figures(found, library, names, SAID)


# What is lacking


def unknown_for(found: Tables, town: Town, requirement: dict, reason: str, alike: int = 1) -> None:
    """Make sure that nothing is said of a requirement but why, and that once; so many are lacking the same."""
    name, weight = requirement["id"], pd.Series(town.weight(requirement))
    for column in ("value", "ok", "facility"):
        assert set(plain(found.dwellings[f"{name}_{column}"])) == {None}
    assert set(found.dwellings[f"{name}_reason"]) == {reason}
    rows = found.of(name)
    for column in ("within", "outside", "share", "share_at_90", "share_at_110", "rate", "mean", "median", "p90"):
        assert rows[column].isna().all(), column
    verdicts = rows[rows["level"].eq("neighbourhood") & rows["group"].isna()].set_index("neighbourhood")
    lived_in = weight.groupby(town.homes["area"]).sum()
    assert 0 < (lived_in > 0).sum() < len(town.areas)
    for code in town.areas.index:
        verdict = ["unknown", reason] if lived_in.get(code, 0) > 0 else ["not_applicable", None]
        assert plain(verdicts.loc[code, ["compliance", "reason"]]) == verdict
        assert found.areas.set_index("buurtcode").loc[code, f"{name}_compliance"] == verdict[0]
    assert plain(verdicts.loc[[OUTSIDE, TOTAL], "compliance"]) == [None, None]
    assert sum(f"Requirement “{requirement['title']['en']}” was" in text for text in found.feedback.warnings) == 1
    assert found.numbers["REQUIREMENTS_UNKNOWN"] == alike * (lived_in > 0).sum()


@pytest.mark.slow  # as without what streets are, below
def test_what_is_asked_by_bicycle_is_unknown_without_a_network_for_bicycles(town):
    found, whole = Tables(check(NORM_SET="daily", CYCLE_NETWORK=None)), norm_set_run("daily")
    by_bicycle = ("daily_by_bicycle", "basic_services_by_bicycle")
    for name in by_bicycle:
        unknown_for(found, town, LIBRARY[name], "no_cycle_network", len(by_bicycle))
    rest = [name for name in requirements_of("daily") if name not in by_bicycle]
    assert len(rest) == 5
    same_figures(found, whole, rest)


def test_a_file_that_asks_for_bicycles_is_refused_without_a_network_for_them():
    with pytest.raises(RefusedError) as stop:
        check(NORM_FILE=str(NORMS / "library.json"), CYCLE_NETWORK=None)
    text = str(stop.value).strip()
    assert "\n" not in text
    for word in ("daily_by_bicycle", "by bicycle", "CYCLE_NETWORK"):
        assert word in text


def test_a_walk_without_steps_is_unknown_where_streets_do_not_say_what_they_are(town):
    bare = runs.loaded(source("streets")).materialize(QgsFeatureRequest())
    assert bare.dataProvider().deleteAttributes([bare.fields().indexOf("highway")])
    bare.updateFields()
    assert "highway" not in bare.fields().names()
    found = Tables(check(NORM_SET="meeting", NETWORK=bare))
    meeting = requirements_of("meeting")
    unknown_for(found, town, meeting["meeting_place_rollator"], "no_field:highway")
    same_figures(found, norm_set_run("meeting"), [name for name in meeting if name != "meeting_place_rollator"])
