"""Makes the checkout, whatever its folder is called, importable as `buurtmaat`: import this first."""

import importlib.util
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_spec = importlib.util.spec_from_file_location(
    "buurtmaat", ROOT / "__init__.py", submodule_search_locations=[str(ROOT)]
)
assert _spec is not None
sys.modules["buurtmaat"] = importlib.util.module_from_spec(_spec)
