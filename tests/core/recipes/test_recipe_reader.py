"""Recipes as text: what is written is read again, and what is none is refused in one sentence that says where."""

from __future__ import annotations

import json
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buurtmaat.core.errors import InputError
from buurtmaat.core.norms.file import content_of, load
from buurtmaat.core.recipes.places import why_no_path
from buurtmaat.core.recipes.recipe import (
    FIELD_KINDS,
    FileValue,
    Fingerprint,
    LayerValue,
    NormSetValue,
    OutputValue,
    Recipe,
    RecipeLayer,
    RecipeStep,
    Target,
)
from buurtmaat.core.recipes.recipe_reader import read_recipe, read_recipe_file
from buurtmaat.core.recipes.recipe_writer import dump_recipe, free_target, with_step
from towns.slow import examples

NORMS = load(
    '{"id": "own", "title": "Own", "version": "1", "requirements": [{"id": "s", "facility": "school", '
    '"indicator": "distance", "threshold": 300, "unit": "m", "target": 0.9}]}'
)
SHA = "0" * 63 + "a"


def content(**changes: object) -> dict:
    """Return a small recipe as JSON has it, changed at the top."""
    return {
        "buurtmaat_recipe": 1,
        "title": "A town",
        "layers": {"homes": {"file": "data/homes.geojson"}, "streets": {"file": "data/town.gpkg", "table": "streets"}},
        "norm_sets": {"own": content_of(NORMS)},
        "steps": [step()],
        **changes,
    }


def step(**changes: object) -> dict:
    return {
        "id": "check",
        "algorithm": "buurtmaat:basicrequirements",
        "parameters": {"DWELLINGS": {"layer": "homes"}, "NORM_SET": {"norm_set": "own"}, "MAX_SNAP": 200},
        "outputs": {"OUTPUT_RESULTS": {"file": "results.gpkg", "table": "results"}},
        **changes,
    }


def refusal(text: str | bytes | dict) -> str:
    with pytest.raises(InputError) as stop:
        read_recipe(json.dumps(text) if isinstance(text, dict) else text)
    sentence = str(stop.value)
    assert sentence.startswith("The recipe")
    assert "\n" not in sentence
    return sentence


