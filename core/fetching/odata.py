"""Tables of Statistics Netherlands by OData, whose columns have other numbers each year."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import quote, urljoin

from ..preparing.dwelling_sources import column_key
from .asked_places import Place
from .asking import Ask, Asking, Request, ServiceError, plain_text, read_object
from .features import check_following
from .features_page import value_of
from .fetched_rows import Collecting, Fetched, Page, Row
from .services import Dataset


def fetch_odata(dataset: Dataset, place: Place, most: int) -> Asking[Fetched]:
    """Fetch the rows of the neighbourhoods of some municipalities, and what the columns mean.

    Parameters
    ----------
    most
        How many rows are taken.
    """
    url = dataset.of_year(dataset.url, place.year).rstrip("/")
    labels: dict[str, str] = yield Ask(Request(url=f"{url}/DataProperties"), partial(read_properties, dataset=dataset))
    collecting = Collecting(dataset.host, most)
    for area in place.areas:
        for column, value in dataset.filter.items():
            start = value.replace("{code}", area.upper().removeprefix("GM"))
            # A key is padded to ten characters, so that an equal one is never found.
            asked: str | None = f"{url}/TypedDataSet?$filter={quote(f'startswith({column},{start!r})')}"
            while asked is not None:
                collecting.will_ask(asked)
                page: Page = yield Ask(
                    Request(url=asked),
                    partial(read_typed, dataset=dataset, url=asked),
                )
                _check_heeded(page, dataset, column, start)
                if not page.rows:
                    raise ServiceError(
                        "{host} has no rows of {id} where {column} begins with {value}: check YEAR.",
                        host=dataset.host,
                        id=dataset.id,
                        column=column,
                        value=start,
                    )
                unknown = [name for name in page.rows[0].values if name not in labels]
                if unknown:
                    raise ServiceError(
                        "{host} does not say what the columns {columns} of {id} mean: try again later.",
                        host=dataset.host,
                        columns=", ".join(unknown[:5]),
                        id=dataset.id,
                    )
                collecting.take(page)
                if page.following is not None:
                    check_following(page.following, dataset.host)
                asked = page.following
    return collecting.fetched("last_page", labels=labels)


def read_properties(body: bytes, dataset: Dataset) -> dict[str, str]:
    """Read what each column means: its title behind those of its groups, and its unit."""
    entries = [one for one in _values(body, dataset) if isinstance(one, dict)]
    by_id = {one.get("ID"): one for one in entries}
    labels = {"ID": "ID"}
    for one in entries:
        if not isinstance(one.get("Key"), str) or not one["Key"]:
            continue
        titles, parent = [_title(one)], one.get("ParentID")
        while parent is not None and parent in by_id and len(titles) < 10:
            titles.insert(0, _title(by_id[parent]))
            parent = by_id[parent].get("ParentID")
        unit = one.get("Unit")
        words = " – ".join(title for title in titles if title)
        labels[one["Key"]] = f"{words} ({plain_text(unit)})" if isinstance(unit, str) and unit.strip() else words
    return labels


def _title(entry: dict[str, Any]) -> str:
    title = entry.get("Title")
    return plain_text(title) if isinstance(title, str) else ""


def read_typed(body: bytes, dataset: Dataset, url: str) -> Page:
    """Read rows; text is trimmed, as keys are padded with spaces."""
    rows = []
    found = read_object(body, dataset.host)
    for one in _values(body, dataset):
        values = (
            {str(k): v.strip() if isinstance(v, str) else v for k, v in one.items()} if isinstance(one, dict) else {}
        )
        key = value_of(values, dataset.key)
        if not key:
            raise ServiceError(
                "{host} gives rows without {column}, which tells them apart: put another column under key in SERVICES.",
                host=dataset.host,
                column=dataset.key,
            )
        rows.append(Row(key=str(key), values=values))
    following = found.get("odata.nextLink") or found.get("@odata.nextLink")
    return Page(rows=tuple(rows), following=urljoin(url, following) if isinstance(following, str) else None)


def _values(body: bytes, dataset: Dataset) -> list[Any]:
    found = read_object(body, dataset.host).get("value")
    if not isinstance(found, list):
        raise ServiceError(
            "The answer of {host} is cut off or is not the JSON that was asked for; try again later.",
            again=True,
            host=dataset.host,
        )
    return found


def _check_heeded(page: Page, dataset: Dataset, column: str, start: str) -> None:
    for row in page.rows:
        given = str(value_of(row.values, column))
        if not column_key(given).startswith(column_key(start)):
            raise ServiceError(
                "{host} gives rows where {column} is {given}, not {value} as was asked: it ignores the filter; take "
                "another service in SERVICES.",
                host=dataset.host,
                column=column,
                given=given[:80],
                value=f"{start}…",
            )
