"""Codes, and names of fields by their role, as people read them in messages and in the log.

The code stands behind in brackets, since a table has it. In English a code by itself is word enough; the name of a
field is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from ...core.notes import Note
from .translation import tr

_STATUSES: Mapping[str, Note] = {
    "ok": Note("all right"),
    "no_geometry": Note("without geometry"),
    "no_weight": Note("number not known"),
    "outside_neighbourhoods": Note("outside all neighbourhoods"),
    "off_network": Note("off the network"),
    "unreachable": Note("no way leads there"),
    "beyond_limit": Note("beyond the limit"),
    "nothing_left": Note("nothing left"),
    "no_facility": Note("no facility"),
    "capacity_unknown": Note("capacity not known"),
    "no_demand": Note("nobody within reach"),
}

_CANDIDATES: Mapping[str, Note] = {
    "no_rule": Note("no rule holds"),
    "not_standing": Note("does not stand"),
    "too_small": Note("too small"),
    "duplicate": Note("drawn twice"),
    "planned": Note("planned"),
    "gone": Note("gone"),
    "no_status": Note("status not given"),
    "unknown_status": Note("status not recognised"),
    "vacant": Note("vacant"),
    "public": Note("public"),
    "care": Note("care"),
}

_MERGED: Mapping[str, Note] = {
    "same_id": Note("the same id"),
    "same_ground": Note("the same ground"),
    "area_near_area": Note("areas beside each other"),
    "point_in_area": Note("a point in an area"),
    "point_near_area": Note("a point beside an area"),
    "point_near_point": Note("points beside each other"),
}

_FACETS: Mapping[str, Note] = {
    "indoor": Note("indoors"),
    "outdoor": Note("outdoors"),
    "commercial": Note("commercial"),
    "free": Note("free of charge"),
    "for_whom": Note("for whom"),
    "step_free": Note("step-free"),
}

_FIGURES: Mapping[str, Note] = {
    "dwellings": Note("dwellings"),
    "inhabitants": Note("inhabitants"),
    "inhabitants_0_15": Note("children under 15"),
    "inhabitants_15_25": Note("people aged 15 to 25"),
    "inhabitants_25_45": Note("people aged 25 to 45"),
    "inhabitants_45_65": Note("people aged 45 to 65"),
    "inhabitants_65": Note("people aged 65 and over"),
    "households": Note("households"),
    "households_single": Note("one-person households"),
    "households_with_children": Note("households with children"),
    "households_low_income": Note("households with a low income"),
    "dwellings_association": Note("dwellings rented from a housing association"),
    "dwellings_owner": Note("owner-occupied dwellings"),
}

_ONE: Mapping[str, Note] = {
    "dwellings": Note("dwelling"),
    "inhabitants": Note("inhabitant"),
    "inhabitants_0_15": Note("child under 15"),
    "inhabitants_15_25": Note("person aged 15 to 25"),
    "inhabitants_25_45": Note("person aged 25 to 45"),
    "inhabitants_45_65": Note("person aged 45 to 65"),
    "inhabitants_65": Note("person aged 65 or over"),
    "households": Note("household"),
    "households_single": Note("one-person household"),
    "households_with_children": Note("household with children"),
    "households_low_income": Note("household with a low income"),
    "dwellings_association": Note("dwelling rented from a housing association"),
    "dwellings_owner": Note("owner-occupied dwelling"),
}
"""What one of the figures is called."""

_FIELDS: Mapping[str, Note] = {
    "district": Note("district"),
    "city_district": Note("city district"),
    "barrier_block": Note("barrier block"),
    "settlement": Note("settlement"),
    "municipality": Note("municipality"),
    "complex": Note("complex"),
    "landlord": Note("landlord"),
    "complex_dwellings": Note("dwellings in the complex"),
    "share_55plus": Note("share of residents of 55 or older"),
    "living_environment": Note("living environment"),
    "land": Note("land area"),
    "land_ha": Note("land area"),
    "water": Note("water"),
    "year": Note("year"),
    "building_year": Note("year of construction"),
    "address_density": Note("density of addresses"),
    "highway": Note("kind of street"),
    "steps": Note("steps"),
    "open_from": Note("year of opening"),
    "open_until": Note("year of closing"),
    "status": Note("status"),
    "use": Note("use"),
    "owner": Note("owner"),
    "surface": Note("surface"),
    "id": Note("id"),
    "name": Note("name"),
}

_WORDS: Mapping[str, Note] = {**_STATUSES, **_CANDIDATES, **_MERGED, **_FACETS, **_FIGURES, **_FIELDS}


def role_words(tr: Callable[[str], str] = tr, *, one: bool = False) -> dict[str, str]:
    """Return the words for figures of areas and dwellings by their roles, as `code_word` does, without the roles.

    Parameters
    ----------
    one
        Whether for a figure of 1.
    """
    return {role: tr(word.message) for role, word in (_ONE if one else _FIGURES).items()}


def status_words(tr: Callable[[str], str] = tr) -> dict[str, str]:
    """Return the words for what became of a row by its status, without the status."""
    return {status: tr(word.message) for status, word in _STATUSES.items()}


def code_word(code: str, tr: Callable[[str], str] = tr) -> str:
    """Return the word for a code with the code behind it; one that has no word, or is that word, by itself.

    Parameters
    ----------
    tr
        Translates into the language that is wanted; into that of QGIS where none is given.
    """
    word = _WORDS.get(code)
    said = code if word is None else tr(word.message)
    return code if word is None or said in (code, word.message) else f"{said} ({code})"


def field_word(field: str, tr: Callable[[str], str] = tr) -> str:
    """Return the words for a field that norms ask for, with its name behind them, in English too: "share_55plus"."""
    word = _WORDS.get(field)
    said = field if word is None else tr(word.message)
    return said if said == field else f"{said} ({field})"


def code_words(codes: Iterable[str]) -> str:
    """Return the words for some codes, with commas between them."""
    return ", ".join(map(code_word, codes))
