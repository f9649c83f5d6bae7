"""What the card of a dwelling says: above all why it has no figure, in words."""

from __future__ import annotations

import pytest
from qgis.core import QgsApplication

from buurtmaat.adapters.explore.dwelling_cards import dwelling_rows
from towns.runs import grid, layer, point
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
