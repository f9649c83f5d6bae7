"""Requirements over the years: the check of today with the inputs of years to come, and which dialog shows them."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis.core import (
    Qgis,
    QgsApplication,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelParameter,
    QgsProcessingParameterFeatureSource,
    QgsProject,
)

from towns import runs
from towns.runs import box, grid, layer, point

OF_YEARS = {"PLANS": "plans", "PLAN_STATUS": "hard", "GROWTH_FIELD": "growth", "FORECAST": "people"}
TODAY = ("YEARS", "OPEN_FROM_FIELD", "OPEN_UNTIL_FIELD", "STREET_YEAR_FIELD")


@pytest.fixture
def dialogs(monkeypatch):
    """QGIS's own Processing plugin, whose dialogs need no window here."""
    monkeypatch.syspath_prepend(str(Path(QgsApplication.pkgDataPath(), "python", "plugins")))
    from processing.core.Processing import Processing
    from processing.gui import BatchPanel, ParametersPanel
    from processing.gui.AlgorithmDialog import AlgorithmDialog
    from processing.gui.BatchAlgorithmDialog import BatchAlgorithmDialog
    from processing.modeler.ModelerParametersDialog import ModelerParametersDialog

    if QgsApplication.processingRegistry().providerById("qgis") is None:
        Processing.initialize()
    for module in (BatchPanel, ParametersPanel):
        monkeypatch.setattr(module, "iface", None)
    return AlgorithmDialog, BatchAlgorithmDialog, ModelerParametersDialog


def algorithm(name: str):
    return QgsApplication.processingRegistry().createAlgorithmById(f"buurtmaat:{name}")


def town() -> dict[str, object]:
    """A square of streets of 100 m: an old home near the school at (250, -20), and room for new ones."""
    return {
        "DWELLINGS": layer([point(200, 10)]),
        "NEIGHBOURHOODS": layer([(box(-50, -50, 550, 550), 10.0)], growth="real"),
        "FACILITIES": [layer([(point(250, -20), 2030, 2039)], "school", opens="int", closes="int")],
        "NETWORK": layer(grid()),
        "REQUIREMENTS": [["s", "school", "distance", "300", "m", "", "", "", "", "", "0.9"]],
        "MIN_DWELLINGS": 0,
        "OPEN_FROM_FIELD": "opens",
        "OPEN_UNTIL_FIELD": "closes",
        "YEARS": "2029;2030;2040",
    }


def plans():
    """Three new dwellings far off in 2030, and four in 2040 beside the school, of which it is not sure."""
    return layer(
        [(point(200, 490), "p", 3, 2030, "hard"), (point(240, 10), "q", 4, 2040, "soft")],
        plan_id="text",
        dwellings="int",
        year="int",
        plan_status="text",
    )


def rows(name: str, **changes) -> list[tuple]:
    done = runs.run(name, {**town(), **changes, "OUTPUT_RESULTS": "memory:", "OUTPUT_PLANS": "memory:"})
    return [
        tuple(row[f] for f in ("year", "stock", "total", "within", "outside", "compliance"))
        for row in done.rows("OUTPUT_RESULTS")
        if row["neighbourhood"] not in ("_total", "outside_neighbourhoods")
    ]


def test_plans_and_facilities_come_and_go_by_the_year() -> None:
    """By hand: the school is open in 2030 to 2039; three homes, 500 m off, are there from 2030."""
    told = rows("requirementsoveryears", PLANS=plans(), PLAN_STATUS="hard")
    assert [row for row in told if row[1] == "all"] == [
        (2029, "all", 1.0, 0.0, 1.0, "fails"),
        (2030, "all", 4.0, 1.0, 3.0, "fails"),
        (2040, "all", 4.0, 0.0, 4.0, "fails"),
    ]


def test_both_algorithms_give_the_same() -> None:
    given = {"PLANS": plans(), "GROWTH_FIELD": "growth"}
    told = rows("requirementsoveryears", **given)
    assert told
    assert told == rows("basicrequirements", **given)


def test_both_have_the_same_parameters() -> None:
    made = [algorithm(name) for name in NAMES]
    today, later = ({d.name(): (d.type(), d.defaultValue()) for d in one.parameterDefinitions()} for one in made)
    assert today == later


NAMES = ("basicrequirements", "requirementsoveryears")


