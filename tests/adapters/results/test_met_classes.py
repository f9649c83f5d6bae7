"""How much an area has of what is asked is told in the same classes in QGIS, on pages and in documents."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from qgis.core import QgsExpression

from buurtmaat.adapters.report.look import PAGE_SHADES
from buurtmaat.adapters.results import met_classes
from towns.seen_colours import SEEN_BY, distance, lab

NONE, LITTLE, HALF, MOST, ALL = range(5)


@pytest.mark.parametrize(
    ("met", "asked", "class_"),
    [
        (0, 1, NONE),
        (0, 9, NONE),
        (1, 1, ALL),
        (9, 9, ALL),
        (1, 9, LITTLE),
        (4, 9, LITTLE),
        (1, 2, HALF),
        (5, 9, HALF),
        (2, 3, HALF),
        (6, 9, HALF),
        (3, 4, MOST),
        (7, 9, MOST),
        (8, 9, MOST),
    ],
)
def test_the_class_goes_by_halves_and_quarters(met, asked, class_):
    assert met_classes.class_met(met, asked) == class_


def test_an_expression_of_qgis_gives_the_same_classes():
    for asked in range(1, 21):
        for met in range(asked + 1):
            text = met_classes.class_met_expression(str(met), f"({asked})")
            assert QgsExpression(text).evaluate() == met_classes.class_met(met, asked), text
    for share in np.linspace(0, 1, 201).tolist():
        text = met_classes.class_of_share_expression(repr(share))
        assert QgsExpression(text).evaluate() == met_classes.class_of_share(share), text


@pytest.mark.parametrize(
    ("share", "class_"), [(0, NONE), (0.2499, NONE), (0.25, 1), (0.4999, 1), (0.5, 2), (0.75, 3), (0.9999, 3), (1, ALL)]
)
def test_a_share_goes_by_quarters(share, class_):
    assert met_classes.class_of_share(share) == class_


def test_shades_on_paper_are_told_apart_in_grey_and_by_the_colour_blind():
    for one, other in pairwise(PAGE_SHADES):
        assert distance(one, other) >= 12
        light, dark = (lab(colour, SEEN_BY["all"])[0] for colour in (one, other))
        assert light - dark >= 12
