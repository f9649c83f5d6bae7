"""The sheets of the neighbourhoods say what the results table says, whatever the neighbourhoods are called."""

from __future__ import annotations

import dataclasses
import html
import re
import subprocess
from collections import Counter

import numpy as np
import pandas as pd
import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFeedback,
    QgsGeometry,
    QgsLayoutExporter,
    QgsLayoutItem,
    QgsLayoutItemAttributeTable,
    QgsLayoutItemLabel,
    QgsPrintLayout,
    QgsProject,
    QgsProviderRegistry,
    QgsReadWriteContext,
    QgsRectangle,
)
from qgis.PyQt.QtGui import QColor, QImage

from buurtmaat.adapters.io.crs import choose_crs
from buurtmaat.adapters.io.reader import Reader
from buurtmaat.adapters.io.translation import Language
from buurtmaat.adapters.outputs.provenance import InputLayer
from buurtmaat.adapters.report import atlas
from buurtmaat.adapters.report.atlas import SheetContent, add_to_project, read_template, write_atlas
from buurtmaat.adapters.report.backdrop import backdrop
from buurtmaat.adapters.report.brand import Brand, read_logo
from buurtmaat.adapters.report.look import WATER
from buurtmaat.adapters.report.map_places import MapPlaces, read_places
from buurtmaat.adapters.report.norm_set_words import norm_footer
from buurtmaat.adapters.report.phrases import Phrases
from buurtmaat.adapters.results.verdict_words import verdict_words
from buurtmaat.core.errors import Cancelled, InputError
from buurtmaat.core.geometry.shapes import LINE, RING, Shapes
from buurtmaat.core.progress import Progress
from towns import runs, told_town
from towns.pictures import dots

DUTCH = Phrases(Language("nl"))
VERDICTS = verdict_words(Language("nl").tr)


@pytest.fixture(autouse=True)
def clean_layouts(qgis_app):
    yield
    QgsProject.instance().clear()


def few(number: int = 3):
    """Return the findings of the first neighbourhoods, and what stands beside them."""
    rows, about = told_town.table(), told_town.about()
    areas = told_town.findings().areas[:number]
    kept = rows[
        rows["neighbourhood"].isin([*areas, "_total", "outside_neighbourhoods"]) | (rows["level"] != "neighbourhood")
    ].reset_index(drop=True)
    ground = dataclasses.replace(
        about.ground,
        areas=about.ground.areas[:number],
        labels=about.ground.labels[:number],
        points=about.ground.points[::20],  # enough to see, and put into a layer in no time
    )
    states = {name: states[::20] for name, states in about.states.items()}
    return told_town.findings(kept), dataclasses.replace(about, ground=ground, states=states)


def layers(layout) -> dict[str, list[dict]]:
    """Return the rows of the atlas's layer and of the table."""
    table = next(f for f in layout.multiFrames() if isinstance(f, QgsLayoutItemAttributeTable))
    return {"sheets": runs.rows(layout.atlas().coverageLayer()), "rows": runs.rows(table.vectorLayer())}


def write(path, findings, about, phrases, progress, **more):
    write_atlas(path, SheetContent(findings=findings, about=about, phrases=phrases, **more), progress)


def added(project, findings, about, phrases, pdf=None, **more):
    content = SheetContent(findings=findings, about=about, phrases=phrases, **more)
    return add_to_project(project, content, pdf)


def in_project(findings=None, about=None, **more):
    return added(QgsProject.instance(), findings or told_town.findings(), about or told_town.about(), DUTCH, **more)


def dwellings_of(findings, about, states, without_place: int | None = None):
    """Return the layer of dwellings of a layout in English, one dwelling for each state."""
    points = np.array([[84000.0 + i, 447000.0] for i in range(len(next(iter(states.values()))))])
    if without_place is not None:
        points[without_place] = np.nan
    ground = dataclasses.replace(about.ground, points=points)
    changed = dataclasses.replace(about, ground=ground, states=states)
    layout = added(QgsProject.instance(), findings, changed, Phrases(Language("en")))
    return layout.itemById("map").layers()[-1]


def told(homes) -> list[str]:
    """Return what the legend says of each dwelling."""
    words = {category.value(): category.label() for category in homes.renderer().categories()}
    return [words[row["kind"]] for row in runs.rows(homes)]


def about_name(text: str) -> str:
    """Return what stands between quotation marks."""
    return text.partition("“")[2].partition("”")[0]


def table_of(layout):
    return next(f for f in layout.multiFrames() if isinstance(f, QgsLayoutItemAttributeTable))


def pages(path) -> list[str]:
    said = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True, text=True).stdout
    return said.split("\f")[:-1]


