"""Where norm sets are kept: those that ship, those of the project, and the user's own in the QGIS profile.

A project's sets travel with it, as JSON texts among its entries; those of the profile are files in its folder
`buurtmaat/norms`, whatever the profile and wherever it lies. A set that cannot be read is listed with what is wrong.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsApplication, QgsProject

from ...core.errors import InputError
from ...core.json_located import MAX_BYTES, read_json
from ...core.norms.checks import check_set, is_plain_name
from ...core.norms.file import dump, load, load_file, load_shipped, shipped_ids
from ...core.norms.model import SHIPPED_IDS, NormSet
from ...core.notes import Note
from ...core.system_words import system_words
from ...core.wording import listed, shown
from ..io.written_beside import written_beside

SHIPPED_FOLDER = Path(__file__).resolve().parent.parent.parent / "resources" / "norms"
SHIPPED, PROJECT, PROFILE = "shipped", "project", "profile"
_SCOPE, _ENTRY = "Buurtmaat", "norm_sets"
# No file on Windows may be called so, whatever its ending; a profile may move to Windows.
_NO_FILE_NAMES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}


@dataclass(frozen=True, kw_only=True)
class StoredSet:
    """A norm set that is kept somewhere, or what is wrong with it.

    Parameters
    ----------
    place
        `shipped`, `project` or `profile`.
    set_id
        Its id; of a file without one its name.
    norm_set
        The set; None where it cannot be read.
    error
        Why it cannot be read; None where it can.
    path
        Its file; None for one of the project.
    number
        Which one of the project it is, counted from 1; 0 for a file.
    """

    place: str
    set_id: str
    norm_set: NormSet | None = None
    error: InputError | None = None
    path: Path | None = None
    number: int = 0

    def is_same(self, other: StoredSet | None) -> bool:
        """Return whether this is kept where the other is, whatever it holds now."""
        return other is not None and (self.place, self.path, self.number) == (other.place, other.path, other.number)

    @property
    def name(self) -> str | Note:
        """Return what a sentence calls it."""
        return self.path.name if self.path is not None else _name_in_project(self.number)


@dataclass(frozen=True)
class NormStore:
    """All norm sets that can be had; once made, it can be read in any thread.

    Parameters
    ----------
    folder
        The folder of the user's own sets; it need not be there.
    project_texts
        The sets of the project as JSON texts.
    recorded
        Sets that a recipe holds: found before any that is kept.
    """

    folder: Path
    project_texts: tuple[str, ...] = ()
    recorded: tuple[NormSet, ...] = ()

    def sets(self) -> list[StoredSet]:
        """List all sets: those that ship, the project's, the profile's."""
        return self.shipped() + self.of_project() + self.of_profile()

    def shipped(self) -> list[StoredSet]:
        """List the sets that ship."""
        ids = [set_id for set_id in SHIPPED_IDS if set_id in shipped_ids(SHIPPED_FOLDER)]
        return [
            StoredSet(
                place=SHIPPED,
                set_id=set_id,
                norm_set=load_shipped(SHIPPED_FOLDER, set_id),
                path=SHIPPED_FOLDER / f"{set_id}.json",
            )
            for set_id in ids
        ]

    def of_project(self) -> list[StoredSet]:
        """List the sets of the project."""
        return [_read_text(text, number) for number, text in enumerate(self.project_texts, 1)]

    def of_profile(self) -> list[StoredSet]:
        """List the sets of the QGIS profile, by the names of their files."""
        return [_read_file(path) for path in _files(self.folder)]

    def own_ids(self) -> list[str]:
        """List the ids of the sets that can be chosen beside those that ship."""
        found = [one.set_id for one in (*self.of_project(), *self.of_profile()) if one.norm_set is not None]
        return list(dict.fromkeys(found))

    def find(self, set_id: str) -> NormSet:
        """Return a set by its id: a shipped one, whose ids are reserved, else the project's, else the profile's.

        An `InputError` says what is wrong with a set that cannot be read, that two sets have the id, or which ids
        there are.
        """
        recorded = next((one for one in self.recorded if one.id == set_id), None)
        if recorded is not None:
            return recorded
        if set_id in SHIPPED_IDS:
            return load_shipped(SHIPPED_FOLDER, set_id)
        own = [one for one in (*self.of_project(), *self.of_profile()) if one.set_id == set_id]
        if not own:
            choices = listed([*SHIPPED_IDS, *self.own_ids()])
            raise InputError("There is no norm set {id}; choose {choices}.", id=shown(set_id), choices=choices)
        found = own[0]
        others = doubles(found, own)
        if others:
            raise double_error(found, others[0])
        if found.norm_set is None:
            raise found.error or InputError("Norm set {set} cannot be read: choose another.", set=shown(set_id))
        return found.norm_set


def open_store(project: QgsProject | None, recorded: tuple[NormSet, ...] = ()) -> NormStore:
    """Take the sets of a project, if there is one, those of the profile and those of a recipe; in the main thread."""
    return NormStore(profile_folder(), project_texts(project), recorded)


def doubles(stored: StoredSet, sets: Sequence[StoredSet]) -> list[StoredSet]:
    """List the other sets in the same place with the same id."""
    same = [one for one in sets if (one.place, one.set_id) == (stored.place, stored.set_id)]
    return [one for one in same if not one.is_same(stored)]


def double_error(stored: StoredSet, other: StoredSet) -> InputError:
    """Return the error of two sets with one id."""
    return InputError(
        "Two norm sets have the id {id}: {one} and {other}. Give one of them another id.",
        id=shown(stored.set_id),
        one=stored.name,
        other=other.name,
    )


def choosable_ids() -> list[str]:
    """List the ids that can be chosen now, for an input's list; of the shipped sets only outside the main thread."""
    application = QgsApplication.instance()
    if application is None or threading.current_thread() is not threading.main_thread():
        return list(SHIPPED_IDS)
    return [*SHIPPED_IDS, *open_store(QgsProject.instance()).own_ids()]


