"""Whose report it is: a logo of a bounded size, and a colour that can be read."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from buurtmaat.adapters.report.brand import ACCENT, DARK, LARGEST_LOGO, LIGHT, Brand, contrast, read_colour, read_logo
from buurtmaat.core.errors import InputError

PNG = b"\x89PNG\r\n\x1a\n" + b"rest"
SVG = '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>'


def kept(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("logo.png", PNG, "image/png"),
        ("logo.txt", b"\xff\xd8\xff\xe0rest", "image/jpeg"),  # what it holds counts, not what it is called
        ("logo.svg", SVG.encode(), "image/svg+xml"),
        ("logo.svg", b'<s:svg xmlns:s="http://www.w3.org/2000/svg"/>', "image/svg+xml"),
    ],
)
def test_a_logo_is_in_the_page_as_a_whole(tmp_path, name, content, kind):
    head, rest = read_logo(kept(tmp_path, name, content)).address.split(",", 1)
    assert head == f"data:{kind};base64"
    assert base64.b64decode(rest) == content


def test_a_logo_that_no_page_can_show_is_refused(tmp_path):
    for name, content in (("logo.png", b"GIF89a"), ("logo.svg", b"<html/>"), ("logo.svg", b"<svg"), ("empty.png", b"")):
        with pytest.raises(InputError, match="no PNG, JPEG or SVG") as stop:
            read_logo(kept(tmp_path, name, content))
        assert stop.value.values["path"] == str(tmp_path / name)
    with pytest.raises(InputError, match="cannot be read"):
        read_logo(tmp_path / "nowhere.png")
    with pytest.raises(InputError, match="cannot be read"):
        read_logo(tmp_path)


def test_a_logo_may_be_so_large_and_no_larger(tmp_path):
    read_logo(kept(tmp_path, "full.png", PNG + b" " * (LARGEST_LOGO - len(PNG))))
    with pytest.raises(InputError, match="save it smaller") as stop:
        read_logo(kept(tmp_path, "larger.png", PNG + b" " * (LARGEST_LOGO + 1 - len(PNG))))
    assert (stop.value.values["size"], stop.value.values["most"]) == (501, 500)


@pytest.mark.parametrize(("one", "other", "ratio"), [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48)])
def test_contrast_is_that_of_the_guidelines(one, other, ratio):
    """The ratio of #777 on white is the well-known example that just fails AA."""
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


@pytest.mark.parametrize("colour", [ACCENT, "#ffd500", "#ffffff", "#000000", "#e30613", "#777777"])
def test_text_in_the_colour_can_be_read_by_day_and_by_night(colour):
    brand = Brand(colour=colour)
    assert contrast(brand.on_light, LIGHT) >= 4.5
    assert contrast(brand.on_dark, DARK) >= 4.5


def test_a_colour_that_can_be_read_stays_as_it_is():
    assert Brand(colour="#0f6f7c").on_light == "#0f6f7c"
    assert Brand(colour="#ffd500").on_dark == "#ffd500"


def test_a_colour_is_written_in_more_than_one_way():
    assert [read_colour(one) for one in ("#0F6F7C", "teal", "15,111,124", "")] == ["#0f6f7c", "#008080", "#0f6f7c", ""]
    with pytest.raises(InputError, match="COLOUR must be a colour"):
        read_colour("municipal blue")


@pytest.mark.parametrize("place", ["/etc/logo.png", "logo.png", "file:///etc/logo.png", "https://example.org/x.png"])
@pytest.mark.parametrize("name", ["image", "feImage", "use"])
def test_a_logo_takes_no_picture_from_elsewhere(tmp_path, name, place):
    """Qt draws what lies at such a place into the PDF."""
    svg = "http://www.w3.org/2000/svg"
    space = f'xmlns="{svg}" xmlns:svg="{svg}" xmlns:x="http://www.w3.org/1999/xlink"'
    for element in (f'<{name} x:href="{place}"/>', f'<g><svg:{name} href=" {place}"/></g>'):
        with pytest.raises(InputError, match="takes in a picture from elsewhere"):
            read_logo(kept(tmp_path, "logo.svg", f"<svg {space}>{element}</svg>".encode()))
    own = f'<svg {space}><{name} x:href="data:image/png;base64,AA=="/><{name} href="#a"/><a href="{place}"/></svg>'
    assert read_logo(kept(tmp_path, "logo.svg", own.encode())).address.startswith("data:image/svg+xml")
