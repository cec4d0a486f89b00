"""The policy that a program carries, read from its parts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tpm_desktop.finance.policy import Policy, Problem, read_parts
from tpm_desktop.finance.policy.parts import joined
from tpm_desktop.formats import Formats

from .columns import Columns, first

if TYPE_CHECKING:
    from .state import State


def policy_of(state: State) -> Policy:
    """What a program is held to; an empty policy where nothing was agreed."""
    return state.policy


def policy_text(state: State) -> str:
    """The whole text, as it is shown and edited; empty where nothing was agreed."""
    return joined(_texts(state.inputs.tables["policy_part"]))


def read_program_policy(tables: dict[str, Columns]) -> Policy:
    """Of a file's tables. What can't be read is among its problems."""
    currency = str(first(tables["program"], "currency"))
    policy = read_parts(_texts(tables["policy_part"]), minor_digits(currency))
    wrong = other_currency(policy, currency)
    return replace(policy, problems=(*policy.problems, wrong)) if wrong else policy


def other_currency(policy: Policy, currency: str) -> Problem | None:
    """What there is to say of a policy whose figures are not in the program's currency."""
    if policy.currency in ("", currency):
        return None
    said = (
        f"the policy is in {policy.currency}, the program in {currency}; set currency and look at its figures"
    )
    return Problem(1, said)


def minor_digits(currency: str) -> int:
    """How many digits a currency's minor unit has."""
    return Formats("en", currency=currency).minor_digits


def ordered_parts(table: Columns) -> list[int]:
    """The rows of the policy's parts, in the order of the text."""
    return sorted(range(len(table)), key=lambda row: (table.texts["order"][row] or "", table.ids[row]))


def _texts(table: Columns) -> list[str]:
    return [table.texts["text"][row] or "" for row in ordered_parts(table)]
