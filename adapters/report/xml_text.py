"""Text for files that are XML inside."""

from __future__ import annotations

import re

_REFUSED = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """Take out the characters that XML cannot hold in any way: one of them, and the file would not open."""
    return _REFUSED.sub("", text)
