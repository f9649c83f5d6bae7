"""Which objects of OpenStreetMap are asked for, as services.json has them: kinds of objects, a key and its values."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SELECTOR = re.compile(r"(?:(node|way|relation|nwr|wr|nw)\s*:\s*)?([A-Za-z0-9_:]+)(?:\s*=\s*([^\[\]\"\\]{1,500}))?")
_VALUE = re.compile(r"[\w .:+-]+")


@dataclass(frozen=True)
class Selector:
    """Objects of some kinds (`nwr`: all three) with a key, and one of some values; any where none is given."""

    kinds: str
    key: str
    values: tuple[str, ...]

    @property
    def text(self) -> str:
        """Return it as Overpass takes it."""
        if not self.values:
            return f'{self.kinds}["{self.key}"]'
        if len(self.values) == 1:
            return f'{self.kinds}["{self.key}"="{self.values[0]}"]'
        values = "|".join(re.sub("([.+])", r"[\1]", value) for value in self.values)
        return f'{self.kinds}["{self.key}"~"^({values})$"]'


def read_selector(text: str) -> Selector | None:
    """Read `way: highway` or `amenity=school|library`; None where it is neither."""
    match = _SELECTOR.fullmatch(text.strip())
    if match is None:
        return None
    values = tuple(one.strip() for one in match[3].split("|")) if match[3] else ()
    if not all(_VALUE.fullmatch(one) for one in values):
        return None
    return Selector(match[1] or "nwr", match[2], values)
