"""A norm set typed into the dialog, in the table, in a JSON file and by its id is the same set."""

from __future__ import annotations

from dataclasses import replace

import pytest
from qgis.core import QgsProcessingContext, QgsProject

from buurtmaat.adapters.io.reader import Reader
from buurtmaat.adapters.norms.choosing import read_norms
from buurtmaat.adapters.norms.store import PROFILE, PROJECT, open_store, save_set
from buurtmaat.core.norms.edits import draft_of, new_set, text_of
from buurtmaat.core.norms.file import dump
from buurtmaat.core.norms.model import SHIPPED_IDS, Requirement, Text
from buurtmaat.core.norms.requirement_rows import COLUMNS
from buurtmaat.ui.norm_sets.editor import NormSetEditor
from towns.runs import Feedback, algorithm
from towns.small_town import check, row

SHOWN = ("requirement", "facility", "indicator", "threshold", "unit", "minimum", "per", "metric", "mode", "target")
FOUND = ("neighbourhood", "weight", "total", "within", "outside", "unknown", "share", "rate", "compliance")
ROWS = [
    row(),
    row(id="two", indicator="count", threshold=400, minimum=2, metric="straight"),
    row(id="soon", threshold="7,5", unit="min", mode="walk_65", target="85 %"),
    row(id="much", indicator="rate", threshold=1, unit="number", per=500),
    row(id="either", facility="school | club", threshold=250, target=""),
]


@pytest.fixture
def editor(qgis_new_project, folder):
    made = NormSetEditor(lambda _: None)
    yield made
    QgsProject.instance().removeEntry("Buurtmaat", "norm_sets")
    made.deleteLater()


def typed(editor, requirements: list[dict[str, str]], place: str, own_id: str = "typed") -> None:
    """Type requirements into the editor, cell by cell, and save the set."""
    editor.show_new(new_set(own_id, Text("T", "T")))
    editor.about.show_place(place)
    editor.about.place_chosen.emit()
    model = editor.requirements.model
    for number, cells in enumerate(requirements):
        editor.requirements.add()
        for name in ("indicator", *(column for column in COLUMNS if column != "indicator")):
            text = cells[name]
            if text:
                model.setData(model.index(number, model.keys.index(name)), text)
    assert editor.editing.errors() == []
    assert editor.save()


def chosen(**parameters) -> list[tuple]:
    """Return the columns of the requirements that a run with these parameters would use."""
    made = algorithm("basicrequirements")
    reader = Reader(made, parameters, QgsProcessingContext(), Feedback())
    requirements = read_norms(reader, open_store(QgsProject.instance())).norm_set.requirements
    return [tuple(getattr(one, name) for name in COLUMNS) for one in requirements]


def cells_of(requirement: Requirement) -> dict[str, str]:
    (shown,) = draft_of(replace(new_set("x", Text()), requirements=(requirement,))).rows
    return {name: text_of(shown, name) for name in COLUMNS}


@pytest.mark.parametrize("set_id", SHIPPED_IDS)
def test_every_shipped_set_is_the_same_in_all_four_ways(editor, tmp_path, set_id):
    shipped = open_store(None).find(set_id)
    # What the columns cannot say (thresholds by class only) has no threshold for them to say.
    requirements = [one for one in shipped.requirements if one.threshold is not None]
    wanted = [tuple(getattr(one, name) for name in COLUMNS) for one in requirements]
    by_id = [one for one in chosen(NORM_SET=set_id) if one[COLUMNS.index("threshold")] is not None]
    cells = [cells_of(one) for one in requirements]
    table = [[one[name] for name in COLUMNS] for one in cells]
    path = tmp_path / "norms.json"
    path.write_text(dump(shipped), encoding="utf-8")
    by_file = [one for one in chosen(NORM_FILE=str(path)) if one[COLUMNS.index("threshold")] is not None]
    typed(editor, cells, PROFILE)
    assert by_id == by_file == wanted
    assert chosen(REQUIREMENTS=table) == wanted
    assert chosen(NORM_SET="typed") == wanted


@pytest.mark.parametrize("place", [PROJECT, PROFILE])
def test_a_run_gives_the_same_results_in_all_ways(editor, tmp_path, place):
    typed(editor, [dict(zip(COLUMNS, cells, strict=True)) for cells in ROWS], place)
    path = tmp_path / "norms.json"
    editor.export_path(path)
    ways = {
        "table": {"REQUIREMENTS": ROWS},
        "file": {"REQUIREMENTS": None, "NORM_FILE": str(path)},
        "id": {"REQUIREMENTS": None, "NORM_SET": "typed"},
    }
    results = {
        way: [{name: one[name] for name in (*SHOWN, *FOUND)} for one in check(**inputs).rows("OUTPUT_RESULTS")]
        for way, inputs in ways.items()
    }
    assert len(results["table"]) == len(ROWS) * 4
    assert results["table"] == results["file"] == results["id"]


def test_a_saved_set_may_lack_what_a_file_may_not(editor, tmp_path):
    cells = dict(zip(COLUMNS, row(weight="nobody"), strict=True))
    typed(editor, [cells], PROFILE)
    done = check(REQUIREMENTS=None, NORM_SET="typed")
    assert {one["reason"] for one in done.rows("OUTPUT_RESULTS") if one["compliance"]} == {"no_field:nobody"}


def test_the_ids_that_can_be_chosen_are_those_there_are(editor):
    typed(editor, [dict(zip(COLUMNS, row(), strict=True))], PROJECT, "of-project")
    save_set(open_store(QgsProject.instance()).find("of-project"), PROFILE, None)
    made = algorithm("basicrequirements")
    definition = made.parameterDefinition("NORM_SET")
    assert definition.metadata()["widget_wrapper"]["value_hints"] == [*SHIPPED_IDS, "of-project"]


def test_a_broken_set_stops_the_run_in_words(editor, folder):
    from towns.small_town import refused

    folder.mkdir(parents=True)
    (folder / "mine.json").write_text('{"format": 2, "id": "mine"}')
    text = refused(REQUIREMENTS=None, NORM_SET="mine")
    assert "newer than the 1 that this version of Buurtmaat reads" in text
    assert "choose “rivm-2025”, “meeting” or “daily”" in refused(REQUIREMENTS=None, NORM_SET="nobody")
