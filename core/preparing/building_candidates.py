"""Candidates for a location search out of rows of a register: which rows are some, those of one building as one.

Every row is judged by the rules; of those of a building that are of one kind the surfaces are added up, and a building
is a candidate of the first kind of which there is enough. It stands where the largest of these rows stands.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, count

import numpy as np

from ..arrays import Flags, Floats, Ints, Words, same_word, to_list
from ..progress import Progress
from .candidate_rules import CandidateRules, split_uses
from .dwelling_sources import DUPLICATE

CANDIDATE, MERGED, OTHER_KIND = "candidate", "merged", "other_kind"
TOO_SMALL, NO_GEOMETRY = "too_small", "no_geometry"
_LOOK = 10_000
_SLACK = 1e-9


@dataclass(frozen=True, kw_only=True)
class BuildingRows:
    """What a layer says of each of its rows; None where it does not.

    Parameters
    ----------
    status, use, owner, ids
        Text; several uses in one.
    surface
        m², NaN where not known.
    buildings
        Ids of the buildings that a row is in, with commas; None where the layer does not say it.
    xy
        A point in each, shape (n, 2), NaN without geometry.
    numbers
        What tells rows apart where they have no id.
    """

    status: Sequence[str | None]
    use: Sequence[str | None]
    owner: Sequence[str | None]
    ids: Sequence[str | None]
    surface: Floats
    buildings: Sequence[str | None] | None
    xy: Floats
    numbers: Ints

    @property
    def count(self) -> int:
        """Return their number."""
        return len(self.xy)

    @property
    def located(self) -> Flags:
        """Return which rows have a point."""
        return np.asarray(np.isfinite(self.xy).all(axis=1), np.bool_)


@dataclass(frozen=True, kw_only=True)
class BuildingCandidates:
    """The candidates, in the order of the rows where they stand, and what became of every row.

    Parameters
    ----------
    row
        Where each stands.
    ids
        Each once.
    kinds, reasons, owners, uses
        Texts of each; None where not known.
    surface
        m², NaN where that of one of its rows is not known.
    rows
        How many rows are one in each.
    outcome
        Of every row of the layer: `CANDIDATE`, `MERGED`, or why it is in none.
    of
        The candidate of every row or of its building, -1 where there is none.
    """

    row: Ints
    ids: list[str]
    kinds: list[str]
    reasons: list[str]
    owners: list[str | None]
    uses: list[str | None]
    surface: Floats
    rows: Ints
    outcome: Words
    of: Ints


def choose_candidates(rows: BuildingRows, rules: CandidateRules, progress: Progress) -> BuildingCandidates:
    """Judge every row, and make one candidate of those of a building."""
    rule, why = _judge(rows, rules, progress.part(0, 0.4))
    outcome = np.where(rule >= 0, same_word(rows.count, OTHER_KIND), why)
    again = _repeated(rows, np.flatnonzero(rule >= 0))
    outcome[again], rule[again] = DUPLICATE, -1
    buildings = _buildings(rows, np.flatnonzero(rule >= 0), progress.part(0.4, 0.6))
    made: list[Ints] = []
    for number, some in enumerate(buildings):
        if number % _LOOK == 0:
            progress.at(0.6 + 0.3 * number / len(buildings))
        found = _first_enough(rows, rules, rule[some], outcome, some)
        if found is not None:
            outcome[found], outcome[found[0]] = MERGED, CANDIDATE
            made.append(np.concatenate([found, some[outcome[some] == OTHER_KIND]]))
    made.sort(key=lambda some: int(some[0]))
    result = _made(rows, rules, rule, why, outcome, made)
    progress.at(1)
    return result


def _judge(rows: BuildingRows, rules: CandidateRules, progress: Progress) -> tuple[Ints, Words]:
    """Return the number of the rule of each row, -1 for none, and what decided."""
    known: dict[tuple[str | None, ...], tuple[int, str]] = {}
    rule, why = np.empty(rows.count, np.int64), np.empty(rows.count, object)
    for number, said in enumerate(zip(rows.status, rows.use, rows.owner, strict=True)):
        if number % _LOOK == 0:
            progress.at(number / rows.count)
        if said not in known:
            known[said] = rules.judge(*said)
        rule[number], why[number] = known[said]
    return rule, why


def _repeated(rows: BuildingRows, some: Ints) -> Ints:
    """Return which of some rows have the id of another; of those with one id the first with a place counts."""
    first: dict[str, int] = {}
    again = []
    for row in to_list(some[np.lexsort((some, ~rows.located[some]))]):
        name = (rows.ids[row] or "").strip()
        if name and first.setdefault(name, row) != row:
            again.append(row)
    return np.array(again, np.int64)


def _buildings(rows: BuildingRows, some: Ints, progress: Progress) -> list[Ints]:
    """Return some rows by building: those that share one, also through a third, or a place where none are said."""
    groups: dict[object, list[int]] = {}
    root: dict[object, object] = {}

    def found(key: object) -> object:
        while root.setdefault(key, key) != key:
            root[key] = key = root[root[key]]
        return key

    keys: dict[int, object] = {}
    for number, row in enumerate(to_list(some)):
        if number % _LOOK == 0:
            progress.at(number / some.size)
        first, *others = _building_keys(rows, row)
        for other in others:
            root[found(other)] = found(first)
        keys[row] = first
    for row, key in keys.items():
        groups.setdefault(found(key), []).append(row)
    return [np.array(one, np.int64) for one in groups.values()]


def _building_keys(rows: BuildingRows, row: int) -> list[object]:
    """Return what tells the buildings of a row: their ids, else its place, else itself."""
    if rows.buildings is not None:
        return [*building_ids(rows.buildings[row])] or [row]
    return [tuple(to_list(rows.xy[row]))] if rows.located[row] else [row]


def building_ids(text: str | None) -> list[str]:
    """Return the ids of buildings in one text; of an address of a service, alone or as a link, what is at its end."""
    return [one.rstrip("/").rsplit("/", 1)[-1] for one in _links(text or "") or split_uses(text)]


def _links(text: str) -> list[str]:
    """Return the addresses in a list of links as the services give it; none of any other text."""
    try:
        found = json.loads(text) if text.lstrip().startswith("[") else []
    except (ValueError, RecursionError):
        return []
    return [str(one["href"]) for one in found if isinstance(one, dict) and one.get("href")]


def _first_enough(rows: BuildingRows, rules: CandidateRules, rule: Ints, outcome: Words, some: Ints) -> Ints | None:
    """Return the rows of a building of its first kind of which there is enough, the largest with a place first.

    None where there is none; of the kinds that came before, why is put into `outcome`.
    """
    kind = np.array([rules.rules[one].kind for one in to_list(rule)], object)
    for name in dict.fromkeys(to_list(kind[np.argsort(rule, kind="stable")])):
        mine = some[kind == name]
        surface, least = rows.surface[mine], rules.rules[int(rule[kind == name].min())].least_m2
        if surface.sum() < least - _SLACK:  # never where one is not known
            outcome[mine] = TOO_SMALL
        elif not rows.located[mine].any():
            outcome[mine] = NO_GEOMETRY
        else:
            size = np.nan_to_num(surface, nan=-1.0)
            found: Ints = mine[np.lexsort((mine, -size, ~rows.located[mine]))]
            return found
    return None


def _made(
    rows: BuildingRows,
    rules: CandidateRules,
    rule: Ints,
    why: Words,
    outcome: Words,
    made: Sequence[Ints],
) -> BuildingCandidates:
    of = np.full(rows.count, -1)
    own: list[Ints] = []
    for number, some in enumerate(made):
        of[some] = number
        own.append(np.sort(some[outcome[some] != OTHER_KIND]))
    stands = np.array([int(some[0]) for some in made], np.int64)
    return BuildingCandidates(
        row=stands,
        ids=_ids(rows, to_list(stands)),
        kinds=[rules.rules[rule[row]].kind for row in to_list(stands)],
        reasons=["; ".join(dict.fromkeys(why[some])) for some in own],
        owners=[_joined([rows.owner[row] for row in to_list(some)], "; ") for some in own],
        uses=[_joined([use for row in to_list(some) for use in split_uses(rows.use[row])], ",") for some in own],
        surface=np.array([rows.surface[some].sum() for some in own], np.float64),
        rows=np.array([some.size for some in own], np.int64),
        outcome=outcome,
        of=of,
    )


def _joined(words: Sequence[str | None], between: str) -> str | None:
    """Return words, each once; None where there is none."""
    return between.join(dict.fromkeys(one.strip() for one in words if one and one.strip())) or None


def _ids(rows: BuildingRows, stands: Sequence[int]) -> list[str]:
    """Return an id for each candidate: that of its building, else of its row; a number behind where it is taken."""
    found: list[str] = []
    taken: set[str] = set()
    for row in stands:
        building = None if rows.buildings is None else next(iter(building_ids(rows.buildings[row])), None)
        name = building or (rows.ids[row] or "").strip() or str(rows.numbers[row])
        names = chain([name], (f"{name}-{number}" for number in count(2)))
        found.append(next(one for one in names if one not in taken))
        taken.add(found[-1])
    return found
