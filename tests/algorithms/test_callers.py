"""The same result from the dialog's task, a script, a batch, a model and the command line."""

from __future__ import annotations

import functools
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from qgis.core import (
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
    QgsVectorLayer,
)

from towns import every_algorithm, runs
from towns.background import run_task
from towns.fetched_town import FetchedTown, serving_town
from towns.results_tables import results
from towns.runs import Feedback, box, grid, layer, point
from towns.slow import some

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
    "facilitiesperdwellings": "OUTPUT",
    "floatingcatchment": "OUTPUT",
    "suggestlocations": "OUTPUT",
    "basicrequirements": "OUTPUT_DWELLINGS",
    "requirementsoveryears": "OUTPUT_DWELLINGS",
    "thresholdcurve": "OUTPUT",
    "planneddwellings": "OUTPUT",
    "comparescenarios": "OUTPUT",
    "preparenetwork": "OUTPUT",
    "preparefacilities": "POINTS",
    "preparedwellings": "OUTPUT",
    "preparestops": "OUTPUT",
    "preparecandidates": "OUTPUT",
    "livingenvironments": "OUTPUT",
}
NAMES = tuple(FIRST)
MORE = {
    "nearestfacility, several": ("nearestfacility", "OUTPUT", {"K": 3, "LIMIT": 400}),
    "nearestfacility, routes": ("nearestfacility", "ROUTES", {"OUTPUT": "memory:"}),
    "serviceareas, lines": ("serviceareas", "LINES", {"OVERLAP": 0, "BANDS": 1, "POLYGONS": None}),
    "reachcounts, load": ("reachcounts", "FACILITY_LOAD", {"OUTPUT": "memory:"}),
    "suggestlocations, ranking": ("suggestlocations", "RANKING", {"OUTPUT": "memory:"}),
    "suggestlocations, junctions": ("suggestlocations", "ASSIGNMENT", {"OUTPUT": "memory:", "CANDIDATES": None}),
    "floatingcatchment, load": ("floatingcatchment", "FACILITY_LOAD", {"OUTPUT": "memory:"}),
    "preparefacilities, merged": ("preparefacilities", "MERGED", {"POINTS": "memory:"}),
    "thresholdcurve, attainable": ("thresholdcurve", "ATTAINABLE", {"OUTPUT": "memory:"}),
    "preparecandidates, rows": ("preparecandidates", "JUDGED", {"OUTPUT": "memory:"}),
    "planneddwellings, left out": ("planneddwellings", "EXCLUDED", {"OUTPUT": "memory:"}),
    "comparescenarios, table": ("comparescenarios", "TABLE", {"OUTPUT": "memory:"}),
    "checknetwork, issues": ("checknetwork", "ISSUES", {"OUTPUT": "memory:"}),
    "checknetwork, repaired": ("checknetwork", "OUTPUT_REPAIRED", {"OUTPUT": "memory:"}),
}
"""Other outputs: the algorithm, the output that is looked at, and what else is given."""
CASES = (*NAMES, *MORE)
"""Each runs by turns as a task, or in a model and in a batch; several outputs of one run always in a model."""
ON_THE_COMMAND_LINE = ("basicrequirements",)
"""What runs there always, as QGIS takes long to start: it takes tables, lists of layers and texts. The commands on the
pages have choices and numbers."""


def asked(case: str) -> tuple[str, str]:
    """Return the algorithm of a case and its output that is looked at."""
    return MORE[case][:2] if case in MORE else (case, FIRST[case])


@pytest.fixture
def data(made_once, tmp_path) -> Path:
    """Return a GeoPackage with a small town, of this test alone."""
    return Path(shutil.copy(made_once, tmp_path))


