"""An end for answers that have none, where a thread can watch and where there are no threads."""

import signal
import sys
import threading
import time

import pytest

from gradually.course.checking.time_limit import TookTooLong, within


@pytest.fixture(params=["threads", "no threads"])
def machine(request, monkeypatch):
    def refuse(self):
        raise RuntimeError("can't start new thread")

    if request.param == "no threads":
        monkeypatch.setattr(threading.Thread, "start", refuse)


def for_ever():
    while True:
        pass


def test_work_without_end_is_stopped(machine):
    begun = time.monotonic()
    with pytest.raises(TookTooLong):
        within(0.3, for_ever, __file__)
    assert 0.3 < time.monotonic() - begun < 5


def test_work_in_time_returns_its_result_and_leaves_nothing_behind(machine):
    before = sys.gettrace(), signal.getsignal(signal.SIGINT)
    assert within(5, lambda: sum(range(10)), __file__) == 45
    assert (sys.gettrace(), signal.getsignal(signal.SIGINT)) == before
