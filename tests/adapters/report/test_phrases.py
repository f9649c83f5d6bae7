"""What a report says of a requirement in words: in which areas it is asked."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import numpy as np
import pytest

from buurtmaat.adapters.io.translation import Language
from buurtmaat.adapters.outputs.provenance import InputLayer
from buurtmaat.adapters.report.barcode import Function, barcode
from buurtmaat.adapters.report.phrases import Phrases
from buurtmaat.core.statuses import REASONS
from towns import told_town

ENGLISH, DUTCH = (Phrases(Language(code)) for code in ("en", "nl"))


@pytest.mark.parametrize("reason", REASONS)
def test_each_reason_has_words_in_both_languages(reason: str) -> None:
    english, dutch = (phrases.reason(reason) for phrases in (ENGLISH, DUTCH))
    assert len({reason, english, dutch}) == 3


@pytest.mark.parametrize(
    ("tests", "english", "dutch"),
    [
        (
            [["inhabitants", ">=", 1500]],
            "It is asked only where the number of inhabitants is at least 1,500.",
            "Dit wordt alleen gevraagd waar het aantal inwoners minstens 1.500 is.",
        ),
        (
            [["stedelijkheid", "in", [1, 2.125]], ["settlement", "!=", "Delft"]],
            "It is asked only where “stedelijkheid” is 1 or 2.125 and the settlement is not “Delft”.",
            "Dit wordt alleen gevraagd waar “stedelijkheid” 1 of 2,125 is en de kern niet “Delft” is.",
        ),
        (
            [["dense", "=", True], ["households", "<", 10]],
            "It is asked only where “dense” is true and the number of households is less than 10.",
            "Dit wordt alleen gevraagd waar “dense” waar is en het aantal huishoudens kleiner dan 10 is.",
        ),
        ([], "", ""),
    ],
)
def test_where_a_requirement_is_asked_is_said_in_words(tests, english, dutch):
    question = replace(told_town.findings().questions[0], conditions=json.dumps({"applies_if": tests}))
    assert ENGLISH.asked_where(question) == english
    assert DUTCH.asked_where(question) == dutch


@pytest.mark.parametrize(
    ("changes", "english"),
    [
        (
            {"serves_from": 4.0, "serves_to": 20.0, "quotation": "all", "looked_up": "2026-11-29"},
            (
                "One facility serves 4 to 20 dwellings. In the words of the source: “all” "
                "Last looked up on 29 November 2026."
            ),
        ),
        ({"looked_up": "2026-11-29"}, "Last looked up on 29 November 2026."),
        ({"looked_up": "last year"}, "Last looked up on last year."),
        ({}, ""),
    ],
)
def test_what_else_is_known_of_a_norm_stands_beside_its_source(changes, english):
    nothing = {"serves_from": np.nan, "serves_to": np.nan, "quotation": "", "looked_up": ""}
    question = replace(told_town.findings().questions[0], weight="dwellings", **{**nothing, **changes})
    assert ENGLISH.provenance(question) == english


NAN = math.nan


@pytest.mark.parametrize(
    ("asked", "english", "dutch"),
    [
        # No field says what a neighbourhood is: its rows have what is asked elsewhere, which may be nothing.
        (
            {"lacks_classes": True, "here": (0.0,), "elsewhere": 0.0, "threshold": NAN},
            "0 m² to 125 m² per 1,000 dwellings, by living environment, which is unknown here",
            "0 m² tot 125 m² per 1.000 woningen, naar woonmilieu, dat hier onbekend is",
        ),
        # None is named by the norm, or none is filled in: the report says beside it which.
        (
            {"here": (NAN,), "threshold": NAN},
            "70 m² to 125 m² per 1,000 dwellings, by living environment",
            "70 m² tot 125 m² per 1.000 woningen, naar woonmilieu",
        ),
        # Of one neighbourhood it is not known: what is asked of the others does not hold there.
        (
            {"here": (70.0, NAN), "threshold": 70.0},
            "70 m² per 1,000 dwellings, by living environment",
            "70 m² per 1.000 woningen, naar woonmilieu",
        ),
        ({"here": (70.0,), "threshold": 70.0}, "70 m² per 1,000 dwellings", "70 m² per 1.000 woningen"),
        ({"here": (0.0,), "threshold": 0.0}, "nothing asked", "niets gevraagd"),
        ({"here": (NAN,), "threshold": NAN, "conditions": ""}, "by living environment", "naar woonmilieu"),
    ],
)
def test_what_goes_by_living_environment_is_said_so(asked, english, dutch):
    classes = {"centre": 125.0, "suburb": 70.0, "village": 70.0}
    rate = {"indicator": "rate", "unit": "m2", "per": 1000.0, "weight": "dwellings", "target": NAN}
    usual = {**rate, "conditions": json.dumps({"thresholds_by_class": classes}), "elsewhere": NAN}
    question = replace(told_town.findings().questions[0], **{**usual, **asked})
    assert ENGLISH.threshold(question) == english
    assert DUTCH.threshold(question) == dutch
    said = "By living environment: centre 125 m²; suburb, village 70 m²" if question.conditions else ""
    said += "; elsewhere nothing asked." if question.elsewhere == 0 else "." if said else ""
    assert ENGLISH.by_class(question) == said


@pytest.mark.parametrize(
    ("asked", "value", "english", "dutch"),
    [
        ({"indicator": "rate", "unit": "m2"}, 757.4, "757 m² per 1,000 dwellings", "757 m² per 1.000 woningen"),
        ({"indicator": "rate", "unit": "number"}, 2.555, "2.55 per 1,000 dwellings", "2,55 per 1.000 woningen"),
        ({"indicator": "presence", "unit": "number"}, 1.0, "1 facility", "1 voorziening"),
        ({"indicator": "presence", "unit": "number"}, 3.0, "3 facilities", "3 voorzieningen"),
        ({"indicator": "presence", "unit": "m2"}, 1218.0, "1,218 m²", "1.218 m²"),
        ({"indicator": "area_share", "unit": "share"}, 0.0312, "3.1 %", "3,1 %"),
        ({"indicator": "distance", "unit": "m", "target": 0.95}, 0.88, "88 %", "88 %"),
        ({"indicator": "rate", "unit": "m2"}, math.nan, "–", "–"),
    ],
)
def test_a_figure_has_its_unit(asked, value, english, dutch):
    """As found: "○ 757" on a card, and "2,55 → 2,68" beside a name."""
    usual = {"per": 1000.0, "weight": "dwellings", "target": NAN, "threshold": NAN}
    question = replace(told_town.findings().questions[0], **{**usual, **asked})
    assert ENGLISH.measured(question, value) == english
    assert DUTCH.measured(question, value) == dutch


def test_the_sentences_of_a_requirement_say_where_it_is_asked():
    findings = told_town.findings()
    said = {question.id: ENGLISH.question(findings, question) for question in findings.questions}
    sentence = "It is asked only where the number of inhabitants is at least 500."
    some = [name for name, text in said.items() if sentence in text]
    assert some == [question.id for question in findings.questions if "applies_if" in question.conditions]
    assert some


@pytest.mark.parametrize("missing", [0.05, 0.68, 1.13, 6.04, 9.96, 33.6, 12.0, 1234.5])
def test_the_barcode_writes_what_is_missing_as_the_list_does(missing):
    """As found: 1,2 m² in the list beside a balance of -1,1."""
    square = replace(told_town.findings().questions[0], indicator="rate", unit="m2")
    space = Function(
        name="Park",
        unit="m²",
        needed=np.array([2000 + missing]),
        available=np.array([2000.0]),
        unsure=np.array([False]),
    )
    for phrases in (ENGLISH, DUTCH):
        ((_, _, ((_, _, balance, short),)),) = barcode(["a"], [space], phrases.language)["rows"]
        assert short
        assert balance.removeprefix("−") + " m²" == phrases.missing(square, missing)
        digits = balance.removeprefix("−").replace(phrases.language.number(1000, 0)[1], "").replace(",", ".")
        assert missing <= float(digits) < missing + max(0.1, missing / 10)


@pytest.mark.parametrize(("needed", "said"), [(1.15, "1,2"), (33.6, "34"), (6.04, "6,1"), (268.4, "269")])
def test_where_nothing_is_there_the_barcode_writes_one_number_for_what_is_needed_and_missing(needed, said):
    """As found: 33,6 m² needed, none there, and a balance of -34."""
    none = np.array([0.0])
    space = Function(name="Park", unit="m²", needed=np.array([needed]), available=none, unsure=none > 0)
    ((_, _, (figures,)),) = barcode(["a"], [space], DUTCH.language)["rows"]
    assert figures == (said, "0", f"−{said}", True)


def test_the_day_of_a_file_is_written_in_words():
    layer = InputLayer(parameter="NETWORK", name="streets", features=1200, date="2026-11-03", rights="")
    assert ENGLISH.input_layer(layer) == "1,200 features, file of 3 November 2026"
    assert DUTCH.input_layer(layer) == "1.200 objecten, bestand van 3 november 2026"


def test_less_than_one_facility_is_part_of_one():
    number = replace(told_town.findings().questions[0], indicator="rate", unit="number")
    said = {value: (ENGLISH.missing(number, value), DUTCH.missing(number, value)) for value in (0.68, 1.0, 1.5, 12.0)}
    assert said == {
        0.68: ("0.68 of a facility", "0,68 voorziening"),
        1.0: ("1 facility", "1 voorziening"),
        1.5: ("1.5 facilities", "1,5 voorzieningen"),
        12.0: ("12 facilities", "12 voorzieningen"),
    }


@pytest.mark.parametrize(
    ("change", "decimals", "shown"),
    [
        (2.04, 1, "+2,0"),
        (-2.06, 1, "−2,1"),
        (0.04, 1, "0,0"),
        (-0.04, 1, "0,0"),
        (1234.0, 0, "+1.234"),
        (math.nan, 1, "–"),
    ],
)
def test_a_change_has_its_sign_and_what_rounds_to_none_has_none(change: float, decimals: int, shown: str) -> None:
    assert Language("nl").change(change, decimals) == shown
