"""Where dwellings come from in the Netherlands: how a source is recognised, and which of its rows are dwellings.

The address register (BAG) knows address objects and buildings; Statistics Netherlands (CBS) counts by square of 100 m
and by postcode of six characters. docs/field-names.md lists the names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..errors import InputError

ADDRESSES, BUILDINGS, SQUARES, POSTCODES, POINTS = "addresses", "buildings", "squares", "postcodes", "points"
KINDS = (ADDRESSES, BUILDINGS, SQUARES, POSTCODES, POINTS)
AREAS = (SQUARES, POSTCODES)
"""Kinds whose rows stand for many dwellings and have people of their own."""

NAMES: Mapping[str, tuple[str, ...]] = {
    "use": ("gebruiksdoel", "gebruiksdoelen", "gebruiksdo"),
    "address_status": ("status", "verblijfsobjectstatus"),
    "building_status": ("status", "pandstatus"),
    "id": ("identificatie", "identifica"),
    "objects": ("aantal_verblijfsobjecten", "aantal_ver"),
    "year": ("bouwjaar", "oorspronkelijkbouwjaar"),
    "square": ("crs28992res100m", "c28992r100"),
    "postcode6": ("postcode6", "pc6"),
    "postcode": ("postcode",),
    "dwellings": ("aantal_woningen", "woning"),
    "inhabitants": ("aantal_inwoners", "inwoner"),
    "inhabitants_65": ("aantal_inwoners_65_jaar_en_ouder", "inw_65pl"),
}
"""Column names, compared without case and underscores, the first found first."""

CODE_ROLES: Mapping[str, tuple[str, ...]] = {
    ADDRESSES: ("id",),
    BUILDINGS: ("id",),
    SQUARES: ("square",),
    POSTCODES: ("postcode6", "postcode"),
}
"""The roles that tell the rows of each kind apart: one that comes again is the same."""

NUMBER_ROLES: Mapping[str, str] = {BUILDINGS: "objects", SQUARES: "dwellings", POSTCODES: "dwellings"}
"""The role that tells the number of dwellings of each kind; of others it is 1, or what the user says."""

_SHAPEFILE_LENGTH = 10
_CUT = ("square", "dwellings", "inhabitants", "inhabitants_65")
"""Roles whose names a Shapefile cuts so that they are not told apart."""


def squeezed(status: str) -> str:
    """Return a status without case and white space of any kind, in which services differ."""
    return "".join(status.split()).casefold()


LIVING = "woonfunctie"
IN_USE = "verblijfsobject in gebruik"
"""What a row is taken to be in a layer that has no status."""
_STANDS = frozenset(
    map(
        squeezed,
        (
            IN_USE,
            "verblijfsobject in gebruik (niet ingemeten)",
            "verbouwing verblijfsobject",
            "pand in gebruik",
            "pand in gebruik (niet ingemeten)",
            "verbouwing pand",
            "sloopvergunning verleend",
        ),
    )
)
_OUT_OF_USE = frozenset(map(squeezed, ("verblijfsobject buiten gebruik", "pand buiten gebruik")))
_PLANNED = frozenset(map(squeezed, ("verblijfsobject gevormd", "bouwvergunning verleend", "bouw gestart")))
_GONE = frozenset(
    map(
        squeezed,
        (
            "verblijfsobject ingetrokken",
            "verblijfsobject ten onrechte opgevoerd",
            "niet gerealiseerd verblijfsobject",
            "pand gesloopt",
            "pand ten onrechte opgevoerd",
            "niet gerealiseerd pand",
        ),
    )
)

PLANNED, GONE, NO_STATUS, UNKNOWN_STATUS = "planned", "gone", "no_status", "unknown_status"
NOT_RESIDENTIAL, NO_USE, DUPLICATE = "not_residential", "no_use", "duplicate"
SUPPRESSED, EMPTY, EXCLUDED_AREA = "suppressed", "empty", "excluded_area"
NO_RESIDENTIAL_POINTS = "no_residential_points"
OUT_OF_USE, MIXED_USE, INSTITUTION, OWN_NUMBER = "out_of_use", "mixed_use", "institution", "own_number"


@dataclass(frozen=True)
class Layout:
    """What a layer of dwellings is.

    Parameters
    ----------
    kind
        One of `KINDS`.
    columns
        The layer's column for each role of `NAMES` that it has.
    """

    kind: str
    columns: Mapping[str, str]

    def column(self, role: str) -> str:
        """Return the column for a role, empty where there is none."""
        return self.columns.get(role, "")

    @property
    def code(self) -> str:
        """Return the column that tells its rows apart, empty where there is none."""
        return next((self.columns[role] for role in CODE_ROLES.get(self.kind, ()) if role in self.columns), "")


def recognise(layer: str, columns: Iterable[str], *, polygons: bool, kind: str = "", weight: str = "") -> Layout:
    """Return what a layer of dwellings is by its columns.

    Parameters
    ----------
    layer
        Its name, for messages.
    columns
        Its column names.
    polygons
        Whether it holds polygons; points else.
    kind
        What the user says it is; empty to find out.
    weight
        The user's column with the number of dwellings; empty where there is none.

    Raises
    ------
    InputError
        Where the layer is none of the kinds, or lacks what its kind needs.
    """
    there = list(columns)
    found = _roles(there)
    cut = {role: names for role in _CUT if role not in found and (names := cut_columns(NAMES[role], there))}
    said, kind = kind, kind or _kind(found, polygons, weight)
    if cut and (kind in AREAS or ("square" in cut and not said) or not kind):
        refuse_cut(layer, [name for names in cut.values() for name in names])
    fields = ", ".join(there) or "–"
    if not kind:
        raise InputError(
            "The layer “{layer}” is not recognised: looked for address objects (points with gebruiksdoel), buildings "
            "(polygons with aantal_verblijfsobjecten), squares (crs28992res100m) and postcode areas (postcode6), and "
            "found {fields}; choose another layer, or run Prepare dwellings from the toolbox with a “Field with the "
            "number of dwellings” (WEIGHT_FIELD). Points with a number of dwellings need no preparing: choose them "
            "in Check basic requirements.",
            layer=layer,
            fields=fields,
        )
    if kind in (ADDRESSES, BUILDINGS) and "use" not in found:
        raise InputError(
            "The layer “{layer}” has no field gebruiksdoel, which distinguishes dwellings from shops and offices: "
            "choose another layer; its fields are: {fields}.",
            layer=layer,
            fields=fields,
        )
    if kind == BUILDINGS and not weight and "objects" not in found:
        raise InputError(
            "The buildings of the layer “{layer}” do not tell how many dwellings each holds "
            "(aantal_verblijfsobjecten), and a building is not one dwelling: take the address objects instead, or "
            "run Prepare dwellings from the toolbox with a “Field with the number of dwellings” (WEIGHT_FIELD).",
            layer=layer,
        )
    if kind in AREAS and not weight and "dwellings" not in found:
        raise InputError(
            "The layer “{layer}” does not tell how many dwellings each area holds (aantal_woningen): choose another, "
            "or run Prepare dwellings from the toolbox with a “Field with the number of dwellings” (WEIGHT_FIELD); "
            "its fields are: {fields}.",
            layer=layer,
            fields=fields,
        )
    return Layout(kind, found)


def recognise_residential(layer: str, columns: Iterable[str], *, polygons: bool) -> Layout:
    """Return what a layer of residential points is: address objects or buildings, else a dwelling a row.

    Raises
    ------
    InputError
        Where it is one of buildings without their number of dwellings.
    """
    there = list(columns)
    kind = _kind(_roles(there), polygons, weight="")
    return recognise(layer, there, polygons=polygons, kind=kind if kind in (ADDRESSES, BUILDINGS) else POINTS)


def cut_columns(names: Iterable[str], columns: Iterable[str]) -> list[str]:
    """Return the columns whose names are cut to ten characters, as in a Shapefile; none where others are longer."""
    there = list(columns)
    if any(len(column) > _SHAPEFILE_LENGTH for column in there):
        return []
    cut = {name[:_SHAPEFILE_LENGTH].casefold() for name in names if len(name) > _SHAPEFILE_LENGTH}
    return [column for column in there if column.casefold() in cut]


def refuse_cut(layer: str, columns: Iterable[str]) -> None:
    """Stop since names are cut, so that several begin the same.

    Raises
    ------
    InputError
        Always.
    """
    raise InputError(
        "The names of the fields in the layer “{layer}” were cut by a Shapefile ({fields}), so what they hold is not "
        "certain: use the GeoPackage.",
        layer=layer,
        fields=", ".join(dict.fromkeys(columns)),
    )


def _roles(columns: Sequence[str]) -> dict[str, str]:
    """Return the column of each role that some columns hold."""
    by_key = {column_key(column): column for column in reversed(columns)}
    return {
        role: by_key[column_key(n)] for role, names in NAMES.items() for n in reversed(names) if column_key(n) in by_key
    }


def column_key(name: str) -> str:
    """Return the form in which column names are compared: services differ in case and underscores."""
    return name.strip().casefold().replace("_", "")


def _kind(found: Mapping[str, str], polygons: bool, weight: str) -> str:
    if "square" in found:
        return SQUARES
    if "objects" in found or (polygons and "use" in found and {"id", "year"} <= found.keys()):
        return BUILDINGS
    if "use" in found and not polygons:
        return ADDRESSES
    if "postcode6" in found or (polygons and "postcode" in found and {"inhabitants", "dwellings"} & found.keys()):
        return POSTCODES
    return POINTS if weight else ""


def judge_address(status: str | None, use: str | None) -> tuple[str | None, str | None]:
    """Return whether an address object is a dwelling.

    Parameters
    ----------
    status, use
        As the register writes them, in any case, the status with or without spaces; several uses in one text.

    Returns
    -------
    reason, flag
        Why it is none, None where it is one; and what is special about it.
    """
    reason, flag = judge_status(status)
    if reason is None and not (use or "").strip():
        return NO_USE, None
    if reason is None and LIVING not in (use or "").casefold():
        return NOT_RESIDENTIAL, None
    return reason, flag


def judge_building(status: str | None, use: str | None, objects: float) -> tuple[str | None, str | None]:
    """Return whether a building holds dwellings.

    Parameters
    ----------
    status, use
        As the register writes them, in any case, the status with or without spaces; several uses in one text.
    objects
        Number of address objects, NaN where it is not known.

    Returns
    -------
    reason, flag
        Why it holds none, None where it does; and what is special about it. Of `mixed_use` only some of the address
        objects need be dwellings.
    """
    reason, flag = judge_status(status)
    uses = [part for part in (use or "").casefold().replace(";", ",").replace("|", ",").split(",") if part.strip()]
    if reason is not None:
        return reason, None
    if not uses:
        return (NO_USE if objects > 0 else NOT_RESIDENTIAL), None
    if not any(LIVING in part for part in uses):
        return NOT_RESIDENTIAL, None
    mixed = objects > 1 and not all(LIVING in part for part in uses)
    return None, flag or (MIXED_USE if mixed else None)


def judge_status(status: str | None) -> tuple[str | None, str | None]:
    """Return why what has a status of the register does not stand, None where it does; and what is special about it."""
    name = squeezed(status or "")
    if name in _STANDS:
        return None, None
    if name in _OUT_OF_USE:
        return None, OUT_OF_USE
    if name in _PLANNED:
        return PLANNED, None
    if name in _GONE:
        return GONE, None
    return (UNKNOWN_STATUS if name else NO_STATUS), None
