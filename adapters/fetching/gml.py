"""Pages in GML, of a WFS that gives no JSON, as the GeoJSON that all else reads and checks.

GDAL's plain parser turns text into nodes, and its geometries come from those nodes alone: it expands no entities,
resolves no links and reads no schema, and nothing in a page is an address to it. Its driver for GML does, and is not
used.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias, cast

from osgeo import gdal, ogr

from ...core.fetching.asking import ServiceError, no_json
from ...core.fetching.wfs import refuse_declarations
from ..io.gdal_errors import raising

MOST_BYTES = 10_000_000
"""Of one page: as nodes it takes forty times as much memory, and Cancel is not heard meanwhile."""
_DEEPEST = 60
_ELEMENT, _TEXT, _ATTRIBUTE = 0, 1, 2
_MEMBERS = ("member", "featureMember", "featureMembers")
_GEOMETRIES = frozenset(
    (
        *("Point", "LineString", "Curve", "Polygon", "Surface", "MultiPoint", "MultiLineString", "MultiCurve"),
        *("MultiPolygon", "MultiSurface", "MultiGeometry", "CompositeSurface", "CompositeCurve", "PolyhedralSurface"),
    )
)
_DIMENSION = "srsDimension"
_ENCODING = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]{1,30})["']""")
_ENCODINGS = ("us-ascii", "iso-8859-1", "iso-8859-15", "windows-1252")
_COUNT = re.compile(r"[0-9]{1,12}")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,15})?")

# A node is [kind, name or text, child, child, …].
Node: TypeAlias = list[Any]


def as_geojson(body: bytes, host: str) -> bytes:
    """Return a page of GML as GeoJSON, with what it says of itself.

    Raises
    ------
    ServiceError
        Where it is too large, declares entities, or is no page of features.
    """
    if len(body) > MOST_BYTES:
        raise ServiceError(
            "A page of {host} in GML is larger than {mb} MB: lower page in SERVICES.",
            host=host,
            mb=f"{MOST_BYTES / 1_000_000:g}",
        )
    refuse_declarations(body, host)
    root = _root(body, host)
    features = [_feature(one) for one in _features(root)]
    _make_numbers([cast("dict[str, object]", one["properties"]) for one in features])
    found: dict[str, object] = {"type": "FeatureCollection", "features": features}
    returned, stamp = _attribute(root, "numberReturned"), _attribute(root, "timeStamp")
    found |= {"numberReturned": int(returned)} if _COUNT.fullmatch(returned) else {}
    found |= {"timeStamp": stamp} if stamp else {}
    systems = dict.fromkeys(name for name in _systems(root) if not name.endswith("28992"))
    if systems:
        found["crs"] = {"type": "name", "properties": {"name": next(iter(systems))}}
    return json.dumps(found, ensure_ascii=False).encode()


def _root(body: bytes, host: str) -> Node:
    """Return the node of the collection."""
    told = _ENCODING.match(body.lstrip()[:200])
    encoding = told[1].decode("ascii").lower() if told else ""
    try:
        text = body.decode(encoding if encoding in _ENCODINGS else "utf-8-sig")
        with raising():
            parsed = gdal.ParseXMLString(text)
    except (RuntimeError, UnicodeDecodeError) as error:
        raise _no_gml(body, host) from error
    if parsed is None:
        raise _no_gml(body, host)
    tops = [one for one in [parsed, *_elements(parsed)] if _name(one) == "FeatureCollection"]
    if not tops:
        raise _no_gml(body, host)
    _check_depth(tops[0], host)
    return tops[0]


def _no_gml(body: bytes, host: str) -> ServiceError:
    """Return the error of an answer that is no XML, or not all of it."""
    if not body.strip() or (body.lstrip()[:1] == b"<" and b"FeatureCollection" not in body[:20_000]):
        return no_json(body, host)
    return ServiceError(
        "The answer of {host} is cut off or is not the XML that was asked for; try again later.", again=True, host=host
    )


def _check_depth(root: Node, host: str) -> None:
    """Stop at a page that is nested deeper than any data are; level by level, so that no depth is too much for it."""
    level, depth = [root], 0
    while level:
        depth += 1
        if depth > _DEEPEST:
            raise ServiceError("{host} answers with XML that is nested without end.", host=host)
        level = [child for one in level for child in _elements(one)]


def _name(node: Node) -> str:
    """Return the name of an element or attribute without its prefix."""
    return str(node[1]).rpartition(":")[2]


def _elements(node: Node) -> list[Node]:
    return [one for one in node[2:] if one[0] == _ELEMENT]


def _attribute(node: Node, name: str) -> str:
    return next((_text(one) for one in node[2:] if one[0] == _ATTRIBUTE and _name(one) == name), "")


def _text(node: Node) -> str:
    return "".join(str(one[1]) for one in node[2:] if one[0] == _TEXT).strip()


def _features(root: Node) -> Iterator[Node]:
    for member in _elements(root):
        if _name(member) in _MEMBERS:
            yield from _elements(member)


def _systems(node: Node) -> Iterator[str]:
    """Yield the reference systems that a page names."""
    for one in node[2:]:
        if one[0] == _ATTRIBUTE and _name(one) == "srsName":
            yield _text(one)
        elif one[0] == _ELEMENT:
            yield from _systems(one)


def _feature(node: Node) -> dict[str, object]:
    """Return a feature: of its geometries the first, of values that come again all with commas."""
    values: dict[str, list[str]] = {}
    geometry: object = None
    for one in _elements(node):
        if _name(one) == "boundedBy":
            continue
        shape = next((child for child in _elements(one) if _name(child) in _GEOMETRIES), None)
        if shape is not None:
            geometry = _geometry(shape) if geometry is None else geometry
            continue
        said = "; ".join(_texts(one)) or _attribute(one, "href")
        values.setdefault(_name(one), []).extend([said] if said else [])
    properties: dict[str, object] = {name: ",".join(some) or None for name, some in values.items()}
    return {"type": "Feature", "id": _attribute(node, "id"), "geometry": geometry, "properties": properties}


def _texts(node: Node) -> Iterator[str]:
    own = _text(node)
    if own:
        yield own
    for one in _elements(node):
        yield from _texts(one)


def _geometry(shape: Node) -> object:
    """Return a geometry as GeoJSON, its curves as lines; None where it is none that can be used."""
    try:
        with raising():
            made = ogr.CreateGeometryFromGML(gdal.SerializeXMLTree(_bare(shape)))
            if made is None or made.IsEmpty():
                return None
            made = made.GetLinearGeometry()
            made.FlattenTo2D()
            return json.loads(made.ExportToJson())
    except (RuntimeError, ValueError):
        return None


def _bare(node: Node) -> Node:
    """Return a node with no attribute but the number of dimensions: no system, no link, no name of a schema."""
    kept = [one for one in node[2:] if one[0] == _TEXT or (one[0] == _ATTRIBUTE and _name(one) == _DIMENSION)]
    return [_ELEMENT, f"gml:{_name(node)}", *kept, *(_bare(one) for one in _elements(node))]


def _make_numbers(rows: Sequence[dict[str, object]]) -> None:
    """Turn columns all of whose values are numbers, written as a number is, into numbers: GML knows text alone."""
    for name in dict.fromkeys(name for row in rows for name in row):
        texts = [str(row[name]) for row in rows if row.get(name) is not None]
        if texts and all(_NUMBER.fullmatch(one) and str(_number(one)) == one for one in texts):
            for row in rows:
                if row.get(name) is not None:
                    row[name] = _number(str(row[name]))


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)
