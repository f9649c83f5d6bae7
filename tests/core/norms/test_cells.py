from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buurtmaat.core.norms.cells import (
    WrongCellError,
    cell_text,
    classes_text,
    conditions_text,
    exclude_text,
    number_text,
    read_cell,
    read_classes,
    read_conditions,
    read_exclude,
    read_number,
    read_path,
    read_serves,
    read_share,
    share_text,
)
from buurtmaat.core.norms.model import OPERATORS, REQUIREMENT_KEYS, Condition

KEYS = {key.name: key for key in REQUIREMENT_KEYS}

words = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=12)
numbers = st.floats(allow_nan=False, allow_infinity=False)
values = st.one_of(st.text(st.characters(exclude_categories=("Cs",)), max_size=12), numbers, st.booleans())


def wrong(read, text) -> str:
    with pytest.raises(WrongCellError) as error:
        read(text)
    return str(error.value)


@given(numbers, st.booleans())
def test_a_number_survives_its_cell(number, comma):
    assert read_number("n", number_text(number, comma=comma)) == number


@given(st.floats(0, 1), st.booleans())
def test_a_share_survives_its_cell(share, comma):
    assert read_share("target", share_text(share, comma=comma)) == share


@given(st.lists(st.tuples(words, numbers), max_size=4), st.booleans())
def test_thresholds_by_class_survive_their_cell(classes, comma):
    assert read_classes(classes_text(classes, comma=comma)) == tuple(classes)


@st.composite
def conditions(draw):
    op = draw(st.sampled_from(OPERATORS))
    value = tuple(draw(st.lists(values, min_size=1, max_size=3))) if op == "in" else draw(values)
    return Condition(draw(words), op, value)


@given(st.lists(conditions(), max_size=3))
def test_conditions_survive_their_cell(some):
    read = read_conditions(conditions_text(some))
    assert read == tuple(some)
    # 1 == True in Python, not in a norm.
    assert [type(one.value) for one in read] == [type(one.value) for one in some]


@given(st.lists(st.tuples(words, st.lists(values, min_size=1, max_size=3).map(tuple)), max_size=3))
def test_what_a_mode_leaves_out_survives_its_cell(exclude):
    assert read_exclude(exclude_text(exclude)) == tuple(exclude)


@given(st.text(max_size=30) | st.text('ab1.,:;|=<>" -', max_size=12))
def test_any_text_is_refused_or_read_as_something_that_survives_its_cell(text):
    for read, written in (
        (read_classes, classes_text),
        (read_conditions, conditions_text),
        (read_exclude, exclude_text),
    ):
        with suppress(WrongCellError):
            found = read(text)
            assert read(written(found)) == found


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("landelijk: 800; centrum: 400", (("landelijk", 800.0), ("centrum", 400.0))),
        (" landelijk :  800,5 ;", (("landelijk", 800.5),)),
        ('"a:b; c": 1', (("a:b; c", 1.0),)),
        ("", ()),
    ],
)
def test_thresholds_by_class_are_read(text, classes):
    assert read_classes(text) == classes


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("area_m2 >= 1000", [("area_m2", ">=", 1000.0)]),
        ("area_m2>=1000;kind=hall", [("area_m2", ">=", 1000.0), ("kind", "=", "hall")]),
        ("kind in hall | 2 | true", [("kind", "in", ("hall", 2.0, True))]),
        ("kind in hall", [("kind", "in", ("hall",))]),
        ("in in in", [("in", "in", ("in",))]),
        ("share < 0,5", [("share", "<", 0.5)]),
        ('"living area" != "5"', [("living area", "!=", "5")]),
        ('name = ""', [("name", "=", "")]),
        ("name = club house", [("name", "=", "club house")]),
    ],
)
def test_conditions_are_read(text, found):
    assert [(one.field, one.op, one.value) for one in read_conditions(text)] == found


@pytest.mark.parametrize(
    ("read", "text", "part"),
    [
        (read_classes, "landelijk 800", "name: 400"),
        (read_classes, ": 800", "name: 400"),
        (read_classes, "landelijk: veel", "the threshold of “landelijk” must be a number, not “veel”"),
        (read_classes, "landelijk: 1.200", "may mean 1200 or 1.2"),
        (read_path, "30: 90 %", "2030: 95 %"),
        (read_path, "2030", "2030: 95 %"),
        (read_path, "2030: veel", "the target of 2030 must be a number, not “veel”"),
        (read_serves, " ", "4800 - 20000"),
        (read_serves, "1.200 - 2000", "may mean 1200 or 1.2"),
        (read_classes, 'a: 1; "b: 2', "no double quote at its end"),
        (read_conditions, "area_m2", "field >= 5"),
        (read_conditions, "living area > 5", "field name with spaces"),
        (read_conditions, "area >", "a value is missing"),
        (read_conditions, "kind = a | b", "single number, text, true or false"),
        (read_conditions, "kind = 1e999", "too large"),
        (read_conditions, r'kind = "\q"', "backslash"),
        (read_conditions, "a => 5", "“> 5” is no value: a condition has one operator (=, !=, <, <=, >, >=, in)"),
        (read_conditions, "x<y<z", "“y<z” is no value"),
        (read_conditions, "a >= NaN", "NaN is no number"),
        (read_exclude, "highway steps", "field: value"),
    ],
)
def test_what_cannot_be_read_is_said_in_words(read, text, part):
    assert part in wrong(read, text)


