"""Layers of address objects or buildings as candidates for a location search: what is read, logged and written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from qgis.core import Qgis, QgsFeatureSource, QgsProcessingFeedback, QgsWkbTypes

from ...core.arrays import Floats, to_list
from ...core.errors import InputError
from ...core.preparing.building_candidates import (
    CANDIDATE,
    MERGED,
    BuildingCandidates,
    BuildingRows,
)
from ...core.preparing.candidate_rules import CandidateRules, read_candidate_rules
from ...core.progress import Progress
from ...core.wording import listed
from ..io import parameter_names as p
from ..io.code_words import code_word, code_words
from ..io.columns import number_column, text_column, whole_column
from ..io.crs import WorkingCrs
from ..io.reader import Reader, read, read_numbers
from ..io.reading import Layer, check_size
from ..io.roles import find_named
from ..io.translation import tr
from ..outputs.layer_writer import LayerWriter
from .rules_file import read_rules_file

_SHIPPED = Path(__file__).resolve().parent.parent.parent / "resources" / "prepare" / "candidates.json"
_DECIDES = ("status", "use", "owner")
BUILDING_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "status": ("status", "verblijfsobjectstatus", "pandstatus"),
    "use": ("gebruiksdoel", "gebruiksdoelen", "gebruiksdo", "use"),
    "owner": ("owner", "eigenaar"),
    "surface": ("oppervlakte", "surface_m2", "area_m2", "oppervlakte_m2", "vloeroppervlakte", "capacity_m2"),
    "building": ("pandidentificatie", "pand_id", "building_id", "pand"),
    "id": ("identificatie", "identifica", "candidate_id", "kandidaat_id", "id"),
    "name": ("name", "naam"),
}
"""What a row may say, and the columns that are known for it, the first found first."""


@dataclass(frozen=True, kw_only=True)
class CandidateSource:
    """A layer that candidates are looked for in, and the columns for what it says."""

    source: QgsFeatureSource
    layer: Layer
    working: WorkingCrs
    rows: BuildingRows
    names: list[str | None]


def candidate_rules(reader: Reader) -> CandidateRules:
    """Read the rules: the shipped ones, or those of the user's own file."""
    return read_candidate_rules(*read_rules_file(reader, _SHIPPED))


def read_candidate_source(
    reader: Reader, source: QgsFeatureSource, rules: CandidateRules, working: WorkingCrs, progress: Progress
) -> CandidateSource:
    """Read a layer of address objects or buildings, points or polygons.

    Raises
    ------
    InputError
        Where it says neither a status nor a use nor an owner, or is empty.
    """
    columns = _columns(reader, source)
    polygons = QgsWkbTypes.geometryType(source.wkbType()) == Qgis.GeometryType.Polygon
    wanted = [columns[role] for role in BUILDING_COLUMNS if role in columns]
    layer = read(reader, source, working, wanted, progress=progress, geometries="areas" if polygons else "points")
    if layer.count == 0:
        raise InputError(
            "The layer “{layer}” is empty: choose one with address objects or buildings.", layer=layer.name
        )

    def texts(role: str) -> list[str | None]:
        return layer.names(columns[role]) if role in columns else [None] * layer.count

    rows = BuildingRows(
        status=texts("status") if "status" in columns else [rules.standing] * layer.count,
        use=texts("use"),
        owner=texts("owner"),
        ids=texts("id"),
        surface=_surface(reader, layer, columns.get("surface", ""), polygons=polygons),
        # Polygons are buildings; points without one are one building where they stand on each other.
        buildings=texts("building") if "building" in columns or polygons else None,
        xy=layer.spots if polygons else layer.points(),
        numbers=layer.ids,
    )
    _tell_columns(reader.feedback, layer, columns)
    return CandidateSource(source=source, layer=layer, working=working, rows=rows, names=texts("name"))