def lines_of(path) -> list[tuple[float, float, str]]:
    """Return the top and the bottom of each line of the first page, in points, and what it says."""
    said = subprocess.run(
        ["pdftotext", "-bbox-layout", "-l", "1", path, "-"], capture_output=True, check=True, text=True
    ).stdout
    found = re.findall(r'<line [^>]*yMin="([\d.]+)"[^>]*yMax="([\d.]+)">(.*?)</line>', said, re.DOTALL)
    return [(float(top), float(end), " ".join(re.findall(r">([^<]+)</word>", line))) for top, end, line in found]


def words(text: str) -> str:
    """Return a text with all that parts its words taken out, since lines break anywhere."""
    return "".join(text.split())


def test_every_row_of_the_sheets_has_the_figures_of_the_results_table():
    rows = told_town.table()
    found = layers(in_project())["rows"]
    titles = {question.title: question for question in told_town.findings().questions}
    assert len(found) == 12 * 9
    for row in found:
        question = titles[row["requirement"].replace("\n", " ")]
        expected = told_town.judged(rows, question.id, row["area"])
        if row["code"] == "not_applicable":  # whatever the settlement that it belongs to has
            assert [row["here"], row["verdict"], row["missing"]] == ["–", VERDICTS["not_applicable"], "–"]
            continue
        assert row["here"] == told_town.measured_text(expected, row["code"]), row
        missing = told_town.lacking(expected)
        if pd.isna(missing) or missing <= 0:
            assert row["missing"] == "–"
        else:
            told = told_town.numbers(row["missing"])[0]
            assert told_town.is_missing(told, missing, dwellings=question.has_share)
        if expected["level"] == "neighbourhood":
            verdict = expected["compliance"]
            assert row["verdict"].split("\n")[0] == VERDICTS[verdict]
            assert row["code"] == verdict
        if not pd.isna(expected["target"]):
            assert row["norm"].endswith(f", {100 * expected['target']:g} %")


def test_the_others_of_the_same_living_environment_stand_beside_it():
    rows, classes = told_town.table(), told_town.about().classes
    found = {(r["area"], r["requirement"]): r["kind"] for r in layers(in_project())["rows"]}
    mine = rows[(rows["requirement"] == "meeting_place") & (rows["level"] == "neighbourhood") & rows["group"].isna()]
    mine = mine.set_index("neighbourhood")
    title = mine["title"].iloc[0]
    for area, kind in classes.items():
        others = mine.loc[[other for other in classes if classes[other] == kind and other != area]]
        others = others[others["compliance"].isin(["meets", "fails", "unknown"])]
        if others.empty:
            assert found[area, title] == "–"
            continue
        said = told_town.numbers(found[area, title])
        assert said[:2] == [(others["compliance"] == "meets").sum(), len(others)]
        ends = dict.fromkeys(told_town.percent_text(others["share"].agg(end)) for end in ("min", "max"))
        assert found[area, title].split("\n")[1] == " – ".join(ends)


def test_a_sheet_names_what_is_missing_and_counts_what_is_met():
    rows = told_town.table()
    for sheet in layers(in_project())["sheets"]:
        verdicts = [told_town.judged(rows, q.id, sheet["area"]) for q in told_town.findings().questions]
        failed = [r for r in verdicts if r["compliance"] == "fails"]
        if sheet["area"] == "BU99010303":  # nobody lives there: nothing is asked
            assert DUTCH.language.tr("Nothing is judged here.") in sheet["summary"]
            continue
        judged = [r for r in verdicts if r["compliance"] in ("meets", "fails", "unknown")]
        met = sum(r["compliance"] == "meets" for r in judged)
        assert told_town.numbers(sheet["summary"])[-3:] == [met, len(judged), 0]
        named = sum(r["title"] in sheet["missing"] for r in failed)
        assert (
            named == len(failed)
            or DUTCH.language.tr("And {n} more: see the table.").format(n=len(failed) - named) in sheet["missing"]
        )


def test_a_sheet_says_of_which_year_it_is():
    rows = told_town.table()
    rows["year"] = 2040.0
    sheets = layers(in_project(told_town.findings(rows)))["sheets"]
    assert all(sheet["summary"].startswith("Jaar 2040. ") for sheet in sheets)


def test_a_neighbourhood_of_unknowns_says_why():
    rows = told_town.table()
    mine = rows["neighbourhood"] == "BU99010101"
    figures = [
        n for n in rows if rows[n].dtype == float and n not in ("threshold", "target", "minimum", "per", "source_year")
    ]
    rows.loc[mine, figures] = np.nan
    rows.loc[mine, "compliance"], rows.loc[mine, "reason"] = "unknown", "weight_unknown"
    found = layers(in_project(told_town.findings(rows)))
    sheet = next(s for s in found["sheets"] if s["area"] == "BU99010101")
    assert DUTCH.reason("weight_unknown") in sheet["missing"]
    cells = [r for r in found["rows"] if r["area"] == "BU99010101"]
    assert all(r["here"] == "–" and r["missing"] == "–" for r in cells[:-1])
    assert all(r["verdict"].split("\n") == [VERDICTS["unknown"], DUTCH.reason("weight_unknown")] for r in cells[:-1])