def test_a_recipe_is_read_as_it_stands():
    recipe = read_recipe(json.dumps(content()))
    assert recipe.title == "A town"
    assert recipe.layers["streets"] == RecipeLayer(file="data/town.gpkg", table="streets")
    assert recipe.norm_sets == {"own": NORMS}
    (only,) = recipe.steps
    assert only.parameters == {"DWELLINGS": LayerValue("homes"), "NORM_SET": NormSetValue("own"), "MAX_SNAP": 200}
    assert isinstance(only.parameters["MAX_SNAP"], int)  # as QGIS gives a whole number to scripts
    assert only.outputs == {"OUTPUT_RESULTS": Target("results.gpkg", "results")}


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ("{", "expected a key in double quotes"),
        (b"\xff\xfe", "not in UTF-8"),
        ("[" * 30 + "]" * 30, "nested more than 24 deep, which no recipe is"),
        ({}, "begins with “buurtmaat_recipe”"),
        ("[]", "begins with “buurtmaat_recipe”"),
        (content(buurtmaat_recipe=2), "version 2 is newer than 1"),
        (content(buurtmaat_recipe=0), "there was no version before it"),
        (content(buurtmaat_recipe=True), "there was no version before it"),
        (content(step=[]), "unknown key “step”; did you mean “steps”?"),
        (content(run="rm"), "unknown key “run”"),
        (content(steps=[]), "there is none"),
        (content(steps={}), "must be a list"),
        (content(title=5), "must be text"),
        (content(title="x" * 301), "more than 300"),
        (content(steps=[step(algorithm="native:buffer")]), "algorithms of Buurtmaat only"),
        (content(steps=[step(algorithm="buurtmaat:runrecipe")]), "never a recipe"),
        (content(steps=[step(algorithm="buurtmaat:nearestfacility; rm")]), "algorithms of Buurtmaat only"),
        (content(steps=[step(id="Check it")]), "small letters"),
        (content(steps=[step(outputs={}), step(outputs={})]), "two steps have this id"),
        (content(steps=[step(parameters={"A-B": 1})]), "no name of a parameter"),
        (content(steps=[step(parameters={"A": {"layer": "shops"}})]), "no layer “shops”"),
        (content(steps=[step(parameters={"A": [[{"layer": "shops"}]]})]), "no layer “shops”"),
        (content(steps=[step(parameters={"A": {"norm_set": "x"}})]), "no norm set “x”"),
        (content(steps=[step(parameters={"A": {"output": "check.OUTPUT_RESULTS"}})]), "no step before it writes"),
        (content(steps=[step(parameters={"A": {"output": "check"}})]), "written as “step.OUTPUT”"),
        (content(steps=[step(parameters={"A": {"output": "a.B", "table": "x|y"}})]), "no name of a table"),
        (content(steps=[step(parameters={"A": {"layer": "homes", "table": "x"}})]), "has one key"),
        (content(steps=[step(parameters={"A": {"output": "a", "table": "x"}})]), "written as “step.OUTPUT”"),
        (content(steps=[step(parameters={"A": {"expression": "1"}})]), "one key, of layer, output, file, norm_set"),
        (content(steps=[step(parameters={"A": {"type": "data_defined", "field": "x"}})]), "one key"),
        (content(steps=[step(parameters={"A": {}})]), "one key"),
        (content(steps=[step(outputs={"OUTPUT": "x.gpkg"})]), "must be an object"),
        (content(steps=[step(outputs={"OUTPUT": {"temporary": True, "file": "x.gpkg"}})]), "has no other key"),
        (content(steps=[step(outputs={"OUTPUT": {"table": "t"}})]), "has a “file”"),
        (content(steps=[step(outputs={"OUTPUT": {"file": "x.gpkg", "table": 'a" b'}})]), "no name of a table"),
        (content(layers={"homes": {}}), "one of “file” and “source”"),
        (content(layers={"homes": {"file": "a.gpkg", "source": "x", "provider": "ogr"}}), "one of “file” and “source”"),
        (content(layers={"homes": {"source": "x"}}), "has a “provider”"),
        (content(layers={"homes": {"file": "a.gpkg", "provider": "postgres"}}), "has no “provider”"),
        (content(layers={"homes": {"file": "a.gpkg", "limit": -1}}), "whole number from 0"),
        (content(layers={f"l{n}": {"file": "a.gpkg"} for n in range(501)}), "more than 500"),
        (content(norm_sets={"own": {"id": "own"}}), "is missing"),
        (content(steps=[step(outputs={"OUTPUT": {"file": "data/Homes.geojson"}})]), "over what the recipe reads"),
        (content(steps=[step(outputs={"OUTPUT": {"file": "data/town.gpkg"}})]), "over what the recipe reads"),
        (
            content(steps=[step(outputs={"OUTPUT": {"file": "data/town.gpkg", "table": "Streets"}})]),
            "over what the recipe reads",
        ),
        (content(steps=[step(), step(id="again")]), "over another output"),
        (
            content(steps=[step(outputs={"A": {"file": "x.shp"}, "B": {"file": "x.dbf"}})]),
            "“B” would be written over another output; give it another file or table",
        ),
        (
            content(steps=[step(parameters={"LOGO": {"file": "x.html"}}, outputs={"A": {"file": "x.html"}})]),
            "over what the recipe reads",
        ),
    ],
)
def test_what_is_no_recipe_is_refused_in_a_sentence(wrong, words):
    assert words in refusal(wrong)


def test_a_refusal_names_the_line():
    text = json.dumps(content(), indent=1).replace('"MAX_SNAP": 200', '"MAX_SNAP": {"shell": 1}')
    line = text[: text.index('"MAX_SNAP"')].count("\n") + 1
    assert f"The recipe line {line}, step “check”, “MAX_SNAP”: " in refusal(text)


def test_a_recipe_larger_than_any_is_not_read_to_its_end(tmp_path):
    path = tmp_path / "large.json"
    path.write_text('{"buurtmaat_recipe": 1, "title": "' + "x" * 9_000_000)
    with pytest.raises(InputError, match="larger than 8 MB"):
        read_recipe_file(path)


def test_what_is_no_file_is_refused(tmp_path):
    with pytest.raises(InputError, match="is not a file"):
        read_recipe_file(tmp_path)
    with pytest.raises(InputError, match="cannot be read"):
        read_recipe_file(tmp_path / "gone.json")


