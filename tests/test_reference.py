"""The tables of inputs on the pages are those of the algorithms: what an input is for is written once, in its help."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest

from buurtmaat.core import statuses
from towns.fixtures import provider

__all__ = ["provider"]

PAGES = Path(__file__).resolve().parent.parent / "docs"


@pytest.fixture(scope="module")
def reference(load_script: Callable[[str], ModuleType]) -> ModuleType:
    return load_script("docs/reference_tables")


def test_every_input_has_its_row_on_its_page_or_among_the_network_options(provider, reference) -> None:
    options = set(re.findall(r"^\| `([A-Z_0-9]+)`", reference.OPTIONS.read_text(encoding="utf-8"), re.MULTILINE))
    assert set(reference.NETWORK_OPTIONS) <= options
    years = set(re.findall(r"^\| `([A-Z_0-9]+)`", page("requirements_over_years"), re.MULTILINE))
    for algorithm in provider.algorithms():
        if hasattr(algorithm, "STEM"):
            own = set(re.findall(r"^\| `([A-Z_0-9]+)`", page(algorithm.STEM), re.MULTILINE))
            of_requirements = set(re.findall(r"^\| `([A-Z_0-9]+)`", page("basic_requirements"), re.MULTILINE))
            told = own | options
            if algorithm.groupId() == "requirements" and "requirements" in algorithm.name():
                told |= years | of_requirements
            inputs = {d.name() for d in algorithm.parameterDefinitions() if not d.isDestination()}
            assert inputs <= told, algorithm.name()


def page(stem: str) -> str:
    return (PAGES / "algorithms" / f"{stem}.md").read_text(encoding="utf-8")


def test_every_reason_has_its_row_on_the_page_of_the_rules() -> None:
    told = (PAGES / "verdict-rules.md").read_text(encoding="utf-8").partition("\n## Reasons\n")[2].partition("\n## ")[0]
    assert re.findall(r"^\| `(\w+)` \|", told, re.MULTILINE) == list(statuses.REASONS)


VERDICTS = ("meets", "fails", "unknown", "too few dwellings", "not applicable")


@pytest.mark.parametrize("page", ["verdicts.md", "nl/verdicts.md"])
def test_every_verdict_has_its_row_with_its_sign_and_the_words_of_the_interface(page: str) -> None:
    catalogue = ElementTree.parse(PAGES.parent / "resources" / "i18n" / "buurtmaat_nl.ts")  # noqa: S314 -- ours
    dutch = {one.findtext("source"): one.findtext("translation") for one in catalogue.iter("message")}
    words = [dutch[one] for one in VERDICTS] if page.startswith("nl/") else [*VERDICTS]
    told = re.findall(r"^\| (\S) \| ([^|]+) \|", (PAGES / page).read_text(encoding="utf-8"), re.MULTILINE)
    assert told == list(zip(statuses.MARKS.values(), words, strict=True))
