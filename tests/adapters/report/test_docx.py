"""The document says what the results table says, and is a file that an editor opens."""

from __future__ import annotations

import dataclasses
import math
import subprocess
import zipfile
from xml.etree import ElementTree

import numpy as np
import pytest
from qgis.PyQt.QtCore import QDate
from qgis.PyQt.QtGui import QColor, QImage

from buurtmaat.adapters.io.translation import Language
from buurtmaat.adapters.outputs.provenance import InputLayer
from buurtmaat.adapters.report import docx
from buurtmaat.adapters.report.backdrop import backdrop
from buurtmaat.adapters.report.brand import Brand, read_logo
from buurtmaat.adapters.report.docx import write_docx
from buurtmaat.adapters.report.front import answer, lacking_places
from buurtmaat.adapters.report.map_places import MapPlaces
from buurtmaat.adapters.report.norm_set_words import norm_title
from buurtmaat.adapters.report.phrases import Phrases
from buurtmaat.adapters.results.verdict_words import verdict_words
from buurtmaat.core.errors import InputError
from buurtmaat.core.geometry.shapes import LINE, RING, Shapes
from buurtmaat.core.progress import Progress
from towns import told_town
from towns.pictures import dots

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DUTCH = Phrases(Language("nl"))
VERDICTS = verdict_words(Language("nl").tr)


def written(tmp_path, findings=None, about=None, phrases=DUTCH):
    """Return the parts that are XML."""
    path = tmp_path / "block.docx"
    given = about or dataclasses.replace(told_town.about(), ground=None)
    write_docx(path, findings or told_town.findings(), given, phrases, Progress(), QDate(2026, 11, 30))
    with zipfile.ZipFile(path) as file:
        assert file.testzip() is None
        names = [name for name in file.namelist() if not name.endswith(".png")]
        return {name: ElementTree.fromstring(file.read(name)) for name in names}  # noqa: S314 -- our own


def pictures(tmp_path) -> list[QImage]:
    with zipfile.ZipFile(tmp_path / "block.docx") as file:
        named = sorted((n for n in file.namelist() if n.endswith(".png")), key=lambda n: int(n[16:-4]))
        return [QImage.fromData(file.read(name)) for name in named]


def plain(*names: str):
    """Return the facts without maps, the first neighbourhoods called by these names."""
    return dataclasses.replace(told_town.about(*names), ground=None)


def text(element) -> str:
    return "".join(t.text or "" for t in element.iter(f"{W}t"))


def paragraphs(element) -> list[str]:
    return [text(p) for p in element.iter(f"{W}p")]


