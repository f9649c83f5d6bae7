"""Facilities per number of dwellings, run as QGIS runs it: rates, norms, areas, reach, totals, unknowns and words."""

from __future__ import annotations

import random
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from qgis.core import QgsRenderContext, QgsVectorLayer

from buurtmaat.adapters.results.styles import apply_style
from towns import runs, small_town
from towns.runs import Feedback, RefusedError, box, grid, layer, point
from towns.slow import examples

WEST, EAST = box(-60, -60, 250, 560), box(250, -60, 560, 560)
COLUMNS = ("demand", "facilities", "capacity", "rate", "required", "balance", "compliance", "row_status")


def areas(west: tuple = (), east: tuple = (), more: tuple = (), **kinds: str) -> QgsVectorLayer:
    return layer([(WEST, "west", *west), (EAST, "east", *east), *more], "areas", code="text", **kinds)


def town(**changes):
    """Two neighbourhoods; 300 dwellings in the west, 100 in the east; halls of 20 and 40 m² in the west."""
    given = {
        "NEIGHBOURHOODS": areas(),
        "NEIGHBOURHOOD_ID": "code",
        "DWELLINGS": layer([(point(50, 0), 200), (point(100, 0), 100), (point(400, 0), 100)], "homes", n="int"),
        "WEIGHT_FIELD": "n",
        "FACILITIES": layer([(point(100, 0), 20.0), (point(200, 0), 40.0)], "halls", m2="real"),
        "OUTPUT": "memory:",
        **changes,
    }
    return runs.without_none(given)


def provide(feedback: Feedback | None = None, **changes):
    return runs.run("facilitiesperdwellings", town(**changes), feedback)


def refused(**changes) -> str:
    with pytest.raises(RefusedError) as stop:
        provide(**changes)
    text = str(stop.value)
    assert "Traceback" not in text, text
    return text


def of(done, name: str) -> tuple:
    return tuple(next(r for r in done.rows("OUTPUT") if r["code"] == name)[column] for column in COLUMNS)


def test_facilities_are_counted_per_thousand_dwellings():
    done = provide()
    assert of(done, "west") == (300, 2, 2, pytest.approx(2000 / 300), None, None, None, "ok")
    assert of(done, "east") == (100, 0, 0, 0, None, None, None, "ok")
    assert done.results["TOTAL_DEMAND"] == 400
    assert done.results["TOTAL_CAPACITY"] == 2


def test_a_norm_tells_what_is_required_and_what_is_missing():
    done = provide(CAPACITY_FIELD="m2", NORM=125, PER=1000)
    # 125 m² per 1,000: 37.5 for 300 dwellings, of which 60 are there; 12.5 for 100, of which none.
    assert of(done, "west") == (300, 2, 60, 200, 37.5, 22.5, "meets", "ok")
    assert of(done, "east") == (100, 0, 0, 0, 12.5, -12.5, "fails", "ok")
    assert any("50" in text and "12.5" in text for text in done.feedback.infos)


def test_a_norm_that_is_met_to_the_last_digit_is_met():
    west = of(provide(CAPACITY_FIELD="m2", NORM=200), "west")
    assert west[5:7] == (pytest.approx(0, abs=1e-9), "meets")


def test_the_norm_of_a_neighbourhood_wins_and_the_general_one_fills_in():
    done = provide(NEIGHBOURHOODS=areas((50.0,), (None,), asked="real"), NORM_FIELD="asked", NORM=10)
    assert [of(done, name)[4] for name in ("west", "east")] == [15, 1]
    done = provide(NEIGHBOURHOODS=areas((50.0,), (None,), asked="real"), NORM_FIELD="asked")
    assert [of(done, name)[4] for name in ("west", "east")] == [15, None]
    assert [of(done, name)[6] for name in ("west", "east")] == ["fails", None]
    assert done.feedback.warned("nothing is asked", ": 1")


