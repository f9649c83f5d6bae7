"""A Python without pandas or scipy: every caller gets one sentence, and nothing is computed."""

from __future__ import annotations

import subprocess
import sys

import pytest

from towns.slow import some

SCRIPT = """
import sys
from pathlib import Path

sys.path[:0] = [{tests!r}, {algorithms!r}]
hidden = {hidden!r}


class Hidden:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == hidden:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)


import importlib.util

found = importlib.util.find_spec
importlib.util.find_spec = lambda name, package=None: None if name == hidden else found(name, package)
sys.meta_path.insert(0, Hidden())
from qgis.core import QgsApplication

application = QgsApplication([], False)
application.initQgis()
import conftest
from towns import runs
from buurtmaat.algorithms.provider import BuurtmaatProvider
from qgis.core import QgsProcessingContext, QgsProject

provider = BuurtmaatProvider()
QgsApplication.processingRegistry().addProvider(provider)
feedback, context = runs.Feedback(), QgsProcessingContext()
context.setProject(QgsProject.instance())
context.setFeedback(feedback)
given = {{
    "NETWORK": runs.layer(runs.grid()),
    "DWELLINGS": runs.layer([runs.point(5, 5)]),
    "FACILITIES": runs.layer([runs.point(9, 9)]),
    "OUTPUT": "memory:",
}}
made = runs.algorithm("nearestfacility")
results, good = made.run(given, context, feedback, {{}}, False)
print("good", good, results)
for text in feedback.errors:
    print("error", text)
application.exitQgis()
"""


@pytest.mark.parametrize("hidden", some(["pandas", "scipy"], ["scipy"]))
def test_a_run_without_the_packages_stops_in_one_sentence(hidden, root):
    script = SCRIPT.format(tests=str(root / "tests"), algorithms=str(root / "tests" / "algorithms"), hidden=hidden)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert "good False {}" in done.stdout
    (error,) = [line for line in done.stdout.splitlines() if line.startswith("error ")]
    assert f"its Python lacks {hidden}." in error
    assert f"python3-{hidden}" in error
    assert "Traceback" not in done.stdout + done.stderr
