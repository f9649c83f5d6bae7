"""What a councillor reads of the first map: how many requirements are met, names with figures, tips, facilities."""

from __future__ import annotations

import gc
import html
import itertools
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from qgis.core import (
    QgsApplication,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsMapLayerStyle,
    QgsMarkerSymbol,
    QgsProject,
    QgsRenderContext,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import Qt

from buurtmaat.adapters.results.area_labels import percentage, rate_figure
from buurtmaat.adapters.results.facility_styles import show_types
from buurtmaat.adapters.results.layer_arrivals import LayerArrivals
from buurtmaat.adapters.results.requirement_styles import hides_the_map, make_room, show_requirements
from buurtmaat.adapters.results.run_facts import RunFacts
from buurtmaat.adapters.results.styles import apply_style
from buurtmaat.core.wording import percent_within

FACTS = RunFacts(
    requirements={"s": "School & <play>", "r": "Places"}, thresholds={"s": (500.0, "m")}, decimals={"s": 0}
)
COUNTS = ("met", "failed", "unknown")


def areas(*rows: tuple, prefix: str = "", name: str = "buurtnaam", facts: RunFacts = FACTS) -> QgsVectorLayer:
    """Return neighbourhoods: name, met, failed, unknown, verdict over all, share and verdict of s, rate of r."""
    fields = [f"{name}:string", *(f"{prefix}{one}:int" for one in COUNTS), f"{prefix}compliance:string"]
    fields += [f"{prefix}s_share:double", f"{prefix}s_compliance:string"]
    fields += [f"{prefix}r_rate:double", f"{prefix}r_compliance:string"]
    found = QgsVectorLayer("Polygon?" + "&".join(f"field={one}" for one in fields), "areas", "memory")
    made = []
    for row in rows:
        feature = QgsFeature(found.fields())
        feature.setAttributes([*row, *[None] * (len(fields) - len(row))])
        made.append(feature)
    assert found.dataProvider().addFeatures(made)[0]
    apply_style(found, "neighbourhoods", prefix)
    show_requirements(found, facts, prefix)
    return found


def evaluated(layer: QgsVectorLayer, expression: str) -> list[object]:
    """Return what an expression gives for each feature."""
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    made, found = QgsExpression(expression), []
    assert not made.hasParserError(), made.parserErrorString()
    for feature in layer.getFeatures():
        context.setFeature(feature)
        found.append(made.evaluate(context))
        assert not made.hasEvalError(), made.evalErrorString()
    return found


def labels(layer: QgsVectorLayer) -> list[object]:
    assert layer.labelsEnabled()
    return evaluated(layer, layer.labeling().settings().fieldName)


def drawn(layer: QgsVectorLayer) -> list[str]:
    """Return the words of the legend for the class of each feature, empty where that is off."""
    renderer, context, found = layer.renderer().clone(), QgsRenderContext(), []
    renderer.startRender(context, layer.fields())
    words = {item.ruleKey(): item.label() for item in renderer.legendSymbolItems()}
    for feature in layer.getFeatures():
        context.expressionContext().setFeature(feature)
        keys = renderer.legendKeysForFeature(feature, context)
        found.append(", ".join(words[key] for key in keys))
    renderer.stopRender(context)
    return found


def test_what_has_no_figure_hides_the_colours_of_layers_below_as_figures_do():
    """As found: the violet of the neighbourhoods below was seen through hatches, and taken for a figure."""
    found = areas(("a", 0, 0, 3, "unknown"))
    for style in found.styleManager().styles():
        found.styleManager().setCurrentStyle(style)
        for category in found.renderer().categories():
            ground = category.symbol().symbolLayer(0)
            assert ground.brushStyle() == Qt.BrushStyle.SolidPattern, (style, category.label())
            assert ground.fillColor().alpha() == 255


def expected(met: int, failed: int, unknown: int, verdict: str) -> str:
    asked = met + failed + unknown
    if not asked:
        return "too few dwellings" if verdict == "too_few" else "not applicable"
    if met == asked:
        return "all that is asked"
    if not met and not failed:
        return "unknown"
    if not met:
        return "none"
    if 4 * met >= 3 * asked:
        return "three quarters or more"
    return "half or more" if 2 * met >= asked else "less than half"


@pytest.mark.parametrize("prefix", ["", "new_"])
def test_neighbourhoods_show_how_many_requirements_they_meet(prefix):
    cases = list(itertools.product(range(5), range(4), range(3), ["fails", "too_few", "not_applicable"]))
    found = areas(*(("x", *case) for case in cases), prefix=prefix)
    assert drawn(found) == [expected(*case) for case in cases]


def test_a_neighbourhood_has_its_name_and_how_many_of_how_many():
    found = areas(
        ("Oost's", 3, 1, 0, "fails"), ("West", 2, 0, 2, "unknown"), ("Polder", 0, 0, 0, "too_few"), (None, 0, 4, 0)
    )
    assert labels(found) == ["Oost's\n3 of 4", "West\n2 of 4 (2\N{NO-BREAK SPACE}?)", "Polder", "0 of 4"]


def test_without_a_field_for_names_only_the_figure_is_written():
    assert labels(areas(("Oost", 3, 1, 0, "fails"), name="oppervlak")) == ["3 of 4"]


def written_out(style: QgsMapLayerStyle) -> str:
    return ElementTree.canonicalize(style.xmlData(), strip_text=True)


def test_each_style_is_all_that_a_layer_has_that_wears_it():
    layer = areas(("A", 4, 5, 0, "falls short", 0.5, "falls short", 1.0, "meets"))
    layer.setFieldAlias(0, "Name & <more>")
    make_room(layer)
    apply_style(layer, "neighbourhoods", "")
    show_requirements(layer, FACTS, "")
    styles = layer.styleManager()
    names = [name for name in styles.styles() if name != styles.currentStyle()]
    kept = {name: written_out(styles.style(name)) for name in names}
    assert len(set(kept.values())) == len(names) == 2
    for name in names:
        styles.setCurrentStyle(name)
        worn = QgsMapLayerStyle()
        worn.readFromLayer(layer)
        assert written_out(worn) == kept[name]
        assert layer.attributeAlias(0) == "Name & <more>"


def test_each_requirement_is_a_style_with_its_verdicts_and_figures():
    found = areas(
        ("Oost", 1, 1, 0, "fails", 0.8299999, "fails", 1234.56, "meets"),
        ("West", 2, 0, 0, "meets", 1.0, "meets", 0.5, "meets"),
        ("Zuid", 0, 0, 2, "unknown", None, "unknown", None, "unknown"),
    )
    own = found.styleManager()
    assert own.currentStyle() == "All requirements"
    own.setCurrentStyle("School & <play>")
    assert labels(found) == ["Oost\n82 %", "West\n100 %", "Zuid"]
    assert drawn(found) == ["fails", "meets", "unknown"]
    own.setCurrentStyle("Places")
    assert labels(found) == ["Oost\n1,234", "West\n0.50", "Zuid"]
    assert drawn(found) == ["meets", "meets", "unknown"]


@pytest.mark.parametrize(
    "share", [0.0, 1e-12, 0.0099, 0.01, 0.29, 0.57, 0.58, 0.8299, 0.975, 0.976, 0.99, 0.9999999999, 1.0]
)
def test_a_share_is_cut_off_and_never_said_to_be_all_or_nothing_where_it_is_not(share):
    for decimals in (0, 1, 2):
        cut, sign = percent_within(share, decimals)
        said = QgsExpression(percentage(repr(share), decimals)).evaluate()
        assert said == f"{sign} {cut:.{decimals}f} %".lstrip()


def test_rates_are_cut_off_behind_the_digits_that_tell():
    given = {"0.05499": "0.0549", "0": "0.00", "0.29": "0.29", "1.999": "1.99", "12.39": "12.3", "123.9": "123"}
    given["NULL"] = ""
    assert {rate: QgsExpression(rate_figure(rate)).evaluate() for rate in given} == given


def test_numbers_on_the_map_are_those_of_the_language_of_its_texts(monkeypatch):
    """As found: a Dutch QGIS on an English computer wrote 17.2 on the map and 17,2 in the panel beside it."""
    monkeypatch.setattr(QgsApplication, "locale", lambda: "nl_NL")
    made = (
        QgsExpression(rate_figure("17.24")),
        QgsExpression(percentage("0.975", 1)),
        QgsExpression(rate_figure("1234")),
    )
    assert [QgsExpression(one).evaluate() for one in made] == ["17,2", "97,5 %", "1.234"]


def tip(layer: QgsVectorLayer) -> list[str]:
    """Return the map tip of each feature as its reader sees it."""
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    found = []
    for feature in layer.getFeatures():
        context.setFeature(feature)
        text = QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context)
        assert "[%" not in text
        assert set(re.findall(r"<(\w+)", text)) <= {"b", "br"}, "text of a layer became a tag"
        found.append(html.unescape(re.sub(r"<br>", "\n", re.sub(r"</?b>", "", text))))
    return found


