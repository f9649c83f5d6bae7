"""Distances that are published: which column is whose, and what the file of them may not hold."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from buurtmaat.core.errors import InputError
from buurtmaat.core.norms.model import Text
from buurtmaat.core.results.published_distances import METRES_OF_KM, PublishedDistance, read_published_distances

GP = {
    "id": "gp",
    "title": {"en": "GP", "nl": "Huisarts"},
    "columns": ["gp_km", "AfstandTot_"],
    "facilities": [" GP ", "Surgery"],
    "differs": {"en": "It differs.", "nl": "Anders."},
}


def figure(group: str = "", *, alone: bool = False) -> PublishedDistance:
    text = Text("A", "A")
    made = PublishedDistance(id="a", title=text, columns=("a_km",), types=("a",), differs=text, group=group)
    return replace(made, alone=True) if alone else made


def read(*figures: dict) -> tuple[PublishedDistance, ...]:
    return read_published_distances(json.dumps({"buurtmaat_published_distances": 1, "figures": list(figures)}))


def test_of_columns_with_one_name_the_alias_tells_which_it_is() -> None:
    there = [("d_1", "Distance to a School"), ("d_2", "Distance to a GP surgery"), ("d_3", "Distance")]
    assert figure("gp").of_shared(there) == "d_2"
    assert figure("SCHOOL").of_shared(there) == "d_1"
    assert figure("distance").of_shared(there) is None, "three say so"
    assert figure("park").of_shared(there) is None
    assert figure("park", alone=True).of_shared(there) is None, "it is not alone"
    assert figure("gp").of_shared([]) is None
    assert figure("gp", alone=True).of_shared([]) is None


def test_a_column_that_is_alone_is_that_of_the_figure_that_may_be() -> None:
    only = [("d_1", "Distance")]
    assert figure("gp", alone=True).of_shared(only) == "d_1"
    assert figure("gp").of_shared(only) is None
    two = [("d_1", "Distance to a GP"), ("d_2", "Distance to a GP of the night")]
    assert figure("gp", alone=True).of_shared(two) is None


def test_a_figure_is_read_with_what_it_may_leave_out() -> None:
    one, other = read(GP, {**GP, "id": "shop", "statline": "Distance", "group": "shop", "alone": True})
    assert (one.id, one.title.nl, one.differs.en) == ("gp", "Huisarts", "It differs.")
    assert one.columns == ("gp_km", "AfstandTot_")
    assert one.types == ("gp", "surgery")
    assert (one.statline, one.group, one.alone) == ("", "", False)
    assert (other.statline, other.group, other.alone) == ("Distance", "shop", True)
    assert not read({**GP, "alone": False})[0].alone


def test_a_figure_that_is_there_twice_is_named() -> None:
    with pytest.raises(InputError, match="the figure gp twice"):
        read(GP, {**GP, "id": "shop"}, GP)


def test_a_text_has_400_letters_at_most_and_both_languages() -> None:
    assert read({**GP, "differs": {"en": "a" * 400, "nl": "b"}})[0].differs.en == "a" * 400
    with pytest.raises(InputError):
        read({**GP, "differs": {"en": "a" * 401, "nl": "b"}})
    with pytest.raises(InputError):
        read({**GP, "title": {"en": "a"}})
    with pytest.raises(InputError):
        read({**GP, "title": {"en": "a", "nl": "b", "de": "c"}})
    with pytest.raises(InputError):
        read({**GP, "more": 1})


@pytest.mark.parametrize("version", [0, 2])
def test_a_file_of_another_version_is_told(version: int) -> None:
    with pytest.raises(InputError, match="another version"):
        read_published_distances(json.dumps({"buurtmaat_published_distances": version, "figures": [GP]}))


def test_a_kilometre_is_a_thousand_metres() -> None:
    assert METRES_OF_KM == 1000
