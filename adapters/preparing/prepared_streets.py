"""Street data as it comes, and what may be used of it: read, told about in the log, and written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from qgis.core import (
    Qgis,
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSource,
    QgsGeometry,
    QgsProcessingFeedback,
    QgsWkbTypes,
)

from ...core.arrays import is_none, to_list
from ...core.errors import InputError
from ...core.geometry.shapes import LINE, Shapes
from ...core.notes import Note
from ...core.preparing.osm_tags import is_set, tag_columns, tag_fields, text_field
from ...core.progress import Progress
from ..io.columns import Column, free_names, number_column, text_column, whole_column
from ..io.crs import WorkingCrs
from ..io.feature_sources import SourceLike, features
from ..io.feedback import first_few
from ..io.geometry_parts import parts_of, straightened
from ..io.reader import Reader, read
from ..io.reading import Layer
from ..io.translation import Language, tr

if TYPE_CHECKING:
    from ...core.preparing.street_rules import JudgedLines, Kind

RULES = Path(__file__).resolve().parent.parent.parent / "resources" / "prepare" / "streets.json"
_BATCH = 5000
_IN_METRES = 50.0
"""Lengths under this are written in metres."""
_NOT_LINES = {Qgis.GeometryType.Point: Note("points"), Qgis.GeometryType.Polygon: Note("polygons")}
BRIDGE, TUNNEL = PASSES = ("bridge", "tunnel")
MINUTES, DIRECTION = "time_min", "direction"


@dataclass(frozen=True, kw_only=True)
class StreetData:
    """A layer of street data and its tags.

    Parameters
    ----------
    tags
        Values by key (n,), None where there is none; of those keys that the layer has.
    own
        The layer's field for each key that has one of its own.
    cut
        Lines (n,) whose field with several tags could not be read to its end.
    length_m
        The length of each line (n,), 0 for what is none.
    """

    source: QgsFeatureSource
    kind: Kind
    layer: Layer
    tags: Mapping[str, NDArray[np.object_]]
    own: Mapping[str, str]
    cut: NDArray[np.bool_]
    length_m: NDArray[np.float64]


def find_kind(source: QgsFeatureSource, kinds: Sequence[Kind], said: str) -> Kind:
    """Find out which kind of street data a layer holds, by its columns, or check what the user says."""
    name, names = source.sourceName(), source.fields().names()
    geometry = QgsWkbTypes.geometryType(source.wkbType())
    if geometry not in (Qgis.GeometryType.Line, Qgis.GeometryType.Unknown):
        raise InputError(
            "The layer “{layer}” holds {what}, not lines: choose the layer with the streets.",
            layer=name,
            what=_NOT_LINES.get(geometry, Note("rows without geometry")),
        )
    fields = ", ".join(names) or "–"
    if said:
        kind = next(k for k in kinds if k.id == said)
        if not kind.recognised(names):
            raise InputError(
                "The layer “{layer}” cannot be read as {kind}, since it lacks the field “{needs}” and has: {fields}; "
                "choose another kind or layer.",
                layer=name,
                kind=kind.title,
                needs='", "'.join(kind.needs),
                fields=fields,
            )
        return kind
    found = next((kind for kind in kinds if kind.recognised(names)), None)
    if found is None:
        raise InputError(
            "The layer “{layer}” is no street data that is recognised, which has a field “highway” or “other_tags” "
            "(OpenStreetMap), “fclass” (Geofabrik), or “wvk_id” with “bst_code” (NWB), while it has: {fields}; choose "
            "another layer. Streets that hold only what may be used need no preparing: choose them in Check basic "
            "requirements.",
            layer=name,
            fields=fields,
        )
    return found


def read_street_data(
    reader: Reader, source: QgsFeatureSource, kind: Kind, working: WorkingCrs, progress: Progress
) -> StreetData:
    """Read a layer of street data with its tags; an `InputError` where it holds none."""
    names = source.fields().names()
    own, several = tag_fields(kind.keys, names), text_field(names) if kind.in_text else None
    fields = [*own.values(), *([several] if several else [])]
    layer = read(reader, source, working, fields, name=source.sourceName(), progress=progress.part(0, 0.7))
    if layer.count == 0:
        raise InputError("The layer “{layer}” is empty: choose a layer with streets.", layer=layer.name)
    tags = {}
    for key, field in own.items():
        progress.check()
        tags[key] = np.array(layer.texts(field), object)
    cut: NDArray[np.bool_] = np.zeros(layer.count, bool)
    if several:
        others = tag_columns(layer.values[several], kind.keys, progress.part(0.7, 1))
        cut = others.cut
        for key, values in others.values.items():
            progress.check()
            # A tag stands in its own field or among the others, not in both.
            mine = tags.get(key)
            tags[key] = values if mine is None else np.where(is_none(mine) | (mine == ""), values, mine)
    progress.check()
    data = StreetData(
        source=source,
        kind=kind,
        layer=layer,
        tags=tags,
        own=own,
        cut=cut,
        length_m=_lengths(layer.shapes, progress),
    )
    progress.check()
    _check_classes(data)
    progress.check()
    return data


def _lengths(shapes: Shapes, progress: Progress) -> NDArray[np.float64]:
    """Return the length of each line, 0 for what is none."""
    start, end, part = shapes.segments
    progress.check()
    line = shapes.part_kind[part] == LINE
    metres = np.hypot(*(end[line] - start[line]).T)
    progress.check()
    return np.bincount(shapes.part_feature[part[line]], metres, shapes.count).astype(np.float64, copy=False)


def _check_classes(data: StreetData) -> None:
    """Stop where no line has a class that the rules know: another layer, or another kind of it."""
    kind = data.kind
    if kind.otherwise == "use":
        return
    distinct = dict.fromkeys(data.tags[kind.class_key].tolist())
    values = list(dict.fromkeys(v.strip().casefold() for v in distinct if v is not None))
    known = any(not kind.known_classes.isdisjoint(v.split(";")) for v in values)
    routes = dict.fromkeys(data.tags["route"].tolist()) if "route" in data.tags else {}
    if not known and not any("ferry" in (v or "").casefold().split(";") for v in routes):
        raise InputError(
            "The layer “{layer}” holds no streets as {kind} has them (no value of “{field}” is known; found: {found}): "
            "choose another layer.",
            layer=data.layer.name,
            kind=kind.title,
            field=kind.class_key,
            found=first_few(values) or "NULL",
        )


def judge_street_data(data: StreetData, profile: str, ferries: bool, progress: Progress) -> JudgedLines:
    """Return which lines may be used; what is no line at all may not."""
    from ...core.preparing.street_rules import NO_GEOMETRY, NOT_A_LINE, judge

    found = judge(data.kind, profile, ferries, data.tags, data.layer.count, progress)
    progress.check()
    shapes, reason = data.layer.shapes, found.reason.copy()
    lines = np.bincount(shapes.part_feature[shapes.part_kind == LINE], minlength=data.layer.count) > 0
    reason[shapes.has_geometry & ~lines] = NOT_A_LINE
    reason[~shapes.has_geometry] = NO_GEOMETRY
    return replace(found, reason=reason)


def columns_of_used(data: StreetData, found: JudgedLines, used: NDArray[np.bool_], directed: bool) -> list[Column]:
    """Return the computed columns of the lines that are used.

    Notes
    -----
    A layer's own field that marks bridges or tunnels serves as it is, if it says the same: then no second one is made.
    """
    columns = []
    for name, values in ((BRIDGE, found.bridge | found.ferry), (TUNNEL, found.tunnel)):
        if not _serves(data, name, values, used):
            known = (values | (name in data.tags))[used]
            columns.append(whole_column(name, values[used].astype(np.int64), known))
    columns.append(number_column(MINUTES, found.minutes[used]))
    if directed:
        columns.append(text_column(DIRECTION, found.direction[used]))
    return columns


def log_taken(feedback: QgsProcessingFeedback, data: StreetData, columns: Sequence[Column]) -> None:
    """Log which computed fields have another name than usual, and what to do about it."""
    names = [column.name for column in columns]
    for name, given in zip(names, free_names(data.source.fields().names(), names), strict=True):
        if name == given:
            continue
        if name in PASSES:
            text = tr(
                "The layer's own field “{name}” does not mark the same lines as were found: “{given}” does, and is the "
                "one that counts where no fields are chosen that mark bridges and tunnels."
            )
            feedback.pushInfo(text.format(name=name, given=given))
        else:
            text = tr("The layer has a field “{name}” of its own: what was computed is in “{given}”.")
            feedback.pushWarning(text.format(name=name, given=given))


def _serves(data: StreetData, name: str, values: NDArray[np.bool_], used: NDArray[np.bool_]) -> bool:
    """Return whether the layer has a field of that very name that marks the same lines, as algorithms read it."""
    field = data.own.get(name)
    if field is None or field.casefold() != name:
        return False
    said = np.array([is_set(v) for v in data.layer.values[field]], bool)
    return bool((said[used] == values[used]).all())


def part_of(data: StreetData, rows: NDArray[np.bool_], progress: Progress) -> tuple[QgsFeatureSource, Layer]:
    """Return some lines of the data as a layer of their own, to be written; it looks at Cancel while it passes others.

    Notes
    -----
    A layer of several kinds of geometry becomes one of lines in several parts: of collections their lines, of what is
    no line no geometry.
    """
    ids = data.layer.ids[rows]
    layer = Layer(name=data.layer.name, ids=ids, shapes=data.layer.shapes.take(np.flatnonzero(rows)), values={})
    return _Part(data, frozenset(to_list(ids)), progress), layer


class _Part(SourceLike):
    def __init__(self, data: StreetData, ids: frozenset[int], progress: Progress) -> None:
        super().__init__(data.source)
        self._ids, self._progress = ids, progress
        self._kind = data.source.wkbType()
        if QgsWkbTypes.geometryType(self._kind) != Qgis.GeometryType.Line:
            self._kind = Qgis.WkbType.MultiLineString
        elif (np.bincount(data.layer.shapes.part_feature) > 1).any():
            self._kind = QgsWkbTypes.multiType(self._kind)

    def wkbType(self) -> Qgis.WkbType:
        return self._kind

    def featureCount(self) -> int:
        return len(self._ids)

    def getFeatures(self, request: QgsFeatureRequest) -> Iterator[QgsFeature]:
        changed = self._kind != self._source.wkbType()
        for number, feature in enumerate(features(self._source, request)):
            if number % _BATCH == 0:
                self._progress.check()
            if feature.id() not in self._ids:
                continue
            if changed or (feature.hasGeometry() and feature.geometry().type() != Qgis.GeometryType.Line):
                feature.setGeometry(_lines_of(feature.geometry(), self._kind))
            yield feature


def _lines_of(geometry: QgsGeometry, kind: Qgis.WkbType) -> QgsGeometry:
    """Return the lines of a geometry as a layer of some kind holds them; none where it holds none."""
    lines = parts_of(geometry, Qgis.GeometryType.Line)
    if lines is None:
        return QgsGeometry()
    if not QgsWkbTypes.isCurvedType(kind):
        lines = straightened(lines)
    if QgsWkbTypes.isMultiType(kind):
        lines.convertToMultiType()
    else:
        lines.convertToSingleType()
    for has, drop in ((QgsWkbTypes.hasZ, lines.get().dropZValue), (QgsWkbTypes.hasM, lines.get().dropMValue)):
        if not has(kind):
            drop()
    return lines


def kind_words() -> dict[str, str]:
    """Return the words for the reasons to leave lines out, in the user's language."""
    return {
        "motorway": tr("motorway"),
        "trunk": tr("trunk road"),
        "motorroad": tr("road for motor vehicles only"),
        "busway": tr("busway"),
        "proposed": tr("proposed"),
        "construction": tr("under construction"),
        "disused": tr("disused or gone"),
        "ice_road": tr("road over ice"),
        "private": tr("private"),
        "no_access": tr("not allowed"),
        "use_sidepath": tr("with a path beside it that has to be used"),
        "dismount": tr("where cyclists have to dismount"),
        "footway": tr("footway"),
        "pedestrian": tr("pedestrian zone"),
        "bridleway": tr("bridleway"),
        "steps": tr("steps"),
        "surface": tr("too rough a surface"),
        "no_wheelchair": tr("not for wheelchairs"),
        "ferry": tr("ferry"),
        "not_a_street": tr("no street"),
        "no_class": tr("without a class"),
        "no_geometry": tr("without geometry"),
        "not_a_line": tr("no line"),
    }


