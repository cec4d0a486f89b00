"""Templates bring a component project with everything; what is wrong with one is said in one line."""

from __future__ import annotations

from datetime import datetime

import pytest

from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures import dates, links, outline, records
from tpm_desktop.gestures import templates as shelved
from tpm_desktop.gestures.templates import TemplateProblem
from tpm_desktop.model.finance import Account
from tpm_desktop.model.program import Project, ProjectKind
from tpm_desktop.model.resources import Assignment, Resource
from tpm_desktop.model.schedule import Link, Task
from tpm_desktop.plan.quality import quality
from tpm_desktop.planning.quality import Verdict

MONDAY = datetime(2026, 3, 2, 8)
SHIPPED = ("software", "infrastructure", "process", "capability")

SMALL = """
name = "Small change"
kind = "process"
tasks = [
  { level = 1, key = "do", name = "Do" },
    { level = 2, key = "design", name = "Design", duration = "5d", who = { lead = 50 } },
    { level = 2, key = "build", name = "Build", duration = "2w", after = "design FS+1d", who.lead = 200 },
    { level = 2, key = "gate", name = "Gate", milestone = true, after = ["build"] },
]
[roles]
lead = "Lead"
[checklists]
gate = ["Tested", "Trained"]
[[accounts]]
name = "Consulting"
treatment = "capex"
"""


def insert(desk, template, **asked):
    return shelved.insert_template(desk.program, shelved.propose(desk.program, template, **asked))


def test_a_template_brings_outline_links_roles_checklists_and_accounts_in_one_edit(desk):
    before = desk.outline()
    project = insert(desk, shelved.parse_template(SMALL), name="Counter service", start=MONDAY)
    assert desk.outline()[-5:] == ["Counter service", "  Do", "    Design", "    Build", "    Gate"]
    assert f"{desk.program.plan.start(project):%d %b}" == "02 Mar"
    assert f"{desk.program.plan.finish(project):%d %b %H:%M}" == "23 Mar 17:00"  # 5 d, a day's lag, 10 d
    file = desk.program.file
    gate = file.rows(Task, name="Gate")[0]
    assert gate.milestone and gate.notes == "[ ] Tested\n[ ] Trained"
    (lead,) = file.rows(Resource)
    assert (lead.name, lead.role, lead.max_units) == ("Lead", "Lead", 20_000)
    assert sorted(one.work for one in file.rows(Assignment)) == [5 * 240, 10 * 960]
    assert [(a.name, a.treatment, a.project_id) for a in file.rows(Account)] == [
        ("Consulting", "capex", project)
    ]
    file.undo()
    assert desk.outline() == before and not file.rows(Resource) and not file.rows(Account)


def test_what_is_proposed_is_what_comes_and_stores_nothing(desk):
    for key in SHIPPED:
        records_before = len(desk.program.file.journal.records())
        proposal = shelved.propose(desk.program, shelved.template_called(key), start=MONDAY)
        assert len(desk.program.file.journal.records()) == records_before
        shelved.insert_template(desk.program, proposal)
        state = desk.program.plan.state
        for task, row in zip(proposal.contents.tasks, proposal.rows, strict=True):
            now = state.outline.row[task]
            assert state.schedule.start[now] == proposal.state.schedule.start[row]
            assert state.schedule.finish[now] == proposal.state.schedule.finish[row]


def test_roles_and_shared_accounts_that_are_there_by_name_are_used(desk):
    lead = records.add_row(desk.program, "resource", {"name": "LEAD"})
    shared = records.add_row(desk.program, "account", {"name": "consulting"})
    proposal = shelved.propose(desk.program, shelved.parse_template(SMALL))
    assert [role.name for role in proposal.contents.matched_roles] == ["Lead"]
    assert [one.name for one in proposal.contents.matched_accounts] == ["Consulting"]
    shelved.insert_template(desk.program, proposal)
    assert {one.resource_id for one in desk.program.file.rows(Assignment)} == {lead}
    assert [one.id for one in desk.program.file.rows(Account)] == [shared]


def test_an_account_of_another_project_is_not_shared(desk):
    records.add_row(desk.program, "account", {"name": "Consulting", "project_id": desk.ids["Ledger"]})
    proposal = shelved.propose(desk.program, shelved.parse_template(SMALL))
    assert [one.name for one in proposal.contents.new_accounts] == ["Consulting"]


