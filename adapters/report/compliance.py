"""What a report is written from, read back: the results table, the neighbourhoods, and the dwellings for its maps."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from qgis.core import QgsFeatureSource, QgsGeometry

from ...core.arrays import to_list
from ...core.errors import InputError
from ...core.progress import Progress
from ...core.statuses import FIELD_UNKNOWN, NEIGHBOURHOOD, OUTSIDE_NEIGHBOURHOODS
from ..io import parameter_names as p
from ..io.columns import numbered
from ..io.crs import WorkingCrs
from ..io.feedback import first_few
from ..io.needs import Needs
from ..io.reader import Reader, choose_working_crs, read
from ..io.reading import Layer
from ..io.roles import CLASS_ROLE, find_column
from ..io.translation import tr
from ..layers.facilities import FacilityLayer
from ..layers.neighbourhoods import (
    called_derived,
    districts,
    is_derived,
    municipality,
    names_above,
    read_neighbourhoods,
)
from ..layers.polygons import read_polygons
from ..outputs.provenance import InputLayer
from ..results.dwelling_fields import columns_of, dwelling_fields, requirement_values, states_of
from ..results.run_outputs import (
    read_causes,
    read_crossing,
    read_degrees,
    read_groups,
    read_places_among,
    read_plausibility,
    read_results,
    read_series,
    read_survey_figures,
)
from .backdrop import read_background
from .brand import read_brand
from .curve_chart import AreaCurves, area_curves
from .facts import ReportFacts
from .map_places import read_places
from .maps import MapBase
from .norm_set_words import norm_title
from .phrases import Phrases

if TYPE_CHECKING:
    import pandas as pd

    from ...core.results.degree_figures import DegreesOfArea
    from ...core.results.findings import Findings


def read_report(
    reader: Reader,
    given: Sequence[InputLayer],
    background: Sequence[FacilityLayer],
    phrases: Phrases,
    progress: Progress,
) -> tuple[Findings, ReportFacts]:
    """Read all that a report tells.

    Parameters
    ----------
    given
        The layers that go into it.
    background
        Those below its maps.
    phrases
        The language that it is in.
    """
    from ...core.results.findings import read_findings
    from ...core.results.table_languages import in_language

    results, areas, homes = reader.needed(p.RESULTS), reader.needed(p.NEIGHBOURHOODS), reader.source(p.DWELLINGS)
    table = read_results(results, progress.part(0, 0.2))
    working = choose_working_crs(reader, areas)
    class_field = reader.field(p.CLASS_FIELD) or find_column(CLASS_ROLE, areas.fields().names(), {}) or ""
    levels = _levels(table, areas)
    layer, neighbourhoods, labels = read_neighbourhoods(
        reader, areas, working, Needs(class_column=class_field, levels=levels)
    )
    ids, classes = list(neighbourhoods.ids), neighbourhoods.classes
    if is_derived(areas, class_field):
        classes = called_derived(classes, phrases.language.tr)
    member = {level: dict(zip(ids, layer.names(column), strict=True)) for level, column in levels.items()}
    findings = in_language(read_findings(table, member), phrases.language.code)
    _check(reader, findings, ids, areas.sourceName())
    shapes = dict(zip(ids, read_polygons(areas, working, to_list(layer.ids)).shapes, strict=True))
    label_of = dict(zip(ids, labels, strict=True))
    brand = read_brand(reader, municipality(layer))
    facilities = reader.source(p.FACILITIES)
    places = None if facilities is None else read_places(reader, facilities, working, progress.part(0.2, 0.3))
    points: NDArray[np.float64] | None = None
    states: dict[str, NDArray[np.int8]] = {}
    curves: list[AreaCurves] = []
    if homes is not None:
        points, states, curves = _dwellings(reader, homes, findings, working, progress.part(0.4, 1))
    series = _series(reader, findings)
    estimates, crossing = _estimates(reader, findings), _crossing(reader, findings)
    about = ReportFacts(
        title=reader.text(p.TITLE) or norm_title(findings.norms, phrases.language),
        brand=brand,
        labels={**names_above(layer), **label_of},
        districts={area: name for area, name in zip(ids, districts(layer), strict=True) if name},
        classes=dict(zip(ids, classes, strict=True)) if class_field else {},
        ground=MapBase(
            [shapes.get(area, QgsGeometry()) for area in findings.areas],
            [label_of.get(area, area).removesuffix(f" ({area})") for area in findings.areas],
            working.crs,
            points,
        ),
        states=states,
        places=places,
        background=read_background(reader, background, working, progress.part(0.3, 0.4)),
        curves=curves,
        inputs=given,
        degrees=_degrees(reader, ids),
        groups_table=_groups(reader),
        plausibility=_plausibility(reader, findings),
        series=series,
        causes=_causes(reader, series),
        estimates=estimates,
        crossing=crossing,
        survey_title=_survey_title(reader, estimates, crossing),
        among=_among(reader, findings, brand.municipality),
        dwellings=_dwellings_in(reader, areas, ids, findings) if findings.dwellings is None else {},
    )
    return findings, about


def _degrees(reader: Reader, areas: Sequence[str]) -> Mapping[str, DegreesOfArea]:
    """Return how much of what is asked the dwellings of each area have; nothing where no table says it."""
    from ...core.results.degree_figures import latest_degrees

    source = reader.source(p.DEGREES)
    if source is None:
        return {}
    found = latest_degrees(read_degrees(source))
    if found and not found.keys() & {*areas, OUTSIDE_NEIGHBOURHOODS}:
        raise InputError(
            "The areas of the table “{layer}” are other ones than those of the results table: choose “How many "
            "requirements dwellings meet” (OUTPUT_DEGREES) of the same run.",
            layer=source.sourceName(),
        )
    return found


def _groups(reader: Reader) -> pd.DataFrame | None:
    """Return the table of groups; None where none was chosen."""
    source = reader.source(p.GROUPS_TABLE)
    return None if source is None else read_groups(source)


def _plausibility(reader: Reader, findings: Findings) -> pd.DataFrame | None:
    """Return our average distances beside those that are published; None where no such table was chosen."""
    source = reader.source(p.PLAUSIBILITY)
    if source is None:
        return None
    found = read_plausibility(source)
    if len(found) and not set(found["neighbourhood"]) & set(findings.areas):
        raise InputError(
            "The areas of the table “{layer}” are other ones than those of the results table: choose “Average "
            "distances beside published ones” (OUTPUT_PLAUSIBILITY) of the same run.",
            layer=source.sourceName(),
        )
    return found


def _series(reader: Reader, findings: Findings) -> pd.DataFrame | None:
    """Return how the requirements went over several days; None where no series was chosen, or it is of other ones."""
    from ...core.trend.series import asked_otherwise

    source = reader.source(p.SERIES)
    if source is None:
        if reader.source(p.CAUSES) is not None:
            raise InputError("CAUSES tells why the figures of a series changed: choose the series too, in SERIES.")
        return None
    found = read_series(source)
    if not set(found["requirement"]) & {question.id for question in findings.questions}:
        raise InputError(
            "The series “{layer}” has none of the requirements of the results table: choose the one that Trend made of "
            "it.",
            layer=source.sourceName(),
        )
    others = asked_otherwise(found, findings)
    if others:
        reader.feedback.pushWarning(
            tr(
                "The series “{layer}” asks something else than the results table under the same ids, which is left "
                "out: {ids}. Choose the one that Trend made of this table."
            ).format(layer=source.sourceName(), ids=first_few(others, 20))
        )
        found = found[~found["requirement"].isin(others)]
    return found if set(found["requirement"]) & {question.id for question in findings.questions} else None


def _among(reader: Reader, findings: Findings, name: str) -> pd.DataFrame | None:
    """Return the places of the municipality of a report; None where no table of places was chosen."""
    source = reader.source(p.AMONG)
    if source is None:
        return None
    found = read_places_among(source)
    called = found[["municipality", "municipality_name"]].fillna("").map(str.casefold)
    mine = found[(called == name.casefold()).any(axis=1)]
    if not name or len(set(mine["municipality"])) != 1:
        raise InputError(
            "The table “{layer}” has not one municipality “{name}”: write the code that it has there in MUNICIPALITY.",
            layer=source.sourceName(),
            name=name,
        )
    if not set(mine["requirement"]) & {question.id for question in findings.questions}:
        raise InputError(
            "The table “{layer}” has none of the requirements of the results table: choose the one of the same recipe.",
            layer=source.sourceName(),
        )
    return mine


def _causes(reader: Reader, series: pd.DataFrame | None) -> pd.DataFrame | None:
    """Return what caused the changes of a series; None where none was chosen, or nothing of the series is left."""
    source = reader.source(p.CAUSES)
    if source is None or series is None:
        return None
    found = read_causes(source)
    return found[found["requirement"].isin(series["requirement"])]


def _estimates(reader: Reader, findings: Findings) -> pd.DataFrame | None:
    """Return the survey's figures of neighbourhoods; None where none were chosen."""
    source = reader.source(p.ESTIMATES)
    if source is None:
        return None
    found = read_survey_figures(source, findings.areas)
    if not set(found["area"]) & set(findings.areas):
        raise InputError(
            "The areas of the layer “{layer}” are called otherwise ({own}) than those of the results table ({table}): "
            "choose the field with their code.",
            layer=source.sourceName(),
            own=first_few([one for one in found["area"] if one], 3),
            table=first_few(findings.areas, 3),
        )
    return found


