"""The rows that a service gave, and whether they are all: what is told of them goes no farther than what was seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from ..notes import Note
from .asking import ServiceError
from .geometries import Geometry

MOST_PAGES = 20_000


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of an answer: what tells it apart, its values by column, and its geometry, None where it has none."""

    key: str
    values: Mapping[str, object]
    geometry: Geometry | None = None


@dataclass(frozen=True, kw_only=True)
class Page:
    """What one answer holds.

    Parameters
    ----------
    rows
        Its rows.
    following
        The address of the next page, None after the last.
    announced
        How many rows the service says there are in all, None where it does not.
    date
        Of the data, as the service says; empty where it does not.
    unusable
        Things without a geometry that can be used.
    """

    rows: tuple[Row, ...]
    following: str | None = None
    announced: int | None = None
    date: str = ""
    unusable: int = 0


Whole = Literal["complete", "last_page"]


@dataclass(frozen=True, kw_only=True)
class Fetched:
    """All that was fetched of a dataset.

    Parameters
    ----------
    rows
        Each once.
    whole
        `complete`: as many as were announced; `last_page`: no number was announced, and the last page was read.
    other_count
        How many another service has in the same box, where that is another number.
    date
        Of the data, as the service says.
    doubles
        Rows that came more than once.
    unusable
        Things without a geometry that can be used.
    labels
        What columns mean, where the service says so.
    """

    rows: tuple[Row, ...]
    whole: Whole
    other_count: int | None = None
    date: str = ""
    doubles: int = 0
    unusable: int = 0
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def said(self) -> Note:
        """Return how far what was fetched is known to be all."""
        if self.whole == "complete":
            return Note("complete: as many as the service announced")
        if self.other_count is not None:
            return Note("read to the last page; another service has {n} there", n=self.other_count)
        return Note("read to the last page; the service announces no number")


class Collecting:
    """Takes pages one after the other, each row once, and stops at what cannot be believed."""

    def __init__(self, host: str, most: int) -> None:
        self._host, self._most = host, most
        self._rows: dict[str, Row] = {}
        self._asked: set[str] = set()
        self._announced: int | None = None
        self.doubles, self.unusable, self.date = 0, 0, ""

    def will_ask(self, url: str) -> None:
        """Note an address that is asked; stop where it was asked before, for it would go on forever."""
        if url in self._asked:
            raise ServiceError(
                "{host} gives the address of a page twice, so it is not known what is all; try again later, or take "
                "another service in SERVICES.",
                host=self._host,
            )
        if len(self._asked) == MOST_PAGES:
            raise ServiceError("{host} gives more than {n} pages: take a smaller area.", host=self._host, n=MOST_PAGES)
        self._asked.add(url)

    def take(self, page: Page) -> None:
        """Take the rows of a page."""
        new = {row.key: row for row in page.rows if row.key not in self._rows}
        if page.rows and not new:
            raise ServiceError(
                "{host} begins again at rows that it gave before, so what is missing is not known; try again later, or "
                "take another service in SERVICES.",
                host=self._host,
            )
        if page.announced is not None:
            if self._announced is not None and page.announced != self._announced:
                raise ServiceError(
                    "The data of {host} changed while they were read ({n} rows, then {m}); try again later.",
                    host=self._host,
                    n=self._announced,
                    m=page.announced,
                )
            self._announced = page.announced
        self.doubles += len(page.rows) - len(new)
        self.unusable += page.unusable
        self.date = max(self.date, page.date)
        self._rows |= new
        self.check_number(max(len(self._rows), self._announced or 0))

    def check_number(self, rows: int) -> None:
        """Stop where there are more rows than are taken of a dataset."""
        if rows > self._most:
            raise ServiceError(
                "{host} has more than {n} rows there: take a smaller area, or raise rows in the limits of SERVICES.",
                host=self._host,
                n=self._most,
            )

    def merge(self, rows: Iterable[Row]) -> None:
        """Take the rows of a box that was counted by itself; those on its border are in the next one too."""
        self._rows |= {row.key: row for row in rows if row.key not in self._rows}
        self.check_number(len(self._rows))

    def check_announced(self, announced: int | None = None) -> bool:
        """Return whether a number was announced; stop where another number of rows came."""
        wanted = self._announced if announced is None else announced
        if wanted is None:
            return False
        if wanted != len(self._rows):
            raise ServiceError(
                "{host} announces {m} {m:row|rows} and gave {n}, each counted once: what it gave is not written; "
                "try again later.",
                host=self._host,
                m=wanted,
                n=len(self._rows),
            )
        return True

    @property
    def rows(self) -> tuple[Row, ...]:
        """Return the rows so far."""
        return tuple(self._rows.values())

    def fetched(self, whole: Whole, labels: Mapping[str, str] | None = None) -> Fetched:
        """Return what was collected."""
        return Fetched(
            rows=self.rows,
            whole=whole,
            date=self.date,
            doubles=self.doubles,
            unusable=self.unusable,
            labels=labels or {},
        )
