"""Goes through the first hour in the window of QGIS, and keeps what is seen: run by scripts/pictures.

From the enabled plugin to a labelled map of the sample town in five clicks, and from raw files of it in ten: with more
it fails. With the files of Delft (see `delft`) it does the same from them.

    /usr/bin/python3 scripts/picturing/in_window.py scripts/picturing/first_hour.py PICTURES sample
    /usr/bin/python3 scripts/picturing/in_window.py scripts/picturing/first_hour.py PICTURES raw
    /usr/bin/python3 scripts/picturing/in_window.py scripts/picturing/first_hour.py PICTURES delft FOLDER
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from raw_sample import write_raw_sample
from window_user import WindowUser, go

_FEW, _TEN = 5, 10
_DELFT = ("dwellings_synthetic.gpkg", "facilities.gpkg", "neighbourhoods.gpkg", "streets.gpkg")


class ManyClicksError(Exception):
    """More clicks were needed than the first map is to take."""


def _check_and_look(user: WindowUser, most: int) -> None:
    """Run the check of the step that is open, and look at its map."""
    user.check()
    panel = user.menu.panel
    areas = panel.look.explorer.layers.chosen().neighbourhoods
    node = QgsProject.instance().layerTreeRoot().findLayer(areas)
    if not (panel.look.is_open and node.isVisible() and areas.labelsEnabled()):
        raise RuntimeError("The map of the check is not in sight.")
    print(f"clicks to the first map: {user.clicks}, at most {most}", flush=True)
    if user.clicks > most:
        raise ManyClicksError(user.clicks)


def _from_files(user: WindowUser, files: Sequence[Path], keep: Callable[[str], None]) -> None:
    user.tool("panel")
    panel = user.menu.panel
    user.choose_files(panel.data.add, files)
    user.wait(panel.data.prepare.isEnabled, 2.0)
    keep("added")
    user.press(panel.data.prepare)
    user.prepare(user.menu.preparing, after=lambda: keep("prepared"))
    _check_and_look(user, _TEN)
    keep("look")


def sample_town(user: WindowUser, pictures: Path) -> None:
    """Open the sample town, check it, and look at a card, and at what a new place would change."""
    user.tool("sample")
    user.tool("panel")
    panel = user.menu.panel
    user.press(panel.check.header)
    _check_and_look(user, _FEW)
    explorer = panel.look.explorer
    explorer.requirements.setCurrentIndex(1)
    explorer.requirements.activated.emit(1)
    panel.look.open_area(0)
    user.wait(lambda: not panel.look.ways.on_map.is_empty)
    user.keep_map(pictures / "panel-card.png")
    panel.controller.open_step("what_if")
    step = panel.what_if
    step.types.setCurrentIndex(step.types.findData("meeting place"))
    step.tools["place"].click()
    user.wait(lambda: step.tried.run is not None)
    areas = panel.controller.layers_of("NEIGHBOURHOODS")[0]
    place = next(one for one in areas.getFeatures() if str(one["buurtnaam"]).startswith("Waterrijk"))
    step.on_map.tool.canvasClicked.emit(place.geometry().pointOnSurface().asPoint(), Qt.MouseButton.LeftButton)
    user.wait(lambda: bool(step.told.text()))
    user.keep_map(pictures / "panel-what-if.png")


def raw_sample(user: WindowUser, pictures: Path) -> None:
    """Begin with raw files of the sample town."""
    with tempfile.TemporaryDirectory() as folder:
        files = write_raw_sample(Path(folder))
        _from_files(user, files, lambda name: _keep(user, pictures, f"raw-{name}"))


def delft(user: WindowUser, pictures: Path) -> None:
    """Begin with the files of Delft, which are not part of the project.

    Its pictures are for looking at, not for the docs: the dwellings are made up, and no results of them are to be
    published.
    """
    files = [Path(sys.argv[3]) / name for name in _DELFT]
    missing = [str(one) for one in files if not one.is_file()]
    if missing:
        raise SystemExit(
            f"The files of Delft are not part of the project, and these are not there: {', '.join(missing)}"
        )
    _from_files(user, files, lambda name: _keep(user, pictures, f"delft-{name}"))


def _keep(user: WindowUser, pictures: Path, name: str) -> None:
    """Keep the map and the panel, or the dialog that prepares data."""
    path = pictures / f"{name}.png"
    user.keep(path, user.menu.preparing) if name.endswith("prepared") else user.keep_map(path)


_SESSIONS = {"sample": sample_town, "raw": raw_sample, "delft": delft}

if __name__ == "__main__":
    go(lambda user: _SESSIONS[sys.argv[2]](user, Path(sys.argv[1])))
