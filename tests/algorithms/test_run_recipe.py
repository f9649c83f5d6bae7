"""Runs that are saved as recipes, and run again: what comes out, and what is refused."""

from __future__ import annotations

import json
import shutil
import sqlite3
import threading
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from qgis.core import (
    QgsCoordinateTransformContext,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingUtils,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
)

from buurtmaat.adapters.norms import store
from buurtmaat.adapters.recipes.making import RunToKeep, layers_to_copy, save_recipe
from buurtmaat.adapters.results.origins import is_marked
from buurtmaat.algorithms import base
from buurtmaat.core.errors import InputError
from buurtmaat.core.progress import Progress
from buurtmaat.core.recipes.recipe import OutputValue
from towns import every_algorithm, runs, small_town
from towns.background import run_task
from towns.runs import box, grid, layer, loaded, point, save
from towns.slow import some


def keep(name: str, parameters: dict, path: Path, copy: bool = True, **more: object):
    """Save a run as the dialog does, and return the recipe."""
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    run = RunToKeep(algorithm=runs.algorithm(name), parameters=parameters, context=context, path=path, **more)
    return save_recipe(run, Progress(), copy=copy)


def rerun(path: Path, feedback: runs.Feedback | None = None, **given: object) -> runs.Run:
    return runs.run("runrecipe", {"RECIPE": str(path), **given}, feedback)


def plain_rows(source) -> list[dict]:
    """Return the rows of a layer with their geometries, but for the numbers that a file gives to features."""
    names = source.fields().names()
    found = []
    for feature in source.getFeatures():
        row = {n: runs.plain(v) for n, v in zip(names, feature.attributes(), strict=True) if n.lower()[:3] != "fid"}
        geometry = feature.geometry()
        geometry.convertToMultiType()
        row["geometry"] = "" if geometry.isNull() else geometry.asWkb().data()
        found.append(row)
    return found


PER_RUN = ("run_id", "reference_date")


NAMES = sorted(every_algorithm.CASES)


@pytest.mark.parametrize("name", some(NAMES, NAMES[::4]))  # what is kept of a parameter goes by its kind
def test_every_algorithm_gives_the_same_again_from_its_recipe_in_another_folder(provider, tmp_path, name):
    given = every_algorithm.parameters(name, every_algorithm.targets(name, "memory", tmp_path))
    given = {n: v for n, v in given.items() if runs.algorithm(name).parameterDefinition(n) is not None}
    first = runs.run(name, given)
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    keep(name, given, here / "run.json")
    shutil.move(here, there)
    feedback = runs.Feedback()
    again = rerun(there / "run.json", feedback, LOAD=False, ALLOW_NETWORK=name == "fetchdata")
    assert again.results["DIFFERENCES"] == 0, feedback.warnings
    outputs = every_algorithm.OUTPUTS[name]
    for output in outputs:
        expected, found = first.layer(output), again.layer(f"{name}.{output}")
        rows = [{k: v for k, v in row.items() if k not in PER_RUN} for row in plain_rows(found)]
        assert rows == [{k: v for k, v in row.items() if k not in PER_RUN} for row in plain_rows(expected)], output
    for output in set(first.results) - set(outputs):
        if runs.algorithm(name).parameterDefinition(output) is None:  # a number
            assert again.results[f"{name}.{output}"] == first.results[output]
    recipe = json.loads((there / "run.json").read_text())
    places = [*recipe.get("layers", {}).values(), *recipe["steps"][0]["parameters"].values()]
    copied = {one["file"] for one in places if isinstance(one, dict) and "file" in one}
    written = {one["file"] for one in recipe["steps"][0]["outputs"].values()}
    assert {p.name for p in there.iterdir()} == {"run.json"} | written | copied


def town(folder: Path, homes: int = 4) -> dict:
    """Write a town of 100 m blocks into files, and return what a search for the nearest school takes."""
    folder.mkdir(exist_ok=True)
    rows = [(point(100 * n, 0), f"h{n}") for n in range(homes)]
    return {
        "NETWORK": save(layer(grid(), "streets"), folder / "town.gpkg", "streets"),
        "DWELLINGS": save(layer(rows, "homes", who="text"), folder / "homes.geojson"),
        "FACILITIES": save(layer([(point(0, 0), "s")], "school", code="text"), folder / "town.gpkg", "school"),
        "FACILITY_ID": "code",
        "OUTPUT": "TEMPORARY_OUTPUT",
    }


