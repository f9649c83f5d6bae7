"""What every test of an algorithm needs: the provider, and a project that is empty again at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from towns import postgis
from towns.fixtures import clean_project, provider

__all__ = ["clean_project", "provider"]


@pytest.fixture(scope="session")
def new_database(qgis_app) -> Iterator[Callable[[], str]]:
    """Return a function that makes a database with PostGIS on one server, and returns how to connect to it."""
    assert postgis.why_not() == ""
    with postgis.server() as new:
        yield new
