"""Every date and every sum is the same wherever it is shown: views, packs and command line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.command_line import Run
from tests.journeys.person import Person
from tests.journeys.told import FIGURES, Told
from tpm_desktop.desktop.budget.lines import LineKind
from tpm_desktop.desktop.budget.model import FIXED
from tpm_desktop.desktop.budget.periods import Span
from tpm_desktop.desktop.gantt.columns import INDEX
from tpm_desktop.desktop.network.links_model import ID, LAG, PREDECESSOR, SUCCESSOR, TYPE
from tpm_desktop.desktop.overview.projects_table import RATING
from tpm_desktop.desktop.register.model import ROW_ID
from tpm_desktop.formats import Formats
from tpm_desktop.model.catalogue import CATALOGUE, entry
from tpm_desktop.model.schedule import LinkType

PLAN = "dev/mspdi/software-development-mpp.xml"
LIGHTS = ("overall", "time", "cost", "risk")
BUDGET = (
    # month, planned, actual, forecast in minor units, of the first two accounts and of one without project
    ("2013-01", 1_250_000, 1_199_950, None),
    ("2013-02", 2_400_049, 2_600_000, 10),
    ("2013-03", 3_000_000, None, 3_333_333),
    ("2013-04", 999_999, 50_000, None),
    ("2013-12", 700_000, None, 0),
    ("2014-01", 125_000, None, 260_051),
)


@pytest.fixture(params=["sample", "imported plan"])
def path(request: pytest.FixtureRequest, run: Run, tmp_path: Path) -> Path:
    """The sample program; a real plan with a budget, a status date and a risk."""
    if request.param == "sample":
        found: Path = request.getfixturevalue("sample")
        return found
    target = tmp_path / "plan.tpm"
    run("import", request.getfixturevalue("shared_data") / PLAN, "-o", target, "--projects").done()
    run("set", target, "program", "program", "status_date=2013-02-15", "fiscal_year_start=4").done()
    projects = run("list", target, "project", "--json").json
    for n, owner in enumerate([f"project_id={projects[0]['id']}", f"project_id={projects[1]['id']}", None]):
        fields = [f"name=Account {n}", f"treatment={('capex', 'opex')[n % 2]}", *([owner] if owner else [])]
        account = run("add", target, "account", *fields).done().out.strip()
        for month, *amounts in BUDGET[n:]:
            given = [f"{k}={v}" for k, v in zip(FIGURES, amounts, strict=False) if v is not None]
            treatment = ("capex", "opex")[(n + int(month[-1])) % 2]
            line = [f"account_id={account}", f"month={month}", f"treatment={treatment}", *given]
            run("add", target, "budget_line", *line).done()
    risk = ["title=Testers are short", f"project_id={projects[0]['id']}", "probability=4", "impact=4"]
    run("add", target, "risk", *risk).done()
    return target


@pytest.fixture
def told(run: Run, path: Path) -> Told:
    return Told(run, path)


@pytest.fixture
def reader(person: Person, path: Path) -> Person:
    """Somebody who reads the program in the window."""
    person.open(path)
    return person


@pytest.fixture
def formats(reader: Person) -> Formats:
    assert reader.window.session is not None
    return reader.window.session.formats


@pytest.fixture
def pages(run: Run, path: Path, tmp_path: Path) -> Callable[[str], list[str]]:
    """The texts of a pack's pages without white space: where lines break is the page's affair."""

    def read(kind: str) -> list[str]:
        target = tmp_path / f"{kind}.pdf"
        if not target.exists():
            run("report", kind, path, "-o", target).done()
        return [packed(page.extract_text()) for page in PdfReader(target).pages]

    return read


def packed(text: str) -> str:
    return "".join(text.split())


def test_gantt_and_command_line(reader, formats, told):
    model = reader.go("gantt").panes.model
    assert len(model.state.outline) == len(told.tasks) + len(told.rows("project"))
    for task in told.tasks.values():
        cell = {key: model.index_of(task["id"], column) for key, column in INDEX.items()}
        elapsed = bool(reader.plan.state.inputs.tasks.elapsed[reader.plan.row(task["id"])])
        shown = {key: index.data() for key, index in cell.items()}
        assert shown["name"] == task["name"]
        assert shown["wbs"] == task["wbs"]
        for key in ("start", "finish"):
            at = datetime.fromisoformat(task[key])
            assert shown[key] == formats.date(at)
            exact = cell[key].data(2)  # what an editor of the cell begins with
            assert formats.parse_instant(exact, finish=key == "finish") == at
        assert shown["slack"] == formats.duration(task["total_slack"], elapsed=elapsed, unit="d")
        unit = "d" if task["summary"] else None
        assert shown["duration"] == formats.duration(
            task["duration"], elapsed=elapsed and not task["summary"], unit=unit
        )
        assert formats.parse_money(shown["cost"]) == whole(task["cost"], formats)
        assert formats.parse_share(shown["done"]) == rounded(task["percent_complete"], 100)


def whole(amount: int, formats: Formats) -> int:
    """Minor units rounded to whole units, as a cell shows them."""
    return rounded(amount, 10**formats.minor_digits)


def rounded(value: int, step: int) -> int:
    """Half up, away from zero."""
    size = (abs(value) + step // 2) // step * step
    return size if value >= 0 else -size


def test_predecessors_in_the_gantt_and_links_of_the_file(reader, formats, told):
    model = reader.go("gantt").panes.model
    number = {model.id_of(model.index_at(row)): row + 1 for row in range(len(model.state.outline))}
    for task_id in told.tasks:
        shown = model.index_of(task_id, INDEX["predecessors"]).data()
        wanted = set()
        for link in told.rows("link"):
            if link["successor_id"] == task_id:
                how = formats.link(link["type"], link["lag"] or 0, link["lag_unit"])
                wanted.add(f"{number[link['predecessor_id']]}{'' if how == 'FS' else how}")
        assert set(filter(None, shown.split("; "))) == wanted


def test_dependencies_and_command_line(reader, formats, told):
    view = reader.go("network")
    view.stage.open_all(wanted=True)
    reader.qtbot.waitUntil(lambda: len(view.canvas.nodes) > len(told.rows("project")), timeout=30_000)
    for node_id, item in view.canvas.nodes.items():
        task = told.tasks.get(node_id)
        if task is None:
            continue
        start, finish = (datetime.fromisoformat(task[key]).date() for key in ("start", "finish"))
        dates = formats.date(finish) if task["milestone"] else formats.span(start, finish)
        slack = formats.duration(task["total_slack"], unit="d")
        assert (item.caption.title, item.caption.second, item.caption.right) == (task["name"], dates, slack)
        assert item.critical is task["critical"]

    links = {link["id"]: link for link in told.rows("link")}
    listed = view.links.model
    assert listed.rowCount() == len(links)
    for row in range(listed.rowCount()):
        cells = [listed.index(row, column).data() for column in range(listed.columnCount())]
        link = links[listed.index(row, 0).data(ID)]
        ends = [told.tasks[link[end]]["name"] for end in ("predecessor_id", "successor_id")]
        assert [cells[PREDECESSOR], cells[SUCCESSOR]] == ends
        assert cells[TYPE] == LinkType(link["type"]).label
        assert cells[LAG] == (formats.lag(link["lag"], link["lag_unit"]) if link["lag"] else "–")


def test_every_cell_of_the_budget_is_the_sum_of_its_lines(reader, formats, told):
    view = reader.go("budget")
    reader.click(view.findChild(object, "budget-show-all"))
    model, seen = view.model, set()
    for row, line in enumerate(model.lines):
        for column, period in enumerate(model.periods):

            def wanted(entered, line=line, period=period) -> bool:
                return in_line(told, line, entered) and in_period(told, period, entered)

            expected = told.budget(wanted)[line.figure]
            shown = model.index(row, column + FIXED).data()
            assert shown == formats.money(expected, whole=True, dash=True, sign=line.figure == "variance")
            assert formats.parse_money(shown) == whole(expected, formats)
            seen.add((line.kind, period.span, line.figure))
    assert len(seen) == len(LineKind) * len(Span) * len(FIGURES)


def in_line(told: Told, line, entered) -> bool:
    """Whether an entered budget line counts in a row of the grid."""
    return {
        LineKind.ACCOUNT: entered["account_id"] == line.id,
        LineKind.PROJECT: (told.project_of(entered) or "") == line.id,
        LineKind.TREATMENT: entered["treatment"] == line.id,
        LineKind.PROGRAM: True,
    }[line.kind]


def in_period(told: Told, period, entered) -> bool:
    """Whether an entered budget line counts in a column of the grid."""
    if period.span is Span.MONTH:
        return entered["month"][:7] == f"{period.day:%Y-%m}"
    if period.span is Span.YEAR:
        return told.fiscal_year(entered["month"]) == period.year.start_year
    return True


def test_the_strip_above_the_budget(reader, formats, told):
    view = reader.go("budget")
    sums = told.budget()
    shown = {card.name: card.figure.accessibleName().rpartition(": ")[2] for card in view.summary.cards}
    assert shown == {
        "budget": formats.money(sums["planned"], currency=True),
        "spent": formats.money(sums["spent"], currency=True),
        "outlook": formats.money(sums["outlook"], currency=True),
        "variance": formats.money(sums["variance"], currency=True, sign=True),
    }


def test_overview_and_command_line(reader, formats, told):
    view = reader.go("overview")
    figures = {card.figure.view: card.figure for card in view.cards if card.figure}
    finish = max(datetime.fromisoformat(task["finish"]) for task in told.tasks.values())
    assert figures["gantt"].value == formats.date(finish, year=True)
    assert figures["budget"].value == formats.compact(told.budget()["outlook"], currency=True)
    lines = view.projects.lines.lines
    assert [line.id for line in lines] == [p["id"] for p in in_order(told.rows("project"))]
    for line in lines:
        tasks = told.tasks_of(line.id)
        assert line.start == formats.date(min(task["start"] for task in tasks))
        assert line.finish == formats.date(max(task["finish"] for task in tasks))
    for item in view.milestones.items:
        assert item.text == told.tasks[item.id]["name"]
        assert item.lead == formats.date(told.tasks[item.id]["finish"])


def in_order(rows):
    return sorted(rows, key=lambda row: (row["order"] or "", row["id"]))


def letters(reader: Person) -> dict[str, str]:
    """The lights of each component project as they stand in the overview: overall, time, cost and risk."""
    table = reader.go("overview").projects
    model, first = table.model(), table.model().columnCount() - len(LIGHTS)
    rows = range(model.rowCount())
    read = [
        "".join(model.index(row, first + n).data(RATING).strip("–") for n in range(len(LIGHTS)))
        for row in rows
    ]
    return {table.lines.lines[row].id: read[row] for row in rows}


@pytest.mark.parametrize("kind", ["status", "steering"])
def test_lights_dates_and_outlooks_of_the_projects_in_the_packs(reader, formats, told, pages, kind):
    text, shown = "".join(pages(kind)), letters(reader)
    assert shown
    for project in told.rows("project"):
        finish = formats.date(max(task["finish"] for task in told.tasks_of(project["id"])))
        variance = int(reader.plan.state.finish_variance[reader.plan.row(project["id"])])
        late = formats.duration(variance, sign=True) if has_baseline(reader, project["id"]) else "–"
        sums = told.budget(lambda line, p=project: told.project_of(line) == p["id"])
        money = [formats.thousands(sums["outlook"], dash=True)]
        money.append(formats.thousands(-sums["variance"], dash=True, sign=True))
        row = packed("".join([project["name"], shown[project["id"]], finish, late, *money]))
        assert row in text, row
    program = reader.view.shown.health.program
    ratings = [getattr(program, light).rag for light in LIGHTS]
    assert reader.view.badge.letter == ratings[0].letter
    assert packed(f"Program{''.join(rag.letter for rag in ratings if rag is not None)}") in text


def has_baseline(reader: Person, row_id: str) -> bool:
    return int(reader.plan.state.finish_variance[reader.plan.row(row_id)]) > -(2**63)


def test_lights_in_the_dependencies(reader):
    shown = letters(reader)
    view = reader.go("network")
    view.stage.open_all(wanted=False)
    found = {node_id: item.caption.light for node_id, item in view.canvas.nodes.items()}
    assert found == {project_id: lights[:1] for project_id, lights in shown.items()}


@pytest.mark.parametrize("kind", ["status", "steering"])
def test_budget_tables_of_the_packs_are_the_grid_s_totals(reader, formats, told, pages, kind):
    text, view = "".join(pages(kind)), reader.go("budget")
    reader.click(view.findChild(object, "budget-show-all"))
    grid = {}
    for row, line in enumerate(view.model.lines):
        for column, period in enumerate(view.model.periods):
            if period.span is not Span.MONTH:
                key = (line.kind, line.id, period.first if period.span is Span.YEAR else None, line.figure)
                grid[key] = view.model.amount(view.model.index(row, column + FIXED))

    def table_row(name: str, place: tuple, spent: int, to_date: int | None) -> str:
        """A line of a pack's table with the grid's totals."""
        planned, outlook, variance = (grid[(*place, figure)] for figure in ("planned", "outlook", "variance"))
        amounts = [planned, *([] if to_date is None else [to_date]), spent, outlook]
        shown = [formats.thousands(amount, dash=True) for amount in amounts]
        return packed("".join([name, *shown, formats.thousands(variance, dash=True, sign=True)]))

    names = {project["id"]: project["name"] for project in told.rows("project")} | {"": "Across projects"}
    for kind_of_line, line_id, year, figure in list(grid):
        if figure != "planned" or kind_of_line is LineKind.ACCOUNT:
            continue
        place = (kind_of_line, line_id, year)
        if year is not None and kind_of_line is LineKind.PROGRAM:
            day = next(period.day for period in view.model.periods if period.first == year)
            start = told.fiscal_year(f"{day:%Y-%m}")
            sums = told.budget(lambda line, start=start: told.fiscal_year(line["month"]) == start)
            if any(sums.values()):
                assert table_row(formats.fiscal_year(day), place, sums["spent"], None) in text
        elif year is None and kind_of_line is LineKind.PROJECT:
            sums = told.budget(lambda line, p=line_id: (told.project_of(line) or "") == p)
            assert table_row(names[line_id], place, sums["spent"], sums["to_date"]) in text
        elif year is None and kind_of_line is LineKind.TREATMENT:
            sums = told.budget(lambda line, t=line_id: line["treatment"] == t)
            name = {"capex": "Capital", "opex": "Operating"}[line_id]
            assert table_row(name, place, sums["spent"], None) in text
        elif year is None:
            sums = told.budget()
            assert table_row("Program", place, sums["spent"], sums["to_date"]) in text


@pytest.mark.parametrize("kind", ["status", "steering"])
def test_key_figures_of_the_packs(formats, told, pages, kind):
    first, sums = "".join(pages(kind)[:2]), told.budget()
    finish = max(task["finish"] for task in told.tasks.values())
    over = sums["outlook"] - sums["planned"]
    assert packed(f"Forecast finish{formats.date(finish, year=True)}") in first
    outlook = f"{formats.compact(sums['outlook'])}{formats.compact(over, sign=True)} against plan"
    assert packed(f"Outlook, {formats.currency}{outlook}") in first
    spent = f"{formats.compact(sums['spent'])}of {formats.compact(sums['to_date'])}planned to date"
    assert packed(f"Spent, {formats.currency}{spent}") in first


def test_every_milestone_of_the_steering_pack(formats, told, pages):
    text, projects = "".join(pages("steering")), {p["id"]: p["name"] for p in told.rows("project")}
    stored = {row["id"]: row for row in told.rows("task")}
    dated = [task for task in told.tasks.values() if task["milestone"] and stored[task["id"]]["active"]]
    agreed = {row["task_id"]: row["finish"] for row in told.baseline()}
    assert dated
    for task in dated:
        project = projects[stored[task["id"]]["project_id"]]
        dates = formats.date(agreed.get(task["id"])) or "–", formats.date(task["finish"])
        assert packed("".join([task["name"], project, *dates])) in text


def test_registers_and_command_line(reader, formats, told):
    for about in CATALOGUE:
        if not about.register:
            continue
        model = reader.go(about.name).model
        stored = {row["id"]: row for row in told.rows(about.name)}
        assert model.rowCount() == len(stored)
        for n in range(model.rowCount()):
            row = stored[model.index(n, 0).data(ROW_ID)]
            for m, column in enumerate(model.shown):
                if column.field is None:
                    continue
                value = formats.show_field(
                    entry(about.name), column.field, row, name_of=reader.window.session.names.name
                )
                first_line = value.split("\n", 1)[0]
                assert model.index(n, m).data().partition(" · ")[0] == first_line.partition(" · ")[0]


def test_inspector_and_command_line(reader, formats, told):
    reader.go("gantt")
    inspector = reader.window.inspector
    for task in list(told.tasks.values())[::7]:
        reader.window.session.select("task", [task["id"]])
        page = inspector.page("General")
        for name in ("start", "finish"):
            editor = page.findChild(object, f"edit-{name}")
            at = formats.parse_instant(editor.text(), finish=name == "finish")
            assert at == datetime.fromisoformat(task[name])
        slack = formats.duration(task["total_slack"], unit="d")
        assert page.findChild(object, "slack").text() == slack + (" · critical" if task["critical"] else "")
        inspector.turn_to("Money")
        money = inspector.page("Money").sums["Cost of the work"]
        assert money == formats.money(task["cost"], currency=True, whole=True, dash=True)
        inspector.turn_to("General")


def test_costs_add_up(reader, formats, told):
    costs = reader.plan.state.money.costs
    assert told.cost_of_work() == costs.program
    tops = [costs.task[reader.plan.row(project["id"])] for project in told.rows("project")]
    assert sum(tops) == costs.program
    for account in told.rows("account"):
        reader.window.session.select("account", [account["id"]])
        reader.window.inspector.turn_to("Money")
        shown = reader.window.inspector.page("Money").sums
        sums = told.budget(lambda line, a=account: line["account_id"] == a["id"])
        for name, figure in (("Budget", "planned"), ("Actual to date", "spent"), ("Outlook", "outlook")):
            assert shown[name] == formats.money(sums[figure], currency=True, whole=True, dash=True)


def test_the_schedule_as_people_read_it(run, formats, told, path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "400")
    lines = [packed(line) for line in run("schedule", path).done().out.splitlines()]
    for task in told.tasks.values():
        dates = formats.moment(task["start"]) + formats.moment(task["finish"], finish=True)
        slack = formats.duration(task["total_slack"]) + ("critical" if task["critical"] else "")
        name = task["name"] if len(task["name"]) < 40 else task["name"][:20]
        assert any(line.endswith(packed(dates + slack)) and packed(name) in line for line in lines), task


def test_the_history(run, reader, path):
    records = run("log", path, "--json").json
    shown = reader.window.history.model
    assert len(shown) == len(records)
    assert [record["label"] for record in records] == reader.labels
