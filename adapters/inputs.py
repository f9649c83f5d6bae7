"""The inputs of an algorithm, read into what the computations take: layers, numbers and the network options."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from qgis.core import (
    QgsFeatureSource,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
)

from ..core.errors import InputError
from ..core.norms import type_key
from ..core.options import NetworkOptions
from ..core.progress import Progress
from ..core.shapes import LINE, POINT, Shapes
from .crs import WorkingCrs, choose_crs, label
from .feedback import first_few
from .reading import Layer, read_layer
from .roles import read_field_map
from .sources import in_order
from .translation import tr

if TYPE_CHECKING:
    from ..core.access import Entrances
    from ..core.network import Lines, Network

FAR_SNAP = 50.0
"""Points that lie farther than this from the network are counted in the log, in metres."""

_UNSET = {"", "0", "no", "n", "f", "false"}


@dataclass(frozen=True)
class Reader:
    """Reads the inputs of one run of an algorithm."""

    algorithm: QgsProcessingAlgorithm
    parameters: dict[str, object]
    context: QgsProcessingContext
    feedback: QgsProcessingFeedback

    def has(self, name: str) -> bool:
        """Tell whether the algorithm has this parameter."""
        return self.algorithm.parameterDefinition(name) is not None

    def source(self, name: str) -> QgsFeatureSource | None:
        """Give a layer's features, None where the optional input is empty."""
        given = self.parameters.get(name)
        source = self.algorithm.parameterAsSource(self.parameters, name, self.context)
        if source is None and given:
            raise InputError('The layer for {input} cannot be read: "{value}".', input=name, value=given)
        selected = isinstance(given, QgsProcessingFeatureSourceDefinition) and given.selectedFeaturesOnly
        return in_order(source) if selected and source is not None else source

    def needed(self, name: str) -> QgsFeatureSource:
        """Give a layer's features; an `InputError` where there is none."""
        source = self.source(name)
        if source is None:
            raise InputError("The input {input} is empty: choose a layer for it.", input=name)
        return source

    def number(self, name: str) -> float:
        """Give a number."""
        return float(self.algorithm.parameterAsDouble(self.parameters, name, self.context))

    def whole(self, name: str) -> int:
        """Give a whole number."""
        return int(self.algorithm.parameterAsInt(self.parameters, name, self.context))

    def flag(self, name: str) -> bool:
        """Give a yes or no."""
        return bool(self.algorithm.parameterAsBoolean(self.parameters, name, self.context))

    def text(self, name: str) -> str:
        """Give a text, trimmed; empty where nothing was given."""
        return str(self.algorithm.parameterAsString(self.parameters, name, self.context) or "").strip()

    def field_map(self, name: str) -> dict[str, str]:
        """Give the fields that the user names for roles."""
        return read_field_map(self.text(name))

    def type_keys(self, name: str) -> list[str]:
        """Give facility types, as they are compared, from a text with semicolons."""
        return [type_key(entry) for entry in self.text(name).split(";") if entry.strip()]

    def field(self, name: str) -> str:
        """Give the name of a field, empty where none was chosen."""
        chosen = self.algorithm.parameterAsStrings(self.parameters, name, self.context)
        return str(chosen[0]).strip() if chosen else ""


def choose_working_crs(reader: Reader, *sources: QgsFeatureSource | None) -> WorkingCrs:
    """Choose the reference system by the first source there is, and say so in the log."""
    main = next(s for s in sources if s is not None)
    working = choose_crs(main, reader.context.transformContext())
    if working.crs.isValid():
        reader.feedback.pushInfo(working.reason)
    else:
        reader.feedback.pushWarning(working.reason)
    return working


def read(
    reader: Reader,
    source: QgsFeatureSource,
    working: WorkingCrs | None,
    fields: tuple[str, ...] = (),
    *,
    name: str | None = None,
    progress: Progress | None = None,
    point_on_surface: bool = False,
    surfaces: bool = False,
) -> Layer:
    """Read a layer (see `read_layer`), and warn where its reference system is missing."""
    found = read_layer(
        source,
        working,
        [f for f in fields if f],
        name=name,
        progress=progress,
        point_on_surface=point_on_surface,
        surfaces=surfaces,
    )
    if found.assumed_crs:
        reader.feedback.pushWarning(
            tr("The layer “{layer}” has no reference system: it is taken to be in {crs}.").format(
                layer=found.name, crs=label(working.assumed)
            )
        )
    return found


