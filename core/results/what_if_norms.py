"""What is asked in the explorer as a norm set, with all else that its run asked."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ..arrays import inside, with_outside
from ..comparing import type_key
from ..errors import InputError
from ..json_located import read_json
from ..norms.file import load
from ..norms.model import BUILT_IN_MODES, CONDITIONED, Mode, NormSet, Requirement, Text
from ..notes import Note
from ..statuses import NEIGHBOURHOOD
from .findings import Findings
from .requirement_question import RequirementQuestion
from .what_if import Asked, Homes

_NOTE = Text("Explored with Buurtmaat: example value.", "Verkend met Buurtmaat: voorbeeldwaarde.")


@dataclass(frozen=True)
class ExploredNorms:
    """A norm set, and the titles of the requirements whose conditions are not known."""

    norm_set: NormSet
    unsure: Sequence[str]


def explored_norms(
    found: Findings,
    homes: Homes,
    moved: Mapping[str, Asked],
    source: NormSet | None,
    set_id: str,
    title: str,
) -> ExploredNorms:
    """Make a norm set of what is asked: a draft, and what was moved in it an example; all else keeps its basis.

    Parameters
    ----------
    found
        The results of the run: what each requirement asked.
    moved
        What is asked now where it is not what the run asked, by requirement.
    source
        The norm set of the run, where it can still be found. It has titles and notes in both languages, ways to move of
        its own, and what tables of earlier versions do not tell.
    set_id, title
        Of the new set.

    Raises
    ------
    InputError
        Where the table holds what no norm set may.
    """
    known = {} if source is None else {r.id: r for r in source.requirements}
    modes = {mode.name: mode for mode in (*BUILT_IN_MODES, *(source.modes if source is not None else ()))}
    whole = source is not None and source.version == found.norms.version  # no rows of a run lie over it
    requirements, unsure = [], []
    for question in found.questions:
        name = question.id
        old = known.get(name)
        if old is None or found.has_conditions or not whole:
            one = _read(question, found, homes, modes)
            modes |= {mode.name: mode for mode in one.modes}
            requirement = _in_both_languages(one.requirements[0], old)
            if not found.has_conditions:
                unsure.append(question.title)
        else:
            requirement = old
        if name in moved:
            requirement = _moved(requirement, moved[name], homes)
        requirements.append(requirement)
    norm_set = NormSet(
        id=set_id,
        title=Text(title, title),
        version="1",
        modes=tuple(mode for mode in modes.values() if mode not in BUILT_IN_MODES),
        requirements=tuple(requirements),
    )
    return ExploredNorms(norm_set, unsure)


def _read(question: RequirementQuestion, found: Findings, homes: Homes, known: Mapping[str, Mode]) -> NormSet:
    """Read one requirement and its mode out of the results, as out of a norm file; what they do not say is `known`."""
    rows = found.rows(question)["threshold"].reindex(list(homes.ids))
    asked = Asked(with_outside(rows.to_numpy(np.float64), found.outside(question)["threshold"]), None)
    conditions = _conditions(question)
    if not found.has_conditions:
        conditions |= {"thresholds_by_class": _by_class(asked, homes)}
        conditions |= {"level": question.level} if question.level != NEIGHBOURHOOD else {}
    way = {key: conditions.pop(key) for key in ("kmh", "network", "exclude") if key in conditions}
    requirement = {
        "id": question.id,
        "title": question.title if question.title != question.id else "",
        "facility": question.facility,
        "indicator": question.indicator,
        "threshold": float(asked.thresholds[-1]),
        "unit": question.unit,
        "minimum": question.minimum,
        "per": question.per,
        "metric": question.metric or "network",
        "mode": question.mode or "walk",
        "weight": question.weight or "dwellings",
        "target": question.target,
        "source": question.source,
        "url": question.url,
        "year": question.source_year,
        "note": question.note,
        "page": question.page,
        "quotation": question.quotation,
        "looked_up": question.looked_up,
        "basis": question.basis or "illustrative",
        "size": question.size,
        "serves": _serves(question),
        "min_demand": question.min_demand,
        **conditions,
    }
    requirement = {key: value for key, value in requirement.items() if value == value}  # NaN: it says nothing
    mode, modes = known.get(question.mode), {}
    if mode is not None:
        left_out = {} if found.has_conditions else dict(mode.exclude)
        modes[mode.name] = {"kmh": mode.kmh, "network": mode.network, "exclude": left_out, **way}
    elif "network" in way:
        modes[question.mode] = way
    content = {"id": "run", "title": "", "version": "1", "modes": modes, "requirements": [requirement]}
    return load(json.dumps(content), Note("The results table"))


def _serves(question: RequirementQuestion) -> dict[str, float]:
    """Return how many one facility serves, as in a norm file."""
    both = {"from": question.serves_from, "to": question.serves_to}
    return {name: value for name, value in both.items() if value == value}


def _conditions(question: RequirementQuestion) -> dict[str, Any]:
    """Return what else a requirement asks, with keys of a norm file, and `kmh`, `network`, `exclude` of its mode."""
    if not question.conditions:
        return {}
    broken = InputError(
        "The conditions of “{requirement}” in the results table cannot be read: choose the table that the run wrote.",
        requirement=question.title,
    )
    if read_json(question.conditions)[1]:
        raise broken
    try:
        found: dict[str, Any] = dict(json.loads(question.conditions).items())
        for name in CONDITIONED:
            if name in found:
                found[name] = [{"field": field, "op": op, "value": value} for field, op, value in found[name]]
        if "exclude" in found:
            found["exclude"] = dict(found["exclude"])
    except (ValueError, TypeError, AttributeError) as error:
        raise broken from error
    return found


def _by_class(asked: Asked, homes: Homes) -> dict[str, float]:
    """Return the threshold of each living environment that has one; none where one holds for all."""
    if asked.single is not None:
        return {}
    first = {name: float(inside(asked.thresholds)[homes.of_class(name)][0]) for name in homes.class_names}
    return {name: threshold for name, threshold in first.items() if threshold == threshold}


def _moved(requirement: Requirement, asked: Asked, homes: Homes) -> Requirement:
    """Ask another threshold and target; what is asked of living environments that do not occur stays."""
    classes: dict[str, tuple[str, float]] = {}
    if asked.single is None:
        both = (*requirement.thresholds_by_class, *_by_class(asked, homes).items())
        classes = {type_key(name): (name, threshold) for name, threshold in both}
    elsewhere = float(asked.thresholds[-1])
    return replace(
        requirement,
        threshold=None if np.isnan(elsewhere) else elsewhere,
        thresholds_by_class=tuple(classes.values()),
        target=asked.target,
        target_path=requirement.target_path if asked.target == requirement.target else (),  # nobody said where it goes
        source="",
        url="",
        year=None,
        page="",
        quotation="",
        looked_up="",
        basis="illustrative",
        note=_NOTE,
    )


def _in_both_languages(requirement: Requirement, known: Requirement | None) -> Requirement:
    """Take the title and the note from the norm set where they are the ones that the table has in one language."""
    if known is None:
        return requirement
    same = {
        name: text
        for name in ("title", "note")
        if str(getattr(requirement, name)) in ((text := getattr(known, name)).en, text.nl)
    }
    return replace(requirement, **same)
