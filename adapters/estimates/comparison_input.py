"""Survey figures beside the verdicts of a run, read to be compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from qgis.core import QgsFeatureSource

from ...core.arrays import Floats, to_list
from ...core.errors import InputError
from ...core.estimates.crossing import Lacking
from ...core.estimates.direct_estimates import Z95
from ...core.progress import Progress
from ...core.statuses import FAILS, MEETS
from ..io import parameter_names as p
from ..io.columns import field_title, numbered
from ..io.feedback import first_few
from ..io.reader import Reader, read, read_numbers
from ..io.reading import Layer
from ..io.roles import find_column
from ..io.translation import tr
from ..results.run_outputs import read_results

if TYPE_CHECKING:
    from ...core.results.findings import Findings
    from ...core.results.requirement_question import RequirementQuestion


@dataclass(frozen=True, kw_only=True)
class FigureFields:
    """Which fields hold a figure, how sure it is and what it is called; `is_ours` where Survey estimates wrote them."""

    figure: str
    variance: str
    low: str
    high: str
    title: str = ""
    is_ours: bool

    @property
    def numbers(self) -> list[str]:
        """Return those with the figure and how sure it is; empty where they have another way to say it."""
        return [self.figure, self.variance, self.low, self.high]


@dataclass(frozen=True, kw_only=True)
class ComparisonInputs:
    """Survey figures and a results table, read.

    Parameters
    ----------
    title
        What the figure is called.
    figure, variance
        Of each neighbourhood of the results table, with its sampling variance; NaN where there is none.
    names
        What people call these neighbourhoods.
    findings, questions
        The results table, and the requirements to compare with.
    modelled
        Whether the figure was modelled by others.
    """

    title: str
    figure: Floats
    variance: Floats
    names: Sequence[str]
    findings: Findings
    questions: Sequence[RequirementQuestion]
    modelled: bool

    def lacking(self, question: RequirementQuestion) -> Lacking:
        """Return what each neighbourhood lacks by a requirement."""
        verdicts = self.findings.verdicts(question)
        nothing: Floats = np.full(len(verdicts), np.nan)
        outside: Floats = nothing
        least: Floats = nothing
        most: Floats = nothing
        if question.has_share:
            rows = self.findings.rows(question)
            within, out, unknown = (rows[name].to_numpy(np.float64) for name in ("within", "outside", "unknown"))
            known, total = within + out, within + out + unknown
            with np.errstate(invalid="ignore", divide="ignore"):
                outside = np.where(known > 0, out / known, np.nan)
                least, most = out / total, (out + unknown) / total
        return Lacking(met=verdicts == MEETS, failed=verdicts == FAILS, outside=outside, least=least, most=most)


def read_comparison(reader: Reader, progress: Progress) -> ComparisonInputs:
    """Read the figures and the results table, and put them together by neighbourhood."""
    from ...core.results.findings import read_findings

    source = reader.needed(p.ESTIMATES)
    fields = _fields(reader, source)
    names = source.fields().names()
    code = reader.field(p.AREA_ID) or find_column("neighbourhood_code", names, {}) or ""
    label = find_column("neighbourhood_name", names, {}) or ""
    wanted = [code, label, *fields.numbers, fields.title]
    layer = read(reader, source, None, [name for name in dict.fromkeys(wanted) if name], progress=progress.part(0, 0.4))
    findings = read_findings(read_results(reader.needed(p.RESULTS), progress.part(0.4, 0.8)))
    progress.at(0.85)
    figure, variance = _figures(reader, layer, fields)
    ids = layer.codes(code) if code else [str(one) for one in to_list(layer.ids)]
    row_of = _rows(layer, ids, findings)
    called = layer.names(label) if label else ids
    at = np.array([row_of.get(area, -1) for area in findings.areas])
    figure, variance = (np.where(at >= 0, values[at], np.nan) for values in (figure, variance))
    _tell(reader, findings, set(ids), figure, variance)
    progress.at(1.0)
    return ComparisonInputs(
        title=_title(source, layer, fields),
        figure=figure,
        variance=variance,
        names=[(called[row] or area) if row >= 0 else area for area, row in zip(findings.areas, at, strict=True)],
        findings=findings,
        questions=_questions(reader, findings),
        modelled=not fields.is_ours,
    )


def _fields(reader: Reader, source: QgsFeatureSource) -> FigureFields:
    """Return the fields that were chosen; of an output of Survey estimates those that hold what respondents say."""
    names = source.fields().names()
    figure, low, high = (reader.field(name) for name in (p.ESTIMATE_FIELD, p.LOW_FIELD, p.HIGH_FIELD))
    if figure or low or high:
        if not (figure and low and high):
            raise InputError(
                "Figures that others modelled need all three: fill in ESTIMATE_FIELD, LOW_FIELD and HIGH_FIELD."
            )
        return FigureFields(figure=figure, variance="", low=low, high=high, is_ours=False)
    own, variance = numbered(names, "direct"), numbered(names, "sampling_variance")
    if own is None or variance is None:
        raise InputError(
            "The layer “{layer}” is no output of Survey estimates: choose that, or fill in ESTIMATE_FIELD, LOW_FIELD "
            "and HIGH_FIELD.",
            layer=source.sourceName(),
        )
    title = numbered(names, "figure") or ""
    return FigureFields(figure=own, variance=variance, low="", high="", title=title, is_ours=True)


def _title(source: QgsFeatureSource, layer: Layer, fields: FigureFields) -> str:
    """Return what the figure is called: as the survey's own layer called it, else its field; before that, its layer."""
    if not fields.is_ours:
        return field_title(source, fields.figure)
    told = layer.texts(fields.title) if fields.title else []
    return next(filter(None, told), source.sourceName())


