"""The names of parameters are written down once: in adapters/io/parameter_names.py."""

from __future__ import annotations

import ast
from pathlib import Path

from qgis.core import QgsProcessingAlgorithm

from buurtmaat.adapters.io import parameter_names
from towns.fixtures import provider

__all__ = ["provider"]

ROOT = Path(__file__).resolve().parent.parent
NAMES = {name: value for name, value in vars(parameter_names).items() if isinstance(value, str) and name.isupper()}
FILES = sorted(path for layer in ("adapters", "algorithms", "ui") for path in (ROOT / layer).rglob("*.py"))
FILES.remove(ROOT / "adapters" / "io" / "parameter_names.py")


def names_of(algorithm: QgsProcessingAlgorithm) -> set[str]:
    """Return the names of what an algorithm takes and gives; those of a model's layers are for reading."""
    inputs = {d.name() for d in algorithm.parameterDefinitions() if not d.isDestination()}
    if type(algorithm).__name__ == "ShippedModel":
        return inputs
    return inputs | {d.name() for d in (*algorithm.parameterDefinitions(), *algorithm.outputDefinitions())}


def test_each_name_is_called_what_it_is() -> None:
    assert {name: value for name, value in NAMES.items() if name != value} == {}


def test_they_are_those_of_the_algorithms_and_models(provider) -> None:
    assert set(NAMES) == set().union(*(names_of(algorithm) for algorithm in provider.algorithms()))


def test_no_other_module_writes_one_itself() -> None:
    literals = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.value}"
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in NAMES
    ]
    assert literals == []
