"""The rules of the public interface for requirements once more, plain and slow: weights, values, sums and verdicts.

Written from the interface ("Rows", "What each indicator takes", "How a verdict is reached") and knowing nothing of the
engine: tables of pandas, one row at a time. Distances come from outside, from each dwelling to every place.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import networkx as nx
import pandas as pd

OUTSIDE = "outside_neighbourhoods"
NEIGHBOURHOOD = "neighbourhood"
CLASS_FIELD = "living"
GROUP_FIELD = "complex"
MILLIONTH = 1e-6
RELATIVE = 1e-9

SHARES = ("distance", "count", "types", "basket")
AMOUNTS = ("rate", "presence", "area_share")
PlaceKey = frozenset[int]
"""A place by the rows of the facilities that make it up: one, or several that touch."""


@dataclass
class Ground:
    """Which dwellings and which places are on a network."""

    dwellings: list[bool]
    places: dict[PlaceKey, bool]


@dataclass
class Town:
    """What a run is given, as tables.

    `dwellings` has `number`, `neighbourhood` (an id or None), `has_geometry` and fields; `areas` is indexed by id;
    `m2` has the ground of each area (by what a share is of); `facilities` has `type`, `capacity`, `area`
    (0: no polygon), `neighbourhood`, `has_geometry`, `opens`, `closes` (these two count in a `year`) and fields. NULL
    is None. `touching` are pairs of facilities that touch, `standing` where each place stands, `pieces` the m² of
    facilities that lie in several areas. `covered` is the
    m² of each area under a requirement's polygons. `grounds` are by the streets of a mode. `complete` holds the types
    whose absence is real, `counts` the fields of areas that cannot be negative.
    """

    dwellings: pd.DataFrame
    areas: pd.DataFrame
    m2: pd.DataFrame
    facilities: pd.DataFrame
    touching: list[tuple[int, int]]
    standing: dict[PlaceKey, str | None]
    pieces: dict[int, dict[str | None, float]]
    covered: dict[str, dict[str, float]]
    grounds: dict[Any, Ground]
    modes: dict[str, Any]
    complete: set[str]
    min_dwellings: float
    min_group: float
    blockers: dict[str, str] = field(default_factory=dict)
    levels: dict[str, str] = field(default_factory=dict)
    counts: frozenset[str] = frozenset()
    year: int | None = None
    answers: dict[tuple, Any] = field(default_factory=dict, init=False, repr=False)


def answered_once(rule: Callable) -> Callable:
    """Work a rule out once for each town and what is asked there: other rules ask it again for every row."""

    @functools.wraps(rule)
    def answer(town: Town, *asked: Any) -> Any:
        key = (rule.__name__, *asked)
        if key not in town.answers:
            town.answers[key] = rule(town, *asked)
        return town.answers[key]

    return answer


def is_null(value: Any) -> bool:
    return value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value))


def number_or_none(value: Any) -> float | None:
    """A figure: NULL, what is no number, and what is negative are not known."""
    if is_null(value):
        return None
    try:
        number = float(str(value).strip().replace(",", ".")) if isinstance(value, str) else float(value)
    except ValueError:
        return None
    return number if number >= 0 else None


def meets(value: Any, op: str, wanted: Any) -> bool | None:
    """One condition on one value; None where the value is NULL, or an empty text."""
    if is_null(value) or (isinstance(value, str) and not value.strip()):
        return None
    if op == "in":
        return any(meets(value, "=", one) for one in wanted)
    if op == "!=":
        return not meets(value, "=", wanted)
    if isinstance(wanted, bool):
        return str(value).strip().lower() in ({"true", "1", "1.0"} if wanted else {"false", "0", "0.0"})
    if isinstance(wanted, str):
        plain = int(value) if isinstance(value, float) and value == int(value) else value
        left, right = str(plain).strip().casefold(), wanted.strip().casefold()
    else:
        try:
            left, right = float(str(value).replace(",", ".") if isinstance(value, str) else value), float(wanted)
        except ValueError:
            return False
    return {"=": left == right, "<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[op]


def all_met(row: Mapping[str, Any] | pd.Series, conditions: Sequence[Any]) -> bool:
    return all(meets(row[c.field], c.op, c.value) is True for c in conditions)


@answered_once
def scope_of(town: Town, requirement: Any, area: str | None) -> tuple[bool | None, str | None]:
    """Whether a requirement applies in a neighbourhood, and why that is not known; it does outside all.

    What is tested is the area in which it is judged. Of a neighbourhood in no area of that level nobody knows which
    others belong to it. A condition whose field the layers lack says nothing.
    """
    tests = [c for c in requirement.applies_if if c.field in town.areas.columns]
    if area in (None, OUTSIDE) or not tests:
        return True, None
    level = judged_level(town, requirement)
    name, members = next((name, members) for name, members in areas_at(town, level).items() if area in members)
    if name is None:
        return None, f"field_unknown:{level}"
    answers = [area_meets(town, members, c) for c in tests]
    if False in answers:
        return False, None
    return (None, f"field_unknown:{tests[answers.index(None)].field}") if None in answers else (True, None)


@answered_once
def asked_of(town: Town, requirement: Any) -> list[bool]:
    """Whether each dwelling is asked about: it passes its own conditions, and stands where those of the area do."""
    applies = {area: scope_of(town, requirement, area)[0] for area in {*town.dwellings["neighbourhood"]}}
    return [
        all_met(row, requirement.demand_where) and applies[row["neighbourhood"]] is not False
        for row in town.dwellings.to_dict("records")
    ]


@answered_once
def asked_about(town: Town, requirement: Any) -> list[tuple[bool, str | None]]:
    """Whether the requirement is asked of each dwelling, and why it is not known whether it applies.

    Whatever its weight is, but how many dwellings a row stands for must be known.
    """
    scope = {area: scope_of(town, requirement, area)[1] for area in {*town.dwellings["neighbourhood"]}}
    number = [number_or_none(n) is not None for n in town.dwellings["number"]]
    return [
        (asked and known, scope[area] if asked and known else None)
        for asked, known, area in zip(asked_of(town, requirement), number, town.dwellings["neighbourhood"], strict=True)
    ]


@dataclass
class Weighed:
    """The weight of each dwelling, and of each area whether it is not known and what could not be spread.

    `lost` are the dwellings that stand and whose weight is not known; `unknown` has what lies outside all too.
    """

    weight: list[float]
    dwellings: list[float]
    unknown: dict[str, bool]
    unspread: dict[str, float]
    lost: list[bool]


@answered_once
def weigh(town: Town, requirement: Any) -> Weighed:
    number = [number_or_none(n) or 0.0 for n in town.dwellings["number"]]
    unknown, unspread = dict.fromkeys([*town.areas.index, OUTSIDE], False), dict.fromkeys(town.areas.index, 0.0)
    lost = [False] * len(number)
    name = requirement.weight
    if name == "dwellings":
        weight = list(number)
    elif name in town.dwellings.columns:
        weight = [number_or_none(w) or 0.0 for w in town.dwellings[name]]
        lost = [number_or_none(w) is None and n > 0 for w, n in zip(town.dwellings[name], number, strict=True)]
    else:
        weight = [0.0] * len(number)
        for area, row in town.areas.iterrows():
            figure = number_or_none(row[name])
            if requirement.weight_of and figure is not None:
                of = number_or_none(row[requirement.weight_of])
                figure = None if of is None else of * figure / 100
            mine = [d for d, holder in enumerate(town.dwellings["neighbourhood"]) if holder == area]
            if figure is None:
                unknown[area] = True
                for d in mine:
                    lost[d] = number[d] > 0
                continue
            there = sum(number[d] for d in mine)
            if there == 0:
                unspread[area] = figure
            for d in mine:
                weight[d] = figure * number[d] / there if there else 0.0
    for d, asked in enumerate(asked_of(town, requirement)):
        if not asked:
            weight[d], number[d], lost[d] = 0.0, 0.0, False
    for area in town.areas.index:
        if scope_of(town, requirement, area)[0] is False:
            unknown[area], unspread[area] = False, 0.0
    for area, is_lost in zip(holders(town), lost, strict=True):
        unknown[area] |= is_lost
    return Weighed(weight, number, unknown, unspread, lost)


def in_known_areas(town: Town, weighed: Weighed) -> Weighed:
    """Leave the weight out that stands where more is not known: figures of areas are of all of it, or of nothing."""
    weight = [0.0 if weighed.unknown[a] else w for a, w in zip(holders(town), weighed.weight, strict=True)]
    return replace(weighed, weight=weight)


# Facilities


@dataclass
class Chosen:
    """The places that count for a type, or for several that stand for each other; why there is none, if not known.

    `standing` counts those that cannot be used as well.
    """

    places: list[PlaceKey]
    members: list[int]
    absence: str
    standing: int = 0


def passing(town: Town, requirement: Any, names: Iterable[str]) -> list[int]:
    wanted = {name.strip().casefold() for name in names}
    types = [None if is_null(t) else t.strip().casefold() for t in town.facilities["type"]]
    rows = [f for f, t in enumerate(types) if t in wanted and is_open(town, f)]
    return [f for f in rows if all_met(town.facilities.iloc[f], requirement.where)]


def is_open(town: Town, facility: int) -> bool:
    """Whether a facility is open in the town's year: that in which it opens and that in which it closes are of them."""
    if town.year is None:
        return True
    opens, closes = (town.facilities[name].iloc[facility] for name in ("opens", "closes"))
    return (is_null(opens) or opens <= town.year) and (is_null(closes) or town.year <= closes)


