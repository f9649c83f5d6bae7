"""Provider filters that a recipe may hold."""

from __future__ import annotations

import pytest

from buurtmaat.core.recipes.subsets import is_plain_subset


@pytest.mark.parametrize(
    "text",
    [
        "",
        "n > 5",
        "lower(\"naam\") = 'o''brien (x'",
        "status in ('a', 'b')",
        "not (a = 1 or b = 2)",
        "coalesce (n, 0) > 1",
    ],
)
def test_comparisons_are_plain(text):
    assert is_plain_subset(text)


@pytest.mark.parametrize(
    "text",
    [
        "load_extension('x')",
        "1load_extension('x')",
        "éload_extension('x')",
        '"lower"(n) = 1',
        "lower(ogr_geocode(n)) = 1",
    ],
)
def test_other_functions_are_not(text):
    assert not is_plain_subset(text)


@pytest.mark.parametrize(("text", "plain"), [("a", True), ("a1", True), ("a ", True), ("in(", True), ("f(", False)])
def test_a_filter_as_long_as_a_recipe_holds_is_looked_at_once(text, plain):
    """Looked at again from each of its letters, a word of a million takes hours."""
    assert is_plain_subset(text * (1_000_000 // len(text))) == plain
