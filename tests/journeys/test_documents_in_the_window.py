"""An offer is dropped on a task, lost with it, brought back, and is there the next morning."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.journeys.at_the_gantt import AtTheGantt
from tests.journeys.person import Person
from tpm_desktop.model.attachments import Attachment

TASK = "Appoint data centre team"
OFFER = b"%PDF-1.7 the offer of an agency"


def documents(person: Person):
    person.window.inspector.turn_to("Documents")
    return person.window.inspector.page("Documents")


def shown(person: Person) -> list[str]:
    return [found.text for found in documents(person).list.documents.found]


def drop(person: Person, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    at, copy = QPoint(30, 30), Qt.DropAction.CopyAction
    left, plain = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page = documents(person)
    QApplication.sendEvent(page, QDragEnterEvent(at, copy, data, left, plain))
    QApplication.sendEvent(page, QDropEvent(QPointF(at), copy, data, left, plain))
    person.qtbot.waitUntil(lambda: not page.adding)


def test_an_offer_on_a_task(sit_down, sample: Path, tmp_path: Path, run, monkeypatch, qtbot):
    opened: list[Path] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: not opened.append(Path(url.toLocalFile())))
    offer = tmp_path / "Offer.pdf"
    offer.write_bytes(OFFER)
    person = sit_down()
    person.open(sample)
    person.go("gantt")
    gantt = AtTheGantt(person)
    gantt.click(TASK)
    drop(person, offer)
    assert shown(person) == ["Offer.pdf"]
    assert person.labels[0] == f"Attach “Offer.pdf” to task “{TASK}”"

    page = documents(person)
    page.rename_action.trigger()
    editor = page.list.findChild(QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, "Offer of May")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown(person) == ["Offer of May.pdf"])

    gantt.click(TASK)
    person.press("Delete")
    assert "Offer of May.pdf" not in [one.name for one in person.window.session.program.file.rows(Attachment)]
    person.press("Ctrl+Z")
    gantt.click(TASK)
    assert shown(person) == ["Offer of May.pdf"]
    person.window.close()

    (found,) = [one for one in run("attachments", sample, "--json").json if one["name"] == "Offer of May.pdf"]
    run("extract", sample, found["id"], "-o", tmp_path / "out.pdf").done()
    assert (tmp_path / "out.pdf").read_bytes() == OFFER
    assert "different documents" in run("verify", sample).done().out

    person = sit_down()
    person.open(sample)
    person.go("gantt")
    AtTheGantt(person).click(TASK)
    page = documents(person)
    page.list.choose([found["id"]])
    page.open_action.trigger()
    assert [(copy.name, copy.read_bytes()) for copy in opened] == [("Offer of May.pdf", OFFER)]
