from __future__ import annotations

from dataclasses import replace

from buurtmaat.core.norms.compare import Difference, differences
from buurtmaat.core.norms.model import Condition, Mode, NormSet, Requirement, Text


def need(own_id: str, **changes) -> Requirement:
    usual = {"facility": ("school",), "indicator": "distance", "threshold": 500.0, "unit": "m", "target": 0.9}
    return Requirement(id=own_id, **{**usual, **changes})


A = NormSet(id="a", title=Text("A", "A"), version="1", requirements=(need("x"), need("y"), need("z")))


def test_equal_sets_do_not_differ():
    assert differences(A, A) == []


def test_every_difference_is_named_with_both_values():
    b = replace(
        A,
        title=Text("A", "B"),
        version="2",
        state="adopted",
        adopted_by="Raad",
        requirements=(
            need("x", threshold=600.5, target=0.95, where=(Condition("area", ">=", 10.0),), note=Text("n", "")),
            need("z"),
            need("new", title=Text("New", "Nieuw")),
        ),
    )
    assert differences(A, b, comma=True) == [
        Difference("changed", "", "title.nl", "A", "B"),
        Difference("changed", "", "version", "1", "2"),
        Difference("changed", "", "state", "draft", "adopted"),
        Difference("changed", "", "adopted_by", "", "Raad"),
        Difference("changed", "x", "threshold", "500", "600,5"),
        Difference("changed", "x", "target", "90 %", "95 %"),
        Difference("changed", "x", "where", "", "area >= 10"),
        Difference("changed", "x", "note.en", "", "n"),
        Difference("removed", "y", "", "y", ""),
        Difference("added", "new", "", "", "New"),
    ]


def test_another_order_is_told_once():
    b = replace(A, requirements=(need("z"), need("x"), need("y"), need("w")))
    assert differences(A, b)[-1] == Difference("moved", "", "requirements", "x, y, z", "z, x, y")


def test_modes_are_compared_by_name():
    old = replace(A, modes=(Mode("walk", 5.0), Mode("gone", 3.0)))
    new = replace(A, modes=(Mode("walk", 5.5), Mode("chair", 4.0, exclude=(("highway", ("steps",)),))))
    assert differences(old, new) == [
        Difference("changed", "", "modes walk", "5 km/h, walk", "5.5 km/h, walk"),
        Difference("removed", "", "modes gone", "3 km/h, walk", ""),
        Difference("added", "", "modes chair", "", "4 km/h, walk, highway: steps"),
    ]