def places_of(rows: Iterable[int], touching: Iterable[tuple[int, int]], merge: bool) -> list[PlaceKey]:
    """Put facilities together that touch, directly or by way of others that are among them."""
    graph = nx.Graph()
    graph.add_nodes_from(rows)
    graph.add_edges_from((a, b) for a, b in touching if merge and a in graph and b in graph)
    return [frozenset(part) for part in nx.connected_components(graph)]


def kinds_of(requirement: Any) -> list[tuple[str, ...]]:
    """Return the types that stand for one: each by itself where types are counted, else all together."""
    if requirement.indicator in ("types", "basket"):
        return [(name,) for name in requirement.facility]
    return [requirement.facility]


@answered_once
def choose(town: Town, requirement: Any) -> list[Chosen]:
    return [_choose(town, requirement, names) for names in kinds_of(requirement)]


def _choose(town: Town, requirement: Any, names: Sequence[str]) -> Chosen:
    wanted = {name.strip().casefold() for name in names}
    if not any(not is_null(t) and t.strip().casefold() in wanted for t in town.facilities["type"]):
        return Chosen([], [], "" if wanted <= town.complete else "no_facility")
    places = places_of(passing(town, requirement, names), town.touching, requirement.merge_touching)
    least = requirement.min_area_m2 or 0.0
    area = town.facilities["area"]
    places = [place for place in places if math.fsum(area.iloc[f] for f in place) >= least * (1 - RELATIVE)]
    usable = [place for place in places if any(town.facilities["has_geometry"].iloc[f] for f in place)]
    if requirement.indicator in SHARES and requirement.metric == "network":
        on = town.grounds[town.modes[requirement.mode].streets].places
        usable = [place for place in usable if on[place]]
    members = sorted(f for place in usable for f in place)
    return Chosen(usable, members, "facilities_unusable" if places and not usable else "", len(places))