def test_every_norm_is_that_of_the_neighbourhoods_own_living_environment():
    rows = told_town.table()
    mine = rows["requirement"] == "youth_family_centre_area"
    here = rows["level"].eq("neighbourhood") & ~rows["neighbourhood"].isin(["_total", "outside_neighbourhoods"])
    rows.loc[mine & here, "compliance"] = "fails"  # as if each neighbourhood were judged by itself
    rows = rows[~(mine & rows["level"].ne("neighbourhood"))].reset_index(drop=True)
    own = rows[(rows["requirement"] == "youth_family_centre_area") & (rows["level"] == "neighbourhood")]
    own = own.set_index("neighbourhood")["threshold"]
    title = rows[rows["requirement"] == "youth_family_centre_area"]["title"].iloc[0]
    assert len(set(own.dropna())) > 1
    for row in layers(in_project(told_town.findings(rows), told_town.about()))["rows"]:
        if row["requirement"].replace("\n", " ") == title:
            assert told_town.numbers(row["norm"]) == [own[row["area"]], 1000]


def test_the_pdf_has_a_sheet_for_each_neighbourhood_with_its_own_table(tmp_path):
    findings, about = told_town.findings(), told_town.about(*told_town.STRANGE)
    shares: list[float] = []
    write(tmp_path / "sheets.pdf", findings, about, DUTCH, Progress(shares.append))
    found = pages(tmp_path / "sheets.pdf")
    assert len(found) == len(findings.areas)
    rows = layers(in_project(findings, about))["rows"]
    for area, page in zip(findings.areas, found, strict=True):
        own = words(page)
        for row in rows:
            if row["area"] == area:
                assert words(row["here"].split(" ")[0]) in own
                assert words(row["missing"].split(" ")[0]) in own
    assert words(told_town.SCRIPT) in words(found[0])
    assert "Hottentottententententoonstellingste" in found[2]
    assert findings.areas[3] in found[3]
    assert "=1+1" in found[4]
    assert "[%1+1%]" in words(found[5])
    assert all(words(norm_footer(findings.norms, DUTCH.language)) in words(page) for page in found)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert len(shares) > len(findings.areas)


def many(copies: int):
    """Return the findings of two neighbourhoods with so many times nine requirements, and what stands beside them."""
    found = []
    for number in range(copies):
        copy = told_town.table()
        copy["requirement"], copy["title"] = copy["requirement"] + f"_{number}", f"R{number} " + copy["title"]
        found.append(copy)
    some = pd.concat(found, ignore_index=True)
    some = some[~some["neighbourhood"].isin(told_town.findings().areas[2:]) | (some["level"] != "neighbourhood")]
    return told_town.findings(some.reset_index(drop=True)), few(2)[1]


@pytest.fixture(scope="module")
def longer(qgis_app, tmp_path_factory):
    """Return the sheets of neighbourhoods that have more requirements than fit on a page."""
    path = tmp_path_factory.mktemp("longer") / "sheets.pdf"
    write(path, *many(2), DUTCH, Progress())
    return path


def test_more_requirements_than_fit_go_on_the_next_page(longer):
    found = pages(longer)
    assert len(found) == 4
    for sheet in (found[:2], found[2:]):
        assert [sum(page.count(f"R{number} ") for page in sheet) for number in (0, 1)] == [9, 9]
        assert all(page.count("R") for page in sheet)


def test_a_sheet_has_two_pages_at_most_and_says_how_many_requirements_it_leaves_out(tmp_path):
    """Of 72 requirements those that fail are there, whichever they are: they are the first to stay."""
    findings, about = many(8)
    write(tmp_path / "sheets.pdf", findings, about, DUTCH, Progress())
    found = pages(tmp_path / "sheets.pdf")
    assert len(found) == 4
    rows = layers(in_project(findings, about))["rows"]
    for number, area in enumerate(findings.areas):
        told = [row for row in rows if row["area"] == area]
        *kept, end = told
        assert end["requirement"] == f"En nog {72 - len(kept)}: zie het rapport."
        assert 15 < len(kept) < 72
        verdicts = [findings.verdicts(question)[number] for question in findings.questions]
        left_out = [one for one in verdicts if one is not None]
        for row in kept:
            left_out.remove(row["code"])
        rank = {"fails": 0, "unknown": 1, "meets": 2}
        assert max(rank.get(row["code"], 3) for row in kept) <= min(rank.get(one, 3) for one in left_out)
        titles = [question.title for question in findings.questions]
        places = [titles.index(row["requirement"].replace("\n", " ")) for row in kept]
        assert places == sorted(places)  # in the order of the norm set, as on the other sheets
        sheet = "".join(found[2 * number : 2 * number + 2])
        assert words(end["requirement"]) in words(sheet)
        begins = Counter(row["requirement"].split(" ")[0] for row in kept)
        assert Counter(re.findall(r"\bR\d+\b", sheet)) == begins  # none is lost between the pages or below the last