def _figures(reader: Reader, layer: Layer, fields: FigureFields) -> tuple[Floats, Floats]:
    figure = read_numbers(reader, layer, fields.figure)
    if fields.variance:
        return figure, read_numbers(reader, layer, fields.variance)
    low, high = read_numbers(reader, layer, fields.low), read_numbers(reader, layer, fields.high)
    wrong = (low > figure) | (figure > high)
    if wrong.any():
        raise InputError(
            "In {n} {n:row|rows} the figure lies outside its interval ({ids}): check ESTIMATE_FIELD, "
            "LOW_FIELD and HIGH_FIELD.",
            n=int(wrong.sum()),
            ids=first_few(to_list(layer.ids[wrong])),
        )
    return figure, np.square((high - low) / (2 * Z95), dtype=np.float64)


def _rows(layer: Layer, ids: Sequence[str | None], findings: Findings) -> dict[str, int]:
    found: dict[str, int] = {}
    for row, own in enumerate(ids):
        if own is None:
            continue
        if own in found:
            raise InputError(
                "The layer “{layer}” has more than one row of {area}: choose one of a year, or another AREA_ID.",
                layer=layer.name,
                area=own,
            )
        found[own] = row
    if not set(found) & set(findings.areas):
        raise InputError(
            "The areas of the layer “{layer}” are called otherwise ({own}) than those of the results table ({table}): "
            "choose the field with their code.",
            layer=layer.name,
            own=first_few(list(found), 3),
            table=first_few(findings.areas, 3),
        )
    return found


def _tell(reader: Reader, findings: Findings, ids: set[str | None], figure: Floats, variance: Floats) -> None:
    """Warn of what cannot be compared: areas of one side only, and figures of which nobody says how sure they are."""
    known = np.isfinite(figure)
    for rows, text in (
        (~known, tr("Neighbourhoods of the results table without a survey figure: {n} ({ids})")),
        (
            known & ~(variance > 0),
            tr("Neighbourhoods whose survey figure has no interval, left out: {n} ({ids})"),
        ),
    ):
        lacking = [findings.areas[row] for row in np.flatnonzero(rows)]
        if lacking:
            reader.feedback.pushWarning(text.format(n=len(lacking), ids=first_few(lacking)))
    more = sorted(str(one) for one in ids - {*findings.areas} if one is not None)
    if more:
        reader.feedback.pushWarning(
            tr("Areas of the survey that the results table lacks: {n} ({ids})").format(n=len(more), ids=first_few(more))
        )


def _questions(reader: Reader, findings: Findings) -> list[RequirementQuestion]:
    """Return the requirement that was chosen, else all."""
    name = reader.text(p.REQUIREMENT)
    if not name:
        return list(findings.questions)
    found = findings.question(name)
    if found is None:
        raise InputError(
            "The results table has no requirement “{id}”; choose one of: {ids}.",
            id=name,
            ids=", ".join(question.id for question in findings.questions),
        )
    return [found]
