"""A run of Check basic requirements, read so that other thresholds can be looked at; and saved as a norm set."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from qgis.core import QgsFeatureSource, QgsProject

from ..core.errors import InputError
from ..core.norms import NormSet, Requirement, Text
from ..core.progress import Progress
from ..core.statuses import NEIGHBOURHOOD
from .norm_store import open_store
from .reading import Layer, read_layer
from .roles import CLASS_ROLE, find_column
from .run_outputs import (
    DwellingFields,
    columns_of,
    dwelling_fields,
    find_fields,
    numbered,
    question_of,
    read_results,
    requirement_values,
)

if TYPE_CHECKING:
    from ..core.exploration import Asked, Explored, Homes
    from ..core.findings import Findings, Question

DEFAULT_TARGET = 0.95
_NOTE = Text("Explored with Buurtmaat: example value.", "Verkend met Buurtmaat: voorbeeldwaarde.")


@dataclass(frozen=True)
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


@dataclass(frozen=True)
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
    """

    homes: Homes
    requirements: Sequence[ExploredRequirement]
    others: Sequence[NDArray[np.object_]]
    labels: Sequence[str]
    feature_ids: Sequence[int]
    findings: Findings | None


def is_dwellings_output(source: QgsFeatureSource) -> bool:
    """Tell whether a layer is an output with dwellings, by its fields."""
    found = find_fields(source.fields().names())
    return bool(found.requirements and found.neighbourhood)


def is_neighbourhoods_output(source: QgsFeatureSource) -> bool:
    """Tell whether a layer is an output with neighbourhoods, by its fields."""
    names = [name.casefold() for name in source.fields().names()]
    return any(n.endswith("_share") and f"{n.removesuffix('_share')}_compliance" in names for n in names)


def is_results_output(source: QgsFeatureSource) -> bool:
    """Tell whether a table is an output with results, by its fields."""
    names = {name.casefold() for name in source.fields().names()}
    return {"level", "requirement", "norm_set", "share_at_90", "compliance"} <= names


def class_column(source: QgsFeatureSource) -> str:
    """Name the field with the living environment, empty where there is none."""
    return find_column(CLASS_ROLE, source.fields().names(), {}) or ""


def read_exploration(
    dwellings: QgsFeatureSource,
    neighbourhoods: QgsFeatureSource,
    results: QgsFeatureSource | None = None,
    class_field: str = "",
    progress: Progress | None = None,
) -> Exploration:
    """Read the outputs of a run.

    Parameters
    ----------
    results
        Without it thresholds and targets are guessed, and an unknown verdict is judged again whatever its reason.
    class_field
        Field of the neighbourhoods with their living environment; empty where there is none.
    """
    from ..core.exploration import Homes
    from ..core.findings import read_findings

    progress = progress or Progress()
    found = dwelling_fields(dwellings)
    said = None if results is None else read_findings(read_results(results, progress.part(0, 0.1)))
    areas = read_layer(neighbourhoods, None, neighbourhoods.fields().names(), progress=progress.part(0.1, 0.2))
    if areas.count == 0:
        raise InputError('The layer "{layer}" is empty: choose one with neighbourhoods.', layer=areas.name)
    names = [found.neighbourhood or "", *columns_of(found, found.requirements)]
    homes_layer = read_layer(dwellings, None, names, progress=progress.part(0.2, 0.9))
    home = homes_layer.texts(names[0])
    ids = _ids(areas, set(home) - {None})
    row_of = {one: row for row, one in enumerate(ids)}
    of_dwelling = np.array([row_of.get(one, areas.count) for one in home], np.int64)
    homes = Homes(of_dwelling, ids, areas.names(class_field) if class_field else [None] * areas.count)
    run = _Run(found, homes_layer, areas, homes, said, results.sourceName() if results is not None else "")
    requirements = []
    for number, name in enumerate(found.requirements):
        progress.at(0.9 + 0.1 * number / len(found.requirements))
        one = run.requirement(name)
        if one is not None:
            requirements.append(one)
    if not requirements:
        raise InputError(
            'The run could not compute any requirement of the layer "{layer}": there is nothing to look at.',
            layer=homes_layer.name,
        )
    label = find_column("neighbourhood_name", neighbourhoods.fields().names(), {})
    labels = ids
    if label:
        labels = [text or one for text, one in zip(areas.names(label), ids, strict=True)]
    progress.at(1.0)
    return Exploration(
        homes, requirements, run.others(r.explored.id for r in requirements), labels, areas.ids.tolist(), said
    )


