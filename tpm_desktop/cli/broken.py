"""What an edit newly breaks of the policy, said beside the command's own answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from tpm_desktop.formats import Formats
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.policy_findings import newly_broken, policy_report
from tpm_desktop.plan.policy_words import mend, one_line


@contextmanager
def telling_broken(program: OpenProgram) -> Iterator[None]:
    """Say on stderr what blocks after the edit and did not before, a line each.

    The command's exit code and its answer stay as they are, since a script may read them.
    """
    before = program.plan.state
    yield
    state = program.plan.state
    report = policy_report(state)
    if not report.blocking:
        return  # what held before need not be looked at
    formats = Formats.of(program.file.program)
    for one in newly_broken(policy_report(before), report):
        if one.blocks:
            said = " ".join(f"{one_line(one, state, formats)}; {mend(one.rule)}".split())
            typer.echo(f"policy: {said}", err=True)
