"""The document says what the results table says, and is a file that an editor opens."""

from __future__ import annotations

import math
import subprocess
import zipfile
from xml.etree import ElementTree

import pytest

from buurtmaat.adapters.io.translation import Language
from buurtmaat.adapters.report.docx import write_docx
from buurtmaat.adapters.report.phrases import Phrases
from buurtmaat.core.errors import InputError
from towns import told_town

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DUTCH = Phrases(Language("nl"))


def written(tmp_path, findings=None, labels=None, phrases=DUTCH, title="Basiseisen"):
    path = tmp_path / "block.docx"
    labels = told_town.about().labels if labels is None else labels
    write_docx(path, findings or told_town.findings(), labels, phrases, title)
    with zipfile.ZipFile(path) as file:
        assert file.testzip() is None
        return {name: ElementTree.fromstring(file.read(name)) for name in file.namelist()}  # noqa: S314 -- our own


def text(element) -> str:
    return "".join(t.text or "" for t in element.iter(f"{W}t"))


def paragraphs(element) -> list[str]:
    return [text(p) for p in element.iter(f"{W}p")]


def tables(parts) -> list[list[list[list[str]]]]:
    """Return of each table its rows, of each row its cells, of each cell its paragraphs."""
    return [
        [[paragraphs(cell) for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")]
        for table in parts["word/document.xml"].iter(f"{W}tbl")
    ]


def matrix(parts) -> dict[str, list[list[str]]]:
    """Return the cells of each neighbourhood over all tables, by what the row is called."""
    found: dict[str, list[list[str]]] = {}
    for table in tables(parts):
        for row in table[1:]:
            found.setdefault(row[0][0], []).extend(row[1:])
    return found


def only(*requirements: str):
    rows = told_town.table()
    return told_town.findings(rows[rows["requirement"].isin(requirements)].reset_index(drop=True))


def test_every_part_is_told_of_and_every_relationship_leads_somewhere(tmp_path):
    parts = written(tmp_path)
    assert next(iter(parts)) == "[Content_Types].xml"
    types = parts["[Content_Types].xml"]
    told = {e.get("PartName", "").lstrip("/") for e in types} | {f".{e.get('Extension')}" for e in types}
    for name in parts:
        assert name in told or f".{name.rpartition('.')[2]}" in told, name
    for rels, folder in (("_rels/.rels", ""), ("word/_rels/document.xml.rels", "word/")):
        for relation in parts[rels]:
            if relation.get("TargetMode") != "External":
                assert folder + relation.get("Target") in parts
    known = {relation.get("Id") for relation in parts["word/_rels/document.xml.rels"]}
    used = {value for e in parts["word/document.xml"].iter() for key, value in e.attrib.items() if key == f"{R}id"}
    assert used <= known
    styles = {e.get(f"{W}styleId") for e in parts["word/styles.xml"].iter(f"{W}style")}
    for tag in ("pStyle", "rStyle", "tblStyle"):
        assert {e.get(f"{W}val") for e in parts["word/document.xml"].iter(W + tag)} <= styles


def test_every_value_and_verdict_is_that_of_the_results_table(tmp_path):
    found, labels, rows = told_town.findings(), told_town.about().labels, told_town.table()
    cells = matrix(written(tmp_path))
    for area in found.areas:
        for question, cell in zip(found.questions, cells[labels[area]][: len(found.questions)], strict=True):
            expected, verdict = told_town.holding(rows, question.id, area)
            assert cell[:2] == [told_town.value_text(expected, verdict), DUTCH.verdicts[verdict]], (area, question.id)
        assert len(cells[labels[area]]) == len(found.questions) + 1
    whole = cells[DUTCH.language.tr("All together")]
    for question, cell in zip(found.questions, whole[: len(found.questions)], strict=True):
        total = rows[(rows["requirement"] == question.id) & (rows["neighbourhood"] == "_total")].iloc[0]
        assert cell[0] == told_town.value_text(total, None)


def test_the_summary_tells_how_many_lie_outside(tmp_path):
    rows = told_town.table()
    total = rows[(rows["requirement"] == "meeting_place") & (rows["neighbourhood"] == "_total")].iloc[0]
    said = next(p for p in paragraphs(written(tmp_path)["word/document.xml"]) if total["title"] + ": " in p)
    found = told_town.numbers(said.removeprefix(total["title"]))[2:]  # how many neighbourhoods meet it comes first
    assert found[:2] == [round(total["outside"]), round(total["within"] + total["outside"])]
    assert f"({told_town.outside_text(total['within'], total['outside'])})" in said
    assert found[-1] == round(total["unknown"]) > 0


def test_the_sources_stand_under_headings(tmp_path):
    body = written(tmp_path)["word/document.xml"]
    heads = [
        text(p) for p in body.iter(f"{W}p") for style in p.iter(f"{W}pStyle") if style.get(f"{W}val") == "Heading2"
    ]
    assert heads == [question.title for question in told_town.findings().questions]
    for question in told_town.findings().questions:
        assert any(question.note in p for p in paragraphs(body))


def test_what_is_known_of_a_source_stands_below_it(tmp_path):
    rows = told_town.table()
    rows["quotation"], rows["looked_up"] = "<in wijkverband>", "2026-11-29"
    said = paragraphs(written(tmp_path, told_town.findings(rows))["word/document.xml"])
    told = "In de woorden van de bron: “<in wijkverband>” Laatst opgezocht op 2026-11-29."
    assert sum(one.endswith(told) for one in said) == rows["requirement"].nunique()


def test_the_head_of_a_table_comes_back_on_each_page_and_no_table_is_wider_than_the_page(tmp_path):
    body = written(tmp_path)["word/document.xml"]
    size, margin = body.find(f".//{W}pgSz"), body.find(f".//{W}pgMar")
    room = int(size.get(f"{W}w")) - int(margin.get(f"{W}left")) - int(margin.get(f"{W}right"))
    found = list(body.iter(f"{W}tbl"))
    assert len(found) == 2  # nine requirements, at most six in a table
    for table in found:
        rows = list(table.iter(f"{W}tr"))
        assert rows[0].find(f".//{W}tblHeader") is not None
        assert all(row.find(f".//{W}tblHeader") is None for row in rows[1:])
        assert sum(int(c.get(f"{W}w")) for c in table.iter(f"{W}gridCol")) <= room
        assert len({len(row.findall(f"{W}tc")) for row in rows}) == 1


@pytest.mark.parametrize(("requirements", "lies"), [(3, False), (4, True)])
def test_the_page_lies_where_the_matrix_is_wide(tmp_path, requirements, lies):
    ids = [question.id for question in told_town.findings().questions][:requirements]
    size = written(tmp_path, only(*ids))["word/document.xml"].find(f".//{W}pgSz")
    assert (size.get(f"{W}orient") == "landscape") == lies
    assert (int(size.get(f"{W}w")) > int(size.get(f"{W}h"))) == lies


@pytest.mark.parametrize(("code", "tag"), [("nl", "nl-NL"), ("en", "en-GB")])
def test_the_document_says_in_which_language_it_is(tmp_path, code, tag):
    parts = written(tmp_path, phrases=Phrases(Language(code)))
    assert parts["word/styles.xml"].find(f".//{W}lang").get(f"{W}val") == tag
    assert parts["docProps/core.xml"].findtext("{http://purl.org/dc/elements/1.1/}language") == tag


def test_strange_names_and_titles_are_text(tmp_path):
    parts = written(tmp_path, labels=told_town.about(*told_town.STRANGE).labels, title='{{ 1 + 1 }} <b> & "x"\x00')
    names = [row[0][0] for row in tables(parts)[0][1:]]
    assert names[:6] == [
        told_town.SCRIPT,
        told_town.FROM_RIGHT,
        told_town.LONG,
        told_town.findings().areas[3],
        "=1+1",
        "[% 1 + 1 %] ",
    ]
    assert paragraphs(parts["word/document.xml"])[0] == '{{ 1 + 1 }} <b> & "x"'
    cell = list(next(parts["word/document.xml"].iter(f"{W}tbl")).iter(f"{W}tr"))[2].find(f"{W}tc")
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
    assert len(list(parts["word/document.xml"].iter(f"{W}hyperlink"))) == 1


def test_who_adopted_the_norms_stands_in_the_footer(tmp_path):
    rows = told_town.table()
    rows["state"], rows["adopted_by"], rows["adopted_on"] = "adopted", "de raad van <Waterveen>", "2026-01-02"
    assert "<Waterveen>" in text(written(tmp_path, told_town.findings(rows))["word/footer.xml"])
    assert DUTCH.language.tr("No legal norm.") in text(written(tmp_path)["word/footer.xml"])


def test_libreoffice_opens_it(tmp_path):
    written(tmp_path, labels=told_town.about(*told_town.STRANGE).labels)
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


def test_a_place_that_cannot_be_written_is_refused_in_one_sentence(tmp_path):
    with pytest.raises(InputError, match="document"):
        write_docx(tmp_path / "no" / "block.docx", told_town.findings(), {}, DUTCH, "x")


def test_what_a_table_does_not_say_to_be_missing_is_a_dash():
    """A table that was edited may fail an area and leave its shortfall empty: that is no reason to lose the report."""
    findings = told_town.findings()
    assert {DUTCH.missing(question, math.nan) for question in findings.questions} == {"–"}
    assert DUTCH.missing(next(q for q in findings.questions if q.has_share), 2.4).startswith("3 ")
