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
        Difference(kind="changed", requirement="", key="title.nl", before="A", after="B"),
        Difference(kind="changed", requirement="", key="version", before="1", after="2"),
        Difference(kind="changed", requirement="", key="state", before="draft", after="adopted"),
        Difference(kind="changed", requirement="", key="adopted_by", before="", after="Raad"),
        Difference(kind="changed", requirement="x", key="threshold", before="500", after="600,5"),
        Difference(kind="changed", requirement="x", key="target", before="90 %", after="95 %"),
        Difference(kind="changed", requirement="x", key="where", before="", after="area >= 10"),
        Difference(kind="changed", requirement="x", key="note.en", before="", after="n"),
        Difference(kind="removed", requirement="y", key="", before="y", after=""),
        Difference(kind="added", requirement="new", key="", before="", after="New"),
    ]


def test_another_order_is_told_once():
    b = replace(A, requirements=(need("z"), need("x"), need("y"), need("w")))
    assert differences(A, b)[-1] == Difference(
        kind="moved", requirement="", key="requirements", before="x, y, z", after="z, x, y"
    )


def test_modes_are_compared_by_name():
    old = replace(A, modes=(Mode("walk", 5.0), Mode("gone", 3.0)))
    new = replace(A, modes=(Mode("walk", 5.5), Mode("chair", 4.0, exclude=(("highway", ("steps",)),))))
    assert differences(old, new) == [
        Difference(kind="changed", requirement="", key="modes walk", before="5 km/h, walk", after="5.5 km/h, walk"),
        Difference(kind="removed", requirement="", key="modes gone", before="3 km/h, walk", after=""),
        Difference(kind="added", requirement="", key="modes chair", before="", after="4 km/h, walk, highway: steps"),
    ]
