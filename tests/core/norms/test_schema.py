"""The JSON Schema of a norm set says the same as the reader, but for what no schema can say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from buurtmaat.core.json_located import MAX_BYTES, MAX_DEPTH
from buurtmaat.core.norms.file import load, problems
from buurtmaat.core.norms.indicators import INDICATORS
from buurtmaat.core.norms.model import (
    CONDITION_KEYS,
    MAX_ID,
    MAX_ITEMS,
    MAX_REQUIREMENTS,
    MODE_KEYS,
    OPERATORS,
    REQUIREMENT_KEYS,
    SET_KEYS,
    THRESHOLD_MAXIMUM,
)

Case = tuple[str, Any]  # what was changed, and the content of the file

# Every kind of value that JSON knows, so that each is tried where it does not belong too.
ANYTHING = [
    *(None, True, False, 0, 1, -1, 2, 0.5, 1.5, 1.0, 1000, 10**9, 10**12, 1e-9),
    *("", " ", "\t", "a", "x y", "1", "é", "a\n"),
    *([], ["a"], [1], [None], [[]], [True], ["a", 2, False], ["a", "b"], [{}]),
    *({}, {"a": 1}, {"a": None}, {"a": "b"}, {"a": [1]}, {"a": []}, {"en": "a"}, {"en": 1}, {"de": "a"}),
    *({"nl": "b", "en": "a"}, {"": 1}, {" ": 1}, {"a": {"kmh": 5}}, {"a": {}}),
]
PLAIN_NAMES = ["own-1", "OWN_1", "1a", "-a", "_a", "a.b", "a/b", "a b", "a" * MAX_ID, "a" * (MAX_ID + 1), "a\n", "é"]
DATES = [
    *("2025", "2025-12", "2025-12-18", "0001", "9999-12-31", "2025-1", "2025-13", "2025-00", "2025-12-32"),
    *("2025-12-00", "0000", "0000-01-01", "20251218", "25-12-18", "2025-12-18T00", "2025-12-18 ", "2025\n", "٢٠٢٥"),
]
# Beside all that, the values at which a key turns.
EDGES: dict[str, list[Any]] = {
    "id": ["a_1", "aB", "1a", "_a", "a-b", "a" * MAX_ID, "a" * (MAX_ID + 1)],
    "facility": [
        *("a|b", " a | b ", "a||b", "|a", "a|", "a| ", ["a|b"], ["a", ""], ["a", " "], ["a", "a"], ["a", "b", "c"]),
        *("A", ["a b", "c d"], [str(number) for number in range(MAX_ITEMS)], [str(n) for n in range(MAX_ITEMS + 1)]),
    ],
    "indicator": [*INDICATORS, "Distance", "distance "],
    "unit": [*THRESHOLD_MAXIMUM, "km", "M"],
    "minimum": [3, 1001, 2.5, "1"],
    "per": [500, 10**7, 10**7 + 1, 1e-6],
    "metric": ["network", "straight", "Straight"],
    "mode": ["walk", "walk_65", "rollator", "cycle", "a", "1", "a b", "a/b", "a" * (MAX_ID + 1)],
    "weight": ["dwellings", "inhabitants", " dwellings "],
    "weight_of": ["inhabitants"],
    "target": [0.95, 1.01, 95],
    "thresholds_by_class": [
        *({"a": 1, "b": 2}, {"a": 0}, {"a": -1}, {"a": True}, {"a": 1.5}, {"a": 10**6}, {"a": 10**9 + 1}, {"a": "1"}),
        *({str(number): 1 for number in range(MAX_ITEMS)}, {str(number): 1 for number in range(MAX_ITEMS + 1)}),
    ],
    "where": [[{"field": "a", "op": "=", "value": 1}] * number for number in (1, 2, MAX_ITEMS + 1)],
    "area_of": ["neighbourhood", "land", "developed", "public_space"],
    "target_path": [
        *({"2030": 0.9}, {"2030": 0.8, "2026": 1}, {"2030": 0}, {"2030": 95}, {"1899": 0.9}, {"2200": 0.9}),
        *({"2201": 0.9}, {"30": 0.9}, {"2030 ": 0.9}, {"2030\n": 0.9}, {"2030": "0.9"}, {"2030": True}),
    ],
    "size": [0.001, 10**9 + 1],
    "serves": [
        *({"from": 1}, {"to": 2.5}, {"from": 1, "to": 1}, {"from": 0}, {"to": 10**9 + 1}, {"from": "1"}, {"of": 1}),
        *([1, 2], [2, 2], [0, 1], [1, 2, 3], [1, None], [1, True]),
    ],
    "min_demand": [0, 10**9 + 1],
    "quotation": ["a" * 300, "a" * 301],
    "level": ["neighbourhood", "settlement"],
    "rounding": ["none", "up", "down"],
    "url": [
        *("http://a", "https://a.nl/b?c#d", "HTTP://A", "HttpS://a", "http://u@a:1/", "http://a:b", "http://[::1]/x"),
        *("ftp://a", "http:/a", "http://", "http:///a", "http://?a", "http://#a", "http://a b", " http://a", "//a"),
        *("http://a ", "http://a\n", 'http://a"', "http://a'", "http://<a>", "http://a>", "a.nl", "javascript:a"),
    ],
    "year": [1899, 1900, 2025, 2100, 2101, 2025.5, "2025"],
    "basis": ["national", "municipal", "institute", "foreign", "illustrative", "law"],
    "title": [{"en": "a", "nl": "b", "de": "c"}, {"nl": "b"}, {"nl": None}],
    "version": ["1", "2025.1", "1+changed"],
    "date": DATES,
    "adopted_on": DATES,
    "looked_up": DATES,
    "state": ["draft", "adopted", "superseded", "Draft"],
    "modes": [
        *({name: {"kmh": 5}} for name in PLAIN_NAMES),
        *({str(number): {"kmh": 5} for number in range(most)} for most in (MAX_ITEMS, MAX_ITEMS + 1)),
    ],
    "kmh": [100, 100.5, 4.8],
    "network": ["walk", "cycle", "car"],
    "exclude": [
        *({"a": 1}, {"a": "b", "c": ["d", 2]}, {"a": True}, {"a": {}}, {"": "a"}, {" ": ["a"]}, {"a": [None]}),
        *({"a": [1] * MAX_ITEMS}, {"a": [1] * (MAX_ITEMS + 1)}, {str(number): 1 for number in range(MAX_ITEMS + 1)}),
    ],
    "field": ["inhabitants"],
    "op": [*OPERATORS, "==", "IN", "<>"],
    "value": [[1] * MAX_ITEMS, [1] * (MAX_ITEMS + 1), [[1]]],
}
for name in ("demand_where", "applies_if"):
    EDGES[name] = EDGES["where"]
EDGES["min_area_m2"] = [10**9 + 1, 0.1]
EDGES["note"] = EDGES["title"]

BY_INDICATOR = {"indicator", "threshold", "thresholds_by_class", "unit", "metric", "facility"}
"""Keys of every indicator of which it says what they may be."""

# The smallest requirement of each indicator. With 1 as minimum any number of types is enough.
BASES = {
    indicator: {
        "id": "own",
        "facility": "school",
        "indicator": indicator,
        "threshold": 1,
        "unit": INDICATORS[indicator].units[0],
    }
    for indicator in INDICATORS
}


def norm_set(requirement: Any = BASES["distance"], **changes: Any) -> dict[str, Any]:
    # The names that the values above give to a mode are modes of the set, so that they are right wherever a name is.
    modes = {"a": {"kmh": 5}, "1": {"kmh": 5}}
    return {"id": "own", "title": "", "version": "1", "modes": modes, "requirements": [requirement], **changes}


def label(*parts: Any) -> str:
    return " ".join(str(part)[:60] for part in parts)


def changed(base: dict[str, Any], name: str, wrap: Any, about: str, turn: int | None = None) -> Iterator[Case]:
    """Return a content with each value for a key, or a third of them by turns, and one without the key."""
    for value in [*ANYTHING, *EDGES.get(name, [])][turn :: 1 if turn is None else 3]:
        if value == "" and name in ("weight_of", "level"):
            continue  # has a test of its own
        yield label(about, name, repr(value)), wrap({**base, name: value})
    yield label(about, "no", name), wrap({key: value for key, value in base.items() if key != name})


def requirement_cases(indicator: str, thorough: bool) -> Iterator[Case]:
    """Give each key its values: all with the first indicator, and with the others where the indicator says what it is.

    What every indicator takes alike, or this one not at all, has a third of the values by turns.
    """
    base, number = BASES[indicator], list(INDICATORS).index(indicator)
    for key in REQUIREMENT_KEYS:
        is_its_own = indicator in key.only and set(key.only) != set(INDICATORS)
        is_all = thorough or number == 0 or is_its_own or key.name in BY_INDICATOR
        yield from changed(base, key.name, norm_set, indicator, turn=None if is_all else number % 3)
    for name in ("treshold", "Threshold", "", "$schema", "format", "comment"):
        yield label(indicator, "unknown key", name), norm_set({**base, name: 1})


def unit_cases(thorough: bool) -> Iterator[Case]:
    """Give every indicator every unit with thresholds around the ends of its range, general and by class.

    The ends of other units, of which each is as good as another, come by turns.
    """
    for number, (indicator, base) in enumerate(BASES.items()):
        for turn, unit in enumerate([*THRESHOLD_MAXIMUM, "km"]):
            maxima = THRESHOLD_MAXIMUM.values()
            others = sorted({one + more for one in maxima for more in (0, 1)})
            own = {THRESHOLD_MAXIMUM[unit], THRESHOLD_MAXIMUM[unit] + 1} if unit in THRESHOLD_MAXIMUM else set()
            ends = {0, -0.001, 0.001, 0.5, 1, 1.5, 2, 50, *own}
            for value in sorted(ends | set(others if thorough else others[(number + turn) % 3 :: 3])):
                one = {**base, "unit": unit}
                alone = {key: item for key, item in one.items() if key != "threshold"} | {
                    "thresholds_by_class": {"a": value}
                }
                yield label(indicator, unit, value), norm_set({**one, "threshold": value})
                yield label(indicator, unit, "by class", value), norm_set(alone)
                yield label(indicator, unit, "also by class", value), norm_set({**alone, "threshold": 1})
                yield label(indicator, unit, "null", value), norm_set({**alone, "threshold": None})


def pair_cases(_thorough: bool) -> Iterator[Case]:
    """Give the keys that depend on each other each other's values."""
    for weight in EDGES["weight"]:
        base = {**BASES["distance"], "weight": weight}
        yield from changed(base, "weight_of", norm_set, f"weight {weight!r}")
    for unit in ("number", "m2"):
        yield from changed({**BASES["rate"], "unit": unit}, "size", norm_set, f"rate in {unit}")
    for threshold in [*ANYTHING, "absent"]:
        for classes in ({}, {"a": 1}, None, "absent"):
            values = {"threshold": threshold, "thresholds_by_class": classes}
            own = {**BASES["distance"], **values}
            own = {key: value for key, value in own.items() if value != "absent"}
            yield label("threshold", repr(threshold), "classes", classes), norm_set(own)


