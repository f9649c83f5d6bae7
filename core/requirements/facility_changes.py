"""What if a facility came, moved or closed: a town assessed again, of which only what changes is computed.

A facility that moves closes where it stood, and comes with the same attributes as a point elsewhere. One that closes
stays in the town as a row that is not open, so the last of a type that closes leaves a type that is known to be gone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Protocol

import numpy as np

from ..arrays import Flags, Floats, Ints, to_list
from ..comparing import type_key
from ..geometry.polygons import first_holding, pairs_inside
from ..geometry.shapes import Shapes, points
from ..norms.model import NormSet, Requirement
from ..progress import Progress
from ..statuses import NO_FACILITY
from .assessment import assess
from .facilities import Facilities, JointPlace, Selection, select, type_groups
from .judged_town import JudgedTown
from .measures import WITHIN_ALL
from .outcomes import Assessment, Outcome
from .rules import Rules


@dataclass(frozen=True, kw_only=True)
class NewFacility:
    """A facility that comes: a point.

    Parameters
    ----------
    xy
        In the reference system of the run.
    capacity
        NaN where it is not known.
    columns
        Values of other fields; NULL where there is none.
    """

    id: str
    type: str | None
    xy: tuple[float, float]
    capacity: float = np.nan
    columns: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class FacilityChanges:
    """What changes in a town.

    Parameters
    ----------
    closed
        Rows of the facilities that close.
    complete_types
        Types of which no layer holds any, and that are said to be complete with those that come.
    """

    new: Sequence[NewFacility] = ()
    closed: Sequence[int] = ()
    complete_types: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class RequirementChange:
    """What changes for a requirement: what it gives before and after."""

    before: Outcome
    after: Outcome

    @property
    def requirement(self) -> Requirement:
        """Return the requirement."""
        return self.after.requirement

    @cached_property
    def gained(self) -> Ints:
        """Return the rows of the dwellings that have it now, and did not or were not known to."""
        return np.flatnonzero(self._has(self.after) & ~self._has(self.before))

    @cached_property
    def lost(self) -> Ints:
        """Return the rows of the dwellings that had it, and do not or are not known to now."""
        return np.flatnonzero(self._has(self.before) & ~self._has(self.after))

    @property
    def turned(self) -> Ints:
        """Return the rows of the neighbourhoods of which the verdict is another."""
        return np.flatnonzero(np.asarray(self.before.compliance != self.after.compliance, bool))

    @staticmethod
    def _has(outcome: Outcome) -> Flags:
        if outcome.measure is None:
            return np.zeros(0, bool)
        return np.asarray(outcome.ok == WITHIN_ALL)


@dataclass(frozen=True, kw_only=True)
class ChangedTown:
    """A town after changes.

    Parameters
    ----------
    town
        Its facilities: those of before in their rows, and behind them those that came.
    assessment
        What holds in it.
    changes
        The requirements of which something may be different.
    unsettled
        Types that came first, and stay unknown since nobody said that they are complete: only there a run with the
        same facilities gives verdicts.
    """

    town: JudgedTown
    assessment: Assessment
    changes: Sequence[RequirementChange]
    unsettled: Sequence[str] = ()


class FacilityPolygons(Protocol):
    """What only the polygons of facilities tell."""

    def joint(self, rows: Ints) -> Sequence[JointPlace]:
        """Return the places that several of some facilities make up, since they touch."""

    def covered(self, requirement: Requirement, rows: Ints, gone: Ints) -> Floats:
        """Return the m² of each neighbourhood under some facilities, now that others count no longer.

        Those that closed, and those that are too small without one that did.
        """


@dataclass(frozen=True, kw_only=True)
class AssessedTown:
    """A town that was assessed, so that changes can be tried.

    Parameters
    ----------
    norm_set, town, rules, assessment
        What was assessed, and what it gave.
    borders
        The polygons of the neighbourhoods.
    polygons
        Asked where a polygon closes.
    """

    norm_set: NormSet
    town: JudgedTown
    rules: Rules
    assessment: Assessment
    borders: Shapes
    polygons: FacilityPolygons

    def after(self, changes: FacilityChanges, year: int | None = None, progress: Progress | None = None) -> ChangedTown:
        """Return what holds after changes: what a run with these facilities gives.

        Parameters
        ----------
        changes
            Of the town as it was assessed: several at once, not one after the other.
        year
            The year of the run with the changes, where targets differ from year to year; None as it was assessed.
        """
        norm_set = self.norm_set.in_year(year)
        town = self._town(changes)
        selections = self._selections_of(town)
        unsettled = self._settle(selections, changes)
        known = self._known(norm_set, selections)
        covered = self._covered(selections, known)
        town = replace(town, facilities=replace(town.facilities, selected=selections, covered=covered))
        assessment = assess(norm_set, town, self.rules, progress, known)
        pairs = zip(self.assessment.outcomes, assessment.outcomes, strict=True)
        return ChangedTown(
            town=town,
            assessment=assessment,
            changes=[RequirementChange(before=one, after=other) for one, other in pairs if one is not other],
            unsettled=unsettled,
        )

    def moved(self, row: int, xy: tuple[float, float]) -> FacilityChanges:
        """Return what changes where a facility moves."""
        facilities = self.town.facilities
        new = NewFacility(
            id=f"{facilities.ids[row]}-moved",
            type=facilities.types[row],
            xy=xy,
            capacity=float(facilities.capacity[row]),
            columns={name: values[row] for name, values in facilities.columns.items()},
        )
        return FacilityChanges(new=[new], closed=[row])

    def _town(self, changes: FacilityChanges) -> JudgedTown:
        town = self.town
        facilities = self._facilities(changes)
        xy = np.full((len(facilities.ids) - town.facilities.count, 2), np.nan)
        first = len(town.facilities.ids) - town.facilities.count
        xy[first : first + len(changes.new)] = _places(changes.new)
        reaching = town.reaching.with_facilities(points(xy))
        return replace(town, facilities=facilities, reaching=reaching)

    def _facilities(self, changes: FacilityChanges) -> Facilities:
        """Return the facilities after changes.

        Notes
        -----
        No row becomes another one: behind the facilities stay the places that several made up, then come the new ones,
        and then what is left of the places of which a part closes.
        """
        of, new = self.town.facilities, changes.new
        is_open = np.ones(len(of.ids) + len(new), bool)
        if of.open is not None:
            is_open[: of.count] = of.open
        is_open[list(changes.closed)] = False
        behind = np.arange(of.count, is_open.size)
        place_of = {id_: np.concatenate([place, behind]) for id_, place in of.place_of.items()}
        left = self._left(place_of, changes.closed, is_open)
        joint, parts = [None] * (len(of.ids) - of.count), [None] * len(left)
        spots = np.concatenate([_places(new), np.array([one.xy for one in left], float).reshape(-1, 2)])
        holder, _ = first_holding(*pairs_inside(spots, self.borders), len(spots))
        return Facilities(
            ids=[*of.ids, *(one.id for one in new), *(of.ids[one.rows[0]] for one in left)],
            types=[*of.types, *joint, *(one.type for one in new), *parts],
            neighbourhood=np.concatenate([of.neighbourhood, holder]),
            capacity=np.concatenate([of.capacity, [one.capacity for one in new], np.full(len(left), np.nan)]),
            columns={
                name: [*values, *joint, *(one.columns.get(name) for one in new), *parts]
                for name, values in of.columns.items()
            },
            area=np.concatenate([of.area, np.zeros(len(new)), [one.area for one in left]]),
            place_of={
                id_: np.concatenate([place, np.arange(is_open.size, is_open.size + len(left))])
                for id_, place in place_of.items()
            },
            pieces=of.pieces,
            open=np.concatenate([is_open, np.ones(len(left), bool)]),
        )

    def _left(self, place_of: Mapping[str, Ints], closed: Sequence[int], is_open: Flags) -> list[JointPlace]:
        """Take apart the places of which a part closes; return the places that the other parts still make up."""
        found, rows = list[JointPlace](), np.array(closed, np.int64)
        for place in place_of.values():
            broken = np.setdiff1d(place[rows], rows)  # what is by itself is its own place
            for one in to_list(broken):
                parts = np.flatnonzero(place == one)
                parts = parts[parts < self.town.facilities.count]
                place[parts] = parts
                for joint in self.polygons.joint(parts[is_open[parts]]):
                    place[joint.rows] = is_open.size + len(found)
                    found.append(joint)
        return found

    @cached_property
    def selections(self) -> Mapping[str, list[Selection]]:
        """Return the facilities that count for each requirement that was computed."""
        return self._selections_of(self.town)

    def _selections_of(self, town: JudgedTown) -> dict[str, list[Selection]]:
        """Return the facilities that count for each requirement that was computed."""
        reaching, found = town.reaching, dict[str, list[Selection]]()
        usable = {ground: reaching.usable(ground) for ground in (None, *reaching.networks)}
        for one in self.norm_set.requirements:
            if one.id not in self.rules.blockers:
                ground = reaching.ground(self.norm_set.mode(one.mode)) if one.over_streets else None
                found[one.id] = select(one, town.facilities, usable[ground], self.rules.complete_types)
        return found

    def _settle(self, selections: dict[str, list[Selection]], changes: FacilityChanges) -> list[str]:
        """Leave unknown what was, since no layer holds a type, unless it is complete now; return these types."""
        complete = {type_key(name) for name in changes.complete_types}
        coming = {type_key(one.type): one.type for one in changes.new if one.type}
        unsettled = dict[str, str]()
        for one in self.norm_set.requirements:
            for number, (names, before) in enumerate(
                zip(type_groups(one), self.selections.get(one.id, ()), strict=False)
            ):
                keys = [key for key in map(type_key, names) if key in coming]
                if before.why_unknown == NO_FACILITY and keys and not complete.intersection(keys):
                    selections[one.id][number] = before
                    unsettled |= {key: coming[key] for key in keys}
        return list(unsettled.values())

    def _known(self, norm_set: NormSet, selections: Mapping[str, list[Selection]]) -> dict[str, Outcome]:
        """Return what the requirements give of which nothing changes."""
        found = dict[str, Outcome]()
        for asked, before in zip(norm_set.requirements, self.assessment.outcomes, strict=True):
            now, then = selections.get(asked.id, []), self.selections.get(asked.id, [])
            if asked == before.requirement and all(a.is_same(b) for a, b in zip(now, then, strict=True)):
                found[asked.id] = before
        return found

    def _covered(self, selections: Mapping[str, list[Selection]], known: Mapping[str, Outcome]) -> dict[str, Floats]:
        """Return the m² under facilities, anew where other polygons count."""
        facilities, found = self.town.facilities, dict(self.town.facilities.covered)
        requirements = {one.id: one for one in self.norm_set.requirements}
        for id_ in found.keys() - known.keys():
            now, then = (one[id_][0].members for one in (selections, self.selections))
            now, then = (rows[rows < facilities.count] for rows in (now, then))
            now, then = (rows[facilities.area[rows] > 0] for rows in (now, then))
            if not np.array_equal(now, then):
                found[id_] = self.polygons.covered(requirements[id_], now, np.setdiff1d(then, now))
        return found


def _places(new: Sequence[NewFacility]) -> Floats:
    return np.array([one.xy for one in new], np.float64).reshape(-1, 2)
