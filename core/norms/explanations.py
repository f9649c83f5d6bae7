"""What each key of a norm set is for, in one sentence that the editor, the schema and the docs all say.

It holds for a file as well as for the editor; how the editor takes it (percentages, conditions as text) is in `entry`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..notes import Note


@dataclass(frozen=True)
class Explanation:
    """What a key is for; `entry` says what only the editor has to say of it, None where that is nothing."""

    meaning: Note
    entry: Note | None = None


OF_SET: Mapping[str, Explanation] = {
    "id": Explanation(Note("Names the set; rivm-2025, meeting and daily are reserved for the sets that ship.")),
    "title": Explanation(Note("What people call it: in one language for both, or in English and Dutch.")),
    "version": Explanation(
        Note("Tells one state of the set from the next."), Note("It goes up by itself when a changed set is saved.")
    ),
    "date": Explanation(
        Note("The day of the set: 2025, 2025-12 or 2025-12-18."), Note("It is set when a changed set is saved.")
    ),
    "state": Explanation(Note("Whether the set is in force.")),
    "adopted_by": Explanation(Note("Which council adopted the set.")),
    "adopted_on": Explanation(Note("When the council adopted it: 2025-12-18.")),
    "superseded_by": Explanation(Note("The set that took its place.")),
    "modes": Explanation(Note("Ways to move, by name; a built-in one may be given another speed.")),
    "requirements": Explanation(Note("What neighbourhoods are tested against.")),
}
OF_REQUIREMENT: Mapping[str, Explanation] = {
    "id": Explanation(Note("Lower-case letters, digits and _: it begins the names of fields in the results.")),
    "title": Explanation(Note("What people call it, without the threshold: a title stays when that is changed.")),
    "facility": Explanation(
        Note("The type of facility, or several."), Note("Several with | between: meeting place | community centre.")
    ),
    "indicator": Explanation(Note("What is measured.")),
    "threshold": Explanation(
        Note("How near, or how much; its range goes by the unit."),
        Note("For a share of the area also a percentage: 25 %."),
    ),
    "unit": Explanation(Note("What the threshold is in; each indicator takes its own.")),
    "minimum": Explanation(Note("How many facilities or types of them, or how many m² or places they have together.")),
    "per": Explanation(Note("Per how many dwellings or people: 1000.")),
    "metric": Explanation(Note("Over the streets, or in a straight line.")),
    "mode": Explanation(Note("How people move: it decides the streets and the speed.")),
    "weight": Explanation(
        Note("Dwellings, or a field with numbers of people or households: inhabitants_0_15, households_single.")
    ),
    "weight_of": Explanation(Note("Where the weight is a percentage: the field that it is a percentage of.")),
    "target": Explanation(
        Note("The share that must be within the threshold; without it there is no verdict."), Note("Such as 95 %.")
    ),
    "target_path": Explanation(
        Note("Targets for years: in a run with years it goes from one to the next, and takes the target's place."),
        Note("Such as 2026: 80 %; 2035: 95 %."),
    ),
    "thresholds_by_class": Explanation(
        Note("Other thresholds in some living environments; elsewhere the threshold holds."),
        Note("Such as landelijk: 800; centrum: 400."),
    ),
    "where": Explanation(Note("Which facilities count."), Note("Such as area_m2 >= 1000; kind in hall | club.")),
    "demand_where": Explanation(Note("Which dwellings count."), Note("Such as complex_dwellings >= 5.")),
    "applies_if": Explanation(Note("In which neighbourhoods it is asked."), Note("Such as inhabitants >= 500.")),
    "min_area_m2": Explanation(Note("Smaller facilities do not count; points have no area and never do.")),
    "merge_touching": Explanation(Note("Whether polygons of the type that touch are one place.")),
    "area_of": Explanation(Note("What an area share is a share of.")),
    "level": Explanation(
        Note("District, settlement or another field of the neighbourhoods; left empty: each neighbourhood.")
    ),
    "rounding": Explanation(Note("Whether a rate asks for whole places.")),
    "size": Explanation(
        Note("The m² or places of one facility, as the source means it: what is missing is told in whole facilities.")
    ),
    "serves": Explanation(
        Note("How many dwellings or people one facility serves, from and to: it is told, and judges nothing."),
        Note("Such as 4800 - 20000; leave one side out where the source does."),
    ),
    "min_demand": Explanation(Note("An area with fewer dwellings or people is not judged: it has too few.")),
    "source": Explanation(Note("Who says so; write none where nobody does.")),
    "url": Explanation(Note("An address that begins with https:// or http://.")),
    "year": Explanation(Note("The year of the source: 2025.")),
    "page": Explanation(Note("The page or table of the source where it stands.")),
    "quotation": Explanation(Note("The words of the source, in short.")),
    "looked_up": Explanation(Note("When somebody last looked it up in the source: 2026-11-29.")),
    "basis": Explanation(Note("What kind of source it is. An example is nobody's norm yet.")),
    "note": Explanation(Note("What the reader of a result should know.")),
}
OF_MODE: Mapping[str, Explanation] = {
    "kmh": Explanation(Note("The speed in km/h.")),
    "network": Explanation(Note("The streets that it uses.")),
    "exclude": Explanation(Note("Fields of the network, each with the values whose lines are left out.")),
}
OF_CONDITION: Mapping[str, Explanation] = {
    "field": Explanation(Note("The name of a field, or a role.")),
    "op": Explanation(Note("How the field is compared.")),
    "value": Explanation(Note("What it is compared with; several for in.")),
}
