"""The styles that results arrive with: a legend in words, and classes that the colour-blind tell apart."""

from __future__ import annotations

import math
import os
import subprocess
import sys
import textwrap
from collections import Counter
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest
from qgis.core import Qgis, QgsApplication, QgsFeature, QgsFeatureRenderer, QgsRenderContext, QgsSymbol, QgsVectorLayer

from buurtmaat.adapters.results import styles
from buurtmaat.adapters.results.requirement_styles import make_room, show_requirements
from buurtmaat.adapters.results.run_facts import RunFacts
from buurtmaat.adapters.results.styles import apply_style
from buurtmaat.algorithms.provider import ALGORITHMS
from towns.seen_colours import SEEN_BY, distance, lab

STYLES = Path(__file__).resolve().parents[3] / "resources" / "styles"
NAMES = sorted(path.stem for path in STYLES.glob("*.qml"))

FIELDS = {
    "catchment_access": "access:double",
    "catchment_ratio": "ratio:double",
    "candidate_ranking": "gain:double",
    "suggested_locations": "served:double&field=rank:int",
    "dwellings": "s_value:double&field=s_ok:int&field=s_weight:double",
    "nearest": "distance_m:double",
    "reach_counts": "n_400:int",
    "reachable_ground": "within_count:int",
    "reachable_streets": "within_count:int",
    "service_areas": "limit:double",
    "service_lines": "limit:double",
}
POLYGONS = {
    *("neighbourhoods", "provision", "compare_scenarios", "service_areas", "facility_areas", "reconciliation"),
    "reachable_ground",
}
LINES = {"routes", "service_lines", "reachable_streets", "streets", "streets_left_out", "network_parts"}
VERDICTS = ("neighbourhoods", "dwellings", "compare_scenarios", "provision", "reconciliation", "network_issues")
"""Styles that tell good from bad: the form of their classes differs too, not only the colour."""

LEAST, LEAST_OF_OTHER_FORM = 7.0, 5.0
"""Distance in CIELAB between neighbouring classes; about 2.3 is just noticeable side by side."""

LEAST_LIGHTER = 20.0
"""Difference in lightness (0–100) that tells classes of one form apart without any colour."""


def styled(name: str) -> QgsVectorLayer:
    """Return a layer with some values in a style; dwellings with a requirement whose threshold is 500 m."""
    kind = "Polygon" if name in POLYGONS else "LineString" if name in LINES else "Point"
    found = QgsVectorLayer(f"{kind}?field={FIELDS.get(name, 'x:int')}", name, "memory")
    assert found.isValid()
    rows = []
    for value in (400, 800, 1200) if "limit" in FIELDS.get(name, "") else range(0, 60, 5):
        feature = QgsFeature(found.fields())
        feature[0] = value
        rows.append(feature)
    assert found.dataProvider().addFeatures(rows)[0]
    apply_style(found, name)
    if name == "dwellings":
        show_requirements(found, RunFacts(requirements={"s": "School"}, thresholds={"s": (500.0, "m")}), "")
    return found


def classes(name: str) -> list[tuple[str, QgsSymbol]]:
    found = styled(name)
    items = found.renderer().legendSymbolItems()
    return [(item.label(), item.symbol().clone()) for item in items if item.symbol() is not None]


def form(symbol: QgsSymbol) -> str:
    """Return all of a symbol but its colours."""
    told = []
    for layer in symbol.symbolLayers():
        own = {k: v for k, v in layer.properties().items() if "color" not in k}
        below = layer.subSymbol()
        told.append((layer.layerType(), sorted(own.items()), form(below) if below is not None else ""))
    return repr(told)


def test_every_style_is_given_to_an_output():
    assert {style for algorithm in ALGORITHMS for style in algorithm.STYLES.values()} == set(NAMES)


