"""The facilities on the maps of a report: where they are, of what type, and which requirements counted them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from qgis.core import QgsFeatureSource

from ...core.comparing import type_key
from ...core.progress import Progress
from ..io.columns import numbered
from ..io.crs import WorkingCrs
from ..io.reader import Reader, read
from ..io.translation import tr

_STATUS = re.compile(r"(.*)row_status(?:_\d+)?", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class MapPlaces:
    """Facilities for the maps.

    Parameters
    ----------
    points
        Shape (n, 2), NaN without geometry, in the ground's system.
    types
        Of each.
    users
        Of each the ids of the requirements that counted it. Empty where no run told: then the type has to tell.
    """

    points: NDArray[np.float64]
    types: Sequence[str | None]
    users: Sequence[frozenset[str]] = ()

    @property
    def used(self) -> bool:
        """Return whether they are those that the requirements of a run counted; of others the type has to tell."""
        return bool(self.users) or not self.types

    def of(self, requirement: str, types: str) -> NDArray[np.int64]:
        """Return the facilities that a requirement counts: as the run told, else those of its types.

        Parameters
        ----------
        types
            Those that it asks for, as `facility` of the results table has them.
        """
        if self.users:
            taken = [requirement in users for users in self.users]
        else:
            asked = {type_key(part) for part in types.split("|")} - {""}
            taken = [type_key(kind or "") in asked for kind in self.types]
        return np.flatnonzero(taken)


def read_places(
    reader: Reader, source: QgsFeatureSource, working: WorkingCrs, progress: Progress | None = None
) -> MapPlaces:
    """Read the facilities that “Check basic requirements” wrote: those that a requirement counted, and their types.

    Of another layer all are taken, with its field `type`; where there is none, the log says that it is not shown.
    """
    names = source.fields().names()
    status = next((match for name in reversed(names) if (match := _STATUS.fullmatch(name))), None)
    prefix = status[1] if status else ""
    kind, used = (numbered(names, f"{prefix}{field}") or "" for field in ("type", "requirements"))
    layer = read(reader, source, working, (kind, used), progress=progress, geometries="points")
    points = layer.points()
    types = layer.texts(kind) if kind else [None] * layer.count
    if not used and not kind and layer.count:
        reader.feedback.pushWarning(
            tr(
                "“{layer}” has no field “type”, so its facilities are not on the maps: choose “Facilities and what "
                "used them” (OUTPUT_FACILITIES) of the same run."
            ).format(layer=source.sourceName())
        )
    if not used:
        return MapPlaces(points=points, types=types)
    return counted_places(points, types, [frozenset((ids or "").split(";")) - {""} for ids in layer.texts(used)])


def counted_places(
    points: NDArray[np.float64], types: Sequence[str | None], users: Sequence[frozenset[str]]
) -> MapPlaces:
    """Return the facilities that a requirement counted."""
    rows = [row for row, ids in enumerate(users) if ids]
    return MapPlaces(points=points[rows], types=[types[row] for row in rows], users=[users[row] for row in rows])
