"""The help: pages in a window of ours, rendered so that they can be read, at the part that was asked for."""

from __future__ import annotations

import re

import pytest
from qgis.core import QgsApplication
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, Qt, QUrl, pyqtSlot
from qgis.PyQt.QtGui import QDesktopServices, QImage, QTextTable
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QDialogButtonBox, QPushButton

from buurtmaat.ui import help_pages, help_texts
from towns import runs


@pytest.fixture
def help_window(qgis_iface):
    opened = []

    def show(page: str):
        opened.append(help_pages.show_help(qgis_iface.mainWindow(), page))
        QApplication.processEvents()
        return opened[-1]

    yield show
    for one in opened:
        if not sip.isdeleted(one):
            one.close()


@pytest.fixture
def dutch(monkeypatch):
    monkeypatch.setattr(help_texts, "language", lambda: "nl")


def pages_in(folder, monkeypatch, **texts: str) -> None:
    """Write pages, and let the help find these."""
    for name, text in texts.items():
        path = folder / "docs" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(help_texts, "ROOT", folder)


def click(dialog, target: str) -> None:
    dialog.pages.anchorClicked.emit(QUrl(target))
    QApplication.processEvents()


def at_top(dialog) -> str:
    """Return the text of the line at the top of the window."""
    return dialog.pages.cursorForPosition(dialog.pages.viewport().rect().topLeft() * 1).block().text()


def pictures(dialog) -> list[tuple[float, float]]:
    found, block = [], dialog.pages.document().begin()
    while block.isValid():
        parts = block.begin()
        while not parts.atEnd():
            look = parts.fragment().charFormat()
            if look.isImageFormat():
                found.append((look.toImageFormat().width(), look.toImageFormat().height()))
            parts += 1
        block = block.next()
    return found


