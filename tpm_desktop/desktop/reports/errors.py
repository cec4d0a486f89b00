"""What can go wrong with pages besides what is wrong in the program."""


class StoppedError(Exception):
    """The dialog was closed, or the work stopped."""


class PrintProblem(Exception):
    """What could not be printed; the message says why and what to do."""
