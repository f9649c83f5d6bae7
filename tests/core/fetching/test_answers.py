"""How answers are read, by hand: pages, hits, objects of OpenStreetMap, and tables."""

from __future__ import annotations

import json
import struct
from dataclasses import replace

import pytest

from buurtmaat.core.fetching import wfs
from buurtmaat.core.fetching.asked_places import AskedBox, Place
from buurtmaat.core.fetching.asking import Request, ServiceError, with_query
from buurtmaat.core.fetching.features import fetch_features
from buurtmaat.core.fetching.features_page import read_features_page
from buurtmaat.core.fetching.fetches import first_question
from buurtmaat.core.fetching.odata import read_properties, read_typed
from buurtmaat.core.fetching.overpass import hstore, query_text, read_overpass
from buurtmaat.core.fetching.selectors import read_selector
from buurtmaat.core.fetching.services import Count, Dataset
from buurtmaat.core.preparing.osm_tags import read_tags

BASE = Dataset(
    id="d",
    part="dwellings",
    kind="features",
    url="https://a.example/ogc/v1",
    layer="verblijfsobject",
    key="identificatie",
    tables={"point": "d", "line": "l", "polygon": "p"},
    licence="x",
    attribution="x",
    title={"en": "D"},
)
OSM = replace(BASE, kind="overpass", key="", columns=("name",), selectors=("leisure=park",))
PLACE = Place(
    boxes={"EPSG:28992": AskedBox(0, 0, 1000, 1000), "CRS84": AskedBox(4.3, 51.9, 4.5, 52.1)}, code="", year=2024
)
URL = "https://a.example/ogc/v1/x"


def feature(key, x=1.0, y=2.0, **values):
    return {
        "type": "Feature",
        "properties": {"identificatie": key, **values},
        "geometry": {"type": "Point", "coordinates": [x, y]},
    }


def page(*features, **more):
    return json.dumps({"type": "FeatureCollection", "features": list(features), **more}).encode()


def test_the_first_question_has_the_box_and_the_reference_system():
    asked = first_question(BASE, PLACE)
    assert asked.url == (
        "https://a.example/ogc/v1/collections/verblijfsobject/items?limit=1000"
        "&crs=http%3A%2F%2Fwww.opengis.net%2Fdef%2Fcrs%2FEPSG%2F0%2F28992&bbox=0%2C0%2C1000%2C1000"
        "&bbox-crs=http%3A%2F%2Fwww.opengis.net%2Fdef%2Fcrs%2FEPSG%2F0%2F28992"
    )


def test_a_filter_stands_in_place_of_the_box():
    by_code = replace(BASE, filter={"gemeentecode": "{code}"})
    asked = first_question(by_code, replace(PLACE, code="GM0344")).url
    assert "gemeentecode=GM0344" in asked
    assert "bbox" not in asked
    assert "bbox" in first_question(by_code, PLACE).url  # of an extent no municipality is known


def test_the_year_and_its_table_are_put_in():
    one = replace(BASE, kind="odata", url="https://c.example/{year}/{table}", years={"2024": "85984NED"})
    place = replace(PLACE, areas=("GM0344",))
    assert first_question(replace(one, filter={"K": "BU{code}"}), place).url == (
        "https://c.example/2024/85984NED/DataProperties"
    )


def test_a_page_is_read():
    body = page(
        feature("a", n=1, pand=["x", "y"]),
        numberReturned=1,
        numberMatched=7,
        timeStamp="2026-11-29T10:00:00Z",
        links=[{"rel": "self", "href": "s"}, {"rel": "next", "href": "?cursor=2"}],
    )
    found = read_features_page(body, BASE, URL)
    (row,) = found.rows
    assert (row.key, row.values) == ("a", {"identificatie": "a", "n": 1, "pand": "x,y"})
    assert row.geometry.wkb == struct.pack("<BI2d", 1, 1, 1.0, 2.0)
    assert (found.announced, found.date, found.following) == (7, "2026-11-29", f"{URL}?cursor=2")


