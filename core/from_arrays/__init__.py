"""Requirements of a town that is given as plain arrays: what `core` offers as a package of its own."""

from ..errors import InputError
from ..geometry.shapes import Shapes, from_wkb, lines, polygons
from ..network.network import Lines
from ..network.options import NetworkOptions
from ..norms.file import load
from .array_town import ArrayTown
from .checking import CheckedTown, check_requirements

__all__ = [
    "ArrayTown",
    "CheckedTown",
    "InputError",
    "Lines",
    "NetworkOptions",
    "Shapes",
    "check_requirements",
    "from_wkb",
    "lines",
    "load",
    "polygons",
]
