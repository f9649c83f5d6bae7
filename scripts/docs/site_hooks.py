"""What the site needs beside its pages: mkdocs calls these as it builds (hooks in mkdocs.yml).

The pages are CommonMark, as the help of the plugin shows them; Python-Markdown, which mkdocs reads them with, wants a
blank line before a list and four spaces for each level of it.
"""

from __future__ import annotations

import logging
import posixpath
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.structure.files import File, Files

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

_ROOT = Path(__file__).resolve().parent.parent.parent
_LOG = logging.getLogger("mkdocs.site_hooks")
_START = "start.md"
_READ = ("Start", "Tutorial", "Guides", "Background")
"""The sections that are read through; the others are looked up, translate these, or are for those who carry on."""
_BESIDE = {"README.md": "overview.md", "CHANGELOG.md": "changes.md", "CONTRIBUTING.md": "developers/contributing.md"}
"""Pages beside docs/, and where the site has them."""
_PICTURE = re.compile(r"!\[[^]]*\]\(([^)\s]+)\)")
_ITEM = re.compile(r"( *)([-*+]|\d+[.)])( +)")
_FENCE = re.compile(r" *(`{3,}|~{3,})")
_LINK = re.compile(r"\[([^]]*)\]\(([^)\s#:]+)((?:#[^)\s]*)?)\)")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages beside docs/, and make the first page the one that a site opens with."""
    for source, place in _BESIDE.items():
        files.append(File.generated(config, place, content=(_ROOT / source).read_text(encoding="utf-8")))
    start = files.get_file_from_path(_START)
    start.dest_uri, start.url = "index.html", "index.html"
    start.abs_dest_path = str(Path(config.site_dir, "index.html"))
    return files


def on_post_build(config: MkDocsConfig) -> None:
    """Log how many words the pages have that are read through."""
    pages = [page for section in config.nav or [] for page in _pages(section) if not set(section).isdisjoint(_READ)]
    words = [len(Path(config.docs_dir, page).read_text(encoding="utf-8").split()) for page in pages]
    _LOG.info("words of %s: %d", ", ".join(_READ), sum(words))


def _pages(entry: str | list[Any] | dict[str, Any]) -> list[str]:
    """Return the pages of a part of the order in mkdocs.yml."""
    if isinstance(entry, str):
        return [entry]
    return [page for one in (entry.values() if isinstance(entry, dict) else entry) for page in _pages(one)]


def on_page_markdown(markdown: str, page: Page, **_: object) -> str:
    """Lead links to where the site has their pages, and part lists as Python-Markdown wants it."""
    place = page.file.src_uri
    source = next((one for one, there in _BESIDE.items() if there == place), f"docs/{place}")

    def led(found: re.Match[str]) -> str:
        there = _place_of(posixpath.normpath(posixpath.join(posixpath.dirname(source), found[2])))
        if there is None:
            return found[1]  # a file of the source that is no page
        return f"[{found[1]}]({posixpath.relpath(there, posixpath.dirname(place) or '.')}{found[3]})"

    # As in the help, a picture leads to itself, to be seen whole.
    return for_python_markdown(_PICTURE.sub(r"[\g<0>](\1)", _LINK.sub(led, markdown)))


def _place_of(file: str) -> str | None:
    """Return where the site has a file of the checkout, if it has it."""
    return _BESIDE.get(file, file.removeprefix("docs/") if file.startswith("docs/") else None)


def for_python_markdown(text: str) -> str:
    """Return a text in CommonMark with blank lines before lists, and four spaces for each level of them."""
    made: list[str] = []
    levels: list[int] = []  # where the text of each open item begins
    fence, before = "", ""
    is_parted = False  # whether the item has a second paragraph, behind which the next one needs a blank line
    for line in text.split("\n"):
        indent = len(line) - len(line.lstrip(" "))
        item = None if fence else _ITEM.match(line)
        if line.strip() and not fence:
            is_lazy = bool(before.strip()) and item is None and not line.lstrip().startswith(("#", "`", "|"))
            was_list = bool(levels)
            while levels and indent < levels[-1] and not is_lazy:
                levels.pop()
            if item and before.strip() and (is_parted or not was_list):
                made.append("")
        own = line[min(indent, levels[-1]) :] if levels else line
        made.append("    " * len(levels) + own if line.strip() else line)
        is_parted = not item and (is_parted or not line.strip())
        if item:
            levels.append(indent + len(item[2]) + len(item[3]))
        mark = _FENCE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        before = line
    return "\n".join(made)