def profile_folder() -> Path:
    """Return the folder of the user's own sets in the profile that QGIS runs with."""
    return Path(QgsApplication.qgisSettingsDirPath()) / "buurtmaat" / "norms"


def project_texts(project: QgsProject | None) -> tuple[str, ...]:
    """Return the sets of a project as JSON texts."""
    return () if project is None else tuple(project.readListEntry(_SCOPE, _ENTRY)[0])


def load_library() -> NormSet:
    """Return all norms that were found in sources, to pick from."""
    return load_file(SHIPPED_FOLDER / "library.json")


def save_set(norm_set: NormSet, place: str, project: QgsProject | None, before: StoredSet | None = None) -> StoredSet:
    """Keep a set in the project or the profile.

    Parameters
    ----------
    norm_set
        The set.
    place
        `project` or `profile`.
    project
        The project; None where there is none.
    before
        The set as it was kept, which the new one replaces: in its own file or entry, or in another once it moves to
        another place or its file to another id. Without it the new one replaces the set with its id, if there is one.

    Raises
    ------
    InputError
        Where the set is not right, its id is reserved, or it cannot be written.
    """
    if norm_set.id.casefold() in SHIPPED_IDS:
        raise InputError(
            "The id {id} is that of a set that ships with Buurtmaat; give this set another.", id=shown(norm_set.id)
        )
    check_set(norm_set)
    text = dump(norm_set)
    load(text, Note("Norm set {set}", set=shown(norm_set.id)))  # what is kept must be readable: its size, its signs
    stays = before is not None and before.place == place and (place == PROJECT or before.set_id == norm_set.id)
    same = before if stays else None
    if place == PROFILE:
        path = None if same is None else same.path
        kept = StoredSet(
            place=PROFILE,
            set_id=norm_set.id,
            norm_set=norm_set,
            path=_write_file(profile_folder(), norm_set.id, text, path),
        )
    elif project is None:
        raise InputError("There is no project to keep the norm set in; keep it in the profile.")
    else:
        kept = StoredSet(
            place=PROJECT, set_id=norm_set.id, norm_set=norm_set, number=_write_entry(project, same, norm_set.id, text)
        )
    if before is not None and same is None:
        delete_set(before, project)
    return kept


