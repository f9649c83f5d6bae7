"""What the log says of prepared dwellings: sums, differences, and what could not be placed."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from qgis.core import QgsProcessingFeedback

from ...core.arrays import Floats, sum_known, to_list
from ...core.preparing import dwelling_sources as d
from ...core.progress import Progress
from ..io.code_words import code_word
from ..io.feedback import first_few, number_of
from ..io.translation import in_digits, tr
from .dwelling_sources import SourceDwellings
from .dwelling_spots import DwellingSpots
from .prepared_dwellings import Result


def log_result(feedback: QgsProcessingFeedback, result: Result, progress: Progress) -> dict[str, float]:
    """Put the sums in the log, and what could not be placed; return the sums, NaN where nothing is known."""
    progress.check()
    flagged = _tell_differences(feedback, result)
    stock = result.places.stock
    in_areas = to_list(stock.layer.ids[stock.reason == d.EXCLUDED_AREA])
    if in_areas:
        feedback.pushInfo(
            tr("Rows in the areas to leave out: {n} ({ids})").format(n=len(in_areas), ids=first_few(in_areas))
        )
    _tell_institutions(feedback, result.places)
    if result.places.blocks_from is not None:
        _tell_blocks(feedback, result, result.places.blocks_from)
    progress.check()
    _tell_outside(feedback, result)
    totals = {"dwellings": sum_known(result.dwellings[result.kept])}
    for role in ("inhabitants", "inhabitants_65"):
        totals[role] = sum_known(result.people(role)[result.kept])
        _tell_unplaced(feedback, result, role)
    if result.settled.surplus.any():
        feedback.pushWarning(
            tr(
                "People of 65 or older not placed, since they would outnumber the inhabitants of the dwellings; they "
                "are in RECONCILIATION: {list}"
            ).format(list=_by_label(result, result.settled.surplus))
        )
    _tell_groups(feedback, result)
    _tell_totals(feedback, totals)
    return {**totals, "flagged": float(flagged)}


def _tell_differences(feedback: QgsProcessingFeedback, result: Result) -> int:
    """Put in the log where dwellings differ from the published number; return in how many neighbourhoods they do."""
    found = result.compared
    flagged = np.flatnonzero(found.flagged)
    if result.town.areas.dwellings is not None:
        feedback.pushInfo(
            tr("Neighbourhoods whose dwellings differ by more than 5 % from the published number: {n} of {all}").format(
                n=flagged.size, all=result.town.areas.count
            )
        )
    if flagged.size:
        shown = [
            f"{result.town.labels[i]} {found.difference[i]:+.12g}"
            for i in to_list(flagged[np.argsort(-np.abs(found.difference[flagged]), kind="stable")])
        ]
        feedback.pushWarning(
            tr("Dwellings counted, less those published, where they differ by more than 5 %: {list}").format(
                list=first_few(shown, 10)
            )
        )
    return flagged.size


def _tell_outside(feedback: QgsProcessingFeedback, result: Result) -> None:
    outside = result.kept & (result.neighbourhood < 0)
    if outside.any():
        feedback.pushWarning(
            tr("Points outside all neighbourhoods: {n}, with {dwellings} {dwellings:dwelling|dwellings}").format(
                n=int(outside.sum()), dwellings=number_of(sum_known(result.dwellings[outside]))
            )
        )


def _tell_totals(feedback: QgsProcessingFeedback, totals: Mapping[str, float]) -> None:
    words = {
        "dwellings": (tr("{n} {n:dwelling|dwellings}"), tr("dwellings not known")),
        "inhabitants": (tr("{n} {n:inhabitant|inhabitants}"), tr("inhabitants not known")),
        "inhabitants_65": (tr("{n} of 65 or older"), tr("those of 65 or older not known")),
    }
    told = [
        unknown if math.isnan(totals[name]) else known.format(n=number_of(totals[name]))
        for name, (known, unknown) in words.items()
    ]
    feedback.pushInfo(tr("In the points: {list}.").format(list=", ".join(told)))


def _tell_institutions(feedback: QgsProcessingFeedback, places: DwellingSpots) -> None:
    """Put in the log which institutions were left out, and which are in no square or postcode area."""
    if places.institutions is None:
        return
    ids, counted = places.institutions.layer.ids, np.isfinite(places.counted.people["inhabitants"])
    in_areas = to_list(ids[~places.institutions_kept])
    if in_areas:
        feedback.pushWarning(
            tr("Institutions in the areas to leave out, not counted: {n} ({ids})").format(
                n=len(in_areas), ids=first_few(in_areas)
            )
        )
    nowhere = to_list(ids[counted & (places.counted.block < 0)])
    if places.blocks is not None and places.blocks.people and nowhere:
        feedback.pushWarning(
            tr(
                "Institutions in no square or postcode area with figures, whose people are taken off none: {n} ({ids})"
            ).format(n=len(nowhere), ids=first_few(nowhere))
        )


def _tell_blocks(feedback: QgsProcessingFeedback, result: Result, blocks: SourceDwellings) -> None:
    """Put in the log which squares or postcode areas found no point, and which points no number."""
    empty = to_list(blocks.layer.ids[blocks.kept & result.settled.empty_blocks])
    if empty:
        feedback.pushWarning(
            tr("Squares or postcode areas without a residential point, not in the result: {n} ({ids})").format(
                n=len(empty), ids=first_few(empty)
            )
        )
    stock = result.places.stock
    own = to_list(stock.layer.ids[result.settled.own_number])
    if own:
        feedback.pushWarning(
            tr(
                "Residential points in no square or postcode area, or in one whose dwellings are not known, that keep "
                "their own number: {n} ({ids})"
            ).format(n=len(own), ids=first_few(own))
        )


def _tell_unplaced(feedback: QgsProcessingFeedback, result: Result, role: str) -> None:
    """Put in the log how many people found no dwelling, and where institutions hold more than there are."""
    settled = result.settled
    unplaced = settled.unplaced[role] - (settled.surplus if role == "inhabitants_65" else 0)
    if np.nansum(unplaced) > 0:
        feedback.pushWarning(
            tr(
                "{role} that found no dwelling: {n}, in {areas} {areas:neighbourhood|neighbourhoods}; they are in "
                "RECONCILIATION."
            ).format(role=code_word(role), n=_number(np.nansum(unplaced)), areas=int((unplaced > 0).sum()))
        )
    if settled.overfull[role].any():
        feedback.pushWarning(
            tr("Institutions hold more {role} than their area has; how many more is in RECONCILIATION: {list}").format(
                role=code_word(role), list=_by_label(result, settled.overfull[role])
            )
        )


def _tell_groups(feedback: QgsProcessingFeedback, result: Result) -> None:
    """Put in the log how many are in each group, and in how many neighbourhoods that is not known or not placed."""
    told, lost = [], []
    for name in result.groups.figures:
        total = sum_known(result.group(name)[result.kept])
        told.append(f"{code_word(name)} {tr('not known') if math.isnan(total) else number_of(total)}")
        unplaced = np.nansum(result.groups.unplaced[name])
        if unplaced > 0:
            lost.append(f"{code_word(name)} {_number(unplaced)}")
    if told:
        feedback.pushInfo(tr("Groups in the points: {list}.").format(list=", ".join(told)))
    if lost:
        feedback.pushWarning(
            tr(
                "Of groups that are published, in no dwelling, since nothing has room for them or institutions count "
                "them: {list}; RECONCILIATION_GROUPS has where."
            ).format(list=", ".join(lost))
        )
    unknown = [
        f"{code_word(name)} {int(sum(why is not None for why in reason))}"
        for name, reason in result.town.why_unknown.items()
        if name in result.groups.figures and any(why is not None for why in reason)
    ]
    if unknown:
        feedback.pushInfo(
            tr("Neighbourhoods of which groups are not known: {list}; RECONCILIATION_GROUPS has why.").format(
                list=", ".join(unknown)
            )
        )


def _by_label(result: Result, people: Floats) -> str:
    """Name the neighbourhoods with people, most first."""
    most = to_list(np.argsort(-people, kind="stable")[: int((people > 0).sum())])
    return first_few([f"{result.town.labels[i]} {_number(float(people[i]))}" for i in most], 10)


def _number(value: float) -> str:
    return in_digits(f"{value:.12g}")  # all digits of a city, and of halves
