"""Which norm set a run uses, and what it needs of the layers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from qgis.core import QgsProcessingFeedback, QgsProject

from ...core.errors import InputError
from ...core.norms.file import load_file
from ...core.norms.model import SHIPPED_IDS, Mode, NormSet, Requirement, is_percentage_field
from ...core.norms.requirement_rows import apply_matrix, read_matrix
from ...core.notes import Note
from ...core.preparing.groups import BASES
from ...core.requirements.weights import WeightSource
from ...core.statuses import NO_CYCLE_NETWORK, NO_FIELD, NO_PUBLIC_SPACE
from ...core.wording import shown
from ..io import parameter_names as p
from ..io.code_words import field_word
from ..io.needs import Needs
from ..io.reader import Reader
from ..io.roles import CLASS_ROLE, LAND_ROLE, ROLES, base_of, check_roles, find_column, find_named
from ..io.translation import tr, translated, user_locale
from .store import NormStore, open_store

DEFAULT_SET = "meeting"

_LAYERS = {
    NO_CYCLE_NETWORK: Note("a network for bicycles"),
    NO_PUBLIC_SPACE: Note("a layer with the public space"),
}
"""What is lacking where it is no field, by the reason of the verdicts."""


@dataclass(frozen=True)
class ChosenNorms:
    """The norm set of a run; `strict` holds the ids of requirements whose every lack stops the run."""

    norm_set: NormSet
    strict: frozenset[str]


def read_norms(reader: Reader, store: NormStore) -> ChosenNorms:
    """Read the norm file, else the norm set out of the store, and lay the table of requirements over it.

    With none of the three it is the shipped set `meeting`; with the table alone, what stands in it.
    """
    path = reader.algorithm.parameterAsFile(reader.parameters, p.NORM_FILE, reader.context)
    set_id = reader.text(p.NORM_SET)
    rows = read_matrix(reader.table(p.REQUIREMENTS))
    base: NormSet | None = None
    strict: set[str] = set()
    if path:
        base = _not_posing(load_file(Path(path)), store)
        strict = {r.id for r in base.requirements}
    elif set_id or not rows:
        if not set_id:
            reader.feedback.pushWarning(
                tr("No norm set was chosen, so the requirements are the examples of the set “{id}”.").format(
                    id=DEFAULT_SET
                )
            )
        base = store.find(set_id or DEFAULT_SET)
    chosen = apply_matrix(base, rows) if rows else base
    if chosen is None:
        raise InputError("There are no requirements: choose a norm set, a norm file, or fill in the table.")
    strict |= {row.id for row in rows}
    return ChosenNorms(chosen, frozenset(strict))


def set_of_check(project: QgsProject, inputs: Mapping[str, object]) -> NormSet:
    """Return the norm set or file among the inputs of a check, without a table; an `InputError` where it has none."""
    file = str(inputs.get(p.NORM_FILE) or "")
    return load_file(Path(file)) if file else open_store(project).find(str(inputs.get(p.NORM_SET) or DEFAULT_SET))


def layers_asked(norm_set: NormSet) -> Mapping[str, int]:
    """Return the layers beside the usual ones that a norm set asks for, each with how many requirements ask it."""
    found: dict[str, int] = {}
    for one in norm_set.requirements:
        for name, asked in (
            (p.CYCLE_NETWORK, one.over_streets and norm_set.mode(one.mode).network == "cycle"),
            (p.DEVELOPED_AREAS, one.area_of == "developed"),
            (p.PUBLIC_SPACE, one.area_of == "public_space"),
        ):
            if asked:
                found[name] = found.get(name, 0) + 1
    return found


def fields_lacking(norm_set: NormSet, fields: Fields) -> Mapping[str, int]:
    """Return the fields that a norm set asks for and the layers lack, each with how many requirements lack it first."""
    found: dict[str, int] = {}
    finder = _Finder(fields, Needs())
    for one in norm_set.requirements:
        try:
            finder.find(one, norm_set.mode(one.mode))
        except _LackError as lack:
            if lack.reason.startswith(f"{NO_FIELD}:"):  # what layers lack is told by `layers_asked`
                found[lack.field] = found.get(lack.field, 0) + 1
    return found


def check_norms(reader: Reader) -> None:
    """Stop where the norms that were chosen cannot be used; to be asked before a run, in the thread of the project."""
    recorded = getattr(reader.algorithm, "recorded_norms", ())
    read_norms(reader, open_store(reader.context.project(), recorded))


def _not_posing(norm_set: NormSet, store: NormStore) -> NormSet:
    """Stop where a file has the id of a shipped set and is not that set: results would be told under its name."""
    if norm_set.id.casefold() in SHIPPED_IDS and norm_set != store.find(norm_set.id.casefold()):
        raise InputError(
            "The norm file has the id {id}, that of a set that ships with Buurtmaat, and is not that set: give it "
            "another id.",
            id=shown(norm_set.id),
        )
    return norm_set


@dataclass(frozen=True, kw_only=True)
class Fields:
    """The names of the fields that the layers of a run have; None where there is no such layer.

    `groups` are names that the field map may say a column of, beside those that the norms use.
    """

    dwellings: list[str]
    neighbourhoods: list[str]
    facilities: list[str]
    networks: Mapping[str, list[str] | None]
    developed_areas: bool
    public_space: bool
    class_field: str
    field_map: Mapping[str, str]
    forecast: list[str]
    groups: Sequence[str] = ()

    def of_layers(self) -> Fields:
        """Return these with what the field map says of the layers, leaving out what it says of the forecast alone.

        An `InputError` where it names a field that nothing has.
        """
        networks = [names or [] for names in self.networks.values()]
        layers = [*self.dwellings, *self.neighbourhoods, *self.facilities, *chain(*networks)]
        every = [*layers, *self.forecast]
        known = {name.casefold() for name in every}
        for role, field_ in self.field_map.items():
            if field_.casefold() not in known:
                raise InputError(
                    "FIELD_MAP names the field “{field}” for {role}, which no layer has; choose one of: {fields}.",
                    field=field_,
                    role=role,
                    fields=", ".join(dict.fromkeys(every)) or "–",
                )
        own = {name.casefold() for name in layers}
        return replace(self, field_map={r: f for r, f in self.field_map.items() if f.casefold() in own})


def find_needs(chosen: ChosenNorms, fields: Fields, feedback: QgsProcessingFeedback) -> Needs:
    """Find the columns and layers that the requirements need.

    Raises
    ------
    InputError
        Where a requirement of a norm file or of the table lacks one, or any lacks the streets; of a shipped set it is
        left uncomputed, with a warning.
    """
    requirements = chosen.norm_set.requirements
    conditions = [c.field for r in requirements for c in (*r.where, *r.demand_where, *r.applies_if)]
    others = [name for r in requirements for name in (r.weight, r.weight_of, r.level) if name]
    excluded = [name for r in requirements for name, _ in chosen.norm_set.mode(r.mode).exclude]
    check_roles(fields.field_map, [*conditions, *others, *excluded, *fields.groups])
    fields = fields.of_layers()
    finder = _Finder(fields, Needs())
    for requirement in requirements:
        try:
            finder.find(requirement, chosen.norm_set.mode(requirement.mode))
        except _LackError as lack:
            if requirement.id in chosen.strict:
                called = requirement.label(user_locale())
                row = called if called == requirement.id else f"{called} ({requirement.id})"
                raise InputError(lack.message, **{**lack.values, "id": row}) from lack
            finder.needs.blockers[requirement.id] = lack.reason
            what = _LAYERS.get(lack.reason, lack.field)
            feedback.pushWarning(
                tr("Requirement “{id}” was not computed, since the layers lack what it needs: {what}.").format(
                    id=requirement.label(user_locale()),
                    what=translated(what.message, what.values) if isinstance(what, Note) else field_word(what),
                )
            )
    # A report compares neighbourhoods of one kind, whether or not a norm differs between kinds.
    finder.needs.class_column = finder.needs.class_column or fields.class_field
    return finder.needs


class _LackError(Exception):
    """What a requirement needs is not there: a field, or a layer."""

    def __init__(self, field: str, error: InputError, reason: str = "") -> None:
        super().__init__(str(error))
        self.field, self.message, self.values = field, error.message, error.values
        self.reason = reason or f"{NO_FIELD}:{field}"


@dataclass(frozen=True)
class _Finder:
    fields: Fields
    needs: Needs

    def find(self, requirement: Requirement, mode: Mode) -> None:
        """Find all that a requirement needs; what is lacking first in the order in which verdicts name it."""
        # At once: where the weight is 0 the requirement does not apply, whatever else is lacking.
        self.needs.weights[requirement.id] = self._weight(requirement)
        if requirement.level is not None:
            self.needs.levels[requirement.id] = self._of_areas(requirement, requirement.level)
        for condition in requirement.demand_where:
            column = self._find(requirement, condition.field, self.fields.dwellings, Note("dwellings"))
            self.needs.dwelling_columns[condition.field] = column
        for condition in requirement.applies_if:
            self.needs.neighbourhood_columns[condition.field] = self._of_areas(requirement, condition.field)
        if requirement.thresholds_by_class:
            self.needs.class_column = self.fields.class_field or self._of_areas(requirement, CLASS_ROLE)
        if requirement.area_of == "land":
            self.needs.land_column = self._of_areas(requirement, LAND_ROLE)
        if requirement.area_of == "developed" and not self.fields.developed_areas:
            raise _LackError(
                p.DEVELOPED_AREAS,
                InputError(
                    "Requirement “{id}” asks for a share of the developed area: choose a layer for {input}.",
                    id=requirement,
                    input=p.DEVELOPED_AREAS,
                ),
            )
        if requirement.area_of == "public_space" and not self.fields.public_space:
            raise _LackError(
                p.PUBLIC_SPACE,
                InputError(
                    "Requirement “{id}” asks for a share of the public space: choose a layer for {input}.",
                    id=requirement,
                    input=p.PUBLIC_SPACE,
                ),
                NO_PUBLIC_SPACE,
            )
        there = {f.casefold() for f in self.fields.facilities}
        for condition in requirement.where:
            if condition.field.casefold() not in there:
                raise self._lack(requirement, condition.field, Note("facilities"), self.fields.facilities)
            self.needs.facility_fields.append(condition.field)
        if requirement.over_streets:
            self._network(requirement, mode)

    def _network(self, requirement: Requirement, mode: Mode) -> None:
        """Find the network of a requirement, and the columns by which its mode leaves lines out."""
        streets = self.fields.networks[mode.network]
        if streets is None and mode.network == "cycle":
            raise _LackError(
                p.CYCLE_NETWORK,
                InputError(
                    "Requirement “{id}” is measured by bicycle: choose a layer for {input}.",
                    id=requirement,
                    input=p.CYCLE_NETWORK,
                ),
                NO_CYCLE_NETWORK,
            )
        if streets is None:  # nothing can stand in for the streets
            raise InputError(
                "Requirement “{id}” is measured over the streets: choose a layer for {input}.",
                id=requirement,
                input=p.NETWORK,
            )
        for name, _ in mode.exclude:
            self.needs.street_columns[mode.network, name] = self._find(requirement, name, streets, Note("streets"))

    def _weight(self, requirement: Requirement) -> WeightSource:
        name, of = requirement.weight, requirement.weight_of
        if name == "dwellings":
            return WeightSource()
        column = find_column(name, self.fields.dwellings, self.fields.field_map)
        if column is not None and not is_percentage_field(column) and not of:
            self.needs.dwelling_columns[name] = column
            return WeightSource(name)
        column = find_column(name, self.fields.neighbourhoods, self.fields.field_map)
        if column is None:
            both = self.fields.dwellings + self.fields.neighbourhoods
            raise self._lack(requirement, name, Note("dwellings and neighbourhoods"), both)
        self.needs.neighbourhood_columns[name] = column
        if is_percentage_field(column) and not of:
            if name not in BASES or column.casefold() == name.casefold():
                raise self._percentage(requirement, column)
            of = BASES[name]
        if of:
            self.needs.neighbourhood_columns[of] = self._of_areas(requirement, of)
            self._check_base(requirement, column, of)
        return WeightSource(name, spread=True, share_of=of or "")

    def _check_base(self, requirement: Requirement, column: str, of: str) -> None:
        """Stop where a percentage that is known to be of one figure is taken of another."""
        base = base_of(requirement.weight) or base_of(column)
        if base is None or not is_percentage_field(column):
            return
        meant = find_column(base, self.fields.neighbourhoods, self.fields.field_map)
        taken = self.needs.neighbourhood_columns[of]
        if taken != meant and find_named((base, *ROLES[base]), [taken]) is None:
            raise _LackError(
                column,
                InputError(
                    "Requirement “{id}” takes “{field}” of “{other}”, but it is a percentage of {base}: write {base} "
                    "in weight_of, or leave it out.",
                    id=requirement,
                    field=column,
                    other=taken,
                    base=base,
                ),
            )

    def _of_areas(self, requirement: Requirement, name: str) -> str:
        return self._find(requirement, name, self.fields.neighbourhoods, Note("neighbourhoods"))

    def _find(self, requirement: Requirement, name: str, fields: list[str], layer: Note) -> str:
        column = find_column(name, fields, self.fields.field_map)
        if column is None:
            raise self._lack(requirement, name, layer, fields)
        return column

    def _lack(self, requirement: Requirement, name: str, layer: Note, fields: list[str]) -> _LackError:
        return _LackError(
            name,
            InputError(
                "Requirement “{id}” needs the field “{field}”, which the {layer} lack: add it to them, or change the "
                "requirement; they have: {fields}.",
                id=requirement,
                field=name,
                layer=layer,
                fields=", ".join(dict.fromkeys(fields)) or "–",
            ),
        )

    def _percentage(self, requirement: Requirement, column: str) -> _LackError:
        return _LackError(
            column,
            InputError(
                "Requirement “{id}” weighs by “{field}”, a percentage, which cannot be spread over dwellings: name in "
                "weight_of the field that it is a share of, or choose a field with numbers.",
                id=requirement,
                field=column,
            ),
        )
