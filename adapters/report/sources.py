"""Where the norms come from, what is not known, how it was measured, and what was run."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...core.statuses import UNKNOWN_VERDICT
from ..outputs.provenance import plugin_version
from .attribution import attribution
from .facts import ReportFacts
from .norm_set_words import norm_footer
from .phrases import Phrases
from .table_cells import word

if TYPE_CHECKING:
    from ...core.results.findings import Findings


@dataclass(frozen=True, kw_only=True)
class NormSource:
    """A norm with where it comes from; `is_link` says whether its address may be followed."""

    title: str
    asked: str
    source: str
    basis: str
    url: str
    is_link: bool
    note: str
    provenance: str


@dataclass(frozen=True, kw_only=True)
class SourcesSection:
    """The norms with their sources, what is not known, how it was measured, and the layers that went in."""

    norms: Sequence[NormSource]
    unknowns: Sequence[str]
    method: Sequence[str]
    inputs: Sequence[tuple[str, str, str]]
    rights: str
    footer: str
    made: str


def sources_section(findings: Findings, about: ReportFacts, phrases: Phrases) -> SourcesSection:
    """Return where all of it comes from."""
    return SourcesSection(
        norms=[
            NormSource(
                title=question.title,
                asked=phrases.threshold(question),
                source=phrases.source(question),
                basis=phrases.basis(question.basis),
                url=question.url,
                is_link=question.url.startswith(("http://", "https://")),
                note=question.note,
                provenance=phrases.provenance(question),
            )
            for question in findings.questions
        ],
        unknowns=_unknowns(findings, phrases),
        method=_method(findings, phrases),
        inputs=[(one.name, phrases.input_layer(one), one.rights) for one in about.inputs],
        rights=attribution(about.inputs, phrases.language),
        footer=norm_footer(findings.norms, phrases.language),
        made=phrases.language.tr("Made with Buurtmaat {version}.").format(version=plugin_version()),
    )


def _unknowns(findings: Findings, phrases: Phrases) -> list[str]:
    """Describe for each requirement what is not known: in how many areas and why, and of how many dwellings."""
    tr, found = phrases.language.tr, []
    for question in findings.questions:
        rows = findings.rows(question, question.level)
        reasons = Counter(
            phrases.reason(word(reason), question) or tr("too much of it is unknown")
            for reason in rows[rows["compliance"] == UNKNOWN_VERDICT]["reason"]
        )
        unknown = float(findings.whole(question)["unknown"])
        parts = [tr("{n} {n:area|areas}: {reason}").format(n=n, reason=reason) for reason, n in reasons.items()]
        if unknown > 0:
            parts.append(
                tr("{n} {weight} of which it is not known").format(
                    n=phrases.many(unknown), weight=phrases.weight(question, phrases.many(unknown))
                )
            )
        outside = float(findings.outside(question)["total"])
        if outside > 0:
            parts.append(
                tr("{n} {weight} outside all neighbourhoods").format(
                    n=phrases.many(outside), weight=phrases.weight(question, phrases.many(outside))
                )
            )
        if parts:
            found.append(f"{question.title}: {'; '.join(parts)}.")
    return found


def _method(findings: Findings, phrases: Phrases) -> list[str]:
    tr, short = phrases.language.tr, phrases.language.short
    questions = findings.questions
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
        said.append(tr("A landlord or complex with fewer than {n} dwellings gets no verdict.").format(n=short(group)))
    return said
