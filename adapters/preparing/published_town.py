"""The neighbourhoods with their published figures, and whether the dwellings lie in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from qgis.core import QgsFeatureSource

from ...core.errors import InputError
from ...core.geometry.polygons import first_holding, pairs_inside
from ...core.norms.model import is_percentage_field
from ...core.preparing import dwelling_sources as d
from ...core.progress import Progress
from ...core.requirements.entities import Neighbourhoods
from ..io.code_words import code_word, code_words
from ..io.crs import WorkingCrs
from ..io.needs import Needs
from ..io.reader import Reader
from ..io.reading import Layer, check_numbers
from ..io.roles import ROLES, find_column
from ..io.translation import tr
from ..layers.dwellings import compare_codes
from ..layers.neighbourhoods import read_neighbourhoods
from .dwelling_sources import HALF, SourceDwellings
from .figures import check_total, not_negative
from .groups import figures_of_areas, group_columns

if TYPE_CHECKING:
    from ...core.preparing.population import PublishedAreas


_STOCK_AND_PEOPLE = ("dwellings", "inhabitants", "inhabitants_65")


@dataclass(frozen=True, kw_only=True)
class Town:
    """The neighbourhoods: the layer, their ids, what people call them, and their figures.

    Parameters
    ----------
    why_unknown
        Why a group's figure is not known in each, by name; None where it is.
    """

    source: QgsFeatureSource
    layer: Layer
    names: Neighbourhoods
    labels: Sequence[str]
    areas: PublishedAreas
    why_unknown: Mapping[str, NDArray[np.object_]]

    def holding(self, points: NDArray[np.float64], progress: Progress | None = None) -> tuple[NDArray[np.int64], int]:
        """Return the first neighbourhood that holds each point, -1 where none does; and how many lie in several."""
        return first_holding(*pairs_inside(points, self.layer.shapes, progress), len(points))


def read_town(reader: Reader, source: QgsFeatureSource, working: WorkingCrs, field_map: Mapping[str, str]) -> Town:
    """Read the neighbourhoods, with the published dwellings, people, households and groups."""
    from ...core.preparing.population import PublishedAreas

    there = source.fields().names()
    found = {role: find_column(role, there, field_map) for role in _STOCK_AND_PEOPLE}
    # That of the share of 65 or older, "percentage", tells nothing: many begin like that.
    cut = [
        name for role in ("dwellings", "inhabitants") if not found[role] for name in d.cut_columns(ROLES[role], there)
    ]
    if cut:
        d.refuse_cut(source.sourceName(), cut)
    groups = group_columns(there, field_map)
    columns = {role: column for role, column in found.items() if column}
    wanted = {column: column for some in (*groups.values(), tuple(columns.values())) for column in some}
    layer, names, labels = read_neighbourhoods(reader, source, working, Needs(neighbourhood_columns=wanted))
    for column in wanted:
        check_numbers(layer, column)
        if not is_percentage_field(column):
            check_total(layer, column, not_negative(layer.numbers(column)))
    figures = figures_of_areas(reader, layer, {role: (column,) for role, column in columns.items()} | groups, {})
    for role in _STOCK_AND_PEOPLE:
        unknown = int(np.isnan(figures.known[role]).sum()) if role in figures.known else 0
        if unknown >= HALF * layer.count and role in figures.known:
            reader.feedback.pushWarning(
                tr(
                    "{n} of {all} {all:neighbourhood|neighbourhoods} {n:has|have} no figure for {role} ({field}), so "
                    "it stays unknown there: check whether it was published for them."
                ).format(n=unknown, all=layer.count, role=code_word(role), field=columns[role])
            )
    lacking = [role for role in found if role not in figures.known]
    if lacking:
        reader.feedback.pushWarning(
            tr("The neighbourhoods have no field for: {roles}. What it would tell is left NULL.").format(
                roles=code_words(lacking)
            )
        )
    return Town(
        source=source,
        layer=layer,
        names=names,
        labels=labels,
        areas=PublishedAreas(
            layer.count,
            figures.known.get("dwellings"),
            {role: figure for role, figure in figures.known.items() if role != "dwellings"},
        ),
        why_unknown=figures.why_unknown,
    )


def check_place(reader: Reader, stock: SourceDwellings, town: Town, holder: NDArray[np.int64], several: int) -> None:
    """Stop where the dwellings lie elsewhere; warn where they carry other codes, or lie on a border."""
    if stock.located.any() and not (holder >= 0).any():
        raise InputError(
            "No dwelling lies in any neighbourhood: check the layers “{layer}” and “{other}”, and their reference "
            "systems.",
            layer=stock.layer.name,
            other=town.layer.name,
        )
    column = find_column("neighbourhood_code", stock.source.fields().names(), {})
    if column:
        codes = stock.layer.codes(column)
        given = [code for code in codes if code is not None]
        if given and not set(given) & set(town.names.ids):
            reader.feedback.pushWarning(
                tr(
                    "None of the codes in {field}, such as {code}, is that of a neighbourhood, such as {other}: are "
                    "they of another year? Where the dwellings lie decides."
                ).format(field=column, code=given[0], other=town.names.ids[0])
            )
        else:
            compare_codes(reader, codes, column, holder, town.names)
    if several:
        reader.feedback.pushWarning(
            tr("Dwellings in more than one neighbourhood, or on a border, held by the first: {n}").format(n=several)
        )
