"""The report of an assessment: one HTML file that opens without a network, all of it from the results table."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ...core.arrays import to_list
from ...core.progress import Progress
from ...core.statuses import FAILS, MEETS, NOT_APPLICABLE, TOO_FEW, UNKNOWN_VERDICT
from .barcode import Function, barcode
from .curve_chart import CurveChart
from .degree_section import degree_lines
from .facts import ReportFacts
from .group_section import group_section
from .maps import draw
from .pages import write_page
from .phrases import Phrases
from .plan_sheets import plan_sheets

if TYPE_CHECKING:
    import pandas as pd

    from ...core.results.area_verdicts import Cell
    from ...core.results.by_year import Course
    from ...core.results.findings import Findings, RequirementQuestion

_MARKS: Mapping[str | None, str] = {MEETS: "✓", FAILS: "✗", UNKNOWN_VERDICT: "?", TOO_FEW: "<", NOT_APPLICABLE: "–"}
"""So that nothing is told by colour alone."""

_ORDER: Mapping[str | None, int] = {FAILS: 0, UNKNOWN_VERDICT: 1, MEETS: 2, TOO_FEW: 3, NOT_APPLICABLE: 4, None: 5}
"""The gravest first."""

_MOST_COLUMNS = 7
"""Requirements that stand beside each other in a table on paper."""

_NAMED = 8
"""Areas that are named in one cell; of the others their number is told."""


def write_report(path: Path, findings: Findings, about: ReportFacts, phrases: Phrases, progress: Progress) -> None:
    """Write the report; every text from a layer or a norm set is escaped."""
    content = _Report(findings, about, phrases).content(progress.part(0, 0.9))
    write_page(path, "report.html", phrases.language.code, content, progress.part(0.9, 1))


@dataclass(frozen=True)
class _Report:
    findings: Findings
    about: ReportFacts
    phrases: Phrases

    def content(self, progress: Progress) -> dict[str, object]:
        """Return what the template takes."""
        findings, areas = self.findings, [self.about.label(area) for area in self.findings.areas]
        *said, detail = self.phrases.summary(findings)
        functions = [self._function(q) for q in findings.questions if q.kind.asked_of == "weight" and q.unit == "m2"]
        return {
            "title": self.about.title,
            "summary": " ".join(said),
            "detail": detail,
            "cautions": self.about.cautions,
            "questions": [self._question(q) for q in findings.questions],
            "rows": self._rows(),
            "degrees": degree_lines(self.about.degrees, findings, self.about.labels, self.phrases),
            "maps": self._maps(progress.part(0, 0.9)),
            "tall_maps": self.about.ground is not None and self.about.ground.is_tall,
            "curves": self._curves(progress.part(0.9, 1)),
            "years": self._years(),
            "plans": self._plans(),
            "shortfalls": self._shortfalls(),
            "barcode": barcode(areas, functions, self.phrases.language) if functions else None,
            "firmness": self._firmness(),
            "groups": self._groups(),
            "who": group_section(self.about.groups_table, findings, self.phrases),
            "classes": self._classes(),
            "unknowns": self._unknowns(),
            "method": self._method(),
            "inputs": [(one.name, self.phrases.input_layer(one)) for one in self.about.inputs],
            "footer": self.phrases.footer(findings.norms),
            "words": self._words(),
            "most_columns": _MOST_COLUMNS,
        }

    def _words(self) -> dict[str, str]:
        tr = self.phrases.language.tr
        return {
            "area": tr("Neighbourhood"),
            "overall": tr("Verdict"),
            "whole": tr("All together"),
            "target": tr("target"),
            "matrix": tr("Every neighbourhood and every requirement"),
            "matrix_help": tr("✓ meets, ✗ fails, ? unknown, < too few dwellings, – not applicable."),
            "sorts": tr("A heading sorts."),
            "degrees": tr("How much of what is asked"),
            "degrees_help": tr(
                "Counted, without weights: how many requirements the neighbourhood meets, how many of its dwellings "
                "have everything that is asked of them, and how many requirements a dwelling has on average."
            ),
            "met_of": tr("Requirements met"),
            "everything": tr("Dwellings with everything"),
            "mean_of": tr("A dwelling has"),
            "lacks": tr("What dwellings lack"),
            "maps": tr("Maps"),
            "maps_help": tr(
                "Blue meets, orange with lines fails, grey with dots is unknown; thin lines: too few dwellings, or not "
                "applicable. Brown dots are dwellings outside, small dark ones are within."
            ),
            "years": tr("Over the years"),
            "years_help": tr(
                "Existing and new dwellings are told apart where there are plans. What is above is of the last year."
            ),
            "plans": tr("Housing plans"),
            "plans_help": tr(
                "What each plan that stands by then means: the share of its own dwellings within the threshold, how "
                "near half of them have it, and what it adds to what is needed."
            ),
            "half": tr("Half of them within"),
            "need": tr("Adds to the need"),
            "share": tr("Share of its dwellings"),
            "norm": tr("Norm"),
            "short_from": tr("Falls short from that year on"),
            "shortfalls": tr("What is missing, the most first"),
            "shortfalls_help": tr(
                "As a part of what is asked. Dwellings are those that lie outside beyond what the target allows; a "
                "distance does not tell how many places would help."
            ),
            "requirement": tr("Requirement"),
            "missing": tr("Missing"),
            "part": tr("Part of what is asked"),
            "barcode": tr("Space that is needed, and space that there is"),
            "firmness": tr("How firm the verdicts are"),
            "firmness_help": tr("What would turn if the threshold were 10 % stricter or 10 % wider."),
            "barely": tr("Meet, but not at 90 % of the threshold"),
            "nearly": tr("Fail, but not at 110 % of the threshold"),
            "curves": tr("What other thresholds would give"),
            "curves_help": tr(
                "The share that lies within each threshold, of the dwellings or people of which it is known. Where the "
                "thick line is steep at the norm, a little more or less makes a large difference."
            ),
            "groups": tr("By landlord or complex"),
            "group": tr("Landlord or complex"),
            "who": tr("Who has what"),
            "who_help": tr(
                "Each group beside all of its kind: people beside all inhabitants, households beside all households, "
                "dwellings beside all dwellings, a landlord beside all that the requirement counts. Points are of a "
                "hundred."
            ),
            "who_group": tr("Group"),
            "share_within": tr("Share within"),
            "of_its_kind": tr("All of its kind"),
            "difference": tr("Beside all"),
            "median": tr("Half of them within"),
            "p90": tr("Nine of ten within"),
            "classes": tr("Neighbourhoods of the same living environment"),
            "classes_help": tr("Compare a neighbourhood with those of its own kind."),
            "class_": tr("Living environment"),
            "number": tr("Neighbourhoods"),
            "unknowns": tr("What is not known"),
            "norms": tr("Requirements and their sources"),
            "method": tr("How this was measured"),
            "input": tr("Input"),
            "what": tr("What it was"),
        }

    def _question(self, question: RequirementQuestion) -> dict[str, object]:
        phrases, whole = self.phrases, self.findings.whole(question)
        value = float(whole["share"] if question.has_share else whole["rate"])
        return {
            "title": question.title,
            "threshold": self._threshold(question),
            "target": phrases.target(question),
            "sentence": phrases.question(self.findings, question),
            "whole": phrases.value(question, value),
            "source": phrases.source(question),
            "basis": phrases.basis(question.basis),
            "url": question.url,
            "note": question.note,
            "provenance": phrases.provenance(question),
        }

    def _threshold(self, question: RequirementQuestion) -> str:
        return self.phrases.threshold(question, self.findings.rows(question)["threshold"])

    def _rows(self) -> list[tuple[str, list[dict[str, object]], dict[str, object]]]:
        from ...core.results.area_verdicts import cells

        columns = [(q, cells(self.findings, q)) for q in self.findings.questions]
        return [
            (self.about.label(area), [self._cell(q, column[area]) for q, column in columns], self._verdict(overall))
            for area, overall in zip(self.findings.areas, self.findings.overall, strict=True)
        ]

    def _cell(self, question: RequirementQuestion, cell: Cell) -> dict[str, object]:
        """Write what the verdict rests on: of a requirement for settlements, what the settlement has."""
        value = cell.value
        known = [] if cell.verdict in (NOT_APPLICABLE, None) or cell.area is None else [cell.area]
        return {
            **self._verdict(cell.verdict),
            "value": "" if math.isnan(value) else self.phrases.value(question, value),
            "reason": ", ".join([self.phrases.reason(cell.reason, question), *known]).removeprefix(", "),
            "sort": -1 if math.isnan(value) else value,
        }

    def _verdict(self, verdict: str | None) -> dict[str, object]:
        return {
            "verdict": verdict,
            "mark": _MARKS.get(verdict, ""),
            "word": self.phrases.verdict(verdict),
            "value": "",
            "reason": "",
            "sort": _ORDER.get(verdict, 5),
        }

    def _maps(self, progress: Progress) -> list[tuple[str, str, str]]:
        """Draw a map for each requirement; what it shows stands in the matrix too."""
        ground, tr = self.about.ground, self.phrases.language.tr
        if ground is None or ground.is_empty:
            return []
        found = []
        for number, question in enumerate(self.findings.questions):
            progress.at(number / len(self.findings.questions))
            said = tr("Map of {title}: the table above says the same in words.")
            try:
                image = draw(ground, to_list(self.findings.verdicts(question)), self.about.states.get(question.id))
            except (RuntimeError, TypeError):  # what QGIS raises; the report is worth more than a map
                image, said = "", tr("The map of {title} could not be drawn: the table above says the same in words.")
            found.append((question.title, image, said.format(title=question.title)))
        return found

    def _curves(self, progress: Progress) -> dict[str, object] | None:
        """Draw the share at each threshold, and say at which one the target would be met."""
        from ...core.results.curve_tables import curve_tables

        found: list[tuple[str, str, Mapping[str, object]]] = []
        legend: dict[str, str] = {}
        for number, drawn in enumerate(self.about.curves):
            question = self.findings.question(drawn.name)
            # Where a type is absent, nothing is known to lie outside: a share would be all or nothing.
            if question is None or drawn.curves.open or not drawn.curves.value.size:
                continue
            part = progress.part(number / len(self.about.curves), (number + 1) / len(self.about.curves))
            labelled = replace(drawn, areas=[self.about.label(area) for area in drawn.areas])
            tables = curve_tables(drawn.curves, drawn.norm, question.target, drawn.bound, part)
            who = self.phrases.weight(question)
            chart = CurveChart(
                drawn=labelled, tables=tables, target=question.target, language=self.phrases.language, who=who
            )
            legend = {name: legend.get(name) or word for name, word in chart.legend().items()}
            said = [chart.attainable_sentence(), chart.norm_sentence(), chart.caption()]
            found.append((question.title, " ".join(one for one in said if one), chart.drawing()))
        return {"legend": legend, "charts": found} if found else None

    def _shortfalls(self) -> list[dict[str, object]]:
        found = []
        for row in self.findings.shortfalls().to_dict("records"):
            question, part = self.findings.questions[int(row["question"])], float(row["part"])
            missing = float(row["shortfall" if question.has_share else "shortfall_capacity"])
            found.append(
                {
                    "area": self._label(row["area"]),
                    "title": question.title,
                    "missing": self.phrases.missing(question, missing, float(row["facilities"])),
                    "part": self.phrases.percent(part),
                    "sort": missing,
                    "part_sort": -1 if math.isnan(part) else part,
                }
            )
        return found

    def _function(self, question: RequirementQuestion) -> Function:
        """Return what a rate asks of every neighbourhood, and what there is.

        Where nobody lives the table has no rate, so it does not tell what stands there; that of the whole counts it.
        """
        rows, whole = self.findings.rows(question), self.findings.whole(question)
        sizes = rows["total"].to_numpy(np.float64) / question.per
        rate, asked = rows["rate"].to_numpy(np.float64), self.findings.verdicts(question) != NOT_APPLICABLE
        needed = np.where(asked, rows["threshold"].to_numpy(np.float64) * sizes, 0.0)
        available = np.where(sizes > 0, rate * sizes, np.nan)
        unsure = (rows["compliance"] == UNKNOWN_VERDICT).to_numpy(bool) & ~np.isnan(available)
        return Function(
            name=question.title,
            unit="m²",
            needed=needed,
            available=available,
            unsure=unsure,
            in_all=float(whole["rate"]) * float(np.nansum(sizes)),
        )

    def _years(self) -> dict[str, object] | None:
        """Return how each requirement goes over the years, and which areas fall short from when."""
        from ...core.results.by_year import years_in

        found = self.findings.courses
        if not found:
            return None
        return {
            "heads": [str(year) for year in years_in(self.findings.complete)],
            "rows": [
                (
                    q.title,
                    self._threshold(q),
                    [self._in_year(q, found[q.id], number) for number in range(len(found[q.id].value))],
                )
                for q in self.findings.questions
                if q.id in found
            ],
        }

    def _in_year(self, question: RequirementQuestion, course: Course, number: int) -> dict[str, str]:
        tr, phrases = self.phrases.language.tr, self.phrases
        parts = [
            (tr("existing: {share}"), course.existing[number]),
            (tr("new: {share}"), course.new[number]),
        ]
        told = [text.format(share=phrases.percent(value)) for text, value in parts if not math.isnan(value)]
        turned = course.turned[number] if number else ()
        return {
            "value": phrases.value(question, course.value[number]),
            "parts": ", ".join(told) if question.has_share and len(told) == len(parts) else "",
            "meeting": phrases.meeting_short(course.meeting[number], course.failing[number], course.unknown[number]),
            "missing": phrases.missing(question, course.missing[number]) if course.missing[number] > 0 else "",
            "turned": self._named(turned) if turned else "",
        }

    def _plans(self) -> list[dict[str, object]]:
        if self.about.plans is None:
            return []
        return plan_sheets(self.about.plans, self.findings, self.phrases, self._verdict)

    def _firmness(self) -> list[tuple[str, str, str]]:
        """Name the areas whose verdict a stricter or a wider threshold would turn."""
        found = []
        for question in self.findings.questions:
            rows = self.findings.rows(question, question.level)
            now = rows["compliance"].to_numpy(object)
            if not question.has_share or not np.isin(now, [MEETS, FAILS]).any():
                continue
            barely = rows.index[(now == MEETS) & (self.findings.at(question, 90) != MEETS)]
            nearly = rows.index[(now == FAILS) & (self.findings.at(question, 110) != FAILS)]
            found.append((question.title, self._named(barely), self._named(nearly)))
        return found

    def _label(self, area: object) -> str:
        """Return what people call an area; what lies in no area of a level has no name."""
        tr = self.phrases.language.tr
        return self.about.label(area) if isinstance(area, str) else tr("in no area of that level")

    def _named(self, areas: Sequence[object]) -> str:
        names = [self._label(area) for area in areas]
        more = self.phrases.language.tr("and {n} more").format(n=len(names) - _NAMED)
        return ", ".join(names if len(names) <= _NAMED else [*names[:_NAMED], more]) or "–"

    def _groups(self) -> dict[str, object] | None:
        asked = [q for q in self.findings.questions if len(self.findings.groups(q))]
        if not asked:
            return None
        tables = [self.findings.groups(q) for q in asked]
        names = tables[0].index.tolist()
        return {
            "titles": [q.title for q in asked],
            "rows": [
                (
                    name,
                    [self._cell(q, _cell_of(t.loc[name])) for q, t in zip(asked, tables, strict=True)],
                )
                for name in names
            ],
        }

    def _classes(self) -> list[tuple[str, int, list[str]]]:
        """Return for each living environment the share or the rate over its neighbourhoods, and how many meet."""
        kinds = [self.about.classes.get(area) for area in self.findings.areas]
        names = sorted({kind for kind in kinds if kind}, key=str.casefold)
        found = []
        for name in names:
            mine = np.array([kind == name for kind in kinds], bool)
            found.append((name, int(mine.sum()), [self._of_class(q, mine) for q in self.findings.questions]))
        return found

    def _of_class(self, question: RequirementQuestion, mine: NDArray[np.bool_]) -> str:
        rows, verdicts = self.findings.rows(question)[mine], self.findings.verdicts(question)[mine]
        value = math.nan
        if question.has_share:
            known = rows["within"].sum() + rows["outside"].sum()
            value = rows["within"].sum() / known if known > 0 else math.nan
        elif question.kind.asked_of == "weight" and rows["rate"].notna().any():
            told = rows["rate"].notna()
            value = (rows["rate"] * rows["total"])[told].sum() / rows["total"][told].sum()
        said = self.phrases.meeting_short(*(int((verdicts == one).sum()) for one in (MEETS, FAILS, UNKNOWN_VERDICT)))
        figure = "" if math.isnan(value) else self.phrases.value(question, float(value))
        return " · ".join(one for one in (figure, said) if one) or "–"

    def _unknowns(self) -> list[str]:
        """Describe for each requirement what is not known: in how many areas and why, and of how many dwellings."""
        tr, found = self.phrases.language.tr, []
        for question in self.findings.questions:
            rows = self.findings.rows(question, question.level)
            reasons = Counter(
                self.phrases.reason(_word(reason), question) or tr("too much of it is unknown")
                for reason in rows[rows["compliance"] == UNKNOWN_VERDICT]["reason"]
            )
            unknown = float(self.findings.whole(question)["unknown"])
            parts = [tr("{n} areas: {reason}").format(n=n, reason=reason) for reason, n in reasons.items()]
            if unknown > 0:
                parts.append(
                    tr("{n} {weight} of which it is not known").format(
                        n=self.phrases.many(unknown), weight=self.phrases.weight(question)
                    )
                )
            outside = float(self.findings.outside(question)["total"])
            if outside > 0:
                parts.append(
                    tr("{n} {weight} outside all neighbourhoods").format(
                        n=self.phrases.many(outside), weight=self.phrases.weight(question)
                    )
                )
            if parts:
                found.append(f"{question.title}: {'; '.join(parts)}.")
        return found

    def _method(self) -> list[str]:
        tr, short = self.phrases.language.tr, self.phrases.language.short
        questions = self.findings.questions
        few = max((q.min_dwellings for q in questions if not math.isnan(q.min_dwellings)), default=0.0)
        group = max((q.min_group for q in questions if not math.isnan(q.min_group)), default=0.0)
        said = [
            tr(
                "Distances run over streets and paths, from door to door, and are the shortest there are; a norm in a "
                "straight line says so. A dwelling that reaches nothing counts outside; one without a place or off the "
                "network counts as unknown."
            ),
            tr(
                "A neighbourhood meets a requirement if the share of its dwellings, or of the people in them, within "
                "the threshold is at least the target. A verdict is given only where no unknown could turn it."
            ),
        ]
        if few > 0:
            said.append(tr("A share of fewer than {n} dwellings gets no verdict.").format(n=short(few)))
            if any(not question.has_share for question in questions):
                said.append(tr("What is asked of a neighbourhood as a whole is judged whatever their number."))
        if group > 0:
            said.append(
                tr("A landlord or complex with fewer than {n} dwellings gets no verdict.").format(n=short(group))
            )
        return said


def _cell_of(row: pd.Series) -> Cell:
    """Return what a group of dwellings has."""
    from ...core.results.area_verdicts import Cell

    return Cell(
        verdict=_word(row["compliance"]),
        reason=_word(row["reason"]),
        value=row["share"],
        threshold=row["threshold"],
        missing=row["shortfall"],
    )


def _word(value: object) -> str | None:
    return value if isinstance(value, str) else None
