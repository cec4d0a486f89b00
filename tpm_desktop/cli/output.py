"""What commands print: one JSON value, or lines in columns for people."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Sequence
from typing import Any

import typer

_GAP = "  "
_WIDEST = 60


def print_json(value: Any) -> None:
    """One JSON value and nothing else."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_table(
    heads: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[bool], *, open_end: bool = False
) -> None:
    """Lines in columns; where they would be wider than the terminal the widest texts are shortened.

    Args: open_end: the last column is said in full, however long.
    """
    widths = [min(_WIDEST, max([len(head), *(len(row[n]) for row in rows)])) for n, head in enumerate(heads)]
    if sys.stdout.isatty():  # another program, or a file, takes lines of any length
        room = shutil.get_terminal_size().columns
        while sum(widths) + len(_GAP) * (len(widths) - 1) > room and max(widths) > 12:
            widths[widths.index(max(widths))] -= 1
    if open_end:
        widths[-1] = max([len(heads[-1]), *(len(row[-1]) for row in rows)])
    for row in [heads, *rows]:
        cells = [
            _cell(text, width, at_right) for text, width, at_right in zip(row, widths, right, strict=True)
        ]
        typer.echo(_GAP.join(cells).rstrip())


def _cell(text: str, width: int, right: bool) -> str:
    line = " ".join(text.split())
    if len(line) > width:
        line = line[: width - 1] + "…"
    return line.rjust(width) if right else line.ljust(width)
