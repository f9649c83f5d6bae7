"""Files that a run in another thread opens: in the main one, whose window may open another table of the same file.

QGIS has one lock for all files and one for each that is open, which its layers share. A thread that opens a table of a
GeoPackage takes them the other way round than one that opens, reloads or asks another table: as found, both waited for
good. So what is opened is looked at here, not whether QGIS stands still.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial

import pytest
from qgis.core import QgsApplication, QgsFeatureRequest, QgsProcessingAlgRunnerTask, QgsProcessingContext, QgsProject
from qgis.PyQt.QtCore import QThread

from buurtmaat.adapters.fetching import earlier
from buurtmaat.adapters.io import providers
from buurtmaat.adapters.io.feature_sources import WholeSource, layer_source
from buurtmaat.adapters.io.main_thread import soon_in_main_thread
from towns import runs
from towns.background import run_task, until
from towns.fetched_town import FetchedTown, serving_town
from towns.runs import layer, point, save


def is_main() -> bool:
    return QThread.currentThread() == QgsApplication.instance().thread()


@pytest.fixture
def opened(monkeypatch) -> list[bool]:
    """Note of each file that is opened to be read whether it was in the main thread."""
    found, open_to_read = [], providers.open_to_read

    def noted(*given, **named):
        found.append(is_main())
        return open_to_read(*given, **named)

    for module in (providers, earlier):
        monkeypatch.setattr(module, "open_to_read", noted)
    return found


def in_background(work: Callable[[], object]) -> object:
    """Return what some work gives in another thread, while the window goes on."""
    found = []

    def run() -> None:
        try:
            found.append(work())
        except Exception as error:  # looked at by the test
            found.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    until(lambda: found)
    thread.join()
    return found[0]


def test_an_earlier_fetch_is_opened_in_the_main_thread(provider, qgis_new_project, tmp_path, opened, monkeypatch):
    folder = tmp_path / "profile"
    folder.mkdir()
    monkeypatch.setattr(QgsApplication, "qgisSettingsDirPath", staticmethod(lambda: str(folder)))
    with serving_town(FetchedTown()) as town:
        given = {
            "MUNICIPALITY": "Goudstad",
            "SERVICES": str(town.write_services(tmp_path / "services.json")),
            "MARGIN": 1000,
            "PARTS": ["neighbourhoods", "dwellings"],
        }
        runs.run("fetchdata", {**given, "OUTPUT": str(tmp_path / "earlier.gpkg")})
        del town.collections["verblijfsobject"][5]
        context, feedback = QgsProcessingContext(), runs.Feedback()
        context.setProject(QgsProject.instance())
        context.setFeedback(feedback)
        given |= {
            "OUTPUT": str(tmp_path / "town.gpkg"),
            "EARLIER": str(tmp_path / "earlier.gpkg"),
            "CHANGES": "TEMPORARY_OUTPUT",
        }
        good, results = run_task(QgsProcessingAlgRunnerTask(runs.algorithm("fetchdata"), given, context, feedback))
    assert good, feedback.errors
    rows = runs.Run(results, feedback, context).rows("CHANGES")
    assert [(row["fetched_table"], row["key"], row["change"]) for row in rows] == [
        ("dwellings", "034401000000005", "went")
    ]
    assert opened == [True, True, True]  # neighbourhoods, districts and dwellings
    left = [one.source() for one in context.temporaryLayerStore().mapLayers().values()]
    assert left
    assert not any("earlier.gpkg" in one for one in left)


@pytest.fixture
def shrunk(qgis_new_project, tmp_path) -> WholeSource:
    """Return the source of a layer that was counted before another program took a row away."""
    source = layer_source(save(layer([point(n, 0) for n in range(3)], "homes"), tmp_path / "homes.gpkg", "homes"),
                          lambda: False)  # fmt: skip
    save(layer([point(n, 0) for n in range(2)], "homes"), tmp_path / "homes.gpkg", "homes")
    return source


def test_rows_that_went_are_counted_again_in_the_main_thread(shrunk, opened):
    opened.clear()
    found = in_background(lambda: [one.id() for one in shrunk.getFeatures(QgsFeatureRequest())])
    assert (found, opened) == ([1, 2], [True])


def test_rows_are_not_counted_again_where_the_main_thread_is_busy(shrunk, opened, monkeypatch):
    """It waits for the run itself, so what is read counts as not whole, and nobody waits for good."""
    monkeypatch.setattr(providers, "soon_in_main_thread", partial(soon_in_main_thread, patience=0.2))
    opened.clear()
    found = []

    def read() -> None:
        try:
            found.append(list(shrunk.getFeatures(QgsFeatureRequest())))
        except Exception as error:
            found.append(error)

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    thread.join(30)
    assert "3 features, and only 2 of them could be read" in str(found[0])
    assert opened == []
