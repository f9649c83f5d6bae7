"""The dwellings of a run, from a layer into what an assessment takes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from qgis.core import QgsFeatureSource

from ...core.arrays import sum_known, to_list
from ...core.errors import InputError
from ...core.fingerprints import fingerprint
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


_NO_CODE, _STRANGE = -1, -2
"""Instead of the row of a neighbourhood: of dwellings without a code, and of codes that none has."""


def read_dwellings(
    reader: Reader, source: QgsFeatureSource, working: WorkingCrs, needs: Needs, progress: Progress
) -> Layer:
    """Read the layer of the dwellings with what the run asks of them; stop where it is empty, or a weight is none."""
    weight, wanted = reader.field(p.WEIGHT_FIELD), needs.dwelling_columns
    fields = (weight, reader.field(p.GROUP_FIELD), _code_field(source.fields().names()), *wanted.values())
    layer = read(reader, source, working, fields, progress=progress, geometries="points")
    check_dwellings(layer)
    for field in (weight, *(wanted[s.field] for s in needs.weights.values() if s.field and not s.spread)):
        check_numbers(layer, field)
    return layer


def check_dwellings(layer: Layer) -> None:
    """Stop where a layer has no dwellings at all."""
    if layer.count == 0:
        raise InputError("The dwellings layer “{layer}” is empty: choose a layer with dwellings.", layer=layer.name)


def placed_dwellings(
    reader: Reader, layer: Layer, borders: Shapes, neighbourhoods: Neighbourhoods, needs: Needs, progress: Progress
) -> Dwellings:
    """Return the dwellings of a layer with the neighbourhood of each, within whose `borders` it lies."""
    number, xy = weights(layer, reader.field(p.WEIGHT_FIELD)), layer.points()
    holder, several = reader.keeping.keep(
        "holders",
        (fingerprint(xy, borders),),
        lambda: first_holding(*pairs_inside(xy, borders, progress), layer.count),
    )
    known = np.isfinite(xy).all(axis=1)
    if known.any() and not (holder >= 0).any():
        if _apart(xy[known], borders.xy):
            raise InputError(
                "No dwelling lies in any neighbourhood: check the layers “{layer}” and “{other}”, and their reference "
                "systems.",
                layer=layer.name,
                other=reader.needed(p.NEIGHBOURHOODS).sourceName(),
            )
        reader.feedback.pushWarning(tr("No dwelling lies in any neighbourhood."))
    _tell_dwellings(reader, layer, number, holder, several, neighbourhoods)
    code = _code_field(layer.values)
    if code:
        compare_codes(reader, layer.codes(code), code, holder, neighbourhoods)
    columns = {name: layer.cells(column) for name, column in needs.dwelling_columns.items()}
    return Dwellings(xy=xy, number=number, neighbourhood=holder, columns=columns)


def groups_of_dwellings(reader: Reader, layer: Layer) -> Groups | None:
    """Return the groups of dwellings that are judged too, such as those of a landlord; None where none are."""
    from ...core.requirements.divisions import by_name

    field = reader.field(p.GROUP_FIELD)
    return by_name(layer.names(field)) if field else None


def _code_field(fields: Iterable[str]) -> str:
    """Return the field with the code of a dwelling's neighbourhood, empty without one."""
    return find_column("neighbourhood_code", list(fields), {}) or ""


def compare_codes(
    reader: Reader,
    codes: Sequence[str | None],
    field: str,
    holder: NDArray[np.int64],
    neighbourhoods: Neighbourhoods,
) -> None:
    """Warn where dwellings carry the code of another neighbourhood than the one that they lie in."""
    row_of: dict[str | None, int] = {name: row for row, name in enumerate(neighbourhoods.ids)}
    row_of[None] = _NO_CODE
    row = np.fromiter(map(row_of.get, codes, repeat(_STRANGE)), np.int64, len(codes))
    strange = int((row == _STRANGE).sum())
    if strange and strange == int((row != _NO_CODE).sum()):
        return  # another kind of code, or of another year throughout: where they lie decides
    other = int(((row >= 0) & (holder >= 0) & (row != holder)).sum())
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
            "The field “{field}” of the layer “{layer}” holds percentages, which are no number of dwellings: choose "
            "another.",
            field=field,
            layer=layer.name,
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
        tr(
            "Dwellings: {rows} {rows:feature|features} with {n} {n:dwelling|dwellings}, in {m} "
            "{m:neighbourhood|neighbourhoods}."
        ).format(rows=layer.count, n=number_of(sum_known(number)), m=neighbourhoods.count)
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
