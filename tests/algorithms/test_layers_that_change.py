"""Layers that are removed, emptied or edited while a run goes on: a sentence or a result, and QGIS goes on."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest
from qgis.core import QgsFeatureRequest, QgsProject, QgsVectorLayer
from qgis.PyQt import sip

from buurtmaat.adapters.io import feature_sources, providers
from buurtmaat.adapters.io.feature_sources import features, layer_source
from buurtmaat.core.errors import InputError
from towns import runs
from towns.every_algorithm import CASES, parameters, targets
from towns.runs import Feedback, RefusedError, layer, point


class Meanwhile(Feedback):
    """Does something once, at one of the looks of a run."""

    def __init__(self, moment: int, happens: Callable[[], None]) -> None:
        super().__init__()
        self.moment, self._happens = moment, happens

    def isCanceled(self):
        if self.looks == self.moment:
            self.looks += 1
            self._happens()
        return super().isCanceled()


def in_files(given: dict, folder: Path) -> tuple[dict, list[QgsVectorLayer]]:
    """Return the inputs with their layers in files and in the project, by their ids."""
    folder.mkdir()
    layers = []

    def put(value):
        if isinstance(value, list) and value and isinstance(value[0], QgsVectorLayer):
            return [put(one) for one in value]
        if not isinstance(value, QgsVectorLayer):
            return value
        layers.append(runs.save(value, folder / f"{value.name()}{len(layers)}.gpkg", to_edit=True))
        layers[-1].setName(value.name())
        QgsProject.instance().addMapLayer(layers[-1])
        return layers[-1].id()

    return {name: put(value) for name, value in given.items()}, layers


def remove(layers: list[QgsVectorLayer]) -> None:
    QgsProject.instance().removeMapLayers([one.id() for one in layers if not sip.isdeleted(one)])


def edit(layers: list[QgsVectorLayer]) -> None:
    """Take the first feature of each away, and save that."""
    for one in layers:
        assert one.startEditing()
        first = next(one.getFeatures(), None)
        assert first is None or one.deleteFeature(first.id())
        one.commitChanges()


def begin_edits(layers: list[QgsVectorLayer]) -> None:
    """Take the first feature of each away, and do not save that."""
    for one in layers:
        assert one.startEditing()
        assert one.deleteFeature(next(one.getFeatures()).id())


def empty(layers: list[QgsVectorLayer]) -> None:
    """Let another program take all rows away."""
    for one in layers:
        path, table = one.source().split("|layername=")
        with closing(sqlite3.connect(path, timeout=0)) as database, database, suppress(sqlite3.OperationalError):
            database.execute("PRAGMA trusted_schema = ON")
            for (trigger,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                database.execute(f'DROP TRIGGER "{trigger}"')
            database.execute(f'DELETE FROM "{table}"')


def unlink(layers: list[QgsVectorLayer]) -> None:
    for one in layers:
        Path(one.source().split("|")[0]).unlink()


HAPPENS = {one.__name__: one for one in (remove, edit, begin_edits, empty, unlink)}
SWEEP = [
    *[("nearestfacility", "remove", 4), ("odmatrix", "edit", 4), ("reachcounts", "unlink", 4)],
    *(pytest.param(name, what, 12, marks=pytest.mark.faults) for name in CASES for what in HAPPENS),
]
"""An algorithm, what happens to its layers, and at about how many moments."""


@pytest.mark.parametrize(("name", "what", "moments"), SWEEP)
def test_what_happens_to_its_layers_meanwhile_gives_a_sentence_or_a_result(name, what, moments, tmp_path, monkeypatch):
    monkeypatch.setattr("buurtmaat.adapters.fetching.web._LOOK_MS", 60_000)
    counting, folder = Feedback(), tmp_path / "out"
    folder.mkdir()
    runs.run(name, parameters(name, targets(name, "memory", folder)), counting)
    for moment in range(0, counting.looks, max(counting.looks // moments, 1)):
        given, layers = in_files(parameters(name, targets(name, "new", folder)), tmp_path / f"in{moment}")
        feedback = Meanwhile(moment, lambda layers=layers: HAPPENS[what](layers))
        runs.forget()
        try:
            runs.run(name, given, feedback)
        except RefusedError as stop:
            sentence = str(stop).strip()
            assert "\n" not in sentence, f"at look {moment}: {sentence}"
            assert "Traceback" not in sentence
            assert {one.name for one in folder.iterdir()} == set(), f"at look {moment}"
        else:
            for path in folder.glob("*.gpkg"):
                with closing(sqlite3.connect(path)) as database:
                    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert feedback.errors == []
        assert not [one for one in folder.iterdir() if one.name.startswith(".")]
        for one in folder.iterdir():
            one.unlink()
        QgsProject.instance().removeAllMapLayers()
        del layers
    again = runs.run(name, parameters(name, targets(name, "memory", folder)))
    assert again.feedback.errors == []


def test_a_run_in_the_main_thread_does_not_wait_for_that_to_count_again(tmp_path, monkeypatch):
    """As found: ten seconds each time, where the file of a layer had gone."""
    asked = []
    monkeypatch.setattr(providers, "soon_in_main_thread", lambda *given: asked.append(given))
    homes = runs.save(layer([point(n, 0) for n in range(4)], "homes"), tmp_path / "homes.gpkg", "homes")
    places = layer_source(homes, lambda: False)
    unlink([homes])
    monkeypatch.setattr(feature_sources, "_opened", lambda *_: iter(()))
    with pytest.raises(InputError, match="only 0 of them could be read"):
        list(features(places, QgsFeatureRequest()))
    assert asked == []
