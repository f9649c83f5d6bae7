"""Candidates of buildings: what rules ask, which rows are one, what is refused, and an independent count."""

from __future__ import annotations

import json
from fnmatch import fnmatchcase
from itertools import product

import numpy as np
import pytest

from buurtmaat.core.errors import Cancelled, InputError
from buurtmaat.core.preparing.building_candidates import BuildingRows, building_ids, choose_candidates
from buurtmaat.core.preparing.candidate_rules import OwnerPattern, read_candidate_rules
from buurtmaat.core.progress import Progress

NAN = float("nan")
IN_USE, OUT_OF_USE = "Verblijfsobject in gebruik", "Verblijfsobject buiten gebruik"


def rows(*given: tuple, buildings: bool = True) -> BuildingRows:
    """Make rows of id, building, status, use, owner, m², x; each at y 0, without a place where x is None."""
    columns = list(zip(*given, strict=True)) if given else [()] * 7
    return BuildingRows(
        ids=list(columns[0]),
        buildings=list(columns[1]) if buildings else None,
        status=list(columns[2]),
        use=list(columns[3]),
        owner=list(columns[4]),
        surface=np.array([NAN if one is None else one for one in columns[5]], float),
        xy=np.array([(NAN, NAN) if x is None else (x, 0.0) for x in columns[6]], float).reshape(-1, 2),
        numbers=np.arange(len(given)) + 1,
    )


def rules(*given: dict, standing: tuple[str, ...] = (IN_USE,)):
    return read_candidate_rules(json.dumps({"standing": standing, "rules": given}), "own.json")


def texts(letters: str, most: int) -> list[str]:
    return ["".join(one) for size in range(most + 1) for one in product(letters, repeat=size)]


def test_an_owner_is_as_a_pattern_says() -> None:
    held = 0
    for pattern in texts("ab*", 5):
        said = OwnerPattern.of(pattern)
        for name in texts("ab", 5):
            assert said.holds(name) == fnmatchcase(name, pattern), (pattern, name)
            held += said.holds(name)
    assert held > 1000


def test_a_pattern_of_many_stars_is_looked_at_once() -> None:
    """As found: 1.4 million million ways to read 60 letters, none of which could be cancelled."""
    found = rules({"kind": "ours", "owners": ["*a" * 12 + "*b"]})
    assert found.judge(IN_USE, None, "a" * 60) == (-1, "no_rule")
    assert found.judge(IN_USE, None, "a" * 60 + "B") == (0, "owner " + "a" * 60 + "B")


@pytest.fixture(scope="module")
def shipped(root):
    return read_candidate_rules((root / "resources" / "prepare" / "candidates.json").read_bytes(), "candidates.json")


def kind_of(shipped, status, use, owner) -> str | None:
    number, _ = shipped.judge(status, use, owner)
    return None if number < 0 else shipped.rules[number].kind


@pytest.mark.parametrize(
    ("status", "use", "owner", "kind"),
    [
        (OUT_OF_USE, "winkelfunctie", None, "vacant"),
        ("verblijfsobjectbuitengebruik", None, None, "vacant"),  # a service that writes no spaces; use not known
        (OUT_OF_USE, "woonfunctie", None, None),  # an empty dwelling
        (OUT_OF_USE, "woonfunctie,overige gebruiksfunctie", None, None),
        (OUT_OF_USE, "woonfunctie,winkelfunctie", None, "vacant"),
        (OUT_OF_USE, "gezondheidszorgfunctie", "Gemeente Delft", "vacant"),  # the first that holds
        (IN_USE, "kantoorfunctie", "Gemeente Delft", "public"),
        (IN_USE, "kantoorfunctie", "gemeente", "public"),
        (IN_USE, "kantoorfunctie", "Protestantse gemeente te Delft", None),  # a church
        (IN_USE, "kantoorfunctie", "Rijksvastgoedbedrijf", "public"),
        (IN_USE, "woonfunctie", "Gemeente Delft", None),
        (IN_USE, "kantoorfunctie", "Stichting Zorggroep De Wede", "care"),
        (IN_USE, "gezondheidszorgfunctie", None, "care"),
        (IN_USE, "winkelfunctie|gezondheidszorgfunctie", None, "care"),
        (IN_USE, "Onderwijsfunctie", None, "public"),
        (IN_USE, "sportfunctie", None, "public"),
        (IN_USE, "kantoorfunctie", None, None),
        ("Verblijfsobject gevormd", "onderwijsfunctie", None, None),
        ("Sloopvergunning verleend", "onderwijsfunctie", None, None),
        (None, "onderwijsfunctie", None, None),
    ],
)
def test_the_shipped_rules(shipped, status, use, owner, kind):
    assert kind_of(shipped, status, use, owner) == kind