def outline(path) -> list[tuple[str, int]]:
    """Return the bookmarks of a PDF and the pages that they lead to."""
    command = ["pdftohtml", "-xml", "-i", "-stdout", path]
    said = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    return [(html.unescape(name), int(page)) for page, name in re.findall(r'<item page="(\d+)">(.*?)</item>', said)]


def test_each_neighbourhood_has_a_bookmark_by_its_name(tmp_path, longer):
    findings, about = few()
    names = {findings.areas[0]: "(Øst) \\ <b>", findings.areas[1]: told_town.FROM_RIGHT, findings.areas[2]: ""}
    write(tmp_path / "one.pdf", findings, dataclasses.replace(about, labels=names), DUTCH, Progress())
    assert outline(tmp_path / "one.pdf") == [("(Øst) \\ <b>", 1), (told_town.FROM_RIGHT, 2), (findings.areas[2], 3)]
    findings, about = many(2)
    assert outline(longer) == [(about.name(area), 1 + 2 * n) for n, area in enumerate(findings.areas)]
    assert b"/Lang (nl-NL)" in longer.read_bytes()


def test_a_sheet_has_the_municipality_its_logo_and_whose_data_it_is(tmp_path):
    findings, about = few(1)
    logo = QImage(60, 30, QImage.Format.Format_RGB32)
    logo.fill(QColor("#ff00aa"))
    assert logo.save(str(tmp_path / "logo.png"))
    brand = Brand(municipality="[% 1 + 1 %] & <Waterveen>", logo=read_logo(tmp_path / "logo.png"), colour="#00aa00")
    owners = InputLayer(parameter="NETWORK", name="s", features=1, date="", rights="© [% 2 + 2 %] <b>")
    about = dataclasses.replace(about, brand=brand, inputs=[owners])
    write(tmp_path / "sheets.pdf", findings, about, DUTCH, Progress())
    (page,) = pages(tmp_path / "sheets.pdf")
    assert "[% 1 + 1 %] & <Waterveen>" in page
    assert DUTCH.language.tr("Data: {owners}").format(owners="© [% 2 + 2 %] <b>") in page
    colours = pixels(tmp_path / "sheets.pdf", 1)
    assert colours["#ff00aa"] > 500  # 30 mm by 15 at 50 dots to the inch
    assert colours[brand.colour] > 300  # the rule, 366 dots wide


def pixels(path, page: int) -> Counter[str]:
    """Return how many dots of each colour there are on a page, at 50 dots to the inch."""
    command = ["pdftoppm", "-r", "50", "-f", str(page), "-l", str(page), "-singlefile", "-png", path]
    subprocess.run([*command, path.with_suffix("")], check=True)
    image = QImage(str(path.with_suffix(".png")))
    colours, counts = np.unique(dots(image), return_counts=True)
    return Counter({QColor(int(one)).name(): int(count) for one, count in zip(colours, counts, strict=True)})


def ground_of(about, **changes):
    return dataclasses.replace(about, ground=dataclasses.replace(about.ground, **changes))


def test_water_lies_below_the_map(tmp_path):
    findings, about = few(1)
    box = about.ground.areas[0].boundingBox()
    corners = [(box.xMinimum(), box.yMinimum()), (box.xMaximum(), box.yMinimum())]
    corners += [(box.xMaximum(), box.yMaximum()), (box.xMinimum(), box.yMaximum())]
    ring = np.array([*corners, corners[0]])
    nought = np.zeros(1, np.int64)
    shapes = Shapes(xy=ring, part_start=np.array([0, 5]), part_feature=nought, part_kind=nought + RING, count=1)
    about = ground_of(about, points=None)
    seen = []
    for below in ((), backdrop("water", shapes)):
        write(tmp_path / "sheets.pdf", findings, dataclasses.replace(about, background=below), DUTCH, Progress())
        seen.append(pixels(tmp_path / "sheets.pdf", 1)[WATER])
    assert seen[0] == 0
    assert seen[1] > 2000


