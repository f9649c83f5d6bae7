"""What formats of files do to what is written: texts that they cut, and rows without geometry."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFeatureSink,
    QgsFields,
    QgsVectorFileWriter,
)

from ...core.errors import InputError

LONGEST_TEXT = 254
"""Bytes of UTF-8 that a Shapefile, a .dbf or a MapInfo TAB holds of a text."""

LONGEST_NAMES = {".shp": 10, ".dbf": 10, ".tab": 31}
"""By format: characters that it holds of a field's name. They are the formats that cut texts, too."""


class CutTexts:
    """Counts the texts that a format cuts while they are written.

    Parameters
    ----------
    names
        Of the fields.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        self.count = 0
        self._fields: dict[int, None] = {}

    @property
    def names(self) -> list[str]:
        """Return the names of the fields with such texts, in their order."""
        return [self._names[place] for place in sorted(self._fields)]

    def look(self, attributes: Sequence[object]) -> None:
        """Count the texts of a row."""
        for place, value in enumerate(attributes):
            if isinstance(value, str) and len(value.encode("utf-8", "replace")) > LONGEST_TEXT:
                self.count += 1
                self._fields[place] = None


def flatgeobuf(
    path: Path,
    fields: QgsFields,
    geometry: Qgis.WkbType,
    crs: QgsCoordinateReferenceSystem,
    transforms: QgsCoordinateTransformContext,
) -> QgsFeatureSink:
    """Open a FlatGeobuf without its index, which takes no row without geometry and puts the others in another order."""
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.layerName, options.layerOptions = "FlatGeobuf", path.stem, ["SPATIAL_INDEX=NO"]
    writer = QgsVectorFileWriter.create(str(path), fields, geometry, crs, transforms, options)
    if writer.hasError() != QgsVectorFileWriter.WriterError.NoError:
        raise InputError(
            "The output cannot be written to {place}: {why}; choose another place, or try again.",
            place=path,
            why=writer.errorMessage().strip().rstrip("."),
        )
    return writer
