"""Features written to a layer or table of QGIS, in batches."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from qgis.core import QgsFeature, QgsFeatureSink
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QUrl

from ...core.errors import InputError
from ...core.progress import Progress
from .destinations import Destination
from .file_formats import CutTexts
from .rows import Row

_BATCH = 5000
_ZERO = QUrl("0")


class FeatureWriter:
    """Writes features to an open layer or table, once.

    Parameters
    ----------
    sink
        Takes the features.
    name, destination
        Of the output.
    beside, path
        Where it is written until the run is complete, and of one in files the main file. This is all that a writer
        that fills the file or the table by itself needs: it closes this one first, and sets `written`.
    cut
        Counts the texts that the format cuts; None where it cuts none.
    """

    def __init__(
        self,
        sink: QgsFeatureSink,
        name: str,
        destination: Destination,
        beside: Destination,
        path: Path | None,
        cut: CutTexts | None = None,
    ) -> None:
        self._sink, self.name, self.destination, self.beside, self.path = sink, name, destination, beside, path
        self.cut = cut
        self.written = 0

    def write(self, rows: Iterable[Row], progress: Progress, total: int) -> None:
        """Write rows of attributes and geometry in batches, looking at Cancel between them, and close the layer."""
        batch: list[QgsFeature] = []
        is_postgres = self.destination.provider == "postgres"
        for number, (attributes, geometry) in enumerate(rows, 1):
            if self.cut is not None:
                self.cut.look(attributes)
            feature = QgsFeature()
            feature.setAttributes(list(map(_told_from_null, attributes) if is_postgres else attributes))
            if geometry is not None:
                feature.setGeometry(geometry)
            batch.append(feature)
            if len(batch) == _BATCH:
                progress.at(number / max(total, 1))
                self._add(batch)
                batch = []
        self._add(batch)
        progress.check()
        # Here, not at the end of the run: a large layer takes a second to put what it holds on disk.
        self.close()
        progress.at(1.0)

    @property
    def file(self) -> Path:
        """Return the main file of one in files."""
        if self.path is None:
            raise TypeError(self.name)
        return self.path

    @property
    def is_open(self) -> bool:
        """Return whether it can still be written to."""
        return not sip.isdeleted(self._sink)

    def reopen(self, sink: QgsFeatureSink) -> None:
        """Go on with a new sink for the same place, once the first one is closed."""
        self._sink, self.written = sink, 0

    def close(self) -> None:
        """Close the layer, so that what it holds is on disk."""
        if self.is_open:
            sip.delete(self._sink)

    def _add(self, batch: list[QgsFeature]) -> None:
        if batch and not self._sink.addFeatures(batch, QgsFeatureSink.Flag.FastInsert):
            raise InputError(
                "The output {output} cannot be written to {place}: {why}; choose another place, or try again.",
                output=self.name,
                place=self.destination.shown,
                why=(self._sink.lastError() or "no reason was given").strip().rstrip("."),
            )
        self.written += len(batch)


def _told_from_null(value: object) -> object:
    """Return a zero as what reads as 0 and is no number.

    QGIS writes the first value of a batch for all where it takes them for equal, as it does NULL and 0, and NULL and
    the text "0". PostgreSQL gets the text of a value, whatever its type.
    """
    return _ZERO if isinstance(value, (int, float)) and value == 0 else value
