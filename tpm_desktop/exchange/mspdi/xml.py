"""From bytes to the elements of a document, with nothing in it expanded, fetched or nested without end."""

from __future__ import annotations

import codecs
import re
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from tpm_desktop.exchange.errors import ImportProblem

MOST_TAGS = 12_000_000
DEEPEST = 50
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_SEVERAL_BYTES = frozenset(
    ("big5", "big5hkscs", "cp932", "cp949", "cp950", "euc_jp", "euc_kr", "gb18030", "gb2312", "gbk", "johab",
     "shift_jis")
)  # fmt: skip
_ENDS_EARLY = ("no element found", "unclosed")


def parse(content: bytes, name: str) -> Element:
    """The root element.

    Raises: `ImportProblem` for a document that is damaged or cut off, that declares a document type or
    entities, or that is too large or too deep.
    """
    if content.count(b"<") > MOST_TAGS:
        raise ImportProblem(f"{name} holds too many elements; export the plan without its time-phased data")
    try:
        root: Element = fromstring(_readable(content, name), forbid_dtd=True)
    except DefusedXmlException:
        raise ImportProblem(
            f"{name} declares a document type or entities, which no plan needs and which can do harm;"
            " ask its sender for another export"
        ) from None
    except ParseError as error:
        raise ImportProblem(
            f"{name} {_damage(error)}; export it again from the program it came from"
        ) from None
    except (ValueError, LookupError):
        raise ImportProblem(
            f"{name} is in a text encoding that can't be read; save it as UTF-8 and import that"
        ) from None
    _refuse_deep(root, name)
    return root


def _readable(content: bytes, name: str) -> bytes | str:
    """The content, or its text where the parser doesn't know the encoding that it declares."""
    declared = _DECLARED.match(content[:200])
    if not declared:
        return content
    try:
        encoding = codecs.lookup(declared[1].decode()).name
    except LookupError:
        raise ImportProblem(
            f"{name} declares {declared[1].decode()}, an unknown text encoding; save it as UTF-8 instead"
        ) from None
    if encoding not in _SEVERAL_BYTES:
        return content
    return content.decode(encoding)


def _damage(error: ParseError) -> str:
    line, _ = error.position
    if any(said in str(error) for said in _ENDS_EARLY):
        return f"is cut off at line {line}"
    return f"is damaged at line {line}: it is no well-formed XML there"


def _refuse_deep(root: Element, name: str) -> None:
    """Level by level, as a document may be deeper than Python can call."""
    level, depth = [root], 0
    while level:
        depth += 1
        if depth > DEEPEST:
            raise ImportProblem(f"{name} nests its elements more than {DEEPEST} deep, as no plan does")
        level = [child for element in level for child in element]
