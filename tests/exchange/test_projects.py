"""Component projects made of top-level summary tasks."""

from __future__ import annotations

from datetime import datetime

from tests.exchange.documents import assignment, document, link, resource, task
from tpm_desktop.model.program import Project
from tpm_desktop.model.schedule import Task


def names_by_project(made) -> dict[str, list[str]]:
    return {
        project.name: [row.name for row in made.rows(Task, project_id=project.id)]
        for project in made.rows(Project)
    }


def test_without_the_choice_one_project_holds_everything(imported):
    made = imported(document(task(1, "Cabling"), task(2, "Pull", level=2), task(3, "Close")))
    assert names_by_project(made) == {"Network renewal": ["Cabling", "Pull", "Close"]}


def test_top_level_summaries_become_projects(imported):
    made = imported(
        document(
            task(
                1, "Cabling", Notes="Copper and fibre", ConstraintType=4, ConstraintDate="2026-01-12T08:00:00"
            ),
            task(2, "Pull", level=2),
            task(3, "Test", link(2), level=2),
            task(4, "Servers"),
            task(5, "Rack", link(3), level=2),
            task(6, "Handover", link(5), hours=0, Milestone=1),
        ),
        projects_from_summaries=True,
    )
    assert names_by_project(made) == {
        "Cabling": ["Pull", "Test"],
        "Servers": ["Rack"],
        "Network renewal": ["Handover"],
    }
    cabling = made.rows(Project)[0]
    assert (cabling.start, cabling.notes, cabling.uid) == (datetime(2026, 1, 12, 8), "Copper and fibre", 1)
    assert all(row.parent_id is None for row in made.rows(Task))
    assert made.start("Pull") == "2026-01-12 08:00"
    assert made.start("Rack") == "2026-01-14 08:00"


def test_a_summary_that_says_more_stays_below_its_project(imported):
    made = imported(
        document(
            task(1, "Linked"),
            task(2, "A", level=2),
            task(3, "Assigned", link(1)),
            task(4, "B", level=2),
            task(5, "Due", Deadline="2026-03-02T17:00:00"),
            task(6, "C", level=2),
            resources=resource(1, "Lead"),
            assignments=assignment(1, 3, 1),
        ),
        projects_from_summaries=True,
    )
    assert names_by_project(made) == {
        "Linked": ["Linked", "A"],
        "Assigned": ["Assigned", "B"],
        "Due": ["Due", "C"],
    }
    assert made.task("A").parent_id == made.task("Linked").id
    assert made.start("B") == "2026-01-06 08:00"
