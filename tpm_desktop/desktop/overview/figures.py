"""What the overview says, read from the plan and the registers and put into words once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

import numpy as np

from tpm_desktop.desktop.session import Session
from tpm_desktop.file.changes import Changes
from tpm_desktop.model.governance import Action, Decision
from tpm_desktop.model.program import Project
from tpm_desktop.model.record import Record
from tpm_desktop.model.registers import Issue, Risk
from tpm_desktop.plan import instant
from tpm_desktop.plan.due import day_of_status, days_overdue, is_settled
from tpm_desktop.plan.health import Health, ProgramHealth, health
from tpm_desktop.plan.lights import Rag, Thresholds, light_of_score
from tpm_desktop.plan.risks import open_risks, top_threats
from tpm_desktop.planning.columns import NONE

R = TypeVar("R", bound=Record)
_LISTED = 6


@dataclass(frozen=True, slots=True)
class Figure:
    """A key figure: its name, its value, what it is measured against, and the view that tells more."""

    caption: str
    value: str
    detail: str
    view: str
    bad: bool = False


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """One component project; done: hundredths of a per cent."""

    id: str
    code: str
    name: str
    kind: str
    manager: str
    start: str
    finish: str
    variance: str
    late: bool
    done: int
    health: Health


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list: where it leads, what stands before it, its name, what is said beside it."""

    table: str
    id: str
    lead: str
    text: str
    detail: str
    rag: Rag | None = None
    late: str = ""  # by how much it is late, where that is worth a warning


@dataclass(frozen=True, slots=True)
class Overview:
    """All that is shown."""

    health: ProgramHealth
    figures: tuple[Figure, ...]
    projects: tuple[ProjectLine, ...]
    milestones: tuple[Item, ...]
    decisions: tuple[Item, ...]
    risks: tuple[Item, ...]


class Registers:
    """The rows that the overview counts, read again only after an edit of their table."""

    def __init__(self, session: Session) -> None:
        self._file = session.program.file
        self._known: dict[str, list[Any]] = {}
        self._stored: dict[str, list[dict[str, Any]]] = {}

    def rows(self, model: type[R]) -> list[R]:
        """The rows of one register."""
        table = str(model.__tablename__)
        if table not in self._known:
            self._known[table] = self._file.rows(model)
        return self._known[table]

    def stored(self, table: str, fields: list[str]) -> list[dict[str, Any]]:
        """Some fields of the rows of one register, as they are stored."""
        if table not in self._stored:
            rows = self._file.stored(table, fields)
            self._stored[table] = [dict(zip(fields, row, strict=True)) for row in rows]
        return self._stored[table]

    def forget(self, changes: Changes) -> None:
        """Read what was edited again when it is asked for."""
        for table in changes.tables:
            self._known.pop(table, None)
            self._stored.pop(table, None)


def read_overview(session: Session, registers: Registers) -> Overview:
    """The program as it stands."""
    return _Reader(session, registers).overview()


