"""A program with a capital request in it, spoken of as those do who ask, approve, order and pay."""

from __future__ import annotations

from datetime import date
from typing import Any

from tpm_desktop.gestures.blocks import set_rows
from tpm_desktop.gestures.records import add_row, remove_rows, set_fields
from tpm_desktop.model.capital import CapitalRequest
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.capital.book import Book, read_books

ROLES = (
    "Requester", "Controller", "Sponsor", "Buyer", "Receiver", "Bookkeeper", "Payer", "Owner",
)  # fmt: skip
WHY = "The racks are full and the old servers are out of support from the summer on."


class CapitalDesk:
    """Roles are resources; amounts are whole units of currency, days of 2026 are (month, day)."""

    def __init__(self, program: OpenProgram) -> None:
        self.program = program
        added = set_rows(program, "resource", {}, [{"name": name} for name in ROLES])
        self.ids = dict(zip(ROLES, added, strict=True))
        self.ids["project"] = add_row(program, "project", {"name": "Data centre"})
        self.request_id = ""

    def request(self, amount: int = 250_000, **values: Any) -> str:
        """A draft with all that it needs to be submitted."""
        self.request_id = add_row(
            self.program,
            "capital_request",
            {
                "title": "Servers",
                "project_id": self.ids["project"],
                "requester_id": self.ids["Requester"],
                "sponsor_id": self.ids["Sponsor"],
                "justification": WHY,
                "need_date": date(2026, 3, 1),
                "risk": "low",
                "security_reviewed": date(2026, 1, 5),
                "life": 60,
                **values,
            },
        )
        if amount:
            self.cost(amount)
        return self.request_id

    def cost(self, amount: int, **values: Any) -> str:
        row = {"title": "Servers", "month": date(2026, 3, 1), "unit_price": amount * 100, **values}
        return self.add("capital_cost", request_id=self.request_id, **row)

    def step(self, step: str, by: str, day: tuple[int, int] = (1, 10), **values: Any) -> str:
        return self.add(
            "capital_step",
            request_id=self.request_id,
            state=step,
            by_id=self.ids[by],
            taken=date(2026, *day),
            **values,
        )

    def approved(self, amount: int = 250_000, **values: Any) -> None:
        """A request that has come as far as its approval."""
        self.request(amount, **values)
        self.step("submitted", "Requester")
        self.step("reviewed", "Controller")
        self.step("approved", "Sponsor")

    def order(self, quantity: int, price: int, day: tuple[int, int] = (1, 20), **values: Any) -> str:
        row = {"title": "Order", "buyer_id": self.ids["Buyer"], "ordered": date(2026, *day), **values}
        return self.add(
            "purchase_order", request_id=self.request_id, quantity=quantity, unit_price=price * 100, **row
        )

    def receive(self, order: str, quantity: int, day: tuple[int, int] = (2, 2), **values: Any) -> str:
        row = {"receiver_id": self.ids["Receiver"], "received": date(2026, *day), **values}
        return self.add("receipt", order_id=order, quantity=quantity, **row)

    def invoice(
        self, order: str, number: str, amount: float, quantity: int | None = None, **values: Any
    ) -> str:
        row = {"booked_by_id": self.ids["Bookkeeper"], "dated": date(2026, 2, 10), **values}
        return self.add(
            "invoice", order_id=order, number=number, amount=round(amount * 100), quantity=quantity, **row
        )

    def pay(self, invoice: str, amount: float, **values: Any) -> str:
        row = {"payer_id": self.ids["Payer"], "paid": date(2026, 2, 25), **values}
        return self.add("payment", invoice_id=invoice, amount=round(amount * 100), **row)

    def serve(self, cost: int, **values: Any) -> str:
        row = {"title": "Servers", "owner_id": self.ids["Owner"], "in_service": date(2026, 3, 2), "life": 60}
        return self.add("asset", request_id=self.request_id, cost=cost * 100, **{**row, **values})

    def add(self, table: str, **values: Any) -> str:
        return add_row(self.program, table, values)

    def set(self, table: str, row_id: str, **values: Any) -> None:
        set_fields(self.program, table, row_id, values)

    def remove(self, table: str, row_id: str) -> None:
        remove_rows(self.program, table, [row_id])

    @property
    def book(self) -> Book:
        (found,) = read_books(self.program.plan.state.capital, [self.request_id])
        return found

    @property
    def state(self) -> str:
        row = self.program.file.row(CapitalRequest, self.request_id)
        assert row is not None
        return row.state.value

    def stage(self, day: tuple[int, int] = (12, 31)) -> str:
        return self.book.stage(date(2026, *day)).value
