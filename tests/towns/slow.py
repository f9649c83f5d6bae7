"""Cases of which some run always, and all of them with `--all`."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pytest
from hypothesis import settings


def by_turns(first: Collection[object], second: Sequence[object], always: int) -> list[object]:
    """Return each of the first with each of the second; with `always` of these, by turns, it runs always."""
    return [
        pytest.param(one, other, marks=() if (turn - number) % len(second) < always else pytest.mark.slow)
        for number, one in enumerate(first)
        for turn, other in enumerate(second)
    ]


def examples(count: int) -> settings:
    """Return how many random examples Hypothesis tries: so many with `--all`, three of ten without."""
    return settings(max_examples=count * settings.default.max_examples // 100)


def some(cases: Collection[object], always: Collection[object]) -> list[object]:
    """Return all cases, of which only some run always."""
    return [pytest.param(one, marks=() if one in always else pytest.mark.slow) for one in cases]
