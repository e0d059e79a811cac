"""What is different where Python runs in a web page; tests/site runs it there."""

import sys

import pytest

from gradually.course.page import browser
from gradually.value import Value


@pytest.fixture
def settled(monkeypatch):
    monkeypatch.setattr(browser.tqdm, "monitor_interval", 10)
    monkeypatch.setattr(Value, "__del__", None, raising=False)
    browser.settle()


def chain(length):
    total = Value(1.0)
    for _ in range(length):
        total = total + Value(1.0)
    return total


def test_no_thread_is_asked_for(settled):
    assert browser.tqdm.monitor_interval == 0


def test_a_chain_is_freed_without_one_call_inside_another(settled):
    deepest = 0

    def measure(frame, event, argument):
        nonlocal deepest
        if event == "call" and frame.f_code is browser.free_one_by_one.__code__:
            depth = 0
            while frame := frame.f_back:
                depth += frame.f_code is browser.free_one_by_one.__code__
            deepest = max(deepest, depth)

    before = sys.getprofile()
    total = chain(1000)
    sys.setprofile(measure)
    try:
        del total
    finally:
        sys.setprofile(before)
    assert deepest == 1
    assert browser.dying == []


def test_what_somebody_still_holds_keeps_its_children(settled):
    total = chain(3)
    middle = total.children[0]
    del total
    assert middle.children[1].data == 1.0
    assert not browser.freeing
