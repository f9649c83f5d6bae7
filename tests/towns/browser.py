"""A page in Chromium, which `scripts/setup` installs with what drives it."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

LOOK = Path(__file__).resolve().parent.parent / "browser" / "look.cjs"
BROWSERS = ("chromium-headless-shell", "chromium", "google-chrome", "chromium-browser")


@dataclass(frozen=True)
class Seen:
    """What a page answered, what it wrote to the console, and what it asked for beside itself."""

    told: object
    said: list[str]
    asked: list[str]


def look(page: Path, script: str = "", *, scheme: str = "light", width: int = 1366, **job) -> Seen:
    """Open a page and return what a script (the body of a function) returns there, or axe-core with `axe`."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert browser is not None, "no Chromium is installed: run scripts/setup"
    assert (LOOK.parent / "node_modules").is_dir(), "nothing drives Chromium: run scripts/setup"
    asked = {"axe": False, "pdf": "", "scripts": True, "fragment": "", **job}
    asked |= {
        "browser": browser,
        "url": page.as_uri() + asked["fragment"],
        "script": script,
        "scheme": scheme,
        "width": width,
    }
    done = subprocess.run(
        ["node", str(LOOK)], input=json.dumps(asked), capture_output=True, text=True, timeout=180, check=False
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    others = [url for url in found["asked"] if url.partition("#")[0] != page.as_uri() and not url.startswith("data:")]
    return Seen(found["told"], found["said"], others)
