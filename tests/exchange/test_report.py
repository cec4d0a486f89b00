"""The report of an import, as people and as programs read it."""

from __future__ import annotations

import json

from tests.exchange.documents import document, element, link, task
from tpm_desktop.exchange import ImportReport
from tpm_desktop.exchange.report import MOST_NOTES


def test_lines(imported):
    custom = element("ExtendedAttribute", FieldID=188743731, Value="red")
    made = imported(document(task(1, "A", link(99), custom), task(2, "B", link(1), Duration="soon")))
    assert list(made.report.lines()) == [
        "source 0.xml (MS Project XML): 1 component project, 1 calendar, 2 tasks, 1 link",
        "Set aside:",
        "  a link of task “1 A”: there is no task of number 99 in the file",
        "Adjusted:",
        "  task “2 B”: Duration “soon” is not a duration such as PT8H0M0S; left out",
        "  task “2 B”: it has no usable duration; one day was put in its place and marked as estimated",
        "Not kept:",
        "  values of custom fields: 1",
    ]
    assert json.loads(json.dumps(made.report.as_json()))["counts"] == {
        "project": 1,
        "calendar": 1,
        "task": 2,
        "link": 1,
    }


def test_a_report_does_not_grow_without_end():
    report = ImportReport("plan.xml", "MS Project XML")
    for number in range(MOST_NOTES + 5):
        report.set_aside(f"link {number}")
    report.close({})
    assert len(report.notes) == MOST_NOTES
    assert list(report.lines())[-1] == "and 5 more notes of this kind"
