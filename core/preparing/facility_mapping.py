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
from ..json_located import Node, Problem, read_json
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

_MOST_TYPES, _MOST_RULES, _MOST_ROWS, _LONGEST = 500, 50, 2000, 200
_KEYS = {"title", "version", "date", "keep", "facilities", "not_told"}
_RULE_KEYS = ("osm", "osm_unsure", "geofabrik", "geofabrik_unsure")
_NAME = "resources/prepare/facilities.json"


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
    node, problems = read_json(text)
    if node is None or problems:
        sentence = problems[0].sentence(_NAME)
        raise InputError(sentence.message, **sentence.values)
    top = _object(node)
    for key in top:
        if key not in _KEYS:
            raise _wrong(top[key], Note("the key {key} is not known", key=shown(key)))
    entries = _list(_member(node, "facilities"))
    if not 1 <= len(entries) <= _MOST_TYPES:
        raise _wrong(node, Note("it must hold 1 to {most} facilities", most=_MOST_TYPES))
    types = tuple(_facility_type(entry, _MOST_RULES) for entry in entries)
    lacking = _list(_member(node, "not_told"))
    not_told = tuple(_facility_type(entry, 0) for entry in lacking)
    seen: set[str] = set()
    for entry, one in zip([*entries, *lacking], [*types, *not_told], strict=True):
        if type_key(one.name) in seen:
            raise _wrong(entry, Note("the type {type} is there twice", type=shown(one.name)))
        seen.add(type_key(one.name))
    return FacilityMapping(
        version=_text(_member(node, "version")),
        date=_text(_member(node, "date")),
        keep=tuple(_text(item) for item in _list(_member(node, "keep"))),
        types=types,
        not_told=not_told,
    )


def read_rows(value: object) -> list[MappingRow]:
    """Read a user's rows, as `read_table` does; an `InputError` names the row that is wrong."""
    rows = read_table(value, TABLE, COLUMNS)
    if len(rows) > _MOST_ROWS:
        raise InputError("MAPPING has {n} rows; at most {most} will do.", n=len(rows), most=_MOST_ROWS)
    return [_row(row) for row in rows]


class TypeFinder:
    """Finds the type of a feature by its tags: a user's rows first, then the rules of a mapping."""

    def __init__(self, mapping: FacilityMapping, rows: Sequence[MappingRow] = ()) -> None:
        self.mapping = mapping
        # A field in a user's row is the tag of that name, whatever its case.
        spelled = {key.casefold(): key for key in (*(c.key for c in _conditions_of(mapping)), *mapping.keep)}
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
            self._known[key] = self._find({k: _values(v) for k, v in tags.items()}, tags)
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


def _values(text: str) -> frozenset[str]:
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
    if any(len(text) > _LONGEST for text in texts):
        raise InputError(
            "MAPPING row {row} holds a cell of more than {most} characters: shorten it.", row=row.number, most=_LONGEST
        )
    return MappingRow(row.number, *texts)


def _facility_type(node: Node, most: int) -> FacilityType:
    entry = _object(node)
    for key in entry:
        if key not in (*_RULE_KEYS, "type", "merge", "note"):
            raise _wrong(entry[key], Note("the key {key} is not known", key=shown(key)))
    name, merge = _text(_member(node, "type")), _text(_member(node, "merge"))
    if merge not in MERGES:
        raise _wrong(entry["merge"], Note("{key} must be {choices}", key="merge", choices=listed(MERGES)))
    rules: list[TypeRule] = []
    for key in _RULE_KEYS:
        texts = _list(entry[key]) if key in entry else []
        of_class = key.startswith("geofabrik")
        rules += [TypeRule(name, _conditions(text, of_class), not key.endswith("_unsure")) for text in texts]
    if not min(1, most) <= len(rules) <= most:
        raise _wrong(node, Note("a type must have 1 to {most} rules, in not_told none", most=_MOST_RULES))
    note = _text(entry["note"], 2 * _LONGEST) if "note" in entry else ""
    return FacilityType(name, merge, tuple(rules), note)


def _conditions(node: Node, of_class: bool) -> tuple[TagCondition, ...]:
    """Read "key=value|value & key=*", or a class of Geofabrik."""
    text = _text(node)
    if of_class:
        text = f"{CLASS_KEY}={text}"
    found = []
    for part in text.split("&"):
        key, equals, values = (piece.strip() for piece in part.partition("="))
        names = [value.strip().casefold() for value in values.split("|")]
        if not key or not equals or not all(names) or (ANY in names and len(names) > 1):
            raise _wrong(node, Note("{rule} is no rule such as key=value|value & key=*", rule=shown(text)))
        found.append(TagCondition(key, frozenset() if names == [ANY] else frozenset(names)))
    return tuple(found)


def _member(node: Node, key: str) -> Node:
    found = _object(node).get(key)
    if found is None:
        raise _wrong(node, Note("the key {key} is missing", key=shown(key)))
    return found


def _object(node: Node) -> dict[str, Node]:
    if not isinstance(node.value, dict):
        raise _wrong(node, Note("this must be an object in braces"))
    return node.value


def _list(node: Node) -> list[Node]:
    if not isinstance(node.value, list):
        raise _wrong(node, Note("this must be a list in brackets"))
    return node.value


def _text(node: Node, longest: int = _LONGEST) -> str:
    if not isinstance(node.value, str) or not 1 <= len(node.value.strip()) <= longest:
        raise _wrong(node, Note("this must be a text of 1 to {most} characters", most=longest))
    return node.value.strip()


def _wrong(node: Node, what: Note) -> InputError:
    sentence = Problem(node.line, "", what).sentence(_NAME)
    return InputError(sentence.message, **sentence.values)
