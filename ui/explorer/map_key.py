"""What the colours of areas on the map mean, told beside the map: of the layers, or of what is drawn over them."""

from __future__ import annotations

import html
from collections.abc import Sequence

from qgis.core import QgsVectorLayer
from qgis.PyQt.QtCore import QBuffer, QByteArray, QIODevice, QSize
from qgis.PyQt.QtGui import QColor, QImage, QPainter
from qgis.PyQt.QtWidgets import QLabel

from ...adapters.io.translation import tr
from ...adapters.results.met_classes import words_of_share
from ...adapters.results.styles import legend_entries
from ...adapters.results.verdict_words import verdict_words
from .map_preview import BORDER, NOTHING, SHARE_COLOURS, VERDICT_COLOURS
from .state import SHARE

_IN_ROW = 2
"""Entries of the legend beside each other: as many as a narrow panel has room for."""


class MapKey(QLabel):
    """Says what the colours on the map mean."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)

    def show_meaning(self, what: str, areas: QgsVectorLayer | None) -> None:
        """Show what the colours mean.

        Parameters
        ----------
        what
            Is drawn over the layers: see `Exploring.colours`.
        areas
            The layer of which the legend holds; None where something is drawn over it, or it has none.
        """
        size = QSize(2 * self.fontMetrics().ascent(), self.fontMetrics().ascent())
        legend = [] if areas is None else legend_entries(areas, size)
        self.setText(_key(legend or [(_filled(colour, size), text) for colour, text in _meaning(what)]))


def _meaning(what: str) -> list[tuple[QColor, str]]:
    """Return what the colours that are drawn over the map mean."""
    if what == SHARE:
        return [*zip(SHARE_COLOURS, words_of_share(tr), strict=True), (NOTHING, tr("no share"))]
    words = verdict_words()
    return [(colour, words[verdict]) for verdict, colour in VERDICT_COLOURS.items()]


def _filled(colour: QColor, size: QSize) -> QImage:
    """Return a picture of a colour with the edge that areas have."""
    picture = QImage(size, QImage.Format.Format_RGB32)
    picture.fill(colour)
    painter = QPainter(picture)
    painter.setPen(BORDER)
    painter.drawRect(picture.rect().adjusted(0, 0, -1, -1))
    painter.end()
    return picture


def _key(pairs: Sequence[tuple[QImage, str]]) -> str:
    """Describe what areas on the map mean, as rich text with pictures of them.

    In a table, which keeps each picture with its words: in a line, it would stand at the end and they on the next.
    """
    cells = [
        f'<td>{_picture(picture)}</td><td style="padding-right: 1em">{html.escape(text)}</td>'
        for picture, text in pairs
    ]
    rows = (f"<tr>{''.join(cells[first : first + _IN_ROW])}</tr>" for first in range(0, len(cells), _IN_ROW))
    return f'<table cellspacing="1">{"".join(rows)}</table>' if cells else ""


def _picture(picture: QImage) -> str:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    code = bytes(data.toBase64()).decode("ascii")
    return f'<img src="data:image/png;base64,{code}">'
