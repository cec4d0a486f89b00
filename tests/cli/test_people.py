"""The commands raci and staffing-plan."""

from __future__ import annotations

import pytest


@pytest.fixture
def staffed(run, plan):
    """Network is needed for Install; its only position is vacant; nobody is accountable for the project."""
    program = run("list", plan, "program", "--json").json[0]["id"]
    run("set", plan, "program", program, "status_date=2026-01-05").done()
    role = run("add", plan, "role", "name=Network").out.strip()
    who = run("add", plan, "resource", "name=Engineer", "role=Network").out.strip()
    install = next(t for t in run("list", plan, "task", "--json").json if t["name"] == "Install")
    run("add", plan, "assignment", f"task_id={install['id']}", f"resource_id={who}", "units=100%").done()
    run("add", plan, "position", "title=Engineer", f"role_id={role}").done()
    project = run("list", plan, "project", "--json").json[0]["id"]
    run("add", plan, "raci", f"project_id={project}", f"role_id={role}", "letters=r").done()
    return plan


def test_who_answers_for_what_and_what_breaks_the_rules(run, staffed):
    found = run("raci", staffed, "--json").json
    (cell,) = found["cells"]
    assert (cell["table"], cell["party"], cell["letters"]) == ("project", "Network", "R")
    (finding,) = found["findings"]
    assert (finding["rule"], finding["mend"]) == ("no_accountable", "give one A")
    said = run("raci", staffed).done().out
    assert "Data centre: nobody is accountable; give one A" in said
    wrong = run("add", staffed, "raci", f"project_id={cell['id']}", "letters=r")
    assert "give just one" in wrong.err


def test_a_vacancy_tells_what_leans_on_it(run, staffed):
    found = run("staffing-plan", staffed, "--json").json
    (role,) = found["roles"]
    (vacancy,) = found["vacancies"]
    assert role["name"] == "Network"
    assert sum(role["need"]) == vacancy["missing"] == vacancy["tasks"][0]["work"]
    said = run("staffing-plan", staffed).done().out
    assert said.startswith("1 vacant")
    assert "“Install”" in said
