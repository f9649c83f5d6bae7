"""Opens the sample town: a copy of it that can be written to, its layers grouped and in colour."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    QgsApplication,
    QgsFillSymbol,
    QgsLayerTree,
    QgsLayerTreeGroup,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsProject,
    QgsProviderRegistry,
    QgsSingleSymbolRenderer,
    QgsSymbol,
    QgsVectorLayer,
)

from ..adapters.io.staging_folder import finish_left
from ..adapters.io.translation import tr
from ..adapters.io.written_beside import written_beside
from ..core.errors import InputError
from ..core.system_words import system_words

_SHIPPED = Path(__file__).resolve().parent.parent / "resources" / "sample" / "town.gpkg"
_KINDS = (".gpkg", ".json", ".zip")
"""Endings of what is shipped; SQLite may put files beside it for a while."""


@dataclass(frozen=True)
class _Look:
    """How a layer is drawn, and whether it is seen at once."""

    symbol: str  # marker, line or fill
    style: Mapping[str, str]
    shown: bool = True


# From the top of the map down; colours that the colour-blind can tell apart, quiet below the results.
_LAYERS = {
    "facilities": _Look("marker", {"name": "circle", "color": "#d95f02", "size": "2.4", "outline_color": "#ffffff"}),
    "park_entrances": _Look("marker", {"name": "triangle", "color": "#33691e", "size": "1.8"}, shown=False),
    "candidates": _Look("marker", {"name": "diamond", "color": "#7570b3", "size": "2.6"}, shown=False),
    "dwellings": _Look("marker", {"name": "circle", "color": "#8a8a8a", "size": "0.7", "outline_style": "no"}),
    "railway": _Look("line", {"color": "#4a4a4a", "width": "0.7", "line_style": "dash"}),
    "streets": _Look("line", {"color": "#b5aca0", "width": "0.35"}),
    "cycle_network": _Look("line", {"color": "#c2185b", "width": "0.3"}, shown=False),
    "planned_housing": _Look("fill", {"color": "#fff2ae", "outline_color": "#a6761d"}, shown=False),
    "survey": _Look("fill", {"style": "no", "outline_color": "#7570b3"}, shown=False),
    "neighbourhoods": _Look("fill", {"style": "no", "outline_color": "#4a4a4a", "outline_width": "0.4"}),
    "parks": _Look("fill", {"color": "#c8dfb6", "outline_style": "no"}),
    "grounds": _Look("fill", {"color": "#dcebcf", "outline_style": "no"}, shown=False),
    "public_space": _Look("fill", {"color": "#e6ddef", "outline_style": "no"}, shown=False),
    "developed_areas": _Look("fill", {"color": "#efe9e1", "outline_style": "no"}, shown=False),
    "water": _Look("fill", {"color": "#b3d4e8", "outline_style": "no"}),
}


def _words() -> Mapping[str, str]:
    """Return what the layers are called, in the user's language."""
    return {
        "facilities": tr("facilities"),
        "park_entrances": tr("park_entrances"),
        "candidates": tr("candidates"),
        "dwellings": tr("dwellings"),
        "railway": tr("railway"),
        "streets": tr("streets"),
        "cycle_network": tr("cycle_network"),
        "planned_housing": tr("planned_housing"),
        "survey": tr("survey"),
        "neighbourhoods": tr("neighbourhoods"),
        "parks": tr("parks"),
        "grounds": tr("grounds"),
        "public_space": tr("public_space"),
        "developed_areas": tr("developed_areas"),
        "water": tr("water"),
    }


def _titles() -> Mapping[str, str]:
    """Return what the fields of the survey are called in the user's language: its estimates are told by that."""
    return {
        "respondents": tr("Respondents"),
        "feeling_at_home": tr("Feels at home"),
        "lonely": tr("Lonely"),
        "share_65": tr("Share of 65 or older"),
        "share_rented": tr("Share of rented dwellings"),
        "share_single": tr("Share of one-person households"),
        "density": tr("Density of addresses"),
    }


_SYMBOLS = {"marker": QgsMarkerSymbol, "line": QgsLineSymbol, "fill": QgsFillSymbol}


def copy_of_town() -> Path:
    """Return the user's copy of the town, made the first time; an `InputError` where it cannot be.

    What is shipped with it comes beside it: its timetable, and its four years with their recipes, which read the town.
    """
    folder = Path(QgsApplication.qgisSettingsDirPath()) / "buurtmaat" / "sample"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        finish_left(folder)
        for shipped in sorted(one for one in _SHIPPED.parent.iterdir() if one.suffix in _KINDS):
            _copy(shipped, folder / shipped.name)
    except OSError as error:
        raise InputError(
            "{path} cannot be written ({why}): choose another place.", path=folder, why=system_words(error)
        ) from error
    return folder / _SHIPPED.name


def _copy(shipped: Path, path: Path) -> None:
    """Copy a file of the sample, unless it was copied before."""
    if not path.is_file():
        with written_beside(path) as beside:
            shutil.copyfile(shipped, beside)


def open_sample_town(project: QgsProject) -> QgsLayerTreeGroup:
    """Put the town's layers into a group of their own at the top of a project.

    Returns
    -------
    QgsLayerTreeGroup
        The group; the one that is there where the town was opened before.
    """
    path = copy_of_town()
    root = project.layerTreeRoot()
    there = _group_there(root, path)
    if there is not None:
        return there
    words, plain = _words(), QgsVectorLayer.LayerOptions()
    plain.loadDefaultStyle = False  # they get one of their own, and looking for one takes as long as opening them
    layers = {name: QgsVectorLayer(f"{path}|layername={name}", words[name], "ogr", plain) for name in _LAYERS}
    for name, layer in layers.items():
        if not layer.isValid():
            raise InputError(
                "{path} has no layer {layer}; delete the file and open the town again.", path=path, layer=name
            )
    for field, title in _titles().items():
        layers["survey"].setFieldAlias(layers["survey"].fields().lookupField(field), title)
    was_empty = not project.mapLayers()
    group = root.insertGroup(0, tr("Sample town"))
    for name, layer in layers.items():
        layer.setRenderer(QgsSingleSymbolRenderer(_symbol(_LAYERS[name])))
        project.addMapLayer(layer, False)
        group.addLayer(layer).setItemVisibilityChecked(_LAYERS[name].shown)
    if was_empty:
        project.setCrs(layers["neighbourhoods"].crs())
    for node in group.findLayers():
        node.setExpanded(False)
    return group


def _symbol(look: _Look) -> QgsSymbol:
    return _SYMBOLS[look.symbol].createSimple(dict(look.style))


def _group_there(root: QgsLayerTree, path: Path) -> QgsLayerTreeGroup | None:
    for group in root.findGroups():
        layers = [node.layer() for node in group.findLayers()]
        if layers and all(isinstance(one, QgsVectorLayer) and _file_of(one) == path for one in layers):
            return group
    return None


def _file_of(layer: QgsVectorLayer) -> Path:
    return Path(QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source()).get("path") or "")