@pytest.fixture(scope="module")
def made_once(qgis_app, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("callers") / "town.gpkg"
    homes = [(point(7 * n, 3 * n + 2), f"h{n}", "ab"[n % 2]) for n in range(60)]
    runs.save(layer([*grid(), "LINESTRING(560 0, 500.5 0)"]), path, "streets")  # the last stops short of the others
    runs.save(layer(grid()[:9]), path, "cycle")
    ways = [(w, "motorway" if n == 3 else "path") for n, w in enumerate(grid())]
    runs.save(layer(ways, highway="text"), path, "ways")
    runs.save(layer([*homes, (None, "lost", None)], kind="Point", who="text", landlord="text"), path, "homes")
    runs.save(layer([(box(-9, -9, 600, 600), "a", "Dorp")], code="text", kern="text"), path, "areas")
    runs.save(layer([point(100, 0)]), path, "school")
    runs.save(layer([(point(7 * n, 5 * n), n) for n in range(30)], flats="int"), path, "blocks")
    runs.save(layer([point(100, 0), point(20, -10), point(60, 95)]), path, "shops")
    runs.save(layer([box(210, 210, 260, 260)]), path, "park")
    judged = [(point(9 * n, 4), "ab"[n % 2], 9.0 * n, int(9 * n <= 300), 1.0, None, "ok") for n in range(60)]
    run = {"s_value": "real", "s_ok": "int", "s_weight": "real", "s_reason": "text", "row_status": "text"}
    runs.save(layer(judged, neighbourhood="text", **run), path, "judged")
    plans = [(box(10, 20, 190, 190), 30, 2030), (box(10, 20, 190, 190), -4, 2029), (box(0, 0, 9, 9), 0, None)]
    runs.save(layer(plans, dwellings="int", year="int"), path, "plans")
    runs.save(results({"neighbourhood": "a", "total": 60.0, "within": 50.0, "compliance": "fails"}), path, "before")
    runs.save(results({"neighbourhood": "a", "total": 60.0, "within": 55.0, "compliance": "meets"}), path, "after")
    uses = ("sportfunctie", "woonfunctie", "kantoorfunctie,sportfunctie")
    objects = [(point(9 * n, 5 * n), f"a{n}", f"p{n // 2}", uses[n % 3], 60 * n) for n in range(20)]
    register = {"identificatie": "text", "pandidentificatie": "text", "gebruiksdoel": "text", "oppervlakte": "int"}
    runs.save(layer(objects, **register), path, "objects")
    runs.save(
        layer(
            [(box(0, 0, 300, 600), "a", 3000), (box(300, 0, 600, 600), "b", None)],
            code="text",
            omgevingsadressendichtheid="int",
        ),
        path,
        "dense",
    )
    pois = [(point(30 * n, 0), str(n + 1), ("cafe", "bench", "atoll")[n % 3]) for n in range(9)]
    runs.save(layer([*pois, (point(20, 0), "20", "cafe")], osm_id="text", fclass="text"), path, "pois")
    return path


def given(case: str, data: Path, target: str) -> dict:
    """Return an algorithm's parameters as a script has them; on the command line they are the same."""
    name, output = asked(case)

    def table(one: str) -> str:
        return f"{data}|layername={one}"

    if name == "preparefacilities":
        return {
            "SOURCES": [table("pois")],
            "MERGE_DISTANCE": 30,
            **(MORE[case][2] if case in MORE else {}),
            output: target,
        }
    if name == "thresholdcurve":
        more = MORE[case][2] if case in MORE else {}
        return {"RESULT_DWELLINGS": table("judged"), "REQUIREMENT": "s", **more, output: target}
    if name == "planneddwellings":
        more = MORE[case][2] if case in MORE else {}
        return {"PLANS": table("plans"), "NETWORK": table("streets"), **more, output: target}
    if name == "comparescenarios":
        more = MORE[case][2] if case in MORE else {}
        scenarios = {"BEFORE": table("before"), "AFTER": table("after")}
        return {**scenarios, "NEIGHBOURHOODS": table("areas"), "NEIGHBOURHOOD_ID": "code", **more, output: target}
    if name == "preparenetwork":
        return {"SOURCE": table("ways"), output: target}
    if name == "preparestops":
        return {"GTFS": str(every_algorithm.TIMETABLE), output: target}
    if name == "preparecandidates":
        return {"SOURCE": table("objects"), **(MORE[case][2] if case in MORE else {}), output: target}
    if name == "livingenvironments":
        areas = {"NEIGHBOURHOODS": table("dense"), "NEIGHBOURHOOD_ID": "code"}
        return {**areas, "DWELLINGS": table("blocks"), output: target}
    if name == "preparedwellings":
        return {"SOURCE": table("blocks"), "WEIGHT_FIELD": "flats", "NEIGHBOURHOODS": table("areas"), output: target}
    if name == "requirementsoveryears":
        return {**given("basicrequirements", data, target), "YEARS": "2026;2030"}
    common = {"NETWORK": table("streets")}
    if name not in ("serviceareas", "odmatrix"):
        common["DWELLINGS"] = table("homes")
    return (
        common
        | {
            "checknetwork": {},
            "nearestfacility": {"FACILITIES": table("shops")},
            "serviceareas": {"FACILITIES": table("park"), "LIMITS": "150;400", "OVERLAP": 2, "LINES": None},
            "reachcounts": {"FACILITIES": table("shops"), "LIMITS": "150;400"},
            "odmatrix": {"ORIGINS": table("homes"), "DESTINATIONS": table("park"), "K": 1, "LIMIT": 300},
            "facilitiesperdwellings": {
                "NEIGHBOURHOODS": table("areas"),
                "FACILITIES": table("park"),
                "AREA_AS_CAPACITY": True,
                "NORM": 100,
                "REACH": 400,
            },
            "suggestlocations": {"CANDIDATES": table("shops"), "P": 2, "LIMIT": 150, "OBJECTIVE": 2},
            "floatingcatchment": {"FACILITIES": table("shops"), "LIMIT": 400, "DECAY": 2, "STEPS": "150:1;400:0.5"},
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
        | (MORE[case][2] if case in MORE else {})
        | {output: target}
    )


def content(source) -> list:
    return [(f.attributes()[1:], f.geometry().asWkt(6)) for f in source.getFeatures()]


@pytest.fixture(scope="module")
def plainly(provider, made_once, tmp_path_factory) -> Callable[[str], QgsVectorLayer]:
    """Return a function that opens what a case gives where a script runs it, which it does once."""

    @functools.cache
    def run(case: str) -> str:
        target = str(tmp_path_factory.mktemp("plain") / "plain.gpkg")
        runs.run(asked(case)[0], given(case, made_once, target))
        return target

    def opened(case: str) -> QgsVectorLayer:
        found = runs.loaded(run(case))
        assert found.featureCount() > 0
        return found

    return opened


@pytest.mark.parametrize("case", some(CASES, NAMES[::2]))
def test_the_dialog_s_task_gives_the_same(case, data, tmp_path, plainly):
    wanted = content(plainly(case))
    context, feedback = QgsProcessingContext(), Feedback()
    context.setProject(QgsProject.instance())
    target = QgsProcessingOutputLayerDefinition(str(tmp_path / "task.gpkg"), QgsProject.instance())
    name, output = asked(case)
    made = runs.algorithm(name)
    parameters = given(case, data, target)
    assert made.checkParameterValues(parameters, context)[0]
    good, results = run_task(QgsProcessingAlgRunnerTask(made, parameters, context, feedback))
    assert good, feedback.errors
    assert content(runs.loaded(str(tmp_path / "task.gpkg"))) == wanted
    assert results[output] in context.layersToLoadOnCompletion()


def test_a_cancelled_task_leaves_nothing(data, tmp_path):
    context, feedback = QgsProcessingContext(), Feedback(cancel_at=12)
    target = tmp_path / "out" / "task.gpkg"
    target.parent.mkdir()
    parameters = given("basicrequirements", data, str(target))
    good, _ = run_task(QgsProcessingAlgRunnerTask(runs.algorithm("basicrequirements"), parameters, context, feedback))
    assert not good
    assert list(target.parent.iterdir()) == []


def test_project_layers_are_read_by_a_task_in_its_own_thread(data, tmp_path, plainly):
    wanted = content(plainly("basicrequirements"))
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
    good, _ = run_task(QgsProcessingAlgRunnerTask(runs.algorithm("basicrequirements"), parameters, context, feedback))
    assert good
    assert content(runs.loaded(str(tmp_path / "task.gpkg"))) == wanted


@pytest.mark.parametrize("case", some(CASES, NAMES[1::4]))
def test_a_batch_gives_the_same_each_time(case, data, tmp_path, plainly):
    wanted = content(plainly(case))
    made, context = runs.algorithm(asked(case)[0]), QgsProcessingContext()
    for number in range(2):
        target = tmp_path / f"batch{number}.gpkg"
        _, good = made.run(given(case, data, str(target)), context, Feedback(), {}, False)
        assert good
        assert content(runs.loaded(str(target))) == wanted


def model_of(case: str, data: Path) -> tuple[QgsProcessingModelAlgorithm, dict]:
    """Make a model: one layer through a step that changes nothing, then the algorithm; give its parameters too."""
    name, output = asked(case)
    model = QgsProcessingModelAlgorithm("town", "Town")
    model.addModelParameter(QgsProcessingParameterFeatureSource("layer", "Layer"), QgsProcessingModelParameter("layer"))
    first = QgsProcessingModelChildAlgorithm("native:multiparttosingleparts")
    first.setChildId("same")
    first.addParameterSources("INPUT", [QgsProcessingModelChildParameterSource.fromModelParameter("layer")])
    model.addChildAlgorithm(first)
    child = QgsProcessingModelChildAlgorithm(f"buurtmaat:{name}")
    child.setChildId("ours")
    values = given(case, data, "")
    through = next(
        key
        for key in ("DWELLINGS", "ORIGINS", "FACILITIES", "NETWORK", "SOURCE", "SOURCES", "RESULT_DWELLINGS", "BEFORE")
        if key in values
    )
    for key, value in values.items():
        if key == output or value in (None, "memory:"):  # outputs that a model does not name are not made
            continue
        source = QgsProcessingModelChildParameterSource.fromStaticValue(value)
        if key == through:
            source = QgsProcessingModelChildParameterSource.fromChildOutput("same", "OUTPUT")
        child.addParameterSources(key, [source])
    result = QgsProcessingModelOutput("result", "Result")
    result.setChildId("ours")
    result.setChildOutputName(output)
    child.setModelOutputs({"result": result})
    model.addChildAlgorithm(child)
    good, why = model.validate()
    assert good, why
    found = values[through]
    return model, {"layer": found[0] if isinstance(found, list) else found}


WITH_LAYERS = [case for case in CASES if case != "preparestops"]
"""Without what takes a file, and no layer."""


@pytest.mark.parametrize("case", some(WITH_LAYERS, {*NAMES[1::2], *tuple(MORE)[::3]}))
def test_a_model_gives_the_same(case, data, tmp_path, qgis_processing, plainly):
    # The lost dwelling has no geometry; the first step of the model keeps it.
    (model, parameters), context = model_of(case, data), QgsProcessingContext()
    context.setProject(QgsProject.instance())
    target = tmp_path / "model.gpkg"
    key = next(p.name() for p in model.parameterDefinitions() if p.name() != "layer")
    _, good = model.run({**parameters, key: str(target)}, context, Feedback(), {}, False)
    assert good
    found, wanted = runs.loaded(str(target)), plainly(case)
    assert [f.geometry().asWkt(6) for f in found.getFeatures()] == [f.geometry().asWkt(6) for f in wanted.getFeatures()]
    rows, others = runs.rows(found), runs.rows(wanted)
    assert set(rows[0]) - {"fid"} == set(others[0]) - {"fid"}
    assert [_plain(r) for r in rows] == [_plain(r) for r in others]


def _plain(row: dict) -> dict:
    """Return a row without its key, and without what tells the name of the layer that it came from."""
    return {name: value for name, value in row.items() if name != "fid" and not name.endswith("source")}


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
def command_line(root, tmp_path_factory, new_qgis):
    """Return a function that runs QGIS's command line with the plugin switched on."""
    program = shutil.which("qgis_process")
    assert program is not None, "qgis_process is not installed: run scripts/setup"
    environment = new_qgis(tmp_path_factory.mktemp("qgis"))
    (Path(environment["QGIS_PLUGINPATH"]) / "buurtmaat").symlink_to(root)

    def run(*words: str, text: str | None = None) -> subprocess.CompletedProcess:
        return subprocess.run(
            [program, *words], env=environment, input=text, capture_output=True, text=True, check=False, timeout=120
        )

    enabled = run("plugins", "enable", "buurtmaat")
    assert enabled.returncode == 0, enabled.stderr
    return run


def in_one_run() -> list[list[str]]:
    """Return the cases that differ in nothing but the output that is looked at together: QGIS takes long to start."""
    found: dict = {}
    for case in CASES:
        more = MORE[case][2] if case in MORE else {}
        key = (asked(case)[0], str({name: value for name, value in more.items() if value != "memory:"}))
        found.setdefault(key, []).append(case)
    return list(found.values())


@pytest.mark.parametrize(
    "cases",
    [
        pytest.param(cases, id="; ".join(cases), marks=() if cases[0] in ON_THE_COMMAND_LINE else pytest.mark.slow)
        for cases in in_one_run()
    ],
)
def test_the_command_line_gives_the_same(cases, data, tmp_path, command_line, plainly):
    inputs, targets = {}, {case: str(tmp_path / f"{number}.gpkg") for number, case in enumerate(cases)}
    for case, target in targets.items():
        inputs = given(case, data, target) | {name: value for name, value in inputs.items() if value != "memory:"}
    done = command_line("run", f"buurtmaat:{asked(cases[0])[0]}", "-", text=json.dumps({"inputs": inputs}))
    assert done.returncode == 0, done.stderr
    for case, target in targets.items():
        assert content(runs.loaded(target)) == content(plainly(case)), case


def test_the_command_line_says_in_one_sentence_what_is_wrong(data, tmp_path, command_line):
    inputs = given("basicrequirements", data, str(tmp_path / "command.gpkg")) | {"NORM_SET": "nix", "REQUIREMENTS": []}
    done = command_line("run", "buurtmaat:basicrequirements", "-", text=json.dumps({"inputs": inputs}))
    assert done.returncode != 0
    assert "nix" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "command.gpkg").exists()


@pytest.mark.slow  # parts go by their names in a script always
def test_the_command_line_fetches_parts_by_their_names(qgis_app, tmp_path, command_line):
    with serving_town(FetchedTown()) as town:
        services = town.write_services(tmp_path / "services.json")
        given = {"MUNICIPALITY": "Goudstad", "PARTS": ["dwellings", "streets"], "SERVICES": str(services)}
        asked = {"inputs": {**given, "OUTPUT": str(tmp_path / "town.gpkg")}}
        done = command_line("run", "buurtmaat:fetchdata", "-", text=json.dumps(asked))
    assert done.returncode == 0, done.stderr
    assert runs.loaded(f"{tmp_path / 'town.gpkg'}|layername=dwellings").featureCount() == 144
    assert runs.loaded(f"{tmp_path / 'town.gpkg'}|layername=streets").featureCount() == 22


@pytest.mark.slow
def test_a_recipe_runs_on_the_command_line(root, tmp_path, command_line):
    """The stored one, which has the school of 111 of 193 dwellings within 300 m: see its own test."""
    stored = root / "tests" / "stored" / "town_2026" / "recipe.json"
    done = command_line("run", "buurtmaat:runrecipe", f"--RECIPE={stored}", f"--FOLDER={tmp_path}")
    assert done.returncode == 0, done.stderr
    assert "Step basicrequirements (2 of 2): Check basic requirements" in done.stdout
    found = runs.rows(runs.loaded(f"{tmp_path / 'recipe-results.gpkg'}|layername=output_results"))
    wanted = [row for row in found if (row["requirement"], row["neighbourhood"]) == ("school", "BU0001")]
    assert [(row["within"], row["total"], row["compliance"]) for row in wanted] == [(111, 193, "fails")]


def test_a_recipe_is_a_step_of_a_model(root, tmp_path, qgis_processing):
    model = QgsProcessingModelAlgorithm("again", "Again")
    first = QgsProcessingModelChildAlgorithm("buurtmaat:runrecipe")
    first.setChildId("recipe")
    stored = root / "tests" / "stored" / "town_2026" / "recipe.json"
    for key, value in (("RECIPE", str(stored)), ("FOLDER", str(tmp_path)), ("LOAD", False)):
        first.addParameterSources(key, [QgsProcessingModelChildParameterSource.fromStaticValue(value)])
    model.addChildAlgorithm(first)
    second = QgsProcessingModelChildAlgorithm("native:package")
    second.setChildId("all")
    outputs = QgsProcessingModelChildParameterSource.fromChildOutput("recipe", "OUTPUTS")
    second.addParameterSources("LAYERS", [outputs])
    result = QgsProcessingModelOutput("result", "Result")
    result.setChildId("all")
    result.setChildOutputName("OUTPUT")
    second.setModelOutputs({"result": result})
    model.addChildAlgorithm(second)
    good, why = model.validate()
    assert good, why
    context, feedback = QgsProcessingContext(), Feedback()
    key = next(one.name() for one in model.parameterDefinitions())
    _, good = model.run({key: str(tmp_path / "all.gpkg")}, context, feedback, {}, False)
    assert good, feedback.errors
    # QGIS calls layers by their files, so that of the tables of one only the last is there: 7 requirements in 6 areas.
    assert {13, 7 * 6} <= set(runs.tables(tmp_path / "all.gpkg").values())
