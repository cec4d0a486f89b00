"""Options of a decision in words, and the chain of decisions that took each other's place."""

from __future__ import annotations

from collections.abc import Sequence

from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.formats import Formats
from tpm_desktop.model.governance import Decision, DecisionOption


def option_words(option: DecisionOption, formats: Formats) -> str:
    """“EUR 38,000 · +3 d · recommended”: what it costs, moves, and whether it is recommended or chosen."""
    parts = []
    if option.cost is not None:
        parts.append(formats.money(option.cost, currency=True, whole=True) or "no cost")
    if option.days:
        parts.append(f"{'+' if option.days > 0 else '−'}{abs(option.days)} d")
    parts += [word for held, word in ((option.recommended, "recommended"), (option.chosen, "chosen")) if held]
    return " · ".join(parts)


def options_text(options: Sequence[DecisionOption], formats: Formats) -> str:
    """All of them, one a line, lettered."""
    lines = []
    for letter, one in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", options, strict=False):
        said = f"{letter}. {one.title}" + (f": {one.consequence}" if one.consequence else "")
        told = option_words(one, formats)
        lines.append(f"{said} ({told})" if told else said)
    return "\n".join(lines)


def chain(file: ProgramFile, decision_id: str) -> list[Decision]:
    """The decision with those whose place was taken before and after it, the oldest first."""
    rows = {row.id: row for row in file.rows(Decision)}
    after = {row.supersedes_id: row.id for row in rows.values() if row.supersedes_id}
    first, seen = decision_id, {decision_id}
    while (earlier := rows[first].supersedes_id) in rows and earlier not in seen:
        first = str(earlier)
        seen.add(first)
    found, at, told = [], first, set()
    while at in rows and at not in told:
        found.append(rows[at])
        told.add(at)
        at = after.get(at, "")
    return found
