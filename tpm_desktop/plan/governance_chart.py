"""The governance chart as it is drawn in the window and on paper: bodies by level, and lines between them.

Lengths are units, which are pixels at the usual size; heights run downwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.formats import Formats
from tpm_desktop.model.governance import Body, Membership, SeatRole

from .governance import VOTING

WIDE = 250
HEAD, LINE, FOOT = 42, 16, 8
"""Heights of a box's name with its type, of each line below, and what is left free under the last one."""

_GAP_ACROSS, _GAP_DOWN, _PAST = 36, 64, 8
_MOST_SEATS, _MANDATE = 8, 44  # lines of members; letters of the mandate in one of its two lines
Point = tuple[float, float]


class Tone(Enum):
    """How a line of a box is written."""

    PLAIN = "text"
    MUTED = "muted"


@dataclass(frozen=True, slots=True)
class BoxLine:
    """A line in a box: what stands at its left and at its right."""

    text: str
    aside: str = ""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class BodyBox:
    """A body. kind: what it is for; placed: somebody put it there."""

    id: str
    name: str
    kind: str
    lines: tuple[BoxLine, ...]
    left: float
    top: float
    placed: bool = False

    @property
    def height(self) -> float:
        return height_of(self.lines)

    @property
    def right(self) -> float:
        return self.left + WIDE

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def middle(self) -> Point:
        return self.left + WIDE / 2, self.top + self.height / 2


class Tie(Enum):
    """What a line between two bodies means."""

    REPORTS = "reports to"
    ESCALATES = "escalates to"


@dataclass(frozen=True, slots=True)
class TieLine:
    """From the body that reports or escalates to the other one. points: of the line; said: beside it."""

    source: str
    target: str
    tie: Tie
    points: tuple[Point, ...]
    said: str = ""


@dataclass(frozen=True, slots=True)
class GovernanceChart:
    """All of it; left, top, right, bottom: what it takes."""

    boxes: tuple[BodyBox, ...]
    ties: tuple[TieLine, ...]
    left: float = 0
    top: float = 0
    right: float = 0
    bottom: float = 0

    def box(self, body_id: str) -> BodyBox | None:
        """The box of a body."""
        return next((one for one in self.boxes if one.id == body_id), None)


def height_of(lines: Sequence[BoxLine]) -> float:
    """How high a box with those lines is."""
    return HEAD + LINE * len(lines) + FOOT


def governance_chart(file: ProgramFile, day: date, formats: Formats) -> GovernanceChart:
    """The bodies as they are on a day, where people put them, else by level below whom they report to."""
    bodies = file.rows(Body)
    names = dict(file.stored("resource", ["id", "name"]))
    seats: dict[str, list[Membership]] = {}
    for seat in file.rows(Membership):
        if (seat.start is None or seat.start <= day) and (seat.finish is None or day <= seat.finish):
            seats.setdefault(seat.body_id, []).append(seat)
    lines = {body.id: tuple(_lines(body, seats.get(body.id, []), names, formats)) for body in bodies}
    at = _layout(bodies, {body_id: height_of(some) for body_id, some in lines.items()})
    boxes = []
    for body in bodies:
        placed = body.chart_left is not None and body.chart_top is not None
        left, top = (float(body.chart_left or 0), float(body.chart_top or 0)) if placed else at[body.id]
        boxes.append(BodyBox(body.id, body.name, body.type.label, lines[body.id], left, top, placed))
    ties = tuple(_ties(bodies, {box.id: box for box in boxes}))
    if not boxes:
        return GovernanceChart((), ())
    xs = [x for tie in ties for x, _ in tie.points]
    ys = [y for tie in ties for _, y in tie.points]
    return GovernanceChart(
        tuple(boxes), ties,
        min([*(box.left for box in boxes), *xs]), min([*(box.top for box in boxes), *ys]),
        max([*(box.right for box in boxes), *xs]), max([*(box.bottom for box in boxes), *ys]),
    )  # fmt: skip


# What stands in a box


def _lines(
    body: Body, seats: Sequence[Membership], names: Mapping[str, str], formats: Formats
) -> Iterator[BoxLine]:
    yield from (BoxLine(part, tone=Tone.MUTED) for part in _in_two(" ".join((body.mandate or "").split())))
    order = list(SeatRole)
    known = sorted(seats, key=lambda seat: (order.index(seat.role), seat.id))
    for seat in known[:_MOST_SEATS]:
        deputy = names.get(seat.deputy_id or "", "")
        until = f", until {formats.date(seat.finish)}" if seat.finish else ""
        vote = "●" if seat.role in VOTING else "○"
        name = names.get(seat.member_id, "")
        told = f"{vote} {name} (deputy {deputy})" if deputy else f"{vote} {name}"
        yield BoxLine(told, f"{seat.role.label}{until}")
    if len(known) > _MOST_SEATS:
        yield BoxLine(f"and {len(known) - _MOST_SEATS:,} more", tone=Tone.MUTED)
    if not known:
        chair = names.get(body.chair_id or "")
        yield BoxLine(f"● {chair}", "Chair") if chair else BoxLine("No members yet", tone=Tone.MUTED)
    votes = sum(seat.role in VOTING for seat in seats)
    quorum = f"Quorum {body.quorum:,} of {votes:,} votes" if body.quorum else f"{votes:,} votes"
    yield BoxLine(quorum, body.rhythm.label if body.rhythm else " ".join((body.cadence or "").split()),
                  Tone.MUTED)  # fmt: skip
    limits = [formats.money(body.cost_limit, currency=True)] if body.cost_limit is not None else []
    limits += [f"{formats.integer(body.days_limit)} d"] if body.days_limit is not None else []
    if limits:
        yield BoxLine(f"Decides up to {' and '.join(limits)}", tone=Tone.MUTED)


