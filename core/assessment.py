"""Basic requirements assessed: every requirement at every dwelling, and judged for every neighbourhood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from .demand import Demand, Dwellings, Neighbourhoods, WeightSource, find_demand, meets_all
from .measures import FACILITIES_UNUSABLE, Measure, Reaching, measure, usable
from .norms import NormSet, Requirement, type_key
from .notes import Note
from .progress import Progress
from .statuses import NO_FACILITY
from .verdicts import (
    FAILS,
    MEETS,
    UNKNOWN_VERDICT,
    WEIGHT_UNKNOWN,
    Circumstances,
    Sums,
    Supply,
    Verdicts,
    count_of,
    judge_rates,
    judge_shares,
    overall,
    sum_areas,
    sums_of,
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Words = NDArray[np.object_]

COMPUTED = ("distance", "count", "rate")
"""The indicators that this version computes."""


@dataclass(frozen=True)
class Facilities:
    """The facilities of a run, from all layers one after the other.

    Parameters
    ----------
    ids, types
        Text; a type may be None.
    neighbourhood
        Row of the neighbourhood that each stands in, -1 outside all.
    capacity
        Places or m², NaN where not known; of a polygon without one its area.
    columns
        Values of other fields by name, None for NULL or where a layer lacks the field.
    """

    ids: Sequence[str]
    types: Sequence[str | None]
    neighbourhood: Ints
    capacity: Floats
    columns: Mapping[str, Sequence[object]]

    @cached_property
    def rows_of_type(self) -> dict[str, list[int]]:
        """Give the rows of each type, by its key."""
        rows: dict[str, list[int]] = {}
        for row, name in enumerate(self.types):
            if name is not None and name.strip():
                rows.setdefault(type_key(name), []).append(row)
        return rows


@dataclass(frozen=True)
class Rules:
    """What the user says about judging.

    Parameters
    ----------
    min_dwellings
        Neighbourhoods with fewer dwellings are not judged by a share.
    complete_types
        Keys of the types whose absence is known to be real.
    weights
        Where each requirement's weight comes from, by its id.
    hindrances
        Why a requirement cannot be computed, by its id.
    """

    min_dwellings: float
    complete_types: frozenset[str]
    weights: Mapping[str, WeightSource]
    hindrances: Mapping[str, str]


@dataclass(frozen=True)
class Outcome:
    """What one requirement gives.

    Parameters
    ----------
    measure
        Of each dwelling; None for a rate, or where nothing could be computed.
    demand
        Weight of each dwelling; None where there is none to be had.
    sums, rate, verdicts
        Of each neighbourhood, then of the dwellings outside all; one of `sums` and `rate` is None.
    whole, whole_rate
        The same over all of these.
    used
        Rows of the facilities that count.
    lacking
        Neighbourhoods whose weight the whole lacks.
    """

    requirement: Requirement
    measure: Measure | None
    demand: Demand | None
    sums: Sums | None
    rate: Floats | None
    total: Floats
    verdicts: Verdicts
    whole: Sums | None
    whole_rate: float
    used: Ints
    lacking: int


@dataclass(frozen=True)
class Assessment:
    """All outcomes, with what there is to say about them."""

    outcomes: Sequence[Outcome]
    neighbourhoods: int
    dwellings: Floats
    notes: Sequence[Note]

    @property
    def overall(self) -> Words:
        """Give each neighbourhood's verdict over all requirements."""
        return overall(self._verdicts, self.neighbourhoods)

    @property
    def _verdicts(self) -> list[Words]:
        return [o.verdicts.compliance[: self.neighbourhoods] for o in self.outcomes]

    def count(self, verdict: str) -> Ints:
        """Count each neighbourhood's requirements with a verdict."""
        return count_of(self._verdicts, verdict, self.neighbourhoods)

    def totals(self) -> tuple[int, int, int, int]:
        """Give the neighbourhoods that meet all, and the requirements met, failed and unknown over all of them."""
        met, failed, unknown = (int(self.count(v).sum()) for v in (MEETS, FAILS, UNKNOWN_VERDICT))
        return int((self.overall == MEETS).sum()), met, failed, unknown


