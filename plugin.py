"""The plugin as QGIS sees it: what it adds when it is switched on, and takes away when it is switched off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication

from .adapters.io.translation import Translator, translation_file, user_locale
from .algorithms.provider import BuurtmaatProvider

if TYPE_CHECKING:
    from qgis.core import QgsProcessingAlgorithm
    from qgis.gui import QgisInterface
    from qgis.PyQt.QtWidgets import QWidget

    from .ui.menu import Menu


class BuurtmaatPlugin:
    """Adds the Dutch translation, the Processing provider, the menu and the toolbar, and takes them away again.

    Parameters
    ----------
    iface
        The QGIS window; None in `qgis_process`.
    """

    def __init__(self, iface: QgisInterface | None) -> None:  # noqa: QGS105 -- this is where QGIS hands it over
        self.iface = iface
        self.provider: BuurtmaatProvider | None = None
        self.translator: Translator | None = None
        self.menu: Menu | None = None

    def initProcessing(self) -> None:
        """Add what Processing needs; `qgis_process` calls this only."""
        if self.provider is not None:
            return
        # Before the provider: its algorithms take their names when they are added.
        self._install_translator()
        provider = BuurtmaatProvider()
        if QgsApplication.processingRegistry().addProvider(provider):
            self.provider = provider

    def initGui(self) -> None:
        """Add everything to the QGIS window."""
        self.initProcessing()
        if self.iface is None or self.menu is not None:
            return
        # Here, since qgis_process has no window, and may run where qgis.gui cannot be loaded.
        from .ui.menu import Menu

        self.menu = Menu(self.iface)
        if self.provider is not None:
            self.provider.make_dialog = _make_dialog
            self.provider.signals.checked.connect(self.menu.show_outcome)
            self.provider.signals.reported.connect(self.menu.take_report)

    def unload(self) -> None:
        """Take away everything that was added."""
        if self.menu is not None:
            if self.provider is not None:
                self.provider.signals.checked.disconnect(self.menu.show_outcome)
                self.provider.signals.reported.disconnect(self.menu.take_report)
            self.menu.remove()
            self.menu = None
        if self.provider is not None:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
        if self.translator is not None:
            QCoreApplication.removeTranslator(self.translator)
            self.translator = None

    def _install_translator(self) -> None:
        path = translation_file(user_locale())
        if path is None or self.translator is not None:
            return
        translator = Translator(path)
        if not translator.isEmpty():
            QCoreApplication.installTranslator(translator)
            self.translator = translator


def _make_dialog(algorithm: QgsProcessingAlgorithm, parent: QWidget | None) -> QWidget:
    """Make a dialog that is filled in; Processing's own dialogs, on which it builds, are there once it is on."""
    from .ui.filled_dialog import FilledDialog

    return FilledDialog(algorithm, parent)
