"""What a proposal does, in lines: for terminal, window and paper alike."""

from __future__ import annotations

from collections.abc import Sequence

from tpm_desktop.formats import Formats
from tpm_desktop.model.wording import within

from .compare_words import ToldField, figures, told_rows
from .impact_words import promise_sentence
from .proposals import Proposal

_NAMED = 5
COMMITMENT = "Commitment"
"""The label of lines about what projects owe each other."""


def impact_lines(proposal: Proposal, formats: Formats) -> list[tuple[str, str]]:
    """Label and text of each: finish, cost, what moves, slack, critical path, commitments."""
    compared = proposal.compared
    if compared is None:
        return [("Can't be applied", line) for line in proposal.moved]
    lines = []
    for one in figures(compared, formats):
        shift = f", {one.shift}" if one.shift else ""
        lines.append((one.label, f"{one.old} → {one.new}{shift}" if one.shift else f"{one.new} (stays)"))
    follows, summary, row = compared.follows, compared.now.summary, compared.now.outline.row
    tasks = [one for one in follows.moved if not summary[row[one.row_id]]]
    tight = [one.slack[1] for one in tasks if one.slack[1] < one.slack[0]]
    lines.append(("Tasks that move", formats.integer(sum(one.moves for one in tasks))))
    least = f", the least has {formats.duration(min(tight))} left" if tight else ""
    lines.append(("Tasks that lose slack", f"{formats.integer(len(tight))}{least}"))
    named = [
        ("Joins the critical path", follows.joined_path),
        ("Leaves the critical path", follows.left_path),
    ]
    lines += [(label, _listed([follows.names[i] for i in ids])) for label, ids in named if ids]
    told = [promise_sentence(compared.now, was, will, formats) for was, will in proposal.commitments]
    return lines + [(COMMITMENT, line) for line in told]


def edit_lines(proposal: Proposal, formats: Formats) -> list[str]:
    """Each proposed edit: "Install racks: duration 10 d → 5 d"."""
    if proposal.compared is None:
        return []
    return [f"{row.name}: {_told(row.how, row.fields)}" for row in told_rows(proposal.compared, formats)]


def _told(how: str, fields: Sequence[ToldField]) -> str:
    if how != "changed":
        return str(how)
    return ", ".join(f"{within(one.label)} {one.old} → {one.new}" for one in fields)


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(f"“{name}”" for name in names[:_NAMED]) + more
