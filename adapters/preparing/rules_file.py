"""The rules that an algorithm goes by: those of a user's own file, or the shipped ones."""

from __future__ import annotations

from pathlib import Path

from ...core.errors import InputError
from ...core.system_words import system_words
from ..io import parameter_names as p
from ..io.reader import Reader


def read_rules_file(reader: Reader, shipped: Path) -> tuple[bytes, str]:
    """Return what the file of `RULES`, or else the shipped one, holds, and its name."""
    given = reader.text(p.RULES)
    path = Path(given) if given else shipped
    try:
        return path.read_bytes(), path.name
    except OSError as error:
        raise InputError(
            "The file “{file}” cannot be read ({why}): choose a file with rules (JSON).",
            file=str(path),
            why=system_words(error),
        ) from error
