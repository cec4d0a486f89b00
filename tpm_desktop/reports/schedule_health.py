"""The schedule health pack: can the plan be trusted, and what has been agreed to bear in it?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from reportlab.platypus import Flowable

from tpm_desktop.model.quality import CheckLimit
from tpm_desktop.plan.agreed_checks import Waived, waived_findings
from tpm_desktop.plan.quality import quality
from tpm_desktop.plan.quality_words import figure_text, findings, judged, out_of, threshold_text
from tpm_desktop.planning.quality import CHECKS, Result, Verdict, failing

from .parts import Section, note, nothing, title_block
from .source import Source
from .tables import Align, Cell, Rank, TableColumn, TableRow, data_table
from .theme import Paper

_NAMED = 3  # findings of a check that are named
_TONES = {Verdict.FAILS: "critical", Verdict.NOT_APPLICABLE: "muted"}


def story(source: Source, paper: Paper) -> list[Flowable]:
    """The whole pack: what fails, what is borne, and every check."""
    results, width = quality(source.state), paper.content
    return [
        *title_block(source.about.name, _headline(results), _facts(source)),
        *_failures(source, results, width),
        *_borne(source, width),
        *_limits(source, results, width),
        *_all(source, results, width),
    ]


def _headline(results: Sequence[Result]) -> str:
    fails, of = len(failing(results)), judged(results)
    if not of:
        return "There is nothing to check yet."
    if not fails:
        return f"All {of} checks of the schedule hold."
    return f"{fails} of {of} checks of the schedule {'fails' if fails == 1 else 'fail'}."


def _facts(source: Source) -> str:
    return source.status_said


def _failures(source: Source, results: Sequence[Result], width: float) -> list[Flowable]:
    parts: list[Flowable] = [Section("What fails, and how to mend it")]
    found = failing(results)
    if not found:
        return [*parts, nothing("No check fails.")]
    columns = [
        TableColumn("Id"),
        TableColumn("Check", weight=3),
        TableColumn("Figure", Align.RIGHT),
        TableColumn("Holds at", Align.RIGHT),
        TableColumn("Such as", weight=3),
        TableColumn("Mend", weight=4),
    ]
    rows = [
        TableRow(
            [
                result.check.id,
                result.check.title,
                Cell(figure_text(result, source.formats), "critical", strong=True),
                threshold_text(result.check, source.formats),
                _such_as(source, result),
                result.check.mend,
            ]
        )
        for result in found
    ]
    return [*parts, data_table(columns, rows, width)]


def _such_as(source: Source, result: Result) -> str:
    """The first findings that count, and how many more there are."""
    found = [one.what for one in findings(result, source.state, source.formats) if not one.waived]
    more = f"; {len(found) - _NAMED:,} more" if len(found) > _NAMED else ""
    return "; ".join(found[:_NAMED]) + more or "–"


def _borne(source: Source, width: float) -> list[Flowable]:
    """Findings that are waived: they stay listed, with who bears them until when."""
    parts: list[Flowable] = [Section("What is waived")]
    found = list(waived_findings(source.state))
    ended = len(list(waived_findings(source.state, ended=True)))
    if found:
        columns = [
            TableColumn("Check"),
            TableColumn("Finding", weight=2),
            TableColumn("Reason", weight=3),
            TableColumn("Waived by"),
            TableColumn("Until", Align.RIGHT),
        ]
        rows = [
            TableRow(
                [
                    one.check,
                    _named(source, one),
                    one.reason,
                    one.by or Cell("nobody named", "near"),
                    source.formats.date(one.until, year=True),
                ]
            )
            for one in found
        ]
        parts.append(data_table(columns, rows, width))
    else:
        parts.append(nothing("No finding is waived."))
    if ended:
        parts.append(note(f"{ended} waiver{'s' if ended > 1 else ''} ended before the status date."))
    return parts


def _named(source: Source, one: Waived) -> str:
    state = source.state
    if not one.link:
        return state.names[one.row]
    ends = state.inputs.links.predecessor[one.row], state.inputs.links.successor[one.row]
    return " → ".join(state.names[int(end)] for end in ends)


def _limits(source: Source, results: Sequence[Result], width: float) -> list[Flowable]:
    """Where the program holds its checks to other limits than usual; nothing where it does not."""
    why = {row.check_key: row.reason or "–" for row in source.file.rows(CheckLimit)}
    usual = {check.id: check for check in CHECKS}
    rows = [
        TableRow(
            [
                result.check.id,
                result.check.title,
                threshold_text(usual[result.check.id], source.formats),
                threshold_text(result.check, source.formats),
                why[result.check.id],
            ]
        )
        for result in results
        if result.check.id in why and result.check.limit != usual[result.check.id].limit
    ]
    if not rows:
        return []
    columns = [
        TableColumn("Id"),
        TableColumn("Check", weight=2),
        TableColumn("Usually", Align.RIGHT),
        TableColumn("Here", Align.RIGHT),
        TableColumn("Reason", weight=3),
    ]
    return [Section("Thresholds of this program"), data_table(columns, rows, width)]


def _all(source: Source, results: Sequence[Result], width: float) -> list[Flowable]:
    columns = [
        TableColumn("Id"),
        TableColumn("Check", weight=1),
        TableColumn("Figure", Align.RIGHT),
        TableColumn("Counted", Align.RIGHT),
        TableColumn("Waived", Align.RIGHT),
        TableColumn("Holds at", Align.RIGHT),
        TableColumn("Verdict"),
    ]
    return [Section("All checks"), data_table(columns, list(_rows(source, results)), width)]


def _rows(source: Source, results: Sequence[Result]) -> Iterator[TableRow]:
    formats = source.formats
    for group, of_group in groupby(results, key=lambda result: result.check.group):
        yield TableRow([group.value, *[""] * 6], Rank.GROUP)
        for result in of_group:
            waived = 0 if result.found.waived is None else int(result.found.waived.sum())
            tone = _TONES.get(result.verdict, "text")
            yield TableRow(
                [
                    result.check.id,
                    result.check.title,
                    figure_text(result, formats),
                    out_of(result, formats),
                    formats.integer(waived) if waived else "–",
                    threshold_text(result.check, formats),
                    Cell(result.verdict.value.capitalize(), tone, strong=result.verdict is Verdict.FAILS),
                ]
            )
