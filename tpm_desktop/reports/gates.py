"""The gate pack: for the next gate of each life cycle what it is ready for, and a place for the verdict."""

from __future__ import annotations

from reportlab.platypus import CondPageBreak, Flowable, PageBreak

from tpm_desktop.plan import instant
from tpm_desktop.plan.life_cycle import GateLine, Judged, LifeCycle, life_cycles
from tpm_desktop.plan.life_cycle_words import (
    criterion_text,
    gate_date,
    gate_headline,
    late_text,
    readiness_text,
    standing_text,
)

from .parts import KeyFigure, Section, key_figures, note, nothing, paragraph, title_block
from .source import Source
from .tables import Align, Cell, TableColumn, TableRow, data_table
from .theme import Paper

_TONES = ("muted", "amber", "red")
_INK = {"Met": "text", "Waived": "near", "Open": "critical"}
_ROOM = 130.0


def story(source: Source, paper: Paper) -> list[Flowable]:
    """A page for each life cycle's next gate, the soonest first."""
    cycles = [one for one in life_cycles(source.state, source.formats) if _tells(source, one)]
    found = sorted(
        ((cycle, cycle.next) for cycle in cycles if cycle.next is not None),
        key=lambda pair: (pair[1].at if pair[1].at > 0 else 1 << 62, pair[1].name),
    )
    if not found:
        return [
            *title_block(source.about.name, "No gate is to be decided."),
            nothing("A gate is tied to a milestone; its criteria are ticked off or computed."),
        ]
    parts: list[Flowable] = []
    for number, (cycle, gate) in enumerate(found):
        parts += [PageBreak()] if number else []
        parts += _page(source, cycle, gate, paper.content)
    return parts


def _tells(source: Source, cycle: LifeCycle) -> bool:
    return source.tells(source.state.outline.ids[cycle.project] if cycle.project >= 0 else None)


def _page(source: Source, cycle: LifeCycle, gate: GateLine, width: float) -> list[Flowable]:
    formats = source.formats
    of = dict.fromkeys((source.about.name, cycle.name))  # a gate of the program itself names it once
    facts = " · ".join([*of, source.status_within])
    figures = [
        KeyFigure("Date", gate_date(gate, formats), late_text(gate, formats) or "as in the baseline"
                  if instant(gate.agreed) else "no baseline"),
        KeyFigure("Criteria", f"{gate.met} of {len(gate.criteria)}", "met or waived", _TONES[gate.rag]),
        KeyFigure("Mandatory open", str(len(gate.blocking)), "stand in the way", _TONES[gate.rag]),
        KeyFigure("Baseline", formats.date(instant(gate.agreed)) or "–", "agreed date"),
    ]  # fmt: skip
    return [
        *title_block(gate.name, gate_headline(gate, formats), facts, gate.name),
        key_figures(figures, width),
        *_criteria(gate, width),
        Section("What may be decided"),
        paragraph(_recommended(gate)),
        *_conditions(source, gate),
        *_earlier(source, cycle, gate, width),
        *_signatures(source, gate, width),
    ]


def _criteria(gate: GateLine, width: float) -> list[Flowable]:
    parts: list[Flowable] = [Section(f"Criteria: {readiness_text(gate)}")]
    if not gate.criteria:
        return [*parts, nothing("None has been registered yet.")]
    columns = [
        TableColumn("State"),
        TableColumn("Criterion", weight=3),
        TableColumn("Figure or evidence", weight=4),
        TableColumn("About"),
    ]
    return [*parts, data_table(columns, [_row(one) for one in gate.criteria], width)]


def _row(one: Judged) -> TableRow:
    word = criterion_text(one)
    title = one.title if one.mandatory else f"{one.title} (not mandatory)"
    return TableRow(
        [Cell(word, _INK[word], strong=True), title, one.figure or "–", one.side.name.capitalize()]
    )


def _recommended(gate: GateLine) -> str:
    """What the criteria allow: the rule that verdicts are held to."""
    if not gate.criteria:
        return "Nothing can be said of the readiness: register criteria first."
    if gate.ready:
        return "Go: no mandatory criterion is open."
    names = "; ".join(one.title for one in gate.blocking)
    return f"Not go as it stands: go with conditions, recycle or stop. Open and mandatory: {names}."


def _conditions(source: Source, gate: GateLine) -> list[Flowable]:
    table = source.state.inputs.tables["gate"]
    said = (table.texts["conditions"][gate.row] or "").strip()
    return [note(f"Noted so far ({gate.verdict.label.lower()}): {said}")] if said else []


def _earlier(source: Source, cycle: LifeCycle, gate: GateLine, width: float) -> list[Flowable]:
    others = [one for one in cycle.gates if one.id != gate.id]
    if not others:
        return []
    columns = [
        TableColumn("Gate", weight=4),
        TableColumn("Date", Align.RIGHT),
        TableColumn("Verdict", weight=2),
    ]
    rows = [
        TableRow([one.name, gate_date(one, source.formats), standing_text(one, source.formats)])
        for one in others
    ]
    return [Section("The other gates"), data_table(columns, rows, width)]


def _signatures(source: Source, gate: GateLine, width: float) -> list[Flowable]:
    texts = source.state.inputs.tables["gate"].texts
    who = source.body(texts["body_id"][gate.row]) or source.person(texts["decided_by_id"][gate.row])
    columns = [
        TableColumn("Verdict", weight=2),
        *(TableColumn(head, weight=2) for head in ("Name", "Date", "Signature")),
    ]
    rows = [TableRow(["Go · Go with conditions · Recycle · Stop", who, "", ""])]
    return [CondPageBreak(_ROOM), Section("Verdict"), data_table(columns, rows, width, roomy=True)]
