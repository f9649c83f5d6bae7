"""What can be copied for a report of a problem: what helps, and nothing that names anybody or any place."""

from __future__ import annotations

import getpass
import re
import socket
from contextlib import suppress
from pathlib import Path

import pytest
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
)
from qgis.PyQt.QtCore import QCoreApplication

from buurtmaat.adapters.io.message_templates import MessageTemplates, shipped_messages
from buurtmaat.adapters.io.translation import Translator, translation_file
from buurtmaat.adapters.outputs.diagnostics import diagnostics_text, system_versions
from buurtmaat.adapters.outputs.run_record import RecordedInput, RunRecord
from towns import runs
from towns.runs import grid, layer, point

SECRETS = ("/home/jansen", "jansen", "Jansen", "zorgboerderij", "fac-0417", "s3cret", "abc1234", "intranet", "kamer12")


@pytest.fixture
def in_dutch(qgis_app):
    translator = Translator(translation_file("nl"))
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)


@pytest.fixture(scope="module")
def messages() -> MessageTemplates:
    return MessageTemplates(shipped_messages())


def last_run(name: str, given: dict) -> RunRecord:
    """Run with the feedback of QGIS, and return what is known of it."""
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback(False)
    context.setProject(QgsProject.instance())
    with suppress(QgsProcessingException):
        runs.algorithm(name).run(given, context, feedback, {}, False)
    return QgsApplication.processingRegistry().providerById("buurtmaat").last_run.record


def secretive(tmp_path: Path, **changes) -> dict:
    """Return inputs of a run in which layers, fields, ids and files have names that are nobody's business."""
    places = [(point(250, -20), "fac-0417", "zorgboerderij Jansen"), (None, "fac-0417", "kamer12")]
    folder = tmp_path / "jansen" / "intranet"
    folder.mkdir(parents=True)
    return {
        "NETWORK": layer(grid(), "streets of Jansen"),
        "DWELLINGS": layer(
            [(point(50, 10), "Jansen"), (None, "s3cret"), (point(9000, 9), "abc1234")], "jansen", who="text"
        ),
        "FACILITIES": layer(places, "zorgboerderij", jansen_id="text", naam="text"),
        "FACILITY_ID": "jansen_id",
        "LIMIT": 400,
        "UNIT": 0,
        "K": 1,
        "OUTPUT": str(folder / "s3cret.gpkg"),
        **changes,
    }


def personal() -> set[str]:
    """Return what this machine is called, who works on it, and where."""
    found = {getpass.getuser(), socket.gethostname(), str(Path.home()), QgsApplication.userFullName()}
    found |= {QgsApplication.qgisSettingsDirPath(), QgsApplication.userLoginName()}
    return {one for one in found if len(one) > 2}


def test_what_helps_is_in_it(provider, messages, tmp_path):
    record = last_run("nearestfacility", secretive(tmp_path))
    text = diagnostics_text(system_versions(), record, messages)
    assert re.search(r"^Buurtmaat: \d+\.\d+", text, re.MULTILINE)
    assert re.search(r"^QGIS: 3\.\d+|^QGIS: 4\.\d+", text, re.MULTILINE)
    for line in (
        "Last run: buurtmaat:nearestfacility",
        "Outcome: finished",
        "  LIMIT: 400",
        "  UNIT: 0",
        "  FACILITY_ID: given (field)",
        "  OUTPUT: given (sink)",
        "  NETWORK: memory, LineString, EPSG:28992, 12 rows, 0 fields",
        "  DWELLINGS: memory, Point, EPSG:28992, 3 rows, 1 fields",
        "  Input {input}: “{layer}”, 3 rows, {crs}",
    ):
        assert line in text.splitlines(), text
    assert re.search(r"^Seconds\n  computing: \d+\.\d\n  writing: \d+\.\d\n", text, re.MULTILINE)
    assert {"  ok: 1", "  no_geometry: 1", "  off_network: 1"} <= set(text.splitlines())
    assert text.splitlines()[-1] == "  (1 line that is no message of Buurtmaat)"  # how long it took


@pytest.mark.usefixtures("in_dutch")
@pytest.mark.parametrize("name", ["nearestfacility", "reachcounts"])
def test_how_many_rows_have_which_status_is_told_of_a_dutch_log_too(provider, messages, tmp_path, name):
    """Of a dwelling by a shop, one without a geometry and one far from the streets, in words with the code behind."""
    given = secretive(tmp_path)
    given = given if name == "nearestfacility" else {**given, "LIMITS": "400"}
    record = last_run(name, given)
    assert "zonder geometrie (no_geometry): 1" in record.log
    text = diagnostics_text(system_versions(), record, messages)
    assert {"  no_geometry: 1", "  off_network: 1"} <= set(text.splitlines())
    assert [one for one in SECRETS if one in text] == []