def condition_cases(thorough: bool) -> Iterator[Case]:
    """Give each key of a condition its values: all in the first list of conditions, by turns in the others."""
    for number, name in enumerate(("where", "demand_where", "applies_if")):
        turn = None if thorough or number == 0 else number
        base = {"field": "a", "op": "=", "value": 1}

        def wrap(condition: Any, name: str = name) -> dict[str, Any]:
            return norm_set({**BASES["distance"], name: [condition]})

        for key in CONDITION_KEYS:
            yield from changed(base, key.name, wrap, name, turn)
        for op in OPERATORS:
            yield from changed({**base, "op": op}, "value", wrap, f"{name} {op}", turn)
        for other in ("and", "Field", "", "$schema"):
            yield label(name, "unknown key", other), wrap({**base, other: 1})


def mode_cases(_thorough: bool) -> Iterator[Case]:
    for mode in ("a", "walk", "rollator"):
        base = {"kmh": 5}

        def wrap(values: Any, mode: str = mode) -> dict[str, Any]:
            return norm_set(modes={mode: values})

        for key in MODE_KEYS:
            yield from changed(base, key.name, wrap, f"mode {mode}")
        for other in ("name", "speed", ""):
            yield label("mode", mode, "unknown key", other), wrap({**base, other: 1})


