"""Housing plans as points: years and phases read, whole numbers that add up, and places that suit the plan."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from buurtmaat.core.geometry.shapes import RING, Shapes, points
from buurtmaat.core.preparing.plans import MOST_DWELLINGS, Phase, Placed, Site, place_plans, read_phases, read_status

NOWHERE = points(np.full((1, 2), np.nan))


def box(x0: float, y0: float, x1: float, y1: float) -> Shapes:
    xy = np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1], [x0, y0]], np.float64)
    return Shapes(
        xy=xy, part_start=np.array([0, 5]), part_feature=np.array([0]), part_kind=np.array([RING], np.int8), count=1
    )


def street(*xy: tuple[float, float]) -> np.ndarray:
    return np.array(xy, np.float64)


def site(*streets: np.ndarray, ground: Shapes = NOWHERE, share: float = 0.0, at: tuple[float, float] = (5, 5)) -> Site:
    return Site(streets, ground, share, np.array([at], np.float64))


def place(one: Site, number: int, spacing: float = 10.0) -> Placed:
    return place_plans([[Phase(2030, number)]], [0], [one], spacing)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("hard", "hard"),
        ("Harde plancapaciteit", "hard"),
        ("1A onherroepelijk", "1A onherroepelijk"),
        ("Onherroepelijk", "hard"),
        ("vastgesteld", "hard"),
        ("ZACHT", "soft"),
        (" zachte plannen ", "soft"),
        ("soft", "soft"),
        ("idea", "idea"),
        ("  ", None),
        (None, None),
    ],
)
def test_status_is_read_in_english_and_dutch(text, wanted):
    assert read_status(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2030", [(2030, 10)]),
        ("1900", [(1900, 10)]),
        ("2200", [(2200, 10)]),
        ("2030-05-01", [(2030, 10)]),
        ("2030-05-01T00:00:00", [(2030, 10)]),
        ("1-5-2030", [(2030, 10)]),
        ("2028-2031", [(2028, 3), (2029, 3), (2030, 2), (2031, 2)]),
        ("2030 – 2030", [(2030, 10)]),
        ("2028:4; 2030:6", [(2028, 4), (2030, 6)]),
        ("2028:4;2029:0;2030:6", [(2028, 4), (2030, 6)]),
        ("2028:10;2029:0", [(2028, 10)]),
        ("2028:-0;2029:10", [(2029, 10)]),
        ("", [(None, 10)]),
        (None, [(None, 10)]),
    ],
)
def test_years_and_phases_are_read(text, wanted):
    assert read_phases(text, 10) == [Phase(year, number) for year, number in wanted]


def test_years_of_a_range_that_get_no_dwelling_are_no_phase():
    assert read_phases("2028-2031", 2) == [Phase(2028, 1), Phase(2029, 1)]


def test_demolition_comes_in_phases_too():
    assert read_phases("2028-2029", -5) == [Phase(2028, -3), Phase(2029, -2)]
    assert read_phases("2028:-1;2029:0;2030:-4", -5) == [Phase(2028, -1), Phase(2030, -4)]


@pytest.mark.parametrize(
    "text",
    [
        "soon",
        "203",
        "1066",
        "1899",
        "2201",
        "99999",
        "2031-2028",
        "2028:4;2030:5",
        "2028:4;2030",
        "2028:15;2030:-5",
        "2028:10;1066:0",
        "2028:0;2029:0",
        "\u0662\u0660\u0662\u0668",
    ],
)
def test_what_is_no_year_or_does_not_add_up_is_not_understood(text):
    assert read_phases(text, 10) is None


def test_none_of_the_phases_of_what_comes_goes():
    assert read_phases("2028:2;2030:-1", 1) is None


def test_a_field_with_whole_numbers_holds_the_most_dwellings():
    assert np.iinfo(np.int32).max == MOST_DWELLINGS


def test_dwellings_stand_evenly_along_a_street():
    # 100 m hold ten points 10 m apart, 5 m from the ends; of these five are every second.
    found = place(site(street((0, 0), (60, 0), (60, 40))), 10)
    along = np.where(found.xy[:, 0] < 60, found.xy[:, 0], 60 + found.xy[:, 1])
    assert along.tolist() == pytest.approx([5, 15, 25, 35, 45, 55, 65, 75, 85, 95])
    assert found.number.tolist() == [1] * 10
    half = place(site(street((0, 0), (100, 0))), 5).xy[:, 0]
    assert np.diff(half).tolist() == pytest.approx([20] * 4)


def test_what_is_left_of_a_street_lies_half_at_either_end():
    assert place(site(street((0, 0), (33, 0))), 3).xy[:, 0].tolist() == pytest.approx([6.5, 16.5, 26.5])


def test_more_dwellings_than_places_stand_several_at_one():
    # 30 m hold three points; 10 dwellings are 3⅓ each.
    found = place(site(street((0, 0), (30, 0))), 10)
    assert sorted(found.number.tolist()) == [3, 3, 4]
    assert len(np.unique(found.xy, axis=0)) == 3


def test_a_street_drawn_twice_has_its_points_once():
    once = street((0, 0), (100, 0))
    found = place(site(once, once.copy()), 40)
    gaps = np.diff(np.sort(found.xy[:, 0]))
    assert gaps.min() >= 7
    assert found.number.sum() == 40


def test_points_on_streets_beside_each_other_stand_7_m_apart_for_10():
    found = place(site(street((0, 0), (100, 0)), street((0, 7), (100, 7))), 20)
    assert sorted(map(tuple, found.xy.round(9).tolist())) == [(x, y) for x in range(5, 100, 10) for y in (0, 7)]


def test_streets_that_cross_do_not_put_two_points_on_the_crossing():
    found = place(site(street((0, 50), (110, 50)), street((55, 0), (55, 110))), 100)
    apart = np.hypot(*(found.xy[:, None] - found.xy[None]).transpose(2, 0, 1))
    assert apart[~np.eye(len(apart), dtype=bool)].min() >= 7 - 1e-6


def test_ground_without_streets_is_filled_all_over():
    found = place(site(ground=box(0, 0, 100, 100), share=1.0), 25)
    assert found.number.tolist() == [1] * 25
    corner = (found.xy > 50).astype(int) @ [1, 2]
    assert np.bincount(corner, minlength=4).min() >= 4


def test_points_on_the_ground_are_the_spacing_apart():
    found = place(site(ground=box(0, 0, 40, 40), share=1.0), 100)
    apart = np.hypot(*(found.xy[:, None] - found.xy[None]).transpose(2, 0, 1))
    assert apart[~np.eye(len(apart), dtype=bool)].min() == pytest.approx(10)
    assert len(found.xy) == 16
    assert set(found.number.tolist()) == {6, 7}


def test_one_dwelling_stands_in_the_middle():
    assert place(site(ground=box(0, 0, 81, 40), share=1.0), 1).xy.tolist() == [[40.5, 20]]


def test_ground_and_streets_share_by_their_part_of_the_ground():
    found = place(site(street((0, 0), (200, 0)), ground=box(0, 500, 100, 600), share=0.25), 20)
    assert found.number[found.xy[:, 1] == 0].sum() == 15
    assert found.number[found.xy[:, 1] >= 500].sum() == 5


def in_two_corners(wide: float) -> Shapes:
    """Return two squares at opposite corners of 100 by 100 m."""
    return Shapes(
        xy=np.concatenate([box(0, 0, wide, wide).xy, box(100 - wide, 100 - wide, 100, 100).xy]),
        part_start=np.array([0, 5, 10]),
        part_feature=np.array([0, 0]),
        part_kind=np.array([RING, RING], np.int8),
        count=1,
    )


def test_a_grid_over_ground_in_two_corners_has_a_place_for_each_dwelling():
    """Of the first grid, 22 m wide, one place lies in each corner."""
    found = place(site(ground=in_two_corners(20), share=1.0), 20, spacing=1)
    assert found.number.tolist() == [1] * 20
    assert (found.xy > 50).all(axis=1).sum() == 10


def test_ground_too_narrow_for_the_grid_falls_back_on_its_point():
    found = place(site(ground=in_two_corners(0.1), share=1.0, at=(0.05, 0.05)), 7, spacing=50)
    assert found.xy.tolist() == [[0.05, 0.05]]
    assert found.number.tolist() == [7]


def test_the_grid_over_the_ground_has_a_bounded_number_of_cells(monkeypatch):
    # Of 18 by 18 cells, 5.5 m wide, the outermost middles lie 3.3 m from the border; the next grid would have 517.
    monkeypatch.setattr("buurtmaat.core.preparing.plans._MOST_CELLS", 500)
    found = place(site(ground=in_two_corners(2.2), share=1.0, at=(1, 1)), 1, spacing=0.1)
    assert found.xy.tolist() == [[1, 1]]


def test_a_plan_of_several_points_is_shared_among_them():
    found = place(Site([], NOWHERE, 0.0, np.array([[0.0, 0], [9, 9], [3, 3]])), 8)
    assert sorted(found.number.tolist()) == [2, 3, 3]


@pytest.mark.parametrize("number", [1, 2, 4])
def test_fewer_dwellings_than_points_stand_at_one_each(number):
    points = np.array([[n, n] for n in range(5)], np.float64)
    found = place(Site([], NOWHERE, 0.0, points), number)
    assert found.number.tolist() == [1] * number
    assert len(np.unique(found.xy, axis=0)) == number
    assert np.ptp(found.xy[:, 0]) == (4 if number > 1 else 0), "the first few lie all over the points"


def test_phases_follow_each_other_along_the_street():
    phases = [[Phase(2030, 4), Phase(2032, 6)]]
    found = place_plans(phases, [0], [site(street((0, 0), (100, 0)))], 10)
    assert found.xy[found.year == 2030, 0].max() < found.xy[found.year == 2032, 0].min()
    assert [found.number[found.year == year].sum() for year in (2030, 2032)] == [4, 6]


def test_a_point_where_a_phase_ends_comes_in_both():
    phases = [[Phase(2030, 5), Phase(2032, 5)]]
    found = place_plans(phases, [0], [site(street((0, 0), (30, 0)))], 10)
    assert [found.number[found.year == year].sum() for year in (2030, 2032)] == [5, 5]
    assert len(np.unique(found.xy, axis=0)) == 3


def test_plans_on_one_site_do_not_take_each_other_s_places():
    plans = [[Phase(2030, 4)], [], [Phase(None, 6)]]
    found = place_plans(plans, [0, -1, 0], [site(street((0, 0), (100, 0)))], 10)
    assert found.row.tolist() == [0] * 4 + [2] * 6
    assert len(np.unique(found.xy, axis=0)) == 10
    assert np.isnan(found.year[found.row == 2]).all()


def test_demolition_is_one_point_a_phase():
    found = place_plans([[Phase(2030, -4), Phase(2031, -1)]], [0], [site(street((0, 0), (100, 0)))], 10)
    assert found.number.tolist() == [-4, -1]
    assert found.xy.tolist() == [[5, 5], [5, 5]]


def test_demolition_takes_no_places_of_what_is_built_there():
    found = place_plans([[Phase(2030, -4)], [Phase(2032, 10)]], [0, 0], [site(street((0, 0), (100, 0)))], 10)
    assert found.row.tolist() == [0] + [1] * 10
    assert len(np.unique(found.xy[1:], axis=0)) == 10


def test_no_plans_give_no_points():
    found = place_plans([], [], [], 10)
    assert found.row.size == 0
    assert found.xy.shape == (0, 2)


def test_a_plan_of_millions_has_a_bounded_number_of_points():
    found = place(site(street((0, 0), (1e6, 0)), ground=box(0, 0, 1e5, 1e5), share=0.5), 5_000_001, spacing=0.1)
    assert found.number.sum() == 5_000_001
    assert len(found.xy) <= 40_000


coordinates = st.integers(0, 400).map(float)
streets = st.lists(
    st.lists(st.tuples(coordinates, coordinates), min_size=2, max_size=5, unique=True).map(np.array), max_size=4
)


@given(
    streets,
    st.lists(st.lists(st.integers(-30, 60).filter(bool), max_size=3), min_size=1, max_size=4),
    st.sampled_from([0.0, 0.3, 1.0]),
    st.integers(1, 80),
)
def test_numbers_add_up_and_no_place_comes_twice_without_need(lines, numbers, share, spacing):
    phases = [[Phase(2030 + n, number) for n, number in enumerate(of)] for of in numbers]
    place_of = site(*lines, ground=box(0, 0, 200, 90), share=1.0 if not lines else share)
    found = place_plans(phases, [0] * len(phases), [place_of], spacing)
    for row, plan in enumerate(phases):
        for phase in plan:
            mine = (found.row == row) & (found.year == phase.year)
            assert found.number[mine].sum() == phase.number
    comes = found.number > 0
    _, inverse = np.unique(found.xy[comes], axis=0, return_inverse=True)
    at = np.bincount(inverse.ravel(), found.number[comes]) if comes.any() else np.zeros(0)
    if at.size > 1 and share in (0.0, 1.0):
        assert at.max() - at.min() <= 1  # one or several at each place, as evenly as whole numbers go
    assert np.array_equal(found.row, np.sort(found.row))
    again = place_plans(phases, [0] * len(phases), [place_of], spacing)
    assert np.array_equal(again.xy, found.xy)
