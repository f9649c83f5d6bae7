"""The editor says of each key what the schema and the docs say, and how it is filled in."""

from __future__ import annotations

import pytest

from buurtmaat.core.norms.explanations import OF_REQUIREMENT, OF_SET
from buurtmaat.ui.labels import key_help


@pytest.mark.parametrize("name", OF_REQUIREMENT)
def test_a_key_of_a_requirement_is_explained_as_elsewhere(name: str) -> None:
    explained = OF_REQUIREMENT[name]
    entry = "" if explained.entry is None else f" {explained.entry}"
    assert key_help(name) == f"{explained.meaning}{entry}"


@pytest.mark.parametrize("name", [name for name in OF_SET if name not in OF_REQUIREMENT])
def test_a_key_of_a_set_is_explained_as_elsewhere(name: str) -> None:
    assert key_help(name).startswith(str(OF_SET[name].meaning))


def test_a_key_that_is_none_is_not_explained() -> None:
    assert key_help("nothing") == ""
