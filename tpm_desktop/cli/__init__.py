"""Every job without a window; also the way into the window."""

from __future__ import annotations

import atexit
import gc
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from .errors import CommandError
from .window import asks_for_window, show_window


def main() -> None:
    """Run the program: the window for no argument or a file, else the command that is named."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a name must not stop a listing that the terminal can't spell
            stream.reconfigure(errors="replace")
    arguments = sys.argv[1:]
    try:
        if asks_for_window(arguments, _commands):
            sys.exit(show_window(Path(arguments[0]) if arguments else None))
    except CommandError as problem:
        _refuse(problem)
    atexit.register(gc.freeze)  # else the interpreter looks through all that was read before it ends: 0.6 s
    _run(arguments)


def _commands() -> Collection[str]:
    """The names of all commands."""
    from .app import COMMANDS

    return COMMANDS


def _run(arguments: list[str]) -> None:
    try:
        with _seldom_collecting():
            from .app import commands

            commands(arguments[0])(args=arguments, prog_name="tpm-desktop")
    except Exception as problem:
        if isinstance(problem, _expected()):
            _refuse(problem)
        raise


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Look for garbage after 50,000 new objects, not 700: what is imported and read comes to stay.

    That takes a sixth off the time in which the status report of 10,000 tasks is written.
    """
    usual = gc.get_threshold()
    gc.set_threshold(50_000, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _expected() -> tuple[type[Exception], ...]:
    """What can come of a command besides its outcome; asked once something came, as it imports each room."""
    from tpm_desktop.exchange.errors import ExchangeProblem
    from tpm_desktop.file.errors import EditError, ProgramFileError
    from tpm_desktop.model.check import ValueProblem
    from tpm_desktop.reports.errors import ReportProblem

    return CommandError, EditError, ExchangeProblem, ProgramFileError, ReportProblem, ValueProblem


def _refuse(problem: Exception) -> NoReturn:
    sys.stderr.write(f"error: {' '.join(str(problem).split())}\n")
    sys.exit(1)
