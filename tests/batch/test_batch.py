"""A recipe for every municipality: the same one by one and on a cluster, resumed after a crash, and failures told.

What needs processes of its own, a crash or a cluster, has them; the rest runs `here`, where QGIS has been started.
"""

from __future__ import annotations

import io
import json
import os
import platform
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, redirect_stdout
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pandas as pd
import psutil
import pytest
from distributed import Client, LocalCluster
from osgeo import ogr

from buurtmaat.batch import child, command, pools
from towns.municipality_row import KINDS, X0, Y0, Row, write_recipe, write_row

ROOT = Path(__file__).resolve().parents[2]
ogr.UseExceptions()
PER_RUN = ["run_id", "reference_date"]
PATIENCE = 240
"""Seconds that pass at most before something that is waited for; a batch may take so many for each municipality."""
PROGRAM = ("-m", "buurtmaat.batch")
IMPATIENT = (
    "-c",
    """import runpy; from buurtmaat.batch import pools; pools._ANSWER = "1s"
runpy.run_module("buurtmaat.batch", run_name="__main__")""",
)
"""The command line, with a scheduler that is gone given up after a second."""

Process = subprocess.Popen[str]


@dataclass
class Batch:
    """Batches of so many municipalities of a folder, as the command line runs them."""

    data: Path
    env: dict[str, str]
    count: int

    def given(self, out: Path, *arguments: str) -> list[str]:
        municipalities = f"{self.data / 'country.gpkg'}|layername=municipalities"
        return [str(self.data / "recipe.json"), municipalities, str(out), *arguments]

    def begin(self, out: Path, *arguments: str, program: Sequence[str] = PROGRAM, **more: object) -> Process:
        words = [sys.executable, *program, *self.given(out, *arguments)]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        return subprocess.Popen(words, env=self.env, **pipes, **more)

    def end(self, process: Process, code: int = 0) -> str:
        try:
            said, wrong = process.communicate(timeout=PATIENCE * self.count)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
        assert process.returncode == code, said + wrong
        assert "Traceback" not in said + wrong, said + wrong
        return said + wrong

    def run(self, out: Path, *arguments: str, code: int = 0, **more: object) -> str:
        return self.end(self.begin(out, *arguments, **more), code)


@pytest.fixture(scope="module")
def environment(tmp_path_factory, new_qgis: Callable[[Path], dict[str, str]]) -> dict[str, str]:
    """Return an environment in which the checkout is a package under the plugin's name."""
    folder = tmp_path_factory.mktemp("qgis")
    found = new_qgis(folder)
    (folder / "package").mkdir()
    (folder / "package" / "buurtmaat").symlink_to(ROOT)
    return {**found, "PYTHONPATH": os.pathsep.join([str(folder / "package"), *sys.path[1:]])}


@pytest.fixture(scope="module")
def given(tmp_path_factory, environment) -> tuple[Row, Batch]:
    data = tmp_path_factory.mktemp("row")
    return write_row(data, 4), Batch(data, environment, 4)


@pytest.fixture(scope="module")
def serial(provider, given, tmp_path_factory) -> Path:
    """Return the folder of all municipalities, run one by one in this process."""
    out, said = tmp_path_factory.mktemp("serial") / "out", io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(said):
        patch.setattr(pools.JobRunner, "run", staticmethod(child._outcome))
        assert command._run(command._parser().parse_args(given[1].given(out, "--serial"))) == 0
    assert "4 finished, 0 unchanged, 0 failed." in said.getvalue()
    assert "1400 m around each municipality" in said.getvalue()  # three times 300 m and 500 m
    return out


@pytest.fixture
def copy(given, serial, tmp_path) -> Batch:
    """Return batches of data of its own, whose results stand in its folder `out`."""
    shutil.copytree(given[1].data, tmp_path / "data")
    shutil.copytree(serial, tmp_path / "out")
    return Batch(tmp_path / "data", given[1].env, 4)