def shown(dialogs, name: str) -> tuple[set[str], object]:
    """Return the names of the inputs that the dialog shows, and the dialog."""
    made = algorithm(name)
    assert made.createCustomParametersWidget(None) is None
    dialog = dialogs[0](made)
    return set(dialog.mainWidget().wrappers), dialog


def test_the_dialog_of_today_has_what_counts_today_and_no_plans(dialogs) -> None:
    names, _ = shown(dialogs, "basicrequirements")
    assert names >= {"DWELLINGS", *TODAY}
    assert not names & {*OF_YEARS, "OUTPUT_PLANS"}


def test_the_dialog_over_the_years_has_all_of_them(dialogs) -> None:
    names, _ = shown(dialogs, "requirementsoveryears")
    assert names >= {"DWELLINGS", *TODAY, *OF_YEARS, "OUTPUT_PLANS"}


def test_the_dialog_keeps_what_history_gives_it(dialogs) -> None:
    there = {name: layer([point(0, 0)], name) for name in ("homes", "plans")}
    areas = layer([box(0, 0, 9, 9)], "areas")
    QgsProject.instance().addMapLayers([*there.values(), areas])
    given = {"DWELLINGS": there["homes"].id(), "NEIGHBOURHOODS": areas.id(), "FACILITIES": [there["homes"].id()]}
    _, dialog = shown(dialogs, "basicrequirements")
    dialog.setParameters({**given, "PLANS": there["plans"].id(), "PLAN_STATUS": "hard", "YEARS": "2030"})
    kept = dialog.createProcessingParameters()
    assert (kept["PLANS"], kept["PLAN_STATUS"], kept["YEARS"]) == (there["plans"].id(), "hard", "2030")


@pytest.mark.parametrize("name", NAMES)
def test_a_step_of_a_model_keeps_them_when_it_is_opened_and_saved(dialogs, name) -> None:
    source = QgsProcessingModelChildParameterSource
    model = QgsProcessingModelAlgorithm()
    model.addModelParameter(QgsProcessingParameterFeatureSource("plans", "Plans"), QgsProcessingModelParameter("plans"))
    step = QgsProcessingModelChildAlgorithm(f"buurtmaat:{name}")
    step.setChildId("check")
    step.addParameterSources("PLANS", [source.fromModelParameter("plans")])
    for parameter, value in (("PLAN_STATUS", "hard"), ("GROWTH_FIELD", "growth"), ("YEARS", "2026;2030")):
        step.addParameterSources(parameter, [source.fromStaticValue(value)])
    model.addChildAlgorithm(step)
    opened = dialogs[2](model.childAlgorithm("check").algorithm(), model, "check", {})
    kept = opened.createAlgorithm().parameterSources()
    assert kept["PLANS"][0].parameterName() == "plans"
    assert [kept[n][0].staticValue() for n in ("PLAN_STATUS", "GROWTH_FIELD", "YEARS")] == [
        "hard",
        "growth",
        "2026;2030",
    ]


def test_the_batch_keeps_them(dialogs) -> None:
    areas = layer([(box(0, 0, 9, 9), 1.0)], "areas", growth="real")
    QgsProject.instance().addMapLayer(areas)
    panel = dialogs[1](algorithm("basicrequirements")).mainWidget()
    given = {"NEIGHBOURHOODS": areas.id(), "PLAN_STATUS": "hard", "YEARS": "2030", "GROWTH_FIELD": "growth"}
    panel.load_batch_file_3_40_version({panel.ROWS: [{panel.PARAMETERS: given, panel.OUTPUTS: {}}]})
    kept = [panel.valueForParameter(0, name) for name in ("PLAN_STATUS", "YEARS", "GROWTH_FIELD")]
    assert kept == ["hard", "2030", "growth"]


def test_the_log_tells_what_the_dialog_does_not_show() -> None:
    for name, tells in zip(NAMES, (True, False), strict=True):
        feedback = runs.Feedback()
        runs.run(name, {**town(), "PLAN_STATUS": "hard", "PLANS": plans()}, feedback)
        said = [
            text
            for text in feedback.infos
            if text.startswith("Planned dwellings (PLANS), Status of plans that count (PLAN_STATUS): used")
        ]
        assert bool(said) is tells, name


def test_no_input_is_hidden_from_the_start() -> None:
    """The model designer would forget what a step has in it."""
    hidden = Qgis.ProcessingParameterFlag.Hidden
    made = algorithm("basicrequirements")
    assert [d.name() for d in made.parameterDefinitions() if d.flags() & hidden] == []