def log_streets(feedback: QgsProcessingFeedback, data: StreetData, found: JudgedLines, profile: str) -> None:
    """Log what was kept, what was left out and why, and what the data cannot tell."""
    used = np.array([reason is None for reason in to_list(found.reason)], bool)
    feedback.pushInfo(tr("The layer “{layer}” is read as {kind}.").format(layer=data.layer.name, kind=data.kind.title))
    feedback.pushInfo(
        tr("Kept: {length} (lines: {n}), of which bridges {bridges}, tunnels {tunnels}, ferries {ferries}.").format(
            length=_length(data, used),
            n=int(used.sum()),
            bridges=int((found.bridge & ~found.ferry & used).sum()),
            tunnels=int((found.tunnel & used).sum()),
            ferries=int((found.ferry & used).sum()),
        )
    )
    rows = {reason: found.reason == reason for reason in dict.fromkeys(to_list(found.reason[~used]))}
    if rows:
        feedback.pushInfo(
            tr("Left out: {length} (lines: {n}) of {all} (lines: {total}).").format(
                length=_length(data, ~used), n=int((~used).sum()), all=_length(data), total=used.size
            )
        )
    for reason in sorted(rows, key=lambda one: -float(data.length_m[rows[one]].sum())):
        feedback.pushInfo(
            tr("Left out: {length} {what} (lines: {n})").format(
                length=_length(data, rows[reason]), what=kind_words().get(reason, reason), n=int(rows[reason].sum())
            )
        )
    if not used.any():
        feedback.pushWarning(tr("No line is left: check the profile, and whether this is the right layer."))
    for reason in ("no_class", "no_geometry", "not_a_line"):
        if reason in rows:
            ids = to_list(data.layer.ids[rows[reason]])
            feedback.pushWarning(
                tr("Lines left out, since they are {what}: {n} ({ids})").format(
                    what=kind_words()[reason], n=len(ids), ids=first_few(ids)
                )
            )
    if data.cut.any():
        ids = to_list(data.layer.ids[data.cut])
        feedback.pushWarning(
            tr("Lines whose tags could not be read to the end, since the text was cut: {n} ({ids})").format(
                n=len(ids), ids=first_few(ids)
            )
        )
    _tell_timeless(feedback, data, found.ferry & used & np.isnan(found.minutes))
    _tell_what_lacks(feedback, data, profile)


