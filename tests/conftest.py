"""What all tests share: the plugin under its own name, and the data beside the checkout."""

from __future__ import annotations

import gc
import importlib.util
import os
import sys
from collections import Counter
from collections.abc import Callable, Generator
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal import scrutineer

ALWAYS, AT_MOST = 3, 6
"""As many random towns of each test run always, and up to so many with other values of its other parameters.

The others are slow, and found nothing that these do not.
"""

BEFORE_A_RELEASE = ("slow", "faults", "providers", "soak")
"""The markers of what runs with `--all` only; a fixed part of each kind bears no marker and runs always."""

ROOT = Path(__file__).resolve().parent.parent


def _load(name: str, path: Path, **spec_options: list[str]) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path, **spec_options)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


# The repository root is the plugin folder, and a checkout may have any name: the tests import it as QGIS would.
_load("buurtmaat", ROOT / "__init__.py", submodule_search_locations=[str(ROOT)])

# Towns and oracles that several tests share: `from towns.runs import …` wherever the test lies.
_towns = ModuleType("towns")
_towns.__path__ = [str(ROOT / "tests" / "towns")]
sys.modules["towns"] = _towns


# Hypothesis tries the constants of our own modules, and would take those of numpy, pandas and scipy for ours, as they
# lie outside this environment. To look through these takes each worker as long as to collect the tests.
_numpy = importlib.util.find_spec("numpy")
if _numpy is not None and _numpy.origin is not None:
    getattr(scrutineer, "SITE_PACKAGES_DIRS", set()).add(Path(_numpy.origin).resolve().parent.parent)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--all", action="store_true", help="run the slow tests and all random towns, as before a release")


def pytest_configure(config: pytest.Config) -> None:
    """Let Hypothesis take its time on a busy machine, and try a hundred examples with `--all`, thirty without."""
    config.pluginmanager.register(importlib.import_module("towns.escaped_errors"))
    examples = 100 if config.getoption("--all") else 30
    settings.register_profile(
        "buurtmaat", max_examples=examples, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    settings.load_profile("buurtmaat")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Collect the tests without looking for garbage, which there is none of: what is collected stays to the end."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave what is slow to `--all`: what is marked so, and the random towns of each test beyond the first ones."""
    if config.getoption("--all"):
        return
    towns: Counter[str] = Counter()
    seen: set[tuple[str, ...]] = set()
    kept, slow = list[pytest.Item](), list[pytest.Item]()
    for item in items:
        given = item.callspec.params if hasattr(item, "callspec") else {}
        is_town = any(isinstance(given.get(name), int) for name in ("seed", "case"))
        test = item.nodeid.partition("[")[0]
        beside = (test, *(str(value) for name, value in given.items() if name not in ("seed", "case")))
        is_marked = any(item.get_closest_marker(name) is not None for name in BEFORE_A_RELEASE)
        is_slow = is_marked or (is_town and towns[test] >= (ALWAYS if beside in seen else AT_MOST))
        if is_town and not is_slow:
            towns[test] += 1
            seen.add(beside)
        (slow if is_slow else kept).append(item)
    items[:] = kept
    config.hook.pytest_deselected(items=slow)


@pytest.fixture(scope="session")
def moments(request: pytest.FixtureRequest) -> Callable[[int, int], list[int]]:
    """Return a function that chooses about `most` of so many moments, and the last ones; without `--all` a third."""
    thorough = request.config.getoption("--all")

    def choose(count: int, most: int) -> list[int]:
        step = max(count // most, 1)
        return sorted({*range(0, count, step if thorough else 3 * step), *range(max(count - 4, 0), count)})

    return choose


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the repository root, which is the plugin folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder with test data that lies beside the checkout."""
    path = ROOT.parent / "shared"
    if not path.is_dir():
        pytest.skip(f"the test data of {path} is not on this machine")
    return path


@pytest.fixture(scope="session")
def load_script() -> Callable[[str], ModuleType]:
    """Return a function that imports a Python file of scripts/."""
    return lambda name: _load(f"buurtmaat_scripts.{name}", ROOT / "scripts" / f"{name}.py")


@pytest.fixture
def qgis_show_map() -> None:
    """Show no map: no test looks at one, and pytest-qgis would make a folder for each."""


@pytest.fixture(scope="session")
def new_qgis() -> Callable[[Path], dict[str, str]]:
    """Return a function that makes the environment of a QGIS that was never started before, in a folder."""

    def make(folder: Path) -> dict[str, str]:
        folders = {
            "QGIS_PLUGINPATH": folder / "plugins",
            "QGIS_CUSTOM_CONFIG_PATH": folder / "profile",
            "XDG_CONFIG_HOME": folder / "config",
            "XDG_RUNTIME_DIR": folder / "runtime",
        }
        for one in folders.values():
            one.mkdir(mode=0o700)
        # Without the tests' own Python environment: the plugin has to do with what QGIS brings.
        ours, none_kept = ("PYTHON", "COV_", "VIRTUAL_ENV"), "PYTHONDONTWRITEBYTECODE"
        kept = {name: value for name, value in os.environ.items() if name == none_kept or not name.startswith(ours)}
        return {
            **kept,
            **{name: str(one) for name, one in folders.items()},
            "QT_QPA_PLATFORM": "offscreen",
        }

    return make


@pytest.fixture
def clean_qgis(tmp_path: Path, new_qgis: Callable[[Path], dict[str, str]]) -> dict[str, str]:
    """Return the environment of a QGIS that was never started before; its plugins lie in `QGIS_PLUGINPATH`."""
    return new_qgis(tmp_path)


@pytest.fixture(scope="session")
def switch_on() -> Callable[[dict[str, str]], None]:
    """Return a function that switches the plugin on in the profile of an environment.

    As `qgis_process plugins enable buurtmaat` does, for which a QGIS would have to start; where the command itself is
    told to a user or ships, tests run it.
    """

    def switch(environment: dict[str, str]) -> None:
        settings = Path(environment["QGIS_CUSTOM_CONFIG_PATH"], "profiles", "default", "QGIS", "QGIS3.ini")
        settings.parent.mkdir(parents=True)
        settings.write_text("[PythonPlugins]\nbuurtmaat=true\n", encoding="utf-8")

    return switch
