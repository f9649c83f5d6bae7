"""How inputs, versions and norm sets differ from those that a recipe recorded, in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..norms.model import NormSet
from ..notes import Note
from ..wording import shown
from .recipe import Fingerprint

_MOST_NAMES = 5


def layer_difference(name: str, recorded: Fingerprint, now: Fingerprint) -> Note | None:
    """Return in a sentence what is different in a layer; None where its fingerprint is the same."""
    if now == recorded:
        return None
    parts = [*_of_rows(recorded, now), *_of_fields(recorded, now), *_of_extent(recorded, now)]
    if not parts:
        if now.sha256 == recorded.sha256:
            return None
        parts = [Note("values or geometries of its {rows} rows differ", rows=now.rows)]
    return Note("The layer {layer} is not as it was recorded: {parts}.", layer=shown(name), parts=_joined(parts))


def version_differences(recorded: Mapping[str, str], now: Mapping[str, str]) -> list[Note]:
    """Return a sentence for each version that is another one now than when the recipe was made."""
    return [
        Note(
            "The recipe was made with {name} {then}; this is {name} {now}.",
            name=name,
            then=recorded[name],
            now=version,
        )
        for name, version in now.items()
        if name in recorded and recorded[name] != version
    ]


def norm_set_difference(recorded: NormSet, now: NormSet | None) -> Note | None:
    """Return in a sentence whether a norm set that is kept here under the same id is another; the recorded one is run.

    None where it is the same, or none is kept.
    """
    if now is None or now == recorded:
        return None
    if now.version == recorded.version:
        return Note(
            "The norm set {id} that is kept here is not the recorded one, though both are version {version}: the "
            "recorded one is used.",
            id=shown(recorded.id),
            version=recorded.version,
        )
    return Note(
        "The norm set {id} that is kept here is version {now}: the recorded one, version {then}, is used.",
        id=shown(recorded.id),
        now=now.version,
        then=recorded.version,
    )


def differences_summary(differences: Sequence[Note], unrecorded: Sequence[str]) -> list[Note]:
    """Return what a run ends its log with: all that differs from what was recorded, or that nothing does.

    Parameters
    ----------
    differences
        The sentences of `layer_difference` and its siblings.
    unrecorded
        The layers of which the recipe does not say what they held.
    """
    if differences:
        found = [Note("What is not as the recipe recorded it: {n}", n=len(differences)), *differences]
    else:
        found = [Note("Nothing differs from what the recipe recorded.")]
    if unrecorded:
        names = ", ".join(map(shown, unrecorded))
        found.append(
            Note("The recipe does not say what these layers held, so that they were not compared: {names}", names=names)
        )
    return found


def _of_rows(recorded: Fingerprint, now: Fingerprint) -> list[Note]:
    more = now.rows - recorded.rows
    if not more:
        return []
    if more > 0:
        return [Note("{n} {n:row|rows} more, {rows} in all", n=more, rows=now.rows)]
    return [Note("{n} {n:row|rows} fewer, {rows} in all", n=-more, rows=now.rows)]


def _of_fields(recorded: Fingerprint, now: Fingerprint) -> list[Note]:
    then, there = dict(recorded.fields), dict(now.fields)
    came, went = [n for n in there if n not in then], [n for n in then if n not in there]
    changed = [n for n in there if n in then and there[n] != then[n]]
    found = []
    if came:
        found.append(Note("fields came: {names}", names=_names(came)))
    if went:
        found.append(Note("fields went: {names}", names=_names(went)))
    if changed:
        kinds = [f"{name} ({then[name]} → {there[name]})" for name in changed]
        found.append(Note("fields of another type: {names}", names=_names(kinds)))
    if not found and recorded.fields != now.fields:
        found.append(Note("its fields are in another order"))
    return found


def _of_extent(recorded: Fingerprint, now: Fingerprint) -> list[Note]:
    if recorded.extent is None or now.extent is None:
        return [] if recorded.extent == now.extent else [Note("geometries came or went")]
    far = max(abs(a - b) for a, b in zip(recorded.extent, now.extent, strict=True))
    return [Note("its extent changed by {far}", far=f"{far:.8g}")] if far > 0 else []


def _names(names: list[str]) -> str:
    more = ["…"] if len(names) > _MOST_NAMES else []
    return ", ".join([*names[:_MOST_NAMES], *more])


def _joined(parts: list[Note]) -> Note:
    joined = parts[0]
    for part in parts[1:]:
        joined = Note("{one}; {other}", one=joined, other=part)
    return joined
