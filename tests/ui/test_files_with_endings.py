"""Files whose ending QGIS refuses: what the dialog says of them, and endings in large letters."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsProcessingContext, QgsProject

from buurtmaat.adapters.io.given_values import unfit_file, wrong_value
from towns.kept_files import ROOT
from towns.opened_town import open_town_to_read
from towns.runs import algorithm, layer, point

NORMS = ROOT / "resources" / "norms" / "meeting.json"


@pytest.fixture
def check(qgis_new_project, tmp_path, monkeypatch, dialogs):
    """Return a function that runs a check against a norm file, and returns what its dialog says of that."""
    monkeypatch.setattr(QgsApplication, "qgisSettingsDirPath", staticmethod(lambda: str(tmp_path)))
    open_town_to_read(QgsProject.instance())
    dialog = dialogs("basicrequirements")

    def run(path: Path) -> str:
        dialog.setParameters({"NORM_FILE": str(path)})
        dialog.runButton().click()
        return str(dialog.messageBar().currentItem().text())

    return run


def test_a_norm_file_that_qgis_refuses_is_told_in_the_users_words(check, tmp_path):
    """As found: “Wrong or missing parameter value: Norm file”, in English in a Dutch window too."""
    gone, other = tmp_path / "gone.txt", tmp_path / "norms.txt"
    other.write_bytes(NORMS.read_bytes())
    assert f"Norm file {gone} cannot be read (No such file or directory): choose another file." in check(gone)
    assert f"Norm file (NORM_FILE) must be a file that ends in .json, not {other}." in check(other)


@pytest.mark.parametrize(
    ("name", "parameter", "file"),
    [
        ("compliancereport", "LOGO", "logo.JPG"),
        ("compliancereport", "LOGO", "logo.png"),
        ("basicrequirements", "NORM_FILE", "NORMS.JSON"),
        ("reachableground", "NORM_FILE", "norms.json"),
    ],
)
def test_an_ending_in_large_letters_is_taken(provider, name, parameter, file):
    """As found: QGIS refused the picture of a camera, whose name ends in .JPG."""
    assert algorithm(name).parameterDefinition(parameter).checkValueIsAcceptable(file)


def test_the_one_ending_that_a_file_must_have_is_told_of_once_before_the_file_is_read(provider, tmp_path):
    given, context, recipes = {"RECIPE": str(tmp_path / "run.txt")}, QgsProcessingContext(), algorithm("runrecipe")
    assert wrong_value(recipes, given, context) == f"RECIPE must be a file that ends in .json, not {given['RECIPE']}."
    assert unfit_file(recipes, given, context) == ""


def test_what_reads_a_file_says_more_of_it_than_its_ending(provider, tmp_path):
    picture = tmp_path / "logo.gif"
    picture.write_bytes(b"GIF89a")
    given = {"RESULTS": layer([(point(0, 0), "a")], "results", requirement="text"), "LOGO": str(picture)}
    said = algorithm("compliancereport").checkParameterValues(given, QgsProcessingContext())[1]
    assert said == f"The logo {picture} is no PNG, JPEG or SVG picture: save it as one."
