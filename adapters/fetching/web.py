"""The one module that uses a network: a question to a service, through QGIS's proxy and certificates.

Also here, as it needs the same classes: what QGIS keeps of the answers to its own layers is forgotten before they are
read (`forget_answers`).
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic
from types import TracebackType

from qgis.core import QgsApplication, QgsDataSourceUri, QgsNetworkAccessManager, QgsSettings, QgsVectorLayer
from qgis.PyQt.QtCore import QByteArray, QCoreApplication, QEvent, QEventLoop, QStandardPaths, QTimer, QUrl
from qgis.PyQt.QtNetwork import QNetworkDiskCache, QNetworkReply, QNetworkRequest

from ...core.errors import Cancelled, InputError
from ...core.fetching.asking import Request, ServiceError, exception_text, plain_text
from ...core.fetching.services import Services, why_not_asked
from ...core.notes import Note
from ..io.main_thread import soon_in_main_thread

_LOOK_MS = 100
"""Milliseconds between looks at Cancel."""
_PATIENCE_S = 1.0
"""Seconds that a main thread which is busy is waited for between two questions."""
_MOST_REDIRECTS = 5
_LONGEST_WAIT_S = 120.0
_TOO_MANY_S = 30.0
"""Seconds to wait after too many questions, where the service does not say how long: Overpass asks for as many."""
_MEGABYTE = 1_000_000
_MARK = QNetworkRequest.Attribute.User
"""The attribute by which a request is known for our own, so that no others are touched."""
_BUSY = (408, 429, 500, 502, 503, 504)


class Web:
    """Asks services, one question at a time; to be used as a context in the thread that asks.

    Parameters
    ----------
    agent
        What is put behind QGIS's own name of itself: some services answer no other.
    silence_s
        Seconds without a byte after which a service is taken not to answer.
    most_mb
        The largest answer that is taken.
    cancelled
        Asked every tenth of a second.
    """

    def __init__(self, agent: str, silence_s: float, most_mb: float, cancelled: Callable[[], bool]) -> None:
        self._agent, self._silence_s, self._most = agent, silence_s, int(most_mb * _MEGABYTE)
        self._cancelled = cancelled
        self._preprocessor, self._own = "", secrets.token_hex(8)
        self.bytes_read = 0

    def __enter__(self) -> Web:
        # QGIS writes its own name over that of a request, and lets the whole of itself add to it here.
        self._preprocessor = QgsNetworkAccessManager.setRequestPreprocessor(self._name_us)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        QgsNetworkAccessManager.removeRequestPreprocessor(self._preprocessor)

    def _name_us(self, request: QNetworkRequest) -> None:
        if request.attribute(_MARK) == self._own:
            own = bytes(request.rawHeader(QByteArray(b"User-Agent"))).decode("latin-1")
            named = f"{own} {self._agent}".strip().encode("latin-1", "replace")
            request.setRawHeader(QByteArray(b"User-Agent"), QByteArray(named))

    def ask(self, request: Request) -> bytes:
        """Return the body of an answer.

        It counts only where the status, the reply's own error and the length agree that it is whole.

        Raises
        ------
        ServiceError
            Where it does not.
        Cancelled
            Within a second of Cancel.
        """
        url = request.url
        for _ in range(_MOST_REDIRECTS):
            why = why_not_asked(url)
            if why is not None:
                raise ServiceError("The address {url} is not asked: {why}.", url=url[:200], why=why)
            body, further = self._ask_once(request, url)
            if further is None:
                return body
            url = further
        raise ServiceError("{host} sends on again and again; put its new address in SERVICES.", host=request.host)

    def _ask_once(self, request: Request, url: str) -> tuple[bytes, str | None]:
        """Return the body, or where the service sends on to."""
        if self._cancelled():
            raise Cancelled
        made = QNetworkRequest(QUrl.fromEncoded(QByteArray(url.encode("utf-8"))))
        made.setAttribute(_MARK, self._own)
        made.setAttribute(
            QNetworkRequest.Attribute.RedirectPolicyAttribute, QNetworkRequest.RedirectPolicy.ManualRedirectPolicy
        )
        # What is kept of an earlier answer would be given where the service says that it failed.
        made.setAttribute(
            QNetworkRequest.Attribute.CacheLoadControlAttribute, QNetworkRequest.CacheLoadControl.AlwaysNetwork
        )
        made.setAttribute(QNetworkRequest.Attribute.CacheSaveControlAttribute, False)
        made.setRawHeader(QByteArray(b"Accept"), QByteArray(request.accept.encode("ascii")))
        # What was given for another service of that host is not sent by itself.
        made.setAttribute(QNetworkRequest.Attribute.AuthenticationReuseAttribute, QNetworkRequest.LoadControl.Manual)
        if request.authcfg:
            _identify(made, request)
        manager = QgsNetworkAccessManager.instance()
        if request.form:
            made.setRawHeader(QByteArray(b"Content-Type"), QByteArray(b"application/x-www-form-urlencoded"))
            reply = manager.post(made, QByteArray(request.form.encode("ascii")))
        else:
            reply = manager.get(made)
        if request.authcfg:
            QgsApplication.authManager().updateNetworkReply(reply, request.authcfg)
        listening = _Listening(reply, self._cancelled, self._silence_s, self._most)
        try:
            listening.until_the_end()
            self.bytes_read += len(listening.body)
            return _judged(reply, listening, request)
        finally:
            _let_go(reply)


def _let_go(reply: QNetworkReply) -> None:
    """Delete a reply, and wait until the main thread has heard of it.

    Python has a list of objects that it did not make. The main thread takes those that are gone out of it, without
    a lock: where another thread puts its next reply in just then, QGIS goes down, at once or later.
    """
    reply.deleteLater()
    QCoreApplication.sendPostedEvents(reply, QEvent.Type.DeferredDelete)
    if threading.current_thread() is not threading.main_thread():
        soon_in_main_thread(lambda: None, lambda: False, _PATIENCE_S)


class _Listening:
    """Reads a reply in its own event loop until it ends, is too large, is silent for too long, or Cancel is pressed."""

    def __init__(self, reply: QNetworkReply, cancelled: Callable[[], bool], silence_s: float, most: int) -> None:
        self.reply, self.cancelled, self.silence_s, self.most = reply, cancelled, silence_s, most
        self.body = bytearray()
        self.is_cancelled = self.is_silent = self.is_too_large = False
        self._heard = monotonic()

    def until_the_end(self) -> None:
        reply = self.reply
        own = reply.findChild(QTimer, "timeoutTimer")  # QGIS's, of a minute, which some services take to begin
        if own is not None:
            own.stop()
            for told in (reply.downloadProgress, reply.uploadProgress):  # each starts it again
                told.connect(lambda *_: own.stop())
        reply.setReadBufferSize(4 * _MEGABYTE)  # what is packed small may unpack to anything
        loop, timer = QEventLoop(), QTimer()
        reply.readyRead.connect(self._read)
        reply.finished.connect(loop.quit)
        timer.timeout.connect(self._look)
        timer.start(_LOOK_MS)
        if not reply.isFinished():
            loop.exec()
        timer.stop()
        self._read()

    def _read(self) -> None:
        chunk = bytes(self.reply.readAll()) if self.reply.isOpen() else b""
        if not chunk or self.is_too_large:
            return
        self._heard = monotonic()
        self.body += chunk
        if len(self.body) > self.most:
            self.is_too_large = True
            self.reply.abort()

    def _look(self) -> None:
        if self.cancelled():
            self.is_cancelled = True
            self.reply.abort()
        elif monotonic() - self._heard > self.silence_s:
            self.is_silent = True
            self.reply.abort()


def check_authentications(services: Services) -> None:
    """Stop where the services name an authentication that this QGIS does not have."""
    known = QgsApplication.authManager().configIds() if services.authentications else []
    for authcfg, dataset in services.authentications.items():
        if authcfg not in known:
            raise InputError(
                "SERVICES names an authentication for {id} that this QGIS does not have: add it in the options of QGIS "
                "(Authentication), and put its id there.",
                id=dataset,
            )


def ask_master_password(services: Services) -> None:
    """Let QGIS ask for its master password where an authentication will need it, in the thread of the window."""
    if services.authentications:
        QgsApplication.authManager().setMasterPassword(True)


def _identify(made: QNetworkRequest, request: Request) -> None:
    """Put the authentication of QGIS on a request."""
    done, _ = QgsApplication.authManager().updateNetworkRequest(made, request.authcfg)
    if not done:
        raise ServiceError(
            "QGIS cannot use the authentication for {host}: see it in the options of QGIS (Authentication), and give "
            "the master password.",
            host=request.host,
        )


def _why(reply: QNetworkReply, request: Request) -> object:
    """Return what went wrong; of a question with an authentication not in Qt's words, which hold the whole address."""
    return Note("the connection failed") if request.authcfg else plain_text(reply.errorString())


