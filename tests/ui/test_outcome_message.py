"""The message after a check: what it says, and where its buttons lead."""

from __future__ import annotations

import pytest
from qgis.core import QgsProcessingContext, QgsProcessingOutputLayerDefinition, QgsProject
from qgis.gui import QgsMessageBar
from qgis.PyQt.QtWidgets import QApplication, QMainWindow, QPushButton, QTextBrowser

from buurtmaat.plugin import BuurtmaatPlugin
from buurtmaat.ui import menu, outcome_message
from buurtmaat.ui.algorithm_run import RunLog
from towns import runs, small_town


@pytest.fixture
def told(provider):
    """Return a list of what the provider tells."""
    heard = []

    def hear(*said: str) -> None:
        heard.append(said)

    provider.signals.checked.connect(hear)
    yield heard
    provider.signals.checked.disconnect(hear)


@pytest.fixture
def bar(qgis_iface, monkeypatch):
    """Return the message bar of a window that the plugin is in, as QGIS has it."""
    found = QgsMessageBar()
    monkeypatch.setattr(qgis_iface, "messageBar", lambda: found)
    help_menu = qgis_iface.mainWindow().menuBar().addMenu("Help")
    monkeypatch.setattr(qgis_iface, "firstRightStandardMenu", lambda: help_menu, raising=False)
    yield found
    help_menu.deleteLater()
    found.deleteLater()


def ran(*, loads: bool = True, name: str = "basicrequirements", feedback=None, **given: object) -> None:
    """Run a check as a dialog does; its results go into the project, or not."""
    project = QgsProject.instance()
    context = QgsProcessingContext()
    context.setProject(project)
    target = QgsProcessingOutputLayerDefinition("TEMPORARY_OUTPUT", project) if loads else "TEMPORARY_OUTPUT"
    log = runs.Feedback() if feedback is None else feedback
    given = small_town.town(**given) | {"OUTPUT_RESULTS": target}
    _, good = runs.algorithm(name).run(given, context, log, {}, False)
    assert good, log.errors


def test_a_check_tells_in_a_sentence_what_came_of_it(told):
    ran()  # all of the west is within 300 m of the only school, none of the east is
    assert told == [("1 of 2 neighbourhoods meets all requirements.", "")]


def test_a_check_tells_how_many_cannot_be_judged(told):
    """Nobody knows of libraries: the west, with its school, may meet all."""
    ran(REQUIREMENTS=[small_town.row(), small_town.row(id="l", facility="library")])
    assert told == [("0 of 2 neighbourhoods meet all requirements. 1 cannot be judged.", "")]


def test_a_check_of_which_nothing_is_known_tells_that(told):
    """As found: "0 of 91 neighbourhoods meet all requirements", where nobody knew of any."""
    ran(REQUIREMENTS=[small_town.row(facility="library")])
    assert told == [("Of none of the 2 neighbourhoods is it known whether it meets all requirements.", "")]


def test_a_check_over_the_years_tells_of_the_last(told):
    ran(name="requirementsoveryears", YEARS="2030;2040")
    ((outcome, _),) = told
    assert outcome.startswith("In 2040: 1 of 2 neighbourhoods meets")


def test_the_report_that_a_check_wrote_is_told(told, tmp_path):
    ran(REPORT=str(tmp_path / "report.html"))
    assert [report for _, report in told] == [str(tmp_path / "report.html")]
    assert (tmp_path / "report.html").is_file()


@pytest.mark.parametrize("quiet", [{"loads": False}, {"feedback": RunLog()}], ids=["a script", "the panel"])
def test_nothing_is_told_where_the_caller_knows(told, quiet):
    ran(**quiet)
    assert told == []


def buttons(bar: QgsMessageBar) -> dict[str, QPushButton]:
    return {one.text(): one for one in bar.currentItem().findChildren(QPushButton)}


def test_the_message_leads_to_the_step_look(qgis_iface, bar):
    opened = menu.Menu(qgis_iface)
    said = "The only <b>bench</b> lies 300 m off the streets."  # types are called as a layer calls them
    opened.show_outcome(said, "")
    assert bar.currentItem().findChild(QTextBrowser).toPlainText() == f"Buurtmaat: {said}"
    assert list(buttons(bar)) == ["Look", "Report"]
    buttons(bar)["Look"].click()
    assert opened.panel.controller.state.step == "look"
    assert bar.items() == []
    opened.remove()


def test_the_buttons_have_no_letters_of_menus(qgis_iface, bar, monkeypatch):
    monkeypatch.setattr(outcome_message, "tr", lambda text: f"&{text}")
    opened = menu.Menu(qgis_iface)
    opened.show_outcome("All is well.", "")
    assert list(buttons(bar)) == ["Look", "Report"]
    opened.remove()


@pytest.mark.parametrize("path", ["", "/reports/a report.html"])
def test_the_message_opens_the_report_of_the_run_else_its_dialog(qgis_iface, bar, browser, monkeypatch, path):
    dialogs = []
    monkeypatch.setattr(menu, "open_report_dialog", lambda: dialogs.append("report"))
    opened = menu.Menu(qgis_iface)
    opened.show_outcome("All is well.", path)
    buttons(bar)["Report"].click()
    assert browser == ([path] if path else [])
    assert dialogs == ([] if path else ["report"])
    opened.remove()