def set_cases(_thorough: bool) -> Iterator[Case]:
    base = norm_set()
    for key in SET_KEYS:
        yield from changed(base, key.name, dict, "set")
    for value in PLAIN_NAMES:
        yield label("set id", repr(value)), norm_set(id=value)
    for value in [*ANYTHING, "norm-set.schema.json"]:
        yield label("$schema", repr(value)), norm_set(**{"$schema": value})
        yield label("format", repr(value)), norm_set(format=value)
        yield label("the whole", repr(value)), value
        yield label("requirement", repr(value)), norm_set(value)
    for number in (MAX_REQUIREMENTS, MAX_REQUIREMENTS + 1):
        own = [{**BASES["distance"], "id": f"r{index}"} for index in range(number)]
        yield label(number, "requirements"), norm_set(requirements=own)
    for name in ("comment", "Version", "", "threshold"):
        yield label("set", "unknown key", name), norm_set(**{name: 1})


def library_cases(root) -> Iterator[Case]:
    """Return each requirement of the library with each of its keys left out, emptied, packed and misspelt."""
    content = json.loads((root / "resources" / "norms" / "library.json").read_text(encoding="utf-8"))
    for requirement in content["requirements"]:
        for key, value in requirement.items():
            others = {name: item for name, item in requirement.items() if name != key}
            for what, values in (
                ("no", {}),
                ("null", {key: None}),
                ("list of", {key: [value]}),
                ("text of", {key: str(value)}),
                ("misspelt", {f"{key}_": value}),
            ):
                yield label(requirement["id"], what, key), {**content, "requirements": [others | values]}


