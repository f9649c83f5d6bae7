"""Norm sets in the project and the profile: kept, found, and refused in words."""

from __future__ import annotations

import json
import os
from dataclasses import replace

import pytest
from qgis.core import QgsProject

from buurtmaat.adapters.norms import store as norm_store
from buurtmaat.adapters.norms.store import (
    PROFILE,
    PROJECT,
    SHIPPED,
    NormStore,
    delete_set,
    load_library,
    open_store,
    save_set,
    write_text,
)
from buurtmaat.core.errors import InputError
from buurtmaat.core.json_located import MAX_BYTES
from buurtmaat.core.norms.file import dump, load, load_shipped
from buurtmaat.core.norms.model import Text


@pytest.fixture
def folder(tmp_path, monkeypatch):
    path = tmp_path / "profile" / "buurtmaat" / "norms"
    monkeypatch.setattr(norm_store, "profile_folder", lambda: path)
    return path


@pytest.fixture
def project(qgis_app):
    made = QgsProject()
    yield made
    made.clear()


def norm_set(own_id: str = "own", version: str = "1"):
    shipped = load_shipped(norm_store.SHIPPED_FOLDER, "meeting")
    return replace(shipped, id=own_id, version=version, title=Text('Own "set" <b>&', "Eigen\nset"))


def sentence(call, *arguments) -> str:
    with pytest.raises(InputError) as error:
        call(*arguments)
    text = str(error.value)
    assert text.endswith((".", "?"))
    return text


def test_without_anything_of_the_users_own_the_shipped_sets_are_there(folder, project):
    assert [(one.place, one.set_id) for one in open_store(project).sets()] == [
        (SHIPPED, "rivm-2025"),
        (SHIPPED, "meeting"),
        (SHIPPED, "daily"),
    ]
    assert not folder.exists()
    assert len(load_library().requirements) == 25


@pytest.mark.parametrize("place", [PROJECT, PROFILE])
def test_a_set_is_kept_replaced_and_deleted(folder, project, place):
    stored = save_set(norm_set(), place, project)
    assert open_store(project).find("own") == norm_set()
    save_set(norm_set("other"), place, project)
    save_set(norm_set(version="2"), place, project)
    own = {one.set_id: one for one in open_store(project).sets() if one.place == place}
    assert {name: one.norm_set.version for name, one in own.items()} == {"own": "2", "other": "1"}
    if place == PROJECT:
        stored = own["own"]
    delete_set(stored, project)
    assert "own" not in open_store(project).own_ids()
    assert "other" in open_store(project).own_ids()


def test_a_projects_sets_survive_saving_and_opening_it(folder, project, tmp_path):
    sets = [norm_set("one"), norm_set("two", "2.0")]
    for one in sets:
        save_set(one, PROJECT, project)
    assert project.isDirty()
    path = str(tmp_path / "p.qgz")
    assert project.write(path)
    again = QgsProject()
    assert again.read(path)
    assert [one.norm_set for one in open_store(again).of_project()] == sets
    delete_set(open_store(again).of_project()[0], again)
    assert open_store(again).own_ids() == ["two"]


def test_a_projects_set_goes_before_the_profiles(folder, project):
    save_set(norm_set(version="profile"), PROFILE, project)
    save_set(norm_set(version="project"), PROJECT, project)
    assert open_store(project).find("own").version == "project"
    assert open_store(None).find("own").version == "profile"
    assert open_store(project).own_ids() == ["own"]


def test_a_broken_set_of_the_project_is_not_passed_over_for_the_profiles(folder, project):
    save_set(norm_set(), PROFILE, project)
    project.writeEntry("Buurtmaat", "norm_sets", [dump(norm_set()).replace('"threshold"', '"treshold"', 1)])
    assert "did you mean “threshold”" in sentence(open_store(project).find, "own")


@pytest.mark.parametrize("own_id", ["meeting", "Meeting", "DAILY"])
def test_shipped_ids_are_reserved(folder, project, own_id):
    for place in (PROJECT, PROFILE):
        assert "ships with Buurtmaat" in sentence(save_set, norm_set(own_id), place, project)
    folder.mkdir(parents=True)
    (folder / "mine.json").write_text(dump(norm_set(own_id)))
    listed = open_store(project).of_profile()
    assert [(one.set_id, one.norm_set) for one in listed] == [(own_id, None)]
    assert open_store(project).find("meeting") == load_shipped(norm_store.SHIPPED_FOLDER, "meeting")


