"""The table of groups of a large town: what it takes beside the assessment that it is made of.

Random dwellings with five groups each, in neighbourhoods with an income and districts; requirements in a straight line,
since the table is made of what was measured and not of the way there. Seconds of processor time, best of the runs.

    .venv/bin/python benchmarks/groups.py [--dwellings 300000] [--requirements 9] [--runs 3]
"""

from __future__ import annotations

import argparse
import sys
import time

import checkout  # noqa: F401 -- before what it makes importable
import numpy as np
from measure import table

from buurtmaat.core.geometry.distances import Places
from buurtmaat.core.geometry.shapes import Shapes
from buurtmaat.core.norms.model import NormSet, Requirement, Text
from buurtmaat.core.requirements.assessment import assess
from buurtmaat.core.requirements.divisions import by_level
from buurtmaat.core.requirements.entities import Dwellings, Neighbourhoods
from buurtmaat.core.requirements.facilities import Facilities
from buurtmaat.core.requirements.judged_town import JudgedTown
from buurtmaat.core.requirements.measures import Reaching
from buurtmaat.core.requirements.rules import Rules
from buurtmaat.core.requirements.weights import WeightSource
from buurtmaat.core.results.group_table import GroupsAsked, Role, group_table

SIDE, AREAS, DISTRICTS, FACILITIES = 15_000.0, 400, 40, 300
GROUPS = ("young", "old", "single", "poor", "owner")


def main() -> int:
    """Assess and tell of groups, and print what each takes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dwellings", type=int, default=300_000, help="of the town that is made")
    parser.add_argument("--requirements", type=int, default=9, help="how many there are")
    parser.add_argument("--runs", type=int, default=3, help="how often it is measured")
    chosen = parser.parse_args()
    rng = np.random.default_rng(1)
    town, asked, districts = make_town(rng, chosen.dwellings)
    norms = [
        Requirement(
            id=f"r{number}",
            facility=("school",),
            indicator="distance",
            threshold=200.0 + 50 * number,
            unit="m",
            metric="straight",
            target=0.9,
        )
        for number in range(chosen.requirements)
    ]
    rules = Rules(
        min_dwellings=50,
        complete_types=frozenset(),
        weights={norm.id: WeightSource() for norm in norms},
        blockers={},
        divisions=[districts],
    )
    norm_set = NormSet(id="bench", title=Text("Bench"), version="1", requirements=tuple(norms))
    began = time.process_time()
    assessment = assess(norm_set, town, rules)
    measured = time.process_time() - began
    best = np.inf
    for _ in range(chosen.runs):
        began = time.process_time()
        rows = len(group_table(assessment, town, asked, "en"))
        best = min(best, time.process_time() - began)
    size = f"{chosen.dwellings:,} dwellings, {len(GROUPS)} groups, {chosen.requirements} requirements"
    head = ["size", "assessing, s", "groups, s", "rows"]
    print(table(head, [[size, f"{measured:.1f}", f"{best:.1f}", f"{rows:,}"]]))
    return 0


def make_town(rng: np.random.Generator, count: int) -> tuple[JudgedTown, GroupsAsked, object]:
    """Return a random town, the groups to tell of, and its districts."""
    xy, places = (rng.uniform(0, SIDE, (number, 2)) for number in (count, FACILITIES))
    steps = int(AREAS**0.5)
    home = (xy[:, 0] * steps // SIDE * steps + xy[:, 1] * steps // SIDE).astype(np.int64)
    people = {name: rng.integers(0, 4, count).astype(np.float64).tolist() for name in ("all", *GROUPS)}
    dwellings = Dwellings(xy=xy, number=np.ones(count), neighbourhood=home, columns=people)
    areas = Neighbourhoods(ids=[f"BU{number:04}" for number in range(AREAS)], columns={})
    every = np.arange(FACILITIES)
    shapes = Shapes(
        xy=places,
        part_start=np.arange(FACILITIES + 1),
        part_feature=every,
        part_kind=np.zeros(FACILITIES, np.int8),
        count=FACILITIES,
    )
    facilities = Facilities(
        ids=[str(number) for number in every],
        types=["school"] * FACILITIES,
        neighbourhood=np.zeros(FACILITIES, np.int64),
        capacity=np.full(FACILITIES, np.nan),
        columns={},
        area=np.zeros(FACILITIES),
    )
    town = JudgedTown(
        dwellings=dwellings, neighbourhoods=areas, facilities=facilities, reaching=Reaching(xy, Places(shapes))
    )
    asked = GroupsAsked(
        roles=[Role(name, WeightSource(name), WeightSource("all")) for name in GROUPS],
        income=rng.uniform(15, 60, AREAS),
        min_group=5,
    )
    return town, asked, by_level("district", [f"D{number % DISTRICTS}" for number in range(AREAS)])


if __name__ == "__main__":
    sys.exit(main())
