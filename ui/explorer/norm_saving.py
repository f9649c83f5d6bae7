"""What is asked in the explorer, saved as a norm set."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from qgis.core import QgsProject

from ...adapters.explore.what_if import norms_to_save
from ...adapters.io.translation import tr
from ...adapters.norms.store import write_text
from ...core.norms.checks import check_set
from ...core.norms.file import dump, load
from ...core.norms.model import SHIPPED_IDS
from .state import Exploring


def save_asked(session: Exploring, path: str) -> str:
    """Save what is asked as a norm set in a file, and return where it is and what it may lack.

    Raises
    ------
    InputError
        Where it cannot be a norm set, or cannot be written.
    """
    target = Path(path if path.lower().endswith(".json") else f"{path}.json")
    made = norms_to_save(session.exploration, session.asked, _id_of(target.stem), target.stem, QgsProject.instance())
    check_set(made.norm_set)
    text = dump(made.norm_set)
    load(text)
    write_text(target, text)
    return _saved(target, made.unsure)


def _saved(path: Path, unsure: Sequence[str]) -> str:
    """Describe where the norm set is, how to use it, and what it may lack."""
    text = tr(
        "Saved as a draft with examples: {path}. Choose this file as norm file in a run, or import it in “Norm sets…” "
        "to find it among the norm sets."
    ).format(path=path)
    if not unsure:
        return text
    lost = tr(
        "The results table is of an earlier version, which does not tell conditions: if there were any, they are lost "
        "from {requirements}."
    )
    return f"{text} {lost.format(requirements=', '.join(f'“{title}”' for title in unsure))}"


def _id_of(name: str) -> str:
    """Make a norm set's id of a file's name."""
    found = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40].strip("-") or "explored"
    return f"own-{found}" if found in SHIPPED_IDS else found
