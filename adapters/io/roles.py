"""Which column plays which role: the names that Statistics Netherlands and others give to the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ...core.errors import InputError
from ...core.preparing.dwelling_sources import column_key
from ...core.preparing.groups import BASES, GROUPS

ROLES: Mapping[str, tuple[str, ...]] = {
    "inhabitants": ("inhabitants", "aantal_inwoners", "aant_inw", "inwoner", "AantalInwoners_"),
    **{group.name: group.columns for group in GROUPS},
    "households": (
        *("households", "aantal_huishoudens", "aantal_part_huishoudens", "aantal_hh", "HuishoudensTotaal_"),
    ),
    "dwellings": ("dwellings", "woningvoorraad", "aantal_woningen", "woningen", "woning", "Woningvoorraad_"),
    "district": ("district", "wijkcode", "wk_code"),
    # A municipality without city districts is one.
    "city_district": ("city_district", "stadsdeel", "stadsdeelcode", "municipality", "gemeentecode", "gm_code"),
    "barrier_block": ("barrier_block", "barriereblok", "barrièreblok"),
    "settlement": ("settlement", "kern", "woonplaats"),
    "municipality": ("municipality", "gemeentecode", "gm_code"),
    "complex": ("complex",),
    "landlord": ("landlord", "verhuurder", "corporatie"),
    "neighbourhood_code": ("buurtcode", "bu_code"),
    "neighbourhood_name": ("buurtnaam", "bu_naam"),
    "district_name": ("district_name", "wijknaam", "wk_naam"),
    "municipality_name": ("municipality_name", "gemeentenaam", "gm_naam"),
    "year": ("year", "jaar", "peiljaar", "prognosejaar"),
    "living_environment": ("living_environment", "woonmilieu"),
    "highway": ("highway", "fclass"),
    "land_ha": ("oppervlakte_land_in_ha", "opp_land", "a_lan_ha"),
    "water": ("water",),
    "open_from": ("open_from", "opening_year", "opens", "open_vanaf", "openingsjaar", "jaar_opening"),
    "open_until": ("open_until", "closing_year", "closes", "open_tot", "sluitingsjaar", "jaar_sluiting"),
    "street_year": (
        *("street_year", "year_opened", "opening_year", "year", "open_from"),
        *("jaar_aanleg", "aanlegjaar", "openingsjaar", "jaar", "open_vanaf"),
    ),
}
"""Column names of each role, compared without case and underscores, the first found first.

A name that ends on `_` goes on with a number, as StatLine numbers its columns anew each year. docs/field-names.md
lists them.
"""

CLASS_ROLE, LAND_ROLE, WATER_ROLE = "living_environment", "land_ha", "water"
OPENING_ROLE, CLOSING_ROLE, STREET_YEAR_ROLE = "open_from", "open_until", "street_year"

COUNTED = ("inhabitants", "households", "dwellings", *BASES, "land_ha")
"""Roles of figures that are never negative: where one is not known it can only add to a sum."""

OF_OUTPUTS = ("inhabitants", "households", "dwellings", *BASES)
"""Roles whose English names are those of our own outputs, which get a `_2`, `_3`, … where they were taken."""

_NUMBERED = re.compile(r"(.*\D_)\d+")


def read_field_map(text: str) -> dict[str, str]:
    """Read "role=field;role=field"; an `InputError` names the entry that is neither."""
    found = {}
    for entry in text.split(";"):
        if not entry.strip():
            continue
        role, equals, field = (part.strip() for part in entry.partition("="))
        if not equals or not role or not field:
            raise InputError(
                "FIELD_MAP has the entry “{entry}”; write role=field, with semicolons between entries.",
                entry=entry.strip(),
            )
        found[role] = field
    return found


def check_roles(field_map: Mapping[str, str], used: Iterable[str]) -> None:
    """Stop where a name in the field map is neither a role nor one that the requirements use."""
    known = {*ROLES, *used}
    unknown = next((role for role in field_map if role not in known), None)
    if unknown is not None:
        raise InputError(
            "FIELD_MAP names “{role}”, which no requirement uses; write one of these before the “=”: {roles}.",
            role=unknown,
            roles=", ".join(sorted(ROLES)),
        )


@dataclass(frozen=True)
class _Spelled:
    """Columns by their names: without case, without underscores either, and by what stands before their number."""

    exact: Mapping[str, str]
    alike: Mapping[str, str]
    stems: Mapping[str, str]


@lru_cache(maxsize=2000)  # each input of a dialog is looked for among the columns of each layer of a project
def _spelled(columns: tuple[str, ...]) -> _Spelled:
    """Return columns by their names; of two that are spelled alike the first holds."""
    there = columns[::-1]
    return _Spelled(
        exact={column.casefold(): column for column in there},
        alike={column_key(column): column for column in there},
        stems={match[1].casefold(): column for column in there if (match := _NUMBERED.fullmatch(column))},
    )


def find_named(names: Iterable[str], columns: Iterable[str]) -> str | None:
    """Find the column of the first name that has one; underscores and case count only where two differ in them."""
    there = _spelled(tuple(columns))
    found = (
        there.stems.get(name.casefold())
        if name.endswith("_")
        else there.exact.get(name.casefold()) or there.alike.get(column_key(name))
        for name in names
    )
    return next((column for column in found if column), None)


def base_of(name: str) -> str | None:
    """Return the role that a group, or a column known for one, is a percentage of; None where it is no group."""
    return next((group.base for group in GROUPS if find_named((group.name, *group.columns), [name])), None)


def find_column(name: str, columns: Iterable[str], field_map: Mapping[str, str]) -> str | None:
    """Find the column that a norm means by a name: mapped by the user, of that name, or known for that role.

    Notes
    -----
    A name that is no role is only found as it is spelled, but for case. Of a name of our outputs the highest number
    holds. Numbers follow on each other, for `inhabitants_65` is no sixty-fifth `inhabitants`.
    """
    exact = {column.casefold(): column for column in columns}
    if name in field_map or name not in ROLES:
        return exact.get(field_map.get(name, name).casefold())
    number = 2
    while name in exact and name in OF_OUTPUTS and f"{name}_{number}" in exact:
        number += 1
    if number > 2:
        return exact[f"{name}_{number - 1}"]
    return find_named((name, *ROLES[name]), exact.values())


def is_counted(name: str) -> bool:
    """Return whether a name is that of a figure which is never negative, such as a number of inhabitants."""
    return name.casefold().startswith("aantal") or any(
        find_named((role, *ROLES[role]), [name]) is not None for role in COUNTED
    )
