"""The policy by command: taken, shown, checked, and broken."""

from __future__ import annotations

from tpm_desktop.paths import resource


def test_a_policy_is_taken_and_a_breach_of_it_blocks(run, plan, tmp_path):
    assert "take a ready one with --pack" in run("policy", plan).done().out
    assert run("policy", plan, "--pack", "corporate").done().out.endswith("nothing broken.\n")
    account = run("add", plan, "account", "name=Build").out.strip()
    line = run("add", plan, "budget_line", f"account_id={account}", "month=2026-01", "actual=400000")
    assert line.code == 0
    told = run("policy", plan)
    assert told.code == 1
    assert "BUD-9" in told.out
    assert "blocks" in told.out
    found = run("policy", plan, "--json")
    assert found.code == 1
    assert '"figures": [\n        400000\n      ]' in found.out
    rule = next(check for check in run("health", plan, "--json").json if check["id"] == "BUD-9")
    assert (rule["verdict"], rule["numerator"], rule["rows"][0]["id"]) == ("fails", 1, account)
    run("set", plan, "budget_line", line.out.strip(), "planned=400000").done()
    assert run("policy", plan, "--json").json["blocking"] == 0


def test_a_waiver_lets_it_pass(run, plan):
    run("policy", plan, "--pack", "small").done()
    account = run("add", plan, "account", "name=Build").out.strip()
    run("add", plan, "budget_line", f"account_id={account}", "month=2026-01", "actual=400000")
    for name in ("Owner", "Builder"):
        run("add", plan, "resource", f"name={name}").done()
    given = ("rule=SML-5", "reason=Late", "role=owner", "until=2099-01-01", "asked_by_id=Builder")
    refused = run("add", plan, "policy_waiver", *given, f"account_id={account}", "approver_id=Builder")
    assert "who breaks SML-5 can't waive it" in refused.problem
    waiver = ("add", plan, "policy_waiver", *given, f"account_id={account}", "approver_id=Owner")
    assert "the program names nobody as owner; say in the program's details" in run(*waiver).problem
    run("set", plan, "program", "Core renewal", "sponsor_id=Owner").done()
    run(*waiver).done()
    told = run("policy", plan, "--json").json
    assert told["blocking"] == 0
    (finding,) = told["findings"]
    assert (finding["rule"], finding["waived"]["by"], finding["line"]) == ("SML-5", "Owner", 72)


def test_the_text_is_shown_and_set_again(run, plan, tmp_path):
    own = tmp_path / "own.toml"
    own.write_text(resource("policies", "public.toml").read_text("utf-8"), "utf-8")
    run("policy", plan, "--set", own).done()
    shown = run("policy", plan, "--show").done().out
    assert 'id = "CAP-1"' in shown and 'id = "PUB-8"' in shown
    own.write_text(shown, "utf-8")
    assert "says that already" in run("policy", plan, "--set", own).done().out
    own.write_text(shown.replace('metric = "quotes"', 'metric = "qoutes"'), "utf-8")
    problem = run("policy", plan, "--set", own).problem
    line = shown[: shown.index('metric = "quotes"')].count("\n") + 1
    assert problem == f"error: line {line}: CAP-5: no figure is called “qoutes”; is “quotes” meant?"
    assert run("policy", plan, "--show").done().out == shown
    assert "no ready policy is called “x”" in run("policy", plan, "--pack", "x").problem
    assert "does not exist" in run("policy", plan, "--set", tmp_path / "none.toml").problem


def test_what_an_edit_newly_blocks_is_said_beside_its_answer(run, plan, tmp_path):
    run("policy", plan, "--pack", "corporate").done()
    account = run("add", plan, "account", "name=Build").done().out.strip()
    told = run("add", plan, "budget_line", f"account_id={account}", "month=2026-01", "actual=400000")
    assert (told.code, len(told.out.split())) == (0, 1)
    (line,) = told.err.splitlines()
    spent = "policy: BUD-9 No spending before a budget: C-1 Build: spent without a budget 4,000, must be 0; "
    assert line.startswith(spent)
    assert line.endswith(", or record a waiver of the sponsor")
    row = told.out.strip()
    run("set", plan, "budget_line", row, "actual=500000").done()  # known already
    run("set", plan, "budget_line", row, "planned=600000").done()
    assert run("set", plan, "budget_line", row, "planned=0").err.count("policy: BUD-9") == 1
    run("set", plan, "budget_line", row, "planned=600000").done()
    given = "account_id=Build", "month=2026-02", "actual=100"
    run("add", plan, "budget_line", *given).done()
    removed = run("remove", plan, "budget_line", row)
    assert (removed.code, removed.err.count("C-1 Build: spent without a budget 1,")) == (0, 1)
    run("add", plan, "account", "name=Late").done()
    sheet = tmp_path / "lines.csv"
    sheet.write_text("What for,Cost account,Month,Amount\nRent,Late,2026-01,700\n", "utf-8")
    taken = run("import", plan, sheet, "--table", "cost_entry", "--no-backup")
    assert taken.code == 0
    (line,) = taken.err.splitlines()
    assert "C-2 Late: spent without a budget 700" in line
