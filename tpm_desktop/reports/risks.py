"""The risk pack: heat map, top of the list, burn-down, movement, what the simulation says."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import CondPageBreak, Flowable, Table

from tpm_desktop.model.registers import Assumption, AssumptionStatus, RiskResponse
from tpm_desktop.model.simulation import Simulation
from tpm_desktop.plan.burn_words import burn_headline
from tpm_desktop.plan.heat_map import Shown, headline, of_kind
from tpm_desktop.plan.lights import Thresholds
from tpm_desktop.plan.risk_burn import BurnDown, burn_down
from tpm_desktop.plan.risk_exposure import Weighed, weighed
from tpm_desktop.plan.risk_scales import scales
from tpm_desktop.plan.simulation import run_simulation
from tpm_desktop.plan.simulation_words import weighed as weighed_words
from tpm_desktop.plan.trends import closed_periods, risk_moves
from tpm_desktop.planning.errors import PlanError

from .burn_drawing import BurnDrawing
from .heat_drawing import HeatDrawing
from .parts import KeyFigure, Section, key_figures, note, nothing, title_block
from .source import Source
from .tables import Align, Cell, TableColumn, TableRow, data_table
from .theme import Paper

_MAP, _BURN, _ROOM = 220.0, 120.0, 130.0
_MOST, _MOST_MOVES, _MOST_RUNS = 15, 10, 1_000


def story(source: Source, paper: Paper) -> list[Flowable]:
    """The whole pack."""
    every, width = weighed(source.state, source.day), paper.content
    threats, chances = of_kind(every, opportunities=False), of_kind(every, opportunities=True)
    limits = Thresholds.of(source.state)
    said = headline(threats, limits, source.formats, opportunities=False)
    facts = source.status_said
    parts = title_block(source.about.name, f"{said}.", facts)
    if not every:
        return [*parts, nothing("A risk is scored by probability and impact, and has an owner.")]
    found = burn_down(source.state, every, closed_periods(source.file), source.day)
    return [
        *parts,
        _figures(source, threats, chances, found, width),
        *_maps(source, threats, width),
        *_top(source, threats, width),
        *_burn(source, found),
        *_moved(source, width),
        *_chances(source, chances, width),
        *_simulated(source, width),
        *_assumed(source, width),
    ]


def section(source: Source, width: float) -> list[Flowable]:
    """What other packs tell of it: the heat map with its movement, and the burn-down."""
    every = weighed(source.state, source.day)
    threats = of_kind(every, opportunities=False)
    if not threats:
        return []
    found = burn_down(source.state, every, closed_periods(source.file), source.day)
    drawn = _map(source, threats, Shown.MOVES, "")
    said = headline(threats, Thresholds.of(source.state), source.formats, opportunities=False)
    return [CondPageBreak(_MAP + 60), Section(said, "arrows lead to the score after the response"),
            drawn, *_burn(source, found)]  # fmt: skip


def _figures(
    source: Source, threats: Sequence[Weighed], chances: Sequence[Weighed], found: BurnDown, width: float
) -> Flowable:
    red = Thresholds.of(source.state).score[1]
    before, after = (
        sum((score or 0) >= red for score in scores)
        for scores in ([one.score for one in threats], [one.residual for one in threats])
    )
    left = sum(one.expected_left for one in threats)
    cost = sum(one.response_cost for one in threats)
    figures = [
        KeyFigure("Open threats", str(len(threats)), f"opportunities: {len(chances)}"),
        KeyFigure("Red", f"{before} → {after}", "before and after responses", "red" if after else "muted"),
        KeyFigure("At stake now", source.amount(found.now.exposure or 0), source.unit),
        KeyFigure("Once answered", source.amount(left), f"responses cost {source.amount(cost)}"),
    ]
    return key_figures(figures, width)


def _map(source: Source, risks: Sequence[Weighed], shown: Shown, title: str) -> HeatDrawing:
    limits, known = Thresholds.of(source.state), scales(source.state)
    return HeatDrawing(risks, shown, limits, known, _MAP, title=title)


def _maps(source: Source, threats: Sequence[Weighed], width: float) -> list[Flowable]:
    half = (width - 16) / 2
    both = [_map(source, threats, Shown.MOVES, "Before, with where responses lead"),
            _map(source, threats, Shown.AFTER, "After the responses")]  # fmt: skip
    row = Table([[both[0], "", both[1]]], [half, 16, half])
    row.setStyle([("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0)])
    return [Section("Where the threats lie", "letters: green, amber, red by the program's limits"), row]


def _top(source: Source, threats: Sequence[Weighed], width: float) -> list[Flowable]:
    if not threats:
        return [Section("The top of the list"), nothing("No threat is open.")]
    columns = [
        TableColumn("Risk", weight=6), TableColumn("Owner", weight=2), TableColumn("Score", Align.RIGHT),
        TableColumn("After", Align.RIGHT), TableColumn("At stake", Align.RIGHT),
        TableColumn("After", Align.RIGHT), TableColumn("Response", weight=1.4),
        TableColumn("In place", Align.RIGHT),
    ]  # fmt: skip
    rows = [_row(source, one) for one in threats[:_MOST]]
    more = len(threats) - _MOST
    said = f"amounts in {source.unit}" + (f"; and {more} more in the register" if more > 0 else "")
    return [CondPageBreak(_ROOM), Section("The top of the list", said), data_table(columns, rows, width)]


def _row(source: Source, one: Weighed) -> TableRow:
    table = source.state.inputs.tables["risk"]
    red = Thresholds.of(source.state).score[1]
    response = table.texts["response"][one.row]
    in_place = "yes" if one.in_place else source.formats.date(one.on) or "–"
    score, left = one.score, one.residual
    return TableRow([
        f"{one.code} {one.title}".strip(),
        source.person(table.texts["owner_id"][one.row]) or "–",
        "–" if score is None else Cell(str(score), "critical" if score >= red else "text"),
        "–" if left is None else Cell(str(left), "critical" if left >= red else "text"),
        source.amount(one.expected), source.amount(one.expected_left),
        RiskResponse(response).label if response else "–",
        in_place,
    ])  # fmt: skip


def _burn(source: Source, found: BurnDown) -> list[Flowable]:
    return [
        CondPageBreak(_BURN + 60),
        Section(burn_headline(found, source.formats), "filled: reported; hollow: as planned"),
        BurnDrawing(found, source.formats, _BURN),
    ]


def _moved(source: Source, width: float) -> list[Flowable]:
    closed = closed_periods(source.file)
    moved = risk_moves(closed[-1], source.risks)[:_MOST_MOVES] if closed else []
    if not moved:
        return []
    columns = [TableColumn("Risk", weight=6), TableColumn("Was", Align.RIGHT), TableColumn("Is", Align.RIGHT)]
    rows = [
        TableRow([one.name, "new" if one.was is None else str(one.was),
                  "closed" if one.now is None else str(one.now)])
        for one in moved
    ]  # fmt: skip
    title = f"What moved since {closed[-1].period.title}"
    return [CondPageBreak(_ROOM), Section(title), data_table(columns, rows, width)]


def _chances(source: Source, chances: Sequence[Weighed], width: float) -> list[Flowable]:
    if not chances:
        return []
    columns = [
        TableColumn("Opportunity", weight=6), TableColumn("Score", Align.RIGHT),
        TableColumn("After", Align.RIGHT), TableColumn("Worth", Align.RIGHT),
    ]  # fmt: skip
    rows = [
        TableRow([f"{one.code} {one.title}".strip(), _said(one.score), _said(one.residual),
                  source.amount(one.exposure)])
        for one in chances[:_MOST]
    ]  # fmt: skip
    said = f"the higher the score the better; {source.unit}"
    return [CondPageBreak(_ROOM), Section("Opportunities", said), data_table(columns, rows, width)]


def _said(score: int | None) -> str:
    return "–" if score is None else str(score)


def _simulated(source: Source, width: float) -> list[Flowable]:
    """What each risk adds by the simulation that was kept last; nothing where none was."""
    kept = max(source.file.rows(Simulation), key=lambda one: one.id, default=None)
    if kept is None:
        return []
    runs, seed = min(max(kept.runs or _MOST_RUNS, 10), _MOST_RUNS), kept.seed or 0
    try:
        outcome = source.once("risks", lambda: run_simulation(
            source.state, runs, seed, responses=kept.with_responses, strongest=kept.strongest, weigh=True,
            progress=source.goes_on,
        ))  # fmt: skip
    except PlanError:
        return []
    told = weighed_words(outcome, source.formats) if outcome is not None else []
    if not told:
        return []
    columns = [TableColumn("Risk", weight=6), TableColumn("Finish, days", Align.RIGHT),
               TableColumn(f"Cost, {source.formats.currency}", Align.RIGHT)]  # fmt: skip
    rows = [TableRow(list(cells)) for _, cells in told[:_MOST_MOVES]]
    said = f"at the P80, {source.formats.integer(runs)} runs with seed {seed}"
    return [
        CondPageBreak(_ROOM),
        Section("What each risk adds to finish and cost", said),
        data_table(columns, rows, width),
        note("Each is the program simulated with and without that risk; side by side they hide each other,"
             " so the lines don't add up."),
    ]  # fmt: skip


def _assumed(source: Source, width: float) -> list[Flowable]:
    rows = [row for row in source.file.rows(Assumption) if row.status is AssumptionStatus.OPEN]
    if not rows:
        return []
    columns = [TableColumn("Assumption", weight=4), TableColumn("If it is false", weight=3),
               TableColumn("Owner", weight=2), TableColumn("By", Align.RIGHT)]  # fmt: skip
    told = [
        TableRow([f"{row.code} {row.title}", row.consequence or "–", source.person(row.owner_id) or "–",
                  source.formats.date(row.valid_until) or "–"])
        for row in sorted(rows, key=lambda row: (str(row.valid_until or "9"), row.id))
    ]  # fmt: skip
    title = "1 assumption is" if len(rows) == 1 else f"{len(rows)} assumptions are"
    return [CondPageBreak(_ROOM), Section(f"{title} to be confirmed"), data_table(columns, told, width)]
