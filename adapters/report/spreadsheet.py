"""The results as a spreadsheet: what was found in words and names first, the results table as it is last."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ...core.statuses import FAILS, MEETS, NOT_APPLICABLE, UNKNOWN_VERDICT
from ...core.wording import asked_percentage, cut_rate, decimals_of, lacking, of_percentage, percent_within
from .column_meanings import meanings_in_words, result_meanings
from .compared_sheets import compared_sheets
from .front import answer
from .look import CELLS, OTHER_CELL, without_sign
from .norm_set_words import norm_footer
from .phrases import Phrases
from .trend_sheets import more_sheets
from .workbook import GENERAL, WHOLE, Sheet, SheetColumn, write_workbook

if TYPE_CHECKING:
    import pandas as pd

    from ...core.results.area_verdicts import Cell
    from ...core.results.findings import Findings
    from ...core.results.requirement_question import RequirementQuestion
    from .facts import ReportFacts

TAGS: Mapping[str, str] = {"nl": "nl-NL", "en": "en-GB"}
_UNITS: Mapping[str, str] = {"m": '#,##0" m"', "min": '0.0" min"'}
_SAME = 1e-6


def write_spreadsheet(
    path: Path, findings: Findings, about: ReportFacts, phrases: Phrases, settings: Sequence[tuple[str, object]]
) -> None:
    """Write the results as a spreadsheet, over one that is there.

    It opens on a row for each neighbourhood. Then come all figures by neighbourhood and requirement, published
    distances, the places among other municipalities, a series over several days and a survey where there are any, the
    requirements with their sources, the settings of the run, what each column means, and the results table as it is,
    with its own names and words. A text is never a formula. Groups of too few dwellings have no figures.

    Parameters
    ----------
    about
        What neighbourhoods are called and how much of what is asked their dwellings have.
    settings
        The name and value of each setting of the run.

    Raises
    ------
    InputError
        Where the file cannot be written.
    """
    book = _Book(findings, about, phrases)
    more = [*compared_sheets(findings, about, phrases), *more_sheets(findings, about, phrases)]
    sheets = [book.summary(), book.figures(), *more, book.sources(), book.settings(settings)]
    results = book.results()
    tag = TAGS.get(phrases.language.code, phrases.language.code)
    write_workbook(path, [*sheets, book.meanings([*sheets, results]), results], about.title, tag)


@dataclass(frozen=True)
class _Book:
    findings: Findings
    about: ReportFacts
    phrases: Phrases

    def summary(self) -> Sheet:
        """Return a row for each neighbourhood; below them what lies outside all, and the whole, without verdicts."""
        tr, findings, about = self.phrases.language.tr, self.findings, self.about
        areas, classes, degrees = findings.areas, about.classes, about.degrees
        homes = about.dwellings if findings.dwellings is None else findings.dwellings
        verdicts = [findings.verdicts(question) for question in findings.questions]
        below = [tr("Outside all neighbourhoods"), tr("All together")]
        columns = [
            SheetColumn(name=tr("Neighbourhood"), cells=[*map(self._name, areas), *below]),
            SheetColumn(name=tr("Code"), cells=[*areas, None, None]),
        ]
        if any(classes.values()):
            columns.append(SheetColumn(name=tr("Living environment"), cells=[classes.get(area) for area in areas]))
        if len(homes):
            columns.append(SheetColumn(name=tr("Dwellings"), cells=[homes.get(area) for area in areas], formats=WHOLE))
        columns.append(self._verdicts(tr("Verdict"), list(findings.overall)))
        for word, asked in (
            (tr("Requirements met"), MEETS),
            (tr("Requirements failed"), FAILS),
            (tr("Requirements unknown"), UNKNOWN_VERDICT),
        ):
            counts = [sum(one[row] == asked for one in verdicts) for row in range(len(areas))]
            columns.append(SheetColumn(name=word, cells=counts, formats=WHOLE))
        if degrees:
            everything = [degrees[area].everything_share if area in degrees else None for area in areas]
            cells, code = _shares(everything, 0)
            columns.append(SheetColumn(name=tr("Dwellings with everything"), cells=cells, formats=code))
        for number, question in enumerate(findings.questions):
            found = self._cells[number]
            rest = [findings.outside(question), findings.whole(question)]
            values = [*(found[area].value for area in areas), *(_value(question, row) for row in rest)]
            cells, codes = self._values(question, values)
            title = self._titles[number]
            columns.append(SheetColumn(name=f"{title} ({self.phrases.unit(question)})", cells=cells, formats=codes))
            columns.append(self._verdicts(f"{title}: {tr('verdict')}", [found[area].verdict for area in areas]))
        return Sheet(
            name=tr("Summary"),
            title=about.title,
            lines=[" ".join(answer(findings, about, self.phrases)), norm_footer(findings.norms, self.phrases.language)],
            columns=[_padded(column, len(areas) + 2) for column in columns],
            sums=2,
        )

    def figures(self) -> Sheet:
        """Return a row for each neighbourhood and requirement."""
        tr, findings, phrases = self.phrases.language.tr, self.findings, self.phrases
        size = len(findings.areas)
        asked = [(q, self._cells[n], findings.rows(q)) for n, q in enumerate(findings.questions)]

        def told(name: str) -> list[float]:
            return [value for _, _, rows in asked for value in rows[name].astype("float64").tolist()]

        def shares(name: str, heading: str) -> SheetColumn:
            decimals = max((decimals_of(q.target) for q, *_ in asked if q.has_share), default=0)
            cells, code = _shares(told(name), decimals)
            return SheetColumn(name=heading, cells=cells, formats=code)

        def by_unit(name: str, heading: str) -> SheetColumn:
            codes = [_UNITS.get(q.unit, GENERAL) for q, *_ in asked for _ in range(size)]
            return SheetColumn(name=heading, cells=told(name), formats=codes)

        found = [(q, cells[area]) for q, cells, _ in asked for area in findings.areas]
        rates = [
            ([math.nan] * size, GENERAL)
            if question.has_share
            else self._values(question, [cells[area].value for area in findings.areas])
            for question, cells, _ in asked
        ]
        missing = [_missing(q, cell) for q, cell in found]
        lacks = [phrases.missing(q, cell.missing, cell.facilities) if cell.lacks_more else "" for q, cell in found]
        columns = [
            SheetColumn(name=tr("Neighbourhood"), cells=[self._name(area) for _ in asked for area in findings.areas]),
            SheetColumn(name=tr("Code"), cells=[*findings.areas] * len(asked)),
            SheetColumn(name=tr("Requirement"), cells=[title for title in self._titles for _ in range(size)]),
            SheetColumn(name=tr("Norm"), cells=[self.phrases.norm(q) for q, *_ in asked for _ in range(size)]),
            SheetColumn(name=tr("Counted"), cells=[phrases.weight(q) for q, *_ in asked for _ in range(size)]),
            self._verdicts(tr("Verdict"), [cell.verdict for _, cell in found]),
            SheetColumn(name=tr("Why"), cells=[self._why(q, cell) for q, cell in found]),
            shares("share", tr("Share within")),
            SheetColumn(
                name=tr("Rate, number or share of area"),
                cells=[value for values, _ in rates for value in values],
                formats=[code for values, codes in rates for code in _of_each(codes, len(values))],
            ),
            SheetColumn(name=tr("Missing"), cells=missing, formats=[_amount(number) for number in missing]),
            SheetColumn(name=tr("Missing, in words"), cells=lacks),
            SheetColumn(name=tr("Total"), cells=told("total"), formats=WHOLE),
            SheetColumn(name=tr("Within"), cells=told("within"), formats=WHOLE),
            SheetColumn(name=tr("Outside"), cells=told("outside"), formats=WHOLE),
            SheetColumn(name=tr("Not known"), cells=told("unknown"), formats=WHOLE),
            by_unit("median", tr("Half of them within")),
            by_unit("p90", tr("Nine of ten within")),
            shares("share_at_90", tr("Share at 90 % of the threshold")),
            shares("share_at_110", tr("Share at 110 % of the threshold")),
        ]
        return Sheet(name=tr("Figures"), columns=columns)

    def sources(self) -> Sheet:
        """Return a row for each requirement, with where it comes from."""
        tr, questions, phrases = self.phrases.language.tr, self.findings.questions, self.phrases
        texts: Mapping[str, Sequence[object]] = {
            tr("requirement"): [q.title for q in questions],
            tr("norm"): [self.phrases.norm(q) for q in questions],
            tr("facility"): [q.facility for q in questions],
            tr("counted"): [phrases.weight(q) for q in questions],
            tr("source"): [q.source for q in questions],
        }
        more: Mapping[str, Sequence[object]] = {
            tr("page"): [q.page for q in questions],
            tr("words of the source"): [q.quotation for q in questions],
            tr("looked up on"): [q.looked_up for q in questions],
            tr("link"): [q.url for q in questions],
            tr("basis"): [phrases.basis(q.basis) for q in questions],
            tr("note"): [q.note for q in questions],
            tr("code"): [q.id for q in questions],
        }
        asked = [q.target if math.isnan(q.target) else of_percentage(asked_percentage(q.target)) for q in questions]
        targets, percent = _shares(asked, max(map(decimals_of, _targets(questions)), default=0))
        columns = [
            *(SheetColumn(name=name, cells=cells) for name, cells in texts.items()),
            SheetColumn(name=tr("year"), cells=[q.source_year for q in questions], formats="0"),
            *(SheetColumn(name=name, cells=cells) for name, cells in more.items()),
            SheetColumn(name=tr("threshold"), cells=[q.threshold for q in questions]),
            SheetColumn(name=tr("unit"), cells=[q.unit for q in questions]),
            SheetColumn(name=tr("target"), cells=targets, formats=percent),
        ]
        return Sheet(name=tr("Sources"), columns=columns)

    def settings(self, settings: Sequence[tuple[str, object]]) -> Sheet:
        """Return the norm set and the settings of the run."""
        tr, norms = self.phrases.language.tr, self.findings.norms
        told = [
            (tr("Norm set"), norms.title or norms.id),
            (tr("Code"), norms.id),
            (tr("Version"), norms.version),
            (tr("Status"), norm_footer(norms, self.phrases.language)),
            *([(tr("Year"), self.findings.year)] if self.findings.year is not None else []),
            *settings,
            *((f"{tr('Whose data')}: {one.name}", one.rights) for one in self.about.inputs if one.rights),
        ]
        return Sheet(
            name=tr("Settings"),
            columns=[
                SheetColumn(name=tr("setting"), cells=[name for name, _ in told]),
                SheetColumn(name=tr("value"), cells=[None if value is None else str(value) for _, value in told]),
            ],
        )

    def meanings(self, sheets: Sequence[Sheet]) -> Sheet:
        """Return what each column of each sheet means; the last of them is the results table."""
        tr = self.phrases.language.tr
        words, table = meanings_in_words(tr), result_meanings(tr)
        titles = {f"{title}: {tr('verdict')}": tr("Whether the neighbourhood meets it.") for title in self._titles}
        for number, question in enumerate(self.findings.questions):
            norm = f"{self._titles[number]} ({self.phrases.unit(question)})"
            titles[norm] = tr("What there is, cut off as in the report. Asked is: {norm}.").format(
                norm=self.phrases.norm(question)
            )
        rows = [
            (sheet.name, column.name, (table if sheet is sheets[-1] else words).get(column.name))
            for sheet in sheets
            for column in sheet.columns
        ]
        return Sheet(
            name=tr("Meaning of the columns"),
            columns=[
                SheetColumn(name=tr("Sheet"), cells=[sheet for sheet, *_ in rows]),
                SheetColumn(name=tr("Column"), cells=[column for _, column, _ in rows]),
                SheetColumn(name=tr("Meaning"), cells=[meaning or titles.get(column) for _, column, meaning in rows]),
            ],
            fixed=2,
        )

    def results(self) -> Sheet:
        """Return the results table as it is, but for the figures of groups of too few dwellings."""
        from ...core.results.small_groups import without_small_groups
        from ...core.results.table import RESULT_KINDS

        table = without_small_groups(self.findings.complete)
        columns = [SheetColumn(name=name, cells=_cells_of(table[name])) for name in RESULT_KINDS if name in table]
        return Sheet(name=self.phrases.language.tr("Results"), columns=columns, fixed=2, wraps=False)

    def _name(self, area: str) -> str:
        return self.about.name(area) or area

    @cached_property
    def _titles(self) -> Sequence[str]:
        """Return the titles of the requirements, with the id where another is called the same."""
        titles = [question.title for question in self.findings.questions]
        return [f"{q.title} [{q.id}]" if titles.count(q.title) > 1 else q.title for q in self.findings.questions]

    @cached_property
    def _cells(self) -> Sequence[Mapping[str, Cell]]:
        from ...core.results.area_verdicts import cells

        return [cells(self.findings, question) for question in self.findings.questions]

    def _verdicts(self, name: str, verdicts: Sequence[str | None]) -> SheetColumn:
        fills = [without_sign(CELLS.get(verdict, OTHER_CELL)) for verdict in verdicts]
        return SheetColumn(name=name, cells=[self.phrases.verdict(verdict) for verdict in verdicts], fills=fills)

    def _values(self, question: RequirementQuestion, values: Sequence[float]) -> tuple[list[float], str | list[str]]:
        """Return values as the report says them, cut off, and their number format, or that of each."""
        if question.has_share:
            return _shares(values, decimals_of(question.target))
        if question.is_share:
            return _shares(values, max(decimals_of(question.threshold), 1))
        return (list(values), WHOLE) if question.kind.whole else _rates(values)

    def _why(self, question: RequirementQuestion, cell: Cell) -> str:
        """Describe why something is unknown, and for which area it was judged if that is a larger one."""
        why = self.phrases.reason(cell.reason, question)
        if cell.area is None or cell.verdict in (NOT_APPLICABLE, None):
            return why
        tr = self.phrases.language.tr
        return f"{tr('judged for {area}').format(area=self.about.label(cell.area))} {why}".rstrip()


def _padded(column: SheetColumn, size: int) -> SheetColumn:
    """Return a column with empty cells below it."""
    lack = size - len(column.cells)
    fills = [*column.fills, *[""] * lack] if column.fills else ()
    return SheetColumn(name=column.name, cells=[*column.cells, *[None] * lack], formats=column.formats, fills=fills)


def _cells_of(column: pd.Series) -> list[object]:
    return [None if empty else value for value, empty in zip(column.tolist(), column.isna().tolist(), strict=True)]


def _value(question: RequirementQuestion, row: pd.Series) -> float:
    return float(row["share" if question.has_share else "rate"])


def _targets(questions: Sequence[RequirementQuestion]) -> list[float]:
    return [q.target for q in questions if not math.isnan(q.target)]


def _missing(question: RequirementQuestion, cell: Cell) -> float:
    """Return what is missing as the report says it: rounded up, dwellings, people and facilities to whole ones."""
    if not cell.lacks_more:
        return math.nan
    if question.unit == "number" and not math.isnan(cell.facilities):
        return cell.facilities
    return math.ceil(cell.missing - _SAME) if question.has_share else lacking(cell.missing)[0]


def _amount(value: float) -> str:
    """Return the number format of what is missing."""
    return WHOLE if math.isnan(value) or value.is_integer() else "0.0" if value >= 1 else "0.00"


def _shares(shares: Sequence[float | None], decimals: int) -> tuple[list[float], str]:
    """Return shares cut off to so many decimals of a percentage, and the number format that shows no more of them.

    What is under the least percentage stays as it is, and is shown as less than that.
    """
    found = []
    for share in shares:
        if share is None or math.isnan(share):
            found.append(math.nan)
            continue
        percentage, sign = percent_within(share, decimals)
        found.append(share if sign else round(percentage / 100, decimals + 2))
    shown = "0%" if not decimals else f"0.{'0' * decimals}%"
    least = round(10.0 ** -(decimals + 2), decimals + 2)
    return found, f'[=0]{shown};[<{least:.{decimals + 2}f}]"< {100 * least:g} %";{shown}'


def _of_each(codes: str | Sequence[str], size: int) -> Sequence[str]:
    """Return the number format of each of so many cells."""
    return [codes] * size if isinstance(codes, str) else codes


def _rates(rates: Sequence[float]) -> tuple[list[float], list[str]]:
    """Return rates cut off as the report says them, and the number format of each."""
    cut = [(rate, 0) if math.isnan(rate) else cut_rate(rate) for rate in rates]
    return [rate for rate, _ in cut], [f"#,##0.{'0' * decimals}".rstrip(".") for _, decimals in cut]
