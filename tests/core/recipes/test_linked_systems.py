"""GeoJSON that would have an address asked for its reference system."""

from __future__ import annotations

import json

import pytest

from buurtmaat.core.recipes.linked_systems import may_ask_for_system

LINK = '{"type": "link", "properties": {"href": "http://example.org/crs"}}'


def with_system(member: str) -> bytes:
    return f'{{"type": "FeatureCollection", {member}, "features": []}}'.encode()


@pytest.mark.parametrize(
    "member",
    [
        *(f'"crs": {LINK}', f'"CRS"\n:\n{LINK}', f'"\\u0063\\u0052s": {LINK}', f"'crs': {LINK}"),
        *(
            f'"crs" /* x */ : {LINK}',
            f'"crs": /* x */ {LINK}',
            f'"features": [], "crs": {LINK.replace("link", "URL1")}',
        ),
        *('"crs": {"Type": "Link"}', "\"crs\": {'type': 'link'}", f'"crs": {{"a": "{"x" * 30_000}"}}'),
    ],
)
def test_an_address_is_found_however_it_is_written(member):
    assert may_ask_for_system(with_system(member))


@pytest.mark.parametrize(
    "member",
    [
        '"name": "x"',
        '"crs": null',
        '"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}',
        '"crs": {"type": "EPSG", "properties": {"code": 28992}}',
        '"a": "crs", "b": ["crs"], "c": "http://example.org"',
        '"a": "a \\"crs\\": in a text"',
    ],
)
def test_the_usual_ways_are_none(member):
    assert json.loads(with_system(member))
    assert not may_ask_for_system(with_system(member))
