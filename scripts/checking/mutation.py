"""Change the computations a little, each time at one place, and tell which changes their own tests do not notice.

Run by scripts/mutants, with modules to try (core/reach/nearest) or none for all but those that `MODULES` leaves out.
The mutants are those of the operators of cosmic-ray. Its own runner starts a Python for each and writes into the
checkout; here one process has imported all that the mutated module does not touch, and a child of it runs the tests
with the mutant in memory.
"""

from __future__ import annotations

import argparse
import ast
import gc
import importlib
import importlib.abc
import importlib.util
import json
import multiprocessing
import os
import random
import resource
import signal
import sys
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from importlib.machinery import ModuleSpec, SourceFileLoader
from itertools import accumulate
from pathlib import Path
from types import CodeType, ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = "buurtmaat"
EXPLAINED = ROOT / "scripts" / "checking" / "equivalent_mutants.toml"
"""The mutants that no test can notice, each with the reason."""

_CORE = f"{ROOT}/core/"

_PATIENCE = 15
"""How much longer than its processor time a run may take, where other things run beside."""

_MEMORY = 6 << 30
"""Bytes that a run may take."""

BUDGET = 6.0
"""Seconds of processor time for one mutant: the quickest tests that take so long together, as measured without one.

What only the others notice counts as not noticed.
"""

SAME_KIND = ({"+", "-", "*", "/", "//", "%", "**"}, {"|", "&", "^"})
"""An operator is replaced by one of its own kind: a shift of floats is an error that any test notices."""

