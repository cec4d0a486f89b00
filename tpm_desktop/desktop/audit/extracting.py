"""Writes an audit extract as the ending of its file says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tpm_desktop.file.audit import Asked
from tpm_desktop.file.targets import write_whole
from tpm_desktop.plan import OpenProgram
from tpm_desktop.reports import ReportProblem, Subject, find_pack, write_pack

KINDS = "PDF (*.pdf);;CSV (*.csv);;Excel (*.xlsx);;JSON (*.json)"
_PACKS = (".pdf", ".xlsx")


def write_extract(again: Callable[[], OpenProgram], asked: Asked, target: Path) -> Path:
    """Write what is asked for; gives the target.

    Raises: `ReportProblem`, `TargetError`, `ProgramFileError`; then what stood there is as it was.
    """
    from tpm_desktop.reports.extract import Extract, as_csv, as_json

    texts = {".csv": as_csv, ".json": as_json}
    ending = target.suffix.lower()
    if ending not in (*_PACKS, *texts):
        raise ReportProblem(
            f"{target.name} does not end in .pdf, .csv, .xlsx or .json; give it a name that does"
        )
    with again() as program:
        if ending in _PACKS:
            pack = find_pack("audit")
            assert pack is not None
            write_pack(pack, program, target, Subject(asked=asked))
        else:
            text = texts[ending](Extract.of(program.file, asked))
            mark = "utf-8-sig" if ending == ".csv" else "utf-8"  # spreadsheets go by the mark
            write_whole(target, text.encode(mark))
    return target
