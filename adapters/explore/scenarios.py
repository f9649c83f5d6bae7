"""Two results tables and the neighbourhoods, read to be compared; and what is written of the comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from qgis.core import QgsFeatureSource

from ...core.errors import InputError
from ...core.progress import Progress
from ...core.statuses import NEIGHBOURHOOD, UNKNOWN_VERDICT
from ...core.tables import ColumnKind
from ..io import parameter_names as p
from ..io.columns import Column, number_column, text_column, whole_column
from ..io.feedback import first_few
from ..io.needs import Needs
from ..io.reader import Reader, choose_working_crs
from ..io.reading import Layer
from ..io.translation import tr
from ..layers.neighbourhoods import read_neighbourhoods
from ..outputs.layer_writer import LayerWriter
from ..outputs.outputs import Outputs
from ..results.run_facts import RunFacts
from ..results.run_outputs import read_results

if TYPE_CHECKING:
    import pandas as pd

    from ...core.results.comparison import Comparison
    from ...core.results.findings import Findings


@dataclass(frozen=True, kw_only=True)
class Scenarios:
    """What two runs say, and the neighbourhoods to show it in.

    Parameters
    ----------
    before, after
        The results tables, taken apart.
    source, layer, ids
        The layer of the neighbourhoods, what was read of it, and what they are called.
    """

    before: Findings
    after: Findings
    source: QgsFeatureSource
    layer: Layer
    ids: Sequence[str]


def read_scenarios(reader: Reader, progress: Progress) -> Scenarios:
    """Read both runs and the neighbourhoods."""
    from ...core.results.comparison import of_year
    from ...core.results.findings import read_findings

    sources, areas = [reader.needed(name) for name in (p.BEFORE, p.AFTER)], reader.needed(p.NEIGHBOURHOODS)
    tables = []
    for number, (source, name) in enumerate(zip(sources, (p.BEFORE, p.AFTER), strict=True)):
        table = read_results(source, progress.part(0.4 * number, 0.4 * number + 0.4))
        year = reader.optional_number(f"YEAR_{name}")
        tables.append(of_year(table, None if year is None else int(year), name))
    levels = _levels(tables, areas)
    working = choose_working_crs(reader, areas)
    layer, neighbourhoods, _ = read_neighbourhoods(reader, areas, working, Needs(levels=levels))
    progress.at(0.9)
    ids = list(neighbourhoods.ids)
    member = {level: dict(zip(ids, layer.names(column), strict=True)) for level, column in levels.items()}
    before, after = (read_findings(table, member) for table in tables)
    progress.at(1.0)
    return Scenarios(before=before, after=after, source=areas, layer=layer, ids=ids)


def _levels(tables: Sequence[pd.DataFrame], areas: QgsFeatureSource) -> dict[str, str]:
    """Return the field of the neighbourhoods for each level that a table has rows of, where there is one."""
    own = {name.casefold(): name for name in areas.fields().names()}
    levels = [level for table in tables if "level" in table for level in table["level"].dropna().unique()]
    return {level: own[level.casefold()] for level in levels if level.casefold() in own and level != NEIGHBOURHOOD}


def check_scenarios(reader: Reader, scenarios: Scenarios, comparison: Comparison) -> None:
    """Stop where the neighbourhoods are others than those of the tables; tell what only one side has."""
    known, layer = set(scenarios.ids), scenarios.layer.name
    if not known & set(comparison.areas):
        raise InputError(
            'The neighbourhoods of the layer "{layer}" are called otherwise ({own}) than those of the results tables '
            "({table}): choose the field with their code.",
            layer=layer,
            own=first_few(list(scenarios.ids), 3),
            table=first_few(comparison.areas, 3),
        )
    before, after = set(scenarios.before.areas), set(scenarios.after.areas)
    for areas, text in (
        (before - after, tr("Neighbourhoods that only the run before has: {n} ({ids})")),
        (after - before, tr("Neighbourhoods that only the run after has: {n} ({ids})")),
        ((before | after) - known, tr("Neighbourhoods that the layer lacks, in the table only: {n} ({ids})")),
        (known - before - after, tr("Neighbourhoods that neither run has, left NULL: {n} ({ids})")),
    ):
        _warn(reader, text, sorted(areas))
    _tell_runs(reader, scenarios)
    _tell_pairs(reader, comparison, scenarios.ids)


def _tell_runs(reader: Reader, scenarios: Scenarios) -> None:
    """Describe which norm sets and years are compared."""
    names = [f"{f.norms.id or '–'} {f.norms.version}".strip() for f in (scenarios.before, scenarios.after)]
    years = [_year(findings) for findings in (scenarios.before, scenarios.after)]
    reader.feedback.pushInfo(
        tr("Before: norm set {before}, year {year_before}. After: norm set {after}, year {year_after}.").format(
            before=names[0], year_before=years[0] or "–", after=names[1], year_after=years[1] or "–"
        )
    )
    if names[0] != names[1]:
        reader.feedback.pushWarning(
            tr(
                "The runs are of different norm sets, {before} and {after}: only what both ask alike is compared."
            ).format(before=names[0], after=names[1])
        )


def _year(findings: Findings) -> str:
    years = findings.table["year"].dropna()
    return str(int(years.iloc[0])) if len(years) else ""


def _tell_pairs(reader: Reader, comparison: Comparison, areas: Sequence[str]) -> None:
    """Warn of requirements that the runs do not share, or ask otherwise, and of how many neighbourhoods."""
    from ...core.results.comparison import AFTER, BEFORE, OTHER_NORM, count

    for side, text in (
        (BEFORE, tr("Requirements that only the run before has, not compared: {n} ({ids})")),
        (AFTER, tr("Requirements that only the run after has, not compared: {n} ({ids})")),
    ):
        _warn(reader, text, [pair.id for pair in comparison.pairs if pair.only_in == side])
    other = []
    for change in comparison.changes(areas):
        pair, number = change.pair, int(count([change], OTHER_NORM, len(areas)).sum())
        if pair.differs:
            of = tr("{k} of {m} neighbourhoods").format(k=number, m=len(areas))
            other.append(f"{pair.id}: {', '.join(pair.differs)}" + (f", {of}" if number < len(areas) else ""))
    _warn(
        reader,
        tr(
            "Requirements that the runs ask otherwise: {n} ({ids}). Where they do, verdicts are not compared, and "
            "figures only where nothing but the target differs."
        ),
        other,
    )
    if all(pair.only_in for pair in comparison.pairs):
        reader.feedback.pushWarning(tr("The runs have no requirement in common: nothing is compared."))


def _warn(reader: Reader, text: str, ids: Sequence[str]) -> None:
    if ids:
        reader.feedback.pushWarning(text.format(n=len(ids), ids=first_few(ids)))


def write_scenarios(
    outputs: Outputs, scenarios: Scenarios, comparison: Comparison, progress: Progress, prefix: str
) -> tuple[int, int, RunFacts]:
    """Write the map and the table.

    Return how many verdicts of neighbourhoods turned better and worse, and the titles of the requirements.
    """
    from ...core.results.comparison import BETTER, COMPARISON_KINDS, OTHER_NORM, SAME, WORSE, count, overall_change

    areas = len(scenarios.ids)
    changes = comparison.changes(scenarios.ids)
    columns: list[Column] = []
    for change in changes:
        name = change.pair.id
        columns += [
            number_column(f"{name}_change", change.change),
            number_column(f"{name}_gained", change.gained),
            number_column(f"{name}_lost", change.lost),
            text_column(f"{name}_before", change.before),
            text_column(f"{name}_after", change.after),
        ]
    turns = {word: count(changes, word, areas) for word in (BETTER, WORSE, SAME, OTHER_NORM, UNKNOWN_VERDICT)}
    columns += [whole_column(word, numbers) for word, numbers in turns.items()]
    known = np.isin(np.array(scenarios.ids, object).astype(str), comparison.areas)
    columns.append(text_column("turned", np.where(known, overall_change(changes, areas), UNKNOWN_VERDICT)))
    writer = LayerWriter(outputs, p.OUTPUT, prefix)
    writer.with_input(scenarios.source, scenarios.layer, columns, progress.part(0, 0.5))
    LayerWriter(outputs, p.TABLE).table(
        [_column(name, kind, comparison.table[name]) for name, kind in COMPARISON_KINDS.items()],
        progress.part(0.5, 1),
    )
    facts = RunFacts(requirements={pair.id: pair.title for pair in comparison.pairs})
    return int(turns[BETTER].sum()), int(turns[WORSE].sum()), facts


def _column(name: str, kind: ColumnKind, values: pd.Series) -> Column:
    known = values.notna().to_numpy()
    if kind == "whole":
        return whole_column(name, values.fillna(0).to_numpy(np.int64), known)
    return Column(name=name, kind=kind, values=values.to_numpy(object), known=known)
