"""What of a program goes into a copy that is sent: all of it or chosen projects, with or without amounts.

The neighbours of chosen projects are shown by the dates that they promise: those of their tasks that links
join to the chosen ones come along as external tasks, and nothing else of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tpm_desktop.model.catalogue import CATALOGUE, TableEntry, Travels, entry

from .amounts import amounts, empty
from .changes import Stored, Values
from .conflicts import RowKey
from .ends import ends, is_part
from .hanging import HANGING, anchored
from .merged import references
from .rows import Rows

Dates = Mapping[str, tuple[str, str]]
"""Start and finish of every task by id, as they are stored."""
_OF_A_NEIGHBOUR = ("code", "name", "kind", "order")
_OF_ITS_TASK = ("project_id", "order", "name", "duration", "milestone")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a copy shall hold. projects: ids of component projects; None for all and what is of none."""

    projects: frozenset[str] | None = None
    rates: bool = True
    history: bool = True
    documents: bool = True

    @property
    def complete(self) -> bool:
        """Whether nothing is left out; only then may the history, which would tell it, come along."""
        return self.projects is None and self.rates and self.history and self.documents


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The rows of a copy; neighbours: the projects of which it only shows promised dates."""

    rows: Rows
    neighbours: frozenset[str] = frozenset()


def excerpt(rows: Rows, chosen: Chosen, dates: Dates) -> Excerpt:
    """What of some rows is chosen."""
    if not chosen.documents:
        whole = rows
        rows = Rows(lambda table: {} if table == "attachment" else whole.table(table))
    made = Excerpt(rows) if chosen.projects is None else _Gathering(rows, chosen.projects, dates).gathered()
    return made if chosen.rates else Excerpt(_without_amounts(made.rows), made.neighbours)


def _without_amounts(rows: Rows) -> Rows:
    def read(table: str) -> dict[str, Values]:
        none = {name: empty(table, name) for name in amounts(table)}
        stay = {} if entry(table).amounts else rows.table(table)
        return {
            row_id: {**row, **none}
            for row_id, row in stay.items()
            if table not in HANGING or not any(entry(on).amounts for on, _ in anchored(table, row))
        }

    return Rows(read)


@dataclass(slots=True)
class _Gathering:
    """Collects the keys of the rows that come along."""

    rows: Rows
    projects: frozenset[str]
    dates: Dates
    kept: dict[str, set[str]] = field(default_factory=lambda: {about.name: set() for about in CATALOGUE})
    promised: set[str] = field(default_factory=set)  # ids of neighbours' tasks

    def gathered(self) -> Excerpt:
        self._keep_chosen()
        self._promise_ends()
        self._keep_needed(self._neighbours())
        self._promise_named()
        self._leave_half_hung()
        neighbours = self._neighbours()
        kept = {table: dict(self._made(table, neighbours)) for table in self.kept}
        return Excerpt(Rows(lambda table: kept[table]), neighbours)

    def _keep_chosen(self) -> None:
        for about in CATALOGUE:
            for row_id in self.rows.table(about.name):
                always = about.travels is Travels.ALWAYS
                if always or not self.projects.isdisjoint(self._projects_of((about.name, row_id))):
                    self.kept[about.name].add(row_id)

    def _projects_of(self, row: RowKey) -> set[str]:
        """The component projects that a row belongs to: a link between two belongs to both."""
        table, row_id = row
        values, about = self.rows.get(table, row_id) or {}, entry(table)
        if table == "project":
            return {row_id}
        if of_projects := [name for name in about.projects if name in about.fields]:
            named = [(about.fields[name].target, str(values[name])) for name in of_projects if values[name]]
            return {project for target in named for project in self._projects_of(target)}
        wholes = [end for end in ends(table, values) if about.fields[end.field].required]
        return {project for end in wholes for project in self._projects_of((end.table, end.row_id))}

    def _promise_ends(self) -> None:
        """Note the neighbours' tasks that links lead to."""
        for row_id in self.kept["link"]:
            row = self.rows.get("link", row_id) or {}
            ends = (str(row["predecessor_id"]), str(row["successor_id"]))
            self.promised.update(end for end in ends if end not in self.kept["task"])

    def _promise_named(self) -> None:
        """Note the neighbours' tasks whose dates are those of kept rows, as of a test or a release."""
        for table, ids in self.kept.items():
            fields = entry(table).fields
            names = [name for name, column in fields.items() if column.promises]
            for row_id in ids if names else ():
                row = self.rows.get(table, row_id) or {}
                told = {str(row[name]) for name in names if row[name] and self._tells(table, row_id, name)}
                self.promised.update(told - self.kept["task"])

    def _leave_half_hung(self) -> None:
        """A cross-reference tells of both its rows, so it comes along only where both do."""
        for table in HANGING:
            self.kept[table] = {
                row_id
                for row_id in self.kept[table]
                if all(end in self.kept[on] for on, end in anchored(table, self.rows.table(table)[row_id]))
            }

    def _neighbours(self) -> frozenset[str]:
        """The projects of the tasks that are shown by their dates."""
        return frozenset(project for task in self.promised for project in self._projects_of(("task", task)))

    def _keep_needed(self, neighbours: frozenset[str]) -> None:
        """What is of no project and something refers to, with what is part of it."""
        shown = self.promised | neighbours
        ahead = [(table, row_id) for table, ids in self.kept.items() for row_id in ids]
        while ahead:
            table, row_id = ahead.pop()
            row = self.rows.get(table, row_id) or {}
            for name, column in references(table):
                target = str(row[name])
                needed = entry(column.target).travels is Travels.WHEN_NEEDED or column.required
                known = target in self.kept[column.target] or target in shown
                if row[name] is not None and needed and not known:
                    self.kept[column.target].add(target)
                    ahead.append((column.target, target))
        for about in CATALOGUE:
            if about.travels is Travels.WHEN_NEEDED:
                self.kept[about.name].update(self._parts(about))

    def _parts(self, about: TableEntry) -> Iterator[str]:
        wholes = [(name, c.target) for name, c in references(about.name) if is_part(about.name, name)]
        for row_id, row in self.rows.table(about.name).items() if wholes else ():
            if all(row[name] in self.kept[target] for name, target in wholes):
                yield row_id

    def _made(self, table: str, neighbours: frozenset[str]) -> Iterator[tuple[str, Values]]:
        shown = self.promised | neighbours
        for row_id in sorted(self.kept[table]):
            known = entry(table).known_by
            row = (
                self._reduced(table, row_id, known)
                if known and self._is_others(table, row_id)
                else dict(self.rows.table(table)[row_id])
            )
            yield row_id, self._alone(table, row, shown)
        if table == "project":
            for row_id in sorted(neighbours):
                yield row_id, self._reduced(table, row_id, _OF_A_NEIGHBOUR)
        if table == "task":
            for row_id in sorted(self.promised):
                start, finish = self.dates[row_id]
                promise: Values = {"external": 1, "manual_start": start, "manual_finish": finish}
                yield row_id, self._reduced(table, row_id, _OF_ITS_TASK) | promise

    def _is_others(self, table: str, row_id: str) -> bool:
        """Whether a row belongs to projects of which none is chosen."""
        projects = self._projects_of((table, row_id))
        return bool(projects) and self.projects.isdisjoint(projects)

    def _tells(self, table: str, row_id: str, name: str) -> bool:
        """Whether the copy holds this field of the row."""
        known = entry(table).known_by
        return not known or name in known or not self._is_others(table, row_id)

    def _alone(self, table: str, row: Values, shown: set[str]) -> Values:
        """A row without its references to what stays behind. Args: shown: what is there of neighbours."""
        for name, column in references(table):
            if row[name] not in self.kept[column.target] and row[name] not in shown:
                row[name] = None
        return row

    def _reduced(self, table: str, row_id: str, names: tuple[str, ...]) -> Values:
        """A row that says only so much and is otherwise as a new one."""
        about, row = entry(table), self.rows.table(table)[row_id]
        usual = {name: _stored(about.model.model_fields[name].default) for name in about.fields}
        return {"id": row_id, **usual, **{name: row[name] for name in names}}


def _stored(default: object) -> Stored:
    """A column's default in its stored form: choices by their keys, flags as numbers."""
    if isinstance(default, bool):
        return int(default)
    return default if isinstance(default, int) or default is None else str(default)
