"""What differs between two norm sets: by the set's own keys, by requirement and by key."""

from __future__ import annotations

from dataclasses import dataclass

from .cells import cell_text, exclude_text, number_text
from .model import REQUIREMENT_KEYS, SET_KEYS, Key, Mode, NormSet, Requirement, Text

ADDED, REMOVED, CHANGED, MOVED = "added", "removed", "changed", "moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that differs.

    Parameters
    ----------
    kind
        `added` (in the second set only), `removed` (in the first only), `changed`, or `moved` (the same requirements
        in another order).
    requirement
        The id of the requirement; empty for the set itself.
    key
        The key that differs; empty for a requirement as a whole.
    before, after
        What stands in the first and in the second set, as in a cell.
    """

    kind: str
    requirement: str
    key: str
    before: str
    after: str


def differences(first: NormSet, second: NormSet, *, comma: bool = False) -> list[Difference]:
    """List what differs between two sets, those of the set itself first; empty where they are equal.

    Requirements are compared by id, in the order of the first set; those of the second only come last. `comma` is
    whether decimals have one.
    """
    found = _own(first, second)
    theirs = {requirement.id: requirement for requirement in second.requirements}
    ours = {requirement.id: requirement for requirement in first.requirements}
    for own_id, old in ours.items():
        new = theirs.get(own_id)
        if new is None:
            found.append(Difference(kind=REMOVED, requirement=own_id, key="", before=_name(old), after=""))
        else:
            found += _requirement(old, new, comma)
    found += [
        Difference(kind=ADDED, requirement=own_id, key="", before="", after=_name(new))
        for own_id, new in theirs.items()
        if own_id not in ours
    ]
    common = [own_id for own_id in ours if own_id in theirs]
    order = [own_id for own_id in theirs if own_id in ours]
    if common != order:
        found.append(
            Difference(kind=MOVED, requirement="", key="requirements", before=", ".join(common), after=", ".join(order))
        )
    return found


def _own(first: NormSet, second: NormSet) -> list[Difference]:
    found = []
    for key in SET_KEYS:
        old, new = getattr(first, key.name), getattr(second, key.name)
        if key.kind == "modes":
            found += _modes(old, new)
        elif key.kind != "requirements" and old != new:
            found += _changed("", key, old, new)
    return found


def _modes(first: tuple[Mode, ...], second: tuple[Mode, ...]) -> list[Difference]:
    old, new = ({mode.name: _mode(mode) for mode in modes} for modes in (first, second))
    return [
        Difference(
            kind=CHANGED if name in old and name in new else REMOVED if name in old else ADDED,
            requirement="",
            key=f"modes {name}",
            before=old.get(name, ""),
            after=new.get(name, ""),
        )
        for name in dict.fromkeys((*old, *new))
        if old.get(name) != new.get(name)
    ]


def _mode(mode: Mode) -> str:
    left_out = f", {exclude_text(mode.exclude)}" if mode.exclude else ""
    return f"{number_text(mode.kmh)} km/h, {mode.network}{left_out}"


def _requirement(old: Requirement, new: Requirement, comma: bool) -> list[Difference]:
    found = []
    for key in REQUIREMENT_KEYS:
        before, after = getattr(old, key.name), getattr(new, key.name)
        if before != after:
            share = key.name == "target" or (key.name == "threshold" and old.unit == new.unit == "share")
            found += _changed(old.id, key, before, after, share=share, comma=comma)
    return found


def _changed(
    requirement: str, key: Key, old: object, new: object, *, share: bool = False, comma: bool = False
) -> list[Difference]:
    if isinstance(old, Text) and isinstance(new, Text):
        return [
            Difference(
                kind=CHANGED,
                requirement=requirement,
                key=f"{key.name}.{language}",
                before=getattr(old, language),
                after=getattr(new, language),
            )
            for language in ("en", "nl")
            if getattr(old, language) != getattr(new, language)
        ]
    before, after = (cell_text(key, value, share=share, comma=comma) for value in (old, new))
    return [Difference(kind=CHANGED, requirement=requirement, key=key.name, before=before, after=after)]


def _name(requirement: Requirement) -> str:
    return requirement.label()