HOSTILE = [
    *("/etc/passwd", "../secret.gpkg", "data/../../secret.gpkg", "data/..", "~/secret.gpkg", "~root/x.gpkg"),
    *("C:/secret.gpkg", "C:secret.gpkg", "c:\\secret.gpkg", "\\\\server\\share\\x.gpkg", "data\\..\\..\\x.gpkg"),
    *("http://example.org/x.geojson", "https://example.org/x.geojson", "file:///etc/passwd", "file:x.gpkg"),
    *("/vsicurl/http://example.org/x.gpkg", "vsicurl/http://example.org/x.gpkg", "vsizip/x.zip/y.shp"),
    *("/vsizip//etc/x.zip", "/vsimem/x.gpkg", "//server/share/x.gpkg", "data//x.gpkg", "./x.gpkg", "data/./x.gpkg"),
    *("PG:dbname=x", "postgres://x", "ogr:dbname='/etc/x.gpkg' table=\"t\" (geom)", "memory:", "WFS:x"),
    *("x.gpkg|layername=../y", "x.gpkg|option:PRELUDE_STATEMENTS=drop", "x.csv?delimiter=,", "x\x00.gpkg"),
    *("x\n.gpkg", "*.gpkg"),
    *(
        "",
        " x.gpkg",
        "x.gpkg ",
        "nul",
        "data/CON.gpkg",
        "x" * 1001,
        "GPKG:/etc/x.gpkg:t",
        "<OGRVRTDataSource/>",
        "*.gpkg",
    ),
]


@pytest.mark.parametrize("path", HOSTILE)
def test_a_path_that_leaves_the_folder_is_refused_wherever_it_stands(path):
    assert why_no_path(path) is not None
    if "\x00" in path:  # refused before, as text that no recipe holds
        return
    refusal(content(layers={"homes": {"file": path}, "streets": {"file": "x.gpkg"}}))
    refusal(content(steps=[step(parameters={"LOGO": {"file": path}})]))
    refusal(content(steps=[step(outputs={"OUTPUT": {"file": path}})]))


@pytest.mark.parametrize(
    "path", ["town.gpkg", "data/town.gpkg", "Straße 2/dwellings (new).geojson", "a.b/c.d.shp", "vsi.gpkg"]
)
def test_a_plain_relative_path_is_taken(path):
    assert why_no_path(path) is None


NAMES = st.text(string.ascii_lowercase, min_size=1, max_size=8)
TEXTS = st.text(st.characters(exclude_categories=["C"]), max_size=20)
PATHS = (
    st.lists(NAMES, min_size=1, max_size=3)
    .map(lambda parts: "/".join(parts) + ".gpkg")
    .filter(lambda path: why_no_path(path) is None)
)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
SCALARS = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | NUMBERS | TEXTS | PATHS.map(FileValue)
FINGERPRINTS = st.builds(
    Fingerprint,
    rows=st.integers(0, 10**9),
    fields=st.dictionaries(NAMES, st.sampled_from(FIELD_KINDS), max_size=4).map(lambda found: tuple(found.items())),
    extent=st.none() | st.tuples(NUMBERS, NUMBERS, NUMBERS, NUMBERS),
    sha256=st.just(SHA),
)
LAYERS = st.builds(
    RecipeLayer,
    file=PATHS,
    table=TEXTS,
    subset=TEXTS,
    filter=TEXTS,
    limit=st.integers(0, 10**6),
    crs=st.sampled_from([None, "", "EPSG:28992"]),
    fingerprint=st.none() | FINGERPRINTS,
) | st.builds(RecipeLayer, provider=st.just("WFS"), source=NAMES)


@st.composite
def recipes(draw: st.DrawFn) -> Recipe:
    layers = draw(st.dictionaries(TEXTS, LAYERS, max_size=3))
    known = SCALARS | st.just(NormSetValue("own"))
    steps: list[RecipeStep] = []
    for number in range(draw(st.integers(1, 3))):
        if layers:
            known |= st.sampled_from([LayerValue(name) for name in layers])
        values = known | st.lists(known, max_size=3).map(tuple)
        targets = st.builds(Target, PATHS.map(lambda path: f"results/{path}"), NAMES) | st.just(Target())
        outputs, taken = dict[str, Target](), [target for one in steps for target in one.outputs.values()]
        for name, target in draw(st.dictionaries(NAMES, targets, max_size=2)).items():
            outputs[name] = free_target(target, taken)
            taken.append(outputs[name])
        steps.append(
            RecipeStep(
                id=f"s{number}",
                algorithm="buurtmaat:" + draw(NAMES),
                parameters=draw(st.dictionaries(NAMES, values, max_size=4)),
                outputs=outputs,
            )
        )
        known |= st.sampled_from(
            [OutputValue(f"s{number}", name, table) for name in outputs for table in ("", "streets")] or [None]
        )
    return Recipe(
        title=draw(TEXTS),
        made=draw(st.dictionaries(TEXTS, TEXTS, max_size=2)),
        corrects=draw(TEXTS),
        layers=layers,
        norm_sets={"own": NORMS},
        steps=tuple(steps),
    )


