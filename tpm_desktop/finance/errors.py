"""What can be wrong with amounts, said in one line with what to do about it."""


class FinanceError(Exception):
    """Amounts that cannot be summed or costed as they stand."""
