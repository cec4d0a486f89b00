"""Every job without a window; also the way into the window."""

from __future__ import annotations

import sys
from pathlib import Path

from tpm_desktop.exchange.errors import ExchangeProblem
from tpm_desktop.file.errors import EditError, ProgramFileError
from tpm_desktop.model.check import ValueProblem
from tpm_desktop.reports import ReportProblem

from .app import app
from .errors import CommandError
from .window import asks_for_window, show_window

_EXPECTED = (CommandError, EditError, ExchangeProblem, ProgramFileError, ReportProblem, ValueProblem)


def main() -> None:
    """Run the program: the window for no argument or a file, else the command that is named."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a name must not stop a listing that the terminal can't spell
            stream.reconfigure(errors="replace")
    arguments = sys.argv[1:]
    try:
        if asks_for_window(arguments, [command.name or "" for command in app.registered_commands]):
            sys.exit(show_window(Path(arguments[0]) if arguments else None))
        app(args=arguments, prog_name="tpm-desktop")
    except _EXPECTED as problem:
        sys.stderr.write(f"error: {' '.join(str(problem).split())}\n")
        sys.exit(1)