@pytest.fixture
def here(monkeypatch, capsys) -> Callable[..., str]:
    """Return a function that runs a batch in this process, as the command line does once QGIS is there."""

    def run(batch: Batch, out: Path, *arguments: str, code: int = 0) -> str:
        assert command._run(command._parser().parse_args(batch.given(out, *arguments))) == code
        said, wrong = capsys.readouterr()
        return said + wrong

    monkeypatch.setattr(pools.JobRunner, "run", staticmethod(child._outcome))
    return run


def table(out: Path, name: str) -> pd.DataFrame:
    dataset = ogr.Open(str(out / "results.gpkg"))
    layer = dataset.GetLayerByName(name)
    columns = [layer.GetLayerDefn().GetFieldDefn(n).GetName() for n in range(layer.GetLayerDefn().GetFieldCount())]
    return pd.DataFrame([feature.items() for feature in layer], columns=columns)


def results(out: Path) -> pd.DataFrame:
    return table(out, "results").drop(columns=PER_RUN)


def failures(out: Path) -> dict[str, str]:
    return table(out, "failures").set_index("municipality")["reason"].to_dict()


def runs_of(out: Path) -> dict[str, str]:
    """Return the run that each municipality's results are of."""
    return table(out, "results").groupby("municipality")["run_id"].first().to_dict()


def left_over(out: Path) -> list[str]:
    return [one.name for one in out.rglob("*") if one.name.endswith((".part", ".old", ".lock"))]


def change(batch: Batch, sql: str, table: str) -> None:
    dataset = ogr.Open(str(batch.data / "country.gpkg"), 1)
    layer = dataset.GetLayerByName(table)
    layer.SetAttributeFilter(sql)
    (feature,) = list(layer)
    feature.SetField(1 if feature.GetFieldCount() > 1 else 0, "other")
    layer.SetFeature(feature)


def test_schools_across_the_border_count_and_dwellings_do_not(given, serial) -> None:
    row = given[0]
    found = table(serial, "results")
    whole = found[found["neighbourhood"] == "_total"].set_index("municipality")
    assert whole["share"].to_dict() == pytest.approx({code: row.share(k) for k, code in enumerate(row.codes)})
    assert set(whole["total"]) == {20}  # of 2,000 m with a dwelling each 100 m
    outside = found[found["neighbourhood"] == "outside_neighbourhoods"]
    assert set(outside["total"]) == {0}
    # The school 60 m beyond the border serves the three dwellings at 50, 150 and 250 m, less 10 m, before it.
    assert row.share(2) > sum(abs(x - row.schools[2]) <= 300 for x in row.homes) / 20
    assert failures(serial) == {}
    assert left_over(serial) == []


def test_the_place_of_each_among_all_and_by_living_environment(given, serial) -> None:
    row = given[0]
    places = table(serial, "places")
    for kind in ("", *KINDS):
        mine = places[places["living_environment"] == kind].set_index("municipality")
        shares = {code: row.share(k, kind) for k, code in enumerate(row.codes)}
        assert mine["value"].to_dict() == pytest.approx(shares)
        higher = {code: sum(other > own + 1e-9 for other in shares.values()) for code, own in shares.items()}
        assert mine["place"].to_dict() == {code: 1 + n for code, n in higher.items()}
        assert mine["percentile"].to_dict() == {code: 100 * (4 - n) / 4 for code, n in higher.items()}
        assert set(mine["among"]) == {4}


def test_what_is_finished_and_unchanged_is_not_repeated_and_what_changed_is(copy, here, tmp_path) -> None:
    out = tmp_path / "out"
    before = runs_of(out)
    assert "0 finished, 4 unchanged, 0 failed." in here(copy, out, "--serial")
    assert runs_of(out) == before

    # A dwelling is of one municipality, so that the others stand although the file is another one now.
    change(copy, "who = 'h4150'", "homes")
    assert "1 finished, 3 unchanged, 0 failed." in here(copy, out, "--serial")
    after = runs_of(out)
    assert {code for code in before if after[code] != before[code]} == {"GM0002"}
    assert "0 finished, 4 unchanged, 0 failed." in here(copy, out, "--serial")

    write_recipe(copy.data / "recipe.json", target=0.2)
    assert "2 finished, 0 unchanged, 0 failed." in here(copy, out, "--serial", "--only", "GM0000", "--only", "GM0001")
    assert set(results(out)["target"]) == {0.2}
    assert left_over(out) == []


