"""What changed between two fetches, by hand."""

from __future__ import annotations

from buurtmaat.core.fetching.changes import Known, changes_of


def known(name="", xy=(0.0, 0.0), **values):
    return Known(name=name, values=values, xy=xy)


def told(earlier, now):
    return [(one.key, one.change, one.distance_m) for one in changes_of(earlier, now)]


def test_what_came_and_went():
    assert told({"a": known(), "b": known()}, {"b": known(), "c": known()}) == [
        ("c", "came", None),
        ("a", "went", None),
    ]


def test_what_moved_by_more_than_a_metre():
    now = {"a": known(xy=(0.6, 0.8)), "b": known(xy=(3.0, 4.0)), "c": known(xy=None)}
    assert told({"a": known(), "b": known(), "c": known(xy=None)}, now) == [("b", "moved", 5.0)]


def test_a_place_that_came_or_went_is_told():
    (gone,) = changes_of({"a": known(use="x")}, {"a": known(xy=None, use="x")})
    assert (gone.change, gone.earlier, gone.now) == ("changed", "geometry=yes", "geometry=no")
    (there,) = changes_of({"a": known(xy=None, use="x")}, {"a": known(use="y")})
    assert (there.change, there.earlier, there.now) == ("changed", "use=x; geometry=no", "use=y; geometry=yes")


def test_values_that_changed_are_told_with_both():
    (one,) = changes_of({"a": known(use="shop", status="x")}, {"a": known(use="house", status="x")})
    assert (one.change, one.earlier, one.now) == ("changed", "use=shop", "use=house")


def test_a_column_that_only_one_of_them_has_is_no_change():
    assert told({"a": known(use="shop")}, {"a": known(status="x")}) == []


def test_of_one_thing_both_may_be_told():
    assert told({"a": known(use="x")}, {"a": known(use="y", xy=(9.0, 0.0))}) == [
        ("a", "moved", 9.0),
        ("a", "changed", None),
    ]
