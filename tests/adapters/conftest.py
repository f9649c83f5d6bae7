"""Lets the tests of the adapters use the layers and runs of those of the algorithms."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "algorithms"))

from fixtures import clean_project, provider

__all__ = ["clean_project", "provider"]