@pytest.mark.parametrize("key", SHIPPED)
def test_what_comes_with_the_program_is_a_plan_that_passes_a_review(desk, key):
    template = shelved.template_called(key)
    assert template.kind is ProjectKind(key)
    proposal = shelved.propose(desk.program, template, start=MONDAY)
    assert 20 <= proposal.tasks <= 40 and 6 <= proposal.gates <= 12
    assert 5 <= len(template.roles) <= 15 and 5 <= len(template.accounts) <= 8
    leaves = [line for at, line in enumerate(template.lines) if not template.is_summary(at)]
    waited = {wait.key for line in leaves for wait in line.after}
    assert [line.key for line in leaves if line.key not in waited] == ["closed"]
    assert [line.key for line in leaves if not line.after] == ["charter"]
    assert all(line.who for line in leaves if line.span), "every task has a role"
    assert {role for line in leaves for role in line.who} == {role.key for role in template.roles}
    gates = [line for line in leaves if line.name.startswith("Gate ")]
    assert all(line.milestone and len(line.checklist) >= 3 for line in gates)
    assert [line.name.split(":")[0] for line in gates] == [f"Gate {n}" for n in range(1, len(gates) + 1)]
    finishes = [int(proposal.state.schedule.finish[row]) for row in proposal.rows]
    of_gates = [finish for line, finish in zip(template.lines, finishes, strict=True) if line in gates]
    assert of_gates == sorted(of_gates)
    longest = max(line.span.minutes(desk.program.file.program) for line in leaves if line.span)
    assert longest <= 60 * 480


