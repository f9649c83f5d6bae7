"""Basic requirements assessed: every requirement at every dwelling, and judged for every neighbourhood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from .demand import Demand, Dwellings, Neighbourhoods, WeightSource, find_demand, meets_all
from .measures import FACILITIES_UNUSABLE, Measure, Reaching, measure, usable
from .norms import NormSet, Requirement, type_key
from .notes import Note
from .progress import Progress
from .statuses import FAILS, MEETS, NO_FACILITY, UNKNOWN_VERDICT, WEIGHT_UNKNOWN
from .verdicts import (
    Circumstances,
    Sums,
    Supply,
    Verdicts,
    count_of,
    judge_hindered,
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


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What one requirement gives.

    Parameters
    ----------
    total, verdicts
        Weight (NaN where nothing could be computed) and verdict of each neighbourhood, then of the dwellings outside
        all.
    measure
        Of each dwelling; None for a rate, or where nothing could be computed.
    demand
        Weight of each dwelling; None where nothing could be computed.
    sums, rate
        Of the same areas as `total`; both are None where nothing could be computed, else one of them is.
    whole
        The sums over all areas.
    whole_rate
        The rate over the neighbourhoods whose weight is known: what stands outside them serves others too.
    used
        Rows of the facilities that count.
    lacking
        Neighbourhoods whose weight the whole lacks.
    hindrance
        Why nothing could be computed, empty where it could.
    """

    requirement: Requirement
    total: Floats
    verdicts: Verdicts
    measure: Measure | None = None
    demand: Demand | None = None
    sums: Sums | None = None
    rate: Floats | None = None
    whole: Sums | None = None
    whole_rate: float = np.nan
    used: Ints = field(default_factory=lambda: np.empty(0, np.int64))
    lacking: int = 0
    hindrance: str = ""


@dataclass(frozen=True)
class Assessment:
    """All outcomes, with what there is to say about them."""

    outcomes: Sequence[Outcome]
    neighbourhoods: int
    dwellings: Floats
    notes: Sequence[Note]

    @cached_property
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
        Its requirements have the indicator distance, count or rate.
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
    area = area_of(dwellings.neighbourhood, neighbourhoods)
    number_of = sums_of(area, np.nan_to_num(dwellings.number), neighbourhoods.count + 1)
    return Assessment(outcomes, neighbourhoods.count, number_of[:-1], notes)