@pytest.mark.parametrize(
    "geometry",
    [
        None,
        {"type": "Point", "coordinates": []},
        {"type": "Point", "coordinates": [1]},
        {"type": "Point", "coordinates": ["1", 2]},
        {"type": "Point", "coordinates": [1e30, 2]},
        {"type": "Point", "coordinates": [True, 2]},
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]},
        {"type": "LineString", "coordinates": [[0, 0]]},
        {"type": "Curve", "coordinates": [[0, 0]]},
        {"type": "GeometryCollection", "geometries": []},
        [],
    ],
)
def test_a_geometry_that_is_none_is_counted(geometry):
    found = read_features_page(page({**feature("a"), "geometry": geometry}), BASE, URL)
    assert found.rows[0].geometry is None
    assert found.unusable == 1


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "answers with nothing"),
        (b"<html><h1>Busy</h1>", "a page that says: Busy"),
        (b"<ows:ExceptionReport><ows:ExceptionText>no table.</ows:ExceptionText>", "an exception: no table"),
        (b'{"type": "FeatureCollection", "features": [', "cut off"),
        (b'{"features": NaN}', "cut off"),
        (b"[1]", "cut off"),
        (b"[" * 100_000, "cut off"),
        (b"\xff\xfe{}", "cut off"),
        (b'{"title": "Too many", "status": 429}', "without rows: Too many"),
        (page(feature("a"), numberReturned=2), "says that a page has 2 rows, and gave 1"),
    ],
)
def test_what_is_no_page_is_asked_again(body, words):
    with pytest.raises(ServiceError, match=words) as error:
        read_features_page(body, BASE, URL)
    assert error.value.again


def test_a_byte_order_mark_is_no_fault():
    assert len(read_features_page(b"\xef\xbb\xbf" + page(feature("a")), BASE, URL).rows) == 1


def test_rows_that_cannot_be_told_apart_are_no_rows():
    one = feature("a")
    del one["properties"]["identificatie"]
    with pytest.raises(ServiceError, match="without identificatie"):
        read_features_page(page(one), BASE, URL)
    assert read_features_page(page({**one, "id": 7}), BASE, URL).rows[0].key == "7"


def drive(dataset, *answers):
    """Give a fetch its answers, one after the other; return what it found."""
    fetch = fetch_features(dataset, PLACE, 100)
    step = next(fetch)
    try:
        for answer in answers:
            step = fetch.send(step.read(answer))
    except StopIteration as end:
        return end.value
    raise AssertionError(step.request.url)


def link(address):
    return {"links": [{"rel": "next", "href": address}]}


def test_pages_follow_each_other_and_rows_come_once():
    found = drive(
        BASE,
        page(feature("a"), feature("b"), **link(f"{URL}?2")),
        page(feature("b"), feature("c"), **link(f"{URL}?3")),
        page(),
    )
    assert [row.key for row in found.rows] == ["a", "b", "c"]
    assert (found.whole, found.doubles) == ("last_page", 1)