def test_the_layers_below_the_map_are_kept_with_the_others(tmp_path):
    findings, about = few(1)
    line = np.array([[0.0, 0.0], [9.0, 9.0]])
    nought = np.zeros(1, np.int64)
    shapes = Shapes(xy=line, part_start=np.array([0, 2]), part_feature=nought, part_kind=nought + LINE, count=1)
    about = dataclasses.replace(about, background=backdrop("streets", shapes))
    for _ in range(2):  # the second takes the place of the first
        in_project(findings, about, pdf=tmp_path / "town.pdf")
        assert [path.name for path in tmp_path.iterdir()] == ["town_sheets.gpkg"]
    names = {
        table.name() for table in QgsProviderRegistry.instance().querySublayers(str(tmp_path / "town_sheets.gpkg"))
    }
    assert names == {"sheets", "rows", "dwellings", "background_1"}


@pytest.mark.parametrize(("spread", "inset"), [(1.0, False), (0.05, True)])
def test_where_the_dwellings_fill_a_part_only_the_map_shows_that_and_an_inset_the_whole(tmp_path, spread, inset):
    findings, about = few(1)
    box = about.ground.areas[0].boundingBox()
    middle = np.array([box.center().x(), box.center().y()])
    square = np.array([(x, y) for x in range(-10, 11) for y in range(-10, 11)]) / 20
    about = ground_of(about, points=middle + square * spread * [box.width(), box.height()])
    about = dataclasses.replace(about, states={"a": np.zeros(441, np.int8)})
    layout = in_project(findings, about)
    (sheet,) = layers(layout)["sheets"]
    shown = QgsRectangle(*(float(sheet[side]) for side in ("left", "low", "right", "high")))
    assert (sheet["inset"] == "yes") == inset
    assert shown.contains(box) != inset
    assert shown.width() / shown.height() == pytest.approx(124 / 80, rel=1e-3)
    layout.atlas().beginRender()
    assert layout.atlas().seekTo(0)
    assert layout.itemById("map").extent().width() == pytest.approx(shown.width(), rel=1e-3)
    assert layout.itemById("inset").extent().contains(box)
    write(tmp_path / "sheets.pdf", findings, about, DUTCH, Progress())
    assert (pixels(tmp_path / "sheets.pdf", 1)["#c4470d"] > 0) == inset  # the frame of what the map shows


def test_cancel_stops_between_the_sheets(tmp_path):
    findings, about = few(3)
    looks: list[int] = []

    def cancelled(at: int = 0) -> bool:
        looks.append(1)
        return len(looks) == at

    write(tmp_path / "all.pdf", findings, about, DUTCH, Progress(cancelled=cancelled))
    whole = len(looks)
    assert whole > 3
    for at in (1, whole - 2):  # while the layers are made, and between two sheets
        looks.clear()
        with pytest.raises(Cancelled):
            write(tmp_path / "sheets.pdf", findings, about, DUTCH, Progress(cancelled=lambda at=at: cancelled(at)))
        assert len(looks) < whole


@pytest.mark.parametrize(
    ("shape", "there"),
    [
        ("MULTIPOLYGONZ(((0 0 1, 9 0 1, 9 9 1, 0 0 1)), ((20 20 1, 29 20 1, 29 29 1, 20 20 1)))", True),
        ("CURVEPOLYGON(CIRCULARSTRING(0 0, 5 5, 10 0, 5 -5, 0 0))", True),
        ("POINT(1 1)", False),
        ("GEOMETRYCOLLECTION(POINT(1 1), POLYGON((0 0, 9 0, 9 9, 0 0)))", False),
        ("POLYGON EMPTY", False),
    ],
)
def test_a_neighbourhood_has_its_sheet_whatever_its_shape(shape, there):
    findings, about = few()
    areas = [QgsGeometry.fromWkt(shape), *about.ground.areas[1:]]
    layout = in_project(findings, dataclasses.replace(about, ground=dataclasses.replace(about.ground, areas=areas)))
    found = list(layout.atlas().coverageLayer().getFeatures())
    assert [feature["area"] for feature in found] == list(findings.areas)
    assert found[0].geometry().isEmpty() != there


@pytest.mark.parametrize("change", ["no ground", "no shape", "no dwellings", "no system", "no classes"])
def test_the_sheets_come_out_whatever_is_not_there(tmp_path, change):
    findings, about = few()
    ground = about.ground
    changed = {
        "no ground": dataclasses.replace(about, ground=None),
        "no shape": dataclasses.replace(
            about, ground=dataclasses.replace(ground, areas=[QgsGeometry(), *ground.areas[1:]])
        ),
        "no dwellings": dataclasses.replace(about, ground=dataclasses.replace(ground, points=None), states={}),
        "no system": dataclasses.replace(about, ground=dataclasses.replace(ground, crs=QgsCoordinateReferenceSystem())),
        "no classes": dataclasses.replace(about, classes={}),
    }[change]
    write(tmp_path / "sheets.pdf", findings, changed, DUTCH, Progress())
    assert (tmp_path / "sheets.pdf").read_bytes().startswith(b"%PDF")


