"""What cannot be taken away of a run that stopped: which file it is, and why, in words that can be translated."""

from __future__ import annotations

import errno
import sqlite3

import pytest
from qgis.core import QgsProcessingContext

from buurtmaat.adapters.outputs.outputs import Outputs
from buurtmaat.adapters.outputs.staging import Staging, reason_of
from buurtmaat.algorithms.nearest_facility import NearestFacilityAlgorithm
from buurtmaat.core.notes import Note
from towns.runs import Feedback

SAID = "An unfinished output could not be removed; please delete it yourself: "


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (OSError(errno.EROFS, "Schreibgeschützt", "/town/x.gpkg"), "/town/x.gpkg (Read-only file system)"),
        (OSError(errno.ENOTTY, "Kein Terminal.", "/town/x.gpkg"), "/town/x.gpkg (Kein Terminal)"),
        (sqlite3.DatabaseError("file is not a database"), "file is not a database"),
    ],
)
def test_it_is_named_with_the_reason(qgis_app, tmp_path, monkeypatch, error, why):
    feedback, algorithm = Feedback(), NearestFacilityAlgorithm()
    algorithm.initAlgorithm()
    outputs = Outputs(algorithm, {"OUTPUT": str(tmp_path / "x.gpkg")}, QgsProcessingContext(), feedback)
    monkeypatch.setattr(Staging, "close", lambda _: [error])
    outputs.remove()
    assert feedback.errors == [SAID + why]


def test_the_words_of_a_system_are_a_note_also_in_a_reason():
    assert isinstance(reason_of(OSError(errno.EROFS, "Schreibgeschützt")), Note)
