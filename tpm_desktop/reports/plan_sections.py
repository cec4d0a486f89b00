"""Sections about time: where the projects stand, milestones, crossing links."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from reportlab.platypus import Flowable

from tpm_desktop.plan import instant
from tpm_desktop.plan.health import Health
from tpm_desktop.plan.lights import Rating, Thresholds
from tpm_desktop.planning.columns import NONE

from .findings import milestone_finding, program_slip
from .milestones import LATE, Milestone, Standing, around, milestones
from .money import by_project, shown
from .parts import Section, note, nothing
from .source import Source
from .tables import Align, Cell, Content, StatusRow, TableColumn, TableRow, data_table, status_table
from .theme import ink

_AHEAD = timedelta(days=92)
_MOST = 9
_RATINGS = ("Overall", "Time", "Cost", "Risk")


def status(source: Source, width: float) -> list[Flowable]:
    """The RAG table of the component projects and the program, and why each that is not green is not."""
    parts: list[Flowable] = [Section(_where(source), source.status_within)]
    if not source.places:
        return [*parts, nothing("There are no component projects yet.")]
    money = by_project(source)
    amounts = {row.place: (told[3], told[4]) for row, told in zip(money, shown(source, money), strict=True)}
    rows = [
        _status_row(
            source,
            source.health.projects[n],
            source.state.names[source.project_row(n)],
            _finish(source, source.project_row(n)),
            amounts.get(n, (0, 0)),
            ink().project_hue(n),
        )
        for n in source.places
    ]
    rows += [] if source.chosen else _program(source, amounts)
    headings = ["Forecast finish", "vs baseline", f"Outlook, {source.unit}", "vs plan"]
    parts.append(status_table(_RATINGS, headings, rows, width))
    return parts + _reasons(source)


def _where(source: Source) -> str:
    names = source.scope
    if len(names) == 1:
        return f"Where {names[0]} stands"
    return f"Where {len(names)} component projects stand" if names else "Where the program stands"


def _program(source: Source, amounts: Mapping[int | None, tuple[int, int]]) -> list[StatusRow]:
    """The program, above it the money of no component project, without which the sums would not add up."""
    whole = (source.finish, program_slip(source))
    row = _status_row(source, source.health.program, "Program", whole, amounts.get(None, (0, 0)), None)
    place = len(source.health.projects)
    if place not in amounts:
        return [row]
    told = ["", "", *_money(source, amounts[place])]
    return [StatusRow("Across projects", [""] * len(_RATINGS), told), row]


def _status_row(
    source: Source,
    health: Health,
    name: str,
    finish: tuple[datetime | None, int | None],
    amounts: tuple[int, int],
    hue: str | None,
) -> StatusRow:
    letters = [_letter(part) for part in (health.overall, health.time, health.cost, health.risk)]
    formats = source.formats
    told: list[Content] = [
        formats.date(finish[0]) or "–",
        _late_cell(source, finish[1]),
        *_money(source, amounts),
    ]
    return StatusRow(name, letters, told, hue, total=hue is None)


def _money(source: Source, amounts: tuple[int, int]) -> list[Content]:
    """Outlook and what it is over the plan."""
    outlook, variance = amounts
    over = Cell(source.amount(-variance, sign=True), "critical" if variance < 0 else "text")
    return [source.amount(outlook), over]


def _letter(rating: Rating) -> str:
    return rating.letter


def _finish(source: Source, row: int) -> tuple[datetime | None, int | None]:
    variance = int(source.state.finish_variance[row])
    return instant(int(source.state.schedule.finish[row])), None if variance == NONE else variance


def _late_cell(source: Source, late: int | None) -> Content:
    if late is None:
        return "–"
    return Cell(source.formats.duration(late, sign=True), "critical" if late > 0 else "text")


def _reasons(source: Source) -> list[Flowable]:
    """Why a light is not green, or not as computed: a colour without its reason is an opinion."""
    said = []
    every = [(source.state.names[source.project_row(n)], source.health.projects[n]) for n in source.places]
    if not source.chosen and any(part.overridden for part in _parts(source.health.program)):
        every.append(("Program", source.health.program))
    for name, health in every:
        why = [part.reason for part in _parts(health) if part.rag or part.overridden]
        if why:
            said.append(f"{name}: {'; '.join([why[0], *map(_within_a_sentence, why[1:])])}.")
    starred = any(part.overridden for _, health in every for part in _parts(health))
    star = [note("* shown otherwise than computed.")] if starred else []
    return [*map(note, said), *star, note(_rules(source))]


def _parts(health: Health) -> tuple[Rating, ...]:
    return health.time, health.cost, health.risk


def _within_a_sentence(reason: str) -> str:
    """A reason that does not begin a sentence; a currency or a code keeps its capitals."""
    return reason if reason[1:2].isupper() else reason[:1].lower() + reason[1:]


def _rules(source: Source) -> str:
    """What green and amber mean."""
    limits, share = Thresholds.of(source.state), source.formats.share
    time = [
        f"{days} d or {share(part, digits=0)}"
        for days, part in zip(limits.days, limits.share_of_time, strict=True)
    ]
    cost = [share(part, digits=0) for part in limits.share_of_cost]
    return (
        f"Green: finish up to {time[0]} after the baseline (keeping either limit is enough), outlook up to "
        f"{cost[0]} over the plan, top residual risk below {limits.score[0]}. "
        f"Amber: up to {time[1]}, up to {cost[1]}, below {limits.score[1]}, or late for a fixed date. "
        "Red: beyond."
    )


def milestone_table(source: Source, width: float, *, everything: bool = False) -> list[Flowable]:
    """Milestones met lately, late, or due within three months; or all of them."""
    shown = milestones(source) if everything else around(source, _AHEAD)
    parts: list[Flowable] = [Section("All milestones" if everything else milestone_finding(source))]
    if not shown:
        said = (
            "No milestones have been set yet"
            if everything
            else "No milestone is due in the next three months"
        )
        return [*parts, nothing(f"{said}.")]
    ranked = sorted(shown, key=_weight)
    chosen = sorted(ranked if everything else ranked[:_MOST], key=lambda m: (m.forecast, m.name))
    columns = [
        TableColumn("Milestone", weight=2),
        TableColumn("Component project", weight=1),
        TableColumn("Baseline", Align.RIGHT),
        TableColumn("Forecast", Align.RIGHT),
        TableColumn("Against it", Align.RIGHT),
        TableColumn("Standing"),
    ]
    parts.append(data_table(columns, [_milestone_row(source, m) for m in chosen], width))
    return parts if everything else parts + _left_out(source, chosen)


def _weight(milestone: Milestone) -> tuple[bool, bool, int, datetime]:
    """The least weighs most: late, then critical, then high up in the outline, then soon."""
    return milestone.standing not in LATE, not milestone.critical, milestone.level, milestone.forecast


def _left_out(source: Source, chosen: list[Milestone]) -> list[Flowable]:
    """How many of the milestones that the headline counts stand in the table, unless all do."""
    to_come = sum(milestone.standing is not Standing.MET for milestone in milestones(source))
    shown = sum(milestone.standing is not Standing.MET for milestone in chosen)
    if shown == to_come:
        return []
    return [note(f"{shown} of {to_come} milestones to come, the late and critical ones first.")]


def _milestone_row(source: Source, milestone: Milestone) -> TableRow:
    formats = source.formats
    late = milestone.standing in LATE
    return TableRow(
        [
            milestone.name,
            source.state.names[source.project_row(milestone.project)],
            formats.date(milestone.baseline) or "–",
            Cell(formats.date(milestone.forecast), strong=late),
            _late_cell(source, milestone.late),
            Cell(milestone.standing.value, "critical" if late else "text", strong=late),
        ],
        hue=ink().project_hue(milestone.project),
    )


def crossing_links(source: Source, width: float) -> list[Flowable]:
    """Which component project waits for which, the tightest first."""
    state = source.state
    parts: list[Flowable] = [Section("What the component projects wait for from each other")]
    rows = _crossing(source)
    if not rows:
        return [*parts, nothing("No task waits for a task of another component project.")]
    columns = [
        TableColumn("Gives", weight=1),
        TableColumn("Finished", Align.RIGHT),
        TableColumn("Takes", weight=1),
        TableColumn("Starts", Align.RIGHT),
        TableColumn("Slack of the giver", Align.RIGHT),
    ]
    made = []
    for giver, taker in rows[:_MOST]:
        slack = int(state.schedule.total_slack[giver])
        made.append(
            TableRow(
                [
                    f"{state.names[int(state.outline.project[giver])]}: {state.names[giver]}",
                    source.formats.date(instant(int(state.schedule.finish[giver]))),
                    f"{state.names[int(state.outline.project[taker])]}: {state.names[taker]}",
                    source.formats.date(instant(int(state.schedule.start[taker]))),
                    Cell(source.formats.duration(slack), "critical" if slack <= 0 else "text"),
                ]
            )
        )
    parts.append(data_table(columns, made, width))
    if len(rows) > _MOST:
        parts.append(
            note(f"The {_MOST} with the least slack of {len(rows)} links between component projects.")
        )
    return parts


def _crossing(source: Source) -> list[tuple[int, int]]:
    """Giver and taker rows of links between projects whose giver is not done, the least slack first."""
    state, links = source.state, source.state.inputs.links
    pairs = zip(links.predecessor.tolist(), links.successor.tolist(), strict=True)
    crossing = [
        (giver, taker)
        for giver, taker in pairs
        if state.outline.project[giver] != state.outline.project[taker] and state.done[giver] < 10_000
    ]
    return sorted(crossing, key=lambda pair: (int(state.schedule.total_slack[pair[0]]), pair))