def change(path: Path, **changes: object) -> None:
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def test_a_recipe_says_all_that_was_given_and_names_files_from_where_it_lies(provider, tmp_path):
    keep("nearestfacility", town(tmp_path / "data") | {"LIMIT": None, "K": 2}, tmp_path / "run.json", title="Schools")
    found = json.loads((tmp_path / "run.json").read_text())
    assert found["title"] == "Schools"
    assert found["layers"]["streets"]["file"] == "data/town.gpkg"
    assert found["layers"]["streets"]["table"] == "streets"
    homes = found["layers"]["homes"]
    assert homes["file"] == "data/homes.geojson"
    assert homes["fingerprint"]["fields"] == {"who": "text"}
    assert homes["fingerprint"]["extent"] == [84000.0, 447000.0, 84300.0, 447000.0]
    (step,) = found["steps"]
    assert step["id"] == "nearestfacility"
    given = step["parameters"]
    assert given["DWELLINGS"] == {"layer": "homes"}
    # What nobody gave stands there too: a later version may have another default.
    assert (given["K"], given["SPEED"], given["ACCESS_LEGS"]) == (2, 4.8, True)
    assert given["PASS_FIELDS"] == ["bridge", "tunnel", "layer"]
    assert "LIMIT" not in given
    assert step["outputs"] == {"OUTPUT": {"file": "run-results.gpkg", "table": "output"}}
    assert {"Buurtmaat", "QGIS", "GDAL", "numpy", "pandas", "scipy", "date", "language"} == set(found["made"])


def test_the_same_again_beside_the_recipe_or_in_a_folder(provider, tmp_path):
    keep("nearestfacility", town(tmp_path), tmp_path / "run.json", copy=False)
    (tmp_path / "out").mkdir()
    for given, folder in (({}, tmp_path), ({"FOLDER": str(tmp_path / "out")}, tmp_path / "out")):
        done = rerun(tmp_path / "run.json", **given)
        assert done.column("nearestfacility.OUTPUT", "distance_m") == [0, 100, 200, 300]
        assert (folder / "run-results.gpkg").is_file()
        assert done.results["OUTPUTS"] == [done.results["nearestfacility.OUTPUT"]]
        assert done.results["nearestfacility.REACHED"] == 4
        assert done.results["DIFFERENCES"] == 0


def test_what_lies_elsewhere_is_named_and_copied_only_when_it_may(provider, tmp_path):
    given = town(tmp_path / "data") | {"DWELLINGS": layer([point(100, 0)], "in memory")}
    (tmp_path / "recipes").mkdir()
    path = tmp_path / "recipes" / "run.json"
    context = QgsProcessingContext()
    run = RunToKeep(algorithm=runs.algorithm("nearestfacility"), parameters=given, context=context, path=path)
    assert layers_to_copy(run) == ["streets", "in memory", "school"]
    with pytest.raises(InputError, match="cannot name “streets”, “in memory”, “school”: save them to files below"):
        save_recipe(run, Progress(), copy=False)
    assert list(path.parent.iterdir()) == []
    keep("nearestfacility", given, path)
    assert rerun(path).column("nearestfacility.OUTPUT", "distance_m") == [100]


def test_a_selection_a_filter_and_a_limit_are_as_they_were(provider, tmp_path):
    given = town(tmp_path)
    homes = given["DWELLINGS"]
    runs.in_project(homes)
    homes.selectByExpression("who in ('h1', 'h3')")
    chosen = QgsProcessingFeatureSourceDefinition(homes.id(), True)
    some = QgsProcessingFeatureSourceDefinition(homes.id(), False)
    some.filterExpression, some.featureLimit = "\"who\" > 'h0'", 2
    for number, (definition, found) in enumerate([(chosen, [100, 300]), (some, [100, 200])]):
        path = tmp_path / f"run{number}.json"
        keep("nearestfacility", given | {"DWELLINGS": definition}, path)
        assert rerun(path).column("nearestfacility.OUTPUT", "distance_m") == found
    layers = json.loads((tmp_path / "run1.json").read_text())["layers"]
    assert (layers["homes"]["filter"], layers["homes"]["limit"]) == ("\"who\" > 'h0'", 2)
    assert layers["homes"]["fingerprint"]["rows"] == 2


@pytest.mark.parametrize(("said", "warned"), [({}, False), ({"crs": "EPSG:28992"}, False), ({"crs": ""}, True)])
def test_a_layer_without_a_reference_system_in_the_recipe_has_that_of_its_file(provider, tmp_path, said, warned):
    """A recipe that is written by hand may leave it out; an empty one is a layer that had none."""
    keep("nearestfacility", town(tmp_path), tmp_path / "run.json")
    content = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    for one in content["layers"].values():
        del one["crs"]
        one.update(said)
    (tmp_path / "run.json").write_text(json.dumps(content), encoding="utf-8")
    feedback = runs.Feedback()
    rerun(tmp_path / "run.json", feedback, LOAD=False)
    assert any("reference system" in text for text in feedback.warnings) is warned