def _tell_timeless(feedback: QgsProcessingFeedback, data: StreetData, rows: NDArray[np.bool_]) -> None:
    """Warn of ferries without minutes: those that say nothing, and those whose words cannot be read."""
    if not rows.any():
        return
    said = data.tags.get("duration", np.full(data.layer.count, None, object))
    ids: dict[bool, list[int]] = {True: [], False: []}
    unread: dict[str, None] = {}
    for row in to_list(np.flatnonzero(rows)):
        text = str(said[row] or "").strip()
        ids[bool(text)].append(int(data.layer.ids[row]))
        if text:
            unread[text] = None
    if ids[False]:
        feedback.pushWarning(
            tr("Ferries that do not say how long they take, and count at the general speed: {n} ({ids})").format(
                n=len(ids[False]), ids=first_few(ids[False])
            )
        )
    if ids[True]:
        feedback.pushWarning(
            tr(
                "Ferries whose duration cannot be read as minutes ({values}), and which count at the general speed: "
                "{n} ({ids})"
            ).format(values=first_few(list(unread)), n=len(ids[True]), ids=first_few(ids[True]))
        )


def _length(data: StreetData, rows: NDArray[np.bool_] | slice = slice(None)) -> str:
    """Describe how long lines are together: in kilometres, or in metres what would be 0.0 km."""
    metres = float(data.length_m[rows].sum())
    language = Language()
    return (
        tr("{n} m").format(n=language.number(metres, 0))
        if 0 < metres < _IN_METRES
        else tr("{n} km").format(n=language.number(metres / 1000, 1))
    )


