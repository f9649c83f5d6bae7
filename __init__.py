"""Buurtmaat: basic requirements for the social infrastructure of neighbourhoods, as a QGIS plugin."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

    from .plugin import BuurtmaatPlugin


def classFactory(iface: QgisInterface | None) -> BuurtmaatPlugin:  # noqa: N802 -- QGIS calls it by this name
    """Make the plugin; QGIS calls this, with None for `iface` where there is no window."""
    # Imported here, so that the computations in `buurtmaat.core` load without QGIS.
    from .plugin import BuurtmaatPlugin

    return BuurtmaatPlugin(iface)
