"""The same result from the dialog's task, a script, a batch, a model and the command line."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
import runs
from qgis.core import (
    QgsApplication,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterFeatureSource,
    QgsProject,
    QgsProperty,
)
from qgis.PyQt.QtCore import QEventLoop, QTimer
from runs import Feedback, box, grid, layer, point

ROWS = [
    ["s", "school", "distance", "300", "m", "", "", "", "", "", "0.9"],
    ["n", "school|park", "count", "300", "m", "2", "", "straight", "", "", "0.9"],
    ["t", "school|park", "types", "5", "min", "2", "", "", "walk_65", "", "0.9"],
    ["b", "school|park", "basket", "3", "min", "", "", "", "cycle", "", "0.9"],
    ["r", "school", "rate", "1", "number", "", "50", "", "", "", ""],
    ["p", "school", "presence", "1", "number", "", "", "", "", "", ""],
    ["a", "park", "area_share", "0.01", "share", "", "", "", "", "", ""],
]
FIRST = {
    "checknetwork": "OUTPUT",
    "nearestfacility": "OUTPUT",
    "serviceareas": "POLYGONS",
    "reachcounts": "OUTPUT",
    "odmatrix": "OUTPUT",
    "basicrequirements": "OUTPUT_DWELLINGS",
}
NAMES = tuple(FIRST)


@pytest.fixture
def data(tmp_path) -> Path:
    """Give a GeoPackage with a small town."""
    path = tmp_path / "town.gpkg"
    homes = [(point(7 * n, 3 * n + 2), f"h{n}", "ab"[n % 2]) for n in range(60)]
    runs.save(layer(grid()), path, "streets")
    runs.save(layer(grid()[:9]), path, "cycle")
    runs.save(layer([*homes, (None, "lost", None)], kind="Point", who="text", landlord="text"), path, "homes")
    runs.save(layer([(box(-9, -9, 600, 600), "a", "Dorp")], code="text", kern="text"), path, "areas")
    runs.save(layer([point(100, 0)]), path, "school")
    runs.save(layer([box(210, 210, 260, 260)]), path, "park")
    return path


def given(name: str, data: Path, target: str) -> dict:
    """Give an algorithm's parameters as a script has them; on the command line they are the same."""

    def table(one: str) -> str:
        return f"{data}|layername={one}"

    common = {"NETWORK": table("streets"), FIRST[name]: target}
    if name not in ("serviceareas", "odmatrix"):
        common["DWELLINGS"] = table("homes")
    return (
        common
        | {
            "checknetwork": {},
            "nearestfacility": {"FACILITIES": table("school")},
            "serviceareas": {"FACILITIES": table("park"), "LIMITS": "150;400", "OVERLAP": 2, "LINES": None},
            "reachcounts": {"FACILITIES": table("school"), "LIMITS": "150;400"},
            "odmatrix": {"ORIGINS": table("homes"), "DESTINATIONS": table("park"), "K": 1, "LIMIT": 300},
            "basicrequirements": {
                "NEIGHBOURHOODS": table("areas"),
                "NEIGHBOURHOOD_ID": "code",
                "FACILITIES": [table("school"), table("park")],
                "CYCLE_NETWORK": table("cycle"),
                "LEVEL_FIELDS": ["kern"],
                "GROUP_FIELD": "landlord",
                "REQUIREMENTS": ROWS,
            },
        }[name]
    )


def content(source) -> list:
    return [(f.attributes()[1:], f.geometry().asWkt(6)) for f in source.getFeatures()]


def expected(name: str, data: Path, target: Path) -> list:
    runs.run(name, given(name, data, str(target)))
    found = content(runs.loaded(str(target)))
    assert found
    return found


def wait(task) -> bool:
    loop, ended = QEventLoop(), []
    task.executed.connect(lambda good, results: (ended.append((good, results)), loop.quit()))
    QTimer.singleShot(30_000, loop.quit)
    QgsApplication.taskManager().addTask(task)
    loop.exec()
    assert ended, "the task did not end"
    return ended[0]


@pytest.mark.parametrize("name", NAMES)
def test_the_dialog_s_task_gives_the_same(name, data, tmp_path):
    wanted = expected(name, data, tmp_path / "plain.gpkg")
    context, feedback = QgsProcessingContext(), Feedback()
    context.setProject(QgsProject.instance())
    target = QgsProcessingOutputLayerDefinition(str(tmp_path / "task.gpkg"), QgsProject.instance())
    made = runs.algorithm(name)
    parameters = given(name, data, target)
    assert made.checkParameterValues(parameters, context)[0]
    good, results = wait(QgsProcessingAlgRunnerTask(made, parameters, context, feedback))
    assert good, feedback.errors
    assert content(runs.loaded(str(tmp_path / "task.gpkg"))) == wanted
    assert results[FIRST[name]] in context.layersToLoadOnCompletion()


