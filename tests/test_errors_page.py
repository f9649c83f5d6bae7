"""The page of wrong inputs is that of the cases that the tests run."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import pytest

from towns.fixtures import provider

__all__ = ["provider"]


@pytest.fixture(scope="module")
def errors_page(load_script: Callable[[str], ModuleType]) -> ModuleType:
    return load_script("docs/errors_page")


def test_every_algorithm_has_its_part_of_the_page(errors_page, provider) -> None:
    headings = {line[3:] for line in dict(errors_page.pages())[errors_page.PAGE].splitlines() if line.startswith("## ")}
    assert {one.displayName() for one in provider.algorithms() if hasattr(one, "STEM")} <= headings


def test_what_markdown_would_read_as_marks_is_shown_as_it_is(errors_page) -> None:
    assert errors_page._plain("`a|b` of *[x]* in _total, MAX_SNAP") == r"\`a\|b\` of \*\[x\]\* in \_total, MAX_SNAP"
