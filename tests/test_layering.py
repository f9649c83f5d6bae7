"""Who may import whom: core knows no QGIS, and the plugin loads where pandas and scipy are missing."""

from __future__ import annotations

import ast
import functools
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAYERS = ("core", "adapters", "algorithms", "ui", "batch")
# What is only data: read before it is known whether pandas and scipy are there.
DATA_ONLY = (
    *("norms/indicators", "norms/model", "norms/checks", "norms/values", "norms/file", "norms/requirement_rows"),
    *("comparing", "errors", "notes", "progress", "statuses", "wording", "numbers", "tables", "json_located"),
    *("network/options", "locations/objectives"),
    *("norms/cells", "norms/edits", "norms/compare", "trend/breaks"),
)
HEAVY = {"pandas", "scipy"}
# Comes with every QGIS.
BUNDLED = {"numpy", "jinja2", "osgeo"}
MAY_IMPORT = {
    "core": {"core"},
    "adapters": {"adapters", "core"},
    "algorithms": {"algorithms", "adapters", "core"},
    "ui": {"ui", "adapters", "core", "processing"},  # Processing's own dialogs, which come with every QGIS
    # Beside the plugin: it starts QGIS itself, and nothing of the plugin imports it.
    "batch": {"batch", "adapters", "core", "plugin", "dask", "distributed"},
}

# The ways between the rooms of a layer, downwards only: each room with those that it may import from. What lies
# directly in the layer, and not in a room, may be imported from everywhere.
WAYS = {
    "core": {
        "geometry": set(),
        "norms": set(),
        "network": {"geometry"},
        "inspection": {"geometry", "network"},
        "reach": {"geometry", "network"},
        "locations": {"network", "reach"},
        "preparing": {"geometry"},
        "fetching": {"preparing"},
        "requirements": {"distribution", "geometry", "network", "norms", "reach"},
        "results": {"distribution", "norms", "requirements"},
        "distribution": set(),
        "trend": {"norms", "requirements", "results"},
        "estimates": set(),
        "recipes": {"norms"},
        "municipalities": {"norms", "recipes"},
        "from_arrays": {"geometry", "network", "norms", "reach", "requirements", "results"},
    },
    "adapters": {
        "io": set(),
        "fetching": {"io", "outputs"},
        "norms": {"io"},
        "outputs": {"io"},
        "results": {"io"},
        "layers": {"io", "norms"},
        "reach": {"io", "layers", "outputs"},
        "report": {"io", "layers", "norms", "outputs", "results"},
        "explore": {"io", "layers", "norms", "outputs", "report", "requirements", "results"},
        "preparing": {"io", "layers", "outputs", "results"},
        "requirements": {"io", "layers", "norms", "outputs", "report", "results"},
        "estimates": {"io", "outputs", "report", "results"},
        "trend": {"io", "layers", "norms", "outputs", "recipes", "report", "requirements", "results"},
        "recipes": {"io", "layers", "norms", "outputs", "results"},
    },
}


@dataclass(frozen=True)
class Import:
    """One imported module, by its full name (`core.norms` for our own), and where it is imported."""

    name: str
    line: int
    at_top: bool

    @property
    def package(self) -> str:
        return self.name.partition(".")[0]


def modules() -> list[Path]:
    found = list(ROOT.glob("*.py"))
    for layer in LAYERS:
        found += (ROOT / layer).rglob("*.py")
    return sorted(path.relative_to(ROOT) for path in found)


def in_layer(layer: str) -> list[Path]:
    return [path for path in modules() if path.parts[0] == layer]


@functools.cache  # many a module is imported by most others
def imports(path: Path) -> tuple[Import, ...]:
    return tuple(_imports_in(ast.parse((ROOT / path).read_text(encoding="utf-8")), path, at_top=True))


