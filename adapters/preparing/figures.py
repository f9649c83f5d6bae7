"""Figures of dwellings and people, as a layer tells them: which are believed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...core.errors import InputError
from ..io.reading import Layer

MOST = 2_000_000_000
"""What the figures of a layer may add up to: what the fields of whole numbers hold, and far above any town."""


def check_total(layer: Layer, field: str, figure: NDArray[np.float64]) -> None:
    """Stop where a figure adds up to more than a layer can hold."""
    with np.errstate(over="ignore"):
        total = np.nansum(figure)
    if total > MOST:
        raise InputError(
            "The field “{field}” of the layer “{layer}” adds up to {total}, more than a layer of dwellings or people "
            "can hold ({most}): check its numbers.",
            field=field,
            layer=layer.name,
            total=f"{total:.6g}",
            most=MOST,
        )


def not_negative(figure: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a figure with NaN where it is negative."""
    return np.where(figure < 0, np.nan, figure)
