"""What the tests of dialogs share: a profile of their own, and an editor whose questions are answered."""

from __future__ import annotations

import pytest

from towns.fixtures import clean_project, provider

__all__ = ["clean_project", "provider"]


@pytest.fixture(autouse=True, scope="session")
def warm():
    """Import what computations need, as the panel does: dialogs have what they recognise as soon as they open."""
    import pandas  # noqa: F401 -- only to be there


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return the folder of the user's own norm sets, which is not there yet."""
    from buurtmaat.adapters.norms import store as norm_store

    path = tmp_path / "profile" / "buurtmaat" / "norms"
    monkeypatch.setattr(norm_store, "profile_folder", lambda: path)
    return path