def _imports_in(node: ast.AST, path: Path, *, at_top: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        match child:
            case ast.If(test=ast.Name(id="TYPE_CHECKING") | ast.Attribute(attr="TYPE_CHECKING")):
                # Only a type checker runs these; they may not name what the layer must not know either.
                for statement in child.body:
                    yield from _imports_in(ast.Module([statement], []), path, at_top=False)
                for statement in child.orelse:
                    yield from _imports_in(ast.Module([statement], []), path, at_top=at_top)
            case ast.Import(names=names):
                yield from (Import(_own_name(alias.name), child.lineno, at_top) for alias in names)
            case ast.ImportFrom(module=module, names=names, level=level):
                base = _own_name(module or "") if level == 0 else _resolved(path, module, level)
                for alias in names:
                    full = f"{base}.{alias.name}".lstrip(".")
                    # `from .core import norms` names a module, `from .core.norms import Norm` something in one.
                    is_module = (ROOT / Path(*full.split("."))).with_suffix(".py").is_file()
                    yield Import(full if is_module or not base else base, child.lineno, at_top)
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Lambda():
                yield from _imports_in(child, path, at_top=False)
            case _:
                yield from _imports_in(child, path, at_top=at_top)


def _own_name(name: str) -> str:
    return name.removeprefix("buurtmaat.")


def _resolved(path: Path, module: str | None, level: int) -> str:
    folder = path.parent.parts
    base = folder[: len(folder) - (level - 1)]
    return ".".join([*base, *([module] if module else [])])


@functools.cache
def own_files(module: str) -> list[Path]:
    """Return the files that run when one of our own modules is imported: its packages' and its own."""
    parts = module.split(".")
    paths = [Path(*parts[:end]) for end in range(1, len(parts) + 1)]
    candidates = [candidate for path in paths for candidate in (path / "__init__.py", path.with_suffix(".py"))]
    return [candidate for candidate in candidates if (ROOT / candidate).is_file()]


def loaded_with(path: Path, seen: set[Path] | None = None) -> dict[str, str]:
    """Return every outside package that loads with a module, and by which chain of our own files."""
    seen = set() if seen is None else seen
    seen.add(path)
    found: dict[str, str] = {}
    for item in imports(path):
        if not item.at_top:
            continue
        inner = own_files(item.name)
        if not inner:
            found.setdefault(item.package, f"{path}:{item.line}")
        for file in inner:
            if file not in seen:
                for package, chain in loaded_with(file, seen).items():
                    found.setdefault(package, f"{path}:{item.line} -> {chain}")
    return found


def wrong(path: Path, allowed: set[str]) -> list[str]:
    """Name the imports of a module, at the top or not, that are neither allowed nor in the standard library."""
    return [
        f"{path}:{item.line} imports {item.name}"
        for item in imports(path)
        if item.package not in allowed | set(sys.stdlib_module_names) | {"__future__"}
    ]


def test_core_knows_no_qgis() -> None:
    assert [one for path in in_layer("core") for one in wrong(path, {"core", "numpy"} | HEAVY)] == []


@pytest.mark.parametrize("path", [Path("core", name).with_suffix(".py") for name in DATA_ONLY], ids=str)
def test_core_data_needs_only_numpy(path: Path) -> None:
    assert set(loaded_with(path)) - set(sys.stdlib_module_names) <= {"numpy"}, loaded_with(path)


@pytest.mark.parametrize("layer", LAYERS[1:])
def test_layers_import_only_what_lies_below(layer: str) -> None:
    allowed = MAY_IMPORT[layer] | {"qgis"} | BUNDLED | HEAVY
    assert [one for path in in_layer(layer) for one in wrong(path, allowed)] == []


@pytest.mark.parametrize("layer", WAYS)
def test_rooms_import_only_from_rooms_below(layer: str) -> None:
    ways = WAYS[layer]
    wrong_ways = [
        f"{path}:{item.line} imports {item.name}, from room {parts[1]} to {room}"
        for path in in_layer(layer)
        if len(path.parts) > 2
        for room in path.parts[1:2]
        for item in imports(path)
        if (parts := item.name.split("."))[0] == layer and parts[1] in ways and parts[1] not in ways[room] | {room}
    ]
    assert wrong_ways == []


def test_ways_between_rooms_lead_in_no_circle_and_over_few_floors() -> None:
    """Core has at most eight floors of rooms, the adapters at most six; an order of all is proof of no circle."""
    for layer, most in (("core", 8), ("adapters", 6)):
        floors: dict[str, int] = {}
        while len(floors) < len(WAYS[layer]):
            free = [room for room, below in WAYS[layer].items() if room not in floors and below <= set(floors)]
            assert free, f"a circle among {set(WAYS[layer]) - set(floors)}"
            floors |= {room: 1 + max((floors[r] for r in WAYS[layer][room]), default=0) for room in free}
        assert max(floors.values()) <= most
        rooms = {p.name for p in (ROOT / layer).iterdir() if p.is_dir() and p.name != "__pycache__"}
        assert rooms == set(WAYS[layer])


def imported(paths: list[Path], *beginnings: str) -> list[str]:
    """Say where modules import what begins so."""
    items = ((path, item) for path in paths for item in imports(path))
    return [f"{path}:{item.line} imports {item.name}" for path, item in items if item.name.startswith(beginnings)]


def test_only_ui_knows_the_window() -> None:
    assert imported(in_layer("adapters") + in_layer("algorithms"), "qgis.gui", "qgis.utils") == []


NETWORK_CLASSES = (
    *("QtNetwork", "QtWebSockets", "QtWebEngine", "QtWebKit", "QNetwork", "QTcpSocket", "QSslSocket", "QUdpSocket"),
    *(
        "QgsNetwork",
        "QgsBlockingNetworkRequest",
        "QgsFileDownloader",
        "QgsHttp",
        "QgsFetchedContent",
        "QgsTileDownload",
    ),
)
NETWORK_MODULES = {
    *("asyncio", "ftplib", "http", "imaplib", "poplib", "requests", "smtplib", "socket", "socketserver", "ssl"),
    *("telnetlib", "urllib.request", "urllib.robotparser", "urllib3", "webbrowser", "xmlrpc", "httpx", "aiohttp"),
}
"""What asks a network, of QGIS and Qt, and of Python."""
ASKS = Path("adapters/fetching/web.py")


def asks_a_network(path: Path) -> set[str]:
    """Return what asks a network in a module, wherever it uses the name and however that was imported."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    used = {item.name for item in imports(path)}
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name):
                used.add(name)
            case ast.ImportFrom(names=names):
                used |= {alias.name for alias in names}
            case ast.Constant(value=str(text)) if text.isidentifier():  # as `getattr` takes it
                used.add(text)
    classes = {name for name in used if name.rpartition(".")[2].startswith(NETWORK_CLASSES)}
    from_python = {item.name for item in imports(path)} & NETWORK_MODULES
    from_python |= {item.name for item in imports(path) if item.package in NETWORK_MODULES}
    return classes | from_python


def test_one_module_alone_uses_a_network() -> None:
    found = {path: names for path in modules() if (names := asks_a_network(path))}
    assert found.keys() == {ASKS}, found
    assert "QgsNetworkAccessManager" in found[ASKS]
    assert {name for name in found[ASKS] if not name.rpartition(".")[2].startswith(NETWORK_CLASSES)} == set()


def test_qt_comes_from_qgis() -> None:
    assert imported(modules(), "PyQt", "PySide", "sip") == []


def test_loads_without_pandas_and_scipy() -> None:
    loaded = ((path, *found) for path in modules() if path.parts[0] != "core" for found in loaded_with(path).items())
    heavy = [(str(path), package, chain) for path, package, chain in loaded if package in HEAVY]
    assert heavy == [], "import it inside a function"


def test_the_plugin_loads_without_what_one_algorithm_alone_runs() -> None:
    """Who starts QGIS, or runs another algorithm, does not wait for it."""
    seen: set[Path] = set()
    loaded_with(Path("algorithms/provider.py"), seen)
    rooms = {"estimates", "explore", "fetching", "preparing", "reach", "recipes", "requirements", "trend"}
    assert [str(path) for path in sorted(seen) if path.parts[0] == "adapters" and path.parts[1] in rooms] == []


def test_a_batch_loads_without_dask() -> None:
    """One municipality after the other needs none, nor does the process of each."""
    found = [str(path) for path in in_layer("batch") if {"dask", "distributed"} & set(loaded_with(path))]
    assert found == [], "import it inside a function"


def test_the_plugin_knows_nothing_of_batches() -> None:
    others = [path for path in modules() if path.parts[0] != "batch"]
    packages = {"batch", "dask", "distributed"}
    assert [str(path) for path in others if packages & {item.package for item in imports(path)}] == []


def test_root_package_loads_without_qgis() -> None:
    assert "qgis" not in loaded_with(Path("__init__.py"))


def test_tests_are_no_package() -> None:
    assert list((ROOT / "tests").rglob("__init__.py")) == []


def algorithm_stems() -> list[str]:
    """Name the files of the algorithms that the provider offers: those with a class that is not a base."""
    stems = []
    for path in in_layer("algorithms"):
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        names = [node.name for node in tree.body if isinstance(node, ast.ClassDef)]
        if path.stem != "base" and any(name.endswith("Algorithm") for name in names):
            stems.append(path.stem)
    return stems


@pytest.mark.parametrize("stem", algorithm_stems())
def test_one_stem_per_algorithm(stem: str) -> None:
    files = [f"resources/icons/{stem}.svg", f"docs/algorithms/{stem}.md", f"tests/algorithms/test_{stem}.py"]
    assert [file for file in files if not (ROOT / file).is_file()] == []
    tree = ast.parse((ROOT / "algorithms" / f"{stem}.py").read_text(encoding="utf-8"))
    name = "".join(word.capitalize() for word in stem.split("_")) + "Algorithm"
    assert name in [node.name for node in tree.body if isinstance(node, ast.ClassDef)]


def test_no_two_files_import_each_other_in_a_circle() -> None:
    """Wherever in them, and for types only too: one of them knows too much, and neither can be read alone."""
    needed = {
        path: {file for item in imports(path) for file in own_files(item.name)[-1:]} - {path} for path in modules()
    }
    left = set(needed)
    # What needs none of them goes, then what none of them needs: those in a circle are left.
    while ends := {one for one in left if not needed[one] & left or not any(one in needed[other] for other in left)}:
        left -= ends
    assert sorted(map(str, left)) == []


def files_that_call(name: str) -> dict[str, list[int]]:
    """Return the files of ours in which a function or a class is called by this name, with the lines."""
    found: dict[str, list[int]] = {}
    for path in modules():
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id=called) | ast.Attribute(attr=called)) if called == name:
                    found.setdefault(path.as_posix(), []).append(node.lineno)
    return found


def test_one_module_makes_transforms_since_those_of_qgis_may_do_nothing() -> None:
    made = files_that_call("QgsCoordinateTransform")
    assert made.keys() == {"adapters/io/reference_systems.py"}, made


def test_no_provider_brings_features_to_another_reference_system() -> None:
    asked = files_that_call("setDestinationCrs")
    assert asked.keys() == {"adapters/report/document_maps.py"}, asked  # of a map, and not of a request
