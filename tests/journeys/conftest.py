"""The whole program as people use it: the command line in this process, the real window, real files."""

from __future__ import annotations

import pytest

from tests.journeys.command_line import CommandLine


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """The command line."""
    return CommandLine(monkeypatch, capsys)