def test_what_is_none_says_why(shipped):
    said = {
        (IN_USE, "kantoorfunctie"): "no_rule",
        (OUT_OF_USE, "woonfunctie"): "no_rule",
        ("Verblijfsobject gevormd", "sportfunctie"): "planned",
        ("Pand gesloopt", "sportfunctie"): "gone",
        ("Sloopvergunning verleend", "sportfunctie"): "not_standing",
        (None, "sportfunctie"): "no_status",
        ("bestaat", "sportfunctie"): "unknown_status",
    }
    assert {one: shipped.judge(*one, None) for one in said} == {one: (-1, why) for one, why in said.items()}


def test_what_decided_is_named():
    found = rules({"kind": "empty", "statuses": ["Leeg"], "uses": ["school"]}, {"kind": "ours", "owners": ["*stad*"]})
    assert found.judge(" leeg ", "Winkel;School", "X") == (0, "status leeg; use School")
    assert found.judge(IN_USE, None, "De Stad Delft") == (1, "owner De Stad Delft")
    assert found.standing == IN_USE


def test_an_owner_that_is_not_known_is_as_none():
    assert rules({"kind": "own", "owners": ["*"]}).judge(IN_USE, None, None) == (-1, "no_rule")


def test_rows_of_one_building_are_one_candidate():
    found = choose_candidates(
        rows(
            ("a1", "P", IN_USE, "sport", "Club", 60, 1.0),
            ("a2", "P", IN_USE, "sport,bar", "Gemeente", 70, 2.0),
            ("a3", "P", IN_USE, "shop", None, 900, 3.0),
            ("a4", "Q", IN_USE, "sport", None, 100, 4.0),
            ("a5", None, IN_USE, "sport", None, 130, 5.0),
            ("a6", None, IN_USE, "sport", None, 129.9, 6.0),
        ),
        rules({"kind": "sport", "uses": ["sport"], "least_m2": 130}),
        Progress(),
    )
    assert found.ids == ["P", "a5"]
    assert found.row.tolist() == [1, 4]  # the larger of the two
    assert found.surface.tolist() == [130, 130]
    assert found.rows.tolist() == [2, 1]
    assert found.owners == ["Club; Gemeente", None]
    assert found.uses == ["sport,bar", "sport"]
    assert found.reasons == ["use sport", "use sport"]
    assert found.outcome.tolist() == ["merged", "candidate", "no_rule", "too_small", "candidate", "too_small"]
    assert found.of.tolist() == [0, 0, -1, -1, 1, -1]


def test_an_address_in_two_buildings_makes_them_one():
    found = choose_candidates(
        rows(
            ("a1", "P", IN_USE, "sport", None, 10, 1.0),
            ("a2", "Q", IN_USE, "sport", None, 20, 2.0),
            ("a3", "R", IN_USE, "sport", None, 30, 3.0),
            ("a4", "P,Q", IN_USE, "sport", None, 5, 4.0),
        ),
        rules({"kind": "sport", "uses": ["sport"]}),
        Progress(),
    )
    assert dict(zip(found.ids, zip(found.rows.tolist(), found.surface.tolist(), strict=True), strict=True)) == {
        "Q": (3, 35.0),
        "R": (1, 30.0),
    }