@pytest.mark.parametrize(
    ("text", "share"), [("95 %", 0.95), ("95", 0.95), ("0.95", 0.95), ("0,95", 0.95), ("1", 1), ("0,5 %", 0.005)]
)
def test_a_target_is_read_as_people_write_it(text, share):
    assert read_cell(KEYS["target"], text, share=True) == share


def percentages() -> list[tuple[int, float]]:
    """All percentages with one decimal between 0 and 100, in tenths, with the share that a norm file has for each."""
    return [(tenths, float(f"0.{tenths:03d}")) for tenths in range(1, 1000)]


def test_every_percentage_with_one_decimal_is_the_share_with_those_digits_however_it_is_written():
    for tenths, share in percentages():
        point = f"{tenths // 10}.{tenths % 10}"
        typed = [f"{point} %", f"{point}%", f" {point}0 % ", f"0.{tenths:03d}", f"0,{tenths:03d}0"]
        typed += [point, f"{point}0"] if tenths > 10 else []  # up to 1 it is a share by itself
        for text in typed:
            assert read_share("target", text) == share, text
            assert read_share("target", text.replace(".", ",")) == share, text
        assert share_text(share, comma=True) == f"{point.removesuffix('.0')} %".replace(".", ",")


def test_every_percentage_with_more_decimals_is_the_share_with_those_digits():
    for number in range(1, 100_000, 7):
        share = float(f"0.{number:05d}")
        percentage = f"{number // 1000}.{number % 1000:03d}0"  # four decimals: with three it may mean thousands
        assert read_share("target", f"{percentage} %") == share, percentage
        assert read_share("target", share_text(share)) == share


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("3.33e1 %", 0.333),
        ("333e-1", 0.333),
        ("0 %", 0.0),
        ("-5 %", -0.05),
        ("1e-9999999999999999999 %", 0.0),
        ("33.30000000000000000000000000000000000001 %", 0.333),
        ("5e-324 %", 0.0),
        ("250 %", 2.5),
    ],
)
def test_a_percentage_is_read_to_the_nearest_share(text, share):
    assert read_share("target", text) == share


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.95, "95 %"),
        (0.125, "12.5 %"),
        (1.0, "100 %"),
        (0.0, "0 %"),
        (0.333, "33.3 %"),
        (0.01234, "1.2340 %"),  # without the zero it might mean thousands
        (1 / 3, "33.33333333333333 %"),
        (0.33299999999999996, "33.299999999999996 %"),  # what an earlier version made of 33.3 %
        (1e-15, "1e-13 %"),
    ],
)
def test_a_target_is_written_as_a_percentage(share, text):
    assert cell_text(KEYS["target"], share, share=True) == text
    assert cell_text(KEYS["target"], share, share=True, comma=True) == text.replace(".", ",")


def test_nothing_is_written_for_nothing():
    assert [cell_text(KEYS[name], value) for name, value in (("target", None), ("where", ()), ("facility", ()))] == [
        "",
        "",
        "",
    ]


def test_flags_and_whole_numbers_are_read():
    assert read_cell(KEYS["merge_touching"], "true") is True
    assert read_cell(KEYS["year"], "2025") == 2025
    for key, text in (("merge_touching", "maybe"), ("year", "2025,5"), ("year", "soon")):
        with pytest.raises(WrongCellError):
            read_cell(KEYS[key], text)


@pytest.mark.parametrize("text", ["1e400", "9" * 400])
def test_numbers_too_large_are_refused(text):
    assert wrong(lambda text: read_number("threshold", text), text) == "the number is too large"


@pytest.mark.parametrize(
    ("number", "text"), [(0.00001, "0.00001"), (1e20, "1" + "0" * 20), (1e22, "1e+22"), (5e-324, "5e-324"), (0.0, "0")]
)
def test_numbers_are_written_out_unless_they_are_very_large_or_small(number, text):
    assert number_text(number) == text


@pytest.mark.parametrize("text", ["1.200", "1,200", "1.200 %"])
def test_a_share_that_may_mean_one_thousand_or_one_is_refused(text):
    assert "may mean 1200 or 1.2" in wrong(lambda text: read_share("target", text), text)


@pytest.mark.parametrize("value", ["a = b", "x<y", "NaN", "-Infinity", "=> 5"])
def test_a_text_that_looks_like_an_operator_or_no_number_is_a_value_in_quotes_only(value):
    condition = Condition("field", "=", value)
    assert conditions_text([condition]) == f'field = "{value}"'
    assert read_conditions(f'field = "{value}"') == (condition,)
    assert "double quotes" in wrong(read_conditions, f"field = {value}")
