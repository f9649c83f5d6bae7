"""A norm set while it is being edited: each change gives a new state, so that what was can be had back.

A cell may hold a text that cannot be read. It stands in the row beside the value that was there before, until it is
corrected: so nothing that was typed is lost, and nothing that cannot be read is taken for a value.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..notes import Note
from ..wording import shown
from .cells import WrongCellError, cell_text, read_cell, share_text
from .checks import Finding, mode_findings, number_findings, requirement_findings, set_findings
from .indicators import INDICATORS
from .model import (
    MAX_ID,
    REQUIREMENT_KEYS,
    SHIPPED_IDS,
    Key,
    Mode,
    NormSet,
    Requirement,
    Text,
    defaults,
)
from .requirement_rows import change_of

MAX_STEPS = 200  # that can be undone

KEYS = {key.name: key for key in REQUIREMENT_KEYS}
_KEPT_AS_TYPED = ("title", "note", "source")
_GIVEN_OUT = ("version", "date", "state", "adopted_by", "adopted_on", "superseded_by")
_NUMBER = re.compile(r"[0-9]+(?=[^0-9]*$)")


@dataclass(frozen=True, slots=True)
class Unread:
    """What was typed for a key and is no value of it, and why."""

    key: str
    text: str
    what: Note


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A requirement, what was typed for it and cannot be read, and how it stood before this user changed it."""

    requirement: Requirement
    unread: tuple[Unread, ...] = ()
    origin: Requirement | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """One state of a norm set: its own keys, with no requirements among them, and its rows."""

    own: NormSet
    rows: tuple[DraftRow, ...]

    @property
    def norm_set(self) -> NormSet:
        """Return the set as it would be saved; only of use where `cell_errors` finds nothing."""
        return replace(self.own, requirements=tuple(row.requirement for row in self.rows))


@dataclass(frozen=True, slots=True)
class CellError:
    """What is wrong with a key of a row, or of the set itself where `row` is None, as a clause."""

    row: int | None
    key: str
    what: Note


@dataclass(frozen=True, slots=True)
class History:
    """The states that a draft went through; those after `at` were undone."""

    states: tuple[Draft, ...]
    at: int = 0

    @property
    def now(self) -> Draft:
        """Return the present state."""
        return self.states[self.at]

    @property
    def can_undo(self) -> bool:
        """Return whether there is an earlier state."""
        return self.at > 0

    @property
    def can_redo(self) -> bool:
        """Return whether a state was undone."""
        return self.at < len(self.states) - 1

    def done(self, draft: Draft) -> History:
        """Add a state after the present one; what had been undone is gone."""
        if draft == self.now:
            return self
        states = (*self.states[: self.at + 1], draft)[-MAX_STEPS - 1 :]
        return History(states, len(states) - 1)

    def saved(self, norm_set: NormSet) -> History:
        """Make the present state the set as it was kept.

        Earlier states get its version, date and adoption: undo takes a change back, not that the version was given out.
        """
        kept = {name: getattr(norm_set, name) for name in _GIVEN_OUT}
        states = [replace(one, own=replace(one.own, **kept)) for one in self.states]
        states[self.at] = draft_of(norm_set)
        return replace(self, states=tuple(states))

    def undone(self) -> History:
        """Go back one state."""
        return replace(self, at=max(self.at - 1, 0))

    def redone(self) -> History:
        """Go forward one state."""
        return replace(self, at=min(self.at + 1, len(self.states) - 1))


def draft_of(norm_set: NormSet) -> Draft:
    """Begin to edit a set."""
    rows = tuple(DraftRow(requirement, origin=requirement) for requirement in norm_set.requirements)
    return Draft(replace(norm_set, requirements=()), rows)


def new_set(set_id: str, title: Text) -> NormSet:
    """Make a set without requirements."""
    return NormSet(id=set_id, title=title, version="1", requirements=())


def copy_of(norm_set: NormSet, taken: Collection[str]) -> NormSet:
    """Make a draft of one's own out of a set: what a council adopted was the other one."""
    title = Text(
        f"Copy of {norm_set.title.in_language('en') or norm_set.id}",
        f"Kopie van {norm_set.title.in_language('nl') or norm_set.id}",
    )
    return replace(
        norm_set,
        id=free_id(norm_set.id, taken, "-"),
        title=title,
        version="1",
        date="",
        state="draft",
        adopted_by="",
        adopted_on="",
        superseded_by="",
    )