def test_as_many_as_announced_is_complete():
    found = drive(BASE, page(feature("a"), numberMatched=2, **link(f"{URL}?2")), page(feature("b"), numberMatched=2))
    assert found.whole == "complete"


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ([page(feature("a"), numberMatched=2)], "announces 2 rows and gave 1"),
        ([page(feature("a"), numberMatched=2, **link(URL)), page(feature("b"), numberMatched=3)], "changed while"),
        ([page(feature("a"), **link(URL)), page(feature("a"), **link(f"{URL}?3"))], "begins again"),
        ([page(feature("a"), **link(URL)), page(feature("b"), **link(URL))], "address of a page twice"),
        ([page(feature("a"), **link("https://b.example/x"))], "sends on to b.example"),
        ([page(feature("a"), **link("http://a.example/x"))], "sends on to a.example"),
        ([page(*(feature(str(n)) for n in range(101)))], "more than 100 rows"),
        ([page(feature("a", 1049, 0))], None),  # the north of its own system is another
        ([page(feature("a", 1051, 0))], "outside the box"),
        ([page(feature("a"), crs={"properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}})], "system urn:ogc"),
        ([page(feature("a"), crs={"properties": {"name": "urn:ogc:def:crs:EPSG::28992"}})], None),
        ([page(feature("a", 4.35, 52.0))], None),  # degrees lie in a box from (0, 0), which is told by nothing
    ],
)
def test_what_cannot_be_believed_stops(answers, words):
    if words is None:
        assert drive(BASE, *answers).whole == "last_page"
        return
    with pytest.raises(ServiceError, match=words):
        drive(BASE, *answers)


@pytest.mark.parametrize(
    ("body", "number"),
    [
        (b'<?xml version="1.0"?>\n<wfs:FeatureCollection xmlns:wfs="x" numberMatched="12" numberReturned="0"/>', 12),
        (b'<FeatureCollection numberOfFeatures="7" timeStamp="x">\n</FeatureCollection>', 7),
        (b"<!-- a note --><a numberMatched='0'/>", 0),
    ],
)
def test_hits_are_read_of_the_first_tag(body, number):
    assert wfs.read_hits(body, URL) == number


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a numberMatched="3"/>', "declares entities"),
        (b'<a numberMatched="3"/><!ENTITY b "c">', "declares entities"),
        (b"<!DOCTYPE html><html><head><title>Busy</title></head></html>", "a page that says: Busy"),
        (b"<Exception><ExceptionText><![CDATA[no table]]></ExceptionText></Exception>", "refuses the question"),
        (b'<a><b numberMatched="3"/></a>', "does not say how many"),
        (b'<a numberMatched="unknown"/>', "does not say how many"),
        (b"<ServiceExceptionReport><ServiceException>x</ServiceException></ServiceExceptionReport>", "refuses"),
        (b"<html><title>Busy</title></html>", "a page that says: Busy"),
        (b"", "answers with nothing"),
        (b"{}", "cut off"),
    ],
)
def test_hits_that_are_none(body, words):
    with pytest.raises(ServiceError, match=words):
        wfs.read_hits(body, URL)


def drive_wfs(rows, gives=lambda inside: inside):
    """Let a WFS of points answer, which counts all in a box and gives those of another; return what is found."""
    from urllib.parse import parse_qs, urlsplit

    dataset = replace(BASE, kind="wfs", page=2)
    fetch = wfs.fetch_wfs(dataset, PLACE, 100)
    step = next(fetch)
    try:
        while True:
            query = {name: values[0] for name, values in parse_qs(urlsplit(step.request.url).query).items()}
            west, south, east, north = map(float, query["bbox"].split(",")[:4])
            inside = {k: (x, y) for k, (x, y) in rows.items() if west <= x <= east and south <= y <= north}
            if query.get("resultType") == "hits":
                answer = f'<a numberMatched="{len(inside)}"/>'.encode()
            else:
                start = int(query["startIndex"])
                answer = page(*(feature(k, *xy) for k, xy in list(gives(inside).items())[start : start + 2]))
            step = fetch.send(step.read(answer))
    except StopIteration as end:
        return end.value


ROWS = {"a": (1.0, 1.0), "b": (999.0, 1.0), "c": (500.0, 500.0), "d": (2.0, 998.0), "e": (400.0, 300.0)}


def test_more_rows_than_a_service_begins_pages_at_are_asked_in_quarters(monkeypatch):
    """The one in the middle lies in all four quarters, and comes once."""
    monkeypatch.setattr(wfs, "MOST_STARTED", 3)
    found = drive_wfs(ROWS)
    assert {row.key for row in found.rows} == set(ROWS)
    assert found.whole == "complete"


def test_quarters_that_are_not_the_whole_are_told(monkeypatch):
    """Another row in the place of one that is asked: each quarter has its number, and all together have too few."""
    monkeypatch.setattr(wfs, "MOST_STARTED", 3)
    swapped = lambda inside: {("a" if key == "b" else key): xy for key, xy in inside.items()}  # noqa: E731
    with pytest.raises(ServiceError, match="announces 5 rows and gave 4"):
        drive_wfs(ROWS, swapped)


