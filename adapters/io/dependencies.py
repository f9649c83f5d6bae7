"""The Python packages that the computations need and that not every QGIS brings along."""

from __future__ import annotations

from importlib.util import find_spec

from .translation import tr

REQUIRED = ("pandas", "scipy")


def missing_packages() -> list[str]:
    """Name the required packages that this Python cannot find, without importing any."""
    return [name for name in REQUIRED if find_spec(name) is None]


def how_to_install() -> str:
    """Describe what is missing and how to get it on each system; an empty text if all is there."""
    missing = missing_packages()
    if not missing:
        return ""
    sentences = (
        tr("Buurtmaat cannot run in this QGIS yet: its Python lacks {packages}."),
        tr(
            "Windows: choose {debian} in the OSGeo4W setup, or run “python -m pip install {pip}” in the OSGeo4W Shell; "
            "the full standalone installer brings them along."
        ),
        tr(
            "macOS: run “python3 -m pip install --user {pip}” in the Terminal, with the python3 that lies inside "
            "QGIS.app (Contents/MacOS/bin)."
        ),
        tr("Debian and Ubuntu: run “sudo apt install {debian}”."),
        tr("Restart QGIS afterwards."),
    )
    return " ".join(sentences).format(
        packages=", ".join(missing),
        pip=" ".join(missing),
        debian=" ".join(f"python3-{name}" for name in missing),
    )