def test_a_cancelled_task_leaves_nothing(data, tmp_path):
    context, feedback = QgsProcessingContext(), Feedback(cancel_at=12)
    target = tmp_path / "out" / "task.gpkg"
    target.parent.mkdir()
    parameters = given("basicrequirements", data, str(target))
    good, _ = wait(QgsProcessingAlgRunnerTask(runs.algorithm("basicrequirements"), parameters, context, feedback))
    assert not good
    assert list(target.parent.iterdir()) == []


def test_project_layers_are_read_by_a_task_in_its_own_thread(data, tmp_path):
    wanted = expected("basicrequirements", data, tmp_path / "plain.gpkg")
    names = ("streets", "homes", "areas", "school", "park")
    layers = {n: runs.loaded(f"{data}|layername={n}", n) for n in names}
    runs.in_project(*layers.values())
    parameters = given("basicrequirements", data, str(tmp_path / "task.gpkg")) | {
        "NETWORK": layers["streets"].id(),
        "DWELLINGS": QgsProcessingFeatureSourceDefinition(layers["homes"].id(), False),
        "NEIGHBOURHOODS": layers["areas"],
        "FACILITIES": [layers["school"].id(), layers["park"].id()],
    }
    context, feedback = QgsProcessingContext(), Feedback()  # the task does not keep them
    context.setProject(QgsProject.instance())
    good, _ = wait(QgsProcessingAlgRunnerTask(runs.algorithm("basicrequirements"), parameters, context, feedback))
    assert good
    assert content(runs.loaded(str(tmp_path / "task.gpkg"))) == wanted


@pytest.mark.parametrize("name", NAMES)
def test_a_batch_gives_the_same_each_time(name, data, tmp_path):
    wanted = expected(name, data, tmp_path / "plain.gpkg")
    made, context = runs.algorithm(name), QgsProcessingContext()
    for number in range(3):
        target = tmp_path / f"batch{number}.gpkg"
        _, good = made.run(given(name, data, str(target)), context, Feedback(), {}, False)
        assert good
        assert content(runs.loaded(str(target))) == wanted


def model_of(name: str, data: Path) -> QgsProcessingModelAlgorithm:
    """Make a model: filter the dwellings by nothing, then the algorithm; its first output is the model's."""
    model = QgsProcessingModelAlgorithm("town", "Town")
    homes = QgsProcessingModelParameter("homes")
    model.addModelParameter(QgsProcessingParameterFeatureSource("homes", "Homes"), homes)
    first = QgsProcessingModelChildAlgorithm("native:multiparttosingleparts")
    first.setChildId("same")
    first.addParameterSources("INPUT", [QgsProcessingModelChildParameterSource.fromModelParameter("homes")])
    model.addChildAlgorithm(first)
    child = QgsProcessingModelChildAlgorithm(f"buurtmaat:{name}")
    child.setChildId("ours")
    output = FIRST[name]
    for key, value in given(name, data, "").items():
        if key == output:
            continue
        source = QgsProcessingModelChildParameterSource.fromStaticValue(value)
        if key == "DWELLINGS":
            source = QgsProcessingModelChildParameterSource.fromChildOutput("same", "OUTPUT")
        child.addParameterSources(key, [source])
    result = QgsProcessingModelOutput("result", "Result")
    result.setChildId("ours")
    result.setChildOutputName(output)
    child.setModelOutputs({"result": result})
    model.addChildAlgorithm(child)
    good, why = model.validate()
    assert good, why
    return model


@pytest.mark.parametrize("name", ["nearestfacility", "basicrequirements"])
def test_a_model_gives_the_same(name, data, tmp_path, qgis_processing):
    # The lost dwelling has no geometry; the first step of the model keeps it.
    wanted = expected(name, data, tmp_path / "plain.gpkg")
    model, context = model_of(name, data), QgsProcessingContext()
    context.setProject(QgsProject.instance())
    target = tmp_path / "model.gpkg"
    names = [p.name() for p in model.parameterDefinitions()]
    key = next(n for n in names if n != "homes")
    parameters = {"homes": f"{data}|layername=homes", key: str(target)}
    _, good = model.run(parameters, context, Feedback(), {}, False)
    assert good
    found = content(runs.loaded(str(target)))
    assert [g for _, g in found] == [g for _, g in wanted]
    assert [a[-5:] for a, _ in found] == [a[-5:] for a, _ in wanted]


