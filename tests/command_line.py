"""The command line in this process, as a shell sees it: arguments in; exit code and what was said out."""

from __future__ import annotations

import contextlib
import io
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


def said(*arguments: object) -> Said:
    """What a command says, whatever comes of it."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
    code = 0
    with (
        pytest.MonkeyPatch.context() as patched,
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        patched.setattr("sys.argv", ["tpm-desktop", *map(str, arguments)])
        try:
            cli.main()
        except SystemExit as stop:
            code = int(stop.code or 0)
    return Said(code, _text(out), _text(err))


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    stream.seek(0)
    return stream.read()


@pytest.fixture(scope="session")
def run() -> Run:
    """Runs a command, whatever comes of it."""
    return said
