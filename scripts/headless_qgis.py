"""QGIS without windows and with the checkout as its plugin, for the scripts that run algorithms."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingFeedback, QgsSettings
from qgis.PyQt.QtCore import QCoreApplication, QTranslator

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def headless_qgis() -> Iterator[None]:
    """Let QGIS be there, and the checkout, whatever its folder is called, importable as `buurtmaat`."""
    spec = importlib.util.spec_from_file_location(
        "buurtmaat", ROOT / "__init__.py", submodule_search_locations=[str(ROOT)]
    )
    if spec is None:
        raise ImportError(f"{ROOT} holds no plugin")
    sys.modules["buurtmaat"] = importlib.util.module_from_spec(spec)
    application = QgsApplication([], False)
    application.initQgis()
    yield
    application.exitQgis()


@contextmanager
def with_algorithms() -> Iterator[None]:
    """Let the algorithms of the plugin be there."""
    from buurtmaat.algorithms.provider import BuurtmaatProvider

    provider = BuurtmaatProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    yield
    QgsApplication.processingRegistry().removeProvider(provider)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Let the plugin speak a language."""
    from buurtmaat.adapters.io.translation import Translator, translation_file

    settings = QgsSettings()
    settings.setValue("locale/overrideFlag", True)
    settings.setValue("locale/userLocale", language)
    path = translation_file(language)  # none of English, in which the texts are written
    translator: QTranslator | None = None if path is None else Translator(path)
    if translator is not None:
        QCoreApplication.installTranslator(translator)
    yield
    if translator is not None:
        QCoreApplication.removeTranslator(translator)


def run_algorithm(name: str, given: Mapping[str, object]) -> None:
    """Run an algorithm of the plugin as the toolbox does."""
    feedback = QgsProcessingFeedback(False)
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"buurtmaat:{name}")
    _, good = algorithm.run(dict(given), QgsProcessingContext(), feedback)
    if not good:
        raise RuntimeError(feedback.textLog())