def assess(
    norm_set: NormSet,
    dwellings: Dwellings,
    neighbourhoods: Neighbourhoods,
    facilities: Facilities,
    reaching: Reaching,
    rules: Rules,
    progress: Progress | None = None,
) -> Assessment:
    """Assess every requirement of a norm set.

    Parameters
    ----------
    norm_set
        Its requirements have the indicators `COMPUTED`.
    dwellings, neighbourhoods, facilities
        The rows of a run.
    reaching
        The ground to measure on, with the same dwellings and facilities.
    rules
        How to judge.
    """
    progress = progress or Progress()
    notes: list[Note] = []
    outcomes = []
    for number, requirement in enumerate(norm_set.requirements):
        part = progress.part(number / len(norm_set.requirements), (number + 1) / len(norm_set.requirements))
        part.at(0)
        run = _Run(requirement, norm_set, dwellings, neighbourhoods, facilities, reaching, rules, notes)
        outcomes.append(run.outcome(part))
    area = _area(dwellings, neighbourhoods)
    number_of = sums_of(area, np.nan_to_num(dwellings.number), neighbourhoods.count + 1)
    return Assessment(outcomes, neighbourhoods.count, number_of[:-1], notes)


def _area(dwellings: Dwellings, neighbourhoods: Neighbourhoods) -> Ints:
    """Give each dwelling's area: its neighbourhood, or the one past the last for those outside all."""
    return np.where(dwellings.neighbourhood >= 0, dwellings.neighbourhood, neighbourhoods.count)