def test_a_building_is_of_the_first_kind_of_which_there_is_enough():
    both = (
        {"kind": "vacant", "statuses": [OUT_OF_USE], "least_m2": 100},
        {"kind": "care", "uses": ["care"], "least_m2": 50},
    )
    given = (
        ("a1", "P", IN_USE, "care", None, 500, 1.0),
        ("a2", "P", OUT_OF_USE, "shop", None, 100, 2.0),
        ("a3", "Q", IN_USE, "care", None, 60, 3.0),
        ("a4", "Q", OUT_OF_USE, "shop", None, 99, 4.0),
    )
    found = choose_candidates(rows(*given), rules(*both), Progress())
    assert list(zip(found.ids, found.kinds, found.surface.tolist(), strict=True)) == [
        ("P", "vacant", 100.0),
        ("Q", "care", 60.0),
    ]
    assert found.outcome.tolist() == ["other_kind", "candidate", "candidate", "too_small"]
    assert found.of.tolist() == [0, 0, 1, -1]


def test_of_two_rules_of_a_kind_the_first_says_how_much_is_enough():
    found = choose_candidates(
        rows(
            ("a1", "P", IN_USE, "sport", "Stad", 60, 1.0),
            ("a2", "P", IN_USE, "sport", None, 30, 2.0),
            ("a3", "Q", IN_USE, "sport", None, 90, 3.0),
        ),
        rules(
            {"kind": "public", "owners": ["stad"], "least_m2": 80},
            {"kind": "public", "uses": ["sport"], "least_m2": 100},
        ),
        Progress(),
    )
    assert (found.ids, found.reasons) == (["P"], ["owner Stad; use sport"])


def test_an_unknown_surface_keeps_nothing_out():
    found = choose_candidates(
        rows(("a1", "P", IN_USE, "sport", None, None, 1.0), ("a2", "P", IN_USE, "sport", None, 3, 2.0)),
        rules({"kind": "sport", "uses": ["sport"], "least_m2": 100}),
        Progress(),
    )
    assert found.ids == ["P"]
    assert np.isnan(found.surface).all()
    assert found.row.tolist() == [1]  # whose surface is known
    found = choose_candidates(
        rows(("a1", "P", IN_USE, "sport", None, None, 1.0), ("a2", "P", IN_USE, "sport", None, 0, 2.0)),
        rules({"kind": "sport", "uses": ["sport"]}),
        Progress(),
    )
    assert found.row.tolist() == [1]


def test_without_buildings_rows_at_one_place_are_one():
    given = (
        ("a1", "P", IN_USE, "sport", None, 60, 1.0),
        ("a2", "Q", IN_USE, "sport", None, 60, 1.0),
        ("a3", "Q", IN_USE, "sport", None, 60, 1.001),
    )
    found = choose_candidates(
        rows(*given, buildings=False), rules({"kind": "sport", "uses": ["sport"], "least_m2": 100}), Progress()
    )
    assert (found.ids, found.rows.tolist()) == (["a1"], [2])


def test_a_row_that_comes_again_counts_once_and_one_without_a_place_is_none():
    found = choose_candidates(
        rows(
            ("a1", "P", IN_USE, "sport", None, 60, None),
            ("a1", "P", IN_USE, "sport", None, 60, 1.0),
            ("a2", "Q", IN_USE, "sport", None, 200, None),
            ("a3", "R", IN_USE, "sport", None, 90, None),
            ("a4", "R", IN_USE, "sport", None, 20, 4.0),
        ),
        rules({"kind": "sport", "uses": ["sport"], "least_m2": 50}),
        Progress(),
    )
    assert found.outcome.tolist() == ["duplicate", "candidate", "no_geometry", "merged", "candidate"]
    assert list(zip(found.ids, found.surface.tolist(), found.row.tolist(), strict=True)) == [
        ("P", 60, 1),
        ("R", 110, 4),
    ]


