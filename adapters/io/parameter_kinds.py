"""What an input takes, where QGIS has one kind of parameter for several."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence

from qgis.core import NULL, QgsProcessingParameterDefinition

from . import parameter_names as p

DECIMALS = "shown_decimals"
"""Of the metadata of a number: how many its box in our dialogs shows. Those that QGIS knows cut what a model or a batch
was given."""

_SEVERAL_FILES = frozenset([p.RECIPES])
"""Texts, though QGIS has a parameter for several files: its windows open each as a layer, and lose it."""


def takes_several_files(definition: QgsProcessingParameterDefinition) -> bool:
    """Return whether an input takes several files that are no layers."""
    return definition.name() in _SEVERAL_FILES


def takes_several_layers(definition: QgsProcessingParameterDefinition) -> bool:
    """Return whether an input takes several layers."""
    return bool(definition.type() == "multilayer")


def in_either_case(file_filter: str) -> str:
    """Return a filter of files with its endings in large letters too: QGIS would refuse a picture ending in .JPG.

    Examples
    --------
    >>> in_either_case("Pictures (*.png *.svg)")
    'Pictures (*.png *.svg *.PNG *.SVG)'
    """
    endings = re.findall(r"\*\.\w+", file_filter)
    return file_filter.replace(")", "".join(f" {one.upper()}" for one in endings) + ")")


def files_in(value: object) -> list[str]:
    """Return the files that were given for an input that takes several: a list, or a text with semicolons.

    A semicolon is also part of the name of a file that is there, where what stands before it is none.
    """
    if value is None or value == NULL:
        return []
    given = value if isinstance(value, list | tuple) else _parted(str(value).split(";"))
    return [name for one in given if (name := str(one).strip())]


def _parted(parts: Sequence[str]) -> Iterator[str]:
    """Yield the names of files that were parted at each semicolon."""
    first = 0
    while first < len(parts):
        ends = range(first + 1, len(parts) + 1)
        whole = (end for end in ends if os.path.isfile(";".join(parts[first:end]).strip()))
        end = next(whole, first + 1)
        yield ";".join(parts[first:end])
        first = end