def free_id(wanted: str, taken: Collection[str], between: str = "_") -> str:
    """Return an id that is not among others, case ignored: with a number behind it where the wanted one is."""
    used = {one.casefold() for one in taken}
    stem, number, free = re.sub(f"{between}[0-9]{{1,2}}$", "", wanted), 1, wanted
    while free.casefold() in used:
        number += 1
        ending = f"{between}{number}"
        free = stem[: MAX_ID - len(ending)] + ending
    return free


# --- Reading and changing cells ---


def text_of(row: DraftRow, name: str, *, comma: bool = False) -> str:
    """Return what stands in a cell: what was typed and cannot be read, else the value.

    A title or a note has two cells, `title.en` and `title.nl`.
    """
    typed = next((one.text for one in row.unread if one.key == name), None)
    if typed is not None:
        return typed
    return _cell_text(row.requirement, name, _value_of(row.requirement, name), comma=comma)


def set_text_of(draft: Draft, name: str) -> str:
    """Return what stands in a cell of the set itself."""
    return str(_value_of(draft.own, name))


def with_cell(draft: Draft, number: int, name: str, text: str) -> Draft:
    """Put a text into a cell of a row; where it cannot be read, the row keeps it beside the value.

    Another way to write what the cell shows, such as 90 over 90 %, changes nothing.
    """
    row = draft.rows[number]
    if text == text_of(row, name) or text == text_of(row, name, comma=True):
        return draft
    unread = tuple(one for one in row.unread if one.key != name)
    try:
        value = _read(row.requirement, name, text)
    except WrongCellError as error:
        return _put(draft, number, replace(row, unread=(*unread, Unread(name, text, error.what))))
    row = replace(row, unread=unread)
    language = name.partition(".")[2]
    shows = _cell_text(row.requirement, name, getattr(value, language) if language else value)
    return _put(draft, number, row if shows == text_of(row, name) else _changed(row, name, value))


def with_set_text(draft: Draft, name: str, text: str) -> Draft:
    """Put a text into a cell of the set itself."""
    base, _, language = name.partition(".")
    value: Any = replace(getattr(draft.own, base), **{language: text}) if language else text.strip()
    return replace(draft, own=replace(draft.own, **{base: value}))


def with_modes(draft: Draft, modes: tuple[Mode, ...]) -> Draft:
    """Return the set other modes of its own."""
    return replace(draft, own=replace(draft.own, modes=modes))


def _changed(row: DraftRow, name: str, value: object) -> DraftRow:
    old, base = row.requirement, name.partition(".")[0]
    values: dict[str, Any] = {base: value}
    if name == "indicator":
        values |= _values_for(old, str(value))
    if name == "weight" and value != old.weight:
        values["weight_of"] = None
    if values.get("unit") == "number":
        values["size"] = None
    new = replace(old, **values)
    if name in ("source", "basis", "note.en", "note.nl") or row.origin is None:
        return replace(row, requirement=new)
    return replace(row, requirement=_no_longer_the_source(row.origin, old, new))


def _values_for(old: Requirement, indicator: str) -> dict[str, Any]:
    """Drop what another indicator does not take, and give it a unit that it knows."""
    if indicator not in INDICATORS:
        return {}
    usual = defaults(Requirement)
    values = {name: value for name, value in usual.items() if indicator not in KEYS[name].only}
    units = INDICATORS[indicator].units
    return values if old.unit in units else values | {"unit": units[0]}


def _no_longer_the_source(origin: Requirement, old: Requirement, new: Requirement) -> Requirement:
    """Note where a requirement is no longer what its source gives: as an example, with a note of what was changed.

    Once the user names another source, what it says is for the user to say.
    """
    if new.source != origin.source:
        return new
    before, after = change_of(origin, old), change_of(origin, new)
    basis = new.basis
    if after.en and not before.en:
        basis = "illustrative"
    elif before.en and not after.en and basis == "illustrative":
        basis = origin.basis
    note = Text(
        (after.en + new.note.en.removeprefix(before.en)).strip(),
        (after.nl + new.note.nl.removeprefix(before.nl)).strip(),
    )
    return replace(new, basis=basis, note=note)