def test_a_provider_filter_is_as_it_was(provider, tmp_path):
    given = town(tmp_path)
    assert given["DWELLINGS"].setSubsetString("\"who\" = 'h2'")
    keep("nearestfacility", given, tmp_path / "run.json", copy=False)
    assert rerun(tmp_path / "run.json").column("nearestfacility.OUTPUT", "distance_m") == [200]


def test_a_chain_takes_what_its_earlier_steps_wrote(provider, tmp_path):
    streets = layer([(w, "path") for w in grid()], "raw", highway="text")
    save(streets, tmp_path / "raw.gpkg")
    path, given = tmp_path / "run.json", town(tmp_path)
    raw = loaded(f"{tmp_path / 'raw.gpkg'}|layername=raw", "raw")
    first = keep("preparenetwork", {"SOURCE": raw, "OUTPUT": "TEMPORARY_OUTPUT"}, path)
    prepared = runs.arrived("preparenetwork", {"SOURCE": raw}, "OUTPUT")
    both = keep("nearestfacility", given | {"NETWORK": prepared}, path, earlier=first)
    assert [step.id for step in both.steps] == ["preparenetwork", "nearestfacility"]
    assert both.steps[1].parameters["NETWORK"] == OutputValue("preparenetwork", "OUTPUT")
    shutil.rmtree(tmp_path / "out", ignore_errors=True)
    done = rerun(path)
    assert done.column("nearestfacility.OUTPUT", "distance_m") == [0, 100, 200, 300]
    assert set(runs.tables(tmp_path / "run-results.gpkg")) >= {"output", "output_2"}


def test_each_difference_is_told_in_a_sentence(provider, tmp_path):
    path = tmp_path / "run.json"
    keep("nearestfacility", town(tmp_path), path)
    (tmp_path / "homes.geojson").unlink()
    town(tmp_path, homes=6)
    content = json.loads(path.read_text())
    change(path, made=content["made"] | {"Buurtmaat": "0.1", "scipy": "0.9"})
    feedback = runs.Feedback()
    done = rerun(path, feedback)
    said = "The layer “homes” is not as it was recorded: 2 rows more, 6 in all; its extent changed by 200."
    assert said in feedback.warnings
    assert feedback.warned("made with Buurtmaat 0.1; this is Buurtmaat")
    assert feedback.warned("made with scipy 0.9; this is scipy")
    assert not feedback.warned("streets")
    assert done.results["DIFFERENCES"] == 3
    assert done.column("nearestfacility.OUTPUT", "distance_m") == [0, 100, 200, 300, 400, 500]
    # Told before the steps and, where a long log is read, once more at its end.
    assert feedback.warnings[-4] == "What is not as the recipe recorded it: 3"
    assert feedback.warnings[-3:] == feedback.warnings[:3]
    assert feedback.lines[-4:] == feedback.warnings[-4:]
    assert feedback.lines[:3] == feedback.warnings[:3]


def test_where_nothing_differs_the_log_ends_with_that(provider, tmp_path):
    path = tmp_path / "run.json"
    keep("nearestfacility", town(tmp_path), path)
    feedback = runs.Feedback()
    assert rerun(path, feedback).results["DIFFERENCES"] == 0
    assert feedback.lines[-1] == "Nothing differs from what the recipe recorded."
    assert not feedback.warned("recorded")


def test_layers_that_a_recipe_does_not_describe_are_not_said_to_be_the_same(provider, tmp_path):
    path = tmp_path / "run.json"
    keep("nearestfacility", town(tmp_path), path)
    layers = json.loads(path.read_text())["layers"]
    del layers["homes"]["fingerprint"]
    change(path, layers=layers)
    feedback = runs.Feedback()
    rerun(path, feedback)
    assert feedback.lines[-2:] == [
        "Nothing differs from what the recipe recorded.",
        "The recipe does not say what these layers held, so that they were not compared: “homes”",
    ]


def test_a_recipe_only_reads_its_layers_also_several_of_one_file(provider, tmp_path, capfd):
    """As found: QGIS opened each to write first, which changed the file while other layers of it were read."""
    sample = Path(__file__).resolve().parents[2] / "resources" / "sample"
    read = [Path(shutil.copy(sample / name, tmp_path)) for name in ("town.gpkg", "years.gpkg")]
    for one in read:  # another test may look at the original just now
        with closing(sqlite3.connect(one)) as database:
            database.execute("PRAGMA journal_mode = DELETE")
    path = Path(shutil.copy(sample / "recipe_2023.json", tmp_path))
    before = [one.read_bytes() for one in read]
    capfd.readouterr()
    rerun(path)
    assert [one.read_bytes() for one in read] == before
    assert "unable to open" not in capfd.readouterr().err


