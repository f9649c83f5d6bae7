"""What benchmarks say of themselves: who asks for help gets words, and nothing is measured."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

_ASK = """
import argparse, runpy, sys
print_help, asked = argparse.ArgumentParser.print_help, []

def noted(parser, file=None):
    asked.append((parser.description, [action.dest for action in parser._actions if not action.help]))
    print_help(parser, file)

argparse.ArgumentParser.print_help = noted
for file in sys.argv[1:]:
    sys.argv = [file, "--help"]
    try:
        module = runpy.run_path(file, run_name="__main__")
    except SystemExit as ended:
        assert ended.code == 0, file
    about, without = asked.pop()  # nothing to pop where it ran
    assert about and " " in about and not without, (file, about, without)
    assert not asked, file
print("all", file=sys.stderr)
"""
"""In one program for all of them, since what they import takes a second."""


def test_each_benchmark_says_what_it_measures_and_what_each_option_is_and_measures_nothing():
    """As found: `cancel.py --help` ran all algorithms, and many options had no words."""
    sources = {path: path.read_text(encoding="utf-8") for path in (ROOT / "benchmarks").glob("*.py")}
    commands = [str(path) for path, text in sources.items() if "__main__" in text]
    assert len(commands) > 20
    told = subprocess.run(
        [sys.executable, "-c", _ASK, *sorted(commands)],
        capture_output=True, text=True, check=False, cwd=ROOT / "benchmarks", timeout=300,
    )  # fmt: skip
    assert (told.returncode, told.stderr.splitlines()[-1:]) == (0, ["all"]), told.stderr
    assert told.stdout.count("usage: ") == len(commands)
