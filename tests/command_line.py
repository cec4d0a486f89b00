"""The command line in this process, as a shell sees it: arguments in; exit code and what was said out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from tpm_desktop import cli


@dataclass
class Said:
    """What came of a command."""

    code: int
    out: str
    err: str

    def done(self) -> Said:
        """Itself, from a command that must succeed without a word of complaint."""
        assert (self.code, self.err) == (0, ""), self
        return self

    @property
    def json(self) -> Any:
        """The one JSON value on stdout; anything else there is an error."""
        return json.loads(self.done().out)

    @property
    def problem(self) -> str:
        """The one line of an expected failure."""
        assert (self.code, self.out) == (1, ""), self
        (line,) = self.err.splitlines()
        assert line.startswith("error: ")
        return line


Run = Callable[..., Said]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command, whatever comes of it."""

    def call(*arguments: object) -> Said:
        monkeypatch.setattr("sys.argv", ["tpm-desktop", *map(str, arguments)])
        capsys.readouterr()
        code = 0
        try:
            cli.main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        captured = capsys.readouterr()
        return Said(code, captured.out, captured.err)

    return call