def test_layers_take_the_place_of_others_by_name(provider, tmp_path):
    path = tmp_path / "run.json"
    keep("nearestfacility", town(tmp_path), path)
    other = layer([point(500, 0)], "homes 2027")
    runs.in_project(other)
    elsewhere = tmp_path.parent / "elsewhere"
    elsewhere.mkdir(exist_ok=True)
    save(layer([point(200, 0)], "x"), elsewhere / "new.gpkg", "new")
    for given, found in (
        ("homes=homes 2027", [500]),
        (f"homes={other.id()};", [500]),
        (f" homes = {elsewhere / 'new.gpkg'}|layername=new ", [200]),
    ):
        feedback = runs.Feedback()
        assert rerun(path, feedback, LAYERS=given).column("nearestfacility.OUTPUT", "distance_m") == found
        assert feedback.warned("“homes” is not as it was recorded: 3 rows fewer, 1 in all; fields went: who")
    for given, words in (
        ("homes", "Other layers (LAYERS) holds “homes”"),
        ("homes=", "Other layers (LAYERS) holds “homes=”"),
        ("shops=homes 2027", "which the recipe does not have; choose from: streets, homes, school"),
        ("homes=a;homes=b", "twice"),
        ("homes=nothing of the kind", "cannot be found"),
    ):
        assert words in runs.refusal("runrecipe", {"RECIPE": str(path), "LAYERS": given})


def test_a_layer_that_is_gone_is_named_with_how_to_replace_it(provider, tmp_path):
    path = tmp_path / "run.json"
    keep("nearestfacility", town(tmp_path), path)
    for one in tmp_path.glob("homes.*"):
        one.unlink()
    said = runs.refusal("runrecipe", {"RECIPE": str(path)})
    assert "homes (homes.geojson)" in said
    assert "write others in Other layers (LAYERS), such as homes=" in said
    assert not (tmp_path / "run-results.gpkg").exists()
    layers = json.loads(path.read_text())["layers"]
    said = tried(path, layers=layers | {"homes": {"file": "old (2025)/homes.gpkg"}})
    assert "homes (old (2025)/homes.gpkg). Put them there, or" in said
    assert "such as homes=homes 2027" in said


def test_the_norm_set_is_run_as_it_was_recorded_whatever_is_kept_now(provider, tmp_path, monkeypatch):
    """What is kept under the id asks 100 m of a later run; 300 m were asked, as west lies within and east does not."""
    kept = {"id": "own", "title": "Own", "version": "1", "requirements": [norm(300)]}
    file = tmp_path / "profile" / "own.json"
    file.parent.mkdir()
    monkeypatch.setattr(store, "profile_folder", lambda: file.parent)
    file.write_text(json.dumps(kept))
    given = small_town.town(REQUIREMENTS=None, NORM_SET="own")
    first = runs.run("basicrequirements", given)
    keep("basicrequirements", given, tmp_path / "run.json")
    recorded = json.loads((tmp_path / "run.json").read_text())
    assert recorded["norm_sets"]["own"]["requirements"][0]["threshold"] == 300
    assert recorded["steps"][0]["parameters"]["NORM_SET"] == {"norm_set": "own"}
    file.write_text(json.dumps(kept | {"version": "2", "requirements": [norm(100)]}))
    feedback = runs.Feedback()
    again = rerun(tmp_path / "run.json", feedback)
    assert compliance(first) == {"west": "meets", "east": "fails"}
    output = "basicrequirements.OUTPUT_RESULTS"
    assert again.column(output, "compliance") == first.column("OUTPUT_RESULTS", "compliance")
    assert set(again.column(output, "norm_version")) == {"1"}
    assert feedback.warned("“own” that is kept here is version 2: the recorded one, version 1, is used")


def norm(threshold: int) -> dict:
    asked = {"id": "s", "facility": "school", "indicator": "distance"}
    return {**asked, "threshold": threshold, "unit": "m", "target": 0.9}


def test_a_shipped_set_stays_as_recorded_when_a_later_version_ships_another(provider, tmp_path):
    """As next year: the recipe has the shipped set with another threshold, and stays lenient about what lacks."""
    given = small_town.town(REQUIREMENTS=None, NORM_SET="meeting")
    keep("basicrequirements", given, tmp_path / "run.json")
    content = json.loads((tmp_path / "run.json").read_text())
    sets = content["norm_sets"]
    sets["meeting"]["version"] = "0.1"
    lacking = {"id": "f", "where": [{"field": "no", "op": "=", "value": 1}]}
    sets["meeting"]["requirements"] = [norm(150), norm(400) | lacking]
    change(tmp_path / "run.json", norm_sets=sets)
    done = rerun(tmp_path / "run.json")
    rows = [row for row in done.rows("basicrequirements.OUTPUT_RESULTS") if row["neighbourhood"] == "west"]
    # Homes stand each 5 m along a street of the school: those up to 150 m are 31 of 60.
    found = [(row["requirement"], row["within"], row["compliance"]) for row in rows]
    assert found == [("s", 31, "fails"), ("f", None, "unknown")]
    assert {row["norm_version"] for row in rows} == {"0.1"}


