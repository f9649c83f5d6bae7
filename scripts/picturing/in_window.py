"""Runs a Python file inside the window of QGIS, on a screen of 1366 × 768 that nobody sees.

The plugin is the one of these files, committed or not, as its ZIP installs it, in a profile of its own. What stands
beside the file, and beside this one, can be imported by it. The status is that of the file, which ends QGIS by
`os._exit`.

    /usr/bin/python3 scripts/picturing/in_window.py FILE.py [ARGUMENT…]
    /usr/bin/python3 scripts/picturing/in_window.py --zip FILE.py [ARGUMENT…]

With --zip the profile is empty, and the ZIP is the first argument of the file: to be installed by it.
"""

from __future__ import annotations

import compileall
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
_SETTINGS = """[PythonPlugins]
buurtmaat=true
processing=true
[locale]
overrideFlag=true
userLocale={language}
globalLocale=en_US
[qgis]
checkVersion=false
"""
_CODE = """import runpy, sys
sys.argv = {argv!r}
sys.path[:0] = {paths!r}
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def run_in_window(
    file: Path, arguments: Sequence[str] = (), *, language: str = "en", seconds: int = 600, installed: bool = True
) -> int:
    """Run a file in the window, and return its status.

    Parameters
    ----------
    language
        Of QGIS: `en` or `nl`.
    seconds
        After which it is stopped.
    installed
        Whether the plugin is there. If not, its ZIP is the first argument of the file.
    """
    with tempfile.TemporaryDirectory() as scratch:
        package = Path(scratch, "buurtmaat.zip")
        command = [ROOT / "scripts" / "package", "--draft", "--work-tree", package]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        if installed:
            _install(package, Path(scratch, "profiles", "default"), language)
        else:
            arguments = [str(package), *arguments]
        code = Path(scratch, "code.py")
        paths = [str(Path(__file__).resolve().parent), str(file.resolve().parent)]
        code.write_text(_CODE.format(argv=[str(file.resolve()), *arguments], paths=paths), encoding="utf-8")
        command = [
            *("xvfb-run", "-a", "-s", "-screen 0 1366x768x24"),
            *("qgis", "--nologo", "--noversioncheck", "--profiles-path", scratch, "--code", str(code)),
        ]
        own = {"XDG_RUNTIME_DIR": scratch, "PYTHONDONTWRITEBYTECODE": "1", "QT_QPA_PLATFORM": "xcb"}
        return subprocess.run(command, env={**os.environ, **own}, timeout=seconds, check=False).returncode


def _install(package: Path, profile: Path, language: str) -> None:
    """Make a profile in which the plugin is installed and switched on."""
    plugins = profile / "python" / "plugins"
    plugins.mkdir(parents=True)
    (profile / "QGIS").mkdir()
    (profile / "QGIS" / "QGIS3.ini").write_text(_SETTINGS.format(language=language), encoding="utf-8")
    with zipfile.ZipFile(package) as opened:
        opened.extractall(plugins)
    # Python does so once after each installation; a step that is measured would have it to do.
    compileall.compile_dir(plugins, quiet=2)


if __name__ == "__main__":
    installed = sys.argv[1] != "--zip"
    file, *arguments = sys.argv[1 if installed else 2 :]
    language = os.environ.get("QGIS_LANGUAGE", "en")
    sys.exit(run_in_window(Path(file), arguments, language=language, installed=installed))
