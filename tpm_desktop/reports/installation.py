"""The installation pages: readiness of each environment with its components, hand-over, and what runs out."""

from __future__ import annotations

from reportlab.platypus import Flowable

from tpm_desktop.model.interfaces import EnvironmentState
from tpm_desktop.plan.installation import WHOLE, EnvironmentLine, environments, services
from tpm_desktop.plan.installation_lacks import Lack, lacks
from tpm_desktop.plan.installation_words import headline, installed_name, lack_words
from tpm_desktop.plan.procurement_words import day_number, day_text, days_text

from .parts import KeyFigure, Section, key_figures, note, nothing, title_block
from .source import Source
from .tables import Align, Cell, TableColumn, TableRow, data_table
from .theme import Paper

_AHEAD = 60
_MOST = 40  # findings on paper


def story(source: Source, paper: Paper) -> list[Flowable]:
    """All of it, on as many pages as it takes."""
    found = [one for one in environments(source.state) if one.state is not EnvironmentState.RETIRED]
    said = source.status_said
    title = title_block(source.about.name, headline(found, source.formats), said)
    if not found:
        return [*title, nothing("Environments and their components are registered under Delivery.")]
    wrong = lacks(source.state, day_number(source.day), _AHEAD)
    width = paper.content
    return [
        *title,
        key_figures(_figures(source, found, wrong), width),
        *_environments(source, found, width),
        *(part for one in found if one.components for part in _components(source, one, width)),
        *_services(source, width),
        *_findings(source, wrong, width),
    ]


def _figures(source: Source, found: list[EnvironmentLine], wrong: list[Lack]) -> list[KeyFigure]:
    formats = source.formats
    parts = [part for one in found for part in one.components]
    steps, done = sum(len(part.steps) for part in parts), sum(part.done for part in parts)
    late = sum(1 for one in found if one.days_late)
    return [
        KeyFigure("Ready", f"{sum(one.share == WHOLE for one in found)} of {len(found)}", "environments"),
        KeyFigure("Late", formats.integer(late), "against the need", "red" if late else "muted"),
        KeyFigure("Steps done", f"{done} of {steps}", f"of {len(parts)} components"),
        KeyFigure("Findings", formats.integer(len(wrong)), f"{_AHEAD} days ahead"),
    ]


def _environments(source: Source, found: list[EnvironmentLine], width: float) -> list[Flowable]:
    state, formats = source.state, source.formats
    columns = [
        TableColumn("Environment", weight=4),
        TableColumn("State", weight=2),
        TableColumn("Components", Align.RIGHT),
        TableColumn("Ready", Align.RIGHT),
        TableColumn("Ready on", Align.RIGHT),
        TableColumn("Needed", Align.RIGHT),
        TableColumn("Late", Align.RIGHT),
    ]
    rows = [
        TableRow(
            [
                installed_name(state, "environment", one.row),
                one.state.label,
                formats.integer(len(one.components), dash=True),
                formats.share(one.share, digits=0),
                day_text(one.ready, formats),
                day_text(one.need, formats),
                Cell(days_text(one.days_late), "critical", strong=True) if one.days_late else "–",
            ]
        )
        for one in found
    ]
    return [Section("Environments"), data_table(columns, rows, width)]


def _components(source: Source, one: EnvironmentLine, width: float) -> list[Flowable]:
    state, formats = source.state, source.formats
    titles = state.inputs.tables["installation_step"].texts
    columns = [
        TableColumn("Component", weight=3),
        TableColumn("State", weight=2),
        TableColumn("Installed", Align.RIGHT),
        TableColumn("Steps", Align.RIGHT),
        TableColumn("Still open", weight=5),
    ]
    rows = []
    for part in one.components:
        open_ = [titles["title"][row] or "" for row in part.steps if titles["state"][row] == "open"]
        rows.append(
            TableRow(
                [
                    installed_name(state, "component", part.row),
                    part.state.label,
                    day_text(part.installed, formats),
                    f"{part.done} of {len(part.steps)}" if part.steps else "–",
                    ", ".join(open_) or "–",
                ]
            )
        )
    return [Section(installed_name(state, "environment", one.row)), data_table(columns, rows, width)]


def _services(source: Source, width: float) -> list[Flowable]:
    state, formats = source.state, source.formats
    found = services(state)
    if not found:
        return []
    columns = [
        TableColumn("Service", weight=4),
        TableColumn("State", weight=2),
        TableColumn("Go-live", Align.RIGHT),
        TableColumn("Steps", Align.RIGHT),
        TableColumn("Known errors", Align.RIGHT),
    ]
    rows = [
        TableRow(
            [
                installed_name(state, "service_transition", one.row),
                one.state.label,
                day_text(one.live, formats),
                f"{one.done} of {len(one.steps)}" if one.steps else "–",
                formats.integer(len(one.errors), dash=True),
            ]
        )
        for one in found
    ]
    return [Section("Hand-over to service"), data_table(columns, rows, width)]


def _findings(source: Source, wrong: list[Lack], width: float) -> list[Flowable]:
    if not wrong:
        return [Section("Findings"), nothing("All is on time, checked and covered.")]
    columns = [
        TableColumn("Finding", weight=2),
        TableColumn("Where", weight=4),
        TableColumn("What to do", weight=4),
    ]
    rows = [
        TableRow([Cell(one.kind, strong=True), one.what, one.mend])
        for one in lack_words(source.state, wrong[:_MOST], source.formats)
    ]
    more = [note(f"And {len(wrong) - _MOST} more.")] if len(wrong) > _MOST else []
    return [Section("Findings"), data_table(columns, rows, width), *more]
