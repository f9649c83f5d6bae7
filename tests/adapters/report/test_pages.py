"""Templates are compiled once, not at each start of QGIS."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment
from qgis.core import QgsApplication

from buurtmaat.adapters.report import pages


@pytest.fixture
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(QgsApplication, "qgisSettingsDirPath", lambda: f"{tmp_path}/")
    pages._pages.cache_clear()
    yield tmp_path
    pages._pages.cache_clear()


def test_what_was_compiled_serves_the_next_start(profile, monkeypatch):
    first = "".join(pages.page("_barcode.html", "nl").module.__dict__)
    pages._pages.cache_clear()
    monkeypatch.setattr(Environment, "compile", None)
    assert "".join(pages.page("_barcode.html", "nl").module.__dict__) == first
    assert len(list((profile / "cache" / "buurtmaat").iterdir())) == 1


def test_without_a_place_for_them_pages_are_made_all_the_same(profile):
    (profile / "cache").write_text("a file where a folder should be")
    assert pages.page("_barcode.html", "en").name == "_barcode.html"
