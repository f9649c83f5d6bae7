"""How figures of a survey are put into words: how far each can be used, what it rests on, and what it does not say."""

from __future__ import annotations

import math
from collections.abc import Sequence

from ...core.estimates.estimates import EstimateKind, Reliability
from ..io.translation import Language


def figure_words(value: float, language: Language, *, proportion: bool) -> str:
    """Write an estimate: a share as percents with a decimal; a dash where there is none."""
    if math.isnan(value):
        return "–"
    if proportion:
        return f"{language.number(100 * value, 1)} %"
    size = abs(value)
    return language.number(value, 0 if size >= 1000 else 1 if size >= 10 else 3)


def reliability_words(language: Language) -> dict[str, str]:
    """Return the words for how far a figure can be used."""
    tr = language.tr
    return {
        Reliability.GOOD: tr("reliable"),
        Reliability.CAUTION: tr("use with caution"),
        Reliability.UNUSABLE: tr("too uncertain to use"),
    }


def rests_on_words(language: Language) -> dict[str, str]:
    """Return the words for what an estimate rests on."""
    tr = language.tr
    return {
        EstimateKind.COMBINED: tr("answers and model"),
        EstimateKind.DIRECT: tr("answers only"),
        EstimateKind.SYNTHETIC: tr("model only"),
    }


def caveat(language: Language) -> str:
    """Describe what this method is not."""
    return language.tr(
        "An area-level model (Fay and Herriot, 1979) on the survey and figures of the neighbourhoods. It is not the "
        "small-area method of the RIVM, which uses registers of persons, and its figures need not agree with those."
    )


def no_causes(language: Language) -> str:
    """Describe that figures beside requirements are no causes."""
    return language.tr(
        "This says nothing of causes. Places, dwellings and people go together: who lives where places are lacking "
        "may differ in many other ways."
    )


def by_chance(comparisons: int, language: Language) -> str:
    """Describe how many comparisons stand out by chance; empty where there are not several."""
    text = language.tr("Of {n} comparisons, about one in twenty stands out by chance alone.")
    return text.format(n=comparisons) if comparisons > 1 else ""


def reliability_counts(reliability: Sequence[object], language: Language) -> str:
    """Describe how many estimates can be used how far."""
    words = reliability_words(language)
    parts = [f"{word}: {sum(one == key for one in reliability)}" for key, word in words.items()]
    return ", ".join(parts)
