"""Templates as they are written down in TOML; whatever is wrong with one is said in one line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tpm_desktop.file.sources import SourceError, read_text
from tpm_desktop.gestures.words import quoted
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.check import ValueProblem, check
from tpm_desktop.model.fields import LONGEST, Choice
from tpm_desktop.model.finance import Treatment
from tpm_desktop.model.program import ProjectKind
from tpm_desktop.model.resources import ResourceKind
from tpm_desktop.model.schedule import LinkType

from .declared import AccountLine, Line, Role, Span, Template, TemplateProblem, Wait

LARGEST = 1_000_000
MOST_LINES = 2_000
_PER_CENT = 100
_MOST_UNITS = 10_000_000  # per cent, as many as an assignment takes
_SPAN = re.compile(r"(\d{1,9}) ?(m|h|d|w|em|eh|ed|ew)")
_WAIT = re.compile(r"([\w-]+)(?: (FS|SS|FF|SF)(?:([+-]\d{1,9})(m|h|d|w|em|eh|ed|ew|e?%))?)?")
_LONGEST_UNIT = {"m": 1, "h": 60, "d": 1440, "w": 10_080}
_KEY = re.compile(r"[\w-]{1,60}")


def read_template(path: Path, *, own: bool = False) -> Template:
    """A template's file. Raises: `TemplateProblem`."""
    try:
        return parse_template(read_text(path, LARGEST, "template"), path, own=own)
    except SourceError as problem:
        raise TemplateProblem(str(problem)) from None
    except TemplateProblem as problem:
        raise TemplateProblem(f"{path.name}: {problem}") from None


def parse_template(text: str, path: Path | None = None, *, own: bool = False) -> Template:
    """A template's text. Raises: `TemplateProblem`."""
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise TemplateProblem(f"this is no TOML: {error}".splitlines()[0]) from None
    about = _Table(
        data, "", {"name", "kind", "description", "outcome", "roles", "accounts", "tasks", "checklists"}
    )
    roles = tuple(_role(key, value) for key, value in about.table("roles").items())
    checklists = {key: _points(key, value) for key, value in about.table("checklists").items()}
    lines = tuple(_line(n, row, checklists) for n, row in enumerate(about.rows("tasks"), 1))
    for key in checklists:
        if key not in {line.key for line in lines}:
            raise TemplateProblem(f"there is a checklist for {quoted(key)}, but no such task")
    template = Template(
        name=about.text("name", "project", "name") or "",
        kind=about.choice("kind", ProjectKind, None),
        lines=lines,
        description=about.text("description", "project", "notes", needed=False) or "",
        outcome=about.text("outcome", "project", "outcome", needed=False),
        roles=roles,
        accounts=tuple(_account(n, row) for n, row in enumerate(about.rows("accounts"), 1)),
        path=path,
        own=own,
    )
    _refuse_unsound(template)
    return template


class _Table:
    """A table of the file; what is asked of it is there and of the right kind, or is said to be missing."""

    def __init__(self, data: Any, where: str, known: set[str]) -> None:
        self._where = f"{where}: " if where else ""
        if not isinstance(data, dict):
            raise TemplateProblem(f"{self._where}this is not a table of fields")
        unknown = sorted(set(data) - known)
        if unknown:
            raise TemplateProblem(
                f"{self._where}there is no field {unknown[0]!r}; use {', '.join(sorted(known))}"
            )
        self._data = data

    def text(self, name: str, table: str, field: str, *, needed: bool = True) -> str | None:
        """A text such as a field of a table takes."""
        value = self._data.get(name)
        if value is None and needed:
            raise TemplateProblem(f"{self._where}a {name} is needed")
        try:
            found: str | None = check(entry(table).fields[field], value)
        except ValueProblem as problem:
            raise TemplateProblem(f"{self._where}{problem}") from None
        return found

    def choice(self, name: str, choices: type[Choice], default: Any) -> Any:
        value = self._data.get(name, default)
        if value not in list(choices):
            raise TemplateProblem(f"{self._where}the {name} is none of {', '.join(choices)}")
        return choices(value)

    def whole(self, name: str, default: int | None, low: int, high: int) -> int:
        value = self._data.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise TemplateProblem(f"{self._where}the {name} is no whole number from {low} to {high}")
        return value

    def flag(self, name: str) -> bool:
        value = self._data.get(name, False)
        if not isinstance(value, bool):
            raise TemplateProblem(f"{self._where}{name} is true or false")
        return value

    def table(self, name: str) -> Mapping[str, Any]:
        value = self._data.get(name, {})
        if not isinstance(value, dict):
            raise TemplateProblem(f"{self._where}{name} is not a table of fields")
        return value

    def rows(self, name: str) -> Sequence[Any]:
        value = self._data.get(name, [])
        if not isinstance(value, list):
            raise TemplateProblem(f"{self._where}{name} is not a list")
        return value

    def texts(self, name: str) -> list[str]:
        value = self._data.get(name, [])
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
            raise TemplateProblem(f"{self._where}{name} is a text or a list of texts")
        return listed


