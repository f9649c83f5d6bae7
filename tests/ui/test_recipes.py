"""“Save as recipe…” in the dialogs: where it is, what it asks, what it writes and what it says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsProject
from qgis.PyQt import sip
from qgis.PyQt.QtWidgets import QApplication, QProgressDialog, QPushButton

from towns import runs
from towns.full_disk import files_at_most
from towns.runs import grid, layer, point, save

pytestmark = pytest.mark.usefixtures("qgis_new_project")


class Answers:
    """Answers what a saver asks, and keeps what was asked and said."""

    def __init__(self, dialog, path: Path | None, *answers: int) -> None:
        self.asked, self.said, self.answers = [], [], list(answers)
        saver = dialog.recipes
        saver.choose_file = lambda _name: path
        saver.ask = self._ask
        saver._tell = lambda text, _level: self.said.append(text)
        saver.button.click()

    def _ask(self, question: str, *answers: str) -> int:
        self.asked.append(question)
        return self.answers.pop(0)


def town(folder: Path) -> dict:
    rows = [(point(100 * n, 0), f"h{n}") for n in range(4)]
    layers = {
        "NETWORK": save(layer(grid(), "streets"), folder / "town.gpkg", "streets"),
        "DWELLINGS": save(layer(rows, "homes", who="text"), folder / "town.gpkg", "homes"),
        "FACILITIES": save(layer([point(0, 0)], "school"), folder / "town.gpkg", "school"),
    }
    runs.in_project(*layers.values())
    return {name: one.id() for name, one in layers.items()}


def test_every_dialog_saves_recipes_but_the_one_that_runs_them(dialogs):
    provider = QgsApplication.processingRegistry().providerById("buurtmaat")
    for name in sorted(one.name() for one in provider.algorithms()):
        button = dialogs(name).findChild(QPushButton, "saveAsRecipe")
        assert (button is None) == (name == "runrecipe"), name


def test_what_is_filled_in_is_saved_and_runs(dialogs, tmp_path):
    given = town(tmp_path)
    QgsProject.instance().setTitle("Waterveen")
    dialog = dialogs("nearestfacility")
    dialog.setParameters(given | {"K": 2})
    answers = Answers(dialog, tmp_path / "run.json")
    assert answers.asked == []
    assert answers.said == [f"Saved: {tmp_path / 'run.json'} (steps: 1)"]
    content = json.loads((tmp_path / "run.json").read_text())
    assert content["title"] == "Waterveen: Nearest facility"
    assert content["steps"][0]["parameters"]["K"] == 2
    done = runs.run("runrecipe", {"RECIPE": str(tmp_path / "run.json"), "LOAD": False})
    assert done.results["nearestfacility.REACHED"] == 4


def test_a_recipe_that_is_there_gets_a_next_step_or_is_replaced(dialogs, tmp_path):
    given, path = town(tmp_path), tmp_path / "run.json"
    for answers, steps in (((), 1), ((0,), 2), ((-1,), 2), ((0,), 3), ((1,), 1)):
        dialog = dialogs("reachcounts")
        dialog.setParameters(given)
        done = Answers(dialog, path, *answers)
        assert len(json.loads(path.read_text())["steps"]) == steps
        assert done.said == (
            ["Cancelled: no recipe was written."] if answers == (-1,) else [f"Saved: {path} (steps: {steps})"]
        )


@pytest.mark.parametrize("follows", [True, False])
def test_what_an_earlier_step_may_have_written_is_asked_about(dialogs, tmp_path, follows):
    """Only the user knows whether the layer is of this recipe, or of another run of the same algorithm."""
    given, path = town(tmp_path), tmp_path / "run.json"
    dialog = dialogs("reachcounts")
    dialog.setParameters(given)
    Answers(dialog, path)
    counted = runs.arrived("reachcounts", given, "OUTPUT")
    runs.in_project(counted)
    dialog = dialogs("nearestfacility")
    dialog.setParameters(given | {"DWELLINGS": counted.id()})
    done = Answers(dialog, path, 0, *((0,) if follows else (1, 0)))
    assert f"{counted.name()} (reachcounts.OUTPUT)" in done.asked[1]
    found = json.loads(path.read_text())["steps"][1]["parameters"]["DWELLINGS"]
    assert found == ({"output": "reachcounts.OUTPUT"} if follows else {"layer": counted.name()})


def test_another_file_is_never_written_over(dialogs, tmp_path):
    dialog, path = dialogs("reachcounts"), tmp_path / "mine.json"
    dialog.setParameters(town(tmp_path))
    path.write_text('{"mine": 1}')
    answers = Answers(dialog, path)
    assert "no recipe of Buurtmaat" in answers.said[0]
    assert path.read_text() == '{"mine": 1}'


@pytest.mark.parametrize("goes", ["layers", "window"])
@pytest.mark.parametrize("when", [(QApplication, "processEvents"), (QProgressDialog, "setValue")])
def test_what_goes_while_layers_are_looked_at_ends_the_saving(dialogs, tmp_path, monkeypatch, when, goes):
    """As found: an error of Python, where a script, another plugin or the one that reloads plugins was at it."""
    dialog = dialogs("reachcounts")
    dialog.setParameters(town(tmp_path))
    (owner, name), left = when, []
    go_on = getattr(owner, name)

    def meanwhile(*given):
        go_on(*given)
        if not left and dialog.findChildren(QProgressDialog):
            left.append(goes)
            if goes == "layers":
                QgsProject.instance().clear()
            else:
                sip.delete(dialog)

    monkeypatch.setattr(owner, name, meanwhile)
    before = sorted(tmp_path.iterdir())
    answers = Answers(dialog, tmp_path / "run.json")
    assert left == [goes]
    assert answers.said == (["Cancelled: no recipe was written."] if goes == "layers" else [])
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("agrees", [True, False])
def test_a_layer_in_memory_is_copied_only_where_the_user_agrees(dialogs, tmp_path, agrees):
    given = town(tmp_path)
    drawn = layer([point(100, 0)], "drawn")
    runs.in_project(drawn)
    dialog = dialogs("nearestfacility")
    dialog.setParameters(given | {"DWELLINGS": drawn.id()})
    answers = Answers(dialog, tmp_path / "run.json", 0 if agrees else -1)
    assert len(answers.asked) == 1
    assert "taken: drawn. Copy" in answers.asked[0]
    assert (tmp_path / "run.json").exists() == (tmp_path / "run-data.gpkg").exists() == agrees


def test_cancel_leaves_nothing(dialogs, tmp_path, monkeypatch):
    given = town(tmp_path)
    drawn = layer([point(100, 0)] * 3000, "drawn")
    runs.in_project(drawn)
    looks = []
    monkeypatch.setattr(QProgressDialog, "wasCanceled", lambda _self: looks.append(1) or len(looks) > 5)
    dialog = dialogs("nearestfacility")
    dialog.setParameters(given | {"DWELLINGS": drawn.id()})
    before = sorted(p.name for p in tmp_path.iterdir())
    answers = Answers(dialog, tmp_path / "run.json", 0)
    assert answers.said == ["Cancelled: no recipe was written."]
    assert sorted(p.name for p in tmp_path.iterdir()) == before


def test_of_a_layer_that_is_copied_onto_a_full_disk_it_is_said_what_to_look_at(dialogs, tmp_path):
    """As found: the user was to save the layer to a file, for which there was no room either."""
    given = town(tmp_path)
    homes = layer([(point(n, 0), f"h{n}") for n in range(3000)], "homes", who="text")
    runs.in_project(homes)
    dialog = dialogs("nearestfacility")
    dialog.setParameters(given | {"DWELLINGS": homes.id()})
    with files_at_most(150_000):
        (said,) = Answers(dialog, tmp_path / "run.json", 0).said
    assert said.startswith(f"The layer “homes” could not be copied whole to {tmp_path / 'run-data.gpkg'} (")
    assert said.endswith("): see whether the disk is full, or choose another place for the recipe.")
    assert not (tmp_path / "run.json").exists()


def test_a_place_that_cannot_be_looked_at_is_told(dialogs, tmp_path):
    """As found: the button ended in a traceback, also for a folder that the user may not open."""
    dialog = dialogs("nearestfacility")
    dialog.setParameters(town(tmp_path))
    place = tmp_path / f"{'x' * 300}.json"
    assert Answers(dialog, place).said == [
        f"The recipe cannot be written to {place} (File name too long): choose another place."
    ]
