"""Streets, barriers and entrances from layers: what a network is built of, and what the log says of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from qgis.core import QgsFeatureSource, QgsProcessingFeedback

from ...core.arrays import Flags, to_list
from ...core.errors import InputError
from ...core.fingerprints import fingerprint
from ...core.geometry.shapes import LINE, POINT, Shapes
from ...core.network.options import NetworkOptions
from ...core.norms.model import Condition, Mode, Streets
from ...core.preparing.osm_tags import is_set
from ...core.progress import Progress
from ...core.requirements.conditions import meets_all
from ...core.wording import percent_within
from ..io import parameter_names as p
from ..io.columns import numbered
from ..io.crs import WorkingCrs
from ..io.feedback import first_few
from ..io.reader import Reader, read, read_numbers
from ..io.reading import Layer
from ..io.translation import Language, in_digits, tr
from ..norms.choice_words import named_modes

if TYPE_CHECKING:
    from ...core.network.facility_access import Entrances
    from ...core.network.network import Lines, Network

FAR_SNAP = 50.0
"""Points that lie farther than this from the network are counted in the log, in metres."""

NETWORKS = {"walk": p.NETWORK, "cycle": p.CYCLE_NETWORK}
"""The input of each network."""


def network_options(reader: Reader) -> NetworkOptions:
    """Read the numbers and choices that the algorithm has of the network options."""
    usual = NetworkOptions()

    def number(name: str, default: float) -> float:
        return reader.number(name) if reader.has(name) else default

    return NetworkOptions(
        tolerance=number(p.TOLERANCE, usual.tolerance),
        max_snap=number(p.MAX_SNAP, usual.max_snap),
        min_component=number(p.MIN_COMPONENT, usual.min_component),
        access_legs=reader.flag(p.ACCESS_LEGS) if reader.has(p.ACCESS_LEGS) else usual.access_legs,
        entrance_gap=number(p.ENTRANCE_GAP, usual.entrance_gap),
        towards=reader.flag(p.TOWARDS) if reader.has(p.TOWARDS) else usual.towards,
    )


def read_lines(
    reader: Reader,
    working: WorkingCrs,
    progress: Progress,
    network: str = p.NETWORK,
    extra: Sequence[str] = (),
    bridges: bool = False,
) -> tuple[Lines, Layer]:
    """Read the streets with their speeds, times, directions and passes.

    Parameters
    ----------
    network
        The input with the lines.
    extra
        Other fields of it to read.
    bridges
        Whether to read which lines are bridges and tunnels where there are no barriers to pass either.

    Notes
    -----
    Where there are two networks, each has those of the fields that it holds, and only bicycles heed directions.
    """
    from ...core.network.network import Lines

    source = reader.needed(network)
    two = reader.has(NETWORKS["cycle"])
    speed, time, direction = (
        reader.field(f) if reader.has(f) else "" for f in (p.SPEED_FIELD, p.TIME_FIELD, p.DIRECTION_FIELD)
    )
    if two:
        direction = direction if network == NETWORKS["cycle"] else ""
        speed, time = (f if source.fields().lookupField(f) >= 0 else "" for f in (speed, time))
    passes = _pass_fields(reader, source) if bridges or reader.source(p.BARRIERS) is not None else []
    fields = (speed, time, direction, *passes, *extra)
    layer = read(reader, source, working, fields, name=source.sourceName(), progress=progress)
    forward = backward = kmh = minutes = None
    if speed:
        kmh = read_numbers(reader, layer, speed)
    if time:
        minutes = read_numbers(reader, layer, time)
        _warn_of_no_times(reader, layer, time, minutes)
        minutes[minutes <= 0] = np.nan
    if direction:
        forward, backward = _directions(reader, layer.texts(direction))
    elif not two or network == NETWORKS["cycle"]:
        _warn_of_values_without_field(reader)
    passing = None
    if passes:
        passing = np.any([[is_set(v) for v in layer.values[f]] for f in passes], axis=0)
    return Lines(
        shapes=layer.shapes, forward=forward, backward=backward, kmh=kmh, minutes=minutes, passes=passing
    ), layer


def _warn_of_no_times(reader: Reader, layer: Layer, field: str, minutes: NDArray[np.float64]) -> None:
    """Warn where most times say nothing: a format without NULL numbers writes 0, or the field is another."""
    nothing, known = int((minutes <= 0).sum()), int(np.isfinite(minutes).sum())
    if 2 * nothing > known:
        reader.feedback.pushWarning(
            tr(
                "Times in {field} of “{layer}” that are 0 or less, for which the speed is used: {n} of {all}. Check "
                "whether it is the field with minutes."
            ).format(field=field, layer=layer.name, n=nothing, all=known)
        )


def check_fields(reader: Reader, networks: Iterable[QgsFeatureSource]) -> None:
    """Stop where a field with speeds or times is in none of the networks."""
    there = [source.fields() for source in networks]
    for name in (p.SPEED_FIELD, p.TIME_FIELD):
        field = reader.field(name)
        if field and there and all(fields.lookupField(field) < 0 for fields in there):
            raise InputError(
                "No network has the field “{field}” of {input}; choose one of: {fields}.",
                field=field,
                input=name,
                fields=", ".join(dict.fromkeys(n for fields in there for n in fields.names())) or "–",
            )


def _pass_fields(reader: Reader, source: QgsFeatureSource) -> list[str]:
    """Return the fields that mark bridges and tunnels.

    Where nobody chose, of `bridge` and `bridge_2` it is the latter, which is what Prepare network found.
    """
    if reader.parameters.get(p.PASS_FIELDS) in ([], ""):
        return []  # where all are taken out, Processing would put the usual ones back
    chosen = reader.algorithm.parameterAsStrings(reader.parameters, p.PASS_FIELDS, reader.context)
    usual = reader.algorithm.parameterDefinition(p.PASS_FIELDS).defaultValue()
    if set(chosen) == set(usual):
        found = (numbered(source.fields().names(), name) for name in usual)
        return [name for name in found if name is not None]
    there = [f for f in chosen if source.fields().lookupField(f) >= 0]
    missing = [f for f in chosen if f not in there and f not in usual]
    if missing:
        raise InputError(
            "{input}: the layer “{layer}” has no field “{field}”; choose one of: {fields}.",
            layer=source.sourceName(),
            input=p.PASS_FIELDS,
            field=missing[0],
            fields=", ".join(source.fields().names()) or "–",
        )
    return there


def _directions(reader: Reader, values: list[str | None]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    forward, backward, both = (reader.text(n) for n in (p.VALUE_FORWARD, p.VALUE_BACKWARD, p.VALUE_BOTH))
    if not forward and not backward:
        raise InputError(
            "DIRECTION_FIELD needs the values that mean one-way: fill in VALUE_FORWARD, VALUE_BACKWARD or both."
        )
    found = [(v or "").strip() for v in values]
    if len({forward, backward, both} - {""}) < len([v for v in (forward, backward, both) if v]):
        raise InputError("VALUE_FORWARD, VALUE_BACKWARD and VALUE_BOTH must differ: give each its own value.")
    along = np.array([not (backward and v == backward) for v in found], bool)
    against = np.array([not (forward and v == forward) for v in found], bool)
    if along.all() and against.all():
        reader.feedback.pushWarning(tr("No street has a one-way value: all go both ways."))
    return along, against


def _warn_of_values_without_field(reader: Reader) -> None:
    """Warn of values for one-way streets that nothing is compared with."""
    values = (p.VALUE_FORWARD, p.VALUE_BACKWARD, p.VALUE_BOTH)
    given = [name for name in values if reader.has(name) and reader.text(name)]
    if given and not reader.field(p.DIRECTION_FIELD):
        reader.feedback.pushWarning(
            tr(
                "Not used, since DIRECTION_FIELD is empty: {inputs}. All streets go both ways; choose the field that "
                "has these values."
            ).format(inputs=", ".join(given))
        )


def read_barriers(reader: Reader, working: WorkingCrs) -> Shapes | None:
    """Read the barriers, None where there are none."""
    source = reader.source(p.BARRIERS)
    if source is None:
        return None
    layer = read(reader, source, working)
    if layer.shapes.has_geometry.any() and not (layer.shapes.part_kind != POINT).any():
        raise InputError(
            "The layer “{layer}” holds no lines or polygons that could be barriers: choose another.", layer=layer.name
        )
    lacking = layer.ids[~layer.shapes.has_geometry]
    if lacking.size:
        reader.feedback.pushWarning(
            tr("Barriers of “{layer}” without geometry, left out: {n} ({ids})").format(
                layer=layer.name, n=lacking.size, ids=first_few(to_list(lacking))
            )
        )
    return layer.shapes


def read_network(reader: Reader, working: WorkingCrs, progress: Progress) -> Network:
    """Read streets and barriers, build the network and tell about it in the log."""
    lines, layer = read_lines(reader, working, progress.part(0, 0.5))
    check_lines(lines, layer.name)
    return _built(reader, layer, lines, read_barriers(reader, working), progress.part(0.5, 1))


@dataclass(frozen=True)
class ModeNetworks:
    """The networks that modes travel on: the modes of each, by the number of the network, and each network by it."""

    modes: Mapping[int, Sequence[Mode]]
    network: Mapping[int, Network]


def read_networks(
    reader: Reader,
    working: WorkingCrs,
    modes: Sequence[Mode],
    columns: Mapping[tuple[str, str], str],
    progress: Progress,
    years: Sequence[int | None] = (None,),
) -> list[ModeNetworks]:
    """Build the networks of some modes in some years, each once, and tell about them in the log.

    Parameters
    ----------
    modes
        Those that are used.
    columns
        The column for each field that a mode leaves lines out by, by network and field.
    years
        None is of no year: then all streets are there.

    Returns
    -------
    list
        Those of each year; modes that leave nothing out share the network, and so do years in which the same streets
        are there. A number is the same network in all years.
    """
    barriers = read_barriers(reader, working)
    networks: list[Network] = []
    modes_on: list[dict[int, list[Mode]]] = [{} for _ in years]
    users: dict[Streets, list[Mode]] = {}
    for mode in modes:
        users.setdefault(mode.streets, []).append(mode)
    opens = reader.field(p.STREET_YEAR_FIELD) if reader.has(p.STREET_YEAR_FIELD) else ""
    for number, name in enumerate(dict.fromkeys(network for network, _ in users)):
        part = progress.part(number / 2, (number + 1) / 2)
        excluded = [rules for network, rules in users if network == name]
        dated = bool(opens) and reader.needed(NETWORKS[name]).fields().lookupField(opens) >= 0
        extra = [*(columns[name, field] for rules in excluded for field, _ in rules), *([opens] if dated else [])]
        lines, layer = read_lines(reader, working, part.part(0, 0.5), NETWORKS[name], extra)
        check_lines(lines, layer.name, NETWORKS[name])
        built: dict[bytes, int] = {}
        first = layer.numbers(opens) if dated else np.full(layer.count, np.nan)
        for rules, (place, year) in product(excluded, enumerate(years)):
            kept = ~_left_out(layer, rules, {field: columns[name, field] for field, _ in rules})
            if year is not None:
                kept &= ~(first > year)
            key = kept.tobytes()
            if key not in built:
                _tell_left_out(reader, layer, kept, users[name, rules])
                built[key] = len(networks)
                chosen = lines if kept.all() else lines.take(np.flatnonzero(kept))
                networks.append(_built(reader, layer, chosen, barriers, part.part(0.5, 1)))
            modes_on[place].setdefault(built[key], []).extend(users[name, rules])
    return [ModeNetworks(of_year, {number: networks[number] for number in of_year}) for of_year in modes_on]


def _tell_left_out(reader: Reader, layer: Layer, kept: Flags, modes: Sequence[Mode]) -> None:
    """Put in the log how many lines some modes leave out; stop where that is all of them."""
    left = int((~kept).sum())
    if left:
        words = named_modes()
        names = dict.fromkeys(words.get(mode.name, mode.name) for mode in modes)
        reader.feedback.pushInfo(
            tr("Lines of “{layer}” that are left out ({mode}): {n}").format(
                layer=layer.name, mode=", ".join(names), n=left
            )
        )
    if not kept.any():
        raise InputError(
            "The mode {mode} leaves out every line of “{layer}”: check what it excludes.",
            mode=modes[0].name,
            layer=layer.name,
        )


def _left_out(
    layer: Layer, rules: tuple[tuple[str, tuple[str | float, ...]], ...], columns: Mapping[str, str]
) -> NDArray[np.bool_]:
    """Return which lines a mode cannot use; what is NULL does not leave a line out."""
    left: NDArray[np.bool_] = np.zeros(layer.count, bool)
    for field, values in rules:
        left |= meets_all([Condition(field, "in", values)], {field: layer.cells(columns[field])}, layer.count)[0]
    return left


def _built(reader: Reader, layer: Layer, lines: Lines, barriers: Shapes | None, progress: Progress) -> Network:
    from ...core.network.network import build_network

    options = network_options(reader)
    network = reader.keeping.keep(
        "network", (fingerprint(lines, options, barriers),), lambda: build_network(lines, options, barriers, progress)
    )
    log_network(reader.feedback, network, layer.name)
    return network


def check_lines(lines: Lines, layer: str, network: str = p.NETWORK) -> None:
    """Stop where the layer of a network has no lines at all."""
    if not (lines.shapes.part_kind == LINE).any():
        raise InputError(
            "The layer “{layer}” of {input} holds no lines: choose the one with the streets and paths.",
            layer=layer,
            input=network,
        )


def log_network(feedback: QgsProcessingFeedback, network: Network, layer: str) -> None:
    """Log what the network is."""
    feedback.pushInfo(
        tr(
            "Network of “{layer}”: {lines} {lines:line|lines}, {km} km; {parts} connected {parts:part|parts}, "
            "the longest with {share} % of the length."
        ).format(
            layer=layer,
            lines=network.lines.shapes.count,
            km=in_digits(f"{network.street_length / 1000:.1f}"),
            parts=network.component_length.size,
            share=in_digits(f"{percent_within(network.main_share, 1)[0]:.1f}"),
        )
    )
    counts = network.counts
    for number, text in (
        (counts.without_geometry, tr("Lines without geometry, left out: {n}")),
        (counts.zero_length, tr("Lines without length, left out: {n}")),
        (
            counts.skipped_joins,
            tr("Joins within the tolerance that were skipped, since they would have collapsed or moved a street: {n}"),
        ),
    ):
        if number:
            feedback.pushWarning(text.format(n=number))
    if counts.joined:
        feedback.pushInfo(tr("End points joined within the tolerance: {n}").format(n=counts.joined))
    if counts.cut_lines:
        feedback.pushInfo(tr("Lines cut by barriers: {n}").format(n=counts.cut_lines))
    passed = (network.component_length < network.options.min_component) & (
        network.component_length < network.component_length[0]
    )
    if passed.any():
        feedback.pushInfo(
            tr("Connected parts shorter than {m} m, which points snap past: {n}, {km} km together.").format(
                n=int(passed.sum()),
                m=in_digits(f"{network.options.min_component:g}"),
                km=in_digits(f"{float(network.component_length[passed].sum()) / 1000:.1f}"),
            )
        )


def read_entrances(reader: Reader, working: WorkingCrs, facility_ids: list[str]) -> Entrances | None:
    """Read the entrances and match them to the facilities by id."""
    from ...core.network.facility_access import Entrances

    source = reader.source(p.ENTRANCES)
    if source is None:
        return None
    name = reader.field(p.ENTRANCE_FACILITY)
    if not name:
        raise InputError("ENTRANCES: fill in ENTRANCE_FACILITY too.")
    layer = read(reader, source, working, (name,))
    rows: dict[str, list[int]] = {}
    for row, facility in enumerate(facility_ids):
        rows.setdefault(facility, []).append(row)
    values = layer.codes(name)
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


def warn_far_snaps(feedback: QgsProcessingFeedback, legs: NDArray[np.float64], which: str = "") -> None:
    """Count the points that lie far from the network; `which` names it where there are several."""
    far = int((legs > FAR_SNAP).sum())
    if far:
        text = tr("Points more than {m} m from the network: {n}, up to {most} m").format(
            n=far, m=f"{FAR_SNAP:g}", most=Language().number(float(np.nanmax(legs)), 0)
        )
        feedback.pushWarning(which + text)


def check_near(
    reader: Reader, network: Network, places: NDArray[np.float64], of: str = p.DWELLINGS, streets: str = p.NETWORK
) -> None:
    """Stop where none of the places can be near a street: layers of different towns, or a wrong reference system.

    Parameters
    ----------
    of, streets
        The inputs with the places and with the network.
    """
    if not _lie_near(network.edges.xy, places, network.options.max_snap):
        raise no_overlap(reader.needed(of), reader.needed(streets))


def no_overlap(one: QgsFeatureSource, other: QgsFeatureSource) -> InputError:
    """Return what to say of two layers of different places."""
    return InputError(
        "The layers “{layer}” and “{other}” do not overlap: check them and their reference systems.",
        layer=one.sourceName(),
        other=other.sourceName(),
    )


def _lie_near(streets: NDArray[np.float64], points: NDArray[np.float64], farthest: float) -> bool:
    """Return whether any of the points with coordinates, if there are such, can be near a street."""
    known = points[np.isfinite(points).all(axis=1)]
    if not len(known):
        return True
    low, high = streets.min(axis=0) - farthest, streets.max(axis=0) + farthest
    return bool(((known >= low) & (known <= high)).all(axis=1).any())