def test_our_output_feeds_our_own_next_step_of_a_model(data, tmp_path):
    model = QgsProcessingModelAlgorithm("two", "Two")
    first = QgsProcessingModelChildAlgorithm("buurtmaat:checknetwork")
    first.setChildId("check")
    first.addParameterSources(
        "NETWORK", [QgsProcessingModelChildParameterSource.fromStaticValue(f"{data}|layername=streets")]
    )
    model.addChildAlgorithm(first)
    second = QgsProcessingModelChildAlgorithm("buurtmaat:nearestfacility")
    second.setChildId("nearest")
    for key, value in given("nearestfacility", data, "").items():
        source = QgsProcessingModelChildParameterSource.fromStaticValue(value)
        if key == "NETWORK":
            source = QgsProcessingModelChildParameterSource.fromChildOutput("check", "OUTPUT")
        if key != "OUTPUT":
            second.addParameterSources(key, [source])
    second.addParameterSources("LIMIT", [QgsProcessingModelChildParameterSource.fromExpression("100 + 200")])
    result = QgsProcessingModelOutput("result", "Result")
    result.setChildId("nearest")
    result.setChildOutputName("OUTPUT")
    second.setModelOutputs({"result": result})
    model.addChildAlgorithm(second)
    key = next(p.name() for p in model.parameterDefinitions())
    context = QgsProcessingContext()
    _, good = model.run({key: str(tmp_path / "model.gpkg")}, context, Feedback(), {}, False)
    assert good
    found = runs.rows(runs.loaded(str(tmp_path / "model.gpkg")))
    assert {r["row_status"] for r in found} == {"ok", "beyond_limit", "no_geometry"}


def test_outputs_and_inputs_may_be_properties(data, tmp_path):
    target = QgsProperty.fromExpression(f"'{tmp_path}' || '/made.gpkg'")
    parameters = given("nearestfacility", data, QgsProcessingOutputLayerDefinition(target))
    runs.run("nearestfacility", parameters | {"LIMIT": QgsProperty.fromExpression("10 * 30")})
    assert (tmp_path / "made.gpkg").is_file()


@pytest.fixture(scope="module")
def command_line(root, tmp_path_factory):
    """Give a function that runs QGIS's command line with the plugin switched on."""
    program = shutil.which("qgis_process")
    if program is None:
        pytest.skip("qgis_process is not installed")
    home = tmp_path_factory.mktemp("qgis")
    (home / "plugins").mkdir()
    (home / "plugins" / "buurtmaat").symlink_to(root)
    (home / "runtime").mkdir(mode=0o700)
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "COV_", "VIRTUAL_ENV"))}
    environment = kept | {
        "QGIS_PLUGINPATH": str(home / "plugins"),
        "QGIS_CUSTOM_CONFIG_PATH": str(home / "profile"),
        "XDG_RUNTIME_DIR": str(home / "runtime"),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONDONTWRITEBYTECODE": "1",
    }

    def run(*words: str, text: str | None = None) -> subprocess.CompletedProcess:
        return subprocess.run(
            [program, *words], env=environment, input=text, capture_output=True, text=True, check=False, timeout=120
        )

    enabled = run("plugins", "enable", "buurtmaat")
    assert enabled.returncode == 0, enabled.stderr
    return run


@pytest.mark.parametrize("name", NAMES)
def test_the_command_line_gives_the_same(name, data, tmp_path, command_line):
    wanted = expected(name, data, tmp_path / "plain.gpkg")
    inputs = given(name, data, str(tmp_path / "command.gpkg"))
    done = command_line("run", f"buurtmaat:{name}", "-", text=json.dumps({"inputs": inputs}))
    assert done.returncode == 0, done.stderr
    assert content(runs.loaded(str(tmp_path / "command.gpkg"))) == wanted


def test_the_command_line_says_in_one_sentence_what_is_wrong(data, tmp_path, command_line):
    inputs = given("basicrequirements", data, str(tmp_path / "command.gpkg")) | {"NORM_SET": "nix", "REQUIREMENTS": []}
    done = command_line("run", "buurtmaat:basicrequirements", "-", text=json.dumps({"inputs": inputs}))
    assert done.returncode != 0
    assert "nix" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "command.gpkg").exists()
