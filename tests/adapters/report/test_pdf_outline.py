"""Bookmarks are added to a PDF of Qt; a file that is not one stays as it is."""

from __future__ import annotations

import re
import subprocess

import pytest
from qgis.PyQt.QtCore import QSizeF
from qgis.PyQt.QtGui import QPageSize, QPainter, QPdfWriter

from buurtmaat.adapters.report.pdf_outline import add_outline


@pytest.fixture
def pdf(tmp_path, qgis_app):
    """Return a PDF with five pages."""
    path = tmp_path / "five.pdf"
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QSizeF(50, 50), QPageSize.Unit.Millimeter))
    painter = QPainter(writer)
    for number in range(5):
        if number:
            writer.newPage()
        painter.drawText(100, 300, f"page {number + 1}")
    painter.end()
    return path


def told(path) -> list[tuple[str, str]]:
    command = ["pdftohtml", "-xml", "-i", "-stdout", path]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    assert "rror" not in done.stderr, done.stderr
    return re.findall(r'<item page="(\d+)">(.*?)</item>', done.stdout)


def test_each_bookmark_leads_to_the_first_of_its_pages(pdf):
    before = pdf.read_bytes()
    assert add_outline(pdf, [("one", 1), ("two – ②", 3), ("🏘", 1)], "nl-NL")
    assert told(pdf) == [("1", "one"), ("2", "two – ②"), ("5", "🏘")]
    assert pdf.read_bytes().startswith(before)  # an update behind the file, as the format has it
    pages = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, check=True, text=True).stdout
    assert re.findall(r"page \d", pages) == [f"page {n}" for n in range(1, 6)]


def test_one_bookmark_is_first_and_last(pdf):
    assert add_outline(pdf, [("all", 5)], "en-GB")
    assert told(pdf) == [("1", "all")]


@pytest.mark.parametrize("parts", [[], [("one", 4)], [("one", 5), ("two", 1)]])
def test_where_the_pages_are_other_ones_there_are_none(pdf, parts):
    before = pdf.read_bytes()
    assert not add_outline(pdf, parts, "nl-NL")
    assert pdf.read_bytes() == before


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.4\n",
        b"%PDF\nstartxref\n99\n%%EOF",
        b"%PDF\nstartxref\n0\n%%EOF",
        b"xref\n0 9\nstartxref\n0\n%%EOF\n",
    ],
)
def test_what_is_no_such_file_stays_as_it_is(tmp_path, content):
    path = tmp_path / "other.pdf"
    path.write_bytes(content)
    assert not add_outline(path, [("one", 1)], "nl-NL")
    assert path.read_bytes() == content