def _read(requirement: Requirement, name: str, text: str) -> object:
    base, _, language = name.partition(".")
    key = KEYS[base]
    if language:
        return replace(getattr(requirement, base), **{language: text})
    if base not in _KEPT_AS_TYPED:
        text = text.strip()
    if not text.strip():
        return () if key.kind == "types" else defaults(Requirement).get(base, "")
    return read_cell(key, text, share=_is_share(requirement, base))


def _cell_text(requirement: Requirement, name: str, value: object, *, comma: bool = False) -> str:
    """Write a value of a requirement as it stands in its cell."""
    return cell_text(_key(KEYS, name), value, share=_is_share(requirement, name), comma=comma)


def _is_share(requirement: Requirement, name: str) -> bool:
    return name == "target" or (name == "threshold" and requirement.unit == "share")


def _value_of(item: Requirement | NormSet, name: str) -> object:
    base, _, language = name.partition(".")
    value = getattr(item, base)
    return getattr(value, language) if language else value


def _key(keys: dict[str, Key], name: str) -> Key:
    return keys[name.partition(".")[0]]


def _put(draft: Draft, number: int, row: DraftRow) -> Draft:
    return replace(draft, rows=(*draft.rows[:number], row, *draft.rows[number + 1 :]))


# --- Rows ---


def with_rows(
    draft: Draft, requirements: Iterable[Requirement], at: int, *, modes: Iterable[Mode] = (), new: bool = False
) -> Draft:
    """Put requirements before a row.

    Parameters
    ----------
    draft, requirements, at
        The draft, the requirements and the number of the row. An id that is taken gets a number behind it.
    modes
        The modes of the set that they come from: those they use and the draft lacks come along.
    new
        Whether they are nobody's norm yet.
    """
    taken = [row.requirement.id for row in draft.rows]
    rows = []
    for requirement in requirements:
        added = replace(requirement, id=free_id(requirement.id, taken))
        taken.append(added.id)
        rows.append(DraftRow(added, origin=None if new else added))
    lacking = {row.requirement.mode for row in rows} - set(draft.own.mode_names())
    brought = tuple(mode for mode in modes if mode.name in lacking)
    own = replace(draft.own, modes=(*draft.own.modes, *brought)) if brought else draft.own
    return replace(draft, own=own, rows=(*draft.rows[:at], *rows, *draft.rows[at:]))


def with_new_row(draft: Draft, at: int) -> Draft:
    """Put a requirement before a row that the user has yet to fill in."""
    made = Requirement(id="requirement", facility=(), indicator="distance", unit="m")
    return with_rows(draft, [made], at, new=True)


def with_copies(draft: Draft, numbers: Collection[int]) -> Draft:
    """Put a copy of rows below the last of them."""
    if not numbers:
        return draft
    taken = [row.requirement.id for row in draft.rows]
    copies = []
    for number in sorted(numbers):
        row = draft.rows[number]
        own_id = free_id(row.requirement.id, taken)
        taken.append(own_id)
        copies.append(replace(row, requirement=replace(row.requirement, id=own_id)))
    at = max(numbers) + 1
    return replace(draft, rows=(*draft.rows[:at], *copies, *draft.rows[at:]))


def without_rows(draft: Draft, numbers: Collection[int]) -> Draft:
    """Take rows out."""
    return replace(draft, rows=tuple(row for number, row in enumerate(draft.rows) if number not in set(numbers)))


def with_moved(draft: Draft, numbers: Collection[int], by: int) -> Draft:
    """Move rows up (−1) or down (1) by one place, together; nothing where one of them cannot."""
    moved = set(numbers)
    if not moved or min(moved) + by < 0 or max(moved) + by >= len(draft.rows):
        return draft
    rows = list(draft.rows)
    for number in sorted(moved, reverse=by > 0):
        rows[number], rows[number + by] = rows[number + by], rows[number]
    return replace(draft, rows=tuple(rows))


# --- What is wrong ---


