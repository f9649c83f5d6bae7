"""What a norm set is: its requirements and modes as frozen objects, the table of their keys, and the checks on values.

Nothing here reads a file: `norm_file` and `norm_matrix` turn text into these objects and say where a finding stands.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import MISSING, dataclass, fields
from datetime import date
from urllib.parse import urlsplit

from .errors import InputError

SHIPPED_IDS = ("rivm-2025", "meeting", "daily")  # reserved: a saved set may not take one of these ids

SHARE_INDICATORS = ("distance", "count", "types", "basket")  # judged as a share of the weight within the threshold
AMOUNT_INDICATORS = ("rate", "presence", "area_share")  # the threshold is itself the norm
INDICATORS = SHARE_INDICATORS + AMOUNT_INDICATORS
UNITS = {
    "distance": ("m", "min"),
    "count": ("m", "min"),
    "types": ("m", "min"),
    "basket": ("m", "min"),
    "rate": ("number", "m2"),
    "presence": ("number",),
    "area_share": ("share",),
}
THRESHOLD_MAXIMUM = {"m": 100_000.0, "min": 600.0, "number": 1_000_000.0, "m2": 1_000_000_000.0, "share": 1.0}
METRICS = ("network", "straight")
NETWORKS = ("walk", "cycle")
AREAS = ("neighbourhood", "land", "developed")
ROUNDINGS = ("none", "up")
BASES = ("national", "municipal", "institute", "foreign", "illustrative")
STATES = ("draft", "adopted", "superseded")
OPERATORS = ("=", "!=", "<", "<=", ">", ">=", "in")

MAX_REQUIREMENTS = 200
MAX_ITEMS = 1000  # of any other list or object in a set: more is a mistake, not a norm
MAX_ID = 40

_REQUIREMENT_ID = re.compile(r"[a-z][a-z0-9_]*")
_PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_PERCENT_WORD = re.compile(r"%|percent(?!i[el])|procent|(?<![a-z])(pct|perc|proc)(?![a-z])")
# Words after p_ that show a plain number or a name, where Statistics Netherlands' P_ stands for a percentage.
_NO_PERCENTAGE = {
    *("id", "fid", "nr", "no", "num", "nummer", "number", "code", "naam", "name", "type", "key"),
    *("aantal", "count", "total", "totaal", "sum", "som", "inw", "inwoners", "inhabitants", "people", "personen"),
    *("persons", "woningen", "dwellings", "huishoudens", "households"),
}


def type_key(text: str) -> str:
    """Give the form in which facility types are compared: trimmed and without case."""
    return text.strip().casefold()


def is_percentage_field(name: str) -> bool:
    """Tell whether a field's name says that it holds percentages, which cannot be spread over dwellings.

    The names of Statistics Netherlands are recognised (``percentage_…``, the older ``P_65_EO_JR``), and ``pct``,
    ``perc``, ``percent``, ``procent`` or ``%`` in other names; not ``people`` or ``p_id``.
    """
    name = name.strip().casefold()
    if _PERCENT_WORD.search(name):
        return True
    prefix, underscore, rest = name.partition("_")
    return prefix == "p" and bool(underscore and rest) and _NO_PERCENTAGE.isdisjoint(rest.split("_"))


@dataclass(frozen=True, slots=True)
class Text:
    """A text in English and Dutch; either may be empty."""

    en: str = ""
    nl: str = ""

    def __str__(self) -> str:
        return self.in_language("en")

    def in_language(self, language: str) -> str:
        """Give the text in a language (`nl`, `nl_NL`, …; English for all others), else in the other one."""
        return (self.nl or self.en) if language.casefold().startswith("nl") else (self.en or self.nl)


@dataclass(frozen=True, slots=True)
class Condition:
    """A test on one field; `value` is a tuple for the operator `in`."""

    field: str
    op: str
    value: str | float | bool | tuple[str | float | bool, ...]


@dataclass(frozen=True, slots=True)
class Mode:
    """A way to move: its speed, the network it uses, and the lines it cannot use as (field, values left out)."""

    name: str
    kmh: float
    network: str = "walk"
    exclude: tuple[tuple[str, tuple[str | float, ...]], ...] = ()


BUILT_IN_MODES = (
    Mode("walk", 4.8),
    Mode("walk_65", 3.0),
    Mode("rollator", 2.2, exclude=(("highway", ("steps",)),)),
    Mode("cycle", 15.0, network="cycle"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One requirement of a norm set.

    Made with the defaults that its indicator has: `minimum` is 1 for count and types, `per` 1,000 for rate; the same
    values where they say nothing (at least 1 of the nearest) become None, and facility types are trimmed. Values are
    not checked here: see `requirement_findings`.
    """

    id: str
    title: Text = Text()
    facility: tuple[str, ...]
    indicator: str
    threshold: float | None = None
    unit: str
    minimum: int | None = None
    per: float | None = None
    metric: str = "network"
    mode: str = "walk"
    weight: str = "dwellings"
    weight_of: str | None = None
    target: float | None = None
    thresholds_by_class: tuple[tuple[str, float], ...] = ()
    where: tuple[Condition, ...] = ()
    demand_where: tuple[Condition, ...] = ()
    applies_if: tuple[Condition, ...] = ()
    min_area_m2: float | None = None
    merge_touching: bool = False
    area_of: str = "neighbourhood"
    level: str | None = None
    rounding: str = "none"
    source: str = ""
    url: str = ""
    year: int | None = None
    basis: str = "illustrative"
    note: Text = Text()

    def __post_init__(self) -> None:
        def put(name: str, value: object) -> None:
            object.__setattr__(self, name, value)

        put("facility", tuple(facility.strip() for facility in self.facility))
        if self.indicator in ("count", "types"):
            put("minimum", 1 if self.minimum is None else self.minimum)
        elif self.indicator in ("distance", "basket") and self.minimum == 1:
            put("minimum", None)
        if self.indicator == "rate":
            put("per", 1000.0 if self.per is None else self.per)
        elif self.per == 1000:
            put("per", None)
        if self.level == "neighbourhood":
            put("level", None)

    @property
    def has_share(self) -> bool:
        """Whether the requirement is judged as a share of the weight within the threshold."""
        return self.indicator in SHARE_INDICATORS

    def label(self, language: str = "en") -> str:
        """Give the title in a language, or the id where there is no title."""
        return self.title.in_language(language) or self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class NormSet:
    """A named and versioned list of requirements, with the modes of its own."""

    id: str
    title: Text
    version: str
    date: str = ""
    state: str = "draft"
    adopted_by: str = ""
    adopted_on: str = ""
    superseded_by: str = ""
    modes: tuple[Mode, ...] = ()
    requirements: tuple[Requirement, ...]

    def mode(self, name: str) -> Mode:
        """Give a mode by name: the set's own, else the built-in one; an unknown name is an `InputError`."""
        for mode in self.modes + BUILT_IN_MODES:
            if mode.name == name:
                return mode
        raise InputError(f'The norm set has no mode "{name}"; use one of {listed(self.mode_names())}.')

    def mode_names(self) -> tuple[str, ...]:
        """Give the names of all modes that its requirements may use."""
        return mode_names(self.modes)


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with the value of a key; the message is a clause without a full stop."""

    key: str
    message: str


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a norm file: what it may hold, and which indicators take it.

    Defaults are those of the dataclass; reading, checking and writing follow this table.
    """

    name: str
    kind: str = "text"
    required: bool = False
    choices: tuple[str, ...] = ()
    above: float | None = None
    low: float | None = None
    high: float | None = None
    only: tuple[str, ...] = INDICATORS


