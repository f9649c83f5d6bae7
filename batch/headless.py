"""QGIS without a window, as `qgis_process` has it, with the algorithms of Buurtmaat."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication


@contextmanager
def qgis_without_window(language: str = "") -> Generator[None, None, None]:
    """Start QGIS in this thread, and end it.

    Parameters
    ----------
    language
        Of its texts; where empty, that of its user.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # Where QGIS keeps the settings of its user: the language among them.
    QCoreApplication.setOrganizationName("QGIS")
    QCoreApplication.setOrganizationDomain("qgis.org")
    QCoreApplication.setApplicationName("QGIS3")
    if language:
        QgsApplication.setTranslation(language)
    app = QgsApplication([os.fsencode(sys.argv[0])], False)
    app.initQgis()
    from ..plugin import BuurtmaatPlugin  # which needs QGIS to be there

    plugin = BuurtmaatPlugin(None)
    plugin.initProcessing()
    try:
        yield
    finally:
        plugin.unload()
        app.exitQgis()
