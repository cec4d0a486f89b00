"""Attaching documents to rows, naming them otherwise, taking them away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tpm_desktop.file.errors import EditError
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.file.sources import SourceError, read_whole
from tpm_desktop.model.attachments import LARGEST_DOCUMENT, Attachment
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.document_names import document_name, ending
from tpm_desktop.plan import OpenProgram

from .naming import name_of
from .words import quoted


@dataclass(frozen=True, slots=True)
class Document:
    """What is to be attached."""

    name: str
    content: bytes
    note: str | None = None


def read_document(path: Path, note: str | None = None) -> Document:
    """A file as a document; its name is cleaned of what no system takes.

    Raises: `EditError` where it can't be read, is no file, is empty or too large.
    """
    try:
        content = read_whole(
            path,
            LARGEST_DOCUMENT,
            if_empty="there is nothing to attach",
            if_larger=f"a document may have {LARGEST_DOCUMENT // 1024**2} MB;"
            " attach a smaller one, or note where it lies",
        )
    except SourceError as problem:
        raise EditError(str(problem)) from None
    return Document(document_name(path.name), content, note)


def attach(program: OpenProgram, table: str, row_id: str, documents: Sequence[Document]) -> list[str]:
    """Attach documents to a row as one edit; returns the attachments' ids.

    Raises: `EditError`, `ProgramFileError`.
    """
    file, author = program.file, program.file.author.name
    _refuse_again(file, table, row_id, documents)
    what = quoted(documents[0].name) if len(documents) == 1 else f"{len(documents)} documents"
    with file.transaction(f"Attach {what} to {_on(program, table, row_id)}") as edit:
        return [
            edit.attach(table, row_id, one.name, one.content, by=author, note=one.note) for one in documents
        ]


def rename(program: OpenProgram, attachment_id: str, name: str) -> None:
    """Call a document otherwise; the ending that tells its kind stays unless another one is given.

    Raises: `EditError`, `ProgramFileError`.
    """
    before = _attachment(program.file, attachment_id)
    kept, given = ending(before.name), name.strip()
    if kept and given and not ending(given):
        given = f"{given.rstrip('. ')}.{kept}"
    if given != before.name:
        with program.file.transaction(f"Rename document {quoted(before.name)}") as edit:
            edit.set("attachment", attachment_id, name=given)


def detach(program: OpenProgram, attachment_ids: Iterable[str]) -> None:
    """Take documents off their rows. Raises: `EditError`, `ProgramFileError`."""
    found = [_attachment(program.file, attachment_id) for attachment_id in attachment_ids]
    first = found[0]
    what = quoted(first.name) if len(found) == 1 else f"{len(found)} documents"
    where = _on(program, first.row_table, first.row_id)
    with program.file.transaction(f"Remove {what} from {where}") as edit:
        edit.remove("attachment", [one.id for one in found])


def attachments_of(file: ProgramFile, table: str, row_id: str) -> list[Attachment]:
    """The documents of a row, in the order in which they were attached."""
    return file.rows(Attachment, row_table=table, row_id=row_id)


def content_of(file: ProgramFile, attachment_id: str) -> bytes:
    """A document's bytes, proven to be what was attached. Raises: `EditError`, `ProgramFileError`."""
    about = _attachment(file, attachment_id)
    content = file.content(about.content)
    if content is None:
        raise EditError(f"the content of {quoted(about.name)} is not in the file; use a backup")
    return content


def _attachment(file: ProgramFile, attachment_id: str) -> Attachment:
    found = file.row(Attachment, attachment_id)
    if found is None:
        raise EditError("this document is not attached any more; undo brings it back")
    return found


def _refuse_again(file: ProgramFile, table: str, row_id: str, documents: Sequence[Document]) -> None:
    """The same name twice on one row would leave people to guess which is which."""
    there = {one.name.casefold() for one in attachments_of(file, table, row_id)}
    for document in documents:
        if document.name.casefold() in there:
            raise EditError(
                f"a document called {quoted(document.name)} is there already; remove or rename that one first"
            )
        there.add(document.name.casefold())


def _on(program: OpenProgram, table: str, row_id: str) -> str:
    return f"{entry(table).one} {name_of(program, table, row_id)}"
