"""The front of the report: three sentences for any result, where most people lack most, what is not judged."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest

from towns import runs, small_town
from towns.report_page import Page
from towns.runs import layer
from towns.small_town import EAST, WEST, row

LACKING = "Where most people lack something"
UNJUDGED = "What is not judged, and why"
MATRIX = "Every neighbourhood and every requirement"


def front(tmp_path: Path, **changes) -> Page:
    path = tmp_path / "report.html"
    small_town.check(REPORT=str(path), **changes)
    return Page(path)


def answer(page: Page) -> str:
    return page.lead


def places(page: Page) -> list[str]:
    """Return where people lack something; the note below them is a sentence too."""
    return [one for one in page.section(LACKING).items if one]


# The west stands 0, 5 … 295 m from the school, the east 600, 605 … 895 m; 60 dwellings each (see `small_town.town`).


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            [row(threshold=1000)],
            (
                "All 2 neighbourhoods meet all that is asked. "
                "Everything that is asked is there for 100 % of the dwellings."
            ),
        ),
        (
            [row(threshold=300)],
            (
                "1 of 2 neighbourhoods meets all requirements. "
                "Everything that is asked is there for 50 % of the dwellings; on average they have 0.5 of 1. "
                "“s” (300 m, 90 %) is missing most often: in 1 of 2 neighbourhoods."
            ),
        ),
        (
            [row(threshold=100)],  # 21 of 60 in the west
            (
                "None of the 2 neighbourhoods meets all requirements. "
                "Everything that is asked is there for 17 % of the dwellings; on average they have 0.1 of 1. "
                "“s” (100 m, 90 %) is met nowhere."
            ),
        ),
        (
            [row(id="near", threshold=300), row(id="nearer", threshold=100)],
            (
                "None of the 2 neighbourhoods meets all requirements; west meets the most: 1 of 2. "
                "Everything that is asked is there for 17 % of the dwellings; on average they have 0.6 of 2. "
                "“nearer” (100 m, 90 %) is met nowhere."
            ),
        ),
    ],
)
def test_the_answer_is_three_sentences(tmp_path, asked, said):
    assert answer(front(tmp_path, REQUIREMENTS=asked)) == said


def test_one_neighbourhood_is_named(tmp_path):
    areas = layer([(WEST, "west")], "areas", code="text")
    page = front(tmp_path, NEIGHBOURHOODS=areas, REQUIREMENTS=[row(), row(id="n", threshold=100)])
    assert answer(page).startswith("west meets 1 of the 2 requirements. ")
    page = front(tmp_path, NEIGHBOURHOODS=areas, REQUIREMENTS=[row()])
    assert answer(page).startswith("west meets all that is asked. ")


def test_where_nothing_is_judged_the_answer_says_so(tmp_path):
    assert answer(front(tmp_path, MIN_DWELLINGS=1000)).startswith("No neighbourhood is judged. ")
    page = front(tmp_path, REQUIREMENTS=[row(target="")])
    assert answer(page).startswith("No verdict is asked: the requirements have no target. ")


def test_of_each_area_the_requirement_that_most_lack_is_named_the_most_first(tmp_path):
    """Within 700 m the east has 21 of 60, of 54 that are asked (33 too few); within 150 m the west has 31 (23)."""
    page = front(tmp_path, REQUIREMENTS=[row(id="far", threshold=700), row(id="near", threshold=150)])
    assert places(page) == [
        "east 54 dwellings too far away near (150 m, 90 %)",
        "west 23 dwellings too far away near (150 m, 90 %)",
    ]
    page = front(tmp_path, REQUIREMENTS=[row(id="far", threshold=700)])
    assert places(page) == ["east 33 dwellings too far away far (700 m, 90 %)"]


def test_too_few_within_reach_are_said_otherwise_than_too_far(tmp_path):
    asked = [row(id="c", indicator="count", minimum=1, threshold=300)]
    assert places(front(tmp_path, REQUIREMENTS=asked)) == [
        "east 54 dwellings with too little nearby c (1 within 300 m, 90 %)"
    ]


def test_an_amount_concerns_an_area_and_comes_after_what_people_lack(tmp_path):
    amount = row(id="n", indicator="rate", threshold="1", unit="number", per="60", target="")
    assert places(front(tmp_path, REQUIREMENTS=[amount])) == ["east 1 facility missing n (1 per 60 dwellings)"]
    page = front(tmp_path, REQUIREMENTS=[amount, row(threshold=150)])
    assert [one.split()[0] for one in places(page)] == ["east", "west"]
    assert "too far away" in places(page)[0]


def test_where_nothing_is_missing_that_is_said(tmp_path):
    page = front(tmp_path, REQUIREMENTS=[row(threshold=1000)])
    assert places(page) == []
    assert "Nowhere is more missing than the target allows." in page.section(LACKING).sentences


def test_each_reason_is_told_once_with_all_that_is_not_judged_for_it(tmp_path):
    asked = [row(), *(row(id=name, facility=name) for name in ("library", "bank", "museum"))]
    (said,) = front(tmp_path, REQUIREMENTS=asked).section(UNJUDGED).items
    assert said == ("Type not in the data: library, bank, museum library, bank, museum · in up to 2 of 2")


@pytest.mark.parametrize(
    ("asked", "west"),
    [
        (["library", "bank"], ("d-1", "west: unknown")),  # types that are not there
        (["school"], ("d4", "west: 1 of 1")),
        (["school", "library"], ("d2", "west: 1 of 2")),  # half of what is judged is met
    ],
)
def test_the_map_does_not_show_as_none_what_is_unknown(tmp_path, asked, west):
    """As found: where all was unknown, the map had the colour of a neighbourhood that meets nothing."""
    front(tmp_path, REQUIREMENTS=[row(id=f"n_{name}", facility=name) for name in asked])
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    areas = re.findall(r'<path class="(d-?\d)"[^>]*><title>([^<]*)</title>', text)
    assert west in areas
    assert len(areas) == 2


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["library"], "Of none of the 2 neighbourhoods is it known whether it meets all requirements."),
        (["school", "library"], "Of none of the 2 neighbourhoods is it known whether it meets all requirements."),
        (["school"], "All 2 neighbourhoods meet all that is asked."),
    ],
)
def test_the_answer_is_no_answer_where_nothing_is_known(tmp_path, asked, said):
    """As found: a town of which all was unknown was said to meet the requirements in none of its neighbourhoods."""
    rows = [row(id=f"n_{name}", facility=name, threshold=1000) for name in asked]
    sentences = front(tmp_path, REQUIREMENTS=rows).section("").sentences
    assert any(one.startswith(said) for one in sentences)
    assert not any(one.startswith("2 cannot be judged.") for one in sentences)  # which has just been said


def test_the_text_calls_what_is_not_judged_as_the_page_does(tmp_path):
    """As found: "What is not known" stood above a neighbourhood of which nothing is asked."""
    done = small_town.check(REQUIREMENTS=[row(facility="library")])
    given = {"RESULTS": done.layer("OUTPUT_RESULTS"), "NEIGHBOURHOODS": done.layer("OUTPUT_NEIGHBOURHOODS")}
    given |= {"NEIGHBOURHOOD_ID": "code", "LANGUAGE": "en", "DOCUMENT": str(tmp_path / "text.docx")}
    runs.run("compliancereport", {**given, "REPORT": str(tmp_path / "report.html")})
    with zipfile.ZipFile(tmp_path / "text.docx") as file:
        text = file.read("word/document.xml").decode()
    assert UNJUDGED in text
    assert "What is not known" not in text


def test_whose_report_it_is_stands_above(tmp_path):
    done = small_town.check()
    (tmp_path / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    given = {
        "RESULTS": done.layer("OUTPUT_RESULTS"),
        "NEIGHBOURHOODS": small_town.areas(),
        "NEIGHBOURHOOD_ID": "code",
        "MUNICIPALITY": "Gemeente Noord & Zuid",
        "LOGO": str(tmp_path / "logo.svg"),
        "COLOUR": "#ffd500",
        "REPORT": str(tmp_path / "report.html"),
    }
    runs.run("compliancereport", given)
    page = Page(tmp_path / "report.html")
    assert page.section("").sentences[0] == "Gemeente Noord & Zuid"
    (image,) = [attributes for tag, attributes in page.tags if tag == "img"]
    assert image["src"].startswith("data:image/svg+xml;base64,")
    assert image["alt"] == "Gemeente Noord & Zuid"
    assert "--rule: #ffd500;" in page.text
    assert "--accent: #ffd500;" in page.text, "by night it can be read"


def test_with_too_many_cells_the_matrix_holds_the_areas_above(tmp_path, monkeypatch):
    from buurtmaat.adapters.report import matrix_section

    areas = layer([(WEST, "west", "one"), (EAST, "east", "two")], "areas", code="text", wijkcode="text")
    given = {"NEIGHBOURHOODS": areas, "LEVEL_FIELDS": ["wijkcode"]}
    assert [line[0] for line in front(tmp_path, **given).rows(MATRIX)] == ["west", "east", "All together"]
    monkeypatch.setattr(matrix_section, "MOST_CELLS", 1)
    page = front(tmp_path, **given, REQUIREMENTS=[row()])
    assert page.rows(MATRIX)[:-1] == [], "two districts are more than one cell"
    monkeypatch.setattr(matrix_section, "MOST_CELLS", 3)
    page = front(tmp_path, **given, REQUIREMENTS=[row(), row(id="t", threshold=1000)])
    assert [line[0] for line in page.rows(MATRIX)] == ["All together"]
    page = front(tmp_path, **{**given, "REQUIREMENTS": [row(), row(id="t", threshold=1000)]})
    assert any("the table is too long to read here" in one for one in page.section(MATRIX).sentences)
    monkeypatch.setattr(matrix_section, "MOST_CELLS", 2)
    areas = layer(
        [(WEST, "west", "one"), (EAST, "east", "one"), (small_town.EAST, "far", "one")],
        "areas",
        code="text",
        wijkcode="text",
    )
    page = front(tmp_path, NEIGHBOURHOODS=areas, LEVEL_FIELDS=["wijkcode"], REQUIREMENTS=[row()])
    assert [line[0] for line in page.rows(MATRIX)] == ["one", "All together"]
    assert page.rows(MATRIX)[0][2] == "50 % no verdict"


@pytest.mark.parametrize("level", [None, "kern"])
def test_the_front_counts_as_the_table_does_or_says_what_it_counts(tmp_path, level):
    """One school for both neighbourhoods: their settlement has it once, and the table shows that in each of them."""
    areas = layer([(WEST, "west", "D"), (EAST, "east", "D")], "areas", code="text", kern="text")
    asked = {"indicator": "presence", "threshold": 1, "unit": "number", "target": None}
    norms = small_town.norm_file(tmp_path, **asked, **({"level": level} if level else {}))
    page = front(tmp_path, NEIGHBOURHOODS=areas, LEVEL_FIELDS=["kern"], NORM_FILE=norms, REQUIREMENTS=None)
    shown = [line[2].split()[-2:] for line in page.rows(MATRIX)[:2]]
    assert [one.count("meets") for one in shown] == ([1, 1] if level else [1, 0])
    if level:
        told = (
            "Over all neighbourhoods: 1 requirement met, 0 failed, 0 unknown. In these, a requirement that is judged "
            "for a larger area counts once for that area. Counted in each neighbourhood, as the table shows them: "
            "2 met, 0 failed, 0 unknown."
        )
    else:
        told = "Over all neighbourhoods: 1 requirement met, 1 failed, 0 unknown."
    assert told in page.section("").sentences


@pytest.mark.slow  # the titles of a shipped set are looked at always in the report of a small town
def test_a_shipped_set_is_told_in_the_language_of_the_report(tmp_path):
    from towns.sample_run import sample_inputs

    made = {"OUTPUT_RESULTS": str(tmp_path / "results.gpkg"), "OUTPUT_NEIGHBOURHOODS": str(tmp_path / "areas.gpkg")}
    runs.run("basicrequirements", {**sample_inputs(), "NORM_SET": "meeting", **made})
    given = {"RESULTS": made["OUTPUT_RESULTS"], "NEIGHBOURHOODS": made["OUTPUT_NEIGHBOURHOODS"]}
    path = Path(small_town.__file__).resolve().parent.parent.parent / "resources" / "norms" / "meeting.json"
    norms = json.loads(path.read_text(encoding="utf-8"))
    for language in ("nl", "en"):
        runs.run("compliancereport", {**given, "LANGUAGE": language, "REPORT": str(tmp_path / "r.html")})
        text = (tmp_path / "r.html").read_text(encoding="utf-8")
        for requirement in norms["requirements"]:
            assert f"<strong>{requirement['title'][language]}</strong>" in text


@pytest.mark.parametrize(
    ("language", "street", "line"),
    [
        ("en", "s: 300 m, for 90\xa0% of the dwellings; over streets, on foot", "in a straight line, by bicycle"),
        ("nl", "s: 300 m, voor 90\xa0% van de woningen; over straat, lopend", "hemelsbreed, met de fiets"),
    ],
)
def test_the_whole_norm_stands_behind_its_head_in_the_language_of_the_report(tmp_path, language, street, line):
    asked = [row(), row(id="t", metric="straight", mode="cycle")]
    given = {
        "RESULTS": small_town.check(REQUIREMENTS=asked).layer("OUTPUT_RESULTS"),
        "NEIGHBOURHOODS": small_town.areas(),
        "NEIGHBOURHOOD_ID": "code",
        "LANGUAGE": language,
        "REPORT": str(tmp_path / "r.html"),
    }
    runs.run("compliancereport", given)
    text = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert f'<span class="tip">{street}' in text
    assert line in text


def test_whose_data_it_is_stands_below_the_maps(tmp_path):
    areas = small_town.areas()
    areas.serverProperties().setAttribution("Statistics <Office>, CC BY 4.0")
    page = front(tmp_path, NEIGHBOURHOODS=areas)
    said = "Data: Statistics <Office>, CC BY 4.0"
    assert said in page.section("").captions[0]
    assert any(said in one for one in page.section("Each requirement").sentences)
    assert "Data: " not in front(tmp_path).text


def test_a_neighbourhood_of_which_nothing_is_known_is_not_drawn_as_one_that_meets_nothing(tmp_path):
    """As found: it had the colour of none, and "0 of 1" on it, where nobody knows of libraries."""

    def shades(*asked: list[str]) -> list[tuple[str, str]]:
        front(tmp_path, REQUIREMENTS=list(asked))
        text = (tmp_path / "report.html").read_text(encoding="utf-8")
        return re.findall(r'<path class="d(-?\d)"[^>]*><title>([^<]*)</title>', text)

    library = row(id="l", facility="library")
    assert shades(library) == [("-1", "west: unknown"), ("-1", "east: unknown")]
    assert shades(row(threshold=300), library) == [("2", "west: 1 of 2"), ("0", "east: 0 of 2")]