def test_the_map_says_of_a_neighbourhood_what_it_has():
    found = areas(
        ("<script>A&B", 1, 1, 0, "fails", 0.5, "fails", 12.0, "meets"),
        ("West", 0, 0, 1, "unknown", None, "unknown", None, "not_applicable"),
        ("Oost", 0, 1, 2, "fails", None, "unknown", None, "fails"),
    )
    assert tip(found) == [
        "<script>A&B\n1 of 2\nSchool & <play>: fails, 50 %\nPlaces: meets, 12.0",
        "West\nunknown\nSchool & <play>: unknown\nPlaces: not applicable",
        "Oost\n0 of 3 (2\N{NO-BREAK SPACE}?)\nSchool & <play>: unknown\nPlaces: fails",
    ]
    for style in found.styleManager().styles():
        found.styleManager().setCurrentStyle(style)
        assert tip(found)[1].startswith("West"), style


@pytest.mark.parametrize("whole", [(), ("r",)])
def test_a_verdict_of_a_settlement_does_not_stand_above_the_figure_of_a_neighbourhood(whole):
    """As found: "0.00" in the blue of "meets", beside 5 in the panel; the settlement had five village halls."""
    facts = replace(FACTS, larger={"r": "settlement"}, whole=whole)
    found = areas(
        ("Oost", 1, 0, 0, "meets", 0.5, "fails", 0.0, "meets"),
        ("West", 0, 0, 1, "unknown", None, "unknown", None, "not_applicable"),
        facts=facts,
    )
    found.styleManager().setCurrentStyle("Places")
    assert labels(found) == ["Oost", "West"]
    own = "0" if whole else "0.00"
    assert [text.splitlines()[-1] for text in tip(found)] == [
        f"Places: meets, judged by settlement, here {own}",
        "Places: not applicable, judged by settlement",
    ]


