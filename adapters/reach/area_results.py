"""Service areas as layers: the streets within reach, and the ground around them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from ...core.progress import Progress
from ...core.statuses import OK
from ..io import parameter_names as p
from ..io.reader import Reader
from ..outputs.layer_writer import LayerWriter
from ..outputs.outputs import Outputs
from .area_inputs import AreaInputs
from .service_areas import (
    AREA_M2,
    LENGTH_M,
    AreaWriter,
    BarrierShapes,
    Plan,
    ServiceAreas,
    line_rows,
    polygon_rows,
    split_rows,
)

if TYPE_CHECKING:
    from ...core.reach.service_areas import ServedStreets

_RINGS = 1


def write_service_areas(
    outputs: Outputs, reader: Reader, inputs: AreaInputs, plan: Plan, writer: AreaWriter, progress: Progress
) -> None:
    """Write the streets and the polygons that are wanted."""
    areas = ServiceAreas(inputs.network, reader.number(p.BUFFER))
    if outputs.wanted(p.LINES):
        rows = list(line_rows(areas, plan, progress.part(0, 0.16)))
        writer.write(LayerWriter(outputs, p.LINES), rows, LENGTH_M, progress.part(0.16, 0.25))
    if outputs.wanted(p.POLYGONS):
        barriers = BarrierShapes(reader.source(p.BARRIERS), inputs.working)
        fill, part = reader.number(p.FILL_HOLES), progress.part(0.25, 0.92)
        rows = list((split_rows if plan.split else polygon_rows)(areas, plan, fill, barriers, part))
        writer.write(LayerWriter(outputs, p.POLYGONS), rows, AREA_M2, progress.part(0.92, 1))


def plan_areas(
    reader: Reader, inputs: AreaInputs, served: ServedStreets, status: Sequence[str]
) -> tuple[Plan, AreaWriter]:
    """Return which areas there will be and who writes them: one a facility, or one of all where they are dissolved."""
    from ...core.reach.service_areas import DISSOLVED, SPLIT

    overlap, limits = reader.whole(p.OVERLAP), inputs.limits
    beside: list[tuple[str, str]] = []
    names: list[str | None] = list(inputs.ids)
    if overlap == DISSOLVED:
        beside = [(facility, why) for facility, why in zip(inputs.ids, status, strict=True) if why != OK]
        names, status = [None], [OK if OK in status else status[0]]
        limits = np.where((limits == limits[:, :1]).all(axis=1), limits[:, 0], np.nan)[:, None]
    plan = Plan(
        stretches=served.stretches,
        limits=limits,
        reaching=served.reaching,
        status=status,
        split=overlap == SPLIT,
        rings=reader.whole(p.BANDS) == _RINGS,
    )
    return plan, AreaWriter(names, beside, inputs.working, inputs.crs)
