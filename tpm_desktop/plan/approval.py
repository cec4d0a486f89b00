"""Who has to approve a change: how far its impact goes, and the lowest level whose limits cover it.

A change within the tolerance of its project is minor, within that of the program major, beyond it critical
and then for the steering committee or above. Limits are those of the policy and of the bodies.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from tpm_desktop.finance.policy.roles import BOARD, STEERING, Spending, required_level
from tpm_desktop.model.exceptions import Dimension
from tpm_desktop.planning.columns import NONE, WHOLE

from .columns import first
from .exceptions import Deviation, deviations
from .policy_people import role_of_body
from .proposals import Proposal
from .risks import residual_of
from .state import State

_NAMED = 2


class ImpactClass(IntEnum):
    """How far the impact of a change goes."""

    MINOR = 0
    MAJOR = 1
    CRITICAL = 2

    @property
    def label(self) -> str:
        """The words for people."""
        return ("Minor: within the project", "Major: within the program", "Critical: beyond the program")[
            self
        ]


@dataclass(frozen=True, slots=True)
class Approval:
    """role: of the policy, empty where it names none; body_id: the lowest body that may decide, if any."""

    klass: ImpactClass
    role: str
    body_id: str | None


def approval(state: State, proposal: Proposal, project_id: str | None) -> Approval:
    """What the impact of a proposal asks for. Args: project_id: of the request, None for the program."""
    return approval_of(state, proposal.days or 0, max(0, proposal.cost or 0), project_id)


def approval_of(state: State, days: int, cost: int, project_id: str | None) -> Approval:
    """The same of known effects. Args: days: working days on the finish; cost: minor units more."""
    klass = _class(state, days, cost, project_id)
    level = required_level(state.policy.levels, Spending.UNBUDGETED, cost)
    role = level.role if level is not None else ""
    return Approval(klass, role, _body(state, klass, days, cost, role))


def _class(state: State, days: int, cost: int, project_id: str | None) -> ImpactClass:
    program, money = state.inputs.tables["program"], state.money
    limits = [first(program, name) for name in ("tolerance_days", "tolerance_cost")]
    most_days, share = (0 if limit is None or limit == NONE else int(limit) for limit in limits)
    whole = int(money.budget.program.at_completion)
    own = whole
    if project_id in money.projects:
        own = int(money.budget.projects.at_completion[money.projects.index(project_id)])
    if days > most_days or cost * WHOLE > share * whole:
        return ImpactClass.CRITICAL
    return ImpactClass.MINOR if days <= 0 and cost * WHOLE <= share * own else ImpactClass.MAJOR


def _body(state: State, klass: ImpactClass, days: int, cost: int, role: str) -> str | None:
    """The body with the lowest limit that covers the effects, of the role that the policy asks for or above.

    Where no limits reach that far, it is one that has none above it.
    """
    table = state.inputs.tables["body"]
    ladder = [level.role for level in state.policy.levels] or [STEERING, BOARD]
    least = max(
        ladder.index(role) if role in ladder else 0,
        ladder.index(STEERING) if klass is ImpactClass.CRITICAL and STEERING in ladder else 0,
    )
    found = []
    for row, row_id in enumerate(table.ids):
        limit, most_days = (int(table.numbers[name][row]) for name in ("cost_limit", "days_limit"))
        own = role_of_body(state, row_id)
        covers = (limit == NONE or cost <= limit) and (most_days == NONE or days <= most_days)
        is_highest = not any(table.texts[name][row] for name in ("escalates_to_id", "reports_to_id"))
        rank = ladder.index(own) if own in ladder else -1
        is_level = rank >= least or (rank < 0 and not role and klass is not ImpactClass.CRITICAL)
        if is_level and (covers or is_highest):
            found.append((not covers, rank, limit if limit != NONE else 1 << 62, row_id))
    return min(found)[-1] if found else None


def approval_lines(state: State, proposal: Proposal, project_id: str | None) -> list[tuple[str, str]]:
    """Label and text of each: risks at tasks that the change touches, exceptions, class, who approves."""
    if proposal.compared is None:
        return []
    found = approval(state, proposal, project_id)
    lines = [("Risks at these tasks", text)] if (text := _risks(state, proposal)) else []
    lines += _exceptions(proposal)
    table = state.inputs.tables["body"]
    body = table.texts["name"][table.row[found.body_id]] if found.body_id else None
    by = " · ".join(filter(None, (body, found.role and f"{found.role} by the policy")))
    return [*lines, ("Impact", found.klass.label), ("To be approved by", by or "no body may decide so much")]


def _risks(state: State, proposal: Proposal) -> str:
    """Open risks of tasks that the change edits or moves."""
    compared = proposal.compared
    assert compared is not None
    touched = set(compared.edited) | {one.row_id for one in compared.follows.moved if one.moves}
    table = state.inputs.tables["risk"]
    named = []
    for row, task in enumerate(table.texts["task_id"]):
        score = residual_of(table, row)
        if task in touched and score is not None:
            named.append((-score, f"{table.texts['code'][row] or ''} scores {score}".strip()))
    return ", ".join(text for _, text in sorted(named)[:5])


def _exceptions(proposal: Proposal) -> list[tuple[str, str]]:
    """Whose deviations beyond tolerance come or go with the change."""
    compared = proposal.compared
    assert compared is not None
    was, will = ({one.key: one for one in deviations(state)} for state in (compared.earlier, compared.now))
    come = [will[key] for key in will if key not in was]
    gone = [was[key] for key in was if key not in will]
    pairs = (("Beyond tolerance", come), ("Back in tolerance", gone))
    return [(label, "; ".join(_by_dimension(found))) for label, found in pairs if found]


def _by_dimension(found: list[Deviation]) -> Iterator[str]:
    for dimension in Dimension:
        names = [one.name for one in found if one.dimension is dimension]
        if names:
            more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
            yield f"{dimension.label.lower()} of {', '.join(names[:_NAMED])}{more}"
