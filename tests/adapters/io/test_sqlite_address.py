"""The URIs by which SQLite opens files, of any system."""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import closing
from pathlib import PurePosixPath, PureWindowsPath

import pytest

from buurtmaat.adapters.io.sqlite_address import sqlite_address


@pytest.mark.parametrize(
    ("path", "address"),
    [
        (PurePosixPath("/data/town.gpkg"), "file:///data/town.gpkg?mode=ro"),
        (PureWindowsPath(r"C:\data\my town.gpkg"), "file:///C:/data/my%20town.gpkg?mode=ro"),
        (PureWindowsPath(r"\\server\share\town.gpkg"), "file:////server/share/town.gpkg?mode=ro"),
        (PureWindowsPath(r"\\server\share$\50% #1.gpkg"), "file:////server/share%24/50%25%20%231.gpkg?mode=ro"),
    ],
)
def test_the_address_of_a_path(path, address):
    assert sqlite_address(path, mode="ro") == address


def test_a_share_of_windows_is_no_host_to_sqlite(tmp_path):
    """On a path of two slashes Linux finds the same file as on one, so SQLite can be asked here too."""
    there = tmp_path / "town.gpkg"
    with closing(sqlite3.connect(there)) as database:
        database.execute("CREATE TABLE homes (a)")
    share = PureWindowsPath(f"/{there.as_posix()}")
    with closing(sqlite3.connect(sqlite_address(share, mode="ro"), uri=True)) as database:
        assert database.execute("SELECT name FROM sqlite_master").fetchall() == [("homes",)]


@pytest.mark.parametrize("name", ["a?b#c.gpkg", "50%20.gpkg", "één straat.gpkg", "a&b=c;d.gpkg", "'quoted' \"x\".gpkg"])
def test_a_file_may_be_called_anything(name, tmp_path):
    with closing(sqlite3.connect(sqlite_address(tmp_path / name, mode="rwc"), uri=True)) as database:
        database.execute("CREATE TABLE homes (a)")
    assert [one.name for one in tmp_path.iterdir()] == [name]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems let no file be called so")
def test_also_what_is_no_text(tmp_path):
    """As what an older system called it in letters of its own."""
    path = tmp_path / os.fsdecode(b"stra\xdfe.gpkg")
    with closing(sqlite3.connect(sqlite_address(path, mode="rwc"), uri=True)) as database:
        database.execute("CREATE TABLE homes (a)")
    assert os.listdir(os.fsencode(tmp_path)) == [b"stra\xdfe.gpkg"]