@pytest.mark.parametrize("algorithm", ALGORITHMS, ids=lambda one: one.STEM)
def test_every_output_that_is_a_map_layer_has_a_style(algorithm):
    made = algorithm()
    made.initAlgorithm()
    on_map = {
        d.name()
        for d in made.destinationParameterDefinitions()
        if d.type() == "sink" and d.dataType() != Qgis.ProcessingSourceType.Vector
    }
    assert on_map - set(algorithm.STYLES) == set()


@pytest.mark.parametrize("name", NAMES)
def test_a_style_has_a_legend_in_words(name):
    labels = [label for label, _ in classes(name)]
    assert len(set(labels)) == len(labels) > 0
    assert len(labels) == 1 or all(label and "_" not in label.removeprefix("n_400") for label in labels), labels


@pytest.mark.parametrize("name", VERDICTS)
def test_verdicts_are_not_told_by_colour_alone(name):
    found = classes(name)
    assert len(found) > 2
    for (one, a), (other, b) in combinations(found, 2):
        light, dark = (lab(symbol.color().name(), SEEN_BY["all"])[0] for symbol in (a, b))
        assert form(a) != form(b) or abs(light - dark) > LEAST_LIGHTER, (one, other)


@pytest.mark.parametrize("name", NAMES)
def test_neighbouring_classes_are_told_apart_by_the_colour_blind(name):
    for (one, a), (other, b) in pairwise(classes(name)):
        apart = distance(a.color().name(), b.color().name())
        assert apart >= (LEAST if form(a) == form(b) else LEAST_OF_OTHER_FORM), (one, other, apart)


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("neighbourhoods", "meets", "fails"),
        ("dwellings", "450 m to 500 m: just within", "500 m to 550 m: just outside"),
        ("compare_scenarios", "a verdict turned better", "a verdict turned worse"),
        ("provision", "what is required, and up to half more", "less than required"),
    ],
)
def test_good_and_bad_are_far_apart_to_the_colour_blind(name, good, bad):
    symbols = dict(classes(name))
    assert distance(symbols[good].color().name(), symbols[bad].color().name()) > 40


def test_distances_of_colours_are_right():
    """Black and white are 100 apart to all; a red and a green that deuteranopes confuse are far apart to others."""
    assert distance("#000000", "#ffffff") == pytest.approx(100, abs=0.1)
    red, green = "#b35a00", "#6f7f00"
    to_others = float(np.linalg.norm(lab(red, SEEN_BY["all"]) - lab(green, SEEN_BY["all"])))
    assert to_others > 40
    assert distance(red, green) < to_others / 2


# Requirements on dwellings and neighbourhoods


def homes(prefix: str = "", own: str = "", kind: str = "Point") -> QgsVectorLayer:
    """Return dwellings with two requirements: 449, 450 … metres away, and what is unknown or not asked."""
    names = [f"{prefix}{id_}_{part}" for id_ in ("s", "t") for part in ("value", "ok", "weight")]
    fields = "&".join(f"field={name}:double" for name in [*([own] if own else []), *names])
    found = QgsVectorLayer(f"{kind}?{fields}", "homes", "memory")
    rows = [(450, 1, 2), (451, 1, 2), (500, 1, 2), (501, 0, 2), (550, 0, 2), (551, 0, 2), (None, 0, 2), (None, None, 2)]
    rows += [(20, 1, 0), (None, None, None)]
    made = []
    for row in rows:
        feature = QgsFeature(found.fields())
        feature.setAttributes([*([99] if own else []), *row, *row])
        made.append(feature)
    assert found.dataProvider().addFeatures(made)[0]
    return found


def drawn(layer: QgsVectorLayer) -> list[str]:
    """Return the class of the legend that each feature is in."""
    context, renderer = QgsRenderContext(), layer.renderer().clone()
    context.expressionContext().setFields(layer.fields())
    renderer.startRender(context, layer.fields())
    labels = {item.ruleKey(): item.label() for item in renderer.legendSymbolItems()}
    found = []
    for feature in layer.getFeatures():
        context.expressionContext().setFeature(feature)
        keys = [
            key for key in renderer.legendKeysForFeature(feature, context) if labels.get(key, TITLES[0]) not in TITLES
        ]
        assert len(keys) == 1, feature.attributes()
        found.append(labels[keys[0]])
    renderer.stopRender(context)
    return found