def test_results_that_are_not_whole_are_made_again(copy, here, tmp_path) -> None:
    out = tmp_path / "out"
    (out / "municipalities" / "GM0001" / "results.gpkg").unlink()
    # What a killed run leaves: a folder that was being written, and one that was about to make room.
    (out / "municipalities" / "GM0002.0123.part").mkdir()
    (out / "municipalities" / "GM0003").rename(out / "municipalities" / "GM0003.4567.old")
    assert "1 finished, 3 unchanged, 0 failed." in here(copy, out, "--serial")
    assert left_over(out) == []


def workers_at_work(batch: psutil.Process) -> Iterator[psutil.Process]:
    """Yield the workers that wait for a municipality."""
    for process in batch.children(recursive=True):
        try:
            if "buurtmaat.batch.child" in process.cmdline() and process.ppid() != batch.pid:
                yield psutil.Process(process.ppid())
        except psutil.NoSuchProcess:
            continue


def kill_a_worker(process: Process, finished: int) -> psutil.Process:
    """Kill a worker while it is at work, when so many municipalities are finished."""
    while finished:
        line = process.stdout.readline()
        assert line, process.communicate(timeout=PATIENCE)
        finished -= " finished" in line
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        for worker in workers_at_work(psutil.Process(process.pid)):
            worker.send_signal(signal.SIGKILL)
            return worker
        time.sleep(0.05)
    raise AssertionError("no worker at work")