def delete_set(stored: StoredSet, project: QgsProject | None) -> None:
    """Take a set out of the project or the profile; one that ships cannot be deleted."""
    if stored.place == PROJECT and project is not None:
        texts = project_texts(project)
        _put_texts(project, [text for number, text in enumerate(texts, 1) if number != stored.number])
    elif stored.place == PROFILE and stored.path is not None:
        try:
            stored.path.unlink(missing_ok=True)
        except OSError as error:
            raise InputError(
                "The norm set {path} cannot be deleted ({why}): delete the file yourself.",
                path=stored.path,
                why=system_words(error),
            ) from error
    else:
        raise InputError("The norm set {set} ships with Buurtmaat and cannot be deleted.", set=shown(stored.set_id))


def write_text(path: Path, text: str) -> None:
    """Write a text into a file, wholly or not at all, with the rights that the file has, or that a new one gets.

    Of a link the file that it leads to is written. An `InputError` where that cannot be done.
    """
    try:
        target = Path(os.path.realpath(path))
        if target.exists() and not target.is_file():
            raise InputError("{path} is not a file; choose another place.", path=path)
        with written_beside(target) as beside, beside.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise InputError(
            "{path} cannot be written ({why}): choose another place.", path=path, why=system_words(error)
        ) from error


def _put_texts(project: QgsProject, texts: Sequence[str]) -> None:
    if texts:
        project.writeEntry(_SCOPE, _ENTRY, list(texts))
    else:
        project.removeEntry(_SCOPE, _ENTRY)


def _write_entry(project: QgsProject, same: StoredSet | None, set_id: str, text: str) -> int:
    """Write a set over the same one of the project, else over the one with this id, else behind them."""
    texts = list(project_texts(project))
    there = [number for number, one in enumerate(texts, 1) if _read_text(one, number).set_id == set_id]
    number = same.number if same is not None else next(iter(there), len(texts) + 1)
    _put_texts(project, [*texts[: number - 1], text, *texts[number:]])
    return number


def _write_file(folder: Path, set_id: str, text: str, path: Path | None) -> Path:
    """Write a set into its file, else into the one that holds the set with this id, else into a new one."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            "{path} cannot be written ({why}): choose another place.", path=folder, why=system_words(error)
        ) from error
    files = _files(folder)
    path = path or next((one for one in files if _read_file(one).set_id == set_id), None)
    if path is None:
        names, name, number = {one.stem.casefold() for one in files} | _NO_FILE_NAMES, set_id, 1
        while name.casefold() in names:  # another set's, on a disk where case does not count
            number += 1
            name = f"{set_id}_{number}"
        path = folder / f"{name}.json"
    write_text(path, text)
    return path


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix.casefold() == ".json")
    except OSError:  # mostly: it is not there yet
        return []


def _read_file(path: Path) -> StoredSet:
    if not path.is_file():  # a folder, or a pipe that would never end
        error = InputError("Norm file {path} is not a file; take it out of the folder.", path=path)
        return StoredSet(place=PROFILE, set_id=path.stem, error=error, path=path)
    try:
        norm_set = _not_reserved(load_file(path))
    except InputError as error:
        return StoredSet(place=PROFILE, set_id=_id_in(path) or path.stem, error=error, path=path)
    return StoredSet(place=PROFILE, set_id=norm_set.id, norm_set=norm_set, path=path)


def _read_text(text: str, number: int) -> StoredSet:
    try:
        norm_set = _not_reserved(load(text, _name_in_project(number)))
    except InputError as error:
        return StoredSet(place=PROJECT, set_id=_id_of(text) or f"#{number}", error=error, number=number)
    return StoredSet(place=PROJECT, set_id=norm_set.id, norm_set=norm_set, number=number)


def _name_in_project(number: int) -> Note:
    return Note("Norm set {number} of the project", number=number)


def _not_reserved(norm_set: NormSet) -> NormSet:
    if norm_set.id.casefold() in SHIPPED_IDS:
        raise InputError(
            "The id {id} is that of a set that ships with Buurtmaat; give this set another.", id=shown(norm_set.id)
        )
    return norm_set


def _id_in(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return _id_of(file.read(MAX_BYTES + 1))
    except OSError:
        return ""


def _id_of(text: str | bytes) -> str:
    """Return the id in a text that is no norm set, to tell which one is broken; empty where it has none."""
    root, _ = read_json(text)
    node = root.value.get("id") if root is not None and isinstance(root.value, dict) else None
    return node.value if node is not None and isinstance(node.value, str) and is_plain_name(node.value) else ""