TITLES = ("School", "Bus stop")
AROUND = [
    "within 450 m",
    *["450 m to 500 m: just within"] * 2,
    *["500 m to 550 m: just outside"] * 2,
    *["farther than 550 m, or never"] * 2,
    "unknown",
    "not asked of it",
    "unknown",
]


def about(threshold: float = 500.0) -> RunFacts:
    return RunFacts(
        requirements=dict(zip("st", TITLES, strict=True)), thresholds={"s": (threshold, "m"), "t": (400.0, "m")}
    )


@pytest.mark.parametrize(("prefix", "own"), [("", ""), ("new_", "s_value"), ("", "other")])
@pytest.mark.parametrize("kind", ["Point", "Polygon"])
def test_every_dwelling_is_in_one_class_around_the_first_threshold(prefix, own, kind):
    found = homes(prefix, own, kind)
    apply_style(found, "dwellings", prefix)
    show_requirements(found, about(), prefix)
    assert drawn(found) == AROUND
    own = found.styleManager()
    assert own.currentStyle() == "School"
    assert set(own.styles()) == set(TITLES)
    own.setCurrentStyle("Bus stop")
    # Its values are those of the school, and what is within 500 m was said to lie within its 400 m as well.
    assert drawn(found)[3] == "farther than 440 m, or never"


def shown_anew(found: QgsVectorLayer, told: RunFacts) -> list[str]:
    """Show another run's requirements on a layer; return the names of its styles, the current one first."""
    make_room(found)
    apply_style(found, "dwellings")
    show_requirements(found, told, "")
    own = found.styleManager()
    return [own.currentStyle(), *sorted({*own.styles()} - {own.currentStyle()})]


def test_a_layer_that_is_written_anew_has_no_style_of_the_run_before():
    found = homes()
    assert shown_anew(found, about()) == ["School", "Bus stop"]
    assert shown_anew(found, RunFacts(requirements={"s": "Library"}, thresholds={"s": (400.0, "m")})) == ["Library"]
    assert drawn(found)[3] == "farther than 440 m, or never"


def test_a_layer_that_is_written_anew_shows_the_new_thresholds_whichever_style_was_chosen():
    found = homes()
    shown_anew(found, about())
    found.styleManager().setCurrentStyle("Bus stop")
    thresholds = {"s": (500.0, "m"), "t": (250.0, "m")}
    told = RunFacts(requirements=dict(zip("st", TITLES, strict=True)), thresholds=thresholds)
    assert shown_anew(found, told) == ["School", "Bus stop"]
    assert drawn(found) == AROUND
    found.styleManager().setCurrentStyle("Bus stop")
    labels = [item.label() for item in found.renderer().legendSymbolItems()]
    assert labels[:3] == ["Bus stop", "within 225 m", "225 m to 250 m: just within"]


def test_a_style_that_the_user_made_stays_when_the_layer_is_written_anew():
    found = homes()
    shown_anew(found, about())
    found.styleManager().addStyleFromLayer("My own")
    found.styleManager().setCurrentStyle("My own")
    found.setRenderer(QgsFeatureRenderer.defaultRenderer(found.geometryType()))
    assert shown_anew(found, about()) == ["School", "Bus stop", "My own"]
    assert drawn(found) == AROUND
    found.styleManager().setCurrentStyle("My own")
    assert found.renderer().type() == "singleSymbol"


def test_where_the_threshold_differs_only_within_and_outside_are_told():
    found = homes()
    apply_style(found, "dwellings")
    show_requirements(found, about(math.nan), "")
    told = {"within the threshold": 3, "outside the threshold": 4, "unknown": 2, "not asked of it": 1}
    assert Counter(drawn(found)) == told


