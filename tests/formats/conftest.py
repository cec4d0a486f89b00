"""Formats whose today is 12 June 2026, whatever day it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tpm_desktop.formats import Formats
from tpm_desktop.model.check import ValueProblem


def made(locale: str = "en_GB", **options) -> Formats:
    return Formats(locale, year=2026, today=lambda: date(2026, 6, 12), **options)


def outcome(read: Callable[[str], Any], text: str) -> Any:
    """What a reader makes of a text: a value, or the problem that it raises.

    Anything else it raises is a fault.
    """
    try:
        return read(text)
    except ValueProblem as problem:
        return problem


@pytest.fixture
def formats() -> Formats:
    return made()
