"""Texts of others in all that a check writes and shows: nothing in them runs, is computed, or is taken for markup."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from qgis.core import (
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsProcessingContext,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsVectorLayer,
)

from buurtmaat.ui.result_loading import load_results
from towns import hostile, runs, spreadsheet_page
from towns.browser import look
from towns.hostile import NAMES, TEXTS, TITLES, plain
from towns.runs import into

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MADE = {"OUTPUT_DWELLINGS": "homes", "OUTPUT_NEIGHBOURHOODS": "areas", "OUTPUT_FACILITIES": "places"}
REPORTS = {"REPORT": "html", "DOCUMENT": "docx", "SPREADSHEET": "xlsx", "PDF": "pdf"}
DONE = re.compile("COMPUTED")
"""What the expression in the texts says once it is computed."""


@dataclass
class Checked:
    """A check of the town and a report of it: a folder with files, and the project with the layers."""

    folder: Path
    project: QgsProject
    layers: dict[str, QgsVectorLayer]


@pytest.fixture(scope="module")
def checked(provider, tmp_path_factory) -> Iterator[Checked]:
    folder, project, context = tmp_path_factory.mktemp("hostile"), QgsProject(), QgsProcessingContext()
    context.setProject(project)
    store = folder / "run.gpkg"
    made = {
        name: QgsProcessingOutputLayerDefinition(into(store, table), project)
        for name, table in {**MADE, "OUTPUT_RESULTS": "results"}.items()
    }
    given = hostile.town(folder / "norms.json", REPORT=str(folder / "run.html"), **made)
    feedback = runs.Feedback()
    assert runs.algorithm("basicrequirements").run(given, context, feedback, {}, False)[1], feedback.errors
    layers = load_results(context, project)
    report = {
        "RESULTS": layers["OUTPUT_RESULTS"],
        "NEIGHBOURHOODS": given["NEIGHBOURHOODS"],
        "NEIGHBOURHOOD_ID": "code",
        "CLASS_FIELD": "woonmilieu",
        "FACILITIES": layers["OUTPUT_FACILITIES"],
        "DWELLINGS": layers["OUTPUT_DWELLINGS"],
        "TITLE": TEXTS["ends"],
        "MUNICIPALITY": TEXTS["script"],
        **{name: str(folder / f"report.{kind}") for name, kind in REPORTS.items()},
    }
    runs.run("compliancereport", report)
    yield Checked(folder, project, layers)
    project.clear()


@pytest.mark.parametrize("name", ["run", "report"])
def test_a_page_runs_nothing_asks_for_nothing_and_shows_names_as_they_are(checked, name):
    script = """
const paper = getComputedStyle(document.body).backgroundColor;
document.querySelectorAll("details").forEach(one => { one.open = true; });
return [window.ran ?? null, paper, document.scripts.length, document.links.length && Array.from(document.links,
  one => one.protocol), document.body.textContent];