def test_a_norm_file_stays_strict_and_is_not_asked_for_again(provider, tmp_path):
    (tmp_path / "away").mkdir()
    file = tmp_path / "away" / "own.json"
    file.write_text(json.dumps({"id": "own", "title": "Own", "version": "1", "requirements": [norm(300)]}))
    given = small_town.town(REQUIREMENTS=None, NORM_FILE=str(file))
    keep("basicrequirements", given, tmp_path / "run.json")
    file.unlink()
    done = rerun(tmp_path / "run.json")
    assert set(done.column("basicrequirements.OUTPUT_RESULTS", "norm_set")) == {"own"}
    content = json.loads((tmp_path / "run.json").read_text())
    assert content["steps"][0]["parameters"]["NORM_FILE"] == {"norm_set": "own"}
    content["norm_sets"]["own"]["requirements"][0]["where"] = [{"field": "no", "op": "=", "value": 1}]
    change(tmp_path / "run.json", **content)
    assert "needs the field “no”" in runs.refusal("runrecipe", {"RECIPE": str(tmp_path / "run.json")})


def test_types_of_facilities_stay_when_a_layer_of_another_name_takes_their_place(provider, tmp_path):
    keep("basicrequirements", small_town.town(), tmp_path / "run.json")
    runs.in_project(layer([point(500, 200)], "schools of 2027"))
    done = rerun(tmp_path / "run.json", LAYERS="school=schools of 2027")
    assert compliance(renamed(done)) == {"west": "fails", "east": "meets"}


def compliance(done: runs.Run) -> dict:
    rows = small_town.verdicts(done)
    return {name: rows[name]["compliance"] for name in ("west", "east")}


def renamed(done: runs.Run) -> runs.Run:
    """Return a run of a recipe as one of its only step."""
    results = {name.rpartition(".")[2]: value for name, value in done.results.items()}
    return runs.Run(results, done.feedback, done.context)


# What a hostile recipe tries.


def step(path: Path) -> dict:
    return json.loads(path.read_text())["steps"][0]


def tried(path: Path, **changes: object) -> str:
    change(path, **changes)
    return runs.refusal("runrecipe", {"RECIPE": str(path)})


@pytest.fixture
def saved(provider, tmp_path) -> Path:
    path = tmp_path / "recipe" / "run.json"
    keep("nearestfacility", town(path.parent), path)
    return path


def test_a_parameter_that_says_a_place_is_never_text(saved):
    for name in ("NETWORK", "DWELLINGS", "FACILITIES", "BARRIERS"):
        texts = ("/etc/passwd", "http://example.org/x.geojson", "ogr:dbname='/x.gpkg' table=\"t\"")
        for value in (*texts, ["homes"], 5, True):
            one = step(saved)
            one["parameters"][name] = value
            content = saved.read_text()
            assert f"gives “{name}” a value of the wrong kind" in tried(saved, steps=[one])
            saved.write_text(content)


def test_unknown_inputs_and_outputs_are_refused_with_the_nearest(saved):
    one = step(saved)
    assert "the nearest is DWELLINGS" in tried(saved, steps=[one | {"parameters": {"DWELLING": 5}}])
    assert "the nearest is ROUTES" in tried(saved, steps=[one | {"outputs": {"ROUTE": {"temporary": True}}}])
    # Where results go stands among the outputs alone.
    assert "gives “OUTPUT”" in tried(saved, steps=[one | {"parameters": one["parameters"] | {"OUTPUT": "/x.gpkg"}}])


def test_an_algorithm_that_this_version_does_not_have_is_named(saved):
    assert "“buurtmaat:readminds”" in tried(saved, steps=[step(saved) | {"algorithm": "buurtmaat:readminds"}])


def test_a_caller_that_does_not_check_its_inputs_reads_the_same_sentence(provider, tmp_path):
    made, feedback = runs.algorithm("runrecipe"), runs.Feedback()
    path = tmp_path / "gone.json"
    assert not made.run({"RECIPE": str(path)}, QgsProcessingContext(), feedback, {}, False)[1]
    assert f"The recipe {path} cannot be read (No such file or directory): choose another file." in feedback.errors


