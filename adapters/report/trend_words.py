"""How a series over several days is put into words: courses, breaks, and what caused a change."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ...core.statuses import NO_NETWORK, NOT_APPLICABLE, TOO_FEW, TOTAL
from ...core.trend.breaks import CODES, NEW, NORM, SOURCE, VERSION, breaks_line, parts_of_break
from ..io.translation import Language
from ..norms.choice_words import named_parts
from ..results.verdict_words import verdict_words
from .phrases import Phrases

if TYPE_CHECKING:
    import pandas as pd

CAUSES = ("facilities", "streets", "dwellings", "weights", "norms", "corrected")
"""The columns of a table of causes that add up to its column `change`."""

_NOT_ON_PATH = (TOO_FEW, NOT_APPLICABLE)

_NOTHING = 5e-4, 5e-3
"""Causes below these, of a share and of a rate, are none: they would be written as 0.0 points and 0.00."""


def judged_on_path(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of areas that are said to be somewhere on their path: not of one with too few dwellings."""
    return rows[(rows["neighbourhood"] != TOTAL) & ~rows["compliance"].isin(_NOT_ON_PATH)]


def comparable(rows: pd.DataFrame, figure: str) -> pd.DataFrame:
    """Return the rows of one area with a figure, in the order of their days, since the last of these broke off.

    A break holds whether or not anything is known of its day.
    """
    rows = rows.sort_values("date")
    stretch = np.cumsum([breaks_line(said) for said in rows["break"]])
    known = rows[figure].notna().to_numpy(bool)
    return rows[known & (stretch == stretch[known].max(initial=0))]


def course_word(row: Mapping[Hashable, Any], language: Language) -> str:
    """Return where an area is on its path, by its row of the series; empty where nobody says."""
    is_judged = row["compliance"] not in _NOT_ON_PATH
    return course_words(language).get(str(row["course"]), "") if is_judged else ""


def course_words(language: Language) -> dict[str, str]:
    """Return the words for where an area is on its path."""
    return {
        "reached": language.tr("reached"),
        "on_course": language.tr("on course"),
        "behind": language.tr("behind"),
        "unknown": language.tr("unknown"),
    }


def cause_words(language: Language) -> dict[str, str]:
    """Return the words for what can cause a change, in the order of the table."""
    tr = language.tr
    words = (
        tr("facilities"),
        tr("streets"),
        tr("dwellings that came or went"),
        tr("figures of dwellings and people"),
        tr("norms"),
        tr("correction of what was published"),
    )
    return dict(zip(CAUSES, words, strict=True))


def reason_words(reason: str, language: Language) -> str:
    """Describe why a change has no causes; empty for no reason."""
    tr = language.tr
    words: Mapping[str, str] = {
        "new_area": tr("the area is not there on the first day"),
        "gone_area": tr("the area is not there on the second day"),
        "new_requirement": tr("not asked on the first day"),
        "gone_requirement": tr("not asked on the second day"),
        "other_kind": tr("another kind of norm"),
        "not_published": tr("not published"),
        "no_figure": tr("no figure"),
        NO_NETWORK: tr("no streets"),
        NOT_APPLICABLE: verdict_words(tr)[NOT_APPLICABLE],
    }
    return words.get(reason) or Phrases(language).reason(reason)


def norm_parts(columns: str, tr: Callable[[str], str]) -> str:
    """Return the words for the columns of a norm in which it differs."""
    words = named_parts(tr)
    return ", ".join(words.get(one, one) for one in columns.split(", "))


def break_words(said: object, language: Language) -> str:
    """Describe why figures cannot be compared with those of the day before, or what else changed; empty for nothing."""
    tr = language.tr
    texts = {
        NEW: tr("not there the day before"),
        CODES: tr("another border"),
        NORM: tr("another norm ({what})"),
        VERSION: tr("another version of the norms ({what})"),
        SOURCE: tr("a source of another year ({what})"),
    }
    found = []
    for kind, told in parts_of_break(said):
        what = norm_parts(told, tr) if kind == NORM else told
        found.append(texts.get(kind, kind).format(what=what))
    return "; ".join(found)


def cause_sentence(row: Mapping[str, float], phrases: Phrases, *, of_shares: bool) -> str:
    """Describe which causes changed a figure, the largest first; that nothing did, where nothing did."""
    words, least = cause_words(phrases.language), _NOTHING[0 if of_shares else 1]
    known = [(name, float(row[name])) for name in CAUSES if not math.isnan(row[name]) and abs(row[name]) >= least]
    known.sort(key=lambda one: -abs(one[1]))
    if not known:
        return phrases.language.tr("nothing changed it")
    return ", ".join(f"{words[name]} {difference(value, phrases, of_shares=of_shares)}" for name, value in known)


def difference(value: float, phrases: Phrases, *, of_shares: bool) -> str:
    """Write a difference with its sign: of shares in points of a hundred; a dash where it is not known."""
    if math.isnan(value):
        return "–"
    return phrases.points(value) if of_shares else phrases.language.change(value, 2)


def period(days: Sequence[str]) -> str:
    """Return two days as one time: 2025–2026."""
    from .trend_chart import day_words

    return "–".join(day_words(day) for day in days)
