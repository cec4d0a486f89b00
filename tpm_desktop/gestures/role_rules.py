"""Who may act in a role of the policy: only whom the program names."""

from __future__ import annotations

from tpm_desktop.file.errors import EditError
from tpm_desktop.plan import State
from tpm_desktop.plan.policy_people import holders, named_in


def refuse_not_holding(state: State, role: str, person: str | None, project_id: str | None) -> None:
    """A role is nobody's until the program says whose it is.

    Args: role: as the policy's text names it. Raises: `EditError`.
    """
    known = holders(state, role, project_id)
    if not known:
        raise EditError(f"the program names nobody as {role}; say in {named_in(role)} who that is first")
    if person not in known:
        raise EditError(f"the program names somebody else as {role}; choose that person or another role")