def test_the_dwellings_are_told_apart_by_how_much_is_out_of_reach():
    findings, about = few()
    states = {"a": np.array([1, 0, 0, -1, 1, -1], np.int8), "b": np.array([1, 1, 0, 1, -1, 0], np.int8)}
    homes = dwellings_of(findings, about, states, without_place=5)
    assert told(homes) == [
        "dwelling with all within reach",
        "dwelling, requirements out of reach: 1",
        "dwelling, requirements out of reach: 2",
        "dwelling of which it is not known",
        "dwelling of which it is not known",
    ]
    symbols = [c.symbol().symbolLayer(0) for c in homes.renderer().categories()]
    looks = {(s.shape(), s.size()) for s in symbols}
    assert len(looks) == len(symbols)  # not by colour alone


def test_what_is_not_asked_of_a_dwelling_is_not_out_of_its_reach():
    findings, about = few()
    states = {"a": np.array([2, 2, 2, 2], np.int8), "b": np.array([2, 1, 0, -1], np.int8)}
    assert told(dwellings_of(findings, about, states)) == [
        "dwelling to which no requirement applies",
        "dwelling with all within reach",
        "dwelling, requirements out of reach: 1",
        "dwelling of which it is not known",
    ]


def test_of_many_requirements_the_dwellings_are_told_apart_by_spans_of_about_as_many():
    findings, about = few()
    lacking = np.array([2, 2, 2, 3, 3, 5, 9, 9, 12])
    states = {f"r{n}": np.where(n < lacking, 0, 1).astype(np.int8) for n in range(12)}
    spans = [said.rpartition(" ")[2] for said in told(dwellings_of(findings, about, states))]
    assert spans == ["2"] * 3 + ["3–5"] * 3 + ["9–12"] * 3


def test_each_number_has_a_look_of_its_own_where_there_are_looks_enough():
    findings, about = few()
    lacking = np.array([1, 2, 3, 3, 3, 3, 3, 3])
    states = {f"r{n}": np.where(n < lacking, 0, 1).astype(np.int8) for n in range(3)}
    spans = [said.rpartition(" ")[2] for said in told(dwellings_of(findings, about, states))]
    assert spans == ["1", "2"] + ["3"] * 6


def test_of_a_layer_that_no_run_wrote_the_types_are_shown_that_a_requirement_names():
    findings, about = few()
    types = ["farm", None, "Meeting Place ", "community centre"]
    places = MapPlaces(points=np.array([[84000.0 + i, 447000.0] for i in range(4)]), types=types)
    layout = in_project(findings, about, places=places)
    shown = layout.itemById("map").layers()[0]
    assert [row["kind"] for row in runs.rows(shown)] == ["Meeting Place ", "community centre"]


def test_names_of_other_neighbourhoods_stand_inside_their_own():
    layout = in_project(*few())
    settings = layout.atlas().coverageLayer().labeling().settings()
    assert settings.fitInPolygonOnly


def test_others_of_which_nothing_is_known_are_not_said_to_fail():
    rows = told_town.table()
    mine = (rows["requirement"] == "meeting_place") & (rows["level"] == "neighbourhood")
    rows.loc[mine & rows["compliance"].isin(["meets", "fails"]), "compliance"] = "unknown"
    title = rows[mine]["title"].iloc[0]
    said = [r["kind"] for r in layers(in_project(told_town.findings(rows)))["rows"] if r["requirement"] == title]
    assert any(one.startswith(DUTCH.language.tr("none of {all} can be judged").format(all=2)) for one in said)
    assert not any(DUTCH.language.tr("{n} of {all} meet it").format(n=0, all=2) in one for one in said)


def test_facilities_have_a_look_for_each_type_and_the_rest_share_one():
    findings, about = few()
    types = ["school", None, "[% 1 + 1 %]", *(f"type {n}" for n in range(10))]
    points = np.array([[84000.0 + i, 447000.0] for i in range(len(types))])
    users = [frozenset({"a"})] * len(types)
    layout = in_project(findings, about, places=MapPlaces(points=points, types=types, users=users))
    places = layout.itemById("map").layers()[0]
    categories = places.renderer().categories()
    assert [c.value() for c in categories[:-1]] == ["[% 1 + 1 %]", "school", *(f"type {n}" for n in range(6))]
    assert categories[-1].value() == ""  # all others
    assert "[%" not in categories[0].label()
    assert len({c.symbol().symbolLayer(0).shape() for c in categories}) == len(categories)


