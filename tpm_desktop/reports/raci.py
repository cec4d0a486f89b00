"""The RACI matrix on paper: who answers for what, and where its rules are broken."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from tpm_desktop.plan.raci import RaciFinding, Subject, raci_headline, raci_matrix

from .parts import Section, note, nothing, title_block
from .raci_drawing import RaciDrawing, column_blocks
from .source import Source
from .tables import Cell, TableColumn, TableRow, data_table
from .theme import Paper

_MOST_FINDINGS = 40
_LEGEND = "R responsible · A accountable · C consulted · I informed · ▲ breaks a rule"


def story(source: Source, paper: Paper) -> list[Flowable]:
    """The matrix with its finding above and its broken rules below."""
    status = f"{source.status_said} · {_LEGEND}"
    found = raci_matrix(source.file, source.state)
    parts: list[Flowable] = title_block(source.about.name, f"{raci_headline(found)}.", status)
    lines = _told(found.subjects, found.said)
    if not lines:
        return [*parts, nothing("Type the letters in the view “RACI matrix”; then they stand here.")]
    blocks = column_blocks(found, lines, paper.content)
    for place, parties in enumerate(blocks, 1):
        if len(blocks) > 1:
            parts.append(Section(f"Parties, part {place} of {len(blocks)}"))
        parts.append(RaciDrawing(found, lines, parties))
    left = len(found.subjects) - len(lines)
    if left:
        told = "1 row without letters is" if left == 1 else f"{left:,} rows without letters are"
        parts.append(note(f"{told} left out."))
    if found.findings:
        parts += [Section("What breaks the rules"), *_findings(found.findings, paper.content)]
    return parts


def _told(subjects: Sequence[Subject], said: set[str]) -> list[Subject]:
    """What has letters, under the project that it belongs to."""
    found: list[Subject] = []
    project: Subject | None = None
    for one in subjects:
        project = one if one.field == "project_id" else project
        if one.id in said:
            if project is not None and project not in found:
                found.append(project)
            if one is not project:
                found.append(one)
    return found


def _findings(found: Sequence[RaciFinding], width: float) -> list[Flowable]:
    columns = [TableColumn("Where", weight=3), TableColumn("What is wrong", weight=2),
               TableColumn("What to do", weight=2)]  # fmt: skip
    rows = [
        TableRow([one.name, Cell(one.breach.value, tone="critical"), one.mend[:1].upper() + one.mend[1:]])
        for one in found[:_MOST_FINDINGS]
    ]
    parts: list[Flowable] = [data_table(columns, rows, width)]
    if len(found) > _MOST_FINDINGS:
        parts.append(note(f"The first {_MOST_FINDINGS} of {len(found):,}."))
    return parts
