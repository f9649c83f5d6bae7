"""What other thresholds cost in places, read from the table that Suggest locations wrote (PRICE)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsFeatureSource

from ..io.reading import read_layer

if TYPE_CHECKING:
    from ...core.locations.suggestions import Priced

_FIELDS = ("threshold", "places", "bound", "share", "attainable")


def is_price_output(source: QgsFeatureSource) -> bool:
    """Return whether a table is an output with what thresholds cost, by its fields."""
    return {*_FIELDS} <= {name.casefold() for name in source.fields().names()}


def read_price(source: QgsFeatureSource) -> list[Priced]:
    """Read what each threshold costs, in ascending order; rows without a threshold are left out."""
    from ...core.locations.suggestions import Priced

    own = {name.casefold(): name for name in source.fields().names()}
    layer = read_layer(source, None, [own[name] for name in _FIELDS])
    rows = zip(*(layer.numbers(own[name]).tolist() for name in _FIELDS), strict=True)
    return sorted(
        (Priced(**dict(zip(_FIELDS, row, strict=True))) for row in rows if row[0] == row[0]),
        key=lambda one: one.threshold,
    )
