"""A benefit is measured, the business case is taken to a gate and approved; view, command and page agree."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader

from tests.journeys.new_rows import given
from tpm_desktop.formats import Formats
from tpm_desktop.plan.benefits import realisations
from tpm_desktop.plan.business_case import standing
from tpm_desktop.reports import find_pack, write_pack


def row(table, name: str) -> tuple[str, ...]:
    (found,) = [line.cells for line in table.told.lines if name in line.cells[0]]
    return found


def test_from_a_measurement_to_an_approved_version(person, sample, run):
    person.open(sample)
    view = person.go("business-case")
    before = row(view.versions, "As things stand")
    assert row(view.benefits, "Orders turn into cash")[-1] == "As before, nothing due yet"

    view.benefits.setFocus()
    for _ in range(3):
        person.press("Up")
    assert person.window.session.selected[0] == "benefit"
    assert view.chart.one.benefit.title == "Orders turn into cash sooner"
    reading = given(read_on="2026-10-28", measured="49")
    person.answer(lambda: person.press("Ctrl+M"), reading)
    assert row(view.benefits, "Orders turn into cash")[-1] == "−25 % reached of 0 % due"
    assert "2 of 6 benefits behind plan" in view.headline()
    worse = row(view.versions, "As things stand")
    assert worse[5] < before[5], "a quarter further away is expected to stay"

    view.versions.setFocus()
    named = given(title="Landing zone ready", gate_id="Landing zone ready for workloads")
    person.answer(lambda: person.press("Ins"), named)
    taken = row(view.versions, "Landing zone ready")
    assert taken[3] == "Draft" and taken[4:] == worse[4:], "the version keeps how things stood"
    person.press("Ctrl+Return")
    assert row(view.versions, "Landing zone ready")[3] == "Approved"
    assert "as approved" in view.headline()
    person.press("Ctrl+Z", "Ctrl+Z")
    assert not any("Landing zone" in line.cells[0] for line in view.versions.told.lines)
    person.press("Ctrl+Y", "Ctrl+Y")

    agree(person, view, run)


def agree(person, view, run) -> None:
    """Every sum of the view is that of the command and of the page."""
    program = person.window.session.program
    now, formats = standing(program.plan.state, None).now, Formats.of(program.file.program)
    told = run("business-case", program.file.path, "--json").json
    (case,) = told["cases"]
    names = ("cost", "running", "benefit", "spent", "realised", "net")
    assert case["now"]["total"] == {name: getattr(now.total, name) for name in names}
    assert case["now"]["npv"] == now.figures.value
    for year, line in zip(case["now"]["years"], view.years.told.lines, strict=False):
        shown = [formats.parse_money(cell) if cell != "–" else 0 for cell in line.cells[2:4]]
        wanted = [year["spent"], year["cost"] + year["running"]]
        assert [abs(a - b) < 100 for a, b in zip(shown, wanted, strict=True)] == [True, True]
    expected = sum(sum(one["expected_by_year"].values()) for one in told["benefits"])
    assert expected == now.total.benefit
    assert [one["reached"] for one in told["benefits"]] == [
        None if one.reached is None else float(one.reached) for one in realisations(program.plan.state)
    ]
    made = BytesIO()
    write_pack(find_pack("business-case"), program, made)
    page = " ".join(" ".join(p.extract_text().split()) for p in PdfReader(made).pages)
    thousand = [round(x / 100_000) for x in (now.total.cost + now.total.running, now.total.benefit)]
    assert "As things stand " + " ".join(f"{amount:,}" for amount in thousand) in page
    assert "Landing zone ready" in page and "−25 % reached of 0 % due" in page
