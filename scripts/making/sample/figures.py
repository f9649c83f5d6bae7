"""Figures per neighbourhood, counted from the dwellings, and the survey among their inhabitants."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from osgeo import ogr

from . import plan
from .dwellings import Dwelling

SUPPRESSED = -99997
DENSITY_CLASSES = (2500, 1500, 1000, 500)
FEWEST_HOUSEHOLDS, FEWEST_DWELLINGS = 100, 20


@dataclass(frozen=True)
class Figures:
    """What Statistics Netherlands would publish of a neighbourhood; percentages are whole, and some suppressed."""

    inhabitants: int
    older: int
    households: int
    dwellings: int
    share_older: int
    density: int
    density_class: int
    land_ha: int
    rented: float
    single: float
    share_ages: tuple[int, int, int, int]
    share_single: int
    share_with_children: int
    share_low_income: int
    income: float
    share_owned: int
    share_association: int


def count(houses: list[Dwelling], neighbourhoods: dict[str, ogr.Geometry], water: ogr.Geometry) -> dict[str, Figures]:
    """Count the figures of every neighbourhood."""
    placed = [house for house in houses if house.point is not None]
    points = np.array([house.point for house in placed])
    weights = np.array([house.dwellings or 0 for house in placed], dtype=float)
    # The mean number of addresses within a kilometre of an address, per km².
    nearby = np.array([weights[np.hypot(*(points - point).T) <= 1000].sum() for point in points]) / np.pi
    figures = {}
    for code, shape in neighbourhoods.items():
        inside = [i for i, house in enumerate(placed) if house.neighbourhood == code]
        residents = [placed[i] for i in inside]
        inhabitants = sum(house.inhabitants for house in residents)
        older = sum(house.older for house in residents)
        stock = int(weights[inside].sum())
        density = round(float(np.average(nearby[inside], weights=weights[inside]))) if stock else 0
        share = round(100 * older / inhabitants) if inhabitants else 0
        rented = sum(house.dwellings or 0 for house in residents if house.landlord)
        households = sum(house.households for house in residents)
        hidden = code == plan.SUPPRESSED_SHARE
        # CBS shows income from 100 households on, and tenure from 20 dwellings.
        few, tiny = households < FEWEST_HOUSEHOLDS, stock < FEWEST_DWELLINGS
        figures[code] = Figures(
            inhabitants=inhabitants,
            older=older,
            households=households,
            dwellings=stock,
            share_older=SUPPRESSED if code == plan.SUPPRESSED_SHARE else share,
            density=density,
            density_class=1 + sum(density < limit for limit in DENSITY_CLASSES),
            land_ha=round(shape.Difference(water).Area() / 10_000),
            rented=round(rented / stock, 3) if stock else 0.0,
            single=round(sum(house.singles for house in residents) / households, 3) if households else 0.0,
            share_ages=tuple(
                _percent(sum(house.ages[age] for house in residents), inhabitants, hidden) for age in range(4)
            ),
            share_single=_percent(sum(house.singles for house in residents), households, hidden),
            share_with_children=_percent(sum(house.with_children for house in residents), households, hidden),
            share_low_income=_percent(sum(house.low_income for house in residents), households, few),
            income=SUPPRESSED if few else plan.INCOME[code],
            share_owned=_percent(sum(house.owned for house in residents), stock, tiny),
            share_association=_percent(rented, stock, tiny),
        )
    return figures


def _percent(part: int, whole: int, hidden: bool) -> int:
    return SUPPRESSED if hidden else round(100 * part / whole) if whole else 0


@dataclass(frozen=True)
class Answers:
    """What the respondents in a neighbourhood said."""

    respondents: int
    at_home: float | None
    lonely: float | None


def survey(figures: dict[str, Figures], rng: np.random.Generator) -> dict[str, Answers]:
    """Ask about twenty inhabitants of every neighbourhood; where nobody lives there are no answers."""
    answers = {}
    for code, figure in figures.items():
        asked = 0 if figure.inhabitants == 0 else plan.SURVEYED.get(code, int(rng.integers(17, 25)))
        if asked == 0:
            answers[code] = Answers(0, None, None)
            continue
        older = figure.older / figure.inhabitants
        at_home = np.clip(0.86 - 0.25 * figure.rented - 0.2 * figure.single + rng.normal(0, 0.03), 0.05, 0.97)
        lonely = np.clip(
            0.04 + 0.2 * figure.rented + 0.35 * older + 0.12 * figure.single + rng.normal(0, 0.03), 0.02, 0.9
        )
        if code in plan.NOBODY_LONELY:
            lonely = 0.0
        answers[code] = Answers(
            asked,
            round(float(rng.binomial(asked, at_home)) / asked, 4),
            round(float(rng.binomial(asked, lonely)) / asked, 4),
        )
    return answers