def _role(key: str, value: Any) -> Role:
    where = f"role {quoted(key)}"
    if not _KEY.fullmatch(key):
        raise TemplateProblem(f"{where}: a key is made of letters, digits and hyphens")
    about = _Table({"name": value} if isinstance(value, str) else value, where, {"name", "kind"})
    name = about.text("name", "resource", "name")
    return Role(key, name or "", about.choice("kind", ResourceKind, ResourceKind.WORK))


def _account(number: int, row: Any) -> AccountLine:
    about = _Table(row, f"account {number}", {"name", "treatment", "notes"})
    name = about.text("name", "account", "name")
    treatment = about.choice("treatment", Treatment, Treatment.OPEX)
    return AccountLine(name or "", treatment, about.text("notes", "account", "notes", needed=False))


def _points(key: str, value: Any) -> tuple[str, ...]:
    about = _Table({"checklist": value}, f"checklist of {quoted(key)}", {"checklist"})
    return tuple(" ".join(point.split()) for point in about.texts("checklist"))


def _line(number: int, row: Any, checklists: Mapping[str, tuple[str, ...]]) -> Line:
    key = row.get("key") if isinstance(row, dict) else None
    key = f"line-{number}" if key is None else key
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        raise TemplateProblem(f"task {number}: a key is made of letters, digits and hyphens")
    known = {"key", "level", "name", "duration", "milestone", "after", "who"}
    about = _Table(row, f"task {quoted(key)}", known)
    where = f"task {quoted(key)}"
    duration = about.texts("duration")
    return Line(
        key=key,
        level=about.whole("level", 1, 1, 20),
        name=about.text("name", "task", "name") or "",
        span=_span(where, duration[0]) if duration else None,
        milestone=about.flag("milestone"),
        after=tuple(_wait(where, said) for said in about.texts("after")),
        who={role: _units(where, value) for role, value in about.table("who").items()},
        checklist=checklists.get(key, ()),
    )


def _span(where: str, said: str) -> Span:
    match = _SPAN.fullmatch(said)
    if match is None:
        raise TemplateProblem(f"{where}: {said!r} is no duration such as 5d, 2w, 4h or 3ed")
    return Span(int(match[1]), match[2])


def _wait(where: str, said: str) -> Wait:
    match = _WAIT.fullmatch(said)
    if match is None:
        raise TemplateProblem(f"{where}: {said!r} is no link such as “design” or “design SS+5d”")
    return Wait(match[1], LinkType((match[2] or "FS").lower()), Span(int(match[3] or 0), match[4] or "d"))


def _units(where: str, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= _MOST_UNITS:
        raise TemplateProblem(f"{where}: a role works with 1 to {_MOST_UNITS} per cent")
    return value * _PER_CENT


def _refuse_unsound(template: Template) -> None:
    """What each line may be alone but not beside the others."""
    if not template.lines:
        raise TemplateProblem("there are no tasks in it")
    if len(template.lines) > MOST_LINES:
        raise TemplateProblem(f"{len(template.lines):,} tasks are too many; {MOST_LINES:,} fit")
    keys = [line.key for line in template.lines]
    roles = {role.key for role in template.roles}
    before = 0
    for at, line in enumerate(template.lines):
        where = f"task {quoted(line.key)}"
        if line.key in keys[:at]:
            raise TemplateProblem(f"{where}: another task has this key; give each its own")
        if line.level > before + 1:
            raise TemplateProblem(
                f"{where}: it lies {line.level - before} levels below the line above; one is possible"
            )
        before = line.level
        _refuse_unsound_line(template, at, where, keys, roles)


def _refuse_unsound_line(template: Template, at: int, where: str, keys: list[str], roles: set[str]) -> None:
    line = template.lines[at]
    named = [wait.key for wait in line.after]
    for key in named:
        if key not in keys:
            raise TemplateProblem(f"{where}: it waits for {quoted(key)}, but there is no such task")
        if key == line.key or named.count(key) > 1:
            raise TemplateProblem(f"{where}: it can't wait for {quoted(key)} twice, or for itself")
    for role in line.who:
        if role not in roles:
            raise TemplateProblem(f"{where}: there is no role {quoted(role)}; declare it under roles")
    if template.is_summary(at) and (line.span or line.milestone or line.who):
        raise TemplateProblem(f"{where}: a summary has no duration, milestone or roles of its own")
    if line.milestone and line.span and line.span.amount:
        raise TemplateProblem(f"{where}: a milestone has no duration; leave it out")
    if not template.is_summary(at) and line.span is None and not line.milestone:
        raise TemplateProblem(f"{where}: a duration is needed, such as 5d")
    if line.span and line.span.amount * _LONGEST_UNIT[line.span.unit[-1]] > LONGEST:
        raise TemplateProblem(f"{where}: {line.span} is longer than a plan can be")
