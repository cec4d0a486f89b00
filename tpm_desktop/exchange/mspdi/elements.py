"""The text of a document in the making: elements with their parts in the order that MS Project insists on."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from xml.sax.saxutils import escape

from tpm_desktop.exchange.text import cut

from . import values

LONGEST_NAME = 255  # what MS Project takes
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

Part = str | int | bool | datetime | None
Parts = dict[str, Part]


class Document:
    """Grows line by line, one a part."""

    def __init__(self) -> None:
        self._lines = [_DECLARATION]
        self._indent = ""

    @contextlib.contextmanager
    def inside(self, name: str, **attributes: str) -> Iterator[None]:
        """What is added meanwhile stands inside a new element."""
        said = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
        self._lines.append(f"{self._indent}<{name}{said}>")
        self._indent += " "
        yield
        self._indent = self._indent[:-1]
        self._lines.append(f"{self._indent}</{name}>")

    def put(self, **parts: Part) -> None:
        """Add each value that is there, in the order given."""
        self._put(parts)

    def put_ordered(self, order: Sequence[str], parts: Mapping[str, Part]) -> None:
        """Add each value that is there, in the order of the schema.

        Raises: `KeyError` for a part that the order lacks.
        """
        ordered = {name: parts[name] for name in order if name in parts}
        if len(ordered) != len(parts):
            raise KeyError(*(parts.keys() - ordered.keys()))
        self._put(ordered)

    def add(self, name: str, **parts: Part) -> None:
        """A new element with its parts in the order given."""
        with self.inside(name):
            self._put(parts)

    def content(self) -> bytes:
        """The whole document."""
        return "\n".join([*self._lines, ""]).encode("utf-8")

    def _put(self, parts: Mapping[str, Part]) -> None:
        indent, lines = self._indent, self._lines
        for name, value in parts.items():
            if value is not None:
                lines.append(f"{indent}<{name}>{_text(value)}</{name}>")


def shortened(name: str) -> str:
    """A name that MS Project takes."""
    return cut(name, LONGEST_NAME)


def _text(value: str | int | bool | datetime) -> str:
    if isinstance(value, str):
        return escape(value)
    if isinstance(value, bool):
        return "1" if value else "0"
    return values.print_instant(value) if isinstance(value, datetime) else str(value)
