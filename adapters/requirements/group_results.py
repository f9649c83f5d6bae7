"""The table of groups of a run, of all its years."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ...core.numbers import as_numbers
from ...core.preparing.groups import BASES
from ..io.reading import text
from ..io.translation import user_locale
from .group_fields import ALL, SPREAD, SPREAD_EVENLY, GroupFields
from .inputs import Moment, RequirementInputs

if TYPE_CHECKING:
    import pandas as pd

    from ...core.requirements.divisions import Groups
    from ...core.requirements.outcomes import Assessment
    from ...core.results.group_table import GroupsAsked, Role


def group_results(inputs: RequirementInputs, assessments: Sequence[Assessment]) -> pd.DataFrame:
    """Return the table of groups of all years."""
    import pandas as pd

    from ...core.results.group_table import group_table

    language = user_locale()
    tables = [
        group_table(one, inputs.town(moment), _asked(inputs, moment), language, moment.year)
        for one, moment in zip(assessments, inputs.moments, strict=True)
    ]
    return pd.concat(tables, ignore_index=True)


def _asked(inputs: RequirementInputs, moment: Moment) -> GroupsAsked:
    """Return the groups of a moment, as the core takes them."""
    from ...core.results.group_table import GroupsAsked

    found, columns = inputs.norms.groups, moment.dwellings.columns
    kinds = [(name, _by_value(columns[name])) for name in found.kinds]
    if inputs.homes.groups is not None and found.by_landlord:
        kinds.insert(0, (found.by_landlord, inputs.homes.groups))
    return GroupsAsked(
        roles=[_role(name, found) for name in found.roles],
        kinds=kinds,
        income=as_numbers(inputs.areas.neighbourhoods.columns[found.income]) if found.income else None,
        spread=_spread(found, columns, {*found.sources, *(r.weight for r in inputs.norms.norm_set.requirements)}),
        min_group=inputs.rules.min_group,
    )


def _spread(
    found: GroupFields, columns: Mapping[str, Sequence[object]], names: Iterable[str]
) -> dict[str, NDArray[np.bool_]]:
    """Return by figure the dwellings in which it was spread evenly over an area, by what the dwellings say."""
    if not found.spread:
        return {}
    if found.spread == SPREAD:
        rows = as_numbers(columns[SPREAD]) > 0
        return dict.fromkeys(names, rows)
    marks = [set(str(mark or "").split(";")) for mark in columns[SPREAD_EVENLY]]
    return {name: np.array([not mark.isdisjoint({name, ALL}) for mark in marks], bool) for name in names}


def _role(name: str, found: GroupFields) -> Role:
    from ...core.results.group_table import Role

    base = found.sources.get(BASES[name]) if name in BASES else None
    return Role(name, found.sources[name], base)


def _by_value(values: Sequence[object]) -> Groups:
    """Put dwellings with the same text together; one without has no group."""
    from ...core.requirements.divisions import by_name

    return by_name([None if value is None else (text(value) or "").strip() or None for value in values])
