"""What a norm set is: its requirements and modes as frozen objects, and the table of their keys.

Nothing here reads or checks: `file` and `table` turn text into these objects, `checks` looks at them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import MISSING, dataclass, fields, replace
from itertools import pairwise
from typing import Literal, get_args

from ..comparing import type_key
from ..errors import InputError
from ..wording import listed, shown
from .indicators import INDICATORS, MOST, Indicator, Unit, indicator_of, takers

SHIPPED_IDS = ("rivm-2025", "meeting", "daily")  # reserved: a saved set may not take one of these ids
RESERVED_ID = "everything"  # of no requirement: `everything_share` is of all of them together

THRESHOLD_MAXIMUM: dict[Unit, float] = {
    "m": 100_000.0,
    "min": 600.0,
    "number": 1_000_000.0,
    "m2": 1_000_000_000.0,
    "share": 1.0,
}
# What these keys may hold, once a set was checked: plain text in files and tables, and known to the type checker.
Metric = Literal["network", "straight"]
NetworkName = Literal["walk", "cycle"]
AreaOf = Literal["neighbourhood", "land", "developed", "public_space"]
Rounding = Literal["none", "up"]
Basis = Literal["national", "municipal", "institute", "foreign", "illustrative"]
State = Literal["draft", "adopted", "superseded"]
Operator = Literal["=", "!=", "<", "<=", ">", ">=", "in"]
KeyKind = Literal[
    "text",
    "title",
    "types",
    "number",
    "whole",
    "flag",
    "path",
    "serves",
    "classes",
    "conditions",
    "values",
    "modes",
    "exclude",
    "requirements",
]
"""What a key of a norm file holds."""
METRICS: tuple[Metric, ...] = get_args(Metric)
NETWORKS: tuple[NetworkName, ...] = get_args(NetworkName)
AREAS: tuple[AreaOf, ...] = get_args(AreaOf)
ROUNDINGS: tuple[Rounding, ...] = get_args(Rounding)
BASES: tuple[Basis, ...] = get_args(Basis)
STATES: tuple[State, ...] = get_args(State)
OPERATORS: tuple[Operator, ...] = get_args(Operator)

MAX_REQUIREMENTS = 200
MAX_ITEMS = 1000  # of any other list or object in a set: more is a mistake, not a norm
MAX_ID = 40
MAX_QUOTATION = 300
FIRST_YEAR, LAST_YEAR = 1900, 2200  # of a path to a target

_PERCENT_WORD = re.compile(r"%|percent(?!i[el])|procent|(?<![a-z])(pct|perc|proc)(?![a-z])")
# Percentages of the housing stock in StatLine, whose names do not say so and end on a number.
_STATLINE_SHARE = re.compile(r"(koopwoningen|huurwoningentotaal|inbezit(woningcorporatie|overigeverhuurders))_\d+")
# Words after p_ that show a plain number or a name, where Statistics Netherlands' P_ stands for a percentage.
_NO_PERCENTAGE = {
    *("id", "fid", "nr", "no", "num", "nummer", "number", "code", "naam", "name", "type", "key"),
    *("aantal", "count", "total", "totaal", "sum", "som", "inw", "inwoners", "inhabitants", "people", "personen"),
    *("persons", "woningen", "dwellings", "huishoudens", "households"),
}


def is_percentage_field(name: str) -> bool:
    """Return whether a field's name says that it holds percentages, which cannot be spread over dwellings.

    The names of Statistics Netherlands are recognised (``percentage_…``, the older ``P_65_EO_JR``, ``Koopwoningen_47``
    of StatLine), and ``pct``, ``perc``, ``percent``, ``procent`` or ``%`` in other names; not ``people`` or ``p_id``.
    """
    name = name.strip().casefold()
    if _PERCENT_WORD.search(name) or _STATLINE_SHARE.fullmatch(name):
        return True
    prefix, underscore, rest = name.partition("_")
    return prefix == "p" and bool(underscore and rest) and _NO_PERCENTAGE.isdisjoint(rest.split("_"))


def on_path(path: Sequence[tuple[int, float]], year: float) -> float:
    """Return the share on a path of years and shares in a year: on the straight line between them, constant beyond."""
    for (before, low), (after, high) in pairwise(path):
        if before <= year < after:
            return low + (high - low) * (year - before) / (after - before)
    return path[0][1] if year < path[0][0] else path[-1][1]


@dataclass(frozen=True, slots=True)
class Text:
    """A text in English and Dutch; either may be empty."""

    en: str = ""
    nl: str = ""

    def __str__(self) -> str:
        return self.in_language("en")

    def in_language(self, language: str) -> str:
        """Return the text in a language (`nl`, `nl_NL`, …; English for all others), else in the other one."""
        return (self.nl or self.en) if language.casefold().startswith("nl") else (self.en or self.nl)


@dataclass(frozen=True, slots=True)
class Serves:
    """How many of the weight one facility serves, from and to; None where a source says no such number."""

    least: float | None = None
    most: float | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """A test on one field; `value` is a tuple for the operator `in`."""

    field: str
    op: Operator
    value: str | float | bool | tuple[str | float | bool, ...]


Streets = tuple[NetworkName, tuple[tuple[str, tuple[str | float, ...]], ...]]
"""A network, and the lines of it that are left out."""


@dataclass(frozen=True, slots=True)
class Mode:
    """A way to move: its speed, the network it uses, and the lines it cannot use as (field, values left out)."""

    name: str
    kmh: float
    network: NetworkName = "walk"
    exclude: tuple[tuple[str, tuple[str | float, ...]], ...] = ()

    @property
    def streets(self) -> Streets:
        """Return which lines it uses: modes that differ in speed only share them."""
        return self.network, self.exclude


BUILT_IN_MODES = (
    Mode("walk", 4.8),
    Mode("walk_65", 3.0),
    Mode("rollator", 2.2, exclude=(("highway", ("steps",)),)),
    Mode("cycle", 15.0, network="cycle"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One requirement of a norm set.

    Made with the usual values of its kind, such as 1,000 for `per` of a rate; values that say nothing there, such as at
    least 1 of the nearest, become None. Facility types are trimmed. Values are not checked here: see `checks`.
    """

    id: str
    title: Text = Text()
    facility: tuple[str, ...]
    indicator: str
    threshold: float | None = None
    unit: Unit
    minimum: int | None = None
    per: float | None = None
    metric: Metric = "network"
    mode: str = "walk"
    weight: str = "dwellings"
    weight_of: str | None = None
    target: float | None = None
    target_path: tuple[tuple[int, float], ...] = ()
    thresholds_by_class: tuple[tuple[str, float], ...] = ()
    where: tuple[Condition, ...] = ()
    demand_where: tuple[Condition, ...] = ()
    applies_if: tuple[Condition, ...] = ()
    min_area_m2: float | None = None
    merge_touching: bool = False
    area_of: AreaOf = "neighbourhood"
    level: str | None = None
    rounding: Rounding = "none"
    size: float | None = None
    serves: Serves = Serves()
    min_demand: float | None = None
    source: str = ""
    url: str = ""
    year: int | None = None
    page: str = ""
    quotation: str = ""
    looked_up: str = ""
    basis: Basis = "illustrative"
    note: Text = Text()

    def __post_init__(self) -> None:
        def put(name: str, value: object) -> None:
            object.__setattr__(self, name, value)

        put("facility", tuple(facility.strip() for facility in self.facility))
        for name, value in self.kind.usual:
            if getattr(self, name) is None:
                put(name, value)
        for name, value in self.kind.idle:
            if getattr(self, name) == value:
                put(name, None)
        if self.level == "neighbourhood":
            put("level", None)
        put("target_path", tuple(sorted(self.target_path)))

    @property
    def kind(self) -> Indicator:
        """Return what kind of norm it is."""
        return indicator_of(self.indicator)

    @property
    def has_share(self) -> bool:
        """Return whether it is judged as a share of the weight within the threshold."""
        return self.kind.has_share

    @property
    def over_streets(self) -> bool:
        """Return whether it is measured over a network."""
        return self.has_share and self.metric == "network"

    @property
    def needs_areas(self) -> bool:
        """Return whether it goes by m² of the neighbourhoods."""
        return not self.has_share and self.unit in ("m2", "share")

    @property
    def one_facility(self) -> float | None:
        """Return the m² or places of one facility, or 1 where facilities are counted; None where it is not said."""
        return 1.0 if self.unit == "number" else self.size

    def target_in(self, year: float) -> float | None:
        """Return the target in a year: on the straight line between the years of its path, constant beyond them."""
        return on_path(self.target_path, year) if self.target_path else self.target

    @property
    def largest_threshold(self) -> float:
        """Return the largest threshold that it has for any class."""
        own = () if self.threshold is None else (self.threshold,)
        return max((*own, *(value for _, value in self.thresholds_by_class)))

    def reach(self, kmh: float) -> float:
        """Return how many metres away what decides may lie, at a speed: as far as its largest threshold."""
        return self.largest_threshold * (kmh / 0.06 if self.unit == "min" else 1.0)

    def threshold_of(self, name: str | None) -> float | None:
        """Return the threshold for a class, compared trimmed and without case; None where it has none."""
        key = None if name is None else type_key(name)
        return next((value for one, value in self.thresholds_by_class if type_key(one) == key), self.threshold)

    def __str__(self) -> str:
        return self.id  # in sentences of which the language is not known

    def label(self, language: str = "en") -> str:
        """Return the title in a language, or the id where there is no title."""
        return self.title.in_language(language) or self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class NormSet:
    """A named and versioned list of requirements, with the modes of its own."""

    id: str
    title: Text
    version: str
    date: str = ""
    state: State = "draft"
    adopted_by: str = ""
    adopted_on: str = ""
    superseded_by: str = ""
    modes: tuple[Mode, ...] = ()
    requirements: tuple[Requirement, ...]

    def label(self, language: str = "en") -> str:
        """Return the title in a language, or the id where there is no title."""
        return self.title.in_language(language) or self.id

    def mode(self, name: str) -> Mode:
        """Return a mode by name: the set's own, else the built-in one; an unknown name is an `InputError`."""
        for mode in self.modes + BUILT_IN_MODES:
            if mode.name == name:
                return mode
        raise InputError(
            "The norm set has no mode {mode}; use one of {modes}.", mode=shown(name), modes=listed(self.mode_names())
        )

    def in_year(self, year: int | None) -> NormSet:
        """Return the set as it holds in a year, with the targets that paths lead through; the same of no year."""
        if year is None or not any(one.target_path for one in self.requirements):
            return self
        return replace(self, requirements=tuple(replace(one, target=one.target_in(year)) for one in self.requirements))

    def mode_names(self) -> tuple[str, ...]:
        """Return the names of all modes that its requirements may use."""
        return mode_names(self.modes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A key of a norm file: what it may hold.

    Defaults are those of the dataclass; reading, checking and writing follow this table.
    """

    name: str
    kind: KeyKind = "text"
    required: bool = False
    choices: tuple[str, ...] = ()
    above: float | None = None
    low: float | None = None
    high: float | None = None
    longest: int | None = None

    @property
    def only(self) -> tuple[str, ...]:
        """Return the indicators that take it, as a key of a requirement."""
        return takers(self.name)


REQUIREMENT_KEYS = (
    Key(name="id", required=True),
    Key(name="title", kind="title"),
    Key(name="facility", kind="types", required=True),
    Key(name="indicator", required=True, choices=tuple(INDICATORS)),
    # Required too, unless there are thresholds_by_class; its range goes by the unit.
    Key(name="threshold", kind="number"),
    Key(name="unit", required=True),
    Key(name="minimum", kind="whole", low=1, high=MOST),  # of some kinds less: `Indicator.most`
    Key(name="per", kind="number", above=0, high=10_000_000),
    Key(name="metric", choices=METRICS),  # a rate may name one too, as a table's row does: there it says nothing
    Key(name="mode"),
    Key(name="weight"),
    Key(name="weight_of"),
    Key(name="target", kind="number", above=0, high=1),
    Key(name="target_path", kind="path", above=0, high=1),
    Key(name="thresholds_by_class", kind="classes"),
    Key(name="where", kind="conditions"),
    Key(name="demand_where", kind="conditions"),
    Key(name="applies_if", kind="conditions"),
    Key(name="min_area_m2", kind="number", low=0, high=1_000_000_000),
    Key(name="merge_touching", kind="flag"),
    Key(name="area_of", choices=AREAS),
    Key(name="level"),
    Key(name="rounding", choices=ROUNDINGS),
    Key(name="size", kind="number", above=0, high=1_000_000_000),  # not of the unit number: there one counts as one
    Key(name="serves", kind="serves", above=0, high=1_000_000_000),
    Key(name="min_demand", kind="number", low=0, high=1_000_000_000),
    Key(name="source"),
    Key(name="url"),
    Key(name="year", kind="whole", low=1900, high=2100),
    Key(name="page"),
    Key(name="quotation", longest=MAX_QUOTATION),
    Key(name="looked_up"),
    Key(name="basis", choices=BASES),
    Key(name="note", kind="title"),
)
CONDITIONED = tuple(key.name for key in REQUIREMENT_KEYS if key.kind == "conditions")
"""Keys that hold conditions on fields: of facilities, dwellings and neighbourhoods."""
REFINEMENTS = ("weight_of", "min_area_m2", "merge_touching", "area_of", "level", "rounding")
"""Keys with one value that ask more than the columns of a table of requirements can say."""
SCALE_KEYS = ("size", "serves", "min_demand")
"""Keys of how large one facility is, whom it serves, and who is too few for one; results have columns for them."""
SET_KEYS = (
    Key(name="id", required=True),
    Key(name="title", kind="title", required=True),
    Key(name="version", required=True),
    Key(name="date"),
    Key(name="state", choices=STATES),
    Key(name="adopted_by"),
    Key(name="adopted_on"),
    Key(name="superseded_by"),
    Key(name="modes", kind="modes"),
    Key(name="requirements", kind="requirements", required=True),
)
MODE_KEYS = (
    Key(name="kmh", kind="number", required=True, above=0, high=100),
    Key(name="network", choices=NETWORKS),
    Key(name="exclude", kind="exclude"),
)
CONDITION_KEYS = (
    Key(name="field", required=True),
    Key(name="op", required=True, choices=OPERATORS),
    Key(name="value", kind="values", required=True),
)


def defaults(kind: type[Requirement | NormSet]) -> dict[str, object]:
    """Return the values of the keys that a file may leave out."""
    return {field.name: field.default for field in fields(kind) if field.default is not MISSING}


def mode_names(own: Iterable[Mode]) -> tuple[str, ...]:
    """Return the names of these modes and of the built-in ones, each once."""
    return tuple(dict.fromkeys(mode.name for mode in (*own, *BUILT_IN_MODES)))