"""
    seen = look(checked.folder / f"{name}.html", script)
    ran, paper, scripts, protocols, text = seen.told
    assert (ran, scripts, seen.said, seen.asked) == (None, 1, [], [])
    assert paper != "rgb(255, 0, 0)"
    assert set(protocols) <= {"https:", "file:"}  # those within the page, and that of the norms
    shown = plain(text)
    assert [one for one in map(plain, NAMES) if one not in shown] == []


def test_cells_of_a_workbook_are_texts(checked):
    sheets = spreadsheet_page.pages(checked.folder / "report.xlsx")  # where no cell is a formula
    found = [cell for page in sheets.values() for row in page.rows for cell in row if isinstance(cell, str)]
    assert [one for one in map(plain, NAMES) if one not in set(map(plain, found))] == []
    texts = sum(one.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for one in found)
    assert texts == sum(len(page.quoted) for page in sheets.values()) > 0  # they stay texts when they are edited


def test_a_document_has_texts_and_no_more(checked):
    with zipfile.ZipFile(checked.folder / "report.docx") as file:
        parts = {
            name: ElementTree.fromstring(file.read(name))  # noqa: S314 -- our own
            for name in ("word/document.xml", "word/_rels/document.xml.rels")
        }
    body = parts["word/document.xml"]
    said = plain("\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in body.iter(f"{W}p")))
    assert [one for one in map(plain, NAMES) if one not in said] == []
    links = {r.get("Target") for r in parts["word/_rels/document.xml.rels"] if r.get("TargetMode") == "External"}
    assert links == {"https://example.org/?a=1&b=2"}
    fields = [one.text.strip() for one in body.iter(f"{W}instrText")]
    assert fields
    assert [one for one in fields if not one.startswith(("PAGE", "NUMPAGES", "SEQ ", "TOC ", "PAGEREF "))] == []


def test_sheets_say_names_as_they_are(checked):
    done = subprocess.run(["pdftotext", checked.folder / "report.pdf", "-"], capture_output=True, text=True, check=True)
    assert not DONE.search(done.stdout)
    said = "".join(done.stdout.split())
    for name in ("script", "entities", "expression", "braces", "percent", "command", "sql"):
        assert "".join(TEXTS[name].split()) in said
    data = (checked.folder / "report.pdf").read_bytes()
    for key in (b"/JavaScript", b"/JS", b"/Launch", b"/OpenAction", b"/URI", b"/EmbeddedFile"):
        assert key not in data


def computed(text: str, layer: QgsVectorLayer | None = None, feature=None) -> str:
    """Return a text as legends and map tips show it: what stands in [% and %] is an expression."""
    context = QgsExpressionContext([QgsExpressionContextUtils.globalScope()])
    if layer is not None:
        context.appendScope(QgsExpressionContextUtils.layerScope(layer))
        context.setFields(layer.fields())
        context.setFeature(feature)
    return QgsExpression.replaceExpressionText(text, context)


def test_no_legend_computes_a_name(checked):
    """A legend of a print layout computes what stands in [% and %] of classes, layers and groups."""
    labels = [node.name() for node in checked.project.layerTreeRoot().findGroups()]
    for layer in checked.layers.values():
        labels.append(layer.name())
        for style in layer.styleManager().styles():
            layer.styleManager().setCurrentStyle(style)
            if layer.renderer() is not None:
                labels += [item.label() for item in layer.renderer().legendSymbolItems()]
    assert any("[ % upper(" in one for one in labels), "nothing to compute"
    assert [one for one in labels if computed(one) != one] == []


class Tags(HTMLParser):
    """The tags and the text of a piece of HTML."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags, self.said = set[str](), ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        assert attrs == []

    def handle_data(self, data):
        self.said += data


def test_a_map_tip_shows_names_and_titles_as_they_are(checked):
    for name, own in (("OUTPUT_NEIGHBOURHOODS", True), ("OUTPUT_DWELLINGS", False)):
        layer = checked.layers[name]
        for feature in layer.getFeatures():
            tip = Tags(computed(layer.mapTipTemplate(), layer, feature))
            assert tip.tags <= {"b", "br"}
            assert not DONE.search(tip.said)
            said = plain(tip.said)
            assert [one for one in TITLES if one.replace("[%", "[ %") not in said] == []
            if own:
                assert plain(feature["buurtnaam"]) in said


def test_a_project_with_the_layers_is_read_again(checked, tmp_path):
    checked.project.write(str(tmp_path / "project.qgs"))
    again = QgsProject()
    assert again.read(str(tmp_path / "project.qgs"))
    found = {layer.name(): layer for layer in again.mapLayers().values()}
    for layer in checked.layers.values():
        other = found[layer.name()]
        assert other.isValid()
        assert sorted(other.styleManager().styles()) == sorted(layer.styleManager().styles())
        assert other.mapTipTemplate() == layer.mapTipTemplate()
    again.clear()


def test_tables_hold_names_as_they_are(checked):
    with closing(sqlite3.connect(checked.folder / "run.gpkg")) as store:
        held = [row[0] for row in store.execute("SELECT buurtnaam FROM areas ORDER BY fid")]
        tables = {row[0] for row in store.execute("SELECT table_name FROM gpkg_contents")}
    assert held == NAMES
    assert {"homes", "areas", "places", "results"} <= tables


@pytest.mark.parametrize("name", [n for n in TEXTS if n not in ("long", "blank")])
def test_a_table_may_be_called_anything_or_is_refused_in_a_sentence(provider, tmp_path, name):
    store = tmp_path / "run.gpkg"
    runs.save(runs.layer([runs.point(0, 0)]), store, "there")
    given = {
        "NETWORK": runs.layer(runs.grid()),
        "DWELLINGS": runs.layer([runs.point(50, 10)]),
        "FACILITIES": runs.layer([runs.point(250, -20)]),
    }
    quoted = TEXTS[name].replace("\\", "\\\\").replace('"', '\\"')  # as QGIS writes it
    target = f"ogr:dbname='{store}' table=\"{quoted}\" (geom)"
    try:
        done = runs.run("nearestfacility", given | {"OUTPUT": target})
    except runs.RefusedError:
        tables = {"there"}
    else:
        assert len(done.rows("OUTPUT")) == 1
        tables = {"there", TEXTS[name]}
    with closing(sqlite3.connect(store)) as read:
        assert {row[0] for row in read.execute("SELECT table_name FROM gpkg_contents")} == tables
        assert read.execute("SELECT count(*) FROM there").fetchone() == (1,)