def network_options(reader: Reader) -> NetworkOptions:
    """Read the numbers and choices that the algorithm has of the network options."""
    usual = NetworkOptions()

    def number(name: str, default: float) -> float:
        return reader.number(name) if reader.has(name) else default

    return NetworkOptions(
        tolerance=number("TOLERANCE", usual.tolerance),
        max_snap=number("MAX_SNAP", usual.max_snap),
        min_component=number("MIN_COMPONENT", usual.min_component),
        access_legs=reader.flag("ACCESS_LEGS") if reader.has("ACCESS_LEGS") else usual.access_legs,
        entrance_gap=number("ENTRANCE_GAP", usual.entrance_gap),
        towards=reader.flag("TOWARDS") if reader.has("TOWARDS") else usual.towards,
    )


def read_lines(reader: Reader, working: WorkingCrs, progress: Progress) -> tuple[Lines, Layer]:
    """Read the streets with their speeds, times, directions and passes."""
    from ..core.network import Lines

    source = reader.needed("NETWORK")
    speed, time, direction = (
        reader.field(f) if reader.has(f) else "" for f in ("SPEED_FIELD", "TIME_FIELD", "DIRECTION_FIELD")
    )
    passes = _pass_fields(reader, source)
    layer = read(
        reader, source, working, (speed, time, direction, *passes), name=source.sourceName(), progress=progress
    )
    forward = backward = kmh = minutes = None
    if speed:
        kmh = layer.numbers(speed)
    if time:
        minutes = layer.numbers(time)
        minutes[minutes < 0] = np.nan
    if direction:
        forward, backward = _directions(reader, layer.texts(direction))
    passing = None
    if passes:
        passing = np.any([[_is_set(v) for v in layer.values[f]] for f in passes], axis=0)
    return Lines(layer.shapes, forward, backward, kmh, minutes, passing), layer


def _pass_fields(reader: Reader, source: QgsFeatureSource) -> list[str]:
    if reader.source("BARRIERS") is None:
        return []
    if reader.parameters.get("PASS_FIELDS") in ([], ""):
        return []  # where all are taken out, Processing would put the usual ones back
    chosen = reader.algorithm.parameterAsStrings(reader.parameters, "PASS_FIELDS", reader.context)
    usual = reader.algorithm.parameterDefinition("PASS_FIELDS").defaultValue()
    there = [f for f in chosen if source.fields().lookupField(f) >= 0]
    missing = [f for f in chosen if f not in there and f not in usual]
    if missing:
        raise InputError(
            'The network has no field "{field}" that could mark bridges and tunnels; choose one of: {fields}.',
            field=missing[0],
            fields=", ".join(source.fields().names()) or "–",
        )
    return there


def _is_set(value: object) -> bool:
    if value is None or value is False or value == 0:
        return False
    return str(value).strip().lower() not in _UNSET


def _directions(reader: Reader, values: list[str | None]) -> tuple[np.ndarray, np.ndarray]:
    forward, backward, both = (reader.text(n) for n in ("VALUE_FORWARD", "VALUE_BACKWARD", "VALUE_BOTH"))
    if not forward and not backward:
        raise InputError(
            "A direction field was chosen, but no value for one-way streets: fill in the value for one-way along or "
            "against the line."
        )
    found = [(v or "").strip() for v in values]
    if len({forward, backward, both} - {""}) < len([v for v in (forward, backward, both) if v]):
        raise InputError("Two directions have the same value: give each its own.")
    along = np.array([not (backward and v == backward) for v in found], bool)
    against = np.array([not (forward and v == forward) for v in found], bool)
    if along.all() and against.all():
        reader.feedback.pushWarning(tr("No street has a one-way value: all go both ways."))
    return along, against


def read_barriers(reader: Reader, working: WorkingCrs) -> Shapes | None:
    """Read the barriers, None where there are none."""
    source = reader.source("BARRIERS")
    if source is None:
        return None
    layer = read(reader, source, working)
    if layer.shapes.has_geometry.any() and not (layer.shapes.part_kind != POINT).any():
        raise InputError(
            'The layer "{layer}" holds no lines or polygons that could be barriers: choose another.', layer=layer.name
        )
    return layer.shapes


def read_network(reader: Reader, working: WorkingCrs, progress: Progress) -> Network:
    """Read streets and barriers, build the network and tell about it in the log."""
    from ..core.network import build_network

    lines, _ = read_lines(reader, working, progress.part(0, 0.5))
    check_lines(lines)
    network = build_network(lines, network_options(reader), read_barriers(reader, working), progress.part(0.5, 1))
    tell_network(reader.feedback, network)
    return network