@given(recipes())
def test_every_recipe_that_is_written_is_read_as_an_equal_one(recipe):
    assert read_recipe(dump_recipe(recipe)) == recipe


JSON = st.recursive(
    st.none() | st.booleans() | NUMBERS | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@st.composite
def changed(draw: st.DrawFn) -> dict:
    """Return a recipe of which one value, anywhere, is another."""
    root = json.loads(json.dumps(content()))
    at = root
    while True:
        key = draw(st.sampled_from(sorted(at) if isinstance(at, dict) else list(range(len(at)))))
        if not isinstance(at[key], dict | list) or not at[key] or draw(st.booleans()):
            at[key] = draw(JSON)
            return root
        at = at[key]


@given(changed())
@examples(400)
def test_any_change_is_read_or_refused_in_a_sentence(text):
    try:
        recipe = read_recipe(json.dumps(text))
    except InputError as refused:
        sentence = str(refused)
    else:
        assert read_recipe(dump_recipe(recipe)) == recipe
        return
    assert sentence.startswith("The recipe")
    assert "\n" not in sentence


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_in_a_sentence(data):
    with pytest.raises(InputError, match="The recipe"):
        read_recipe(data)


def test_a_step_more_takes_names_that_are_free():
    first = read_recipe(json.dumps(content()))
    other = read_recipe(
        json.dumps(
            content(
                layers={"homes": {"file": "new.geojson"}, "streets": {"file": "data/town.gpkg", "table": "streets"}}
            )
        )
    )
    both = with_step(first, other)
    assert [one.id for one in both.steps] == ["check", "check_2"]
    assert both.layers["homes_2"].file == "new.geojson"
    assert set(both.layers) == {"homes", "streets", "homes_2"}  # the streets are the same ones
    assert both.steps[1].parameters["DWELLINGS"] == LayerValue("homes_2")
    assert both.steps[1].parameters["NORM_SET"] == NormSetValue("own")
    assert both.steps[1].outputs == {"OUTPUT_RESULTS": Target("results.gpkg", "results_2")}
    assert read_recipe(dump_recipe(both)) == both


def test_a_step_more_never_reads_another_layer_or_norm_set_that_got_a_free_name():
    norms = content()["norm_sets"]["own"]
    first = read_recipe(json.dumps(content()))
    given = content(
        layers={"homes": {"file": "new.geojson"}, "homes_2": {"file": "newer.geojson"}, "streets": {"file": "s.fgb"}},
        norm_sets={"own": norms | {"version": "7"}, "own_2": norms | {"version": "8"}},
    )
    given["steps"][0]["parameters"] |= {"FACILITIES": {"layer": "homes_2"}, "NORM_FILE": {"norm_set": "own_2"}}
    both = with_step(first, read_recipe(json.dumps(given)))
    taken = both.steps[1].parameters
    files = {name: both.layers[taken[name].name].file for name in ("DWELLINGS", "FACILITIES")}
    assert files == {"DWELLINGS": "new.geojson", "FACILITIES": "newer.geojson"}
    versions = {name: both.norm_sets[taken[name].set_id].version for name in ("NORM_SET", "NORM_FILE")}
    assert versions == {"NORM_SET": "7", "NORM_FILE": "8"}
    assert both.layers["homes"] == first.layers["homes"]
    assert both.norm_sets["own"] == first.norm_sets["own"]


@pytest.mark.parametrize("limit", [2**63, 1e300])
def test_a_limit_that_no_layer_can_have_is_refused(limit):
    """QGIS counts rows in 64 bits, and Python stops at more with an error of its own."""
    with pytest.raises(InputError, match="this must be a whole number from 0 to"):
        read_recipe(json.dumps(content(layers={"homes": {"file": "a.gpkg", "limit": limit}})))