def _judged(reply: QNetworkReply, heard: _Listening, request: Request) -> tuple[bytes, str | None]:
    """Return the body of a reply that is whole, or where it sends on to."""
    host = request.host
    _check_heard(heard, host)
    status = reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
    if status is None:
        raise ServiceError(
            "{host} cannot be reached ({why}): see whether there is a network, and whether its address in SERVICES "
            "still holds.",
            again=True,
            host=host,
            why=_why(reply, request),
        )
    if reply.attribute(QNetworkRequest.Attribute.SourceIsFromCacheAttribute):
        raise ServiceError("{host} was not asked: an older answer came in its place.", again=True, host=host)
    if 300 <= status < 400:
        return b"", _further(reply, host)
    body = bytes(heard.body)
    if status != 200:
        raise _of_status(int(status), reply, body, request)
    if reply.error() != QNetworkReply.NetworkError.NoError:
        raise ServiceError(
            "The answer of {host} was cut off ({why}): try again later.",
            again=True,
            host=host,
            why=_why(reply, request),
        )
    told = reply.header(QNetworkRequest.KnownHeaders.ContentLengthHeader)
    packed = bytes(reply.rawHeader(QByteArray(b"Content-Encoding")))
    if told is not None and not packed and int(told) != len(body):
        raise ServiceError(
            "The answer of {host} was cut off ({why}): try again later.",
            again=True,
            host=host,
            why=Note("{n} of {m} bytes", n=len(body), m=int(told)),
        )
    return body, None


