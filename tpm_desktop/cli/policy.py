"""The policy command: what the program is held to, what breaks it, and another policy in its place."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import typer

from tpm_desktop.finance.policy import SCOPE_WORDS, Figure, Judged, Level, Rule, Spending
from tpm_desktop.formats import Formats
from tpm_desktop.gestures.policy import PACKS, pack_text, read_policy_file, set_policy
from tpm_desktop.plan import OpenProgram, State
from tpm_desktop.plan.policy import policy_text
from tpm_desktop.plan.policy_findings import PolicyFinding, Report, policy_report
from tpm_desktop.plan.policy_words import asked_text, borne_text, counted, mend, missing_text, said

from .errors import CommandError
from .options import File, Json
from .output import print_json, print_table

_FILE = typer.Option("--set", metavar="FILE.toml", help="Hold the program to what this file says")
_PACK = typer.Option("--pack", metavar="NAME", help=f"Hold it to a ready policy: {', '.join(PACKS)}")


def policy(
    file: File,
    json: Json = False,
    show: Annotated[bool, typer.Option("--show", help="Print the policy's text")] = False,
    given: Annotated[Path | None, _FILE] = None,
    pack: Annotated[str | None, _PACK] = None,
) -> None:
    """Check budget, forecast and requests against the program's policy; exit 1 where findings block."""
    if given is not None and pack is not None:
        raise CommandError("give a file or a ready policy, not both")
    if given is not None or pack is not None:
        _set(file, given, pack, show=show or json)
        if not (show or json):
            return
    with OpenProgram.open(file, read_only=True) as program:
        state, formats = program.plan.state, Formats.of(program.file.program)
        if show:
            typer.echo(policy_text(state))
            return
        report = policy_report(state)
        if json:
            print_json(_as_json(report, state, formats))
        else:
            _print(report, state, formats)
        if given is None and pack is None and (report.blocking or state.policy.problems):
            raise typer.Exit(1)


def _set(file: Path, given: Path | None, pack: str | None, *, show: bool) -> None:
    with OpenProgram.open(file) as program:
        currency = program.file.program.currency
        text = read_policy_file(given) if given is not None else pack_text(pack or "", currency)
        touched = set_policy(program, text)
        report = policy_report(program.plan.state)
    if not show:
        what = f"{len(touched)} parts of the policy set" if touched else "The policy says that already"
        typer.echo(f"{what}; {counted(report)}.")


def _print(report: Report, state: State, formats: Formats) -> None:
    policy = state.policy
    if policy.is_empty:
        typer.echo(f"No policy was agreed yet; take a ready one with --pack: {', '.join(PACKS)}.")
        return
    lines = [
        [
            finding.rule.id,
            finding.subject.name,
            said(finding, state, formats),
            _standing(finding),
            f"line {finding.rule.line}",
            borne_text(finding.borne, formats) if finding.borne else mend(finding.rule),
        ]
        for finding in report.found
    ]
    for problem in policy.problems:
        typer.echo(f"The policy can't be read as a whole: {problem}")
    if lines:
        heads = ["Rule", "What", "Figure", "", "Policy", "Mend"]
        print_table(heads, lines, [False] * 6)
        typer.echo()
    typer.echo(f"{len(policy.rules)} rules: {counted(report)}; {len(_unknown(report))} can't be assessed.")


def _standing(finding: PolicyFinding) -> str:
    if finding.borne:
        return "waived"
    return "blocks" if finding.blocks else "soft"


def _as_json(report: Report, state: State, formats: Formats) -> dict[str, Any]:
    """Money in minor units, shares in hundredths of a per cent, indices and years as text."""
    policy = state.policy
    return {
        "name": policy.name or None,
        "version": policy.version or None,
        "currency": policy.currency or None,
        "problems": [{"line": one.line, "text": one.text} for one in policy.problems],
        "levels": [_level(level) for level in policy.levels],
        "settings": {key: _plain(value) for key, value in policy.settings.items()},
        "rules": [_rule(rule, report, formats) for rule in policy.rules],
        "findings": [_finding(finding, state, formats) for finding in report.found],
        "not_assessable": [_open(judged) for judged in report.open],
        "blocking": report.blocking,
    }


def _level(level: Level) -> dict[str, Any]:
    limits = {str(kind): level.limits[kind] for kind in Spending if kind in level.limits}
    return {"role": level.role, "limits": limits, "line": level.line}


def _rule(rule: Rule, report: Report, formats: Formats) -> dict[str, Any]:
    return {
        "id": rule.id,
        "title": rule.title,
        "scope": rule.scope.value,
        "severity": rule.severity.value,
        "asks": asked_text(rule, formats),
        "waiver": rule.waiver,
        "source": rule.source or None,
        "line": rule.line,
        "holds": report.holds.get(rule.id, 0),
        "broken": len(report.of_rule(rule.id)),
        "mend": rule.to_do,
    }


def _finding(finding: PolicyFinding, state: State, formats: Formats) -> dict[str, Any]:
    judged, borne = finding.judged, finding.borne
    return {
        "rule": finding.rule.id,
        "title": finding.rule.title,
        "scope": SCOPE_WORDS[finding.rule.scope],
        "table": finding.subject.table,
        "id": finding.subject.id,
        "name": finding.subject.name,
        "metrics": [metric.key for metric in judged.metrics],
        "figures": [_plain(figure) for figure in judged.figures],
        "limits": [_plain(limit) for limit in judged.limits],
        "said": said(finding, state, formats),
        "severity": finding.rule.severity.value,
        "blocks": finding.blocks,
        "line": finding.rule.line,
        "source": finding.rule.source or None,
        "mend": mend(finding.rule),
        "waived": None
        if borne is None
        else {"id": borne.id, "by": borne.by, "role": borne.role, "reason": borne.reason,
              "until": borne.until.isoformat()},
    }  # fmt: skip


def _open(judged: Judged) -> dict[str, Any]:
    subject = judged.subject
    about = {"table": subject.table, "id": subject.id, "name": subject.name}
    return {"rule": judged.rule.id, **about, "why": missing_text(judged)}


def _unknown(report: Report) -> set[str]:
    """The rules of which nothing could be judged."""
    found = {finding.rule.id for finding in report.found}
    return {judged.rule.id for judged in report.open} - found - set(report.holds)


def _plain(figure: Figure) -> Any:
    return str(figure) if isinstance(figure, Decimal) else figure