# Thresholds


def threshold_in(town: Town, requirement: Any, area: str) -> float | None:
    """The threshold in a neighbourhood, by its class."""
    name = None if area == OUTSIDE else town.areas.loc[area, CLASS_FIELD]
    for one, value in requirement.thresholds_by_class:
        if not is_null(name) and one.strip().casefold() == name.strip().casefold():
            return value
    return requirement.threshold


def threshold_at(town: Town, requirement: Any, level: str, members: Sequence[str]) -> float:
    """The threshold of a row: the one that holds for all its neighbourhoods that are asked; NaN where there is none."""
    asked = [a for a in members if scope_of(town, requirement, a)[0] is not False]
    counted = asked if requirement.thresholds_by_class and level != NEIGHBOURHOOD else members
    norms = {threshold_in(town, requirement, area) for area in counted}
    (norm,) = norms if len(norms) == 1 else {None}
    return math.nan if norm is None else norm


def largest_threshold(requirement: Any) -> float:
    every = [value for _, value in requirement.thresholds_by_class]
    return max(every if requirement.threshold is None else [*every, requirement.threshold])


# Values


@dataclass
class Value:
    """What one dwelling has.

    `within` at the threshold, and at 90 % and 110 % of it, is None where it is not known, and so is `number`; `places`
    are those that may be named. `gap` says how far outside it is, from 0 to 1, None where that is not known.
    """

    value: float
    within: bool | None
    at_90: bool | None
    at_110: bool | None
    number: int | None
    places: list[PlaceKey]
    reason: str | None
    gap: float | None = None


