"""Interfaces, tests and releases in words: for window, page and terminal alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from tpm_desktop.formats import Formats
from tpm_desktop.model.interfaces import InterfaceStatus, RunResult
from tpm_desktop.model.registers import SEVERITY
from tpm_desktop.planning.columns import NONE

from .integration import Run, Standing
from .lights import Rag
from .plan import instant
from .readiness import Block, Blocker, InterfaceLine, Readiness
from .state import State

__all__ = [
    "BlockerWords",
    "Fact",
    "blocker_words",
    "ends_text",
    "facts",
    "headline",
    "interface_name",
    "run_date",
    "run_place",
    "run_text",
    "tests_text",
    "title_of",
]


class _Kinds(StrEnum):
    """What a blocker is called before its name."""

    DATE = "Cut-over date"
    TEST = "Test"
    ISSUE = "Issue"
    INTERFACE = "Interface"
    TASK = "Unfinished task"


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure of a release: what it is, how much, and what it is made of. rag: how that is."""

    label: str
    value: str
    note: str
    rag: Rag = Rag.GREEN


@dataclass(frozen=True, slots=True)
class BlockerWords:
    """A blocker as people read it: what kind of thing, which one, what about it, and when it is done."""

    kind: str
    what: str
    why: str
    when: str


def title_of(state: State, table: str, row: int, field: str = "name") -> str:
    """A row's code and name; empty for none."""
    if row < 0:
        return ""
    texts = state.inputs.tables[table].texts
    code = texts["code"][row] if "code" in texts else None
    return " ".join(part for part in (code, texts[field][row]) if part)


def interface_name(state: State, row: int) -> str:
    """An interface by code and title."""
    return title_of(state, "interface", row, "title")


def ends_text(state: State, row: int) -> str:
    """The systems that an interface joins: "CRM → Order to cash"."""
    tables = state.inputs.tables
    system = tables["system"]
    names = [
        (system.texts["name"][at] or "") if at >= 0 else "–"
        for at in (
            int(tables["interface"].rows_of(field, system.row)[row])
            for field in ("from_system_id", "to_system_id")
        )
    ]
    return " → ".join(names)


def run_place(state: State, run: Run) -> str:
    """Where and in which cycle a test is run."""
    tables = state.inputs.tables
    place = (tables["environment"].texts["name"][run.environment] or "") if run.environment >= 0 else ""
    cycle = (tables["test_cycle"].texts["name"][run.cycle] or "") if run.cycle >= 0 else ""
    return ", ".join((place or "no environment", cycle or "no cycle"))


def run_date(run: Run) -> int:
    """The instant that is shown of a test: when it was finished, else when it will be; `NONE` for none."""
    return run.actual if run.actual != NONE else run.forecast


def run_text(state: State, run: Run, formats: Formats) -> str:
    """How a test stands, in words: "failed", "3 d after the cut-over", "overdue"."""
    said = run.standing.value
    if run.late:
        after = f"{formats.duration(run.late, unit='d')} after the cut-over"
        said = after if run.standing is Standing.LATE else f"{said}, {after}"
    if run.homeless:
        said += ", its environment is retired" if run.retired else ", without environment"
    return said


def tests_text(line: InterfaceLine) -> str:
    """How many of an interface's tests have passed."""
    return f"{line.passed} of {line.tests} passed" if line.tests else "no test planned"


def headline(state: State, found: Readiness, formats: Formats) -> str:
    """The one sentence about a release."""
    name = title_of(state, "release", found.cut_over.row)
    day = formats.date(instant(found.cut_over.forecast), year=True)
    if found.cut_over.done:
        return f"{name} went live on {day}."
    if not found.interfaces:
        return f"{name} has no interfaces yet."
    wrong = sum(one.block in (Block.DATE, Block.TEST, Block.ISSUE) for one in found.blockers)
    proven = f"{found.proven} of {_counted(len(found.interfaces), 'interface')} proven"
    when = f"planned to go live on {day}" if day else "without a date"
    if not wrong:
        return f"{name} is {when}; {proven}, nothing has gone wrong."
    return f"{name} is {when}; {proven}, {_counted(_blocking(found), 'blocker')}."


def facts(found: Readiness, formats: Formats) -> list[Fact]:
    """Cut-over, interfaces, tests, defects and blockers of a release."""
    return [_date(found, formats), _interfaces(found), _tests(found), _defects(found), _blockers(found)]


