"""Buttons, menus and other labels that a guide names, in italics, are called so in the windows, in either language."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).resolve().parent.parent
GUIDES = (
    "start",
    "tutorial",
    "panel",
    "preparing-data",
    "dutch-data",
    "norm-sets",
    "norm-set-editor",
    "verdicts",
    "results",
    "workshop",
    "planning-ahead",
    "monitor",
    "partners",
    "faq",
)
ITALIC = re.compile(r"(?<!\*)\*(?!\*)([^*]+)\*(?!\*)")
OTHERS = {
    *("Buurtmaat", "Uitvoeren"),  # a name, and a button of Processing
    *("Styles", "Extract by expression", "Field calculator"),  # of QGIS
    *("Layer", "Add Layer", "Add Delimited Text Layer"),
    *("Kaartlagen", "Laag toevoegen", "Tekstgescheiden laag toevoegen"),
    *("Stijlen", "Uitnemen met expressie", "Veld calculator"),
    *("Plugins", "Manage and Install Plugins…", "Install from ZIP", "Install Plugin"),
    *("Plug-ins", "Plug-ins beheren en installeren…", "Installeren vanuit ZIP", "Plug-in installeren"),
    *("Meeting places (example values)", "Meeting place within walking distance"),  # titles of the norms
    "Ontmoetingsplek op loopafstand",
    *("…", "woonmilieus", "counted in", "geteld in", "size", "grootte van één"),  # a sign, a word, labels in a sentence
}


def plain(label: str) -> str:
    """Return a label without its access key, its dots and full stop."""
    return re.sub(r"&(?!&)", "", label).rstrip("….")


@pytest.fixture(scope="module")
def labels() -> dict[str, set[str]]:
    catalogue = ElementTree.parse(ROOT / "resources" / "i18n" / "buurtmaat_nl.ts")  # noqa: S314 -- our own file
    messages = [(one.findtext("source", ""), one.findtext("translation", "")) for one in catalogue.iter("message")]
    return {"": {plain(source) for source, _ in messages}, "nl": {plain(dutch) for _, dutch in messages}}


@pytest.mark.parametrize("language", ["", "nl"])
@pytest.mark.parametrize("guide", GUIDES)
def test_labels_on_a_page_are_those_of_the_windows(labels: dict[str, set[str]], guide: str, language: str) -> None:
    text = (ROOT / "docs" / language / f"{guide}.md").read_text(encoding="utf-8")
    without = re.sub(r"`[^`]*`|\*\*[^*]+\*\*", "", text)
    named = [part for one in ITALIC.findall(without) for part in re.sub(r"\s+", " ", one).split(" \u203a ")]
    # Of a label with a number in it the page has dots in its place.
    shaped = {re.sub(r"\{\w+\}", "…", one) for one in labels[language]}
    assert named or guide == "dutch-data"
    assert [one for one in named if one not in OTHERS and plain(one) not in shaped and one not in shaped] == []