@dataclass(frozen=True)
class _Run:
    """The assessment of one requirement."""

    requirement: Requirement
    norm_set: NormSet
    dwellings: Dwellings
    neighbourhoods: Neighbourhoods
    facilities: Facilities
    reaching: Reaching
    rules: Rules
    notes: list[Note]

    def outcome(self, progress: Progress) -> Outcome:
        requirement, areas = self.requirement, self.neighbourhoods.count + 1
        hindrance = self.rules.hindrances.get(requirement.id, "")
        if hindrance:
            return self._hindered(hindrance)
        demand = find_demand(
            self.dwellings, self.neighbourhoods, self.rules.weights[requirement.id], requirement.demand_where
        )
        self._note_demand(demand)
        used, absence = self._facilities()
        unspread = np.concatenate([demand.unspread, [0.0]])
        about = Circumstances(*self._applies(), np.concatenate([demand.unknown_area, [False]]), unspread, absence)
        area = _area(self.dwellings, self.neighbourhoods)
        lacking = int(demand.unknown_area.sum())
        if requirement.indicator == "rate":
            total = sums_of(area, demand.weight, areas) + unspread
            supply = self._supply(used)
            rate, verdicts = judge_rates(
                total, unspread, supply, requirement.threshold or 0.0, requirement.per or 1.0, about
            )
            inside = float(total[:-1].sum())
            whole = float(supply.amount[:-1].sum()) * (requirement.per or 1.0) / inside if inside else np.nan
            return Outcome(
                requirement,
                None,
                demand,
                None,
                rate,
                total,
                verdicts,
                None,
                np.nan if absence else whole,
                used,
                lacking,
            )
        threshold = requirement.threshold or 0.0
        found = measure(
            requirement,
            threshold,
            self.norm_set.mode(requirement.mode).kmh,
            self.reaching,
            used,
            absence,
            progress,
        )
        sums = sum_areas(found, demand, area, unspread, threshold)
        everything = sum_areas(found, demand, np.zeros(area.size, np.int64), unspread.sum(keepdims=True), threshold)
        verdicts = judge_shares(sums, requirement.target, self.rules.min_dwellings, about)
        return Outcome(requirement, found, demand, sums, None, sums.total, verdicts, everything, np.nan, used, lacking)

    def _hindered(self, hindrance: str) -> Outcome:
        """Give the outcome of a requirement that cannot be computed here: unknown everywhere it applies."""
        areas = self.neighbourhoods.count + 1
        nothing = np.full(areas, np.nan)
        applies, _ = self._applies()
        compliance = np.full(areas, UNKNOWN_VERDICT, object)
        if self.requirement.has_share and self.requirement.target is None:
            compliance[:] = None
        else:
            compliance[~applies] = "not_applicable"
        reason = np.full(areas, hindrance, object)
        verdicts = Verdicts(compliance, reason, nothing, nothing)
        none = np.empty(0, np.int64)
        return Outcome(self.requirement, None, None, None, None, nothing, verdicts, None, np.nan, none, 0)

    def _applies(self) -> tuple[Flags, Words]:
        """Tell for each area whether the requirement applies, and where a NULL hides that."""
        areas = self.neighbourhoods.count + 1
        applies, hidden = np.ones(areas, bool), np.full(areas, None, object)
        for condition in self.requirement.applies_if:
            if condition.field not in self.neighbourhoods.columns:
                continue
            passes, null = meets_all([condition], self.neighbourhoods.columns, self.neighbourhoods.count)
            applies[:-1] &= passes | null
            hidden[:-1][null] = f"field_unknown:{condition.field}"
        return applies, hidden

    def _facilities(self) -> tuple[Ints, str]:
        """Give the rows of the facilities that count, and why there is none where that leaves things unknown."""
        keys = [type_key(name) for name in self.requirement.facility]
        of_type = sorted({row for key in keys for row in self.facilities.rows_of_type.get(key, ())})
        metric = "straight" if self.requirement.indicator == "rate" else self.requirement.metric
        if not of_type:
            real = all(key in self.rules.complete_types for key in keys)
            if not real:
                self._note_absence()
            return np.empty(0, np.int64), "" if real else NO_FACILITY
        rows = np.array(of_type, np.int64)
        if self.requirement.where:
            columns = {c.field: self.facilities.columns[c.field] for c in self.requirement.where}
            chosen = {name: [values[row] for row in of_type] for name, values in columns.items()}
            passes, null = meets_all(self.requirement.where, chosen, rows.size)
            if null.any():
                self.notes.append(
                    Note(
                        "Requirement {id}: facilities left out because a field of its conditions is NULL: {n}",
                        id=self.requirement.id,
                        n=int(null.sum()),
                    )
                )
            rows = rows[passes]
        good = usable(self.reaching, rows, metric)
        return good, FACILITIES_UNUSABLE if rows.size and not good.size else ""

    def _supply(self, used: Ints) -> Supply:
        """Sum what stands in each area."""
        areas = self.neighbourhoods.count + 1
        area = np.where(self.facilities.neighbourhood[used] >= 0, self.facilities.neighbourhood[used], areas - 1)
        if self.requirement.unit == "number":
            return Supply(np.bincount(area, minlength=areas).astype(float), np.zeros(areas, np.int64))
        capacity = self.facilities.capacity[used]
        amount = sums_of(area, np.nan_to_num(capacity), areas)
        return Supply(amount, np.bincount(area[np.isnan(capacity)], minlength=areas))

    def _note_absence(self) -> None:
        names = sorted({str(t).strip() for t in self.facilities.types if t}, key=str.casefold)
        self.notes.append(
            Note(
                "Requirement {id} is unknown: no facility of type {types} was found; the layers hold: {found}.",
                id=self.requirement.id,
                types=" | ".join(self.requirement.facility),
                found=", ".join(names[:30]) or "–",
            )
        )

    def _note_demand(self, demand: Demand) -> None:
        if demand.conditions_null:
            self.notes.append(
                Note(
                    "Requirement {id}: dwellings left out because a field of its conditions is NULL: {n}",
                    id=self.requirement.id,
                    n=demand.conditions_null,
                )
            )
        if self.rules.weights[self.requirement.id].field and demand.missing.any():
            self.notes.append(
                Note(
                    "Requirement {id}: dwellings without {field}, counted as 0: {n}",
                    id=self.requirement.id,
                    n=int(demand.missing.sum()),
                    field=self.requirement.weight,
                )
            )
        if demand.unknown_area.any():
            self.notes.append(
                Note(
                    "Requirement {id}: neighbourhoods without a figure for {field}, unknown and not in the total: {n}",
                    id=self.requirement.id,
                    n=int(demand.unknown_area.sum()),
                    field=self.requirement.weight,
                )
            )
        if (demand.unspread > 0).any():
            self.notes.append(
                Note(
                    "Requirement {id}: {field} in neighbourhoods without dwellings to spread them over, counted as "
                    "unknown: {figure} in {n}",
                    id=self.requirement.id,
                    figure=f"{float(demand.unspread.sum()):g}",
                    n=int((demand.unspread > 0).sum()),
                    field=self.requirement.weight,
                )
            )


def whole_reason(outcome: Outcome) -> str | None:
    """Say how many neighbourhoods' weight the whole lacks, None where it lacks none."""
    return f"{WEIGHT_UNKNOWN}:{outcome.lacking}" if outcome.lacking else None