def _date(found: Readiness, formats: Formats) -> Fact:
    at, cut_over = instant(found.cut_over.forecast), found.cut_over
    agreed = formats.date(instant(cut_over.agreed), year=True)
    if not cut_over.margin or cut_over.margin == NONE:
        note = f"agreed for {agreed}" if agreed else "no date is agreed"
    else:
        side = "before" if cut_over.margin > 0 else "after"
        note = f"{formats.duration(abs(cut_over.margin), unit='d')} {side} the agreed {agreed}"
    late = at is None or (cut_over.margin != NONE and cut_over.margin < 0)
    rag = Rag.GREEN if cut_over.done or not late else Rag.RED
    value = formats.date(at, year=True) or "No milestone"
    return Fact("Went live" if cut_over.done else "Cut-over", value, note, rag)


def _interfaces(found: Readiness) -> Fact:
    each = [f"{found.with_status(status)} {status.label.lower()}" for status in InterfaceStatus]
    rag = Rag.GREEN if found.proven == len(found.interfaces) else Rag.AMBER
    return Fact("Interfaces proven", f"{found.proven} of {len(found.interfaces)}", " · ".join(each), rag)


def _tests(found: Readiness) -> Fact:
    passed, failed, blocked = (
        found.with_result(one) for one in (RunResult.PASSED, RunResult.FAILED, RunResult.BLOCKED)
    )
    troubled = any(test.troubled for test in found.tests)
    rag = Rag.RED if troubled else Rag.GREEN if passed == len(found.tests) else Rag.AMBER
    note = f"{found.run} run · {failed} failed · {blocked} blocked"
    return Fact("Tests passed", f"{passed} of {len(found.tests)}", note, rag)


def _defects(found: Readiness) -> Fact:
    rag = Rag.RED if found.severe else Rag.AMBER if found.defects else Rag.GREEN
    note = f"{found.severe} of them severe" if found.defects else "none is open"
    return Fact("Open defects", str(len(found.defects)), note, rag)


def _blockers(found: Readiness) -> Fact:
    others = _blocking(found)
    tasks = len(found.blockers) - others
    drives = "drives" if tasks == 1 else "drive"
    return Fact("Blockers", str(others), f"{_counted(tasks, 'unfinished task')} {drives} the date", found.rag)


def _blocking(found: Readiness) -> int:
    """How many things block it, but for the work that drives its date."""
    return sum(one.block is not Block.TASK for one in found.blockers)


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def blocker_words(
    state: State, found: Readiness, blockers: Sequence[Blocker], formats: Formats
) -> list[BlockerWords]:
    """Blockers of a release as people read them."""
    tests = {test.id: test for test in found.tests}
    lines = {line.row: line for line in found.interfaces}
    return [
        BlockerWords(
            _Kinds[one.block.name].value,
            *_what(state, found, one, tests, lines, formats),
            formats.date(instant(one.at), year=True),
        )
        for one in blockers
    ]


def _what(
    state: State,
    found: Readiness,
    one: Blocker,
    tests: dict[str, Run],
    lines: dict[int, InterfaceLine],
    formats: Formats,
) -> tuple[str, str]:
    """Which thing it is, and what about it."""
    if one.block is Block.DATE:
        return title_of(state, "release", one.place), _missed(found, formats)
    if one.block is Block.TEST:
        run = tests[one.id]
        name = f"{interface_name(state, run.interface)} in {run_place(state, run)}"
        return name, run_text(state, run, formats)
    if one.block is Block.ISSUE:
        return title_of(state, "issue", one.place, "title"), _severity(state, one.place)
    if one.block is Block.INTERFACE:
        line = lines[one.place]
        return interface_name(state, one.place), f"{line.status.label.lower()}, {tests_text(line)}"
    return state.names[one.place], state.names[int(state.outline.project[one.place])]


def _missed(found: Readiness, formats: Formats) -> str:
    cut_over = found.cut_over
    if cut_over.milestone < 0:
        return "no milestone says when it goes live"
    return f"the plan misses the agreed date by {formats.duration(-cut_over.margin, unit='d')}"


def _severity(state: State, row: int) -> str:
    issue = state.inputs.tables["issue"]
    owner = issue.texts["owner_id"][row]
    people = state.inputs.tables["resource"]
    name = people.texts["name"][people.row[owner]] if owner in people.row else None
    return ", ".join(filter(None, (SEVERITY[int(issue.numbers["severity"][row])].lower(), name)))