def test_an_unknown_id_lists_those_that_there_are(folder, project):
    save_set(norm_set(), PROFILE, project)
    text = sentence(open_store(project).find, "nobody")
    assert text == "There is no norm set “nobody”; choose “rivm-2025”, “meeting”, “daily” or “own”."
    for path in ("../meeting", "", "meeting.json", "/etc/passwd"):
        assert "There is no norm set" in sentence(open_store(project).find, path)


HOSTILE = {
    "empty": b"",
    "binary": bytes(range(256)) * 4,
    "deep": b"[" * 200_000,
    "list": b"[]",
    "big": b'{"id": "big", "x": "' + b"x" * 10_000_000 + b'"}',
    "newer": b'{"format": 2, "id": "newer", "title": "N", "version": "1", "requirements": [{"new": 1}]}',
    "nan": b'{"id": "nan", "title": "", "version": "1", "requirements": [NaN]}',
    "number": b'{"id": 5}',
    "escape": b'{"id": "../../escape"}',
    "bomb": b'{"id":"bomb","title":"","version":"1","requirements":[' + b"{}," * 60_000 + b"{}]}",
}
WORDS = {
    "big": "larger than 1 MB",
    "newer": "format 2 is newer than the 1 that this version of Buurtmaat reads; install a newer version",
    "deep": "nested more than 16 deep",
    "binary": "UTF-8",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_listed_with_what_is_wrong(folder, project, name):
    folder.mkdir(parents=True)
    (folder / f"{name}.json").write_bytes(HOSTILE[name])
    save_set(norm_set(), PROFILE, project)
    store = open_store(project)
    broken = next(one for one in store.of_profile() if one.set_id == name)
    assert broken.norm_set is None
    assert WORDS.get(name, "") in str(broken.error)
    assert store.own_ids() == ["own"]
    assert store.find("own") == norm_set()
    assert str(broken.error) == sentence(store.find, name)
    delete_set(broken, project)
    assert open_store(project).own_ids() == ["own"]


@pytest.mark.parametrize("name", [name for name in HOSTILE if name not in ("binary", "deep")])
def test_a_hostile_text_in_the_project_is_listed_with_what_is_wrong(folder, project, name):
    project.writeEntry("Buurtmaat", "norm_sets", [HOSTILE[name].decode(), dump(norm_set())])
    store = open_store(project)
    broken, good = store.of_project()
    assert broken.norm_set is None
    assert str(broken.error)
    assert good.norm_set == norm_set()
    assert store.find("own") == norm_set()
    delete_set(broken, project)
    assert [one.set_id for one in open_store(project).of_project()] == ["own"]


@pytest.mark.parametrize("value", ["", "[", "nonsense", ["", "x"]])
def test_an_entry_that_is_none_of_ours_never_crashes(folder, project, value):
    project.writeEntry("Buurtmaat", "norm_sets", value)
    for one in open_store(project).of_project():
        assert one.norm_set is None
    assert open_store(project).own_ids() == []


def test_what_is_no_file_is_passed_by(folder, project):
    folder.mkdir(parents=True)
    (folder / "folder.json").mkdir()
    (folder / "gone.json").symlink_to(folder / "nowhere")
    os.mkfifo(folder / "pipe.json")
    (folder / "other.txt").write_text("x")
    found = open_store(project).of_profile()
    assert [one.set_id for one in found] == ["folder", "gone", "pipe"]
    assert all("is not a file" in str(one.error) for one in found)


def test_a_set_is_found_by_the_id_in_its_file_whatever_the_file_is_called(folder, project):
    folder.mkdir(parents=True)
    (folder / "my norms (1).json").write_text(dump(norm_set("own")))
    (folder / "other.json").write_text(dump(norm_set("third")))
    assert open_store(project).find("own") == norm_set("own")
    save_set(norm_set("own", "2"), PROFILE, project)
    save_set(norm_set("other"), PROFILE, project)
    assert sorted(path.name for path in folder.iterdir()) == ["my norms (1).json", "other.json", "other_2.json"]
    assert sorted(open_store(project).own_ids()) == ["other", "own", "third"]


def test_what_could_not_be_read_back_is_not_kept(folder, project):
    control = replace(norm_set(), title=Text("a\x00b", ""))
    many = replace(norm_set(), requirements=norm_set().requirements * 40)
    long = replace(norm_set(), adopted_by="x" * (MAX_BYTES + 1))
    for one, words in ((control, "control character"), (many, "200"), (long, "1 MB")):
        for place in (PROJECT, PROFILE):
            assert words in sentence(save_set, one, place, project)
    assert open_store(project).own_ids() == []
    assert not folder.exists()


def test_a_folder_that_cannot_be_written_is_told(tmp_path, monkeypatch, project):
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(norm_store, "profile_folder", lambda: tmp_path / "file" / "norms")
    assert "cannot be written" in sentence(save_set, norm_set(), PROFILE, project)
    assert "no project" in sentence(save_set, norm_set(), PROJECT, None)
    assert [one.place for one in open_store(None).sets()] == [SHIPPED] * 3


def test_shipped_sets_cannot_be_deleted(project):
    assert "cannot be deleted" in sentence(delete_set, NormStore(norm_store.SHIPPED_FOLDER).shipped()[0], project)


def test_a_saved_file_is_what_export_writes(folder, project):
    stored = save_set(norm_set(), PROFILE, project)
    assert load(stored.path.read_bytes()) == norm_set()
    assert json.loads(stored.path.read_text(encoding="utf-8"))["format"] == 1
    assert [path.name for path in folder.iterdir()] == ["own.json"]


def test_two_files_with_one_id_are_told_and_each_is_saved_in_its_own_file(folder, project):
    folder.mkdir(parents=True)
    for name, version in (("aaa", "111"), ("bbb", "222")):
        (folder / f"{name}.json").write_text(dump(norm_set("mine", version)))
    text = sentence(open_store(project).find, "mine")
    assert text == "Two norm sets have the id “mine”: aaa.json and bbb.json. Give one of them another id."
    first, second = open_store(project).of_profile()
    assert not first.is_same(second)
    assert save_set(norm_set("mine", "333"), PROFILE, project, second).path == second.path
    assert [one.norm_set.version for one in open_store(project).of_profile()] == ["111", "333"]
    save_set(norm_set("other", "333"), PROFILE, project, second)
    assert sorted(path.name for path in folder.iterdir()) == ["aaa.json", "other.json"]
    assert open_store(project).find("mine").version == "111"


def test_two_sets_of_the_project_with_one_id_are_told_and_kept_apart(folder, project):
    project.writeEntry("Buurtmaat", "norm_sets", [dump(norm_set("mine", version)) for version in ("1", "2")])
    assert "Norm set 1 of the project and Norm set 2" in sentence(open_store(project).find, "mine")
    second = open_store(project).of_project()[1]
    assert save_set(norm_set("other", "3"), PROJECT, project, second).is_same(second)
    assert [(one.set_id, one.norm_set.version) for one in open_store(project).of_project()] == [
        ("mine", "1"),
        ("other", "3"),
    ]


def test_a_set_that_moves_is_not_left_behind(folder, project):
    stored = save_set(norm_set(), PROFILE, project)
    moved = save_set(norm_set(version="2"), PROJECT, project, stored)
    assert list(folder.iterdir()) == []
    save_set(norm_set(version="3"), PROFILE, project, moved)
    assert open_store(project).of_project() == []
    assert [one.norm_set.version for one in open_store(project).of_profile()] == ["3"]


@pytest.mark.parametrize("own_id", ["con", "NUL", "Lpt1"])
def test_no_file_gets_a_name_that_windows_keeps_for_itself(folder, project, own_id):
    assert save_set(norm_set(own_id), PROFILE, project).path.name == f"{own_id}_2.json"
    assert open_store(project).find(own_id) == norm_set(own_id)


def test_a_file_keeps_its_rights_and_a_new_one_gets_the_usual(tmp_path):
    (tmp_path / "usual").touch()
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    old.touch()
    old.chmod(0o640)
    for path in (old, new):
        write_text(path, "x")
    assert old.stat().st_mode & 0o777 == 0o640
    assert new.stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_a_link_is_written_through(tmp_path):
    (tmp_path / "there").mkdir()
    link, target = tmp_path / "link.json", tmp_path / "there" / "target.json"
    link.symlink_to(target)
    for text in ("one", "two"):
        write_text(link, text)
        assert link.is_symlink()
        assert target.read_text() == text
    assert list(target.parent.iterdir()) == [target]


def test_a_pipe_is_not_written_over(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert "is not a file" in sentence(write_text, tmp_path / "pipe", "x")