def test_only_layers_and_reports_are_written(saved):
    one = step(saved)
    for name in ("run.py", "startup.sh", ".bashrc", "run.json", "macro.qgs", "x"):
        assert "a recipe writes .csv" in tried(saved, steps=[one | {"outputs": {"OUTPUT": {"file": name}}}])


def test_a_link_out_of_the_folder_is_neither_read_nor_written_through(saved, tmp_path):
    (tmp_path / "secret").mkdir()
    layers = json.loads(saved.read_text())["layers"]
    secret = save(layer([point(0, 0)]), tmp_path / "secret" / "homes.geojson")
    (saved.parent / "link").symlink_to(tmp_path / "secret")
    (saved.parent / "linked.geojson").symlink_to(tmp_path / "secret" / "homes.geojson")
    assert secret.isValid()
    for file in ("link/homes.geojson", "linked.geojson"):
        said = tried(saved, layers=layers | {"homes": {"file": file}})
        assert "is a link out of the folder" in said
    change(saved, layers=layers, steps=[step(saved) | {"outputs": {"OUTPUT": {"file": "link/x.gpkg", "table": "t"}}}])
    assert "is a link out of the folder" in runs.refusal("runrecipe", {"RECIPE": str(saved)})
    assert sorted(p.name for p in (tmp_path / "secret").iterdir()) == ["homes.geojson"]


def test_a_part_of_a_shapefile_that_is_a_link_is_not_read(saved, tmp_path):
    (tmp_path / "secret").mkdir()
    save(layer([point(0, 0)]), saved.parent / "homes2.shp")
    shutil.move(saved.parent / "homes2.dbf", tmp_path / "secret" / "x.dbf")
    (saved.parent / "homes2.dbf").symlink_to(tmp_path / "secret" / "x.dbf")
    layers = json.loads(saved.read_text())["layers"]
    assert "is a link out of the folder" in tried(saved, layers=layers | {"homes": {"file": "homes2.shp"}})


def test_a_file_that_is_another_than_it_says_is_not_opened(saved, tmp_path):
    """GDAL goes by the content: this one would read a file that lies elsewhere."""
    save(layer([point(0, 0)]), tmp_path / "secret.geojson")
    source = f"<SrcDataSource>{tmp_path / 'secret.geojson'}</SrcDataSource>"
    text = f'<OGRVRTDataSource><OGRVRTLayer name="secret">{source}</OGRVRTLayer></OGRVRTDataSource>'
    layers = json.loads(saved.read_text())["layers"]
    for name in ("homes.geojson", "homes.csv", "homes.gpkg", "homes.json"):
        (saved.parent / name).write_text(text)
        assert "is not what its ending says" in tried(saved, layers=layers | {"homes": {"file": name}})
    (saved.parent / "homes.vrt").write_text(text)
    assert "no format that a recipe reads" in tried(saved, layers=layers | {"homes": {"file": "homes.vrt"}})


def test_geojson_asks_no_address_for_its_reference_system(saved):
    """GDAL would, as soon as it opens the file."""
    asked: list[str] = []

    class Asked(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"EPSG:28992")

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Asked) as server:
        threading.Thread(target=server.serve_forever, args=(0.002,), daemon=True).start()
        path = saved.parent / "homes.geojson"
        content = json.loads(path.read_text())
        link = {"type": "link", "properties": {"href": f"http://127.0.0.1:{server.server_port}/crs"}}
        path.write_text(json.dumps(content | {"crs": link}))
        said = runs.refusal("runrecipe", {"RECIPE": str(saved)})
        server.shutdown()
    assert "has its reference system at an address, which a recipe does not ask" in said
    assert asked == []


def write_tab(table: QgsVectorLayer, path: Path) -> None:
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "MapInfo File"
    error = QgsVectorFileWriter.writeAsVectorFormatV3(table, str(path), QgsCoordinateTransformContext(), options)
    assert error[0] == QgsVectorFileWriter.WriterError.NoError, error


def test_a_mapinfo_table_is_not_opened_for_it_may_name_others(saved, tmp_path):
    """A seamless one has the paths of other tables in its rows, and GDAL reads these, wherever they lie."""
    write_tab(layer([(point(0, 0), "secret")], "secret", who="text"), tmp_path / "secret.tab")
    seamless = saved.parent / "homes.tab"
    write_tab(layer([(box(-50, -50, 50, 50), "../secret.tab")], "homes", Table="text"), seamless)
    with seamless.open("a") as file:
        file.write('begin_metadata\n"\\IsSeamless" = "TRUE"\nend_metadata\n')
    (row,) = QgsVectorLayer(str(seamless), "homes", "ogr").getFeatures()
    assert row.attributes() == ["secret"]  # of the other table
    layers = json.loads(saved.read_text())["layers"]
    assert "no format that a recipe reads" in tried(saved, layers=layers | {"homes": {"file": "homes.tab"}})