REQUIREMENT_KEYS = (
    Key("id", required=True),
    Key("title", "title"),
    Key("facility", "types", required=True),
    Key("indicator", required=True, choices=INDICATORS),
    Key("threshold", "number"),  # required too, unless there are thresholds_by_class; its range goes by the unit
    Key("unit", required=True),
    Key("minimum", "whole", low=1, high=1000, only=("count", "types")),
    Key("per", "number", above=0, high=10_000_000, only=("rate",)),
    Key("metric", choices=METRICS),  # a rate may name one too, as a table's row does: there it says nothing
    Key("mode", only=SHARE_INDICATORS),
    Key("weight"),
    Key("weight_of"),
    Key("target", "number", above=0, high=1, only=SHARE_INDICATORS),
    Key("thresholds_by_class", "classes"),
    Key("where", "conditions"),
    Key("demand_where", "conditions"),
    Key("applies_if", "conditions"),
    Key("min_area_m2", "number", low=0, high=1_000_000_000),
    Key("merge_touching", "flag"),
    Key("area_of", choices=AREAS, only=("area_share",)),
    Key("level"),
    Key("rounding", choices=ROUNDINGS, only=("rate",)),
    Key("source"),
    Key("url"),
    Key("year", "whole", low=1900, high=2100),
    Key("basis", choices=BASES),
    Key("note", "title"),
)
SET_KEYS = (
    Key("id", required=True),
    Key("title", "title", required=True),
    Key("version", required=True),
    Key("date"),
    Key("state", choices=STATES),
    Key("adopted_by"),
    Key("adopted_on"),
    Key("superseded_by"),
    Key("modes", "modes"),
    Key("requirements", "requirements", required=True),
)
MODE_KEYS = (
    Key("kmh", "number", required=True, above=0, high=100),
    Key("network", choices=NETWORKS),
    Key("exclude", "exclude"),
)
CONDITION_KEYS = (
    Key("field", required=True),
    Key("op", required=True, choices=OPERATORS),
    Key("value", "values", required=True),
)


