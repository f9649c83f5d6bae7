"""What each kind of norm is called, and how its norms and what falls short of them are said: a row for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class IndicatorWords:
    """The words for a kind of norm.

    Parameters
    ----------
    name
        What it is called where one is chosen.
    norm
        What is asked: {amount}, which is the threshold with its unit, and {n}, how many or per how many; empty where
        the threshold says all.
    outside, homes_outside
        Who does not have it, of a kind with a share: people or others, and dwellings. {threshold} is all that is asked:
        2 within 500 m.
    too_many
        How many more do not have it than the target allows, as a resident says it: {n}, {weight}.
    """

    name: str
    norm: str = ""
    outside: str = ""
    homes_outside: str = ""
    too_many: str = ""


def indicator_words(tr: Callable[[str], str]) -> Mapping[str, IndicatorWords]:
    """Return the words for each kind, by its name.

    Parameters
    ----------
    tr
        Translates into the language that is wanted.
    """
    fewer = tr("{n} of {all} {weight} ({share}) {n:has|have} fewer than {threshold}.")
    less = tr("{n} of {all} {weight} ({share}) {n:has|have} less than {threshold}.")
    short = tr("{n} {weight} with too little nearby")
    without = tr("{n} of {all} {weight} ({share}) {n:does|do} not have {threshold}.")
    return {
        "distance": IndicatorWords(
            name=tr("nearest within"),
            outside=tr("{n} of {all} {weight} ({share}) {n:lives|live} farther than {threshold}."),
            homes_outside=tr("{n} of {all} {weight} ({share}) {n:lies|lie} farther than {threshold}."),
            too_many=tr("{n} {weight} too far away"),
        ),
        "count": IndicatorWords(
            name=tr("number within"),
            norm=tr("{n} within {threshold}"),
            outside=fewer,
            homes_outside=fewer,
            too_many=short,
        ),
        "types": IndicatorWords(
            name=tr("kinds within"),
            norm=tr("{n} {n:kind|kinds} within {threshold}"),
            outside=fewer,
            homes_outside=fewer,
            too_many=short,
        ),
        "basket": IndicatorWords(
            name=tr("all kinds within"),
            norm=tr("all within {threshold}"),
            outside=without,
            homes_outside=without,
            too_many=short,
        ),
        "sum": IndicatorWords(
            name=tr("capacity or area within"),
            norm=tr("{n} m² or places within {threshold}"),
            outside=less,
            homes_outside=less,
            too_many=short,
        ),
        "rate": IndicatorWords(name=tr("number or area per dwelling"), norm=tr("{amount} per {n} {weight}")),
        "presence": IndicatorWords(name=tr("number present"), norm=tr("at least {n}")),
        "area_share": IndicatorWords(name=tr("share of the area"), norm=tr("{share} of the area")),
    }
