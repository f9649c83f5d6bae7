"""How norms, figures and verdicts are said in words, in the language of a report."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QDate, Qt

from ...core.facility_words import word_for
from ...core.statuses import (
    CAPACITY_UNKNOWN,
    FACILITIES_UNUSABLE,
    FIELD_UNKNOWN,
    NEIGHBOURHOOD,
    NO_CLASS,
    NO_CYCLE_NETWORK,
    NO_DWELLINGS,
    NO_FACILITY,
    NO_FIELD,
    NO_PUBLIC_SPACE,
    SMALL_NEED,
    WEIGHT_UNKNOWN,
)
from ...core.wording import cut_rate, decimals_of, lacking
from ..io.code_words import field_word, role_words, status_words
from ..io.roles import find_column
from ..io.translation import Language
from ..norms.choice_words import named_modes
from ..norms.indicator_words import indicator_words
from ..outputs.provenance import InputLayer
from ..results.verdict_words import verdict_words
from .count_phrases import CountPhrases
from .percentages import COMPARED, asked_percent, outside_percent, percent

if TYPE_CHECKING:
    import pandas as pd

    from ...core.norms.model import Requirement
    from ...core.results.findings import Findings
    from ...core.results.requirement_question import RequirementQuestion

_SAME = 1e-6
_MANY = 10

_YEAR = re.compile(r"\b(1[89]|20)[0-9]{2}\b")
_UNITS = {"m": "m", "min": "min", "m2": "m²"}


@dataclass(frozen=True)
class Phrases:
    """Says things in a language."""

    language: Language

    @property
    def counted(self) -> CountPhrases:
        """Return what says how many of them meet what is asked."""
        return CountPhrases(self.language)

    def verdict(self, word: str | None) -> str:
        """Describe a verdict."""
        return verdict_words(self.language.tr).get(word, str(word))

    def reason(self, reason: str | None, question: RequirementQuestion | None = None) -> str:
        """Describe why something is unknown, nothing where there is no reason; of a dwelling it may be its status.

        A field's name is put behind, and of a `question` the types that are not in the data.
        """
        if not reason:
            return ""
        tr = self.language.tr
        code, _, rest = reason.partition(":")
        if code == NO_FACILITY and question is not None:
            rest = ", ".join(self.lacking_type(one) for one in question.absent.split(" | ") if one)
        elif code in (NO_FIELD, FIELD_UNKNOWN):
            rest = field_word(rest, tr)
        words: Mapping[str, str] = {
            **status_words(tr),
            WEIGHT_UNKNOWN: tr("no figure"),
            NO_DWELLINGS: tr("no dwellings to spread a figure over"),
            CAPACITY_UNKNOWN: tr("capacity not known"),
            NO_FACILITY: tr("type not in the data"),
            FACILITIES_UNUSABLE: tr("facilities off the network"),
            NO_FIELD: tr("no such field"),
            FIELD_UNKNOWN: tr("field not filled in"),
            NO_CLASS: tr("no norm for this living environment"),
            NO_CYCLE_NETWORK: tr("no network for bicycles"),
            NO_PUBLIC_SPACE: tr("no layer with the public space"),
            SMALL_NEED: tr("less than half a facility is missing"),
        }
        word = words.get(code, code)
        return f"{word}: {rest}" if rest else word

    def basis(self, code: str) -> str:
        """Describe what a norm rests on."""
        tr = self.language.tr
        return {
            "national": tr("national guideline"),
            "municipal": tr("municipal guideline"),
            "institute": tr("knowledge institute"),
            "foreign": tr("from abroad"),
            "illustrative": tr("example"),
        }.get(code, code)

    def weight(self, question: RequirementQuestion | Requirement, number: str = "") -> str:
        """Describe what a requirement weighs by, behind its number; a field that is no role keeps its name."""
        return role_words(self.language.tr, one=number == "1").get(question.weight, question.weight)

    def figure(self, name: str) -> str:
        """Describe a figure of areas and dwellings; a field that is no role keeps its name."""
        return self._figures().get(name, name)

    def _figures(self) -> dict[str, str]:
        """Return the words for figures of areas and dwellings by their roles."""
        return role_words(self.language.tr)

    def asked(self, question: RequirementQuestion, number: str = "") -> str:
        """Return of whom a requirement asks something: its weight, or the part of it that its conditions leave."""
        who = self.weight(question, number)
        return self.language.tr("{weight} that this is asked for").format(weight=who) if question.is_of_some else who

    def amount(self, question: RequirementQuestion, value: float, decimals: int = 2) -> str:
        """Write a number in the unit of a requirement's threshold."""
        if question.unit == "share":
            return asked_percent(value, self.language)
        return f"{self.language.short(value, decimals)} {_UNITS.get(question.unit, '')}".strip()

    def missing(self, question: RequirementQuestion, value: float, facilities: float = math.nan) -> str:
        """Write what is missing: dwellings or people beyond what the target allows, places or m².

        It is rounded up, dwellings and people to whole ones: with one fewer the target is not met. NaN, of a table that
        does not say it, is "–". How many whole `facilities` that is, is said where it is known.
        """
        if math.isnan(value):
            return "–"
        if not math.isnan(facilities) and not math.isnan(question.size):
            one, more = self.language.tr("{missing} (1 of {size} m²)"), self.language.tr("{missing} ({n} of {size} m²)")
            return (one if facilities == 1 else more).format(
                missing=self.missing(question, value),
                n=self.language.number(facilities, 0),
                size=self.language.short(question.size),
            )
        if not math.isnan(facilities) and question.unit == "number":
            value = facilities
        if question.has_share:
            number = self.language.number(math.ceil(value - _SAME), 0)
            text = self.language.tr("{n} {weight} too many out of reach")
            return text.format(n=number, weight=self.weight(question, number))
        up, decimals = lacking(value)
        number = self.language.short(up, decimals)
        if question.unit in ("m2", "share"):
            return f"{number} m²"
        if up == 1:
            return self.language.tr("1 facility")
        words = self.language.tr("{n} {n:facility|facilities}") if up > 1 else self.language.tr("{n} of a facility")
        return words.format(n=number)

    def too_many(self, question: RequirementQuestion, missing: float, capacity: tuple[float, float]) -> str:
        """Return what is missing in an area in the words of a resident: 439 dwellings too far away, 1,218 m² missing.

        Parameters
        ----------
        missing
            Dwellings or people without it, beyond those that the target allows; of a norm with a share.
        capacity
            Of another: the places or m² that are missing, and the whole facilities, NaN where nobody says.
        """
        if question.has_share:
            words = indicator_words(self.language.tr)[question.indicator].too_many
            number = self.language.number(math.ceil(missing - _SAME), 0)
            return words.format(n=number, weight=self.weight(question, number))
        return self.language.tr("{missing} missing").format(missing=self.missing(question, *capacity))

    def facility(self, type_: str) -> str:
        """Return the word for a type of facility; what has none is a facility."""
        if not type_:
            return self.language.tr("facility")
        return word_for(type_, self.language.tr)

    def lacking_type(self, type_: str) -> str:
        """Return the word for a type that no layer has, and behind it the type itself: a layer may have the word."""
        word = self.facility(type_)
        return word if word == type_ else f"{word} ({type_})"

    def many(self, value: float) -> str:
        """Write a number of dwellings or people; where they were spread over rows, a part of one says nothing."""
        return self.language.number(value, 0) if value >= _MANY else self.language.short(value, 1)

    def question(self, findings: Findings, question: RequirementQuestion) -> str:
        """Describe in a few sentences how a requirement is met over all, and what is missing."""
        rows = findings.rows(question, question.level)
        said = [self.counted.meeting(rows["compliance"].dropna(), areas=question.level != NEIGHBOURHOOD)]
        threshold = self.threshold(question)
        said.append(self.whole(question, findings.whole(question), threshold))
        small = findings.small_needs(question)
        lacking = rows[rows["reason"] != SMALL_NEED]
        missing = lacking["shortfall_capacity"].sum()
        if not question.has_share and missing > 0:
            text = self.language.tr("Missing in total: {missing}.")
            if question.rounds_up:
                text = self.language.tr("Missing in total: {missing}, rounded up to whole ones in each area.")
            whole = math.nan  # where no norm says how large one facility is
            if "shortfall_facilities" in lacking:
                whole = lacking["shortfall_facilities"].astype("float64").sum(min_count=1)
            said.append(text.format(missing=self.missing(question, missing, float(whole))))
        if small:
            said.append(self.small_needs(question, len(small)))
        if question.spread:
            said.append(self.language.tr("Figures of neighbourhoods were spread over their dwellings."))
        said.append(self.asked_where(question))
        return " ".join(one for one in said if one)

    def small_needs(self, question: RequirementQuestion, areas: int) -> str:
        """Describe how many areas lack less than half a facility, which nobody builds by itself."""
        tr = self.language.tr
        one = tr("In 1 area less than half a facility is missing: a small need.")
        more = tr("In {n} areas less than half a facility is missing: a small need each.")
        said = (one if areas == 1 else more).format(n=self.language.number(areas, 0))
        return f"{said} {self.serves(question)}".strip()

    def serves(self, question: RequirementQuestion) -> str:
        """Describe how many one facility serves; nothing where the norm does not say."""
        tr, short = self.language.tr, self.language.short
        low, high = question.serves_from, question.serves_to
        if math.isnan(low) and math.isnan(high):
            return ""
        if math.isnan(high):
            text = tr("One facility serves {low} {weight} or more.")
        elif math.isnan(low):
            text = tr("One facility serves up to {high} {weight}.")
        elif low == high:
            text = tr("One facility serves {low} {weight}.")
        else:
            text = tr("One facility serves {low} to {high} {weight}.")
        return text.format(
            low=short(low), high=short(high), weight=self.weight(question, short(low if math.isnan(high) else high))
        )

    def whole_norm(self, question: RequirementQuestion, threshold: str) -> str:
        """Return all of a norm in a line: its title, what it asks of how many, where it is judged, and its source."""
        tr = self.language.tr
        target = self.target(question)
        asked = tr("{threshold}, for {target} of the {weight}") if target else "{threshold}"
        said = [
            asked.format(threshold=threshold, target=target, weight=self.asked(question)),
            self.way(question),
            self.judged_by(question),
            self.source(question),
        ]
        return f"{question.title}: {'; '.join(one for one in said if one)}"

    def way(self, question: RequirementQuestion) -> str:
        """Return how a distance or a time is measured: on foot, by bicycle, in a straight line; empty of an amount."""
        if not question.has_share or question.unit not in ("m", "min"):
            return ""
        straight = question.metric == "straight"
        way = self.language.tr("in a straight line") if straight else self.language.tr("over streets")
        mode = named_modes(self.language.tr).get(question.mode, question.mode)
        return ", ".join(one for one in (way, mode) if one)

    def level(self, name: str) -> str:
        """Return what areas of a level are called; a field that is no role keeps its name."""
        tr = self.language.tr
        words = {
            "district": tr("district"),
            "settlement": tr("settlement"),
            "municipality": tr("municipality"),
            "city_district": tr("city district"),
        }
        role = next((role for role in words if find_column(role, [name], {})), name)
        return words.get(role, name)

    def judged_by(self, question: RequirementQuestion) -> str:
        """Return in which larger areas a requirement is judged; nothing where it is in neighbourhoods."""
        if question.level == NEIGHBOURHOOD:
            return ""
        return self.language.tr("judged by {level}").format(level=self.level(question.level))

    def provenance(self, question: RequirementQuestion) -> str:
        """Describe what else is known of a norm beside its source: its classes, whom it serves, its words, its day."""
        tr = self.language.tr
        quoted = tr("In the words of the source: “{words}”").format(words=question.quotation.strip())
        looked_up = tr("Last looked up on {day}.").format(day=self._day(question.looked_up))
        said = (
            self.by_class(question),
            self.serves(question),
            quoted if question.quotation.strip() else "",
            looked_up if question.looked_up else "",
        )
        return " ".join(one for one in said if one)

    def asked_where(self, question: RequirementQuestion) -> str:
        """Describe in which areas a requirement is asked; nothing where it is asked in all."""
        tests = [self._test(*test) for test in question.applies_if]
        if not tests:
            return ""
        tr = self.language.tr
        return tr("It is asked only where {conditions}.").format(conditions=f" {tr('and')} ".join(tests))

    def _test(self, field: str, operator: str, value: object) -> str:
        """Describe a test on a field of the areas; a field that is no role keeps its name."""
        tr = self.language.tr
        fields = {
            **{role: tr("the number of {weight}").format(weight=words) for role, words in self._figures().items()},
            "district": tr("the district"),
            "settlement": tr("the settlement"),
            "municipality": tr("the municipality"),
        }
        words = {
            "=": tr("{field} is {value}"),
            "in": tr("{field} is {value}"),
            "!=": tr("{field} is not {value}"),
            "<": tr("{field} is less than {value}"),
            "<=": tr("{field} is at most {value}"),
            ">": tr("{field} is more than {value}"),
            ">=": tr("{field} is at least {value}"),
        }
        values = value if isinstance(value, list) else [value]
        return words.get(operator, f"{{field}} {operator} {{value}}").format(
            field=fields.get(field, f"“{field}”"), value=f" {tr('or')} ".join(map(self._value_of_test, values))
        )

    def _value_of_test(self, value: object) -> str:
        if isinstance(value, bool):
            return self.language.tr("true") if value else self.language.tr("false")
        if not isinstance(value, (int, float)):
            return f"“{value}”"
        return self.language.short(value, len(f"{value:f}".rstrip("0").partition(".")[2]))  # all that is asked, not 2

    def source(self, question: RequirementQuestion) -> str:
        """Describe where a norm comes from: the source, its year where it does not have one in it, the page."""
        if not question.source or question.source == "none":
            return self.language.tr("no source")
        dated = math.isnan(question.source_year) or _YEAR.search(question.source)
        said = question.source if dated else f"{question.source} {question.source_year:.0f}"
        return f"{said}, {question.page}" if question.page else said

    def target(self, question: RequirementQuestion) -> str:
        """Write the share that is asked, nothing where there is none."""
        return "" if math.isnan(question.target) else asked_percent(question.target, self.language)

    def threshold(self, question: RequirementQuestion) -> str:
        """Write the threshold as it is said: 500 m, 2 within 10 min, 125 m² per 1,000 dwellings, 3 % of the area.

        Where it goes by living environment it is from the lowest to the highest that is asked of the neighbourhoods; of
        all that the norm names, where not one is known.
        """
        tr = self.language.tr
        lacks_some = question.lacks_classes or any(map(math.isnan, question.here))
        if not math.isnan(question.threshold) and not (question.by_class and lacks_some):
            is_none = question.threshold == 0 and not question.has_share
            return tr("nothing asked") if is_none else self._norm(question, self.amount(question, question.threshold))
        known = [] if question.lacks_classes else [value for value in question.here if not math.isnan(value)]
        if not known:
            named = (*question.by_class.values(), question.elsewhere)
            known = sorted(value for value in named if not math.isnan(value))
        if not known:
            return tr("by living environment")
        low, high = (self.amount(question, value) for value in (known[0], known[-1]))
        norm = self._norm(question, low if low == high else tr("{low} to {high}").format(low=low, high=high))
        if question.lacks_classes:
            return tr("{norm}, by living environment, which is unknown here").format(norm=norm)
        return tr("{norm}, by living environment").format(norm=norm)

    def norm(self, question: RequirementQuestion) -> str:
        """Return what a requirement asks: its threshold, and the share that is asked to have it."""
        return ", ".join(one for one in (self.threshold(question), self.target(question)) if one)

    def by_class(self, question: RequirementQuestion) -> str:
        """Describe what is asked of each living environment; nothing where it does not go by them."""
        asked: dict[str, list[str]] = {}
        for name, value in question.by_class.items():
            asked.setdefault(self.amount(question, value), []).append(name)
        if not asked:
            return ""
        tr = self.language.tr
        said = [f"{', '.join(names)} {amount}" for amount, names in asked.items()]
        if not math.isnan(question.elsewhere):
            nothing = question.elsewhere == 0 and not question.has_share
            amount = tr("nothing asked") if nothing else self.amount(question, question.elsewhere)
            said.append(tr("elsewhere {amount}").format(amount=amount))
        return tr("By living environment: {asked}.").format(asked="; ".join(said))

    def _norm(self, question: RequirementQuestion, amount: str) -> str:
        """Describe what is asked, with the amount of its threshold."""
        words = indicator_words(self.language.tr).get(question.indicator)
        if words is None or not words.norm:
            return amount
        number = amount
        if question.kind.counts:
            number = self.language.short(question.minimum)
        elif question.kind.asked_of == "weight":
            number = self.language.short(question.per)
        return words.norm.format(
            amount=amount, threshold=amount, share=amount, n=number, weight=self.weight(question, number)
        )

    def unit(self, question: RequirementQuestion) -> str:
        """Describe what its value is: a share, or so many facilities or m² per so many of the weight."""
        tr = self.language.tr
        if question.is_share:
            return tr("share")
        counted = _UNITS.get(question.unit, tr("number"))
        if question.kind.asked_of != "weight":
            return counted
        number = self.language.short(question.per)
        return tr("{amount} per {n} {weight}").format(amount=counted, n=number, weight=self.weight(question, number))

    def value(self, question: RequirementQuestion, value: float, *, compared: bool = False) -> str:
        """Write a share or a rate, cut off: what is below a norm must not look as if it met it.

        A share has as many decimals as what is asked, a share of the area at least one, since norms are a few percent.

        Parameters
        ----------
        compared
            Whether it stands beside a difference of shares (`points`), whose decimals it has then.
        """
        if math.isnan(value):
            return "–"
        if question.has_share:
            return self.percent(value, max(decimals_of(question.target), COMPARED if compared else 0))
        if question.is_share:
            return self.percent(value, max(decimals_of(question.threshold), 1))
        if question.kind.whole:
            return self.language.short(value)
        return self.language.number(*cut_rate(value))

    def measured(self, question: RequirementQuestion, value: float, *, compared: bool = False) -> str:
        """Write a share or a rate as `value` does, and a rate with its unit."""
        said = self.value(question, value, compared=compared)
        return said if question.is_share or math.isnan(value) else self.in_unit(question, said)

    def in_unit(self, asked: RequirementQuestion | Requirement, number: str) -> str:
        """Return a number of facilities or m², as text, with its unit: per so many of the weight, or those that are."""
        counted = f"{number} m²" if asked.unit == "m2" else number
        if asked.kind.asked_of == "weight" and asked.per is not None:
            per = self.language.short(asked.per)
            text = self.language.tr("{amount} per {n} {weight}")
            return text.format(amount=counted, n=per, weight=self.weight(asked, per))
        return counted if asked.unit == "m2" else self.language.tr("{n} {n:facility|facilities}").format(n=number)

    def percent(self, share: float, decimals: int = 0) -> str:
        """Write a share within, cut off."""
        return percent(share, self.language, decimals)

    def points(self, difference: float) -> str:
        """Write a difference of shares as points of a hundred, with its sign; what rounds to none has none."""
        return self.language.tr("{n} points").format(n=self.language.change(100 * difference, COMPARED))

    def whole(self, question: RequirementQuestion, row: pd.Series, threshold: str) -> str:
        """Describe how many of those of whom it is known do not have what is asked; empty where nobody is asked for."""
        tr = self.language.tr
        total, outside = float(row["total"]), float(row["outside"])
        if not question.has_share or not total > 0 or math.isnan(outside):
            return ""
        within, unknown = float(row["within"]), float(row["unknown"])
        known, number = within + outside, self.many(unknown)
        if not known > 0:
            return tr("Of {n} {weight} it is not known.").format(n=number, weight=self.asked(question, number))
        words = indicator_words(tr)[question.indicator]
        sentence = words.homes_outside if question.weight == "dwellings" else words.outside
        said = sentence.format(
            n=self.many(outside),
            all=self.many(known),
            weight=self.asked(question, self.many(known)),
            share=outside_percent(within / known, self.language),
            threshold=threshold,
        )
        if not unknown > 0:
            return said
        more = tr("Of another {n} {weight} it is not known.").format(n=number, weight=self.weight(question, number))
        return f"{said} {more}"

    def input_layer(self, layer: InputLayer) -> str:
        """Describe what a layer was that went into a run."""
        tr = self.language.tr
        n = layer.number if layer.features is None else self.language.number(layer.features, 0)
        if layer.date:
            return tr("{n} {n:feature|features}, file of {date}").format(n=n, date=self._day(layer.date))
        return tr("{n} {n:feature|features}").format(n=n)

    def _day(self, text: str) -> str:
        """Write a day in words; a text that is no such day (2026-11-30) as it is."""
        date = QDate.fromString(text, Qt.DateFormat.ISODate)
        return self.language.day(date) if date.isValid() else text
