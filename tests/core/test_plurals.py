"""Words that follow the number before them."""

from __future__ import annotations

import re

import numpy as np
import pytest

from buurtmaat.core.errors import InputError
from buurtmaat.core.notes import Note
from buurtmaat.core.plurals import sentence, with_values

TEXT = "{n} {n:area|areas} of {all} {all:city|cities}"


@pytest.mark.parametrize(
    ("n", "every", "said"),
    [
        (1, 1, "1 area of 1 city"),
        (0, 2, "0 areas of 2 cities"),
        ("0", 2, "0 areas of 2 cities"),
        (np.int64(1), np.float64(1), "1 area of 1.0 city"),
        ("1", "1,5", "1 area of 1,5 cities"),
        ("an unknown number of", "1", "an unknown number of areas of 1 city"),
        (11, "1.000", "11 areas of 1.000 cities"),
    ],
)
def test_the_word_goes_with_its_number(n: object, every: object, said: str) -> None:
    values = {"n": n, "all": every}
    assert sentence(TEXT).format(**values) == with_values(TEXT, values) == said
    assert str(Note(TEXT, **values)) == str(InputError(TEXT, **values)) == said


@pytest.mark.parametrize(("n", "every", "said"), [(0, 1, "0 of 1 meets it"), ("0", "1", "0 of 1 meets it")])
def test_none_of_one_is_one(n: object, every: object, said: str) -> None:
    text = "{n} of {all} {n:meets|meet} it"
    assert sentence(text).format(n=n, all=every) == said
    both = sentence(text + ": {homes} {homes:home|homes}").format(n=n, all=every, homes=0)
    assert both == f"{said}: 0 homes"


def test_other_formats_and_bars_stay() -> None:
    assert sentence("key=value|value, {share:.1f} %, {{n}}").format(share=4.25) == "key=value|value, 4.2 %, {n}"
    assert not re.search(r"\|", with_values(TEXT, {"n": 2, "all": 3}))
