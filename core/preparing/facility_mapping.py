"""Which tag or class stands for which type of facility: the shipped mapping, a user's rows before it, and the search.

A rule is one or more conditions on tags, such as "leisure=pitch & sport=soccer". A class of Geofabrik is a tag of the
key `fclass`. Of the rules that hold, one of the user's goes first, then the one with the most conditions, then the one
that stands first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ..comparing import type_key
from ..errors import InputError
from ..json_file import LONGEST, JsonFile
from ..json_located import Node
from ..notes import Note
from ..tables import TableRow, read_table
from ..wording import listed, shown

TABLE, COLUMNS = "MAPPING", ("field", "value", "type")
"""The table of a user's rows, and its columns."""

ANY = "*"
LEAVE_OUT = "-"
"""As the type of a user's row: what has this value is no facility."""

NEAR, GROUND, SPOT = "near", "ground", "spot"
MERGES = (NEAR, GROUND, SPOT)
"""How near two of a type must be to be one; see `core/preparing/merging.py`."""

CLASS_KEY = "fclass"

_MOST_TYPES, _MOST_RULES, _MOST_ROWS = 500, 50, 2000
_KEYS = {"title", "version", "date", "keep", "facilities", "not_told"}
_RULE_KEYS = ("osm", "osm_unsure", "geofabrik", "geofabrik_unsure")
_FILE = JsonFile("resources/prepare/facilities.json")


@dataclass(frozen=True, slots=True)
class TagCondition:
    """A tag with one of some values; without values any but "no"."""

    key: str
    values: frozenset[str]

    def holds(self, values: frozenset[str]) -> bool:
        """Return whether one of a tag's values will do."""
        return bool(self.values & values) if self.values else values != {"no"}


@dataclass(frozen=True, slots=True)
class TypeRule:
    """All these conditions stand for a type; `sure` is false where they often stand for another as well."""

    type: str
    conditions: tuple[TagCondition, ...]
    sure: bool = True


