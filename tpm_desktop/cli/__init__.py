"""Every job without a window; also the way into the window."""

from __future__ import annotations

import sys
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
    _run(arguments)


def _commands() -> list[str]:
    """The names of all commands; they bring every room along, which an empty window can do without."""
    from .app import app

    return [command.name or "" for command in app.registered_commands]


def _run(arguments: list[str]) -> None:
    from tpm_desktop.exchange.errors import ExchangeProblem
    from tpm_desktop.file.errors import EditError, ProgramFileError
    from tpm_desktop.model.check import ValueProblem
    from tpm_desktop.reports import ReportProblem

    from .app import commands

    expected = (CommandError, EditError, ExchangeProblem, ProgramFileError, ReportProblem, ValueProblem)
    try:
        commands()(args=arguments, prog_name="tpm-desktop")
    except expected as problem:
        _refuse(problem)


def _refuse(problem: Exception) -> NoReturn:
    sys.stderr.write(f"error: {' '.join(str(problem).split())}\n")
    sys.exit(1)
