"""A PostGIS server of its own for a test session, with a database for each module of tests."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from qgis.core import QgsProviderRegistry

_PROGRAMS = Path("/usr/lib/postgresql")


def why_not() -> str:
    """Describe what is missing for a server; an empty text if nothing is."""
    if QgsProviderRegistry.instance().providerMetadata("postgres") is None:
        return "this QGIS has no PostgreSQL provider"
    if not _programs():
        return "no PostgreSQL server is installed (postgresql-17, postgresql-17-postgis-3)"
    if os.geteuid() == 0 and "postgres" not in {user.pw_name for user in pwd.getpwall()}:
        return "there is no user postgres, and root may not run a server"
    return ""


def _programs() -> Path | None:
    found = sorted(_PROGRAMS.glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    return found[-1].parent if found else None


@contextmanager
def server() -> Iterator[Callable[[], str]]:
    """Run a server, and give a function that makes a database that knows PostGIS and returns how to connect to it."""
    folder = Path(tempfile.mkdtemp(prefix="buurtmaat-postgis-"))
    folder.chmod(0o755)
    as_root = os.geteuid() == 0
    if as_root:
        shutil.chown(folder, "postgres")

    def do(*command: str) -> None:
        words = (["runuser", "-u", "postgres", "--"] if as_root else []) + list(command)
        done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False, timeout=300)
        assert done.returncode == 0, done.stdout + done.stderr

    programs, data = str(_programs()), str(folder / "data")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    try:
        do(f"{programs}/initdb", "-A", "trust", "-U", "postgres", "--no-sync", "-D", data)
        # Each connection is a process, which would load PostGIS anew, and is used for a statement or two.
        quick = "-c shared_preload_libraries=postgis-3 -c jit=off -c autovacuum=off"
        options = f"-p {port} -h 127.0.0.1 -k {folder} -F {quick}"
        do(f"{programs}/pg_ctl", "-D", data, "-o", options, "-l", str(folder / "log"), "-w", "start")
        try:
            psql = (f"{programs}/psql", "-h", "127.0.0.1", "-p", str(port), "-U", "postgres", "-q")
            do(*psql, "-c", "create extension postgis; create schema other", "template1")
            number = count(1)

            def new() -> str:
                name = f"town{next(number)}"
                do(*psql, "-c", f"create database {name}")
                return f"dbname='{name}' host=127.0.0.1 port={port} user='postgres' sslmode=disable"

            yield new
        finally:
            do(f"{programs}/pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def locked(where: str, name: str) -> Iterator[Callable[[], None]]:
    """Hold a table as long as the block lasts, and give what lets go of it sooner."""
    psql = [f"{_programs()}/psql", where, "--quiet", "--no-psqlrc"]
    with subprocess.Popen(psql, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        try:
            print(f"begin; lock table {name} in access exclusive mode;\n\\echo held", file=holder.stdin, flush=True)
            assert holder.stdout.readline() == "held\n"
            yield holder.stdin.close
            assert holder.stdin.closed or holder.poll() is None
        finally:
            holder.stdin.close()
