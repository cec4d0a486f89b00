"""Every check in the order in which it is shown, with its threshold and the way to mend what it finds."""

from tpm_desktop.planning.quality.check import Check
from tpm_desktop.planning.quality.integration import INTEGRATION
from tpm_desktop.planning.quality.logic_checks import LOGIC, PATH
from tpm_desktop.planning.quality.points import DCMA
from tpm_desktop.planning.quality.practices import PRACTICES
from tpm_desktop.planning.quality.task_checks import BASELINE, PEOPLE, PROGRESS, TASKS

__all__ = ["CHECKS"]

CHECKS: tuple[Check, ...] = (
    *DCMA,
    *LOGIC,
    *PATH,
    *TASKS,
    *PROGRESS,
    *BASELINE,
    *PEOPLE,
    *INTEGRATION,
    *PRACTICES,
)