def test_the_message_says_where_the_report_is_where_no_browser_opens(qgis_iface, bar, no_browser):
    """As found: nothing happened at all."""
    opened = menu.Menu(qgis_iface)
    opened.show_outcome("All is well.", "/reports/a report.html")
    buttons(bar)["Report"].click()
    (said,) = [item.findChild(QTextBrowser).toPlainText() for item in bar.items()]
    assert said == "The report was written, but no browser opened: open /reports/a report.html yourself"
    opened.remove()


def test_a_report_can_still_be_opened_when_its_dialog_is_closed(qgis_iface, bar, browser):
    """As found: the sentence that said where it was went with the dialog."""
    opened = menu.Menu(qgis_iface)
    opened.show_panel()
    assert opened.panel.report.open_last.isHidden()
    opened.take_report("/reports/old.html")
    opened.take_report("/reports/our town.html")
    (item,) = bar.items()
    assert item.findChild(QTextBrowser).toPlainText() == "The report was written to /reports/our town.html"
    buttons(bar)["Open it"].click()
    opened.panel.report.open_last.click()
    assert browser == ["/reports/our town.html"] * 2
    assert opened.panel.report.last.text() == "The last report: our town.html"
    assert opened.panel.report.header.text().startswith("✓")
    opened.remove()


def test_the_window_is_told_while_the_plugin_is_on(qgis_iface, bar, provider, monkeypatch):
    plugin = BuurtmaatPlugin(qgis_iface)
    monkeypatch.setattr(plugin, "initProcessing", lambda: setattr(plugin, "provider", provider))
    plugin.initGui()
    provider.signals.checked.emit("All is well.", "")
    assert [item.findChild(QTextBrowser).toPlainText() for item in bar.items()] == ["Buurtmaat: All is well."]
    provider.signals.reported.emit("/reports/a.html")
    assert bar.currentItem().findChild(QTextBrowser).toPlainText() == "The report was written to /reports/a.html"
    bar.clearWidgets()
    plugin.provider.signals.checked.disconnect(plugin.menu.show_outcome)
    plugin.provider.signals.reported.disconnect(plugin.menu.take_report)
    plugin.provider.make_dialog = None
    plugin.provider = None  # the tests registered it
    plugin.unload()
    provider.signals.checked.emit("All is well.", "")
    provider.signals.reported.emit("/reports/a.html")
    assert bar.items() == []


def test_all_lines_of_a_long_message_are_seen(qgis_iface):
    """As found: QGIS shows a line and a half, and why a map was grey stood below them."""
    window = QMainWindow()
    found = QgsMessageBar()
    window.setCentralWidget(found)
    window.resize(688, 300)
    window.show()
    try:
        said = "0 of 91 neighbourhoods meet all requirements. The only community centre lies 245 m off the streets."
        item = outcome_message.show_outcome(found, "Buurtmaat", said, lambda: None, lambda: None)
        for _ in range(3):
            QApplication.processEvents()
        text = item.findChild(QTextBrowser)
        assert text.document().size().height() > 2 * text.fontMetrics().lineSpacing()  # else it would not tell
        assert text.height() >= text.document().size().height()
        high = text.height()
        window.resize(600, 300)  # as where a dock opens beside the map
        for _ in range(4):
            QApplication.processEvents()
        assert text.height() > high
        assert text.height() >= text.document().size().height()
        text.setFixedHeight(int(1.7 * text.fontMetrics().height()))  # as QGIS does where another came
        for _ in range(4):
            QApplication.processEvents()
        assert text.height() >= text.document().size().height()
    finally:
        window.close()
        window.deleteLater()


def test_the_report_of_a_dialog_tells_where_its_page_is(provider, tmp_path):
    heard = []
    provider.signals.reported.connect(heard.append)
    done = small_town.check()
    given = {"RESULTS": done.layer("OUTPUT_RESULTS"), "NEIGHBOURHOODS": done.layer("OUTPUT_NEIGHBOURHOODS")}
    given["NEIGHBOURHOOD_ID"] = "code"
    for wanted in ({"SPREADSHEET": "a.xlsx"}, {"SPREADSHEET": "b.xlsx", "REPORT": "b.html"}):
        files = {name: str(tmp_path / file) for name, file in wanted.items()}
        _, good = runs.algorithm("compliancereport").run(
            given | {"REPORT": None} | files, QgsProcessingContext(), runs.Feedback(), {}, False
        )
        assert good
    provider.signals.reported.disconnect(heard.append)
    assert heard == [str(tmp_path / "a.xlsx"), str(tmp_path / "b.html")]


def test_what_was_said_goes_with_the_plugin(qgis_iface, bar):
    """As found: its buttons stayed, and one opened a panel of the plugin that had gone."""
    opened = menu.Menu(qgis_iface)
    bar.pushInfo("QGIS", "Something else.")
    opened.show_outcome("All is well.", "")
    opened.show_outcome("All is better.", "")
    opened.take_report("/reports/our town.html")
    assert len(bar.items()) == 4
    opened.remove()
    assert [one.title() for one in bar.items()] == ["QGIS"]
