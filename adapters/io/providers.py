"""What tells that a layer's provider failed: QGIS's providers end where they fail, as if that were all."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from qgis.core import (
    QgsApplication,
    QgsCoordinateTransformContext,
    QgsDataSourceUri,
    QgsProviderRegistry,
    QgsVectorLayer,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QObject, Qt

from .main_thread import soon_in_main_thread
from .presence import Presence
from .table_states import table_state

_FILES = ("ogr", "spatialite", "delimitedtext", "gpx")
_HERE = ("memory", "virtual")
_BACKGROUND = ("WFS", "OAPIF")

_SHARED = ("GPKG", "OpenFileGDB", "FileGDB")
"""Formats, as GDAL names them, of which QGIS shares an open file among the layers of its tables."""

_CURSOR = re.compile(r"\bqgis_\d+")
"""A cursor by which QGIS reads PostgreSQL: a message that names one tells that fetching failed."""


def open_to_read(
    source: str, name: str = "", provider: str = "ogr", transforms: QgsCoordinateTransformContext | None = None
) -> QgsVectorLayer:
    """Open a layer that is only read, without its style, which may hold code.

    Else QGIS opens a file first to see whether it can be written. That changes a GeoPackage, and those who read the
    same one at that moment cannot for a while ("unable to open database file"). A Shapefile is opened so all the same:
    else QGIS does not look in what encoding its texts are, and it stays as it is.

    Each table of a GeoPackage has a field, if only its key. One without shares a file that was opened too early.
    """
    options = QgsVectorLayer.LayerOptions(transforms or QgsCoordinateTransformContext())
    options.loadDefaultStyle = False
    options.forceReadOnly = not _is_shapefile(provider, source)
    layer = QgsVectorLayer(source, name, provider, options)
    if layer.isValid() and layer.storageType() == "GPKG" and not layer.fields().count():
        layer = QgsVectorLayer(_by_itself(source), name, provider, options)
    if layer.isValid():  # without its style QGIS does not take its metadata either, which say whose data it is
        layer.setMetadata(layer.dataProvider().layerMetadata())
    layer.setReadOnly(True)
    return layer


def _by_itself(source: str) -> str:
    """Return the source of a table of a GeoPackage by another spelling of its path, by which QGIS opens it by itself.

    Layers share an open file. One that was opened without locks cannot be read any more once the window set a filter on
    a layer of it, for which QGIS lets SQLite keep a log beside the file; a table that is opened then is valid, and has
    neither fields nor a number of features.
    """
    registry = QgsProviderRegistry.instance()
    parts = registry.decodeUri("ogr", source)
    path = Path(str(parts["path"]))
    return str(registry.encodeUri("ogr", {**parts, "path": f"{path.parent}/./{path.name}"}))


def _is_shapefile(provider: str, source: str) -> bool:
    path = str(QgsProviderRegistry.instance().decodeUri(provider, source).get("path") or "")
    return path.lower().endswith((".shp", ".dbf"))


class Provider:
    """The provider of a layer; to be made where the layer may be touched, and then used in any thread.

    Parameters
    ----------
    layer
        The layer.
    presence
        Of the layer, where another thread than its own uses this.

    Attributes
    ----------
    is_service
        Whether it fetches in a thread of its own (see `is_service`).
    is_shared
        Whether it shares an open file with other layers, which the main thread opens.
    """

    def __init__(self, layer: QgsVectorLayer, presence: Presence | None = None) -> None:
        self._presence = presence
        self._name, self._source, self._edited = layer.providerType(), layer.source(), layer.isEditable()
        self._provider = layer.dataProvider()
        self.is_shared = layer.storageType() in _SHARED
        self._table = _table_of_geopackage(layer)
        uri = QgsDataSourceUri(self._source)
        self._estimates = uri.useEstimatedMetadata()
        self.is_service = is_service(layer)
        most = uri.param("maxNumFeatures") if self.is_service else ""
        self._most = int(most) if most.isdigit() and int(most) else None
        self._earlier: list[str] = []

    @property
    def can_hang(self) -> bool:
        """Return whether it asks something that may not answer, such as a server."""
        return _can_hang(self._name, self._source)

    @property
    def shares_its_connection(self) -> bool:
        """Return whether the window asks layers of the same server over the connection of this one.

        It would stand still while another thread waits for an answer there, as for a table that is locked.
        """
        return self._name == "postgres"

    def promised(self, count: int) -> int:
        """Return how many features the layer has to give, of which this number was counted.

        A service gives no more than the layer is limited to. A number that is estimated is counted.
        """
        if self._estimates and not self.shares_its_connection and (now := self.count_anew(lambda: False)) is not None:
            return now
        return count if self._most is None else min(count, self._most)

    def count_anew(self, cancelled: Callable[[], bool]) -> int | None:
        """Return the number of features that are there now, None where it cannot be counted again.

        The number that the layer knows may be of this morning. A file that layers share is opened in the main thread
        (see `in_main_thread`); where that is busy with something else, it is not counted.
        """
        if self._edited or self.is_service or self._name == "memory":
            return None
        source = self._source
        if self._estimates:
            uri = QgsDataSourceUri(source)
            uri.setUseEstimatedMetadata(False)
            source = uri.uri(False)
        counts: list[int] = []

        def count() -> None:
            layer = open_to_read(source, "", self._name)
            if layer.isValid():
                counts.append(layer.featureCount())

        if self.is_shared and threading.current_thread() is not threading.main_thread():
            soon_in_main_thread(count, cancelled)
        else:
            count()
        return counts[0] if counts else None

    def state(self) -> tuple[object, ...] | None:
        """Return what changes where others write to what is read; None where that cannot be told (see `table_state`).

        A layer that is being edited is read with what its user changes.
        """
        return None if self._edited or self._table is None else table_state(*self._table)

    @contextmanager
    def errors(self, told: list[str]) -> Iterator[None]:
        """Collect the errors that reach the layer (see `hear`)."""
        with self._held() as there:
            connection = (
                self._provider.raiseError.connect(told.append, Qt.ConnectionType.DirectConnection) if there else None
            )
        try:
            yield
        finally:
            if connection is not None:
                QObject.disconnect(connection)

    @contextmanager
    def _held(self) -> Iterator[bool]:
        """Let the provider of a service stay meanwhile; tell whether it is one, and there."""
        if self._presence is None or not self.is_service:
            yield self.is_service and not sip.isdeleted(self._provider)
            return
        with self._presence.held() as there:
            yield there and not sip.isdeleted(self._provider)

    @contextmanager
    def logged(self, told: list[str]) -> Iterator[None]:
        """Collect what this thread logs of the cursors by which it reads PostgreSQL: it is told nowhere else."""
        if self._name != "postgres":
            yield
            return
        here = threading.get_ident()

        def note(*said: object) -> None:
            if threading.get_ident() == here and isinstance(said[0], str) and _CURSOR.search(said[0]):
                told.append(said[0])

        connection = QgsApplication.messageLog().messageReceived.connect(note, Qt.ConnectionType.DirectConnection)
        try:
            yield
        finally:
            QObject.disconnect(connection)

    def hear(self, cancelled: Callable[[], bool]) -> bool:
        """Let the errors of a service, which wait for the event loop of the layer's thread, reach the layer.

        Returns
        -------
        bool
            False where that thread is busy with something else, so that errors may still be on their way.
        """
        main = QCoreApplication.instance().thread()
        with self._held() as there:
            if not there:
                return True
            # As it is now: the layers of a recipe go from its thread to the main one and back.
            is_elsewhere = self._provider.thread() == main
        if is_elsewhere and threading.current_thread() is not threading.main_thread():
            return soon_in_main_thread(self._look, cancelled)
        QCoreApplication.sendPostedEvents(self._provider)
        self._look()
        return True

    def _look(self) -> None:
        """Note the errors that the layer has, in its own thread, which adds to them."""
        self._earlier = [] if sip.isdeleted(self._provider) else list(self._provider.errors())

    def earlier_errors(self) -> list[str]:
        """Return the errors of a service that another reader had, such as the map; known once `hear` was called.

        What came before such an error is kept, and given to all who read as if it were all.
        """
        return self._earlier


def _table_of_geopackage(layer: QgsVectorLayer) -> tuple[Path, str | None] | None:
    """Return the GeoPackage and the table that a layer reads (None: any of them); None where it reads no GeoPackage."""
    if layer.providerType() != "ogr" or layer.storageType() != "GPKG":
        return None
    parts = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
    reads_others = "select" in layer.subsetString().casefold()
    return Path(str(parts["path"])), None if reads_others else parts.get("layerName")


def can_hang(layer: QgsVectorLayer) -> bool:
    """Return whether a layer asks something that may not answer, such as a server."""
    name = layer.providerType()
    return name not in _HERE and _can_hang(name, layer.source())


def _can_hang(name: str, source: str) -> bool:
    if name in _HERE:
        return False
    path = QgsProviderRegistry.instance().decodeUri(name, source).get("path")
    return name not in _FILES or not path or not os.path.exists(str(path))


def is_service(layer: QgsVectorLayer) -> bool:
    """Return whether a layer's provider fetches in a thread of its own, and tells its event loop of errors there."""
    return layer.providerType() in _BACKGROUND


def ask_anew(layer: QgsVectorLayer, forget_answers: Callable[[QgsVectorLayer], None]) -> None:
    """Let a layer of a service be fetched from that alone, and after an error again, in the thread of the layer.

    What came before the error is kept, and given as if it were all.

    Parameters
    ----------
    forget_answers
        Takes away what QGIS keeps on disk of the answers of its service.
    """
    forget_answers(layer)
    provider = layer.dataProvider()
    QCoreApplication.sendPostedEvents(provider)  # with errors that are still on their way
    if provider.hasErrors():
        provider.reloadData()  # which ends what is still being fetched
        QCoreApplication.sendPostedEvents(provider)
        provider.clearErrors()