def defaults(kind: type[Requirement | NormSet]) -> dict[str, object]:
    """Give the values of the keys that a file may leave out."""
    return {field.name: field.default for field in fields(kind) if field.default is not MISSING}


def mode_names(own: Iterable[Mode]) -> tuple[str, ...]:
    """Give the names of these modes and of the built-in ones, each once."""
    return tuple(dict.fromkeys(mode.name for mode in (*own, *BUILT_IN_MODES)))


def listed(names: Iterable[object]) -> str:
    """Write names as they stand in a sentence: "a", "b" or "c"."""
    quoted = [f'"{name}"' for name in names]
    return " or ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)


def shown(value: object) -> str:
    """Write a value as it stands in a sentence: short, text in quotes, whole numbers without decimals."""
    if isinstance(value, str):
        return f'"{value[:39]}…"' if len(value) > 40 else f'"{value}"'
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def requirement_findings(requirement: Requirement, modes: Iterable[str]) -> list[Finding]:
    """Check the values of a requirement, whose types are right already.

    Parameters
    ----------
    requirement
        The requirement.
    modes
        The names of the modes it may use, as `NormSet.mode_names` gives them.

    Returns
    -------
    list of Finding
        What is wrong, in the order of the keys; empty where nothing is.
    """
    findings = list(_requirement_values(requirement, tuple(modes)))
    for key in REQUIREMENT_KEYS:
        value = getattr(requirement, key.name)
        if value == defaults(Requirement).get(key.name):
            continue
        findings += value_findings(key, value)
        if requirement.indicator in INDICATORS and requirement.indicator not in key.only:
            message = f"{key.name} does not go with the indicator {requirement.indicator} (only with "
            findings.append(Finding(key.name, f"{message}{', '.join(key.only)}); leave it out"))
    order = [key.name for key in REQUIREMENT_KEYS]
    return sorted(findings, key=lambda finding: order.index(finding.key))


def set_findings(norm_set: NormSet) -> list[Finding]:
    """Check the values of a set's own keys; its requirements are checked by `requirement_findings`."""
    findings = []
    if not is_plain_name(norm_set.id):
        message = f"id must be letters, digits, - and _, at most {MAX_ID}, not {shown(norm_set.id)}"
        findings.append(Finding("id", message))
    if not norm_set.version.strip():
        findings.append(Finding("version", "version must not be empty; write for example 1"))
    for name in ("date", "adopted_on"):
        if not _is_date(getattr(norm_set, name)):
            message = f"{name} must be a date such as 2025-12-18, or empty, not {shown(getattr(norm_set, name))}"
            findings.append(Finding(name, message))
    for key in SET_KEYS:
        findings += value_findings(key, getattr(norm_set, key.name))
    return findings


