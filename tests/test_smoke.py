"""The smoke test of other systems: it runs here too, and what it compares comes from the town."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path


def test_one_check_of_the_sample_town_adds_up(root: Path, clean_qgis: dict[str, str]) -> None:
    done = subprocess.run(
        ["/usr/bin/python3", root / "scripts" / "smoke.py"], env=clean_qgis, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    total, within, outside, unknown, there = map(
        float, re.findall(r"[\d.]+(?=[,}] |, |\}| dwellings)", done.stdout)[-5:]
    )
    assert total == there == within + outside + unknown
    assert within > 0