def cell_errors(draft: Draft, taken: Collection[str] = ()) -> tuple[CellError, ...]:
    """List what is wrong in a draft, by cell.

    Parameters
    ----------
    draft
        The draft.
    taken
        Ids of other sets that are kept in the same place.

    Returns
    -------
    tuple of CellError
        Those of the set itself first, then by row and in the order of the keys.
    """
    own = draft.own
    found = [CellError(None, finding.key, finding.what) for finding in set_findings(own)]
    found += [CellError(None, finding.key, finding.what) for finding in _own_findings(own, taken)]
    found += [CellError(None, "requirements", one.what) for one in number_findings(len(draft.rows))]
    for mode in own.modes:
        found += [
            CellError(None, "modes", Note("mode {mode}: {what}", mode=shown(mode.name), what=one.what))
            for one in mode_findings(mode)
        ]
    ids: set[str] = set()
    for number, row in enumerate(draft.rows):
        found += _row_errors(number, row, own.mode_names(), ids)
        ids.add(row.requirement.id)
    return tuple(found)


def _own_findings(own: NormSet, taken: Collection[str]) -> list[Finding]:
    findings = []
    if own.id.casefold() in SHIPPED_IDS:
        what = Note("the id {id} is that of a set that ships with Buurtmaat; choose another", id=shown(own.id))
        findings.append(Finding("id", what))
    elif own.id.casefold() in {one.casefold() for one in taken}:
        findings.append(Finding("id", Note("another norm set has the id {id}; choose another", id=shown(own.id))))
    if own.state == "adopted":
        if not own.adopted_by.strip():
            what = Note("{key} is empty; say which council adopted the set, or make it a draft", key="adopted_by")
            findings.append(Finding("adopted_by", what))
        if not own.adopted_on:
            what = Note(
                "{key} is empty; say when the set was adopted, such as 2025-12-18, or make it a draft",
                key="adopted_on",
            )
            findings.append(Finding("adopted_on", what))
    return findings


def _row_errors(number: int, row: DraftRow, modes: Sequence[str], ids: Collection[str]) -> list[CellError]:
    unread = {one.key for one in row.unread}
    errors = [CellError(number, one.key, one.what) for one in row.unread]
    if row.requirement.id in ids:
        errors.append(CellError(number, "id", Note("another requirement has this id; give each its own")))
    # The value beside a text that cannot be read is not what the user sees.
    found = [one for one in requirement_findings(row.requirement, modes) if one.key not in unread]
    errors += [CellError(number, one.key, _in_percentages(row.requirement, one)) for one in found]
    order = list(KEYS)
    return sorted(errors, key=lambda error: order.index(error.key.partition(".")[0]))


def _in_percentages(requirement: Requirement, finding: Finding) -> Note:
    """Write as a percentage which share is out of range, since that is how it stands in its cell."""
    value = getattr(requirement, finding.key)
    if finding.key == "target_path" and not all(0 < share <= 1 for _, share in requirement.target_path):
        return Note("{key} must be over 0 % and at most 100 % in each year", key="target_path")
    if value is None or not _is_share(requirement, finding.key):
        return finding.what
    if finding.key == "target":
        return Note("{key} must be over 0 % and at most 100 %, not {value}", key="target", value=share_text(value))
    return Note("{key} must be from 0 % to 100 %, not {value}", key="threshold", value=share_text(value))


# --- Version, date and state ---


def for_saving(now: NormSet, before: NormSet | None, today: str) -> NormSet:
    """Return a changed set with its next version, and its date; what was adopted becomes a draft again.

    Parameters
    ----------
    now
        The set as it was edited.
    before
        The set as it was saved; None for a new one.
    today
        The date to give it, as 2025-12-18.

    Returns
    -------
    NormSet
        The same where only its state and the like changed. A version or date that the user changed stays; so does an
        adoption that the user entered along with the change.
    """
    if before is None:
        return replace(now, date=now.date or today)
    if (now.title, now.modes, now.requirements) == (before.title, before.modes, before.requirements):
        return now
    if now.version == before.version:
        now = replace(now, version=next_version(now.version))
    if now.date == before.date:
        now = replace(now, date=today)
    if now.state != "draft" and _status(now) == _status(before):
        now = replace(now, state="draft", adopted_by="", adopted_on="", superseded_by="")
    return now


def _status(norm_set: NormSet) -> tuple[str, ...]:
    return norm_set.state, norm_set.adopted_by, norm_set.adopted_on, norm_set.superseded_by


def next_version(version: str) -> str:
    """Return the version after another: its last number one higher, or a 2 behind it where it has none."""
    if _NUMBER.search(version) is None:
        return f"{version} 2".strip()
    return _NUMBER.sub(lambda found: str(int(found[0]) + 1).zfill(len(found[0])), version)
