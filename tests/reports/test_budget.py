"""The budget pack: its figures are those of the breakdown, on paper whatever its size."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from tpm_desktop.formats import Formats
from tpm_desktop.formats.amounts import Scale
from tpm_desktop.gestures.estimates import approve_round, review_round
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.breakdown import Level, name_of, rows
from tpm_desktop.plan.budget_periods import Span, read_periods
from tpm_desktop.plan.reserves import reserves
from tpm_desktop.plan.shown_figures import shown_figures
from tpm_desktop.reports import find_pack, write_pack
from tpm_desktop.reports.budget import _FIGURES


def text(program, pack="budget"):
    made = BytesIO()
    write_pack(find_pack(pack), program, made)
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(made).pages)


@pytest.fixture(scope="module")
def sample(sample_file):
    with OpenProgram.open(sample_file, read_only=True) as program:
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


def test_the_status_pack_tells_what_the_exchange_brought_where_something_was(tmp_path):
    at = datetime(2026, 4, 30, 17)
    with OpenProgram.create(tmp_path / "p.tpm", start=datetime(2026, 1, 5, 8), status_date=at) as program:
        for name, code, worth in (("Data centre", "EUR", "1.2"), ("Cloud", "GBP", "1.05")):
            project = add_row(program, "project", {"name": name})
            account = add_row(program, "account", {"name": name, "project_id": project})
            for month in (date(2026, 3, 1), date(2026, 4, 1)):
                row = {"account_id": account, "month": month, "planned": 200_000_00}
                add_row(program, "budget_line", row)
            for kind, rate in (("budget", "1.1"), ("day", worth)):
                row = {"currency": code, "valid_from": date(2026, 1, 1), "rate": rate, "kind": kind}
                add_row(program, "exchange_rate", row)
            spent = {"text": "Racks", "account_id": account, "month": date(2026, 4, 1), "currency": code}
            add_row(program, "cost_entry", {**spent, "amount": 100_000_00})
        told = text(program, "status")
    assert "Outlook Variance Exchange" in told
    assert "Data centre 400,000 400,000 120,000 120,000 +280,000 −10,000" in told
    assert "Cloud 400,000 400,000 105,000 105,000 +295,000 +5,000" in told
    assert "Program 800,000 800,000 225,000 225,000 +575,000 −5,000" in told


@pytest.mark.parametrize("planned", [83_750_00, 8_375_000_00, 8_375_000_000_00], ids=str)
def test_amounts_in_full_find_room_and_no_word_beside_them_is_broken(tmp_path, planned):
    at = datetime(2026, 1, 30, 17)
    with OpenProgram.create(tmp_path / "p.tpm", start=datetime(2026, 1, 5, 8), status_date=at) as program:
        set_fields(program, "program", program.file.program.id, {"amounts_in": "full"})
        account = add_row(program, "account", {"name": "Licences"})
        for month in (date(2026, 3, 1), date(2027, 3, 1)):
            add_row(program, "budget_line", {"account_id": account, "month": month, "planned": planned})
        told = text(program, "status")
    year, both = f"{planned // 100:,}", f"{planned // 50:,}"
    assert f"Capital – – – – Operating {both} – {both} – Program {both} – {both} –" in told
    assert f"2026 {year} – {year} – 2027 {year} – {year} – Program {both} – {both} –" in told


def test_the_shown_lines_of_estimates_make_up_the_shown_sums(tmp_path):
    with OpenProgram.create(tmp_path / "p.tpm", start=datetime(2026, 1, 5, 8)) as program:
        set_fields(program, "program", program.file.program.id, {"amounts_in": "thousands"})
        project = add_row(program, "project", {"name": "Cloud"})
        first, last = (
            add_row(program, "estimate_round", {"title": title, "taken": date(2026, month, 1)})
            for title, month in (("Sketch", 1), ("Offers", 2))
        )
        for name in ("Racks", "Rails", "Rent"):  # each 1.3334 thousand, together 4.0002
            row = {"title": name, "project_id": project, "likely": 1_333_40}
            add_row(program, "estimate_line", {**row, "round_id": last})
        add_row(program, "estimate_line", {"round_id": first, "title": "Power", "likely": 1_000_00})
        told = text(program, "estimates")
        assert "Cloud 4 4 4 4 – –" in told and "Total 4 4 4 4 – –" in told
        assert "Racks – 2 – 2 – – – Rails – 1 – 1 – – – Rent – 1 – 1 – – –" in told
        changes = told[told.index("Since ER-1") :]
        assert "Racks Added – 2 +2 Rails Added – 1 +1 Rent Added – 1 +1 Power Gone 1 – −1" in changes
        assert "1 4 +3" in changes
        review_round(program, last, add_row(program, "resource", {"name": "Checker"}))
        approve_round(program, last, add_row(program, "resource", {"name": "Sponsor"}))
        months = {"account_id": add_row(program, "account", {"name": "A"}), "month": date(2026, 3, 1)}
        add_row(program, "budget_line", {**months, "planned": 1_000_00})
        told = text(program)
        assert "Cloud 4 4 4 4 – – Total 4 4 4 4 – –" in told


def test_a_program_without_a_budget_says_what_to_do(tmp_path):
    with OpenProgram.create(tmp_path / "empty.tpm") as program:
        assert "Cost accounts and monthly amounts are entered in the budget view" in text(program)