def value_of(
    town: Town,
    requirement: Any,
    threshold: float | None,
    chosen: Sequence[Chosen],
    cost: Mapping[PlaceKey, float],
    d: int,
) -> Value:
    """One dwelling's value, from its cost to every place in the requirement's unit (inf: no way)."""
    indicator, n = requirement.indicator, requirement.minimum or 1
    counting = indicator in ("count", "types")
    bound = 3 * largest_threshold(requirement) + MILLIONTH if counting else math.inf
    of_type = [min((cost[place] for place in one.places), default=math.inf) for one in chosen]
    values = {
        "distance": of_type,
        "count": [cost[place] for one in chosen for place in one.places],
        "types": of_type,
        "basket": [max(of_type)],
    }[indicator]
    values = sorted(v for v in values if v < math.inf and v <= bound)
    value = values[n - 1] if len(values) >= n else math.nan
    named = [place for one in chosen for place in one.places if abs(cost[place] - value) <= 1e-7]
    number = None if threshold is None else sum(v <= threshold + MILLIONTH for v in values)
    absence = next((one.absence for one in chosen if one.absence), "")
    there = [bool(one.places) for one in chosen]
    possible = all(there) if indicator == "basket" else any(there)
    reached = not math.isnan(value)

    def found(reason: str | None, known: bool) -> Value:
        def at(factor: float) -> bool | None:
            if not known or threshold is None:
                return None
            near = value <= factor * threshold + MILLIONTH
            return near if near or not absence else None

        within = at(1.0)
        gap = None if within is None else 0.0 if within else 1 - threshold / value if reached else 1.0
        return Value(value, within, at(0.9), at(1.1), number if within is not None else None, named, reason, gap)

    network = requirement.metric == "network"
    hidden = None
    if not town.dwellings["has_geometry"].iloc[d]:
        hidden = "no_geometry"
    elif network and not reached and not town.grounds[town.modes[requirement.mode].streets].dwellings[d]:
        hidden = "off_network"
    elif threshold is None:
        hidden = "no_class"
    if absence and not (indicator == "types" and possible):
        return found(absence, known=False)
    if not possible:  # and that is known to be real
        return Value(math.nan, False, False, False, 0, [], "no_facility", 1.0)
    if absence:
        return found(absence, known=reached)
    standing = [one.standing for one in chosen]
    if (indicator == "count" and sum(standing) < n) or (indicator == "types" and sum(map(bool, standing)) < n):
        return Value(math.nan, False, False, False, None if hidden else number, [], "no_facility", 1.0)
    if hidden:
        return found(hidden, known=False)
    return found(None if reached else "beyond_limit" if counting else "unreachable", known=True)


# Sums


def percentile(pairs: list[tuple[float, float]], share: float) -> float:
    """The smallest value that at least a share of the weight does not exceed."""
    total, running = math.fsum(w for _, w in pairs), 0.0
    for value, weight in sorted(pairs):
        running += weight
        if running >= share * total * (1 - 1e-9):
            return value
    return math.nan


def sums(values: Sequence[Value], weight: Sequence[float], unspread: float = 0.0) -> dict[str, float]:
    """The figures of one area's dwellings."""
    rows = list(zip(values, weight, strict=True))

    def weight_where(name: str, what: bool | None) -> float:
        return math.fsum(w for v, w in rows if getattr(v, name) is what)

    def share(name: str) -> float:
        within, outside = weight_where(name, True), weight_where(name, False)
        return within / (within + outside) if within + outside else math.nan

    def depth(power: int) -> float:
        known = [(v.gap, w) for v, w in rows if v.gap is not None]
        total = math.fsum(w for _, w in known)
        return math.fsum(w * gap**power for gap, w in known) / total if total else math.nan

    found = [(v.value, w) for v, w in rows if not math.isnan(v.value) and w > 0]
    figures = {
        "within": weight_where("within", True),
        "outside": weight_where("within", False),
        "unknown": weight_where("within", None) + unspread,
    }
    return {
        "total": sum(figures.values()),
        **figures,
        "share": share("within"),
        "share_at_90": share("at_90"),
        "share_at_110": share("at_110"),
        "mean": math.fsum(v * w for v, w in found) / math.fsum(w for _, w in found) if found else math.nan,
        "median": percentile(found, 0.5),
        "p10": percentile(found, 0.1),
        "p90": percentile(found, 0.9),
        "depth": depth(1),
        "depth_squared": depth(2),
    }


