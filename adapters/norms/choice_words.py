"""The words for what a norm set may choose between, where the log and the editor say the same."""

from __future__ import annotations

from collections.abc import Mapping

from ..io.translation import tr


def named_modes() -> Mapping[str, str]:
    """Return the words for the built-in ways to move; one of a set's own is called by its name."""
    return {
        "walk": tr("on foot"),
        "walk_65": tr("on foot, over 65"),
        "rollator": tr("with a rollator"),
        "cycle": tr("by bicycle"),
    }


def named_states() -> Mapping[str, str]:
    """Return the words for whether a set is in force."""
    return {"draft": tr("draft"), "adopted": tr("adopted"), "superseded": tr("superseded")}
