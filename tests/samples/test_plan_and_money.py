"""Dates, progress and money of the sample program are consistent and tell of a slip."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from tpm_desktop.model.finance import Account, BudgetLine, Treatment
from tpm_desktop.model.resources import Assignment
from tpm_desktop.model.schedule import Task
from tpm_desktop.plan import instant, minutes

EUR = 100
STATUS_MONTH = date(2026, 10, 1)


def test_the_plan_begins_with_the_program_and_ends_before_the_lease(demo):
    assert demo.file.program.status_date == demo.status
    state = demo.state
    assert state.schedule.program_start == minutes(datetime(2026, 4, 1, 8))
    assert state.schedule.program_finish < minutes(datetime(2028, 3, 31))


def test_no_work_is_done_in_the_future(demo):
    for row in demo.file.rows(Task):
        for moment in (row.actual_start, row.actual_finish, row.stop):
            assert moment is None or moment <= demo.status, row.name
    assert all(row.actual_work <= row.work for row in demo.file.rows(Assignment))


def test_what_is_over_is_done_and_what_lies_ahead_has_not_begun(demo):
    state, schedule, at = demo.state, demo.state.schedule, minutes(demo.status)
    tasks = {task.id: task for task in demo.file.rows(Task)}
    counts: Counter[str] = Counter()
    for row in [row for row in range(len(state.outline)) if not state.summary[row]]:
        task = tasks[state.outline.ids[row]]
        start, finish = instant(int(schedule.start[row])), instant(int(schedule.finish[row]))
        if schedule.finish[row] <= at:
            counts["done"] += 1
            assert (task.percent_complete, task.actual_finish) == (10_000, finish), task.name
        elif schedule.start[row] < at:
            counts["under way"] += 1
            assert 0 < task.percent_complete < 10_000, task.name
            assert task.actual_start == start, task.name
        else:
            counts["ahead"] += 1
            assert (task.percent_complete, task.actual_start) == (0, None), task.name
    assert min(counts.values()) >= 8


def test_everything_starts_and_ends_at_the_edge_of_a_shift(demo):
    """A date such as 15:57 would show that a duration and its progress do not fit."""
    state = demo.state
    for row, name in enumerate(state.names):
        for moment in (instant(int(state.schedule.start[row])), instant(int(state.schedule.finish[row]))):
            assert (moment.hour, moment.minute) in {(8, 0), (17, 0), (22, 0), (0, 0), (6, 0)}, name


def test_a_committed_milestone_slips_and_so_do_those_that_follow(demo):
    for name, agreed, now in (
        ("Data centre in service", datetime(2027, 1, 28, 17), datetime(2027, 2, 18, 17)),
        ("live in the home market", datetime(2027, 5, 31, 8), datetime(2027, 6, 21, 8)),
        ("live in the export markets", datetime(2027, 10, 18, 8), datetime(2027, 11, 8, 8)),
        ("Old halls handed back", datetime(2028, 1, 25, 17), datetime(2028, 2, 14, 17)),
    ):
        assert (demo.baseline_finish(name), demo.finish(name)) == (agreed, now)
    assert demo.finish("Data centre in service") > demo.row(Task, "Data centre in service").deadline


def test_the_chain_of_drivers_leads_from_the_hand_back_to_the_core_switches(demo):
    state, links = demo.state, demo.state.inputs.links
    row, chain = demo.plan.row(demo.row(Task, "Old halls handed back").id), []
    while row is not None:
        assert len(chain) < len(state.outline)
        chain.append(state.names[row])
        link = int(state.schedule.driver[row])
        row = int(links.predecessor[link]) if link >= 0 else None
    assert {"Order-to-cash live in the home market", "Data centre in service"} < set(chain)
    assert chain[-1] == "Build and deliver core switches"


def test_the_critical_path_crosses_projects_and_is_not_everything(demo):
    state = demo.state
    critical = state.schedule.critical & ~state.summary
    assert 20 <= int(critical.sum()) <= 60
    assert len(set(state.outline.project[critical].tolist())) >= 2


def test_two_fiscal_years_of_budget_with_actuals_up_to_the_status_month(demo):
    lines, accounts = demo.file.rows(BudgetLine), demo.file.rows(Account)
    assert {line.treatment for line in lines} == set(Treatment)
    assert len(lines) == 24 * len(accounts)
    for line in lines:
        assert line.planned is not None
        assert (line.actual is not None) == (line.month <= STATUS_MONTH)
        assert line.forecast is None or line.month > STATUS_MONTH
    years = demo.state.money.budget.years
    assert [(year.start_year, year.end_year) for year in years] == [(2026, 2027), (2027, 2028)]


def test_the_program_is_a_little_over_budget(demo):
    program = demo.state.money.budget.program
    assert program.at_completion == 8_375_000 * EUR
    assert -0.02 < int(program.variance_at_completion) / int(program.at_completion) < 0
    assert program.spent_to_date < program.planned_to_date


def test_task_costs_and_budgets_of_the_projects_fit_together(demo):
    money, outline = demo.state.money, demo.state.outline
    by_the_month = {"Colocation rent", "Cloud services", "Salaries of the operations team"}  # no tasks
    accounts = {account.id: account for account in demo.file.rows(Account)}
    for project_id in money.projects:
        planned = sum(
            int(money.budget.accounts.at_completion[row])
            for row, account_id in enumerate(money.accounts)
            if accounts[account_id].project_id == project_id and accounts[account_id].name not in by_the_month
        )
        cost = int(money.costs.task[outline.row[project_id]])
        assert abs(cost - planned) <= planned * 5 // 100


def test_what_tasks_have_cost_is_what_the_accounts_were_charged(demo):
    """Purchases to the euro; work differs a little, as people book their hours."""
    money, outline = demo.state.money, demo.state.outline
    for name, account in (
        ("Build and deliver core switches", "Network equipment and cabling"),
        ("Licences delivered", "Software licences"),
    ):
        row = outline.row[demo.row(Task, name).id]
        charged = money.budget.accounts.spent_to_date[money.account_row[demo.row(Account, account).id]]
        assert int(money.costs.task_actual[row]) == int(charged)