def test_rows_that_come_again_are_told_for_every_rule_and_for_none():
    found = choose_candidates(
        rows(*((name, None, IN_USE, use, None, 60, 1.0) for use, name in zip("abcabc", "xyzxyz", strict=True))),
        rules({"kind": "first", "uses": ["a"]}, {"kind": "second", "uses": ["b"]}),
        Progress(),
    )
    assert found.outcome.tolist() == ["candidate", "candidate", "no_rule", "duplicate", "duplicate", "no_rule"]


def test_ids_are_each_once():
    found = choose_candidates(
        rows(
            ("x", "P", IN_USE, "sport", None, 1, 1.0),
            ("P", None, IN_USE, "sport", None, 1, 2.0),
            (None, None, IN_USE, "sport", None, 1, 3.0),
            ("y", "https://example.test/items/0599/", IN_USE, "sport", None, 1, 4.0),
            ("0599", None, IN_USE, "sport", None, 1, 5.0),
        ),
        rules({"kind": "sport", "uses": ["sport"]}),
        Progress(),
    )
    assert found.ids == ["P", "P-2", "3", "0599", "0599-2"]
    assert building_ids("a/b/1, 2") == ["1", "2"]
    links = [{"href": "https://example.test/pand/1", "title": "a, b"}, {"href": "https://example.test/pand/2"}]
    assert building_ids(json.dumps(links)) == ["1", "2"]
    assert building_ids("[1") == ["[1"]
    assert building_ids(None) == []


def test_nothing_comes_of_nothing():
    found = choose_candidates(rows(), rules({"kind": "sport", "uses": ["sport"]}), Progress())
    assert (found.ids, found.outcome.size) == ([], 0)


@pytest.mark.parametrize("seed", range(20))
def test_an_independent_count(seed):
    """Count again with sets alone: components by repeated union, sums in a dictionary."""
    random = np.random.default_rng(seed)
    statuses, uses, owners = (
        ["on", "off", None],
        ["care", "sport", "home", "home,sport", None],
        ["city", "Zorg X", None],
    )
    given = []
    for number in range(80):
        building = [None, "P1", "P2", "P3", "P4,P5", "P5", "P6", "P7,P1"][random.integers(8)]
        size = None if random.random() < 0.1 else float(random.integers(1, 200))
        x = None if random.random() < 0.1 else float(number)
        some = (one[random.integers(len(one))] for one in (statuses, uses, owners))
        given.append((f"a{number}", building, *some, size, x))
    found = choose_candidates(
        rows(*given),
        rules(
            {"kind": "vacant", "statuses": ["off"], "not_only_uses": ["home"], "least_m2": 250},
            {"kind": "care", "owners": ["zorg*"], "least_m2": 200},
            {"kind": "public", "uses": ["sport"], "least_m2": 100},
            standing=("on",),
        ),
        Progress(),
    )

    def kind(row) -> str | None:
        _, _, status, use, owner, _, _ = row
        if status == "off" and use != "home":
            return "vacant"
        if status == "on" and owner == "Zorg X":
            return "care"
        return "public" if status == "on" and use is not None and "sport" in use else None

    least, order = {"vacant": 250, "care": 200, "public": 100}, ("vacant", "care", "public")
    groups: list[tuple[set, list]] = []
    for row in (one for one in given if kind(one)):
        names = set(row[1].split(",")) if row[1] else {row[0]}
        touching = [one for one in groups if one[0] & names]
        groups = [one for one in groups if not one[0] & names]
        groups.append((names.union(*(one[0] for one in touching)), [row, *(r for one in touching for r in one[1])]))
    expected = {}
    for _, members in groups:
        for wanted in order:
            mine = [row for row in members if kind(row) == wanted]
            sizes = [row[5] for row in mine]
            known = sum(one for one in sizes if one is not None)
            if mine and (None in sizes or known >= least[wanted]) and any(row[6] is not None for row in mine):
                key = frozenset(row[0] for row in mine)
                expected[key] = (wanted, None if None in sizes else known)
                break
    got = {}
    for number, name in enumerate(found.kinds):
        mine = [row for row in range(80) if found.of[row] == number and found.outcome[row] in ("candidate", "merged")]
        size = found.surface[number]
        got[frozenset(given[row][0] for row in mine)] = (name, None if np.isnan(size) else size)
    assert got == expected
    assert len(set(found.ids)) == len(found.ids)
    assert int(found.rows.sum()) == sum(one in ("candidate", "merged") for one in found.outcome)
    assert all(isinstance(one, str) for one in found.outcome)


