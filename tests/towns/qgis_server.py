"""A QGIS Server on this machine, which serves layers by WFS and OGC API Features as a real one does."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from qgis.core import QgsProject, QgsVectorLayer

PROGRAM = "qgis_mapserver"


def is_there() -> bool:
    """Return whether the server is installed, as scripts/setup does."""
    return shutil.which(PROGRAM) is not None


def publish(path: Path, layers: Mapping[str, str]) -> Path:
    """Write a project that publishes layers under their names."""
    project = QgsProject()
    made = [QgsVectorLayer(source, name, "ogr") for name, source in layers.items()]
    assert all(layer.isValid() for layer in made)
    project.addMapLayers(made)
    project.writeEntry("WFSLayers", "/", [layer.id() for layer in made])
    assert project.write(str(path))
    return path


@contextmanager
def serving_project(project: Path, log: Path) -> Iterator[str]:
    """Let a server run for a while; return its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QGIS_SERVER_IGNORE_BAD_LAYERS": "1"}
    with log.open("w") as told:
        command = [PROGRAM, "-p", str(project), f"127.0.0.1:{port}"]
        server = subprocess.Popen(command, env=surroundings, stdout=told, stderr=told)
        address = f"http://127.0.0.1:{port}"
        try:
            _wait(address, server, log)
            yield address
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _wait(address: str, server: subprocess.Popen, log: Path) -> None:
    """Wait until the server answers."""
    for _ in range(600):
        assert server.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(f"{address}/wfs3/collections", timeout=60):  # noqa: S310 -- this machine
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(log.read_text())
