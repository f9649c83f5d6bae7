"""What the QGIS plugin site asks of a ZIP, to be told before an upload is refused."""

from __future__ import annotations

import configparser
import sys
import zipfile
from pathlib import Path, PurePosixPath

MAX_BYTES = 25 * 1024 * 1024
REQUIRED_KEYS = (
    "name", "version", "qgisMinimumVersion", "description", "about", "author", "email", "homepage", "repository",
    "tracker", "icon",
)  # fmt: skip
UNWANTED = {"__pycache__", "__MACOSX", ".git", ".DS_Store", ".venv", "tests", "scripts", "benchmarks", ".ci"}


def problems(package: Path) -> list[str]:
    """Describe what is wrong with a plugin's ZIP, one sentence each."""
    found = []
    if package.stat().st_size > MAX_BYTES:
        found.append(f"the ZIP is larger than {MAX_BYTES} bytes")
    with zipfile.ZipFile(package) as archive:
        names = {name for name in archive.namelist() if not name.endswith("/")}
        for name in sorted(names):
            parts = PurePosixPath(name).parts
            if parts[0] != "buurtmaat":
                found.append(f"{name} is not in the folder buurtmaat")
            if UNWANTED.intersection(parts) or name.endswith((".pyc", ".pyo")):
                found.append(f"{name} does not belong in the ZIP")
        found += [
            f"{name} is missing"
            for name in ("buurtmaat/LICENSE", "buurtmaat/__init__.py", "buurtmaat/metadata.txt")
            if name not in names
        ]
        if "buurtmaat/metadata.txt" in names:
            found += _metadata_problems(archive.read("buurtmaat/metadata.txt").decode("utf-8"), names)
    return found


def _metadata_problems(text: str, names: set[str]) -> list[str]:
    # The same parser as QGIS uses, which stumbles over a lone % sign.
    parser = configparser.ConfigParser()
    parser.read_string(text)
    general = parser["general"]
    found = [f"metadata.txt lacks {key}" for key in REQUIRED_KEYS if not general.get(key, "").strip()]
    if f"buurtmaat/{general.get('icon', '')}" not in names:
        found.append("the icon that metadata.txt names is not in the ZIP")
    if "supportsQt6" in general:
        found.append("metadata.txt has supportsQt6, which QGIS dropped; qgisMaximumVersion says it")
    return found


if __name__ == "__main__":
    faults = problems(Path(sys.argv[1]))
    print(*faults or ["plugin site: nothing to object"], sep="\n")
    sys.exit(bool(faults))
