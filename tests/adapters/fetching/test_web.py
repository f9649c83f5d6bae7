"""Questions to services on this machine: an answer counts only where the status, the reply and the body agree."""

from __future__ import annotations

import json
import threading

import pytest
from qgis.core import QgsApplication, QgsTask
from qgis.PyQt import sip

from buurtmaat.adapters.fetching import web as web_module
from buurtmaat.adapters.fetching.web import Web
from buurtmaat.core.errors import Cancelled
from buurtmaat.core.fetching.asking import Request, ServiceError
from towns.background import until
from towns.fetched_town import FetchedTown, serving_town


@pytest.fixture
def town():
    with serving_town(FetchedTown()) as found:
        yield found


def ask(
    town, *, cancelled=lambda: False, silence_s=5.0, most_mb=10.0, path="/buurten/ogc/v1/collections/buurten/items"
):
    with Web("Buurtmaat/1 (test)", silence_s, most_mb, cancelled) as web:
        return web.ask(Request(url=f"{town.address}{path}"))


def refused(town, fault, **given):
    town.always["buurten"] = fault
    with pytest.raises(ServiceError) as error:
        ask(town, **given)
    return str(error.value), error.value


def test_a_whole_answer_comes_back_and_we_say_who_we_are(town):
    found = json.loads(ask(town))
    assert len(found["features"]) == 5
    (agent,) = town.agents
    assert agent.startswith("Mozilla/5.0 QGIS/")
    assert agent.endswith("Buurtmaat/1 (test)")


def test_the_main_thread_has_heard_of_the_end_of_each_reply_before_the_next_question(town, monkeypatch):
    """As found: QGIS went down during a fetch, as it forgot one reply while the next one came."""
    replies, gone, asked_all = [], [], threading.Event()

    class Listening(web_module._Listening):
        def __init__(self, reply, *given):
            replies.append(reply)
            super().__init__(reply, *given)

    def ask_thrice() -> None:
        for _ in range(3):
            ask(town)
            gone.append([sip.isdeleted(one) for one in replies])
        asked_all.set()

    monkeypatch.setattr(web_module, "_Listening", Listening)
    thread = threading.Thread(target=ask_thrice)
    thread.start()
    until(asked_all.is_set)
    thread.join()
    assert gone == [[True], [True] * 2, [True] * 3]


def test_the_main_thread_does_not_wait_for_itself(town, monkeypatch):
    waited = []
    monkeypatch.setattr(web_module, "soon_in_main_thread", lambda *given: waited.append(given))
    ask(town)
    assert waited == []


def test_others_do_not_get_our_name(town):
    from qgis.core import QgsBlockingNetworkRequest
    from qgis.PyQt.QtCore import QUrl
    from qgis.PyQt.QtNetwork import QNetworkRequest

    with Web("Buurtmaat/1 (test)", 5, 10, lambda: False):
        QgsBlockingNetworkRequest().get(QNetworkRequest(QUrl(f"{town.address}/buurten")), True)
    assert not any("Buurtmaat" in one for one in town.agents)


def test_two_fetches_at_once_say_each_its_own_name(town):
    with Web("Buurtmaat/1 (one)", 5, 10, lambda: False) as one, Web("Buurtmaat/1 (two)", 5, 10, lambda: False) as two:
        for web in (one, two):
            web.ask(Request(url=f"{town.address}/buurten/ogc/v1/collections/buurten/items"))
    assert sorted(agent.partition("Buurtmaat")[2] for agent in town.agents) == ["/1 (one)", "/1 (two)"]


@pytest.mark.parametrize(
    ("fault", "words", "again"),
    [
        ("cut", "was cut off", True),
        ("status 429", "too busy (status 429)", True),
        ("status 503", "too busy (status 503)", True),
        ("status 504", "too busy (status 504)", True),
        ("status 500", "status 500: refused", True),
        ("status 400", "status 400: refused", False),
        ("status 404", "status 404: refused", False),
        ("status 406", "refuses who asks (status 406)", False),
        ("sends elsewhere", "sends on to 127.0.0.1, which is not asked", False),
    ],
)
def test_what_is_no_whole_answer_is_refused_in_a_sentence(town, fault, words, again):
    said, error = refused(town, fault)
    assert words in said
    assert said.count(". ") == 0
    assert said.endswith(".")
    assert error.again == again


def test_a_service_may_send_on_to_itself(town):
    town.faults["buurten", 1] = "sends to itself"
    assert len(json.loads(ask(town))["features"]) == 5


def test_a_service_that_sends_round_in_a_circle_is_left(town):
    town.always["again"] = "sends to itself"
    said, _ = refused(town, "sends to itself")
    assert "sends on again and again" in said


def test_where_nothing_listens_the_sentence_says_so():
    with Web("x", 5, 10, lambda: False) as web, pytest.raises(ServiceError, match=r"127\.0\.0\.1:9 cannot be reached"):
        web.ask(Request(url="http://127.0.0.1:9/x"))


def test_an_answer_may_not_be_larger_than_the_limit(town):
    said, error = refused(town, "", most_mb=0.001)
    assert "larger than 0.001 MB" in said
    assert not error.again


def test_an_answer_that_is_packed_is_unpacked(town):
    town.always["buurten"] = "packed"
    assert len(json.loads(ask(town))["features"]) == 5


def test_what_unpacks_to_more_than_the_limit_is_left(town):
    said, error = refused(town, "unpacks to much", most_mb=1)
    assert "larger than 1 MB" in said
    assert not error.again


def test_silence_ends(town):
    said, error = refused(town, "hangs", silence_s=0.3)
    assert "has not answered for 0.3 seconds" in said
    assert error.again


def test_a_slow_answer_is_an_answer(town):
    town.always["buurten"] = "slow"
    assert len(json.loads(ask(town))["features"]) == 5


@pytest.mark.parametrize("in_task", [False, True])
def test_cancel_is_heard_while_a_service_hangs(town, in_task):
    town.always["buurten"] = "hangs"
    looks, ended = [], threading.Event()
    found = []

    def cancelled() -> bool:
        looks.append(town.hanging.is_set())
        return sum(looks) > 3

    def go(*_: object) -> bool:
        try:
            ask(town, cancelled=cancelled, silence_s=60)
        except Cancelled:
            found.append("cancelled")
        ended.set()
        return True

    if in_task:
        task = QgsTask.fromFunction("ask", go)
        QgsApplication.taskManager().addTask(task)
        for _ in range(200):
            QgsApplication.processEvents()
            if ended.wait(0.05):
                break
    else:
        go()
    assert found == ["cancelled"]
    assert sum(looks) == 4  # the next look after the fourth would come a tenth of a second later


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/x",
        "ftp://127.0.0.1/x",
        "file:///etc/passwd",
        "https://a:b@example.org/",
        "https://",
        "x",
        "",
    ],
)
def test_addresses_that_are_not_asked(url):
    with Web("x", 5, 10, lambda: False) as web, pytest.raises(ServiceError, match="is not asked"):
        web.ask(Request(url=url))
