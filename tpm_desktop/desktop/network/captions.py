"""What stands in the nodes and beside the edges, by the plan as it stands and the locale."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject

from tpm_desktop.model.program import ProjectKind
from tpm_desktop.model.registers import Risk
from tpm_desktop.model.schedule import LagUnit, LinkType
from tpm_desktop.plan import State, instant
from tpm_desktop.plan.commitments import Outlook, Promise, commitments
from tpm_desktop.plan.crossings import link_slack, worst
from tpm_desktop.plan.health import ProgramHealth, health
from tpm_desktop.planning.columns import NONE

from ..gantt.field_cells import field_text
from ..gantt.plan_rows import PlanRowsKept
from ..session import Session
from .fields import DATES, field_label
from .graph import Edge, Node, NodeKind, outside_name
from .slipped import Slipped

_MOST_SAID = 12  # lines of a tool tip for links, and for commitments


@dataclass(frozen=True, slots=True)
class Caption:
    """A node's lines: its name, its kind or its dates, a figure at the right, its light, a tool tip.

    more: of a task the fields that were chosen, name and value of each.
    """

    title: str
    second: str
    right: str
    light: str
    tip: str
    more: tuple[tuple[str, str], ...] = ()


class Captions(QObject):
    """Reads names, dates, slack and lights; the lights once an edit."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._rows = PlanRowsKept(session)
        self.fields: tuple[str, ...] = (DATES,)
        self.slipped: Slipped | None = None
        self._health: ProgramHealth | None = None
        self._promises: dict[str, Promise] | None = None
        self._slack: list[int] | None = None

    @property
    def _state(self) -> State:
        return self._session.program.plan.state

    def forget(self) -> None:
        """The plan has changed."""
        self._health = self._promises = self._slack = None

    def of_node(self, node: Node) -> Caption:
        """What a node says."""
        if node.kind is NodeKind.OUTSIDE:
            return self._of_outside(node)
        return self._of_project(node) if node.kind is NodeKind.PROJECT else self._of_task(node)

    def _of_outside(self, node: Node) -> Caption:
        name, kind = outside_name(node.id), self.tr("External giver")
        return Caption(name, kind, "", "", f"{name}\n{kind}")

    def _of_task(self, node: Node) -> Caption:
        state, formats = self._state, self._session.formats
        slack = int(state.schedule.total_slack[node.row])
        shown = formats.duration(slack, unit="d") if slack != NONE else ""
        dates = self._dates(node)
        said = [state.names[node.row], dates, self.tr("Slack {}").format(shown)]
        if self._moves(node):
            (dates, later), shown = self._slips(node), ""
            said += [self.tr("Finish {}").format(dates), self.tr("Later by {}").format(later)]
        if state.schedule.critical[node.row]:
            said.append(self.tr("Critical: if it slips, the program's finish slips"))
        more = tuple((field_label(key), self._field(node.row, key)) for key in self.fields if key != DATES)
        said += [f"{label}: {value}" for label, value in more if value]
        if DATES not in self.fields:
            dates = shown = ""
        return Caption(state.names[node.row], dates, shown, "", "\n".join(said), more)

    def _field(self, row: int, key: str) -> str:
        return field_text(self._rows(), self._session.formats, row, key)

    def _of_project(self, node: Node) -> Caption:
        state, project = self._state, self._state.inputs.tables["project"]
        kind = ProjectKind(project.texts["kind"][project.row[node.id]] or "").label
        tasks = int((~state.summary[list(state.outline.below(node.row))]).sum())
        counted = self.tr("1 task") if tasks == 1 else self.tr("{} tasks").format(tasks)
        rating = self._lights().of(node.id).overall
        light = rating.letter
        dates = self._dates(node) if tasks else self.tr("no tasks yet")
        name, slack = state.names[node.row], int(state.schedule.total_slack[node.row])
        spare = self.tr("Slack {}").format(self._session.formats.duration(slack, unit="d"))
        lines = [kind, dates] if slack == NONE or not tasks else [kind, dates, spare]
        if self._moves(node):
            then, later = self._slips(node)
            lines = [kind, self.tr("Finish {}").format(then), self.tr("Later by {}").format(later)]
        said = (name, *lines, rating.reason)
        return Caption(name, "\n".join(lines), counted, light, "\n".join(said).strip())

    def _moves(self, node: Node) -> bool:
        return self.slipped is not None and self.slipped.moves(node)

    def _slips(self, node: Node) -> tuple[str, str]:
        """When it finishes now and then, if what is looked at slips, and how much later that is."""
        assert self.slipped is not None
        was, will = self.slipped.dates(node)
        formats, inputs = self._session.formats, self._state.inputs
        later = inputs.calendars[inputs.options.calendar].between(was, will)
        days = " → ".join(formats.date(instant(at)) for at in (was, will))
        return days, formats.duration(later, unit="d")

    def breaks(self, edge: Edge) -> bool:
        """Whether the slip that is looked at breaks it."""
        return self.slipped is not None and self.slipped.breaks(edge)

    def _lights(self) -> ProgramHealth:
        if self._health is None:
            risks = self._session.program.file.rows(Risk)
            self._health = health(self._state, risks, self._session.formats)
        return self._health

    def _dates(self, node: Node) -> str:
        schedule, formats = self._state.schedule, self._session.formats
        first, last = instant(int(schedule.start[node.row])), instant(int(schedule.finish[node.row]))
        if first is None or last is None:
            return ""
        return (
            formats.date(last) if node.kind is NodeKind.MILESTONE else formats.span(first.date(), last.date())
        )

    def of_edge(self, edge: Edge) -> str:
        """What stands at an edge: type and lag where they aren't plain, or how many links it stands for."""
        if self._stands_for_all(edge):
            return "\n".join(self._crossing(edge))
        if len(edge.links) > 1:
            return self.tr("{} links").format(self._session.formats.integer(len(edge.links)))
        shown = self.of_link(edge.links[0])
        return "" if shown == LinkType.FS.value.upper() else shown

    def _stands_for_all(self, edge: Edge) -> bool:
        """Whether it joins two component projects."""
        is_project, row = self._state.outline.is_project, self._state.outline.row
        giver = row.get(edge.source)
        return bool((giver is None or is_project[giver]) and is_project[row[edge.target]])

    def _crossing(self, edge: Edge) -> list[str]:
        """How many links, their worst slack, how many commitments and how many of them come late."""
        said, slack = [], self.slack(edge)
        if edge.links:
            many = len(edge.links)
            counted = self._session.formats.integer(many)
            said.append(self.tr("1 link") if many == 1 else self.tr("{} links").format(counted))
        if slack != NONE:
            spare = self.tr("slack {}").format(self._spare(edge, slack))
            said = [f"{said[0]} · {spare}"]
        if edge.owed:
            late = sum(self._owed()[one].outlook is Outlook.LATE for one in edge.owed)
            late += self.slipped.late(edge) if self.slipped else 0
            many = len(edge.owed)
            counted = self.tr("1 commitment") if many == 1 else self.tr("{} commitments").format(many)
            said.append(self.tr("{}, {} late").format(counted, late) if late else counted)
        return said

    def _spare(self, edge: Edge, slack: int) -> str:
        """Its slack, and what a slip leaves of it."""
        formats = self._session.formats
        was, will = self.slipped.slack(edge.links) if self.slipped else (slack, slack)
        return " → ".join(
            formats.duration(one, unit="d") for one in dict.fromkeys((was, will)) if one != NONE
        )

    def slack(self, edge: Edge) -> int:
        """The least slack of its links, `NONE` where none is open."""
        if self._slack is None:
            state = self._state
            self._slack = link_slack(state, range(len(state.inputs.links))).tolist()
        row = self._state.inputs.tables["link"].row
        return worst([self._slack[row[one]] for one in edge.links])

    def _owed(self) -> dict[str, Promise]:
        if self._promises is None:
            self._promises = {one.id: one for one in commitments(self._state)}
        return self._promises

    def of_link(self, link_id: str) -> str:
        """A link's type and lag: "FS", "SS+2 d"."""
        table = self._state.inputs.tables["link"]
        row = table.row[link_id]
        kind = LinkType(table.texts["type"][row] or LinkType.FS)
        unit = LagUnit(table.texts["lag_unit"][row] or LagUnit.WORKING)
        return self._session.formats.link(kind, int(table.numbers["lag"][row]), unit)

    def tip(self, edge: Edge) -> str:
        """What it stands for, who waits for whom, and what is owed, a line for each."""
        lines = []
        if self._stands_for_all(edge):
            row, names = self._state.outline.row, self._state.names
            ends = (
                names[row[end]] if end in row else outside_name(end) for end in (edge.source, edge.target)
            )
            lines = [" → ".join(ends), *self._crossing(edge)]
        lines += [self.sentence(link_id) for link_id in edge.links[:_MOST_SAID]]
        if (more := len(edge.links) - _MOST_SAID) > 0:
            lines.append(self.tr("and {} more").format(self._session.formats.integer(more)))
        titles = self._state.inputs.tables["commitment"].texts["title"]
        lines += [titles[self._owed()[one].row] or "" for one in edge.owed[:_MOST_SAID]]
        return "\n".join(lines)

    def sentence(self, link_id: str) -> str:
        """A link in words: "Order racks → Install racks (FS+2 d)"."""
        table, plan = self._state.inputs.tables["link"], self._session.program.plan
        row = table.row[link_id]
        ends = [plan.name(table.texts[end][row] or "") for end in ("predecessor_id", "successor_id")]
        return f"{ends[0]} → {ends[1]} ({self.of_link(link_id)})"
