"""Which norm set a run uses, and what it needs of the layers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from qgis.core import QgsProcessingFeedback

from ..core.demand import WeightSource
from ..core.errors import InputError
from ..core.norm_file import load_file, load_shipped
from ..core.norm_matrix import apply_matrix, read_matrix
from ..core.norms import Mode, NormSet, Requirement, is_percentage_field
from ..core.notes import Note
from .inputs import Reader
from .reading import is_null
from .roles import SHARE_OF_INHABITANTS, check_roles, find_column
from .translation import tr

SHIPPED = Path(__file__).resolve().parent.parent / "resources" / "norms"
DEFAULT_SET = "meeting"
COMPUTED = ("distance", "count", "rate")


@dataclass(frozen=True)
class ChosenNorms:
    """The norm set of a run; `strict` holds the ids of requirements whose every lack stops the run."""

    norm_set: NormSet
    strict: frozenset[str]


def read_norms(reader: Reader) -> ChosenNorms:
    """Read the norm file, else the norm set, and lay the table of requirements over it.

    With none of the three it is the shipped set `meeting`; with the table alone, what stands in it.
    """
    path = reader.algorithm.parameterAsFile(reader.parameters, "NORM_FILE", reader.context)
    set_id = reader.text("NORM_SET")
    rows = read_matrix(_plain(reader.parameters.get("REQUIREMENTS")))
    base: NormSet | None = None
    strict: set[str] = set()
    if path:
        base = load_file(Path(path))
        strict = {r.id for r in base.requirements}
    elif set_id or not rows:
        base = load_shipped(SHIPPED, set_id or DEFAULT_SET)
    chosen = apply_matrix(base, rows) if rows else base
    if chosen is None:
        raise InputError("There are no requirements: choose a norm set, a norm file, or fill in the table.")
    strict |= {row.cell("id") for row in rows}
    for requirement in chosen.requirements:
        _check_computed(requirement, chosen.mode(requirement.mode))
    return ChosenNorms(chosen, frozenset(strict))


def _plain(value: object) -> object:
    """Turn a table's value, its cells NULL or not, into plain lists."""
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    return None if is_null(value) else value


def _check_computed(requirement: Requirement, mode: Mode) -> None:
    """Refuse by name what the format knows and this version does not compute."""
    later = {
        f"indicator {requirement.indicator}": requirement.indicator not in COMPUTED,
        "thresholds_by_class": bool(requirement.thresholds_by_class),
        "min_area_m2": requirement.min_area_m2 is not None,
        "merge_touching": requirement.merge_touching,
        "level": requirement.level is not None,
        "rounding": requirement.rounding != "none",
        f"mode {mode.name}": requirement.has_share and (mode.network == "cycle" or bool(mode.exclude)),
    }
    for key, asked in later.items():
        if asked:
            raise InputError(
                'Requirement "{id}" asks for {key}, which this version of Buurtmaat does not compute yet: take it out.',
                id=requirement.id,
                key=key,
            )


@dataclass
class Needs:
    """What the requirements need of the layers, and what is lacking.

    Parameters
    ----------
    weights
        Where each requirement's weight comes from, by its id.
    hindrances
        Why a requirement cannot be computed, by its id.
    dwelling_columns, neighbourhood_columns
        The column of the layer for each name that the norms use.
    facility_fields
        Names of facility fields in conditions.
    """

    weights: dict[str, WeightSource] = field(default_factory=dict)
    hindrances: dict[str, str] = field(default_factory=dict)
    dwelling_columns: dict[str, str] = field(default_factory=dict)
    neighbourhood_columns: dict[str, str] = field(default_factory=dict)
    facility_fields: list[str] = field(default_factory=list)


