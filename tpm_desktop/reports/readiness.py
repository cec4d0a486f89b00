"""The readiness page: can a release go live, and what stands in the way of its date? One page a release."""

from __future__ import annotations

from reportlab.platypus import Flowable, PageBreak

from tpm_desktop.plan import instant
from tpm_desktop.plan.integration_words import (
    blocker_words,
    ends_text,
    facts,
    headline,
    interface_name,
    tests_text,
    title_of,
)
from tpm_desktop.plan.lights import Rag
from tpm_desktop.plan.readiness import Block, Blocker, InterfaceLine, Readiness, readiness

from .parts import KeyFigure, Section, key_figures, note, nothing, title_block
from .source import Source
from .tables import Align, Cell, TableColumn, TableRow, data_table
from .theme import Paper

_TONES = {Rag.RED: "red", Rag.AMBER: "amber", Rag.GREEN: "muted"}
_LINES, _FEWEST_TASKS = 29, 5
"""Lines of tables on a page; so many tasks are listed however long the rest is."""


def story(source: Source, paper: Paper) -> list[Flowable]:
    """A page for every release, those that are live last."""
    found = sorted(readiness(source.state), key=lambda one: one.cut_over.done)
    if not found:
        return [
            *title_block(source.about.name, "No release has been registered yet."),
            nothing("A release is tied to the milestone on which it goes live; its interfaces name it."),
        ]
    parts: list[Flowable] = []
    for number, one in enumerate(found):
        parts += [PageBreak()] if number else []
        parts += _page(source, one, paper.content)
    return parts


def _page(source: Source, one: Readiness, width: float) -> list[Flowable]:
    state, formats = source.state, source.formats
    owner = state.inputs.tables["release"].texts["owner_id"][one.cut_over.row]
    called = title_of(state, "release", one.cut_over.row)
    said = [source.about.name, source.status_within, source.person(owner), one.rag.label]
    figures = [KeyFigure(fact.label, fact.value, fact.note, _TONES[fact.rag]) for fact in facts(one, formats)]
    return [
        *title_block(
            called,
            headline(state, one, formats),
            " · ".join(filter(None, said)),
            called,
        ),
        key_figures(figures, width),
        *_wrong(source, one, width),
        *_interfaces(source, one, width),
        *_tasks(source, one, width),
    ]


def _wrong(source: Source, one: Readiness, width: float) -> list[Flowable]:
    """The date, tests and issues that stand in the way."""
    parts: list[Flowable] = [Section("What blocks the cut-over")]
    found = [blocker for blocker in one.blockers if blocker.block not in (Block.INTERFACE, Block.TASK)]
    if not found:
        return [*parts, nothing("Nothing but the work that is left." if one.blockers else "Nothing.")]
    columns = [
        TableColumn("What"),
        TableColumn("Which", weight=4),
        TableColumn("Why", weight=3),
        TableColumn("Done by", Align.RIGHT),
    ]
    rows = [
        TableRow([Cell(said.kind, "critical", strong=True), said.what, said.why, said.when or "–"])
        for said in blocker_words(source.state, one, found, source.formats)
    ]
    return [*parts, data_table(columns, rows, width)]


def _interfaces(source: Source, one: Readiness, width: float) -> list[Flowable]:
    if not one.interfaces:
        return [Section("Interfaces"), note("None names this release yet.")]
    blocking = {blocker.place: blocker for blocker in one.blockers if blocker.block is Block.INTERFACE}
    title = f"{len(blocking)} of {len(one.interfaces)} interfaces are not tested yet"
    columns = [
        TableColumn("Interface", weight=3),
        TableColumn("Between", weight=3),
        TableColumn("Status"),
        TableColumn("Tests"),
        TableColumn("Last test", Align.RIGHT),
        TableColumn("Open defects", Align.RIGHT),
    ]
    rows = [TableRow(_line(source, line, blocking.get(line.row))) for line in one.interfaces]
    heading = Section(title if blocking else "All interfaces are tested")
    return [heading, data_table(columns, rows, width)]


def _line(source: Source, line: InterfaceLine, blocker: Blocker | None) -> list[str | Cell]:
    tone = "text" if blocker is None else "near"
    last = source.formats.date(instant(blocker.at)) if blocker else ""
    return [
        interface_name(source.state, line.row),
        ends_text(source.state, line.row),
        Cell(line.status.label, tone),
        Cell(tests_text(line), tone),
        last or "–",
        Cell(str(line.defects), "near") if line.defects else "–",
    ]


def _tasks(source: Source, one: Readiness, width: float) -> list[Flowable]:
    """The unfinished tasks whose dates decide the cut-over's, as many as the page has room for."""
    found = [blocker for blocker in one.blockers if blocker.block is Block.TASK]
    if not found:
        return []
    drives = "task drives" if len(found) == 1 else "tasks drive"
    columns = [
        TableColumn("Task", weight=4),
        TableColumn("Component project", weight=3),
        TableColumn("Finish", Align.RIGHT),
    ]
    told = blocker_words(source.state, one, found, source.formats)
    others = len(one.blockers) - len(found)  # an interface that is not tested stands among the interfaces
    proven = sum(line.proven for line in one.interfaces)
    most = max(_FEWEST_TASKS, _LINES - 2 * (others + proven))
    rows = [TableRow([said.what, said.why, said.when]) for said in told[:most]]
    parts = [
        Section(f"{len(found)} unfinished {drives} the date"),
        data_table(columns, rows, width),
    ]
    more = len(found) - most
    return [*parts, note(f"And {more} more; the Gantt shows all.")] if more > 0 else parts
