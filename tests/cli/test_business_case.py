"""business-case tells versions against how things stand, and the benefits."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.plan import OpenProgram


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "case.tpm"
    with OpenProgram.create(path, currency="EUR", status_date=datetime(2027, 6, 30, 17)) as program:
        row = {"title": "Approval", "taken": date(2026, 1, 15), "rate": 800}
        case = add_row(program, "business_case", row)
        for year, amounts in (
            (2026, {"cost": 100_000_00}),
            (2028, {"benefit": 180_000_00, "running": 5_000_00}),
        ):
            add_row(program, "case_year", {"case_id": case, "year": date(year, 1, 1), **amounts})
        set_fields(program, "business_case", case, {"state": "approved"})
        days = add_row(
            program,
            "benefit",
            {
                "title": "Sooner paid", "unit": "days", "worth": 120_000_00,
                "baseline": 40, "baseline_on": date(2026, 12, 31),
                "target": 20, "target_on": date(2027, 12, 31),
            },
        )  # fmt: skip
        read = {"benefit_id": days, "read_on": date(2027, 6, 30), "planned": 30, "measured": 35}
        add_row(program, "benefit_point", read)
    return path


def test_it_tells_versions_and_benefits(run, file):
    told = run("business-case", file).done().out
    assert "1 of 1 benefit behind plan" in told and "25 % reached of 50 % due" in told
    assert "Approval" in told and "As things stand" in told


def test_json_has_sums_that_agree(run, file):
    value = run("business-case", file, "--json").json
    (case,), (benefit,) = value["cases"], value["benefits"]
    for version in (case["now"], *case["versions"]):
        for name in ("cost", "running", "benefit", "spent", "realised", "net"):
            assert version["total"][name] == sum(year[name] for year in version["years"])
    assert case["change"] == case["now"]["npv"] - case["versions"][0]["npv"]
    assert sum(benefit["realised_by_year"].values()) == case["now"]["total"]["realised"] > 0
    assert sum(benefit["expected_by_year"].values()) == case["now"]["total"]["benefit"]
    assert benefit["curve"] == [{"date": "2027-06-30", "planned": 30, "measured": 35}]


def test_an_empty_program_says_so(run, tmp_path):
    OpenProgram.create(tmp_path / "empty.tpm").close()
    assert run("business-case", tmp_path / "empty.tpm").done().out == "No business case yet.\n"
