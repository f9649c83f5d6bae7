"""Which rows meet conditions: compared as text and as numbers, and against the rules row by row."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buurtmaat.core.norms.model import Condition
from buurtmaat.core.requirements.conditions import meets_all, no_numbers
from towns.plain_assessment import meets


@pytest.mark.parametrize(
    ("op", "wanted", "passing"),
    [
        ("=", "woonplus", ["Woonplus", " WOONPLUS "]),
        ("!=", "woonplus", ["De Hof", "3", 3, 3.0, 3.5, True]),
        ("=", 3.0, ["3", 3, 3.0]),
        ("=", "3", ["3", 3, 3.0]),
        ("!=", 3.0, ["Woonplus", " WOONPLUS ", "De Hof", 3.5, True]),
        (">", 3.0, [3.5]),
        ("<=", 3.0, ["3", 3, 3.0, True]),
        ("in", ("de hof", 3.5), ["De Hof", 3.5]),
        ("=", True, [True]),
        ("<", "e", ["De Hof", "3", 3, 3.0, 3.5]),
    ],
)
def test_conditions(op: str, wanted: object, passing: list[object]) -> None:
    values = ["Woonplus", " WOONPLUS ", "De Hof", "", "  ", "3", 3, 3.0, 3.5, True, None, math.nan]
    passes, null = meets_all([Condition("f", op, wanted)], {"f": values}, len(values))
    assert [v for v, p in zip(values, passes, strict=True) if p] == passing
    assert [v for v, n in zip(values, null, strict=True) if n] == ["", "  ", None, pytest.approx(math.nan, nan_ok=True)]


def test_without_conditions_all_pass() -> None:
    passes, null = meets_all([], {}, 3)
    assert passes.all()
    assert not null.any()


@pytest.mark.parametrize(
    ("op", "wanted", "count"), [("<", 3.0, 2), (">=", 3.0, 2), ("<", "e", 0), ("=", 3.0, 0), ("in", (3.0, 4.0), 0)]
)
def test_words_where_a_number_is_compared_are_counted(op: str, wanted: object, count: int) -> None:
    values = ["many", " few", "3", "2,5", 3, 3.5, True, None, "", math.nan]
    assert no_numbers(Condition("f", op, wanted), values) == count


TEXTS = st.sampled_from(["a", "A ", "b", "3", "2,5", "true", ""])
NUMBERS = st.one_of(st.sampled_from([0.0, 1.0, 2.5, 3.0, -1.0]), st.integers(-2, 4))
VALUES = st.one_of(st.none(), TEXTS, NUMBERS, st.booleans(), st.just(math.nan))
WANTED = st.one_of(TEXTS, NUMBERS.map(float))
CONDITIONS = st.one_of(
    st.tuples(st.sampled_from(["=", "!="]), st.one_of(WANTED, st.booleans())),
    st.tuples(st.sampled_from(["<", "<=", ">", ">="]), WANTED),
    st.tuples(st.just("in"), st.lists(st.one_of(WANTED, st.booleans()), min_size=1, max_size=3).map(tuple)),
)


@given(st.lists(st.tuples(VALUES, VALUES), max_size=20), st.lists(CONDITIONS, min_size=1, max_size=2))
def test_conditions_are_met_row_by_row(rows: list[tuple[object, object]], tests: list[tuple[str, object]]) -> None:
    fields = ("f", "g")
    conditions = [Condition(field, op, wanted) for field, (op, wanted) in zip(fields, tests, strict=False)]
    columns = dict(zip(fields, ([r[0] for r in rows], [r[1] for r in rows]), strict=True))
    passes, null = meets_all(conditions, columns, len(rows))
    for number, row in enumerate(rows):
        plain = [meets(v, c.op, c.value) for v, c in zip(row, conditions, strict=False)]
        assert passes[number] == all(p is True for p in plain)
        assert null[number] == (None in plain)
