"""After an edit the budget is what it would be if the file were read anew, whatever was taken over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pytest

from tpm_desktop.gestures.money import Cell, Measure, set_amounts
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.plan import Plan

MAY = date(2026, 5, 1)


@pytest.fixture
def program(tmp_path: Path) -> Iterator[OpenProgram]:
    with OpenProgram.create(tmp_path / "a.tpm", start=datetime(2026, 1, 5, 8)) as made:
        yield made


@pytest.fixture
def accounts(program: OpenProgram) -> list[str]:
    return [add_row(program, "account", {"name": name}) for name in ("Switches", "Racks")]


def is_as_read_anew(program: OpenProgram) -> bool:
    kept, anew = (plan.state.money.budget.accounts.months for plan in (program.plan, Plan(program.file)))
    return all(np.array_equal(getattr(kept, name), getattr(anew, name)) for name in kept.__slots__)


def enter(program: OpenProgram, account: str, amount: int) -> None:
    set_amounts(program, [Cell(account, MAY, Measure.PLANNED, amount)])


def test_what_was_posted_stays_when_a_plan_is_entered_and_moves_when_it_is_edited(program, accounts):
    first, second = accounts
    posted = {"text": "Racks", "account_id": second, "month": MAY, "amount": 70_000, "kind": "actual"}
    entry = add_row(program, "cost_entry", posted)
    enter(program, first, 120_000)
    assert is_as_read_anew(program)
    set_fields(program, "cost_entry", entry, {"account_id": first})
    assert is_as_read_anew(program)
    enter(program, first, 130_000)
    add_row(program, "account", {"name": "Cables"})
    enter(program, second, 1)
    assert is_as_read_anew(program)
    assert program.plan.state.money.budget.accounts.whole.actual.tolist()[0] == 70_000
