"""What the changes between the days of a trend came of, from the recipes of their runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from qgis.core import QgsProcessingFeedback

from ...core.errors import InputError
from ...core.notes import Note
from ...core.progress import Progress
from ..io.translation import in_digits, tr
from ..requirements.mixing import MixedRuns, RunToMix, SameDwellings
from .trend_input import TrendInputs

if TYPE_CHECKING:
    import pandas as pd

    from ...core.trend.causes import Mix


def find_causes(
    inputs: TrendInputs,
    runs: Sequence[RunToMix],
    dwelling_id: str,
    feedback: QgsProcessingFeedback,
    progress: Progress,
) -> pd.DataFrame:
    """Return what each change from one day to the next came of (`causes_of`); warn of figures that come out otherwise.

    Parameters
    ----------
    runs
        That of each day.
    dwelling_id
        The field that tells dwellings apart; empty: a usual one.
    """
    import pandas as pd

    from ...core.trend.causes import EARLIER, LATER, TwoDays, causes_of

    days, tables, fits = inputs.dated, [], dict[int, list[int]]()
    for number, (before, after) in enumerate(pairwise(range(len(days)))):
        part = progress.part(number / (len(days) - 1), (number + 1) / (len(days) - 1))
        for run in (runs[before], runs[after]):  # else what all pairs of days searched for would stay in memory
            run.reader.keeping.forget()
        mixed = MixedRuns(runs[before], runs[after], dwelling_id)
        same = mixed.same_dwellings(part.part(0, 0.03))
        feedback.pushInfo(_dwellings_sentence(days[before].day, days[after].day, same))
        figures = _figures(inputs, mixed, (before, after), part.part(0.03, 1))
        fits |= {place: _fitting(inputs, figures[one]) for place, one in ((before, EARLIER), (after, LATER))}
        _refuse_of_other_days(inputs, fits)
        _tell_unlike(inputs, before, figures[EARLIER], feedback)
        if after == len(days) - 1:
            _tell_unlike(inputs, after, figures[LATER], feedback)
        two = TwoDays(
            from_date=days[before].day,
            to_date=days[after].day,
            published=_published(inputs, before),
            corrects=inputs.recipes[before].corrects,
        )
        tables.append(causes_of(two, figures, part.part(1, 1)))
    return pd.concat(tables, ignore_index=True)


def _dwellings_sentence(from_: str, to: str, same: SameDwellings) -> str:
    """Return in words how many dwellings stand on both of two days, and how many came and went."""
    text = tr("{from_} – {to}: dwellings on both days: {both}, of which by id {by_id}; came: {came}; went: {went}")
    return text.format(from_=from_, to=to, both=same.both, by_id=same.by_id, came=same.came, went=same.went)


def _figures(
    inputs: TrendInputs, mixed: MixedRuns, days: tuple[int, int], progress: Progress
) -> Mapping[Mix, pd.DataFrame]:
    """Return the figures of all mixed runs of two days."""
    from ...core.trend.causes import MIXES

    found = {}
    for number, mix in enumerate(MIXES):
        part = progress.part(number / len(MIXES), (number + 1) / len(MIXES))
        part.at(0)
        try:
            table = mixed.results(mix, part)
        except InputError as error:
            names = dict.fromkeys(inputs.recipes[days[day]].name for day in mix)
            raise InputError(
                "{recipes} cannot be computed together: {why}",
                recipes=", ".join(names),
                why=Note(error.message, **error.values),
            ) from error
        found[mix] = _with_codes_of_today(inputs, table, days[mix.weights])
    return found


def _published(inputs: TrendInputs, place: int) -> pd.DataFrame:
    return _with_codes_of_today(inputs, inputs.dated[place].findings.table, place)


def _with_codes_of_today(inputs: TrendInputs, table: pd.DataFrame, place: int) -> pd.DataFrame:
    """Return the figures of a results table of a day, by the codes of the last day as in the series."""
    from ...core.trend.causes import figures_of
    from ...core.trend.codes import brought_to

    became = inputs.became(inputs.dated[place].day)
    if became is not None and place < len(inputs.dated) - 1:
        table, _ = brought_to(table, frozenset(inputs.dated[-1].findings.areas), became)
    return figures_of(table)


def _fitting(inputs: TrendInputs, computed: pd.DataFrame) -> list[int]:
    """Return the days of which figures are what was published, of all areas together."""
    from ...core.trend.causes import unlike, whole_of

    whole = whole_of(computed)
    return [place for place in range(len(inputs.dated)) if not unlike(whole_of(_published(inputs, place)), whole)[0]]


def _refuse_of_other_days(inputs: TrendInputs, fits: Mapping[int, Sequence[int]]) -> None:
    """Refuse recipes that give what was published of each other's days: causes would have the sign of the way back.

    Parameters
    ----------
    fits
        Of each day so far, the days of which its recipe gives what was published. That of another may be chance, where
        data are no longer what they were, or where a recipe corrects its day.
    """
    from ...core.trend.causes import standing_for_each_other

    found = standing_for_each_other({place: days for place, days in fits.items() if not inputs.recipes[place].corrects})
    if found is None:
        return
    place, other = found
    raise InputError(
        "The recipe {recipe} stands for {day}, and gives the figures of {other}: put RECIPES in the order of the days.",
        recipe=inputs.recipes[place].name,
        day=inputs.dated[place].day,
        other=inputs.dated[other].day,
    )


def _tell_unlike(inputs: TrendInputs, place: int, computed: pd.DataFrame, feedback: QgsProcessingFeedback) -> None:
    """Warn where the recipe of a day gives other figures than those that were published; log what it corrects."""
    from ...core.trend.causes import unlike

    number, largest = unlike(_published(inputs, place), computed)
    day, recipe = inputs.dated[place].day, inputs.recipes[place]
    if recipe.corrects:
        feedback.pushInfo(
            tr("The recipe of {day} corrects what was published ({what}): figures that differ: {n}.").format(
                day=day, what=recipe.recipe.corrects, n=number
            )
        )
    elif number:
        feedback.pushWarning(
            tr(
                "The recipe of {day} gives other figures now than the results table: {n}, by {largest} at most. Causes "
                "are of what it gives now. If it corrects the table, say so in the recipe (corrects)."
            ).format(day=day, n=number, largest=in_digits(f"{largest:.3g}"))
        )
