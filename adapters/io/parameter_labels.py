"""Messages that name a parameter: by its label, which a dialog shows, and by its name, which scripts give."""

from __future__ import annotations

import re

from qgis.core import QgsProcessingAlgorithm

_SHORTEST = 3
"""Of names: shorter ones stand in texts for other things."""
_UNIT = re.compile(r"\s*[\[(][^\])]*[\])]\s*$")


def with_labels(sentence: str, algorithm: QgsProcessingAlgorithm) -> str:
    """Return a sentence with the label before the name of each parameter: `Maximum snapping distance (MAX_SNAP)`.

    What stands in quotes or brackets or in a path is left as it is.
    """
    labels = {
        definition.name(): _UNIT.sub("", definition.description())
        for definition in algorithm.parameterDefinitions()
        if len(definition.name()) >= _SHORTEST
    }
    names = "|".join(map(re.escape, sorted(labels, key=len, reverse=True)))
    if not names:
        return sentence
    found = re.compile(rf"""(?<![\w("'“‘/\\.-])({names})(?![\w)"'”’/\\-]|\.\w)""")
    return found.sub(lambda match: f"{labels[match[1]]} ({match[1]})" if labels[match[1]] else match[1], sentence)
