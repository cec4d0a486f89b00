"""The dialog that lists backups, looks into them and brings one back."""

from .dialog import RestoreDialog

__all__ = ["RestoreDialog"]