def _crossing(reader: Reader, findings: Findings) -> pd.DataFrame | None:
    """Return how the survey goes with the requirements; None where no such table was chosen."""
    source = reader.source(p.COMPARISON)
    if source is None:
        return None
    found = read_crossing(source)
    if not set(found["requirement"]) & {question.id for question in findings.questions}:
        raise InputError(
            "The table “{layer}” has none of the requirements of the results table: choose the one that was made with "
            "it.",
            layer=source.sourceName(),
        )
    return found


def _survey_title(reader: Reader, *tables: pd.DataFrame | None) -> str:
    """Return what the survey asked: as it is given, else as its figure, or at least its layer or table, is called."""
    told = (one for table in tables if table is not None and "figure" in table for one in table["figure"] if one)
    sources = (reader.source(p.ESTIMATES), reader.source(p.COMPARISON))
    named = (source.sourceName() for source in sources if source is not None)
    return reader.text(p.SURVEY_TITLE) or next(told, "") or next(named, "")


def _dwellings_in(
    reader: Reader, areas: QgsFeatureSource, ids: Sequence[str], findings: Findings
) -> Mapping[str, float]:
    """Return the dwellings of each neighbourhood as the run wrote them into its output; none of another layer."""
    names = areas.fields().names()
    pattern = re.compile("|".join(rf"(.*){re.escape(q.id)}_compliance(?:_\d+)?" for q in findings.questions), re.I)
    match = next((found for name in names if (found := pattern.fullmatch(name))), None)
    column = None if match is None else numbered(names, f"{match[match.lastindex or 1]}dwellings")
    if column is None:
        return {}
    return dict(zip(ids, to_list(read(reader, areas, None, [column]).numbers(column)), strict=True))


