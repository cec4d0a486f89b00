"""Two component projects of which one waits for the other."""

from __future__ import annotations

from tpm_desktop.formats import Formats
from tpm_desktop.gestures.links import link
from tpm_desktop.gestures.outline import insert_project, insert_task
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.plan import OpenProgram, instant
from tpm_desktop.plan.commitment_words import lacks_text
from tpm_desktop.plan.commitments import commitments

FORMATS = Formats("en_GB", currency="EUR", year=2026)
DAY = 480


class Two:
    """Two projects of which one waits for the other: Build (10 d) gives what Test (5 d) needs."""

    def __init__(self, program: OpenProgram) -> None:
        self.program = program
        self.cloud, self.sales = insert_project(program, "Cloud"), insert_project(program, "Sales")
        self.build = self.task(self.cloud, "Build", 10)
        self.test = self.task(self.sales, "Test", 5)
        self.close = self.task(self.sales, "Close", 20)

    def task(self, project, name, days, **fields):
        made = insert_task(self.program, parent=project, name=name, duration=round(days * DAY))
        if fields:
            set_fields(self.program, "task", made, fields)
        return made

    def link(self, **how):
        return link(self.program, self.build, self.test, **how)

    def commit(self, **values):
        tied = {"giving_task_id": self.build, "receiving_task_id": self.test}
        return add_row(self.program, "commitment", {"title": "Platform", **tied, **values})

    @property
    def state(self):
        return self.program.plan.state

    @property
    def promise(self):
        (found,) = commitments(self.state)
        return found

    def said(self):
        return lacks_text(self.state, self.promise, FORMATS)


def day(at: int) -> str:
    """An instant of the engine for comparing."""
    when = instant(at)
    return f"{when:%Y-%m-%d %H:%M}" if when else ""