def _check_heard(heard: _Listening, host: str) -> None:
    """Stop where a reply was not listened to until its end."""
    if heard.is_cancelled:
        raise Cancelled
    if heard.is_too_large:
        raise ServiceError(
            "The answer of {host} is larger than {mb} MB: take a smaller area, or raise answer_mb in the limits of "
            "SERVICES.",
            host=host,
            mb=f"{heard.most / _MEGABYTE:g}",
        )
    if heard.is_silent:
        raise ServiceError(
            "{host} has not answered for {s} seconds; try again later.", again=True, host=host, s=f"{heard.silence_s:g}"
        )


def _further(reply: QNetworkReply, host: str) -> str:
    """Return where a service sends on to: to itself only."""
    target = reply.attribute(QNetworkRequest.Attribute.RedirectionTargetAttribute)
    here = reply.url()
    there = here.resolved(target) if isinstance(target, QUrl) and target.isValid() else QUrl()
    same = (there.scheme(), there.host(), there.port()) == (here.scheme(), here.host(), here.port())
    if not same:
        raise ServiceError(
            "{host} sends on to {other}, which is not asked: put the new address in SERVICES if you trust it.",
            host=host,
            other=there.host() or "–",
        )
    return bytes(there.toEncoded()).decode("ascii")


def _of_status(status: int, reply: QNetworkReply, body: bytes, request: Request) -> ServiceError:
    """Return the error of a status that is not success."""
    host = request.host
    if status in (401, 403) and request.authcfg:
        return ServiceError(
            "{host} does not accept the authentication that SERVICES names for it (status {status}): see it in the "
            "options of QGIS (Authentication).",
            host=host,
            status=status,
        )
    if status in (401, 407):
        return ServiceError(
            "{host} asks for a login (status {status}): add one in the options of QGIS (Authentication), and its id as "
            "authcfg in SERVICES.",
            host=host,
            status=status,
        )
    after = bytes(reply.rawHeader(QByteArray(b"Retry-After"))).decode("latin-1")
    told = after.isascii() and after.isdigit()
    wait = min(float(after), _LONGEST_WAIT_S) if told else (_TOO_MANY_S if status == 429 else 0.0)
    if status in (429, 503, 504):
        return ServiceError(
            "{host} is too busy (status {status}); try again later, or take a smaller area.",
            again=True,
            after_s=wait,
            host=host,
            status=status,
        )
    if status == 406:
        return ServiceError(
            "{host} refuses who asks (status {status}): see whether a proxy hides the name of the program.",
            host=host,
            status=status,
        )
    said = exception_text(body) if b"Exception" in body[:20_000] else plain_text(_detail(body))
    return ServiceError(
        "{host} refuses the question (status {status}: {said}); see whether its address and names in SERVICES still "
        "hold, or try again later.",
        again=status in _BUSY,
        after_s=wait,
        host=host,
        status=status,
        said=said,
    )


def _detail(body: bytes) -> str:
    """Return what an answer says of what went wrong."""
    import json

    with suppress(ValueError, RecursionError):
        found = json.loads(body[:20_000])
        if isinstance(found, dict):
            return str(found.get("detail") or found.get("title") or "")
    return ""


def forget_answers(layer: QgsVectorLayer) -> None:
    """Take away what is kept of the service of a layer, in the thread of the window.

    Notes
    -----
    Qt answers a request with what it kept of an earlier one where the service answers with status 500 to 599, and
    tells nobody: a page of last week would pass for one of today.
    """
    cache = QgsNetworkAccessManager.instance().cache()
    service = QUrl(QgsDataSourceUri(layer.source()).param("url"))
    if cache is None or service.isEmpty():
        return
    files = QNetworkDiskCache()
    for file in _folder().rglob("*.d"):
        kept = files.fileMetaData(str(file)).url()
        if kept.authority() == service.authority() and kept.path().startswith(service.path()):
            cache.remove(kept)


def _folder() -> Path:
    """Return where QGIS keeps answers; its cache does not tell Python."""
    chosen = QgsSettings().value("cache/directory", "", type=str)
    return Path(chosen or QStandardPaths.writableLocation(QStandardPaths.StandardLocation.CacheLocation))
