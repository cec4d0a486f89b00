"""A program of three projects, a copy of one of them sent, and somebody who edits it at random."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from tpm_desktop.file.author import Author
from tpm_desktop.file.edit import Edit
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.file.sending import Sent
from tpm_desktop.gestures.baselines import take_baseline
from tpm_desktop.gestures.sending import choose, send_copy
from tpm_desktop.plan import OpenProgram

SECRET = "Hush"  # begins the name of all that the copy of the data centre must not hold

RATE, COST = 987_654, 876_543_210
OWN_TASKS = ("order", "build", "test", "accept")


def made(path: Path) -> Path:
    """Three projects; the data centre waits for a task of the ledger, nothing joins it with the third."""
    with OpenProgram.create(path, start=datetime(2026, 1, 5, 8), author=Author("Sender", "desk")) as program:
        with program.file.transaction("Plan") as edit:
            begin(edit)
        take_baseline(program, "Agreed")
        with program.file.transaction(f"Plan {SECRET} project") as edit:
            edit.add("task", id="gone", project_id="ledger", name=f"{SECRET} is gone")
        program.file.undo()
    return path


def begin(edit: Edit) -> None:
    hours = {"monday": "08:00-12:00"}
    edit.add_all("calendar", [{"id": "shift", "name": "Shift", **hours}])
    edit.add(
        "calendar_exception", id="off", calendar_id="shift", name="Off", first="2026-02-02", last="2026-02-02"
    )
    edit.add("calendar", id="other", name=f"{SECRET} calendar")
    edit.add_all(
        "project",
        [
            {"id": "centre", "name": "Data centre"},
            {"id": "ledger", "name": "Ledger", "notes": f"{SECRET} notes"},
            {"id": "third", "name": f"{SECRET} project"},
        ],
    )
    edit.add_all(
        "resource",
        [
            {"id": "ann", "name": "Ann", "rate": RATE, "calendar_id": "shift"},
            {"id": "shared", "name": "Shared", "rate": RATE},
            {"id": "bob", "name": f"{SECRET} person", "rate": RATE},
        ],
    )
    tasks = [
        {"id": i, "project_id": "centre", "name": i, "duration": 960, "owner_id": "ann"} for i in OWN_TASKS
    ]
    edit.add_all(
        "task", [*tasks, {"id": "part", "project_id": "centre", "parent_id": "build", "name": "Part"}]
    )
    edit.add("task", id="post", project_id="ledger", name="Post", duration=4800, fixed_cost=COST)
    edit.add("task", id="quiet", project_id="ledger", name=f"{SECRET} task")
    edit.add_all("link", [
        {"id": "within", "predecessor_id": "order", "successor_id": "build"},
        {"id": "across", "predecessor_id": "post", "successor_id": "test"},
        {"id": "beyond", "predecessor_id": "quiet", "successor_id": "post", "notes": f"{SECRET} link"},
    ])  # fmt: skip
    edit.add("assignment", id="a1", task_id="order", resource_id="ann", work=960)
    edit.add("assignment", id="a2", task_id="test", resource_id="shared", work=960)
    edit.add("assignment", id="a3", task_id="quiet", resource_id="shared", work=960)
    edit.add("assignment", id="a4", task_id="quiet", resource_id="bob", work=960)
    edit.add("commitment", id="owed", title="Opening balances", giver_id="ledger", giving_task_id="post",
             receiver_id="centre", receiving_task_id="test")  # fmt: skip
    edit.add("commitment", id="other", title=f"{SECRET} reports", giver_id="ledger", receiver_id="third")
    edit.add("risk", id="late", title="Racks come late", project_id="centre", cost=COST)
    edit.add("risk", id="else", title=f"{SECRET} risk", project_id="third")
    edit.add("action", id="act", title=f"{SECRET} action", risk_id="late")
    edit.add("account", id="racks", name="Racks", project_id="centre")
    edit.add("budget_line", id="may", account_id="racks", month="2026-05", planned=COST)
    edit.add("body", id="board", name="Board")
    edit.add("meeting", id="sitting", title=f"{SECRET} sitting", body_id="board", held="2026-05-04T10:00")
    edit.add("decision", id="go", title="Go?", project_id="centre", body_id="board", meeting_id="sitting")


def sent(path: Path, name: str, projects=("centre",), *, rates=False, history=False, note="") -> Path:
    send_to(path, path.with_name(f"{name}.tpm"), projects, rates=rates, history=history, note=note)
    return path.with_name(f"{name}.tpm")


def send_to(path: Path, target: Path, projects=("centre",), *, rates=False, history=False, note="") -> Sent:
    with OpenProgram.open(path, read_only=True, author=Author("Sender", "desk")) as program:
        return send_copy(program, target, choose(projects, rates=rates, history=history), note)


def ids(path: Path, table: str) -> set[str]:
    with ProgramFile.open(path, read_only=True) as file:
        return {row_id for (row_id,) in file.stored(table, ["id"])}


# What it holds


class Worker:
    """Edits the data centre's rows, by ids, in a copy or in the file itself."""

    def __init__(self, chance: random.Random) -> None:
        self.chance, self.tasks, self.number = chance, list(OWN_TASKS), 0

    def next(self) -> Callable[[Edit], object]:
        self.number += 1
        kind = self.chance.choice(["set", "set", "add", "remove", "risk", "assign", "unlink", "owner"])
        task = self.chance.choice(self.tasks)
        minutes = 480 * self.chance.randrange(1, 9)
        if kind == "set":
            return lambda edit: edit.set("task", task, duration=minutes, notes=f"{minutes}")
        if kind == "add":
            new = f"new-{self.number}"
            self.tasks.append(new)
            values = {"id": new, "project_id": "centre", "name": new, "order": f"b{self.number}V"}
            return lambda edit: edit.add("task", **values, duration=minutes)
        if kind == "remove" and len(self.tasks) > 2:
            self.tasks.remove(task)
            return lambda edit: edit.remove("task", task)
        if kind == "risk":
            return lambda edit: edit.set("risk", "late", probability=minutes // 960 + 1, status="treating")
        if kind == "assign":
            values = {"id": f"as-{self.number}", "task_id": task, "resource_id": "ann", "work": minutes}
            return lambda edit: edit.add("assignment", **values, delay=self.number)
        if kind == "unlink":
            return lambda edit: edit.remove("link", self.chance.choice(["within", "across"]))
        return lambda edit: edit.set("task", task, owner_id=None, calendar_id="shift")
