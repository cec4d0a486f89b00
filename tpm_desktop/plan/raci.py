"""The RACI matrix: what each role, body or person has to do with projects, work packages and deliverables.

Its rules: where anything is said of a row, just one party is accountable and at least one responsible; and
nobody is responsible or accountable for more than can be overlooked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.raci import PARTIES, SUBJECTS

from .state import State

LETTERS = "RACI"
TOO_MANY = 15
"""Rows in which one party is responsible or accountable: beyond that nobody can see to all of them."""

_FIELDS = ["id", "letters", *SUBJECTS, *PARTIES]


@dataclass(frozen=True, slots=True)
class Subject:
    """A row. field: of an entry, which says of what table; level: how deep it stands below its project."""

    field: str
    id: str
    name: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Party:
    """A column: a role, a body or a person."""

    field: str
    id: str
    name: str


Cell = tuple[str, str]
"""The ids of a subject and a party."""


class Breach(Enum):
    """What is wrong with a row or a column."""

    NO_ACCOUNTABLE = "Nobody is accountable"
    SEVERAL_ACCOUNTABLE = "Several are accountable"
    NO_RESPONSIBLE = "Nobody is responsible"
    TOO_MANY = "Answers for too many"


@dataclass(frozen=True, slots=True)
class RaciFinding:
    """A broken rule. table, id: of the row, or of the party that has too much; count: of its letters."""

    breach: Breach
    table: str
    id: str
    name: str
    count: int = 0

    @property
    def mend(self) -> str:
        """What to do about it."""
        return {
            Breach.NO_ACCOUNTABLE: "give one A",
            Breach.SEVERAL_ACCOUNTABLE: f"{self.count} have an A; leave one",
            Breach.NO_RESPONSIBLE: "give at least one R",
            Breach.TOO_MANY: f"R or A in {self.count:,} rows; share some out",
        }[self.breach]


@dataclass(frozen=True, slots=True)
class RaciMatrix:
    """letters: by cell, in the order R, A, C, I; entries: the rows of the file that a cell comes from."""

    subjects: tuple[Subject, ...]
    parties: tuple[Party, ...]
    letters: Mapping[Cell, str]
    entries: Mapping[Cell, tuple[str, ...]]
    findings: tuple[RaciFinding, ...] = field(default=())

    @property
    def said(self) -> set[str]:
        """The ids of the subjects of which anything is said."""
        return {subject for subject, _ in self.letters}


def in_order(letters: Iterable[str]) -> str:
    """Each letter once, in the order R, A, C, I; what is none of them is left out."""
    given = {letter.upper() for letter in letters}
    return "".join(letter for letter in LETTERS if letter in given)


def raci_matrix(file: ProgramFile, state: State) -> RaciMatrix:
    """All projects, work packages and deliverables by all roles and bodies, and whom else letters name."""
    letters: dict[Cell, str] = {}
    entries: dict[Cell, tuple[str, ...]] = {}
    named: set[tuple[str, str]] = set()
    read: dict[str, str] = {}
    for row_id, given, *ends in file.stored("raci", _FIELDS):
        subject, party = _first(SUBJECTS, ends[:3]), _first(PARTIES, ends[3:])
        if subject is None or party is None:
            continue  # refused for every edit, but a mailed file may hold it
        cell = subject[1], party[1]
        whole = letters.get(cell, "") + given
        if whole not in read:
            read[whole] = in_order(whole)
        letters[cell] = read[whole]
        entries[cell] = (*entries.get(cell, ()), row_id)
        named |= {subject, party}
    subjects = tuple(_subjects(file, state, named))
    parties = tuple(_parties(file, named))
    return RaciMatrix(subjects, parties, letters, entries, tuple(_findings(subjects, parties, letters)))


def _first(fields: Mapping[str, str], ends: Sequence[str | None]) -> tuple[str, str] | None:
    return next(((name, end) for name, end in zip(fields, ends, strict=True) if end), None)


def _subjects(file: ProgramFile, state: State, named: set[tuple[str, str]]) -> Iterator[Subject]:
    """Project by project: itself, its work packages, which are the tasks right below it, its deliverables."""
    outline, summary = state.outline, state.summary
    handed: dict[str, list[Subject]] = {}
    for row_id, code, name, project in file.stored("deliverable", ["id", "code", "name", "project_id"]):
        called = f"{code} {name}" if code else name
        handed.setdefault(project, []).append(Subject("deliverable_id", row_id, called, 1))
    project, levels = "", outline.level.tolist()
    shown = (outline.is_project | ((outline.level == 1) & summary)).tolist()
    for row, row_id in enumerate(outline.ids):
        if not shown[row] and ("task_id", row_id) not in named:
            continue
        if outline.is_project[row]:
            yield from handed.pop(project, ())
            project = row_id
            yield Subject("project_id", row_id, state.names[row])
        else:
            called = f"{state.wbs[row]} {state.names[row]}"
            yield Subject("task_id", row_id, called, max(levels[row], 1))
    yield from handed.pop(project, ())


def _parties(file: ProgramFile, named: set[tuple[str, str]]) -> Iterator[Party]:
    for name, table in PARTIES.items():
        title = entry(table).title_field
        for row_id, called in file.stored(table, ["id", title]):
            if table != "resource" or (name, row_id) in named:
                yield Party(name, row_id, called)


def _findings(
    subjects: Sequence[Subject], parties: Sequence[Party], letters: Mapping[Cell, str]
) -> Iterator[RaciFinding]:
    counts = {letter: Counter(s for (s, _), given in letters.items() if letter in given) for letter in "RA"}
    said = {subject for subject, _ in letters}
    for one in subjects:
        if one.id not in said:
            continue
        where = (SUBJECTS[one.field], one.id, one.name)
        if not counts["A"][one.id]:
            yield RaciFinding(Breach.NO_ACCOUNTABLE, *where)
        elif counts["A"][one.id] > 1:
            yield RaciFinding(Breach.SEVERAL_ACCOUNTABLE, *where, counts["A"][one.id])
        if not counts["R"][one.id]:
            yield RaciFinding(Breach.NO_RESPONSIBLE, *where)
    borne = Counter(party for (_, party), given in letters.items() if set(given) & {"R", "A"})
    for party in parties:
        if borne[party.id] > TOO_MANY:
            where = (PARTIES[party.field], party.id, party.name)
            yield RaciFinding(Breach.TOO_MANY, *where, borne[party.id])


def raci_headline(found: RaciMatrix) -> str:
    """How much is agreed and what is wrong, in one line."""
    said = len(found.said)
    if not said:
        return "Nobody has agreed yet who answers for what"
    rows = "1 row agreed" if said == 1 else f"{said:,} rows agreed"
    broken = len(found.findings)
    wrong = "all rules kept" if not broken else f"{broken:,} finding{'s' if broken > 1 else ''}"
    return f"{rows} of {len(found.subjects):,} · {wrong}"
