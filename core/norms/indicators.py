"""Kinds of norms: a row for each, with what all other code asks of a kind.

What a kind computes is its strategy in the room of requirements: `measures.SHARES` for a kind with a share,
`amounts.AMOUNTS` for the others. Its words are a row in `adapters/norms/indicator_words.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Unit = Literal["m", "min", "number", "m2", "share"]
AskedOf = Literal["weight", "once", "ground"]

Values = tuple[tuple[str, float], ...]
"""Values of keys, by the name of the key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A kind of norm.

    Parameters
    ----------
    asks
        What the page on norm keys says that it asks for.
    has_share
        Whether it is judged as a share of the weight within the threshold; else the threshold is itself the norm.
    units
        Those that its threshold may have.
    keys
        Keys of a requirement that only some kinds take, and this one does.
    usual
        Values of such keys where a requirement does not say them.
    idle
        Values of keys that it does not take which say nothing, such as at least 1 of the nearest: they are dropped.
    most
        The most that `minimum` may be, where it takes that.
    counts
        Whether it also tells how many there are within the threshold, and so looks no farther than a bound.
    by_type
        Whether each type of facility stands for itself; else any of them will do.
    needs_all_types
        Whether nothing is known where one of the types is not.
    adds_up
        Whether it adds up what facilities offer: their capacity, else their m². One of which neither is known leaves
        it open how much there is.
    is_nearest
        Whether its value is the way to the nearest facility.
    asked_of
        What an amount is asked of: so much of the weight (`per`), an area once, or its ground.
    whole
        Whether its threshold is a whole number.
    """

    name: str
    asks: str = ""
    has_share: bool
    units: tuple[Unit, ...]
    keys: tuple[str, ...] = ()
    usual: Values = ()
    idle: Values = ()
    most: int = 1000
    counts: bool = False
    by_type: bool = False
    needs_all_types: bool = False
    adds_up: bool = False
    is_nearest: bool = False
    asked_of: AskedOf | None = None
    whole: bool = False

    @property
    def counts_types(self) -> bool:
        """Return whether it counts types, so that no more can be asked than are named."""
        return self.counts and self.by_type

    @property
    def goes_by_weight(self) -> bool:
        """Return whether its figures go by the weight, and so are not known where that is NULL."""
        return self.has_share or self.asked_of == "weight"


_TRAVEL: tuple[Unit, ...] = ("m", "min")
_AT_LEAST_ONE: Values = (("minimum", 1),)
_PER_THOUSAND: Values = (("per", 1000.0),)

_ROWS = (
    Indicator(
        name="distance",
        asks="the nearest facility within the threshold",
        has_share=True,
        units=_TRAVEL,
        keys=("mode", "target", "target_path"),
        idle=_AT_LEAST_ONE + _PER_THOUSAND,
        is_nearest=True,
    ),
    Indicator(
        name="count",
        asks="at least `minimum` facilities within it",
        has_share=True,
        units=_TRAVEL,
        keys=("minimum", "mode", "target", "target_path"),
        usual=_AT_LEAST_ONE,
        idle=_PER_THOUSAND,
        counts=True,
    ),
    Indicator(
        name="types",
        asks="at least `minimum` of the listed types within it, no more than there are",
        has_share=True,
        units=_TRAVEL,
        keys=("minimum", "mode", "target", "target_path"),
        usual=_AT_LEAST_ONE,
        idle=_PER_THOUSAND,
        counts=True,
        by_type=True,
    ),
    Indicator(
        name="basket",
        asks="every listed type within it",
        has_share=True,
        units=_TRAVEL,
        keys=("mode", "target", "target_path"),
        idle=_AT_LEAST_ONE + _PER_THOUSAND,
        by_type=True,
        needs_all_types=True,
    ),
    Indicator(
        name="sum",
        asks="facilities within it that together offer at least `minimum` m² or places",
        has_share=True,
        units=_TRAVEL,
        keys=("minimum", "mode", "target", "target_path"),
        usual=_AT_LEAST_ONE,
        idle=_PER_THOUSAND,
        most=1_000_000,
        counts=True,
        adds_up=True,
    ),
    Indicator(
        name="rate",
        asks="facilities (`number`) or area or places (`m2`) per `per` of the weight",
        has_share=False,
        units=("number", "m2"),
        keys=("per", "rounding", "min_demand"),
        usual=_PER_THOUSAND,
        asked_of="weight",
    ),
    Indicator(
        name="presence",
        asks="this number of facilities in the area",
        has_share=False,
        units=("number",),
        keys=("min_demand",),
        idle=_PER_THOUSAND,
        asked_of="once",
        whole=True,
    ),
    Indicator(
        name="area_share",
        asks="this share of the area",
        has_share=False,
        units=("share",),
        keys=("area_of", "min_demand"),
        idle=_PER_THOUSAND,
        asked_of="ground",
    ),
)

INDICATORS: Mapping[str, Indicator] = MappingProxyType({row.name: row for row in _ROWS})
"""The kinds of norms by name, those with a share first."""

MOST = max(row.most for row in _ROWS)
"""The most that `minimum` may be for any kind."""

LIMITED_KEYS = frozenset(key for row in _ROWS for key in row.keys)
"""Keys of a requirement that not every kind takes."""


def takers(key: str) -> tuple[str, ...]:
    """Return the names of the kinds that take a key of a requirement."""
    return tuple(row.name for row in _ROWS if key not in LIMITED_KEYS or key in row.keys)


def indicator_of(name: str) -> Indicator:
    """Return the row of a kind; of a name that is none, one that does nothing by itself.

    A draft in the editor, or a results table of a later version, may name a kind that this version does not know.
    """
    return INDICATORS.get(name) or Indicator(name=name, has_share=False, units=(), idle=_PER_THOUSAND)