class _Reader:
    def __init__(self, session: Session, registers: Registers) -> None:
        self._session = session
        self._state, self._formats = session.program.plan.state, session.formats
        self._limits = Thresholds.of(self._state)
        self._day: date = day_of_status(self._state)
        self._risks, self._issues = registers.rows(Risk), registers.rows(Issue)
        self._decisions, self._actions = registers.rows(Decision), registers.rows(Action)
        self._projects_by_id = {project.id: project for project in registers.rows(Project)}
        self._health = health(self._state, self._risks, self._formats)

    def overview(self) -> Overview:
        return Overview(
            health=self._health,
            figures=(self._finish(), self._cost(), self._threats(), self._open_issues(), self._due()),
            projects=self._projects(),
            milestones=self._milestones(),
            decisions=self._decisions_due(),
            risks=self._top_risks(),
        )

    def _tr(self, text: str) -> str:
        return self._session.tr(text)

    def _finish(self) -> Figure:
        state, formats = self._state, self._formats
        if not len(state.outline):
            return Figure(self._tr("Finish"), "–", self._tr("no tasks yet"), "gantt")
        finish = formats.date(instant(state.schedule.program_finish), year=True)
        rating = self._health.program.time
        detail = rating.reason.split(":")[0]
        return Figure(self._tr("Finish"), finish, detail, "gantt", rating.rag is Rag.RED)

    def _cost(self) -> Figure:
        totals, formats = self._state.money.budget.program, self._formats
        rating = self._health.program.cost
        outlook = formats.compact(int(totals.outlook_at_completion), currency=True)
        caption = self._tr("Cost outlook")
        if rating.rag is None:
            work = formats.compact(self._state.money.cost_of_tasks, currency=True)
            return Figure(self._tr("Cost of the work"), work, self._tr("no budget yet"), "budget")
        variance = int(totals.variance_at_completion)
        if not variance:
            return Figure(caption, outlook, self._tr("as planned"), "budget")
        side = self._tr("{} over the plan") if variance < 0 else self._tr("{} under the plan")
        detail = side.format(formats.compact(abs(variance)))
        return Figure(caption, outlook, detail, "budget", rating.rag is Rag.RED)

    def _threats(self) -> Figure:
        threats = top_threats(self._risks)
        high = sum(1 for weight, _ in threats if light_of_score(weight, self._limits) is not Rag.GREEN)
        opened = len(open_risks(self._risks))
        at = self._limits.score[0]
        detail = self._tr("{} at {} or more").format(high or self._tr("none"), at) if opened else ""
        red = bool(threats) and light_of_score(threats[0][0]) is Rag.RED
        return Figure(self._tr("Open risks"), str(opened), detail, "risk", red)

    def _open_issues(self) -> Figure:
        opened = [issue for issue in self._issues if not is_settled("issue", issue)]
        late = sum(1 for issue in opened if days_overdue("issue", issue, self._day))
        detail = self._tr("{} overdue").format(late) if late else self._tr("none overdue")
        return Figure(self._tr("Open issues"), str(len(opened)), detail, "issue", late > 0)

    def _due(self) -> Figure:
        opened = [action for action in self._actions if not is_settled("action", action)]
        late = sum(1 for action in opened if days_overdue("action", action, self._day))
        detail = self._tr("{} overdue").format(late) if late else self._tr("none overdue")
        return Figure(self._tr("Open actions"), str(len(opened)), detail, "action", late > 0)

    def _projects(self) -> tuple[ProjectLine, ...]:
        outline = self._state.outline
        rows = np.flatnonzero(outline.is_project).tolist()
        return tuple(self._line(row, self._projects_by_id[outline.ids[row]]) for row in rows)

    def _line(self, row: int, project: Project) -> ProjectLine:
        state, formats, names = self._state, self._formats, self._session.names
        late = int(state.finish_variance[row])
        known = late != NONE
        return ProjectLine(
            id=project.id,
            code=project.code or "",
            name=project.name,
            kind=project.kind.label,
            manager=names.name("resource", project.manager_id) if project.manager_id else "",
            start=formats.date(instant(int(state.schedule.start[row]))),
            finish=formats.date(instant(int(state.schedule.finish[row]))),
            variance=formats.duration(late, unit="d", sign=True) if known else "",
            late=known and late > 0 and self._health.of(project.id).time.rag is not Rag.GREEN,
            done=int(state.done[row]),
            health=self._health.of(project.id),
        )

    def _milestones(self) -> tuple[Item, ...]:
        """The next ones that are not reached yet, by date."""
        state = self._state
        ahead = np.flatnonzero(state.milestone & state.inputs.tasks.active & (state.done < 10_000))
        ordered = sorted(ahead.tolist(), key=lambda row: (int(state.schedule.finish[row]), row))
        return tuple(map(self._milestone, ordered[:_LISTED]))

    def _milestone(self, row: int) -> Item:
        state, formats, outline = self._state, self._formats, self._state.outline
        late = int(state.finish_variance[row])
        worth_saying = late > self._limits.days[0] * state.inputs.options.minutes_per_day
        return Item(
            "task",
            outline.ids[row],
            formats.date(instant(int(state.schedule.finish[row]))),
            state.names[row],
            state.names[int(outline.project[row])],
            late=formats.duration(late, unit="d", sign=True) if worth_saying else "",
        )

    def _decisions_due(self) -> tuple[Item, ...]:
        opened = [decision for decision in self._decisions if not is_settled("decision", decision)]
        opened.sort(key=lambda decision: (decision.needed_by or date.max, decision.code or ""))
        return tuple(map(self._decision, opened[:_LISTED]))

    def _decision(self, decision: Decision) -> Item:
        late = days_overdue("decision", decision, self._day)
        body = decision.body_id
        return Item(
            "decision",
            decision.id,
            self._formats.date(decision.needed_by),
            decision.title,
            self._session.names.name("body", body) if body else decision.state.label,
            late=self._tr("{} d late").format(late) if late else "",
        )

    def _top_risks(self) -> tuple[Item, ...]:
        return tuple(
            Item(
                "risk",
                risk.id,
                str(weight),
                risk.title,
                self._session.names.name("resource", risk.owner_id) if risk.owner_id else "",
                light_of_score(weight, self._limits),
            )
            for weight, risk in top_threats(self._risks)[:_LISTED]
        )
