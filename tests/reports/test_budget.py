"""The budget pack: its figures are those of the breakdown, on paper whatever its size."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from tpm_desktop.formats import Formats
from tpm_desktop.formats.amounts import Scale
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.breakdown import Level, name_of, rows
from tpm_desktop.plan.budget_periods import Span, read_periods
from tpm_desktop.plan.reserves import reserves
from tpm_desktop.plan.shown_figures import shown_figures
from tpm_desktop.reports import find_pack, write_pack
from tpm_desktop.reports.budget import _FIGURES
from tpm_desktop.samples import create_demo


def text(program):
    made = BytesIO()
    write_pack(find_pack("budget"), program, made)
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(made).pages)


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    path = tmp_path_factory.mktemp("budget") / "sample.tpm"
    create_demo(path)
    with OpenProgram.open(path) as program:
        yield program


def test_every_line_of_the_breakdown_is_on_paper_with_its_figures(sample):
    state, formats, told = sample.plan.state, Formats.of(sample.file.program), text(sample)
    periods, unit = read_periods(state, Span.WHOLE), formats.step(Scale.THOUSANDS)
    for row in rows(state):
        shown, by = [], Level.FUND if row.level is Level.FUND else Level.PROJECT
        for figure in _FIGURES:
            part = shown_figures(state.money.budget, figure, periods, unit, by)
            amount = int(part[row.level][row.place][0])
            shown.append(formats.scaled(amount, Scale.THOUSANDS, dash=True, sign=figure == "variance"))
        name = name_of(state, row) or "Across projects"
        assert " ".join([name, *shown]) in told, name


def test_quarters_reserves_transfers_and_the_last_approval_are_told(sample):
    told = text(sample)
    (held,) = reserves(sample.plan.state)
    assert (held.opening, held.drawn, held.left) == (450_000_00, 20_000_00, 430_000_00)
    assert "Contingency Contingency 450 20 – 430 95.56 %" in told
    assert "closed up to Sep 2026" in told and "Q3 FY26/27" in told
    assert "T-1 Filters against poor power quality Contingency Fit-out of the data hall 20" in told
    assert "Budget of the steering committee" in told and "Software licences 840 843 +3" in told
    assert told.count("Cost account Planned") == 2, "headers repeat once a page"


def test_a_program_without_a_budget_says_what_to_do(tmp_path):
    with OpenProgram.create(tmp_path / "empty.tpm") as program:
        assert "Cost accounts and monthly amounts are entered in the budget view" in text(program)