def find_needs(
    chosen: ChosenNorms,
    dwelling_fields: Iterable[str],
    neighbourhood_fields: Iterable[str],
    facility_fields: Iterable[str],
    field_map: Mapping[str, str],
    feedback: QgsProcessingFeedback,
) -> Needs:
    """Find the columns that the requirements need.

    Raises
    ------
    InputError
        Where a requirement of a norm file or of the table lacks one; of a shipped set it is left uncomputed, with
        a warning.
    """
    requirements = chosen.norm_set.requirements
    conditions = [c.field for r in requirements for c in (*r.where, *r.demand_where, *r.applies_if)]
    check_roles(field_map, [*conditions, *(r.weight for r in requirements), *(r.weight_of or "" for r in requirements)])
    finder = _Finder(list(dwelling_fields), list(neighbourhood_fields), list(facility_fields), field_map, Needs())
    for requirement in requirements:
        try:
            finder.find(requirement)
        except _LackError as lack:
            if requirement.id in chosen.strict:
                raise InputError(lack.message, **lack.values) from lack
            finder.needs.hindrances[requirement.id] = f"no_field:{lack.field}"
            feedback.pushWarning(
                tr("Requirement {id} was not computed: the layers have no field for {field}.").format(
                    id=requirement.id, field=lack.field
                )
            )
    return finder.needs


class _LackError(Exception):
    """A field that a requirement needs is not there."""

    def __init__(self, field: str, error: InputError) -> None:
        super().__init__(str(error))
        self.field, self.message, self.values = field, error.message, error.values


@dataclass(frozen=True)
class _Finder:
    dwellings: list[str]
    neighbourhoods: list[str]
    facilities: list[str]
    field_map: Mapping[str, str]
    needs: Needs

    def find(self, requirement: Requirement) -> None:
        # At once: where the weight is 0 the requirement does not apply, whatever else is lacking.
        self.needs.weights[requirement.id] = self._weight(requirement)
        for condition in requirement.demand_where:
            self._column(condition.field, self.dwellings, self.needs.dwelling_columns, requirement, Note("dwellings"))
        for condition in requirement.applies_if:
            self._column(
                condition.field,
                self.neighbourhoods,
                self.needs.neighbourhood_columns,
                requirement,
                Note("neighbourhoods"),
            )
        there = {f.casefold() for f in self.facilities}
        for condition in requirement.where:
            if condition.field.casefold() not in there:
                raise self._lack(requirement, condition.field, Note("facilities"), self.facilities)
            self.needs.facility_fields.append(condition.field)

    def _weight(self, requirement: Requirement) -> WeightSource:
        name, of = requirement.weight, requirement.weight_of
        if name == "dwellings":
            return WeightSource()
        column = find_column(name, self.dwellings, self.field_map)
        if column is not None and not is_percentage_field(column) and not of:
            self.needs.dwelling_columns[name] = column
            return WeightSource(name)
        column = find_column(name, self.neighbourhoods, self.field_map)
        if column is None:
            raise self._lack(
                requirement, name, Note("dwellings and neighbourhoods"), self.dwellings + self.neighbourhoods
            )
        self.needs.neighbourhood_columns[name] = column
        if is_percentage_field(column) and not of:
            if name not in SHARE_OF_INHABITANTS or column.casefold() == name.casefold():
                raise self._percentage(requirement, column)
            of = "inhabitants"
        if of:
            self._column(of, self.neighbourhoods, self.needs.neighbourhood_columns, requirement, Note("neighbourhoods"))
        return WeightSource(name, spread=True, share_of=of or "")

    def _column(
        self, name: str, fields: list[str], into: dict[str, str], requirement: Requirement, layer: Note
    ) -> None:
        column = find_column(name, fields, self.field_map)
        if column is None:
            raise self._lack(requirement, name, layer, fields)
        into[name] = column

    def _lack(self, requirement: Requirement, name: str, layer: Note, fields: list[str]) -> _LackError:
        return _LackError(
            name,
            InputError(
                'Requirement "{id}" needs the field "{field}", which the {layer} lack; they have: {fields}.',
                id=requirement.id,
                field=name,
                layer=layer,
                fields=", ".join(dict.fromkeys(fields)) or "–",
            ),
        )

    def _percentage(self, requirement: Requirement, column: str) -> _LackError:
        return _LackError(
            column,
            InputError(
                'Requirement "{id}" weighs by "{field}", a percentage, which cannot be spread over dwellings: name in '
                "weight_of the field that it is a share of, or choose a field with numbers.",
                id=requirement.id,
                field=column,
            ),
        )
