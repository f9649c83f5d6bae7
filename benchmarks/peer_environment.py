"""A peer in an environment of its own, made the first time that it is asked for."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import venv

import checkout


def run_with(peer: str, packages: tuple[str, ...]) -> None:
    """Run this command again where a peer is, with numpy, pandas and scipy as here; do nothing where it is here."""
    if importlib.util.find_spec(peer):
        return
    home = checkout.ROOT / ".venv" / peer
    python = home / "bin" / "python"
    if not python.exists():
        print(f"Installing {' and '.join(packages)} in {home} …", file=sys.stderr)
        venv.create(home, system_site_packages=True, with_pip=True)
        pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--constraint"]
        subprocess.run([*pip, checkout.ROOT / ".venv" / "constraints.txt", *packages], check=True)
    sys.exit(subprocess.run([python, *sys.argv], check=False).returncode)