def _tell_what_lacks(feedback: QgsProcessingFeedback, data: StreetData, profile: str) -> None:
    lacking = [key for key in data.kind.told[profile] if key not in data.tags]
    if lacking:
        feedback.pushWarning(
            tr(
                "The layer “{layer}” does not tell {keys}: the lines that these would leave out or mark are kept as "
                "they are."
            ).format(layer=data.layer.name, keys=", ".join(lacking))
        )
    if data.kind.id == "nwb":
        _tell_paths(feedback, data, profile)
    elif data.kind.in_text and text_field(data.source.fields().names()) is not None:
        feedback.pushInfo(
            tr(
                "Squares that are drawn as areas (highway=pedestrian with area=yes) are not among the lines of "
                "OpenStreetMap but in its layer “multipolygons”: streets that end on such a square are not joined here "
                "unless lines cross it. Look with Check network."
            )
        )


def _tell_paths(feedback: QgsProcessingFeedback, data: StreetData, profile: str) -> None:
    """Warn of the paths that the NWB does not have."""
    codes = data.tags.get("bst_code", np.full(data.layer.count, None, object))
    code = np.array([(v or "").strip().casefold() for v in codes.tolist()], object)
    if profile == "bicycle":
        feedback.pushWarning(
            tr(
                "The NWB has {length} of cycle paths here (bst_code FP), and knows one-way streets for motor traffic "
                "only: paths are missing, and so is where cyclists are exempt. OpenStreetMap knows both better."
            ).format(length=_length(data, code == "fp"))
        )
    else:
        feedback.pushWarning(
            tr(
                "The NWB has {length} of footpaths here (bst_code VP): most paths through parks, between buildings and "
                "across squares are missing, so distances on foot come out too long. OpenStreetMap is the better "
                "choice on foot."
            ).format(length=_length(data, code == "vp"))
        )
