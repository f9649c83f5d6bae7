"""What was given to an algorithm under a name that it does not know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from qgis.core import QgsProcessingAlgorithm, QgsProcessingFeedback

from ...core.preparing.dwelling_sources import column_key
from .translation import tr

_ALIKE = 0.6  # as difflib measures it; 1 is the same


def warn_of_unknown_names(
    algorithm: QgsProcessingAlgorithm, parameters: Mapping[str, object], feedback: QgsProcessingFeedback
) -> None:
    """Warn of inputs that are no parameters of an algorithm, which QGIS passes over in silence."""
    known = [definition.name() for definition in algorithm.parameterDefinitions()]
    for name in sorted(set(parameters) - set(known)):
        near = nearest_name(name, known)
        text = tr("{name} is not a parameter of {algorithm}, so it changes nothing.").format(
            name=name, algorithm=algorithm.displayName()
        )
        feedback.pushWarning(f"{text} {tr('Did you mean {name}?').format(name=near)}" if near else text)


def nearest_name(name: str, known: Iterable[str]) -> str | None:
    """Return the one of some names that a name was probably meant to be, None where none is like it."""
    by_key = {column_key(one): one for one in known}
    found = get_close_matches(column_key(name), by_key, 1, _ALIKE)
    return by_key[found[0]] if found else None
