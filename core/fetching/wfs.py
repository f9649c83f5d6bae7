"""WFS: how many rows a box has is asked first, then pages by their number until all are there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from html import escape
from urllib.parse import urlsplit

from .asked_places import AskedBox, Place
from .asking import Ask, Asking, Request, ServiceError, exception_text, no_json, with_query
from .features_page import check_columns, check_heeded, read_features_page
from .fetched_rows import Collecting, Fetched, Page
from .services import Dataset, Format

MOST_STARTED = 50_000
"""Rows of a box; a service refuses to begin a page beyond that."""
_SMALLEST = 1.0
_ACCEPTED: Mapping[Format, str] = {"json": "application/json", "gml": "application/gml+xml, text/xml, application/xml"}
SYSTEM = "EPSG:28992"
"""Of `SYSTEMS`, the one that a WFS is asked in."""
_CRS = "urn:ogc:def:crs:EPSG::28992"
_NUMBERS = re.compile(rb"""\b(numberMatched|numberOfFeatures)\s*=\s*["'](\d{1,12})["']""")
_DECLARES = re.compile(rb"<!\s*(DOCTYPE|ENTITY)(?!\s+html)", re.IGNORECASE)
_ROOT = re.compile(rb"<(?!\?|!--)(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")


def fetch_wfs(dataset: Dataset, place: Place, most: int) -> Asking[Fetched]:
    """Fetch a type, as many rows as the service announces, each once.

    Parameters
    ----------
    most
        How many rows are taken.
    """
    by_filter = dataset.filter_for(place.code)
    collecting = Collecting(dataset.host, most)
    if by_filter:
        yield from _fetch_part(dataset, place.year, by_filter, None, collecting)
    else:
        number: int = yield from _fetch_box(dataset, place.year, place.boxes[dataset.crs], collecting)
        collecting.check_announced(number)  # of all quarters together
    return collecting.fetched("complete")


def fetch_wfs_by(dataset: Dataset, year: int, by_filter: Mapping[str, str], most: int) -> Asking[Fetched]:
    """Fetch the rows of a type with some values; all of them where none is given."""
    collecting = Collecting(dataset.host, most)
    yield from _fetch_part(dataset, year, by_filter, None, collecting)
    return collecting.fetched("complete")


def _fetch_box(dataset: Dataset, year: int, box: AskedBox, collecting: Collecting) -> Asking[int]:
    """Fetch a box, in quarters where it has more rows than a service pages through; return how many it has."""
    number: int = yield from _fetch_part(dataset, year, {}, box, collecting)
    if number <= MOST_STARTED:
        return number
    if max(box.east - box.west, box.north - box.south) < _SMALLEST:
        raise ServiceError("{host} has more than {n} rows in one place.", host=dataset.host, n=MOST_STARTED)
    for quarter in box.quarters():
        yield from _fetch_box(dataset, year, quarter, collecting)
    return number


def _fetch_part(
    dataset: Dataset, year: int, by_filter: Mapping[str, str], box: AskedBox | None, collecting: Collecting
) -> Asking[int]:
    """Fetch a box, or rows with some values, and return how many there are.

    Of a box with more than a service begins pages at none are fetched, since it can be cut.
    """
    url, layer = dataset.of_year(dataset.url, year), dataset.of_year(dataset.layer, year)
    number: int = yield ask_hits(url, layer, dataset.version, box, by_filter)
    if number > MOST_STARTED:
        if box is None:
            raise ServiceError(
                "{host} has more than {n} rows there: take a smaller area.", host=dataset.host, n=MOST_STARTED
            )
        collecting.check_number(number)
        return number
    part = Collecting(dataset.host, MOST_STARTED)
    start = 0
    while start < number:
        asked = page_url(url, layer, dataset, box, by_filter, start)
        part.will_ask(asked)
        page: Page = yield Ask(
            Request(url=asked, accept=_ACCEPTED[dataset.format], gml=dataset.format == "gml"),
            partial(read_features_page, dataset=dataset, url=asked),
        )
        # The number is that of the hits: some services say here how many the page has.
        page = Page(rows=page.rows, date=page.date, unusable=page.unusable)
        check_heeded(page, dataset, by_filter, box)
        if start == 0 and page.rows:
            check_columns(page.rows[0], dataset)
        if not page.rows:
            break
        part.take(page)
        start += len(page.rows)
    part.check_announced(number)
    collecting.merge(part.rows)
    collecting.doubles += part.doubles
    collecting.unusable += part.unusable
    collecting.date = max(collecting.date, part.date)
    return number


def _common(layer: str, version: str) -> dict[str, object]:
    is_new = version.startswith("2")
    name, crs = ("typeNames", _CRS) if is_new else ("typeName", "EPSG:28992")
    return {"service": "WFS", "version": version, "request": "GetFeature", name: layer, "srsName": crs}


def _where(version: str, box: AskedBox | None, by_filter: Mapping[str, str]) -> dict[str, object]:
    """Return what rows are asked by: a filter is written out as XML, as others are ignored without a word."""
    if by_filter:
        return {"filter": filter_text(version, by_filter)}
    return {} if box is None else {"bbox": f"{box.text},{_CRS}"}


def filter_text(version: str, by_filter: Mapping[str, str]) -> str:
    """Return a filter of equal values as the version of the service has it."""
    is_new = version.startswith("2")
    prefix, name = ("fes", "ValueReference") if is_new else ("ogc", "PropertyName")
    uri = "http://www.opengis.net/fes/2.0" if is_new else "http://www.opengis.net/ogc"
    parts = [
        f"<{prefix}:PropertyIsEqualTo><{prefix}:{name}>{escape(column, quote=False)}</{prefix}:{name}>"
        f"<{prefix}:Literal>{escape(value, quote=False)}</{prefix}:Literal></{prefix}:PropertyIsEqualTo>"
        for column, value in by_filter.items()
    ]
    both = "".join(parts) if len(parts) == 1 else f"<{prefix}:And>{''.join(parts)}</{prefix}:And>"
    return f'<{prefix}:Filter xmlns:{prefix}="{uri}">{both}</{prefix}:Filter>'


def ask_hits(
    url: str, layer: str, version: str, box: AskedBox | None, by_filter: Mapping[str, str] | None = None
) -> Ask:
    """Return the question how many rows there are, which is answered in XML."""
    asked = with_query(url, _common(layer, version) | {"resultType": "hits"} | _where(version, box, by_filter or {}))
    return Ask(Request(url=asked, accept="text/xml, application/xml"), partial(read_hits, url=asked))


def page_url(
    url: str, layer: str, dataset: Dataset, box: AskedBox | None, by_filter: Mapping[str, str], start: int
) -> str:
    """Return the address of a page."""
    count = "count" if dataset.version.startswith("2") else "maxFeatures"
    new = dataset.version.startswith("2")
    gml = "application/gml+xml; version=3.2" if new else "text/xml; subtype=gml/3.1.1"
    written = gml if dataset.format == "gml" else "application/json"
    more: dict[str, object] = {"outputFormat": written, count: dataset.page, "startIndex": start}
    return with_query(url, _common(layer, dataset.version) | more | _where(dataset.version, box, by_filter))


def refuse_declarations(body: bytes, host: str) -> None:
    """Stop at XML that declares entities."""
    if _DECLARES.search(body):
        raise ServiceError(
            "{host} answers with XML that declares entities, which is not read; take another service in SERVICES.",
            host=host,
        )


def read_hits(body: bytes, url: str) -> int:
    """Read how many rows there are.

    The number is in the tag that the answer begins with, and no more is read: entities and what lies deep inside are
    left alone.

    Raises
    ------
    ServiceError
        Where the answer declares entities, or has no number.
    """
    host = urlsplit(url).netloc
    start = body[:20_000]
    refuse_declarations(body, host)
    root = _ROOT.search(start)
    if root is None or b"Exception" in root[1]:
        if root is not None:
            raise ServiceError(
                "{host} refuses the question: {said}; see whether its names in SERVICES still hold.",
                host=host,
                said=exception_text(body),
            )
        raise no_json(body, host)
    found = _NUMBERS.search(start[root.start() : start.find(b">", root.start()) + 1])
    if found is None:
        if root[1].lower() in (b"html", b"body", b"head"):
            raise no_json(body, host)
        raise ServiceError(
            "{host} does not say how many rows there are, so it is not known what is all; take another service in "
            "SERVICES.",
            host=host,
        )
    return int(found[2])
