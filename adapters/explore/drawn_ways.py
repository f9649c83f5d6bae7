"""The ways of dwellings to what they have, as lines to draw: from a run that is held, if it is the one looked at."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from qgis.core import QgsCoordinateReferenceSystem, QgsCsException, QgsGeometry, QgsPointXY

from ...core.arrays import to_list
from ...core.errors import InputError
from ...core.progress import Progress
from ..io.translation import facility_word
from ..report.curve_chart import attainable_text
from .facility_changes import TriedRun

if TYPE_CHECKING:
    from ...core.requirements.dwelling_ways import WorstDwellings
    from ...core.requirements.outcomes import Outcome

_SPOT = 0.01
"""Metres within which a dwelling of the results is one of the run."""

_EQUAL = 1e-9


@dataclass(frozen=True, kw_only=True)
class AreaWays:
    """Asks for the way of the dwelling of a neighbourhood that has a requirement worst.

    Parameters
    ----------
    area
        The id of the neighbourhood.
    values
        By requirement how far it is by the results, NaN where none is known: a run that says otherwise is another one.
    names
        What facilities are called, by their ids.
    """

    area: str
    values: Mapping[str, float]
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class DwellingWays:
    """Asks for the ways of a dwelling.

    Parameters
    ----------
    place, crs
        Its geometry, and in which reference system.
    values
        By requirement what it has by the results, NaN where nothing.
    names
        What facilities are called, by their ids.
    """

    place: QgsGeometry
    crs: QgsCoordinateReferenceSystem
    values: Mapping[str, float]
    names: Mapping[str, str] = field(default_factory=dict)


WayQuestion = AreaWays | DwellingWays


@dataclass(frozen=True, kw_only=True)
class DrawnWay:
    """A way to draw.

    Parameters
    ----------
    requirement
        The id of the requirement.
    line
        From the dwelling to the facility; one point where it stands in it.
    facility, far
        What is at the end, and how far that is: texts.
    """

    requirement: str
    line: Sequence[QgsPointXY]
    facility: str
    far: str


@dataclass(frozen=True, kw_only=True)
class DrawnWays:
    """What is drawn.

    Parameters
    ----------
    crs
        Of all places.
    without
        Where dwellings are that reach nothing of what is asked.
    """

    ways: Sequence[DrawnWay]
    without: Sequence[QgsPointXY]
    crs: QgsCoordinateReferenceSystem


def find_ways(run: TriedRun, asked: WayQuestion, cancelled: Callable[[], bool] = lambda: False) -> DrawnWays:
    """Find ways to draw; where the run is not the one of which the results are, an `InputError` says so."""
    outcomes = {one.requirement.id.casefold(): one for one in run.before.outcomes}
    dwelling = -1 if isinstance(asked, AreaWays) else _row_at(run, asked)
    ways, without = list[DrawnWay](), set[int]()
    for name, value in asked.values.items():
        outcome = outcomes.get(name.casefold())
        if outcome is None or (outcome.measure is None and not math.isnan(value)):
            raise _other_run()
        if outcome.measure is None:
            continue
        worst = _worst_in(run, outcome, asked.area) if isinstance(asked, AreaWays) else _alone(outcome, dwelling)
        row = worst.farthest
        found = float(outcome.measure.value[row]) if row >= 0 else math.nan
        if math.isnan(found) != math.isnan(value) or abs(found - value) > _EQUAL * max(abs(value), 1.0):
            raise _other_run()
        without.update(to_list(worst.without))
        if row >= 0:
            ways += _drawn(run, outcome, row, asked.names, cancelled)
    spots = run.town.town.reaching.points[sorted(without)]
    return DrawnWays(ways=ways, without=[QgsPointXY(*xy) for xy in to_list(spots)], crs=run.inputs.working.crs)


def _drawn(
    run: TriedRun, outcome: Outcome, row: int, names: Mapping[str, str], cancelled: Callable[[], bool]
) -> list[DrawnWay]:
    """Return the way of a dwelling, none where no place gives its value."""
    from ...core.requirements.dwelling_ways import way_of

    way = way_of(run.town, outcome, row, Progress(cancelled=cancelled))
    if way is None:
        return []
    xy = way.xy if len(way.xy) else run.town.town.reaching.points[[row]]
    facilities, asked = run.inputs.facilities, outcome.requirement
    facility = facilities.ids[way.facility]
    called = names.get(facility) or facility_word(facilities.types[way.facility] or "") or facility
    return [
        DrawnWay(
            requirement=asked.id,
            line=[QgsPointXY(x, y) for x, y in to_list(xy)],
            facility=called,
            far=attainable_text(way.value, asked.unit),
        )
    ]


def _worst_in(run: TriedRun, outcome: Outcome, area: str) -> WorstDwellings:
    from ...core.requirements.dwelling_ways import worst_in

    ids = list(run.inputs.areas.neighbourhoods.ids)
    if area not in ids:
        raise _other_run()
    return worst_in(outcome, run.town.town.dwellings.neighbourhood, ids.index(area))


def _alone(outcome: Outcome, row: int) -> WorstDwellings:
    """Return a dwelling as the one that has it worst of all that are asked about."""
    from ...core.requirements.dwelling_ways import WorstDwellings

    measure = outcome.measure
    if measure is None or not math.isnan(measure.value[row]):
        return WorstDwellings(farthest=row, without=np.empty(0, np.int64))
    return WorstDwellings(farthest=-1, without=np.full(int(measure.within[row] == 0), row))


def _row_at(run: TriedRun, asked: DwellingWays) -> int:
    """Return the row of a dwelling of the results, by where it stands."""
    geometry, transform = QgsGeometry(asked.place), run.inputs.working.transform_from(asked.crs)
    try:
        if transform is not None:
            geometry.transform(transform)
    except QgsCsException:
        raise _other_run() from None
    points, box = run.town.town.reaching.points, geometry.boundingBox().buffered(_SPOT)
    low, high = (box.xMinimum(), box.yMinimum()), (box.xMaximum(), box.yMaximum())
    for row in to_list(np.flatnonzero(((points >= low) & (points <= high)).all(axis=1))):
        if geometry.distance(QgsGeometry.fromPointXY(QgsPointXY(*to_list(points[row])))) <= _SPOT:
            return int(row)
    raise _other_run()


def _other_run() -> InputError:
    return InputError(
        "The ways cannot be drawn, since the layers or norms of the panel are not those of these results: run the "
        "check again."
    )
