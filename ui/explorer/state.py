"""What the threshold explorer holds while it is open: a run, what is asked of it, and what would hold."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from ...adapters.explore.area_cards import RunCards
from ...adapters.explore.what_if import Exploration, ExploredRequirement
from ...adapters.io.translation import Language, tr
from ...adapters.report.curve_chart import attainable_text, threshold_text
from ...adapters.report.pages import figure_text
from ...adapters.report.phrases import Phrases, asked_percent, percent
from ...core.arrays import inside, to_list
from ...core.norms.model import THRESHOLD_MAXIMUM
from ...core.statuses import FAILS, MEETS, UNKNOWN_VERDICT
from .area_table import verdict_words
from .curve_plot import BLUE, GREEN, Line, Plot
from .map_preview import VERDICT_COLOURS, share_colour
from .row import Range

if TYPE_CHECKING:
    from ...core.locations.suggestions import Priced
    from ...core.results.what_if import Asked, WhatIfReading

Floats = NDArray[np.float64]

WHOLE = -1
"""Stands for all neighbourhoods together, where a neighbourhood may be chosen."""

ALL = ""
"""Stands for all requirements together, where one may be shown."""

VERDICT, SHARE, OVERALL = "verdict", "share", "overall"
_POINTS = 400  # of a curve: more than a dock has pixels
_HUGE = 1e15


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
        said = Phrases(Language()).of_all(to_list(verdicts))
        return said if len(self.years) < 2 else f"{tr('In {year}:').format(year=self.year)} {said}"

    def plot(self, *, compare: bool, prices: Sequence[Priced] = ()) -> Plot:
        """Return the curve of the requirement and the neighbourhood that are shown.

        Parameters
        ----------
        compare
            Whether to draw the neighbourhoods of the same living environment too.
        prices
            What thresholds cost in places, in ascending order.
        """
        from ...core.results.curves import nice_step

        explored, asked, area = self.one.explored, self.asked[self.current], self.area
        run, top = explored.asked, self.range_of(self.current).top
        norm, now = (_single(one.thresholds if area == WHOLE else one.thresholds[area]) for one in (run, asked))
        marks = [value for value in (norm, now) if value <= top]
        thresholds = np.unique([*np.linspace(0, top, _POINTS), *marks])
        lines = [
            Line(
                label=tr("All together"), thresholds=thresholds, shares=explored.whole.share(0, thresholds), colour=None
            )
        ]
        if area != WHOLE:
            own = explored.by_area.share(area, thresholds)
            kind = self.class_of_area() if compare else None
            if kind is not None:
                shares = explored.by_class.share(explored.homes.class_names.index(kind), thresholds)
                lines.append(
                    Line(
                        label=self._called(kind),
                        thresholds=thresholds,
                        shares=shares,
                        colour=GREEN,
                        width=2.0,
                        style=Qt.PenStyle.DashLine,
                    )
                )
            lines.append(Line(label=self.label, thresholds=thresholds, shares=own, colour=BLUE, width=2.5))
        step, found = nice_step(top, 6), self.attainable()
        return Plot(
            lines=lines,
            right=top,
            ticks=to_list((np.arange(math.floor(top / step + 1e-9) + 1) * step).round(6)),
            unit=self.one.unit,
            norm=norm,
            asked=now,
            target=math.nan if asked.target is None else asked.target,
            attainable=found.whole if area == WHOLE else float(found.each[area]),
            prices=[(one.threshold, "–" if math.isnan(one.places) else figure_text(one.places, 0)) for one in prices],
            summary=" ".join([self._summary(now, compare=compare), *_priced(prices, self.one.unit)]),
        )

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

    def _called(self, kind: str) -> str:
        """Return a living environment as people read it."""
        return self.exploration.called([kind])[0] or kind

    def _weight(self, number: str) -> str:
        """Return what the requirement that is shown counts, behind a number; a run without a table does not tell."""
        findings = self.exploration.findings
        question = None if findings is None else findings.question(self.current)
        return tr("dwellings or people") if question is None else Phrases(Language()).weight(question, number)

    def _summary(self, now: float, *, compare: bool) -> str:
        """Describe what the curve shows."""
        one, area, reading = self.one, self.area, self.reading
        target, unit = self.asked[self.current].target, self.one.unit
        whole, found = area == WHOLE, self.attainable()
        sums, row = (reading.whole, 0) if whole else (reading.sums, area)
        if not whole and one.explored.lacking[area]:
            return tr("{area}: its weight is not known, so there is no share.").format(area=self.label)
        if sums.total[row] > 0 and sums.unknown[row] == sums.total[row]:
            return tr("{area}: of none of {n} it is known.").format(area=self.label, n=_amount(float(sums.total[row])))
        share, less, more = (sums.share_of(weight)[row] for weight in (sums.within, sums.at_90, sums.at_110))
        sentences = [
            tr("{area}: {share} within {threshold}.").format(
                area=self.label, share=percent(share), threshold=_thresholds(now, unit)
            ),
            tr("{n} of {all} {weight} {n:is|are} out of reach, of {unknown} it is not known.").format(
                n=_amount(float(sums.outside[row])),
                all=_amount(float(sums.total[row])),
                weight=self._weight(_amount(float(sums.total[row]))),
                unknown=_amount(float(sums.unknown[row])),
            ),
            tr("At 10 % less {less}, at 10 % more {more}.").format(less=percent(less), more=percent(more)),
        ]
        if target is not None:
            attainable = found.whole if whole else float(found.each[area])
            if not whole:
                verdict = verdict_words()[reading.compliance[area]]
                sentences.append(tr("Verdict: {verdict}.").format(verdict=verdict))
            if math.isnan(attainable):
                sentences.append(
                    tr("No threshold that was measured meets the target of {target}.").format(
                        target=asked_percent(target)
                    )
                )
            else:
                sentences.append(
                    tr("The target of {target} is met from {threshold} on.").format(
                        target=asked_percent(target), threshold=attainable_text(attainable, unit)
                    )
                )
        kind = self.class_of_area() if compare else None
        if kind is not None and now == now:
            row = one.explored.homes.class_names.index(kind)
            same = float(one.explored.by_class.share(row, np.array([now]))[0])
            sentences.append(
                tr("Neighbourhoods of the kind “{kind}” together: {share}.").format(
                    kind=self._called(kind), share=percent(same)
                )
            )
        return " ".join(sentences)


def _single(thresholds: Floats | np.float64) -> float:
    """Return the threshold that is the same everywhere, NaN where there are several or none."""
    found = np.unique(thresholds)
    return float(found[0]) if found.size == 1 else math.nan


def _priced(prices: Sequence[Priced], unit: str) -> list[str]:
    """Describe what each threshold costs, in a sentence each."""
    sentences = []
    for one in prices:
        if math.isnan(one.places):
            text = tr("{threshold}: all candidates together serve {share}.")
        elif one.bound < one.places:
            text = tr(
                "{threshold}: {places} new {places:place serves|places serve} {share}; at least {bound} "
                "{bound:is|are} needed."
            )
        else:
            text = tr("{threshold}: {places} new {places:place serves|places serve} {share}; fewer are not enough.")
        share = one.attainable if math.isnan(one.places) else one.share
        sentences.append(
            text.format(
                threshold=threshold_text(one.threshold, unit),
                share=percent(share),
                places=figure_text(one.places, 0),
                bound=figure_text(one.bound, 0),
            )
        )
    return sentences


def _met(number: int) -> str:
    return (tr("{n} meets") if number == 1 else tr("{n} meet")).format(n=number)


def _failed(number: int) -> str:
    return (tr("{n} fails") if number == 1 else tr("{n} fail")).format(n=number)


def _amount(value: float) -> str:
    """Write a weight; one that no town has, in few digits."""
    return figure_text(value, 0) if abs(value) < _HUGE else f"{value:.2g}"


def _thresholds(value: float, unit: str) -> str:
    return tr("the thresholds of each living environment") if math.isnan(value) else threshold_text(value, unit)