@pytest.mark.parametrize("key", SHIPPED)
def test_what_comes_with_the_program_passes_its_own_checks_of_quality(desk, key):
    outline.remove(desk.program, [desk.ids["Data centre"], desk.ids["Ledger"]])
    insert(desk, shelved.template_called(key), start=MONDAY)
    held = {result.check.id: result for result in quality(desk.program.plan.state)}
    for check in ("D1", "D2", "D3", "D4", "D6", "D8", "D12", "L1", "L12", "L15", "X2", "R2"):
        assert held[check].verdict is Verdict.HOLDS, held[check]
    assert held["L3"].found.numerator == 0  # no redundant links


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("level = 2, key = \"design\"", "level = 3, key = \"design\""), "levels below the line above"),
        (("design FS+1d", "desing FS+1d"), "waits for “desing”"),
        (("design FS+1d", "design after 1 day"), "no link such as"),
        (("duration = \"5d\"", "duration = \"five\""), "no duration such as"),
        (("{ lead = 50 }", "{ boss = 50 }"), "no role “boss”"),
        (("{ lead = 50 }", "{ lead = 0 }"), "per cent"),
        (("key = \"build\"", "key = \"design\""), "another task has this key"),
        (("kind = \"process\"", "kind = \"war\""), "the kind is none of"),
        (("duration = \"2w\", ", ""), "a duration is needed"),
        (("milestone = true", "milestone = true, duration = \"1d\""), "a milestone has no duration"),
        (("key = \"do\"", "duration = \"1d\", key = \"do\""), "a summary has no duration"),
        (("gate = [", "goal = ["), "no such task"),
        (("name = \"Build\"", "title = \"Build\""), "no field 'title'"),
        (("name = \"Small change\"", "name = "), "no TOML"),
        (("name = \"Design\"", f"name = \"{'x' * 100_000}\""), "too many"),
        (("\"2w\"", "\"999999999w\""), "longer than a plan can be"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_template_is_said_in_one_line(change, said):
    assert change[0] in SMALL
    with pytest.raises(TemplateProblem) as problem:
        shelved.parse_template(SMALL.replace(*change, 1))
    assert said in str(problem.value)
    assert "\n" not in str(problem.value)


def test_links_in_a_ring_are_named_by_their_tasks(desk):
    ring = SMALL.replace('duration = "5d"', 'duration = "5d", after = "gate"')
    with pytest.raises(EditError, match="wait for each other"):
        shelved.propose(desk.program, shelved.parse_template(ring))


@pytest.fixture
def own(tmp_path, monkeypatch):
    monkeypatch.setenv("TPM_DATA", str(tmp_path / "data"))
    return tmp_path / "data" / "templates"


def test_own_templates_lie_in_a_folder_and_broken_ones_are_named(own):
    own.mkdir(parents=True)
    (own / "small.toml").write_text(SMALL, "utf-8")
    (own / "broken.toml").write_text("name = 1", "utf-8")
    found, problems = shelved.shelf()
    assert [t.key for t in found] == [*SHIPPED, "small"]
    assert found[-1].own and len(problems) == 1 and problems[0].startswith("broken.toml: ")
    with pytest.raises(TemplateProblem, match="there are software, "):
        shelved.template_called("bridge")


@pytest.fixture
def worked(desk):
    """A component project as it looks in the middle of its life."""
    ids = desk.ids
    desk.task("Racks")
    desk.task("Order", parent="Racks", days=3.5)
    desk.task("Install", parent="Racks", days=2, after="Order", elapsed=True)
    desk.task("Accept", days=0, milestone=True, notes="Ask the site lead on Friday\n[ ] Signed\n[ ] Labelled")
    desk.task("Elsewhere", parent="Ledger")
    links.link(desk.program, ids["Install"], ids["Accept"], lag=960)
    links.link(desk.program, ids["Accept"], ids["Elsewhere"])
    buyer = records.add_row(desk.program, "resource", {"name": "Somebody’s name", "role": "Buyer"})
    other = records.add_row(desk.program, "resource", {"name": "Somebody else’s name"})
    for who in (buyer, other):
        values = {"task_id": ids["Order"], "resource_id": who, "units": 5_000}
        records.add_row(desk.program, "assignment", values)
    records.add_row(
        desk.program, "account", {"name": "Racks", "project_id": ids["Data centre"], "treatment": "capex"}
    )
    dates.set_start(desk.program, ids["Order"], datetime(2026, 2, 2, 8))
    return desk


def test_a_project_saved_as_a_template_holds_neither_dates_nor_names_of_people(worked, own):
    project = worked.ids["Data centre"]
    roles = shelved.roles_of(worked.program, project)
    assert sorted(roles.values()) == ["Buyer", "Role 1"]
    template = shelved.template_of(worked.program, project, name="Racks again", roles=roles)
    path = shelved.save_template(template)
    text = path.read_text("utf-8")
    assert "Somebody" not in text and "2026" not in text and "Friday" not in text
    found = shelved.template_called("Racks again")
    assert found.own
    assert [(line.level, line.name, str(line.span or "")) for line in found.lines] == [
        (1, "Racks", ""),
        (2, "Order", "28h"),
        (2, "Install", "16eh"),
        (1, "Accept", ""),
    ]
    assert [str(wait) for line in found.lines for wait in line.after] == ["t2", "t3 FS+2d"]
    assert found.lines[-1].checklist == ("Signed", "Labelled")
    assert [(a.name, a.treatment) for a in found.accounts] == [("Racks", "capex")]


def test_people_of_one_role_become_one_and_a_template_is_not_overwritten_unasked(worked, own):
    project = worked.ids["Data centre"]
    roles = dict.fromkeys(shelved.roles_of(worked.program, project), "Buyer")
    template = shelved.template_of(worked.program, project, name="Racks/again", roles=roles)
    assert [role.name for role in template.roles] == ["Buyer"]
    assert [units for line in template.lines for units in line.who.values()] == [10_000]
    path = shelved.save_template(template)
    assert path.parent == own
    with pytest.raises(EditError, match="already"):
        shelved.save_template(template)
    assert shelved.save_template(template, replace=True) == path


def test_a_saved_project_comes_back_with_the_same_durations_and_links(worked, own):
    project = worked.ids["Data centre"]
    template = shelved.template_of(
        worked.program, project, name="Twin", roles=shelved.roles_of(worked.program, project)
    )
    made = insert(worked, shelved.parse_template(shelved.write_template(template)))
    file = worked.program.file
    assert file.row(Project, made).name == "Twin"

    def told(project_id):
        tasks = {t.id: t for t in file.rows(Task, project_id=project_id)}
        spans = sorted((t.name, t.duration if t.name != "Racks" else 0, t.elapsed) for t in tasks.values())
        within = [k for k in file.rows(Link) if {k.predecessor_id, k.successor_id} <= set(tasks)]
        ends = [(tasks[k.predecessor_id].name, tasks[k.successor_id].name, k.lag) for k in within]
        return spans, sorted(ends)

    assert told(made) == told(project)


def test_a_project_without_tasks_is_no_template(desk):
    with pytest.raises(EditError, match="no tasks yet"):
        shelved.template_of(desk.program, desk.ids["Ledger"], name="Empty", roles={})
