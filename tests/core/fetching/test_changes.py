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


# Ids that change


def renamed(earlier, now, **given):
    """Return what is told of each thing, as key, change, earlier and now."""
    return [(one.key, one.change, one.earlier, one.now) for one in changes_of(earlier, now, **given)]


def test_what_has_another_id_at_its_place_did_not_come_and_go():
    """A mapper drew the outline of what was a point; its middle lies 13 m off."""
    earlier, now = (
        {"node/1": known("De Ster", amenity="school")},
        {"way/7": known("de ster ", (5.0, 12.0), amenity="school")},
    )
    assert told(earlier, now) == [("way/7", "moved", 13.0), ("way/7", "changed", None)]
    assert renamed(earlier, now)[1] == ("way/7", "changed", "id=node/1", "id=way/7")


def test_codes_of_another_year_are_codes_that_changed():
    earlier = {"BU01": known("Noord", (0, 0)), "BU02": known("Zuid", (0, 900)), "BU03": known("Oost", (900, 0))}
    now = {"BU11": known("Noord", (0, 0)), "BU12": known("Zuid", (0, 900)), "BU03": known("Oost", (900, 0))}
    assert renamed(earlier, now) == [
        ("BU11", "changed", "id=BU01", "id=BU11"),
        ("BU12", "changed", "id=BU02", "id=BU12"),
    ]


def test_another_name_or_farther_off_is_another_thing():
    assert renamed({"a": known("Noord")}, {"b": known("Zuid")}) == [("b", "came", "", ""), ("a", "went", "", "")]
    assert renamed({"a": known("Noord")}, {"b": known("Noord", (25.1, 0.0))}) == [
        ("b", "came", "", ""),
        ("a", "went", "", ""),
    ]
    assert renamed({"a": known("Noord")}, {"b": known("Noord", (25.0, 0.0))})[-1][1] == "changed"


def test_of_several_at_one_place_each_has_one_earlier_id_and_the_nearest_goes_first():
    earlier = {"a": known("Zaal", (0.0, 0.0)), "b": known("Zaal", (10.0, 0.0))}
    now = {"c": known("Zaal", (9.5, 0.0)), "d": known("Zaal", (0.2, 0.0)), "e": known("Zaal", (3.0, 0.0))}
    assert renamed(earlier, now) == [
        ("c", "changed", "id=b", "id=c"),
        ("d", "changed", "id=a", "id=d"),
        ("e", "came", "", ""),
    ]


def test_what_has_no_name_is_the_same_only_where_that_is_asked_and_it_is_of_one_kind():
    earlier, now = {"a": known(leisure="playground")}, {"b": known(xy=(0.5, 0.0), leisure="playground")}
    assert renamed(earlier, now, unnamed=True) == [
        ("b", "changed", "id=a", "id=b"),
    ]
    assert [one[1] for one in renamed(earlier, now)] == ["came", "went"]
    assert [one[1] for one in renamed(earlier, {"b": known(leisure="park")}, unnamed=True)] == ["came", "went"]
    assert [one[1] for one in renamed({"a": known()}, {"b": known()}, unnamed=True)] == ["came", "went"]


def test_an_id_that_is_there_still_is_not_given_away():
    earlier = {"a": known("Zaal")}
    assert renamed(earlier, {"a": known("Zaal"), "b": known("Zaal")}) == [("b", "came", "", "")]
