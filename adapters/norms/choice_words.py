"""The words for what a norm set may choose between, where the log and the editor say the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..io.translation import tr


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


def named_states(tr: Callable[[str], str] = tr) -> Mapping[str, str]:
    """Return the words for whether a set is in force, as `named_modes` does."""
    return {"draft": tr("draft"), "adopted": tr("adopted"), "superseded": tr("superseded")}
