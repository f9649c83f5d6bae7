"""Households and groups of neighbourhoods, squares and postcode areas: which columns tell them, and what these say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...core.arrays import Floats, to_list
from ...core.errors import InputError
from ...core.norms.model import is_percentage_field
from ...core.preparing.groups import AGES, BASES, GROUPS, HOUSEHOLDS, INHABITANTS, INHABITANTS_65
from ..io.feedback import first_few
from ..io.reader import Reader
from ..io.reading import Layer
from ..io.roles import find_column, find_named
from ..io.translation import tr
from .figures import not_negative

GROUP_ROLES = (HOUSEHOLDS, *(group.name for group in GROUPS if group.name != INHABITANTS_65))
"""Roles of the figures that are read here, beside dwellings, inhabitants and those of 65 or older."""

NOT_PUBLISHED, NO_BASE, ABOVE_100, CONTRADICTORY = "not_published", "no_base", "above_100", "contradictory"

_POINTS = 0.02
"""Ages may be off by so much of the inhabitants, as whole percentages are, without a word."""
_ROUNDING = 24
"""By so many people six numbers can be off that are each rounded to a multiple of five."""


def check_field_map(field_map: Mapping[str, str], *layers: Iterable[str]) -> None:
    """Stop where the field map names a role that is none here, or a field that no layer has.

    Parameters
    ----------
    layers
        The field names of each layer.
    """
    roles = ("dwellings", INHABITANTS, INHABITANTS_65, *GROUP_ROLES)
    columns = list(dict.fromkeys(name for layer in layers for name in layer))
    there = {name.casefold() for name in columns}
    for role, column in field_map.items():
        if role not in roles:
            raise InputError(
                "FIELD_MAP names “{role}”, which is not prepared; write one of these before the “=”: {roles}.",
                role=role,
                roles=", ".join(roles),
            )
        if column.casefold() not in there:
            raise InputError(
                "FIELD_MAP names the field “{field}” for {role}, which no layer has; choose one of: {fields}.",
                field=column,
                role=role,
                fields=", ".join(columns) or "–",
            )


def group_columns(columns: Iterable[str], field_map: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the columns of each group that a layer tells of: one, or several that make it together."""
    there = list(columns)
    found: dict[str, tuple[str, ...]] = {}
    for role in GROUP_ROLES:
        column = find_column(role, there, field_map)
        if column is not None:
            found[role] = (column,)
    for group in GROUPS:
        for together in group.together if group.name not in {*found, *field_map} else ():
            parts = [find_named([name], there) for name in together]
            if all(parts):
                found.setdefault(group.name, tuple(part for part in parts if part))
    return found


@dataclass(frozen=True)
class AreaFigures:
    """Figures of areas by their roles.

    Parameters
    ----------
    known
        Numbers, NaN where not known.
    why_unknown
        Why one is not known, None where it is; by role.
    """

    known: Mapping[str, Floats]
    why_unknown: Mapping[str, NDArray[np.object_]]


def figures_of_areas(
    reader: Reader, layer: Layer, columns: Mapping[str, tuple[str, ...]], bases: Mapping[str, Floats]
) -> AreaFigures:
    """Read figures of areas; a percentage becomes a number, of its own figure only, and is left out without that.

    Parameters
    ----------
    columns
        Of each role, those that make it together.
    bases
        Figures that were read before.
    """
    known, why = dict(bases), {}
    shares = {role for role, some in columns.items() if is_percentage_field(some[0])}
    for role in sorted(columns, key=lambda role: role in shares):  # what others are percentages of comes first
        figure: Floats = np.sum([layer.numbers(column) for column in columns[role]], axis=0)
        figure = not_negative(figure)
        reason: NDArray[np.object_] = np.full(figure.size, None, object)
        reason[np.isnan(figure)] = NOT_PUBLISHED
        if role in shares:
            above = figure > 100
            if above.any():
                reader.feedback.pushWarning(
                    tr("Areas of “{layer}” with more than 100 % in {field}, taken as not known: {n}").format(
                        layer=layer.name, field=columns[role][0], n=int(above.sum())
                    )
                )
            if role not in BASES or BASES[role] not in known:
                continue
            base = known[BASES[role]]
            reason[np.isnan(base) & np.isfinite(figure)] = NO_BASE
            reason[above] = ABOVE_100
            figure = base * np.where(above, np.nan, figure) / 100
        if role in GROUP_ROLES and np.isnan(figure).all():
            continue  # as if there were no such column
        known[role], why[role] = figure, reason
    _tell_ages(reader, layer, known, shares)
    return AreaFigures(known, why)


def _tell_ages(reader: Reader, layer: Layer, known: Mapping[str, Floats], shares: set[str]) -> None:
    """Warn where all ages are known and do not add up to the inhabitants, by more than rounding explains."""
    names = [*(age.name for age in AGES), INHABITANTS_65]
    if INHABITANTS not in known or not known.keys() >= set(names):
        return
    off = np.abs(np.sum([known[name] for name in names], axis=0) - known[INHABITANTS])
    noise = 0 if shares >= set(names) else _ROUNDING
    rows = np.flatnonzero(off > np.maximum(_POINTS * (1 + 1e-9) * known[INHABITANTS], noise))
    if rows.size:
        reader.feedback.pushWarning(
            tr(
                "Areas of “{layer}” whose ages differ by more than 2 points from their inhabitants, to which they are "
                "scaled: {n} ({ids})"
            ).format(layer=layer.name, n=rows.size, ids=first_few(to_list(layer.ids[rows])))
        )
