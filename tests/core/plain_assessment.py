"""The rules of the public interface for requirements once more, plain and slow: weights, values, sums and verdicts.

Written from the contract ("Rows", "What each indicator takes", "How a verdict is reached") and knowing nothing of the
engine: tables of pandas, one row at a time. Distances come from outside as a table of dwellings × facilities.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

OUTSIDE = "outside_neighbourhoods"
MILLIONTH = 1e-6
RELATIVE = 1e-9


@dataclass
class Town:
    """What a run is given, as tables.

    `dwellings` has `number`, `neighbourhood` (an id or None), `has_geometry`, `on_network` and fields; `areas` is
    indexed by id; `facilities` has `type`, `capacity`, `neighbourhood`, `has_geometry`, `on_network` and fields. NULL
    is None. `complete` holds the types whose absence is real.
    """

    dwellings: pd.DataFrame
    areas: pd.DataFrame
    facilities: pd.DataFrame
    complete: set[str]
    min_dwellings: float
    hindrances: dict[str, str] = field(default_factory=dict)


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
    """One condition on one value; None where the value is NULL."""
    if is_null(value):
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


def all_met(row: pd.Series, conditions: Sequence[Any]) -> bool:
    return all(meets(row[c.field], c.op, c.value) is True for c in conditions)


@dataclass
class Weighed:
    """The weight of each dwelling, and of each area whether it is known and what could not be spread."""

    weight: list[float]
    dwellings: list[float]
    unknown: dict[str, bool]
    unspread: dict[str, float]


def weigh(town: Town, requirement: Any) -> Weighed:
    number = [number_or_none(n) or 0.0 for n in town.dwellings["number"]]
    unknown, unspread = dict.fromkeys(town.areas.index, False), dict.fromkeys(town.areas.index, 0.0)
    name = requirement.weight
    if name == "dwellings":
        weight = list(number)
    elif name in town.dwellings.columns:
        weight = [number_or_none(w) or 0.0 for w in town.dwellings[name]]
    else:
        weight = [0.0] * len(number)
        for area, row in town.areas.iterrows():
            figure = number_or_none(row[name])
            if requirement.weight_of and figure is not None:
                of = number_or_none(row[requirement.weight_of])
                figure = None if of is None else of * figure / 100
            if figure is None:
                unknown[area] = True
                continue
            mine = [d for d in range(len(number)) if town.dwellings["neighbourhood"].iloc[d] == area]
            there = sum(number[d] for d in mine)
            if there == 0:
                unspread[area] = figure
            for d in mine:
                weight[d] = figure * number[d] / there if there else 0.0
    for d, (_, row) in enumerate(town.dwellings.iterrows()):
        if not all_met(row, requirement.demand_where):
            weight[d] = number[d] = 0.0
    return Weighed(weight, number, unknown, unspread)


def facilities_that_count(town: Town, requirement: Any) -> tuple[list[int], str]:
    """The rows of the facilities, and why there is none where that leaves things unknown."""
    wanted = {name.strip().casefold() for name in requirement.facility}
    types = [None if is_null(t) else t.strip().casefold() for t in town.facilities["type"]]
    there = [f for f, t in enumerate(types) if t in wanted]
    if not there:
        return [], "" if wanted <= town.complete else "no_facility"
    passing = [f for f in there if all_met(town.facilities.iloc[f], requirement.where)]
    network = requirement.indicator != "rate" and requirement.metric == "network"
    usable = [
        f
        for f in passing
        if town.facilities["has_geometry"].iloc[f] and (town.facilities["on_network"].iloc[f] or not network)
    ]
    return usable, "facilities_unusable" if passing and not usable else ""


@dataclass
class Value:
    """What one dwelling has: `within` is None where it is not known; `facilities` are those that may be named."""

    value: float
    within: bool | None
    number: int
    facilities: list[int]
    reason: str | None


def value_of(town: Town, requirement: Any, threshold: float, cost: Sequence[float], d: int) -> Value:
    """One dwelling's value, from its cost to every facility in the requirement's unit (inf: no way)."""
    used, absence = facilities_that_count(town, requirement)
    counting = requirement.indicator == "count"
    if not used:
        return Value(math.nan, None if absence else False, 0, [], absence or "no_facility")
    dwelling = town.dwellings.iloc[d]
    if not dwelling["has_geometry"]:
        return Value(math.nan, None, 0, [], "no_geometry")
    limit = 3 * threshold + MILLIONTH if counting else math.inf
    reached = sorted(cost[f] for f in used if cost[f] < math.inf and cost[f] <= limit)
    number = sum(c <= threshold + MILLIONTH for c in reached)
    n = requirement.minimum if counting else 1
    if len(reached) >= n:
        value = reached[n - 1]
        named = [f for f in used if abs(cost[f] - value) <= 1e-7]
        return Value(value, value <= threshold + MILLIONTH, number, named, None)
    if requirement.metric == "network" and not dwelling["on_network"]:
        return Value(math.nan, None, number, [], "off_network")
    return Value(math.nan, False, number, [], "beyond_limit" if counting else "unreachable")


def percentile(pairs: list[tuple[float, float]], share: float) -> float:
    """The smallest value that at least a share of the weight does not exceed."""
    total, running = math.fsum(w for _, w in pairs), 0.0
    for value, weight in sorted(pairs):
        running += weight
        if running >= share * total * (1 - 1e-9):
            return value
    return math.nan


def sums(values: Sequence[Value], weight: Sequence[float], threshold: float, unspread: float) -> dict[str, float]:
    """The figures of one area's dwellings."""
    rows = list(zip(values, weight, strict=True))
    within = math.fsum(w for v, w in rows if v.within is True)
    outside = math.fsum(w for v, w in rows if v.within is False)
    unknown = math.fsum(w for v, w in rows if v.within is None) + unspread
    known = within + outside
    found = [(v.value, w) for v, w in rows if not math.isnan(v.value) and w > 0]

    def share(factor: float) -> float:
        near = math.fsum(w for v, w in rows if v.within is not None and v.value <= factor * threshold + MILLIONTH)
        return near / known if known else math.nan

    return {
        "total": within + outside + unknown,
        "within": within,
        "outside": outside,
        "unknown": unknown,
        "share": within / known if known else math.nan,
        "share_at_90": share(0.9),
        "share_at_110": share(1.1),
        "mean": math.fsum(v * w for v, w in found) / math.fsum(w for _, w in found) if found else math.nan,
        "median": percentile(found, 0.5),
        "p90": percentile(found, 0.9),
    }