@dataclass(frozen=True)
class _Run:
    """The layers of a run, as they are read."""

    fields: DwellingFields
    dwellings: Layer
    areas: Layer
    homes: Homes
    said: Findings | None
    table: str

    def requirement(self, name: str) -> ExploredRequirement | None:
        """Make a requirement ready to look at; None where the run could not compute it."""
        from ..core.exploration import Asked, Judged, explore

        own = requirement_values(self.dwellings, self.fields.requirements[name])
        if own.hindrance:
            return None
        compliance = self._texts(f"{name}_compliance")
        if self.said is None:
            guessed = np.full(self.homes.count + 1, own.reached or own.largest)
            nothing = np.full(self.homes.count, None, object)
            asked = Asked(guessed, DEFAULT_TARGET if any(compliance) else None)
            judged = Judged(compliance=compliance, reason=nothing)
            explored = explore(name, self.homes, own.values, judged, asked, own.bound([]))
            return ExploredRequirement(explored, name, "", estimated=True)
        question = question_of(self.said, name, self.table)
        rows = self.said.rows(question).reindex(self.homes.ids)
        area, reason = self._judged(self.said, question)
        judged = Judged(compliance=compliance, reason=reason, total=rows["total"].to_numpy(np.float64), area=area)
        asked = Asked(
            np.array([*rows["threshold"], self.said.outside(question)["threshold"]], np.float64),
            None if np.isnan(question.target) else question.target,
        )
        bound = own.bound(self.said.thresholds(question))
        explored = explore(name, self.homes, own.values, judged, asked, bound)
        within, said = float(explored.read(asked).whole.within[0]), float(self.said.whole(question)["within"])
        return ExploredRequirement(
            explored,
            question.title,
            question.unit,
            estimated=False,
            agrees=np.isnan(said) or abs(within - said) <= 1e-6 * max(said, 1.0),
        )

    def others(self, explored: Iterable[str]) -> list[NDArray[np.object_]]:
        """Give the verdicts on what is not explored: amounts, and what could not be computed."""
        names, known = list(self.areas.values), {name.casefold() for name in explored}
        pattern = re.compile(rf"{re.escape(self.fields.prefix)}(.+)_compliance(?:_\d+)?", re.IGNORECASE)
        stems = {match[1].casefold() for name in names if (match := pattern.fullmatch(name))}
        if self.said is not None:
            stems &= {question.id.casefold() for question in self.said.questions}
        return [self._texts(f"{stem}_compliance") for stem in sorted(stems - known)]

    def _texts(self, column: str) -> NDArray[np.object_]:
        """Give a computed column of the neighbourhoods; all None where it is not there."""
        field = numbered(self.areas.values, f"{self.fields.prefix}{column}")
        texts = self.areas.texts(field) if field else [None] * self.areas.count
        return np.fromiter(texts, object, self.areas.count)

    def _judged(self, said: Findings, question: Question) -> tuple[NDArray[np.int64] | None, NDArray[np.object_]]:
        """Give the area that each neighbourhood is judged in, None where by itself, and why it is unknown there."""
        names: list[str | None] = list(self.homes.ids)
        area = None
        if question.level != NEIGHBOURHOOD:
            field = find_column(question.level, self.areas.values, {})
            if field is not None:
                names = self.areas.names(field)
                rows = {one: row for row, one in enumerate(dict.fromkeys(names))}
                area = np.array([rows[one] for one in names], np.int64)
        reasons = said.rows(question, question.level)["reason"].dropna().to_dict()
        return area, np.fromiter((reasons.get(one) for one in names), object, len(names))


