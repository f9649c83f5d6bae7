"""What an output must not be written over: inputs, layers with edits, and what other runs are writing."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProject,
    QgsVectorLayer,
    QgsVirtualLayerDefinition,
)
from qgis.PyQt.QtCore import QUrl

from ...core.errors import InputError
from ..io.feature_sources import input_layers
from ..io.parameter_kinds import files_in, takes_several_files
from ..io.providers import open_to_read
from .destinations import Key, file_of, key_of_file, key_of_layer, overlap
from .places_read import places_read


class Claims:
    """The places that the runs of one QGIS are writing to."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._taken: list[Key] = []

    def take(self, key: Key) -> bool:
        """Claim a place; return whether no other run has it."""
        with self._lock:
            if any(overlap(key, other) for other in self._taken):
                return False
            self._taken.append(key)
            return True

    def free(self, keys: Iterable[Key]) -> None:
        """Let other runs have these places."""
        with self._lock:
            for key in keys:
                self._taken.remove(key)


@dataclass(frozen=True)
class TakenPlaces:
    """What outputs must not be written over.

    Parameters
    ----------
    inputs
        What the run reads, as `places_of_inputs` tells.
    in_edit
        The layers of the project with edits that are not saved, as `places_in_edit` tells.
    claims
        The places that other runs of this QGIS are writing to.
    """

    inputs: Sequence[tuple[str, Key]] = ()
    in_edit: Sequence[tuple[str, Key]] = ()
    claims: Claims = field(default_factory=Claims)

    def check(self, outputs: Mapping[str, Key], claim: Callable[[Key], bool]) -> None:
        """Stop where an output would be written over another one, an input, edits, or what another run writes.

        Parameters
        ----------
        outputs
            The place of each by its name.
        claim
            Claims a place for the run; returns whether no other run has it.
        """
        taken = list(self.inputs)
        for name, key in outputs.items():
            other = next((n for n, k in taken if overlap(key, k)), None)
            if other is not None:
                raise InputError(
                    "The output {output} would be written over {other}: choose another place for it.",
                    output=name,
                    other=other,
                )
            taken.append((name, key))
            edited = next((n for n, k in self.in_edit if overlap(key, k)), None)
            if edited is not None:
                raise InputError(
                    "The output {output} would replace the layer “{layer}”, which has edits that are not saved: save "
                    "or discard them first.",
                    output=name,
                    layer=edited,
                )
            if not claim(key):
                raise InputError(
                    "Another run is writing to the place of {output}: wait until it has ended, or choose another "
                    "place.",
                    output=name,
                )


def places_of_inputs(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, object], context: QgsProcessingContext
) -> list[tuple[str, Key]]:
    """Return the name and the place of every layer and file that a run reads; to be asked in the main thread."""
    files = [d.name() for d in algorithm.parameterDefinitions() if d.type() == "file"]
    paths = [(name, algorithm.parameterAsFile(parameters, name, context)) for name in files]
    several = [d.name() for d in algorithm.parameterDefinitions() if takes_several_files(d)]
    paths += [(name, path) for name in several for path in files_in(parameters.get(name))]
    layers = [
        (name, key)
        for name, layer in input_layers(algorithm, parameters, context)
        for read in layers_read_by(layer, context)
        for key in places_read(read)
    ]
    return [*layers, *((name, key_of_file(Path(path), "")) for name, path in paths if path)]


def folders_of(layers: Iterable[QgsVectorLayer]) -> set[Path]:
    """Return the folders on this machine that these layers lie in."""
    files = [path.resolve().parent for layer in layers if (path := file_of(layer)[0]) is not None]
    return {folder for folder in files if os.path.isdir(folder)}


def places_in_edit(project: QgsProject | None) -> list[tuple[str, Key]]:
    """Return the name and the place of every layer with edits that are not saved; to be asked in the main thread."""
    layers = [] if project is None else project.mapLayers().values()
    return [(n.name(), key_of_layer(n)) for n in layers if isinstance(n, QgsVectorLayer) and n.isModified()]


def shown_from(places: Iterable[Key], project: QgsProject | None) -> list[QgsVectorLayer]:
    """Return the layers of a project that show what stands in one of these places."""
    layers = [] if project is None else project.mapLayers().values()
    shown = [(n, key_of_layer(n)) for n in layers if isinstance(n, QgsVectorLayer) and n.isValid()]
    return [layer for layer, key in shown if any(overlap(key, place) for place in places)]


def layers_read_by(layer: QgsVectorLayer, context: QgsProcessingContext) -> Iterator[QgsVectorLayer]:
    """Yield a layer and those that it reads in turn: the sources of a virtual layer, and layers joined to it."""
    project, seen, left = context.project() or QgsProject.instance(), set[str](), [layer]
    while left:
        found = left.pop()
        if found.id() in seen or not found.isValid():
            continue
        seen.add(found.id())
        yield found
        left += [join.joinLayer() for join in found.vectorJoins() if join.joinLayer() is not None]
        if found.providerType() == "virtual":
            near = [project.mapLayer(one.layerId()) for one in found.dataProvider().dependencies()]
            left += [one for one in near if isinstance(one, QgsVectorLayer)]
            query = QgsVirtualLayerDefinition.fromUrl(QUrl.fromEncoded(found.source().encode()))
            for source in query.sourceLayers():
                if not source.isReferenced():
                    left.append(open_to_read(source.source(), source.name(), source.provider()))
