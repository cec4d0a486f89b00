"""The procurement command: packages with need and delivery, what is the matter, how bids come off."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from tpm_desktop.formats import Formats
from tpm_desktop.gestures.lookup import find_row
from tpm_desktop.gestures.procurement import award as award_bid
from tpm_desktop.plan import OpenProgram, State
from tpm_desktop.plan.due import day_of_status
from tpm_desktop.plan.procurement import Package, evaluation, packages
from tpm_desktop.plan.procurement_troubles import troubles
from tpm_desktop.plan.procurement_words import (
    day_number,
    day_text,
    days_text,
    headline,
    iso_day,
    row_name,
    trouble_words,
)

from .errors import CommandError
from .options import File, Json
from .output import print_json, print_table

Of = Annotated[str, typer.Option("--package", metavar="CODE", help="How the bids of this package come off")]
Award = Annotated[str, typer.Option(metavar="BID", help="Award this bid; a decision records it")]
Reason = Annotated[str, typer.Option(help="With --award: why this bid")]
By = Annotated[str, typer.Option(metavar="NAME", help="With --award: who has decided")]
Ahead = Annotated[int, typer.Option(min=0, max=3650, help="So many days are looked ahead for what runs out")]


def procurement_(
    file: File, package: Of = "", award: Award = "", reason: Reason = "", by: By = "", days: Ahead = 60,
    json: Json = False,
) -> None:  # fmt: skip
    """List procurement packages and what is the matter; compare bids, and award one."""
    with OpenProgram.open(file, read_only=not award) as program:
        if award:
            person = _row(program, "resource", by) if by else None
            decision = award_bid(program, _row(program, "bid", award), reason, person)
            typer.echo(decision)
        elif package:
            _tell_bids(program, _row(program, "procurement_package", package), json=json)
        else:
            _tell_packages(program, days, json=json)


def _row(program: OpenProgram, table: str, said: str) -> str:
    row_id = find_row(program.file, table, said)
    if row_id is None:
        raise CommandError(
            f"no {table.replace('_', ' ')} is called {said!r}; “list {table}” shows what there is"
        )
    return row_id


def _tell_packages(program: OpenProgram, ahead: int, *, json: bool) -> None:
    state, formats = program.plan.state, Formats.of(program.file.program)
    found = packages(state)
    wrong = troubles(state, day_number(day_of_status(state)), ahead)
    words = trouble_words(state, wrong, formats)
    if json:
        print_json(
            {
                "headline": headline(found, formats),
                "packages": [_package(state, one) for one in found],
                "findings": [
                    {
                        "finding": one.kind.value,
                        "table": one.table,
                        "id": one.id,
                        "what": said.what,
                        "mend": said.mend,
                    }
                    for one, said in zip(wrong, words, strict=True)
                ],
            }
        )
        return
    typer.echo(headline(found, formats))
    if found:
        typer.echo("")
        lines = [
            [
                row_name(state, "procurement_package", one.row), one.state.label, day_text(one.need, formats),
                day_text(one.expected, formats), one.source.value,
                days_text(one.days_late) if one.days_late else "",
            ]
            for one in found
        ]  # fmt: skip
        heads = ["Package", "State", "Needed", "Expected", "As", "Late"]
        print_table(heads, lines, [False, False, True, True, False, True])
    if words:
        typer.echo("")
        print_table(
            ["Finding", "Where", "What to do"], [[w.kind, w.what, w.mend] for w in words], [False] * 3
        )


def _package(state: State, one: Package) -> dict[str, Any]:
    """Dates as ISO days, amounts in minor units."""
    texts, tables = state.inputs.tables["procurement_package"].texts, state.inputs.tables
    dates = tables["package_date"]
    return {
        "id": one.id,
        "code": texts["code"][one.row],
        "title": texts["title"][one.row],
        "state": one.state.value,
        "needed": iso_day(one.need),
        "expected": iso_day(one.expected),
        "expected_as": one.source.value,
        "days_late": one.days_late,
        "awarded": tables["bid"].ids[one.awarded] if one.awarded >= 0 else None,
        "contracts": [tables["contract"].ids[row] for row in one.contracts],
        "orders": [tables["purchase_order"].ids[row] for row in one.orders],
        "ordered": one.ordered,
        "dates": [
            {
                "state": dates.texts["state"][row],
                "planned": iso_day(int(dates.numbers["planned"][row])),
                "reached": iso_day(int(dates.numbers["reached"][row])),
            }
            for row in one.dates
        ],
    }


def _tell_bids(program: OpenProgram, package_id: str, *, json: bool) -> None:
    state, formats = program.plan.state, Formats.of(program.file.program)
    tables = state.inputs.tables
    found = evaluation(state, tables["procurement_package"].row[package_id])
    titles = [tables["bid_criterion"].texts["title"][row] or "" for row in found.criteria]
    by_rank = sorted(
        zip(found.bids, found.found, strict=True),
        key=lambda pair: (pair[1].rank or len(found.bids) + 1, -pair[1].points),
    )
    if json:
        print_json(
            [
                {
                    "id": tables["bid"].ids[row],
                    "bid": row_name(state, "bid", row),
                    "points": one.points / 100,
                    "rank": one.rank,
                    "out": one.is_out,
                    "knocked_out_by": [titles[at] for at in one.knocked_out],
                    "missing": [titles[at] for at in one.missing],
                    "scores": {
                        title: None if score is None else round(float(score), 4)
                        for title, score in zip(titles, one.scores, strict=True)
                    },
                }
                for row, one in by_rank
            ]
        )
        return
    lines = [
        [
            row_name(state, "bid", row),
            *("–" if score is None else formats.decimal(float(score), 1) for score in one.scores),
            formats.decimal(one.points / 100, 1),
            "out" if one.is_out else str(one.rank) if one.rank else "incomplete",
        ]
        for row, one in by_rank
    ]
    if not found.is_whole:
        typer.echo(f"The weights come to {formats.share(found.weight)}, not to 100 %.\n")
    print_table(["Bid", *titles, "Points", "Rank"], lines, [False, *[True] * (len(titles) + 2)])