def number_findings(number: int) -> list[Finding]:
    """Check how many requirements a set holds."""
    if 1 <= number <= MAX_REQUIREMENTS:
        return []
    message = f"must hold 1 to {MAX_REQUIREMENTS} requirements, not {number:,}"
    return [Finding("requirements", f"requirements {message}")]


def mode_findings(mode: Mode) -> list[Finding]:
    """Check the values of one mode."""
    findings = [finding for key in MODE_KEYS for finding in value_findings(key, getattr(mode, key.name))]
    if not is_plain_name(mode.name):
        message = f"the name of a mode must be letters, digits, - and _, at most {MAX_ID}, not {shown(mode.name)}"
        findings.insert(0, Finding("name", message))
    if any(not field.strip() or not values for field, values in mode.exclude):
        findings.append(Finding("exclude", "exclude must give a field name and at least one value to leave out"))
    return findings


def condition_findings(condition: Condition) -> list[Finding]:
    """Check one condition."""
    op, findings = condition.op, []
    if not condition.field.strip():
        findings.append(Finding("field", "field must be the name of a field, not empty"))
    if op not in OPERATORS:
        findings.append(Finding("op", f"op must be {listed(OPERATORS)}, not {shown(op)}"))
    elif (op == "in") != isinstance(condition.value, tuple):
        wanted = "a list" if op == "in" else "a single number, text, true or false"
        findings.append(Finding("value", f'value must be {wanted} for the operator "{op}"'))
    elif condition.value == ():
        findings.append(Finding("value", "value must be a list of at least one value"))
    elif op not in ("=", "!=", "in") and isinstance(condition.value, bool):
        findings.append(Finding("value", f'value must be a number or text for the operator "{op}", not true or false'))
    return findings


def value_findings(key: Key, value: object) -> list[Finding]:
    """Check one value against what its key allows: its choices and its range."""
    if key.choices and value not in key.choices:
        return [Finding(key.name, f"{key.name} must be {listed(key.choices)}, not {shown(value)}")]
    if key.high is not None and isinstance(value, int | float):
        return _range_findings(key, value, key.high)
    return []


def check_set(norm_set: NormSet) -> None:
    """Raise an `InputError` with the first thing wrong in a set made in code, naming the requirement."""
    for finding in set_findings(norm_set) + number_findings(len(norm_set.requirements)):
        raise InputError(f"Norm set {shown(norm_set.id)}: {finding.message}.")
    for mode in norm_set.modes:
        for finding in mode_findings(mode):
            raise InputError(f"Norm set {shown(norm_set.id)}, mode {shown(mode.name)}: {finding.message}.")
    seen: set[str] = set()
    for requirement in norm_set.requirements:
        where = f"Norm set {shown(norm_set.id)}, requirement {shown(requirement.id)}"
        if requirement.id in seen:
            raise InputError(f"{where}: another requirement has this id; give each its own.")
        seen.add(requirement.id)
        for finding in requirement_findings(requirement, norm_set.mode_names()):
            raise InputError(f"{where}: {finding.message}.")


def _requirement_values(requirement: Requirement, modes: tuple[str, ...]) -> Iterator[Finding]:
    """Give what the table of keys cannot tell, because it is a pattern or depends on another key."""
    if len(requirement.id) > MAX_ID or not _REQUIREMENT_ID.fullmatch(requirement.id):
        message = "id must be lower-case letters, digits and _, start with a letter and be at most"
        yield Finding("id", f"{message} {MAX_ID} long, not {shown(requirement.id)}")
    yield from _facility_findings(requirement)
    yield from _threshold_findings(requirement)
    if requirement.mode not in modes:
        yield Finding("mode", f"mode must be a mode of the set or {listed(modes)}, not {shown(requirement.mode)}")
    if not requirement.weight.strip():
        yield Finding("weight", 'weight must be "dwellings" or the name of a field, not empty')
    if requirement.weight_of is not None and requirement.weight == "dwellings":
        yield Finding("weight_of", "weight_of goes with a weight that is a percentage field, not with dwellings")
    for name in ("weight_of", "level"):
        if not (getattr(requirement, name) or "left out").strip():
            yield Finding(name, f"{name} must be the name of a field; leave it out where there is none")
    for name in ("where", "demand_where", "applies_if"):
        for condition in getattr(requirement, name):
            for finding in condition_findings(condition):
                yield Finding(name, f"{name}: {finding.message}")
    if not _is_web_address(requirement.url):
        yield Finding("url", f"url must start with http:// or https://, or be empty, not {shown(requirement.url)}")


