"""The estimate command: rounds with their lines, and the steps from the plan to the budget."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from tpm_desktop.gestures.estimate_budget import make_budget, proposed_budget
from tpm_desktop.gestures.estimates import (
    approve_round,
    begin_round,
    proposed,
    return_round,
    review_round,
    take_from_plan,
)
from tpm_desktop.gestures.lookup import find_row
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.estimates import Round, rounds

from .errors import CommandError
from .estimate_told import print_comparison, print_proposal, print_rounds
from .options import File, Json


class Act(StrEnum):
    """What is done with rounds of estimates."""

    LIST = "list"
    COMPARE = "compare"
    PREVIEW = "preview"
    BEGIN = "begin"
    TAKE = "take"
    REVIEW = "review"
    RETURN = "return"
    APPROVE = "approve"
    BUDGET = "budget"


_READS = (Act.LIST, Act.COMPARE, Act.PREVIEW)
Named = Annotated[str | None, typer.Option("--round", "-r", help="Which round; the newest unless given")]
Other = Annotated[str | None, typer.Option("--with", help="compare: with this round; begin: its lines")]
Title = Annotated[str | None, typer.Option("--title", help="begin: what the round is called")]
Person = Annotated[
    str | None, typer.Option("--by", help="begin: who prepares; review, approve, budget: who does")
]
Reason = Annotated[str | None, typer.Option("--reason", help="budget: why")]


def estimate(
    file: File,
    act: Annotated[Act, typer.Argument(help="What to do")] = Act.LIST,
    named: Named = None,
    other: Other = None,
    title: Title = None,
    by: Person = None,
    reason: Reason = None,
    json: Json = False,
) -> None:
    """Tell rounds of estimates, take them from the plan, have them approved, make the budget from one."""
    with OpenProgram.open(file, read_only=act in _READS) as program:
        if act is Act.LIST:
            found = rounds(program.plan.state) if named is None else [_round(program, named)]
            print_rounds(program, found, json=json)
            return
        if act is Act.BEGIN:
            typer.echo(_begin(program, title, other, by))
            return
        one = _round(program, named)
        if act is Act.COMPARE:
            print_comparison(program, _earlier(program, one, other), one, json=json)
        elif act is Act.PREVIEW:
            print_proposal(program, proposed_budget(program, one.row.id), json=json)
        elif act is Act.TAKE:
            count = take_from_plan(program, one.row.id)
            typer.echo(f"{count:,} {'line' if count == 1 else 'lines'} taken from the plan")
        elif act is Act.BUDGET:
            person = _person(program, by)
            typer.echo(make_budget(program, one.row.id, approved_by_id=person, reason=reason))
        elif act is Act.RETURN:
            return_round(program, one.row.id)
        else:
            step = review_round if act is Act.REVIEW else approve_round
            step(program, one.row.id, _person(program, by))


def _round(program: OpenProgram, said: str | None) -> Round:
    found = rounds(program.plan.state)
    if not found:
        raise CommandError("there are no estimates yet; begin a round: estimate FILE begin --title TITLE")
    if said is None:
        return found[-1]
    row_id = find_row(program.file, "estimate_round", said)
    one = next((one for one in found if one.row.id == row_id), None)
    if one is None:
        raise CommandError(f"no round of estimates is called {said!r}; “estimate FILE” shows what there is")
    return one


def _earlier(program: OpenProgram, one: Round, said: str | None) -> Round:
    """The round to compare with: the one that is named, else the one before."""
    if said is not None:
        return _round(program, said)
    found = rounds(program.plan.state)
    place = [each.row.id for each in found].index(one.row.id)
    if place == 0:
        raise CommandError(f"there is no round before {one.row.code}; say which one with --with ROUND")
    return found[place - 1]


def _person(program: OpenProgram, said: str | None) -> str | None:
    if said is None:
        return None
    row_id = find_row(program.file, "resource", said)
    if row_id is None:
        raise CommandError(f"no person or role is called {said!r}; “list resource” shows who there is")
    return row_id


def _begin(program: OpenProgram, title: str | None, other: str | None, by: str | None) -> str:
    if title is None:
        raise CommandError("say what the round is called: --title TITLE")
    earlier = _round(program, other) if other is not None else None
    values = {**proposed(program, earlier), "title": title}
    if by is not None:
        values["prepared_by_id"] = _person(program, by)
    return begin_round(program, values, earlier.row.id if earlier else None)
