"""The command line in this process: arguments in, exit code and what was said out."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tpm_desktop.cli import main


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a command."""

    code: int
    out: str
    err: str

    @property
    def value(self) -> Any:
        """The one JSON value on stdout. Raises: `ValueError` where there is anything else."""
        return json.loads(self.out)


class CommandLine:
    """Runs commands as a shell would."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch, self._capsys = monkeypatch, capsys

    def __call__(self, *arguments: str | Path) -> Outcome:
        """Run a command, whatever comes of it."""
        self._monkeypatch.setattr(sys, "argv", ["tpm-desktop", *map(str, arguments)])
        self._capsys.readouterr()
        code: int | str | None = 0
        try:
            main()
        except SystemExit as left:
            code = left.code
        said = self._capsys.readouterr()
        return Outcome(code if isinstance(code, int) else int(code is not None), said.out, said.err)

    def done(self, *arguments: str | Path) -> Outcome:
        """Run a command that must succeed without a word of complaint."""
        outcome = self(*arguments)
        assert (outcome.code, outcome.err) == (0, ""), f"{arguments}: {outcome}"
        return outcome

    def refused(self, *arguments: str | Path) -> str:
        """Run a command that must fail as expected failures do: exit 1, one line, nothing on stdout."""
        outcome = self(*arguments)
        assert (outcome.code, outcome.out) == (1, ""), f"{arguments}: {outcome}"
        lines = outcome.err.splitlines()
        assert len(lines) == 1 and lines[0].startswith("error: "), outcome.err
        return lines[0]
