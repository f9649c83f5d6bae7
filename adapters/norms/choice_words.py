"""The words for what a norm set may choose between, where the log and the editor say the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from ...core.norms.model import Requirement
from ..io.translation import tr, user_locale


def named_modes(tr: Callable[[str], str] = tr) -> Mapping[str, str]:
    """Return the words for the built-in ways to move; one of a set's own is called by its name.

    Parameters
    ----------
    tr
        Translates into the language that is wanted; into that of QGIS where none is given.
    """
    return {
        "walk": tr("on foot"),
        "walk_65": tr("on foot, over 65"),
        "rollator": tr("with a rollator"),
        "cycle": tr("by bicycle"),
    }


def named_parts(tr: Callable[[str], str] = tr) -> Mapping[str, str]:
    """Return the words for what a norm asks by the columns of the results table, as `named_modes` does."""
    return {
        "facility": tr("facility"),
        "indicator": tr("kind of norm"),
        "threshold": tr("threshold"),
        "unit": tr("unit"),
        "minimum": tr("number"),
        "per": tr("per so many"),
        "metric": tr("how distance is measured"),
        "mode": tr("way to move"),
        "weight": tr("what is counted"),
        "conditions": tr("conditions"),
        "target": tr("target"),
        "min_demand": tr("least demand"),
        "level": tr("area in which it is judged"),
    }


def named_requirements(requirements: Iterable[Requirement]) -> list[str]:
    """Return what requirements are called, in quotes."""
    return [f"“{one.label(user_locale())}”" for one in requirements]


def named_states(tr: Callable[[str], str] = tr) -> Mapping[str, str]:
    """Return the words for whether a set is in force, as `named_modes` does."""
    return {"draft": tr("draft"), "adopted": tr("adopted"), "superseded": tr("superseded")}
