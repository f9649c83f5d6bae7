"""Lets the tests of the algorithms import the helpers that lie beside them."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from fixtures import clean_project, provider

__all__ = ["clean_project", "provider"]
