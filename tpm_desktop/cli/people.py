"""The commands raci and staffing-plan: who answers for what, and whom the plan needs against who is there."""

from __future__ import annotations

from typing import Any

import typer

from tpm_desktop.formats import Formats
from tpm_desktop.model.raci import PARTIES, SUBJECTS
from tpm_desktop.plan import OpenProgram, State
from tpm_desktop.plan.due import day_of_status
from tpm_desktop.plan.raci import RaciMatrix, raci_headline, raci_matrix
from tpm_desktop.plan.skills import SkillGap, skill_gaps
from tpm_desktop.plan.staffing_plan import StaffingPlan, staffing_plan
from tpm_desktop.plan.staffing_plan_words import staffing_headline, standing_words, vacancy_words

from .options import File, Json
from .output import print_json, print_table


def raci(file: File, json: Json = False) -> None:
    """Tell who is responsible, accountable, consulted and informed, and what breaks the rules of that."""
    with OpenProgram.open(file, read_only=True) as program:
        found = raci_matrix(program.file, program.plan.state)
        if json:
            print_json(_raci_as_json(found))
        else:
            _print_raci(found)


def _raci_as_json(found: RaciMatrix) -> dict[str, Any]:
    party = {one.id: one for one in found.parties}
    named = {one.id: one for one in found.subjects}
    return {
        "cells": [
            {"table": SUBJECTS[named[one].field], "id": one, "name": named[one].name,
             "party_table": PARTIES[party[to].field], "party_id": to, "party": party[to].name,
             "letters": letters}
            for (one, to), letters in found.letters.items()
        ],
        "findings": [
            {"table": one.table, "id": one.id, "name": one.name, "rule": one.breach.name.lower(),
             "said": one.breach.value, "mend": one.mend}
            for one in found.findings
        ],
    }  # fmt: skip


def _print_raci(found: RaciMatrix) -> None:
    typer.echo(raci_headline(found))
    by: dict[str, dict[str, list[str]]] = {}
    names = {one.id: one.name for one in found.parties}
    for (subject, party), letters in found.letters.items():
        for letter in letters:
            by.setdefault(subject, {}).setdefault(letter, []).append(names[party])
    rows = [
        ["  " * one.level + one.name, *(", ".join(by[one.id].get(letter, ())) for letter in "RACI")]
        for one in found.subjects
        if one.id in by
    ]
    if rows:
        print_table(["", "Responsible", "Accountable", "Consulted", "Informed"], rows, [False] * 5)
    for one in found.findings:
        typer.echo(f"{one.name}: {one.breach.value.lower()}; {one.mend}")


def staffing_plan_(file: File, json: Json = False) -> None:
    """Tell whom the plan needs by role and month, who is there, and what waits for vacant positions."""
    with OpenProgram.open(file, read_only=True) as program:
        state, formats = program.plan.state, Formats.of(program.file.program)
        day = day_of_status(state)
        found, gaps = staffing_plan(program.file, state, day), skill_gaps(program.file, state, day)
        if json:
            print_json(_plan_as_json(state, found, gaps))
        else:
            _print_plan(program, found, gaps, formats)


def _plan_as_json(state: State, found: StaffingPlan, gaps: list[SkillGap]) -> dict[str, Any]:
    """Work in minutes; tasks and milestones by id."""
    ids = state.outline.ids
    return {
        "months": [month.isoformat()[:7] for month in found.months],
        "full_time": found.whole.tolist(),
        "roles": [
            {"id": one.id or None, "name": one.name, "need": one.need.tolist(),
             "filled": one.filled.tolist(), "expected": one.expected.tolist(),
             "planned": one.planned.tolist(), "short": one.short.tolist()}
            for one in found.roles
        ],
        "vacancies": [
            {"id": one.position.id, "code": one.position.code, "title": one.position.title,
             "state": one.position.state.value, "days": one.days, "missing": one.missing,
             "hit": one.hit.isoformat() if one.hit else None,
             "milestone": ids[one.milestone] if one.milestone >= 0 else None,
             "tasks": [{"id": ids[task.row], "work": task.work} for task in one.tasks]}
            for one in found.vacancies
        ],
        "skill_gaps": [
            {"table": one.table, "id": one.id, "skill": one.skill, "level": one.level, "best": one.best,
             "resources": list(one.who)}
            for one in gaps
        ],
    }  # fmt: skip


def _print_plan(program: OpenProgram, found: StaffingPlan, gaps: list[SkillGap], formats: Formats) -> None:
    typer.echo(staffing_headline(found, formats))
    rows = [
        [
            f"{one.position.code or ''} {one.position.title}".strip(),
            standing_words(one, formats),
            vacancy_words(program.plan.state, one, formats),
        ]
        for one in found.vacancies
    ]
    if rows:
        print_table(["Vacant", "Stands", "What leans on it"], rows, [False] * 3, open_end=True)
    names = dict(program.file.stored("resource", ["id", "name"]))
    for gap in gaps:
        lacking = gap.lacking(names)
        typer.echo(f"{gap.name}: {gap.words}" + (f" ({lacking})" if lacking else ""))