def test_more_rows_of_a_value_than_a_service_begins_pages_at_are_not_taken_for_none(monkeypatch):
    monkeypatch.setattr(wfs, "MOST_STARTED", 1)
    fetch = wfs.fetch_wfs_by(replace(BASE, kind="wfs"), 2024, {"naam": "x"}, 100)
    step = next(fetch)
    with pytest.raises(ServiceError, match="more than 1 rows"):
        fetch.send(step.read(b'<a numberMatched="2"/>'))


def test_the_service_that_counts_is_asked_in_metres_and_of_the_year():
    """A WFS is asked in the national system, also where the rows come in degrees."""
    count = Count(url="https://b.example/{year}/wfs", type_name="x:{year}")
    fetch = fetch_features(replace(BASE, crs="CRS84", count=count), PLACE, 100)
    step = next(fetch)
    asked = fetch.send(step.read(page(feature("a", 4.4, 52.0)))).request.url
    assert asked.startswith("https://b.example/2024/wfs?")
    assert "typeNames=x%3A2024" in asked
    assert "bbox=0%2C0%2C1000%2C1000%2Curn%3Aogc%3Adef%3Acrs%3AEPSG%3A%3A28992" in asked


def test_a_filter_of_a_wfs_is_xml_in_which_nothing_can_be_put():
    text = wfs.filter_text("2.0.0", {"naam": "a<b&c"})
    assert "<fes:Literal>a&lt;b&amp;c</fes:Literal>" in text
    assert "fes:ValueReference>naam<" in text
    assert "ogc:PropertyName>naam<" in wfs.filter_text("1.1.0", {"naam": "x"})


def test_a_box_is_cut_in_quarters_and_tiles_that_are_all_of_it():
    box = AskedBox(0, 0, 10, 4)
    assert box.quarters() == (AskedBox(0, 0, 5, 2), AskedBox(5, 0, 10, 2), AskedBox(0, 2, 5, 4), AskedBox(5, 2, 10, 4))
    tiles = box.tiles(4)
    assert len(tiles) == 3
    assert sum((t.east - t.west) * (t.north - t.south) for t in tiles) == pytest.approx(40)
    assert box.tiles(10) == [box]


def test_the_text_of_a_question_to_overpass():
    selectors = [read_selector(one) for one in ("way: highway", "amenity=school|library", "wr:natural=water")]
    assert query_text(selectors, AskedBox(4.25, 52, 4.5, 52.125)) == (
        '[out:json][timeout:120];(way["highway"](52.0000000,4.2500000,52.1250000,4.5000000);'
        'nwr["amenity"~"^(school|library)$"](52.0000000,4.2500000,52.1250000,4.5000000);'
        'wr["natural"="water"](52.0000000,4.2500000,52.1250000,4.5000000);)->.found;'
        ".found out count;.found out geom;"
    )


def test_signs_of_values_mean_themselves():
    """A point or plus would mean any letter, or the one before it again."""
    assert read_selector("a=b.c|d+e|f g").text == 'nwr["a"~"^(b[.]c|d[+]e|f g)$"]'
    assert read_selector("a=b.c").text == 'nwr["a"="b.c"]'  # compared as it stands


@pytest.mark.parametrize(
    "text", ["", "a b", "amenity=", "amenity=a|", 'amenity="x"', "area: highway", "a=b](1)", "a=b\\"]
)
def test_what_is_no_selector(text):
    assert read_selector(text) is None


def overpass(*elements, **more):
    head = {"osm3s": {"timestamp_osm_base": "2026-11-29T20:00:00Z"}}
    return json.dumps({**head, "elements": list(elements), **more}).encode()


def places(*xy):
    return [{"lon": x, "lat": y} for x, y in xy]


SQUARE = places((0, 0), (4, 0), (4, 4), (0, 4), (0, 0))


