"""What the card of a dwelling says: above all why it has no figure, in words."""

from __future__ import annotations

import pytest
from qgis.core import QgsApplication, QgsGeometry, QgsPointXY

from buurtmaat.adapters.explore.dwelling_cards import dwelling_rows, find_dwelling
from towns.runs import X0, Y0, grid, layer, point
from towns.small_town import check


@pytest.fixture(params=["en", "nl"])
def words(request, qgis_app, monkeypatch):
    """Return why a dwelling has no figure, in the language of the window."""
    monkeypatch.setattr(QgsApplication, "locale", lambda: request.param)
    return {
        "en": {"off_network": "off the network", "unreachable": "no way leads there"},
        "nl": {"off_network": "buiten het netwerk", "unreachable": "geen weg erheen"},
    }[request.param]


def test_a_card_says_why_a_dwelling_has_no_figure_in_words(provider, words):
    """One dwelling stands by a street of its own, 3 km long, that nothing joins; one 4 km from any."""
    streets = layer([*grid(), "LineString (2000 -60, 5000 -60)"], "streets")
    homes = [(point(100, 10), "near"), (point(3000, -50), "unreachable"), (point(250, 4500), "off_network")]
    done = check(NETWORK=streets, DWELLINGS=layer(homes, "homes", who="text"))
    written = done.layer("OUTPUT_DWELLINGS")
    told = {f["who"]: [row.reason for row in dwelling_rows(written, f, None, {})] for f in written.getFeatures()}
    assert [f["s_reason"] for f in written.getFeatures()] == [None, "unreachable", "off_network"]
    assert told == {"near": [""], **{reason: [word] for reason, word in words.items()}}


MANY = 1200
"""Dwellings of a flat, which stand before the others in their layer."""


def homes_of(*others, year=None, kind="int"):
    """Return a layer with a flat 60 m from what is clicked on, and then others."""
    flat = [(point(60 + n / MANY, 0), "flat", year) for n in range(MANY)]
    return layer([*flat, *others], "homes", neighbourhood="text", year_from=kind)


def clicked(homes, radius=100.0, year=None):
    found = find_dwelling(homes, QgsGeometry.fromPointXY(QgsPointXY(X0, Y0)), radius, year)
    return None if found is None else found["neighbourhood"]


@pytest.mark.parametrize("away", [0, 1, 10, 50])
def test_the_nearest_dwelling_is_found_however_many_are_near(qgis_app, away):
    """As found: of those near, only the first thousand of the layer were looked at."""
    homes = homes_of((point(0, away), "nearest", None), (point(0, away + 0.1), "next", None))
    assert clicked(homes) == "nearest"
    assert clicked(homes, radius=away - 0.5) is None


def test_a_dwelling_at_the_corner_of_what_is_looked_at_is_farther_than_one_straight_ahead(qgis_app):
    homes = layer([(point(12, 12), "corner"), (point(0, 14), "ahead")], "homes", neighbourhood="text")
    assert clicked(homes) == "ahead"
    assert clicked(homes, year=2026) == "ahead"  # of a layer that says no years all are there


@pytest.mark.parametrize(("kind", "later"), [("int", 2035), ("real", 2035.0), ("text", "2035")])
def test_dwellings_that_come_later_stand_not_before_one_that_is_there(qgis_app, kind, later):
    homes = homes_of((point(50, 0), "near", later), (point(70, 0), "there", None), year=later, kind=kind)
    assert (clicked(homes), clicked(homes, year=2035), clicked(homes, year=2030)) == ("near", "near", "there")