def test_the_demand_may_be_a_field_of_the_neighbourhoods():
    done = provide(
        NEIGHBOURHOODS=areas((600,), (-99997,), inw="int"),
        DEMAND_FIELD="inw",
        NORM=2,
        DWELLINGS=None,
        WEIGHT_FIELD=None,
    )
    assert of(done, "west") == (600, 2, 2, pytest.approx(2000 / 600), 1.2, 0.8, "meets", "ok")
    # A suppressed figure is not known: no rate, and no verdict but unknown.
    assert of(done, "east") == (None, 0, 0, None, None, None, "unknown", "no_weight")
    assert done.feedback.warned("demand is not known", "east")


@pytest.mark.parametrize(
    ("names", "taken"),
    [
        (("aantal_inwoners", "woningvoorraad"), "woningvoorraad"),
        (("AANT_INW", "AANTAL_HH"), "AANTAL_HH"),
        (("Aantal_Inwoners", "p_65_eo_jr"), "Aantal_Inwoners"),
        (("aantal_woningen", "aantal_huishoudens"), "aantal_woningen"),
    ],
)
def test_the_columns_of_statistics_netherlands_are_known(names: tuple[str, str], taken: str):
    """The fields for the code and the demand need not be chosen; figures of 10 and 20 tell which was taken."""
    own = layer([(WEST, "BU1", 10, 20), (EAST, "BU2", 10, 20)], "cbs", BU_CODE="text", **dict.fromkeys(names, "int"))
    done = provide(NEIGHBOURHOODS=own, NEIGHBOURHOOD_ID=None, DWELLINGS=None, WEIGHT_FIELD=None)
    assert done.column("OUTPUT", "demand") == [10 if taken == names[0] else 20] * 2
    assert any(taken in text for text in done.feedback.infos)


def test_where_there_is_no_demand_there_is_no_rate():
    done = provide(DWELLINGS=layer([(point(50, 0), 200), (point(400, 0), 0)], "homes", n="int"), NORM=1)
    assert of(done, "east") == (0, 0, 0, None, 0, 0, "not_applicable", "no_weight")


def test_what_lies_outside_is_told_and_not_lost():
    homes = [(point(50, 0), 200), (point(900, 0), 7), (None, 5), (point(60, 0), None)]
    halls = [(point(100, 0), 20.0), (point(900, 9), 30.0), (None, 40.0)]
    done = provide(
        DWELLINGS=layer(homes, "homes", n="int"), FACILITIES=layer(halls, "halls", m2="real"), CAPACITY_FIELD="m2"
    )
    assert of(done, "west")[:3] == (200, 1, 20)
    assert done.results["UNASSIGNED_DWELLINGS"] == 12
    assert done.results["UNASSIGNED_FACILITIES"] == 2
    assert done.results["UNASSIGNED_CAPACITY"] == 70
    assert any("12 dwellings, 2 facilities, capacity 70" in text for text in done.feedback.infos)
    assert done.feedback.warned("Facilities without geometry", ": 1")


def test_a_dwelling_and_a_facility_on_a_shared_border_count_once():
    border = layer([(point(250, 0), 10)], "homes", n="int")
    done = provide(DWELLINGS=border, FACILITIES=layer([point(250, 50)], "halls"))
    assert [of(done, name)[:2] for name in ("west", "east")] == [(10, 1), (0, 0)]
    assert done.feedback.warned("Dwellings in more than one", ": 1")
    assert done.feedback.warned("Facilities in more than one", ": 1")


def test_the_first_of_overlapping_neighbourhoods_holds():
    done = provide(
        NEIGHBOURHOODS=areas(more=((box(-60, -60, 560, 560), "all"),)),
        FACILITIES=layer([box(200, 0, 300, 10), box(600, 0, 610, 10)], "parks"),
        AREA_AS_CAPACITY=True,
    )
    assert [of(done, name)[:3] for name in ("west", "east", "all")] == [(300, 1, 500), (100, 0, 500), (0, 0, 0)]
    assert done.feedback.warned("overlap", "2 pairs")