# The only values above that the schema lets through and the reader does not: there is one type of facility.
UNSAYABLE = {f"types minimum {number}: fits, but is refused" for number in (2, 3, 1000)}
# By the words of the schema: what it cannot say, as contents that it accepts.
EXCEPTIONS: dict[str, list[Any]] = {
    "requirements with the same id": [norm_set(requirements=[BASES["distance"], BASES["rate"]])],
    "a mode that neither the set nor Buurtmaat has": [norm_set({**BASES["distance"], "mode": "skates"})],
    "a day that its month does not have": [
        norm_set(date="2025-02-30"),
        norm_set(date="2025-02-29"),
        norm_set(adopted_on="2025-04-31"),
    ],
    "facility types or classes that differ in case or outer spaces only, or a type twice in one text": [
        norm_set({**BASES["distance"], "facility": ["school", " School"]}),
        norm_set({**BASES["distance"], "facility": "school|school"}),
        norm_set({**BASES["distance"], "thresholds_by_class": {"a": 1, "A ": 2}}),
    ],
    "a minimum of more types than there are": [norm_set({**BASES["types"], "facility": ["a", "b"], "minimum": 3})],
    "a facility that serves more from than to": [
        norm_set({**BASES["distance"], "serves": {"from": 2, "to": 1}}),
        norm_set({**BASES["distance"], "serves": [3, 2]}),
    ],
    "a url with brackets that are no address": [norm_set({**BASES["distance"], "url": "http://[x"})],
}