# Areas


@answered_once
def areas_at(town: Town, level: str) -> dict[str | None, list[str]]:
    """The neighbourhoods of each area at a level, in their order; those in none are together at the end."""
    if level == NEIGHBOURHOOD:
        return {area: [area] for area in town.areas.index}
    found: dict[str | None, list[str]] = {}
    for area, name in town.areas[level].items():
        found.setdefault(None if is_null(name) else name, []).append(area)
    lost = found.pop(None, None)
    return found if lost is None else {**found, None: lost}


def area_meets(town: Town, members: Sequence[str], condition: Any) -> bool | None:
    """A condition on an area: on the sum of a number field, on the one value of another; None where a NULL hides it."""
    column = town.areas[condition.field]
    values = [None if is_null(v) else v for v in column[list(members)]]
    if any(isinstance(v, (str, bool)) for v in column if not is_null(v)):
        there = {None if v is None else str(v).strip().casefold() for v in values}
        return meets(values[0], condition.op, condition.value) if len(there) == 1 else None
    known = [float(v) for v in values if v is not None]
    found = meets(math.fsum(known), condition.op, condition.value) if known else None
    if len(known) < len(values) and known:  # of a count, what is missing can only add
        settled = {">": True, ">=": True, "<": False, "<=": False}.get(condition.op)
        adds = condition.field in town.counts and all(float(v) >= 0 for v in column if not is_null(v))
        return found if adds and found is settled and not isinstance(condition.value, str) else None
    return found


def asked_in(town: Town, requirement: Any, area: str, total: float) -> float | None:
    """What an amount is asked of in a neighbourhood; None where it is not known."""
    if requirement.indicator == "rate":
        return total / requirement.per
    if requirement.indicator == "presence":
        return 1.0
    ground = town.m2.loc[area, requirement.area_of]
    return None if is_null(ground) else ground


def has_no_class(town: Town, requirement: Any, members: Sequence[str], totals: Mapping[str, float] | None) -> bool:
    """Whether an area has no threshold: for none of its dwellings, or not for all that an amount is asked of."""
    norms = {area: threshold_in(town, requirement, area) for area in members}
    if requirement.indicator in SHARES:
        return set(norms.values()) == {None}
    if requirement.indicator == "presence":
        return None in norms.values() or len(set(norms.values())) > 1
    if totals is None:
        return None in norms.values()
    return any(norms[a] is None and asked_in(town, requirement, a, totals[a]) != 0 for a in members)


def first_rules(
    town: Town, requirement: Any, level: str, area: str | None, weighed: Weighed | None, totals: Mapping[str, float]
) -> tuple | None:
    """Rules 2 and 3: not applicable, and what keeps an area from being judged."""
    members, blocker = areas_at(town, level)[area], town.blockers.get(requirement.id, "")
    applies, why = scope_of(town, requirement, members[0])
    ground = None
    if requirement.indicator == "area_share" and not blocker:
        ground = [asked_in(town, requirement, a, 0.0) for a in members]
    if applies is False or (ground and not any(m2 is None or m2 != 0 for m2 in ground)):
        return "not_applicable", None
    if weighed is not None:
        unspread = math.fsum(weighed.unspread[a] for a in members)
        unknown = any(weighed.unknown[a] for a in members)
        if not unknown and not unspread and math.fsum(totals[a] for a in members) == 0:
            return "not_applicable", None
        if unknown:
            return "unknown", "weight_unknown"
        if unspread and not math.fsum(homes_in(town, a) for a in members):
            return "unknown", "no_dwellings"
    if blocker.startswith("no_field"):
        return "unknown", blocker
    if area is None:
        return "unknown", f"field_unknown:{level}"
    if why:
        return "unknown", why
    if ground and None in ground:
        return "unknown", f"field_unknown:{requirement.area_of}"
    if has_no_class(town, requirement, members, None if weighed is None else totals):
        return "unknown", "no_class"
    if blocker:
        return "unknown", blocker
    return None


@answered_once
def homes_in(town: Town, area: str) -> float:
    rows = zip(town.dwellings["number"], town.dwellings["neighbourhood"], strict=True)
    return math.fsum(number_or_none(n) or 0.0 for n, a in rows if a == area)