def test_long_names_and_titles_stay_in_their_place(tmp_path):
    findings, about = few()
    title = "Toets basiseisen sociale infrastructuur, vastgesteld door de gemeenteraad op 12 maart 2026 " * 5
    about = dataclasses.replace(about, title=title, labels={findings.areas[0]: f"{'x' * 300} ({findings.areas[0]})"})
    layout = in_project(findings, about)
    sheet = layers(layout)["sheets"][0]
    assert sheet["name_size"] == "small"
    assert len(sheet["name"].split("\n")) <= 3
    assert sheet["name"].endswith(f"… ({findings.areas[0]})")
    write(tmp_path / "sheets.pdf", findings, about, DUTCH, Progress())
    lines = lines_of(tmp_path / "sheets.pdf")
    name = [line for line in lines if line[2].startswith("xxx") or findings.areas[0] in line[2]]
    heading = [line for line in lines if line[0] < name[0][0]]
    summary = next(line for line in lines if line[2].startswith("Woonmilieu"))
    assert [len(heading), len(name)] == [2, 3]
    assert max(end for _, end, _ in heading) < name[0][0]
    assert max(end for _, end, _ in name) < summary[0]


def test_the_layout_in_a_project_outlives_the_session_with_its_layers_in_a_file(tmp_path):
    findings, about = few()
    first = in_project(findings, about, pdf=tmp_path / "town.pdf").name()
    assert [path.name for path in tmp_path.iterdir()] == ["town_sheets.gpkg"]
    assert in_project(findings, about).name() != first
    project = QgsProject.instance()
    assert project.write(str(tmp_path / "project.qgz"))
    project.clear()
    assert project.read(str(tmp_path / "project.qgz"))
    layout = project.layoutManager().layoutByName(first)
    found = layers(layout)
    assert [row["area"] for row in found["sheets"]] == list(findings.areas)
    assert len(found["rows"]) == len(findings.areas) * len(findings.questions)
    done, why = QgsLayoutExporter.exportToPdf(
        layout.atlas(), str(tmp_path / "again.pdf"), QgsLayoutExporter.PdfExportSettings(), QgsFeedback()
    )
    assert done == QgsLayoutExporter.ExportResult.Success, why
    names = [layout.name() for layout in project.layoutManager().printLayouts()]
    in_project(findings, about, pdf=tmp_path / "town.pdf")  # in a later session too it takes the place
    assert sorted(layout.name() for layout in project.layoutManager().printLayouts()) == sorted(names)
    assert len(project.layerTreeRoot().findGroups()) == len(names)
    assert not (tmp_path / "town_sheets_2.gpkg").exists()


def test_a_run_for_the_same_pdf_takes_the_place_of_an_earlier_one(tmp_path):
    findings, about = few()
    project, root = QgsProject.instance(), QgsProject.instance().layerTreeRoot()
    first = in_project(findings, about, pdf=tmp_path / "town.pdf")
    first.itemById("kind").setText("Gemeente Waterveen")
    some, fewer = few(2)
    second = in_project(some, fewer, pdf=tmp_path / "town.pdf")
    assert [layout.name() for layout in project.layoutManager().printLayouts()] == [about.title]
    assert second.itemById("kind").text() == "Gemeente Waterveen"  # what was changed in it stays
    assert [row["area"] for row in layers(second)["sheets"]] == list(some.areas)
    assert len(table_of(second).columns()) == 5  # no living environments, so no column of others of the same
    assert len(root.findGroups()) == 1
    assert len(project.mapLayers()) == len(root.findLayers()) == 3
    assert [path.name for path in tmp_path.iterdir()] == ["town_sheets.gpkg"]
    third = added(project, some, fewer, Phrases(Language("en")), pdf=tmp_path / "town.pdf")
    assert third.itemById("kind").text() != "Gemeente Waterveen"  # in another language it is made anew
    in_project(some, fewer, pdf=tmp_path / "other.pdf")
    assert len(project.layoutManager().printLayouts()) == len(root.findGroups()) == 2


def test_a_run_leaves_the_project_and_its_map_as_they_are(tmp_path):
    project = QgsProject.instance()
    project.addMapLayer(runs.layer(["POINT(0 0)"]))
    in_project(*few(), pdf=tmp_path / "town.pdf")
    assert project.title() == ""
    last = project.layerTreeRoot().children()[-1]
    assert about_name(last.name()) == "Basiseisen"
    assert not last.itemVisibilityChecked()
    assert not last.isExpanded()


