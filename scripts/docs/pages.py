"""Write what the pages and files have of the code; --check changes nothing and fails where one is not in step.

Each module beside this one that makes something yields files, and their text as it should be. It needs QGIS and what
the tests need: run by scripts/pages.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

# After the path that makes it importable.
from headless_qgis import headless_qgis, with_algorithms  # noqa: E402

MADE_BY = ("reference_tables", "errors_page", "facility_table", "norm_keys", "norm_library", "norm_schema")


def out_of_step(pages: Iterable[tuple[Path, str]]) -> list[tuple[Path, str]]:
    """Return the files that have another text than they should, with that text."""
    return [(path, text) for path, text in pages if not path.exists() or path.read_text(encoding="utf-8") != text]


def main() -> int:
    """Write the files that are not in step, or with --check name them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; fail if a file is not in step")
    check = parser.parse_args().check
    towns = sys.modules["towns"] = ModuleType("towns")
    towns.__path__ = [str(ROOT / "tests" / "towns")]
    with headless_qgis(), with_algorithms():
        wrong = [one for name in MADE_BY for one in out_of_step(importlib.import_module(name).pages())]
        for path, text in wrong:
            if not check:
                path.write_text(text, encoding="utf-8")
            print(f"{path.relative_to(ROOT)}: {'run scripts/pages' if check else 'written'}")
    return 1 if check and wrong else 0


if __name__ == "__main__":
    sys.exit(main())
