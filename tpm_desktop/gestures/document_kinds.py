"""Which documents may be opened from here: kinds that only show something, whatever they call themselves."""

from __future__ import annotations

from tpm_desktop.file.errors import EditError
from tpm_desktop.model.document_names import ending

_KINDS = {
    "PDF document": "pdf xps",
    "Text document": "doc docx odt rtf pages",
    "Spreadsheet": "xls xlsx ods csv tsv numbers",
    "Presentation": "ppt pptx odp key",
    "Text": "txt md log json xml",
    "Picture": "png jpg jpeg gif bmp tif tiff webp heic",
    "Drawing": "vsd vsdx odg dwg dxf",
    "Mail": "msg eml",
    "Project plan": "mpp xer",
    "Calendar entry": "ics",
    "Archive": "zip 7z gz tar",
    "Sound or film": "mp3 m4a wav mp4 mov",
}
_BY_ENDING = {word: kind for kind, words in _KINDS.items() for word in words.split()}
_PROGRAMS = (
    b"MZ",  # Windows
    b"\x7fELF",  # Linux
    b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe",  # macOS
    b"#!",  # a script that names its interpreter
    b"L\x00\x00\x00\x01\x14\x02\x00",  # a Windows shortcut
)  # fmt: skip
_LINKS = (b"[desktop entry]", b"[internetshortcut]")
_LOOKED_AT = 4096


def kind_of(name: str) -> str:
    """What a document is by the ending of its name; empty where that is no kind we know."""
    return _BY_ENDING.get(ending(name), "")


def refuse_unsafe(name: str, content: bytes) -> None:
    """Raises: `EditError` unless name and bytes are those of a kind that is only looked at."""
    start = content[:_LOOKED_AT]
    plain = start.replace(b"\x00", b"").lower()  # as in UTF-16
    program = start.startswith(_PROGRAMS) or any(link in plain for link in _LINKS)
    if program or not kind_of(name):
        why = "is a program or a link" if program else "is of a kind that can't be told to be only a document"
        raise EditError(f"“{name}” {why}, so it is not opened from here; use “Save as…” if you trust it")