def test_polygons_are_split_between_neighbourhoods_by_area():
    # 100 m × 10 m, of which 50 m lie in the west, 50 m in the east; a hole in the west; a multipolygon half outside.
    holed = "POLYGON((200 0, 300 0, 300 10, 200 10, 200 0), (210 2, 210 8, 220 8, 220 2, 210 2))"
    both = "MULTIPOLYGON(((500 100, 510 100, 510 110, 500 110, 500 100)), ((700 0, 730 0, 730 10, 700 10, 700 0)))"
    done = provide(FACILITIES=layer([holed, both], "parks", kind="MultiPolygon"), AREA_AS_CAPACITY=True)
    assert of(done, "west")[2] == pytest.approx(500 - 60)
    assert of(done, "east")[2] == pytest.approx(500 + 100)
    assert done.results["UNASSIGNED_CAPACITY"] == pytest.approx(300)
    assert sum(of(done, name)[1] for name in ("west", "east")) + done.results["UNASSIGNED_FACILITIES"] == 2


def test_a_capacity_that_is_told_goes_before_the_area():
    parks = layer([(box(0, 0, 10, 10), 7.0), (box(20, 0, 30, 10), None)], "parks", m2="real")
    assert of(provide(FACILITIES=parks, CAPACITY_FIELD="m2", AREA_AS_CAPACITY=True), "west")[2] == 107
    assert of(provide(FACILITIES=parks), "west")[2] == 2


def test_capacities_that_are_not_known_leave_open_what_they_could_turn():
    halls = layer([(point(100, 0), 20.0), (point(200, 0), None), (point(400, 0), -3.0)], "halls", m2="real")
    done = provide(FACILITIES=halls, CAPACITY_FIELD="m2", NORM=125)
    assert of(done, "west") == (300, 2, 20, pytest.approx(20 / 0.3), 37.5, -17.5, "unknown", "ok")
    assert of(done, "east") == (100, 1, None, None, 12.5, None, "unknown", "ok")
    assert done.feedback.warned("capacity is not known", ": 2")
    assert of(provide(FACILITIES=halls, CAPACITY_FIELD="m2", NORM=60), "west")[6] == "meets"


def test_a_layer_without_facilities_leaves_all_unknown():
    done = provide(FACILITIES=layer([None], "halls", kind="Point"), NORM=1)
    assert of(done, "west") == (300, None, None, None, 0.3, None, "unknown", "no_facility")


def test_a_neighbourhood_without_geometry_keeps_its_row():
    done = provide(
        NEIGHBOURHOODS=areas((9,), (9,), ((None, "lost", 9),), n="int"), DEMAND_FIELD="n", NORM=1, DWELLINGS=None,
        WEIGHT_FIELD=None,
    )  # fmt: skip
    assert of(done, "lost") == (9, None, None, None, 0.009, None, "unknown", "no_geometry")


# Reach


def reaching(**changes):
    return provide(NETWORK=layer(grid(), "streets"), REACH=200, **changes)


def test_with_a_reach_what_dwellings_reach_counts_across_the_border():
    done = reaching(CAPACITY_FIELD="m2", NORM=125)
    # West: 200 dwellings at (50, 0) reach both halls (50 and 150 m), 100 at (100, 0) too. East: 100 at (400, 0) reach
    # the hall at (200, 0), 200 m away, in the west.
    assert of(done, "west")[:4] == (300, 2, 60, 200)
    assert of(done, "east") == (100, 1, 40, 400, 12.5, 27.5, "meets", "ok")
    assert done.feedback.warned("do not add up")
    assert done.results["TOTAL_CAPACITY"] == 60


def test_what_is_reached_is_averaged_over_dwellings():
    homes = layer([(point(0, 0), 300), (point(100, 0), 100)], "homes", n="int")
    done = reaching(DWELLINGS=homes, CAPACITY_FIELD="m2")
    # 300 reach both (100 and 200 m), 100 reach both too; with the second hall moved to (300, 0) the 300 reach one.
    assert of(done, "west")[1:3] == (2, 60)
    moved = layer([(point(100, 0), 20.0), (point(300, 0), 40.0)], "halls", m2="real")
    done = reaching(DWELLINGS=homes, FACILITIES=moved, CAPACITY_FIELD="m2")
    assert of(done, "west")[1:3] == (pytest.approx((300 + 2 * 100) / 400), pytest.approx((300 * 20 + 100 * 60) / 400))


