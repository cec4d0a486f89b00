"""Component projects from templates, and templates from component projects."""

from .begin import ask_for_template
from .save_dialog import SaveTemplateDialog

__all__ = ["SaveTemplateDialog", "ask_for_template"]
