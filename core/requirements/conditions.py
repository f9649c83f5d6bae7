"""Which rows meet the conditions of a requirement: of facilities, of dwellings, of neighbourhoods."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import ge, gt, le, lt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..arrays import Flags
from ..comparing import is_unknown
from ..norms.model import Condition
from ..numbers import as_numbers

_COMPARE: Mapping[str, Callable[[Any, Any], Any]] = {"<": lt, "<=": le, ">": gt, ">=": ge}


def meets_all(
    conditions: Sequence[Condition], columns: Mapping[str, Sequence[object]], count: int
) -> tuple[Flags, Flags]:
    """Return which rows meet all conditions.

    Returns
    -------
    passes, null
        A NULL does not pass, nor does an empty text; `null` marks the rows with one in a field that is asked for.
    """
    passes, null = np.ones(count, bool), np.zeros(count, bool)
    for condition in conditions:
        values = columns[condition.field]
        null |= np.fromiter(map(is_unknown, values), bool, count)
        passes &= _meets(values, condition)
    return passes & ~null, null


def no_numbers(condition: Condition, values: Sequence[object]) -> int:
    """Return how many values are words where the condition compares with a number: none of them passes."""
    if condition.op not in _COMPARE or isinstance(condition.value, str):
        return 0
    texts = [value for value in values if isinstance(value, str) and not is_unknown(value)]
    return int(np.isnan(as_numbers(texts)).sum())


def _meets(values: Sequence[object], condition: Condition) -> Flags:
    wanted = condition.value
    if isinstance(wanted, tuple):
        return np.any([_equal(values, one) for one in wanted], axis=0)
    if condition.op in ("=", "!="):
        return _equal(values, wanted) == (condition.op == "=")
    # What cannot be compared is NaN and so never passes.
    mine = _texts(values) if isinstance(wanted, str) else as_numbers(values)
    return np.asarray(_COMPARE[condition.op](mine, _wanted(wanted)), bool)


def _equal(values: Sequence[object], wanted: str | float | bool) -> Flags:
    same: Flags = np.zeros(len(values), bool)
    if isinstance(wanted, (str, bool)):
        same |= np.asarray(_texts(values) == _wanted(str(wanted)), bool)
    if not isinstance(wanted, str):
        same |= as_numbers(values) == wanted
    return same


def _wanted(value: str | float | bool) -> str | float | bool:
    return value.strip().casefold() if isinstance(value, str) else value


def _texts(values: Sequence[object]) -> NDArray[np.object_]:
    """Make text of values as it is compared: trimmed, without case, whole numbers without decimals."""
    whole = (int(v) if isinstance(v, float) and v.is_integer() else v for v in values)
    return np.array([str(v).strip().casefold() for v in whole], object)