def test_a_large_park_counts_whole_for_who_reaches_it():
    park = layer([box(200, 0, 300, 10)], "parks")
    done = reaching(FACILITIES=park, AREA_AS_CAPACITY=True)
    assert [of(done, name)[2] for name in ("west", "east")] == [1000, 1000]


def test_dwellings_off_the_streets_do_not_count_in_the_mean_and_alone_leave_it_unknown():
    homes = layer([(point(100, 0), 10), (point(-59, 555), 90), (point(559, -59), 5)], "homes", n="int")
    done = reaching(DWELLINGS=homes, MAX_SNAP=20, NORM=1)
    assert of(done, "west")[:3] == (100, 2, 2)
    assert of(done, "east") == (5, None, None, None, 0.005, None, "unknown", "off_network")
    assert done.feedback.warned("off the network", ": 2")


def test_a_figure_without_dwellings_to_average_over_is_unknown():
    homes = layer([(point(100, 0), 10)], "homes", n="int")
    done = reaching(DWELLINGS=homes, NEIGHBOURHOODS=areas((500,), (400,), n="int"), DEMAND_FIELD="n", NORM=1)
    assert of(done, "west")[:3] == (500, 2, 2)
    assert of(done, "east") == (400, None, None, None, 0.4, None, "unknown", "no_dwellings")


def test_a_facility_without_a_known_capacity_that_is_reached_leaves_open_what_it_could_turn():
    halls = layer([(point(100, 0), 20.0), (point(200, 0), None)], "halls", m2="real")
    done = reaching(FACILITIES=halls, CAPACITY_FIELD="m2", NORM=125)
    assert of(done, "west")[2:] == (20, pytest.approx(20 / 0.3), 37.5, -17.5, "unknown", "ok")
    assert of(done, "east")[2:] == (None, None, 12.5, None, "unknown", "ok")


# Wrong inputs


def test_wrong_inputs_are_refused_in_a_sentence():
    assert "DWELLINGS" in refused(REACH=200, DWELLINGS=None, WEIGHT_FIELD=None, NETWORK=layer(grid(), "streets"))
    assert "NETWORK" in refused(REACH=200)
    nothing = refused(DWELLINGS=None, WEIGHT_FIELD=None)
    assert "DEMAND_FIELD" in nothing
    assert "code" in nothing
    percentages = areas((10,), (20,), percentage_personen_65_jaar_en_ouder="int")
    assert "percentages" in refused(NEIGHBOURHOODS=percentages, DEMAND_FIELD="percentage_personen_65_jaar_en_ouder")
    assert "holds no numbers" in refused(NEIGHBOURHOODS=areas(("a",), ("b",), w="text"), DEMAND_FIELD="w")
    assert "polygon" in refused(AREA_AS_CAPACITY=True)
    assert "polygons" in refused(NEIGHBOURHOODS=layer([(point(0, 0), "a")], "areas", code="text"))


def test_a_plot_without_a_norm_is_refused_before_anything_is_written(tmp_path: Path):
    out = tmp_path / "out.gpkg"
    assert "norm" in refused(PLOT=str(tmp_path / "plot.html"), OUTPUT=str(out))
    assert list(tmp_path.iterdir()) == []


# The plot


class _Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.texts.append(data)


