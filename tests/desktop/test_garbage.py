"""What refers to itself in a circle is freed, and by the window's thread alone."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QObject

from tpm_desktop.desktop.garbage import Garbage


class Circle:
    """Refers to itself; tells by which thread it was freed."""

    def __init__(self, freed_by: list[int]) -> None:
        self.itself = self
        weakref.finalize(self, lambda: freed_by.append(threading.get_ident()))


@pytest.fixture
def garbage(qapp):
    owner = QObject()
    yield Garbage(owner)
    owner.deleteLater()
    gc.unfreeze()


def test_a_background_thread_frees_nothing_and_the_window_does(garbage, qtbot):
    freed_by: list[int] = []

    def work() -> None:
        Circle(freed_by)
        kept = [[] for _ in range(gc.get_threshold()[0] * 3)]  # enough for Python to look for garbage
        assert len(kept)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert freed_by == []
    waste = [[n] for n in range(gc.get_threshold()[0] * 3)]
    qtbot.waitUntil(lambda: freed_by == [threading.get_ident()], timeout=5_000)
    assert waste


def test_what_is_imported_is_not_looked_through_meanwhile_nor_later(garbage):
    garbage.rest()
    kept = [[n] for n in range(gc.get_threshold()[0] * 3)]
    garbage.collect_due()
    assert gc.get_count()[0] > gc.get_threshold()[0]
    garbage.keep()
    assert gc.get_freeze_count() >= len(kept)
    waste = [[n] for n in range(gc.get_threshold()[0] * 3)]
    garbage.collect_due()
    assert gc.get_count()[0] < len(waste)
