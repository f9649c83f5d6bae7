"""The menu and the toolbar “Buurtmaat”, and what their entries open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qgis import processing
from qgis.core import (
    QgsApplication,
    QgsMapLayer,
    QgsProject,
    QgsReferencedRectangle,
    QgsTemporalNavigationObject,
)
from qgis.gui import QgsApplicationExitBlockerInterface, QgsProcessingAlgorithmDialogBase
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction, QDialog, QDockWidget, QMainWindow, QMenu, QToolBar

from ..adapters.io.reference_systems import keep_systems
from ..adapters.io.translation import in_digits, tr, translated
from ..core.errors import InputError
from .check_dialog import open_check_requirements
from .copy_diagnostics import copy_diagnostics, diagnostics_tip
from .help_pages import show_help
from .help_texts import first_page
from .labels import plain_html
from .norm_sets.editor import NormSetEditor
from .open_dialogs import close_dialogs
from .outcome_message import show_outcome
from .report_dialog import open_report_dialog
from .sample_town import open_sample_town
from .temporal_controller import step_as_project
from .warm_up import ImportWhileIdle, WarmUp, warm_up
from .written_report import offer_report, show_written_report

if TYPE_CHECKING:
    from qgis.gui import QgisInterface, QgsMessageBarItem

    from .panel.dock import BuurtmaatPanel
    from .prepare_data.dialog import PrepareDataDialog

_ROOT = Path(__file__).resolve().parent.parent
NAME = "Buurtmaat"  # a name, so not translated
_PANEL_WIDTH = 62  # letters, so that it grows with the font
_PANEL_SHARE = 0.4  # of the width of the window at most: the map needs the rest


@dataclass(frozen=True, kw_only=True)
class MenuEntry:
    """An entry of the menu.

    Parameters
    ----------
    icon
        The stem of its file; with one, it is in the toolbar too.
    """

    name: str
    text: str
    tip: str
    slot: Callable[[], object]
    icon: str = ""


class _Exit(QgsApplicationExitBlockerInterface):
    """Asks before QGIS closes."""

    def __init__(self, may_exit: Callable[[], bool]) -> None:
        super().__init__()
        self._may_exit = may_exit

    def allowExit(self) -> bool:
        return self._may_exit()


class Menu:
    """Adds the menu and the toolbar to the QGIS window; `remove` takes them away, with what they opened."""

    def __init__(self, iface: QgisInterface) -> None:  # noqa: QGS105 -- the plugin hands it on
        self.iface = iface
        self.preparing: PrepareDataDialog | None = None
        self.editor: NormSetEditor | None = None
        self.panel: BuurtmaatPanel | None = None
        self.warming: WarmUp | None = None
        keep_systems()
        self._idle = ImportWhileIdle()
        self.checks: list[QDialog] = []
        self._of_report: QgsMessageBarItem | None = None
        self._of_checks: list[QgsMessageBarItem] = []
        window = iface.mainWindow()
        self.menu = QMenu(f"&{NAME}", window.menuBar())
        self.menu.setObjectName("buurtmaatMenu")
        self.menu.setToolTipsVisible(True)
        self.toolbar: QToolBar = iface.addToolBar(NAME)
        self.toolbar.setObjectName("buurtmaatToolBar")
        self.actions = [self._add(entry) for entry in self._entries()]
        help_menu = iface.firstRightStandardMenu()
        window.menuBar().insertMenu(help_menu.menuAction(), self.menu)
        self._exit = _Exit(self._may_exit)
        iface.registerApplicationExitBlocker(self._exit)

    def _entries(self) -> list[MenuEntry]:
        """Return the entries in their order."""
        return [
            MenuEntry(
                name="panel",
                text=tr("P&anel"),
                tip=tr("From data to a decision: what there is, the norms, the check, and what it says"),
                slot=self.show_panel,
                icon="buurtmaat",
            ),
            MenuEntry(
                name="prepare",
                text=tr("&Prepare data…"),
                tip=tr("Turn raw streets, facilities and dwellings into checked inputs"),
                slot=self.prepare_data,
                icon="prepare_network",
            ),
            MenuEntry(
                name="check",
                text=tr("&Check requirements…"),
                tip=tr("Check which neighbourhoods meet a norm set"),
                slot=self.check_requirements,
                icon="basic_requirements",
            ),
            MenuEntry(
                name="check_years",
                text=tr("Check requirements over the &years…"),
                tip=tr("Check which neighbourhoods will meet a norm set, with the housing programme"),
                slot=self.check_over_years,
                icon="requirements_over_years",
            ),
            MenuEntry(
                name="norms",
                text=tr("&Norm sets…"),
                tip=tr("See and change norm sets"),
                slot=self.norm_sets,
                icon="norm_sets",
            ),
            MenuEntry(
                name="explore",
                text=tr("&Explore thresholds"),
                tip=tr("Move a threshold and see what changes"),
                slot=self.explore,
                icon="explore_thresholds",
            ),
            MenuEntry(
                name="report",
                text=tr("&Report…"),
                tip=tr("Write the report, the sheets and the spreadsheet of requirements that were checked"),
                slot=self.report,
                icon="compliance_report",
            ),
            MenuEntry(
                name="trend",
                text=tr("&Trend…"),
                tip=tr("See how requirements went from year to year, and what the changes came of"),
                slot=lambda: self._open_algorithm("trend", {}),
            ),
            MenuEntry(
                name="survey",
                text=tr("Sur&vey estimates…"),
                tip=tr("See which survey figures of neighbourhoods hold"),
                slot=lambda: self._open_algorithm("surveyestimates", {}),
            ),
            MenuEntry(
                name="survey_comparison",
                text=tr("Survey f&igures and requirements…"),
                tip=tr("See whether a survey figure is higher where places are lacking"),
                slot=lambda: self._open_algorithm("surveycomparison", {}),
            ),
            MenuEntry(
                name="recipe",
                text=tr("R&un a recipe…"),
                tip=tr("Repeat runs that were saved with “Save as recipe…” in the dialog of an algorithm"),
                slot=self.run_recipe,
            ),
            MenuEntry(
                name="sample",
                text=tr("Open the &sample town"),
                tip=tr("Add the layers of a town that does not exist, to try Buurtmaat on"),
                slot=self.sample_town,
                icon="sample_town",
            ),
            MenuEntry(
                name="forget",
                text=tr("&Forget what runs kept"),
                tip=tr("Free the memory that earlier runs keep, so that the next one reads and computes everything"),
                slot=self.forget,
            ),
            MenuEntry(
                name="diagnostics",
                text=tr("Copy &diagnostics"),
                tip=diagnostics_tip(),
                slot=self.copy_diagnostics,
            ),
            MenuEntry(
                name="help",
                text=tr("&Help"),
                tip=tr("Read about Buurtmaat"),
                slot=self.help,
            ),
        ]

    def remove(self) -> None:
        """Take everything away again."""
        self._idle.stop()
        self.iface.unregisterApplicationExitBlocker(self._exit)
        if self.editor is not None:
            if self.editor.isVisible():
                self.editor.leave_at_once()
            self.editor.hide()  # not close: that would ask what to do with changes, and could be cancelled
            self.editor.deleteLater()
        if self.preparing is not None and not sip.isdeleted(self.preparing):
            self.preparing.close()
            self.preparing.deleteLater()
        close_dialogs("buurtmaat")  # also those from the toolbox; they delete themselves
        for dialog in self.checks:
            if not sip.isdeleted(dialog) and not isinstance(dialog, QgsProcessingAlgorithmDialogBase):
                dialog.close()
                dialog.deleteLater()
        if self.panel is not None:
            self.iface.mainWindow().setUpdatesEnabled(True)  # it may not stand in its place yet
            self.panel.drop()
            self.iface.removeDockWidget(self.panel)
            self.panel.deleteLater()
        self.preparing, self.editor, self.panel, self.checks = None, None, None, []
        for item in (self._of_report, *self._of_checks):  # their buttons lead to what is gone
            if item is not None and not sip.isdeleted(item):
                self.iface.messageBar().popWidget(item)
        window = self.iface.mainWindow()
        window.menuBar().removeAction(self.menu.menuAction())
        self.menu.deleteLater()
        window.removeToolBar(self.toolbar)
        self.toolbar.deleteLater()
        for action in self.actions:
            action.deleteLater()
        self.actions = []

    # --- What the entries do ---

    def fetch_data(self) -> None:
        """Open Fetch data; what it brings is raw, and leads to Prepare data."""
        dialog = self._opened("fetchdata", {})
        if dialog is not None:
            # Not before its results are in the project, which Processing sees to next.
            dialog.algorithmFinished.connect(
                lambda good, _results: QTimer.singleShot(0, lambda: self._take_fetched(dialog)) if good else None
            )

    def _take_fetched(self, dialog: QDialog) -> None:
        if not sip.isdeleted(dialog):
            dialog.close()
        if self.actions:  # the plugin may be gone by now
            self.prepare_data()

    def prepare_data(self) -> None:
        """Open the dialog that prepares data, one at a time."""
        from .prepare_data.dialog import PrepareDataDialog

        if self.preparing is None or sip.isdeleted(self.preparing):
            self.preparing = PrepareDataDialog(self.iface, self.check_requirements)
            self.preparing.prepared.connect(self._take_prepared)
        self.preparing.show()
        self.preparing.raise_()
        self.preparing.activateWindow()

    def _take_prepared(self) -> None:
        if self.panel is not None:
            self.panel.take_prepared()

    def report(self) -> None:
        """Open the compliance report."""
        self._keep(open_report_dialog())

    def _keep(self, dialog: QDialog | None) -> None:
        """Keep a dialog to close it with the plugin."""
        if dialog is None:
            self._warn(tr("Switch on the plugin Processing first."))
            return
        self.checks = [one for one in self.checks if not sip.isdeleted(one)] + [dialog]

    def check_requirements(self, norm_set: str | None = None) -> None:
        """Open Check requirements."""
        self._keep(open_check_requirements(norm_set))

    def check_over_years(self) -> None:
        """Open Check requirements over the years."""
        self._keep(open_check_requirements(over_years=True))

    def norm_sets(self, set_id: str = "") -> None:
        """Open the norm-set editor, one at a time; at a set, if one is named and no other is being changed."""
        if self.editor is not None and not self.editor.isVisible():
            self.editor.deleteLater()  # the project may have other layers and sets by now
            self.editor = None
        if self.editor is None:
            self.editor = NormSetEditor(self.check_requirements, self.iface.mainWindow())
        if set_id and not self.editor.is_changed:
            self.editor.show_id(set_id)
        self.editor.show()
        self.editor.raise_()
        self.editor.activateWindow()

    def show_panel(self) -> None:
        """Show the panel."""
        from .panel.dock import BuurtmaatPanel, Openers

        if self.panel is None:
            openers = Openers(
                fetch=self.fetch_data,
                prepare=self.prepare_data,
                edit_norms=self.norm_sets,
                over_years=self.check_over_years,
                algorithm=self._open_algorithm,
            )
            self.panel = BuurtmaatPanel(self.iface, openers, self.report)
            self.iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.panel)
            # By itself, as QGIS takes as long for it as the panel takes to make; nothing is drawn in between.
            self.iface.mainWindow().setUpdatesEnabled(False)
            QTimer.singleShot(0, self._place_panel)
        self.panel.show()
        self.panel.raise_()
        self.warming = warm_up()

    def _place_panel(self) -> None:
        """Put the panel behind the tabs of the other docks, as wide as it should be."""
        window = self.iface.mainWindow()
        window.setUpdatesEnabled(True)
        if self.panel is None:
            return
        _tab_with_others(window, self.panel)
        letters = _PANEL_WIDTH * self.panel.fontMetrics().averageCharWidth()
        width = min(letters, int(_PANEL_SHARE * window.width()))
        window.resizeDocks([self.panel], [width], Qt.Orientation.Horizontal)
        self.panel.raise_()
        # A drawing asked for while the window was held still is lost, and Qt waits for it: nothing is drawn again.
        window.repaint()

    def explore(self) -> None:
        """Show the panel where a run is looked at."""
        self.show_panel()
        if self.panel is not None:
            self.panel.controller.open_step("look")

    def show_outcome(self, outcome: str, report: str) -> None:
        """Show what came of a check; its buttons lead to the map, and to its report: a file, or one to make."""
        controller = self.iface.mapCanvas().temporalController()
        stepping = controller if isinstance(controller, QgsTemporalNavigationObject) else None
        step_as_project(self.iface.mainWindow(), QgsProject.instance(), stepping)
        bar = self.iface.messageBar()
        said = show_outcome(bar, NAME, outcome, self._look_at_newest, lambda: self._show_report(report))
        self._of_checks = [one for one in self._of_checks if not sip.isdeleted(one)] + [said]

    def take_report(self, path: str) -> None:
        """Say where a report was written, in the place of what was said of an earlier one."""
        bar = self.iface.messageBar()
        if self._of_report is not None and not sip.isdeleted(self._of_report):
            bar.popWidget(self._of_report)
        self._of_report = offer_report(path, bar)
        if self.panel is not None:
            self.panel.report.show_written(path)

    def _look_at_newest(self) -> None:
        self.show_panel()
        if self.panel is not None:
            self.panel.look_at_newest()

    def _show_report(self, path: str) -> None:
        if path:
            show_written_report(path, self.iface.messageBar())
        else:
            self.report()

    def _open_algorithm(self, name: str, inputs: dict[str, object]) -> None:
        """Open the dialog of an algorithm, filled in."""
        self._opened(name, inputs)

    def _opened(self, name: str, inputs: dict[str, object]) -> QDialog | None:
        """Open the dialog of an algorithm, filled in, and return it; None without Processing."""
        dialog = processing.createAlgorithmDialog(f"buurtmaat:{name}", inputs)
        self._keep(dialog)
        if dialog is not None:
            dialog.show()
        return dialog

    def run_recipe(self) -> None:
        """Open Run a recipe."""
        self._open_algorithm("runrecipe", {})

    def sample_town(self) -> None:
        """Add the sample town to the project, and show it."""
        project = QgsProject.instance()
        try:
            group = open_sample_town(project)
        except InputError as error:
            self._warn(translated(error.message, error.values))
            return
        areas = next((node.layer() for node in group.findLayers() if node.name() == "neighbourhoods"), None)
        if isinstance(areas, QgsMapLayer):
            canvas = self.iface.mapCanvas()
            canvas.setReferencedExtent(QgsReferencedRectangle(areas.extent(), areas.crs()))
            canvas.refresh()

    def forget(self) -> None:
        """Forget what earlier runs kept for the next one."""
        provider = QgsApplication.processingRegistry().providerById("buurtmaat")
        session = getattr(provider, "session", None)
        size = 0 if session is None else session.size
        if session is not None:
            session.clear()
        said = tr("What earlier runs kept is forgotten: {mb} MB.").format(mb=in_digits(f"{size / 1e6:.1f}"))
        self.iface.messageBar().pushInfo(NAME, said)

    def copy_diagnostics(self) -> None:
        """Put what maintainers ask for into the clipboard."""
        self.iface.messageBar().pushInfo(NAME, copy_diagnostics())

    def help(self) -> None:
        """Open the first page of the docs."""
        self._keep(show_help(self.iface.mainWindow(), first_page()))

    # --- Inside ---

    def _may_exit(self) -> bool:
        """Close the norm-set editor; False where the user stays."""
        if self.editor is None or not self.editor.isVisible():
            return True
        self.editor.raise_()
        return self.editor.may_exit()

    def _add(self, entry: MenuEntry) -> QAction:
        """Add an entry to the menu, and to the toolbar where it has an icon."""
        action = QAction(entry.text, self.menu)
        action.setObjectName(f"buurtmaat_{entry.name}")
        action.setToolTip(entry.tip)
        action.setStatusTip(entry.tip)
        action.triggered.connect(lambda _checked=False: entry.slot())
        self.menu.addAction(action)
        if entry.icon:
            action.setIcon(QIcon(str(_ROOT / "resources" / "icons" / f"{entry.icon}.svg")))
            self.toolbar.addAction(action)
        return action

    def _warn(self, text: str) -> None:
        self.iface.messageBar().pushWarning(NAME, plain_html(text))


def _tab_with_others(window: QMainWindow, dock: QDockWidget) -> None:
    """Put a dock behind the same tabs as the others of its area, with all of its height: below them is too little.

    Those that are hidden come as tabs of it too, such as the Results Viewer, which a run brings forward later.
    """
    area = window.dockWidgetArea(dock)
    docks = window.findChildren(
        QDockWidget, options=Qt.FindChildOption.FindDirectChildrenOnly
    )  # of thousands of widgets
    others = [one for one in docks if one is not dock and not one.isFloating() and window.dockWidgetArea(one) == area]
    visible = [one for one in others if not one.isHidden()]
    if visible:
        window.tabifyDockWidget(visible[-1], dock)
    for one in others:
        if one.isHidden():
            window.tabifyDockWidget(dock, one)
