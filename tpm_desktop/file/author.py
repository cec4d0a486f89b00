"""Who makes an edit: the person as they once told it on this computer, or as the environment says."""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import platform
from dataclasses import dataclass
from pathlib import Path

from tpm_desktop import paths
from tpm_desktop.model.check import LONGEST_LINE, clean

from .errors import TargetError
from .targets import write_whole


@dataclass(frozen=True, slots=True)
class Author:
    """The person, the device and the role that stand in the journal; role is empty where none was told."""

    name: str
    device: str
    role: str = ""

    @property
    def who(self) -> str:
        """The person with their role, where it is known."""
        return f"{self.name}, {self.role}" if self.role else self.name

    @classmethod
    def here(cls) -> Author:
        """The person at this computer, the one logged in until another name was told.

        TPM_AUTHOR and TPM_ROLE say otherwise; another person's role is not the one that was told.
        """
        name, role = _kept()
        said = line(os.environ.get("TPM_AUTHOR", ""))
        role = line(os.environ["TPM_ROLE"]) if "TPM_ROLE" in os.environ else "" if said else role
        return cls(said or name or login(), line(platform.node()) or "this device", role)


def is_known() -> bool:
    """Whether the person was told, so that there is nothing to ask."""
    return bool(_kept()[0] or line(os.environ.get("TPM_AUTHOR", "")))


def keep(name: str, role: str) -> None:
    """Remember the person of this computer for window and command line; an empty name is the login's.

    Raises: `TargetError` where the person's own folder can't be written.
    """
    path = _place()
    told = {"name": line(name) or login(), "role": line(role)}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise TargetError(f"your name can't be kept in {path.parent}: {reason}") from None
    write_whole(path, json.dumps(told, ensure_ascii=False).encode())


def login() -> str:
    """The name of the person who is logged in."""
    try:
        return line(getpass.getuser()) or "unknown"
    except (KeyError, OSError, ImportError):  # an account without a name
        return "unknown"


def line(text: str) -> str:
    """A text as one line that fits into the journal, without characters that no one can see."""
    return clean(text)[:LONGEST_LINE]


def _kept() -> tuple[str, str]:
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
        told = json.loads(_place().read_text(encoding="utf-8"))
        return line(str(told["name"])), line(str(told["role"]))
    return "", ""


def _place() -> Path:
    return paths.user_data() / "person.json"
