"""The lock file of development: it has what the requirements ask for, in versions that they allow."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


@pytest.fixture(scope="module")
def lock(load_script: Callable[[str], ModuleType]) -> ModuleType:
    return load_script("releasing/lock")


def test_the_lock_has_all_that_is_asked_for_in_a_version_that_is_allowed(root: Path, lock: ModuleType) -> None:
    text = (root / "scripts" / "requirements-dev.lock").read_text(encoding="utf-8")
    locked = dict(re.findall(r"^([a-z0-9-]+)==(\S+)$", text, re.MULTILINE))
    assert len(locked) == len([line for line in text.splitlines() if not line.startswith("#")])
    asked = lock.requirements((root / "scripts" / "requirements-dev.txt").read_text(encoding="utf-8"))
    assert len(asked) > 15
    assert [str(one) for one in asked if not one.specifier.contains(locked[canonicalize_name(one.name)])] == []
    assert set(locked) & lock.OF_THE_SYSTEM == set()


def test_what_is_installed_is_found_with_what_it_needs(lock: ModuleType) -> None:
    found = lock.installed(
        [Requirement("pytest>=9"), Requirement("numpy"), Requirement("a-lack; python_version < '3'")]
    )
    assert {"pytest", "pluggy", "iniconfig"} <= set(found)
    assert {"numpy", "a-lack"} & set(found) == set()
    with pytest.raises(SystemExit, match=r"no-such-package>=1 is not installed"):
        lock.installed([Requirement("no-such-package>=1")])