def test_the_map_says_of_a_rate_what_it_counts():
    """As found: "here 757", which could be metres."""
    facts = replace(FACTS, units={"r": "%1 m² per 1,000 dwellings"})
    rows = ("Oost", 1, 0, 0, "meets", 0.5, "fails", 757.4, "too_few"), ("West", 1, 0, 0, "meets", 0.5, "fails")
    assert [text.splitlines()[-1] for text in tip(areas(*rows, facts=facts))] == [
        "Places: too few dwellings, 757 m² per 1,000 dwellings",
        "Places: ",
    ]
    larger = areas(*rows, facts=replace(facts, larger={"r": "district"}))
    assert "judged by district, here 757 m² per 1,000 dwellings" in tip(larger)[0]


def test_how_many_there_are_is_written_as_a_whole_number():
    found = areas(("Oost", 1, 0, 0, "meets", 0.5, "fails", 1.0, "meets"), facts=replace(FACTS, whole=["r"]))
    found.styleManager().setCurrentStyle("Places")
    assert labels(found) == ["Oost\n1"]


def test_the_map_says_of_a_dwelling_how_far_it_is():
    fields = "field=s_value:double&field=s_ok:int&field=s_weight:double"
    found = QgsVectorLayer(f"Point?{fields}", "homes", "memory")
    made = []
    for row in [(1412.4, 0, 2), (80.0, 1, 2), (None, 0, 1), (None, None, 1), (80.0, 1, 0)]:
        feature = QgsFeature(found.fields())
        feature.setAttributes(list(row))
        made.append(feature)
    assert found.dataProvider().addFeatures(made)[0]
    apply_style(found, "dwellings")
    show_requirements(found, FACTS, "")
    said = [line.removeprefix("School & <play>: ") for line in tip(found)]
    assert said == ["1,412 m, outside", "80 m, within", "outside", "unknown", "not asked of it"]


def test_markers_grow_with_the_map_and_keep_their_size_in_the_legend():
    found = QgsVectorLayer("Point?field=s_value:double&field=s_ok:int&field=s_weight:double", "homes", "memory")
    apply_style(found, "dwellings")
    plain = [item.symbol().size() for item in found.renderer().legendSymbolItems() if item.symbol()]
    show_requirements(found, FACTS, "")
    symbols = [item.symbol().clone() for item in found.renderer().legendSymbolItems() if item.symbol()]
    assert [symbol.size() for symbol in symbols] == plain
    for symbol, size in zip(symbols, plain, strict=True):
        sizes = []
        for scale in (200_000, 10_000, 1000):
            context = QgsExpressionContext([QgsExpressionContextUtils.globalScope()])
            context.lastScope().setVariable("map_scale", scale)
            sizes.append(symbol.dataDefinedSize().valueAsDouble(context)[0] / size)
        assert sizes == pytest.approx([0.5, 0.8, 2.2])  # 8 m on the ground are 0.8 mm at 1:10,000