def test_a_reference_system_that_this_qgis_does_not_know_is_told(saved):
    layers = json.loads(saved.read_text())["layers"]
    said = tried(saved, layers=layers | {"homes": layers["homes"] | {"crs": "EPSG:9999999"}})
    assert "The reference system “EPSG:9999999” of the layer “homes” is not known" in said
    assert not (saved.parent / "run-results.gpkg").exists()


def test_an_extent_is_numbers_and_no_layer(saved):
    one = step(saved) | {"algorithm": "buurtmaat:fetchdata"}
    for text in ("/etc/passwd", "homes", "https://example.org/x.geojson"):
        given = {"parameters": {"EXTENT": text}, "outputs": {}}
        change(saved, steps=[one | given])
        said = runs.refusal("runrecipe", {"RECIPE": str(saved), "ALLOW_NETWORK": True})
        assert "gives “EXTENT” a value of the wrong kind" in said


@pytest.mark.parametrize("folder", ["homes.geojson", "homes.geojson/deep"])
def test_a_folder_that_cannot_be_made_is_told_and_those_that_were_go(saved, folder):
    outputs = {"OUTPUT": {"file": "new/x.geojson"}, "ROUTES": {"file": f"{folder}/x.geojson"}}
    change(saved, steps=[step(saved) | {"outputs": outputs}])
    said = runs.refusal("runrecipe", {"RECIPE": str(saved)})
    assert said.startswith(f"The folder {saved.parent / folder} of the results cannot be made")
    assert not (saved.parent / "new").exists()


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        *(("filter", text) for text in ("load_layer('/x.gpkg', 'ogr') is not null", "env('HOME') <> ''", "(")),
        *(("filter", text) for text in ("@user_account_name = 'x'", "aggregate('x', 'count', 1) > 0", "eval('1')")),
        ("filter", "file_exists('/x')"),
        *(("subset", text) for text in ("SELECT * FROM homes", "1=1) UNION SELECT 1", "ogr_geocode('x') = 1")),
        *(("subset", text) for text in ("\"ogr_geocode\"('x') = 1", "a = 1; drop table x", "a = 1 -- x")),
        *(("subset", text) for text in ("`f`(1)", "[f](1)", "'abs'(1)", "a = (select 1)", "a /* */ = 1")),
    ],
)
def test_a_filter_that_does_more_than_compare_is_refused(saved, kind, text):
    layers = json.loads(saved.read_text())["layers"]
    homes = layers["homes"] | {kind: text}
    assert "does more than compare its fields" in tried(saved, layers=layers | {"homes": homes})


def test_databases_are_never_opened_and_services_only_where_they_may(saved):
    layers = json.loads(saved.read_text())["layers"]
    for provider in ("postgres", "ogr", "memory", "delimitedtext", "virtual", "spatialite", "gpx"):
        said = tried(saved, layers=layers | {"homes": {"provider": provider, "source": "dbname='x'"}})
        assert "which a recipe does not open itself" in said
    service = {"provider": "WFS", "source": "url='http://example.org' typename='x'"}
    assert "ALLOW_NETWORK" in tried(saved, layers=layers | {"homes": service})
    for source in ("url='file:///etc/passwd'", "url='http://x' authcfg='abc1234'", "url='http://x' password='p'", "x"):
        change(saved, layers=layers | {"homes": {"provider": "WFS", "source": source}})
        said = runs.refusal("runrecipe", {"RECIPE": str(saved), "ALLOW_NETWORK": True})
        assert "holds more than url, typename, version and srsname" in said


def test_a_template_may_name_pictures_anywhere(provider, tmp_path):
    (tmp_path / "t.qpt").write_text("<Layout/>")
    done = small_town.check()
    given = {"RESULTS": done.layer("OUTPUT_RESULTS"), "NEIGHBOURHOODS": small_town.areas(), "NEIGHBOURHOOD_ID": "code"}
    files = {"TEMPLATE": str(tmp_path / "t.qpt"), "REPORT": str(tmp_path / "r.html")}
    keep("compliancereport", given | files, tmp_path / "run.json")
    said = runs.refusal("runrecipe", {"RECIPE": str(tmp_path / "run.json")})
    assert "set May use a network (ALLOW_NETWORK)" in said


# How a run of a recipe goes.


def chain(path: Path) -> None:
    """Save two steps that take nothing of each other."""
    given = town(path.parent)
    first = keep("nearestfacility", given, path)
    keep("reachcounts", given, path, earlier=first)


