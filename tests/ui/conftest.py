"""What the tests of dialogs share: a profile of their own, and an editor whose questions are answered."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pytest
from qgis.core import QgsApplication, QgsProject
from qgis.PyQt import sip

from towns import runs
from towns.fixtures import provider

__all__ = ["provider"]


@pytest.fixture(autouse=True)
def clean_project(qgis_app):
    """Take the layers of a test out of the project again; what runs keep stays, as for a user who goes on."""
    yield
    QgsProject.instance().removeAllMapLayers()


@pytest.fixture(autouse=True, scope="session")
def undrawn(qgis_canvas):
    """Draw no map: QGIS goes down where a layer is deleted just as the thread that draws copies what its style has."""
    qgis_canvas.setRenderFlag(False)


@pytest.fixture(autouse=True, scope="session")
def warm():
    """Import what computations need, as the panel does: dialogs have what they recognise as soon as they open."""
    import pandas  # noqa: F401 -- only to be there


@pytest.fixture(autouse=True)
def seconds_apart(monkeypatch):
    """Let each run begin in a second of its own, by which the groups of its layers are told apart."""
    from buurtmaat.adapters.outputs import provenance

    number = count(1)

    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.now(tz) + timedelta(seconds=next(number))

    monkeypatch.setattr(provenance, "datetime", Clock)


@pytest.fixture(autouse=True)
def browser(monkeypatch):
    """Return the reports that a browser would have opened: no test opens one."""
    from buurtmaat.ui import written_report

    opened = []
    stand_in = SimpleNamespace(openUrl=lambda url: opened.append(url.toLocalFile()) or True)
    monkeypatch.setattr(written_report, "QDesktopServices", stand_in)
    return opened


@pytest.fixture
def no_browser(monkeypatch):
    """Let the system say that it has nothing to open a page with."""
    from buurtmaat.ui import written_report

    monkeypatch.setattr(written_report, "QDesktopServices", SimpleNamespace(openUrl=lambda url: False))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return the folder of the user's own norm sets, which is not there yet."""
    from buurtmaat.adapters.norms import store as norm_store

    path = tmp_path / "profile" / "buurtmaat" / "norms"
    monkeypatch.setattr(norm_store, "profile_folder", lambda: path)
    return path


@pytest.fixture
def dialogs(qgis_iface, monkeypatch):
    """Return what opens the dialogs as Processing does, which does without the parts of a window that tests lack."""
    monkeypatch.syspath_prepend(str(Path(QgsApplication.pkgDataPath()) / "python" / "plugins"))
    from buurtmaat.ui.filled_dialog import FilledDialog

    for name in [one for one in sys.modules if one.startswith("processing.")]:
        if hasattr(sys.modules[name], "iface"):
            monkeypatch.setattr(sys.modules[name], "iface", None)
    opened = []

    def create(name: str) -> FilledDialog:
        opened.append(FilledDialog(runs.algorithm(name), qgis_iface.mainWindow()))
        return opened[-1]

    yield create
    for one in opened:
        if not sip.isdeleted(one):  # one that was shown goes when it is closed
            one.close()
            one.deleteLater()
    QgsApplication.processEvents()
