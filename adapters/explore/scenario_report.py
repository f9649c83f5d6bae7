"""Scenarios side by side on one page: what each gives, what turns, who gains and loses, and where."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ...core.arrays import to_list
from ...core.geometry.drawn import Frame, drawn
from ...core.progress import Progress
from ...core.statuses import FAILS, MEETS, UNKNOWN_VERDICT
from ..io.translation import Language
from ..layers.neighbourhoods import municipality
from ..report.brand import Brand
from ..report.front import Met, degrees_met
from ..report.norm_set_words import norm_footer
from ..report.pages import page_policy, write_page
from ..report.phrases import Phrases
from ..report.svg_paths import paths
from ..report.trend_words import difference
from .scenario_causes import ScenarioCauses, causes_text
from .scenarios import Scenarios

if TYPE_CHECKING:
    from ...core.results.comparison import Change, Comparison
    from ...core.results.findings import Findings
    from ...core.results.requirement_question import RequirementQuestion

_NAMED = 6
"""Neighbourhoods named for one scenario."""

_MAP, _TALLEST = 900, 1100
"""Units of a map: its width, and its height at most."""

_MARKS: Mapping[str, str] = {"better": "▲", "worse": "▼", "mixed": "▲▼", "same": "=", "other_norm": "≠"}
"""So that nothing is told by colour alone."""


def write_scenario_report(
    path: Path,
    scenarios: Scenarios,
    comparisons: Sequence[Comparison],
    progress: Progress,
    causes: ScenarioCauses | None = None,
) -> None:
    """Write the page; every text from a layer or a norm set is escaped."""
    page = _ScenarioPage(scenarios, comparisons, Phrases(Language()), causes)
    content = page.content(progress.part(0, 0.8))
    write_page(path, "scenarios.html", page.phrases.language.code, content, progress.part(0.8, 1))


class _ScenarioPage:
    def __init__(
        self,
        scenarios: Scenarios,
        comparisons: Sequence[Comparison],
        phrases: Phrases,
        causes: ScenarioCauses | None = None,
    ) -> None:
        self.scenarios, self.comparisons, self.phrases, self.causes = scenarios, comparisons, phrases, causes
        self.tr = phrases.language.tr
        self.changes = [one.changes(scenarios.ids) for one in comparisons]

    def content(self, progress: Progress) -> dict[str, object]:
        """Return what the template takes."""
        tr, brand = self.tr, Brand(municipality=municipality(self.scenarios.layer))
        progress.at(0.2)
        turned = [self._turned(number) for number in range(len(self.comparisons))]
        progress.at(0.4)
        return {
            "title": tr("Scenarios side by side"),
            "municipality": brand.municipality,
            "policy": page_policy(brand, self.phrases.language.code),
            "scenarios": [self._scenario(number, one) for number, one in enumerate(self.scenarios.runs)],
            "sentences": [self._sentence(number, words) for number, words in enumerate(turned)],
            "requirements": self._requirements(),
            "causes": self._causes(),
            "areas": self._areas(turned),
            "moved": [self._moved(number) for number in range(len(self.comparisons))],
            "maps": self._maps(turned),
            "words": {
                "base": tr("base"),
                "requirement": tr("Requirement"),
                "area": tr("Neighbourhood"),
                "meeting_all": tr("Neighbourhoods that meet everything"),
                "met": tr("Requirements met"),
                "by_requirement": tr("By requirement"),
                "causes": tr("What caused the changes"),
                "causes_help": tr(
                    "Beside the base, of all together: what each cause did on average over all orders in which they "
                    "could have come. They add up to the change. Points are of a hundred."
                ),
                "by_area": tr("By neighbourhood"),
                "by_area_help": tr(
                    "How many of the requirements that are asked of it a neighbourhood meets; ▲ a verdict turned "
                    "better than in the base, ▼ worse, ≠ another norm."
                ),
                "who": tr("Who gains, and who loses"),
                "who_help": tr("Net, beside the base: a results table does not tell which dwellings they are."),
                "gains": tr("Most gained"),
                "loses": tr("Most lost"),
                "maps": tr("Where verdicts turn"),
                "better": tr("better"),
                "worse": tr("worse"),
                "mixed": tr("some better, some worse"),
                "same": tr("no verdict turned"),
                "other": tr("cannot be compared, or nothing is asked"),
            },
            "footer": norm_footer(self.scenarios.runs[0].norms, self.phrases.language),
        }

    def _scenario(self, number: int, findings: Findings) -> Mapping[str, object]:
        _, met, failed, unknown = findings.totals
        year = findings.year
        return {
            "name": self.scenarios.names[number],
            "about": " · ".join(
                one
                for one in (
                    findings.norms.title or findings.norms.id,
                    findings.norms.version,
                    "" if year is None else str(year),
                )
                if one
            ),
            "meeting": self.phrases.counted.meeting_all(findings.overall),
            "met": self.phrases.counted.met_of(met, met + failed + unknown, unknown) or "–",
        }

    def _sentence(self, number: int, turned: Sequence[str]) -> str:
        """Describe what one scenario does to verdicts and dwellings."""
        from ...core.results.comparison import BETTER, WORSE

        counts = {
            word: sum(int((one.turned == word).sum()) for one in self.changes[number]) for word in (BETTER, WORSE)
        }
        areas = sum(word != "same" and word in _MARKS and word != "other_norm" for word in turned)
        return self.tr(
            "{name}: verdicts that turn better: {better}, worse: {worse}; neighbourhoods with such a verdict: {areas}."
        ).format(name=self.scenarios.names[number + 1], better=counts[BETTER], worse=counts[WORSE], areas=areas)

    def _turned(self, number: int) -> list[str]:
        from ...core.results.comparison import overall_change

        return to_list(overall_change(self.changes[number], len(self.scenarios.ids)))

    def _requirements(self) -> list[Mapping[str, object]]:
        """Return a row of each requirement of any scenario: of each what there is, and the change since the base."""
        base, found = self.scenarios.runs[0], list[Mapping[str, object]]()
        ids = dict.fromkeys(question.id for run in self.scenarios.runs for question in run.questions)
        for name in ids:
            question = next(q for run in self.scenarios.runs if (q := run.question(name)) is not None)
            cells = [self._whole(base, name, None)]
            for number, run in enumerate(self.scenarios.runs[1:]):
                change = next((one for one in self.changes[number] if one.pair.id == name), None)
                cells.append(self._whole(run, name, change))
            found.append(
                {
                    "title": question.title,
                    "asked": self.phrases.threshold(question),
                    "cells": cells,
                }
            )
        return found

    def _causes(self) -> list[Mapping[str, object]]:
        """Return a row of each requirement: of each scenario what the change since the base came of."""
        if self.causes is None:
            return []
        found: list[Mapping[str, object]] = []
        for question in self.scenarios.runs[0].questions:
            told = [self.causes.between(question.id, number) for number in range(1, len(self.scenarios.runs))]
            if any(one is not None for one in told):
                cells = [causes_text(one, self.phrases, of_shares=question.is_share) for one in told]
                found.append({"title": question.title, "cells": cells})
        return found

    def _whole(self, run: Findings, name: str, change: Change | None) -> Mapping[str, object]:
        """Return the figure of all together, how many areas meet it, and how that changed."""
        question = run.question(name)
        if question is None:
            return {"value": "–", "meeting": self.tr("not asked"), "kind": "", "mark": ""}
        whole, rows = run.whole(question), run.rows(question, question.level)
        verdicts = rows["compliance"].to_numpy(object)
        counts = [int((verdicts == one).sum()) for one in (MEETS, FAILS, UNKNOWN_VERDICT)]
        value = float(whole["share"] if question.has_share else whole["rate"])
        kind, told = "", ""
        if change is not None:
            kind, told = self._change_of(question, name, run, change)
        return {
            "value": self.phrases.value(question, value, compared=True),
            "meeting": self.phrases.counted.meeting_short(*counts),
            "kind": kind,
            "mark": _MARKS.get(kind, ""),
            "told": told,
        }

    def _change_of(self, question: RequirementQuestion, name: str, run: Findings, change: Change) -> tuple[str, str]:
        """Return in a word how a requirement changed over all, and by how much.

        Where only what a verdict rests on differs, such as the target of another year, figures are of the same thing.
        """
        from ...core.results.comparison import LEVEL
        from ...core.results.differing_questions import ASKED

        if {*change.pair.differs} & {*ASKED, LEVEL}:
            return "other_norm", self.tr("asks something else")
        base = self.scenarios.runs[0].question(name)
        if base is None:
            return "", ""
        column = "share" if question.has_share else "rate"
        before = float(self.scenarios.runs[0].whole(base)[column])
        after = float(run.whole(question)[column])
        if math.isnan(before) or math.isnan(after):
            return "", ""
        more = after - before
        otherwise = self.tr("judged otherwise") if change.pair.differs else ""
        if abs(more) < 1e-9:
            return "same", otherwise
        told = difference(more, self.phrases, of_shares=question.is_share)
        return ("better" if more > 0 else "worse"), f"{told}; {otherwise}" if otherwise else told

    def _areas(self, turned: Sequence[Sequence[str]]) -> list[Mapping[str, object]]:
        """Return a row of each neighbourhood: of each scenario how many requirements it meets, and what turned."""
        degrees = [degrees_met(run) for run in self.scenarios.runs]
        found: list[Mapping[str, object]] = []
        for row, (id_, label) in enumerate(zip(self.scenarios.ids, self.scenarios.labels, strict=True)):
            cells = []
            for number, known in enumerate(degrees):
                degree = known.get(id_, Met(0, 0, 0))
                word = turned[number - 1][row] if number else ""
                cells.append(
                    {
                        "text": self.phrases.counted.met_of(*degree) or "–",
                        "kind": word if word in _MARKS else "",
                        "mark": _MARKS.get(word, "") if word != "same" else "",
                        "titles": self._titles(number - 1, row) if number else "",
                        "sort": degree.part,
                    }
                )
            found.append({"name": label, "cells": cells})
        return found

    def _titles(self, number: int, row: int) -> str:
        from ...core.results.comparison import BETTER, WORSE

        parts = [
            f"{_MARKS[one.turned[row]]} {one.pair.title}"
            for one in self.changes[number]
            if one.turned[row] in (BETTER, WORSE)
        ]
        return ", ".join(parts)

    def _moved(self, number: int) -> Mapping[str, object]:
        """Return where most is gained and lost in a scenario, by requirement and neighbourhood."""
        rows = [
            (float(value), side, change.pair, self.scenarios.labels[row])
            for change in self.changes[number]
            for side, values in (("gained", change.gained), ("lost", change.lost))
            for row, value in enumerate(to_list(values))
            if value > 0
        ]
        rows.sort(key=lambda one: -one[0])

        def told(side: str) -> list[str]:
            return [
                self._gain(number, value, pair.id, pair.title, area) for value, own, pair, area in rows if own == side
            ]

        return {
            "name": self.scenarios.names[number + 1],
            "gained": told("gained")[:_NAMED],
            "lost": told("lost")[:_NAMED],
        }

    def _gain(self, number: int, value: float, requirement: str, title: str, area: str) -> str:
        question = self.comparisons[number].after.question(requirement)
        who = "" if question is None else self.phrases.weight(question)
        return f"{area}: {self.phrases.many(value)} {who} – {title}"

    def _maps(self, turned: Sequence[Sequence[str]]) -> Mapping[str, object] | None:
        """Return a map of each scenario with how verdicts turned; None where the areas have no extent."""
        shapes = self.scenarios.layer.shapes
        if not len(shapes.xy):
            return None
        low, high = shapes.xy.min(axis=0), shapes.xy.max(axis=0)
        try:
            frame = Frame.around((low[0], low[1], high[0], high[1]), _MAP, _TALLEST)
        except ValueError:
            return None
        return {
            "width": frame.width,
            "height": frame.height,
            "paths": paths(drawn(shapes, frame, 3.0)),
            "scenarios": [
                {"name": name, "kinds": [word if word in _MARKS else "none" for word in words]}
                for name, words in zip(self.scenarios.names[1:], turned, strict=True)
            ],
            "labels": self.scenarios.labels,
        }