def test_the_plot_draws_what_is_needed_beside_what_there_is(tmp_path: Path):
    path = tmp_path / "plot.html"
    evil = layer([(WEST, "<script>alert(1)</script>"), (EAST, "east")], "areas", code="text")
    provide(NEIGHBOURHOODS=evil, CAPACITY_FIELD="m2", NORM=125, PLOT=str(path))
    text = path.read_text(encoding="utf-8")
    page = _Page(text)
    assert "script" not in [tag for tag, _ in page.tags]
    assert "&lt;script&gt;" in text
    assert not re.search(r"(src|href)=", text)
    bars = [attrs for tag, attrs in page.tags if tag == "rect" and "height" in attrs and attrs["height"] == "4"]
    # All together on its own scale: 50 needed of 60 there; then west 37.5 and 60, east 12.5 and 0, of at most 60.
    lengths = [float(attrs["width"]) for attrs in bars]
    assert lengths == pytest.approx([100 * 50 / 60, 100, 100 * 37.5 / 60, 100, 100 * 12.5 / 60, 0], abs=1e-3)
    # Of what is missing ten and more are whole, rounded up: 12.5 is 13.
    assert [t.strip() for t in page.texts if t.strip() in ("37.5", "60", "22.5", "−13")] == [
        "60", "37.5", "60", "22.5", "−13",
    ]  # fmt: skip


def test_the_plot_hatches_what_is_not_known(tmp_path: Path):
    path = tmp_path / "plot.html"
    halls = layer([(point(100, 0), None)], "halls", m2="real")
    provide(FACILITIES=halls, CAPACITY_FIELD="m2", NORM=125, PLOT=str(path))
    hatched = [a for tag, a in _Page(path.read_text(encoding="utf-8")).tags if a.get("fill") == "url(#unknown)"]
    assert len(hatched) == 1


# Totals


@settings(examples(30), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.integers(0, 2**32))
def test_neighbourhoods_and_what_lies_outside_add_up_to_all(seed: int):
    chance = random.Random(seed)
    cells = [
        (box(x, y, x + 100, y + 100), f"{x},{y}") for x in range(0, 400, 100) for y in range(0, 300, 100)
        if chance.random() < 0.8
    ]  # fmt: skip

    def spot() -> tuple[float, float]:
        return chance.choice((0, 100, 150, 377.7, 420)), chance.choice((0, 42.5, 100, 200, 299.9, 330))

    homes = [(point(*spot()), chance.choice((0, 1, 3, 2.5, None))) for _ in range(40)]
    parks = []
    for _ in range(8):
        x, y = spot()
        parks.append((box(x, y, x + chance.choice((10, 120)), y + 15), chance.choice((None, 12.5))))
    done = provide(
        NEIGHBOURHOODS=layer(cells or [(box(0, 0, 100, 100), "a")], "areas", code="text"),
        DWELLINGS=layer([*homes, (point(50, 50), 1), (point(150, 50), 1), (point(350, 250), 1)], "homes", n="real"),
        FACILITIES=layer(parks, "parks", m2="real"),
        CAPACITY_FIELD="m2",
        AREA_AS_CAPACITY=True,
    )  # fmt: skip
    rows, told = done.rows("OUTPUT"), done.results
    assert told["TOTAL_DEMAND"] == pytest.approx(sum(r["demand"] for r in rows))
    assert told["TOTAL_DEMAND"] + told["UNASSIGNED_DWELLINGS"] == pytest.approx(3 + sum(n or 0 for _, n in homes))
    assert told["TOTAL_CAPACITY"] == pytest.approx(sum(r["capacity"] for r in rows))
    everything = sum(m2 if m2 is not None else _area(wkt) for wkt, m2 in parks)
    assert told["TOTAL_CAPACITY"] + told["UNASSIGNED_CAPACITY"] == pytest.approx(everything)
    assert sum(r["facilities"] for r in rows) + told["UNASSIGNED_FACILITIES"] == len(parks)


def _area(wkt: str) -> float:
    numbers = [float(n) for n in re.findall(r"-?[\d.]+", wkt)]
    xs, ys = numbers[::2], numbers[1::2]
    return (max(xs) - min(xs)) * (max(ys) - min(ys))


