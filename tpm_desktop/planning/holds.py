"""What keeps a task from being earlier."""

from typing import NamedTuple

from tpm_desktop.planning.columns import NONE, Reason

__all__ = ["NOTHING", "Hold"]


class Hold(NamedTuple):
    """A task may not start, or finish, before an instant, and why.

    reason, driver, holder: as in `Schedule`; holder is -1 where it is the task itself that stands there.
    """

    instant: int
    reason: Reason
    driver: int = -1
    holder: int = -1


NOTHING = Hold(NONE, Reason.PROJECT_START)