@answered_once
def holders(town: Town) -> list[str]:
    return [OUTSIDE if is_null(a) else a for a in town.dwellings["neighbourhood"]]


def totals_of(town: Town, weighed: Weighed) -> dict[str, float]:
    """The weight of each neighbourhood, and outside all."""
    found = {area: weighed.unspread[area] for area in town.areas.index} | {OUTSIDE: 0.0}
    for area, weight in zip(holders(town), in_known_areas(town, weighed).weight, strict=True):
        found[area] += weight
    return found


def judged_level(town: Town, requirement: Any) -> str:
    return town.levels.get(requirement.id, NEIGHBOURHOOD)


# Kinds with a share


def absences(requirement: Any, chosen: Sequence[Chosen]) -> tuple[str, str]:
    """Why nothing is known anywhere; and why what is not known may leave a verdict open."""
    found = next((one.absence for one in chosen if one.absence), "")
    some = requirement.indicator == "types" and any(one.places for one in chosen)
    return ("", found) if some else (found, "")


def share_verdict(
    target: float | None, figures: Mapping[str, float], dwellings: float, least: float, absence: str, doubt: str = ""
) -> tuple[str, str | None]:
    """Rules 4 to 6 of a kind with a share."""
    if dwellings < least * (1 - RELATIVE):
        return "too_few", None
    if absence:
        return "unknown", absence
    if figures["within"] / figures["total"] >= target * (1 - RELATIVE):
        return "meets", None
    if (figures["within"] + figures["unknown"]) / figures["total"] < target * (1 - RELATIVE):
        return "fails", None
    return "unknown", doubt or None


def with_verdict(requirement: Any, figures: dict[str, Any], verdict: tuple) -> dict[str, Any]:
    short = (requirement.target or 0.0) * figures["total"] - figures["within"] - figures["unknown"]
    figures["shortfall"] = short if verdict[0] == "fails" else 0.0
    figures["compliance"], figures["reason"] = verdict
    if requirement.target is None:
        figures["compliance"], figures["shortfall"] = None, math.nan
    return figures


def assess_share(town: Town, requirement: Any, level: str, values: Sequence[Value]) -> pd.DataFrame:
    """A row for each area of a level, for `OUTSIDE`, and for `_total`; verdicts where it is judged at that level."""
    weighed = in_known_areas(town, weigh(town, requirement))
    absence, doubt = absences(requirement, choose(town, requirement))
    holder, totals = holders(town), totals_of(town, weighed)
    rows = []
    for area, members in [*areas_at(town, level).items(), (OUTSIDE, [OUTSIDE])]:
        mine = [d for d, a in enumerate(holder) if a in members]
        unspread = math.fsum(weighed.unspread.get(a, 0.0) for a in members)
        figures: dict[str, Any] = sums([values[d] for d in mine], [weighed.weight[d] for d in mine], unspread)
        if area != OUTSIDE and level == judged_level(town, requirement):
            verdict = first_rules(town, requirement, level, area, weighed, totals)
            if verdict is None:
                dwellings = math.fsum(weighed.dwellings[d] for d in mine)
                target = requirement.target or 0.0
                verdict = share_verdict(target, figures, dwellings, town.min_dwellings, absence, doubt)
            figures = with_verdict(requirement, figures, verdict)
        rows.append({"area": area, **figures})
    rows.append({"area": "_total", **sums(values, weighed.weight, math.fsum(weighed.unspread.values()))})
    return pd.DataFrame(rows)