def test_the_report_of_requirements_draws_its_square_metres_too(tmp_path: Path):
    path = tmp_path / "report.html"
    halls = layer([(point(100, 0), 6.0)], "school", m2="real")
    rows = [
        small_town.row(id="m", indicator="rate", threshold=100, unit="m2", per=1000),
        small_town.row(id="n", indicator="rate", threshold=1, unit="number", per=1000),
    ]
    small_town.check(FACILITIES=[halls], CAPACITY_FIELD="m2", REQUIREMENTS=rows, REPORT=str(path))
    page = _Page(path.read_text(encoding="utf-8"))
    bars = [float(a["width"]) for tag, a in page.tags if tag == "rect" and a.get("height") == "4"]
    # 60 dwellings in each neighbourhood need 6 m² of it; the west has 6, the east none. Numbers are no square metres.
    assert bars == pytest.approx([100, 50, 100, 100, 100, 0])


def test_a_report_without_square_metres_draws_none(tmp_path: Path):
    path = tmp_path / "report.html"
    small_town.check(REPORT=str(path))
    assert '<div class="barcode">' not in path.read_text(encoding="utf-8")


def test_every_balance_has_one_colour():
    """The map tells apart how much too little or too much there is; grey is for what is not known."""
    balances = {
        (-100.0, 100.0): "less than half of what is required",
        (-50.0, 100.0): "less than required",
        (-1e-9, 100.0): "less than required",
        (0.0, 100.0): "what is required, and up to half more",
        (50.0, 100.0): "what is required, and up to half more",
        (51.0, 100.0): "more than that",
        (5.0, 0.0): "more than that",
        (0.0, 0.0): "what is required, and up to half more",
        (None, 100.0): "not known, or nothing required",
        (None, None): "not known, or nothing required",
    }
    shown = layer([(WEST, *pair) for pair in balances], "areas", balance="real", required="real")
    apply_style(shown, "provision")
    renderer, context = shown.renderer(), QgsRenderContext()
    context.expressionContext().setFields(shown.fields())
    renderer.startRender(context, shown.fields())
    label_of = {item.symbol().color().name(): item.label() for item in renderer.legendSymbolItems() if item.symbol()}
    found = []
    for feature in shown.getFeatures():
        context.expressionContext().setFeature(feature)
        found.append([label_of[symbol.color().name()] for symbol in renderer.symbolsForFeature(feature, context)])
    renderer.stopRender(context)
    assert found == [[label] for label in balances.values()]


# What users run into


@pytest.mark.parametrize(("text", "required"), [("0,5", 0.15), ("12,5", 3.75), (" 12.5 ", 3.75), ("", None)])
def test_a_norm_written_with_a_comma_is_that_norm(text: str, required: float | None):
    """Processing by itself takes such text for 0, which every neighbourhood meets."""
    found = of(provide(NORM=text), "west")[4]
    assert found == (None if required is None else pytest.approx(required))


def test_a_norm_that_is_no_number_is_refused():
    assert refused(NORM="veel") == "Norm (NORM) must be a number, 0 or more, not “veel”. It may be left empty."


def test_dwellings_of_which_it_is_not_known_what_they_reach_never_turn_a_verdict():
    """One dwelling reaches 60 m², and 9,999 are off the network: the mean over all may be anything up to 60 m²."""
    homes = layer([(point(100, 0), 1), (point(-59, 555), 9999)], "homes", n="int")
    done = reaching(DWELLINGS=homes, MAX_SNAP=20, CAPACITY_FIELD="m2", NORM=0.001)
    assert of(done, "west")[2:7] == (60, 6, 0.01, 59.99, "unknown")
    # A norm that is met even if they reach nothing, and one that is missed even if they reach everything.
    few = layer([(point(100, 0), 99), (point(-59, 555), 1)], "homes", n="int")
    assert of(reaching(DWELLINGS=few, MAX_SNAP=20, CAPACITY_FIELD="m2", NORM=590), "west")[6] == "meets"
    assert of(reaching(DWELLINGS=few, MAX_SNAP=20, CAPACITY_FIELD="m2", NORM=601), "west")[6] == "fails"
    assert of(reaching(DWELLINGS=few, MAX_SNAP=20, CAPACITY_FIELD="m2", NORM=599), "west")[6] == "unknown"


