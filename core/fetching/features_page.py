"""A page of rows in GeoJSON, from OGC API Features or a WFS: read, and held against what was asked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from urllib.parse import urljoin, urlsplit

from ..preparing.dwelling_sources import column_key
from .asked_places import AskedBox
from .asking import ServiceError, plain_text, read_object
from .fetched_rows import Page, Row
from .geometries import NoGeometryError, from_geojson
from .services import SYSTEMS, Dataset

_SLACK = 0.05
"""How far outside a box, of its longer side, a row may lie: a service looks in its own system, with another north."""


def read_features_page(body: bytes, dataset: Dataset, url: str) -> Page:
    """Read a page of GeoJSON, of OGC API Features or of a WFS.

    Raises
    ------
    ServiceError
        Where it is none, says that something went wrong, or has not as many rows as it says.
    """
    host = urlsplit(url).netloc
    found = read_object(body, host)
    features = found.get("features")
    if found.get("type") != "FeatureCollection" or not isinstance(features, list):
        said = found.get("detail") or found.get("title") or found.get("description")
        raise ServiceError(
            "{host} answers without rows: {said}; try again later.",
            again=True,
            host=host,
            said=str(said)[:200] if isinstance(said, str) else "–",
        )
    _check_system(found.get("crs"), dataset)
    returned = found.get("numberReturned")
    if isinstance(returned, int) and returned != len(features):
        raise ServiceError(
            "{host} says that a page has {m} rows, and gave {n}; try again later.",
            again=True,
            host=host,
            m=returned,
            n=len(features),
        )
    rows, unusable = [], 0
    for one in features:
        row = _row(one, dataset)
        if row is None:
            raise ServiceError(
                "{host} gives rows without {column}, which tells them apart: put another column under key in SERVICES.",
                host=host,
                column=dataset.key,
            )
        unusable += row.geometry is None
        rows.append(row)
    announced = found.get("numberMatched", found.get("totalFeatures"))
    stamp = found.get("timeStamp")
    return Page(
        rows=tuple(rows),
        following=_following(found.get("links"), url),
        announced=announced if isinstance(announced, int) and not isinstance(announced, bool) else None,
        date=stamp[:10] if isinstance(stamp, str) else "",
        unusable=unusable,
    )


def _check_system(told: object, dataset: Dataset) -> None:
    """Stop where an answer says that it is in another reference system than was asked; most say nothing."""
    properties = told.get("properties") if isinstance(told, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if isinstance(name, str) and not name.endswith(("28992",) if SYSTEMS[dataset.crs] == 28992 else ("CRS84", "4326")):
        raise ServiceError(
            "{host} answers in the reference system {name}, not in {crs}: put the right crs in SERVICES.",
            host=dataset.host,
            name=plain_text(name),
            crs=dataset.crs,
        )


def _following(links: object, url: str) -> str | None:
    """Return the address of the next page; None after the last."""
    if not isinstance(links, list):
        return None
    for link in links:
        if isinstance(link, dict) and link.get("rel") == "next" and isinstance(link.get("href"), str):
            return urljoin(url, link["href"])
    return None


def _row(feature: object, dataset: Dataset) -> Row | None:
    if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
        return None
    values = {str(name): plain(value) for name, value in feature["properties"].items()}
    key = value_of(values, dataset.key)
    if key is None:
        key = feature.get("id")
    if not isinstance(key, (str, int)) or key == "":
        return None
    try:
        geometry = from_geojson(feature.get("geometry"))
    except NoGeometryError:
        geometry = None
    if geometry is not None and geometry.shape not in dataset.tables:
        geometry = None
    return Row(key=str(key), values=values, geometry=geometry)


def value_of(values: Mapping[str, object], column: str) -> object:
    """Return the value of a column, whose name is compared without case and underscores; None where it is not there."""
    if column in values:
        return values[column]
    wanted = column_key(column)
    return next((value for name, value in values.items() if column_key(name) == wanted), None)


def plain(value: object) -> object:
    """Return a value as a column holds it: a list of words with commas, anything else that is nested as JSON."""
    if isinstance(value, list) and all(isinstance(one, (str, int, float)) for one in value):
        return ",".join(str(one) for one in value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict)) else value


def check_columns(row: Row, dataset: Dataset) -> None:
    """Stop where columns are lacking that are needed later."""
    there = {column_key(name) for name in row.values}
    lacking = [name for name in dataset.needs if column_key(name) not in there]
    if lacking:
        raise ServiceError(
            "{host} gives {id} without {columns}, and has {there}: its columns changed; put the new names in SERVICES.",
            host=dataset.host,
            id=dataset.id,
            columns=", ".join(lacking),
            there=", ".join(row.values) or "–",
        )


def check_heeded(page: Page, dataset: Dataset, by_filter: Mapping[str, str], box: AskedBox | None) -> None:
    """Stop at a row that was not asked for: a service that ignores a filter gives the whole country."""
    slack = 0.0 if box is None else _SLACK * max(box.east - box.west, box.north - box.south)
    for row in page.rows:
        for column, value in by_filter.items():
            given = value_of(row.values, column)
            if str(given).strip().casefold() != value.casefold():
                raise ServiceError(
                    "{host} gives rows where {column} is {given}, not {value} as was asked: it ignores the filter; "
                    "take another service in SERVICES.",
                    host=dataset.host,
                    column=column,
                    given=str(given)[:80],
                    value=value,
                )
        if box is not None and row.geometry is not None and not row.geometry.box.touches(box, slack):
            raise ServiceError(
                "{host} gives places outside the box that was asked for: it ignores the box or the reference system; "
                "put the right crs in SERVICES, or take another service.",
                host=dataset.host,
            )
