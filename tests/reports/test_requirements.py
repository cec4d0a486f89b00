"""Packs about gates, requirements and acceptance: what they say of the sample, and of strangers' texts."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from tpm_desktop.gestures.outline import insert_project, insert_task
from tpm_desktop.gestures.records import add_row
from tpm_desktop.plan import OpenProgram
from tpm_desktop.reports import find_pack, write_pack

HOSTILE = "<b>Bold & “quoted”</b> <img src='file:///x'/>"


def text(key: str, program: OpenProgram) -> str:
    target = BytesIO()
    pack = find_pack(key)
    assert pack is not None
    write_pack(pack, program, target)
    return " ".join(" ".join(page.extract_text() for page in PdfReader(target).pages).split())


@pytest.fixture
def program(tmp_path: Path):
    with OpenProgram.create(tmp_path / "p.tpm", name="Renewal") as opened:
        yield opened


def test_an_empty_program_says_what_is_missing(program):
    assert "No gate is to be decided" in text("gate", program)
    assert "No requirement has been registered yet" in text("requirements", program)
    assert "Nothing has been accepted yet" in text("acceptance", program)


def test_a_gate_requirements_and_a_certificate_with_texts_of_strangers(program):
    project = insert_project(program, HOSTILE)
    milestone = insert_task(program, parent=project, name=HOSTILE, duration=0)

    def add(table, **values):
        return add_row(program, table, values)

    person = add("resource", name="Sponsor")
    deliverable = add(
        "deliverable", name=HOSTILE, project_id=project, criteria="long " * 4000, status="drafted"
    )
    need = add("requirement", title=HOSTILE, project_id=project, priority="must", status="agreed")
    add("requirement_coverage", requirement_id=need, deliverable_id=deliverable)
    add("acceptance", deliverable_id=deliverable, by_id=person, role="<para>", verdict="conditions",
        conditions="</font> first")  # fmt: skip
    gate = add("gate", title=HOSTILE, project_id=project, milestone_id=milestone)
    add("gate_criterion", gate_id=gate, title="</td>" * 99, measure="requirements")
    told = text("gate", program)
    assert "1 of 1 mandatory requirements unverified: RQ-1 <b>Bold & “quoted”</b>" in told
    assert "Not go as it stands" in told
    assert "RQ-1 <b>Bold & “quoted”</b>" in text("requirements", program)
    told = text("acceptance", program)
    assert "is accepted with conditions on" in told and "</font> first" in told and "<para>" in told
