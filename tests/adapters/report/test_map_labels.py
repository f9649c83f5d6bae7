"""Names on a map: none over another, none out of it, the largest areas first."""

from __future__ import annotations

import numpy as np
import pytest

from buurtmaat.adapters.report.map_labels import place_labels, shortened_label
from buurtmaat.core.geometry.drawn import Frame

FRAME = Frame(left=0.0, top=0.0, scale=1.0, width=1000, height=800)
NO_SITES = np.empty((0, 2))


def box(label, size: float) -> tuple[float, float, float, float]:
    """Return the box that the letters of a label need, at half an em each: less than the code leaves free."""
    wide, lines = 0.5 * size * max(len(label.name), len(label.figure)), 1 + bool(label.figure)
    return label.x - wide / 2, label.y - size * lines / 2, label.x + wide / 2, label.y + size * lines / 2


@pytest.mark.parametrize("size", [19.0, 40.0])
def test_labels_do_not_collide_and_stay_on_the_map(size):
    rng = np.random.default_rng(3)
    middle = rng.uniform((0, 0), (1000, 800), (80, 2))
    texts = [("N" * int(rng.integers(3, 30)), "3 of 9") for _ in middle]
    found = place_labels(np.arange(80), middle, texts, rng.uniform(0, 800, (30, 2)), FRAME, size)
    assert 5 < len(found) < 80
    boxes = [box(one, size) for one in found]
    for number, (left, top, right, bottom) in enumerate(boxes):
        assert (left >= 0, top >= 0, right <= 1000, bottom <= 800) == (True,) * 4
        for other in boxes[:number]:
            assert left >= other[2] or right <= other[0] or top >= other[3] or bottom <= other[1]


def test_the_first_is_named_and_what_does_not_fit_beside_it_is_not():
    middle = np.array([[500.0, 400.0], [500.0, 402.0], [500.0, 404.0], [500.0, 398.0], [500.0, 396.0], [500.0, 390.0]])
    texts = [(name, "") for name in ("one", "two", "three", "four", "five", "six")]
    found = place_labels(np.array([2, 0, 1, 3, 4, 5]), middle, texts, NO_SITES, FRAME, 40.0)
    assert found[0].name == "three"
    assert (found[0].x, found[0].y) == (500, 404)
    assert len(found) < 6


def test_an_area_without_a_middle_has_no_label():
    assert place_labels(np.array([0]), np.array([[np.nan, np.nan]]), [("a", "")], NO_SITES, FRAME, 19.0) == []


def test_a_name_leaves_a_facility_free_where_it_can():
    middle, texts = np.array([[500.0, 400.0]]), [("Binnenstad", "")]
    (free,) = place_labels(np.array([0]), middle, texts, np.array([[500.0, 400.0]]), FRAME, 19.0)
    assert abs(free.y - 400) > 10
    crowd = np.array([[x, y] for x in range(300, 700, 10) for y in range(300, 500, 10)], float)
    (over,) = place_labels(np.array([0]), middle, texts, crowd, FRAME, 19.0)
    assert (over.x, over.y) == (500, 400)


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [
        ("Binnenstad", 10, "Binnenstad"),
        ("Binnensteden", 10, "Binnenste…"),
        ("Waterrijk met de Nieuwe Tuinen", 24, "Waterrijk met de…"),
        ("Bedrijvenpark De Hoge Weide", 13, "Bedrijvenpar…"),
    ],
)
def test_a_long_name_is_cut_after_a_word(text, most, short):
    assert shortened_label(text, most) == short
    assert len(shortened_label(text, most)) <= most
