"""Windows show texts of others as they are: Qt reads what looks like HTML in labels, tips and messages."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingOutputLayerDefinition, QgsProject
from qgis.gui import QgsMessageBar
from qgis.PyQt.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from buurtmaat.adapters.norms.store import PROFILE, save_set
from buurtmaat.core.norms.file import load_file
from buurtmaat.ui.choices import TypesChoice
from buurtmaat.ui.norm_sets.editor import NormSetEditor
from buurtmaat.ui.outcome_message import show_outcome
from buurtmaat.ui.prepare_data.dialog import PrepareDataDialog
from buurtmaat.ui.result_loading import load_results
from towns import hostile, runs
from towns.explorer_dock import settle
from towns.hostile import NAMES, TEXTS
from towns.panel_dock import panel_in, take_out

FOREIGN = {"script", "style", "link", "object", "iframe", "title", "bdi"}
"""Tags of the texts that no window of ours writes itself."""


class Tags(HTMLParser):
    """What a rich text holds that comes of the texts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        source = dict(attrs).get("src") or ""
        if tag in FOREIGN or any(name.startswith("on") for name, _ in attrs) or source == "x":
            self.found.append(self.get_starttag_text())


def taken_for_html(text: str) -> list[str]:
    """Return the tags that Qt would make of a text that it looks at itself; PyQt6 does not say: then all."""
    is_rich = getattr(Qt, "mightBeRichText", bool)
    return Tags(text).found if is_rich(text) else []


def cells_of(model: QAbstractItemModel | None) -> Iterator[QModelIndex]:
    """Return the first cells of a model."""
    if model is not None:
        columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
        for row in range(min(model.rowCount(), 60)):
            yield from (model.index(row, column) for column in range(columns))


def tips_of(model: QAbstractItemModel | None) -> Iterator[str]:
    """Return the tips of the first cells of a model, and of its heads."""
    for cell in cells_of(model):
        yield str(cell.data(Qt.ItemDataRole.ToolTipRole) or "")
        if cell.row() == 0:
            head = cell.model().headerData(cell.column(), Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
            yield str(head or "")


def _is_of_qgis(widget: QWidget) -> bool:
    """Return whether a list is of layers, whose tips QGIS writes itself."""
    owners = (widget, widget.parent(), widget.parent() and widget.parent().parent())
    return any(one and one.metaObject().className() in ("QgsMapLayerComboBox", "QgsFieldComboBox") for one in owners)


def wrong_in(window: QWidget) -> list[str]:
    """Return what a window, with all that stands in it, takes for HTML of the texts."""
    found: list[str] = []
    for widget in [window, *window.findChildren(QWidget)]:
        if _is_of_qgis(widget):
            continue
        texts = [widget.toolTip(), widget.whatsThis()]
        if isinstance(widget, QLabel) and widget.textFormat() != Qt.TextFormat.PlainText:
            texts.append(widget.text())
        if isinstance(widget, QTextEdit):
            found += Tags(widget.toHtml().partition("</head>")[2]).found
        if isinstance(widget, (QAbstractItemView, QComboBox)):
            texts += tips_of(widget.model())
        what = f"{widget.metaObject().className()} {widget.objectName()}"
        found += [f"{what}: {tag}" for text in texts for tag in taken_for_html(text)]
    return found


def words_in(window: QWidget) -> str:
    """Return what a reader sees in labels, groups and lists."""
    said = [one.text() for one in window.findChildren(QLabel)]
    said += [one.title() for one in window.findChildren(QGroupBox)]
    said += [box.itemText(n) for box in window.findChildren(QComboBox) for n in range(box.count())]
    for view in window.findChildren(QAbstractItemView):
        said += [str(cell.data()) for cell in cells_of(view.model())]
    return "\n".join(said)


@pytest.fixture(scope="module")
def town(qgis_iface, provider, tmp_path_factory):
    """Put the town and a check of it into the project."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("profile")
        patch.setattr(QgsApplication, "qgisSettingsDirPath", staticmethod(lambda: str(folder)))
        project, context = QgsProject.instance(), QgsProcessingContext()
        project.clear()
        context.setProject(project)
        given = hostile.town(folder / "norms.json")
        for name in [one for one in given if one.startswith("OUTPUT_")]:
            given[name] = QgsProcessingOutputLayerDefinition("memory:", project)
        feedback = runs.Feedback()
        assert runs.algorithm("basicrequirements").run(given, context, feedback, {}, False)[1], feedback.errors
        layers = [given[name] for name in ("NETWORK", "DWELLINGS", "NEIGHBOURHOODS")] + given["FACILITIES"]
        layers += [one.clone() for one in load_results(context, project).values()]
        project.clear()
        yield folder, layers


@pytest.fixture
def project(town):
    """Return the project with copies of the layers, which are taken out after each test."""
    folder, layers = town
    project = QgsProject.instance()
    project.addMapLayers([one.clone() for one in layers])
    save_set(load_file(folder / "norms.json"), PROFILE, project)
    return project


def test_the_panel_shows_texts_as_they_are(project, qgis_iface):
    panel = panel_in(qgis_iface)
    try:
        for step in ("data", "norms", "check", "look", "what_if", "ahead", "report"):
            panel.controller.open_step(step)
            settle()
            assert wrong_in(panel) == [], step
        assert NAMES[0] in words_in(panel)
    finally:
        take_out(qgis_iface, panel)


@pytest.mark.parametrize("name", ["basicrequirements", "compliancereport", "checknetwork", "preparefacilities"])
def test_a_dialog_shows_texts_as_they_are(project, dialogs, name):
    dialog = dialogs(name)
    settle()
    assert wrong_in(dialog) == []
    dialog._tell(TEXTS["ends"])
    settle()
    assert wrong_in(dialog) == []


def test_the_editor_of_norm_sets_shows_texts_as_they_are(project, qgis_iface):
    editor = NormSetEditor(lambda *_: None, qgis_iface.mainWindow())
    try:
        editor.show_id("own")
        settle()
        assert wrong_in(editor) == []
        assert hostile.TITLES[0] in words_in(editor)
    finally:
        editor.leave_at_once()
        editor.deleteLater()


def test_prepare_data_shows_texts_as_they_are(project, qgis_iface):
    dialog = PrepareDataDialog(qgis_iface, lambda: None)
    try:
        settle()
        assert wrong_in(dialog) == []
    finally:
        dialog.close()
        dialog.deleteLater()


def test_types_that_are_chosen_are_told_as_they_are(qgis_app):
    holder, line = QWidget(), QLineEdit()
    QVBoxLayout(holder).addWidget(line)
    types = TypesChoice(line)
    types.offer([TEXTS["image"], TEXTS["script"]])
    line.setText(f"{TEXTS['image']};{TEXTS['script']}")
    assert types.box.toolTip()
    assert wrong_in(types) == []


@pytest.mark.parametrize("name", TEXTS)
def test_what_came_of_a_run_is_told_as_it_is(qgis_app, name):
    bar = QgsMessageBar()
    item = show_outcome(bar, "Buurtmaat", TEXTS[name], lambda: None, lambda: None)
    assert wrong_in(item) == []
    said, expected = (
        "".join(hostile.plain(one).split()) for one in (item.findChild(QTextEdit).toPlainText(), TEXTS[name])
    )
    assert said == f"Buurtmaat:{expected}"
    bar.deleteLater()
