"""In random towns as much of the streets has so many requirements within reach as an oracle says, metre by metre."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from towns import runs
from towns.soaked_ground import soaked_ground

ALWAYS, BLOCKS, BLOCK = 8, 10, 60
"""Towns that are made always, and blocks of so many towns of the soak."""


def test_a_few_grounds_are_as_long_as_the_oracle_says(tmp_path) -> None:
    assert sum(check(number, tmp_path) for number in range(ALWAYS)) > ALWAYS / 2, "nothing was asked"


@pytest.mark.soak
@pytest.mark.parametrize("block", range(BLOCKS))
def test_many_grounds_are_as_long_as_the_oracle_says(block: int, tmp_path) -> None:
    for number in range(BLOCK):
        check(ALWAYS + block * BLOCK + number, tmp_path)


def check(seed: int, folder: Any) -> bool:
    """Run a town, and compare the length of each number of requirements; return whether there was any to ask."""
    ground = soaked_ground(seed)
    if ground is None:
        return False
    file = folder / "norms.json"
    file.write_text(json.dumps(ground.norms()), encoding="utf-8")
    done = runs.run("reachableground", ground.parameters() | {"NORM_FILE": str(file), "LINES": "memory:"})
    found: Counter[int] = Counter()
    for row, feature in zip(done.rows("LINES"), done.layer("LINES").getFeatures(), strict=True):
        assert row["asked_count"] == len(ground.asked), (seed, row)
        found[row["within_count"]] += feature.geometry().length()
    wanted = ground.metres_by_count()
    for number in range(1, len(ground.asked) + 1):
        told = f"seed {seed}: {number} of {json.dumps(ground.norms())}"
        assert found[number] == pytest.approx(wanted[number], abs=1e-6), told
    return True
