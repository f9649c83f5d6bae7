"""How norms, figures and verdicts are said in words, in the language of a report."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..core.statuses import (
    CAPACITY_UNKNOWN,
    FACILITIES_UNUSABLE,
    FAILS,
    FIELD_UNKNOWN,
    MEETS,
    NEIGHBOURHOOD,
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

_SAME = 1e-6
_MANY = 10
_YEAR = re.compile(r"\b(1[89]|20)[0-9]{2}\b")
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
            "inhabitants_65": tr("people aged 65 and over"),
            "households": tr("households"),
        }
        return words.get(question.weight, question.weight)

    def amount(self, question: Question, value: float) -> str:
        """Write a number in the unit of a requirement's threshold."""
        if question.unit == "share":
            return f"{self.language.short(100 * value)} %"
        return f"{self.language.short(value)} {_UNITS.get(question.unit, '')}".strip()

    def missing(self, question: Question, value: float) -> str:
        """Write what is missing: dwellings or people beyond what the target allows, places or m².

        Dwellings and people are whole, rounded up: with one fewer the target is not met.
        """
        if question.has_share:
            number = self.language.number(math.ceil(value - _SAME), 0)
            text = self.language.tr("{n} {weight} too many out of reach")
            return text.format(n=number, weight=self.weight(question))
        if question.unit in ("m2", "share"):
            unit = "m²"
        elif value == 1:
            return self.language.tr("1 facility")
        else:
            unit = self.language.tr("facilities")
        return f"{self.language.short(value, 0 if value >= _MANY else 1 if value >= 1 else 2)} {unit}"

    def many(self, value: float) -> str:
        """Write a number of dwellings or people; where they were spread over rows, a part of one says nothing."""
        return self.language.number(value, 0) if value >= _MANY else self.language.short(value, 1)

    def meeting(self, verdicts: Iterable[str | None], *, areas: bool = False) -> str:
        """Say how many neighbourhoods (or areas) meet a requirement, and how many cannot be judged."""
        tr, number = self.language.tr, Counter(verdicts)
        met, unknown = number[MEETS], number[UNKNOWN_VERDICT]
        judged = met + number[FAILS] + unknown
        if not judged:
            return tr("No verdict.")
        if met + number[FAILS] == 0:
            none = (
                tr("None of the {all} areas can be judged.")
                if areas
                else tr("None of the {all} neighbourhoods can be judged.")
            )
            return none.format(all=judged)
        one, more = (
            (tr("1 of {all} areas meets it."), tr("{n} of {all} areas meet it."))
            if areas
            else (tr("1 of {all} neighbourhoods meets it."), tr("{n} of {all} neighbourhoods meet it."))
        )
        said = (one if met == 1 else more).format(n=met, all=judged)
        return f"{said} {tr('{n} cannot be judged.').format(n=unknown)}" if unknown else said

    def meeting_short(self, met: int, failed: int, unknown: int) -> str:
        """Say the same in a cell; nothing where nothing is judged."""
        tr = self.language.tr
        if met + failed == 0:
            return tr("none can be judged") if unknown else ""
        one, more = tr("1 of {all} meets it"), tr("{n} of {all} meet it")
        said = (one if met == 1 else more).format(n=met, all=met + failed + unknown)
        return tr("{said}, {n} unknown").format(said=said, n=unknown) if unknown else said

    def question(self, findings: Findings, question: Question) -> str:
        """Say in a few sentences how a requirement is met over all, and what is missing."""
        rows = findings.rows(question, question.level)
        said = [self.meeting(rows["compliance"].dropna(), areas=question.level != NEIGHBOURHOOD)]
        threshold = self.threshold(question, findings.rows(question)["threshold"])
        said.append(self.whole(question, findings.whole(question), threshold))
        missing = rows["shortfall_capacity"].sum()
        if not question.has_share and missing > 0:
            text = self.language.tr("Together they lack {missing}.")
            if question.rounds_up:
                text = self.language.tr("Together they lack {missing}, each rounded up to whole ones.")
            said.append(text.format(missing=self.missing(question, missing)))
        if question.spread:
            said.append(self.language.tr("Figures of neighbourhoods were spread over their dwellings."))
        return " ".join(one for one in said if one)

    def source(self, question: Question) -> str:
        """Say where a norm comes from, and its year where the source does not have one in it."""
        if not question.source or question.source == "none":
            return self.language.tr("no source")
        dated = math.isnan(question.source_year) or _YEAR.search(question.source)
        return question.source if dated else f"{question.source} {question.source_year:.0f}"

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
        if question.indicator == "presence":
            return self.language.short(value)
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
        unknown = tr("Of {n} {weight} it is not known.").format(
            n=self.many(float(row["unknown"])), weight=self.weight(question)
        )
        if not row["within"] + outside > 0:
            return unknown
        said = sentences[question.indicator].format(
            n=self.many(outside),
            all=self.many(total),
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
        one, more = (
            tr("1 of {all} neighbourhoods meets all requirements."),
            tr("{n} of {all} neighbourhoods meet all requirements."),
        )
        said = [(one if meeting == 1 else more).format(n=meeting, all=asked)]
        open_ = int((findings.overall == UNKNOWN_VERDICT).sum())
        if open_:
            said.append(tr("{n} cannot be judged.").format(n=open_))
        if not met + failed + unknown:
            said = [tr("No verdict is asked: the requirements have no target.")]
        if findings.year is not None:
            said.insert(0, tr("In {year}:").format(year=findings.year))
        if asked < len(findings.areas):
            said.append(tr("In {n} nothing is asked.").format(n=len(findings.areas) - asked))
        counted = tr("Over all neighbourhoods: {met} requirements met, {failed} failed, {unknown} unknown.")
        numbers = {"met": met, "failed": failed, "unknown": unknown}
        return [*said, counted.format(**{name: self.language.number(n, 0) for name, n in numbers.items()})]

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