def area_of(neighbourhood: Ints, neighbourhoods: Neighbourhoods) -> Ints:
    """Give each row's area: its neighbourhood, or the one past the last for those outside all."""
    return np.where(neighbourhood >= 0, neighbourhood, neighbourhoods.count)


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
        hindrance = self.rules.hindrances.get(self.requirement.id, "")
        if hindrance:
            return self._hindered(hindrance)
        source = self.rules.weights[self.requirement.id]
        demand = find_demand(self.dwellings, self.neighbourhoods, source, self.requirement.demand_where)
        self._note_demand(demand, source)
        used, absence = self._facilities()
        about = self._circumstances(demand, absence)
        if self.requirement.indicator == "rate":
            return self._rates(demand, used, about)
        return self._shares(demand, used, about, progress)

    def _shares(self, demand: Demand, used: Ints, about: Circumstances, progress: Progress) -> Outcome:
        """Measure what each dwelling has, and judge the share of each area that lies within."""
        requirement, threshold = self.requirement, self.requirement.threshold or 0.0
        kmh = self.norm_set.mode(requirement.mode).kmh
        found = measure(requirement, threshold, kmh, self.reaching, used, about.absence, progress)
        sums = sum_areas(found, demand, self._area, about.unspread, threshold)
        everywhere, unspread = np.zeros(self.dwellings.count, np.int64), about.unspread.sum(keepdims=True)
        return Outcome(
            requirement=requirement,
            total=sums.total,
            verdicts=judge_shares(sums, requirement.target, self.rules.min_dwellings, about),
            measure=found,
            demand=demand,
            sums=sums,
            whole=sum_areas(found, demand, everywhere, unspread, threshold),
            used=used,
            lacking=int(about.weight_unknown.sum()),
        )

    def _rates(self, demand: Demand, used: Ints, about: Circumstances) -> Outcome:
        """Judge what stands in each area by its demand."""
        requirement, per = self.requirement, self.requirement.per or 1.0
        total, supply = self._total(demand), self._supply(used)
        rate, verdicts = judge_rates(total, supply, requirement.threshold or 0.0, per, about)
        known = np.flatnonzero(~about.weight_unknown[:-1])
        inside = float(total[known].sum())
        hidden = bool(supply.unknown[known].any()) and not supply.known[known].any()
        told = bool(inside) and not about.absence and not hidden
        return Outcome(
            requirement=requirement,
            total=total,
            verdicts=verdicts,
            demand=demand,
            rate=rate,
            whole_rate=float(supply.amount[known].sum()) * per / inside if told else np.nan,
            used=used,
            lacking=int(about.weight_unknown.sum()),
        )

    def _hindered(self, hindrance: str) -> Outcome:
        """Give the outcome of a requirement that cannot be computed here: unknown everywhere it applies."""
        source, demand = self.rules.weights.get(self.requirement.id), None
        if source is not None:  # known to be 0 where the conditions that can be tested leave nothing
            tested = [c for c in self.requirement.demand_where if c.field in self.dwellings.columns]
            demand = find_demand(self.dwellings, self.neighbourhoods, source, tested)
        total: Floats = np.full(self._areas, np.nan) if demand is None else self._total(demand)
        verdicts = judge_hindered(self.requirement, total, self._circumstances(demand, "", hindrance))
        return Outcome(
            requirement=self.requirement,
            total=np.full(self._areas, np.nan),
            verdicts=verdicts,
            hindrance=hindrance,
        )

    @property
    def _areas(self) -> int:
        """Give the number of neighbourhoods, with one area past the last for what lies outside all."""
        return self.neighbourhoods.count + 1

    @property
    def _area(self) -> Ints:
        return area_of(self.dwellings.neighbourhood, self.neighbourhoods)

    def _total(self, demand: Demand) -> Floats:
        return sums_of(self._area, demand.weight, self._areas) + np.append(demand.unspread, 0.0)

    def _circumstances(self, demand: Demand | None, absence: str, hindrance: str = "") -> Circumstances:
        applies, hidden = self._applies()
        if hindrance:
            hidden[:] = hindrance
        if demand is None:
            return Circumstances(applies, hidden, np.zeros(self._areas, bool), np.zeros(self._areas), absence)
        unknown, unspread = np.append(demand.unknown_area, False), np.append(demand.unspread, 0.0)
        return Circumstances(applies, hidden, unknown, unspread, absence)

    def _applies(self) -> tuple[Flags, Words]:
        """Tell for each area whether the requirement applies, and where a NULL hides that."""
        applies, hidden = np.ones(self._areas, bool), np.full(self._areas, None, object)
        for condition in reversed(self.requirement.applies_if):  # the first NULL is named
            if condition.field not in self.neighbourhoods.columns:  # that hinders the requirement everywhere
                continue
            passes, null = meets_all([condition], self.neighbourhoods.columns, self.neighbourhoods.count)
            applies[:-1] &= passes | null
            hidden[:-1][null] = f"field_unknown:{condition.field}"
        return applies, hidden

    def _facilities(self) -> tuple[Ints, str]:
        """Give the rows of the facilities that count, and why there is none where that leaves things unknown."""
        names = self.requirement.facility
        of_type = sorted({row for name in names for row in self.facilities.rows_of_type.get(type_key(name), ())})
        metric = "straight" if self.requirement.indicator == "rate" else self.requirement.metric
        self._note_absence(bool(of_type))
        if not of_type:
            real = all(type_key(name) in self.rules.complete_types for name in names)
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
        if good.size < rows.size:
            self.notes.append(
                Note(
                    "Requirement {id}: facilities left out, without geometry or off the network (take in more streets, "
                    "or let points lie farther from them): {n} of {all}",
                    id=self.requirement.id,
                    n=rows.size - good.size,
                    all=rows.size,
                )
            )
        return good, FACILITIES_UNUSABLE if rows.size and not good.size else ""

    def _supply(self, used: Ints) -> Supply:
        """Sum what stands in each area."""
        area = area_of(self.facilities.neighbourhood[used], self.neighbourhoods)
        if self.requirement.unit == "number":
            each = np.bincount(area, minlength=self._areas)
            return Supply(each.astype(np.float64), np.zeros(self._areas, np.int64), each)
        capacity = self.facilities.capacity[used]
        amount = sums_of(area, np.nan_to_num(capacity), self._areas)
        lacking = np.isnan(capacity)
        if lacking.any():
            self.notes.append(
                Note(
                    "Requirement {id}: facilities without a known capacity (choose the field with it): {n} of {all}",
                    id=self.requirement.id,
                    n=int(lacking.sum()),
                    all=used.size,
                )
            )
        return Supply(
            amount,
            np.bincount(area[lacking], minlength=self._areas),
            np.bincount(area[~lacking], minlength=self._areas),
        )

    def _note_absence(self, some: bool) -> None:
        """Say which types no layer holds, whether `some` facilities of the others are there or none."""
        absent = [name for name in self.requirement.facility if type_key(name) not in self.facilities.rows_of_type]
        known = [name for name in absent if type_key(name) in self.rules.complete_types]
        lacking = [name for name in absent if name not in known]
        said = {
            "id": self.requirement.id,
            "types": ", ".join(f'"{name}"' for name in lacking or known),
            "hint": self._hint(lacking or known),
        }
        if lacking and some:
            self.notes.append(Note("Requirement {id} goes on without {types}, which no layer holds; {hint}", **said))
        elif lacking:
            self.notes.append(Note("Requirement {id} is unknown: no layer holds {types}; {hint}", **said))
        elif known and not some and self._close(known):
            self.notes.append(
                Note("Requirement {id}: no layer holds {types}, said to be complete: all lies outside; {hint}", **said)
            )

    @property
    def _spelling(self) -> dict[str, str]:
        """Give each type that the layers hold as it is written there, by its key."""
        return {type_key(name): name.strip() for name in self.facilities.types if name and name.strip()}

    def _close(self, names: Sequence[str]) -> list[str]:
        """Give the types that the layers hold and that look like these."""
        spelling = self._spelling
        return list(
            dict.fromkeys(spelling[k] for name in names for k in get_close_matches(type_key(name), spelling, 1, 0.75))
        )

    def _hint(self, names: Sequence[str]) -> Note:
        """Give the types that may be meant, else those that there are."""
        close = self._close(names)
        if close:
            return Note("did you mean {names}?", names=", ".join(f'"{name}"' for name in close))
        listed = sorted(self._spelling.values(), key=str.casefold)
        return Note("they hold: {names}", names=", ".join([*listed[:30], *(["…"] if len(listed) > 30 else [])]) or "–")

    def _note_demand(self, demand: Demand, source: WeightSource) -> None:
        if demand.conditions_null:
            self.notes.append(
                Note(
                    "Requirement {id}: dwellings left out because a field of its conditions is NULL: {n}",
                    id=self.requirement.id,
                    n=demand.conditions_null,
                )
            )
        if source.field and not source.spread and demand.missing.any():
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
    """Say why there is nothing for the whole, or how many neighbourhoods' weight it lacks; None where it lacks none."""
    if outcome.hindrance:
        return outcome.hindrance
    return f"{WEIGHT_UNKNOWN}:{outcome.lacking}" if outcome.lacking else None
