"""The earned value pack of the sample program and of an empty one."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from tpm_desktop.gestures.records import add_row
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.earned_lines import lines
from tpm_desktop.plan.earned_value import earned_value
from tpm_desktop.reports import find_pack, write_pack
from tpm_desktop.samples import create_demo


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    path = tmp_path_factory.mktemp("sample") / "sample.tpm"
    create_demo(path)
    with OpenProgram.open(path) as program:
        yield program


def text(program, kind="evm"):
    made = BytesIO()
    write_pack(find_pack(kind), program, made)
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(made).pages)


def test_the_pack_shows_the_figures_that_the_plan_has(sample):
    state = sample.plan.state
    whole = lines(state, earned_value(state))[-1]
    told = text(sample)
    assert f"SPI {float(whole.found.spi):.2f}, CPI {float(whole.found.cpi):.2f}" in told
    amounts = [round(int(part) / 100_000) for part in (whole.found.bac, whole.found.pv, whole.found.ev)]
    assert "Program " + " ".join(f"{amount:,}" for amount in amounts) in told
    assert "C-2 Network equipment and cabling 700" in told
    assert "Cost against time: 2 of 18 accounts behind plan and over cost" in told
    assert "Behind plan, over cost" in told and "C-12 Test and go-live" in told


def test_explanations_go_to_the_pack_and_what_lacks_one_is_named(sample):
    told = text(sample)
    assert "The supplier moved delivery of the core switches" in told
    assert "The cost variance is not explained" in told


def test_the_status_report_tells_it_in_short(sample):
    told = text(sample, "status")
    assert "Earned value: behind plan and over cost" in told and "C-2 Network equipment" not in told


def test_a_program_without_a_budget_says_what_to_do(tmp_path):
    with OpenProgram.create(tmp_path / "empty.tpm") as program:
        assert "Take a baseline of tasks" in text(program)
        assert "Earned value" not in text(program, "status")
        account = add_row(program, "account", {"name": "Build", "earned": "effort"})
        assert "Take a baseline of tasks" in text(program)
        month = {"account_id": account, "month": date(2026, 1, 1), "planned": 100_000}
        add_row(program, "budget_line", month)
        assert "Earned value is told once a status date is set" in text(program)


def test_texts_of_strangers_do_no_harm(tmp_path):
    hostile = "<b>Bold & “quoted”</b>"
    with OpenProgram.create(tmp_path / "hostile.tpm", status_date=datetime(2026, 1, 30, 17)) as program:
        account = add_row(program, "account", {"name": hostile, "earned": "effort"})
        month = {"account_id": account, "month": date(2026, 1, 1)}
        add_row(program, "budget_line", {**month, "planned": 100_000, "actual": 500_000})
        why = {**month, "cause": "<para>broken", "impact": "long " * 4_000}
        add_row(program, "variance_explanation", why)
        told = text(program)
    assert hostile in told and "<para>broken" in told
