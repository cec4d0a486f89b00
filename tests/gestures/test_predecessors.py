"""A task's predecessors are set as a list, and a link that can't be says why before it is drawn."""

from __future__ import annotations

import pytest

from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures import links
from tpm_desktop.gestures.links import Predecessor
from tpm_desktop.model.schedule import Link, LinkType


@pytest.fixture
def chain(desk):
    desk.task("Order")
    desk.task("Deliver", after="Order")
    desk.task("Install", after="Deliver")
    return desk


def ends(desk):
    return {(link.predecessor_id, link.successor_id): link for link in desk.program.file.rows(Link)}


def test_a_ring_is_named_by_its_tasks(chain):
    said = links.why_not(chain.program, chain.ids["Install"], chain.ids["Order"])
    assert said is not None
    assert "“Install” → “Order” → “Deliver” → “Install”" in said


def test_what_may_be_linked_has_no_reason_against(chain):
    assert links.why_not(chain.program, chain.ids["Order"], chain.ids["Install"]) is None
    assert "linked already" in (links.why_not(chain.program, chain.ids["Order"], chain.ids["Deliver"]) or "")
    assert "itself" in (links.why_not(chain.program, chain.ids["Order"], chain.ids["Order"]) or "")


def test_setting_predecessors_keeps_adds_and_removes_in_one_step(chain):
    ids = chain.ids
    chain.task("Train")
    links.link(chain.program, ids["Train"], ids["Install"])
    kept = ends(chain)[ids["Deliver"], ids["Install"]].id
    wanted = [Predecessor(ids["Deliver"], LinkType.SS, 480), Predecessor(ids["Order"])]
    links.set_predecessors(chain.program, ids["Install"], wanted)
    found = ends(chain)
    assert {pair[0] for pair in found if pair[1] == ids["Install"]} == {ids["Deliver"], ids["Order"]}
    assert found[ids["Deliver"], ids["Install"]].id == kept
    assert found[ids["Deliver"], ids["Install"]].type is LinkType.SS
    chain.program.file.undo()
    assert ends(chain)[ids["Deliver"], ids["Install"]].type is LinkType.FS
    assert (ids["Train"], ids["Install"]) in ends(chain)


def test_predecessors_that_close_a_ring_leave_everything_as_it_was(chain):
    before = set(ends(chain))
    with pytest.raises(EditError, match="wait for each other"):
        links.set_predecessors(chain.program, chain.ids["Order"], [Predecessor(chain.ids["Install"])])
    assert set(ends(chain)) == before


def test_a_predecessor_named_twice_is_refused(chain):
    twice = [Predecessor(chain.ids["Order"]), Predecessor(chain.ids["Order"], LinkType.SS)]
    with pytest.raises(EditError, match="named twice"):
        links.set_predecessors(chain.program, chain.ids["Install"], twice)