def _facility_findings(requirement: Requirement) -> Iterator[Finding]:
    keys = [type_key(facility) for facility in requirement.facility]
    if not keys or not all(keys):
        yield Finding("facility", "facility must name at least one type, and no empty one")
    for number, facility in enumerate(requirement.facility):
        if keys[number] in keys[:number]:
            yield Finding("facility", f"facility names the type {shown(facility)} twice")
        if "|" in facility:
            yield Finding("facility", f"facility {shown(facility)} must not hold |; write the types as a list")
    if requirement.indicator == "types" and requirement.minimum is not None and requirement.minimum > len(keys):
        message = f"minimum is {requirement.minimum} types, and facility names only {len(keys)}"
        yield Finding("minimum", f"{message}; no dwelling could ever have that many")


def _threshold_findings(requirement: Requirement) -> Iterator[Finding]:
    units = UNITS.get(requirement.indicator)
    if units is None:  # an unknown indicator, reported by its choices
        return
    if requirement.unit not in units:
        message = f"unit must be {listed(units)} for the indicator {requirement.indicator}"
        yield Finding("unit", f"{message}, not {shown(requirement.unit)}")
        return
    if requirement.threshold is None and not requirement.thresholds_by_class:
        yield Finding("threshold", "threshold is missing")
    # A distance of 0 would be met on the facility only; a rate of 0 is how a class is let off.
    above, low = (0.0, None) if requirement.has_share else (None, 0.0)
    kind = "whole" if requirement.indicator == "presence" else "number"
    classes = [(f' of the class "{name}"', value) for name, value in requirement.thresholds_by_class]
    for name, values in (("threshold", [("", requirement.threshold)]), ("thresholds_by_class", classes)):
        for suffix, value in values:
            key = Key(f"{name}{suffix}", kind, above=above, low=low)
            unit = f" {requirement.unit}" if requirement.unit in ("m", "min", "m2") else ""
            high = THRESHOLD_MAXIMUM[requirement.unit]
            for finding in [] if value is None else _range_findings(key, value, high, unit):
                yield Finding(name, finding.message)
    class_keys = [type_key(name) for name, _ in requirement.thresholds_by_class]
    if not all(class_keys) or len(set(class_keys)) < len(class_keys):
        yield Finding("thresholds_by_class", "thresholds_by_class must give each class a name of its own")


def _range_findings(key: Key, value: float, high: float, unit: str = "") -> list[Finding]:
    below = (key.above is not None and value <= key.above) or (key.low is not None and value < key.low)
    whole = key.kind != "whole" or float(value).is_integer()
    if math.isfinite(value) and not below and value <= high and whole:
        return []
    kind = "a whole number " if key.kind == "whole" else ""
    least = f"{key.low:g} or more" if key.above is None else f"over {key.above:g}"
    hint = f"; {value:g} % is {value / 100:g}" if high == 1 and 1 < value <= 100 else ""
    most = f"{high:,.0f}" if high > 9999 else f"{high:g}"
    message = f"{key.name} must be {kind}{least} and at most {most}{unit}, not {shown(value)}{hint}"
    return [Finding(key.name, message)]


def is_plain_name(text: str) -> bool:
    """Tell whether a text can name a set or a mode, and so a file: no dots, no slashes."""
    return len(text) <= MAX_ID and _PLAIN_NAME.fullmatch(text) is not None


def _is_date(text: str) -> bool:
    """Tell whether a text is empty or a year, a month or a day of the calendar (2025, 2025-12, 2025-12-18)."""
    if not text:
        return True
    match = _DATE.fullmatch(text)
    if match is None:
        return False
    try:
        date(*(int(part or 1) for part in match.groups()))
    except ValueError:
        return False
    return True


def _is_web_address(text: str) -> bool:
    if not text:
        return True
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    # Spaces and quotes have no place in an address, and could leave the report's href.
    return parts.scheme in ("http", "https") and bool(parts.netloc) and not re.search(r"[\s\"'<>]", text)
