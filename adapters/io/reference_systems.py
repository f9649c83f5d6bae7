"""Reference systems that still lead somewhere: QGIS loses how to compute in one whose thread has ended.

Notes
-----
QGIS keeps each reference system for all who ask for it, with what PROJ made in the thread that asked first. Where that
thread ends while another one uses the system, it stays valid and knows its name, and yet brings coordinates nowhere:
transforms give them as they were, without an error, in all other threads and for as long as QGIS runs. QGIS opens
layers and runs algorithms in threads that end half a minute later.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsFields,
    QgsMemoryProviderUtils,
)

from .main_thread import soon_in_main_thread

DUTCH, WORLD = "EPSG:28992", "EPSG:4326"

_OF_SERVICES = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
"""The system of each OGC API that says no other, as QGIS asks for it: by another name it is another object."""

_PATIENCE = 1.0
"""Seconds that the main thread is waited for: it makes systems better than another one, which can do so too."""

_TRIES = 5
"""How often a way is looked for: a system that is made anew is lost at once where other threads end just then."""

_kept: dict[str, QgsCoordinateReferenceSystem] = {}
"""The systems of temporary outputs that the main thread asked for."""

_texts: dict[tuple[str, str], set[str]] = {}
"""The texts of systems that no authority knows, by name and what PROJ says: of a lost one QGIS knows only these two."""

_SAYS_DATUM = ("+datum=", "+towgs84=", "+nadgrids=")
"""One of these is in each text of PROJ that leads where the system does; others may lead a hundred metres aside."""


def keep_systems() -> None:
    """Ask for the systems that runs use most, and use them; only in the main thread, which does not end."""
    if threading.current_thread() is not threading.main_thread():
        return
    for name in (DUTCH, WORLD, _OF_SERVICES):
        _is_sound(QgsCoordinateReferenceSystem.fromOgcWmsCrs(name))


def keep_system(crs: QgsCoordinateReferenceSystem) -> None:
    """Ask for the system of a layer as QGIS does for a temporary output; only in the main thread, which does not end.

    The run writes that output in its own thread. Half a minute after it the map would draw neither the output nor other
    layers of the system.
    """
    if not crs.isValid() or threading.current_thread() is not threading.main_thread():
        return
    _is_sound(crs)  # that of the layer is another object than the one of the output
    asked = QgsMemoryProviderUtils.createMemoryLayer("", QgsFields(), Qgis.WkbType.Point, crs).crs()
    if _is_sound(asked):
        _kept[str(asked.authid() or asked.toWkt(Qgis.CrsWktVariant.Wkt2_2019))] = asked


def sound(crs: QgsCoordinateReferenceSystem) -> QgsCoordinateReferenceSystem:
    """Return a reference system that can be computed in: the one that is given, else the same made anew."""
    return crs if not crs.isValid() or _is_sound(crs) else _anew(crs)


def authority_number(crs: QgsCoordinateReferenceSystem) -> str:
    """Return by which number an authority has a reference system, such as EPSG:28992; empty where none has.

    What a user made has a number in this QGIS alone.
    """
    number = str(crs.authid())
    return "" if number.startswith("USER:") else number


def sound_transform(
    own: QgsCoordinateReferenceSystem,
    other: QgsCoordinateReferenceSystem,
    context: QgsCoordinateTransformContext,
) -> QgsCoordinateTransform:
    """Return what leads from one reference system to another in this thread; see `leads` for where nothing does."""
    made = QgsCoordinateTransform(own, other, context)
    for _ in range(_TRIES):
        if not own.isValid() or not other.isValid() or leads(made):
            break
        QgsCoordinateTransform.invalidateCache()  # of transforms too QGIS keeps those of systems that are lost
        own, other = sound(own), sound(other)
        made = QgsCoordinateTransform(own, other, context)
    return made


def leads(transform: QgsCoordinateTransform) -> bool:
    """Return whether a transform does something with coordinates in this thread; else it gives them as they were."""
    return bool(transform.isValid() and transform.instantiatedCoordinateOperationDetails().proj)


def made_in_main_thread(make: Callable[[], QgsCoordinateReferenceSystem]) -> QgsCoordinateReferenceSystem:
    """Return a reference system made by the main thread, which does not end; by this one where that is busy."""
    found: list[QgsCoordinateReferenceSystem] = []

    def work() -> None:
        crs = make()
        _is_sound(crs)
        keep_system(crs)
        found.append(crs)

    if threading.current_thread() is threading.main_thread() or not soon_in_main_thread(work, lambda: False, _PATIENCE):
        work()
    return found[0]


def ask_in_main_thread(names: Collection[str]) -> None:
    """Let the main thread ask for systems before this one does, by what recipes, layers and services call them."""

    def work() -> None:
        for name in names:
            crs = QgsCoordinateReferenceSystem(name)
            keep_system(crs)
            number = str(crs.authid()).removeprefix("EPSG:")
            others = (f"urn:ogc:def:crs:EPSG::{number}", f"http://www.opengis.net/def/crs/EPSG/0/{number}")
            for one in (name, *(others if number.isdigit() else ())):
                _is_sound(QgsCoordinateReferenceSystem.fromOgcWmsCrs(one))

    if threading.current_thread() is threading.main_thread():
        work()
    else:
        soon_in_main_thread(work, lambda: False, _PATIENCE)


def _is_sound(crs: QgsCoordinateReferenceSystem) -> bool:
    """Return whether PROJ still knows a system in this thread: what is written of it anew comes from there."""
    text = str(crs.toWkt(Qgis.CrsWktVariant.Wkt2_2019))
    if text and not crs.authid():
        _texts.setdefault(_signs(crs), set()).add(text)
    return bool(text)


def _signs(crs: QgsCoordinateReferenceSystem) -> tuple[str, str]:
    """Return what a system says of itself also when it is lost, where it was asked before."""
    return str(crs.description()), str(crs.toProj())


def _anew(lost: QgsCoordinateReferenceSystem) -> QgsCoordinateReferenceSystem:
    """Return a system made anew; the one that is lost where nothing tells any more which it was."""

    def make() -> QgsCoordinateReferenceSystem:
        QgsCoordinateReferenceSystem.invalidateCache()
        QgsCoordinateTransform.invalidateCache()
        keep_systems()
        for one in list(_kept.values()):
            keep_system(one)
        found = QgsCoordinateReferenceSystem(lost.authid())
        texts = _texts.get(_signs(lost), set())
        if not found.isValid() and len(texts) == 1:
            found = QgsCoordinateReferenceSystem.fromWkt(next(iter(texts)))
        if not found.isValid() and any(word in lost.toProj() for word in _SAYS_DATUM):
            found = QgsCoordinateReferenceSystem.fromProj(lost.toProj())
        found.setCoordinateEpoch(lost.coordinateEpoch())
        return found if found.isValid() else lost

    return made_in_main_thread(make)
