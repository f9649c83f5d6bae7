"""The checks on the values of a norm set, whose types are right already."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlsplit

from ..comparing import type_key
from ..errors import InputError
from ..notes import Note
from ..wording import listed, shown
from .indicators import INDICATORS
from .model import (
    CONDITIONED,
    FIRST_YEAR,
    LAST_YEAR,
    MAX_ID,
    MAX_REQUIREMENTS,
    MODE_KEYS,
    OPERATORS,
    REQUIREMENT_KEYS,
    RESERVED_ID,
    SET_KEYS,
    THRESHOLD_MAXIMUM,
    Condition,
    Key,
    Mode,
    NormSet,
    Requirement,
    defaults,
)

_REQUIREMENT_ID = re.compile(r"[a-z][a-z0-9_]*")
_PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_KEYS = {key.name: key for key in REQUIREMENT_KEYS}
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with the value of a key, as a clause without a full stop."""

    key: str
    what: Note

    @property
    def message(self) -> str:
        """Return the clause in English."""
        return str(self.what)


def check_set(norm_set: NormSet) -> None:
    """Raise an `InputError` with the first thing wrong in a set made in code, naming the requirement."""
    set_id = shown(norm_set.id)
    for finding in set_findings(norm_set) + number_findings(len(norm_set.requirements)):
        raise InputError("Norm set {set}: {what}.", set=set_id, what=finding.what)
    for mode in norm_set.modes:
        for finding in mode_findings(mode):
            raise InputError(
                "Norm set {set}, mode {mode}: {what}.", set=set_id, mode=shown(mode.name), what=finding.what
            )
    seen: set[str] = set()
    for requirement in norm_set.requirements:
        findings = requirement_findings(requirement, norm_set.mode_names())
        if requirement.id in seen:
            findings.insert(0, Finding("id", Note("another requirement has this id; give each its own")))
        seen.add(requirement.id)
        for finding in findings:
            raise InputError(
                "Norm set {set}, requirement {requirement}: {what}.",
                set=set_id,
                requirement=shown(requirement.id),
                what=finding.what,
            )


def requirement_findings(requirement: Requirement, modes: Iterable[str]) -> list[Finding]:
    """Check the values of a requirement.

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
    usual = defaults(Requirement)
    for key in REQUIREMENT_KEYS:
        value = getattr(requirement, key.name)
        if value == usual.get(key.name):
            continue
        asked = replace(key, high=requirement.kind.most) if key.name == "minimum" else key
        findings += value_findings(asked, value)
        if requirement.indicator in INDICATORS and requirement.indicator not in key.only:
            what = Note(
                "{key} does not go with the indicator {indicator} (only with {indicators}); leave it out",
                key=key.name,
                indicator=requirement.indicator,
                indicators=", ".join(key.only),
            )
            findings.append(Finding(key.name, what))
    order = [key.name for key in REQUIREMENT_KEYS]
    return sorted(findings, key=lambda finding: order.index(finding.key))


def set_findings(norm_set: NormSet) -> list[Finding]:
    """Check the values of a set's own keys; its requirements are checked by `requirement_findings`."""
    findings = []
    if not is_plain_name(norm_set.id):
        what = Note(
            "{key} must be letters, digits, - and _, at most {most}, not {value}",
            key="id",
            most=MAX_ID,
            value=shown(norm_set.id),
        )
        findings.append(Finding("id", what))
    if not norm_set.version.strip():
        findings.append(Finding("version", Note("{key} must not be empty; write for example 1", key="version")))
    for name in ("date", "adopted_on"):
        value = getattr(norm_set, name)
        if not _is_date(value):
            findings.append(_no_date(name, value))
    for key in SET_KEYS:
        findings += value_findings(key, getattr(norm_set, key.name))
    return findings


def number_findings(number: int) -> list[Finding]:
    """Check how many requirements a set holds."""
    if 1 <= number <= MAX_REQUIREMENTS:
        return []
    what = Note(
        "{key} must hold 1 to {most} requirements, not {number}",
        key="requirements",
        most=MAX_REQUIREMENTS,
        number=number,
    )
    return [Finding("requirements", what)]


def mode_findings(mode: Mode) -> list[Finding]:
    """Check the values of one mode."""
    findings = [finding for key in MODE_KEYS for finding in value_findings(key, getattr(mode, key.name))]
    if not is_plain_name(mode.name):
        what = Note(
            "the name of a mode must be letters, digits, - and _, at most {most}, not {value}",
            most=MAX_ID,
            value=shown(mode.name),
        )
        findings.insert(0, Finding("name", what))
    if any(not field.strip() or not values for field, values in mode.exclude):
        what = Note("{key} must give a field name and at least one value to leave out", key="exclude")
        findings.append(Finding("exclude", what))
    return findings


