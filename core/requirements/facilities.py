"""The facilities of a run, and which of them count for a requirement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from ..arrays import Flags, Floats, Ints
from ..comparing import type_key
from ..norms.model import Requirement
from ..notes import Note, TypeNames
from ..statuses import CAPACITY_UNKNOWN, FACILITIES_UNUSABLE, NO_FACILITY, WhyUnknown
from .conditions import meets_all

_EQUAL = 1e-9


@dataclass(frozen=True)
class AreaPieces:
    """Polygons cut by neighbourhoods: `m2` of the facility `row` lies in `neighbourhood`; -1 outside all."""

    row: Ints = field(default_factory=lambda: np.empty(0, np.int64))
    neighbourhood: Ints = field(default_factory=lambda: np.empty(0, np.int64))
    m2: Floats = field(default_factory=lambda: np.empty(0))


@dataclass(frozen=True)
class JointPlace:
    """What some facilities make up together: their rows, m², and a point in it."""

    rows: Ints
    area: float
    xy: tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Facilities:
    """The facilities of a run, from all layers one after the other, and behind them places that some of them make up.

    Parameters
    ----------
    ids
        Text, one a place.
    types
        Text or None, one a facility: there are fewer where some make up a place together.
    neighbourhood
        Row of the neighbourhood that each place stands in by a point in it, -1 outside all.
    capacity
        Places or m², one a place, NaN where not known.
    columns
        Values of other fields of the facilities by name, None for NULL or where a layer lacks the field.
    area
        m² of each place that is a polygon, 0 of others, NaN without a geometry that could be one.
    place_of
        By the id of a requirement that merges facilities which touch: the place of each facility.
    pieces
        The facilities whose polygon lies in more than one neighbourhood, or partly outside all; of others all lies
        where they stand.
    covered
        By the id of a requirement for a share of area: m² of each neighbourhood under its facilities.
    selected
        By the id of a requirement of which the facilities that count were chosen before: when their polygons were cut,
        or to tell whether they change. One selection for each of its `type_groups`.
    open
        Facilities that are open in the year of a run; None where all are. One that is closed is known to be.
    """

    ids: Sequence[str]
    types: Sequence[str | None]
    neighbourhood: Ints
    capacity: Floats
    columns: Mapping[str, Sequence[object]]
    area: Floats
    place_of: Mapping[str, Ints] = field(default_factory=dict)
    pieces: AreaPieces = field(default_factory=AreaPieces)
    covered: Mapping[str, Floats] = field(default_factory=dict)
    selected: Mapping[str, Sequence[Selection]] = field(default_factory=dict)
    open: Flags | None = None

    @property
    def count(self) -> int:
        """Return the number of facilities, without the places that they make up together."""
        return len(self.types)

    @cached_property
    def rows_of_type(self) -> dict[str, list[int]]:
        """Return the rows of each type, by its key."""
        rows: dict[str, list[int]] = {}
        for row, name in enumerate(self.types):
            if name is not None and name.strip():
                rows.setdefault(type_key(name), []).append(row)
        return rows

    def offered(self, rows: Ints) -> Floats:
        """Return what facilities offer: their capacity, where that is not known the m² of a polygon, else NaN."""
        capacity, m2 = self.capacity[rows], self.area[rows]
        return np.where(np.isnan(capacity) & (m2 > 0), m2, capacity)

    def of_types(self, names: Sequence[str]) -> Ints:
        """Return the rows of the facilities of some types, ascending."""
        return np.array(sorted({row for name in names for row in self.rows_of_type.get(type_key(name), ())}), np.int64)

    def passing(self, requirement: Requirement, names: Sequence[str]) -> tuple[Ints, int]:
        """Return the rows of some types that are open and meet the conditions, and how many a NULL keeps out."""
        rows = self.of_types(names)
        if self.open is not None:
            rows = rows[self.open[rows]]
        if not requirement.where:
            return rows, 0
        passes, null = meets_all(requirement.where, self.asked_of(requirement, rows), rows.size)
        return rows[passes], int(null.sum())

    def asked_of(self, requirement: Requirement, rows: Ints) -> dict[str, list[object]]:
        """Return the columns that the conditions of a requirement name, of some rows."""
        asked = {c.field: self.columns[c.field] for c in requirement.where if c.field in self.columns}
        return {name: [values[int(row)] for row in rows] for name, values in asked.items()}


@dataclass(frozen=True, kw_only=True)
class Selection:
    """The facilities that count for a requirement, or for one of its types.

    Parameters
    ----------
    members
        The facilities that count, ascending rows: each is entered by its own ways.
    place
        The place that each is, or is a part of.
    why_unknown
        Why there is none where that leaves things unknown: `no_facility`, `facilities_unusable`; `capacity_unknown`
        where it is open how much they offer; else empty, also where there is none and that is known to be real.
    unusable
        How many more places there are, which cannot be used.
    offered
        What each member offers, 0 where that is not known, of a requirement that adds it up.
    notes
        What was left out, for the log.
    """

    members: Ints
    place: Ints
    why_unknown: WhyUnknown = ""
    unusable: int = 0
    offered: Floats = field(default_factory=lambda: np.empty(0))
    notes: Sequence[Note] = ()

    def is_same(self, other: Selection) -> bool:
        """Return whether another selection leads to the same figures; what the notes say plays no part."""
        arrays = ((self.members, other.members), (self.place, other.place), (self.offered, other.offered))
        return (
            self.why_unknown == other.why_unknown
            and self.unusable == other.unusable
            and all(np.array_equal(one, another) for one, another in arrays)
        )

    @property
    def standing(self) -> int:
        """Return how many places there are, usable or not."""
        return self.places.size + self.unusable

    @cached_property
    def places(self) -> Ints:
        """Return the places, ascending rows."""
        return np.unique(self.place)


def type_groups(requirement: Requirement) -> list[tuple[str, ...]]:
    """Return the types that stand for one: each by itself where a requirement counts types, else all together."""
    if requirement.kind.by_type:
        return [(name,) for name in requirement.facility]
    return [requirement.facility]


def select(
    requirement: Requirement, facilities: Facilities, usable: Flags, complete_types: frozenset[str]
) -> list[Selection]:
    """Choose the facilities that count for a requirement, one selection for each of its `type_groups`.

    Parameters
    ----------
    usable
        Of each facility, whether it can be used: it has a geometry and, where that matters, is on the network.
    complete_types
        Keys of the types whose absence is known to be real.
    """
    return [_select(requirement, names, facilities, usable, complete_types) for names in type_groups(requirement)]


def absent_types(
    requirement: Requirement, selections: Sequence[Selection], complete_types: frozenset[str]
) -> tuple[str, ...]:
    """Return the types of which there is no feature, where that leaves things unknown."""
    groups = zip(type_groups(requirement), selections, strict=True)
    names = [name for names, selection in groups if selection.why_unknown == NO_FACILITY for name in names]
    return tuple(name for name in names if type_key(name) not in complete_types)


def _select(
    requirement: Requirement,
    names: Sequence[str],
    facilities: Facilities,
    usable: Flags,
    complete_types: frozenset[str],
) -> Selection:
    nothing = np.empty(0, np.int64)
    if not facilities.of_types(names).size:
        real = all(type_key(name) in complete_types for name in names)
        return Selection(members=nothing, place=nothing, why_unknown="" if real else NO_FACILITY)
    members, nulls = facilities.passing(requirement, names)
    place = facilities.place_of[requirement.id][members] if requirement.id in facilities.place_of else members
    notes: list[Note] = []
    words: dict[str, object] = {"id": requirement, "types": TypeNames(names)}
    if nulls:
        notes.append(
            Note(
                "Requirement “{id}”: left out of {types}, because a field of its conditions is NULL: {n}",
                n=nulls,
                **words,
            )
        )
    if requirement.min_area_m2:
        area = facilities.area[place]
        large = (area >= requirement.min_area_m2 * (1 - _EQUAL)) | np.isnan(area)
        bare = int((area == 0).sum())
        if bare:
            notes.append(
                Note("Requirement “{id}”: left out of {types}, since only polygons have an area: {n}", n=bare, **words)
            )
        members, place = members[large], place[large]
    good = np.isin(place, place[usable[members]])  # one part with a way in is enough
    if not good.all():
        notes.append(_unusable(requirement, n=int((~good).sum()), all=place.size, **words))
    why_unknown: WhyUnknown = FACILITIES_UNUSABLE if place.size and not good.any() else ""
    selection = Selection(
        members=members[good],
        place=place[good],
        why_unknown=why_unknown,
        unusable=np.unique(place[~good]).size,
        notes=notes,
    )
    return _with_offers(selection, requirement, facilities) if requirement.kind.adds_up else selection


def _with_offers(selection: Selection, requirement: Requirement, facilities: Facilities) -> Selection:
    """Add what each facility offers; where that of some is not known, it is open how much there is."""
    offered = facilities.offered(selection.members)
    lacking = int(np.isnan(offered).sum())
    known = replace(selection, offered=np.nan_to_num(offered))
    if not lacking:
        return known
    note = Note(
        "Requirement “{id}”: facilities without a known capacity (choose the field with it): {n} of {all}",
        id=requirement,
        n=lacking,
        all=offered.size,
    )
    return replace(known, why_unknown=CAPACITY_UNKNOWN, notes=[*selection.notes, note])


def _unusable(requirement: Requirement, **words: object) -> Note:
    if requirement.over_streets:
        return Note(
            "Requirement “{id}”: left out of {types}, without geometry or off the network (take in more "
            "streets, or let points lie farther from them): {n} of {all}",
            **words,
        )
    return Note("Requirement “{id}”: left out of {types}, without geometry: {n} of {all}", **words)
