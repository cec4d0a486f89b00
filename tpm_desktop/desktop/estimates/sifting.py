"""The lines of one round as a sieve wants them."""

from __future__ import annotations

from tpm_desktop.desktop.register.model import RegisterModel
from tpm_desktop.desktop.register.sifting import RegisterSifting
from tpm_desktop.desktop.session import Session
from tpm_desktop.plan.columns import Columns


class RoundSifting(RegisterSifting):
    """round_id: whose lines are asked; those of all rounds while none is chosen."""

    def __init__(self, session: Session, model: RegisterModel) -> None:
        self.round_id = ""
        super().__init__(session, model)

    def read_columns(self) -> Columns:
        columns = super().read_columns()
        rows = [n for n, of in enumerate(columns.texts["round_id"]) if of == self.round_id]
        return columns.only(rows) if self.round_id else columns
