"""Taking a step with a capital request: who may, what it must have, and what the step leaves behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.formats import Formats
from tpm_desktop.model.capital import CapitalState
from tpm_desktop.model.capital_life import LifeStep, Stage
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.capital.book import Book, read_books
from tpm_desktop.plan.capital.life import lacks, last_day, offered, same_person
from tpm_desktop.plan.capital.room import room_on_account

from .capital_policy import approving

Values = Mapping[str, Any]
Edits = dict[tuple[str, str], dict[str, Any]]
_FRESH = 90
"""Days for which the figures of a deferred request hold."""
_ABOUT_THE_SUM = (Stage.SUBMITTED, Stage.REVIEWED, Stage.APPROVED)


def step_taken(program: OpenProgram, added: Sequence[Values]) -> tuple[Edits, list[Values]]:
    """The states that follow from new steps, and the steps with the sum that they are about.

    Raises: `EditError` where a step can't be taken; it says what is missing, or who may.
    """
    found: Edits = {}
    steps: list[Values] = []
    for values in added:
        request_id = str(values.get("request_id"))
        if ("capital_request", request_id) in found:
            raise EditError("take one step of a request at a time")
        book = next(iter(read_books(program.plan.state.capital, [request_id])), None)
        if book is None:
            raise EditError("that capital request is gone")
        made = _checked(program, book, values)
        until = {"approved_until": made.pop("until")} if "until" in made else {}
        if made.get("look_again"):
            until["look_again"] = made["look_again"]
        steps.append(made)
        found["capital_request", request_id] = {"state": CapitalState(made["state"]), **until}
    return found, steps


def _checked(program: OpenProgram, book: Book, values: Values) -> dict[str, Any]:
    state, formats = program.plan.state, Formats.of(program.file.program)
    code, day = book.request.code, last_day(state)
    step = _offered(book, values, day)
    if step.reason and not str(values.get("note") or "").strip():
        raise EditError(f"say why in the note: {code} is to become {step.to.label.lower()}")
    person = values.get("by_id")
    if not person:
        raise EditError(f"say who takes the step “{step.verb}” with {code}")
    if (taken := same_person(book, step, str(person))) is not None:
        done = taken.label.lower()
        raise EditError(f"who has {done} {code} can’t {step.verb.lower()} it as well; choose another person")
    _refuse_date(book, values, formats, day)
    if missing := list(lacks(book, step.to)):
        raise EditError(f"{code} can’t be {step.to.label.lower()} yet: enter {missing[0]}")
    _refuse_deferral(book, step, values, formats)
    if step.to is Stage.SUBMITTED and (short := room_on_account(state, book, formats)):
        raise EditError(short)
    made = _with_amount(book, step, values, formats)
    return {**made, **approving(program, book, made)} if step.to is Stage.APPROVED else made


def _offered(book: Book, values: Values, day: date) -> LifeStep:
    stage, to = book.stage(day), str(values.get("state"))
    steps = [step for step in offered(book, day) if step.table == "capital_step"]
    for step in steps:
        if step.to == to:
            return step
    words = " or ".join(step.to.label.lower() for step in steps)
    follows = f"it can become {words}" if words else "that is final"
    wanted = Stage(to).label.lower()
    raise EditError(f"{book.request.code} is {stage.label.lower()}, so it can’t become {wanted}: {follows}")


def _refuse_date(book: Book, values: Values, formats: Formats, day: date) -> None:
    taken = values.get("taken")
    on = date.fromisoformat(taken) if isinstance(taken, str) else taken
    if not isinstance(on, date):
        return  # the column says what is missing
    last = max((one.taken for one in book.steps), default=None)
    if last is not None and on < last:
        raise EditError(f"the step before was taken on {formats.date(last, year=True)}; enter a later date")
    if on > day:
        raise EditError(f"{formats.date(on, year=True)} lies ahead; enter the day on which it was decided")


def _refuse_deferral(book: Book, step: LifeStep, values: Values, formats: Formats) -> None:
    """What is deferred says until when; its figures are looked at again only while they are fresh."""
    code, again, taken = book.request.code, _day(values.get("look_again")), _day(values.get("taken"))
    if step.to is not Stage.DEFERRED:
        if again is not None:
            raise EditError(f"only what is deferred says when to look again; clear it for {code}")
    elif again is None:
        raise EditError(f"say on which day to look at {code} again")
    elif taken is not None and again <= taken:
        raise EditError(f"look at {code} again on a day after {formats.date(taken, year=True)}")
    if step.to is Stage.REVIEWED and book.request.state is CapitalState.DEFERRED and taken is not None:
        made = max((one.taken for one in book.steps if one.state is CapitalState.SUBMITTED), default=taken)
        if (taken - made).days > _FRESH:
            old = f"the figures of {code} are those of {formats.date(made, year=True)}"
            raise EditError(f"{old}, more than {_FRESH} days old; return it to a draft and submit it anew")


def _day(said: Any) -> date | None:
    return date.fromisoformat(said) if isinstance(said, str) and said else said or None


def _with_amount(book: Book, step: LifeStep, values: Values, formats: Formats) -> dict[str, Any]:
    made = dict(values)
    if step.to not in _ABOUT_THE_SUM:
        return made
    if made.get("amount") is None:
        made["amount"] = book.requested
    if step.to is not Stage.APPROVED:
        made["amount"] = book.requested
    elif made["amount"] > book.requested:
        asked = formats.money(book.requested, currency=True)
        raise EditError(f"{book.request.code} asks for {asked}; approve that or less")
    elif made["amount"] < book.committed:
        ordered = formats.money(book.committed, currency=True)
        raise EditError(f"{ordered} is ordered on {book.request.code} already; approve that or more")
    return made
