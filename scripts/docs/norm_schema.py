"""The file resources/norms/schema.json: the JSON Schema of a norm set, from the tables of keys in core/norms/model.py.

Editors complete and check a norm file with it. What reads the file is `core/norms/file.py`; the schema says the same,
but for what no schema can say, which its ``$comment`` lists.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from buurtmaat.core.json_located import MAX_BYTES, MAX_DEPTH
from buurtmaat.core.norms.explanations import OF_CONDITION, OF_MODE, OF_REQUIREMENT, OF_SET
from buurtmaat.core.norms.file import FORMAT
from buurtmaat.core.norms.indicators import INDICATORS, MOST
from buurtmaat.core.norms.model import (
    CONDITION_KEYS,
    MAX_ID,
    MAX_ITEMS,
    MAX_REQUIREMENTS,
    MODE_KEYS,
    OPERATORS,
    REQUIREMENT_KEYS,
    RESERVED_ID,
    SET_KEYS,
    THRESHOLD_MAXIMUM,
    Key,
    KeyKind,
    NormSet,
    Requirement,
    defaults,
)

Schema = dict[str, Any]

ROOT = Path(__file__).resolve().parent.parent.parent
SCHEMA = ROOT / "resources" / "norms" / "schema.json"

# In Python $ also matches before a line break at the end; this is the end everywhere.
_END = r"(?![\s\S])"
_SOME = r"\S"  # a text that is more than spaces
_TYPE = r"\s*[^|\s][^|]*"
_PLAIN_NAME = rf"^[A-Za-z0-9][A-Za-z0-9_-]*{_END}"
_DATE = rf"^(?:(?!0000)[0-9]{{4}}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?)?{_END}"
_WEB_ADDRESS = rf"""^(?:[Hh][Tt][Tt][Pp][Ss]?://[^/?#\s"'<>][^\s"'<>]*)?{_END}"""

# What the reader refuses and the schema lets through.
BEYOND = (
    "requirements with the same id",
    "a mode that neither the set nor Buurtmaat has",
    "a day that its month does not have",
    "facility types or classes that differ in case or outer spaces only, or a type twice in one text",
    "a minimum of more types than there are",
    "a facility that serves more from than to",
    "a url with brackets that are no address",
    f"text over {MAX_BYTES // 1_000_000} MB or nested over {MAX_DEPTH} deep",
    "a key that is there twice, a control character or a number too large",
)

_EXPLAINED = {"set": OF_SET, "mode": OF_MODE, "condition": OF_CONDITION, "requirement": OF_REQUIREMENT}


def schema() -> Schema:
    """Return the schema of a norm set."""
    set_properties = _properties("set", SET_KEYS, defaults(NormSet))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"buurtmaat-norm-set-{FORMAT}",
        "title": "Norm set of Buurtmaat",
        "description": "Requirements that neighbourhoods are tested against, each with its source.",
        "$comment": "Made by scripts/pages. Refused by Buurtmaat though it fits here: " + "; ".join(BEYOND),
        **_object({"$schema": True, "format": {"const": FORMAT}, **set_properties}, SET_KEYS),
        "$defs": {
            "text": {
                "anyOf": [
                    {"type": "string"},
                    {
                        "type": "object",
                        "properties": {language: {"type": "string"} for language in ("en", "nl")},
                        "additionalProperties": False,
                    },
                ]
            },
            "scalar": {"type": ["string", "number", "boolean"]},
            "scalars": {"type": "array", "items": {"$ref": "#/$defs/scalar"}, "minItems": 1, "maxItems": MAX_ITEMS},
            "conditions": {"type": "array", "items": {"$ref": "#/$defs/condition"}, "maxItems": MAX_ITEMS},
            "condition": {
                **_object(_properties("condition", CONDITION_KEYS), CONDITION_KEYS),
                "allOf": _operator_rules(),
            },
            "mode": _object(_properties("mode", MODE_KEYS), MODE_KEYS),
            "requirement": {
                **_object(_properties("requirement", REQUIREMENT_KEYS, defaults(Requirement)), REQUIREMENT_KEYS),
                "allOf": [
                    *_unit_rules(),
                    *_minimum_rules(),
                    *_threshold_rules(),
                    *_key_rules(),
                    _threshold_given(),
                    _weight_of_rule(),
                    _rule({"unit": {"const": "number"}}, {"properties": {"size": {"const": None}}}),
                ],
            },
        },
    }


def pages() -> Iterator[tuple[Path, str]]:
    """Yield the file and its text as it should be."""
    yield SCHEMA, json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def _object(properties: Schema, keys: Sequence[Key]) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": [key.name for key in keys if key.required],
        "additionalProperties": False,
    }


def _properties(owner: str, keys: Sequence[Key], usual: dict[str, object] | None = None) -> Schema:
    """Return what each key may hold by itself, with a note and its default for who reads the schema in an editor."""
    properties = {}
    for key in keys:
        value = {"description": str(_EXPLAINED[owner][key.name].meaning), **_value(owner, key)}
        default = (usual or {}).get(key.name)
        if isinstance(default, str | bool) and default != "":
            value["default"] = default
        properties[key.name] = value
    return properties