# Facilities

ASKED = frozenset(["School", "own's type"])


def places(*rows: tuple[str | None, ...], kind: str = "Point") -> QgsVectorLayer:
    """Return facilities: the type of each, what used it, and where its status is another one than ok, that."""
    fields = ("facility_id", "type", "requirements", "row_status")
    found = QgsVectorLayer(f"{kind}?" + "&".join(f"field={one}:string" for one in fields), "f", "memory")
    made = []
    for number_, (type_, used, *status) in enumerate(rows):
        feature = QgsFeature(found.fields())
        feature.setAttributes([str(number_), type_, used, *(status or ["ok"])])
        made.append(feature)
    assert found.dataProvider().addFeatures(made)[0]
    apply_style(found, "facilities")
    show_types(found, ASKED, "", reached=["School"])
    return found


@pytest.mark.parametrize("kind", ["Point", "Polygon", "LineString"])
def test_facilities_that_counted_are_shown_by_type(kind):
    found = places(("school", "s;t"), ("own's type", "s"), ("school", None), ("park", ""), (None, None), kind=kind)
    left_out, others = "asked for, not counted", "not asked for by any requirement"
    assert drawn(found) == ["school", "own's type", left_out, "", ""]
    legend = ["own's type", "school", left_out, others]
    assert [item.label() for item in found.renderer().legendSymbolItems()] == legend


def test_what_nobody_can_get_to_is_told_from_what_counted_for_a_way():
    """The last type is asked for by an amount only: that it is off the streets changes nothing."""
    found = places(("school", "s"), (" School", "r", "off_network"), ("own's type", "r", "off_network"))
    assert drawn(found) == ["school", "counted in its area only: off the streets", "own's type"]
    assert [item.label() for item in found.renderer().legendSymbolItems()][:3] == [
        "own's type", "school", "counted in its area only: off the streets"
    ]  # fmt: skip


def test_facilities_that_no_requirement_asks_for_are_off_until_the_legend_brings_them_back():
    found = places(("school", "s"), ("school", None), ("park", None))
    assert [one.renderState() for one in found.renderer().categories()] == [True, True, False]


def test_fifty_types_all_look_different():
    found = places(*((f"type {n}", "s") for n in range(50)))
    looks = set()
    for item in found.renderer().legendSymbolItems():
        symbol = item.symbol().clone()
        assert isinstance(symbol, QgsMarkerSymbol)
        looks.add((symbol.color().name(), symbol.symbolLayer(0).shape()))
    assert len(looks) == 52


def test_facilities_of_a_file_that_cuts_names_stay_as_they_were():
    found = QgsVectorLayer("Point?field=facility_i:string", "f", "memory")
    apply_style(found, "facilities")
    show_types(found, ASKED, "")
    assert found.renderer().type() == "singleSymbol"


# What is off at first


@pytest.mark.parametrize(("count", "hides"), [(10_000, False), (10_001, True)])
def test_a_town_of_dwellings_is_off_until_somebody_asks_for_it(count, hides, qgis_new_project):
    project = QgsProject.instance()
    found = QgsVectorLayer("Point?field=x:int", "homes", "memory")
    assert found.dataProvider().addFeatures([QgsFeature(found.fields()) for _ in range(count)])[0]
    assert hides_the_map(found, "dwellings") == hides
    assert not hides_the_map(found, "facilities")
    arrivals = LayerArrivals()
    if hides:
        arrivals.hide(found, project)
    # As found: Python cleared away what waited for the layer, and QGIS went down as the results came.
    gc.collect()
    root = project.layerTreeRoot()
    project.addMapLayer(QgsVectorLayer("Point?field=x:int", "other", "memory"))
    group = root.insertGroup(0, "run")
    node = group.addLayer(project.addMapLayer(found, False))
    assert node.itemVisibilityChecked() != hides
    assert all(one.itemVisibilityChecked() for one in root.findLayers() if one.name() == "other")
    node.setItemVisibilityChecked(True)
    group.addLayer(found)  # a second time: it is on by now, and stays so
    assert node.itemVisibilityChecked()
