"""What the threshold explorer holds while it is open: a run, what is asked of it, and what would hold."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from qgis.PyQt.QtGui import QColor

from ...adapters.explore.area_cards import RunCards
from ...adapters.explore.what_if import Exploration, ExploredRequirement
from ...adapters.io.translation import Language, tr
from ...adapters.report.count_phrases import CountPhrases
from ...adapters.report.percentages import percent
from ...core.arrays import Floats, inside, to_list
from ...core.norms.model import THRESHOLD_MAXIMUM
from ...core.statuses import FAILS, MEETS, UNKNOWN_VERDICT
from .map_preview import VERDICT_COLOURS, share_colour
from .row import Range

if TYPE_CHECKING:
    from ...core.results.what_if import Asked, WhatIfReading

WHOLE = -1
"""Stands for all neighbourhoods together, where a neighbourhood may be chosen."""

ALL = ""
"""Stands for all requirements together, where one may be shown."""

VERDICT, SHARE, OVERALL = "verdict", "share", "overall"


@dataclass(frozen=True)
class _Attainable:
    """The smallest thresholds that meet a target, of the whole and of each neighbourhood; NaN where none does."""

    whole: float
    each: Floats


class Exploring:
    """A run that is looked at.

    Parameters
    ----------
    exploration
        The run.

    Notes
    -----
    `current` is the requirement whose threshold is moved, `shown` the one that the map and the table show: that one,
    one without a threshold, or `ALL`. `area` is the neighbourhood (or `WHOLE`), `kind` the living environment whose
    thresholds are moved, empty for all, and `year` the year that is looked at.
    """

    def __init__(self, exploration: Exploration, cards: Mapping[int | None, RunCards] | None = None) -> None:
        self.exploration = exploration
        self.cards_by_year = cards or {}
        self.year = self.last_year
        self.requirements = {one.explored.id: one for one in exploration.requirements}
        self.current = self.shown = next(iter(self.requirements))
        self.area, self.kind = WHOLE, ""
        self.asked: dict[str, Asked] = {}
        self.readings: dict[str, WhatIfReading] = {}
        self._attainable: dict[str, tuple[float | None, _Attainable]] = {}
        self.reset()

    @property
    def one(self) -> ExploredRequirement:
        """Return the requirement that is shown."""
        return self.requirements[self.current]

    @property
    def reading(self) -> WhatIfReading:
        """Return what holds for the requirement that is shown."""
        return self.readings[self.current]

    @property
    def titles(self) -> dict[str, str]:
        """Return the titles of all requirements of the run by their ids, also those that nothing here moves."""
        moving = {name: one.title for name, one in self.requirements.items()}
        findings = self.exploration.findings
        return moving if findings is None else {question.id: question.title for question in findings.questions}

    @property
    def years(self) -> list[int]:
        """Return the years that the run tells of."""
        return [year for year in self.cards_by_year if year is not None]

    @property
    def cards(self) -> RunCards | None:
        """Return the cards of the year that is looked at; None without a results table."""
        return self.cards_by_year.get(self.year)

    @property
    def last_year(self) -> int | None:
        """Return the year that thresholds can be moved of; None of a run of no year, or without a results table."""
        findings = self.exploration.findings
        return None if findings is None else findings.year

    @property
    def is_last_year(self) -> bool:
        """Return whether the year that is looked at is the one that thresholds can be moved of."""
        return self.exploration.findings is None or self.year == self.last_year

    @property
    def is_moving(self) -> bool:
        """Return whether what is shown can be moved: a threshold of the last year."""
        return self.shown in self.requirements and self.is_last_year

    @property
    def is_moved(self) -> bool:
        """Return whether anything else is asked than the run asked."""
        return any(not one.same_as(self.requirements[name].explored.asked) for name, one in self.asked.items())

    def show(self, name: str) -> None:
        """Show a requirement, or `ALL`."""
        self.shown = name
        if name in self.requirements:
            self.current = name

    # What is asked

    def reset(self) -> None:
        """Ask again what the run asked."""
        for name, one in self.requirements.items():
            self._ask(name, one.explored.asked)

    def ask(self, name: str, *, threshold: float | None = None, target: float | None = None) -> None:
        """Ask another threshold, of all neighbourhoods or of the living environment chosen, or a target (0: none)."""
        asked = self.asked[name]
        if threshold is not None:
            rows = self.exploration.homes.of_class(self.kind) if self.kind else None
            asked = asked.at(min(threshold, self.requirements[name].explored.bound), rows)
        if target is not None:
            asked = replace(asked, target=target or None)
        self._ask(name, asked)

    def _ask(self, name: str, asked: Asked) -> None:
        self.asked[name] = asked
        self.readings[name] = self.requirements[name].explored.read(asked)

    def threshold(self, name: str) -> float | None:
        """Return the threshold that is asked where it is moved; None where there are several or none."""
        thresholds = self.asked[name].thresholds
        if self.kind:
            thresholds = inside(thresholds)[self.exploration.homes.of_class(self.kind)]
        known = np.unique(thresholds[~np.isnan(thresholds)])
        return float(known[0]) if known.size == 1 else None

    def range_of(self, name: str) -> Range:
        """Return what the threshold of a requirement may be."""
        from ...core.results.curves import scale_of

        one = self.requirements[name]
        known = one.explored.asked.thresholds[~np.isnan(one.explored.asked.thresholds)]
        scale = scale_of(one.explored.whole, float(known.max()) if known.size else None, one.explored.bound)
        # Of a run without its results table the unit is not known.
        most = next((most for unit, most in THRESHOLD_MAXIMUM.items() if unit == one.unit), THRESHOLD_MAXIMUM["m"])
        return Range(scale.top, scale.step, min(most, one.explored.bound))

    # What holds

    def attainable(self) -> _Attainable:
        """Return the smallest thresholds that meet the target of the requirement that is shown."""
        explored, target = self.one.explored, self.asked[self.current].target
        before, found = self._attainable.get(self.current, (None, None))
        if found is None or before != target:
            found = _Attainable(math.nan, np.full(explored.homes.count, np.nan))
            if target is not None:
                found = _Attainable(
                    float(explored.whole.attainable(target)[0]), inside(explored.by_area.attainable(target))
                )
            self._attainable[self.current] = target, found
        return found

    def overall(self) -> NDArray[np.object_]:
        """Return each neighbourhood's verdict over all requirements, those included that nothing here moves."""
        from ...core.requirements.verdicts import overall

        verdicts = [*(reading.compliance for reading in self.readings.values()), *self.exploration.others]
        return overall(verdicts, self.exploration.homes.count)

    def verdicts(self) -> NDArray[np.object_]:
        """Return the verdict of each neighbourhood on what is shown."""
        if self.shown != ALL and self.is_moving:
            return self.reading.compliance
        if self.shown == ALL and self.is_last_year:
            return self.overall()
        if self.cards is None:
            return np.full(self.exploration.homes.count, None, object)
        return self.cards.verdicts(self.shown)

    def colours(self, what: str) -> list[QColor]:
        """Return the colour of each neighbourhood on the map."""
        if what == SHARE and self.is_moving:
            return [share_colour(share) for share in to_list(self.reading.share)]
        verdicts = self.overall() if what == OVERALL and self.is_last_year else self.verdicts()
        return [VERDICT_COLOURS.get(verdict, VERDICT_COLOURS[UNKNOWN_VERDICT]) for verdict in verdicts]

    # What is said

    def result_text(self, name: str) -> str:
        """Describe what holds for a requirement."""
        reading = self.readings[name]
        met, failed = reading.count(MEETS), reading.count(FAILS)
        return tr("{share} within; {met}, {failed}, {unknown} unknown").format(
            share=percent(reading.whole_share),
            met=_met(met),
            failed=_failed(failed),
            unknown=reading.count(UNKNOWN_VERDICT),
        )

    @property
    def fixed(self) -> dict[str, str]:
        """Return the titles of the requirements that nothing here moves, by their ids."""
        return {name: title for name, title in self.titles.items() if name not in self.requirements}

    def fixed_text(self, name: str) -> str:
        """Describe what holds for a requirement that nothing here moves: its norm, and the verdicts on it."""
        cards, findings = self.cards, self.exploration.findings
        question = None if findings is None else findings.question(name)
        if cards is None or findings is None or question is None:
            return ""
        verdicts = cards.verdicts(name)
        met, failed, unknown = (int((verdicts == one).sum()) for one in (MEETS, FAILS, UNKNOWN_VERDICT))
        return tr("{norm}: {met}, {failed}, {unknown} unknown").format(
            norm=cards.phrases.threshold(question),
            met=_met(met),
            failed=_failed(failed),
            unknown=unknown,
        )

    def overall_text(self) -> str:
        """Describe of the year that is looked at how many neighbourhoods meet all requirements, and how many may."""
        verdicts = self.overall()
        if not self.is_last_year and self.cards is not None:
            verdicts = self.cards.verdicts(ALL)
        said = CountPhrases(Language()).of_all(to_list(verdicts))
        return said if len(self.years) < 2 else f"{tr('In {year}:').format(year=self.year)} {said}"

    @property
    def label(self) -> str:
        """Name the neighbourhood that is shown."""
        return tr("All together") if self.area == WHOLE else self.exploration.labels[self.area]

    def class_of_area(self) -> str | None:
        """Name the living environment of the neighbourhood that is shown, None where it is not known."""
        homes = self.exploration.homes
        if self.area == WHOLE or homes.classes[self.area] is None:
            return None
        return next(name for name in homes.class_names if homes.of_class(name)[self.area])


def _met(number: int) -> str:
    return (tr("{n} meets") if number == 1 else tr("{n} meet")).format(n=number)


def _failed(number: int) -> str:
    return (tr("{n} fails") if number == 1 else tr("{n} fail")).format(n=number)