def tables(parts) -> list[list[list[list[str]]]]:
    """Return of each table its rows, of each row its cells, of each cell its paragraphs."""
    return [
        [[paragraphs(cell) for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")]
        for table in parts["word/document.xml"].iter(f"{W}tbl")
        if table.find(f".//{W}tblHeader") is not None
    ]


def matrix(parts) -> dict[str, list[list[str]]]:
    """Return the cells of each neighbourhood over all tables, by what the row is called."""
    found: dict[str, list[list[str]]] = {}
    for table in tables(parts)[1:]:  # the first says where most people lack something
        for row in table[1:]:
            found.setdefault(row[0][0], []).extend(row[1:])
    return found


def only(*requirements: str):
    rows = told_town.table()
    return told_town.findings(rows[rows["requirement"].isin(requirements)].reset_index(drop=True))


def test_every_part_is_told_of_and_every_relationship_leads_somewhere(tmp_path):
    parts = written(tmp_path, about=told_town.about())
    assert next(iter(parts)) == "[Content_Types].xml"
    types = parts["[Content_Types].xml"]
    told = {e.get("PartName", "").lstrip("/") for e in types} | {f".{e.get('Extension')}" for e in types}
    for name in parts:
        assert name in told or f".{name.rpartition('.')[2]}" in told, name
    for rels, folder in (("_rels/.rels", ""), ("word/_rels/document.xml.rels", "word/")):
        for relation in parts[rels]:
            if relation.get("TargetMode") != "External" and not relation.get("Target").startswith("media/"):
                assert folder + relation.get("Target") in parts
    known = {relation.get("Id") for relation in parts["word/_rels/document.xml.rels"]}
    used = {
        value for e in parts["word/document.xml"].iter() for key, value in e.attrib.items() if key in (f"{R}id", EMBED)
    }
    assert used <= known
    styles = {e.get(f"{W}styleId") for e in parts["word/styles.xml"].iter(f"{W}style")}
    for tag in ("pStyle", "rStyle", "tblStyle"):
        assert {e.get(f"{W}val") for e in parts["word/document.xml"].iter(W + tag)} <= styles


def test_every_value_and_verdict_is_that_of_the_results_table(tmp_path):
    found, rows = told_town.findings(), told_town.table()
    cells = matrix(written(tmp_path))
    for area in found.areas:
        mine = cells[told_town.about().name(area)]
        for question, cell in zip(found.questions, mine[: len(found.questions)], strict=True):
            expected, verdict = told_town.holding(rows, question.id, area)
            value = told_town.value_text(expected, verdict)
            told = [cell[0], cell[-1].rstrip("⁰¹²³⁴⁵⁶⁷⁸⁹").rstrip()]
            assert told == [value if value != "–" else told[1], VERDICTS[verdict]], (area, question.id)
        assert len(mine) == len(found.questions) + 1
    whole = cells[DUTCH.language.tr("All together")]
    for question, cell in zip(found.questions, whole[: len(found.questions)], strict=True):
        total = rows[(rows["requirement"] == question.id) & (rows["neighbourhood"] == "_total")].iloc[0]
        assert cell[0] == told_town.value_text(total, None)


def test_a_reason_stands_once_below_the_table_and_not_in_every_cell(tmp_path):
    """As found: “no network for bicycles” in 91 rows."""
    rows = told_town.table()
    mine = (rows["requirement"] == "meeting_place") & (rows["level"] == "neighbourhood") & rows["group"].isna()
    mine &= rows["compliance"].notna()
    rows.loc[mine, "compliance"], rows.loc[mine, "reason"] = "unknown", "no_cycle_network"
    parts = written(tmp_path, told_town.findings(rows))
    why = DUTCH.reason("no_cycle_network")
    said = [one for one in paragraphs(parts["word/document.xml"]) if one.endswith(why)]
    assert len(said) == 1
    sign = said[0].removesuffix(why).strip()
    cells = [cell for row in tables(parts)[1][1:] for cell in row[1:] if cell[-1].endswith(f" {sign}")]
    assert len(cells) == mine.sum()


def test_the_summary_tells_how_many_lie_outside(tmp_path):
    rows = told_town.table()
    total = rows[(rows["requirement"] == "meeting_place") & (rows["neighbourhood"] == "_total")].iloc[0]
    said = next(p for p in paragraphs(written(tmp_path)["word/document.xml"]) if total["title"] + ": " in p)
    found = told_town.numbers(said.removeprefix(total["title"]))[2:]  # how many neighbourhoods meet it comes first
    assert found[:2] == [round(total["outside"]), round(total["within"] + total["outside"])]
    assert f"({told_town.outside_text(total['within'], total['outside'])})" in said
    assert found[2] == float(told_town.outside_text(total["within"], total["outside"]).split(" ")[-2])
    assert round(total["unknown"]) in found[3:]


def test_the_sources_stand_under_headings(tmp_path):
    body = written(tmp_path)["word/document.xml"]
    heads = [
        text(p) for p in body.iter(f"{W}p") for style in p.iter(f"{W}pStyle") if style.get(f"{W}val") == "Heading2"
    ]
    assert heads == [
        "Wat niet is beoordeeld, en waarom",
        *(question.title for question in told_town.findings().questions),
    ]
    for question in told_town.findings().questions:
        assert any(question.note in p for p in paragraphs(body))


def test_what_is_known_of_a_source_stands_below_it(tmp_path):
    rows = told_town.table()
    rows["quotation"], rows["looked_up"] = "<in wijkverband>", "2026-11-29"
    said = paragraphs(written(tmp_path, told_town.findings(rows))["word/document.xml"])
    told = "In de woorden van de bron: “<in wijkverband>” Laatst opgezocht op 29 november 2026."
    assert sum(one.endswith(told) for one in said) == rows["requirement"].nunique()


def test_the_head_of_a_table_comes_back_on_each_page_and_no_table_is_wider_than_the_page(tmp_path):
    body = written(tmp_path)["word/document.xml"]
    size, margin = list(body.iter(f"{W}pgSz"))[1], list(body.iter(f"{W}pgMar"))[1]
    room = int(size.get(f"{W}w")) - int(margin.get(f"{W}left")) - int(margin.get(f"{W}right"))
    found = list(body.iter(f"{W}tbl"))[1:]
    assert len(found) == 2  # nine requirements, at most seven in a table
    for table in found:
        rows = list(table.iter(f"{W}tr"))
        assert rows[0].find(f".//{W}tblHeader") is not None
        assert all(row.find(f".//{W}tblHeader") is None for row in rows[1:])
        assert sum(int(c.get(f"{W}w")) for c in table.iter(f"{W}gridCol")) <= room
        assert len({len(row.findall(f"{W}tc")) for row in rows}) == 1


@pytest.mark.parametrize(("requirements", "lies"), [(4, False), (5, True)])
def test_the_page_lies_where_the_matrix_is_wide(tmp_path, requirements, lies):
    ids = [question.id for question in told_town.findings().questions][:requirements]
    sizes = list(written(tmp_path, only(*ids))["word/document.xml"].iter(f"{W}pgSz"))
    lying = [size.get(f"{W}orient") == "landscape" for size in sizes]
    assert lying == ([False, True, False] if lies else [False])
    assert [int(size.get(f"{W}w")) > int(size.get(f"{W}h")) for size in sizes] == lying


@pytest.mark.parametrize(("code", "tag"), [("nl", "nl-NL"), ("en", "en-GB")])
def test_the_document_says_in_which_language_it_is(tmp_path, code, tag):
    parts = written(tmp_path, phrases=Phrases(Language(code)))
    assert parts["word/styles.xml"].find(f".//{W}lang").get(f"{W}val") == tag
    assert parts["docProps/core.xml"].findtext("{http://purl.org/dc/elements/1.1/}language") == tag


def test_strange_names_and_titles_are_text(tmp_path):
    about = dataclasses.replace(
        plain(*told_town.STRANGE), title='{{ 1 + 1 }} <b> & "x"\x00', brand=Brand(municipality="<w:p> & \x01=1")
    )
    parts = written(tmp_path, about=about)
    names = [row[0][0] for row in tables(parts)[1][1:]]
    assert names[:6] == [
        told_town.SCRIPT,
        told_town.FROM_RIGHT,
        told_town.LONG,
        told_town.findings().areas[3],
        "=1+1",
        "[% 1 + 1 %] ",
    ]
    assert paragraphs(parts["word/document.xml"])[:2] == ["<w:p> & =1", '{{ 1 + 1 }} <b> & "x"']
    table = list(parts["word/document.xml"].iter(f"{W}tbl"))[1]
    cell = list(table.iter(f"{W}tr"))[2].find(f"{W}tc")
    assert cell.find(f".//{W}bidi") is not None
    assert cell.find(f".//{W}rtl") is not None


def test_only_an_address_of_the_web_becomes_a_link(tmp_path):
    rows = told_town.table()
    rows["url"] = rows["requirement"].map(
        {"meeting_place": "javascript:alert(1)", "village_hall": 'https://x.nl/?a=1&b="'}
    )
    parts = written(tmp_path, told_town.findings(rows))
    links = [r.get("Target") for r in parts["word/_rels/document.xml.rels"] if r.get("TargetMode") == "External"]
    assert links == ['https://x.nl/?a=1&b="']
    said = paragraphs(parts["word/document.xml"])
    assert any("javascript:alert(1)" in p for p in said)
    assert len([one for one in parts["word/document.xml"].iter(f"{W}hyperlink") if one.get(f"{R}id")]) == 1


def test_who_adopted_the_norms_stands_in_the_footer(tmp_path):
    rows = told_town.table()
    rows["state"], rows["adopted_by"], rows["adopted_on"] = "adopted", "de raad van <Waterveen>", "2026-01-02"
    assert "<Waterveen>" in text(written(tmp_path, told_town.findings(rows))["word/footer.xml"])
    assert DUTCH.language.tr("No legal norm.") in text(written(tmp_path)["word/footer.xml"])


def test_libreoffice_opens_it(tmp_path):
    written(tmp_path, about=told_town.about(*told_town.STRANGE))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    done = subprocess.run(
        [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            "txt:Text (encoded):UTF8",
            "--outdir",
            tmp_path,
            tmp_path / "block.docx",
        ],
        capture_output=True,
        check=True,
        timeout=300,
    )
    said = (tmp_path / "block.txt").read_text(encoding="utf-8")
    assert told_town.SCRIPT in said, done.stderr
    assert told_town.FROM_RIGHT in said
    words = ("Kaart 1. ", "Kaart 10. ", "Tabel 1. ", "Tabel 2. ")  # as the fields count
    assert all(word in said for word in words)


def test_a_place_that_cannot_be_written_is_refused_in_one_sentence(tmp_path):
    with pytest.raises(InputError, match="document"):
        write_docx(tmp_path / "no" / "block.docx", told_town.findings(), plain(), DUTCH, Progress())


def test_what_a_table_does_not_say_to_be_missing_is_a_dash():
    """A table that was edited may fail an area and leave its shortfall empty: that is no reason to lose the report."""
    findings = told_town.findings()
    assert {DUTCH.missing(question, math.nan) for question in findings.questions} == {"–"}
    assert DUTCH.missing(next(q for q in findings.questions if q.has_share), 2.4).startswith("3 ")


def test_the_title_has_the_municipality_the_norm_set_and_the_day(tmp_path):
    about = dataclasses.replace(plain(), brand=Brand(municipality="Waterveen"))
    body = written(tmp_path, about=about)["word/document.xml"]
    styles = [p.find(f".//{W}pStyle") for p in body.iter(f"{W}p")]
    told = {one.get(f"{W}val"): p for one, p in zip(styles, paragraphs(body), strict=True) if one is not None}
    assert told["Owner"] == "Waterveen"
    assert told["Subtitle"].endswith("30 november 2026")
    assert norm_title(told_town.findings().norms, DUTCH.language) in told["Subtitle"]
    assert "concept" in told["Subtitle"]


def test_the_contents_lead_to_the_headings(tmp_path):
    body = written(tmp_path, about=told_town.about())["word/document.xml"]
    marks = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}
    leads = {one.get(f"{W}anchor"): text(one) for one in body.iter(f"{W}hyperlink") if one.get(f"{W}anchor")}
    heads = [text(p) for p in body.iter(f"{W}p") for s in p.iter(f"{W}pStyle") if s.get(f"{W}val") == "Heading1"]
    assert set(leads) == marks
    assert list(leads.values()) == heads
    assert len({mark.get(f"{W}id") for mark in body.iter(f"{W}bookmarkStart")}) == len(marks) == 4


def test_there_is_a_map_of_all_and_of_each_requirement_with_its_words(tmp_path):
    body = written(tmp_path, about=told_town.about())["word/document.xml"]
    found, told = told_town.findings(), [one.get("descr") for one in body.iter(f"{DRAWING}docPr")]
    assert len(told) == len(pictures(tmp_path)) == 1 + len(found.questions)
    for question, said in zip(found.questions, told[1:], strict=True):
        assert said.startswith(f"{question.title}: ")
        judged = found.rows(question, question.level)["compliance"].dropna()
        assert DUTCH.counted.meeting(judged, areas=question.level != "neighbourhood") in said
    captions = [text(p) for p in body.iter(f"{W}p") for s in p.iter(f"{W}pStyle") if s.get(f"{W}val") == "Caption"]
    assert len(captions) == 1 + len(found.questions) + 3
    codes = [one.text.strip() for one in body.iter(f"{W}instrText")][1:]
    maps = ["SEQ Kaart \\* ARABIC"] * (1 + len(found.questions))
    assert codes == ["SEQ Tabel \\* ARABIC", *maps, *["SEQ Tabel \\* ARABIC"] * 2]
    ids = [one.get("id") for one in body.iter(f"{DRAWING}docPr")]
    assert len(set(ids)) == len(ids)


def shapes(xy, kind) -> Shapes:
    one = np.zeros(1, np.int64)
    start = np.array([0, len(xy)], np.int64)
    return Shapes(xy=np.array(xy, float), part_start=start, part_feature=one, part_kind=one + kind, count=1)


def changed(one: QImage, other: QImage) -> int:
    """Return how many pixels differ."""
    assert one.size() == other.size()
    return int((dots(one) != dots(other)).sum())


def test_maps_show_streets_water_and_the_facilities_that_count(tmp_path):
    found, about = only("meeting_place"), told_town.about()
    box = about.ground.extent
    left, right, low, high = box.xMinimum(), box.xMaximum(), box.yMinimum(), box.yMaximum()
    middle = [(left + right) / 2, (low + high) / 2]
    street = backdrop("streets", shapes([[left, low], [right, high]], LINE))
    water = backdrop("water", shapes([[left, low], [right, low], [left, high], [left, low]], RING))
    places = MapPlaces(points=np.array([middle]), types=["x"], users=[frozenset({"meeting_place"})])
    written(tmp_path, found, about)
    before = pictures(tmp_path)
    for change in ({"background": street}, {"background": water}, {"places": places}):
        written(tmp_path, found, dataclasses.replace(about, **change))
        after = pictures(tmp_path)
        assert changed(before[1], after[1]) > 20, change
        assert (changed(before[0], after[0]) > 20) == ("background" in change)


def test_whose_data_it_is_stands_on_every_map_and_below_the_text(tmp_path):
    found, about = only("meeting_place"), told_town.about()
    layer = InputLayer(parameter="NETWORK", name="streets <1>", features=3, date="", rights="© Waterveen; CC BY")
    written(tmp_path, found, dataclasses.replace(about, inputs=[dataclasses.replace(layer, rights="")]))
    before = pictures(tmp_path)
    parts = written(tmp_path, found, dataclasses.replace(about, inputs=[layer, layer]))
    assert all(changed(one, other) > 50 for one, other in zip(before, pictures(tmp_path), strict=True))
    assert tables(parts)[-1][1] == [["streets <1>"], [DUTCH.input_layer(layer)], ["© Waterveen; CC BY"]]
    assert DUTCH.language.tr("Data: {owners}").format(owners="© Waterveen; CC BY") in paragraphs(
        parts["word/document.xml"]
    )


def test_the_logo_and_the_colour_are_those_of_the_municipality(tmp_path):
    logo = QImage(40, 20, QImage.Format.Format_RGB32)
    logo.fill(QColor("#ff0000"))
    assert logo.save(str(tmp_path / "logo.png"))
    brand = Brand(municipality="Waterveen", logo=read_logo(tmp_path / "logo.png"), colour="#7a0019")
    parts = written(tmp_path, about=dataclasses.replace(plain(), brand=brand))
    (drawn,) = pictures(tmp_path)
    assert QColor(drawn.pixel(5, 5)).name() == "#ff0000"
    assert drawn.width() == 2 * drawn.height()
    colours = {one.get(f"{W}val") for one in parts["word/styles.xml"].iter(f"{W}color")}
    assert "7A0019" in colours
    inline = next(parts["word/document.xml"].iter(f"{DRAWING}extent"))
    assert int(inline.get("cx")) == pytest.approx(2 * int(inline.get("cy")), rel=0.01)


def test_it_begins_with_the_answer_of_the_page_and_where_most_people_lack_something(tmp_path):
    found, about = told_town.findings(), plain()
    parts = written(tmp_path)
    assert " ".join(answer(found, about, DUTCH)) in paragraphs(parts["word/document.xml"])
    places = lacking_places(found, about, DUTCH)
    told = [[cell[0] for cell in row] for row in tables(parts)[0][1:]]
    assert told == [[one.area, one.missing, f"{one.requirement} ({one.asked})"] for one in places]
    assert len(told) == 5


def test_a_caption_stays_with_the_table_below_it(tmp_path):
    body = written(tmp_path)["word/document.xml"].find(f"{W}body")
    elements = list(body)
    tables_there = [n for n, one in enumerate(elements) if one.tag == f"{W}tbl"]
    assert len(tables_there) == 3
    for place in tables_there:
        above = elements[place - 1].find(f"{W}pPr")
        assert above.find(f"{W}pStyle").get(f"{W}val") == "Caption"
        assert above.find(f"{W}keepNext") is not None


def test_the_areas_that_lack_the_most_are_named_with_what_they_lack(tmp_path):
    found, rows, about = told_town.findings(), told_town.table(), told_town.about()
    said = paragraphs(written(tmp_path)["word/document.xml"])
    named = 0
    for question in found.questions:
        mine = rows[(rows["requirement"] == question.id) & (rows["compliance"] == "fails") & rows["group"].isna()]
        lacks = {row["neighbourhood"]: told_town.lacking(row) for _, row in mine.iterrows()}
        lacks = {area: lack for area, lack in lacks.items() if lack > 0}
        if not lacks:
            continue
        (line,) = (one for one in said if one.startswith(f"{question.title}: ") and "Het meest ontbreekt in: " in one)
        first = line.partition("Het meest ontbreekt in: ")[2].partition(" (")[0]
        assert lacks[next(area for area in lacks if about.name(area) == first)] == max(lacks.values())
        named += 1
    assert named >= 3


def test_a_matrix_that_is_too_large_is_left_to_the_spreadsheet(tmp_path, monkeypatch):
    assert len(tables(written(tmp_path))) == 3
    monkeypatch.setattr(docx, "MOST_CELLS", 107)  # twelve neighbourhoods and nine requirements are one more
    parts = written(tmp_path)
    assert len(tables(parts)) == 1
    said = "Een tabel van 12 buurten en 9 basiseisen staat in het rekenblad."
    assert said in paragraphs(parts["word/document.xml"])
    assert len(list(parts["word/document.xml"].iter(f"{W}pgSz"))) == 1
