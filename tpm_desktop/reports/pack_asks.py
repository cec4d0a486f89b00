"""What packs ask of a program: component projects, columns, conditions and orders, found there or refused."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from tpm_desktop.formats import Formats
from tpm_desktop.gestures.asking import subject_of
from tpm_desktop.model.catalogue import TableEntry, entry
from tpm_desktop.model.check import ValueProblem
from tpm_desktop.model.fields import Column
from tpm_desktop.model.program import Project
from tpm_desktop.plan import OpenProgram
from tpm_desktop.sieve import Condition, SortKey, Subject, matches, parse
from tpm_desktop.sieve.conditions import AllOf, AnyOf, Contains, Not
from tpm_desktop.sieve.spec import kept_formats

from .errors import ReportProblem
from .pack import Pack, PackSection
from .toml_text import Block

_ASCENDING, _DESCENDING = "ascending", "descending"
_MARK = re.compile(r"\[(\d{1,2})\]")


def refuse_unfit(program: OpenProgram, pack: Pack, head: Block, places: Sequence[Block]) -> None:
    """Raises: `TextProblem` for the first setting that can't be had of the program, or leads to nothing.

    A pack is judged when it is taken; what the program no longer has later on is told when it is written.
    """
    projects = program.file.rows(Project)
    _judge(head, "projects", partial(_projects, projects, pack.projects))
    for block, section in zip(places, pack.sections, strict=True):
        _judge(block, "projects", partial(_projects, projects, section.projects))
        _judge(block, "text", partial(_notes, section))
        if section.part == "register":
            _judge_register(program, block, section)


def _judge(block: Block, key: str, step: Callable[[], object]) -> None:
    try:
        step()
    except ReportProblem as problem:
        raise block.wrong(key, str(problem)) from problem


def _projects(known: Sequence[Project], named: Sequence[str]) -> None:
    for one in named:
        project_called(known, one)


def _notes(section: PackSection) -> None:
    for found in _MARK.finditer(section.text):
        if not 1 <= int(found[1]) <= len(section.notes):
            raise ReportProblem(f"{found[0]} leads to no note; add one to “notes”, or write ({found[1]})")


def _judge_register(program: OpenProgram, block: Block, section: PackSection) -> None:
    about, formats = entry(section.table), kept_formats(Formats.of(program.file.program))
    rows, _ = subject_of(program, section.table)
    _judge(block, "columns", lambda: [declared(one, rows, about) for one in section.columns])
    _judge(block, "sort", lambda: sort_keys(section.sort, rows, about))

    def ask() -> None:
        asked = condition(section.where, rows, about, formats)
        if asked is not None:
            matches(asked, rows, formats)

    _judge(block, "where", ask)


def project_called(projects: Iterable[Project], said: str) -> str:
    """The id of the component project of that code, name or id. Raises: `ReportProblem`."""
    wanted = said.strip().casefold()
    for project in projects:
        if wanted in ((project.code or "").casefold(), project.name.casefold(), project.id):
            return project.id
    raise ReportProblem(f"no component project is called “{said}”; name it by its code or name")


def declared(name: str, rows: Subject, about: TableEntry) -> Column:
    """The column of a register, stored or computed. Raises: `ReportProblem`."""
    if name in about.fields:
        return about.fields[name]
    if name in rows.fields:
        return rows.fields[name].column
    known = list(dict.fromkeys((*about.fields, *rows.fields)))
    raise ReportProblem(f"{about.many} have no column “{name}”; {_hint(name, known)}")


def sort_keys(said: str, rows: Subject, about: TableEntry) -> list[SortKey]:
    """An order such as "score descending, title". Raises: `ReportProblem`."""
    keys = []
    for part in filter(None, (one.strip() for one in said.split(","))):
        name, _, direction = part.partition(" ")
        way = direction.strip().casefold() or _ASCENDING
        if name not in rows.fields:
            bare = name.lstrip("-+")
            turned = f"{bare} {_DESCENDING}" if name.startswith("-") else bare
            hint = f"did you mean “{turned}”?" if bare in rows.fields else _hint(name, list(rows.fields))
            raise ReportProblem(f"“sort” of {about.many}: there is no field “{name}”; {hint}")
        if way not in (_ASCENDING, _DESCENDING):
            raise ReportProblem(
                f"“sort” of {about.many}: “{direction.strip()}” is no direction;"
                f" write “{name} {_DESCENDING}”, or the field alone"
            )
        keys.append(SortKey(name, way == _DESCENDING))
    return keys


def condition(said: str, rows: Subject, about: TableEntry, formats: Formats) -> Condition | None:
    """The condition of a table; None for all rows. Args: formats: those in which conditions are kept.

    Words that are neither a field nor in quotes would be looked for as they stand, find nothing where they
    are a slip of the pen, and look like a clean register. Raises: `ReportProblem`.
    """
    try:
        found = parse(said, rows, formats)
    except ValueProblem as problem:
        raise ReportProblem(f"“where” of {about.many}: {problem}") from problem
    loose = next(_loose(found), None) if found is not None else None
    if loose is not None:
        raise ReportProblem(
            f"“where” of {about.many}: “{loose}” asks no field; compare one, such as {_example(about)},"
            " or put words to look for in quotation marks"
        )
    return found


def _loose(asked: Condition) -> Iterator[str]:
    match asked:
        case Contains(text, exact):
            if not exact:
                yield text
        case Not(of):
            yield from _loose(of)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _loose(part)


def _example(about: TableEntry) -> str:
    return f"{next(iter(about.columns))} is not empty"


def _hint(name: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(name, known, 1, 0.6)
    return f"did you mean “{near[0]}”?" if near else f"there are {', '.join(known)}"
