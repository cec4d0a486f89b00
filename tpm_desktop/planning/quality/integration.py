"""Checks of interfaces and integration tests as declared; what breaks them is told by the registers."""

from tpm_desktop.planning.quality.check import Amount, Check, Figure, Found, Group
from tpm_desktop.planning.quality.points import NONE_AT_ALL
from tpm_desktop.planning.quality.subject import Listed, Subject

__all__ = ["INTEGRATION"]


def lacking(subject: Subject) -> Found:
    """Interfaces that nobody answers for, or on which nothing was agreed."""
    return _found(subject.integration.lacking)


def late(subject: Subject) -> Found:
    """Tests that end after the cut-over of what they should prove, and by how much."""
    return _found(subject.integration.late)


def unproven(subject: Subject) -> Found:
    """Interfaces that are live though no test of them has passed."""
    return _found(subject.integration.unproven)


def homeless(subject: Subject) -> Found:
    """Tests still to be passed in an environment that is gone."""
    return _found(subject.integration.homeless)


def undated(subject: Subject) -> Found:
    """Tests still to be passed that no task dates."""
    return _found(subject.integration.undated)


def _found(listed: Listed) -> Found:
    return Found(len(listed.rows), listed.count, rows=listed.rows, amounts=listed.amounts)


_G, _COUNT = Group.INTEGRATION, Figure.COUNT
_INTERFACE, _TEST = "interface", "integration_test"

INTEGRATION: tuple[Check, ...] = (
    Check("IT1", "Interfaces without an owner or an agreement", _G, _COUNT, lacking, NONE_AT_ALL,
          "Name who answers for both ends, and the document in which they agree.", register=_INTERFACE),
    Check("IT2", "Tests planned for after the cut-over", _G, _COUNT, late, NONE_AT_ALL,
          "Bring the test forward, or agree on a later cut-over.", Amount.BEHIND, register=_TEST),
    Check("IT3", "Live interfaces without a passed test", _G, _COUNT, unproven, NONE_AT_ALL,
          "Test the interface, or say in its status that it is not live.", register=_INTERFACE),
    Check("IT4", "Tests of an environment that is gone", _G, _COUNT, homeless, NONE_AT_ALL,
          "Plan the test in an environment that is there.", register=_TEST),
    Check("IT5", "Tests without a task", _G, _COUNT, undated, NONE_AT_ALL,
          "Tie the test to the task in which it is run, so that the plan dates it.", register=_TEST),
)  # fmt: skip
