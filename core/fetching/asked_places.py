"""Where data are asked for: a box, cut into smaller ones where a service gives no more at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil


@dataclass(frozen=True)
class AskedBox:
    """A box in some reference system, along its axes: east before north, longitude before latitude."""

    west: float
    south: float
    east: float
    north: float

    def quarters(self) -> tuple[AskedBox, ...]:
        """Return the four boxes that it is made of."""
        x, y = (self.west + self.east) / 2, (self.south + self.north) / 2
        return (
            AskedBox(self.west, self.south, x, y),
            AskedBox(x, self.south, self.east, y),
            AskedBox(self.west, y, x, self.north),
            AskedBox(x, y, self.east, self.north),
        )

    def tiles(self, most: float) -> list[AskedBox]:
        """Return the boxes that it is made of, none wider or higher than this."""
        columns = max(1, ceil((self.east - self.west) / most))
        rows = max(1, ceil((self.north - self.south) / most))
        width, height = (self.east - self.west) / columns, (self.north - self.south) / rows
        return [
            AskedBox(
                self.west + width * column,
                self.south + height * row,
                self.west + width * (column + 1),
                self.south + height * (row + 1),
            )
            for row in range(rows)
            for column in range(columns)
        ]

    def touches(self, other: AskedBox, slack: float) -> bool:
        """Return whether two boxes share a place, or come this near."""
        return (
            self.west <= other.east + slack
            and other.west <= self.east + slack
            and self.south <= other.north + slack
            and other.south <= self.north + slack
        )

    @property
    def text(self) -> str:
        """Return it as services take it."""
        return ",".join(f"{value:.7f}".rstrip("0").rstrip(".") for value in self.corners)

    @property
    def corners(self) -> tuple[float, float, float, float]:
        """Return its four numbers, as services order them."""
        return self.west, self.south, self.east, self.north

    @staticmethod
    def around(xy: Iterable[tuple[float, float]]) -> AskedBox:
        """Return the box of some places."""
        xs, ys = zip(*xy, strict=True)
        return AskedBox(min(xs), min(ys), max(xs), max(ys))


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where data are asked for.

    Parameters
    ----------
    boxes
        The box in each reference system of `SYSTEMS`, of the boundary with its margin.
    code
        The municipality's code ("GM0344"); empty where a box was given.
    year
        Of the figures.
    areas
        Codes of the municipalities that the neighbourhoods are of, for services that know codes only.
    """

    boxes: dict[str, AskedBox]
    code: str
    year: int
    areas: tuple[str, ...] = ()