def _ids(areas: Layer, wanted: set[str]) -> list[str]:
    """Find the names by which the dwellings call the neighbourhoods: the field that has most of them."""
    best, most = [str(one) for one in areas.ids.tolist()], 0
    for texts in [*map(areas.texts, areas.values), best]:
        ids = [text if text is not None else f"#{one}" for text, one in zip(texts, areas.ids.tolist(), strict=True)]
        met = len(wanted.intersection(ids))
        if met > most and len(set(ids)) == len(ids):
            best, most = ids, met
    if wanted and not most:
        raise InputError(
            'No field of the layer "{layer}" holds the neighbourhoods of the dwellings: choose layers of the same run.',
            layer=areas.name,
        )
    return best


def explored_norms(
    exploration: Exploration, asked: Mapping[str, Asked], set_id: str, title: str, project: QgsProject
) -> NormSet:
    """Make a norm set of what is asked: a draft, and everything in it an example.

    Parameters
    ----------
    asked
        By requirement.
    set_id, title
        Of the new set.

    Notes
    -----
    What the results table does not tell (conditions, kinds of ground) comes from the norm set of the run, where that
    can still be found in the same version.
    """
    found = exploration.findings
    if found is None:
        raise InputError("A norm set needs the results table of the run: choose it among the layers.")
    source = _norms_of_run(found.norms.id, found.norms.version, project)
    known = {r.id: r for r in source.requirements} if source is not None else {}
    run = {one.explored.id: one.explored.asked for one in exploration.requirements}
    requirements = []
    for question in found.questions:
        name = question.id
        requirement = known.get(name) or _of_question(question, found.thresholds(question))
        now, before = asked.get(name), run.get(name)
        moved = now is not None and before is not None and not now.same_as(before)
        if now is not None and (moved or name not in known):
            requirement = _with(requirement, now.thresholds, now.target, exploration.homes)
        elif name not in known:
            rows = found.rows(question)["threshold"].reindex(exploration.homes.ids)
            thresholds = np.array([*rows, found.outside(question)["threshold"]], np.float64)
            requirement = _with(requirement, thresholds, requirement.target, exploration.homes)
        if moved:
            requirement = replace(requirement, source="", url="", year=None, note=_NOTE)
        requirements.append(replace(requirement, basis="illustrative"))
    return NormSet(
        id=set_id,
        title=Text(title, title),
        version="1",
        modes=source.modes if source is not None else (),
        requirements=tuple(requirements),
    )


def _norms_of_run(set_id: str, version: str, project: QgsProject) -> NormSet | None:
    """Give the norm set of the run, None where it is not to be found in this version."""
    try:
        found = open_store(project).find(set_id)
    except InputError:
        return None
    return found if found.version == version else None


def _with(requirement: Requirement, thresholds: NDArray[np.float64], target: float | None, homes: Homes) -> Requirement:
    """Put what is asked in the place of a requirement's threshold and target."""
    named = np.unique(thresholds[~np.isnan(thresholds)]).tolist()
    moved: dict[str, object] = {"threshold": named[0] if named else None, "thresholds_by_class": (), "target": target}
    if len(named) > 1:
        classes: dict[str, float] = {}
        for name, threshold in zip(homes.classes, thresholds[:-1].tolist(), strict=True):
            if name is not None and threshold == threshold:
                classes.setdefault(name, threshold)
        outside = float(thresholds[-1])
        moved |= {"threshold": outside if outside == outside else None, "thresholds_by_class": tuple(classes.items())}
    return replace(requirement, **moved)


def _of_question(question: Question, thresholds: Sequence[float]) -> Requirement:
    """Make a requirement of what the results table tells of it."""

    def known(value: float) -> float | None:
        return None if np.isnan(value) else value

    minimum, year = known(question.minimum), known(question.source_year)
    return Requirement(
        id=question.id,
        title=Text(question.title, question.title) if question.title != question.id else Text(),
        facility=tuple(one.strip() for one in question.facility.split("|")),
        indicator=question.indicator,
        threshold=thresholds[0] if thresholds else None,
        unit=question.unit,
        minimum=None if minimum is None else int(minimum),
        per=known(question.per),
        metric=question.metric or "network",
        mode=question.mode or "walk",
        weight=question.weight or "dwellings",
        target=known(question.target),
        source=question.source,
        url=question.url,
        year=None if year is None else int(year),
        basis="illustrative",
    )
