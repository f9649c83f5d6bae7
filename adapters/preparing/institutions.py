"""Layers of institutions with people of their own, read for `buurtmaat:preparedwellings`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from qgis.core import QgsFeatureSource

from ...core.arrays import Floats, to_list
from ...core.errors import InputError
from ...core.norms.model import is_percentage_field
from ...core.preparing.groups import INHABITANTS, INHABITANTS_65
from ..io.crs import WorkingCrs
from ..io.feedback import first_few
from ..io.reader import Reader, read
from ..io.reading import Layer, check_numbers
from ..io.roles import find_column
from ..io.translation import tr
from .figures import check_total, not_negative


@dataclass(frozen=True)
class InstitutionLayer:
    """Institutions, with a point of each and their people by name.

    Parameters
    ----------
    people
        NaN where not known, and for institutions that are not counted; of 65 or older are at most all.
    figure_fields
        The layer's fields that these come from.
    """

    source: QgsFeatureSource
    layer: Layer
    people: dict[str, Floats]
    figure_fields: tuple[str, ...]


def read_institutions(
    reader: Reader, working: WorkingCrs, name: str, fields: tuple[str, str], inputs: tuple[str, str]
) -> InstitutionLayer | None:
    """Read the institutions with their people; None where none are given.

    Parameters
    ----------
    fields
        What the user chose for inhabitants and for those of 65 or older; empty to find them.
    inputs
        The names of these two parameters, for messages.

    Raises
    ------
    InputError
        Where no field tells how many people live there.
    """
    source = reader.source(name)
    if source is None:
        return None
    column, older = _figure_fields(source, fields, inputs[0])
    layer = read(reader, source, working, (column, older), geometries="areas")
    people: dict[str, Floats] = {}
    for role, one in ((INHABITANTS, column), (INHABITANTS_65, older)):
        check_numbers(layer, one)
        people[role] = not_negative(layer.numbers(one)) if one else np.full(layer.count, np.nan)
        if one:
            check_total(layer, one, people[role])
    if layer.count and not older:
        reader.feedback.pushWarning(
            tr(
                "How many people of 65 or older live in the institutions is not known ({input} is empty): those of the "
                "neighbourhood are all spread over its dwellings."
            ).format(input=inputs[1])
        )
    counted = _counted(reader, layer, people)
    return InstitutionLayer(source, layer, counted, tuple(one for one in (column, older) if one))


def _figure_fields(source: QgsFeatureSource, fields: tuple[str, str], name: str) -> tuple[str, str]:
    """Return the fields with the inhabitants and with those of 65 or older; the second is empty where there is none."""
    there = source.fields().names()
    column = fields[0] or find_column(INHABITANTS, there, {}) or ""
    if not column:
        raise InputError(
            "The institutions of the layer “{layer}” do not tell how many people live there: choose the field that "
            "does for {input}; its fields are: {fields}.",
            layer=source.sourceName(),
            input=name,
            fields=", ".join(there) or "–",
        )
    older = fields[1] or find_column(INHABITANTS_65, there, {}) or ""
    return column, "" if is_percentage_field(older) else older


def _counted(reader: Reader, layer: Layer, people: Mapping[str, Floats]) -> dict[str, Floats]:
    """Return the people of institutions as they count: none where unknown, and of 65 or older at most all."""
    unknown = np.isnan(people[INHABITANTS]) | ~layer.shapes.has_geometry
    above = ~unknown & (people[INHABITANTS_65] > people[INHABITANTS])
    for rows, text_ in (
        (unknown, tr("Institutions without a place or a number of people, not counted: {n} ({ids})")),
        (
            above,
            tr(
                "Institutions with more people of 65 or older than inhabitants, of whom as many count as there are "
                "inhabitants: {n} ({ids})"
            ),
        ),
    ):
        if rows.any():
            ids = to_list(layer.ids[rows])
            reader.feedback.pushWarning(text_.format(n=len(ids), ids=first_few(ids)))
    older_people = np.minimum(people[INHABITANTS_65], people[INHABITANTS])
    counted = {INHABITANTS: people[INHABITANTS], INHABITANTS_65: older_people}
    return {role: np.where(unknown, np.nan, figure) for role, figure in counted.items()}


def spots_of(institutions: InstitutionLayer | None) -> Floats:
    """Return a point of each institution, none without institutions."""
    return institutions.layer.spots if institutions else np.empty((0, 2))