def assess_groups(town: Town, requirement: Any, values: Sequence[Value], names: Sequence[str]) -> pd.DataFrame:
    """A row for each group of dwellings: those of them that the requirement may apply to."""
    weighed, (absence, doubt) = weigh(town, requirement), absences(requirement, choose(town, requirement))
    holder = holders(town)
    scope_in = {area: scope_of(town, requirement, area) for area in {*holder}}
    scope = [scope_in[area] for area in holder]
    rows = []
    for name in names:
        mine = [d for d, group in enumerate(town.dwellings[GROUP_FIELD]) if group == name and scope[d][0] is not False]
        figures: dict[str, Any] = sums([values[d] for d in mine], [weighed.weight[d] for d in mine])
        present = [d for d in mine if weighed.dwellings[d] > 0 or weighed.weight[d] > 0]
        hidden = [("unknown", scope[d][1]) for d in present if scope[d][1]]
        if any(weighed.lost[d] for d in mine):
            verdict = "unknown", "weight_unknown"
        elif figures["total"] == 0:
            verdict = "not_applicable", None
        elif hidden:
            verdict = min(hidden)  # whatever the order of the dwellings
        elif present and all(threshold_in(town, requirement, holder[d]) is None for d in present):
            verdict = "unknown", "no_class"
        else:
            dwellings = math.fsum(weighed.dwellings[d] for d in mine)
            verdict = share_verdict(requirement.target or 0.0, figures, dwellings, town.min_group, absence, doubt)
        rows.append({"area": name, **with_verdict(requirement, figures, verdict)})
    columns = ["area", *sums([], []), "shortfall", "compliance", "reason"]
    return pd.DataFrame(rows, columns=columns)


def hindered_groups(town: Town, requirement: Any, names: Sequence[str]) -> list[tuple[str, str | None]]:
    """The verdict of each group, and its reason, where the requirement cannot be computed."""
    weighed, found = weigh(town, requirement), []
    for name in names:
        mine = [d for d, group in enumerate(town.dwellings[GROUP_FIELD]) if group == name]
        if any(weighed.lost[d] for d in mine):
            found.append(("unknown", "weight_unknown"))
        elif math.fsum(weighed.weight[d] for d in mine) == 0:
            found.append(("not_applicable", None))
        else:
            found.append(("unknown", town.blockers[requirement.id]))
    return found


# Amounts


@dataclass
class Stock:
    """What stands in a neighbourhood: what is known, how many facilities have nothing known, and whether any has."""

    amount: float
    unsure: int
    sure: bool


def stock_in(town: Town, requirement: Any, area: str, chosen: Chosen) -> Stock:
    def here(name: str | None) -> bool:
        return (OUTSIDE if is_null(name) else name) == area

    if requirement.unit == "number":
        number = sum(here(town.standing[place]) for place in chosen.places)
        return Stock(float(number), 0, number > 0)
    amounts: list[float | None] = []
    for f in chosen.members:
        row = town.facilities.iloc[f]
        capacity, m2 = row["capacity"], row["area"]
        if requirement.indicator == "area_share" and m2 > 0:
            continue  # counted as what its polygon covers
        if not is_null(capacity):
            amounts += [capacity] if here(row["neighbourhood"]) else []
        elif m2 > 0:
            parts = town.pieces.get(f, {row["neighbourhood"]: m2})
            amounts += [part for name, part in parts.items() if here(name) and part > 0]
        else:
            amounts += [None] if here(row["neighbourhood"]) else []
    if requirement.indicator == "area_share" and town.covered[requirement.id].get(area, 0.0) > 0:
        amounts.append(town.covered[requirement.id][area])
    known = [a for a in amounts if a is not None]
    return Stock(math.fsum(known), len(amounts) - len(known), bool(known))


