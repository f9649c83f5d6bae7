"""Whose data a report rests on, in one line."""

from __future__ import annotations

from collections.abc import Sequence

from ..io.translation import Language
from ..outputs.provenance import InputLayer


def owners(inputs: Sequence[InputLayer]) -> list[str]:
    """Return whose data it is as the layers say, each once."""
    return list(dict.fromkeys(part for one in inputs for part in map(str.strip, one.rights.split(";")) if part))


def attribution(inputs: Sequence[InputLayer], language: Language) -> str:
    """Return in a line whose data it is; empty where no layer says it."""
    named = owners(inputs)
    return language.tr("Data: {owners}").format(owners="; ".join(named)) if named else ""