def test_a_node_a_line_and_an_area():
    found = read_overpass(
        overpass(
            {"type": "count", "id": 0, "tags": {"total": "3"}},
            {"type": "node", "id": 1, "lat": 2, "lon": 1, "tags": {"name": "N", "amenity": "school"}},
            {"type": "way", "id": 2, "geometry": places((0, 0), (1, 1)), "tags": {}},
            {"type": "way", "id": 3, "geometry": SQUARE},
        ),
        OSM,
    )
    assert [(row.key, row.geometry.shape) for row in found.rows] == [
        ("node/1", "point"),
        ("way/2", "line"),
        ("way/3", "polygon"),
    ]
    assert found.rows[0].values == {
        "osm_id": 1,
        "osm_type": "node",
        "name": "N",
        "other_tags": '"amenity"=>"school"',
    }
    assert (found.announced, found.date, found.unusable) == (3, "2026-11-29", 0)


def test_a_round_street_is_a_line_where_there_is_no_table_of_areas():
    streets = replace(OSM, tables={"line": "streets"})
    (row,) = read_overpass(overpass({"type": "way", "id": 3, "geometry": SQUARE}), streets).rows
    assert row.geometry.shape == "line"


def test_a_way_of_which_places_are_clipped_off_is_no_geometry():
    found = read_overpass(overpass({"type": "way", "id": 3, "geometry": [*SQUARE[:3], None]}), OSM)
    assert found.rows == ()
    assert found.unusable == 1


def relation(*members):
    return {
        "type": "relation",
        "id": 9,
        "members": [{"type": "way", "role": role, "geometry": places(*xy)} for role, xy in members],
    }


def rings(wkb):
    """Return the rings of a multi-part polygon."""
    order, kind, parts = struct.unpack_from("<BII", wkb)
    assert (order, kind) == (1, 6)
    at, found = 9, []
    for _ in range(parts):
        (number,) = struct.unpack_from("<I", wkb, at + 5)
        at += 9
        polygon = []
        for _ in range(number):
            (count,) = struct.unpack_from("<I", wkb, at)
            numbers = struct.unpack_from(f"<{2 * count}d", wkb, at + 4)
            polygon.append(list(zip(numbers[::2], numbers[1::2], strict=True)))
            at += 4 + 16 * count
        found.append(polygon)
    assert at == len(wkb)
    return found


def test_rings_are_joined_of_ways_in_any_order_and_direction():
    one = relation(("outer", [(0, 0), (9, 0)]), ("outer", [(0, 9), (0, 0)]), ("outer", [(0, 9), (9, 9), (9, 0)]))
    (row,) = read_overpass(overpass(one), OSM).rows
    ((shell,),) = rings(row.geometry.wkb)
    assert shell[0] == shell[-1]
    assert set(shell) == {(0, 0), (9, 0), (9, 9), (0, 9)}
    assert len(shell) == 5


def test_a_hole_goes_to_the_smallest_ring_around_it():
    """A pond on an island in a lake: the island's ring is an outer one of its own."""
    square = lambda x, side: [(x, x), (x + side, x), (x + side, x + side), (x, x + side), (x, x)]  # noqa: E731
    one = relation(
        ("outer", square(0, 90)), ("inner", square(10, 50)), ("outer", square(20, 30)), ("inner", square(30, 5))
    )
    (row,) = read_overpass(overpass(one), OSM).rows
    found = sorted(rings(row.geometry.wkb), key=lambda polygon: polygon[0][0])
    assert [[ring[0] for ring in polygon] for polygon in found] == [[(0, 0), (10, 10)], [(20, 20), (30, 30)]]


def test_a_hole_that_does_not_close_takes_no_other_with_it():
    outer, hole = [(0, 0), (9, 0), (9, 9), (0, 9), (0, 0)], [(1, 1), (2, 1), (2, 2), (1, 1)]
    one = relation(("outer", outer), ("inner", [(5, 5), (6, 5), (6, 6)]), ("inner", hole))
    (row,) = read_overpass(overpass(one), OSM).rows
    assert rings(row.geometry.wkb) == [[outer, hole]]