def test_dwellings_are_styled_in_another_language_too(monkeypatch):
    """Once a style is applied, the labels of its rules are in the user's language."""
    monkeypatch.setattr(styles, "class_words", lambda: {name: f"[{name}]" for name in ("within", "outside", "unknown")})
    found = homes()
    apply_style(found, "dwellings")
    show_requirements(found, about(), "")
    assert drawn(found) == AROUND


@pytest.mark.slow
def test_styles_shown_again_and_again_do_not_bring_qgis_down(tmp_path):
    """In a process of its own: memory that is written to after it was freed ends the process."""
    again = """
        from qgis.core import QgsApplication, QgsVectorLayer
        from buurtmaat.adapters.results.run_facts import RunFacts
        from buurtmaat.adapters.results.requirement_styles import show_requirements
        from buurtmaat.adapters.results.styles import apply_style

        app = QgsApplication([], False)
        app.initQgis()
        fields = "&".join(f"field={id_}_{part}:double" for id_ in "abc" for part in ("value", "ok", "weight"))
        norms = {id_: (float(number), "m") for number, id_ in enumerate("abc", 1)}
        for _ in range(300):
            layer = QgsVectorLayer(f"Point?{fields}", "homes", "memory")
            apply_style(layer, "dwellings")
            show_requirements(layer, RunFacts(requirements=dict(zip("abc", "ABC")), thresholds=norms), "")
        print("done")
    """
    (tmp_path / "buurtmaat").symlink_to(STYLES.parents[1])
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    ran = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(again)], env=environment, capture_output=True, text=True, check=False
    )
    assert ran.stdout.strip() == "done", (ran.returncode, ran.stderr[-500:])


def test_dwellings_without_any_value_have_a_plain_style():
    found = homes()
    apply_style(found, "dwellings")
    show_requirements(found, RunFacts(), "")
    assert [item.label() for item in found.renderer().legendSymbolItems()] == [""]


@pytest.mark.parametrize("prefix", ["", "new_"])
def test_neighbourhoods_show_the_latest_verdict_and_each_requirement_as_a_style(prefix):
    names = ["compliance", f"{prefix}s_compliance", f"{prefix}compliance" if prefix else "compliance_2"]
    fields = "&".join(f"field={name}:string" for name in names)
    fields += "".join(f"&field={prefix}{name}:int" for name in ("met", "failed", "unknown"))
    found = QgsVectorLayer(f"Polygon?{fields}", "areas", "memory")
    apply_style(found, "neighbourhoods", prefix)
    show_requirements(found, about(), prefix)
    assert f'"{names[-1]}" =' in found.renderer().classAttribute()
    own = found.styleManager()
    assert (own.currentStyle(), set(own.styles())) == ("All requirements", {"All requirements", "School"})
    own.setCurrentStyle("School")
    assert found.renderer().classAttribute() == names[1]


@pytest.mark.parametrize(("count", "from_afar"), [(10_000, True), (10_001, False)])
def test_the_dwellings_of_a_town_are_drawn_only_near_by(count, from_afar):
    """As found: 56,644 crosses hid the verdicts of all neighbourhoods."""
    layer = QgsVectorLayer(
        "Point?crs=EPSG:28992&field=s_value:double&field=s_ok:int&field=s_weight:double", "d", "memory"
    )
    assert layer.dataProvider().addFeatures([QgsFeature(layer.fields()) for _ in range(count)])[0]
    facts = RunFacts(requirements={"s": "School", "t": "Shop"}, thresholds={"s": (300.0, "m"), "t": (500.0, "m")})
    apply_style(layer, "dwellings")
    show_requirements(layer, facts, "")
    for style in layer.styleManager().styles():
        layer.styleManager().setCurrentStyle(style)
        assert layer.isInScaleRange(50_000) == from_afar
        assert not layer.isInScaleRange(200_000)
        assert layer.isInScaleRange(10_000)


