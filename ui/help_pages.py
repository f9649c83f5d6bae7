"""Shows the pages of the docs, which come with the plugin: nothing else has to be able to open them."""

from __future__ import annotations

import re
from pathlib import Path

from qgis.PyQt.QtCore import Qt, QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from ..adapters.io.translation import tr
from .labels import language, name_buttons

_ROOT = Path(__file__).resolve().parent.parent
_PICTURE = re.compile(r"!\[[^\]]*\]\(([^)\s]+)\)")
_WIDE, _HIGH = 100, 45  # in characters and lines, so that it grows with the font


def first_page() -> str:
    """Name the page to begin with: the docs are English, but for one page that tells of them in Dutch."""
    return "docs/nederlands.md" if language() == "nl" else "README.md"


def show_help(parent: QWidget, page: str) -> HelpDialog:
    """Show a page, such as `docs/verdicts.md`, in a window that goes with `parent`."""
    dialog = HelpDialog(parent, page)
    dialog.show()
    return dialog


class HelpDialog(QDialog):
    """A window with a page of the docs; links lead from one to another, those to the web to the browser."""

    def __init__(self, parent: QWidget, page: str) -> None:
        super().__init__(parent)
        self.setObjectName("buurtmaatHelp")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.pages = _Pages()
        self.pages.setAccessibleName(tr("Page of the docs"))
        self.pages.anchorClicked.connect(self._follow)
        self.pages.sourceChanged.connect(self._title)
        role = QDialogButtonBox.ButtonRole
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        name_buttons(buttons)
        buttons.rejected.connect(self.reject)
        self.back = buttons.addButton(tr("&Back"), role.ActionRole)
        self.back.clicked.connect(lambda _checked=False: self.pages.backward())
        self.back.setEnabled(False)
        self.pages.backwardAvailable.connect(self.back.setEnabled)
        self.first = buttons.addButton(tr("&First page"), role.ActionRole)
        self.first.clicked.connect(lambda _checked=False: self.open_page(first_page()))
        layout = QVBoxLayout(self)
        layout.addWidget(self.pages)
        layout.addWidget(buttons)
        metrics = self.fontMetrics()
        room = self.screen().availableGeometry().size() * 0.9
        wide, high = _WIDE * metrics.averageCharWidth(), _HIGH * metrics.lineSpacing()
        self.resize(min(wide, room.width()), min(high, room.height()))
        self.open_page(page)

    def open_page(self, page: str) -> None:
        """Show a page by its place in the plugin's folder."""
        self.pages.setSource(QUrl.fromLocalFile(str(_ROOT / page)))

    def _follow(self, link: QUrl) -> None:
        """Go to a page of the docs; the system opens what is on the web, or is no text."""
        target = self.pages.source().resolved(link)
        if target.isLocalFile() and target.fileName().endswith(".md"):
            self.pages.setSource(target)
        else:
            QDesktopServices.openUrl(target)

    def _title(self, page: QUrl) -> None:
        heading = re.search(r"^# (.+)$", _text(page), re.MULTILINE)
        self.setWindowTitle(tr("Buurtmaat: {page}").format(page=heading[1] if heading else page.fileName()))


class _Pages(QTextBrowser):
    """Shows Markdown without the pictures that the plugin comes without."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)

    def loadResource(self, kind: int, name: QUrl) -> object:
        return _text(name) if name.fileName().endswith(".md") else super().loadResource(kind, name)


def _text(page: QUrl) -> str:
    """Read a page; empty where it is not there."""
    path = Path(page.toLocalFile())
    try:
        text = path.read_text(encoding="utf-8")
    except OSError:
        return ""
    return _PICTURE.sub(lambda found: found[0] if (path.parent / found[1]).is_file() else "", text)
