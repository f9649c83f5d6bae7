"""OpenStreetMap by Overpass: the text of a question, and the answer as points, lines and polygons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any
from urllib.parse import urlencode

from .asked_places import AskedBox, Place
from .asking import Ask, Asking, Request, ServiceError, plain_text, read_object
from .fetched_rows import Collecting, Fetched, Page, Row
from .geometries import Geometry, NoGeometryError, from_geojson, of_lines, of_points, of_polygons, polygons_of
from .selectors import Selector, read_selector
from .services import Dataset

TIMEOUT_S = 120
MOST_DEGREES = 0.1
"""How wide and high a box is that is asked at once, 7 by 11 km: more takes long to answer, and to read between looks
at Cancel."""

_COUNT = re.compile(r"[0-9]{1,12}")
_KINDS = {"node": "node", "way": "way", "relation": "relation"}
TYPE_COLUMN, ID_COLUMN, TAGS_COLUMN = "osm_type", "osm_id", "other_tags"


def query_text(selectors: Iterable[Selector], box: AskedBox) -> str:
    """Return the question: how many objects there are, then each with its tags and its geometry."""
    around = f"{box.south:.7f},{box.west:.7f},{box.north:.7f},{box.east:.7f}"
    asked = "".join(f"{one.text}({around});" for one in selectors)
    return f"[out:json][timeout:{TIMEOUT_S}];({asked})->.found;.found out count;.found out geom;"


def fetch_overpass(dataset: Dataset, place: Place, most: int) -> Asking[Fetched]:
    """Fetch the objects with some tags in a box, one answer after the other.

    Parameters
    ----------
    most
        How many rows are taken.
    """
    selectors = [one for text in dataset.selectors if (one := read_selector(text)) is not None]
    whole, collecting = True, Collecting(dataset.host, most)
    for tile in place.boxes["CRS84"].tiles(MOST_DEGREES):
        request = Request(url=dataset.url, form=urlencode({"data": query_text(selectors, tile)}))
        page: Page = yield Ask(request, partial(read_overpass, dataset=dataset))
        whole = whole and page.announced is not None
        collecting.merge(page.rows)
        collecting.unusable += page.unusable
        collecting.date = max(collecting.date, page.date)
    return collecting.fetched("complete" if whole else "last_page")


def read_overpass(body: bytes, dataset: Dataset) -> Page:
    """Read an answer.

    Raises
    ------
    ServiceError
        Where it is none or not whole: Overpass says so in a remark, with the status of success.
    """
    found = read_object(body, dataset.host)
    elements, head = found.get("elements"), found.get("osm3s")
    remark = found.get("remark")
    if isinstance(remark, str) and remark.strip():
        raise ServiceError(
            "{host} gave only a part: {said}; try again later, or take a smaller area.",
            again=True,
            host=dataset.host,
            said=plain_text(remark),
        )
    if not isinstance(elements, list) or not isinstance(head, dict):
        raise ServiceError(
            "The answer of {host} is cut off or is not the JSON that was asked for; try again later.",
            again=True,
            host=dataset.host,
        )
    given = [one for one in elements if isinstance(one, dict) and one.get("type") in _KINDS]
    announced = _announced(elements)
    if announced is not None and announced != len(given):
        raise ServiceError(
            "{host} announces {m} {m:row|rows} and gave {n}, each counted once: what it gave is not written; "
            "try again later.",
            again=True,
            host=dataset.host,
            m=announced,
            n=len(given),
        )
    rows: dict[str, Row] = {}
    unusable = 0
    for one in given:
        row = _row(one, dataset)
        if row is None:
            unusable += 1
        else:
            rows[row.key] = row
    stamp = head.get("timestamp_osm_base")
    return Page(
        rows=tuple(rows.values()),
        announced=announced,
        date=stamp[:10] if isinstance(stamp, str) else "",
        unusable=unusable,
    )


def _announced(elements: Sequence[object]) -> int | None:
    """Return how many objects the answer says it has."""
    for one in elements:
        if isinstance(one, dict) and one.get("type") == "count" and isinstance(one.get("tags"), dict):
            total = str(one["tags"].get("total", ""))
            return int(total) if _COUNT.fullmatch(total) else None
    return None


def _row(element: Mapping[str, Any], dataset: Dataset) -> Row | None:
    """Return an object as a row; None where it has no geometry of a kind that has a table."""
    number = element.get("id")
    if not isinstance(number, int) or isinstance(number, bool):
        return None
    given = element.get("tags")
    tags = {str(key): str(value) for key, value in given.items()} if isinstance(given, dict) else {}
    try:
        geometry = _geometry(element, dataset.tables)
    except NoGeometryError:
        return None
    if geometry is None or geometry.shape not in dataset.tables:
        return None
    own = {key: tags.pop(key, None) for key in dataset.columns}
    values = {ID_COLUMN: number, TYPE_COLUMN: element["type"], **own, TAGS_COLUMN: hstore(tags)}
    return Row(key=f"{element['type']}/{number}", values=values, geometry=geometry)


def _geometry(element: Mapping[str, Any], tables: Mapping[str, str]) -> Geometry | None:
    """Return the geometry of an object; what is closed is a polygon where the dataset has a table of polygons."""
    if element["type"] == "node":
        return of_points([_place(element)])
    if element["type"] == "way":
        points = _places(element.get("geometry"))
        if points is None:
            return None
        if "polygon" in tables and len(points) > 3 and points[0] == points[-1]:
            return of_polygons([[points]])
        return of_lines([points])
    if "polygon" not in tables:
        return None
    ways: dict[str, list[list[tuple[float, float]]]] = {"outer": [], "inner": []}
    for member in element.get("members") or ():
        if (
            not isinstance(member, dict)
            or member.get("type") != "way"
            or member.get("role") not in ("outer", "inner", "")
        ):
            continue
        points = _places(member.get("geometry"))
        if points is None:
            return None
        ways[member.get("role") or "outer"].append(points)
    return polygons_of(ways["outer"], ways["inner"])


def _place(value: object) -> tuple[float, float]:
    if not isinstance(value, dict):
        raise NoGeometryError
    return from_geojson({"type": "Point", "coordinates": [value.get("lon"), value.get("lat")]}).box.corners[:2]


def _places(value: object) -> list[tuple[float, float]] | None:
    """Return the places of a way; None where some of them were clipped off."""
    if not isinstance(value, list) or not value or any(one is None for one in value):
        return None
    return [_place(one) for one in value]


def hstore(tags: Mapping[str, str]) -> str | None:
    """Return tags in one text, as GDAL writes them; None where there are none."""
    if not tags:
        return None
    return ",".join(f'"{_escaped(key)}"=>"{_escaped(value)}"' for key, value in tags.items())


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