DEGREES = [
    (0, 0, 0, "nothing asked of it"),
    (3, 3, 0, "everything that is asked"),
    (3, 2, 1, "unknown"),
    (3, 2, 0, "lacks one"),
    (4, 1, 1, "lacks two"),
    (4, 1, 0, "lacks three or more"),
    (9, 0, 0, "lacks three or more"),
]


def class_of(layer: QgsVectorLayer, feature: QgsFeature) -> str:
    """Return the legend's words for the class that a feature is drawn in."""
    renderer, context = layer.renderer(), QgsRenderContext()
    renderer.startRender(context, layer.fields())
    context.expressionContext().setFeature(feature)
    (key,) = renderer.legendKeysForFeature(feature, context)
    renderer.stopRender(context)
    return next(item.label() for item in renderer.legendSymbolItems() if item.ruleKey() == key)


@pytest.mark.parametrize("kind", ["Point", "Polygon"])
@pytest.mark.parametrize("prefix", ["", "new_"])
def test_dwellings_show_how_much_they_have_of_what_is_asked(kind, prefix):
    counts = "&".join(f"field={prefix}{name}_count:int" for name in ("asked", "within", "unknown"))
    values = f"field={prefix}s_value:double&field={prefix}s_ok:int&field={prefix}s_weight:double"
    layer = QgsVectorLayer(f"{kind}?{counts}&{values}", "homes", "memory")
    apply_style(layer, "dwellings", prefix)
    show_requirements(layer, about(), prefix)
    layer.styleManager().setCurrentStyle("All requirements")
    for *numbers, label in DEGREES:
        feature = QgsFeature(layer.fields())
        feature.setAttributes([*numbers, None, None, None])
        assert class_of(layer, feature) == label
    looks = [(c.symbol().color().name(), form(c.symbol())) for c in layer.renderer().categories()]
    assert len(set(looks)) == 6


@pytest.mark.parametrize(
    ("share", "label"),
    [
        (None, "unknown"),
        (0.0, "less than 25 % of the dwellings"),
        (0.2499, "less than 25 % of the dwellings"),
        (0.25, "25 to 50 %"),
        (0.5, "50 to 75 %"),
        (0.999, "75 % or more"),
        (1.0, "all dwellings"),
    ],
)
def test_neighbourhoods_show_how_many_dwellings_have_everything(share, label):
    counts = "".join(f"&field={name}:int" for name in ("met", "failed", "unknown"))
    layer = QgsVectorLayer(f"Polygon?field=compliance:string&field=everything_share:double{counts}", "areas", "memory")
    apply_style(layer, "neighbourhoods")
    show_requirements(layer, about(), "")
    assert layer.styleManager().currentStyle() == "All requirements"
    layer.styleManager().setCurrentStyle("Dwellings with everything")
    feature = QgsFeature(layer.fields())
    feature.setAttributes([None, share, None, None, None])
    assert class_of(layer, feature) == label
    shades = [c.symbol().color().name() for c in layer.renderer().categories()][:5]
    lightness = [lab(shade, SEEN_BY["all"])[0] for shade in shades]
    assert all(one - other >= LEAST_LIGHTER for one, other in pairwise(lightness))


def test_the_legend_writes_numbers_as_its_words_do(monkeypatch):
    monkeypatch.setattr(QgsApplication, "locale", lambda: "nl")
    found = QgsVectorLayer("Point?field=access:double", "shares", "memory")
    feature = QgsFeature(found.fields())
    feature[0] = 2.5
    assert found.dataProvider().addFeatures([feature])[0]
    apply_style(found, "catchment_access")
    labels = [item.label() for item in found.renderer().legendSymbolItems()]
    assert any("2,5" in one for one in labels), labels
    assert not any("2.5" in one for one in labels)