def test_temporary_outputs_lead_from_step_to_step(provider, tmp_path):
    path = tmp_path / "run.json"
    chain(path)
    content = json.loads(path.read_text())
    first, second = content["steps"]
    first["outputs"] = {"OUTPUT": {"temporary": True}}
    second["parameters"]["DWELLINGS"] = {"output": "nearestfacility.OUTPUT"}
    change(path, **content)
    done = rerun(path, LOAD=False)
    # The dwellings of the second step have what the first found; all are within 400 m of the school.
    assert done.column("reachcounts.OUTPUT", "distance_m") == [0, 100, 200, 300]
    assert done.column("reachcounts.OUTPUT", "n_400") == [1, 1, 1, 1]
    assert set(runs.tables(tmp_path / "run-results.gpkg")) & {"output", "output_2"} == {"output_2"}


def test_a_step_that_stops_leaves_nothing_and_what_came_before_stays(provider, tmp_path):
    path = tmp_path / "run.json"
    chain(path)
    content = json.loads(path.read_text())
    content["steps"][1]["parameters"]["LIMITS"] = "far"
    content["steps"][1]["outputs"]["OUTPUT"] = {"file": "new/deep/counts.geojson"}
    change(path, **content)
    said = runs.refusal("runrecipe", {"RECIPE": str(path)})
    assert "Step “reachcounts” of the recipe stopped: The limit “far” of Limits (LIMITS) is no number" in said
    assert runs.tables(tmp_path / "run-results.gpkg")["output"] == 4
    assert not (tmp_path / "new").exists()


def test_a_step_that_cannot_begin_is_told_with_why(provider, tmp_path, monkeypatch):
    path = tmp_path / "run.json"
    keep("nearestfacility", town(tmp_path), path)
    lacking = iter(["", "No scipy."])  # the run of the recipe itself asks first
    monkeypatch.setattr(base, "how_to_install", lambda: next(lacking))
    said = runs.refusal("runrecipe", {"RECIPE": str(path)})
    assert said == "Step “nearestfacility” of the recipe stopped: No scipy."


def test_cancel_is_heard_at_every_moment_and_each_step_is_whole_or_not_there(provider, tmp_path, moments):
    path = tmp_path / "run.json"
    chain(path)
    counting = runs.Feedback()
    runs.forget()
    rerun(path, counting)
    assert counting.largest_step <= 60
    stopped = set()
    for moment in moments(counting.looks - 1, 25):
        (tmp_path / "run-results.gpkg").unlink()
        for one in tmp_path.glob("run-results.gpkg*"):
            one.unlink()
        runs.forget()  # what an earlier run kept takes fewer looks
        said = runs.refusal("runrecipe", {"RECIPE": str(path)}, runs.Feedback(cancel_at=moment))
        assert said.startswith("Cancelled")
        tables = runs.tables(tmp_path / "run-results.gpkg") if (tmp_path / "run-results.gpkg").exists() else {}
        there = sorted(n for n in tables if n.startswith("output"))
        assert there in ([], ["output"])
        assert ("what the steps before it wrote stays" in said) == (there == ["output"])
        stopped.add(len(there))
        (tmp_path / "run-results.gpkg").touch()
    assert stopped == {0, 1}


def test_a_task_runs_it_and_its_results_arrive_as_those_of_its_algorithms(provider, tmp_path):
    """As the dialog does, in another thread; the report needs the main one."""
    path = tmp_path / "run.json"
    first = keep("basicrequirements", small_town.town(), path)
    arrived = runs.arrived("basicrequirements", small_town.town(), "OUTPUT_RESULTS")
    given = {"RESULTS": arrived, "NEIGHBOURHOODS": small_town.areas(), "NEIGHBOURHOOD_ID": "code"}
    keep("compliancereport", given | {"REPORT": "x.html"}, path, earlier=first)
    context, feedback = QgsProcessingContext(), runs.Feedback()
    context.setProject(QgsProject.instance())
    runs.in_project(layer([point(100, 0)], "school 2027"))
    given = {"RECIPE": str(path), "LAYERS": "school=school 2027"}
    task = QgsProcessingAlgRunnerTask(runs.algorithm("runrecipe"), given, context, feedback)
    good, results = run_task(task)
    assert good, feedback.errors
    assert set(results["OUTPUTS"]) <= set(context.layersToLoadOnCompletion())
    assert "Neighbourhood" in Path(results["compliancereport.REPORT"]).read_text()
    layer_id = results["basicrequirements.OUTPUT_NEIGHBOURHOODS"]
    shown = QgsProcessingUtils.mapLayerFromString(layer_id, context)
    assert is_marked(shown, "basicrequirements", "OUTPUT_NEIGHBOURHOODS")
    assert shown.attributeAlias(shown.fields().lookupField("s_share")) != ""
