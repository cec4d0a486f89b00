"""A simulation run, read, kept and stopped in the window: the same figures as by command."""

from __future__ import annotations

from datetime import datetime

from pypdf import PdfReader
from PySide6.QtWidgets import QInputDialog

from tests.journeys.person import PATIENCE
from tpm_desktop.desktop.simulation.view import SimulationView

TROUBLE = f"Risk “<i>{300 * 'x'}” names no task and delays nothing; name the task that it hits."


def now(run, path):
    """The P80 of the finish by command."""
    return run("simulate", path, "--runs", "1000", "--seed", "7", "--json").json["finishes"][0]["p80"]


def test_it_is_run_read_and_kept(sit_down, run, sample):
    person = sit_down()
    person.open(sample)
    view = person.go("simulation")
    assert isinstance(view, SimulationView)
    (was,) = run("list", sample, "simulation", "--json").json
    assert view.headline() == f"Kept: {was['title']}"
    assert "1,000 runs, seed 1, risks as they are; status 30 Oct" in view.kept_runs.how.text()
    assert f"record {was['record'][:12]}. The plan has changed since (" in view.kept_runs.how.text()
    assert not view.bar.keep.isEnabled()

    view.bar.runs.setFocus()
    person.press("Up", "Up")  # 1,000 runs
    view.bar.seed.setFocus()
    view.bar.seed.selectAll()
    person.type("7")
    person.press("Tab")
    person.click(view.bar.start)
    person.qtbot.waitUntil(lambda: not view._work.busy, timeout=PATIENCE)

    session = person.window.session
    assert session is not None
    found = run("simulate", sample, "--runs", "1000", "--seed", "7", "--json").json
    said = session.formats.date(datetime.fromisoformat(found["finishes"][0]["p80"]).date())
    assert view.headline() == "1,000 runs, seed 7"
    assert said in view.found.told.text()
    assert view.found.cards[2].figure is not None
    assert view.found.cards[2].figure.value == said
    rows = [view.found.targets.shown.lines[at].cells for at in range(len(found["finishes"]))]
    assert [cells[0] for cells in rows] == [one["name"] for one in found["finishes"]]
    assert [cells[4] for cells in rows] == [
        session.formats.date(datetime.fromisoformat(one["p80"]).date()) for one in found["finishes"]
    ]

    panel = view.found.panel
    for at in range(panel.which.count()):  # each chart paints what it says
        panel.which.setCurrentIndex(at)
        assert not panel.chart.grab().isNull()
        assert panel.chart.accessibleName()
    assert "hold together in" in panel.told.text()
    milestone = next(n for n, one in enumerate(found["finishes"]) if one["kind"] == "milestone")
    panel.of.setCurrentIndex(milestone)
    assert panel.told.text().startswith("A milestone has no cost")
    panel.which.setCurrentIndex(0)
    panel.sure.setValue(90)
    at_90 = datetime.fromisoformat(found["finishes"][milestone]["p90"])
    assert panel.told.text().startswith(f"90 % sure: {session.formats.date(at_90.date())}, a contingency of ")

    def give(dialog):
        assert isinstance(dialog, QInputDialog)
        dialog.setTextValue("Before the gate")
        dialog.accept()

    person.answer(lambda: person.click(view.bar.keep), give)
    assert person.labels[0] == "Keep simulation “Before the gate”"
    kept = run("list", sample, "simulation", "--json").json[-1]
    assert kept["title"] == "Before the gate"
    assert kept["finish_p80"] == found["finishes"][0]["p80"]
    assert "The plan has changed since" not in view.found.told.text()
    with session.program.file.transaction("Shorten a task") as edit:
        edit.set("task", found["tasks"][0]["id"], duration=480)
        edit.add("risk", title="<i>" + 300 * "x", chance=5_000, days=4)
    assert "The plan has changed since" in view.found.told.text()

    person.click(view.bar.kept)
    assert [line.cells[0] for line in view.kept_runs.list.shown.lines] == ["Before the gate", was["title"]]
    assert "1 edit); its finish is now planned for" in view.kept_runs.how.text()
    person.press("Ctrl+Z")
    assert "(2 edits); its finish is still planned for the same day" in view.kept_runs.how.text()
    person.press("Ctrl+Y")
    view.kept_runs.list.setFocus()
    person.press("Down")  # the other one is chosen, and the inspector shows it
    assert view.headline() == f"Kept: {was['title']}"
    assert session.selected == ("simulation", (was["id"],))
    person.click(view.kept_runs.to_run)
    assert view.headline() == "1,000 runs, seed 7"

    view.bar.risks.setCurrentIndex(2)  # before and after the responses
    view.bar.weigh.setChecked(True)
    view.bar.strongest.setChecked(True)
    person.click(view.bar.start)
    person.qtbot.waitUntil(lambda: not view._work.busy, timeout=PATIENCE)
    told = run(
        "simulate", sample, "--runs", "1000", "--seed", "7", "--compare", "--weigh", "--strongest", "--json"
    ).json
    assert "; dashed: after responses, " in panel.told.text()
    assert "Responses move the P80 of the finish by" in view.found.assumed.text()
    assert len(view.found.weights.shown.lines) == len(told["risks"]) > 5
    assert told["after"]["finishes"][0]["p80"] < told["finishes"][0]["p80"]
    assert [line.id for line in view.found.weights.shown.lines] == [one["id"] for one in told["risks"]]

    assert view.found.troubles.text() == f"▲ {TROUBLE}"
    assert view.found.width() <= view.width()  # a name without any space does not widen the page

    pack = sample.with_name("confidence.pdf")
    run("report", "simulation", sample, "-o", pack).done()
    (page, *_) = PdfReader(pack).pages
    text = " ".join(page.extract_text().split())
    assert "1,000 runs · seed 7" in text  # as the one that was kept; of the plan as it is now
    assert session.formats.date(datetime.fromisoformat(now(run, sample)).date()) in text

    view.found.targets.selectRow(2)
    view.found.targets.setFocus()
    person.press("Return")
    assert person.view.key == "gantt"


def test_it_is_stopped(sit_down, sample):
    person = sit_down()
    person.open(sample)
    view = person.go("simulation")
    assert isinstance(view, SimulationView)
    view.bar.runs.setCurrentIndex(view.bar.runs.count() - 1)
    view.bar.seed.setFocus()
    person.press("F9")
    assert view.bar.stop.isVisible()
    person.click(view.bar.stop)
    person.qtbot.waitUntil(lambda: not view._work.busy, timeout=PATIENCE)
    assert view.outcome is None or view.outcome.simulated.runs < 50_000
    assert view.bar.start.isEnabled()
