"""How the weight of a facility falls with the way to it."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from ..errors import InputError
from ..numbers import read_decimal

NONE, GAUSSIAN, STEPPED, EXPONENTIAL = range(4)
"""Kinds of decay, as DECAY numbers them."""

_NARROWEST = 0.001
"""Least bandwidth as a part of the limit: below it, nothing is left of any facility but where people live in it."""

_EQUAL = 1e-9
_NUMBER = re.compile(r"[0-9]*[.,]?[0-9]+")


@dataclass(frozen=True)
class DecayStep:
    """Up to this much of the way a facility weighs this."""

    upto: float
    weight: float


@dataclass(frozen=True)
class Decay:
    """What a facility weighs, by the way to it: metres or minutes, as the limit is.

    Parameters
    ----------
    limit
        Beyond it the weight is 0.
    kind
        `NONE` (1 up to the limit), `GAUSSIAN` (exp(−d²/2b²)), `STEPPED` or `EXPONENTIAL` (exp(−d/b)).
    bandwidth
        b; 0 for the kinds without one.
    steps
        Ascending, the last one at the limit.
    """

    limit: float
    kind: int = NONE
    bandwidth: float = 0.0
    steps: tuple[DecayStep, ...] = ()


def read_decay(kind: int, limit: float, bandwidth: float | None, steps: str) -> Decay:
    """Check what the user says about a decay; an `InputError` says what is wrong.

    Parameters
    ----------
    bandwidth
        None: half of the limit.
    steps
        For a stepped decay: "250:1;500:0.6;1000:0.2", a comma or a point before decimals. What lies beyond the last
        one has no weight; the limit cuts one that it falls in.
    """
    if not 0 < limit < math.inf:
        raise InputError("LIMIT must be above 0: write metres or minutes, such as 500.")
    if kind == STEPPED:
        stepped = _read_steps(steps, limit)
        return Decay(stepped[-1].upto, STEPPED, steps=stepped)
    if kind == NONE:
        return Decay(limit)
    if bandwidth is None:
        bandwidth = limit / 2
    if not limit * _NARROWEST * (1 - _EQUAL) <= bandwidth < math.inf:
        raise InputError(
            "BANDWIDTH must be a number above 0, and at least a thousandth of LIMIT; leave it empty for half of it."
        )
    return Decay(limit, kind, bandwidth)


def _read_steps(text: str, limit: float) -> tuple[DecayStep, ...]:
    """Read steps, and leave out those without weight."""
    counted: list[DecayStep] = []
    before = DecayStep(0.0, 1.0)
    for entry in (part.strip() for part in text.split(";")):
        if not entry:
            continue
        step = _read_step(entry)
        if step.upto <= before.upto:
            raise InputError(
                "The step “{step}” does not lie beyond the one before: write each once, the nearest first, "
                "such as 250:1;500:0.6;1000:0.2.",
                step=entry,
            )
        if before.upto >= limit:
            raise InputError(
                "The step “{step}” begins beyond the limit of {limit}: leave it out, or raise the limit; both are in "
                "metres or both in minutes.",
                step=entry,
                limit=f"{limit:.12g}",
            )
        if step.weight > before.weight:
            raise InputError(
                "The weight rises at the step “{step}”: let it fall or stay from step to step.", step=entry
            )
        before = step
        if step.weight > 0:
            counted.append(DecayStep(min(step.upto, limit), step.weight))
    if not counted:
        raise InputError("No step has a weight above 0: write steps such as 250:1;500:0.6;1000:0.2.")
    return tuple(counted)


def _read_step(entry: str) -> DecayStep:
    """Read one step; a colon stands between its end and its weight."""
    parts = [part.strip() for part in entry.split(":")]
    if len(parts) != 2 or not all(_NUMBER.fullmatch(part) for part in parts):
        raise InputError(
            "The step “{step}” cannot be read: write the distance or time up to which it goes, a colon and its weight, "
            "such as 250:1;500:0.6;1000:0.2.",
            step=entry,
        )
    upto, weight = (read_decimal(part) for part in parts)
    if not 0 < upto < math.inf:
        raise InputError("The step “{step}” must go up to a number above 0.", step=entry)
    if weight > 1:
        raise InputError("The weight of the step “{step}” must be from 0 to 1.", step=entry)
    return DecayStep(upto, weight)
