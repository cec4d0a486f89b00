"""The two packs as their readers get them: of the sample, of an empty program, of hostile texts."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdfium2 import PdfDocument

from tests.reports.laid import orphans, recorded, sparse
from tpm_desktop.formats import Formats
from tpm_desktop.formats.amounts import Scale
from tpm_desktop.gestures import outline
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.model.capital import CapitalStep
from tpm_desktop.model.governance import Decision
from tpm_desktop.model.program import Project
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.health import health_of
from tpm_desktop.plan.policy_findings import policy_report
from tpm_desktop.reports import CATALOGUE, ReportProblem, find_pack, write_pack
from tpm_desktop.reports.headings import Section
from tpm_desktop.reports.milestones import Standing, milestones
from tpm_desktop.reports.source import Source


@pytest.fixture(scope="module")
def sample(sample_file):
    with OpenProgram.open(sample_file, read_only=True) as program:
        yield program


@pytest.fixture
def empty(tmp_path):
    with OpenProgram.create(tmp_path / "empty.tpm", name="Nothing yet") as program:
        yield program


def pages(key: str, program: OpenProgram) -> list[str]:
    """The text of each page, on one line."""
    made = BytesIO()
    count = write_pack(find_pack(key), program, made, formats=formats(program))
    read = PdfDocument(made.getvalue())
    found = [" ".join(page.get_textpage().get_text_range().split()) for page in read]
    assert len(found) == count
    return found


def joined(text: str) -> str:
    return re.sub(r"\s|\ufffe", "", text)


def formats(program: OpenProgram) -> Formats:
    return Formats.of(program.file.program, "en_GB")


@pytest.fixture(scope="module")
def laid():
    """What stands on the pages of each pack that was told."""
    return {}


@pytest.fixture(scope="module")
def told(sample, laid):
    """The pages of a pack about the sample, made once for all that is asked of them."""

    def tell(key):
        with recorded() as laid[key]:
            return pages(key, sample)

    return cache(tell)


OF_THE_PLAN_ALONE = (
    "progress", "health", "commitments", "budget", "evm", "map", "matrix", "readiness", "capex",
    "business-case", "gate", "requirements", "acceptance",
    "agenda", "minutes", "liaison", "simulation", "advice", "risks", "stakeholders", "communication",
    "plan", "projects", "roadmap", "finance", "compliance", "governance", "raci", "staffing-plan",
    "procurement", "installation", "staffing", "capital-request",
)  # fmt: skip
ON_THE_PLAN = [
    pack.key for pack in CATALOGUE if not (pack.compares or pack.wide or pack.key in OF_THE_PLAN_ALONE)
]
TELLING_ISSUES = [p.key for p in CATALOGUE if not p.compares and p.key not in OF_THE_PLAN_ALONE]


@pytest.mark.parametrize("key", [pack.key for pack in CATALOGUE if not pack.compares])
def test_every_page_says_what_it_is_of_and_none_holds_an_orphan_or_next_to_nothing(told, laid, sample, key):
    found = told(key)
    assert orphans(laid[key]) == []
    assert sparse(laid[key]) == []
    for number, text in enumerate(found, 1):
        assert f"{number} of {len(found)}" in text
    for heading in (one for one in laid[key] if isinstance(one.part, Section)):
        # Joined: a line may have been broken, and a hyphen at its end is marked.
        assert joined(heading.part.title) in joined(found[heading.page - 1])
        assert "status date 30 Oct 2026" in text
        assert f"version {sample.file.journal.records(1)[0].seq}" in text
        assert "Core Systems Renewal" in text
        assert "sample.tpm" in text
        assert not [sign for sign in text if "\ue000" <= sign <= "\uf8ff"], "copied as no sign at all"


@pytest.mark.parametrize("key", ON_THE_PLAN)
def test_dates_and_sums_are_those_of_the_plan(told, sample, key):
    text, shown = " ".join(told(key)), formats(sample)
    state = sample.plan.state
    for row in state.outline.children(-1):
        assert state.names[row] in text
        assert shown.date(sample.plan.finish(state.outline.ids[row])) in text
    total = state.money.budget.program
    for amount in (total.at_completion, total.spent_to_date, total.outlook_at_completion):
        assert shown.scaled(int(amount), Scale.THOUSANDS) in text


def test_no_page_holds_the_rest_of_a_section_only(told):
    found = told("steering")
    assert "Appendix: purpose and outcomes" in next(text for text in found if "Decisions taken" in text)


@pytest.mark.parametrize("key", ON_THE_PLAN)
def test_the_money_stands_on_one_page_and_only_there(told, key):
    found = told(key)
    (page,) = [
        text
        for text in found
        if "The outlook is 0.5 % over the plan: EUR" in text and "Capital and operating" in text
    ]
    assert "FY26/27" in page
    for part in ("EUR million, cumulative", "Capital and operating", "By fiscal year"):
        assert part in page
        assert " ".join(found).count(part) == 1


def test_a_budget_of_many_projects_goes_on_over_pages(empty):
    for number in range(60):
        project = outline.insert_project(empty, f"Project {number}")
        account = add_row(empty, "account", {"name": f"Account {number}", "project_id": project})
        add_row(empty, "budget_line", {"account_id": account, "month": date(2026, 5, 1), "planned": 100_000})
    text = " ".join(pages("status", empty))
    assert all(f"Project {number} 1,000 " in text for number in range(60))
    assert "Capital and operating" in text


def test_a_small_program_is_told_in_whole_units(empty):
    account = add_row(empty, "account", {"name": "Licences"})
    add_row(empty, "budget_line", {"account_id": account, "month": date(2026, 5, 1), "planned": 60_000})
    text = " ".join(pages("status", empty))
    assert "Program 600" in text
    assert "thousand" not in text


def test_a_recommendation_can_be_read_with_its_options(told, sample):
    status, steering = (" ".join(told(key)) for key in ("status", "steering"))
    for decision in sample.file.rows(Decision):
        if decision.state == "asked":
            letter = decision.recommendation[0]
            wanted = next(line for line in decision.options.splitlines() if line.startswith(f"{letter}. "))
            assert wanted in status
            assert " ".join(decision.options.split()) in steering


def test_a_recommendation_that_names_no_option_is_told_with_all(empty):
    values = {
        "title": "Site",
        "state": "asked",
        "options": "North\nSouth",
        "recommendation": "The cheaper one",
    }
    add_row(empty, "decision", values)
    assert "North South" in " ".join(pages("status", empty))


def test_sentences_are_put_together_well(told):
    for key in ("status", "steering"):
        text = " ".join(told(key))
        assert "; top risk R-1" in text
        assert "; Top risk" not in text
        assert ". ·" not in text
        assert "5 d or 5 % after the baseline (keeping either limit is enough)" in text


def test_the_steering_pack_weighs_what_is_under_negotiation(told):
    text = " ".join(told("steering"))
    assert "1 change under negotiation" in text
    assert "Two shifts for the network only" in text
    assert "\N{MINUS SIGN}9 +74,000" in text  # as the decision on it says
    assert "\N{MINUS SIGN}4" in text


def test_the_steering_pack_asks_first(told, sample):
    first = told("steering")[0]
    assert "Decisions asked for" in first
    for decision in sample.file.rows(Decision):
        assert (decision.title in first) == (decision.state == "asked")


def test_lights_come_with_letter_and_reason(told, sample):
    text = told("status")[0]
    rated = health_of(sample, formats(sample))
    for project in rated.projects:
        for rating in (project.time, project.cost, project.risk):
            if rating.rag:
                assert " ".join(rating.reason.split(":")[0].split()).lower() in text.lower()


def test_a_slipping_milestone_is_told_with_both_dates(told):
    text = " ".join(told("steering"))
    assert "Data centre in service" in text
    assert "28 Jan 2027" in text
    assert "18 Feb 2027" in text


def test_late_and_critical_milestones_are_never_left_out_for_others(told, sample):
    source = Source(sample, formats(sample))
    found = [m for m in milestones(source) if m.standing is not Standing.MET]
    late = [m for m in found if m.standing in (Standing.LATE, Standing.OVERDUE)]
    sentence = f"{len(late)} of {len(found)} milestones to come are late"
    text = next(page for page in told("status") if sentence in page)
    assert f"9 of {len(found)} milestones to come, the late and critical ones first" in text
    table = text[text.index("Standing ") : text.index("the late and critical ones first")]
    listed = {m.id for m in found if f"{m.name} {source.state.names[source.project_row(m.project)]}" in table}
    assert len(listed) == 9
    assert listed <= {m.id for m in late}
    assert {m.id for m in late if m.critical} <= listed


@pytest.mark.parametrize("key", ON_THE_PLAN)
def test_an_empty_program_says_what_is_missing(empty, key):
    text = " ".join(pages(key, empty))
    assert "There are no tasks yet" in text
    assert "No budget has been entered yet" in text
    assert "None" not in text


@pytest.mark.parametrize("key", TELLING_ISSUES)
def test_texts_of_strangers_do_no_harm(empty, key):
    project = outline.insert_project(empty, "<b>Bold & “quoted”</b> <img src='file:///x'/>")
    outline.insert_task(empty, parent=project, name="اختبار 试验 🙂 " + "W" * 300)
    outline.insert_task(empty, parent=project, name="Gate", duration=0)
    add_row(empty, "risk", {"title": "x" * 900, "probability": 5, "impact": 5, "response_plan": "y " * 3000})
    add_row(empty, "issue", {"title": "<para>broken", "severity": 4})
    add_row(empty, "decision", {"title": "&&&", "state": "asked", "options": "long " * 8000})
    add_row(empty, "action", {"title": "=HYPERLINK(1)"})
    add_row(empty, "account", {"name": "</font>", "project_id": project})
    begun = add_row(empty, "estimate_round", {"title": "<i>" * 300, "taken": date(2026, 1, 5)})
    line = {"round_id": begun, "title": "<para>broken " + "z" * 900, "project_id": project, "likely": 1}
    add_row(empty, "estimate_line", {**line, "basis": "long " * 4000, "source": "</td>" * 99})
    text = " ".join(pages(key, empty))
    assert "<b>Bold & “quoted”</b>" in text
    assert "<para>broken" in text


@pytest.mark.parametrize("key", ["health", "commitments"])
def test_names_and_reasons_of_strangers_do_no_harm(empty, key):
    hostile = "<b>Bold & “quoted”</b>"
    giver, receiver = (outline.insert_project(empty, f"{hostile} {n}") for n in (1, 2))
    task = outline.insert_task(empty, parent=giver, name=hostile, duration=480)
    add_row(
        empty,
        "waiver",
        {"check_key": "D1", "reason": "<para>broken", "task_id": task, "until": date(2199, 1, 1)},
    )
    values = {"title": "<para>broken", "criterion": "long " * 8000, "giving_task_id": task}
    add_row(empty, "commitment", {**values, "receiver_id": receiver, "external_giver": None})
    text = " ".join(pages(key, empty))
    assert hostile in text
    assert "<para>broken" in text


@pytest.mark.parametrize("lines", ["word " * 20_000, "a\n" * 49_999], ids=["one line", "many lines"])
def test_of_a_very_long_text_in_a_table_the_beginning_is_printed(empty, lines):
    giver, receiver = (outline.insert_project(empty, f"Project {n}") for n in (1, 2))
    task = outline.insert_task(empty, parent=giver, name="Room", duration=480)
    values = {"title": "Power", "criterion": lines, "giving_task_id": task, "receiver_id": receiver}
    add_row(empty, "commitment", values)
    found = pages("commitments", empty)
    assert "more characters in the program)" in " ".join(found)
    assert len(found) < 6


@pytest.mark.parametrize("key", ["status", "steering"])
def test_of_a_very_long_decision_the_beginning_is_printed(key, empty):
    long = {"question": "ask " * 20_000, "options": "or " * 20_000, "recommendation": "do " * 20_000}
    add_row(empty, "decision", {"title": "Which hall", "state": "asked", **long})
    found = pages(key, empty)
    assert " ".join(found).count("more characters in the program)") == 3
    assert len(found) < 8


def test_the_master_plan_has_all_chapters_and_short_contents(told):
    found = told("plan")
    contents = " ".join(found[:2])
    for number, part in enumerate((p for p in find_pack("plan").sections if p.part == "chapter"), 1):
        assert f"{number} {part.title} " in contents
        assert sum(f"{number} {part.title} {number}.1 " in page for page in found[2:]) == 1
    assert "2.4.1 What breaks the rules" in " ".join(found)
    assert "2.4.1" not in contents, "what stands within a section is not listed"


def test_what_is_due_to_be_told_is_told_once(told):
    assert " ".join(told("plan")).count("2 are due to be told this week") == 1
    assert "4 2 are due to be told this week" in " ".join(told("stakeholders"))


def test_dates_of_a_table_say_the_year_alike(told):
    table = next(page for page in told("procurement") if "Packages by state" in page)
    for day in ("9 Dec 2027", "28 May 2026", "27 May 2026", "4 Dec 2026"):
        assert day in table


def test_each_component_project_has_one_page(told, sample):
    found = told("projects")
    names = [project.name for project in sample.file.rows(Project)]
    assert len(found) == 1 + len(names)
    assert all(name in page for name, page in zip(names, found[1:], strict=True))


def test_each_of_several_requests_and_gates_is_headed_in_a_pack_about_more(told):
    finance, plan = " ".join(told("finance")), " ".join(told("plan"))
    assert "9.3 CAP-3 Servers and storage for the new data hall EUR 1,214,800 asked for" in finance
    assert "6.2.2 G-12 Release 1 built: ready to test" in plan
    assert "3.5.2 REL-3 Reporting in the cloud" in plan


def test_a_gate_review_has_a_chapter_a_gate_and_counts_its_sections_below_it(sample):
    made = BytesIO()
    write_pack(find_pack("gate"), sample, made, formats=Formats("en_GB", year=2026))
    read = PdfReader(made)
    gates = [one for one in read.outline if not isinstance(one, list)]
    below = [one for one in read.outline if isinstance(one, list)]
    assert len(gates) == len(below) == len(read.pages) == 6
    for number, (gate, parts) in enumerate(zip(gates, below, strict=True), 1):
        assert re.match(rf"{number}  G-\d+ ", gate.title)
        counted = [one.title.split("  ")[0] for one in parts]
        assert counted == [f"{number}.{n}" for n in range(1, len(parts) + 1)]
        page = read.pages[number - 1].extract_text()
        assert gate.title.split("  ")[1] in " ".join(page.split())
        assert "Core Systems Renewal" in page


def test_the_compliance_pack_leads_with_what_holds_and_tells_duties_approvals_and_history(told, sample):
    text, state = " ".join(" ".join(told("compliance")).split()), sample.plan.state
    report = policy_report(state)
    borne = sum(one.borne is not None for one in report.found)
    counted = len(report.found) - borne
    assert f"{counted} findings against the policy, none of a hard rule; {borne} waivers hold" in text
    assert "duties are separated; the history holds." in text
    assert (
        f"CAP-4 Nobody approves their own requester, approver: all different people {report.holds['CAP-4']}"
        in text
    )
    decided = [row for row in sample.file.rows(Decision) if row.decided_on]
    steps = [row for row in sample.file.rows(CapitalStep) if row.state == "approved"]
    assert decided and steps
    assert all(f"Decision {row.code}" in text for row in decided)
    for name in ("CAP-3 Servers and storage", "Gate G-2 Mobilised Go", "Transfer T-1", "Estimate round ER-2"):
        assert name in text
    kept = len(list(sample.file.journal.records()))
    assert f"All {kept} records hold" in text and f"{kept} edits by" in text
    assert "The newest 40 changes. All of them:" in text


def test_letter_paper(sample):
    made = BytesIO()
    write_pack(find_pack("status"), sample, made, size="Letter")
    box = PdfReader(made).pages[0].mediabox
    assert (round(box.width), round(box.height)) == (612, 792)


def test_every_font_is_embedded(sample):
    made = BytesIO()
    write_pack(find_pack("status"), sample, made)
    for page in PdfReader(made).pages:
        for font in page["/Resources"]["/Font"].values():
            described = font.get_object()
            if described["/BaseFont"] not in ("/Helvetica",):
                assert "/FontFile2" in described["/FontDescriptor"].get_object()
                assert "Inter" in described["/BaseFont"]


def test_a_place_that_cannot_be_written_is_one_line_and_leaves_nothing(sample, tmp_path: Path):
    with pytest.raises(ReportProblem, match="can't be written"):
        write_pack(find_pack("status"), sample, tmp_path / "missing" / "s.pdf")
    target = tmp_path / "folder.pdf"
    target.mkdir()
    with pytest.raises(ReportProblem, match=r"folder\.pdf is a folder"):
        write_pack(find_pack("status"), sample, target)
    assert [path.name for path in tmp_path.iterdir()] == ["folder.pdf"]


def test_a_stopped_pack_leaves_the_old_one(sample, tmp_path):
    target = tmp_path / "status.pdf"
    target.write_bytes(b"old")

    def stop(page: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_pack(find_pack("status"), sample, target, progress=stop)
    assert target.read_bytes() == b"old"


def test_a_program_in_several_parts_of_a_project_is_told_by_phases(empty):
    project = outline.insert_project(empty, "Only one")
    for name in ("Phase one", "Phase two"):
        phase = outline.insert_task(empty, parent=project, name=name)
        outline.insert_task(empty, parent=phase, name="Work")
    set_fields(empty, "program", empty.file.program.id, {"status_date": datetime(2026, 11, 30, 17)})
    said = " ".join(pages("status", empty))
    assert "Phase one" in said and "Phase two" in said