def assess_amount(town: Town, requirement: Any, level: str) -> pd.DataFrame:
    """A row for each area of a level, for `OUTSIDE`, and for `_total`, of a rate, presence or share of the area."""
    weighed, (chosen,) = weigh(town, requirement), choose(town, requirement)
    totals = totals_of(town, weighed)
    stock = {area: stock_in(town, requirement, area, chosen) for area in [*town.areas.index, OUTSIDE]}
    asked = {area: asked_in(town, requirement, area, totals[area]) for area in town.areas.index}
    asked[OUTSIDE] = 0.0 if requirement.indicator == "area_share" else asked_in(town, requirement, "", totals[OUTSIDE])
    for area in town.areas.index:
        if scope_of(town, requirement, area)[0] is False:
            stock[area], asked[area] = Stock(0.0, 0, False), 0.0
    rows = []
    for area, members in [*areas_at(town, level).items(), (OUTSIDE, [OUTSIDE])]:
        amount = math.fsum(stock[a].amount for a in members)
        unsure, sure = sum(stock[a].unsure for a in members), any(stock[a].sure for a in members)
        size = None if None in (asked[a] for a in members) else math.fsum(asked[a] for a in members)
        if requirement.indicator == "presence":
            size = min(size, 1.0)
        figures: dict[str, Any] = {"total": math.fsum(totals[a] for a in members), "rate": math.nan}
        if size and not chosen.absence and (sure or not unsure):
            figures["rate"] = amount / size
        if area != OUTSIDE and level == judged_level(town, requirement):
            verdict = first_rules(town, requirement, level, area, weighed, totals)
            if verdict is None and figures["total"] < (requirement.min_demand or 0.0) * (1 - RELATIVE):
                verdict = "too_few", None
            if verdict is None and chosen.absence:
                verdict = "unknown", chosen.absence
            figures["shortfall_capacity"] = 0.0
            if verdict is None:
                norms = {a: threshold_in(town, requirement, a) for a in members}
                if requirement.indicator == "presence":
                    wanted = norms[members[0]]
                else:
                    wanted = math.fsum(norms[a] * asked[a] for a in members if asked[a])
                enough = amount >= wanted * (1 - RELATIVE)
                verdict = ("meets", None) if enough else ("unknown", "capacity_unknown") if unsure else ("fails", None)
                if verdict[0] == "fails":
                    short = wanted - amount
                    up = requirement.rounding == "up"
                    figures["shortfall_capacity"] = math.ceil(short - RELATIVE * wanted) if up else short
            lacking = facilities_lacking(requirement, figures["shortfall_capacity"])
            figures["shortfall_facilities"] = lacking
            if verdict[0] == "fails" and lacking == 0:
                verdict = "fails", "small_need"
            figures["compliance"], figures["reason"] = verdict
        rows.append({"area": area, **figures})
    known = [a for a in town.areas.index if not weighed.unknown[a] and asked[a] is not None]
    size = math.fsum(asked[a] for a in known)
    if requirement.indicator == "presence":
        size = min(size, 1.0)
    seen = any(stock[a].sure for a in known) or not any(stock[a].unsure for a in known)
    whole = math.fsum(stock[a].amount for a in known) / size if size and seen and not chosen.absence else math.nan
    told = [row["shortfall_facilities"] for row in rows if not math.isnan(row.get("shortfall_facilities", math.nan))]
    lacking = sum(told) if told else math.nan
    figures = {"total": math.fsum(totals.values()), "rate": whole, "shortfall_facilities": lacking}
    rows.append({"area": "_total", **figures})
    return pd.DataFrame(rows)


def facilities_lacking(requirement: Any, short: float) -> float:
    """Whole facilities, one after the other until there is enough; none where less than half of one is missing."""
    one = 1.0 if requirement.unit == "number" else requirement.size
    if one is None:
        return math.nan
    number = 0
    while short >= one / 2 * (1 - RELATIVE) and number * one < short * (1 - RELATIVE):
        number += 1
    return float(number)


def overall(verdicts: Sequence[str | None]) -> str | None:
    for verdict in ("fails", "unknown", "meets", "too_few", "not_applicable"):
        if verdict in verdicts:
            return verdict
    return None


# Degrees


def degrees_of(town: Town, measured: Sequence[tuple[Any, Sequence[Value]]]) -> list[tuple[int, int, int]]:
    """How many requirements each dwelling is asked, is within, and of how many that is not known."""
    counts = [[0, 0, 0] for _ in town.dwellings["number"]]
    for requirement, values in measured:
        for count, value, (asked, why_unsure) in zip(counts, values, asked_about(town, requirement), strict=True):
            if not asked:
                continue
            count[0] += 1
            if why_unsure or value.within is None:
                count[2] += 1
            elif value.within:
                count[1] += 1
    return [(asked, within, unknown) for asked, within, unknown in counts]


def everything_in(degrees: Sequence[tuple[int, int, int]], number: Sequence[float | None]) -> tuple[float, ...]:
    """The share of dwellings with everything, and the mean number of what they have and are asked."""
    has = lacks = certain = within_sum = asked_sum = 0.0
    for (asked, within, unknown), count in zip(degrees, number, strict=True):
        homes = number_or_none(count) or 0.0
        if asked > 0 and within == asked:
            has += homes
        if asked - within - unknown > 0:
            lacks += homes
        if asked > 0 and unknown == 0:
            certain += homes
            within_sum += homes * within
            asked_sum += homes * asked
    return (
        has / (has + lacks) if has + lacks else math.nan,
        within_sum / certain if certain else math.nan,
        asked_sum / certain if certain else math.nan,
    )