def test_a_file_that_holds_something_else_is_not_written_over(tmp_path):
    (tmp_path / "town_sheets.gpkg").write_text("mine", encoding="utf-8")
    in_project(*few(), pdf=tmp_path / "town.pdf")
    assert (tmp_path / "town_sheets.gpkg").read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "town_sheets_2.gpkg").exists()


def test_a_template_of_their_own_is_used(tmp_path):
    findings, about = few()
    layout = in_project(findings, about)
    layout.itemById("kind").setText("Gemeente Waterveen")
    for name in ("map", "legend"):
        layout.removeLayoutItem(layout.itemById(name))
    columns = table_of(layout).columns()
    columns[0].setHeading("Wat we vragen")
    table_of(layout).setColumns(columns)
    assert layout.saveAsTemplate(str(tmp_path / "own.qpt"), QgsReadWriteContext())
    write(tmp_path / "sheets.pdf", findings, about, DUTCH, Progress(), template=tmp_path / "own.qpt")
    found = pages(tmp_path / "sheets.pdf")
    assert len(found) == 3
    assert all("Gemeente Waterveen" in page and "Wat we vragen" in page for page in found)
    assert findings.areas[1] in found[1]


@pytest.mark.slow
def test_the_template_is_what_its_script_makes(tmp_path, root):
    command = ["/usr/bin/python3", root / "scripts" / "make_sheet", tmp_path / "made.qpt"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)

    def items(template) -> list[tuple]:
        layout = QgsPrintLayout(QgsProject.instance())
        found, _ = layout.loadFromTemplate(read_template(template), QgsReadWriteContext(), True)
        named = [item for item in found if isinstance(item, QgsLayoutItem)]
        return sorted((item.id(), item.type(), place(item), said(item)) for item in named)

    def place(item) -> tuple[float, ...]:
        box = item.sceneBoundingRect()
        return tuple(round(side, 3) for side in (box.x(), box.y(), box.width(), box.height()))

    def said(item) -> tuple:
        text = item.text() if isinstance(item, QgsLayoutItemLabel) else ""
        rules = item.dataDefinedProperties()
        return text, [rules.property(key).expressionString() for key in sorted(rules.propertyKeys())]

    assert items(tmp_path / "made.qpt") == items(atlas.TEMPLATE), "run scripts/make_sheet"


@pytest.mark.parametrize("content", [None, "no xml", "<a/>", "<Layout/>"])
def test_a_template_that_is_none_is_refused(tmp_path, content):
    findings, about = few()
    path = tmp_path / "own.qpt"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match="template"):
        read_template(path)
    with pytest.raises(InputError, match="template"):
        write(tmp_path / "sheets.pdf", findings, about, DUTCH, Progress(), template=path)


def test_a_place_that_cannot_be_written_is_refused(tmp_path):
    findings, about = few()
    with pytest.raises(InputError, match="sheets"):
        write(tmp_path, findings, about, DUTCH, Progress())


def read_as_places(layer) -> MapPlaces:
    working = choose_crs(layer, QgsCoordinateTransformContext())
    return read_places(Reader(None, {}, None, runs.Feedback()), layer, working)


def test_of_the_facilities_that_a_run_wrote_those_are_shown_that_a_requirement_used():
    rows = [
        ("POINT(0 0)", "old", "school", "a;b", "ok"),
        ("POINT(9 9)", "old", "shop", None, "ok"),
        (None, "old", "gym", "a", "no"),
    ]
    written = runs.layer(rows, type="text", bm_type="text", bm_requirements="text", bm_row_status="text")
    found = read_as_places(written)
    assert list(found.types) == ["school", "gym"]
    assert found.points[0].tolist() == [runs.X0, runs.Y0]
    assert np.isnan(found.points[1]).all()


def test_of_another_layer_all_facilities_are_shown_at_a_point_in_them():
    found = read_as_places(runs.layer([(runs.box(0, 0, 10, 10), "park")], type="text"))
    assert list(found.types) == ["park"]
    assert ((found.points[0] - [runs.X0, runs.Y0] > 0) & (found.points[0] - [runs.X0, runs.Y0] < 10)).all()
    assert list(read_as_places(runs.layer(["POINT(0 0)"])).types) == [None]


def test_without_living_environments_the_sheets_have_no_column_about_them():
    """As found: a column of dashes."""

    def columns(layout) -> tuple[list[str], float]:
        found = table_of(layout).columns()
        return [column.attribute() for column in found], sum(column.width() for column in found)

    with_kind, width = columns(in_project())
    QgsProject.instance().clear()
    without, same = columns(in_project(about=dataclasses.replace(told_town.about(), classes={})))
    assert with_kind[-1] == "kind"
    assert without == with_kind[:-1]
    assert same == pytest.approx(width)
