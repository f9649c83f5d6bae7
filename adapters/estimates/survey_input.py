"""A survey by area as it is given: what is read, what is refused, and what is withheld because few answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from qgis.core import QgsFeatureSource

from ...core.arrays import Flags, Floats, Ints, to_list
from ...core.errors import InputError
from ...core.estimates.covariates import covariates_of
from ...core.estimates.direct_estimates import DirectEstimates, from_respondents, from_variances
from ...core.estimates.estimates import Survey
from ...core.numbers import read_decimal
from ...core.progress import Progress
from ..io import parameter_names as p
from ..io.columns import field_title
from ..io.crs import WorkingCrs
from ..io.feedback import first_few
from ..io.reader import Reader, choose_working_crs, read, read_numbers
from ..io.reading import Layer
from ..io.roles import find_column
from ..io.translation import tr


@dataclass(frozen=True, kw_only=True)
class SurveyFields:
    """Which fields of the areas hold what; empty where none was chosen."""

    id: str
    label: str
    estimate: str
    respondents: str
    variance: str
    covariates: Sequence[str]
    benchmark: str
    weight: str

    figure: str
    """What people call the figure."""

    @property
    def of_answers(self) -> list[str]:
        """Return those that tell what respondents said, and how many they are."""
        return [name for name in dict.fromkeys((self.estimate, self.respondents, self.variance)) if name]


@dataclass(frozen=True, kw_only=True)
class SurveyInputs:
    """A survey by area, read.

    Parameters
    ----------
    source, layer, fields, working
        The layer of the areas, what was read of it, and in which reference system.
    names, labels
        What people call each area, with its code, and without one where it has a name.
    survey
        What the model takes; of areas that are withheld it knows no answers.
    withheld
        Where fewer answered than may be shown.
    benchmark, weight
        The share that the whole of each area must come to, NaN for none, and what the area weighs in it.
    neighbours
        Pairs of areas that touch: shape (pairs, 2).
    """

    source: QgsFeatureSource
    layer: Layer
    fields: SurveyFields
    working: WorkingCrs
    names: Sequence[str]
    labels: Sequence[str]
    survey: Survey
    withheld: Flags
    benchmark: Floats
    weight: Floats
    neighbours: Ints


def check_survey(reader: Reader) -> None:
    """Stop where what was given cannot be used, before any layer is read."""
    if not reader.field(p.N_FIELD) and not reader.field(p.VARIANCE_FIELD):
        raise InputError("How sure is each estimate? Fill in N_FIELD or VARIANCE_FIELD.")
    if reader.number(p.DESIGN_EFFECT) <= 0:
        raise InputError("DESIGN_EFFECT must be above 0: write 1 for a simple random sample.")
    if reader.number(p.MIN_RESPONDENTS) > 0 and not reader.field(p.N_FIELD):
        raise InputError("MIN_RESPONDENTS needs N_FIELD: fill it in too.")
    if reader.number(p.DESIGN_EFFECT) != 1 and reader.field(p.VARIANCE_FIELD):
        raise InputError(
            "The sampling variances of VARIANCE_FIELD hold the design of the survey already: leave DESIGN_EFFECT at 1."
        )
    _fixed_benchmark(reader)


def read_survey(reader: Reader, progress: Progress) -> SurveyInputs:
    """Read the areas, with what the survey says of each."""
    from ...core.geometry.area_neighbours import area_neighbours

    check_survey(reader)
    source = reader.needed(p.AREAS)
    fields = _fields(reader, source)
    working = choose_working_crs(reader, source)
    wanted = [fields.id, fields.label, *fields.of_answers, *fields.covariates, fields.benchmark, fields.weight]
    layer = read(reader, source, working, list(dict.fromkeys(wanted)), progress=progress.part(0, 0.7))
    if layer.count == 0:
        raise InputError("The layer “{layer}” is empty: choose one with areas.", layer=layer.name)
    proportion = reader.flag(p.PROPORTION)
    value = read_numbers(reader, layer, fields.estimate)
    if proportion:
        _check_shares(layer, fields.estimate, value)
    respondents = _not_negative(reader, layer, fields.respondents)
    withheld = (respondents > 0) & (respondents < reader.number(p.MIN_RESPONDENTS))
    direct = _direct(reader, layer, fields, np.where(withheld, np.nan, value), respondents)
    columns = [(name, read_numbers(reader, layer, name)) for name in fields.covariates]
    progress.at(0.8)
    pairs = area_neighbours(layer.shapes)
    names, labels = _names(layer, fields)
    progress.at(1.0)
    return SurveyInputs(
        source=source,
        layer=layer,
        fields=fields,
        working=working,
        names=names,
        labels=labels,
        survey=Survey(
            direct=direct,
            covariates=covariates_of(columns, layer.count),
            proportion=proportion,
            told=bool(fields.variance),
        ),
        withheld=withheld,
        benchmark=_benchmark(reader, layer, fields),
        weight=_weight(reader, layer, fields),
        neighbours=pairs,
    )


def _direct(reader: Reader, layer: Layer, fields: SurveyFields, value: Floats, respondents: Floats) -> DirectEstimates:
    """Return the direct estimates, by the variances that the survey tells or else by its numbers of respondents."""
    proportion = reader.flag(p.PROPORTION)
    if fields.variance:
        variance = _not_negative(reader, layer, fields.variance)
        value = np.where(respondents > 0, value, np.nan) if fields.respondents else value
        return from_variances(value, variance, proportion=proportion)
    if not proportion:
        raise InputError(
            "The variance of what is no share cannot be told from the number of respondents: fill in VARIANCE_FIELD."
        )
    return from_respondents(value, respondents, reader.number(p.DESIGN_EFFECT))


def _fields(reader: Reader, source: QgsFeatureSource) -> SurveyFields:
    names = source.fields().names()
    code, label = (find_column(role, names, {}) or "" for role in ("neighbourhood_code", "neighbourhood_name"))
    fixed = _fixed_benchmark(reader)
    benchmark = reader.text(p.BENCHMARK) if fixed is None else ""
    if benchmark and benchmark not in names:
        raise InputError(
            "BENCHMARK must be a share such as 0.42, or a field of the areas, not “{value}”.", value=benchmark
        )
    chosen = SurveyFields(
        id=reader.field(p.AREA_ID) or code,
        label=label,
        estimate=reader.field(p.ESTIMATE_FIELD),
        respondents=reader.field(p.N_FIELD),
        variance=reader.field(p.VARIANCE_FIELD),
        covariates=list(dict.fromkeys(reader.fields(p.COVARIATES))),
        benchmark=benchmark,
        weight=reader.field(p.WEIGHT_FIELD) or find_column("inhabitants", names, {}) or "",
        figure=field_title(source, reader.field(p.ESTIMATE_FIELD)),
    )
    if chosen.estimate in chosen.covariates:
        raise InputError(
            "The estimate cannot explain itself: leave “{field}” out of COVARIATES.", field=chosen.estimate
        )
    return chosen


def _fixed_benchmark(reader: Reader) -> float | None:
    """Return the one share that all areas together must come to; None where none or a field is given."""
    text = reader.text(p.BENCHMARK)
    found = read_decimal(text)
    if np.isnan(found):
        return None
    if reader.flag(p.PROPORTION) and not 0 <= found <= 1:
        raise InputError("BENCHMARK must be a share from 0 to 1, such as 0.42, not {value}.", value=text)
    return found


def _benchmark(reader: Reader, layer: Layer, fields: SurveyFields) -> Floats:
    fixed = _fixed_benchmark(reader)
    if not fields.benchmark:
        return np.full(layer.count, np.nan if fixed is None else fixed)
    found = read_numbers(reader, layer, fields.benchmark)
    if reader.flag(p.PROPORTION):
        _check_shares(layer, fields.benchmark, found)
    return found


def _weight(reader: Reader, layer: Layer, fields: SurveyFields) -> Floats:
    if fields.weight:
        return _not_negative(reader, layer, fields.weight)
    if reader.text(p.BENCHMARK):
        reader.feedback.pushWarning(
            tr(
                "No field with inhabitants: for the benchmark each area weighs the same. Fill in WEIGHT_FIELD unless "
                "they are of one size."
            )
        )
    return np.ones(layer.count)


def _not_negative(reader: Reader, layer: Layer, field: str) -> Floats:
    """Return a field as numbers, NaN where they are negative or there is no field."""
    if not field:
        return np.full(layer.count, np.nan)
    found = read_numbers(reader, layer, field)
    negative = found < 0
    if negative.any():
        reader.feedback.pushWarning(
            tr("Negative values of {field} in “{layer}”, taken as NULL: {n} ({ids})").format(
                field=field, layer=layer.name, n=int(negative.sum()), ids=first_few(to_list(layer.ids[negative]))
            )
        )
    return np.where(negative, np.nan, found)


def _check_shares(layer: Layer, field: str, values: Floats) -> None:
    """Stop where a share lies outside 0–1: percentages mostly."""
    known = values[np.isfinite(values)]
    wrong = known[(known < 0) | (known > 1)]
    if wrong.size:
        raise InputError(
            "The field “{field}” of the layer “{layer}” holds {value}, which is no share from 0 to 1: divide "
            "percentages by 100, or switch off PROPORTION.",
            field=field,
            layer=layer.name,
            value=f"{wrong[0]:g}",
        )


def _names(layer: Layer, fields: SurveyFields) -> tuple[list[str], list[str]]:
    """Return what areas are called with their codes, and without."""
    ids = layer.codes(fields.id) if fields.id else [None] * layer.count
    twice = next((own for own, times in Counter(ids).items() if own is not None and times > 1), None)
    if twice is not None:  # an area that counts twice, or one of several years: the model takes each for another area
        raise InputError(
            "The layer “{layer}” has more than one row of {area}: choose one of a year, or another AREA_ID.",
            layer=layer.name,
            area=twice,
        )
    known = [own or f"#{fid}" for own, fid in zip(ids, to_list(layer.ids), strict=True)]
    if not fields.label or fields.label == fields.id:
        return known, known
    called = [name or own for name, own in zip(layer.names(fields.label), known, strict=True)]
    return [name if name == own else f"{name} ({own})" for name, own in zip(called, known, strict=True)], called