def test_facilities_that_no_street_leads_to_are_named():
    halls = layer([(point(100, 0), 20.0, "a"), (point(150, 540), 40.0, "b")], "halls", m2="real", code="text")
    done = reaching(FACILITIES=halls, FACILITY_ID="code", CAPACITY_FIELD="m2", MAX_SNAP=30, NORM=1)
    assert done.feedback.warned("off the network", ": 1 (b)")
    alone = layer([(point(150, 540), 40.0)], "halls", m2="real")
    done = reaching(FACILITIES=alone, CAPACITY_FIELD="m2", MAX_SNAP=30, NORM=1)
    assert of(done, "west")[5:] == (None, "unknown", "no_facility")


def test_streets_of_another_place_are_refused():
    far = layer([f"LINESTRING({90000 + x} 0, {90000 + x} 3000)" for x in (0, 100)], "streets")
    assert "overlap" in refused(NETWORK=far, REACH=200)


def test_a_plot_of_what_is_reached_sums_nothing_up(tmp_path: Path):
    path = tmp_path / "plot.html"
    reaching(CAPACITY_FIELD="m2", NORM=125, PLOT=str(path))
    page = _Page(path.read_text(encoding="utf-8"))
    assert "All together" not in [t.strip() for t in page.texts]
    assert any("does not add up" in t for t in page.texts)


def test_a_plot_marks_as_short_only_what_is(tmp_path: Path):
    """20 m² are there and one facility more of unknown size, 37.5 are needed: at least 20, not too little."""
    path = tmp_path / "plot.html"
    halls = layer([(point(100, 0), 20.0), (point(200, 0), None)], "halls", m2="real")
    provide(FACILITIES=halls, CAPACITY_FIELD="m2", NORM=125, PLOT=str(path))
    page = _Page(path.read_text(encoding="utf-8"))
    short = [a for tag, a in page.tags if tag == "td" and "short" in (a.get("class") or "")]
    assert len(short) == 1, "the east"
    assert "≥ 20" in [t.strip() for t in page.texts]


def test_where_no_capacity_is_known_nobody_is_said_to_have_enough(tmp_path: Path):
    """As found of a check: "0 of 91 meet all", where it was known of none. Both halls may be of any size."""
    path, said = tmp_path / "plot.html", "Of none of 2 neighbourhoods is it known whether it has too little."
    halls = layer([(point(100, 0), None), (point(500, 300), None)], "halls", m2="real")
    done = provide(FACILITIES=halls, CAPACITY_FIELD="m2", NORM=125, PLOT=str(path))
    assert any(text.endswith(said) for text in done.feedback.infos)
    assert any(said in text for text in _Page(path.read_text(encoding="utf-8")).texts)


def test_noise_in_the_last_digit_is_no_shortage():
    halls = layer([(point(100, 0), 0.1), (point(100, 0), 0.2)], "halls", m2="real")
    homes = layer([(point(50, 0), 3)], "homes", n="int")
    found = of(provide(FACILITIES=halls, CAPACITY_FIELD="m2", DWELLINGS=homes, NORM=0.1, PER=1), "west")
    assert found[5:7] == (0, "meets")


def test_nothing_missing_is_nothing_and_large_numbers_are_written_out():
    homes = layer([(point(50, 0), 8888890), (point(400, 0), 1)], "homes", n="int")
    done = provide(DWELLINGS=homes, NORM=0)
    assert any("0 of 2 neighbourhoods have too little; 0 is missing in all." in text for text in done.feedback.infos)
    assert any("demand 8888891," in text for text in done.feedback.infos)
    assert any("8888891 dwellings" in text for text in done.feedback.infos)