def compare_on_cluster(batch: Batch, out: Path, expected: Path) -> None:
    process = batch.begin(out, "--workers", "2")
    killed = kill_a_worker(process, finished=batch.count // 4)
    said = batch.end(process)
    assert f"{batch.count} finished, 0 unchanged, 0 failed." in said
    assert not killed.is_running()
    pd.testing.assert_frame_equal(results(out), results(expected), check_exact=True)
    pd.testing.assert_frame_equal(table(out, "places"), table(expected, "places"), check_exact=True)
    for code in Row(batch.count).codes:
        homes = [table(one / "municipalities" / code, "output_dwellings") for one in (out, expected)]
        assert len(homes[0]) == 20
        pd.testing.assert_frame_equal(*homes, check_exact=True)
    assert failures(out) == {}
    assert left_over(out) == []


def test_a_cluster_whose_worker_is_killed_gives_what_one_by_one_gives(given, serial, tmp_path) -> None:
    compare_on_cluster(given[1], tmp_path / "out", serial)


@pytest.mark.faults
def test_a_batch_that_is_killed_with_a_cluster_ends_all_of_it_and_the_same_command_goes_on(
    given, serial, tmp_path
) -> None:
    out = tmp_path / "out"
    process = given[1].begin(out, "--workers", "2")
    while " finished" not in process.stdout.readline():
        assert process.poll() is None
    started = psutil.Process(process.pid).children(recursive=True)
    assert started
    process.send_signal(signal.SIGKILL)
    process.communicate()
    until = time.monotonic() + PATIENCE
    while any(one.is_running() and one.status() != psutil.STATUS_ZOMBIE for one in started):
        assert time.monotonic() < until, "a worker goes on without its batch"
        time.sleep(0.1)
    said = given[1].run(out, "--workers", "2")
    assert re.search(r"[0-3] finished, [1-4] unchanged, 0 failed\.", said), said
    pd.testing.assert_frame_equal(results(out), results(serial), check_exact=True)
    assert left_over(out) == []


def heed_ctrl_c() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


CLUSTER = pytest.param(["--workers", "2"], marks=pytest.mark.faults)


@pytest.mark.parametrize("how", [CLUSTER, ["--serial"]])
def test_ctrl_c_says_one_sentence_and_the_same_command_goes_on(given, serial, here, tmp_path, how) -> None:
    """As found: workers wrote where in their code they were."""
    out = tmp_path / "out"
    # As a terminal, which tells all processes of it; none ignores the signal, as a shell in the background lets them.
    process = given[1].begin(out, *how, start_new_session=True, preexec_fn=heed_ctrl_c)
    while " finished" not in process.stdout.readline():
        assert process.poll() is None
    os.killpg(process.pid, signal.SIGINT)
    said = given[1].end(process, code=130).splitlines()
    words = [line for line in said if not re.match(r"\[\d/4", line) and "XDG_RUNTIME_DIR" not in line]
    assert words == ["Stopped: run the same command again, which repeats nothing that is finished."]
    assert not list(out.glob("batch.*"))
    assert re.search(r"[0-3] finished, [1-4] unchanged, 0 failed\.", here(given[1], out, "--serial"))
    pd.testing.assert_frame_equal(results(out), results(serial), check_exact=True)
    assert left_over(out) == []


@pytest.fixture
def cluster(given, tmp_path) -> Iterator[tuple[str, Process]]:
    """Return the address of a scheduler, which knows neither Buurtmaat nor QGIS, with one worker, and its process."""
    log = tmp_path / "scheduler.log"
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0"]
    with log.open("w") as file:
        scheduler = subprocess.Popen([*command, "--no-dashboard"], env=without(given[1]), stderr=file, stdout=file)
    until = time.monotonic() + PATIENCE
    while not (found := re.search(r"Scheduler at: +(tcp://\S+)", log.read_text())):
        assert time.monotonic() < until, log.read_text()
        time.sleep(0.1)
    with worker(found[1], {**given[1].env, "LANG": "nl_NL.UTF-8", "LANGUAGE": "nl"}, tmp_path / "worker"):
        yield found[1], scheduler
        scheduler.terminate()
        scheduler.wait(timeout=PATIENCE)


def without(batch: Batch) -> dict[str, str]:
    """Return an environment in which the plugin is not found."""
    return {name: value for name, value in batch.env.items() if name != "PYTHONPATH"}


@contextmanager
def worker(address: str, env: dict[str, str], folder: Path) -> Iterator[None]:
    """Start a worker that works and keeps its scraps in a folder of its own, and end it."""
    folder.mkdir()
    command = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard"]
    process = subprocess.Popen(
        [*command, "--local-directory", str(folder), "--death-timeout", "120"],
        env={**env, "TMPDIR": str(folder)}, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


@pytest.mark.faults
def test_a_worker_without_the_plugin_is_told_before_anything_is_run(given, serial, cluster, here, tmp_path) -> None:
    """As found: it took the municipalities of the others, and failed them all at once."""
    address, _ = cluster
    out = tmp_path / "out"
    with worker(address, without(given[1]), tmp_path / "bare"):
        wait_for_workers(address, 2)
        said = here(given[1], out, "--scheduler", address, code=2)
    assert "Nothing was run" in said
    (line,) = [one for one in said.splitlines() if one.startswith("tcp://")]
    assert "It does not find Buurtmaat (ModuleNotFoundError: No module named 'buurtmaat')" in line
    assert not list(out.iterdir())
    # Without it the other does all, in the language of this process, whatever that of its machine.
    wait_for_workers(address, 1)
    assert "4 finished, 0 unchanged, 0 failed." in here(given[1], out, "--scheduler", address)
    pd.testing.assert_frame_equal(results(out), results(serial), check_exact=True)


def wait_for_workers(address: str, count: int) -> None:
    until = time.monotonic() + PATIENCE
    with Client(address, timeout=PATIENCE) as client:
        while len(client.scheduler_info()["workers"]) != count:
            assert time.monotonic() < until
            time.sleep(0.1)


def test_a_cluster_without_a_worker_is_told(given, here, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(pools, "_PATIENCE", 0.5)
    with LocalCluster(n_workers=0, dashboard_address="127.0.0.1:0") as empty:
        said = here(given[1], tmp_path / "out", "--scheduler", empty.scheduler_address, code=2)
    assert "has no worker: start one on each machine" in said


def test_a_scheduler_that_does_not_answer_is_told(given, here, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(pools, "_ANSWER", "1s")
    assert "No scheduler answers" in here(given[1], tmp_path / "out", "--scheduler", "tcp://127.0.0.1:9", code=2)


@pytest.mark.faults
def test_a_scheduler_that_is_gone_is_told_and_the_same_command_goes_on(given, serial, cluster, here, tmp_path) -> None:
    address, scheduler = cluster
    out = tmp_path / "out"
    process = given[1].begin(out, "--scheduler", address, program=IMPATIENT)
    while " finished" not in process.stdout.readline():
        assert process.poll() is None
    scheduler.send_signal(signal.SIGKILL)
    said = given[1].end(process, code=1)
    told = "It was not run, since the scheduler of the cluster is gone: run the same command again."
    reasons = failures(out)
    assert reasons
    assert set(reasons.values()) == {told}
    assert f"{4 - len(reasons)} finished, 0 unchanged, {len(reasons)} failed." in said
    assert set(results(out)["municipality"]) == set(Row(4).codes) - set(reasons)
    assert "0 failed." in here(given[1], out, "--serial")
    pd.testing.assert_frame_equal(results(out), results(serial), check_exact=True)


@pytest.mark.slow
def test_sixty_municipalities_on_a_cluster_whose_worker_is_killed(environment, tmp_path) -> None:
    row = write_row(tmp_path / "data", 60)
    batch = Batch(tmp_path / "data", environment, 60)
    batch.run(tmp_path / "serial", "--serial")
    compare_on_cluster(batch, tmp_path / "out", tmp_path / "serial")
    whole = table(tmp_path / "out", "results")
    whole = whole[whole["neighbourhood"] == "_total"].set_index("municipality")
    assert whole["share"].to_dict() == pytest.approx({code: row.share(k) for k, code in enumerate(row.codes)})
    assert "0 finished, 60 unchanged, 0 failed." in batch.run(tmp_path / "out", "--workers", "2")


def test_one_that_fails_is_told_and_the_others_go_on(copy, here, tmp_path) -> None:
    dataset = ogr.Open(str(copy.data / "country.gpkg"), 1)
    layer = dataset.GetLayerByName("municipalities")
    island = "POLYGON ((0 410000, 100 410000, 100 410100, 0 410000))"
    for name, values in (("homes", {"who": "alone"}), ("areas", {"code": "alone"})):
        add(dataset, name, "POINT (70 410030)" if name == "homes" else island, **values)
    sea = "POLYGON ((0 400000, 100 400000, 100 400100, 0 400000))"
    for code, wkt in (("NOWHERE", None), ("SEA", sea), ("ISLAND", island)):
        feature = ogr.Feature(layer.GetLayerDefn())
        feature["gemeentecode"] = code
        feature.SetGeometry(ogr.CreateGeometryFromWkt(wkt) if wkt else None)
        layer.CreateFeature(feature)
    del layer, dataset
    out = tmp_path / "out"
    said = here(copy, out, "--serial", code=1)
    assert "0 finished, 4 unchanged, 3 failed." in said
    assert failures(out) == {
        "NOWHERE": "It has no polygon in the layer of municipalities: draw one.",
        "SEA": "Nothing of the layer “homes” lies in it.",
        "ISLAND": "Nothing of the layer “streets” lies in it or up to 1400 m around it: add what is there, or take a "
        "larger --margin.",
    }
    assert set(results(out)["municipality"]) == set(Row(4).codes)


def test_a_street_that_leads_out_of_the_margin_is_no_stray_path(provider, environment, here, tmp_path) -> None:
    """As found: of three times a small threshold too little of it lay within the margin, so that it did not count."""
    row = write_row(tmp_path / "data", 2)
    recipe = tmp_path / "data" / "recipe.json"
    told = json.loads(recipe.read_text(encoding="utf-8"))
    del told["steps"][0]["parameters"]["MIN_COMPONENT"]
    recipe.write_text(json.dumps(told), encoding="utf-8")
    # From 300 m north of the street in the second municipality 3,200 m to the north, and round to the street's end.
    x = X0 + 2600
    corners = [(x, Y0 + 300), (x, Y0 + 3500), (X0 + 9000, Y0 + 3500), (X0 + 9000, Y0), (X0 + 4000, Y0)]
    dataset = ogr.Open(str(tmp_path / "data" / "country.gpkg"), 1)
    for (x0, y0), (x1, y1) in pairwise(corners):
        count = round((abs(x1 - x0) + abs(y1 - y0)) / 100)
        for n in range(count):
            ends = [(x0 + (x1 - x0) * k / count, y0 + (y1 - y0) * k / count) for k in (n, n + 1)]
            add(dataset, "streets", f"LINESTRING ({ends[0][0]} {ends[0][1]}, {ends[1][0]} {ends[1][1]})")
    for who, y in (("near", 350), ("nearer", 430)):
        add(dataset, "homes", f"POINT ({x} {Y0 + y})", who=who)
    add(dataset, "school", f"POINT ({x} {Y0 + 400})", code="north")
    del dataset
    batch = Batch(tmp_path / "data", environment, 2)

    def within(out: Path, *arguments: str) -> dict[str, int | None]:
        here(batch, out, "--serial", "--only", row.codes[1], *arguments)
        homes = table(out / "municipalities" / row.codes[1], "output_dwellings").set_index("who")["s_ok"]
        return {who: None if pd.isna(homes[who]) else int(homes[who]) for who in ("near", "nearer")}

    assert within(tmp_path / "out") == {"near": 1, "nearer": 1}
    assert within(tmp_path / "close", "--margin", "1400") == {"near": None, "nearer": None}


def add(dataset: ogr.DataSource, table: str, wkt: str, **values: str) -> None:
    layer = dataset.GetLayerByName(table)
    feature = ogr.Feature(layer.GetLayerDefn())
    for name, value in values.items():
        feature[name] = value
    feature.SetGeometry(ogr.CreateGeometryFromWkt(wkt))
    layer.CreateFeature(feature)


def small_files() -> None:
    """Let no file grow beyond 30 kB, as on a disk that is full."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))


@pytest.mark.faults
def test_a_full_disk_leaves_nothing_half_written(given, serial, tmp_path) -> None:
    out = tmp_path / "out"
    said = given[1].run(out, "--serial", "--only", "GM0001", code=2, preexec_fn=small_files)
    assert "GM0001 failed: The layers of the recipe could not be copied" in said
    assert "look whether they are whole and there is room" in said
    assert "The tables could not be written" in said
    assert [one.name for one in out.rglob("*")] == ["municipalities"]
    # With room again the same command goes on, and gives in a process of its own what it gives here.
    assert "1 finished, 0 unchanged, 0 failed." in given[1].run(out, "--serial", "--only", "GM0001")
    expected = results(serial)
    expected = expected[expected["municipality"] == "GM0001"].reset_index(drop=True)
    pd.testing.assert_frame_equal(results(out), expected, check_exact=True)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--only", "GM9999"], "no municipality GM9999"),
        (["--code", "nonsense"], "has no field nonsense"),
        (["--format", "parquet"], "writes no parquet"),
    ],
)
def test_what_is_wrong_with_the_whole_is_told_before_anything_is_run(given, here, tmp_path, arguments, words) -> None:
    if "parquet" in arguments and ogr.GetDriverByName("Parquet") is not None:
        arguments, words = ["--only", "GM9999"], "GM9999"
    said = here(given[1], tmp_path / "out", "--serial", *arguments, code=2)
    assert words in said
    assert not (tmp_path / "out" / "municipalities").exists()


def test_two_batches_do_not_write_into_one_folder(given, serial, here, tmp_path) -> None:
    out = tmp_path / "out"
    first = given[1].begin(out, "--serial")
    first.stdout.readline()  # its margin, told when it has the lock
    said = here(given[1], out, "--serial", code=2)
    assert f"Another batch writes into the folder {out} (process {first.pid} on the computer {platform.node()})" in said
    first.send_signal(signal.SIGKILL)
    first.communicate()
    # What was killed holds nothing, and its folder goes on.
    assert "0 failed." in here(given[1], out, "--serial")
    pd.testing.assert_frame_equal(results(out), results(serial), check_exact=True)


def test_a_batch_that_another_computer_left_is_told_with_what_to_do(given, here, tmp_path) -> None:
    """As found: of a lock that a computer left which was switched off nothing was said but to wait."""
    (tmp_path / "batch.lock").write_text("4321\npython3\nalpha\n0\n0\n")
    said = here(given[1], tmp_path, "--serial", code=2)
    assert "(process 4321 on the computer alpha): wait, or choose another folder. If that batch is gone" in said
    assert f"delete {tmp_path / 'batch.lock'}." in said


def test_a_folder_in_which_nobody_may_write_is_told(given, here, tmp_path) -> None:
    assert "cannot be written into: choose another" in here(given[1], Path("/proc"), "--serial", code=2)


@pytest.mark.parametrize("end", ["goes on", "killed", "killed, and the file is gone"])
def test_tables_that_a_program_has_open_or_left_with_a_log_are_whole(copy, here, tmp_path, end: str) -> None:
    """As found: the new file came beside the log of the older one, and SQLite took the two for one, torn."""
    out = tmp_path / "out"
    path, log = out / "results.gpkg", out / "results.gpkg-wal"

    def again() -> None:
        assert "0 failed." in here(copy, out, "--serial", "--only", "GM0001")

    with closing(sqlite3.connect(path)) as program:
        program.execute("PRAGMA journal_mode = WAL")
        program.execute("PRAGMA wal_autocheckpoint = 0")
        program.execute("CREATE TABLE styles (style TEXT)")
        program.executemany("INSERT INTO styles VALUES (?)", [("x" * 500,)] * 200)
        program.commit()
        left = {one: one.read_bytes() for one in (path, log)}
        if end == "goes on":
            again()
    if end != "goes on":
        for one in (path, log):
            one.write_bytes(left[one])
        if end != "killed":
            path.unlink()
        again()
    assert len(left[log]) > 100_000
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("SELECT DISTINCT municipality FROM results").fetchall() == [("GM0001",)]
        assert database.execute("SELECT name FROM sqlite_master WHERE name = 'styles'").fetchall() == []


@pytest.mark.parametrize("left", [0, 30_000])
def test_results_that_are_torn_are_a_failure_and_run_again_by_the_same_command(copy, here, tmp_path, left: int) -> None:
    """As found: where the power had failed no tables were written, however often the command was given."""
    out = tmp_path / "out"
    torn = out / "municipalities" / "GM0002" / "results.gpkg"
    os.truncate(torn, left)
    said = here(copy, out, "--serial", code=1)
    assert "0 finished, 3 unchanged, 1 failed." in said
    (reason,) = failures(out).values()
    assert reason.startswith("The results of GM0002 cannot be read (")
    assert reason.endswith("): run the same command again.")
    assert f"GM0002 failed: {reason}" in said
    assert set(results(out)["municipality"]) == {"GM0000", "GM0001", "GM0003"}
    assert "1 finished, 3 unchanged, 0 failed." in here(copy, out, "--serial")
    assert set(results(out)["municipality"]) == set(Row(4).codes)