def test_rings_that_touch_stay_two():
    """Both triangles go through the origin; the ways of one are joined before it goes on into the other."""
    one = relation(
        ("outer", [(1, 1), (1, 0), (0, 0)]),
        ("outer", [(0, 0), (-1, 0), (-1, -1)]),
        ("outer", [(-1, -1), (0, 0)]),
        ("outer", [(0, 0), (1, 1)]),
    )
    (row,) = read_overpass(overpass(one), OSM).rows
    assert [{*ring} for (ring,) in rings(row.geometry.wkb)] == [
        {(0, 0), (1, 0), (1, 1)},
        {(0, 0), (-1, 0), (-1, -1)},
    ]


@pytest.mark.parametrize("ways", [[[(0, 0), (9, 0), (9, 9)]], [[(0, 0), (9, 0)], [(1, 1), (2, 2)]], []])
def test_rings_that_do_not_close_are_no_area(ways):
    found = read_overpass(overpass(relation(*(("outer", way) for way in ways))), OSM)
    assert (found.rows, found.unusable) == ((), 1)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (overpass(remark="runtime error: Query timed out"), "only a part: runtime error: Query timed out"),
        (overpass({"type": "count", "tags": {"total": "1"}}), "announces 1 row and gave 0"),
        (json.dumps({"elements": []}).encode(), "cut off"),
        (b"<html><title>OSM3S Response</title>", "OSM3S Response"),
    ],
)
def test_an_answer_of_overpass_that_is_not_whole_is_asked_again(body, words):
    with pytest.raises(ServiceError, match=words) as error:
        read_overpass(body, OSM)
    assert error.value.again


@pytest.mark.parametrize("tags", [{"a": "b"}, {'q"': 'x\\"y', "z": "a=>b,c", "n": "line\nbreak"}])
def test_other_tags_are_read_again_as_they_were(tags):
    assert read_tags(hstore(tags)) == (tags, True)


def test_columns_of_a_table_are_called_by_their_groups():
    """AfstandTotSchool stands there four times, told apart by the group that it is in."""
    entries = [
        {"ID": 1, "ParentID": None, "Key": "", "Title": "Onderwijs"},
        {"ID": 2, "ParentID": 1, "Key": "", "Title": "Basisonderwijs"},
        {"ID": 3, "ParentID": 2, "Key": "AfstandTotSchool_60", "Title": "Afstand tot school", "Unit": "km"},
        {"ID": 4, "ParentID": 1, "Key": "AfstandTotSchool_64", "Title": "Afstand tot school", "Unit": "km"},
    ]
    labels = read_properties(json.dumps({"value": entries}).encode(), BASE)
    assert labels["AfstandTotSchool_60"] == "Onderwijs – Basisonderwijs – Afstand tot school (km)"
    assert labels["AfstandTotSchool_64"] == "Onderwijs – Afstand tot school (km)"


def test_groups_in_a_circle_end():
    entries = [{"ID": 1, "ParentID": 1, "Key": "A", "Title": "a"}]
    assert read_properties(json.dumps({"value": entries}).encode(), BASE)["A"].count("a") == 10


def test_keys_of_a_table_are_trimmed():
    table = replace(BASE, key="WijkenEnBuurten")
    body = json.dumps({"value": [{"WijkenEnBuurten": "BU034400  ", "N": None}], "odata.nextLink": "x?2"}).encode()
    found = read_typed(body, table, "https://c.example/t/x")
    assert found.rows[0].values == {"WijkenEnBuurten": "BU034400", "N": None}
    assert found.following == "https://c.example/t/x?2"


def test_a_question_is_told_apart_by_all_that_is_asked():
    one = Request(url="https://a.example/", form="data=1")
    assert one.key != replace(one, form="data=2").key
    assert with_query("https://a.example/x?map=1", {"a": "b c"}) == "https://a.example/x?map=1&a=b+c"


@pytest.mark.parametrize("total", ["9" * 5000, "\u0661", "-1", ""])
def test_a_number_of_objects_that_is_none_is_not_heeded(total: str) -> None:
    found = read_overpass(overpass({"type": "count", "id": 0, "tags": {"total": total}}), OSM)
    assert (found.announced, found.rows) == (None, ())
