"""What the code may not do: run what it reads, start a shell, or use a network but in the one module for it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAYERS = ("core", "adapters", "algorithms", "ui", "batch")
WEB = "adapters/fetching/web.py"

RUNS_CODE = {
    *("pickle", "cPickle", "_pickle", "dill", "cloudpickle", "joblib", "marshal", "shelve"),
    *("code", "codeop", "runpy", "pty", "yaml", "ruamel", "imp", "pdb", "multiprocessing"),
}
STARTS_PROGRAMS = {"subprocess", "commands", "sh", "plumbum", "pexpect", "webbrowser"}
TALKS = {
    *("socket", "socketserver", "ssl", "select", "selectors", "asyncio", "http", "ftplib", "smtplib", "poplib"),
    *("imaplib", "telnetlib", "nntplib", "xmlrpc", "requests", "httpx", "aiohttp", "urllib3", "paramiko", "owslib"),
}
XML = {"xml", "lxml", "defusedxml", "bs4"}
CALLS = {"eval", "exec", "compile", "__import__", "execfile", "input", "breakpoint"}
ATTRIBUTES = {
    *("eval", "read_pickle", "to_pickle", "from_string", "extractall", "mktemp", "popen", "system", "startfile"),
    *("startCommand", "startDetached", "execute_process", "call_soon", "evalJS", "evaluateJavaScript"),
    *("execv", "execve", "execvp", "execl", "execlp", "spawnv", "spawnl", "spawnvp", "fork", "forkpty"),
}
NETWORK_OF_QT = re.compile(
    r"Qgs(Blocking)?Network\w*|QgsFileDownloader|QgsNetworkContentFetcher\w*|QgsAuthManager|QNetwork\w*|QTcp\w*|QUdp\w*"
    r"|QSsl\w*|QWebSocket\w*|QWeb(Engine)?\w*|QLocal(Server|Socket)|QHttp\w*|QtNetwork|QtWebKit\w*|QDnsLookup"
)

ALLOWED = {
    ("adapters/io/arrow_memory.py", "ctypes"),  # rows of GDAL without an object for each
    ("adapters/io/dependencies.py", "importlib"),
    ("adapters/io/dependencies.py", "importlib.util"),  # whether pandas and scipy are there, without importing them
    ("adapters/outputs/versions.py", "importlib"),
    ("adapters/outputs/versions.py", "importlib.metadata"),  # which versions a recipe was made with
    ("ui/warm_up.py", "importlib"),  # names that stand in the module
    ("ui/warm_up.py", "import_module"),
    ("ui/warm_up.py", "__import__"),
    ("batch/pools.py", "dask"),  # a program beside QGIS: workers on other machines, where the user names a cluster
    ("batch/pools.py", "distributed"),
    ("batch/pools.py", "importlib"),  # our own module by its name, on a worker: a scheduler needs nothing but dask
    ("batch/pools.py", "import_module"),
    ("batch/child_process.py", "QProcess"),  # this Python again, with a list of arguments
    ("ui/written_report.py", "QDesktopServices"),  # opens a report that was written
    ("ui/help_pages.py", "QDesktopServices"),  # follows links of the docs that ship with the plugin
}
"""What only one module does, and why."""

ONLY_FOR_SOME = {"ctypes", "importlib", "importlib.util", "importlib.metadata", "import_module"}
ONLY_FOR_SOME |= {"dask", "distributed", "QProcess", "QDesktopServices"}


def modules() -> list[Path]:
    found = [ROOT / "__init__.py", ROOT / "plugin.py"]
    for layer in LAYERS:
        found += (ROOT / layer).rglob("*.py")
    return sorted(found)


def imported(node: ast.AST) -> Iterator[str]:
    """Return the modules that a statement imports from elsewhere, each with the packages that it lies in."""
    names: list[str] = []
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom) and node.level == 0:
        names = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
    for name in names:
        parts = name.split(".")
        yield from (".".join(parts[:end]) for end in range(1, len(parts) + 1))


def found_in(source: str) -> set[str]:
    """Return what a module does that it may not do, or that only some may do."""
    found = set[str]()
    for node in ast.walk(ast.parse(source)):
        for name in imported(node):
            if name in RUNS_CODE | STARTS_PROGRAMS | TALKS | XML | ONLY_FOR_SOME or name == "urllib.request":
                found.add(name)
            if NETWORK_OF_QT.fullmatch(name.rpartition(".")[2]):
                found.add("a network")
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in CALLS:
                found.add(name)
            case ast.Call(func=ast.Attribute(attr="exec"), args=[_, *_]):
                found.add("exec")  # that of a window takes nothing
            case ast.Attribute(attr=name) | ast.Name(id=name) if NETWORK_OF_QT.fullmatch(name):
                found.add("a network")
            case ast.Attribute(attr=name) if name in ATTRIBUTES | ONLY_FOR_SOME:
                found.add(name)
            case ast.Name(id=name) if name in ("__builtins__", "__loader__", *ONLY_FOR_SOME - {"import_module"}):
                found.add(name)
            case ast.ImportFrom(names=aliases):
                found.update(one.name for one in aliases if one.name in ATTRIBUTES | ONLY_FOR_SOME)
            case ast.keyword(arg="allow_pickle" | "shell", value=value):
                if not (isinstance(value, ast.Constant) and value.value is False):
                    found.add("a shell or pickles")
            case ast.keyword(arg="autoescape", value=ast.Constant(value=False)):
                found.add("texts that are not escaped")
            case ast.Call(func=ast.Name(id="Environment"), keywords=given) if "autoescape" not in {
                k.arg for k in given
            }:
                found.add("texts that are not escaped")
            case ast.Name(id="Markup"):
                found.add("texts that are not escaped")
    return found


def test_nothing_that_is_read_runs_and_nothing_but_the_module_for_it_uses_a_network() -> None:
    found = {
        (str(path.relative_to(ROOT)), what)
        for path in modules()
        for what in found_in(path.read_text(encoding="utf-8"))
        if (str(path.relative_to(ROOT)), what) != (WEB, "a network")
    }
    assert found == ALLOWED


def test_the_module_for_it_uses_the_network_of_qgis() -> None:
    """Which has the proxy, the certificates and the logins of the user."""
    assert found_in((ROOT / WEB).read_text(encoding="utf-8")) == {"a network"}


@pytest.mark.parametrize(
    "code",
    [
        "eval(text)",
        "x = compile(text, '', 'exec'); exec(x)",
        "__import__(name)",
        "import pickle",
        "from marshal import loads",
        "import yaml; yaml.load(text)",
        "numpy.load(path, allow_pickle=True)",
        "pandas.read_pickle(path)",
        "table.eval(text)",
        "import os; os.system(text)",
        "from os import popen",
        "import subprocess",
        "run(text, shell=True)",
        "box.exec(text)",
        "QProcess().startCommand(text)",
        "import importlib; importlib.import_module(text)",
        "from importlib import import_module",
        "import urllib.request",
        "from urllib.request import urlopen",
        "import requests",
        "from http.client import HTTPConnection",
        "import socket",
        "from qgis.core import QgsNetworkAccessManager",
        "from qgis.core import QgsBlockingNetworkRequest",
        "from qgis.PyQt.QtNetwork import QNetworkRequest",
        "from qgis.PyQt import QtNetwork",
        "qgis.core.QgsFileDownloader(url, path)",
        "from qgis.PyQt.QtWebKitWidgets import QWebView",
        "zipfile.ZipFile(path).extractall(folder)",
        "from xml.etree import ElementTree",
        "Environment(loader=loader)",
        "Environment(loader=loader, autoescape=False)",
        "page.from_string(text)",
        "Markup(text)",
        "QDesktopServices.openUrl(url)",
    ],
)
def test_what_is_looked_for_is_seen(code: str) -> None:
    assert found_in(code)


@pytest.mark.parametrize(
    "code", ["dialog.exec()", "re.compile(text)", "from urllib.parse import urlsplit", "tree.query(p)"]
)
def test_what_is_harmless_is_not(code: str) -> None:
    assert not found_in(code)


def test_a_template_takes_nothing_as_markup_but_its_own_style_and_script() -> None:
    said = re.compile(r"{{[^}]*\|\s*safe[^}]*}}|{%[^%]*autoescape[^%]*%}")
    found = {
        found
        for path in (ROOT / "resources" / "templates").rglob("*")
        if path.is_file()
        for found in said.findall(path.read_text(encoding="utf-8"))
    }
    assert found == {"{{ policy.style | safe }}", "{{ policy.script | safe }}"}


def test_every_page_has_a_policy_that_lets_its_own_style_and_script_through() -> None:
    """Pages that begin with <!DOCTYPE html>; the others are parts of them, or extend them."""
    pages = [path for path in (ROOT / "resources" / "templates").glob("*.html") if "<head>" in path.read_text("utf-8")]
    assert {path.name for path in pages} == {"page.html", "report.html", "scenarios.html"}
    for path in pages:
        head = path.read_text(encoding="utf-8").partition("</head>")[0]
        policy = '<meta http-equiv="Content-Security-Policy" content="{{ policy.content }}">'
        assert policy in head
        assert head.index(policy) < head.index("<style>")
