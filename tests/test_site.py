"""The site: built from the pages without a warning, it asks nothing of another host, and every page has its place."""

from __future__ import annotations

import os
import re
import struct
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
USER_PAGES = [page for page in PAGES if DOCS / "developers" not in page.parents]
ELSEWHERE = re.compile(r"^(https?:)?//")
IN_STYLES = re.compile(r"(?:url\(|@import\s+)[\"']?((?:https?:)?//[^\"')]+)")
PICTURE = re.compile(r"!\[[^\]]*\]\(([^)\s]+)\)")
READ_THROUGH = ("Start", "Tutorial", "Guides", "Background")
MOST_WORDS = 12_000
"""Of the pages in English that are read through, together."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Return the folder of the built site, and what the build says."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    ran = subprocess.run(command, cwd=ROOT, env=quiet, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return folder, ran.stderr


@pytest.fixture(scope="module")
def site(built: tuple[Path, str]) -> Path:
    return built[0]


class Reader(HTMLParser):
    """What a browser would load of a page, its words, and how often each tag begins."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.tags: list[str] = []
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        given = {name: value or "" for name, value in attrs}
        self.loads += [given[name] for name in ("src", "srcset", "poster", "data") if name in given]
        if tag == "link" and "canonical" not in given.get("rel", ""):
            self.loads.append(given.get("href", ""))


def test_built_pages_load_nothing_from_another_host(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > len(PAGES)  # and the changes, the contributing and the page that is not found
    loads = [(page.name, load) for page in pages for load in Reader(page).loads]
    assert len(loads) > 5 * len(pages)
    assert [one for one in loads if ELSEWHERE.match(one[1])] == []
    styles = {page.name: IN_STYLES.findall(page.read_text(encoding="utf-8")) for page in site.rglob("*.css")}
    assert styles
    assert not any(styles.values())
    # The script of the theme draws diagrams with one from elsewhere, where a page has such a block.
    assert not [page for page in pages if "mermaid" in page.read_text(encoding="utf-8").partition("<article")[2]]


def test_the_first_page_is_the_start(site: Path) -> None:
    text = (site / "index.html").read_text(encoding="utf-8")
    assert "<h1" in text
    assert "five clicks" in text
    assert not (site / "start.html").exists()


def test_lists_are_lists_on_the_site_too(site: Path) -> None:
    """As many items as marks, also below a paragraph without a blank line, and behind a picture in an item."""
    wrong, looked = [], 0
    for page in PAGES:
        text = re.sub(r"^ *```.*?^ *```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
        marks = len(re.findall(r"^ *(?:-|\d+\.) ", text, re.MULTILINE))
        built = site / ("index.html" if page == DOCS / "start.md" else page.relative_to(DOCS).with_suffix(".html"))
        article = built.read_text(encoding="utf-8").partition("<article")[2].partition("</article>")[0]
        looked += marks
        if article.count("<li>") != marks:
            wrong.append((name_of(page), marks, article.count("<li>")))
    assert looked > 300
    assert wrong == []


@pytest.fixture(scope="module")
def hooks(load_script: Callable[[str], ModuleType]) -> ModuleType:
    return load_script("docs/site_hooks")


@pytest.mark.parametrize(
    ("commonmark", "made"),
    [
        ("Words:\n- a\n- b", "Words:\n\n- a\n- b"),
        ("1. a\n   b\n2. c", "1. a\n    b\n2. c"),
        ("1. a\n\n   ![p](p.png)\n2. c", "1. a\n\n    ![p](p.png)\n\n2. c"),
        ("- a\n  - b\n    c\n- d", "- a\n    - b\n        c\n- d"),
        ("- a\nlazy\n\nafter", "- a\n    lazy\n\nafter"),
        ("- a\n\nafter\n- b", "- a\n\nafter\n\n- b"),
        ("```\n- a\n  b\n```\nx", "```\n- a\n  b\n```\nx"),
        ("- a\n\n  ```sh\n  - b\n  ```\n- c", "- a\n\n    ```sh\n    - b\n    ```\n\n- c"),
    ],
)
def test_commonmark_becomes_what_the_site_reads(hooks: ModuleType, commonmark: str, made: str) -> None:
    assert hooks.for_python_markdown(commonmark) == made


def name_of(path: Path) -> str:
    return str(path.relative_to(DOCS))


def pictures_of(page: Path) -> list[Path]:
    return [(page.parent / one).resolve() for one in PICTURE.findall(page.read_text(encoding="utf-8"))]


def test_each_picture_is_there_and_shown() -> None:
    shown = {one for page in [ROOT / "README.md", *PAGES] for one in pictures_of(page)}
    there = {one.resolve() for one in (DOCS / "images").rglob("*.*")}
    assert shown - there == set()
    assert there - shown == set()


@pytest.mark.parametrize("picture", sorted((DOCS / "images").rglob("*.png")), ids=name_of)
def test_pictures_are_small_and_in_a_palette(picture: Path, load_script: Callable[[str], ModuleType]) -> None:
    most = load_script("releasing/plugin_site")
    head = picture.read_bytes()[:26]
    width, _height, _depth, kind = struct.unpack(">IIBB", head[16:26])
    assert (kind, width <= most.MAX_PICTURE_PIXELS, picture.stat().st_size <= most.MAX_PICTURE_BYTES) == (
        3,
        True,
        True,
    ), (
        width,
        picture.stat().st_size,
    )


def test_pages_in_two_languages_lead_to_each_other() -> None:
    pairs = [(DOCS / "nl" / one.name, DOCS / one.name) for one in (DOCS / "nl").glob("*.md")]
    assert len(pairs) >= 4
    for dutch, english in pairs:
        assert f"]({os.path.relpath(english, dutch.parent)})" in dutch.read_text(encoding="utf-8")
        assert f"]({os.path.relpath(dutch, english.parent)})" in english.read_text(encoding="utf-8")


GIVES = re.compile(
    r"(This page|Here|In half an hour you|`buurtmaat:\w+` (is|\w+s)|Deze bladzijde|Hier|In een half uur)\b"
)
"""How the first sentence of a page for users begins, so that it says what the reader gets there."""


@pytest.mark.parametrize("page", USER_PAGES, ids=name_of)
def test_the_first_sentence_says_what_the_page_gives(page: Path) -> None:
    heading, *rest = re.split(r"\n{2,}", page.read_text(encoding="utf-8").strip())
    assert heading.startswith("# ")
    assert GIVES.match(rest[0]), rest[0]


def test_the_words_of_the_pages_that_are_read_through_are_told_and_grow_no_further(built: tuple[Path, str]) -> None:
    """The manual is to be read, so what a page says twice comes out before anything goes in."""
    order = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:\n")[2]
    parts = dict(re.findall(r"^  - (\w+):(.*(?:\n {5}.*)*)", order, re.MULTILINE))
    read = [page for name in READ_THROUGH for page in re.findall(r"\S+\.md", parts[name])]
    assert len(read) > 15
    words = {page: len((DOCS / page).read_text(encoding="utf-8").split()) for page in read}
    assert sum(words.values()) <= MOST_WORDS, words
    assert f"words of {', '.join(READ_THROUGH)}: {sum(words.values())}" in built[1]
