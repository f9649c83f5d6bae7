"""The pages with every norm that is shipped say what the files of norms say."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from buurtmaat.core.norms.indicators import INDICATORS
from buurtmaat.core.norms.model import BUILT_IN_MODES

ROOT = Path(__file__).resolve().parent.parent
NORMS = ROOT / "resources" / "norms"


def test_the_pages_are_an_english_and_a_dutch_one(load_script: Callable[[str], ModuleType]) -> None:
    made = [path for path, _ in load_script("docs/norm_library").pages()]
    assert made == [ROOT / "docs" / "norm-library.md", ROOT / "docs" / "nl" / "norm-library.md"]


@pytest.mark.parametrize(("page", "language"), [("norm-library.md", "en"), ("nl/norm-library.md", "nl")])
def test_each_norm_is_on_the_page_with_its_note_and_the_address_of_its_source(page: str, language: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    for file in NORMS.glob("*.json"):
        for one in json.loads(file.read_text(encoding="utf-8")).get("requirements", ()):
            assert f"| {one['title'][language]} |" in text, one["id"]
            assert f"- **{one['title'][language]}.** {one['note'][language]}" in text, one["id"]
            assert one.get("url", "") in text


def test_the_guide_names_every_set_and_every_kind_of_norm() -> None:
    guide = (ROOT / "docs" / "norm-sets.md").read_text(encoding="utf-8")
    sets = {file.stem for file in NORMS.glob("*.json")} - {"library", "schema"}
    assert sets == {name for name in sets if f"| `{name}` |" in guide}
    kinds = guide.partition("| kind |")[2].partition("\n\n")[0]
    assert kinds.count("\n") == 1 + len(INDICATORS)  # the line below the heads, and a row for each


@pytest.mark.parametrize(("page", "point"), [("norm-sets.md", "."), ("nl/norm-sets.md", ",")])
def test_the_guide_has_the_speeds(page: str, point: str) -> None:
    text = " ".join((ROOT / "docs" / page).read_text(encoding="utf-8").split())
    for mode in BUILT_IN_MODES:
        speed = f"{mode.kmh:g}" if mode.kmh >= 10 else f"{mode.kmh:.1f}".replace(".", point)
        assert f"({speed}" in text, mode.name
