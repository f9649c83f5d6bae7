"""Titles and notes of a results table in the language that is wanted."""

from __future__ import annotations

import json

from buurtmaat.core.results.findings import read_findings
from buurtmaat.core.results.table_languages import in_language, titles_in_language, titles_of
from towns.table_by_hand import read, row, table


def texts(**languages: object) -> str:
    return json.dumps(languages)


def test_titles_and_notes_are_told_in_a_language_where_the_table_has_them() -> None:
    both = texts(en={"title": "School", "note": "N", "norm_title": "Norms"}, nl={"title": "School dichtbij", "note": 3})
    found = read(
        row("a", title="Zelf", note="Eigen", texts=both, norm_title="Normen"),
        row("a", requirement="t", title="Park", note="P", texts="no JSON"),
        row("a", requirement="u", title="Bad", texts=texts(en="words")),
    )
    english, dutch = in_language(found, "en_GB"), in_language(found, "NL_be")
    assert [(one.title, one.note) for one in english.questions] == [("School", "N"), ("Park", "P"), ("Bad", "")]
    assert [(one.title, one.note) for one in dutch.questions] == [
        ("School dichtbij", "Eigen"),
        ("Park", "P"),
        ("Bad", ""),
    ]
    assert (english.norms.title, dutch.norms.title) == ("Norms", "Normen")
    assert titles_of(found, found.questions[0]) == {"Zelf", "School", "School dichtbij"}
    assert titles_of(found, found.questions[1]) == {"Park"}
    assert titles_in_language(found.table, "nl")["title"].tolist() == ["School dichtbij", "Park", "Bad"]


def test_a_table_without_texts_stays_as_it_is() -> None:
    old = table(row("a")).drop(columns="texts")
    found = read_findings(old)
    assert in_language(found, "nl") is found
    assert titles_in_language(old, "nl") is old
    assert titles_of(found, found.questions[0]) == {"School near"}
