"""What pages and files have of the code is in step with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from towns.fixtures import provider

__all__ = ["provider"]


@pytest.fixture(scope="module")
def pages(load_script: Callable[[str], ModuleType]) -> ModuleType:
    return load_script("docs/pages")


def test_every_page_is_in_step(pages: ModuleType, load_script: Callable[[str], ModuleType], provider: object) -> None:
    wrong = {name: pages.out_of_step(load_script(f"docs/{name}").pages()) for name in pages.MADE_BY}
    assert {name: [path for path, _ in files] for name, files in wrong.items() if files} == {}, "run scripts/pages"


def test_what_lies_beside_is_asked_too(pages: ModuleType, root: Path) -> None:
    there = {path.stem for path in (root / "scripts" / "docs").glob("*.py")}
    assert there == {*pages.MADE_BY, "pages", "site_hooks"}


def test_a_page_that_is_not_in_step_or_not_there_is_named(pages: ModuleType, tmp_path: Path) -> None:
    good, other, gone = (tmp_path / name for name in ("good.md", "other.md", "gone.md"))
    good.write_text("a", encoding="utf-8")
    other.write_text("b", encoding="utf-8")
    assert pages.out_of_step([(good, "a"), (other, "c"), (gone, "d")]) == [(other, "c"), (gone, "d")]