MODULES: dict[str, tuple[str, ...] | str] = {
    "core/blobs": "reads and writes a format",
    "core/coded_words": "keeps words",
    "core/comparing": ("reach/test_numbers_within",),
    "core/errors": "names",
    "core/facility_words": "keeps words",
    "core/fingerprints": "hashes",
    "core/json_file": "reads a format",
    "core/json_located": "reads a format",
    "core/limits": "reads text",
    "core/notes": "sentences for the log",
    "core/numbers": "reads text",
    "core/plurals": "words",
    "core/progress": "how far a run is",
    "core/session": "what is kept between runs",
    "core/sparse": "names for scipy",
    "core/spool": "keeps rows on the disk",
    "core/tables": "reads text",
    "core/wording": "words",
    "core/estimates/benchmark": ("estimates/test_estimates",),
    "core/estimates/covariates": ("estimates/test_estimates",),
    "core/fetching/": "asks services and reads their answers: text, not figures",
    "core/geometry/distances": ("reach/test_straight", "reach/test_reach"),
    "core/geometry/drawn": "what a picture shows",
    "core/geometry/focus": "what a picture shows",
    "core/geometry/neighbours": ("inspection/test_near_misses",),
    "core/geometry/projection": ("geometry/test_crowded", "network/test_snapping"),
    "core/geometry/segments": ("network/test_snapping", "inspection/test_near_misses"),
    "core/geometry/wkb": "reads and writes a format",
    "core/inspection/crossings": ("inspection/test_checks",),
    "core/inspection/duplicates": ("inspection/test_checks",),
    "core/inspection/near_misses": ("inspection/test_checks",),
    "core/inspection/surroundings": ("inspection/test_near_misses", "inspection/test_checks"),
    "core/locations/covering": ("locations/test_problems",),
    "core/locations/fair_covering": ("locations/test_problems",),
    "core/locations/interchange": ("locations/test_problems",),
    "core/locations/objectives": "names",
    "core/locations/p_centre": ("locations/test_problems",),
    "core/locations/p_median": ("locations/test_problems",),
    "core/locations/solver": ("locations/test_problems",),
    "core/locations/suggestions": ("locations/test_candidates",),
    "core/municipalities/clipping": "chooses features",
    "core/network/arrivals": ("network/test_ways", "reach/test_nearest"),
    "core/network/cut_by_areas": ("requirements/test_reachable_ground",),
    "core/network/direct": ("network/test_ways",),
    "core/network/edges": "a record",
    "core/network/gaps": ("network/test_facility_access",),
    "core/network/graph": ("network/test_ways", "network/test_network"),
    "core/network/junctions": ("network/test_network",),
    "core/network/network_access": ("network/test_ways", "network/test_facility_access"),
    "core/network/options": ("network/test_ways", "network/test_network"),
    "core/norms/": "reads, checks, edits and writes norm sets: what a norm asks is compared with its file",
    "core/preparing/candidate_rules": ("preparing/test_building_candidates",),
    "core/preparing/durations": "reads text",
    "core/preparing/facets": "reads tags",
    "core/preparing/facility_mapping": "reads tags",
    "core/preparing/groups": "names",
    "core/preparing/gtfs": "reads a format; departures are counted in gtfs_days and stop_parts",
    "core/preparing/gtfs_days": ("preparing/test_gtfs",),
    "core/preparing/gtfs_tables": "reads a format",
    "core/preparing/osm_tags": "reads tags",
    "core/preparing/street_rules": "reads tags",
    "core/reach/borders": ("reach/test_coverage",),
    "core/reach/bounded": ("reach/test_reach", "reach/test_matrix"),
    "core/reach/coverage": ("network/test_drawn_twice", "reach/test_chains"),
    "core/reach/decay": ("reach/test_catchments",),
    "core/reach/nearest": ("reach/test_routes", "reach/test_brute_force"),
    "core/reach/nearest_table": ("reach/test_k_nearest", "reach/test_routes"),
    "core/reach/overlaps": ("requirements/test_reachable_ground",),
    "core/reach/reach": ("reach/test_brute_force",),
    "core/reach/relaxation": ("reach/test_nearest",),
    "core/reach/row_statuses": ("reach/test_counts", "reach/test_catchments"),
    "core/reach/same_streets": ("requirements/test_reachable_ground",),
    "core/reach/service_areas": ("reach/test_coverage", "network/test_drawn_twice"),
    "core/reach/stretches": ("reach/test_coverage", "network/test_drawn_twice", "reach/test_chains"),
    "core/reach/trails": ("reach/test_routes", "reach/test_k_nearest"),
    "core/recipes/": "reads and writes recipes",
    "core/requirements/amounts": (
        "requirements/test_assessment",
        "requirements/test_levels_and_groups",
        "requirements/test_what_is_absent",
    ),
    "core/requirements/area_sums": ("requirements/test_verdicts", "requirements/test_assessment"),
    "core/requirements/asked": ("requirements/test_assessment",),
    "core/requirements/assessment": ("requirements/test_levels_and_groups",),
    "core/requirements/blocked": ("requirements/test_levels_and_groups", "requirements/test_what_is_absent"),
    "core/requirements/case": ("requirements/test_assessment", "requirements/test_levels_and_groups"),
    "core/requirements/entities": ("requirements/test_divisions", "requirements/test_weights"),
    "core/requirements/judged_town": "a record",
    "core/requirements/measures": ("requirements/test_assessment", "requirements/test_sum"),
    "core/requirements/outcomes": ("requirements/test_assessment", "requirements/test_levels_and_groups"),
    "core/requirements/remarks": "sentences for the log",
    "core/requirements/rules": ("requirements/test_levels_and_groups",),
    "core/requirements/shares": (
        "requirements/test_assessment",
        "requirements/test_levels_and_groups",
        "requirements/test_what_is_absent",
    ),
    "core/requirements/supply": ("requirements/test_verdicts",),
    "core/requirements/verdicts": ("requirements/test_assessment",),
    "core/requirements/weights": ("requirements/test_years", "requirements/test_forecasts"),
    "core/results/differing_questions": "compares texts",
    "core/results/findings": (
        "results/test_area_verdicts",
        "results/test_comparison",
        "results/test_requirement_question",
        "results/test_table",
    ),
    "core/results/plain_cells": "reads cells",
    "core/results/requirement_question": ("results/test_findings",),
    "core/results/table_languages": "words",
    "core/trend/codes": ("trend/test_series",),
}
"""What is said of a module of the core beside its name, or of a room (with a / behind it).

Which tests are its own besides that of its name; or why it is left out, since it computes no figure and no verdict. Of
a module that is not here, the test of its name is its own.
"""


