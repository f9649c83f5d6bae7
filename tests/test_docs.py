"""The pages: links and paths lead somewhere, in the source and in the ZIP, and tell what the code is."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = [
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
FOR_DEVELOPERS = [ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs" / "developers").rglob("*.md"))]
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\s]+)`")
PLACE = re.compile(r"(\.github|adapters|algorithms|benchmarks|core|docs|resources|scripts|tests|ui)/[\w./-]*")
SOURCE_ONLY = re.compile(r"^/(\S+) export-ignore$", re.MULTILINE)


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def links(page: Path) -> list[str]:
    text = page.read_text(encoding="utf-8")
    return [link for link in LINK.findall(text) if not link.startswith(("http:", "https:", "mailto:"))]


def anchors(page: Path) -> set[str]:
    """Name the headings of a page as links do: lower case, hyphens for spaces, letters and digits only."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_to_what_is_there(page: Path) -> None:
    for link in links(page):
        file, _, anchor = link.partition("#")
        target = (page.parent / file).resolve() if file else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_no_page_has_two_versions_of_a_passage(page: Path) -> None:
    marks = re.compile(r"^(<{7} .*|={7}|>{7} .*)$", re.MULTILINE)
    assert marks.findall(page.read_text(encoding="utf-8")) == []


def test_pages_in_the_zip_link_to_what_is_in_the_zip() -> None:
    left_out = [ROOT / name for name in SOURCE_ONLY.findall((ROOT / ".gitattributes").read_text(encoding="utf-8"))]
    assert ROOT / "CONTRIBUTING.md" in left_out

    def is_left_out(path: Path) -> bool:
        return any(path == one or one in path.parents for one in left_out)

    for page in PAGES:
        targets = [(page.parent / link.partition("#")[0]).resolve() for link in links(page) if not link.startswith("#")]
        assert is_left_out(page) or [name_of(one) for one in targets if is_left_out(one)] == [], page


