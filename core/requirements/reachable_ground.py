"""From which places on streets how many requirements are within their threshold, whoever lives there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays import Flags, Floats, Ints, is_none
from ..geometry.shapes import Shapes
from ..network.cut_by_areas import StreetsByArea, cut_by_areas
from ..network.network import Network
from ..norms.model import NormSet
from ..notes import Note
from ..progress import Progress
from ..reach.coverage import cover
from ..reach.overlaps import NOTHING, in_common, joined, lay_over, where_enough, where_some
from ..reach.same_streets import SameStreets, same_streets
from ..reach.service_areas import EACH, once
from ..reach.stretches import Stretches, merged
from .assessment import cases_of
from .case import RequirementCase
from .divisions import by_neighbourhood
from .facilities import Selection
from .judged_town import JudgedTown
from .measures import travel_of
from .rules import Rules


@dataclass(frozen=True, kw_only=True)
class ReachableGround:
    """Pieces of streets, and how many requirements are asked and within on each.

    Parameters
    ----------
    edge, start, end
        As of `Stretches`; a street that is drawn twice is there once.
    within, asked
        Numbers of requirements.
    most
        How many are asked somewhere.
    left_out
        Why a requirement is asked nowhere, by its id: the reason that verdicts give it.
    notes
        What there is to say about facilities.
    """

    edge: Ints
    start: Floats
    end: Floats
    within: Ints
    asked: Ints
    most: int
    left_out: Mapping[str, str]
    notes: Sequence[Note]

    def stretches(self, rows: Flags) -> Stretches:
        """Return some pieces put together, for facility 0."""
        nobody = np.zeros(int(rows.sum()), np.int64)
        return merged(nobody, self.edge[rows], self.start[rows], self.end[rows])


_Ground = Callable[[Sequence[Stretches], Sequence[Selection], int], Stretches]
"""Returns from where so much is within, of what each place covers: one `Stretches` a selection."""


def _of_places(covered: Sequence[Stretches], _selections: Sequence[Selection], minimum: int) -> Stretches:
    (only,) = covered
    return where_enough(only, np.ones(int(only.facility.max(initial=-1)) + 1), minimum)


def _of_types(covered: Sequence[Stretches], _selections: Sequence[Selection], minimum: int) -> Stretches:
    return where_some(covered, minimum)


def _of_all_types(covered: Sequence[Stretches], _selections: Sequence[Selection], _minimum: int) -> Stretches:
    return where_some(covered, len(covered))


def _of_offers(covered: Sequence[Stretches], selections: Sequence[Selection], minimum: int) -> Stretches:
    (only,), (selection,) = covered, selections
    return where_enough(only, selection.offered, minimum)


GROUNDS: Mapping[str, _Ground] = {
    "distance": _of_places,
    "count": _of_places,
    "types": _of_types,
    "basket": _of_all_types,
    "sum": _of_offers,
}
"""The kinds of which it follows from what each place covers; others are not asked of a place on a street."""


def reach_ground(
    norm_set: NormSet, town: JudgedTown, rules: Rules, streets: Network, borders: Shapes, progress: Progress
) -> ReachableGround:
    """Find from where how many requirements are within their threshold.

    Parameters
    ----------
    norm_set
        Requirements that are measured over a network, of kinds in `GROUNDS`.
    town
        Its dwellings play no part.
    streets
        Where the places are that it is told of.
    borders
        The polygons of the neighbourhoods.

    Notes
    -----
    A place on a street has no way of its own to it, so what is within a threshold there is the service area of the
    facilities, put together as `GROUNDS` says.
    """
    divisions = [by_neighbourhood(town.neighbourhoods), *rules.divisions]
    cases = cases_of(norm_set, town, rules, divisions, np.zeros(divisions[0].size))
    finder = _StreetFinder(streets, cut_by_areas(streets, borders, progress.part(0, 0.1)), town)
    left_out: dict[str, str] = {}
    within: list[Stretches] = []
    asked: list[Stretches] = []
    for number, case in enumerate(cases):
        part = progress.part(0.1 + 0.8 * number / len(cases), 0.1 + 0.8 * (number + 1) / len(cases))
        part.at(0)
        selections = [] if case.blocker else case.select(case.town.reaching.usable(town.reaching.ground(case.mode)))
        why = case.blocker or _absence(case, selections)
        if why:
            left_out[case.requirement.id] = why
            continue
        within.append(finder.within(case, selections, part))
        asked.append(finder.where(case.scope.applies))
    return _laid_over(within, asked, left_out, [note for case in cases for note in case.notes])


def _laid_over(
    within: Sequence[Stretches], asked: Sequence[Stretches], left_out: Mapping[str, str], notes: Sequence[Note]
) -> ReachableGround:
    """Count on each piece of street the requirements that are asked there, and those that are within."""
    whole, first = joined([NOTHING, *within, *asked]), sum(one.edge.size for one in within)
    amounts = np.zeros((whole.edge.size, 2))
    amounts[:first, 0] = amounts[first:, 1] = 1
    pieces = lay_over(whole.edge, whole.start, whole.end, amounts)
    counts = np.rint(pieces.amounts).astype(np.int64)
    return ReachableGround(
        edge=pieces.edge,
        start=pieces.start,
        end=pieces.end,
        within=counts[:, 0],
        asked=counts[:, 1],
        most=len(asked),
        left_out=left_out,
        notes=notes,
    )


def _absence(case: RequirementCase, selections: Sequence[Selection]) -> str:
    """Return why it is not known anywhere whether a requirement is within; empty where it is, or may be somewhere."""
    reasons = [one.why_unknown for one in selections]
    some_known = any(one.places.size or not one.why_unknown for one in selections)
    if case.requirement.kind.adds_up or case.requirement.kind.needs_all_types or not some_known:
        return next((why for why in reasons if why), "")
    return ""


@dataclass(frozen=True)
class _StreetFinder:
    streets: Network
    pieces: StreetsByArea
    town: JudgedTown

    def where(self, areas: Flags) -> Stretches:
        """Return the streets that lie in some of the neighbourhoods (the last: outside all), each drawing once."""
        drawn_first = self.streets.first_drawn[self.pieces.edge] == self.pieces.edge
        rows = areas[self.pieces.area] & drawn_first
        nobody = np.zeros(int(rows.sum()), np.int64)
        return merged(nobody, self.pieces.edge[rows], self.pieces.start[rows], self.pieces.end[rows])

    def within(self, case: RequirementCase, selections: Sequence[Selection], progress: Progress) -> Stretches:
        """Return the streets from which a requirement is within the threshold that holds there.

        Where it is not known whether it is asked, it is not known whether it is met.
        """
        norms = case.norms
        sure = case.scope.applies & is_none(case.scope.unknown) & ~np.isnan(norms)
        match = same_streets(self.streets, self.town.reaching.ground(case.mode).network)
        found = []
        thresholds = np.unique(norms[sure])
        for number, threshold in enumerate(thresholds.tolist()):
            part = progress.part(number / thresholds.size, (number + 1) / thresholds.size)
            reached = self._reached(case, selections, threshold, match, part)
            there = sure & (norms == threshold)
            found.append(reached if there.all() else in_common(reached, self.where(there)))
        return where_some(found, 1) if found else self.where(np.zeros(norms.size, bool))

    def _reached(
        self,
        case: RequirementCase,
        selections: Sequence[Selection],
        threshold: float,
        match: SameStreets,
        progress: Progress,
    ) -> Stretches:
        """Return the streets from which a requirement is within a threshold."""
        covered = [
            once(self.streets, match.of(self._covered(case, selection, threshold, progress)), EACH)
            for selection in selections
        ]
        return GROUNDS[case.requirement.indicator](covered, selections, case.requirement.minimum or 1)

    def _covered(self, case: RequirementCase, selection: Selection, threshold: float, progress: Progress) -> Stretches:
        """Return what each place of a selection covers of its own network; where they add up, what each part does."""
        if not selection.members.size:
            return NOTHING
        searches = self.town.reaching.ground(case.mode)
        travel, scale = travel_of(case.requirement, case.mode, searches)
        access = searches.access(travel, progress.part(0, 0.3)).of_facilities(selection.members)
        limits = [np.full(selection.members.size, threshold / scale)]
        parts = [one for _, one in cover(access.graph, access.facilities, limits, progress.part(0.3, 1))]
        whole = joined([NOTHING, *parts])
        place = np.arange(selection.members.size) if case.requirement.kind.adds_up else selection.place
        return merged(place[whole.facility], whole.edge, whole.start, whole.end)