def first_rules(town: Town, requirement: Any, area: str, weighed: Weighed | None, total: float) -> tuple | None:
    """Rules 2 and 3: not applicable, and what keeps an area from being judged."""
    row = town.areas.loc[area]
    hindrance = town.hindrances.get(requirement.id)
    tests = [c for c in requirement.applies_if if c.field in town.areas.columns]
    tested = [meets(row[c.field], c.op, c.value) for c in tests]
    known = weighed is not None and not weighed.unknown[area] and not weighed.unspread[area]
    if (known and total == 0) or False in tested:
        return "not_applicable", None
    if weighed is not None and weighed.unknown[area]:
        return "unknown", "weight_unknown"
    if weighed is not None and weighed.unspread[area] > 0:
        return "unknown", "no_dwellings"
    if hindrance:
        return "unknown", hindrance
    if None in tested:
        return "unknown", f"field_unknown:{tests[tested.index(None)].field}"
    return None


def share_verdict(
    target: float | None, figures: dict[str, float], dwellings: float, least: float, absence: str
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
    return "unknown", None


def assess_share(town: Town, requirement: Any, values: Sequence[Value], areas: Sequence[str]) -> pd.DataFrame:
    """A row for each area, and `_total`, of a requirement with a share."""
    weighed, (_, absence) = weigh(town, requirement), facilities_that_count(town, requirement)
    holder = [OUTSIDE if is_null(a) else a for a in town.dwellings["neighbourhood"]]
    rows: dict[str, dict[str, Any]] = {}
    for area in [*areas, OUTSIDE]:
        mine = [d for d, a in enumerate(holder) if a == area]
        figures: dict[str, Any] = sums(
            [values[d] for d in mine],
            [weighed.weight[d] for d in mine],
            requirement.threshold,
            weighed.unspread.get(area, 0.0),
        )
        if area != OUTSIDE:
            verdict = first_rules(town, requirement, area, weighed, figures["total"])
            if verdict is None:
                dwellings = math.fsum(weighed.dwellings[d] for d in mine)
                target = requirement.target or 0.0
                verdict = share_verdict(target, figures, dwellings, town.min_dwellings, absence)
            short = (requirement.target or 0.0) * figures["total"] - figures["within"] - figures["unknown"]
            figures["shortfall"] = short if verdict[0] == "fails" else 0.0
            figures["compliance"], figures["reason"] = verdict
            if requirement.target is None:
                figures["compliance"], figures["shortfall"] = None, math.nan
        rows[area] = figures
    rows["_total"] = sums(values, weighed.weight, requirement.threshold, math.fsum(weighed.unspread.values()))
    return pd.DataFrame.from_dict(rows, orient="index")


def assess_rate(town: Town, requirement: Any, areas: Sequence[str]) -> pd.DataFrame:
    """A row for each area, and `_total`, of a rate."""
    weighed, (used, absence) = weigh(town, requirement), facilities_that_count(town, requirement)
    facilities = town.facilities.iloc[used]
    rows: dict[str, dict[str, Any]] = {}
    for area in [*areas, OUTSIDE]:
        holder = [OUTSIDE if is_null(a) else a for a in town.dwellings["neighbourhood"]]
        total = math.fsum(w for w, a in zip(weighed.weight, holder, strict=True) if a == area)
        total += weighed.unspread.get(area, 0.0)
        there = [OUTSIDE if is_null(a) else a for a in facilities["neighbourhood"]]
        capacities = zip(facilities["capacity"], there, strict=True)
        capacity = [None if is_null(c) else c for c, a in capacities if a == area]
        known = math.fsum(c for c in capacity if c is not None)
        amount = float(len(capacity)) if requirement.unit == "number" else known
        unsure = requirement.unit == "m2" and None in capacity
        figures: dict[str, Any] = {"total": total, "amount": amount, "rate": math.nan}
        hidden = unsure and set(capacity) == {None}
        figures["hidden"], figures["seen"] = hidden, (unsure and not hidden) or (bool(capacity) and not unsure)
        if total > 0 and not absence and not hidden:
            figures["rate"] = amount * requirement.per / total
        if area != OUTSIDE:
            verdict = first_rules(town, requirement, area, weighed, total)
            if verdict is None and absence:
                verdict = "unknown", absence
            if verdict is None:
                enough = amount * requirement.per / total >= requirement.threshold * (1 - RELATIVE)
                verdict = ("meets", None) if enough else ("unknown", "capacity_unknown") if unsure else ("fails", None)
            short = requirement.threshold * total / requirement.per - amount
            figures["shortfall_capacity"] = short if verdict[0] == "fails" else 0.0
            figures["compliance"], figures["reason"] = verdict
        rows[area] = figures
    known = [a for a in areas if not weighed.unknown[a]]
    inside, amount = math.fsum(rows[a]["total"] for a in known), math.fsum(rows[a]["amount"] for a in known)
    hidden = any(rows[a]["hidden"] for a in known) and not any(rows[a]["seen"] for a in known)
    whole = amount * requirement.per / inside if inside and not absence and not hidden else math.nan
    rows["_total"] = {"total": math.fsum(r["total"] for r in rows.values()), "rate": whole}
    return pd.DataFrame.from_dict(rows, orient="index")


def overall(verdicts: Sequence[str | None]) -> str | None:
    for verdict in ("fails", "unknown", "meets", "too_few", "not_applicable"):
        if verdict in verdicts:
            return verdict
    return None