def test_links_lead_on_and_the_way_back_is_kept(help_window, monkeypatch):
    outside = []
    monkeypatch.setattr(help_pages.QDesktopServices, "openUrl", lambda url: outside.append(url.toString()) or True)
    dialog = help_window("README.md")
    assert dialog.windowTitle() == "Buurtmaat: Buurtmaat"
    assert (dialog.back.isEnabled(), dialog.forward.isEnabled()) == (False, False)
    click(dialog, "docs/preparing-data.md")
    click(dialog, "algorithms/prepare_network.md")
    assert "Prepare network" in dialog.windowTitle()
    click(dialog, "https://example.org/page.md")
    assert outside == ["https://example.org/page.md"]
    QTest.keyClick(dialog, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert "Your own data" in dialog.windowTitle()
    dialog.forward.click()
    assert "Prepare network" in dialog.windowTitle()
    assert not dialog.forward.isEnabled()
    dialog.first.click()
    assert "get a first result in five clicks" in dialog.pages.toPlainText()


def test_an_address_that_nothing_opens_is_told(help_window, monkeypatch):
    monkeypatch.setattr(help_pages.QDesktopServices, "openUrl", lambda url: False)
    dialog = help_window("README.md")
    click(dialog, "https://example.org/page.md")
    assert dialog.said.text() == "No browser opened: open https://example.org/page.md yourself"


def test_back_is_where_one_was_reading(help_window):
    dialog = help_window("docs/method.md")
    dialog.pages.verticalScrollBar().setValue(700)
    click(dialog, "results.md")
    assert dialog.pages.verticalScrollBar().value() == 0
    dialog.back.click()
    assert dialog.pages.verticalScrollBar().value() == 700


def test_a_page_opens_at_its_part(help_window, tmp_path, monkeypatch):
    long = "\n\n".join(f"line {n}" for n in range(200))
    picture = QImage(3000, 1500, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.blue)
    text = f"# Page\n\n![big](big.png)\n\n{long}\n\n## Where sets are kept: (here)\n\n{long}\n\n[up](#page)"
    pages_in(tmp_path, monkeypatch, page=text, other="# Other\n\n[there](page.md#where-sets-are-kept-here)")
    picture.save(str(tmp_path / "docs" / "big.png"))
    dialog = help_window("docs/page.md#where-sets-are-kept-here")
    assert at_top(dialog) == "Where sets are kept: (here)"
    click(dialog, "#page")
    assert at_top(dialog) == "Page"
    dialog.back.click()
    dialog.open_page("docs/other.md")
    click(dialog, "page.md#where-sets-are-kept-here")
    assert at_top(dialog) == "Where sets are kept: (here)"


def test_pictures_are_no_wider_than_the_window_and_the_text_behind_them_is_there(help_window, tmp_path, monkeypatch):
    pages_in(tmp_path, monkeypatch, page="# Page\n\n![wide](wide.png)\n\n![small](small.png)\n\n- last")
    for name, wide, high in (("wide", 3000, 1500), ("small", 50, 20)):
        image = QImage(wide, high, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.red)
        image.save(str(tmp_path / "docs" / f"{name}.png"))
    dialog = help_window("docs/page.md")
    for width in (700, 400):
        dialog.resize(width, 600)
        QApplication.processEvents()
        (wide, high), small = pictures(dialog)
        assert 0.8 * width < wide <= dialog.pages.viewport().width()
        assert high == pytest.approx(wide / 2)
        assert small == (50, 20)
        assert dialog.pages.horizontalScrollBar().maximum() == 0
        document = dialog.pages.document()
        assert document.documentLayout().blockBoundingRect(document.lastBlock()).height() > 0
    opened = []
    monkeypatch.setattr(help_pages.QDesktopServices, "openUrl", lambda url: opened.append(url.fileName()) or True)
    click(dialog, "wide.png")  # to see it whole
    assert opened == ["wide.png"]


def test_tables_have_lines_and_room_and_code_with_a_bar_is_whole(help_window, tmp_path, monkeypatch):
    pages_in(tmp_path, monkeypatch, page="# Page\n\n| a | b |\n|---|---|\n| `x \\| y` | z |\n")
    dialog = help_window("docs/page.md")
    (table,) = [one for one in dialog.pages.document().rootFrame().childFrames() if isinstance(one, QTextTable)]
    assert table.format().cellPadding() > 0
    assert table.format().borderCollapse()
    assert table.cellAt(1, 0).firstCursorPosition().block().text() == "x \u2223 y"


def test_words_are_found_from_the_top_again_after_the_last(help_window, tmp_path, monkeypatch):
    pages_in(tmp_path, monkeypatch, page="# Page\n\none fish\n\ntwo fish")
    dialog = help_window("docs/page.md")
    QTest.keyClick(dialog, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    dialog.words.setText("fish")
    found = []
    for _ in range(3):
        QTest.keyClick(dialog.words, Qt.Key.Key_Return)
        found.append(dialog.pages.textCursor().block().text())
    assert found == ["one fish", "two fish", "one fish"]
    dialog.find(backward=True)
    assert dialog.pages.textCursor().block().text() == "two fish"
    assert dialog.isVisible()
    dialog.words.setText("fowl")
    dialog.find()
    assert (dialog.said.isVisible(), dialog.said.text()) == (True, "“fowl” is not on this page.")


def test_pages_and_pictures_that_did_not_come_along(help_window, tmp_path, monkeypatch):
    pages_in(tmp_path, monkeypatch, page="# Page\n\n![A view](images/none.png) Text [B](gone.md)")
    dialog = help_window("docs/page.md")
    assert dialog.pages.toPlainText() == "Page\nText B"
    click(dialog, "gone.md")
    assert dialog.said.text() == "The page gone.md does not come with the plugin."
    assert dialog.windowTitle() == "Buurtmaat: Page"
    assert help_window("docs/none.md").windowTitle() == "Buurtmaat: none.md"


def test_every_link_of_the_docs_leads_to_a_page_and_to_a_part_that_is_there(root):
    texts = {page: page.read_text(encoding="utf-8") for page in [root / "README.md", *(root / "docs").rglob("*.md")]}
    for page, text in texts.items():
        for link, part in re.findall(r"(?<!!)\[[^\]]*\]\(([^)#\s]*\.md|)(?:#([^)\s]*))?\)", text):
            target = (page.parent / link).resolve() if link else page
            if link.startswith("http"):
                continue
            assert target.is_file(), (page, link)
            headings = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.MULTILINE)
            assert not part or part in {help_texts.anchor_of(re.sub(r"[`*]", "", one)) for one in headings}, (
                page,
                link,
                part,
            )


# --- In the user's language ---


def test_help_begins_in_dutch(help_window, dutch):
    assert "Hier leest u wat Buurtmaat doet" in help_window(help_texts.first_page()).pages.toPlainText()


NL = "# Een\n\n<!-- #keys -->\n## De toetsen"


def test_the_dialogs_have_a_page_in_dutch_at_their_part(help_window, dutch, root):
    for page, heading in (
        ("docs/preparing-data.md#with-the-dialog", "Met de dialoog"),
        ("docs/norm-set-editor.md", "De normenseteditor"),
    ):
        dialog = help_window(page)
        dialog.resize(500, 300)
        QApplication.processEvents()
        assert at_top(dialog) == heading
        assert "<!--" not in dialog.pages.toPlainText()
        assert "English" in dialog.pages.toPlainText()


def test_a_page_is_in_the_users_language_where_there_is_one(tmp_path, monkeypatch, dutch):
    pages_in(tmp_path, monkeypatch, one="# One\n\n## Keys", **{"nl/one": NL}, two="# Two")
    assert help_texts.page_in_language("docs/one.md") == "docs/nl/one.md"
    assert help_texts.page_in_language("docs/one.md#keys") == "docs/nl/one.md#de-toetsen"
    assert help_texts.page_in_language("docs/one.md#speeds") == "docs/nl/one.md"
    assert help_texts.page_in_language("docs/two.md#x") == "docs/two.md#x"
    monkeypatch.setattr(help_texts, "language", lambda: "en")
    assert help_texts.page_in_language("docs/one.md") == "docs/one.md"


def ours():
    return QgsApplication.processingRegistry().providerById("buurtmaat").algorithms()


def test_of_every_algorithm_there_is_a_page_in_english(root):
    for one in ours():
        assert (root / help_texts.page_of(one).partition("#")[0]).is_file(), one.name()


def test_in_another_language_an_algorithm_tells_of_itself(help_window, dutch):
    for one in ours():
        dialog = help_window(help_texts.page_of(one))
        text = dialog.pages.toPlainText()
        assert dialog.windowTitle() == f"Buurtmaat: {one.displayName()}"
        shown = [d for d in one.parameterDefinitions() if not d.flags() & d.Flag.FlagHidden]
        assert shown
        for definition in shown:
            assert definition.description() in text, (one.name(), definition.name())
            assert definition.help() in text, (one.name(), definition.name())
        dialog.close()


def test_what_looks_like_markdown_is_shown_as_it_is(help_window, dutch):
    text = help_window(help_texts.page_of(runs.algorithm("preparefacilities"))).pages.toPlainText()
    assert "a value (* for any) and the type; * as the type takes the value itself" in text


def test_the_way_to_the_english_page_leads_there(help_window, dutch):
    dialog = help_window(help_texts.page_of(runs.algorithm("suggestlocations")))
    click(dialog, "../../algorithms/suggest_locations.md")
    assert "When to use it" in dialog.pages.toPlainText()


# --- From the dialogs ---


class System(QObject):
    """Keeps what QGIS leaves to the system."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @pyqtSlot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toString())


@pytest.mark.parametrize("batch", [False, True])
def test_the_button_of_a_dialog_opens_our_window_and_nothing_else(dialogs, monkeypatch, batch, qgis_new_project):
    from buurtmaat.ui import filled_dialog

    dialog, found, system = dialogs("nearestfacility"), [], System()
    QDesktopServices.setUrlHandler("file", system, "open")

    def press(one) -> None:
        one.buttonBox().button(QDialogButtonBox.StandardButton.Help).click()
        found.extend(w.windowTitle() for w in one.findChildren(help_pages.HelpDialog))

    class Batch(filled_dialog.BatchAlgorithmDialog):
        def exec(self) -> None:
            press(self)
            self.close()

    monkeypatch.setattr(filled_dialog, "BatchAlgorithmDialog", Batch)
    try:
        if batch:
            dialog.runAsBatch()
        else:
            press(dialog)
    finally:
        QDesktopServices.unsetUrlHandler("file")
    assert found == ["Buurtmaat: Nearest facility"]
    assert system.opened == []


def test_diagnostics_are_copied_from_the_help(help_window):
    dialog = help_window("docs/start.md")
    (button,) = [one for one in dialog.findChildren(QPushButton) if one.text() == "Copy &diagnostics"]
    QgsApplication.clipboard().clear()
    button.click()
    assert QgsApplication.clipboard().text().startswith("Buurtmaat: diagnostics\n")
    assert dialog.said.text().startswith("Diagnostics are copied")
