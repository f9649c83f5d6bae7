"""What a recipe holds: steps, the layers and norm sets that they take, and with what it was made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..norms.model import NormSet

FORMAT = 1
FIELD_KINDS = ("whole", "number", "text", "boolean", "date", "time", "moment", "bytes", "list", "other")
"""What a field holds, in words that do not depend on the format of a file."""


@dataclass(frozen=True, kw_only=True)
class Fingerprint:
    """What a layer holds, whatever its order, its format and the numbers of its features.

    Parameters
    ----------
    rows
        How many.
    fields
        Their names, and what they hold: one of `FIELD_KINDS`.
    extent
        Smallest x and y, largest x and y, to 1 mm; None where nothing has a geometry.
    sha256
        Of the sorted hashes of the rows.
    """

    rows: int
    fields: tuple[tuple[str, str], ...]
    extent: tuple[float, float, float, float] | None
    sha256: str


@dataclass(frozen=True, kw_only=True)
class RecipeLayer:
    """Rows that go into a run: of a file below the recipe's folder, or of a source that has to be asked.

    Parameters
    ----------
    name
        What the layer is called; empty where that is its name in the recipe.
    file, table
        A path relative to the recipe, and the table in it; empty for what is no file.
    provider, source
        Of what is no file: the provider of QGIS, and how it finds the rows, without passwords.
    subset
        The provider filter of the layer, in its own language.
    filter, limit
        An expression that rows have to fulfil, and how many at most (0: all).
    crs
        The reference system that the layer had, as `EPSG:28992` or WKT; empty where it had none, and None where the
        recipe does not say it: that of the file.
    fingerprint
        What it held.
    """

    name: str = ""
    file: str = ""
    table: str = ""
    provider: str = ""
    source: str = ""
    subset: str = ""
    filter: str = ""
    limit: int = 0
    crs: str | None = None
    fingerprint: Fingerprint | None = None

    @property
    def place(self) -> str:
        """Return where it is, as a sentence says it."""
        if not self.file:
            return f"{self.provider}: {self.source}"
        return f"{self.file}, {self.table}" if self.table else self.file


@dataclass(frozen=True)
class LayerValue:
    """A parameter that is a layer of the recipe, by its name there."""

    name: str


@dataclass(frozen=True)
class OutputValue:
    """A parameter that is an output of an earlier step, or one table of an output that is a GeoPackage."""

    step: str
    output: str
    table: str = ""


@dataclass(frozen=True)
class FileValue:
    """A parameter that is a file, by its path relative to the recipe."""

    path: str


@dataclass(frozen=True)
class NormSetValue:
    """A parameter that is a norm set of the recipe, by its id."""

    set_id: str


Value = (
    None | bool | int | float | str | tuple["Value", ...] | LayerValue | OutputValue | FileValue | NormSetValue
)  # what a parameter may be


@dataclass(frozen=True)
class Target:
    """Where an output goes: a file, relative to the folder of the results, and a table in it; nothing: temporary."""

    file: str = ""
    table: str = ""

    def is_over(self, file: str, table: str) -> bool:
        """Return whether writing it changes what lies in a file, or in a table of it (empty: any)."""
        tables = {self.table.casefold(), table.casefold()}
        return bool(self.file) and _whole_file(self.file) == _whole_file(file) and ("" in tables or len(tables) == 1)


@dataclass(frozen=True, kw_only=True)
class RecipeStep:
    """A run of one algorithm."""

    id: str
    algorithm: str
    parameters: Mapping[str, Value]
    outputs: Mapping[str, Target]


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """Runs that can be repeated.

    Parameters
    ----------
    title
        What it is about.
    made
        With which versions, and when: texts by name.
    corrects
        Which earlier recipe or run this one corrects, in its maker's words; empty if none.
    layers, norm_sets
        What the steps take, by name and by id.
    steps
        In the order in which they are run.
    """

    title: str
    steps: tuple[RecipeStep, ...]
    made: Mapping[str, str] = field(default_factory=dict)
    corrects: str = ""
    layers: Mapping[str, RecipeLayer] = field(default_factory=dict)
    norm_sets: Mapping[str, NormSet] = field(default_factory=dict)


def _whole_file(path: str) -> str:
    """Return what stands for a file, whatever the letter case; a Shapefile is several of one name."""
    path = path.casefold()
    return path[:-4] if path.endswith((".shp", ".dbf")) else path


def values_in(value: Value) -> list[Value]:
    """Return a value, or what a list of such holds, however deep."""
    if isinstance(value, tuple):
        return [inner for one in value for inner in values_in(one)]
    return [value]