@dataclass(frozen=True, slots=True)
class FacilityType:
    """A type of facility, how near two of it must be to be one, and a note on what is or is not among it."""

    name: str
    merge: str
    rules: tuple[TypeRule, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FacilityMapping:
    """The types in their order, the tags that are kept beside them, and the types that no tag stands for."""

    version: str
    date: str
    keep: tuple[str, ...]
    types: tuple[FacilityType, ...]
    not_told: tuple[FacilityType, ...]


@dataclass(frozen=True, slots=True)
class MappingRow:
    """A user's row: a field, a value (`*` for any) and its type (`*` for the value itself, `-` for none)."""

    number: int
    field: str
    value: str
    type: str


@dataclass(frozen=True, slots=True)
class TypeMatch:
    """The type of a feature, the tags that say so, whether they are sure, and the other types that fit as well.

    `type` is empty where a user's row leaves the feature out.
    """

    type: str
    because: str
    sure: bool = True
    others: tuple[str, ...] = ()


def read_mapping(text: str | bytes) -> FacilityMapping:
    """Read the file with the mapping; an `InputError` says on which line it is wrong."""
    node = _FILE.read(text)
    _FILE.members(node, _KEYS)
    entries = _FILE.items(_FILE.member(node, "facilities"))
    if not 1 <= len(entries) <= _MOST_TYPES:
        raise _FILE.wrong(node, Note("it must hold 1 to {most} facilities", most=_MOST_TYPES))
    types = tuple(_facility_type(entry, _MOST_RULES) for entry in entries)
    lacking = _FILE.items(_FILE.member(node, "not_told"))
    not_told = tuple(_facility_type(entry, 0) for entry in lacking)
    seen: set[str] = set()
    for entry, one in zip([*entries, *lacking], [*types, *not_told], strict=True):
        if type_key(one.name) in seen:
            raise _FILE.wrong(entry, Note("the type {type} is there twice", type=shown(one.name)))
        seen.add(type_key(one.name))
    return FacilityMapping(
        version=_FILE.text(_FILE.member(node, "version")),
        date=_FILE.text(_FILE.member(node, "date")),
        keep=_FILE.texts(_FILE.member(node, "keep")),
        types=types,
        not_told=not_told,
    )


def read_rows(value: object) -> list[MappingRow]:
    """Read a user's rows, as `read_table` does; an `InputError` names the row that is wrong."""
    rows = read_table(value, TABLE, COLUMNS)
    if len(rows) > _MOST_ROWS:
        raise InputError("MAPPING has {n} rows, and at most {most} will do: remove some.", n=len(rows), most=_MOST_ROWS)
    return [_row(row) for row in rows]


class TypeFinder:
    """Finds the type of a feature by its tags: a user's rows first, then the rules of a mapping.

    `tag_keys` are the tags that are read of a facility whatever its type: those that are kept, then those that are
    asked for `also`.
    """

    def __init__(self, mapping: FacilityMapping, rows: Sequence[MappingRow] = (), also: Sequence[str] = ()) -> None:
        self.mapping = mapping
        self.tag_keys = tuple(dict.fromkeys([*mapping.keep, *also]))
        # A field in a user's row is the tag of that name, whatever its case.
        spelled = {key.casefold(): key for key in (*(c.key for c in _conditions_of(mapping)), *self.tag_keys)}
        self.rows = [replace(row, field=spelled.setdefault(row.field.casefold(), row.field)) for row in rows]
        self._types = {type_key(one.name): one for one in (*mapping.types, *mapping.not_told)}
        self._rules: dict[str, list[tuple[int, TypeRule]]] = {}
        self._known: dict[tuple[tuple[str, str], ...], TypeMatch | None] = {}
        for number, rule in enumerate(rule for one in mapping.types for rule in one.rules):
            self._rules.setdefault(rule.conditions[0].key, []).append((number, rule))

    @property
    def own_fields(self) -> list[str]:
        """Return the fields of the user's rows."""
        return list(dict.fromkeys(row.field for row in self.rows))

    @property
    def main_keys(self) -> list[str]:
        """Return the keys that make a feature one that could have a type: the first of every rule."""
        return list(self._rules)

    @property
    def keys(self) -> list[str]:
        """Return all keys that rules and rows ask for, those of the rows first."""
        return list(dict.fromkeys([*self.own_fields, *(c.key for c in _conditions_of(self.mapping))]))

    def merge_of(self, name: str) -> str:
        """Return how near two of a type must be to be one; of a type that the mapping lacks: `near`."""
        known = self._types.get(type_key(name))
        return known.merge if known else NEAR

    def find(self, tags: Mapping[str, str]) -> TypeMatch | None:
        """Return the type of a feature with these tags (of `keys`), None where it has none."""
        key = tuple(tags.items())
        if key not in self._known:
            self._known[key] = self._find({k: tag_values(v) for k, v in tags.items()}, tags)
        return self._known[key]

    def _find(self, values: Mapping[str, frozenset[str]], tags: Mapping[str, str]) -> TypeMatch | None:
        for row in self.rows:
            if row.field in values and TagCondition(row.field, _wanted(row.value)).holds(values[row.field]):
                name = tags[row.field] if row.type == ANY else row.type
                known = self._types.get(type_key(name))
                return TypeMatch(
                    "" if name == LEAVE_OUT else known.name if known else name, f"{row.field}={tags[row.field]}"
                )
        holding = [
            (-len(rule.conditions), number, rule)
            for key in values
            for number, rule in self._rules.get(key, ())
            if all(c.key in values and c.holds(values[c.key]) for c in rule.conditions)
        ]
        if not holding:
            return None
        _, _, best = min(holding)
        others = dict.fromkeys(
            rule.type for size, _, rule in sorted(holding) if size == -len(best.conditions) and rule.type != best.type
        )
        because = " & ".join(f"{c.key}={tags[c.key]}" for c in best.conditions)
        return TypeMatch(best.type, because, best.sure, tuple(others))


def _conditions_of(mapping: FacilityMapping) -> list[TagCondition]:
    return [condition for one in mapping.types for rule in one.rules for condition in rule.conditions]


def tag_values(text: str) -> frozenset[str]:
    """Return the values of a tag: OpenStreetMap puts semicolons between several."""
    return frozenset(part.strip().casefold() for part in (text, *text.split(";")))


def _wanted(value: str) -> frozenset[str]:
    return frozenset() if value == ANY else frozenset([value.casefold()])


def _row(row: TableRow) -> MappingRow:
    texts = [shown(cell) if isinstance(cell, float) else str(cell) for cell in row.cells]
    if not all(texts):
        raise InputError(
            "MAPPING row {row} is half filled: fill in its {column}, or clear the row.",
            row=row.number,
            column=COLUMNS[texts.index("")],
        )
    if any(len(text) > LONGEST for text in texts):
        raise InputError(
            "MAPPING row {row} holds a cell of more than {most} characters: shorten it.", row=row.number, most=LONGEST
        )
    return MappingRow(row.number, *texts)


def _facility_type(node: Node, most: int) -> FacilityType:
    entry = _FILE.members(node, (*_RULE_KEYS, "type", "merge", "note"))
    name, merge = _FILE.text(_FILE.member(node, "type")), _FILE.text(_FILE.member(node, "merge"))
    if merge not in MERGES:
        raise _FILE.wrong(entry["merge"], Note("{key} must be {choices}", key="merge", choices=listed(MERGES)))
    rules: list[TypeRule] = []
    for key in _RULE_KEYS:
        texts = _FILE.items(entry[key]) if key in entry else []
        of_class = key.startswith("geofabrik")
        rules += [TypeRule(name, _type_conditions(text, of_class), not key.endswith("_unsure")) for text in texts]
    if not min(1, most) <= len(rules) <= most:
        raise _FILE.wrong(node, Note("a type must have 1 to {most} rules, in not_told none", most=_MOST_RULES))
    note = _FILE.text(entry["note"], 2 * LONGEST) if "note" in entry else ""
    return FacilityType(name, merge, tuple(rules), note)


def _type_conditions(node: Node, of_class: bool) -> tuple[TagCondition, ...]:
    """Read "key=value|value & key=*", or a class of Geofabrik."""
    text = _FILE.text(node)
    found = read_tag_conditions(f"{CLASS_KEY}={text}" if of_class else text)
    if found is None:
        raise _FILE.wrong(node, Note("{rule} is no rule such as key=value|value & key=*", rule=shown(text)))
    return found


def read_tag_conditions(text: str) -> tuple[TagCondition, ...] | None:
    """Read "key=value|value & key=*"; None where a text is nothing of the kind."""
    found = []
    for part in text.split("&"):
        key, equals, values = (piece.strip() for piece in part.partition("="))
        names = [value.strip().casefold() for value in values.split("|")]
        if not key or not equals or not all(names) or (ANY in names and len(names) > 1):
            return None
        found.append(TagCondition(key, frozenset() if names == [ANY] else frozenset(names)))
    return tuple(found)