def _in_two(text: str) -> list[str]:
    """A text on at most two lines, cut where it is longer."""
    if len(text) <= _MANDATE:
        return [text] if text else []
    cut = text.rfind(" ", 0, _MANDATE + 1)
    cut = cut if cut > 0 else _MANDATE
    rest = text[cut:].strip()
    return [text[:cut], rest if len(rest) <= _MANDATE else f"{rest[: _MANDATE - 1].rstrip()}…"]


# Where it stands


def _layout(bodies: Sequence[Body], heights: Mapping[str, float]) -> dict[str, Point]:
    """Each level in a row, each body in the middle above those that report to it."""
    known = {body.id for body in bodies}
    below: dict[str, list[str]] = {}
    for body in bodies:
        above = body.reports_to_id if body.reports_to_id in known else ""
        below.setdefault(above or "", []).append(body.id)
    level = _levels(bodies, below)
    across: dict[str, float] = {}
    free = 0.0
    for one in level:  # a body comes before those below it
        if not any(level[inner] > level[one] for inner in below.get(one, ())):
            across[one] = free
            free += WIDE + _GAP_ACROSS
    for one in reversed(level):
        if one not in across:
            inner = [at for at in below[one] if level[at] > level[one]]
            across[one] = (across[inner[0]] + across[inner[-1]]) / 2
    tops, top = [], 0.0
    for depth in range(max(level.values(), default=-1) + 1):
        tops.append(top)
        top += max(heights[one] for one, at in level.items() if at == depth) + _GAP_DOWN
    return {one: (across[one], tops[depth]) for one, depth in level.items()}


def _levels(bodies: Sequence[Body], below: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """How far below the highest one each body is, in the order of reading; those of a ring come last."""
    level: dict[str, int] = {}
    ahead = [(one, 0) for one in reversed([*below.get("", ()), *(body.id for body in bodies)])]
    while ahead:
        body_id, depth = ahead.pop()
        if body_id not in level:
            level[body_id] = depth
            ahead += [(one, depth + 1) for one in reversed(below.get(body_id, ()))]
    return level


def _ties(bodies: Sequence[Body], boxes: Mapping[str, BodyBox]) -> Iterator[TieLine]:
    """Reporting lines; an escalation path of its own only where it leads elsewhere."""
    for body in bodies:
        here, days = boxes[body.id], body.escalates_within
        said = f"within {days:,} d" if days is not None else ""
        over = body.escalates_to_id if body.escalates_to_id in boxes else None
        above = body.reports_to_id
        if above is not None and above in boxes and above != body.id:
            own = over is None or over == above
            there = boxes[above]
            yield TieLine(body.id, there.id, Tie.REPORTS, elbow(here, there), said if own else "")
        if over is not None and over not in (body.id, body.reports_to_id):
            points = _around(here, boxes[over], boxes.values())
            yield TieLine(body.id, over, Tie.ESCALATES, points, said)


def elbow(here: BodyBox, there: BodyBox) -> tuple[Point, ...]:
    """From a box to the one above it: up, across, up; from side to side where that isn't above."""
    if there.bottom <= here.top:
        (x, y), (goal, end) = (here.middle[0], here.top), (there.middle[0], there.bottom)
        half = (y + end) / 2 if y - end < 2 * _GAP_DOWN else y - _GAP_DOWN / 2
        return ((x, y), (goal, end)) if x == goal else ((x, y), (x, half), (goal, half), (goal, end))
    ahead = there.middle[0] >= here.middle[0]
    x, goal = (here.right, there.left) if ahead else (here.left, there.right)
    half = (x + goal) / 2
    return (x, here.middle[1]), (half, here.middle[1]), (half, there.middle[1]), (goal, there.middle[1])


def _around(here: BodyBox, there: BodyBox, others: Iterable[BodyBox]) -> tuple[Point, ...]:
    """An escalation path: out at the right side of one box, past those between, and into the other one."""
    out = max(here.right, there.right) + _GAP_ACROSS / 2
    y, end = here.middle[1] - 10, there.middle[1] + 10
    for box in sorted(others, key=lambda one: one.left):
        between = box.bottom > min(y, end) and box.top < max(y, end)
        if between and box.left - _PAST <= out <= box.right + _PAST:
            out = box.right + _GAP_ACROSS / 2
    return (here.right, y), (out, y), (out, end), (there.right, end)
