"""What is not there today does not count today: a run that counts it all the same says so wherever it is read."""

from __future__ import annotations

import pytest

from buurtmaat.adapters.io.roles import CLOSING_ROLE, OPENING_ROLE, STREET_YEAR_ROLE, find_column
from towns.runs import arrived, grid, layer, point
from towns.small_town import check, town, verdicts

FUTURE, PAST = 2150, 1950
"""Whatever the clock says: these tests do not depend on it."""


def schools(*rows: tuple[int | None, int | None], opens: str = "open_from", closes: str = "open_until"):
    return layer([(point(100, 0), start, end) for start, end in rows], "schools", **{opens: "int", closes: "int"})


def given(*rows: tuple[int | None, int | None], **changes) -> dict:
    return {"FACILITIES": [schools(*rows)], "FACILITY_TYPES": "school", **changes}


def warnings(done) -> list[str]:
    return [text for text in done.feedback.warnings if "count all the same" in text]


def test_what_opens_later_and_counts_is_warned_of():
    done = check(**given((FUTURE, None), (FUTURE, None), (None, None)))
    (said,) = warnings(done)
    assert ": 2." in said
    assert "open_from" in said
    assert "OPEN_FROM_FIELD" in said
    assert verdicts(done)["west"]["compliance"] == "meets"


def test_what_has_closed_and_counts_is_warned_of():
    (said,) = warnings(check(**given((None, PAST), (None, FUTURE))))
    assert ": 1." in said
    assert "OPEN_UNTIL_FIELD" in said


def test_what_is_left_out_needs_no_warning():
    done = check(**given((FUTURE, None)), YEARS="2026", OPEN_FROM_FIELD="open_from", OPEN_UNTIL_FIELD="open_until")
    assert warnings(done) == []
    assert verdicts(done)["west"]["compliance"] == "fails"


def test_the_first_of_the_years_is_what_a_field_is_compared_with():
    assert warnings(check(**given((2030, 2040)), YEARS="2030;2035")) == []
    (said,) = warnings(check(**given((2030, 2040)), YEARS="2029;2035"))
    assert "2029" in said
    (said,) = warnings(check(**given((2030, 2040)), YEARS="2041"))
    assert "closed before 2041" in said


def test_a_layer_without_such_years_is_not_warned_of():
    assert warnings(check(**given((None, None), (1990, FUTURE)))) == []
    assert warnings(check()) == []


def test_streets_to_come_are_warned_of():
    streets = layer([(wkt, FUTURE if n < 3 else None) for n, wkt in enumerate(grid())], "streets", jaar="int")
    (said,) = warnings(check(NETWORK=streets))
    assert ": 3." in said
    assert "STREET_YEAR_FIELD" in said
    assert "jaar" in said
    assert warnings(check(NETWORK=streets, STREET_YEAR_FIELD="jaar", YEARS="2026")) == []


def test_the_report_and_the_metadata_of_layers_say_it_too(tmp_path):
    report = tmp_path / "report.html"
    changes = given((FUTURE, None), REPORT=str(report))
    (said,) = warnings(check(**changes))
    fact, advice = said.split(": 1.")
    metadata = arrived("basicrequirements", town(**changes), "OUTPUT_DWELLINGS").metadata().abstract()
    for read in (report.read_text(encoding="utf-8"), metadata):
        assert f"{fact}: 1." in read
        assert advice.strip() not in read


@pytest.mark.parametrize(
    ("role", "names"),
    [
        (OPENING_ROLE, ("open_from", "Opening_Year", "OPENS", "open_vanaf", "openingsjaar", "jaar_opening")),
        (CLOSING_ROLE, ("open_until", "closing_year", "Closes", "open_tot", "SLUITINGSJAAR", "jaar_sluiting")),
        (STREET_YEAR_ROLE, ("street_year", "year", "year_opened", "jaar", "aanlegjaar", "jaar_aanleg")),
    ],
)
def test_fields_with_years_are_known_in_english_and_dutch(role, names):
    for name in names:
        assert find_column(role, ["fid", name, "opening_hours", "bouwjaar"], {}) == name
    assert find_column(role, ["fid", "opening_hours", "bouwjaar", "source_year_2"], {}) is None
