"""What is said in two sentences of a run, by small towns whose verdicts are known."""

from __future__ import annotations

from buurtmaat.adapters.explore.area_cards import outcome_text
from buurtmaat.adapters.io.translation import Language
from buurtmaat.adapters.report.phrases import Phrases
from buurtmaat.adapters.results.run_outputs import read_results
from buurtmaat.core.results.findings import read_findings
from towns.fixtures import clean_project, provider
from towns.runs import layer, point
from towns.small_town import check, row

__all__ = ["clean_project", "provider"]


def said(**changes) -> str:
    return outcome_text(read_findings(read_results(check(**changes).layer("OUTPUT_RESULTS"))))


def test_what_fails_most_often_is_named(provider):
    """The one school is near the west; nobody has two of them."""
    wanted = [row(), row(id="c", indicator="count", minimum=2, threshold=400)]
    assert said(REQUIREMENTS=wanted) == (
        "0 of 2 neighbourhoods meet all requirements. Most often missing: c (2 neighbourhoods)."
    )
    assert said() == "1 of 2 neighbourhoods meets all requirements. Most often missing: s (1 neighbourhood)."


def test_where_all_is_met_it_is_said(provider):
    schools = layer([point(100, 0), point(500, 300)], "school")
    text = "2 of 2 neighbourhoods meet all requirements. No requirement fails anywhere."
    assert said(FACILITIES=[schools]) == text


def test_what_cannot_be_judged_is_never_called_met(provider):
    """Nobody knows of libraries."""
    wanted = [row(facility="library")]
    assert said(REQUIREMENTS=wanted) == (
        "Of none of the 2 neighbourhoods is it known whether it meets all requirements. "
        "2 cannot be judged, most often since: type not in the data: library."
    )


def test_in_another_language_a_type_that_is_lacking_is_named_itself_too(provider):
    """As found: a layer had “Buurthuis”, and the panel said that “buurthuis” is not in the data."""
    words = Phrases(Language("nl"))
    question = read_findings(
        read_results(check(REQUIREMENTS=[row(facility="community centre")]).layer("OUTPUT_RESULTS"))
    ).questions[0]
    assert words.reason("no_facility", question) == "soort niet in de gegevens: buurthuis (community centre)"


def test_what_cannot_be_judged_is_told_beside_what_fails(provider):
    """The west has its school and the east has none; of libraries nobody knows, so that the west may meet all."""
    wanted = [row(), row(id="l", facility="library")]
    assert said(REQUIREMENTS=wanted) == (
        "0 of 2 neighbourhoods meet all requirements. 1 cannot be judged. Most often missing: s (1 neighbourhood)."
    )


def test_without_a_target_nothing_is_judged(provider):
    assert said(REQUIREMENTS=[row(target="")]) == "No verdict is asked: the requirements have no target."
