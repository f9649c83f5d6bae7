"""Rows of the norm-set editor: added, moved, picked from the library, and all of it undone."""

from __future__ import annotations

import json

from buurtmaat.adapters.norms.store import open_store
from buurtmaat.ui.norm_sets.pick_dialog import PickDialog
from towns.norm_set_editor import SCHOOL, ids, set_now


def test_rows_are_added_duplicated_moved_deleted_and_all_of_it_undone(with_own):
    panel = with_own.requirements
    seen = [set_now(with_own)]
    for step in (panel.duplicate, lambda: panel.move(-1), panel.add, panel.delete):
        step()
        seen.append(set_now(with_own))
    assert [[one.id for one in one_set.requirements] for one_set in seen] == [
        ["school"],
        ["school", "school_2"],
        ["school_2", "school"],
        ["school_2", "requirement", "school"],
        ["school_2", "school"],
    ]
    for state in seen[-2::-1]:
        panel.actions_by_name["undo"].trigger()
        assert set_now(with_own) == state
    assert not panel.actions_by_name["undo"].isEnabled()
    assert panel.details.row == 0  # where the only row is
    for state in seen[1:]:
        panel.actions_by_name["redo"].trigger()
        assert set_now(with_own) == state


def test_rows_that_move_stay_selected(with_own):
    panel = with_own.requirements
    panel.duplicate()
    panel.duplicate()
    panel._select([1, 2])
    panel.move(-1)
    assert panel.selected() == [0, 1]
    assert not panel.actions_by_name["up"].isEnabled()


def test_requirements_are_picked_from_the_library(with_own, root):
    panel = with_own.requirements
    dialog = PickDialog(panel._sources(), panel)
    library = json.loads((root / "resources" / "norms" / "library.json").read_text(encoding="utf-8"))["requirements"]
    assert dialog._rows.rowCount() == len(library) > 20
    assert dialog.picked() == []
    dialog.filter.setText("supermarket")
    assert 0 < dialog._rows.rowCount() < len(library)
    dialog.table.selectAll()
    picked = dialog.picked()
    assert [one.id for one in picked] == [
        "supermarket_65",
        "daily_by_bicycle",
        "basic_services",
        "basic_services_by_bicycle",
        "everyday_services",
    ]
    panel.add_picked(dialog)
    assert set_now(with_own).requirements == (SCHOOL, *picked)
    assert ids(with_own).count("school") == 1
    assert with_own.save()
    assert open_store(None).find("own").requirements == (SCHOOL, *picked)