def test_what_only_developers_need_stays_out_of_the_zip() -> None:
    names = (".github/workflows/tests.yml", ".pre-commit-config.yaml", "CITATION.cff", "CONTRIBUTING.md", "SECURITY.md")
    done = subprocess.run(
        ["git", "-C", ROOT, "check-attr", "export-ignore", "--", *(name.split("/")[0] for name in names)],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert [line.rpartition(": ")[2] for line in done.stdout.splitlines()] == ["set"] * len(names)
    assert [name for name in names if not (ROOT / name).is_file()] == []


@pytest.mark.parametrize("page", FOR_DEVELOPERS, ids=name_of)
def test_paths_on_pages_for_developers_are_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    paths = [code for code in CODE.findall(text) if PLACE.fullmatch(code)]
    # A module may go without its ending, as `scripts/mutants` names it.
    assert [path for path in paths if not ((ROOT / path).exists() or (ROOT / f"{path}.py").is_file())] == []


def defined_in(path: Path) -> set[str]:
    """Name the functions, methods, classes and constants of a module."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign):
            found.update(target.id for target in node.targets if isinstance(target, ast.Name))
    return found


def test_the_ways_on_the_page_of_the_architecture_are_those_of_the_code() -> None:
    text = (ROOT / "docs" / "developers" / "architecture.md").read_text(encoding="utf-8")
    steps = re.findall(r"^\| \d+ \| (.+?) \|", text, re.MULTILINE)
    assert len(steps) == 24
    for step in steps:
        file, *names = CODE.findall(step)
        assert set(names) <= defined_in(ROOT / file), step
    # In the text it is the other way round too: `name` (`file`).
    for name, file in re.findall(r"`(\w+)` \(`((?:core|adapters|algorithms|ui)/[\w/]+\.py)`\)", text):
        assert name in defined_in(ROOT / file), (name, file)


def test_what_the_how_tos_name_is_in_the_files_that_they_name() -> None:
    """Of each row the names in the last cell: in one of its files, in the code or as a key of a table."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    files: list[Path] = []
    lost, looked = [], 0
    for first, what in re.findall(r"^\| ([^|]*) \| ([^|]+) \|$", text, re.MULTILINE):
        places = [ROOT / code for code in CODE.findall(first)]
        if first != "the same":
            files = [place for place in places if place.suffix == ".py" and place.is_file()]
        for name in re.findall(r"`([A-Za-z_]\w+)`", what) if files else ():
            looked += 1
            if not any(re.search(rf"\b{name}\b", file.read_text(encoding="utf-8")) for file in files):
                lost.append(f"{first}: {name}")
    assert looked > 20
    assert lost == []


def rooms_imported(room: Path) -> set[str]:
    """Name the rooms beside it that the modules of a room import; those directly in the layer are no room."""
    found: set[str] = set()
    for path in room.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.level == 2 and node.module:
                found.add(node.module.partition(".")[0])
            elif isinstance(node, ast.ImportFrom) and node.level == 2:
                found.update(alias.name for alias in node.names)
    return {name for name in found if (room.parent / name).is_dir()}


def test_the_rooms_on_the_page_of_the_architecture_import_what_it_says() -> None:
    text = (ROOT / "docs" / "developers" / "architecture.md").read_text(encoding="utf-8")
    told: dict[str, set[str]] = {}
    for place, said in re.findall(r"^\| `((?:core|adapters)/\w+)/` \| [^|]+ \| ([^|]+) \|$", text, re.MULTILINE):
        told[place] = set(re.findall(r"\w+", re.sub(r"\([^)]*\)", "", said)))
    rooms = [
        one for layer in ("core", "adapters") for one in (ROOT / layer).iterdir() if (one / "__init__.py").exists()
    ]
    assert told == {name_of(room): rooms_imported(room) for room in rooms}


def test_the_drawing_of_the_architecture_has_a_box_for_each_room() -> None:
    drawing = (ROOT / "docs" / "images" / "architecture.svg").read_text(encoding="utf-8")
    boxes = re.findall(r'font-weight="bold">(\w+)', drawing)
    rooms = [one.parent.name for layer in ("core", "adapters", "ui") for one in (ROOT / layer).glob("*/__init__.py")]
    # Besides these: the menu, the one box of the algorithms, and a room of which the box says more.
    assert sorted(boxes) == sorted([*rooms, "menu", "one"])


def test_decisions_are_listed_each_once_in_order() -> None:
    folder = ROOT / "docs" / "developers"
    listed = re.findall(
        r"^\| (\d+) \| \[(.+)\]\((decisions/.+)\) \| (.+) \|$",
        (folder / "decisions.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    assert [int(number) for number, *_ in listed] == list(range(1, len(listed) + 1))
    assert {folder / file for *_, file, _ in listed} == set((folder / "decisions").glob("*.md"))
    for number, title, file, day in listed:
        assert (folder / file).name.startswith(f"{int(number):02d}-")
        first, _, second, *_ = (folder / file).read_text(encoding="utf-8").splitlines()
        assert first == f"# {number}. {title}"
        assert second.startswith(f"{day} · ")
        headings = re.findall(r"^## (.+)$", (folder / file).read_text(encoding="utf-8"), re.MULTILINE)
        assert headings == ["Context", "Choice", "Alternatives", "Where"]


def test_the_citation_names_the_version_and_licence_of_the_plugin() -> None:
    told = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    metadata = (ROOT / "metadata.txt").read_text(encoding="utf-8")
    for key in ("version", "license"):
        (value,) = re.findall(rf"^{key}=(.+)$", metadata, re.MULTILINE)
        assert re.findall(rf"^{key}: (.+)$", told, re.MULTILINE) == [value]


def test_the_figures_for_users_are_those_that_were_measured() -> None:
    """Of each row with figures all of them in one row, or one paragraph, of the page with the measurements."""
    docs = ROOT / "docs"
    measured = (docs / "developers" / "performance.md").read_text(encoding="utf-8")
    places = [" ".join(place.split()) for place in re.split(r"\n(?=\|)|\n\n", measured)]
    lost, looked = [], 0
    for page in ("performance.md", "comparison.md"):
        for row in re.findall(r"^\| (.+) \|$", (docs / page).read_text(encoding="utf-8"), re.MULTILINE):
            figures = set(re.findall(r"(?<![\w.,])\d[\d.,]*(?= |$)", row)) if "](" not in row else set()
            looked += bool(figures)
            if not any(figures <= set(re.findall(r"\d[\d.,]*\d|\d", place)) for place in places):
                lost.append(row)
    assert looked == 10
    assert lost == []


def test_the_share_of_noticed_mutants_for_users_is_that_of_a_draw_that_nobody_had_looked_at() -> None:
    docs = ROOT / "docs"
    measured = (docs / "developers" / "reliability.md").read_text(encoding="utf-8")
    (row,) = re.findall(r"^\| seed 2, as it was found \| (.+) \|$", measured, re.MULTILINE)
    *numbers, noticed = row.split(" | ")
    _, mutants, killed, same, spared, alive = (int(number.replace(",", "")) for number in numbers)
    assert killed + same + spared + alive == mutants
    assert noticed == f"{100 * killed / (killed + alive):.1f} %"
    assert f"noticed {noticed}." in " ".join((docs / "reliability.md").read_text(encoding="utf-8").split())
