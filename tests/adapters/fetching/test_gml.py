"""Pages in GML as GeoJSON: geometries, values, what is refused, and that nothing in a page is asked."""

from __future__ import annotations

import json

import pytest

from buurtmaat.adapters.fetching import gml
from buurtmaat.adapters.fetching.gml import as_geojson
from buurtmaat.core.fetching.asking import ServiceError
from towns.fetched_town import FetchedTown, serving_town

SPACES = 'xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:a="urn:a"'


def page(
    *members: str, more: str = "", head: str = '<?xml version="1.0" encoding="UTF-8"?>', wrap="wfs:member"
) -> bytes:
    inside = "".join(f"<{wrap}>{one}</{wrap}>" for one in members)
    return f"{head}<wfs:FeatureCollection {SPACES} {more}>{inside}</wfs:FeatureCollection>".encode()


def row(*values: str, key: str = "r.1") -> str:
    return f'<a:row gml:id="{key}">{"".join(values)}</a:row>'


def ring(places: str) -> str:
    return f"<gml:LinearRing><gml:posList>{places}</gml:posList></gml:LinearRing>"


def read(body: bytes) -> dict:
    return json.loads(as_geojson(body, "host.test"))


def one(*values: str) -> dict:
    (feature,) = read(page(row(*values)))["features"]
    return feature


def refused(body: bytes) -> str:
    with pytest.raises(ServiceError) as error:
        as_geojson(body, "host.test")
    assert str(error.value).count(". ") == 0
    return str(error.value)


HOLLOW = (
    f"<gml:Polygon><gml:exterior>{ring('0 0 4 0 4 4 0 0')}</gml:exterior>"
    f"<gml:interior>{ring('2 1 3 1 3 2 2 1')}</gml:interior></gml:Polygon>"
)


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ("<gml:Point><gml:pos>1.5 2</gml:pos></gml:Point>", {"type": "Point", "coordinates": [1.5, 2]}),
        (
            '<gml:Point srsDimension="3"><gml:pos>1 2 9</gml:pos></gml:Point>',
            {"type": "Point", "coordinates": [1, 2]},
        ),
        (
            "<gml:LineString><gml:posList>0 0 1 0 1 1</gml:posList></gml:LineString>",
            {"type": "LineString", "coordinates": [[0, 0], [1, 0], [1, 1]]},
        ),
        (
            "<gml:Point><gml:coordinates>3,4</gml:coordinates></gml:Point>",  # GML 2
            {"type": "Point", "coordinates": [3, 4]},
        ),
        (
            f"<gml:MultiSurface><gml:surfaceMember>{HOLLOW}</gml:surfaceMember></gml:MultiSurface>",
            {
                "type": "MultiPolygon",
                "coordinates": [[[[0, 0], [4, 0], [4, 4], [0, 0]], [[2, 1], [3, 1], [3, 2], [2, 1]]]],
            },
        ),
        ("<gml:Point><gml:pos>nowhere</gml:pos></gml:Point>", None),
        ("<gml:Polygon/>", None),
    ],
)
def test_geometries(shape, expected):
    assert one(f"<a:geom>{shape}</a:geom>")["geometry"] == expected


def test_values_are_text_but_for_columns_that_hold_numbers_as_numbers_are_written():
    found = read(
        page(
            row("<a:code>0344</a:code><a:n>7</a:n><a:m>1.5</a:m><a:mixed>8</a:mixed><a:empty/>", key="r.1"),
            row(
                "<a:code>0345</a:code><a:n>-12</a:n><a:m>2</a:m><a:mixed>x &amp; y</a:mixed><a:empty></a:empty>",
                key="r.2",
            ),
            row(
                "<a:use>wonen</a:use><a:use>winkel</a:use>",
                '<a:link xlink:href="urn:b"/><gml:boundedBy><x/></gml:boundedBy>',
            ),
        )
    )
    assert [one["properties"] for one in found["features"]] == [
        {"code": "0344", "n": 7, "m": 1.5, "mixed": "8", "empty": None},
        {"code": "0345", "n": -12, "m": 2, "mixed": "x & y", "empty": None},
        {"use": "wonen,winkel", "link": "urn:b"},
    ]
    assert [one["id"] for one in found["features"]] == ["r.1", "r.2", "r.1"]


