"""What there is to say about a requirement's types and weights, for the log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from ..comparing import type_key
from ..norms.model import Condition, Requirement
from ..notes import Note, TypeNames
from .conditions import no_numbers
from .facilities import Facilities
from .weights import Demand, WeightSource


def of_types(requirement: Requirement, facilities: Facilities, complete_types: frozenset[str]) -> list[Note]:
    """Describe which types no layer holds, and what that means for the requirement."""
    absent = [name for name in requirement.facility if type_key(name) not in facilities.rows_of_type]
    if not absent:
        return []
    known = [name for name in absent if type_key(name) in complete_types]
    lacking = [name for name in absent if name not in known]
    some = len(absent) < len(requirement.facility)
    words: dict[str, object] = {
        "id": requirement,
        "types": TypeNames(lacking or known),
        "hint": _hint(facilities, lacking or known),
    }
    if lacking and some and not requirement.kind.needs_all_types:
        return [Note("Requirement “{id}” goes on without {types}, which no layer holds.{hint}", **words)]
    if lacking:
        return [Note("Requirement “{id}” is unknown: no layer holds {types}.{hint}", **words)]
    decided = known and (not some or requirement.kind.needs_all_types)
    if decided and _close(facilities, known):
        return [
            Note("Requirement “{id}”: no layer holds {types}, said to be complete: all lies outside.{hint}", **words)
        ]
    return []


def _spelling(facilities: Facilities) -> dict[str, str]:
    """Return each type that the layers hold as it is written there, by its key."""
    return {key: str(facilities.types[rows[-1]]).strip() for key, rows in facilities.rows_of_type.items()}


def _close(facilities: Facilities, names: Sequence[str]) -> list[str]:
    """Return the types that the layers hold and that look like these."""
    spelling = _spelling(facilities)
    return list(
        dict.fromkeys(spelling[k] for name in names for k in get_close_matches(type_key(name), spelling, 1, 0.75))
    )


def _hint(facilities: Facilities, names: Sequence[str]) -> Note | str:
    """Return which types may be meant; what the layers hold is told once, for all requirements."""
    close = _close(facilities, names)
    return Note(" Did you mean {names}?", names=TypeNames(close)) if close else ""


def of_conditions(
    requirement: Requirement, *asked: tuple[Sequence[Condition], Mapping[str, Sequence[object]]]
) -> list[Note]:
    """Describe where conditions compare words with a number, each with the columns that it is asked of."""
    found = [(one, no_numbers(one, columns.get(one.field, ()))) for conditions, columns in asked for one in conditions]
    return [
        Note(
            "Requirement “{id}”: values of {field} that are no numbers, for which its condition "
            "“{op}” does not hold: {n}",
            id=requirement,
            field=one.field,
            op=one.op,
            n=count,
        )
        for one, count in found
        if count
    ]


def of_demand(requirement: Requirement, demand: Demand, source: WeightSource) -> list[Note]:
    """Describe what is left out of the weight, or not known of it."""
    notes = []
    words: dict[str, object] = {"id": requirement, "field": requirement.weight}
    if demand.null.any():
        notes.append(
            Note(
                "Requirement “{id}”: dwellings left out because a field of its conditions is NULL: {n}",
                n=int(demand.null.sum()),
                **words,
            )
        )
    if source.field and not source.spread:
        notes += _of_dwellings(demand, words)
    elif demand.unknown_area.any():
        notes.append(
            Note(
                "Requirement “{id}”: neighbourhoods without a figure for {field}, unknown and not in the total: {n}",
                n=int(demand.unknown_area.sum()),
                **words,
            )
        )
    if (demand.unspread > 0).any():
        figure = f"{float(demand.unspread.sum()):g}"
        notes.append(
            Note(
                "Requirement “{id}”: {field} in neighbourhoods without dwellings to spread them over, counted as "
                "unknown: {figure} in {n}",
                figure=figure,
                n=int((demand.unspread > 0).sum()),
                **words,
            )
        )
    return notes


def _of_dwellings(demand: Demand, words: Mapping[str, object]) -> list[Note]:
    """Describe of how many dwellings the weight is not known, where each has its own."""
    nobody = demand.missing & ~demand.unknown
    notes = []
    if nobody.any():
        notes.append(
            Note(
                "Requirement “{id}”: rows without {field} and without dwellings, counted as 0: {n}",
                n=int(nobody.sum()),
                **words,
            )
        )
    if demand.unknown.any():
        notes.append(
            Note(
                "Requirement “{id}”: dwellings without {field}: {n}. The {field} of {areas} "
                "{areas:neighbourhood|neighbourhoods} is unknown for that, and not in the total.",
                n=int(demand.unknown.sum()),
                areas=int(demand.unknown_area.sum()),
                **words,
            )
        )
    return notes
