"""What QGIS keeps on disk of the answers of a service: it gives those where the service itself says that it failed."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsDataSourceUri, QgsNetworkAccessManager, QgsSettings, QgsVectorLayer
from qgis.PyQt.QtCore import QStandardPaths, QUrl
from qgis.PyQt.QtNetwork import QNetworkDiskCache


def forget_answers(layer: QgsVectorLayer) -> None:
    """Take away what is kept of the service of a layer, in the thread of the window.

    Notes
    -----
    Qt answers a request with what it kept of an earlier one where the service answers with status 500 to 599, and
    tells nobody: a page of last week would pass for one of today.
    """
    cache = QgsNetworkAccessManager.instance().cache()
    service = QUrl(QgsDataSourceUri(layer.source()).param("url"))
    if cache is None or service.isEmpty():
        return
    files = QNetworkDiskCache()
    for file in _folder().rglob("*.d"):
        kept = files.fileMetaData(str(file)).url()
        if kept.authority() == service.authority() and kept.path().startswith(service.path()):
            cache.remove(kept)


def _folder() -> Path:
    """Return where QGIS keeps answers; its cache does not tell Python."""
    chosen = QgsSettings().value("cache/directory", "", type=str)
    return Path(chosen or QStandardPaths.writableLocation(QStandardPaths.StandardLocation.CacheLocation))
