"""The holidays command: public holidays as days off in a calendar."""

from __future__ import annotations

from typing import Annotated

import typer

from tpm_desktop.gestures.lookup import find_row
from tpm_desktop.plan import OpenProgram

from .errors import CommandError
from .options import File, Json
from .output import print_json


def holidays(
    file: File,
    calendar: Annotated[str, typer.Argument(metavar="CALENDAR", help="The calendar's name or id")],
    country: Annotated[str, typer.Option(help="Two letters, such as DE")],
    state: Annotated[str | None, typer.Option(help="A part of the country with its own holidays: BY")] = None,
    first: Annotated[int | None, typer.Option("--from", help="The first year; that of the start")] = None,
    last: Annotated[int | None, typer.Option("--to", help="The last year; that of the finish")] = None,
    json: Json = False,
) -> None:
    """Put the public holidays of a country or state into a calendar."""
    from tpm_desktop.gestures.holidays import add_holidays, holidays_for, usual_years, why_none

    with OpenProgram.open(file) as program:
        calendar_id = find_row(program.file, "calendar", calendar)
        if calendar_id is None:
            raise CommandError(f"no calendar is called {calendar!r}; “list calendar” shows what there is")
        years = usual_years(program, first, last)
        asked = calendar_id, country, state, *years
        added = add_holidays(program, *asked)
        found = [] if added else holidays_for(program, *asked)
    if json:
        print_json([{"day": day.day.isoformat(), "name": day.name} for day in added])
    elif not added:
        typer.echo(f"No day added to {calendar}: {why_none(found)}")
    else:
        typer.echo(f"{len(added)} days off added to {calendar}, {years[0]} to {years[1]}")
