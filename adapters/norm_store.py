"""Where norm sets are kept: those that ship, those of the project, and the user's own in the QGIS profile.

A project's sets travel with it, as JSON texts among its entries; those of the profile are files in its folder
`buurtmaat/norms`, whatever the profile and wherever it lies. A set that cannot be read is listed with what is wrong.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import QThread

from ..core.errors import InputError
from ..core.json_lines import MAX_BYTES, read_json
from ..core.norm_checks import check_set, is_plain_name
from ..core.norm_file import dump, load, load_file, load_shipped, shipped_ids
from ..core.norm_words import listed, shown
from ..core.norms import SHIPPED_IDS, NormSet
from ..core.notes import Note

SHIPPED_FOLDER = Path(__file__).resolve().parent.parent / "resources" / "norms"
SHIPPED, PROJECT, PROFILE = "shipped", "project", "profile"
_SCOPE, _ENTRY = "Buurtmaat", "norm_sets"


@dataclass(frozen=True)
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
    text
        Its JSON text in the project; empty for a file.
    """

    place: str
    set_id: str
    norm_set: NormSet | None = None
    error: InputError | None = None
    path: Path | None = None
    text: str = ""

    def is_same(self, other: StoredSet | None) -> bool:
        """Tell whether this is what is kept in the same place under the same id, whatever it holds now."""
        return other is not None and (self.place, self.set_id, self.path) == (other.place, other.set_id, other.path)


@dataclass(frozen=True)
class NormStore:
    """All norm sets that can be had; once made, it can be read in any thread.

    Parameters
    ----------
    folder
        The folder of the user's own sets; it need not be there.
    project_texts
        The sets of the project as JSON texts.
    """

    folder: Path
    project_texts: tuple[str, ...] = ()

    def sets(self) -> list[StoredSet]:
        """List all sets: those that ship, the project's, the profile's."""
        return self.shipped() + self.of_project() + self.of_profile()

    def shipped(self) -> list[StoredSet]:
        """List the sets that ship."""
        ids = [set_id for set_id in SHIPPED_IDS if set_id in shipped_ids(SHIPPED_FOLDER)]
        return [StoredSet(SHIPPED, set_id, load_shipped(SHIPPED_FOLDER, set_id)) for set_id in ids]

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
        """Give a set by its id: a shipped one, whose ids are reserved, else the project's, else the profile's.

        An `InputError` says what is wrong with a set that cannot be read, or which ids there are.
        """
        if set_id in SHIPPED_IDS:
            return load_shipped(SHIPPED_FOLDER, set_id)
        own = (*self.of_project(), *self.of_profile())
        found = next((one for one in own if one.set_id == set_id), None)
        if found is None:
            choices = listed([*SHIPPED_IDS, *self.own_ids()])
            raise InputError("There is no norm set {id}; choose {choices}.", id=shown(set_id), choices=choices)
        if found.norm_set is None:
            raise found.error or InputError("Norm set {set} cannot be read.", set=shown(set_id))
        return found.norm_set


def open_store(project: QgsProject | None) -> NormStore:
    """Take the sets of a project, if there is one, and those of the profile; in the main thread."""
    return NormStore(profile_folder(), project_texts(project))


def choosable_ids() -> list[str]:
    """List the ids that can be chosen now, for an input's list; of the shipped sets only outside the main thread."""
    application = QgsApplication.instance()
    if application is None or QThread.currentThread() != application.thread():
        return list(SHIPPED_IDS)
    return [*SHIPPED_IDS, *open_store(QgsProject.instance()).own_ids()]


def profile_folder() -> Path:
    """Give the folder of the user's own sets in the profile that QGIS runs with."""
    return Path(QgsApplication.qgisSettingsDirPath()) / "buurtmaat" / "norms"


def project_texts(project: QgsProject | None) -> tuple[str, ...]:
    """Give the sets of a project as JSON texts."""
    return () if project is None else tuple(project.readListEntry(_SCOPE, _ENTRY)[0])


def load_library() -> NormSet:
    """Give all norms that were found in sources, to pick from."""
    return load_file(SHIPPED_FOLDER / "library.json")


def save_set(norm_set: NormSet, place: str, project: QgsProject | None) -> StoredSet:
    """Keep a set in the project or the profile, in the place of the one there with its id.

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
    if place == PROFILE:
        path = _write_file(profile_folder(), norm_set.id, text)
        return StoredSet(PROFILE, norm_set.id, norm_set, path=path)
    if project is None:
        raise InputError("There is no project to keep the norm set in; keep it in the profile.")
    texts = list(project_texts(project))
    numbers = [number for number, one in enumerate(texts) if _read_text(one, number).set_id == norm_set.id]
    if numbers:
        texts[numbers[0]] = text
    else:
        texts.append(text)
    _put_texts(project, [one for number, one in enumerate(texts) if number not in numbers[1:]])
    return StoredSet(PROJECT, norm_set.id, norm_set, text=text)


def delete_set(stored: StoredSet, project: QgsProject | None) -> None:
    """Take a set out of the project or the profile; one that ships cannot be deleted."""
    if stored.place == PROJECT and project is not None:
        texts = list(project_texts(project))
        if stored.text in texts:
            texts.remove(stored.text)
        _put_texts(project, texts)
    elif stored.place == PROFILE and stored.path is not None:
        try:
            stored.path.unlink(missing_ok=True)
        except OSError as error:
            raise InputError(
                "The norm set {path} cannot be deleted ({why}).", path=stored.path, why=error.strerror or error
            ) from error
    else:
        raise InputError("The norm set {set} ships with Buurtmaat and cannot be deleted.", set=shown(stored.set_id))


def write_text(path: Path, text: str) -> None:
    """Write a text into a file, wholly or not at all; an `InputError` where that cannot be done."""
    try:
        handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise InputError(
            "{path} cannot be written ({why}); choose another place.", path=path, why=error.strerror or error
        ) from error


def _put_texts(project: QgsProject, texts: Sequence[str]) -> None:
    if texts:
        project.writeEntry(_SCOPE, _ENTRY, list(texts))
    else:
        project.removeEntry(_SCOPE, _ENTRY)


def _write_file(folder: Path, set_id: str, text: str) -> Path:
    """Write a set into the file that holds the set with this id, else into a new one."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            "{path} cannot be written ({why}); choose another place.", path=folder, why=error.strerror or error
        ) from error
    files = _files(folder)
    path = next((one for one in files if _read_file(one).set_id == set_id), None)
    if path is None:
        names, name, number = {one.stem.casefold() for one in files}, set_id, 1
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
        return StoredSet(PROFILE, path.stem, error=error, path=path)
    try:
        norm_set = _not_reserved(load_file(path, Note("Norm file {path}", path=path.name)))
    except InputError as error:
        return StoredSet(PROFILE, _id_in(path) or path.stem, error=error, path=path)
    return StoredSet(PROFILE, norm_set.id, norm_set, path=path)


def _read_text(text: str, number: int) -> StoredSet:
    name = Note("Norm set {number} of the project", number=number)
    try:
        norm_set = _not_reserved(load(text, name))
    except InputError as error:
        return StoredSet(PROJECT, _id_of(text) or f"#{number}", error=error, text=text)
    return StoredSet(PROJECT, norm_set.id, norm_set, text=text)


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
    """Give the id in a text that is no norm set, to tell which one is broken; empty where it has none."""
    root, _ = read_json(text)
    node = root.value.get("id") if root is not None and isinstance(root.value, dict) else None
    return node.value if node is not None and isinstance(node.value, str) and is_plain_name(node.value) else ""
