"""What the rows of two results tables ask, made comparable: not how it is written, but what it asks of each area."""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..arrays import Flags
from ..comparing import type_key
from ..norms.model import BUILT_IN_MODES
from ..statuses import NEIGHBOURHOOD, NOT_APPLICABLE, OUTSIDE_NEIGHBOURHOODS, TOTAL
from .findings import Findings
from .requirement_question import RequirementQuestion
from .table import RESULT_KINDS

ASKED = ("facility", "indicator", "threshold", "unit", "minimum", "per", "metric", "mode", "weight", "conditions")
"""What a figure rests on: where one of these differs, the figures of two runs are not of the same thing."""
JUDGED = (*ASKED, "target", "min_demand")
"""What a verdict rests on."""

_PLAIN = ("indicator", "unit", "minimum", "per", "metric", "weight", "target")
"""Columns that are compared as they stand."""
_EQUAL = 1e-9
_BUILT_IN = {mode.name: mode for mode in BUILT_IN_MODES}
_TESTS = ("where", "demand_where")
_OTHERWISE = ("kmh", "network", "exclude", "applies_if", "thresholds_by_class", "level", "target_path")
"""Conditions that are not compared as they stand: the way to go is that of a mode, the others are told by row."""


def differing(before: Findings, after: Findings, left: pd.DataFrame, right: pd.DataFrame) -> dict[str, Flags]:
    """Return for each of `JUDGED` in which rows two runs ask otherwise.

    Parameters
    ----------
    left, right
        Rows of the two tables beside each other, by requirement, level, neighbourhood and group (empty for none).

    Notes
    -----
    A threshold is that of the row; of a row with several, those of the neighbourhoods in it that have any weight. Whom
    `applies_if` leaves out is told by the verdicts: other words that leave out the same areas ask the same.
    """
    found: dict[str, Flags] = {name: np.zeros(len(left), bool) for name in JUDGED}
    for name in _PLAIN:
        found[name] = ~_equal(left[name], right[name], name)
    of = left.index.get_level_values("requirement").to_numpy(object)
    theirs = {question.id: question for question in after.questions}
    for question in before.questions:
        if question.id in theirs:
            mine = np.flatnonzero(of == question.id)
            pair = _Pair(before, after, question, theirs[question.id])
            for name, differs in pair.differing(left.iloc[mine], right.iloc[mine]).items():
                found[name][mine] = differs
    return found


@dataclass(frozen=True)
class _Pair:
    """One requirement in two runs."""

    before: Findings
    after: Findings
    first: RequirementQuestion
    second: RequirementQuestion

    def differing(self, left: pd.DataFrame, right: pd.DataFrame) -> dict[str, Flags]:
        """Return in which rows of the requirement its facility, threshold, mode, conditions or least demand differ."""
        one, other = _conditions(self.first), _conditions(self.second)
        rest = _rest(one) != _rest(other)
        measured_alike = (self.first.unit, self.first.metric) == (self.second.unit, self.second.metric)
        way = measured_alike and _way(self.first, one) != _way(self.second, other)
        same_mode = self.first.mode == self.second.mode
        conditions = np.full(len(left), rest or (way and same_mode), bool)
        if _tests(one.get("applies_if")) != _tests(other.get("applies_if")):
            conditions |= self._in_rows(left.index, self._left_out)
        return {
            "facility": np.full(len(left), _types(self.first) != _types(self.second), bool),
            "threshold": self._thresholds(left, right),
            "mode": np.full(len(left), way and not same_mode, bool),
            "conditions": conditions,
            "min_demand": np.full(len(left), self._least(self.first) != self._least(self.second), bool),
        }

    @staticmethod
    def _least(question: RequirementQuestion) -> float:
        """Return the weight below which an area is not judged by an amount."""
        return 0.0 if np.isnan(question.min_demand) else question.min_demand

    def _thresholds(self, left: pd.DataFrame, right: pd.DataFrame) -> Flags:
        """Return in which rows the threshold differs; one with several thresholds has those of its neighbourhoods."""
        several = (left["threshold"].isna() | right["threshold"].isna()).to_numpy() & ~self._of_one_area(left.index)
        differs = ~_equal(left["threshold"], right["threshold"], "threshold")
        if several.any():
            differs[several] = self._in_rows(left.index[several], self._moved)
        return differs

    @staticmethod
    def _of_one_area(index: pd.Index) -> Flags:
        alone = (index.get_level_values("level") == NEIGHBOURHOOD) & (index.get_level_values("group") == "")
        return np.asarray(alone & (index.get_level_values("neighbourhood") != TOTAL), bool)

    @cached_property
    def _areas(self) -> list[str]:
        """Return the neighbourhoods of both runs."""
        there = set(self.after.areas)
        return [area for area in self.before.areas if area in there]

    @cached_property
    def _moved(self) -> Mapping[str, bool]:
        """Return of each area, and of what lies outside all, whether it has any weight and another threshold."""
        (one, norm), (other, new_norm) = (
            [
                np.array([*_number(found.rows(own).loc[self._areas][name]), found.outside(own)[name]], np.float64)
                for name in ("total", "threshold")
            ]
            for found, own in ((self.before, self.first), (self.after, self.second))
        )
        differs = ~np.isclose(norm, new_norm, rtol=_EQUAL, atol=0, equal_nan=True) & ~((one == 0) & (other == 0))
        return dict(zip([*self._areas, OUTSIDE_NEIGHBOURHOODS], differs.tolist(), strict=True))

    @cached_property
    def _left_out(self) -> Mapping[str, bool]:
        """Return of each area whether it is asked in one of the runs only."""
        one, other = _asked(self.before, self.first), _asked(self.after, self.second)
        return {area: one[area] != other[area] for area in self._areas}

    def _in_rows(self, index: pd.Index, areas: Mapping[str, bool]) -> Flags:
        """Return for rows whether something holds in them, or in any of the areas that they are made of."""
        anywhere = any(areas.values())
        found = np.full(len(index), anywhere)
        for level in index.get_level_values("level").unique():
            mine = np.asarray(index.get_level_values("level") == level, bool)
            mine &= np.asarray(index.get_level_values("group") == "", bool)
            within = self._by_area(str(level), areas)
            if within is not None:
                found[mine] = [within.get(name, False) for name in index.get_level_values("neighbourhood")[mine]]
        return found

    def _by_area(self, level: str, areas: Mapping[str, bool]) -> Mapping[str | None, bool] | None:
        """Return by area of a level whether something holds in any part of it; None where its parts are not known."""
        if level == NEIGHBOURHOOD:
            return dict([*areas.items(), (TOTAL, any(areas.values()))])
        member = self.before.member.get(level) or self.after.member.get(level)
        if not member:
            return None
        found: dict[str | None, bool] = {}
        for area, holds in areas.items():
            if area in member:
                found[member[area]] = found.get(member[area], False) or holds
        return found


