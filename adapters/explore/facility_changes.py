"""What if a facility came, moved or closed, beside a run of Check basic requirements: for a panel, or a script.

In the main thread, with the parameters that the run had::

    algorithm = QgsApplication.processingRegistry().createAlgorithmById("buurtmaat:basicrequirements")
    algorithm.prepare(parameters, context, feedback)

and in a task, where it takes as long as a second run does (what the run read and searched is taken from the session)::

    run = algorithm.what_if(parameters, context, feedback)

Then, in a task too, as often as wanted, each time with all changes that are to hold together::

    changes = [PlaceFacility("school", point), MoveFacility("f12", other), CloseFacility("f7")]
    changed = run.after(changes, cancelled=task.isCanceled)

`changed.changes` has a `RequirementChange` for each requirement that is touched: which dwellings gain or lose
(`gained`, `lost`: rows of the dwellings' layer, in its order), which neighbourhoods turn (`turned`), and the outcomes
before and after with every figure. `changed.assessment` holds all requirements, as after a full run. It computes of
what was asked alone, keeps nothing, and may be asked in several threads at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsCsException, QgsPointXY

from ...core.comparing import type_key
from ...core.errors import InputError
from ...core.progress import Progress
from ..io.clock import this_year
from ..requirements.facilities_in_areas import RunPolygons
from ..requirements.inputs import RequirementInputs

if TYPE_CHECKING:
    from ...core.requirements.facility_changes import AssessedTown, ChangedTown, FacilityChanges, NewFacility
    from ...core.requirements.outcomes import Assessment


@dataclass(frozen=True)
class PlaceFacility:
    """A facility that comes.

    Parameters
    ----------
    type
        As in the layers.
    point
        Where it comes, in the reference system that `after` is told.
    capacity
        Places or m²; None takes the `size` of the first requirement for the type that has one.
    """

    type: str
    point: QgsPointXY
    capacity: float | None = None


@dataclass(frozen=True)
class MoveFacility:
    """A facility that closes where it stands and comes elsewhere, as a point with the same attributes."""

    id: str
    point: QgsPointXY


@dataclass(frozen=True)
class CloseFacility:
    """A facility that closes."""

    id: str


Change = PlaceFacility | MoveFacility | CloseFacility


def _place_of(point: QgsPointXY, transform: QgsCoordinateTransform | None) -> tuple[float, float]:
    """Return where a point is in the run; one that is nowhere there is an `InputError`."""
    try:
        point = point if transform is None else transform.transform(point)
    except QgsCsException:
        point = QgsPointXY(np.nan, np.nan)
    place = (point.x(), point.y())
    if not np.isfinite(place).all():
        raise InputError(
            "The point lies where the reference system of the run has no place: choose one nearer to the "
            "neighbourhoods."
        )
    return place


class TriedRun:
    """A run of Check basic requirements, held to try changes of its facilities.

    Parameters
    ----------
    inputs
        What the run read; of several years the last one holds.
    """

    def __init__(self, inputs: RequirementInputs, progress: Progress | None = None) -> None:
        from ...core.requirements.assessment import assess
        from ...core.requirements.facility_changes import AssessedTown

        moment = inputs.moments[-1]
        self.inputs, self.year = inputs, moment.year
        norm_set, town = inputs.norms.norm_set.in_year(moment.year), inputs.town(moment)
        self.town: AssessedTown = AssessedTown(
            norm_set=norm_set,
            town=town,
            rules=inputs.rules,
            assessment=assess(norm_set, town, inputs.rules, progress),
            borders=inputs.areas.layer.shapes,
            polygons=RunPolygons(inputs.facilities, town.facilities, inputs.areas, inputs.working),
        )

    @property
    def before(self) -> Assessment:
        """Return what the run gave."""
        return self.town.assessment

    def after(
        self,
        changes: Sequence[Change],
        crs: QgsCoordinateReferenceSystem | None = None,
        complete_types: Sequence[str] = (),
        cancelled: Callable[[], bool] = lambda: False,
    ) -> ChangedTown:
        """Return what holds after changes: what a run gives with these facilities, and all else the same.

        Parameters
        ----------
        changes
            All that hold together.
        crs
            Of the points; None where they are in that of the run (`inputs.working.crs`).
        complete_types
            Types of which no layer holds any, and that the user says are complete with what is placed. Of others what
            is unknown stays so, and `unsettled` of the answer names them: there a run gives verdicts.

        Notes
        -----
        A facility closes with the year before; a run of no year is then one of this year.
        """
        asked = self._facility_changes(changes, crs, complete_types)
        year = this_year() if self.year is None and asked.closed else None
        return self.town.after(asked, year, Progress(cancelled=cancelled))

    def row_of(self, facility_id: str) -> int:
        """Return the row of a facility by its id, or by its name where several share that."""
        if facility_id not in self._rows:
            raise InputError("There is no facility with the id “{id}” in the run.", id=facility_id)
        return self._rows[facility_id]

    @cached_property
    def names(self) -> list[str]:
        """Return what facilities are called in changes: their ids; of those that share one, the later ones numbered."""
        given, found = self.inputs.facilities.ids, dict[str, int]()
        known = set(given)
        for row, one in enumerate(given):
            name, number = one, 1
            while name in found or (number > 1 and name in known):
                number += 1
                name = f"{one} ({number})"
            found[name] = row
        return list(found)

    @cached_property
    def _rows(self) -> dict[str, int]:
        """Return the row of each facility by its name."""
        return {one: row for row, one in enumerate(self.names)}

    def _facility_changes(
        self, changes: Sequence[Change], crs: QgsCoordinateReferenceSystem | None, complete_types: Sequence[str]
    ) -> FacilityChanges:
        from ...core.requirements.facility_changes import FacilityChanges

        transform = None if crs is None else self.inputs.working.transform_from(crs)
        new: list[NewFacility] = []
        closed: list[int] = []
        for change in changes:
            if isinstance(change, CloseFacility):
                closed.append(self.row_of(change.id))
                continue
            place = _place_of(change.point, transform)
            if isinstance(change, PlaceFacility):
                new.append(self._new(change, place, sum(one.id.startswith("new-") for one in new) + 1))
            else:
                moved = self.town.moved(self.row_of(change.id), place)
                new += moved.new
                closed += moved.closed
        return FacilityChanges(new=new, closed=closed, complete_types=complete_types)

    def _new(self, change: PlaceFacility, place: tuple[float, float], number: int) -> NewFacility:
        from ...core.requirements.facility_changes import NewFacility

        return NewFacility(id=f"new-{number}", type=change.type, xy=place, capacity=self.size_of(change))

    def size_of(self, change: PlaceFacility) -> float:
        """Return the capacity of a facility that comes; NaN where neither it nor a requirement for its type tells."""
        if change.capacity is not None:
            return change.capacity
        key = type_key(change.type)
        of_type = (one for one in self.town.norm_set.requirements if key in map(type_key, one.facility))
        return next((one.size for one in of_type if one.size is not None), np.nan)
