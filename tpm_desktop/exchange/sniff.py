"""What a file is, told by how it begins."""

from __future__ import annotations

import codecs
import re

_ASK_FOR_XML = "save the plan as XML in the program that it came from, and import that"
_KNOWN: tuple[tuple[bytes, str], ...] = (
    (b"SQLite format 3\x00", "is a program file already; open it instead of importing it"),
    (
        b"\xd0\xcf\x11\xe0",
        "is a binary file such as .mpp; in MS Project use File > Save As > XML and import that",
    ),
    (b"PK\x03\x04", f"is a zip archive or an Office document, not XML; {_ASK_FOR_XML}"),
    (b"%PDF", f"is a PDF, which shows a plan but does not hold it; {_ASK_FOR_XML}"),
    (b"ERMHDR", "is a Primavera XER file; in P6 use File > Export > Microsoft Project XML and import that"),
    (b"MPX", "is an MPX file; open it in MS Project, use File > Save As > XML and import that"),
)
_BYTE_ORDER_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def is_xml(content: bytes) -> bool:
    """Whether the text begins with a tag, whatever its encoding."""
    start = content[:1024]
    for mark in _BYTE_ORDER_MARKS:
        start = start.removeprefix(mark)
    return start.replace(b"\x00", b"").lstrip()[:1] == b"<"


_LOOKED_AT = 65_536
_NUMBERS = re.compile(rb"\s*\d+(?:\s+-?\d+){5}[\s\d-]*")


def is_psplib(content: bytes) -> bool:
    """Whether it holds such a problem: nothing but numbers, or the headings of PSPLIB."""
    start = content[:_LOOKED_AT]
    if b"PRECEDENCE RELATIONS:" in start and b"RESOURCES" in start:
        return True
    return _NUMBERS.fullmatch(start) is not None


def what_else(content: bytes) -> str:
    """What content that nobody reads seems to be, and what to do; follows the file's name."""
    for start, said in _KNOWN:
        if content.startswith(start):
            return said
    return f"is not XML; {_ASK_FOR_XML}"
