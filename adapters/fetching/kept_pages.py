"""Answers of a fetch that did not come to its end, so that the next one goes on from there."""

from __future__ import annotations

import hashlib
import shutil
from contextlib import suppress
from pathlib import Path
from time import time
from uuid import uuid4

from qgis.core import QgsApplication

LONGEST_S = 24 * 3600
"""Seconds for which an answer is kept: pages of different days do not make one whole."""


class KeptPages:
    """Keeps the answers of one dataset in a folder of the profile until the fetch is written.

    Parameters
    ----------
    name
        What tells this dataset, and where it is asked for, from others.
    """

    def __init__(self, name: str) -> None:
        root = Path(QgsApplication.qgisSettingsDirPath()) / "buurtmaat" / "fetched"
        self._folder = root / hashlib.sha256(name.encode()).hexdigest()[:24]

    def find(self, key: str) -> bytes | None:
        """Return an answer that was kept, None where there is none of today."""
        path = self._folder / key
        with suppress(OSError):
            if _is_of_today(path):
                return path.read_bytes()
        return None

    def keep(self, key: str, body: bytes) -> None:
        """Keep an answer; where the disk does not take it, it will be asked again."""
        beside = self._folder / f"{key}.{uuid4().hex}.part"  # another QGIS may keep the same one
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            try:
                beside.write_bytes(body)
                beside.replace(self._folder / key)
            finally:
                beside.unlink(missing_ok=True)

    def forget(self, key: str) -> None:
        """Take one answer away."""
        with suppress(OSError):
            (self._folder / key).unlink()

    def forget_all(self) -> None:
        """Take all answers away."""
        shutil.rmtree(self._folder, ignore_errors=True)


def forget_old() -> None:
    """Take away what was kept for longer than it is used."""
    root = Path(QgsApplication.qgisSettingsDirPath()) / "buurtmaat" / "fetched"
    with suppress(OSError):
        for folder in root.iterdir():
            files = list(folder.iterdir())
            if not any(_is_of_today(one) for one in files):
                shutil.rmtree(folder, ignore_errors=True)


def _is_of_today(path: Path) -> bool:
    """Return whether a file was written within a day; one of a day to come is of a clock that was wrong."""
    return 0 <= time() - path.stat().st_mtime <= LONGEST_S
