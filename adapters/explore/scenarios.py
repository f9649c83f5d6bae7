"""Two results tables and the neighbourhoods, read to be compared; and what is written of the comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from qgis.core import QgsFeatureSource, QgsProcessingFeedback, QgsVectorLayer

from ...core.arrays import to_list
from ...core.errors import InputError
from ...core.progress import Progress
from ...core.statuses import NEIGHBOURHOOD, UNKNOWN_VERDICT
from ...core.tables import ColumnKind
from ..io import parameter_names as p
from ..io.columns import Column, number_column, text_column, whole_column
from ..io.feature_sources import layer_source
from ..io.feedback import first_few
from ..io.needs import Needs
from ..io.reader import Reader, choose_working_crs
from ..io.reading import Layer, is_null
from ..io.translation import Language, tr
from ..layers.neighbourhoods import read_neighbourhoods
from ..norms.choice_words import named_parts
from ..outputs.layer_writer import LayerWriter
from ..outputs.outputs import Outputs
from ..results.run_facts import RunFacts
from ..results.run_outputs import read_results

if TYPE_CHECKING:
    import pandas as pd

    from ...core.results.comparison import Comparison
    from ...core.results.findings import Findings


MOST = 6
"""Scenarios beside each other: more do not fit on a page, or in a head."""


@dataclass(frozen=True, kw_only=True)
class Scenarios:
    """What two runs or more say, and the neighbourhoods to show it in.

    Parameters
    ----------
    runs, names
        The results tables, taken apart, the base first, and what they are called.
    are_numbered
        Whether they came as several: fields and rows then say by number which one they compare with the base.
    source, layer, ids, labels
        The layer of the neighbourhoods, what was read of it, their ids and what people call them.
    """

    runs: Sequence[Findings]
    names: Sequence[str]
    are_numbered: bool
    source: QgsFeatureSource
    layer: Layer
    ids: Sequence[str]
    labels: Sequence[str]


@dataclass(frozen=True)
class ScenarioSource:
    """A results table that can be read in any thread."""

    name: str
    source: QgsFeatureSource


def take_scenarios(layers: Sequence[object], feedback: QgsProcessingFeedback) -> list[ScenarioSource | None]:
    """Return what can be read of tables in any thread, None for one without features; asked in the main thread."""
    vectors = [one if isinstance(one, QgsVectorLayer) else None for one in layers]
    return [one and ScenarioSource(one.name(), layer_source(one, feedback.isCanceled)) for one in vectors]


def _is_given(reader: Reader, name: str) -> bool:
    """Return whether something was chosen for an input."""
    value = reader.parameters.get(name)
    return not is_null(value) and value not in ("", [])


def check_choice(reader: Reader) -> None:
    """Stop where neither two runs nor several are given, or both, or years cannot be read; before any layer is read."""
    several, pair = _is_given(reader, p.SCENARIOS), [_is_given(reader, name) for name in (p.BEFORE, p.AFTER)]
    if several and any(pair):
        raise InputError("Choose either BEFORE and AFTER, or SCENARIOS: not both.")
    if not several and not all(pair):
        raise InputError("Choose the results tables to compare: BEFORE and AFTER, or two to six as SCENARIOS.")
    _years_of(reader)


def read_scenarios(reader: Reader, several: Sequence[ScenarioSource | None], progress: Progress) -> Scenarios:
    """Read the runs and the neighbourhoods."""
    from ...core.results.comparison import of_year
    from ...core.results.findings import read_findings
    from ...core.results.table_languages import in_language, titles_in_language

    check_choice(reader)
    areas = reader.needed(p.NEIGHBOURHOODS)
    asked = _several(reader, several) if _is_given(reader, p.SCENARIOS) else _pair(reader)
    is_one = len(several) == 1  # its years tell the scenarios apart
    tables, names = [], []
    for number, (source, year, name) in enumerate(asked):
        table = read_results(source.source, progress.part(0.8 * number / len(asked), 0.8 * (number + 1) / len(asked)))
        tables.append(of_year(table, year, name))
        told = "" if year is None else str(year)
        names.append(told if told and is_one else f"{source.name} {told}".strip())
    levels = _levels(tables, areas)
    working = choose_working_crs(reader, areas)
    layer, neighbourhoods, labels = read_neighbourhoods(reader, areas, working, Needs(levels=levels))
    progress.at(0.9)
    ids = list(neighbourhoods.ids)
    member = {level: dict(zip(ids, layer.names(column), strict=True)) for level, column in levels.items()}
    language = Language().code
    runs = [in_language(read_findings(titles_in_language(one, language), member), language) for one in tables]
    progress.at(1.0)
    return Scenarios(
        runs=runs,
        names=_told_apart(names),
        are_numbered=_is_given(reader, p.SCENARIOS),
        source=areas,
        layer=layer,
        ids=ids,
        labels=[label.removesuffix(f" ({own})") for label, own in zip(labels, ids, strict=True)],
    )


def _pair(reader: Reader) -> list[tuple[ScenarioSource, int | None, str]]:
    """Return the runs before and after, the year of each and what its input is called."""
    found = []
    for name in (p.BEFORE, p.AFTER):
        source, year = reader.needed(name), reader.optional_number(f"YEAR_{name}")
        found.append((ScenarioSource(source.sourceName(), source), None if year is None else int(year), name))
    return found


def _several(reader: Reader, several: Sequence[ScenarioSource | None]) -> list[tuple[ScenarioSource, int | None, str]]:
    sources = [one for one in several if one is not None]
    if len(sources) < len(several):
        raise InputError("A layer of {input} has no features: take it out.", input=p.SCENARIOS)
    years = _years_of(reader)
    if len(sources) == 1 and len(years) > 1:  # the years of one run, beside each other
        sources = sources * len(years)
    if not 2 <= len(sources) <= MOST:
        raise InputError(
            "SCENARIOS takes 2 to {most} results tables, or one with 2 to {most} of its years in YEARS_OF; there "
            "are {n}.",
            most=MOST,
            n=len(sources),
        )
    if years and len(years) != len(sources):
        raise InputError(
            "YEARS_OF has {years} years for {tables} results tables: write one for each, in their order, or none.",
            years=len(years),
            tables=len(sources),
        )
    return [(source, year, p.SCENARIOS) for source, year in zip(sources, years or [None] * len(sources), strict=True)]


def _years_of(reader: Reader) -> list[int | None]:
    """Return the years that are given for several tables; None for one of which the last year is meant."""
    text = reader.text(p.YEARS_OF)
    if not text:
        return []
    found: list[int | None] = []
    for one in text.split(";"):
        if one.strip() and not (one.strip().isdigit() and len(one.strip()) == 4):
            raise InputError(
                "YEARS_OF holds “{value}”: write years as 2026;2030, one for each table.", value=one.strip()
            )
        found.append(int(one) if one.strip() else None)
    return found


def _told_apart(names: Sequence[str]) -> list[str]:
    """Return names of which no two are alike."""
    found: list[str] = []
    for name in names:
        number = sum(one == name or one.startswith(f"{name} (") for one in found)
        found.append(f"{name} ({number + 1})" if number else name)
    return found


def _levels(tables: Sequence[pd.DataFrame], areas: QgsFeatureSource) -> dict[str, str]:
    """Return the field of the neighbourhoods for each level that a table has rows of, where there is one."""
    own = {name.casefold(): name for name in areas.fields().names()}
    levels = [level for table in tables if "level" in table for level in table["level"].dropna().unique()]
    return {level: own[level.casefold()] for level in levels if level.casefold() in own and level != NEIGHBOURHOOD}


def check_scenarios(reader: Reader, scenarios: Scenarios, comparisons: Sequence[Comparison]) -> None:
    """Stop where the neighbourhoods are others than those of the tables; tell what only one side has."""
    known, layer = set(scenarios.ids), scenarios.layer.name
    there = [area for comparison in comparisons for area in comparison.areas]
    if not known & set(there):
        raise InputError(
            "The neighbourhoods of the layer “{layer}” are called otherwise ({own}) than those of the results tables "
            "({table}): choose the field with their code.",
            layer=layer,
            own=first_few(list(scenarios.ids), 3),
            table=first_few(list(dict.fromkeys(there)), 3),
        )
    before = set(scenarios.runs[0].areas)
    for comparison, name in zip(comparisons, scenarios.names[1:], strict=True):
        if scenarios.are_numbered:
            reader.feedback.pushInfo(tr("{base} and {name}:").format(base=scenarios.names[0], name=name))
        after = set(comparison.after.areas)
        for areas, text in (
            (before - after, tr("Neighbourhoods that only the run before has: {n} ({ids})")),
            (after - before, tr("Neighbourhoods that only the run after has: {n} ({ids})")),
            ((before | after) - known, tr("Neighbourhoods that the layer lacks, in the table only: {n} ({ids})")),
            (known - before - after, tr("Neighbourhoods that neither run has, left NULL: {n} ({ids})")),
        ):
            _warn(reader, text, sorted(areas))
        _tell_runs(reader, comparison)
        _tell_pairs(reader, comparison, scenarios.ids)


def _tell_runs(reader: Reader, comparison: Comparison) -> None:
    """Describe which norm sets and years are compared."""
    names = [f"{f.norms.id or '–'} {f.norms.version}".strip() for f in (comparison.before, comparison.after)]
    years = [_year(findings) for findings in (comparison.before, comparison.after)]
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
        _warn(reader, text, [f"“{pair.title}”" for pair in comparison.pairs if pair.only_in == side])
    other, words = [], named_parts()
    for change in comparison.changes(areas):
        pair, number = change.pair, int(count([change], OTHER_NORM, len(areas)).sum())
        if pair.differs:
            of = tr("{k} of {m} {m:neighbourhood|neighbourhoods}").format(k=number, m=len(areas))
            what = ", ".join(words.get(one, one) for one in pair.differs)
            other.append(f"“{pair.title}”: {what}" + (f", {of}" if number < len(areas) else ""))
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
    outputs: Outputs, scenarios: Scenarios, comparisons: Sequence[Comparison], progress: Progress, prefix: str
) -> tuple[int, int, RunFacts]:
    """Write the map and the table.

    Return how many verdicts of neighbourhoods turned better and worse, of several in the last scenario, and the titles
    of the requirements.
    """
    from ...core.results.comparison import BETTER, COMPARISON_KINDS, WORSE

    columns: list[Column] = []
    counts: dict[str, NDArray[np.int64]] = {}
    for number, comparison in enumerate(comparisons, 1):
        suffix = f"_{number}" if scenarios.are_numbered else ""
        own, counts, turned = _changes(scenarios, comparison, suffix)
        columns += own
        if number == len(comparisons) and scenarios.are_numbered:
            columns.append(text_column("turned", turned))  # the map shows the last one
    writer = LayerWriter(outputs, p.OUTPUT, prefix)
    writer.with_input(scenarios.source, scenarios.layer, columns, progress.part(0, 0.5))
    LayerWriter(outputs, p.TABLE).table(
        _numbered(scenarios, comparisons)
        + [
            _column(name, kind, _joined([one.table[name] for one in comparisons]))
            for name, kind in COMPARISON_KINDS.items()
        ],
        progress.part(0.5, 1),
    )
    facts = RunFacts(requirements={pair.id: pair.title for pair in comparisons[-1].pairs})
    return int(counts[BETTER].sum()), int(counts[WORSE].sum()), facts


def _changes(
    scenarios: Scenarios, comparison: Comparison, suffix: str
) -> tuple[list[Column], dict[str, NDArray[np.int64]], list[str]]:
    """Return the columns of one comparison, how many verdicts of each neighbourhood turned how, and that in a word."""
    from ...core.results.comparison import BETTER, OTHER_NORM, SAME, WORSE, count, overall_change

    areas = len(scenarios.ids)
    changes = comparison.changes(scenarios.ids)
    columns: list[Column] = []
    for change in changes:
        name = change.pair.id
        columns += [
            number_column(f"{name}_change{suffix}", change.change),
            number_column(f"{name}_gained{suffix}", change.gained),
            number_column(f"{name}_lost{suffix}", change.lost),
        ]
        if scenarios.are_numbered:
            columns += [text_column(f"{name}_compliance_0", change.before)] if suffix == "_1" else []
            columns.append(text_column(f"{name}_compliance{suffix}", change.after))
        else:
            columns += [text_column(f"{name}_before", change.before), text_column(f"{name}_after", change.after)]
    counts = {word: count(changes, word, areas) for word in (BETTER, WORSE, SAME, OTHER_NORM, UNKNOWN_VERDICT)}
    columns += [whole_column(f"{word}{suffix}", numbers) for word, numbers in counts.items()]
    known = np.isin(np.array(scenarios.ids, object).astype(str), comparison.areas)
    turned = np.where(known, overall_change(changes, areas), UNKNOWN_VERDICT)
    columns.append(text_column(f"turned{suffix}", turned))
    return columns, counts, to_list(turned)


def _numbered(scenarios: Scenarios, comparisons: Sequence[Comparison]) -> list[Column]:
    """Return which scenario a row of the table compares with the base; nothing where there is one."""
    if not scenarios.are_numbered:
        return []
    sizes = [len(one.table) for one in comparisons]
    numbers = np.repeat(np.arange(1, len(comparisons) + 1), sizes)
    names = np.array(scenarios.names, object)
    return [whole_column("scenario", numbers), text_column("scenario_name", names[numbers])]


def _joined(parts: Sequence[pd.Series]) -> pd.Series:
    import pandas as pd

    return parts[0] if len(parts) == 1 else pd.concat(parts, ignore_index=True)


def _column(name: str, kind: ColumnKind, values: pd.Series) -> Column:
    known = values.notna().to_numpy()
    if kind == "whole":
        return whole_column(name, values.fillna(0).to_numpy(np.int64), known)
    return Column(name=name, kind=kind, values=values.to_numpy(object), known=known)