def _value(owner: str, key: Key) -> Schema:
    if (owner, key.name) in _SPECIAL:
        found = dict(_SPECIAL[owner, key.name])
    elif key.choices:
        found = {"enum": list(key.choices)}
    elif key.kind in _KINDS:
        found = dict(_KINDS[key.kind])
    else:
        found = {"type": {"text": "string", "flag": "boolean", "whole": "integer", "number": "number"}[key.kind]}
    if key.kind not in _OF_NUMBERS:
        found |= _bounds(key)
    if key.longest is not None:
        found["maxLength"] = key.longest
    if owner == "requirement" and defaults(Requirement).get(key.name, "") is None:
        found["type"] = [found["type"], "null"]  # null says the same as leaving it out
    return found


def _plain(value: object) -> object:
    """Return a number as JSON writes it: whole ones without decimals."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _bounds(key: Key) -> Schema:
    bounds = {"exclusiveMinimum": key.above, "minimum": key.low, "maximum": key.high}
    return {name: _plain(bound) for name, bound in bounds.items() if bound is not None}


_OF_NUMBERS = ("path", "serves")  # their bounds are those of the numbers inside
_KEYS = {key.name: key for key in REQUIREMENT_KEYS}
_YEARS = "|".join((r"19[0-9]{2}", r"2[01][0-9]{2}", "2200"))
_NAME: Schema = {"type": "string", "pattern": _PLAIN_NAME, "maxLength": MAX_ID}
_FIELD: Schema = {"type": "string", "pattern": _SOME}
# Texts that follow a pattern, by whose they are.
_SPECIAL: dict[tuple[str, str], Schema] = {
    ("set", "id"): _NAME,
    ("set", "version"): _FIELD,
    ("set", "date"): {"type": "string", "pattern": _DATE},
    ("set", "adopted_on"): {"type": "string", "pattern": _DATE},
    ("requirement", "looked_up"): {"type": "string", "pattern": _DATE},
    ("condition", "field"): _FIELD,
    ("requirement", "id"): {
        "type": "string",
        "pattern": rf"^(?!{RESERVED_ID}{_END})[a-z][a-z0-9_]*{_END}",
        "maxLength": MAX_ID,
    },
    ("requirement", "unit"): {"enum": list(dict.fromkeys(unit for row in INDICATORS.values() for unit in row.units))},
    ("requirement", "mode"): _NAME,
    ("requirement", "weight"): _FIELD,
    ("requirement", "weight_of"): _FIELD,
    ("requirement", "level"): _FIELD,
    ("requirement", "url"): {"type": "string", "pattern": _WEB_ADDRESS},
}
_KINDS: dict[KeyKind, Schema] = {
    "title": {"$ref": "#/$defs/text"},
    "types": {
        "anyOf": [
            {"type": "string", "pattern": rf"^{_TYPE}(?:\|{_TYPE})*{_END}"},
            {
                "type": "array",
                "items": {"type": "string", "pattern": rf"^{_TYPE}{_END}"},
                "minItems": 1,
                "maxItems": MAX_ITEMS,
                "uniqueItems": True,
            },
        ]
    },
    "classes": {
        "type": "object",
        "propertyNames": {"pattern": _SOME},
        "additionalProperties": {"type": "number"},
        "maxProperties": MAX_ITEMS,
    },
    "path": {
        "type": "object",
        "propertyNames": {"pattern": rf"^(?:{_YEARS}){_END}"},
        "additionalProperties": {"type": "number", **_bounds(_KEYS["target_path"])},
        "maxProperties": MAX_ITEMS,
    },
    "serves": {
        "anyOf": [
            {
                "type": "object",
                "properties": {part: {"type": "number", **_bounds(_KEYS["serves"])} for part in ("from", "to")},
                "additionalProperties": False,
            },
            {
                "type": "array",
                "items": {"type": "number", **_bounds(_KEYS["serves"])},
                "minItems": 2,
                "maxItems": 2,
            },
        ]
    },
    "conditions": {"$ref": "#/$defs/conditions"},
    "values": {"anyOf": [{"$ref": "#/$defs/scalar"}, {"$ref": "#/$defs/scalars"}]},
    "exclude": {
        "type": "object",
        "propertyNames": {"pattern": _SOME},
        "additionalProperties": {"anyOf": [{"$ref": "#/$defs/scalar"}, {"$ref": "#/$defs/scalars"}]},
        "maxProperties": MAX_ITEMS,
    },
    "modes": {
        "type": "object",
        "propertyNames": {"pattern": _PLAIN_NAME, "maxLength": MAX_ID},
        "additionalProperties": {"$ref": "#/$defs/mode"},
        "maxProperties": MAX_ITEMS,
    },
    "requirements": {
        "type": "array",
        "items": {"$ref": "#/$defs/requirement"},
        "minItems": 1,
        "maxItems": MAX_REQUIREMENTS,
    },
}


def _rule(when: dict[str, Schema], then: Schema) -> Schema:
    """Return a rule for where keys are there and hold something."""
    return {"if": {"properties": when, "required": list(when)}, "then": then}


def _one_of(values: Sequence[object]) -> Schema:
    return {"const": values[0]} if len(values) == 1 else {"enum": list(values)}


def _operator_rules() -> list[Schema]:
    """Describe which values an operator takes: only `in` a list, and nothing is more or less than true."""
    ordering = [op for op in OPERATORS if op not in ("=", "!=", "in")]
    return [
        _rule({"op": {"const": "in"}}, {"properties": {"value": {"type": "array"}}}),
        _rule({"op": _one_of(["=", "!="])}, {"properties": {"value": {"type": ["string", "number", "boolean"]}}}),
        _rule({"op": _one_of(ordering)}, {"properties": {"value": {"type": ["string", "number"]}}}),
    ]


def _unit_rules() -> list[Schema]:
    """Describe which units an indicator takes."""
    return [
        _rule({"indicator": _one_of(indicators)}, {"properties": {"unit": _one_of(units)}})
        for units, indicators in _grouped({row.name: row.units for row in INDICATORS.values()})
    ]


def _minimum_rules() -> list[Schema]:
    """Describe how much may be asked of a kind of which no more makes sense."""
    kinds = {row.name: (row.most,) for row in INDICATORS.values() if "minimum" in row.keys and row.most < MOST}
    return [
        _rule({"indicator": _one_of(names)}, {"properties": {"minimum": {"maximum": most}}})
        for (most,), names in _grouped(kinds)
    ]


def _threshold_rules() -> list[Schema]:
    """Describe the range of a threshold, also of those by class."""
    rules = []
    for has_share in (True, False):
        group = [row for row in INDICATORS.values() if row.has_share == has_share]
        for unit in dict.fromkeys(unit for row in group for unit in row.units):
            indicators = [row.name for row in group if unit in row.units]
            # A distance of 0 would be met on the facility only; a rate of 0 is how a class is let off.
            low = {"exclusiveMinimum" if has_share else "minimum": 0}
            then = _for_thresholds({**low, "maximum": _plain(THRESHOLD_MAXIMUM[unit])})
            rules.append(_rule({"indicator": _one_of(indicators), "unit": {"const": unit}}, then))
    # Half a facility is nowhere present.
    whole = [row.name for row in INDICATORS.values() if row.whole]
    rules.append(_rule({"indicator": _one_of(whole)}, _for_thresholds({"multipleOf": 1})))
    return rules


def _for_thresholds(limits: Schema) -> Schema:
    # These keywords pass over what is no number: whether it may be null is said where the key is.
    return {"properties": {"threshold": limits, "thresholds_by_class": {"additionalProperties": limits}}}


def _key_rules() -> list[Schema]:
    """Describe what a key may hold with the indicators that do not take it: what it is there anyway."""
    rules = []
    for key in REQUIREMENT_KEYS:
        if key.kind == "path":
            others = [indicator for indicator in INDICATORS if indicator not in key.only]
            rules.append(_rule({"indicator": _one_of(others)}, {"properties": {key.name: {"maxProperties": 0}}}))
            continue
        idle = {indicator: _idle_values(key, indicator) for indicator in INDICATORS if indicator not in key.only}
        for values, indicators in _grouped(idle):
            rules.append(_rule({"indicator": _one_of(indicators)}, {"properties": {key.name: _one_of(values)}}))
    return rules


def _idle_values(key: Key, indicator: str) -> tuple[object, ...]:
    """Return the values of a key that say nothing with an indicator that does not take it."""
    usual = defaults(Requirement)[key.name]
    # A requirement is made with such values as if they had been left out; see there.
    taken = [getattr(_requirement(other), key.name) for other in key.only]
    candidates = dict.fromkeys([usual, *taken])
    idle = [value for value in candidates if getattr(_requirement(indicator, {key.name: value}), key.name) == usual]
    return tuple(_plain(value) for value in idle)


def _requirement(indicator: str, values: dict[str, Any] | None = None) -> Requirement:
    return Requirement(
        id="any", facility=("any",), indicator=indicator, unit=INDICATORS[indicator].units[0], **(values or {})
    )


def _threshold_given() -> Schema:
    return {
        "anyOf": [
            {"properties": {"threshold": {"type": "number"}}, "required": ["threshold"]},
            {"properties": {"thresholds_by_class": {"minProperties": 1}}, "required": ["thresholds_by_class"]},
        ]
    }


def _weight_of_rule() -> Schema:
    usual = defaults(Requirement)["weight"]
    then = {"properties": {"weight": {"not": {"const": usual}}}, "required": ["weight"]}
    return _rule({"weight_of": {"type": "string"}}, then)


def _grouped(values: dict[str, tuple[Any, ...]]) -> list[tuple[tuple[Any, ...], list[str]]]:
    """Return each value once, with the names that have it."""
    return [(value, [name for name, own in values.items() if own == value]) for value in dict.fromkeys(values.values())]
