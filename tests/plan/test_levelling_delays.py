"""Levelling delays put tasks where levelling has them, and no later."""

from __future__ import annotations

import random
from datetime import datetime
from pathlib import Path

from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.levelling import Mode, propose


def test_delays_of_chains_do_not_add_up(tmp_path: Path) -> None:
    chance = random.Random(1)
    with OpenProgram.create(tmp_path / "p.tpm", start=datetime(2026, 1, 5, 8)) as program:
        with program.file.transaction("Plan") as edit:
            people = [edit.add("resource", name=f"R{number}") for number in range(12)]
            project = edit.add("project", name="Project")
            days = chance.choices(range(1, 9), k=300)
            made = [{"project_id": project, "name": f"T{n}", "duration": d * 480} for n, d in enumerate(days)]
            ids = edit.add_all("task", made)
            pairs = [(n, n + chance.randrange(1, 10)) for n in range(len(ids) - 10)]
            edit.add_all("link", [{"predecessor_id": ids[a], "successor_id": ids[b]} for a, b in pairs])
            edit.add_all("assignment", [{"task_id": i, "resource_id": chance.choice(people)} for i in ids])
        proposal = propose(program.plan.state, Mode.EARLIEST, 0.2)
    assert proposal.overloads_before
    assert not proposal.overloads_after
    length = sum(days) // 12 * 1440 * 7 // 5
    assert proposal.after.program_finish - proposal.state.schedule.program_start < 2 * length + 200 * 1440
