"""A run of Check basic requirements, read so that other thresholds can be looked at; and saved as a norm set."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from qgis.core import QgsFeatureRequest, QgsFeatureSource, QgsGeometry, QgsProject, QgsVectorLayer

from ...core.arrays import to_list
from ...core.errors import InputError
from ...core.norms.indicators import INDICATORS
from ...core.norms.model import NormSet
from ...core.norms.requirement_rows import CHANGED
from ...core.progress import Progress
from ...core.statuses import NEIGHBOURHOOD
from ..io import parameter_names as p
from ..io.columns import numbered
from ..io.feature_sources import features
from ..io.reading import Layer, read_layer
from ..io.roles import CLASS_ROLE, find_column
from ..io.translation import tr
from ..layers.neighbourhoods import called_derived, is_derived, names_above
from ..norms.store import open_store
from ..outputs.provenance import inputs_of_run
from ..results.dwelling_fields import DwellingFields, columns_of, dwelling_fields, find_fields, requirement_values
from ..results.run_outputs import question_of, read_results, refuse_without_nulls

if TYPE_CHECKING:
    from ...core.results.findings import Findings
    from ...core.results.requirement_question import RequirementQuestion
    from ...core.results.what_if import Asked, Explored, Homes
    from ...core.results.what_if_norms import ExploredNorms

DEFAULT_TARGET = 0.95


@dataclass(frozen=True, kw_only=True)
class ExploredRequirement:
    """A requirement to look at, and how to speak of it.

    Parameters
    ----------
    explored
        What can be read off.
    title
        Its title, or its id.
    unit
        `m` or `min`; empty where no results table tells.
    estimated
        Whether the run's threshold is only guessed from the dwellings.
    agrees
        Whether the dwellings give what the results table says; else the layers may be of different runs.
    """

    explored: Explored
    title: str
    unit: str
    estimated: bool
    agrees: bool = True


@dataclass(frozen=True, kw_only=True)
class Exploration:
    """A run to look at.

    Parameters
    ----------
    requirements
        Those whose threshold can be moved.
    others
        Verdicts of each neighbourhood for the requirements that ask for an amount: no threshold here moves them.
    labels
        What to call each neighbourhood.
    feature_ids
        Of the neighbourhoods' features.
    findings
        What the results table says; None without one.
    strange
        Titles of the requirements whose verdicts the neighbourhoods lack, or have otherwise than the results table.
    is_derived
        Whether the living environments come of rules.
    above
        What districts and municipalities are called, by their codes.
    """

    homes: Homes
    requirements: Sequence[ExploredRequirement]
    others: Sequence[NDArray[np.object_]]
    labels: Sequence[str]
    feature_ids: Sequence[int]
    findings: Findings | None
    strange: Sequence[str]
    is_derived: bool = False
    above: Mapping[str, str] = field(default_factory=dict)

    def called(self, kinds: Sequence[str | None]) -> list[str | None]:
        """Return living environments as they are called where people read them."""
        return called_derived(kinds, tr) if self.is_derived else list(kinds)


def is_dwellings_output(source: QgsFeatureSource) -> bool:
    """Return whether a layer is an output with dwellings, by its fields."""
    found = find_fields(source.fields().names())
    return bool(found.requirements and found.neighbourhood)


def is_neighbourhoods_output(source: QgsFeatureSource) -> bool:
    """Return whether a layer is an output with neighbourhoods, by its fields."""
    names = [name.casefold() for name in source.fields().names()]
    return any(n.endswith("_share") and f"{n.removesuffix('_share')}_compliance" in names for n in names)


def is_results_output(source: QgsFeatureSource) -> bool:
    """Return whether a table is an output with results, by its fields."""
    names = {name.casefold() for name in source.fields().names()}
    return {"level", "requirement", "norm_set", "share_at_90", "compliance"} <= names


def has_only_amounts(results: QgsVectorLayer) -> bool:
    """Return whether a results table is of norms that ask for amounts alone: no dwelling has a value of these."""
    said = results.uniqueValues(results.fields().lookupField("indicator"))
    return bool(said) and not any(one in INDICATORS and INDICATORS[one].has_share for one in said)


def class_column(layer: QgsVectorLayer) -> str:
    """Name the field with the living environment: the one that the run took, else by its name; empty where none is."""
    names, taken = layer.fields().names(), inputs_of_run(layer).get(p.CLASS_FIELD)
    if isinstance(taken, str) and taken in names:
        return taken
    return find_column(CLASS_ROLE, names, {}) or ""


def id_column(layer: QgsVectorLayer) -> str:
    """Name the field by which the run called the neighbourhoods, empty where its metadata and names do not tell."""
    names, taken = layer.fields().names(), inputs_of_run(layer).get(p.NEIGHBOURHOOD_ID)
    if isinstance(taken, str) and taken in names:
        return taken
    return find_column("neighbourhood_code", names, {}) or ""


def read_exploration(
    dwellings: QgsFeatureSource,
    neighbourhoods: QgsFeatureSource,
    results: QgsFeatureSource | None = None,
    class_field: str = "",
    progress: Progress | None = None,
    id_field: str = "",
) -> Exploration:
    """Read the outputs of a run.

    Parameters
    ----------
    results
        Without it thresholds and targets are guessed, and an unknown verdict is judged again whatever its reason.
    class_field
        Field of the neighbourhoods with their living environment; empty where there is none.
    id_field
        Field of the neighbourhoods by which the run called them; where it is empty, or does not hold those of the
        dwellings, the one that has most of them.
    """
    from ...core.results.findings import read_findings
    from ...core.results.what_if import Homes

    progress = progress or Progress()
    found = dwelling_fields(dwellings)
    refuse_without_nulls(neighbourhoods)
    findings = None if results is None else read_findings(read_results(results, progress.part(0, 0.1)))
    areas = read_layer(neighbourhoods, None, neighbourhoods.fields().names(), progress=progress.part(0.1, 0.2))
    if areas.count == 0:
        raise InputError("The layer “{layer}” is empty: choose one with neighbourhoods.", layer=areas.name)
    names = [found.neighbourhood or "", *columns_of(found, found.requirements)]
    homes_layer = read_layer(dwellings, None, names, progress=progress.part(0.2, 0.9))
    home = homes_layer.texts(names[0])
    called = {one for one in home if one is not None}
    if not called and findings is not None:  # no dwelling lies in any
        called = set(findings.areas)
    ids = _ids(areas, called, id_field, lambda some: _differing(areas, found.prefix, findings, some))
    row_of: dict[str | None, int] = {one: row for row, one in enumerate(ids)}
    of_dwelling = np.array([row_of.get(one, areas.count) for one in home], np.int64)
    homes = Homes(of_dwelling, ids, areas.names(class_field) if class_field else [None] * areas.count)
    run = _ExploredLayers(
        fields=found,
        dwellings=homes_layer,
        areas=areas,
        homes=homes,
        findings=findings,
        table=results.sourceName() if results is not None else "",
    )
    requirements = []
    for number, name in enumerate(found.requirements):
        progress.at(0.9 + 0.1 * number / len(found.requirements))
        one = run.requirement(name)
        if one is not None:
            requirements.append(one)
    if not requirements:
        raise InputError(
            "The run could not compute any requirement of the layer “{layer}”: choose the results of another run.",
            layer=homes_layer.name,
        )
    label = find_column("neighbourhood_name", neighbourhoods.fields().names(), {})
    labels = ids
    if label:
        labels = [text or one for text, one in zip(areas.names(label), ids, strict=True)]
    progress.at(1.0)
    others = run.others(r.explored.id for r in requirements)
    if findings is not None:
        findings = replace(findings, member=run.member(findings))
    return Exploration(
        homes=homes,
        requirements=requirements,
        others=others,
        labels=labels,
        feature_ids=to_list(areas.ids),
        findings=findings,
        strange=run.strange(),
        is_derived=is_derived(neighbourhoods, class_field),
        above=names_above(areas),
    )


def read_shapes(source: QgsFeatureSource, feature_ids: Sequence[int]) -> list[QgsGeometry]:
    """Read the geometries of these features, in their order, as they are."""
    request = QgsFeatureRequest().setNoAttributes()
    shapes = {feature.id(): QgsGeometry(feature.geometry()) for feature in features(source, request)}
    return [shapes.get(one, QgsGeometry()) for one in feature_ids]


@dataclass(frozen=True, kw_only=True)
class _ExploredLayers:
    """The layers of a run, as they are read."""

    fields: DwellingFields
    dwellings: Layer
    areas: Layer
    homes: Homes
    findings: Findings | None
    table: str

    def requirement(self, name: str) -> ExploredRequirement | None:
        """Make a requirement ready to look at; None where the run could not compute it."""
        from ...core.results.what_if import Asked, Judged, explore

        own = requirement_values(self.dwellings, self.fields.requirements[name])
        if own.blocker:
            return None
        compliance = self._texts(f"{name}_compliance")
        if self.findings is None:
            guessed = np.full(self.homes.count + 1, own.reached or own.largest)
            nothing = np.full(self.homes.count, None, object)
            asked = Asked(guessed, DEFAULT_TARGET if any(compliance) else None)
            judged = Judged(compliance=compliance, reason=nothing)
            explored = explore(name, self.homes, own.values, judged, asked, own.bound([]))
            return ExploredRequirement(explored=explored, title=name, unit="", estimated=True)
        question = question_of(self.findings, name, self.table)
        rows = self.findings.rows(question).reindex(list(self.homes.ids))
        area, reason = self._judged(self.findings, question)
        judged = Judged(compliance=compliance, reason=reason, total=rows["total"].to_numpy(np.float64), area=area)
        asked = Asked(
            np.array([*rows["threshold"], self.findings.outside(question)["threshold"]], np.float64),
            None if np.isnan(question.target) else question.target,
        )
        bound = own.bound(self.findings.thresholds(question))
        explored = explore(name, self.homes, own.values, judged, asked, bound)
        within, before = float(explored.read(asked).whole.within[0]), float(self.findings.whole(question)["within"])
        return ExploredRequirement(
            explored=explored,
            title=question.title,
            unit=question.unit,
            estimated=False,
            agrees=np.isnan(before) or abs(within - before) <= 1e-6 * max(before, 1.0),
        )

    def others(self, explored: Iterable[str]) -> list[NDArray[np.object_]]:
        """Return the verdicts on what is not explored: amounts, and what could not be computed."""
        names, known = list(self.areas.values), {name.casefold() for name in explored}
        pattern = re.compile(rf"{re.escape(self.fields.prefix)}(.+)_compliance(?:_\d+)?", re.IGNORECASE)
        stems = {match[1].casefold() for name in names if (match := pattern.fullmatch(name))}
        if self.findings is not None:
            stems &= {question.id.casefold() for question in self.findings.questions}
        return [self._texts(f"{stem}_compliance") for stem in sorted(stems - known)]

    def strange(self) -> list[str]:
        """Name the requirements whose verdicts the neighbourhoods lack, or have otherwise than the results table."""
        if self.findings is None:
            return [name for name in self.fields.requirements if self._field(f"{name}_compliance") is None]
        return [
            question.title for question in self.findings.questions if not self._has_verdicts(self.findings, question)
        ]

    def _has_verdicts(self, findings: Findings, question: RequirementQuestion) -> bool:
        field = self._field(f"{question.id}_compliance")
        if field is None or question.level != NEIGHBOURHOOD:  # what an area's verdict means for each is not told
            return field is not None
        own = dict(zip(self.homes.ids, self.areas.texts(field), strict=True))
        verdicts = findings.rows(question)["compliance"].dropna()
        return all(own.get(str(one), verdict) == verdict for one, verdict in verdicts.items())

    def member(self, findings: Findings) -> dict[str, dict[str, str | None]]:
        """Return of each level that is judged by, other than the neighbourhood, the area of each neighbourhood."""
        levels = {question.level for question in findings.questions} - {NEIGHBOURHOOD}
        fields = {level: find_column(level, self.areas.values, {}) for level in levels}
        ids = self.homes.ids
        return {level: dict(zip(ids, self.areas.names(one), strict=True)) for level, one in fields.items() if one}

    def _field(self, column: str) -> str | None:
        return numbered(self.areas.values, f"{self.fields.prefix}{column}")

    def _texts(self, column: str) -> NDArray[np.object_]:
        """Return a computed column of the neighbourhoods; all None where it is not there."""
        field = self._field(column)
        texts = self.areas.texts(field) if field else [None] * self.areas.count
        return np.fromiter(texts, object, self.areas.count)

    def _judged(
        self, findings: Findings, question: RequirementQuestion
    ) -> tuple[NDArray[np.int64] | None, NDArray[np.object_]]:
        """Return the area that each neighbourhood is judged in, None where by itself, and why it is unknown there."""
        names: list[str | None] = list(self.homes.ids)
        area = None
        if question.level != NEIGHBOURHOOD:
            field = find_column(question.level, self.areas.values, {})
            if field is not None:
                names = self.areas.names(field)
                rows = {one: row for row, one in enumerate(dict.fromkeys(names))}
                area = np.array([rows[one] for one in names], np.int64)
        reasons = findings.rows(question, question.level)["reason"].dropna().to_dict()
        return area, np.fromiter((reasons.get(one) for one in names), object, len(names))


def _ids(areas: Layer, wanted: set[str], id_field: str, differing: Callable[[Sequence[str]], int]) -> list[str]:
    """Find the names by which the run calls the neighbourhoods: the field that has most of them.

    Other fields may have the same numbers in another order, so of several the one holds that the run took; else the one
    by which the fewest figures are `differing` from those of the results table.
    """
    numbers = [str(one) for one in to_list(areas.ids)]
    fields = sorted(areas.values, key=lambda one: one != id_field)
    columns: list[Sequence[str | None]] = [*map(areas.texts, fields), numbers]
    met: list[tuple[int, list[str]]] = []
    for texts in columns:
        ids = [text if text is not None else f"#{one}" for text, one in zip(texts, numbers, strict=True)]
        if len(set(ids)) == len(ids):
            met.append((len(wanted.intersection(ids)), ids))
    most = max(number for number, _ in met)
    best = [ids for number, ids in met if number == most] if most else [numbers]
    if wanted and not most:
        raise InputError(
            "No field of the layer “{layer}” holds the neighbourhoods of the dwellings: choose layers of the same run.",
            layer=areas.name,
        )
    if len(best) == 1 or (id_field in areas.values and best[0] == met[0][1]):
        return best[0]
    return min(best, key=differing)


def _differing(areas: Layer, prefix: str, findings: Findings | None, ids: Sequence[str]) -> int:
    """Count the shares of neighbourhoods that the results table, where they are called so, has otherwise."""
    number = 0
    for question in () if findings is None else findings.questions:
        field = numbered(areas.values, f"{prefix}{question.id}_share")
        if findings is not None and field is not None:
            told = findings.rows(question).reindex(list(ids))["share"].to_numpy(np.float64)
            number += int((~np.isclose(areas.numbers(field), told, rtol=0, atol=1e-9, equal_nan=True)).sum())
    return number


def norms_to_save(
    exploration: Exploration, asked: Mapping[str, Asked], set_id: str, title: str, project: QgsProject
) -> ExploredNorms:
    """Make a norm set of what is asked (see `core.explored_norms`).

    Parameters
    ----------
    asked
        By requirement.
    set_id, title
        Of the new set.
    """
    from ...core.results import what_if_norms as norms

    found = exploration.findings
    if found is None:
        raise InputError("A norm set needs the results table of the run: choose it among the layers.")
    run = {one.explored.id.casefold(): one.explored.asked for one in exploration.requirements}
    asked = {name.casefold(): one for name, one in asked.items()}
    moved = {name: one for name, one in asked.items() if not one.same_as(run[name])}
    source = _norms_of_run(found.norms.id, found.norms.version, project)
    return norms.explored_norms(found, exploration.homes, moved, source, set_id, title)


def _norms_of_run(set_id: str, version: str, project: QgsProject) -> NormSet | None:
    """Return the norm set that the run took, without the rows laid over it; None where this version is not found."""
    try:
        found = open_store(project).find(set_id)
    except InputError:
        return None
    return found if found.version in (version, version.removesuffix(CHANGED)) else None
