"""What a document may be called: a plain file name that no system takes for a path or for another kind."""

from __future__ import annotations

import re
import unicodedata

LONGEST_DOCUMENT_NAME = 200
"""Bytes of UTF-8; every file system takes so many in one name, with something added."""
_JOINERS = "\u200c\u200d"  # without them words of some scripts are spelt wrong
_UNSEEN = ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")  # among them marks that turn “gpj.exe” round on the screen
_NOT_IN_NAMES = re.compile(r'[<>:"|?*]')
_LONGEST_ENDING = 12
_NUMBERED = re.compile(r"(.+) \((\d{1,9})\)")


def document_name(said: str) -> str:
    """The name with all that could mislead a person or a system taken out; never empty.

    A name that comes out as it went in is one that a document may have.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", said))[-1]
    seen = "".join(c for c in last if c in _JOINERS or unicodedata.category(c) not in _UNSEEN or c == "\t")
    name = " ".join(_NOT_IN_NAMES.sub("_", seen).split()).strip(" .")
    return _shortened(name) or "document"


def ending(name: str) -> str:
    """What tells the kind of a document by its name: the last part, in lower case, without its dot."""
    stem, dot, last = name.rpartition(".")
    return last.lower() if dot and stem else ""


def next_document_name(name: str) -> str:
    """The name for another document beside one of that name: “Offer (2).pdf” after “Offer.pdf”."""
    stem, last = _parted(name)
    numbered = _NUMBERED.fullmatch(stem)
    number = int(numbered[2]) + 1 if numbered else 2
    return _joined(numbered[1] if numbered else stem, f" ({number})", last)


def document_series(name: str) -> str:
    """What names have in common that follow from each other: “Offer.pdf” of “Offer (2).pdf”."""
    stem, last = _parted(name)
    numbered = _NUMBERED.fullmatch(stem)
    return _joined(numbered[1] if numbered else stem, "", last)


def _shortened(name: str) -> str:
    stem, last = _parted(name)
    return _joined(stem, "", last)


def _parted(name: str) -> tuple[str, str]:
    """A name without its ending, and the ending."""
    stem, dot, last = name.rpartition(".")
    return (stem, last) if dot and len(last.encode()) <= _LONGEST_ENDING else (name, "")


def _joined(stem: str, number: str, last: str) -> str:
    """A name that is short enough."""
    room = LONGEST_DOCUMENT_NAME - len(number.encode()) - len(f".{last}".encode() if last else b"")
    kept = stem.encode()[:room].decode(errors="ignore").strip(" .") + number
    return f"{kept}.{last}" if last and kept else kept or last