@pytest.mark.parametrize("text", ["1e5", "01", "+1", "1.50", "1.", ".5", "9999999999999999", "1,5", "NaN", "\u0661"])
def test_what_is_not_written_as_a_number_is_stays_as_it_is(text):
    assert one(f"<a:n>{text}</a:n>")["properties"] == {"n": text}


def test_what_a_page_says_of_itself():
    found = read(page(row(), more='numberMatched="unknown" numberReturned="1" timeStamp="2026-11-30T10:00:00Z"'))
    assert (found["numberReturned"], found["timeStamp"]) == (1, "2026-11-30T10:00:00Z")
    assert "crs" not in found
    assert len(read(page(row() + row(), wrap="gml:featureMembers"))["features"]) == 2
    assert read(page())["features"] == []


def test_another_reference_system_is_told_on():
    point = '<a:g><gml:Point srsName="urn:ogc:def:crs:EPSG::{}"><gml:pos>1 2</gml:pos></gml:Point></a:g>'
    found = read(page(row(point.format(28992)), row(point.format(4258))))
    assert found["crs"]["properties"]["name"] == "urn:ogc:def:crs:EPSG::4258"
    assert "crs" not in read(page(row(point.format(28992))))


def test_other_encodings():
    body = page(row("<a:n>caf\u00e9</a:n>"), head='<?xml version="1.0" encoding="ISO-8859-1"?>').decode()
    assert read(body.encode("latin-1"))["features"][0]["properties"] == {"n": "caf\u00e9"}
    assert read(b"\xef\xbb\xbf" + page(row()))["features"]


BOMB = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]>'


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (page(row(), head=BOMB), "declares entities"),
        (page(row(), head='<!DOCTYPE a SYSTEM "file:///etc/passwd">'), "declares entities"),
        (page(row("<a:n>" * 100 + "</a:n>" * 100)), "nested without end"),
        (page(row("<a:n>" * 200_000 + "</a:n>" * 200_000)), "cut off or is not the XML"),
        (page(row())[:-30], "cut off or is not the XML"),
        (page(row(), head="<?xml version='1.0' encoding='UTF-16'?>").decode().encode("utf-16"), "not the XML"),
        (
            b"<html><head><title>The server is too busy</title></head></html>",
            "a page that says: The server is too busy",
        ),
        (b"<r><Exception><ExceptionText>the table is gone</ExceptionText></Exception></r>", "the table is gone"),
        (b"", "answers with nothing"),
        (b"{}", "not the XML"),
        (page(row("x" * gml.MOST_BYTES)), "larger than 10 MB: lower page"),
    ],
)
def test_what_is_no_page_is_refused_in_a_sentence(body, words):
    assert words in refused(body)


def test_nothing_in_a_page_is_asked():
    """A schema, links and a reference system at an address: a server that is there hears of none."""
    with serving_town(FetchedTown()) as town:
        url = f"{town.address}/evil"
        body = page(
            row(
                f'<a:g><gml:Polygon srsName="{url}/28992" xlink:href="{url}/g.gml#p">',
                f'<gml:exterior xlink:href="{url}/r"/></gml:Polygon></a:g><a:link xlink:href="{url}/link"/>',
            ),
            more=f'xsi:schemaLocation="urn:a {url}/schema.xsd" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
            'xmlns:xlink="http://www.w3.org/1999/xlink"',
        )
        assert read(body)["features"][0]["properties"] == {"link": f"{url}/link"}
        assert town.asked == []


@pytest.mark.parametrize(
    ("said", "expected"), [("1", 1), ("unknown", None), ("", None), ("9" * 5000, None), ("\u0661", None), ("-1", None)]
)
def test_the_number_of_rows_that_a_page_says_is_taken_where_it_is_one(said: str, expected: int | None) -> None:
    assert read(page(row(), more=f'numberReturned="{said}"')).get("numberReturned") == expected