@dataclass(frozen=True)
class Mutant:
    """A module with one place changed."""

    line: int
    was: str
    now: str
    source: str


# --- which mutants there are


def _allowed(name: str) -> bool:
    """Return whether an operator of cosmic-ray is used."""
    from cosmic_ray.operators.binary_operator_replacement import BinaryOperators

    if name.startswith("Variable") or name == "RemoveDecorator":
        return False
    if not name.startswith("ReplaceBinaryOperator_"):
        return True
    one, other = (BinaryOperators[part].value for part in name.split("_")[1:])
    return any(one in kind and other in kind for kind in SAME_KIND)


def _spared(source: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Return the ranges of a module that compute nothing: types, decorators, what is raised, and what guards a zip."""
    spared: list[ast.AST] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation is not None:
            spared.append(node.annotation)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            spared += node.decorator_list
            spared += [node.returns] if isinstance(node, ast.FunctionDef) and node.returns is not None else []
        elif isinstance(node, ast.TypeAlias | ast.Raise):
            spared.append(node)
        elif isinstance(node, ast.Call):
            spared += [keyword for keyword in node.keywords if keyword.arg == "strict"]
            spared += node.args[1:] if isinstance(node.func, ast.Name) and node.func.id == "isinstance" else []
            spared += node.args if isinstance(node.func, ast.Attribute) and _is_progress(node.func.value) else []
        elif isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            spared.append(node)
    # ast counts bytes and parso characters: the sources keep what is not ASCII out of the code of such lines.
    return [((n.lineno, n.col_offset), (n.end_lineno, n.end_col_offset)) for n in spared]


def _is_progress(node: ast.expr) -> bool:
    """Return whether this is what a computation tells how far it is: that is no figure."""
    name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
    return name in {"progress", "part"}


def mutants(source: str, rng: random.Random, most: int) -> tuple[list[Mutant], int]:
    """Return a sample of the mutants of a module, and how many there are.

    Places are drawn, and then one mutant of each: else most would be those of arithmetic, which has most operators.
    """
    from cosmic_ray.ast import ast_nodes, get_ast
    from cosmic_ray.operators.provider import OperatorProvider

    provider = OperatorProvider()
    operators = [(name, provider[name]()) for name in provider if _allowed(name)]
    spared = _spared(source)
    places: dict[tuple[tuple[int, int], tuple[int, int]], list[tuple[str, int]]] = defaultdict(list)
    counts: dict[str, int] = defaultdict(int)
    for node in ast_nodes(get_ast(source)):
        for name, operator in operators:
            for start, end in operator.mutation_positions(node):
                occurrence = counts[name]
                counts[name] += 1
                if not any(first <= start and end <= last for first, last in spared):
                    places[start, end].append((name, occurrence))
    drawn: list[tuple[str, int]] = []
    left = [rng.sample(of_place, len(of_place)) for _, of_place in sorted(places.items())]
    while left and len(drawn) < most:
        rng.shuffle(left)
        drawn += [of_place.pop() for of_place in left]
        left = [of_place for of_place in left if of_place]
    count = sum(len(of_place) for of_place in places.values())
    made = dict(operators)
    return [_mutant(source, made[name], occurrence) for name, occurrence in drawn[:most]], count


def _mutant(source: str, operator: object, occurrence: int) -> Mutant:
    from cosmic_ray.ast import Visitor, get_ast

    class Change(Visitor):
        """Changes the place with the number that is asked for."""

        seen = 0

        def visit(self, node: object) -> object:
            for index, _ in enumerate(operator.mutation_positions(node)):
                if self.seen == occurrence:
                    node = operator.mutate(node, index)
                self.seen += 1
            return node

    changed = Change().walk(get_ast(source)).get_code()
    before, after = source.splitlines(), changed.splitlines()
    first = next(i for i, (one, other) in enumerate(zip(before, after, strict=False)) if one != other)
    common = next(
        i for i, (one, other) in enumerate(zip(reversed(before), reversed(after), strict=False)) if one != other
    )
    was, now = (
        " ".join(line.strip() for line in lines[first : max(len(lines) - common, first + 1)])
        for lines in (before, after)
    )
    return Mutant(first + 1, was, now, changed)


# --- trying one


class _MutantLoader(SourceFileLoader):
    """Loads a module of which one place is changed."""

    def __init__(self, name: str, path: str, source: str) -> None:
        super().__init__(name, path)
        self.source = source

    def get_code(self, fullname: str) -> CodeType:  # noqa: ARG002 -- as Python calls it
        return compile(self.source, self.path, "exec", dont_inherit=True)


class _MutantFinder(importlib.abc.MetaPathFinder):
    """Finds the mutant in place of the module."""

    def __init__(self, name: str, path: Path, source: str) -> None:
        self.name, self.path, self.source = name, str(path), source

    # The arguments are those that Python gives.
    def find_spec(self, fullname: str, path: object, target: object = None) -> ModuleSpec | None:  # noqa: ARG002
        if fullname != self.name:
            return None
        return importlib.util.spec_from_file_location(
            fullname, self.path, loader=_MutantLoader(fullname, self.path, self.source)
        )


@dataclass(frozen=True, kw_only=True)
class Trial:
    """What the tests said of a module.

    Parameters
    ----------
    outcome
        "survived", or "killed".
    cpu
        Seconds of processor time.
    took, reached
        Of each test the seconds of processor time; and the functions of the core that ran, by file and first line, of
        what its file sets up too.
    failed
        The test that failed.
    """

    outcome: str
    cpu: float = 0.0
    took: dict[str, float] = field(default_factory=dict)
    reached: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    failed: str = ""


class _Watch:
    """Chooses the tests and their order, and writes down what each took and reached: a plugin of pytest."""

    def __init__(self, order: Sequence[str] | None) -> None:
        self.order = order
        self.took: dict[str, float] = {}
        self.reached: dict[str, set[tuple[str, int]]] = defaultdict(set)
        self.failed = ""
        self.now = ""

    def pytest_collection(self) -> None:
        # The tests' own import of the plugin has replaced it, but not what was imported of it before.
        setattr(sys.modules[PACKAGE], "core", importlib.import_module(f"{PACKAGE}.core"))  # noqa: B010 -- of another

    def pytest_collection_modifyitems(self, items: list) -> None:
        if self.order is None:
            watch, events = sys.monitoring, sys.monitoring.events
            watch.use_tool_id(watch.PROFILER_ID, "mutants")
            watch.register_callback(watch.PROFILER_ID, events.PY_START, self._started)
            watch.set_events(watch.PROFILER_ID, events.PY_START)
        else:
            by_id = {item.nodeid: item for item in items}
            items[:] = [by_id[test] for test in self.order]

    def _started(self, code: CodeType, _offset: int) -> object:
        if code.co_filename.startswith(_CORE):
            self.reached[self.now].add((code.co_filename.removeprefix(_CORE), code.co_firstlineno))
        return sys.monitoring.DISABLE

    def _from_now(self, now: str) -> None:
        self.now = now
        if self.order is None:
            sys.monitoring.restart_events()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        began = time.process_time()
        try:
            return (yield)
        finally:
            self.took[item.nodeid] = time.process_time() - began

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Generator[None, object, object]:
        # What a test sets up others of its file may share.
        self._from_now(item.nodeid.partition("::")[0])
        try:
            return (yield)
        finally:
            self._from_now(item.nodeid)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed = report.nodeid


class Measured:
    """What the tests take and reach, each file of them measured once."""

    def __init__(self) -> None:
        self._of: dict[str, Trial] = {}

    def of(self, file: str) -> Trial:
        """Return what the tests of a file take and reach; they must pass as the code is."""
        if file not in self._of:
            self._of[file] = run_tests(None, [file], 900.0)
            if self._of[file].outcome != "survived":
                raise SystemExit(f"{file} fails as the code is: {self._of[file].failed}")
        return self._of[file]


class Bench:
    """A process that has imported all that the tests of a module need and that does not import the module itself."""

    def __init__(self, module: str, measured: Sequence[Trial]) -> None:
        self.path = ROOT / f"{module}.py"
        self.name = f"{PACKAGE}.{module.replace('/', '.')}"
        self.source = self.path.read_text()
        self.took = {test: seconds for trial in measured for test, seconds in trial.took.items()}
        self.reached: dict[tuple[str, int], set[str]] = defaultdict(set)
        for trial in measured:
            for test, functions in trial.reached.items():
                for file, line in functions:
                    self.reached[file, line].add(test)
        uses = _uses()
        above = {self.name}
        while more := {one for one, used in uses.items() if used & above} - above:
            above |= more
        for one in sorted(set(uses) - above):
            importlib.import_module(one)
        if self.name in sys.modules:
            raise SystemExit(
                f"{self.name} was not tried: it is imported already, so that no mutant would take its place"
            )
        gc.freeze()
        self.kills: Counter[str] = Counter()

    def try_mutant(self, mutant: Mutant) -> Trial:
        """Run the own tests that reach a mutant, those that noticed one before first, and then the quickest."""
        line = _function_of(self.source, mutant.line)
        there = None if line is None else self.reached[str(self.path).removeprefix(_CORE), line]
        tests = [
            test
            for test in sorted(self.took, key=lambda test: self.took[test])
            if there is None or test in there or test.partition("::")[0] in there
        ]
        until = accumulate(self.took[test] for test in tests)
        tests = [test for test, seconds in zip(tests, until, strict=True) if seconds <= BUDGET]
        if not tests:
            return Trial(outcome="survived")
        limit = 5 * sum(self.took[test] for test in tests) + 10
        tests.sort(key=lambda test: -self.kills[test])
        found = run_tests(_MutantFinder(self.name, self.path, mutant.source), tests, limit)
        self.kills[found.failed] += 1
        return found

    def check(self) -> None:
        """Stop where tests fail as the code is, such as by what is installed meanwhile: then no mutant was noticed."""
        found = self.try_mutant(Mutant(1, "", "", self.source))
        if found.outcome != "survived":
            raise SystemExit(f"{self.name} was not tried: its tests fail as the code is {found.failed}")


def run_tests(finder: _MutantFinder | None, tests: Sequence[str], limit: float) -> Trial:
    """Run tests in a process of their own, with a mutant in this order; without one, files, and measure them."""
    told = os.memfd_create("told")
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        _run_here(finder, tests, limit, told)
    while (done := os.wait4(child, os.WNOHANG))[0] == 0:
        if time.monotonic() - began > _PATIENCE * limit:
            os.kill(child, signal.SIGKILL)
        time.sleep(0.02)
    os.lseek(told, 0, os.SEEK_SET)
    with os.fdopen(told) as file:
        text = file.read()
    usage = done[2]
    # Whatever else than an answer of pytest that all went well is noticed: an error, a signal, no end.
    survived = os.waitstatus_to_exitcode(done[1]) == pytest.ExitCode.OK
    said = json.loads(text) if text else {}
    return Trial(outcome="survived" if survived else "killed", cpu=usage.ru_utime + usage.ru_stime, **said)


def _run_here(finder: _MutantFinder | None, tests: Sequence[str], limit: float, told: int) -> None:
    """Run the tests, tell what came of it, and end the process."""
    code = int(pytest.ExitCode.INTERNAL_ERROR)
    try:
        os.setsid()
        nowhere = os.open(os.devnull, os.O_RDWR)
        for standard in (0, 1, 2):
            os.dup2(nowhere, standard)
        resource.setrlimit(resource.RLIMIT_CPU, (int(limit) + 1, int(limit) + 2))
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        if finder is not None:
            sys.dont_write_bytecode = True  # what all share is compiled once, when it is measured
            sys.meta_path.insert(0, finder)
        watch = _Watch(None if finder is None else tests)
        files = sorted({test.partition("::")[0] for test in tests})
        code = pytest.main(
            ["-x", "-q", "--no-header", "--tb=no", "-p", "no:cacheprovider", "--hypothesis-seed=0", *files],
            plugins=[watch, sys.modules["_hypothesis_pytestplugin"]],
        )
        said: dict[str, object] = {"failed": watch.failed}
        if finder is None:
            said |= {"took": watch.took, "reached": {test: sorted(of) for test, of in watch.reached.items()}}
        os.write(told, json.dumps(said).encode())
    finally:
        os._exit(code)


def _function_of(source: str, line: int) -> int | None:
    """Return the first line of the innermost function that a line is in, None where it runs when imported."""
    found = None
    for node in ast.walk(ast.parse(source)):  # breadth first, so the innermost comes last
        if isinstance(node, ast.FunctionDef) and node.body[0].lineno <= line <= node.end_lineno:
            found = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
    return found


def _uses() -> dict[str, set[str]]:
    """Return which modules of the core each of them imports, wherever in it."""
    uses = {}
    for path in sorted((ROOT / "core").rglob("*.py")):
        name = ".".join((PACKAGE, *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__")
        package = name if path.name == "__init__.py" else name.rpartition(".")[0]
        used = set()
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom):
                base = importlib.util.resolve_name("." * node.level + (node.module or ""), package)
                used |= {base, *(f"{base}.{alias.name}" for alias in node.names)}
        # Who imports a module runs its package first, whatever that imports.
        uses[name] = used | {
            ".".join(parts[:n]) for parts in (one.split(".") for one in {name, *used}) for n in range(1, len(parts))
        }
    return {name: used & set(uses) for name, used in uses.items()}


def own_tests(module: str) -> list[str]:
    """Return the tests of a module: the file of its name, and those of the table."""
    room, _, name = module.rpartition("/")
    mirror = f"tests/{room}/test_{name}.py"
    own = [mirror] if (ROOT / mirror).exists() else []
    more = MODULES.get(module, ())
    return [*own, *(f"tests/core/{other}.py" for other in (() if isinstance(more, str) else more))]


def tried_modules() -> list[str]:
    """Return the modules of the core that are not left out."""
    paths = [path for path in (ROOT / "core").rglob("*.py") if path.name != "__init__.py"]
    names = [path.relative_to(ROOT).with_suffix("").as_posix() for path in sorted(paths)]
    left_out = {name for name, row in MODULES.items() if isinstance(row, str)}
    return [name for name in names if not {name, f"{name.rpartition('/')[0]}/"} & left_out]


# --- all of them


def explained() -> dict[tuple[str, str, str], str]:
    """Return why the mutants that no test can notice change nothing, by module, line and mutated line."""
    if not EXPLAINED.exists():
        return {}
    rows = tomllib.loads(EXPLAINED.read_text())
    return {(module, row["was"], row["now"]): row["because"] for module, its in rows.items() for row in its}


@dataclass(frozen=True)
class Question:
    """What is asked of each module."""

    seed: int
    most: int
    out: Path | None
    again: Path | None

    def before(self, module: str) -> dict[tuple[int, str, str], str]:
        """Return by which test the mutants of a module were killed before, by line, what was and what is there now."""
        if self.again is None or not self.again.exists():
            return {}
        rows = [json.loads(line) for line in self.again.read_text().splitlines()]
        return {
            (row["line"], row["was"], row["now"]): row["by"] or row["outcome"]
            for row in rows
            if row["module"] == module and row["outcome"] != "survived"
        }


def try_module(module: str, question: Question, measured: Sequence[Trial]) -> bool:
    """Try a sample of the mutants of a module, tell what became of it, and return whether each is accounted for."""
    bench = Bench(module, measured)
    rng = random.Random(f"{question.seed} {module}")  # noqa: S311 -- a sample to repeat
    drawn, count = mutants(bench.source, rng, question.most)
    why, before = explained(), question.before(module)
    killed = equivalent = 0
    used, rows = 0.0, list[str]()
    for mutant in drawn:
        by = before.get((mutant.line, mutant.was, mutant.now))
        trial = Trial(outcome="killed", failed=by) if by is not None else bench.try_mutant(mutant)
        used += trial.cpu
        because = why.get((module, mutant.was, mutant.now))
        is_killed = trial.outcome != "survived"
        killed += is_killed
        equivalent += not is_killed and because is not None
        said = (
            ("" if because is None else "not equivalent") if is_killed else "SURVIVED" if because is None else "equal"
        )
        if said:
            print(
                f"  {module}:{mutant.line}: {said} {trial.failed}\n    - {mutant.was}\n    + {mutant.now}", flush=True
            )
        row = {"module": module, "line": mutant.line, "was": mutant.was, "now": mutant.now}
        row |= {"outcome": trial.outcome, "by": trial.failed, "cpu": round(trial.cpu, 2)}
        rows.append(json.dumps(row, ensure_ascii=False) + "\n")
    bench.check()
    if question.out is not None:
        with question.out.open("a") as file:
            file.writelines(rows)
    print(
        f"| `{module}` | {count} | {len(drawn)} | {killed} | {equivalent} | {len(drawn) - killed - equivalent} |",
        flush=True,
    )
    print(f"  {used:.0f} s of processor time", file=sys.stderr)
    return len(drawn) == killed + equivalent


def _import_plugin() -> None:
    """Import the checkout under the plugin's name, whatever its folder is called."""
    spec = importlib.util.spec_from_file_location(PACKAGE, ROOT / "__init__.py", submodule_search_locations=[str(ROOT)])
    package: ModuleType = importlib.util.module_from_spec(spec)
    sys.modules[PACKAGE] = package
    spec.loader.exec_module(package)


def _warm() -> None:
    """Import what the computations and their tests take from elsewhere."""
    for name in ("numpy", "pandas", "scipy.sparse.csgraph", "scipy.optimize", "scipy.spatial", "scipy.stats", "pytest",
                 "hypothesis", "hypothesis.strategies", "_hypothesis_pytestplugin", "networkx", "jsonschema",
                 "hypothesis.extra.numpy", "_pytest.assertion.rewrite"):  # fmt: skip
        importlib.import_module(name)


def _end(module: str, question: Question, measured: Sequence[Trial]) -> None:
    """Try a module, and end this process with whether a mutant is alive that is not explained."""
    sys.exit(not try_module(module, question, measured))


def main(arguments: Sequence[str] | None = None) -> int:
    """Try the modules that are named, or all; 1 where a mutant survived that is not explained."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="*", metavar="core/reach/nearest")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sample", type=int, default=40, help="how many mutants of each module")
    parser.add_argument("--out", type=Path, help="a file to add each mutant to, a line of JSON each")
    parser.add_argument("--again", type=Path, help="such a file: what was killed there is not tried again")
    parser.add_argument("--list", action="store_true", help="show what would be tried, and by which tests")
    given = parser.parse_args(arguments)
    if given.list:
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # who wants the first lines only closes the pipe
        for module in given.modules or tried_modules():
            print(module.removesuffix(".py"), *own_tests(module.removesuffix(".py")))
        return 0
    os.chdir(ROOT)
    os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1", PYTEST_DISABLE_PLUGIN_AUTOLOAD="1")
    _import_plugin()
    _warm()
    alive, question, measured = 0, Question(given.seed, given.sample, given.out, given.again), Measured()
    for module in given.modules or tried_modules():
        name = module.removesuffix(".py")
        # Each module in a process of its own, which imports what that module leaves alone.
        own = [measured.of(file) for file in own_tests(name)]
        process = multiprocessing.get_context("fork").Process(target=_end, args=(name, question, own))
        process.start()
        process.join()
        alive += process.exitcode != 0
    return int(alive > 0)


if __name__ == "__main__":
    sys.exit(main())