def _levels(table: pd.DataFrame, areas: QgsFeatureSource) -> dict[str, str]:
    """Return the field of the neighbourhoods for each level that the table has rows of, where there is one."""
    own = {name.casefold(): name for name in areas.fields().names()}
    levels = [] if "level" not in table else table["level"].dropna().unique().tolist()
    return {level: own[level.casefold()] for level in levels if level.casefold() in own and level != NEIGHBOURHOOD}


def _check(reader: Reader, findings: Findings, ids: Sequence[str], name: str) -> None:
    """Stop where the neighbourhoods are others than those of the table, and tell which of them the table lacks."""
    there = set(ids)
    strange = [area for area in findings.areas if area not in there]
    if len(strange) == len(findings.areas):
        raise InputError(
            "The neighbourhoods of the layer “{layer}” are called otherwise ({own}) than those of the results table "
            "({table}): choose the field with their code.",
            layer=name,
            own=first_few(list(ids), 3),
            table=first_few(strange, 3),
        )
    if strange:
        reader.feedback.pushWarning(
            tr("Neighbourhoods of the results table that “{layer}” lacks, not on the maps: {n} ({ids})").format(
                layer=name, n=len(strange), ids=first_few(strange)
            )
        )
    lost = sorted({q.level for q in findings.questions} - {NEIGHBOURHOOD, *findings.member})
    if lost:
        reader.feedback.pushWarning(
            tr("“{layer}” has no field {field}, so what was judged at that level is not told by neighbourhood.").format(
                layer=name, field=first_few(lost)
            )
        )


def _dwellings(
    reader: Reader, source: QgsFeatureSource, findings: Findings, working: WorkingCrs, progress: Progress
) -> tuple[NDArray[np.float64], dict[str, NDArray[np.int8]], list[AreaCurves]]:
    """Read where the dwellings stand, for each requirement whether each is within or not, and its curves."""
    found = dwelling_fields(source)
    asked = {q.id: q for q in findings.questions if q.id in found.requirements}
    if not asked and any(question.has_share for question in findings.questions):
        raise InputError(
            "The dwellings of the layer “{layer}” tell of none of the requirements of the results table: choose the "
            "layer that the same run wrote.",
            layer=source.sourceName(),
        )
    columns = [found.neighbourhood or "", *columns_of(found, asked)]
    layer = read(reader, source, working, columns, progress=progress.part(0, 0.8), geometries="points")
    row_of: dict[str | None, int] = {area: row for row, area in enumerate(findings.areas)}
    home = np.array([row_of.get(area, -1) for area in layer.texts(columns[0])], np.int64)
    states, curves, others = {}, [], []
    for number, (name, question) in enumerate(asked.items()):
        progress.at(0.8 + 0.2 * number / len(asked))
        fields = found.requirements[name]
        weight = layer.numbers(fields["weight"])
        states[name] = states_of(layer.numbers(fields["ok"]), weight)
        own = requirement_values(layer, fields)
        within = np.nansum(weight[states[name] == 1])
        unsure = np.nansum(weight[_is_unsure(layer, fields)])  # counted in the figures, within or outside
        expected = np.nan_to_num(float(findings.whole(question)["within"]))
        if not np.isclose(np.clip(expected, within, within + unsure), expected, rtol=1e-6, atol=1e-6):
            others.append(question.title)
        if not own.blocker:
            curves.append(area_curves(findings, question, findings.areas, own, home))
    if others:
        reader.feedback.pushWarning(
            tr(
                "The dwellings of “{layer}” are not those of the results table, so maps and curves differ from it: "
                "{requirements}. Choose the layer that the same run wrote."
            ).format(layer=layer.name, requirements=first_few(others))
        )
    return layer.points(), states, curves


def _is_unsure(layer: Layer, fields: Mapping[str, str]) -> NDArray[np.bool_]:
    """Return of which dwellings it is not known whether a requirement is asked."""
    if "reason" not in fields:
        return np.zeros(layer.count, bool)
    return np.array([why is not None and why.startswith(FIELD_UNKNOWN) for why in layer.texts(fields["reason"])], bool)
