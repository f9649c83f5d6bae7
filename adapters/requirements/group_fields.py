"""The groups that a run is told for: which there are, where their figures come from, and the table of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qgis.core import QgsFeatureSource

from ...core.errors import InputError
from ...core.norms.model import is_percentage_field
from ...core.preparing.groups import BASES, GROUPS
from ...core.requirements.weights import WeightSource
from ..io import parameter_names as p
from ..io.columns import numbered
from ..io.needs import Needs
from ..io.reader import Reader
from ..io.roles import find_column
from ..norms.choosing import Fields

_COUNTED = frozenset({*BASES, *BASES.values()})
_ROLES = {name.casefold(): name for name in (*BASES, *BASES.values())}
SPREAD_EVENLY, SPREAD, ALL = "spread_evenly", "spread", "all"
"""The fields in which *Prepare dwellings* names the figures that were spread from an area, or says that some were."""


@dataclass(frozen=True, kw_only=True)
class GroupFields:
    """Where groups come from: names of columns that a run reads with those that its norms need.

    Parameters
    ----------
    wanted
        Whether somebody asked for groups.
    sources
        Of each role, and of what some of them are a part of.
    roles
        The names of the roles.
    kinds
        Fields of the dwellings whose values are groups.
    by_landlord
        The field of the dwellings that all are judged by, empty without one.
    income
        The field of the neighbourhoods, empty without one.
    spread
        What the dwellings say of figures that were spread: `SPREAD_EVENLY`, `SPREAD` or nothing.
    """

    wanted: bool = False
    sources: Mapping[str, WeightSource] = field(default_factory=dict)
    roles: Sequence[str] = ()
    kinds: Sequence[str] = ()
    by_landlord: str = ""
    income: str = ""
    spread: str = ""


@dataclass(frozen=True)
class FieldsWithText:
    """The fields of the dwellings, and of the neighbourhoods, that hold text."""

    dwellings: Sequence[str]
    neighbourhoods: Sequence[str]

    @classmethod
    def of(cls, dwellings: QgsFeatureSource, neighbourhoods: QgsFeatureSource) -> FieldsWithText:
        """Return those of the layers of a run."""
        return cls(*([f.name() for f in one.fields() if not f.isNumeric()] for one in (dwellings, neighbourhoods)))


def group_names(reader: Reader) -> list[str]:
    """Return the names in GROUP_ROLES, each once, whatever their case; a role as it is spelled everywhere."""
    names = {name.strip().casefold(): name.strip() for name in reversed(reader.text(p.GROUP_ROLES).split(";"))}
    return [_ROLES.get(key, name) for key, name in reversed(names.items()) if name]


def find_groups(reader: Reader, fields: Fields, texts: FieldsWithText, needs: Needs) -> GroupFields:
    """Find the columns of the groups that are asked for, and add them to what is read.

    Parameters
    ----------
    texts
        Fields that hold text.

    Raises
    ------
    InputError
        Where a group that is named is in no layer, or is a percentage of nobody knows what.
    """
    names = group_names(reader)
    if not names and reader.parameters.get(p.OUTPUT_GROUPS) in (None, ""):
        return GroupFields()
    finder = _GroupFinder(fields, texts, needs)
    sources: dict[str, WeightSource] = {}
    kinds: dict[str, str] = {reader.field(p.GROUP_FIELD).casefold(): ""}
    for name in names or [group.name for group in GROUPS]:
        column = find_column(name, fields.dwellings, fields.field_map)
        if column is not None and column in texts.dwellings and name not in _COUNTED:
            needs.dwelling_columns[name] = column
            kinds.setdefault(column.casefold(), name)  # GROUP_FIELD makes groups of its own field already
            continue
        source = finder.source(name)
        if source is not None:
            sources[name] = source
        elif names:
            raise InputError(
                "GROUP_ROLES names “{name}”, which is no number field of the dwellings or neighbourhoods, nor a "
                "percentage of which they have the whole; choose from: {fields}.",
                name=name,
                fields=", ".join(dict.fromkeys([*fields.dwellings, *fields.neighbourhoods])) or "–",
            )
    roles = list(sources)
    for base in {BASES[name] for name in roles if name in BASES} - set(sources):
        found = finder.source(base)
        if found is not None:
            sources[base] = found
    income = reader.field(p.INCOME_FIELD)
    marks = {name: numbered(fields.dwellings, name) for name in (SPREAD_EVENLY, SPREAD)}
    spread = next((name for name, column in marks.items() if column), "")
    if income:
        needs.neighbourhood_columns[income] = income
    if spread:
        needs.dwelling_columns[spread] = marks[spread] or ""
    return GroupFields(
        wanted=True,
        sources=sources,
        roles=roles,
        kinds=[name for name in kinds.values() if name],
        by_landlord=reader.field(p.GROUP_FIELD),
        income=income,
        spread=spread,
    )


@dataclass(frozen=True)
class _GroupFinder:
    fields: Fields
    texts: FieldsWithText
    needs: Needs

    def source(self, name: str) -> WeightSource | None:
        """Find a figure in the dwellings, else in the neighbourhoods; None where it is in neither."""
        if name == "dwellings":
            return WeightSource()
        column = find_column(name, self.fields.dwellings, self.fields.field_map)
        if column is not None and not is_percentage_field(column):
            self.needs.dwelling_columns[name] = column
            return WeightSource(name)
        column = find_column(name, self.fields.neighbourhoods, self.fields.field_map)
        if column is None or (column in self.texts.neighbourhoods and name not in _COUNTED):
            return None
        of = ""
        if is_percentage_field(column):
            of = BASES.get(name, "")
            whole = find_column(of, self.fields.neighbourhoods, self.fields.field_map) if of else None
            if whole is None:
                return None
            self.needs.neighbourhood_columns[of] = whole
        self.needs.neighbourhood_columns[name] = column
        return WeightSource(name, spread=True, share_of=of)
