"""OGC API Features: pages that say where the next one is, and mostly not how many there are in all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from urllib.parse import urlsplit

from . import wfs
from .asked_places import AskedBox, Place
from .asking import Ask, Asking, Request, ServiceError, with_query
from .features_page import check_columns, check_heeded, read_features_page
from .fetched_rows import Collecting, Fetched, Page
from .services import SYSTEMS, Dataset, why_not_asked

_URI = "http://www.opengis.net/def/crs/EPSG/0/28992"


def fetch_features(dataset: Dataset, place: Place, most: int) -> Asking[Fetched]:
    """Fetch a collection: by its filter where the municipality is known, else by the box.

    Parameters
    ----------
    most
        How many rows are taken.
    """
    by_filter = dataset.filter_for(place.code)
    box = None if by_filter else place.boxes[dataset.crs]
    found: Fetched = yield from _fetch(dataset, place.year, by_filter, box, most)
    count = dataset.count
    if found.whole == "complete" or count is None or box is None:
        return found
    url, name = dataset.of_year(count.url, place.year), dataset.of_year(count.type_name, place.year)
    number: int = yield wfs.ask_hits(url, name, count.version, place.boxes[wfs.SYSTEM])
    return replace(found, whole="complete") if number == len(found.rows) else replace(found, other_count=number)


def fetch_features_by(dataset: Dataset, year: int, by_filter: Mapping[str, str], most: int) -> Asking[Fetched]:
    """Fetch the rows of a collection with some values; all of them where none is given."""
    return (yield from _fetch(dataset, year, by_filter, None, most))


def _fetch(
    dataset: Dataset, year: int, by_filter: Mapping[str, str], box: AskedBox | None, most: int
) -> Asking[Fetched]:
    collecting = Collecting(dataset.host, most)
    first = items_url(dataset, year, by_filter, box)
    host, is_first = urlsplit(first).netloc, True
    url: str | None = first
    while url is not None:
        collecting.will_ask(url)
        page: Page = yield Ask(
            Request(url=url, accept="application/geo+json"),
            partial(read_features_page, dataset=dataset, url=url),
        )
        check_heeded(page, dataset, by_filter, box)
        if is_first and page.rows:
            check_columns(page.rows[0], dataset)
        is_first = False
        collecting.take(page)
        if page.following is not None:
            check_following(page.following, host)
        url = page.following
    return collecting.fetched("complete" if collecting.check_announced() else "last_page")


def items_url(dataset: Dataset, year: int, by_filter: Mapping[str, str], box: AskedBox | None) -> str:
    """Return the address of the first page."""
    url = f"{dataset.of_year(dataset.url, year).rstrip('/')}/collections/{dataset.of_year(dataset.layer, year)}/items"
    asked: dict[str, object] = {"limit": dataset.page}
    if SYSTEMS[dataset.crs] == 28992:
        asked["crs"] = _URI
    if box is not None:
        asked["bbox"] = box.text
        if SYSTEMS[dataset.crs] == 28992:
            asked["bbox-crs"] = _URI
    return with_query(url, asked | dict(by_filter))


def check_following(url: str, host: str) -> None:
    """Stop where the next page is on another server, or at an address that is not asked."""
    why = why_not_asked(url)
    if why is not None or urlsplit(url).netloc != host:
        raise ServiceError(
            "{host} sends on to {other} for its next page, which is not asked; take another service in SERVICES.",
            host=host,
            other=urlsplit(url).netloc or url[:80],
        )