def check_lines(lines: Lines) -> None:
    """Stop where a network has no lines at all."""
    if not (lines.shapes.part_kind == LINE).any():
        raise InputError(
            "The network layer holds no lines: choose the layer with the streets and paths for {input}.",
            input="NETWORK",
        )


def tell_network(feedback: QgsProcessingFeedback, network: Network) -> None:
    """Say in the log what the network is."""
    total = float(network.edges.length.sum())
    feedback.pushInfo(
        tr(
            "Network: {lines} lines, {km} km; {parts} connected parts, the longest with {share} % of the length."
        ).format(
            lines=network.lines.shapes.count,
            km=f"{total / 1000:.1f}",
            parts=network.component_length.size,
            share=f"{100 * network.main_share:.1f}",
        )
    )
    tally = network.tally
    for number, text in (
        (tally.without_geometry, tr("Lines without geometry, left out: {n}")),
        (tally.zero_length, tr("Lines without length, left out: {n}")),
        (
            tally.skipped_joins,
            tr("Joins within the tolerance that were skipped, since they would have collapsed a street: {n}"),
        ),
    ):
        if number:
            feedback.pushWarning(text.format(n=number))
    if tally.joined:
        feedback.pushInfo(tr("End points joined within the tolerance: {n}").format(n=tally.joined))
    if tally.cut_lines:
        feedback.pushInfo(tr("Lines cut by barriers: {n}").format(n=tally.cut_lines))
    passed = (network.component_length < network.options.min_component) & (
        network.component_length < network.component_length[0]
    )
    if passed.any():
        feedback.pushInfo(
            tr("Connected parts shorter than {m} m, which points snap past: {n}, {km} km together.").format(
                n=int(passed.sum()),
                m=f"{network.options.min_component:g}",
                km=f"{float(network.component_length[passed].sum()) / 1000:.1f}",
            )
        )


def read_entrances(reader: Reader, working: WorkingCrs, facility_ids: list[str]) -> Entrances | None:
    """Read the entrances and match them to the facilities by id."""
    from ..core.access import Entrances

    source = reader.source("ENTRANCES")
    if source is None:
        return None
    name = reader.field("ENTRANCE_FACILITY")
    if not name:
        raise InputError("Entrances were chosen, but not the field with the facility that each belongs to: choose it.")
    layer = read(reader, source, working, (name,))
    rows: dict[str, list[int]] = {}
    for row, facility in enumerate(facility_ids):
        rows.setdefault(facility, []).append(row)
    values = layer.texts(name)
    points = layer.points()
    unknown = sorted({v or "NULL" for v in values if v not in rows})
    several = sorted({v for v in values if v is not None and len(rows.get(v, ())) > 1})
    if unknown:
        reader.feedback.pushWarning(
            tr("Values of {field} that match no facility: {n} ({ids})").format(
                n=len(unknown), field=name, ids=first_few(unknown)
            )
        )
    if several:
        reader.feedback.pushWarning(
            tr(
                "Values of {field} that match more than one facility, each of which is entered there: {n} ({ids})"
            ).format(n=len(several), field=name, ids=first_few(several))
        )
    pairs = [
        (i, r) for i, v in enumerate(values) if v is not None for r in rows.get(v, ()) if np.isfinite(points[i]).all()
    ]
    if not pairs:
        return None
    table = np.array(pairs)
    return Entrances(points[table[:, 0]], table[:, 1])


def warn_far_snaps(feedback: QgsProcessingFeedback, legs: np.ndarray) -> None:
    """Count the points that lie far from the network."""
    far = int((legs > FAR_SNAP).sum())
    if far:
        feedback.pushWarning(
            tr("Points more than {m} m from the network: {n}, up to {most} m").format(
                n=far, m=f"{FAR_SNAP:g}", most=f"{float(np.nanmax(legs)):.0f}"
            )
        )


def check_near(streets: np.ndarray, dwellings: np.ndarray, farthest: float) -> None:
    """Stop where no dwelling can be near a street: layers of different places, or a wrong reference system."""
    known = dwellings[np.isfinite(dwellings).all(axis=1)]
    if not len(known):
        return
    low, high = streets.min(axis=0) - farthest, streets.max(axis=0) + farthest
    if not ((known >= low) & (known <= high)).all(axis=1).any():
        raise InputError("The dwellings and the streets do not overlap: check the layers and their reference systems.")