@pytest.fixture(scope="module")
def schema(root):
    return json.loads((root / "resources" / "norms" / "schema.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def fits(schema):
    return Draft202012Validator(schema).is_valid


def reads(content: Any) -> bool:
    return not problems(json.dumps(content))


def disagreements(cases: Iterator[Case], fits) -> list[str]:
    """Name the cases that schema and reader judge differently; they must hold some of each judgement."""
    found, answers = [], set()
    for what, content in cases:
        answer = reads(content)
        answers.add(answer)
        if fits(content) != answer:
            found.append(f"{what}: {'read, but does not fit' if answer else 'fits, but is refused'}")
    assert answers == {True, False}
    return found


def test_the_file_is_what_the_script_makes(root, load_script):
    file = root / "resources" / "norms" / "schema.json"
    assert dict(load_script("docs/norm_schema").pages()) == {file: file.read_text(encoding="utf-8")}


def test_it_is_a_schema_with_every_key_and_a_word_on_each(schema):
    Draft202012Validator.check_schema(schema)
    parts = {
        "": (schema, SET_KEYS, {"$schema", "format"}),
        "requirement": (schema["$defs"]["requirement"], REQUIREMENT_KEYS, set()),
        "mode": (schema["$defs"]["mode"], MODE_KEYS, set()),
        "condition": (schema["$defs"]["condition"], CONDITION_KEYS, set()),
    }
    for part, keys, more in parts.values():
        assert set(part["properties"]) == {key.name for key in keys} | more
        assert part["required"] == [key.name for key in keys if key.required]
        assert part["additionalProperties"] is False
        assert all(part["properties"][key.name]["description"].endswith(".") for key in keys)


@pytest.mark.parametrize("name", ["rivm-2025", "meeting", "daily", "library"])
def test_what_ships_is_accepted_by_schema_and_reader(root, schema, name):
    text = (root / "resources" / "norms" / f"{name}.json").read_text(encoding="utf-8")
    Draft202012Validator(schema).validate(json.loads(text))
    assert load(text).id == name


def test_every_file_beside_the_schema_is_a_set(root):
    names = {path.stem for path in (root / "resources" / "norms").glob("*.json")}
    assert names == {"rivm-2025", "meeting", "daily", "library", "schema"}


@pytest.mark.parametrize("indicator", INDICATORS)
def test_each_key_with_each_indicator_is_judged_alike(indicator, fits, request):
    cases = requirement_cases(indicator, request.config.getoption("--all"))
    assert set(disagreements(cases, fits)) == (UNSAYABLE if indicator == "types" else set())


@pytest.mark.parametrize("cases", [unit_cases, pair_cases, condition_cases, mode_cases, set_cases])
def test_each_change_is_judged_alike(cases, fits, request):
    assert disagreements(cases(request.config.getoption("--all")), fits) == []


def test_each_change_of_the_library_is_judged_alike(root, fits):
    # Five types as one text are one type, of which nothing can have three.
    assert disagreements(library_cases(root), fits) == ["sport_types text of facility: fits, but is refused"]


@pytest.mark.parametrize("key", REQUIREMENT_KEYS, ids=lambda key: key.name)
def test_the_cases_hold_right_and_wrong_values_of_each_key(key):
    values = [*ANYTHING, *EDGES.get(key.name, [])]
    answers = {reads(norm_set({**BASES[key.only[0]], "weight": "people", key.name: value})) for value in values}
    assert answers == {True, False}


def test_an_empty_name_of_a_field_does_not_fit(fits):
    for name in ("weight_of", "level"):
        assert not fits(norm_set({**BASES["distance"], "weight": "people", name: ""}))


def test_what_the_schema_cannot_say_is_listed_in_it(schema):
    *listed, size, text = schema["$comment"].split(": ")[1].split("; ")
    assert listed == list(EXCEPTIONS)
    assert size == "text over 1 MB or nested over 16 deep"
    assert text == "a key that is there twice, a control character or a number too large"


@pytest.mark.parametrize("content", [content for contents in EXCEPTIONS.values() for content in contents])
def test_what_the_schema_cannot_say_is_left_to_the_reader(content, fits):
    assert fits(content)
    assert not reads(content)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"title": ""', f'"title": "{"x" * MAX_BYTES}"'),
        ('"title": ""', f'"$schema": {"[" * MAX_DEPTH}{"]" * MAX_DEPTH}, "title": ""'),
        ('"title": ""', '"title": "", "title": ""'),
        ('"title": ""', '"title": "\\u0007"'),
        ('"threshold": 1', '"threshold": 1, "where": [{"field": "a", "op": "=", "value": 1e999}]'),
    ],
    ids=["large", "deep", "twice", "control", "huge"],
)
def test_the_text_itself_is_left_to_the_reader(old, new, fits):
    text = json.dumps(norm_set())
    assert text.count(old) == 1
    changed_text = text.replace(old, new)
    assert fits(json.loads(changed_text))
    assert problems(changed_text)
