"""Who lives in the dwellings, who lets them, and the oddities of the layer."""

from __future__ import annotations

import numpy as np

from . import plan
from .dwellings import Dwelling
from .geometry import Area

SIZES = {"apartment": 0.78, "terraced": 1.0, "semi-detached": 1.1, "detached": 1.15, "farm": 1.25, "houseboat": 0.9}
SOCIAL_KINDS = {"apartment": 1.45, "terraced": 1.15}


def settle(houses: list[Dwelling], rng: np.random.Generator) -> None:
    """Give each house landlord, households and inhabitants, by its neighbourhood and kind, in place.

    Neighbours tend to share a landlord: housing associations own whole rows.
    """
    traits = {n.code: n for n in plan.NEIGHBOURHOODS}
    block_owner: dict[tuple[int, int], float] = {}
    for house in houses:
        if house.point is None or house.neighbourhood is None:
            continue
        trait = traits[house.neighbourhood]
        block = (int(house.point[0] // 70), int(house.point[1] // 70))
        draw = block_owner.setdefault(block, float(rng.random()))
        if 0.8 * draw + 0.2 * rng.random() < trait.social * SOCIAL_KINDS.get(house.kind, 0.25):
            shares = plan.LANDLORD_SHARES[trait.district]
            house.landlord = plan.LANDLORDS[
                int(np.searchsorted(np.cumsum(shares), (block[0] * 7 + block[1] * 3) % 10 / 10))
            ]
        _people(house, trait.household, trait.older, rng)


def _people(house: Dwelling, size: float, older_share: float, rng: np.random.Generator) -> None:
    number = house.dwellings or 1
    house.households = int(rng.binomial(number, 0.972))
    mean = max(0.0, size * SIZES.get(house.kind, 1.0) - 1)
    # An older household is small, so that more households than inhabitants are old.
    for _household in range(house.households):
        if rng.random() < min(0.9, 1.32 * older_share):
            persons = 1 if rng.random() < 0.48 else 2
            older = persons if rng.random() < 0.86 else 1
        else:
            persons = min(7, 1 + int(rng.poisson(mean * 1.34)))
            older = 0
        house.inhabitants += persons
        house.singles += int(persons == 1)
        house.older += older
        house.members.append((persons, older))


def describe(houses: list[Dwelling], rng: np.random.Generator) -> None:
    """Give each house the ages of its people, its families, its low incomes and its owners, in place."""
    for house in houses:
        for persons, older in house.members:
            ages, children = _ages(persons, older, rng)
            house.ages = [one + more for one, more in zip(house.ages, ages, strict=True)]
            house.with_children += int(children)
            chance = plan.LOW_INCOME.get(house.neighbourhood or "", 0.08) * (1.8 if house.landlord else 0.6)
            house.low_income += int(rng.random() < chance * (1.4 if persons == 1 else 0.9))
        if house.dwellings and not house.landlord:
            house.owned = int(rng.binomial(house.dwellings, 0.55 if house.kind == "apartment" else 0.92))


def _ages(persons: int, older: int, rng: np.random.Generator) -> tuple[list[int], bool]:
    """Return how many of a household are in each age below 65, and whether there are children among them."""
    ages = [0, 0, 0, 0]
    younger = persons - older
    if older:
        ages[3] += younger  # a partner
        return ages, False
    adults = 1 if younger == 1 or rng.random() < (0.15 if younger == 2 else 0.08) else 2
    # One in eight who live alone is a student; parents are mostly below 45.
    middle = rng.random() < (0.45 if younger <= 2 else 0.35)
    young = younger == 1 and rng.random() < 0.12
    ages[1 if young else 3 if middle else 2] += adults
    children = younger - adults
    for _child in range(children):
        ages[0 if rng.random() < (0.45 if middle else 0.88) else 1] += 1
    return ages, children > 0


def add_complexes(houses: list[Dwelling], rng: np.random.Generator) -> None:
    """Turn the houses nearest to each planned place into a complex for older people, in place."""
    for complex_id, wish, wanted, share, landlord in plan.COMPLEXES:
        placed = [(h, h.point) for h in houses if h.point is not None and h.complex is None]
        placed.sort(key=lambda pair: float(np.hypot(pair[1][0] - wish[0], pair[1][1] - wish[1])))
        chosen: list[Dwelling] = []
        for house, _point in placed:
            if sum(h.dwellings or 0 for h in chosen) >= wanted:
                break
            chosen.append(house)
        total = sum(h.dwellings or 0 for h in chosen)
        for house in chosen:
            house.complex, house.share_55plus, house.complex_dwellings = complex_id, share, total
            house.landlord = landlord
            house.inhabitants = house.older = house.households = house.singles = 0
            house.members = []
            _people(house, 1.5, min(0.68, share * 0.72), rng)


def add_oddities(houses: list[Dwelling], areas: dict[str, Area], rng: np.random.Generator) -> None:
    """Add the rows that any real layer has some of, and blank what a real layer lacks, in place."""
    for kind, points in plan.ODD_DWELLINGS.items():
        for point in points:
            code = next((c for c, area in areas.items() if area.holds(point)), None)
            house = Dwelling((float(point[0]), float(point[1])), kind, 1, code)
            _people(house, 2.0, 0.2, rng)
            houses.append(house)
    for _row in range(2):
        house = Dwelling(None, "terraced", 1)
        _people(house, 2.0, 0.2, rng)
        houses.append(house)


def number(houses: list[Dwelling]) -> list[Dwelling]:
    """Order the rows by neighbourhood and place, give them their ids, and blank one weight."""

    def place(house: Dwelling) -> tuple[object, ...]:
        point = house.point or (0.0, 0.0)
        return (house.point is None, house.neighbourhood or "~", round(point[1] / 60), point[0], point[1])

    ordered = sorted(houses, key=place)
    for index, house in enumerate(ordered, start=1):
        house.dwelling_id = f"W{index:05d}"
    lacking = next(h for h in ordered if h.neighbourhood == "0203" and h.kind == "terraced" and h.complex is None)
    lacking.dwellings = None
    return ordered
