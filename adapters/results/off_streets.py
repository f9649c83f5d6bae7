"""Facilities so far from the streets that none of those asked for counts: what stays unknown for it, and what helps."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from ...core.arrays import Floats
from ..io.translation import Language, facility_word, tr

_STEP = 10
"""Metres to which a distance for points to snap is rounded up."""


@dataclass(frozen=True, kw_only=True)
class OffStreets:
    """All the facilities that some requirements ask for, where all of them are off the streets.

    Parameters
    ----------
    types
        What there is of those asked for.
    count
        How many they are.
    nearest_m
        How far the streets are from the one that is nearest to them; NaN where that is not known.
    requirements
        How many of them cannot be judged.
    features
        Their ids in the layer that was read; none where they are of no layer.
    """

    types: Sequence[str]
    count: int
    nearest_m: float
    requirements: int
    features: Sequence[int] = ()

    @property
    def snap_m(self) -> int | None:
        """Return the maximum snapping distance with which the nearest would count; None where it is not known."""
        return None if math.isnan(self.nearest_m) else _STEP * math.ceil(self.nearest_m / _STEP + 1e-9)

    def sentence(self) -> str:
        """Describe what is off the streets, and what cannot be judged for it."""
        what = ", ".join(facility_word(one) for one in self.types)
        far = "?" if math.isnan(self.nearest_m) else Language().short(math.ceil(self.nearest_m))
        if self.count == 1:
            said = tr("The only {what} lies {far} m off the streets")
        else:
            said = tr("All {count} of {what} lie off the streets, the nearest {far} m")
        unknown = tr("{n} {n:requirement|requirements} cannot be judged").format(n=self.requirements)
        return f"{said.format(what=what, far=far, count=self.count)}: {unknown}."


def find_off_streets(
    asked: Sequence[Iterable[str]], types: Sequence[str | None], street_m: Floats, features: Sequence[int] = ()
) -> OffStreets | None:
    """Return the facilities because of which requirements cannot be judged; None where there are none.

    Parameters
    ----------
    asked
        The types that each of these requirements asks for.
    types, street_m, features
        Of each facility; `street_m` as `OUTPUT_FACILITIES` has it.
    """
    wanted = {name.strip().casefold() for names in asked for name in names}
    rows = [row for row, name in enumerate(types) if name and name.strip().casefold() in wanted]
    far = street_m[rows]
    if not rows or not np.isfinite(far).any():
        return None
    there = sorted({str(types[row]).strip() for row in rows}, key=str.casefold)
    return OffStreets(
        types=there,
        count=len(rows),
        nearest_m=float(np.nanmin(far)),
        requirements=len(asked),
        features=[features[row] for row in rows] if len(features) else (),
    )
