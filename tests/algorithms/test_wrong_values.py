"""Values of the wrong kind in every input of every algorithm: one sentence that names the input and says what to do."""

from __future__ import annotations

import re

import pytest
from qgis.core import Qgis, QgsProcessingContext, QgsProcessingException, QgsProject, QgsProperty, QgsVectorLayer

from buurtmaat.adapters.io.given_values import unusable_value
from buurtmaat.adapters.io.parameter_kinds import takes_several_files
from towns import every_algorithm, runs
from towns.runs import Feedback, layer, point
from towns.slow import by_turns, some

ALGORITHMS = sorted(every_algorithm.CASES)
GONE = "streets_0123abcd_0123_0123_0123_0123456789ab"
NO_FIELD, NO_FILE = "no_such_field", "/no/such/place.gpkg"


@pytest.fixture
def project(qgis_new_project):
    return QgsProject.instance()


def given(name: str, project: QgsProject, **changes: object) -> dict[str, object]:
    """Return inputs as a dialog gives them: layers of a project by their ids."""

    def by_id(value: object) -> object:
        if isinstance(value, list):
            return [by_id(one) for one in value]
        if isinstance(value, QgsVectorLayer):
            project.addMapLayer(value)
            return value.id()
        return value

    outputs = dict.fromkeys(every_algorithm.OUTPUTS[name], "memory:")
    return {key: by_id(value) for key, value in (every_algorithm.parameters(name, outputs) | changes).items()}


def refusal(name: str, inputs: dict[str, object], project: QgsProject) -> str:
    """Return why a run does not begin, or stops; empty where it comes to its end."""
    algorithm, context, feedback = runs.algorithm(name), QgsProcessingContext(), Feedback()
    context.setProject(project)
    good, said = algorithm.checkParameterValues(inputs, context)
    if not good:
        return said
    try:
        algorithm.run(inputs, context, feedback, {}, False)
    except QgsProcessingException as stopped:
        return str(stopped)
    return ""


def definitions(name: str, *kinds: str) -> list:
    algorithm = runs.algorithm(name)
    found = [one.clone() for one in algorithm.parameterDefinitions() if one.type() in kinds]
    return [one for one in found if not one.isDestination()]


def label(definition) -> str:
    return re.sub(r"\s*[\[(][^\])]*[\])]\s*$", "", definition.description())


def is_needed(definition) -> bool:
    return not definition.flags() & Qgis.ProcessingParameterFlag.Optional


def check_sentence(said: str, definition) -> None:
    assert said, definition.name()
    assert "Incorrect parameter" not in said
    assert "Could not load" not in said
    assert said.strip().endswith((".", "?")), said
    assert "\n" not in said.strip(), said
    assert f"{label(definition)} ({definition.name()})" in said, said


@pytest.mark.parametrize(("name", "value"), by_turns(ALGORITHMS, ["abc", "", float("inf"), -5], 2))
def test_numbers(name, value, project):
    for one in definitions(name, "number"):
        if (value == "" and not is_needed(one)) or (value == -5 and one.name() == "BANDWIDTH"):
            continue  # without a decay the bandwidth has no meaning
        said = refusal(name, given(name, project, **{one.name(): value}), project)
        check_sentence(said, one)
        assert "number" in said or "share" in said or "above 0" in said or "metres" in said, said
        assert {"abc": "abc", "": "empty"}.get(value, "") in said or one.name() in ("LIMIT", "TARGET", "MERGE_DISTANCE")


@pytest.mark.parametrize("name", ALGORITHMS)
def test_numbers_that_are_too_large(name, project):
    for one in definitions(name, "number"):
        if one.maximum() < 1e6:
            said = refusal(name, given(name, project, **{one.name(): 1e6}), project)
            check_sentence(said, one)
            assert f"{one.maximum():g}" in said or "at most 1" in said, said


@pytest.mark.parametrize("name", ALGORITHMS)
def test_choices(name, project):
    for one in definitions(name, "enum"):
        said = refusal(name, given(name, project, **{one.name(): 99}), project)
        check_sentence(said, one)
        assert f"0 ({one.options()[0]}), 1 ({one.options()[1]})" in said
        assert said.endswith("it is 99.")


@pytest.mark.parametrize("name", some(ALGORITHMS, set(ALGORITHMS) - {"requirementsoveryears"}))  # as a check
def test_layers_that_are_not_there(name, project):
    for one in definitions(name, "source", "multilayer"):
        for value, words in ((NO_FILE, f"there is no layer “{NO_FILE}”"), (GONE, "The layer “streets” of")):
            wrong = [value] if one.type() == "multilayer" else value
            said = refusal(name, given(name, project, **{one.name(): wrong}), project)
            check_sentence(said, one)
            assert words in said


