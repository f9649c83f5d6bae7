"""The dwellings of a run, from a layer into what an assessment takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from qgis.core import QgsFeatureSource

from ...core.arrays import sum_known, to_list
from ...core.errors import InputError
from ...core.geometry.polygons import first_holding, pairs_inside
from ...core.geometry.shapes import Shapes
from ...core.norms.model import is_percentage_field
from ...core.progress import Progress
from ...core.requirements.entities import Dwellings, Neighbourhoods
from ..io import parameter_names as p
from ..io.crs import WorkingCrs
from ..io.feedback import first_few, number_of
from ..io.needs import Needs
from ..io.reader import Reader, read
from ..io.reading import Layer, check_numbers, check_size
from ..io.roles import find_column
from ..io.translation import tr

if TYPE_CHECKING:
    from ...core.requirements.divisions import Groups


def read_dwellings(
    reader: Reader,
    source: QgsFeatureSource,
    working: WorkingCrs,
    polygons: Shapes,
    neighbourhoods: Neighbourhoods,
    needs: Needs,
    progress: Progress,
) -> tuple[Layer, Dwellings, Groups | None]:
    """Read the dwellings, find the neighbourhood of each, and the groups that they are judged by."""
    from ...core.requirements.divisions import by_name

    weight, group = reader.field(p.WEIGHT_FIELD), reader.field(p.GROUP_FIELD)
    code = find_column("neighbourhood_code", source.fields().names(), {}) or ""
    wanted = needs.dwelling_columns
    fields = (weight, group, code, *wanted.values())
    layer = read(reader, source, working, fields, progress=progress.part(0, 0.8), point_on_surface=True)
    if layer.count == 0:
        raise InputError('The dwellings layer "{layer}" is empty: choose a layer with dwellings.', layer=layer.name)
    for field in (weight, *(wanted[s.field] for s in needs.weights.values() if s.field and not s.spread)):
        check_numbers(layer, field)
    number = weights(layer, weight)
    xy = layer.points()
    holder, several = first_holding(*pairs_inside(xy, polygons, progress.part(0.8, 1)), layer.count)
    known = np.isfinite(xy).all(axis=1)
    if known.any() and not (holder >= 0).any():
        if _apart(xy[known], polygons.xy):
            raise InputError(
                "No dwelling lies in any neighbourhood: check the layers and their reference systems.",
            )
        reader.feedback.pushWarning(tr("No dwelling lies in any neighbourhood."))
    _tell_dwellings(reader, layer, number, holder, several, neighbourhoods)
    if code:
        compare_codes(reader, layer.codes(code), code, holder, neighbourhoods)
    columns = {name: layer.cells(column) for name, column in wanted.items()}
    groups = None
    if group:
        groups = by_name(layer.names(group))
    return layer, Dwellings(xy=xy, number=number, neighbourhood=holder, columns=columns), groups


def compare_codes(
    reader: Reader,
    codes: Sequence[str | None],
    field: str,
    holder: NDArray[np.int64],
    neighbourhoods: Neighbourhoods,
) -> None:
    """Warn where dwellings carry the code of another neighbourhood than the one that they lie in."""
    known = set(neighbourhoods.ids)
    given = [code for code in codes if code is not None]
    strange = sum(code not in known for code in given)
    if given and strange == len(given):
        return  # another kind of code, or of another year throughout: where they lie decides
    other = sum(
        code is not None and code in known and h >= 0 and neighbourhoods.ids[h] != code
        for code, h in zip(codes, to_list(holder), strict=True)
    )
    if strange or other:
        reader.feedback.pushWarning(
            tr(
                "The {field} of dwellings does not match the neighbourhoods: {strange} with a code that none has, "
                "{other} in another one than it says. Where they lie decides."
            ).format(field=field, strange=strange, other=other)
        )


def _apart(one: NDArray[np.float64], other: NDArray[np.float64]) -> bool:
    """Return whether the boxes of some points have nothing in common."""
    return bool((one.max(axis=0) < other.min(axis=0)).any() or (other.max(axis=0) < one.min(axis=0)).any())


def weights(layer: Layer, field: str) -> NDArray[np.float64]:
    """Return the number of dwellings of each feature, 1 without a field, NaN where it is NULL or negative."""
    if is_percentage_field(field):
        raise InputError(
            'The field "{field}" holds percentages, which are no number of dwellings: choose another.', field=field
        )
    number = layer.numbers(field) if field else np.ones(layer.count)
    check_size(layer, field, number)
    number[number < 0] = np.nan
    return number


def _tell_dwellings(
    reader: Reader,
    layer: Layer,
    number: NDArray[Any],
    holder: NDArray[Any],
    several: int,
    neighbourhoods: Neighbourhoods,
) -> None:
    reader.feedback.pushInfo(
        tr("Dwellings: {rows} features with {n} dwellings, in {m} neighbourhoods.").format(
            rows=layer.count, n=number_of(sum_known(number)), m=neighbourhoods.count
        )
    )
    for rows, text in (
        (~layer.shapes.has_geometry, tr("Dwellings without geometry, counted as unknown: {n} ({ids})")),
        (np.isnan(number), tr("Dwellings whose number is NULL or negative, counted as 0: {n} ({ids})")),
        (layer.shapes.has_geometry & (holder < 0), tr("Dwellings outside all neighbourhoods: {n} ({ids})")),
    ):
        if rows.any():
            ids = to_list(layer.ids[rows])
            reader.feedback.pushWarning(text.format(n=len(ids), ids=first_few(ids)))
    if several:
        reader.feedback.pushWarning(
            tr("Dwellings in more than one neighbourhood, or on a border, held by the first: {n}").format(n=several)
        )
