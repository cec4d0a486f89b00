"""What needs the manager as the checks of schedule and coverage find it, which takes longer than a glance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tpm_desktop.planning.quality import failing

from .attention import Need, few
from .quality import quality
from .requirement_words import requirement_name, target_name
from .requirements import Gap, GapKind, covered
from .state import State

_TOLD = 2
_GAPS = (
    (GapKind.OVERDUE, "Requirement", "{} is mandatory and overdue", "mandatory requirements are overdue"),
    (GapKind.NO_DELIVERABLE, "Requirement", "{} has no deliverable", "requirements have no deliverable"),
    (GapKind.UNACCEPTED, "Acceptance", "{} is done, not accepted", "deliverables are done and not accepted"),
)


def checked(state: State) -> tuple[Need, ...]:
    """Checks of the schedule that fail, and the gaps of coverage that somebody has to act on.

    May be called from any thread; 0.1 s for 10,000 tasks.
    """
    gaps = covered(state).gaps
    found = [*_schedule([result.check.title for result in failing(quality(state))])]
    for kind, *said in _GAPS:
        found += _gaps(state, (gap for gap in gaps if gap.kind is kind), *said)
    return tuple(found)


def _schedule(titles: list[str]) -> Iterator[Need]:
    if titles:
        more = f" and {len(titles) - _TOLD} more" if len(titles) > _TOLD else ""
        what = "1 check fails" if len(titles) == 1 else f"{len(titles)} checks fail"
        yield Need("Schedule", f"{what}: {', '.join(titles[:_TOLD])}{more}", view="health")


def _gaps(state: State, gaps: Iterable[Gap], kind: str, one: str, many: str) -> list[Need]:
    return few(
        (Need(kind, one.format(_name(state, g)), table=g.table, id=g.id) for g in gaps), "coverage", many
    )


def _name(state: State, gap: Gap) -> str:
    if gap.table == "requirement":
        return requirement_name(state, gap.row)
    return target_name(state, gap.table, gap.row)
