"""The ZIP that users install: what the plugin site asks of it, and that it works on its own."""

from __future__ import annotations

import configparser
import os
import re
import shutil
import struct
import subprocess
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def package(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("package") / "buurtmaat.zip"
    subprocess.run([root / "scripts" / "package", "--draft", "--work-tree", path], check=True, capture_output=True)
    return path


@pytest.fixture(scope="module")
def plugin_site(load_script: Callable[[str], ModuleType]) -> ModuleType:
    return load_script("releasing/plugin_site")


def test_plugin_site_has_nothing_to_object(package: Path, plugin_site: ModuleType) -> None:
    assert plugin_site.problems(package) == []


def test_plugin_site_rules_find_what_is_wrong(tmp_path: Path, plugin_site: ModuleType) -> None:
    path = tmp_path / "bad.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("buurtmaat/__init__.py", "")
        archive.writestr("buurtmaat/__pycache__/plugin.cpython-313.pyc", "")
        archive.writestr("buurtmaat/metadata.txt", "[general]\nname=Buurtmaat\nsupportsQt6=True\n")
        archive.writestr("other/file.txt", "")
    text = "\n".join(plugin_site.problems(path))
    for expected in ("LICENSE is missing", "__pycache__", "folder buurtmaat", "lacks version", "supportsQt6", "icon"):
        assert expected in text


def png(path: Path, *, width: int, palette: bool, padding: int = 0) -> Path:
    """Write a picture of one row, as a PNG with or without a palette."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, 1, 8, 3 if palette else 2, 0, 0, 0)
    pixels = zlib.compress(bytes(1 + width * (1 if palette else 3)))
    parts = [chunk(b"IHDR", head), chunk(b"PLTE", bytes(3)) if palette else b"", chunk(b"tEXt", bytes(padding))]
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(parts) + chunk(b"IDAT", pixels) + chunk(b"IEND", b""))
    return path


def test_pictures_that_are_large_are_named(tmp_path: Path, plugin_site: ModuleType) -> None:
    small = png(tmp_path / "small.png", width=1200, palette=True)
    padding = 90_000 - small.stat().st_size
    pictures = {
        "good": small,
        "full": png(tmp_path / "full.png", width=1200, palette=True, padding=padding),
        "heavy": png(tmp_path / "heavy.png", width=1200, palette=True, padding=padding + 1),
        "wide": png(tmp_path / "wide.png", width=1201, palette=True),
        "true": png(tmp_path / "true.png", width=10, palette=False),
    }
    path = tmp_path / "pictures.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, picture in pictures.items():
            archive.write(picture, f"buurtmaat/docs/images/{name}.png")
        archive.writestr("buurtmaat/docs/images/photo.jpg", "")
    assert [one.removeprefix("buurtmaat/docs/images/") for one in plugin_site.large_pictures(path)] == [
        "heavy.png has 90001 bytes, of at most 90000",
        "photo.jpg: write pictures as PNG",
        "true.png has no palette",
        "wide.png is 1201 pixels wide, of at most 1200",
    ]


def test_a_zip_is_at_most_10_mb(package: Path, plugin_site: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    assert package.stat().st_size <= 10 * 1024 * 1024
    monkeypatch.setattr(plugin_site, "MAX_BYTES", package.stat().st_size - 1)
    assert "larger than" in " ".join(plugin_site.problems(package))


METADATA = "[general]\nname=Buurtmaat\nversion=1.2.0\nemail={email}\nhomepage={page}\n"
CHANGELOG = """# Changelog

## 1.10.0 (2027-02-03)

- Not this.

## 1.2.0 ({day})

First *version*, over
two lines; 60 % of it with `code`.

- A [link](docs/somewhere.md) and 2 * 3 * 4,
  on two lines.
- Another.

### Mended

- One.

## 1.1.0 (2026-01-02)

- Older.
"""


def told(
    folder: Path, *, email: str = "a@buurtmaat.nl", page: str = "https://buurtmaat.nl", day: str = "2027-01-02"
) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "metadata.txt").write_text(METADATA.format(email=email, page=page), encoding="utf-8")
    (folder / "CHANGELOG.md").write_text(CHANGELOG.format(day=day), encoding="utf-8")
    return folder


def test_what_changed_in_this_version_comes_into_the_metadata(tmp_path: Path, load_script: Callable) -> None:
    assert load_script("releasing/release").prepare(told(tmp_path), draft=False) == []
    parser = configparser.ConfigParser()  # as QGIS reads it
    parser.read(tmp_path / "metadata.txt", encoding="utf-8")
    assert parser["general"]["version"] == "1.2.0"
    assert parser["general"]["changelog"].splitlines() == [
        "First version, over two lines; 60 % of it with code.",
        "- A link and 2 * 3 * 4, on two lines.",
        "- Another.",
        "Mended:",
        "- One.",
    ]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"email": "a@example.org"}, "metadata.txt: email is a placeholder (a@example.org); write the real address"),
        ({"page": "https://www.example.com/a"}, "metadata.txt: homepage is a placeholder (https://www.example.com/a)"),
        ({"page": "https://buurtmaat.invalid"}, "metadata.txt: homepage is a placeholder"),
        ({"day": "unreleased"}, "CHANGELOG.md: write the day of 1.2.0 behind its heading"),
    ],
)
def test_a_placeholder_is_for_drafts_only(tmp_path: Path, load_script: Callable, given: dict, says: str) -> None:
    release = load_script("releasing/release")
    folder = told(tmp_path, **given)
    before = (folder / "metadata.txt").read_bytes()
    (fault,) = release.prepare(folder, draft=False)
    assert fault.startswith(says)
    assert (folder / "metadata.txt").read_bytes() == before
    assert release.prepare(folder, draft=True) == []


def test_a_version_without_a_word_of_what_changed_is_refused_as_a_draft_too(
    tmp_path: Path, load_script: Callable
) -> None:
    folder = told(tmp_path)
    (folder / "CHANGELOG.md").write_text("# Changelog\n\n## 1.2.0.1 (2027-01-02)\n\n- Else.\n", encoding="utf-8")
    assert load_script("releasing/release").prepare(folder, draft=True) == [
        "CHANGELOG.md has no heading ## 1.2.0; write what changed"
    ]


def checkout(root: Path, folder: Path) -> Path:
    """Make a repository that holds no more than scripts/package needs, with real addresses, in a commit."""
    folder.mkdir()
    for name in ("package", "releasing/release.py", "releasing/plugin_site.py"):
        path = folder / "scripts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(root / "scripts" / name, path)
    (folder / ".gitattributes").write_text("/scripts export-ignore\n/.gitattributes export-ignore\n")
    for name in ("__init__.py", "LICENSE", "resources/icons/buurtmaat.svg"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(root / name, folder / name)
    metadata = (root / "metadata.txt").read_text(encoding="utf-8").replace("example.org", "buurtmaat.nl")
    changelog = (root / "CHANGELOG.md").read_text(encoding="utf-8").replace("(unreleased)", "(2027-01-02)")
    (folder / "metadata.txt").write_text(metadata, encoding="utf-8")
    (folder / "CHANGELOG.md").write_text(changelog, encoding="utf-8")
    git(folder, "init", "-q")
    git(folder, "add", "--all")
    git(folder, "-c", "user.name=A", "-c", "user.email=a@buurtmaat.nl", "commit", "-q", "-m", "A release")
    return folder


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", folder, *arguments], check=True, capture_output=True, text=True)
    return done.stdout


def pack(folder: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = [folder / "scripts" / "package", *arguments]
    return subprocess.run(command, env=kept, check=False, capture_output=True, text=True)


def test_a_release_is_made_of_the_commit_and_one_with_placeholders_is_not_made(root: Path, tmp_path: Path) -> None:
    folder, path = checkout(root, tmp_path / "checkout"), tmp_path / "out.zip"
    (folder / "metadata.txt").write_text("[general]\nversion=9\n")  # not committed
    done = pack(folder, path)
    assert (done.returncode, done.stdout) == (0, f"{path}\n"), done.stderr
    with zipfile.ZipFile(path) as archive:
        metadata = archive.read("buurtmaat/metadata.txt").decode("utf-8")
    version = re.search(r"^version=(.+)$", (root / "metadata.txt").read_text(encoding="utf-8"), re.MULTILINE)
    assert version is not None
    assert f"version={version[1]}\n" in metadata
    assert metadata.count("\nchangelog=") == 1
    assert git(folder, "status", "--short") == " M metadata.txt\n"
    first = path.read_bytes()
    assert pack(folder, path).returncode == 0
    assert path.read_bytes() == first  # the same commit, the same ZIP
    path.unlink()
    git(folder, "checkout", "-q", "metadata.txt")
    text = (folder / "metadata.txt").read_text(encoding="utf-8").replace("@buurtmaat.nl", "@example.org")
    (folder / "metadata.txt").write_text(text, encoding="utf-8")
    refused = pack(folder, "--work-tree", path)
    assert refused.returncode == 1
    assert "email is a placeholder" in refused.stderr
    assert not path.exists()
    assert pack(folder, "--draft", "--work-tree", path).returncode == 0
    (folder / "docs" / "images").mkdir(parents=True)
    png(folder / "docs" / "images" / "wide.png", width=1300, palette=True)
    git(folder, "checkout", "-q", "metadata.txt")
    large = pack(folder, "--work-tree", tmp_path / "large.zip")
    assert (large.returncode, (tmp_path / "large.zip").exists()) == (1, False)
    assert "wide.png is 1300 pixels wide" in large.stderr


def test_an_option_that_is_none_is_refused(root: Path) -> None:
    done = pack(root, "--realease")
    assert (done.returncode, done.stderr) == (2, "package: --draft or --work-tree, not --realease\n")


def test_secrets_are_found_and_fingerprints_are_none(tmp_path: Path, load_script: Callable[[str], ModuleType]) -> None:
    """In scripts/check the whole ZIP is looked at."""
    made_up = "AKIA" + "Q2W3E4R5T6Y7U8I9"
    (tmp_path / "a.py").write_text(f"x = 1\nkey = '{made_up}'\n", encoding="utf-8")
    (tmp_path / "b.md").write_text(f'"sha256": "{"5dda215781e17813" * 4}"\n', encoding="utf-8")
    (tmp_path / "c.txt").write_text("-----BEGIN RSA " + "PRIVATE KEY-----\n", encoding="utf-8")
    (tmp_path / "d.py").write_text(f"key = '{made_up}'\nx = 1\n", encoding="utf-8")  # a line that another file has
    (tmp_path / "e.cfg").write_text(f"[a]\nx = 1\nkey = {made_up}\n", encoding="utf-8")
    found = list(load_script("checking/find_secrets").secrets_in(tmp_path))
    assert {one.partition(":")[0] for one in found} == {"a.py line 2", "c.txt line 1", "d.py line 1", "e.cfg line 3"}


def test_zip_carries_all_that_the_plugin_needs(root: Path, package: Path) -> None:
    with zipfile.ZipFile(package) as archive:
        names = set(archive.namelist())
    for folder in ("adapters", "algorithms", "batch", "core", "ui"):
        for path in (root / folder).rglob("*.py"):
            assert f"buurtmaat/{path.relative_to(root)}" in names
    assert "buurtmaat/resources/i18n/buurtmaat_nl.qm" in names


def test_zip_works_in_a_clean_qgis(package: Path, clean_qgis: dict[str, str]) -> None:
    with zipfile.ZipFile(package) as archive:
        archive.extractall(clean_qgis["QGIS_PLUGINPATH"])  # our own archive

    def qgis_process(*arguments: str) -> str:
        done = subprocess.run(
            ["qgis_process", *arguments], env=clean_qgis, check=False, capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stdout + done.stderr
        return done.stdout

    assert "Enabled buurtmaat" in qgis_process("plugins", "enable", "buurtmaat")
    listed = qgis_process("list")
    for algorithm in ("checknetwork", "nearestfacility", "basicrequirements"):
        assert f"buurtmaat:{algorithm}\t" in listed