def _asked(findings: Findings, question: RequirementQuestion) -> Mapping[str, bool]:
    """Return by neighbourhood whether a requirement asks anything of it."""
    total = _number(findings.rows(question)["total"])
    verdicts = findings.verdicts(question)
    return dict(zip(findings.areas, ((verdicts != NOT_APPLICABLE) & (total != 0)).tolist(), strict=True))


def _equal(left: pd.Series, right: pd.Series, name: str) -> Flags:
    if RESULT_KINDS[name] == "text":
        nothing = (left.isna() | (left == "")) & (right.isna() | (right == ""))
        return np.asarray((left == right) | nothing, bool)
    return np.isclose(_number(left), _number(right), rtol=_EQUAL, atol=0, equal_nan=True)


def _number(values: pd.Series) -> NDArray[np.float64]:
    return values.to_numpy(np.float64, na_value=np.nan)


def _types(question: RequirementQuestion) -> frozenset[str]:
    return frozenset(type_key(name) for name in question.facility.split("|"))


def _conditions(question: RequirementQuestion) -> Mapping[str, Any]:
    """Return what else a requirement asks; what is no JSON object is compared as it stands."""
    try:
        found = json.loads(question.conditions or "{}")
    except ValueError:
        found = None
    return found if isinstance(found, dict) else {"text": question.conditions}


def _rest(conditions: Mapping[str, Any]) -> Mapping[str, Hashable]:
    """Return the conditions that hold everywhere alike."""
    return {
        name: _tests(value) if name in _TESTS else _value(value)
        for name, value in conditions.items()
        if name not in _OTHERWISE
    }


def _way(question: RequirementQuestion, conditions: Mapping[str, Any]) -> Hashable:
    """Return how the way is measured: another name for the same network and speed is the same way."""
    known = _BUILT_IN.get(question.mode)
    speed = conditions.get("kmh", known.kmh if known else question.mode) if question.unit == "min" else None
    if not question.has_share or question.metric == "straight":
        return speed
    network = conditions.get("network", known.network if known else question.mode)
    left_out = conditions.get("exclude")  # every table with conditions tells it, also of a mode that is built in
    pairs = left_out.items() if isinstance(left_out, dict) else left_out or ()
    return speed, network, frozenset((str(field), _values(values)) for field, values in pairs)


def _tests(conditions: Any) -> Hashable:  # noqa: ANN401 -- read from a cell: what is no list of tests is compared as text
    """Return conditions that must all hold, whatever their order."""
    try:
        return frozenset((field, "in" if op == "=" else op, _values(value)) for field, op, value in conditions or ())
    except (TypeError, ValueError):
        return str(conditions)


def _values(value: object) -> Hashable:
    return frozenset(map(_value, value)) if isinstance(value, list | tuple) else frozenset([_value(value)])


def _value(value: object) -> Hashable:
    """Return a value to compare: true is not 1, nor 5 the text "5"."""
    if isinstance(value, list | dict):
        return json.dumps(value, sort_keys=True)
    return type(value) is bool, str(float(value)) if isinstance(value, int | float) else repr(value)