def _columns(reader: Reader, source: QgsFeatureSource) -> dict[str, str]:
    """Return the column for each thing that a row may say: chosen, named in the field map, or known."""
    there, field_map = source.fields().names(), reader.field_map(p.FIELD_MAP)
    chosen = reader.field(p.OWNER_FIELD)
    if chosen:
        field_map = {**field_map, "owner": chosen}
    unknown = next((role for role in field_map if role not in BUILDING_COLUMNS), None)
    if unknown is not None:
        raise InputError(
            "FIELD_MAP names “{role}”; write one of these before the “=”: {roles}.",
            role=unknown,
            roles=listed(BUILDING_COLUMNS),
        )
    known = {role: find_named(names, there) for role, names in BUILDING_COLUMNS.items()}
    columns = {role: column for role, column in {**known, **field_map}.items() if column}
    if not any(role in columns for role in _DECIDES):
        raise InputError(
            "The layer “{layer}” says neither a status nor a use (gebruiksdoel) nor an owner: choose another layer, or "
            "name the fields in OWNER_FIELD and FIELD_MAP; its fields are: {fields}.",
            layer=source.sourceName(),
            fields=", ".join(there) or "–",
        )
    return columns


def _surface(reader: Reader, layer: Layer, field: str, *, polygons: bool) -> Floats:
    """Return the m² of each row, NaN where they are not known: of its field, else of polygons the ground they cover."""
    if field:
        found = read_numbers(reader, layer, field)
        check_size(layer, field, found)
    else:
        found = layer.area if polygons else np.full(layer.count, np.nan)
    return np.where(found > 0, found, np.nan)


def _tell_columns(feedback: QgsProcessingFeedback, layer: Layer, columns: Mapping[str, str]) -> None:
    """Log which fields are read for what, and what is not known without one."""
    said = ", ".join(f"{code_word(role)}: {column}" for role, column in columns.items())
    feedback.pushInfo(tr("Fields of “{layer}”: {fields}.").format(layer=layer.name, fields=said))
    if "status" not in columns:
        feedback.pushWarning(
            tr("“{layer}” has no field for {field}: every row is taken to stand.").format(
                layer=layer.name, field=code_word("status")
            )
        )
    lacking = [role for role in ("use", "owner") if role not in columns]
    if lacking:
        feedback.pushInfo(
            tr("“{layer}” has no field for {fields}: no candidate is found by that.").format(
                layer=layer.name, fields=code_words(lacking)
            )
        )


def log_prepared_candidates(
    feedback: QgsProcessingFeedback, source: CandidateSource, found: BuildingCandidates
) -> None:
    """Log how many rows went in, how many candidates came out, and why the others are none."""
    kinds = ", ".join(f"{code_word(kind)} {n}" for kind, n in Counter(found.kinds).most_common())
    feedback.pushInfo(
        tr("Candidates: {n} ({kinds}), made of {rows} of the {all} rows.").format(
            n=len(found.ids), kinds=kinds or "–", rows=int(found.rows.sum()), all=source.layer.count
        )
    )
    why = Counter(one for one in to_list(found.outcome) if one not in (CANDIDATE, MERGED))
    if why:
        feedback.pushInfo(
            tr("Rows that are in no candidate: {n} ({reasons})").format(
                n=why.total(), reasons=", ".join(f"{code_word(reason)} {n}" for reason, n in why.most_common())
            )
        )
    unknown = int(np.isnan(found.surface).sum())
    if unknown:
        feedback.pushWarning(tr("Candidates whose surface is not known, of any size: {n}").format(n=unknown))
    if not found.ids:
        feedback.pushWarning(tr("There is no candidate: see the rows and what became of them, or change the rules."))


def write_candidates(
    writer: LayerWriter, source: CandidateSource, found: BuildingCandidates, progress: Progress
) -> None:
    """Write the candidates as points."""
    columns = [
        text_column("candidate_id", found.ids),
        text_column("name", [source.names[row] for row in to_list(found.row)]),
        text_column("kind", found.kinds),
        text_column("reason", found.reasons),
        text_column("owner", found.owners),
        text_column("use", found.uses),
        number_column("surface_m2", found.surface),
        whole_column("source_rows", found.rows),
    ]
    crs = source.source.sourceCrs()
    writer.points(columns, source.rows.xy[found.row], source.working, crs, progress)


def write_judged(writer: LayerWriter, source: CandidateSource, found: BuildingCandidates, progress: Progress) -> None:
    """Write every row that came in, with the candidate that it or its building is, and what became of it."""
    ids, kinds = np.array([*found.ids, None], object), np.array([*found.kinds, None], object)
    columns = [
        text_column("candidate_id", ids[found.of]),
        text_column("kind", kinds[found.of]),
        text_column("reason", found.outcome),
    ]
    writer.with_input(source.source, source.layer, columns, progress)
