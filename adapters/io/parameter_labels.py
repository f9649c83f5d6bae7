"""Messages that name a parameter: by its label, which a dialog shows, and by its name, which scripts give."""

from __future__ import annotations

import re
from collections.abc import Callable

from qgis.core import QgsProcessingAlgorithm

_SHORTEST = 3
"""Of names: shorter ones stand in texts for other things."""
_UNIT = re.compile(r"\s*[\[(][^\])]*[\])]\s*$")


def with_labels(sentence: str, algorithm: QgsProcessingAlgorithm) -> str:
    """Return a sentence with the label before the name of each parameter: `Maximum snapping distance (MAX_SNAP)`.

    What stands in quotes or brackets or in a path is left as it is.
    """
    return label_writer(algorithm)(sentence)


def first_named(sentence: str, algorithm: QgsProcessingAlgorithm) -> str:
    """Return the name of the parameter that a sentence of an algorithm speaks of first; empty where it names none."""
    names = "|".join(re.escape(one.name()) for one in algorithm.parameterDefinitions())
    found = re.search(rf"(?<![\w-])({names or '(?!)'})(?![\w-])", sentence)
    return "" if found is None else found[1]


def without_labels(text: str, algorithm: QgsProcessingAlgorithm) -> str:
    """Return a text as it was before `with_labels`: by their names alone messages are known."""
    for name, label in _labels(algorithm).items():
        text = text.replace(f"{label} ({name})", name)
    return text


def label_writer(algorithm: QgsProcessingAlgorithm) -> Callable[[str], str]:
    """Return what does the same as `with_labels` for many texts."""
    labels = _labels(algorithm)
    names = "|".join(re.escape(name) for name in sorted(labels, key=len, reverse=True) if len(name) >= _SHORTEST)
    # A short name stands for an input only as the subject of a sentence: K must be a number.
    short = "|".join(re.escape(name) for name in labels if len(name) < _SHORTEST)
    found = re.compile(
        rf"""(?<![\w("'“‘/\\.-])({names or "(?!)"})(?![\w)"'”’/\\-]|\.\w)|\A({short or "(?!)"})(?= [a-z])"""
    )
    return lambda text: found.sub(lambda match: f"{labels[match[0]]} ({match[0]})", text)


def _labels(algorithm: QgsProcessingAlgorithm) -> dict[str, str]:
    """Return the label of each parameter that has one, without its unit, by its name; outputs of models have words."""
    labels = {one.name(): _UNIT.sub("", one.description()) for one in algorithm.parameterDefinitions()}
    return {name: label for name, label in labels.items() if label and name.isupper()}