def test_a_facility_that_gives_nothing_leaves_its_status_in_the_counts(provider, messages, tmp_path):
    """Who reaches a place of which the capacity is not known: `capacity_unknown`, which the log counts."""
    given = {
        "NETWORK": layer(grid(), "streets of Jansen"),
        "DWELLINGS": layer([(point(50, 10), 2)], "jansen", people="int"),
        "WEIGHT_FIELD": "people",
        "FACILITIES": layer([(point(250, -20), None)], "zorgboerderij", places="int"),
        "CAPACITY_FIELD": "places",
        "OUTPUT": "memory:",
    }
    text = diagnostics_text(system_versions(), last_run("floatingcatchment", given), messages)
    assert "  capacity_unknown: 1" in text.splitlines()


def test_only_a_status_of_rows_is_told_of_a_line_with_a_number(messages):
    """A title may stand before brackets with a number behind them: of such a line at most the code is told."""
    log = "Jansen (s3cret): 12\nJansen: ok: 12\nbuiten (off_network): 1.200\n"
    record = RunRecord(algorithm="buurtmaat:trend", settings={}, inputs=(), outcome="finished", seconds={}, log=log)
    lines = diagnostics_text({}, record, messages).splitlines()
    assert lines[-2:] == ["  off_network: 1.200", "  (2 lines that are no messages of Buurtmaat)"]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_nothing_in_it_names_anybody(provider, messages, tmp_path, monkeypatch, language):
    monkeypatch.setattr(QgsApplication, "locale", lambda: language)
    record = last_run("nearestfacility", secretive(tmp_path))
    assert "jansen" in record.log  # so that there is something to take out
    text = diagnostics_text(system_versions(), record, messages)
    assert [one for one in (*SECRETS, str(tmp_path)) if one in text] == []
    assert [one for one in personal() if one in text] == []


def test_an_error_is_told_without_what_it_names(provider, messages, tmp_path):
    given = secretive(tmp_path, NETWORK=layer([], "streets of Jansen", kind="LineString"))
    record = last_run("nearestfacility", given)
    text = diagnostics_text(system_versions(), record, messages)
    assert "Outcome: stopped, or cancelled" in text
    assert [one for one in (*SECRETS, str(tmp_path)) if one in text] == []
    assert "{layer}" in text


def test_an_error_that_names_an_input_is_known_without_its_label(provider, messages, tmp_path):
    record = last_run("nearestfacility", secretive(tmp_path, LIMIT=-1))
    said = "  LIMIT must be above 0; leave it empty for no limit."
    assert said in diagnostics_text(system_versions(), record, messages).splitlines()


def test_lines_that_are_not_ours_are_counted_only(messages):
    log = "Input parameters: {'password': 's3cret', 'authcfg': 'abc1234'}\nERROR 1: /home/jansen/x.gpkg\n"
    record = RunRecord(algorithm="buurtmaat:trend", settings={}, inputs=(), outcome="finished", seconds={}, log=log)
    text = diagnostics_text({}, record, messages)
    assert text.splitlines()[-1] == "  (2 lines that are no messages of Buurtmaat)"
    assert [one for one in SECRETS if one in text] == []


def test_a_reference_system_of_ones_own_is_not_named(messages):
    one = RecordedInput(
        parameter="NETWORK", provider="ogr", geometry="LineString", crs="Jansen’s system", rows=None, fields=2
    )
    record = RunRecord(algorithm="buurtmaat:trend", settings={}, inputs=(one,), outcome="finished", seconds={}, log="")
    line = "  NETWORK: ogr, LineString, (another), rows not asked for, 2 fields"
    assert line in diagnostics_text({}, record, messages).splitlines()


def test_a_message_in_dutch_is_told_in_english_with_its_numbers() -> None:
    messages = MessageTemplates([("Dwellings: {n} of {layer}, {ids}.", "Woningen van {layer}: {n}, {ids}.")])
    told = "Dwellings: 1.200 of {layer}, {ids}."
    assert messages.without_content("Woningen van Jansen: 1.200, 5.") == told
    assert messages.without_content("Dwellings: 1.200 of Jansen, 5.") == told
    assert messages.without_content("Dwellings: Jansen of 5, 5.") == "Dwellings: {n} of {layer}, {ids}."
    assert messages.without_content("Something else about Jansen") is None


def test_a_message_without_words_of_its_own_is_none(messages) -> None:
    assert MessageTemplates([("{name}: {value}", "{name}: {value}")]).without_content("Jansen: 12") is None
    assert messages.without_content("Jansen: 12") is None


def test_there_may_have_been_no_run(messages) -> None:
    assert "No run since QGIS was started." in diagnostics_text(system_versions(), None, messages)


def test_a_message_whose_words_follow_its_number_is_found_with_both() -> None:
    english, dutch = "{rows} {rows:row|rows} of {layer}, {n} left", "{rows} {rows:rij|rijen} van {layer}, {n} over"
    messages = MessageTemplates([(english, dutch)])
    assert messages.without_content("1 rij van Jansen, 2 over") == "1 row of {layer}, 2 left"
    assert messages.without_content("3 rows of Jansen, 2 left") == "3 rows of {layer}, 2 left"
    assert messages.without_content("3 rules of Jansen, 2 left") is None
