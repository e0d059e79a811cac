"""An end for answers that have none."""

import _thread
import itertools
import signal
import sys
import threading
import time

AGAIN = 0.05  # seconds between two interrupts of work that goes on


class TookTooLong(BaseException):
    """Raised in an answer that has not ended in time; no Exception, so that `except Exception` does not catch it."""


def within(seconds, work, file):
    """Return `work()`; if that takes more than `seconds`, stop it and raise TookTooLong.

    A watching thread interrupts the main thread again and again, as a stop button does, and each line of the code in
    `file` raises from then on: so a bare `except:` in a loop only delays the end. Where there are no threads, as in a
    web page, the lines of `file` look at the clock themselves. In any other thread there is no limit; what runs long in
    C is waited for.
    """
    if threading.current_thread() is not threading.main_thread():
        return work()
    limit = Limit(file, sys._getframe())
    watcher = threading.Thread(target=limit.watch, args=[seconds], daemon=True)
    limit.usual, tracing = signal.signal(signal.SIGINT, limit.interrupt), sys.gettrace()
    try:
        try:
            watcher.start()
        except RuntimeError:  # no threads here
            limit.end = time.monotonic() + seconds
            sys.settrace(limit.enter)
        result = work()
    finally:
        limit.ended.set()
        sys.settrace(tracing)
        signal.signal(signal.SIGINT, limit.usual)
    if limit.over:  # it caught its own end, and returned
        raise TookTooLong
    return result


class TooManyLines(BaseException):
    """Raised in an answer that runs more lines than it may; no Exception, so that an answer does not catch it."""


def within_lines(most, work):
    """Return `work()`; raise TooManyLines if it runs more than `most` lines of Python, on every machine the same."""
    lines, before = itertools.count(1), sys.gettrace()

    def step(frame, event, argument):
        if event == "line" and next(lines) > most:
            raise TooManyLines
        return step

    sys.settrace(step)
    try:
        return work()
    finally:
        sys.settrace(before)


class Limit:
    """What the watching thread and the main thread share: is the time over, and is the work?"""

    def __init__(self, file, outermost):
        self.file = file  # whose lines are stopped
        self.outermost = outermost  # the frame below which the work runs
        self.usual = signal.default_int_handler  # what an interrupt does otherwise
        self.over = False
        self.end = float("inf")  # on the clock of time.monotonic, where no thread watches
        self.ended = threading.Event()

    def watch(self, seconds):
        """Wait for the end of the work; after `seconds` interrupt it, again and again."""
        while not self.ended.wait(seconds):
            self.over, seconds = True, AGAIN
            interrupt_main()

    def interrupt(self, number, frame):
        """Handle the interrupt: from the watcher it stops the work, from anybody else it does what it usually does."""
        if not self.over:
            (self.usual if callable(self.usual) else signal.default_int_handler)(number, frame)
        elif not self.ended.is_set():
            while frame not in (None, self.outermost):
                frame.f_trace = self.stop
                frame = frame.f_back
            sys.settrace(self.stop)  # Python takes it away when it raises: the next interrupt brings it back
            raise TookTooLong

    def enter(self, frame, event, argument):
        """Have the lines of a function that is called look at the clock, if it is the work's (a trace function)."""
        return self.look if frame.f_code.co_filename == self.file else None

    def look(self, frame, event, argument):
        """Raise TookTooLong if the time is over (a trace function)."""
        if event == "line" and time.monotonic() > self.end:
            self.over = True
            raise TookTooLong
        return self.look

    def stop(self, frame, event, argument):
        """Raise TookTooLong in a line of the work (a trace function)."""
        if event == "line" and frame.f_code.co_filename == self.file and not self.ended.is_set():
            raise TookTooLong
        return self.stop


def interrupt_main():
    """Interrupt the main thread, by a signal to it where the system can: that ends a sleep, too."""
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
    else:
        _thread.interrupt_main()
