"""What tags and types say of a place: the shipped facets, a layer's own fields, and what is wrong in a file."""

from __future__ import annotations

import json

import pytest

from buurtmaat.core.comparing import type_key
from buurtmaat.core.errors import InputError
from buurtmaat.core.preparing.facets import facet_values, keys_of, read_facets
from buurtmaat.core.preparing.facility_mapping import read_mapping


@pytest.fixture(scope="module")
def facets(root):
    return {one.field: one for one in read_facets((root / "resources" / "prepare" / "facets.json").read_bytes())}


@pytest.mark.parametrize(
    ("field", "kind", "tags", "value"),
    [
        ("indoor", "community centre", {}, 1),
        ("indoor", "Community Centre ", {}, 1),
        ("indoor", "playground", {}, 0),
        ("indoor", "playground", {"indoor": "yes"}, 1),
        ("indoor", "playground", {"building": "yes"}, 1),
        ("indoor", "playground", {"building": "no"}, 0),
        ("indoor", "ice rink", {}, None),
        ("indoor", "what only a municipality has", {}, None),
        ("outdoor", "playground", {"indoor": "yes"}, 0),
        ("outdoor", "café", {}, None),
        ("outdoor", "café", {"outdoor_seating": "terrace"}, 1),
        ("outdoor", "café", {"outdoor_seating": "no"}, 0),
        ("commercial", "café", {}, 1),
        ("commercial", "café", {"operator:type": "community"}, 0),
        ("commercial", "library", {"operator:type": "private"}, 1),
        ("commercial", "swimming pool", {}, None),
        ("commercial", "café", {"commercial": "0"}, 0),
        ("commercial", "library", {"commercial": "Yes"}, 1),
        ("public", "library", {}, 1),
        ("public", "park", {"access": "private"}, 0),
        ("public", "swimming pool", {"access": "customers"}, 0),
        ("public", "café", {"access": "yes"}, 1),
        ("free", "playground", {}, 1),
        ("free", "library", {"fee": "yes"}, 0),
        ("free", "museum", {"fee": "donation"}, 1),
        ("free", "museum", {"fee": "no"}, 1),
        ("free", "museum", {"charge": "5 EUR"}, 0),
        ("free", "museum", {}, None),
        ("for_whom", "playground", {}, "children"),
        ("for_whom", "sports hall", {"max_age": "12"}, "children"),
        ("for_whom", "sports hall", {"max_age": "12,5"}, None),
        ("for_whom", "meeting place", {"min_age": "55"}, "older people"),
        ("for_whom", "meeting place", {"social_facility:for": "disabled;senior"}, "older people"),
        ("for_whom", "community centre", {"min_age": "12", "max_age": "18"}, "young people"),
        ("for_whom", "community centre", {"min_age": "12"}, "everyone"),
        ("for_whom", "community centre", {"for_whom": "Meiden 10-14"}, "Meiden 10-14"),
        ("step_free", "library", {}, None),
        ("step_free", "library", {"wheelchair": "designated"}, 1),
        ("step_free", "library", {"wheelchair": "limited"}, 0),
        ("step_free", "library", {"step_free": "nee", "wheelchair": "no"}, 0),
    ],
)
def test_what_the_shipped_rules_say(facets, field, kind, tags, value):
    (found,) = facet_values([facets[field]], kind, tags)
    assert (type(found), found) == (type(value), value)


def test_every_type_in_the_rules_is_one_of_the_mapping(root, facets):
    mapping = read_mapping((root / "resources" / "prepare" / "facilities.json").read_bytes())
    known = {type_key(one.name) for one in (*mapping.types, *mapping.not_told)}
    asked = {kind for facet in facets.values() for rule in facet.rules for kind in rule.types}
    assert asked - known == set()


def test_no_type_has_two_values_of_one_facet(facets):
    for facet in facets.values():
        of_type = [kind for rule in facet.rules if not rule.conditions for kind in rule.types]
        assert len(of_type) == len(set(of_type)), facet.field


def test_the_keys_are_all_that_is_asked_for(facets):
    keys = keys_of(list(facets.values()))
    assert set(facets) <= set(keys)
    assert {"operator:type", "access", "fee", "charge", "max_age", "min_age", "wheelchair", "building"} <= set(keys)
    assert len(keys) == len(set(keys))


def small(**changes) -> str:
    rule = {"if": "fee=no", "is": True}
    facet = {"field": "free", "meaning": "No fee.", "rules": [rule]} | changes
    return json.dumps({"version": "1", "date": "2026-01-01", "facets": [facet]}, indent=1)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "resources/prepare/facets.json line 1"),
        ("[]", "must be an object"),
        ("{}", "the key “facets” is missing; add it"),
        ('{"facets": []}', "must hold 1 to 50 facets"),
        (small(more=1), "the key “more” is not known"),
        (small(field="Free of charge"), "a field has small letters"),
        (small(rules=[]), "1 to 200 rules"),
        (small(rules=[{"is": True}]), "must have tags (if) or types"),
        (small(rules=[{"if": "fee=no"}]), "the key “is” is missing; add it"),
        (small(rules=[{"if": "fee=no", "is": 1}]), "must be a text"),
        (small(rules=[{"if": "fee", "is": True}]), "“fee” is no rule such as"),
        (small(rules=[{"if": "fee<=a", "is": True}]), "is no rule such as"),
        (small(rules=[{"if": "fee=no", "is": True}, {"if": "fee=yes", "is": "paid"}]), "must all be true and false"),
        (small(rules=[{"types": "library", "is": True}]), "must be a list"),
    ],
)
def test_what_is_wrong_in_a_file_is_told_with_its_line(text, sentence):
    with pytest.raises(InputError) as error:
        read_facets(text)
    assert sentence in str(error.value)


def test_a_facet_twice_is_refused():
    one = json.loads(small())
    one["facets"] *= 2
    with pytest.raises(InputError, match="the facet “free” is there twice"):
        read_facets(json.dumps(one))


def test_the_table_in_the_docs_is_that_of_the_file(root, load_script):
    page = (root / "docs" / "algorithms" / "prepare_facilities.md").read_text(encoding="utf-8")
    assert load_script("docs/facility_table").facets() in page
