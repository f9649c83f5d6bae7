"""How norms, figures and verdicts are said in words, in the language of a report."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..core.statuses import (
    CAPACITY_UNKNOWN,
    FACILITIES_UNUSABLE,
    FAILS,
    FIELD_UNKNOWN,
    MEETS,
    NO_CLASS,
    NO_CYCLE_NETWORK,
    NO_DWELLINGS,
    NO_FACILITY,
    NO_FIELD,
    NOT_APPLICABLE,
    TOO_FEW,
    UNKNOWN_VERDICT,
    WEIGHT_UNKNOWN,
)
from .translation import Language

if TYPE_CHECKING:
    import pandas as pd

    from ..core.findings import Findings, Norms, Question

_UNITS = {"m": "m", "min": "min", "m2": "m²"}


@dataclass(frozen=True)
class Phrases:
    """Says things in a language."""

    language: Language

    def verdict(self, word: str | None) -> str:
        """Say a verdict."""
        return self.verdicts.get(word, str(word))

    @property
    def verdicts(self) -> Mapping[str | None, str]:
        """Give the words for all verdicts; None stands for none."""
        tr = self.language.tr
        return {
            MEETS: tr("meets"),
            FAILS: tr("fails"),
            UNKNOWN_VERDICT: tr("unknown"),
            TOO_FEW: tr("too few dwellings"),
            NOT_APPLICABLE: tr("not applicable"),
            None: tr("no verdict"),
        }

    def reason(self, reason: str | None) -> str:
        """Say why something is unknown, nothing where there is no reason; a field's name is put behind."""
        if not reason:
            return ""
        tr = self.language.tr
        code, _, rest = reason.partition(":")
        word = {
            WEIGHT_UNKNOWN: tr("no figure"),
            NO_DWELLINGS: tr("no dwellings to spread a figure over"),
            CAPACITY_UNKNOWN: tr("capacity not known"),
            NO_FACILITY: tr("no facilities known"),
            FACILITIES_UNUSABLE: tr("facilities off the network"),
            NO_FIELD: tr("no such field"),
            FIELD_UNKNOWN: tr("field not filled in"),
            NO_CLASS: tr("no norm for this living environment"),
            NO_CYCLE_NETWORK: tr("no network for bicycles"),
        }.get(code, code)
        return f"{word}: {rest}" if rest else word

    def basis(self, code: str) -> str:
        """Say what a norm rests on."""
        tr = self.language.tr
        return {
            "national": tr("national guideline"),
            "municipal": tr("municipal guideline"),
            "institute": tr("knowledge institute"),
            "foreign": tr("from abroad"),
            "illustrative": tr("example"),
        }.get(code, code)

    def weight(self, question: Question) -> str:
        """Say what a requirement weighs by; a field that is no role keeps its name."""
        tr = self.language.tr
        words = {
            "dwellings": tr("dwellings"),
            "inhabitants": tr("inhabitants"),
            "inhabitants_65": tr("people over 65"),
            "households": tr("households"),
        }
        return words.get(question.weight, question.weight)

    def amount(self, question: Question, value: float) -> str:
        """Write a number in the unit of a requirement's threshold."""
        if question.unit == "share":
            return f"{self.language.short(100 * value)} %"
        return f"{self.language.short(value)} {_UNITS.get(question.unit, '')}".strip()

    def missing(self, question: Question, value: float) -> str:
        """Write what is missing: dwellings, places or m²."""
        if question.has_share:
            return f"{self.language.short(value, 1)} {self.weight(question)}"
        if question.unit in ("m2", "share"):
            unit = "m²"
        elif value == 1:
            return self.language.tr("1 facility")
        else:
            unit = self.language.tr("facilities")
        return f"{self.language.short(value, 1 if value >= 1 else 2)} {unit}"

    def target(self, question: Question) -> str:
        """Write the share that is asked, nothing where there is none."""
        return "" if math.isnan(question.target) else f"{self.language.short(100 * question.target, 1)} %"

    def threshold(self, question: Question, thresholds: pd.Series) -> str:
        """Write the threshold as it is said: 500 m, 2 within 10 min, 125 m² per 1,000 dwellings, 3 % of the area.

        Parameters
        ----------
        thresholds
            Of each area, for a norm that differs between them.
        """
        tr = self.language.tr
        if not math.isnan(question.threshold):
            return self._norm(question, self.amount(question, question.threshold))
        known = thresholds.dropna()
        said = tr("{low} to {high}").format(
            low=self.amount(question, known.min()) if len(known) else "–",
            high=self.amount(question, known.max()) if len(known) else "–",
        )
        return tr("{norm}, by living environment").format(norm=self._norm(question, said))

    def _norm(self, question: Question, amount: str) -> str:
        """Say what is asked, with the amount of its threshold."""
        tr, short = self.language.tr, self.language.short
        if question.indicator == "rate":
            return tr("{amount} per {n} {weight}").format(
                amount=amount, n=short(question.per), weight=self.weight(question)
            )
        if question.indicator == "count":
            return tr("{n} within {threshold}").format(n=short(question.minimum), threshold=amount)
        if question.indicator == "types":
            return tr("{n} kinds within {threshold}").format(n=short(question.minimum), threshold=amount)
        if question.indicator == "basket":
            return tr("all within {threshold}").format(threshold=amount)
        if question.indicator == "presence":
            return tr("at least {n}").format(n=amount)
        if question.indicator == "area_share":
            return tr("{share} of the area").format(share=amount)
        return amount

    def unit(self, question: Question) -> str:
        """Say what its value is: a share, or so many facilities or m² per so many of the weight."""
        tr = self.language.tr
        if question.is_share:
            return tr("share")
        counted = _UNITS.get(question.unit, tr("number"))
        if question.indicator != "rate":
            return counted
        return tr("{amount} per {n} {weight}").format(
            amount=counted, n=self.language.short(question.per), weight=self.weight(question)
        )

    def value(self, question: Question, value: float) -> str:
        """Write a share or a rate."""
        if math.isnan(value):
            return "–"
        # Cut off, not rounded: 94.96 % does not reach 95 %, and must not look as if it did.
        return self.percent(value) if question.is_share else self.language.number(value, 2)

    def percent(self, share: float) -> str:
        """Write a share, cut off to a tenth of a percent."""
        return "–" if math.isnan(share) else f"{self.language.number(math.floor(1000 * share + 1e-9) / 10)} %"

    def whole(self, question: Question, row: pd.Series, threshold: str) -> str:
        """Say how many of all do not have what is asked; nothing where that is not known."""
        tr = self.language.tr
        total, outside = float(row["total"]), float(row["outside"])
        if not question.has_share or not total > 0 or math.isnan(outside):
            return ""
        sentences = {
            "distance": tr("{n} of {all} {weight} ({share} %) lie farther than {threshold}.")
            if question.weight == "dwellings"
            else tr("{n} of {all} {weight} ({share} %) live farther than {threshold}."),
            "count": tr("{n} of {all} {weight} ({share} %) have fewer than {threshold}."),
            "types": tr("{n} of {all} {weight} ({share} %) have fewer than {threshold}."),
            "basket": tr("{n} of {all} {weight} ({share} %) do not have {threshold}."),
        }
        unknown = tr("Of {n} it is not known.").format(n=self.language.short(float(row["unknown"]), 1))
        if not row["within"] + outside > 0:
            return unknown
        said = sentences[question.indicator].format(
            n=self.language.short(outside, 1),
            all=self.language.short(total, 1),
            weight=self.weight(question),
            share=self.language.number(100 * outside / total, 0 if outside >= total / 200 or not outside else 1),
            threshold=threshold,
        )
        return f"{said} {unknown}" if row["unknown"] > 0 else said

    def summary(self, findings: Findings) -> list[str]:
        """Say in how many neighbourhoods all is met, and how many requirements are met, failed and unknown."""
        tr = self.language.tr
        meeting, met, failed, unknown = findings.totals
        asked = sum(verdict != NOT_APPLICABLE for verdict in findings.overall)
        said = [tr("{n} of {all} neighbourhoods meet all requirements.").format(n=meeting, all=asked)]
        if not met + failed + unknown:
            said = [tr("No verdict is asked: the requirements have no target.")]
        if findings.year is not None:
            said.insert(0, tr("In {year}:").format(year=findings.year))
        if asked < len(findings.areas):
            said.append(tr("In {n} nothing is asked.").format(n=len(findings.areas) - asked))
        counted = tr("Over all neighbourhoods: {met} requirements met, {failed} failed, {unknown} unknown.")
        return [*said, counted.format(met=met, failed=failed, unknown=unknown)]

    def footer(self, norms: Norms) -> str:
        """Say who adopted the norms, or that they are no law; and what took their place."""
        tr = self.language.tr
        sentences = [tr("No legal norm.")]
        if norms.state != "draft" and norms.adopted_by:
            date = norms.adopted_on or tr("an unknown date")
            sentences = [tr("Adopted by {who} on {date}.").format(who=norms.adopted_by, date=date)]
        if norms.state == "superseded":
            sentences.append(tr("Superseded by {other}.").format(other=norms.superseded_by or tr("a later norm set")))
        return " ".join([self.norm_set(norms.id, norms.version, norms.state), *sentences])

    def norm_set(self, name: str, version: str, state: str) -> str:
        """Say which norm set it was."""
        tr = self.language.tr
        states = {"draft": tr("draft"), "adopted": tr("adopted"), "superseded": tr("superseded")}
        return tr("Norm set {id}, version {version}, {state}.").format(
            id=name, version=version, state=states.get(state, state)
        )