@pytest.mark.parametrize("form", ["a list", "a text"])
def test_files_that_are_not_there(form, project):
    value = [NO_FILE, NO_FILE] if form == "a list" else f"{NO_FILE};{NO_FILE}"
    asked = [(name, one) for name in ALGORITHMS for one in definitions(name, "string") if takes_several_files(one)]
    assert asked
    for name, one in asked:
        said = refusal(name, given(name, project, **{one.name(): value}), project)
        check_sentence(said, one)
        assert f"{NO_FILE} cannot be read" in said


@pytest.mark.parametrize("name", ALGORITHMS)
def test_what_is_needed_and_left_empty(name, project):
    for one in definitions(name, "source", "multilayer", "string"):
        if is_needed(one) and not one.defaultValue():
            for value in (None, "") if one.type() != "multilayer" else (None, []):
                said = refusal(name, given(name, project, **{one.name(): value}), project)
                check_sentence(said, one)
                assert "empty" in said


@pytest.mark.parametrize("name", ALGORITHMS)
def test_fields_that_are_not_there(name, project):
    inputs = given(name, project)
    for one in definitions(name, "field"):
        if inputs.get(one.parentLayerParameterName()) and one.name() != "PASS_FIELDS":
            said = refusal(name, inputs | {one.name(): NO_FIELD}, project)
            if one.name() == "CAPACITY_FIELD" and "AREA_AS_CAPACITY" in inputs:
                assert NO_FIELD in said
                continue
            if "writes what changes" in said or "says what changes over the years" in said:
                continue  # it asks for the year first
            check_sentence(said, one)
            assert f"“{NO_FIELD}”" in said
            assert "choose" in said


@pytest.mark.parametrize("name", ["reachcounts", "serviceareas"])
@pytest.mark.parametrize(
    ("text", "words"),
    [("abc", "“abc”"), ("-5", "“-5”"), (";", "holds no limits"), ("400;400", "twice"), ("4,000", "more than one way")],
)
def test_limits(name, text, words, project):
    inputs = {"NETWORK": layer(runs.grid()), "FACILITIES": layer([point(0, 0)]), "LIMITS": text, "LINES": "memory:"}
    if name == "reachcounts":
        inputs |= {"DWELLINGS": layer([point(5, 5)]), "OUTPUT": "memory:"}
    said = runs.refusal(name, inputs)
    assert "Limits (LIMITS)" in said
    assert words in said


@pytest.mark.parametrize("name", ALGORITHMS)
def test_a_table_where_places_are_asked(name, project):
    """A layer without geometry is refused, or its rows are told of; no run goes on as if nothing were wrong."""
    for one in definitions(name, "source"):
        takes_tables = Qgis.ProcessingSourceType.Vector in [Qgis.ProcessingSourceType(n) for n in one.dataTypes()]
        if not is_needed(one) or takes_tables:
            continue
        table = QgsVectorLayer("NoGeometry?field=n:integer", "a table", "memory")
        assert table.dataProvider().addFeatures([runs.QgsFeature(table.fields())])[0]
        said = refusal(name, given(name, project, **{one.name(): table}), project)
        assert "a table" in said or label(one).casefold() in said.casefold(), (one.name(), said)


def test_what_depends_on_data_and_what_is_in_order_is_let_through(project):
    algorithm, context = runs.algorithm("nearestfacility"), QgsProcessingContext()
    context.setProject(project)
    inputs = given("nearestfacility", project)
    assert unusable_value(algorithm, inputs, context) == ""
    bound = inputs | {"LIMIT": QgsProperty.fromExpression("1/0"), "SPEED": QgsProperty.fromValue(5)}
    assert unusable_value(algorithm, bound, context) == ""
    left_out = {name: value for name, value in inputs.items() if name in ("NETWORK", "DWELLINGS", "FACILITIES")}
    assert unusable_value(algorithm, left_out | {"SPEED": None, "LIMIT": "", "K": None, "UNIT": None}, context) == ""


@pytest.mark.parametrize(
    ("name", "changes", "said"),
    [
        *(
            (name, {"YEARS": "2026;soon"}, "has the entry “soon”, which is no year")
            for name in ("basicrequirements", "requirementsoveryears", "reachableground")
        ),
        ("basicrequirements", {"OPEN_FROM_FIELD": "opens"}, "write in Year that counts (YEARS) which"),
        *(
            (name, {"FIELD_MAP": "district"}, "has the entry “district”; write role=field")
            for name in (
                *("basicrequirements", "requirementsoveryears", "reachableground"),
                *("preparedwellings", "preparecandidates"),
            )
        ),
    ],
)
def test_texts_that_say_nothing_are_refused_before_a_run(provider, tmp_path, name, changes, said):
    """As found in the panel: the run began, read the streets, and only then said that "soon" is no year."""
    algorithm = runs.QgsApplication.processingRegistry().createAlgorithmById(f"buurtmaat:{name}")
    inputs = {**every_algorithm.parameters(name, every_algorithm.targets(name, "memory", tmp_path)), **changes}
    inputs = {one: value for one, value in inputs.items() if algorithm.parameterDefinition(one) is not None}
    good, why = algorithm.checkParameterValues(inputs, QgsProcessingContext())
    assert (good, said in why) == (False, True), why