def test_it_is_told_how_far_it_is(monkeypatch):
    monkeypatch.setattr("buurtmaat.core.preparing.building_candidates._LOOK", 2)
    told: list[float] = []
    given = [(f"a{number}", None, IN_USE, "sport", None, 1, float(number)) for number in range(5)]
    choose_candidates(rows(*given), rules({"kind": "sport", "uses": ["sport"]}), Progress(report=told.append))
    shares = [first + wide * n / 5 for first, wide in ((0.0, 0.4), (0.4, 0.2), (0.6, 0.3)) for n in (0, 2, 4)]
    assert told == pytest.approx([*shares, 1.0])


def test_so_many_rules_and_so_much_surface_are_read():
    assert len(rules(*[{"kind": "x", "uses": ["y"]}] * 200).rules) == 200
    found = rules({"kind": "x", "uses": ["y"]}, *({"kind": "x", "uses": ["y"], "least_m2": m2} for m2 in (0, 10**7)))
    assert [rule.least_m2 for rule in found.rules] == [0, 0, 10**7]


def test_cancel_is_heard():
    def cancelled() -> bool:
        return True

    with pytest.raises(Cancelled):
        choose_candidates(
            rows(("a", "P", IN_USE, "sport", None, 1, 1.0)),
            rules({"kind": "sport", "uses": ["sport"]}),
            Progress(cancelled=cancelled),
        )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("{", "own.json line 1"),
        ({"standing": ["x"], "rules": []}, "must hold 1 to 200 rules"),
        ({"rules": [{"kind": "x", "uses": ["y"]}]}, "the key “standing” is missing; add it"),
        ({"standing": [], "rules": [{"kind": "x", "uses": ["y"]}]}, "this list is empty"),
        ({"standing": ["x"], "rules": [{"uses": ["y"]}]}, "the key “kind” is missing; add it"),
        ({"standing": ["x"], "rules": [{"kind": "x"}]}, "a rule needs one of"),
        ({"standing": ["x"], "rules": [{"kind": "x", "uses": []}]}, "this list is empty: leave uses out"),
        ({"standing": ["x"], "rules": [{"kind": "x", "use": ["y"]}]}, "the key “use” is not known"),
        ({"standing": ["x"], "rules": [{"kind": "x", "uses": ["y"], "least_m2": -1}]}, "a number from 0 to"),
        ({"standing": ["x"], "rules": [{"kind": "x", "uses": ["y"], "least_m2": True}]}, "a number from 0 to"),
        ({"standing": ["x"], "rules": [{"kind": "x", "uses": ["y"], "least_m2": 10**7 + 1}]}, "a number from 0 to"),
        ({"standing": ["x"], "rules": [{"kind": "x", "uses": ["y"]}] * 201}, "must hold 1 to 200 rules"),
        ({"standing": ["x"], "rules": [{"kind": "x", "uses": "y"}]}, "must be a list"),
    ],
)
def test_what_is_wrong_in_a_file_is_told(content, sentence):
    with pytest.raises(InputError) as error:
        read_candidate_rules(content if isinstance(content, str) else json.dumps(content), "own.json")
    assert sentence in str(error.value)
