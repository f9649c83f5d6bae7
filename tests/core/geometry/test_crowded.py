"""The nearest of many segments in one place: the right one, in a memory that many of them do not fill."""

from __future__ import annotations

import math
import tracemalloc

import numpy as np
import pytest

from buurtmaat.core.errors import Cancelled
from buurtmaat.core.geometry import crowded
from buurtmaat.core.geometry.crowded import CrowdedSegments
from buurtmaat.core.geometry.distances import Places
from buurtmaat.core.geometry.segments import SegmentIndex
from buurtmaat.core.geometry.shapes import points
from buurtmaat.core.progress import Progress

ENDS = np.array([0.0, 0.0]), np.array([1000.0, 0.0])


def bundle(count: int, apart: float) -> tuple[np.ndarray, np.ndarray]:
    """Return so many streets between the same two places, as two segments each, their bends `apart` metres."""
    bend = np.column_stack([np.full(count, 500.0), apart * (np.arange(count) - count // 2)])
    tail, head = (np.tile(end, (count, 1)) for end in ENDS)
    return np.concatenate([tail, bend]), np.concatenate([bend, head])


def away(p: np.ndarray, a: np.ndarray, b: np.ndarray) -> float:
    """Measure from a point to a segment by the height of their triangle, or to the nearer end."""
    base = math.dist(a, b)
    along = ((p - a) @ (b - a)) / base if base else -1.0
    if not 0 < along < base:
        return min(math.dist(p, a), math.dist(p, b))
    return abs((b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])) / base


@pytest.mark.parametrize("apart", [0.001, 0.5, 30.0])
def test_the_nearest_street_of_a_bundle_is_found_inside_and_beside_it(apart: float) -> None:
    a, b = bundle(151, apart)
    places = np.random.default_rng(7).uniform((-200, -150), (1200, 150), (15, 2))
    segment, share, distance = SegmentIndex(a, b).nearest(places)
    for place, found, at, metres in zip(places, segment, share, distance, strict=True):
        assert metres == pytest.approx(min(map(away, [place] * len(a), a, b)), abs=1e-9)
        assert math.dist(place, a[found] + at * (b[found] - a[found])) == pytest.approx(metres, abs=1e-9)


def test_crowded_and_other_segments_give_the_same_to_the_last_digit() -> None:
    rng = np.random.default_rng(3)
    a, b = rng.uniform(0, 1000, (2, 500, 2))
    places = rng.uniform(-100, 1100, (2000, 2))
    found = CrowdedSegments(a, b).nearest(places)
    expected = (found.segment, found.share, found.distance)
    for ours, other in zip(SegmentIndex(a, b).nearest(places), expected, strict=True):
        assert ours.tolist() == other.tolist()


def test_of_streets_drawn_again_and_again_the_first_is_the_nearest_whichever_way_it_runs() -> None:
    tail, head = (np.tile(end, (3000, 1)) for end in ENDS)
    tail[1::2], head[1::2] = ENDS[1], ENDS[0]
    places = np.column_stack([np.linspace(10, 990, 3000), np.linspace(-180, 180, 3000)])
    tracemalloc.start()
    segment, share, distance = SegmentIndex(tail, head).nearest(places)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert set(segment) == {0}
    assert share * 1000 == pytest.approx(places[:, 0])
    assert distance.tolist() == np.abs(places[:, 1]).tolist()
    assert most < 60e6  # where each of 3,000 places with each of 9,000 pieces takes 216 MB an array


def test_places_beyond_the_limit_of_a_bundle_have_none() -> None:
    tail, head = (np.tile(end, (300, 1)) for end in ENDS)
    segment, _, distance = SegmentIndex(tail, head).nearest(np.array([[500.0, 100.0], [500.0, 100.001]]), 100.0)
    assert segment.tolist() == [0, -1]
    assert distance.tolist() == [100.0, np.inf]


@pytest.mark.parametrize("count", [3, 5, 40, 300])
def test_of_facilities_at_one_place_the_first_is_the_nearest(count: int) -> None:
    rng = np.random.default_rng(count)
    there = rng.uniform(0, 1000, (60, 2))
    places = Places(points(np.tile(there, (count, 1))))  # facility k stands where k % 60 does
    facility, _ = places.nearest(rng.uniform(0, 1000, (500, 2)))
    assert facility.max() < len(there)


def test_a_search_among_many_can_be_cancelled() -> None:
    a, b = bundle(3000, 0.1)
    looks = iter([False, False, True])
    with pytest.raises(Cancelled):
        CrowdedSegments(a, b).nearest(np.zeros((2000, 2)), Progress(cancelled=lambda: next(looks)))


def test_between_two_looks_at_cancel_some_thousand_pairs_are_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    a, b = bundle(3000, 0.1)
    places = np.random.default_rng(2).uniform((-100, -200), (1100, 200), (2000, 2))
    measured, project = [0], crowded.project

    def counted(*given: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        found = project(*given)
        measured[-1] += found[1].size
        return found

    monkeypatch.setattr(crowded, "project", counted)
    CrowdedSegments(a, b).nearest(places, Progress(cancelled=lambda: bool(measured.append(0))))
    assert max(measured) <= 30_000 + len(a), "a look at each segment, and the pairs of some points"


def test_in_a_crowd_no_point_is_looked_around_farther_and_farther() -> None:
    class Counted:
        """A tree that knows how many pieces it was asked for, and for how many points."""

        def __init__(self, tree: object) -> None:
            self.tree, self.n, self.asked = tree, tree.n, 0

        def query(self, p: np.ndarray, k: np.ndarray, **how: object) -> tuple[np.ndarray, np.ndarray]:
            self.asked += len(p) * len(k)
            return self.tree.query(p, k=k, **how)

    index = SegmentIndex(*bundle(3000, 0.1))
    index.tree = Counted(index.tree)
    index.nearest(np.random.default_rng(2).uniform((100, -120), (900, 120), (6000, 2)))
    assert index.tree.asked == 6000 * 6


@pytest.mark.parametrize("at_once", [1, 60, 3000])
def test_however_few_are_measured_at_once_the_nearest_is_that_of_all(at_once: int, monkeypatch) -> None:
    monkeypatch.setattr(crowded, "_AT_ONCE", at_once)
    rng = np.random.default_rng(5)
    a = rng.uniform(0, 1000, (60, 2)) + np.array([85_000, 447_000])
    b = a + rng.normal(0, 60, (60, 2))
    places = rng.uniform(0, 1000, (40, 2)) + np.array([85_000, 447_000])
    found = CrowdedSegments(a, b).nearest(places)
    for place, segment, metres in zip(places, found.segment, found.distance, strict=True):
        every = [away(place, *ends) for ends in zip(a, b, strict=True)]
        assert (segment, metres) == (int(np.argmin(every)), pytest.approx(min(every), abs=1e-6))


def test_where_more_begin_at_one_place_than_are_measured_at_once_the_first_is_the_nearest(monkeypatch) -> None:
    monkeypatch.setattr(crowded, "_AT_ONCE", 5)
    round_about = np.linspace(0, 2 * math.pi, 20, endpoint=False)
    b = np.column_stack([np.cos(round_about), np.sin(round_about)])
    found = CrowdedSegments(np.zeros((20, 2)), b).nearest(np.array([(0.0, 0.0)]))
    assert (found.segment.tolist(), found.distance.tolist()) == ([0], [0.0])


def test_a_few_nanometres_tell_which_is_nearer() -> None:
    a = np.array([(0.0, 1 + 4e-9), (0.0, 1.0)])
    assert CrowdedSegments(a, a + np.array([1.0, 0.0])).nearest(np.array([(0.5, 0.0)])).segment.tolist() == [1]


def test_of_drawings_of_one_segment_only_the_first_is_compared() -> None:
    """To all eight sides, each once more the other way round, and once more the same way."""
    sides = np.array([(x, y) for x in (-5.0, 0.0, 5.0) for y in (-5.0, 0.0, 5.0) if x or y])
    a = np.arange(8)[:, None] * np.array([100.0, 100.0]) + 7.0
    b = a + sides
    made = CrowdedSegments(np.concatenate([a, b, a]), np.concatenate([b, a, b]))
    assert made._distinct.tolist() == list(range(8))


def test_points_far_from_all_streets_are_no_crowd() -> None:
    """As found: in a country more than half of them want a second look, and were then held against all streets."""
    rng = np.random.default_rng(4)
    along, across = np.meshgrid(np.arange(0.0, 5000.0, 20.0), np.arange(0.0, 5001.0, 1000.0))
    a = np.column_stack([along.ravel(), across.ravel()])  # straight roads, a kilometre apart
    index = SegmentIndex(a, a + np.array([20.0, 0.0]))
    left_to_it: list[int] = []

    class Counted:
        def nearest(self, p: np.ndarray, progress: Progress | None) -> object:
            left_to_it.append(len(p))
            return crowd.nearest(p, progress)

    crowd = index._crowded
    index.__dict__["_crowded"] = Counted()
    places = rng.uniform(0, 5000, (3000, 2))
    segment, _, distance = index.nearest(places)
    assert sum(left_to_it) < 0.2 * len(places)
    exact = crowd.nearest(places)
    assert (segment == exact.segment).all()
    assert (distance == exact.distance).all()
