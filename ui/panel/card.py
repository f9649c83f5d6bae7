"""The card of a neighbourhood or a dwelling: what it has, what is asked, and what is missing."""

from __future__ import annotations

import html
import math
from collections.abc import Sequence

from qgis.PyQt.QtCore import QSizeF, Qt, pyqtSignal
from qgis.PyQt.QtGui import QPalette
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStyle, QTextBrowser, QVBoxLayout, QWidget

from ...adapters.explore.area_cards import AreaCard, CardRow
from ...adapters.explore.dwelling_cards import DwellingRow
from ...adapters.io.translation import tr
from ...core.statuses import MARKS
from ..wrapped_label import WrappedLabel


class CardView(QWidget):
    """Shows a card; `closed` tells that the user goes back to the list, `area_asked` on to that of the area."""

    closed = pyqtSignal()
    area_asked = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.back = QPushButton(tr("L&ist"))
        self.back.setIcon(self.style().standardIcon(QStyle.StandardPixmap.SP_ArrowBack))
        self.back.setToolTip(tr("Back to the list of neighbourhoods"))
        self.back.clicked.connect(lambda _checked=False: self.closed.emit())
        self.to_area = QPushButton(tr("Its neigh&bourhood"))
        self.to_area.setToolTip(tr("The card of the neighbourhood that the dwelling lies in"))
        self.to_area.clicked.connect(lambda _checked=False: self.area_asked.emit())
        self.name = QLabel()
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        self.name.setWordWrap(True)
        bold = self.name.font()
        bold.setBold(True)
        self.name.setFont(bold)
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setAccessibleName(tr("Card"))
        # As high as it takes: the panel scrolls, so that nothing scrolls within what scrolls.
        self.text.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text.document().documentLayout().documentSizeChanged.connect(self._fit)
        line = QHBoxLayout()
        line.addWidget(self.back)
        line.addWidget(self.name, 1)
        line.addWidget(self.to_area)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.of_ways = WrappedLabel()
        self.draw_ways = QPushButton(tr("Draw the wa&ys"))
        self.draw_ways.setToolTip(tr("Read the run again in the background, and draw its ways on the map"))
        layout.addLayout(line)
        layout.addWidget(self.of_ways)
        layout.addWidget(self.draw_ways, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.text, 1)
        self.say_of_ways("", False)

    def show_area(self, card: AreaCard, chosen: str) -> None:
        """Show a neighbourhood; the requirement that is looked at stands first."""
        self.to_area.hide()
        rows = sorted(card.rows, key=lambda row: row.id != chosen)
        lines = [f"<li>{_escaped(line.removeprefix('• '))}</li>" for line in card.missing.split("\n")]
        self._show(
            card.name,
            f"<p>{_escaped(card.summary)}</p>{''.join(_area_lines(rows, self.palette()))}"
            f"<p><b>{_escaped(tr('What is missing'))}</b></p><ul>{''.join(lines)}</ul>",
        )

    def show_dwelling(self, neighbourhood: str, rows: Sequence[DwellingRow], has_card: bool) -> None:
        """Show a dwelling; the button leads on where its neighbourhood has a card."""
        self.to_area.setVisible(has_card)
        inside = (
            tr("It lies in {name}.").format(name=neighbourhood) if neighbourhood else tr("It lies in none of them.")
        )
        self._show(tr("Dwelling"), f"<p>{_escaped(inside)}</p>{''.join(_dwelling_lines(rows, self.palette()))}")

    def say_of_ways(self, text: str, is_offered: bool) -> None:
        """Say which ways are on the map, or why none are; where it is offered, the button has them drawn."""
        self.of_ways.setText(text)
        self.of_ways.setVisible(bool(text))
        self.draw_ways.setVisible(is_offered)

    def _fit(self, size: QSizeF) -> None:
        self.text.setFixedHeight(math.ceil(size.height()) + 2 * self.text.frameWidth() + 2)

    def _show(self, name: str, content: str) -> None:
        self.name.setText(name)
        self.text.setHtml(content)


def _area_lines(rows: Sequence[CardRow], palette: QPalette) -> list[str]:
    """Return the lines of the card: of each requirement what there is, and beside it the rest."""
    lines = []
    for row in rows:
        mark, here = MARKS.get(row.code or None, ""), "" if row.here == "–" else row.here
        more = [_norm(row.norm), row.verdict, row.missing, row.firm, row.nearest]
        if row.kind:
            more.append(tr("The same living environment: {kind}.").format(kind=row.kind))
        # A dash alone would say that it is not asked, as the mark does: what is unknown without a figure is so too.
        lines.append(_line(row.title, f"{mark} {here}".strip() or "–", more, palette))
    return lines


def _dwelling_lines(rows: Sequence[DwellingRow], palette: QPalette) -> list[str]:
    marks = {True: "✓", False: "✗", None: ""}
    return [
        _line(
            row.title, f"{marks[row.within]} {row.value}".strip(), [row.facility, _norm(row.norm), row.reason], palette
        )
        for row in rows
    ]


def _norm(norm: str) -> str:
    """Return what is asked, told apart from the figure before it."""
    return tr("norm: {norm}").format(norm=norm) if norm else ""


def _line(title: str, figure: str, more: Sequence[str], palette: QPalette) -> str:
    """Return what is said of a requirement: its figure, and the rest in a quieter colour of the theme."""
    text, ground = palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.Base)
    quiet = "#" + "".join(
        f"{(3 * one + other) // 4:02x}" for one, other in zip(text.getRgb()[:3], ground.getRgb()[:3], strict=True)
    )
    said = " · ".join(one.rstrip(".") for one in more if one)
    return (
        f'<p style="margin-top:6px; margin-bottom:0"><b>{_escaped(title)}</b><br><b>{_escaped(figure)}</b> '
        f'<span style="color:{quiet}">{_escaped(said)}</span></p>'
    )


def _escaped(text: str) -> str:
    return html.escape(text)
