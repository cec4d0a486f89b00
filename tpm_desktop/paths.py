"""Where the files lie that come with the program, resources and forms, and where it keeps its own."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

from platformdirs import user_data_path

_PACKAGE = Path(__file__).resolve().parent


@cache
def root() -> Path:
    """The folder that holds `resources/` and `ui/`: of a bundle, an installed wheel or a checkout.

    Raises: `FileNotFoundError` when the program was installed without them.
    """
    bundle = getattr(sys, "_MEIPASS", None)
    places = [Path(bundle)] if bundle else []
    places += [_PACKAGE, _PACKAGE.parent]
    for place in places:
        if (place / "resources" / "theme").is_dir():
            return place
    raise FileNotFoundError(f"the program's resources are missing beside {_PACKAGE}; install it again")


def resource(*parts: str) -> Path:
    """A file or folder below `resources/`, such as `resource("icons", "risk.svg")`."""
    return root().joinpath("resources", *parts)


def form(name: str) -> Path:
    """A Designer form below `ui/`, such as `form("main_window")`."""
    return root() / "ui" / f"{name}.ui"


def user_data() -> Path:
    """The person's own folder for what the program keeps, such as backups; TPM_DATA names another."""
    named = os.environ.get("TPM_DATA")
    return Path(named) if named else user_data_path("TPM Desktop", appauthor=False)
