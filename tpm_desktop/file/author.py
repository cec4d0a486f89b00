"""Who makes an edit."""

from __future__ import annotations

import getpass
import os
import platform
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Author:
    """The person and the device that stand in the journal and in the lock's note."""

    name: str
    device: str

    @classmethod
    def here(cls) -> Author:
        """The person logged in on this machine; TPM_AUTHOR says otherwise."""
        try:
            user = getpass.getuser()
        except (KeyError, OSError):  # an account without a name
            user = "unknown"
        return cls(os.environ.get("TPM_AUTHOR") or user, platform.node() or "this device")
