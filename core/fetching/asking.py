"""What is asked of a service, how an answer is read, and what is wrong with one.

A fetch is a generator: it yields what it asks, gets back what was read of the answer, and returns what it found. So it
knows no network, and whoever does can try again, keep answers, and stop between two of them.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar
from urllib.parse import urlencode, urlsplit, urlunsplit

from ..errors import InputError
from ..notes import Note

_TITLE = re.compile(rb"<(?:title|h1)[^>]*>\s*([^<]{1,120})", re.IGNORECASE)
_T = TypeVar("_T")


@dataclass(frozen=True, kw_only=True)
class Request:
    """One question.

    Parameters
    ----------
    url
        The address, with all that is asked there.
    form
        What is posted; empty for a question that is all address.
    accept
        The kind of answer that is wanted.
    gml
        Whether the answer is in GML, and is to be GeoJSON before it is read.
    authcfg
        The id of the authentication of QGIS that goes with it; empty for none. It is in no text.
    """

    url: str
    form: str = ""
    accept: str = "application/json"
    gml: bool = False
    authcfg: str = field(default="", repr=False)

    @property
    def host(self) -> str:
        """Return who is asked."""
        return urlsplit(self.url).netloc

    @property
    def key(self) -> str:
        """Return what tells this question from others."""
        return hashlib.sha256(f"{self.url}\n{self.form}\n{self.authcfg}".encode()).hexdigest()


@dataclass(frozen=True)
class Ask:
    """A question, and how its answer is read; reading raises a `ServiceError` where the answer is not whole."""

    request: Request
    read: Callable[[bytes], Any]


Asking = Generator[Ask, Any, _T]
"""Yields what is asked, takes what was read of the answer, returns what was found."""


def identified(fetch: Asking[_T], service: str, authcfg: str) -> Asking[_T]:
    """Yield the questions of a fetch with an authentication: those to the service itself, and to no other.

    Parameters
    ----------
    service
        Its address.
    authcfg
        The id of the authentication; empty for none.
    """
    try:
        step = next(fetch)
        while True:
            if authcfg and urlsplit(step.request.url)[:2] == urlsplit(service)[:2]:
                step = replace(step, request=replace(step.request, authcfg=authcfg))
            read = yield step
            try:
                step = fetch.send(read)
            except StopIteration as end:
                found: _T = end.value
                return found
    finally:
        fetch.close()


class ServiceError(InputError):
    """An answer that cannot be used.

    Parameters
    ----------
    message, **values
        As of an `InputError`.
    again
        Whether asking again may help: the service was busy, or the answer was cut.
    after_s
        Seconds that the service asks to wait before.
    """

    def __init__(self, message: str, *, again: bool = False, after_s: float = 0, **values: object) -> None:
        super().__init__(message, **values)
        self.again, self.after_s = again, after_s


def with_query(url: str, parameters: Mapping[str, object]) -> str:
    """Return an address with parameters behind those that it has."""
    parts = urlsplit(url)
    query = "&".join(part for part in (parts.query, urlencode({k: str(v) for k, v in parameters.items()})) if part)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))


def read_object(body: bytes, host: str) -> dict[str, Any]:
    """Read an answer that is to be a JSON object.

    Raises
    ------
    ServiceError
        Where it is none: a page that says that the service is busy, an XML exception, or a part of an object.
    """
    try:
        found = json.loads(body.decode("utf-8-sig"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise no_json(body, host) from error
    if not isinstance(found, dict):
        raise no_json(body, host)
    return found


def _refuse(name: str) -> float:
    raise ValueError(name)


def no_json(body: bytes, host: str) -> ServiceError:
    """Return the error of an answer that is not the JSON that was asked for."""
    start = body.lstrip()[:1]
    if start == b"<":
        title = _TITLE.search(body[:20_000])
        what: object = Note("a page without data")
        if title:
            what = Note("a page that says: {text}", text=plain_text(title[1].decode("utf-8", "replace")))
        elif b"Exception" in body[:20_000]:
            what = Note("an exception: {text}", text=exception_text(body))
        return ServiceError("{host} answers with {what}; try again later.", again=True, host=host, what=what)
    if not start:
        return ServiceError("{host} answers with nothing; try again later.", again=True, host=host)
    return ServiceError(
        "The answer of {host} is cut off or is not the JSON that was asked for; try again later.", again=True, host=host
    )


_EXCEPTION_TEXT = re.compile(rb"ExceptionText[^>]*>\s*([^<]{1,200})")


def exception_text(body: bytes) -> str:
    """Return what an exception of a service says, in one line."""
    found = _EXCEPTION_TEXT.search(body[:20_000])
    return plain_text(found[1].decode("utf-8", "replace")) if found else "–"


def plain_text(text: str) -> str:
    """Return foreign text in one short line, without what is no letter or sign."""
    return "".join(one for one in " ".join(text.split()) if one.isprintable())[:200].rstrip(" .") or "–"
