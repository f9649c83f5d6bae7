"""A run over several years: each can be looked at, and thresholds are moved of the last."""

from __future__ import annotations

from towns.explorer_dock import NAMES, done_areas
from towns.runs import layer, point
from towns.small_town import check, row


def test_a_year_that_is_chosen_has_its_verdicts_table_and_cards(opened, provider):
    """One school is there now, for the west; the one in the east opens in 2030."""
    schools = layer([(point(100, 0), None), (point(500, 300), 2030)], "school", open_from="int")
    given = {"REQUIREMENTS": [row(), row(id="r", indicator="rate", unit="number", threshold=1, metric="")]}
    done = check(
        NEIGHBOURHOODS=done_areas(), FACILITIES=[schools], YEARS="2026;2030", OPEN_FROM_FIELD="open_from", **given
    )
    found = {
        (r["year"], r["requirement"], r["neighbourhood"]): r["compliance"]
        for r in done.rows("OUTPUT_RESULTS")
        if r["level"] == "neighbourhood" and r["group"] is None and r["stock"] == "all"
    }
    assert found[2026, "s", "e"] == "fails"
    assert found[2030, "s", "e"] == "meets"
    dock = opened(layers={name: done.layer(name).clone() for name in NAMES})
    assert [dock.years.itemText(n) for n in range(dock.years.count())] == ["2026", "2030"]
    assert dock.years.currentText() == "2030"
    assert not dock.curve_page.isHidden()
    for year in (2026, 2030, 2026):
        index = dock.years.findText(str(year))
        dock.years.setCurrentIndex(index)
        dock.years.activated.emit(index)
        for name in ("s", "r"):
            dock.choose_requirement(name)
            assert dock.session.verdicts().tolist() == [found[year, name, area] for area in ("w", "e")]
            marks = {"meets": "✓", "fails": "✗"}
            shown = [dock.model.data(dock.model.index(n, 1))[0] for n in (0, 1)]
            assert shown == [marks[found[year, name, area]] for area in ("w", "e")]
            assert dock.curve_page.isHidden() == (year == 2026 or name == "r")
            (own,) = [one for one in dock.session.cards.card(1).rows if one.id == name]
            assert own.code == found[year, name, "e"]
        assert all(band.isVisible() == (year == 2026) for band in dock.preview._bands)
        dock.choose_requirement("")
        verdicts = [[found[year, name, area] for name in ("s", "r")] for area in ("w", "e")]
        met = [f"{one.count('meets')} of 2" for one in verdicts]
        assert [dock.model.data(dock.model.index(n, 1)).split(" ", 1)[1] for n in (0, 1)] == met
        assert f"In {year}:" in dock.session.cards.card(0).summary
        everywhere = sum(one.count("meets") == 2 for one in verdicts)
        words = {0: "0 of 2 neighbourhoods meet", 1: "1 of 2 neighbourhoods meets", 2: "2 of 2 neighbourhoods meet"}
        assert dock.whole.text() == f"In {year}: {words[everywhere]} all requirements."
