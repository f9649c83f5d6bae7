"""The command line: what it takes is what its page says, and what is no number is refused."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from buurtmaat.batch.command import _parser

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_lists_the_options() -> None:
    rows = re.findall(
        r"^\| (`--.+?) \|", (ROOT / "docs" / "batch-command.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    told = {option for row in rows for option in re.findall(r"--\w+", row)}
    assert told == set(re.findall(r"--\w+", _parser().format_usage())) | {"--code"}
    for option in told:
        assert option in _parser().format_help()


@pytest.mark.parametrize(
    "arguments",
    [
        ["--margin", "-1"],
        ["--margin", "nan"],
        ["--margin", "far"],
        ["--workers", "0"],
        ["--workers", "2", "--serial"],
        ["--format", "xlsx"],
    ],
)
def test_what_makes_no_sense_is_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        _parser().parse_args(["recipe.json", "m.gpkg", "out", *arguments])
    assert stop.value.code == 2
    assert arguments[0] in capsys.readouterr().err


def test_a_margin_may_have_a_decimal_comma() -> None:
    assert _parser().parse_args(["recipe.json", "m.gpkg", "out", "--margin", "1200,5"]).margin == 1200.5


def help_of_the_script(folder: Path, **more: str) -> str:
    env = {**os.environ, "PYTHON": sys.executable, "QT_QPA_PLATFORM": "offscreen", **more}
    done = subprocess.run(
        [ROOT / "scripts" / "municipalities", "--help"],
        cwd=folder, env=env, capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    return done.stdout


def test_the_script_starts_it_whatever_the_checkout_is_called(tmp_path: Path) -> None:
    assert "Run a recipe for every municipality" in help_of_the_script(tmp_path)


def test_a_letter_that_the_output_cannot_have_ends_nothing(tmp_path: Path) -> None:
    """As found: a batch whose output went to a file in an old encoding ended before its tables were written."""
    assert "what ?Save as recipe?? wrote" in help_of_the_script(tmp_path, PYTHONIOENCODING="ascii")
