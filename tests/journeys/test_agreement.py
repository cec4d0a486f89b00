"""Every date, slack and light is the same wherever it is shown: views, packs and command line."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from tests.journeys.agreement import (
    LIGHTS,
    formats,
    has_baseline,
    in_a_table,
    in_packs,
    letters,
    packed,
    pages,
    path,
    reader,
    rounded,
    told,
    whole,
)
from tpm_desktop.desktop.gantt.columns import INDEX
from tpm_desktop.desktop.network.graph import NodeKind
from tpm_desktop.desktop.network.links_model import ID, LAG, PREDECESSOR, SUCCESSOR, TYPE
from tpm_desktop.desktop.register.model import ROW_ID
from tpm_desktop.model.catalogue import CATALOGUE, entry
from tpm_desktop.model.schedule import LinkType

__all__ = ["formats", "pages", "path", "reader", "told"]

OVERALL = re.compile(r"[RAG–]\*?")
"""The first of a project's lights, with the star of one that was overridden."""


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
        assert item.look.critical is task["critical"]

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


@pytest.mark.parametrize("kind", ["status", "steering"])
def test_open_risks_in_the_overview_and_the_packs(reader, told, pages, kind):
    opened = sum(risk["status"] in ("open", "treating") for risk in told.rows("risk"))
    figures = {card.figure.view: card.figure for card in reader.go("overview").cards if card.figure}
    assert figures["risk"].value == str(opened)
    assert packed(f"of {opened} open risk{'s' if opened > 1 else ''}.") in "".join(pages(kind))


def in_order(rows):
    return sorted(rows, key=lambda row: (row["order"] or "", row["id"]))


@pytest.mark.parametrize("kind", ["status", "steering"])
def test_lights_dates_and_outlooks_of_the_projects_in_the_packs(reader, formats, told, pages, kind):
    text, shown = "".join(pages(kind)), letters(reader)
    assert shown
    projects, amount = told.rows("project"), in_packs(told, formats)
    exact = [
        [sums["outlook"], sums["variance"]]
        for of in (*(project["id"] for project in projects), None)
        for sums in [told.budget(lambda line, of=of: told.project_of(line) == of)]
    ]
    whole = told.budget()
    amounts = amount.parts_of([whole["outlook"], whole["variance"]], exact)
    for project, (outlook, over) in zip(projects, amounts, strict=False):
        finishes = in_a_table(formats, max(task["finish"] for task in told.tasks_of(project["id"])))
        variance = int(reader.plan.state.finish_variance[reader.plan.row(project["id"])])
        late = formats.duration(variance, sign=True) if has_baseline(reader, project["id"]) else "–"
        money = [amount(outlook), amount(-over, sign=True)]
        lights = shown[project["id"]]
        rows = [packed("".join([project["name"], lights, *finish, late, *money])) for finish in finishes]
        assert any(row in text for row in rows), rows
    program = reader.view.shown.health.program
    ratings = [getattr(program, light).rag for light in LIGHTS]
    assert reader.view.badge.letter == ratings[0].letter
    assert packed(f"Program{''.join(rag.letter for rag in ratings if rag is not None)}") in text


def test_lights_in_the_dependencies(reader):
    shown = letters(reader)
    view = reader.go("network")
    view.stage.open_all(wanted=False)
    nodes = view.canvas.nodes.items()
    found = {i: item.caption.light for i, item in nodes if item.node.kind is NodeKind.PROJECT}
    assert found == {project_id: OVERALL.match(lights)[0] for project_id, lights in shown.items()}


def test_every_milestone_of_the_steering_pack(formats, told, pages):
    text, projects = "".join(pages("steering")), {p["id"]: p["name"] for p in told.rows("project")}
    stored = {row["id"]: row for row in told.rows("task")}
    dated = [task for task in told.tasks.values() if task["milestone"] and stored[task["id"]]["active"]]
    agreed = {row["task_id"]: row["finish"] for row in told.baseline()}
    assert dated
    for task in dated:
        project = projects[stored[task["id"]]["project_id"]]
        said = in_a_table(formats, agreed.get(task["id"]), task["finish"])
        rows = [packed("".join([task["name"], project, *dates])) for dates in said]
        assert any(row in text for row in rows), rows


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
        shown = page.findChild(object, "slack").text().removesuffix(" · near-critical")
        assert shown == slack + (" · critical" if task["critical"] else "")
        inspector.turn_to("Money")
        money = inspector.page("Money").sums["Cost of the work"]
        assert money == formats.money(task["cost"], currency=True, whole=True, dash=True)
        inspector.turn_to("General")


def test_the_schedule_as_people_read_it(run, formats, told, path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "400")
    lines = [packed(line) for line in run("schedule", path).done().out.splitlines()]
    for task in told.tasks.values():
        dates = formats.moment(task["start"]) + formats.moment(task["finish"], finish=True)
        slack = formats.duration(task["total_slack"], elapsed=task["elapsed"])
        slack += "critical" if task["critical"] else ""
        name = task["name"] if len(task["name"]) < 40 else task["name"][:20]
        assert any(line.endswith(packed(dates + slack)) and packed(name) in line for line in lines), task


def test_the_history(run, reader, path):
    records = run("log", path, "--json").json
    shown = reader.window.history.model
    assert len(shown) == len(records)
    assert [record["label"] for record in records] == reader.labels