def condition_findings(condition: Condition) -> list[Finding]:
    """Check one condition."""
    op, findings = condition.op, []
    if not condition.field.strip():
        findings.append(Finding("field", Note("field must be the name of a field, not empty")))
    if op not in OPERATORS:
        what = Note("op must be {choices}, not {value}", choices=listed(OPERATORS), value=shown(op))
        findings.append(Finding("op", what))
    elif op == "in" and not isinstance(condition.value, tuple):
        findings.append(Finding("value", Note("value must be a list for the operator “in”")))
    elif op != "in" and isinstance(condition.value, tuple):
        what = Note("value must be a single number, text, true or false for the operator {op}", op=shown(op))
        findings.append(Finding("value", what))
    elif condition.value == ():
        findings.append(Finding("value", Note("value must be a list of at least one value")))
    elif op not in ("=", "!=", "in") and isinstance(condition.value, bool):
        what = Note("value must be a number or text for the operator {op}, not true or false", op=shown(op))
        findings.append(Finding("value", what))
    return findings


def value_findings(key: Key, value: object) -> list[Finding]:
    """Check one value against what its key allows: its choices and its range."""
    if key.choices and value not in key.choices:
        what = Note(
            "{key} must be {choices}, not {value}", key=key.name, choices=listed(key.choices), value=shown(value)
        )
        return [Finding(key.name, what)]
    if key.longest is not None and isinstance(value, str) and len(value) > key.longest:
        what = Note(
            "{key} must be at most {most} characters long, not {number}",
            key=key.name,
            most=key.longest,
            number=len(value),
        )
        return [Finding(key.name, what)]
    if key.high is None or not isinstance(value, int | float):
        return []
    wrong = _out_of_range(key, key.name, value, key.high)
    return [Finding(key.name, wrong)] if wrong else []


def is_plain_name(text: str) -> bool:
    """Return whether a text can name a set or a mode, and so a file: no dots, no slashes."""
    return len(text) <= MAX_ID and _PLAIN_NAME.fullmatch(text) is not None


def _requirement_values(requirement: Requirement, modes: tuple[str, ...]) -> Iterator[Finding]:
    """Yield what the table of keys cannot tell, because it is a pattern or depends on another key."""
    if len(requirement.id) > MAX_ID or not _REQUIREMENT_ID.fullmatch(requirement.id):
        what = Note(
            "{key} must be lower-case letters, digits and _, start with a letter and be at most {most} long, "
            "not {value}",
            key="id",
            most=MAX_ID,
            value=shown(requirement.id),
        )
        yield Finding("id", what)
    if requirement.id == RESERVED_ID:
        what = Note(
            "{key} {value} is reserved for all requirements together; choose another",
            key="id",
            value=shown(RESERVED_ID),
        )
        yield Finding("id", what)
    yield from _facility_findings(requirement)
    yield from _threshold_findings(requirement)
    if requirement.mode not in modes:
        what = Note(
            "{key} must be a mode of the set or {modes}, not {value}",
            key="mode",
            modes=listed(modes),
            value=shown(requirement.mode),
        )
        yield Finding("mode", what)
    if not requirement.weight.strip():
        yield Finding("weight", Note("{key} must be “dwellings” or the name of a field, not empty", key="weight"))
    if requirement.weight_of is not None and requirement.weight == "dwellings":
        what = Note("{key} goes with a weight that is a percentage field, not with dwellings", key="weight_of")
        yield Finding("weight_of", what)
    yield from _size_findings(requirement)
    yield from _path_findings(requirement)
    for name in ("weight_of", "level"):
        value = getattr(requirement, name)
        if value is not None and not value.strip():
            yield Finding(name, Note("{key} must be the name of a field; leave it out where there is none", key=name))
    for name in CONDITIONED:
        for condition in getattr(requirement, name):
            for finding in condition_findings(condition):
                yield Finding(name, Note("{key}: {what}", key=name, what=finding.what))
    if not _is_date(requirement.looked_up):
        yield _no_date("looked_up", requirement.looked_up)
    if not _is_web_address(requirement.url):
        what = Note(
            "{key} must start with http:// or https://, or be empty, not {value}",
            key="url",
            value=shown(requirement.url),
        )
        yield Finding("url", what)


def _size_findings(requirement: Requirement) -> Iterator[Finding]:
    """Check how large a facility is and how many it serves."""
    if requirement.size is not None and requirement.unit == "number":
        what = Note("{key} does not go with the unit number, where each counts as one; leave it out", key="size")
        yield Finding("size", what)
    serves, key = requirement.serves, _KEYS["serves"]
    for label, value in (("from", serves.least), ("to", serves.most)):
        if value is not None and (wrong := _out_of_range(key, Note("serves {part}", part=label), value, key.high or 0)):
            yield Finding("serves", wrong)
    if serves.least is not None and serves.most is not None and serves.least > serves.most:
        what = Note(
            "{key} must go up: from {least} is more than to {most}",
            key="serves",
            least=shown(serves.least),
            most=shown(serves.most),
        )
        yield Finding("serves", what)


