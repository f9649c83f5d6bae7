"""The small town with one requirement of a norm file, and what of it is looked at."""

from __future__ import annotations

from towns.runs import layer, point
from towns.small_town import check, norm_file


def done_with(tmp_path, others=None, **requirement):
    """Run the small town with one requirement of a norm file and other inputs."""
    return check(NORM_FILE=norm_file(tmp_path, **requirement), REQUIREMENTS=None, **(others or {}))


def shops(*kinds: tuple[str, float, float]):
    """Make a layer of facilities with a type each."""
    return layer([(point(x, y), kind) for kind, x, y in kinds], "shops", kind="Point", sort="text")


def column(done, name: str) -> list:
    return done.column("OUTPUT_DWELLINGS", name)