def test_a_neighbourhood_without_dwellings_alone_has_no_demand():
    park = layer([(box(-60, 400, 250, 560), "park")], "areas", code="text")
    done = provide(NEIGHBOURHOODS=park, DWELLINGS=layer([(point(-50, 450), 0), (point(200, 390), 9)], "homes", n="int"))
    assert done.column("OUTPUT", "row_status") == ["no_weight"]
    far = layer([(box(9000, 9000, 9100, 9100), "far")], "areas", code="text")
    assert "No dwelling lies in any neighbourhood" in refused(NEIGHBOURHOODS=far)


def test_dwellings_beside_a_demand_field_are_not_read_without_a_reach():
    done = provide(
        NEIGHBOURHOODS=areas((600,), (5,), n="int"),
        DEMAND_FIELD="n",
        DWELLINGS=layer([(point(9e5, 9e5), 1)], "far", n="int"),
    )
    assert done.column("OUTPUT", "demand") == [600, 5]
    assert any("not used" in text for text in done.feedback.infos)


def test_of_the_known_fields_the_first_that_is_filled_in_is_taken():
    own = layer(
        [(WEST, "a", None, 30), (EAST, "b", None, 40)], "areas", code="text", woningen="int", aantal_inwoners="int"
    )
    done = provide(NEIGHBOURHOODS=own, DWELLINGS=None, WEIGHT_FIELD=None)
    assert done.column("OUTPUT", "demand") == [30, 40]


def test_polygons_without_geometry_are_no_reason_to_ask_for_another_field():
    done = provide(FACILITIES=layer([None], "parks", kind="Polygon"), AREA_AS_CAPACITY=True)
    assert done.column("OUTPUT", "row_status") == ["no_facility"] * 2


def test_capacities_in_words_and_percentages_of_dwellings_are_refused():
    assert "holds no numbers" in refused(
        FACILITIES=layer([(point(0, 0), "groot")], "halls", m2="text"), CAPACITY_FIELD="m2"
    )
    homes = layer([(point(50, 0), 20)], "homes", percentage_woningen="int")
    assert "percentages" in refused(DWELLINGS=homes, WEIGHT_FIELD="percentage_woningen")


def test_several_points_of_one_facility_stand_where_the_first_does():
    done = provide(FACILITIES=layer(["MULTIPOINT((400 0), (-3000 0), (-3000 9))"], "halls"))
    assert [of(done, name)[1] for name in ("west", "east")] == [0, 1]


def test_a_plot_that_cannot_be_written_is_said_in_a_sentence(tmp_path: Path):
    folder = tmp_path / "plot.html"
    folder.mkdir()
    assert "cannot be written" in refused(NORM=1, PLOT=str(folder))


@pytest.mark.parametrize("seed", range(8))
def test_a_facility_or_an_entrance_more_never_lowers_what_is_reached(seed):
    rng = random.Random(seed)
    spots = [(50, 5), *((rng.choice([0, 100, 200, 300, 400, 500]), rng.uniform(0, 500)) for _ in range(5))]
    halls = [(box(x + 5, y, x + 40, y + 30), f"h{i}", 10.0 + i) for i, (x, y) in enumerate(spots)]
    gates = [(point(x, y + rng.uniform(-60, 60)), f"h{3 + i % 3}") for i, (x, y) in enumerate(spots)]

    def capacity(halls, gates):
        done = provide(
            NETWORK=layer(grid(), "streets"),
            REACH=150,
            FACILITIES=layer(halls, "halls", code="text", m2="real"),
            FACILITY_ID="code",
            CAPACITY_FIELD="m2",
            ENTRANCES=layer(gates, "gates", of="text"),
            ENTRANCE_FACILITY="of",
        )
        return [row["capacity"] for row in done.rows("OUTPUT")]

    all_there = capacity(halls, gates)
    assert any(all_there)
    for i in range(len(halls)):
        fewer = capacity(halls[:i] + halls[i + 1 :], gates)
        assert all(less <= more + 1e-9 for less, more in zip(fewer, all_there, strict=True))
    for i in range(len(gates)):
        fewer = capacity(halls, gates[:i] + gates[i + 1 :])
        assert all(less <= more + 1e-9 for less, more in zip(fewer, all_there, strict=True))
