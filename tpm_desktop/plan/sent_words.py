"""What a sent copy is, in words: who sent it, when, what it holds and what was left out."""

from __future__ import annotations

from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.file.sending import Sent
from tpm_desktop.file.sent_note import SentNote, in_all
from tpm_desktop.formats import Formats
from tpm_desktop.model.catalogue import CATALOGUE, entry

_SAID = 3
_NAME = 80  # characters of the sender's name
_LONGEST = 300  # characters of the sender's own words
_COUNTED = ("project", "task", "resource", "account", "risk", "issue", "decision", "action", "meeting")


def sent_sentence(file: ProgramFile, formats: Formats) -> str:
    """Who sent a copy last, when and what it is, in one sentence, and the sender's own words."""
    note = in_all(file.sent)
    when = formats.instant(note.sent.astimezone().replace(tzinfo=None), time=True)
    said = f"Sent by {note.sender[:_NAME]} on {when}: {_what(file, note)}{left_out(note)}."
    own = " ".join(note.note.split())
    return f"{said} “{own if len(own) <= _LONGEST else own[: _LONGEST - 1] + '…'}”" if own else said


def left_out(note: SentNote) -> str:
    """Such as “, without history”; empty where all is there."""
    parts = {
        "rates and costs": note.without_rates,
        "documents": note.without_documents,
        "history": note.without_history,
    }
    missing = [f"without {name}" for name, is_missing in parts.items() if is_missing]
    return f", {_joined(missing)}" if missing else ""


def counted(sent: Sent) -> str:
    """How much of each register a copy holds, such as “1 component project, 24 tasks, 3 risks”."""
    neighbours = {"project": len(sent.note.neighbours), "task": sent.promised}
    own = {name: count - neighbours.get(name, 0) for name, count in sent.rows.items()}
    names = [about.name for about in CATALOGUE if about.name in _COUNTED and own[about.name]]
    said = [_number(own[name], entry(name).label, entry(name).plural) for name in names]
    if sent.promised:
        said.append(_number(sent.promised, "date promised by neighbours", "dates promised by neighbours"))
    return ", ".join(said) or "nothing but the program's properties"


def _what(file: ProgramFile, note: SentNote) -> str:
    if note.projects is None:
        return "the whole program"
    rows = dict(zip(*file.columns("project", ["id", "name"]), strict=True))
    names = sorted(f"“{rows[project]}”" for project in note.projects if project in rows)
    more = [f"{len(names) - _SAID} more projects"] if len(names) > _SAID else []
    return _joined([*names[:_SAID], *more]) or "projects that are gone"


def _joined(parts: list[str]) -> str:
    return " and ".join([*([", ".join(parts[:-1])] if parts[1:] else []), *parts[-1:]])


def _number(count: int, one: str, many: str) -> str:
    return f"{count:,} {(one if count == 1 else many).lower()}"
