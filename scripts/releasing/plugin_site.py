"""What the QGIS plugin site asks of a ZIP, and what we ask beside: told before an upload is refused."""

from __future__ import annotations

import argparse
import configparser
import struct
import sys
import zipfile
from pathlib import Path, PurePosixPath

MAX_BYTES = 10 * 1024 * 1024
"""Ours: the site takes 25 MB."""
MAX_PICTURE_BYTES, MAX_PICTURE_PIXELS = 90_000, 1200
_PNG_HEAD = struct.Struct(">8s4x4sIIBB")
_PALETTE = 3
REQUIRED_KEYS = (
    "name", "version", "qgisMinimumVersion", "description", "about", "author", "email", "homepage", "repository",
    "tracker", "icon", "changelog",
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


def large_pictures(package: Path) -> list[str]:
    """Name the pictures in a ZIP that are no PNG with a palette, or too large, one sentence each."""
    found = []
    with zipfile.ZipFile(package) as archive:
        for name in sorted(archive.namelist()):
            if name.endswith((".jpg", ".jpeg", ".gif", ".webp", ".bmp")):
                found.append(f"{name}: write pictures as PNG")
            if not name.endswith(".png"):
                continue
            data = archive.read(name)
            _, _, width, _, _, colours = _PNG_HEAD.unpack_from(data)
            if colours != _PALETTE:
                found.append(f"{name} has no palette")
            if width > MAX_PICTURE_PIXELS:
                found.append(f"{name} is {width} pixels wide, of at most {MAX_PICTURE_PIXELS}")
            if len(data) > MAX_PICTURE_BYTES:
                found.append(f"{name} has {len(data)} bytes, of at most {MAX_PICTURE_BYTES}")
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
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("package", type=Path)
    options.add_argument("--draft", action="store_true", help="let pictures be as they are")
    given = options.parse_args()
    faults = problems(given.package) + ([] if given.draft else large_pictures(given.package))
    print(*faults or ["plugin site: nothing to object"], sep="\n")
    sys.exit(bool(faults))
