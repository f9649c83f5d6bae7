"""The page of licences: it has those of all datasets that can be fetched, with whose they are."""

from __future__ import annotations

import json
import re
from pathlib import Path


def test_the_page_has_every_licence_with_all_whose_data_have_it(root: Path) -> None:
    page = (root / "docs" / "licences.md").read_text(encoding="utf-8")
    told = {row[0]: row[1] for row in re.findall(r"^\| ([^|]+) \| ([^|]+) \| [^|]+ \|$", page, re.MULTILINE)}
    services = json.loads((root / "resources" / "fetch" / "services.json").read_text(encoding="utf-8"))
    assert len(services["datasets"]) > 5
    for dataset in services["datasets"]:
        for owner in dataset["attribution"].split(", "):
            assert owner in told[dataset["licence"]].split(", "), (dataset["licence"], owner)


def test_the_page_names_all_that_comes_with_the_plugin(root: Path) -> None:
    page = (root / "docs" / "licences.md").read_text(encoding="utf-8")
    ours = {"i18n", "icons", "styles", "templates", "models"}  # under the licence of the code
    folders = {path.name for path in (root / "resources").iterdir() if path.is_dir()} - ours
    assert folders == set(re.findall(r"`resources/(\w+)/", page))
