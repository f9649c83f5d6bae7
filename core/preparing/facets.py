"""What tags and types say of a place beside its type: indoors or not, commercial or not, free, for whom.

The rules stand in resources/prepare/facets.json, which can be read and changed. Of each facet the first rule holds
whose tags the place has, or whose types hold its type; a place for which none does is unknown, never "no". Before the
rules goes a field of the layer that is called as the facet.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..comparing import type_key
from ..json_file import LONGEST, JsonFile
from ..json_located import Node
from ..notes import Note
from ..numbers import read_decimal
from ..wording import shown
from .facility_mapping import TagCondition, read_tag_conditions, tag_values

NAME = "resources/prepare/facets.json"

_FILE = JsonFile(NAME)
_MOST_FACETS, _MOST_RULES = 50, 200
_YES, _NO = frozenset({"yes", "1", "true", "t"}), frozenset({"no", "0", "false", "f"})


@dataclass(frozen=True, slots=True)
class NumberCondition:
    """A tag that is a number of at least or at most so much."""

    key: str
    at_least: float
    at_most: float

    def holds(self, values: frozenset[str]) -> bool:
        """Return whether one of a tag's values is such a number."""
        numbers = (read_decimal(value) for value in values)
        return any(self.at_least <= number <= self.at_most for number in numbers)


FacetCondition = TagCondition | NumberCondition


@dataclass(frozen=True, slots=True)
class FacetRule:
    """Where all conditions hold, of places of these types (none: of any): this value."""

    conditions: tuple[FacetCondition, ...]
    types: frozenset[str]
    value: bool | str

    def holds(self, kind: str, values: Mapping[str, frozenset[str]]) -> bool:
        """Return whether this is a rule for a place of a type with such values of its tags."""
        if self.types and kind not in self.types:
            return False
        return all(one.key in values and one.holds(values[one.key]) for one in self.conditions)


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet: the field that tells it, what it means, its rules; its values are texts, or yes and no."""

    field: str
    meaning: str
    is_text: bool
    rules: tuple[FacetRule, ...]

    def own_value(self, tags: Mapping[str, str]) -> str | int | None:
        """Return what a layer itself says of the facet, in a field that is called so."""
        own = tags.get(self.field)
        if own is None or self.is_text:
            return own
        values = tag_values(own)
        return int(bool(values & _YES)) if values & (_YES | _NO) else None


def facet_values(facets: Sequence[Facet], kind: str, tags: Mapping[str, str]) -> tuple[str | int | None, ...]:
    """Return a place's value of each facet by its type and tags: a text, 1 or 0; None where it is not known."""
    kind, values = type_key(kind), {key: tag_values(tag) for key, tag in tags.items()}
    found: list[str | int | None] = []
    for facet in facets:
        own = facet.own_value(tags)
        rule = None if own is not None else next((rule for rule in facet.rules if rule.holds(kind, values)), None)
        found.append(own if rule is None else rule.value if isinstance(rule.value, str) else int(rule.value))
    return tuple(found)


def keys_of(facets: Sequence[Facet]) -> tuple[str, ...]:
    """Return the tags that facets ask for, their own fields among them."""
    conditions = (one.key for facet in facets for rule in facet.rules for one in rule.conditions)
    return tuple(dict.fromkeys([*(facet.field for facet in facets), *conditions]))


def read_facets(text: str | bytes) -> tuple[Facet, ...]:
    """Read the file with the facets; an `InputError` says on which line it is wrong."""
    node = _FILE.read(text)
    _FILE.members(node, ("title", "version", "date", "facets"))
    entries = _FILE.items(_FILE.member(node, "facets"))
    if not 1 <= len(entries) <= _MOST_FACETS:
        raise _FILE.wrong(node, Note("it must hold 1 to {most} facets", most=_MOST_FACETS))
    facets = tuple(_facet(entry) for entry in entries)
    seen: set[str] = set()
    for entry, facet in zip(entries, facets, strict=True):
        if facet.field in seen:
            raise _FILE.wrong(entry, Note("the facet {field} is there twice", field=shown(facet.field)))
        seen.add(facet.field)
    return facets


def _facet(node: Node) -> Facet:
    entry = _FILE.members(node, ("field", "meaning", "rules"))
    field, meaning = _FILE.text(_FILE.member(node, "field")), _FILE.text(_FILE.member(node, "meaning"), 2 * LONGEST)
    if not (field.isascii() and field.isidentifier() and field == field.casefold()):
        raise _FILE.wrong(entry["field"], Note("a field has small letters, digits and _ only"))
    nodes = _FILE.items(_FILE.member(node, "rules"))
    if not 1 <= len(nodes) <= _MOST_RULES:
        raise _FILE.wrong(node, Note("a facet must have 1 to {most} rules", most=_MOST_RULES))
    rules = tuple(_rule(one) for one in nodes)
    texts = {isinstance(rule.value, str) for rule in rules}
    if len(texts) > 1:
        raise _FILE.wrong(node, Note("the values of a facet must all be true and false, or all be texts"))
    return Facet(field, meaning, texts == {True}, rules)


def _rule(node: Node) -> FacetRule:
    entry = _FILE.members(node, ("if", "types", "is"))
    is_ = _FILE.member(node, "is")
    if not isinstance(is_.value, bool):
        _FILE.text(is_)
    if not {"if", "types"} & set(entry):
        raise _FILE.wrong(node, Note("a rule must have tags (if) or types"))
    conditions = _conditions(entry["if"]) if "if" in entry else ()
    types = frozenset(type_key(name) for name in _FILE.texts(entry["types"])) if "types" in entry else frozenset()
    return FacetRule(conditions, types, is_.value if isinstance(is_.value, bool) else _FILE.text(is_))


def _conditions(node: Node) -> tuple[FacetCondition, ...]:
    text, found = _FILE.text(node), list[FacetCondition]()
    for part in text.split("&"):
        several = _numbers(part) if "<" in part or ">" in part else read_tag_conditions(part)
        if several is None:
            raise _FILE.wrong(node, Note("{rule} is no rule such as key=value|value & age<=12", rule=shown(text)))
        found += several
    return tuple(found)


def _numbers(part: str) -> tuple[NumberCondition, ...] | None:
    for sign in ("<=", ">="):
        key, found, bound = (piece.strip() for piece in part.partition(sign))
        number = read_decimal(bound) if found and key else math.nan
        if math.isfinite(number):
            least, most = (-math.inf, number) if sign == "<=" else (number, math.inf)
            return (NumberCondition(key, least, most),)
    return None
