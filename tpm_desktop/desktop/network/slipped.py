"""A slip as the graph shows it: which nodes move and to when, which arrows break."""

from __future__ import annotations

from collections.abc import Sequence

from tpm_desktop.plan.commitments import Outlook
from tpm_desktop.plan.crossings import link_slack, worst
from tpm_desktop.plan.impact_map import moved_projects

from ..impact import Answer
from .graph import Edge, Node, NodeKind


class Slipped:
    """Of one answer; asked by ids, since the plan may have other rows by now."""

    def __init__(self, answer: Answer) -> None:
        state, found = answer.state, answer.found
        self.answer = answer
        self.projects = moved_projects(state, found)
        self._row = state.outline.row
        self._links = state.inputs.tables["link"].row
        every = range(len(self._links))
        self._was = link_slack(state, every).tolist()
        self._will = link_slack(state, every, schedule=found.difference.after).tolist()
        late = (will for was, will in found.commitments if will.outlook is Outlook.LATE != was.outlook)
        self._late = frozenset(one.id for one in late)
        self._moved = frozenset(found.difference.moved.tolist())

    def moves(self, node: Node) -> bool:
        """Whether a node moves: of a component project its finish."""
        if node.kind is NodeKind.PROJECT:
            return node.id in self.projects
        return self._row.get(node.id) in self._moved

    def dates(self, node: Node) -> tuple[int, int]:
        """When a node that moves finishes now and then."""
        difference, row = self.answer.found.difference, self._row[node.id]
        return int(difference.before.finish[row]), int(difference.after.finish[row])

    def slack(self, links: Sequence[str]) -> tuple[int, int]:
        """The least slack of links now and then, `NONE` where none is open."""
        rows = [self._links[one] for one in links if one in self._links]
        return worst([self._was[row] for row in rows]), worst([self._will[row] for row in rows])

    def late(self, edge: Edge) -> int:
        """How many commitments of an arrow come late only then."""
        return sum(one in self._late for one in edge.owed)

    def breaks(self, edge: Edge) -> bool:
        """Whether an arrow between component projects holds now and does not hold then."""
        was, will = self.slack(edge.links)
        return edge.crossing and (bool(self.late(edge)) or (was >= 0 > will))
