"""WBS codes follow a mask, are told apart, and give way to codes given by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures import outline, records, wbs
from tpm_desktop.plan.wbs import Level, Mask


@pytest.fixture
def plan(desk):
    desk.task("Racks")
    desk.task("Order", parent="Racks")
    desk.task("Install", parent="Racks")
    desk.task("Check", parent="Install")
    desk.task("Post", parent="Ledger")
    return desk


def codes(desk):
    state = desk.program.plan.state
    return dict(zip(state.names, state.wbs, strict=True))


def test_codes_are_written_by_the_mask_of_the_program(plan):
    wbs.set_mask(plan.program, "DC-", "A.01-a")
    assert codes(plan) == {
        "Data centre": "DC-A",
        "Racks": "DC-A.01",
        "Order": "DC-A.01-a",
        "Install": "DC-A.01-b",
        "Check": "DC-A.01-b-a",
        "Ledger": "DC-B",
        "Post": "DC-B.01",
    }
    plan.program.file.undo()
    assert codes(plan)["Check"] == "1.1.2.1"


def test_a_lone_project_is_left_out_of_the_codes(plan):
    outline.remove(plan.program, [plan.ids["Ledger"]])
    wbs.set_mask(plan.program, "N", "1.01")
    assert codes(plan) == {
        "Data centre": "0", "Racks": "N1", "Order": "N1.01", "Install": "N1.02", "Check": "N1.02.01",
    }  # fmt: skip


def test_codes_given_by_hand_stand(plan):
    records.set_fields(plan.program, "task", plan.ids["Order"], {"wbs": "HW-7"})
    wbs.set_mask(plan.program, "", "1-1")
    assert (codes(plan)["Order"], codes(plan)["Install"]) == ("HW-7", "1-1-2")
    assert wbs.given_codes(plan.program) == 1
    wbs.set_mask(plan.program, "", "")
    assert codes(plan)["Order"] == "HW-7"


def test_a_preview_stores_nothing(plan):
    assert wbs.preview(plan.program, "X-", "1.A")[1] == "X-1.A"
    assert codes(plan)["Racks"] == "1.1"


@pytest.mark.parametrize(
    ("prefix", "mask", "said"),
    [
        ("", "1..", "no mask"),
        ("", "one", "no mask"),
        ("", "1.b", "no mask"),
        ("", ".1", "begins with a separator"),
        ("", "Aa", "run into each other"),
        ("", "11", "run into each other"),
        ("", "A" * 11, "too long"),
        ("", ".".join("1" * 21), "too long"),
        ("x" * 41, "1", "prefix is too long"),
        ("DC", "", "needs a mask"),
        ("", "1" * 100_000, "run into each other"),
    ],
)
def test_a_mask_that_can_not_be_is_refused(plan, prefix, mask, said):
    with pytest.raises(EditError, match=said):
        wbs.set_mask(plan.program, prefix, mask)


def test_the_form_of_the_program_and_the_command_line_refuse_it_too(plan):
    program = plan.program.file.program.id
    with pytest.raises(EditError, match="no mask"):
        records.set_fields(plan.program, "program", program, {"wbs_mask": "1.?"})
    records.set_fields(plan.program, "program", program, {"wbs_mask": "001"})
    assert codes(plan)["Ledger"] == "002"


def test_a_file_that_holds_an_unreadable_mask_opens_with_plain_numbers(plan):
    with plan.program.file.transaction("From elsewhere") as edit:
        edit.set("program", plan.program.file.program.id, wbs_mask="1.?")
    assert codes(plan)["Post"] == "2.1"


@pytest.mark.parametrize(
    ("form", "width", "written"),
    [
        ("1", 1, {1: "1", 12: "12"}),
        ("1", 3, {1: "001", 1000: "1000"}),
        ("A", 1, {1: "A", 26: "Z", 27: "AA", 702: "ZZ", 703: "AAA"}),
        ("a", 1, {2: "b", 28: "ab"}),
        ("A", 2, {1: "AA", 26: "AZ", 27: "BA", 676: "ZZ"}),
    ],
)
def test_numbers_are_written_in_the_form_of_the_example(form, width, written):
    assert {n: Level("", form, width).write(n) for n in written} == written


MASKS = st.lists(
    st.tuples(st.sampled_from([".", "-", "/", ""]), st.sampled_from(["1", "01", "A", "AA", "a"])),
    min_size=1,
    max_size=4,
)


@given(MASKS, st.lists(st.lists(st.integers(1, 1_500), min_size=1, max_size=5), min_size=2, max_size=6))
def test_two_places_never_have_the_same_code(parts, places):
    text = "".join(gap * bool(n) + form for n, (gap, form) in enumerate(parts))
    try:
        mask = Mask.read("", text)
    except EditError:
        return

    def code(place):
        levels = [mask.level(depth) for depth in range(len(place))]
        return "".join(level.gap + level.write(n) for level, n in zip(levels, place, strict=True))

    distinct = {tuple(place) for place in places}
    assert len({code(place) for place in distinct}) == len(distinct)
