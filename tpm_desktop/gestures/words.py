"""How labels and errors name what they are about."""

from __future__ import annotations

from tpm_desktop.model.check import clean

_LONGEST_NAME = 60


def quoted(text: str) -> str:
    """A name in a label: on one line, in quotes, not too long."""
    line = clean(text)
    return f"“{line if len(line) <= _LONGEST_NAME else line[: _LONGEST_NAME - 1].rstrip() + '…'}”"
