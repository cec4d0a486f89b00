"""Three copies, edited apart at random without conflict: merged in any order they hold the same rows."""

from __future__ import annotations

import random
from datetime import datetime
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.plan.copies import copy, edited, merged, proposed, rows
from tpm_desktop.file.edit import Edit
from tpm_desktop.file.verify import verify
from tpm_desktop.plan import OpenProgram

NAMES = ("ann", "bob", "cem")
FIELDS = {"ann": "name", "bob": "notes", "cem": "wbs"}  # whose field of rows that all may edit
SHARED = [f"shared-{n}" for n in range(4)]
LINKED = [f"linked-{n}" for n in range(5)]
OWN = {name: [f"{name}-{n}" for n in range(4)] for name in NAMES}


def begun(path: Path) -> Path:
    with (
        OpenProgram.create(path, start=datetime(2026, 1, 5, 8)) as program,
        program.file.transaction("Plan") as edit,
    ):
        edit.add_all("project", [{"id": "one", "name": "One"}, {"id": "two", "name": "Two"}])
        tasks = [*SHARED, *LINKED, *(task for own in OWN.values() for task in own)]
        edit.add_all("task", [{"id": i, "project_id": "one", "name": i, "duration": 480} for i in tasks])
        edit.add("risk", title="First")
        edit.add("account", id="racks", name="Racks")
    return path


class Person:
    """Edits one copy: shared rows in a field of their own, rows of their own in any way, and new rows."""

    def __init__(self, name: str, chance: random.Random) -> None:
        self.name, self.chance, self.left = name, chance, list(OWN[name])
        self.attached: set[tuple[str, str]] = set()  # one copy takes no name twice on one row

    def gesture(self, edit: Edit) -> None:
        gestures = [self.set, self.risk, self.task, self.link, self.amount, self.move, self.remove]
        self.chance.choice([*gestures, self.attach])(edit)

    def set(self, edit: Edit) -> None:
        edit.set(
            "task",
            self.chance.choice(SHARED),
            **{FIELDS[self.name]: f"By {self.name} {self.chance.random()}"},
        )

    def risk(self, edit: Edit) -> None:
        edit.add("risk", title=f"Of {self.name}")

    def task(self, edit: Edit) -> None:
        edit.add(
            "task", project_id="one", parent_id=self.chance.choice([None, *SHARED]), name=f"Of {self.name}"
        )

    def link(self, edit: Edit) -> None:
        before, after = sorted(self.chance.sample(LINKED, 2))
        edit.add("link", predecessor_id=before, successor_id=after)

    def amount(self, edit: Edit) -> None:
        month = f"2026-{self.chance.randrange(1, 4):02}"
        edit.add("budget_line", account_id="racks", month=month, planned=100)

    def attach(self, edit: Edit) -> None:
        place = (self.chance.choice(SHARED[:2]), self.chance.choice(["o.pdf", "o (2).pdf"]))
        if place not in self.attached:
            self.attached.add(place)
            content = self.chance.choice([b"alike", self.name.encode()])
            edit.attach("task", *place, content, by=self.name)

    def move(self, edit: Edit) -> None:
        if len(self.left) > 1:
            part, whole = self.left[-1], self.left[0]
            edit.set(
                "task",
                part,
                parent_id=self.chance.choice([None, whole]),
                order=f"b{self.chance.randrange(9)}V",
            )

    def remove(self, edit: Edit) -> None:
        if len(self.left) > 2:
            edit.remove("task", self.left.pop(1))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), orders=st.permutations(list(permutations(NAMES))))
def test_the_order_of_merging_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, seed: int, orders: list[tuple[str, str, str]]
) -> None:
    start = begun(tmp_path_factory.mktemp("copies") / "start.tpm")
    copies = {}
    for name in NAMES:
        person = Person(name, random.Random(f"{seed} {name}"))
        copies[name] = edited(copy(start, name), *[person.gesture] * 6)
    outcomes = []
    for number, order in enumerate(orders[:3]):  # others for each example
        one, two, three = (copies[name] for name in order)
        pair = merged(one, two, f"pair-{number}")
        outcomes.append(merged(pair, three, f"left-{number}"))
        outcomes.append(merged(three, pair, f"right-{number}"))
    expected = rows(outcomes[0])
    assert all(rows(outcome) == expected for outcome in outcomes)
    last = outcomes[-1]
    verify(last)
    assert not proposed(last, copies[NAMES[0]]).new
    assert rows(merged(copies[NAMES[0]], last, "caught-up")) == expected


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_a_merge_that_is_undone_leaves_the_rows_from_before(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    start = begun(tmp_path_factory.mktemp("copies") / "start.tpm")
    one, two = (
        edited(copy(start, name), *[Person(name, random.Random(f"{seed} {name}")).gesture] * 5)
        for name in ("ann", "bob")
    )
    both = merged(one, two, "both")
    after = rows(both)
    with OpenProgram.open(both) as program:
        assert program.file.undo() is not None
    assert rows(both) == rows(one)
    with OpenProgram.open(both) as program:
        assert program.file.redo() is not None
    assert rows(both) == after
