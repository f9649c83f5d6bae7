"""The lists of the mutation testing are in step with the code; the mutants themselves take hours."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def mutation(load_script: Callable[[str], ModuleType]) -> ModuleType:
    return load_script("checking/mutation")


def test_every_row_of_the_table_is_of_something_that_is_there(mutation: ModuleType, root: Path) -> None:
    for name, row in mutation.MODULES.items():
        assert row, f"{name} needs no row"
        assert (root / name).is_dir() if name.endswith("/") else (root / f"{name}.py").is_file(), name


def test_every_module_of_core_is_tried_or_left_out_with_a_reason(mutation: ModuleType, root: Path) -> None:
    files = [path.relative_to(root) for path in (root / "core").rglob("*.py") if path.name != "__init__.py"]
    modules = {path.with_suffix("").as_posix() for path in files}
    reasons = {name for name, row in mutation.MODULES.items() if isinstance(row, str)}
    left_out = {module for module in modules if module in reasons or f"{module.rpartition('/')[0]}/" in reasons}
    assert sorted([*mutation.tried_modules(), *left_out]) == sorted(modules)


def test_every_tried_module_has_tests_of_its_own(mutation: ModuleType, root: Path) -> None:
    own = {module: mutation.own_tests(module) for module in mutation.tried_modules()}
    assert [module for module, tests in own.items() if not tests] == [], "give it tests, or a row that says why not"
    assert all((root / test).is_file() for tests in own.values() for test in tests)


def test_what_is_explained_stands_in_its_module(mutation: ModuleType, root: Path) -> None:
    for (module, was, now), because in mutation.explained().items():
        lines = " ".join(line.strip() for line in (root / f"{module}.py").read_text().splitlines())
        assert was in lines, f"{module} has no such line any more: {was}"
        assert was != now
        assert because


PLAIN = '''
"""A module with 1 docstring."""

from dataclasses import dataclass

@dataclass(frozen=True)
class Town:
    homes: int | None = 3

def share(within: float | int, all_: float) -> float | None:
    if not all_:
        raise ValueError("1 + 1" + str(1 + 1))
    return within / all_
'''


def test_a_mutant_is_on_what_is_computed(mutation: ModuleType) -> None:
    drawn, count = mutation.mutants(PLAIN, random.Random(1), 1000)
    assert count == len(drawn)
    assert {mutant.was for mutant in drawn} == {"homes: int | None = 3", "if not all_:", "return within / all_"}
    assert {mutant.now.replace("  ", " ") for mutant in drawn if mutant.was == "homes: int | None = 3"} == {
        "homes: int | None = 4",
        "homes: int | None = 2",
    }
    again, _ = mutation.mutants(PLAIN, random.Random(1), 1000)
    assert drawn == again
    assert len(mutation.mutants(PLAIN, random.Random(1), 4)[0]) == 4


def test_one_mutant_of_each_place_comes_before_the_second_of_any(mutation: ModuleType) -> None:
    drawn, _ = mutation.mutants("a = b + c\nd = e < f\nif g:\n    pass\n", random.Random(3), 3)
    assert sorted(mutant.line for mutant in drawn) == [1, 2, 3]


def test_who_imports_a_module_uses_what_its_package_imports(mutation: ModuleType) -> None:
    # Else the package would have imported the module before any mutant could take its place.
    uses = mutation._uses()
    assert "buurtmaat.core.from_arrays" in uses["buurtmaat.core.from_arrays.array_town"]
    assert "buurtmaat.core.from_arrays.checking" in uses["buurtmaat.core.from_arrays"]
