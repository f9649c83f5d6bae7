"""Grounds that hold each other, taken off each other in tiles: as if it were done at once."""

from __future__ import annotations

import random

import pytest
from qgis.core import QgsGeometry, QgsPointXY

from buurtmaat.adapters.reach.ground_tiles import grounds_apart
from buurtmaat.core.errors import Cancelled
from buurtmaat.core.progress import Progress


def circles(rng: random.Random, number: int, side: float) -> list[QgsGeometry]:
    spots = [QgsPointXY(rng.uniform(0, side), rng.uniform(0, side)) for _ in range(number)]
    return [QgsGeometry.fromPointXY(spot).buffer(rng.uniform(20, 60), 5) for spot in spots]


def whole(parts: list[QgsGeometry]) -> QgsGeometry:
    return QgsGeometry.unaryUnion(parts)


@pytest.mark.parametrize(
    ("number", "side"), [(3, 200), (40, 400), pytest.param(300, 1500, marks=pytest.mark.slow), (300, 6000)]
)
def test_they_are_what_one_call_would_give(number: int, side: float) -> None:
    """In one place, dense, and far apart; the last grounds hold all before them."""
    rng = random.Random(number + int(side))
    best, more, rest = (circles(rng, number, side) for _ in range(3))
    grounds = [best, [*best, *more], [*best, *more, *rest]]
    found = grounds_apart(grounds, Progress())
    wanted = [whole(best), whole(grounds[1]).difference(whole(best)), whole(grounds[2]).difference(whole(grounds[1]))]
    for one, other in zip(found, wanted, strict=True):
        assert one.isGeosValid()
        assert one.area() == pytest.approx(other.area(), rel=1e-9)
        assert one.symDifference(other).area() < 1e-6 * other.area()
    for number_of, one in enumerate(found):
        assert all(one.intersection(other).area() < 1e-6 for other in found[number_of + 1 :])


def test_nothing_is_left_of_nothing() -> None:
    assert grounds_apart([], Progress()) == []
    assert [shape.isEmpty() for shape in grounds_apart([[], []], Progress())] == [True, True]
    (none, all_of_it) = grounds_apart([[], circles(random.Random(1), 1, 9)], Progress())
    assert none.isEmpty()
    assert all_of_it.area() > 0


def test_cancel_is_heard_in_every_tile() -> None:
    """It looks more often than there are tiles of two dozen parts, and stops where it is told to."""
    grounds = [circles(random.Random(2), 480, 2000)]
    looks = 0

    def cancelled() -> bool:
        nonlocal looks
        looks += 1
        return looks > 15

    with pytest.raises(Cancelled):
        grounds_apart(grounds, Progress(cancelled=cancelled))
    assert looks == 16