def _path_findings(requirement: Requirement) -> Iterator[Finding]:
    """Check the years and shares of a path to a target."""
    key, years = _KEYS["target_path"], [year for year, _ in requirement.target_path]
    for year, share in requirement.target_path:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            what = Note(
                "{key} must have years from {first} to {last}, not {year}",
                key=key.name,
                first=FIRST_YEAR,
                last=LAST_YEAR,
                year=year,
            )
            yield Finding(key.name, what)
        wrong = _out_of_range(key, Note("{key} of {name}", key=key.name, name=str(year)), share, key.high or 0)
        if wrong:
            yield Finding(key.name, wrong)
    if len(set(years)) < len(years):
        yield Finding(key.name, Note("{key} must have each year once", key=key.name))


def _facility_findings(requirement: Requirement) -> Iterator[Finding]:
    keys = [type_key(facility) for facility in requirement.facility]
    if not keys or not all(keys):
        yield Finding("facility", Note("{key} must name at least one type, and no empty one", key="facility"))
    for number, facility in enumerate(requirement.facility):
        if keys[number] in keys[:number]:
            yield Finding(
                "facility",
                Note("{key}: the type {type} is named twice; name it once", key="facility", type=shown(facility)),
            )
        if "|" in facility:
            what = Note(
                "{key}: {type} must not hold |; write the types as a list", key="facility", type=shown(facility)
            )
            yield Finding("facility", what)
    if requirement.kind.counts_types and requirement.minimum is not None and requirement.minimum > len(keys):
        what = Note(
            "{key}: {minimum} types are asked, and only {number} named, so that no dwelling could ever have that "
            "many; ask fewer, or name more",
            key="minimum",
            minimum=requirement.minimum,
            number=len(keys),
        )
        yield Finding("minimum", what)


def _threshold_findings(requirement: Requirement) -> Iterator[Finding]:
    units = requirement.kind.units
    if not units:  # an unknown indicator, reported by its choices
        return
    if requirement.unit not in units:
        what = Note(
            "{key} must be {units} for the indicator {indicator}, not {value}",
            key="unit",
            units=listed(units),
            indicator=requirement.indicator,
            value=shown(requirement.unit),
        )
        yield Finding("unit", what)
        return
    values: list[tuple[str, str | Note, float]] = [
        (
            "thresholds_by_class",
            Note("{key}: the threshold of {name}", key="thresholds_by_class", name=shown(name)),
            value,
        )
        for name, value in requirement.thresholds_by_class
    ]
    if requirement.threshold is not None:
        values.insert(0, ("threshold", "threshold", requirement.threshold))
    elif not values:
        yield Finding("threshold", Note("{key} is missing", key="threshold"))
    # A distance of 0 would be met on the facility only; a rate of 0 is how a class is let off.
    above, low = (0.0, None) if requirement.has_share else (None, 0.0)
    key = Key(name="threshold", kind="whole" if requirement.kind.whole else "number", above=above, low=low)
    for key_name, label, number in values:
        wrong = _out_of_range(key, label, number, THRESHOLD_MAXIMUM[requirement.unit], requirement.unit)
        if wrong:
            yield Finding(key_name, wrong)
    class_keys = [type_key(name) for name, _ in requirement.thresholds_by_class]
    if not all(class_keys) or len(set(class_keys)) < len(class_keys):
        yield Finding(
            "thresholds_by_class", Note("{key} must give each class a name of its own", key="thresholds_by_class")
        )


def _out_of_range(key: Key, label: str | Note, value: float, high: float, unit: str = "") -> Note | None:
    """Describe in which range a value must lie, if it does not."""
    below = (key.above is not None and value <= key.above) or (key.low is not None and value < key.low)
    whole = key.kind != "whole" or float(value).is_integer()
    if math.isfinite(value) and not below and value <= high and whole:
        return None
    most = f"{shown(high)} {unit}" if unit in ("m", "min", "m2") else shown(high)
    words = {"key": label, "high": most, "value": shown(value)}
    if key.above is not None:
        what = Note("{key} must be over {low} and at most {high}, not {value}", low=shown(key.above), **words)
    elif key.kind == "whole":
        what = Note("{key} must be a whole number from {low} to {high}, not {value}", low=shown(key.low), **words)
    else:
        what = Note("{key} must be from {low} to {high}, not {value}", low=shown(key.low), **words)
    if high == 1 and 1 < value <= 100:
        return Note("{what}; {percentage} % is {share}", what=what, percentage=shown(value), share=shown(value / 100))
    return what


def _no_date(name: str, text: str) -> Finding:
    what = Note("{key} must be a date such as 2025-12-18, or empty, not {value}", key=name, value=shown(text))
    return Finding(name, what)


def _is_date(text: str) -> bool:
    """Return whether a text is empty or a year, a month or a day of the calendar (2025, 2025-12, 2025-12-18)."""
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
