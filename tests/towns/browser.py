"""A page in Chromium, which `scripts/setup` installs with what drives it."""

from __future__ import annotations

import atexit
import functools
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


@functools.cache
def _driver() -> subprocess.Popen[str]:
    """Return what opens the pages of all tests of this process in one browser, which takes long to start."""
    assert (LOOK.parent / "node_modules").is_dir(), "nothing drives Chromium: run scripts/setup"
    words = ["node", str(LOOK)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "bufsize": 1}
    started = subprocess.Popen(words, **pipes)
    atexit.register(started.communicate)  # without another line it ends, and the browser with it
    return started


def look(page: Path, script: str = "", *, scheme: str = "light", width: int = 1366, **job) -> Seen:
    """Open a page and return what a script (the body of a function) returns there, or axe-core with `axe`.

    That tells how many rules are `passed`, what is `wrong`, and the `answer` of the script where one is given.
    """
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert browser is not None, "no Chromium is installed: run scripts/setup"
    asked = {"axe": False, "pdf": "", "scripts": True, "fragment": "", **job}
    asked |= {
        "browser": browser,
        "url": page.as_uri() + asked["fragment"],
        "script": script,
        "scheme": scheme,
        "width": width,
    }
    driver = _driver()
    print(json.dumps(asked), file=driver.stdin, flush=True)
    answer = driver.stdout.readline()
    assert answer, f"what drives Chromium has ended ({driver.poll()})"
    found = json.loads(answer)
    assert "error" not in found, found["error"]
    others = [url for url in found["asked"] if url.partition("#")[0] != page.as_uri() and not url.startswith("data:")]
    return Seen(found["told"], found["said"], others)
