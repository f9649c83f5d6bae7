"""Average distances that Statistics Netherlands publishes, beside those of a run: found, read, measured, logged."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from qgis.core import QgsFeatureSource, QgsProcessingFeedback

from ...core.arrays import LARGEST, Floats, to_list
from ...core.comparing import type_key
from ...core.errors import InputError
from ...core.norms.model import NormSet
from ...core.numbers import as_numbers
from ...core.progress import Progress
from ...core.requirements.weights import WeightSource, find_demand
from ...core.statuses import TOTAL
from ..io import parameter_names as p
from ..io.feedback import first_few
from ..io.needs import Needs
from ..io.reader import Reader
from ..io.reading import numbers, read_layer
from ..io.roles import find_column, find_named
from ..io.translation import Language, tr, user_locale
from ..results.published_fields import find_published
from .inputs import Moment, PublishedFigures, RequirementInputs, RunAreas, Sources

if TYPE_CHECKING:
    import pandas as pd

    from ...core.network.options import Travel
    from ...core.reach.network_searches import NetworkSearches
    from ...core.results.plausibility import ComparedDistance

_CODES = ("neighbourhood_code", "buurtcode", "bu_code", "wijkenenbuurten", "neighbourhood", "codering")
_PEOPLE = "inhabitants"


def is_wanted(reader: Reader) -> bool:
    """Return whether somebody asked for the comparison: as a table, in the report of the run, or by what to compare."""
    asked = (p.OUTPUT_PLAUSIBILITY, p.REPORT, p.PROXIMITY)
    return any(reader.parameters.get(name) not in (None, "") for name in asked)


def add_needs(reader: Reader, sources: Sources, needs: Needs) -> None:
    """Add what the comparison takes to what is read: published distances, and the inhabitants of dwellings."""
    if not is_wanted(reader):
        return
    for column in find_published(sources.neighbourhoods):
        needs.neighbourhood_columns.setdefault(column, column)
    people = find_column(_PEOPLE, sources.dwellings.fields().names(), reader.field_map(p.FIELD_MAP))
    if people is not None:
        needs.dwelling_columns.setdefault(_PEOPLE, people)


def read_published(reader: Reader, sources: Sources, areas: RunAreas) -> list[PublishedFigures]:
    """Return the published distances of the neighbourhoods, those of a table of their own before their fields.

    Raises
    ------
    InputError
        Where the table has no code of a neighbourhood, no published distance, or codes of other neighbourhoods.
    """
    if not is_wanted(reader):
        return []
    columns = areas.neighbourhoods.columns
    found = {
        figure.id: PublishedFigures(figure, column, _metres(as_numbers(columns[column])))
        for column, figure in find_published(sources.neighbourhoods).items()
    }
    table = reader.source(p.PROXIMITY)
    if table is not None:
        found |= {one.figure.id: one for one in _of_table(table, areas.neighbourhoods.ids)}
    return list(found.values())


def _of_table(table: QgsFeatureSource, areas: Sequence[str]) -> list[PublishedFigures]:
    """Return the published distances of a table, in the order of the neighbourhoods."""
    code, fields = find_named(_CODES, table.fields().names()), find_published(table)
    if code is None or not fields:
        raise InputError(
            "The table “{layer}” of {input} has no code of neighbourhoods (buurtcode, WijkenEnBuurten) beside average "
            "distances of Statistics Netherlands: choose the table “proximity” of a fetch, or leave it empty.",
            layer=table.sourceName(),
            input=p.PROXIMITY,
        )
    layer = read_layer(table, None, [code, *fields])
    codes = [(one or "").strip() for one in layer.codes(code)]
    row_of = {one: row for row, one in enumerate(codes) if one}
    rows = [row_of.get(area.strip()) for area in areas]
    if all(row is None for row in rows):
        raise InputError(
            "The neighbourhoods of the table “{layer}” of {input} are called otherwise ({own}) than those of the run "
            "({other}): choose a table of the same year, and their code in NEIGHBOURHOOD_ID.",
            layer=layer.name,
            input=p.PROXIMITY,
            own=first_few([one for one in codes if one], 3),
            other=first_few(list(areas), 3),
        )
    place = np.array([-1 if row is None else row for row in rows], np.int64)
    return [
        PublishedFigures(figure, column, _metres(np.append(layer.numbers(column), np.nan)[place]))
        for column, figure in fields.items()
    ]


def _metres(kilometres: Floats) -> Floats:
    """Return published kilometres as metres, NaN for what is suppressed or cannot be a distance."""
    from ...core.results.published_distances import METRES_OF_KM

    known = numbers(kilometres)
    known[~((known >= 0) & (known <= LARGEST))] = np.nan
    return known * METRES_OF_KM


def compare_published(inputs: RequirementInputs, feedback: QgsProcessingFeedback, progress: Progress) -> pd.DataFrame:
    """Return our average distances beside the published ones, as they are in the first year of the run."""
    from ...core.network.options import METRES, Travel
    from ...core.results.plausibility import Residents, plausibility_table

    moment, dwellings = inputs.moments[0], inputs.moments[0].dwellings
    ground = _on_foot(inputs.norms.norm_set, moment) if inputs.published else None
    compared = [] if ground is None else _measured(inputs, ground, Travel(METRES), feedback, progress)
    areas, people = inputs.areas.neighbourhoods, None
    if _PEOPLE in inputs.norms.needs.dwelling_columns:
        people = find_demand(dwellings, areas, WeightSource(_PEOPLE), ()).weight
    residents = Residents(
        neighbourhood=dwellings.neighbourhood, dwellings=np.nan_to_num(dwellings.number), inhabitants=people
    )
    found = plausibility_table(compared, areas.ids, residents, inputs.rules.min_dwellings, user_locale())
    _log(found, inputs, ground, feedback)
    return found


def _on_foot(norm_set: NormSet, moment: Moment) -> NetworkSearches | None:
    """Return the streets that are walked on, with as little left out as any way to move does; None without."""
    modes = [norm_set.mode(name) for name in moment.reaching.grounds]
    walked = [mode for mode in modes if mode.network == "walk"]
    fullest = min(walked, key=lambda mode: (len(mode.exclude), mode.name != "walk"), default=None)
    return None if fullest is None else moment.reaching.ground(fullest)


def _measured(
    inputs: RequirementInputs,
    ground: NetworkSearches,
    travel: Travel,
    feedback: QgsProcessingFeedback,
    progress: Progress,
) -> list[ComparedDistance]:
    """Return what is compared: the figures of whose types there is a facility that can be reached."""
    from ...core.results.plausibility import ComparedDistance

    moment = inputs.moments[0]
    types = [None if one is None else type_key(one) for one in moment.facilities.types]
    there: NDArray[np.bool_] = moment.reaching.usable(ground)[: len(types)]
    if moment.facilities.open is not None:
        there = there & moment.facilities.open[: len(types)]
    found: list[ComparedDistance] = []
    lacking = list[str]()
    for number, one in enumerate(inputs.published):
        part = progress.part(number / len(inputs.published), (number + 1) / len(inputs.published))
        rows = np.flatnonzero(there & np.array([kind in one.figure.types for kind in types], bool))
        if not rows.size:
            lacking.append(one.figure.title.in_language(user_locale()))
            continue
        cost = ground.nearest(travel, rows, part).cost
        named = dict.fromkeys(str(moment.facilities.types[row]).strip() for row in to_list(rows))
        found.append(
            ComparedDistance(
                figure=one.figure,
                column=one.column,
                published_m=one.metres,
                facility=list(named),
                metres=np.where(np.isfinite(cost), cost, np.nan),
            )
        )
    if lacking:
        text = tr("Published by Statistics Netherlands, and not compared, as no facility is of such a type: {what}.")
        feedback.pushInfo(text.format(what=", ".join(lacking)))
    return found


def _log(
    table: pd.DataFrame,
    inputs: RequirementInputs,
    ground: NetworkSearches | None,
    feedback: QgsProcessingFeedback,
) -> None:
    """Log how our average distances lie beside the published ones."""
    if not inputs.published:
        feedback.pushInfo(
            tr(
                "Nothing to compare with: the neighbourhoods have no average distances of Statistics Netherlands, such "
                "as huisartsenpraktijk_gemiddelde_afstand_in_km."
            )
        )
    elif ground is None:
        feedback.pushInfo(
            tr("Not compared with Statistics Netherlands: no requirement is measured over streets on foot.")
        )
    language = Language()
    for row in table[table["neighbourhood"] == TOTAL].to_dict("records"):
        said = tr("Beside Statistics Netherlands, {title}: {n} {n:neighbourhood|neighbourhoods} compared").format(
            title=row["title"], n=int(row["compared"])
        )
        if not math.isnan(row["median_difference_m"]):
            said += tr(", ours less theirs {m} m (median)").format(m=language.change(row["median_difference_m"], 0))
        if not math.isnan(row["rank_correlation"]):
            said += tr(", rank correlation {r}").format(r=language.number(row["rank_correlation"], 2).replace("-", "−"))
        feedback.pushInfo(f"{said}.")
