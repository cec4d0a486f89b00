"""Templates of component projects: what comes with the program, what people add, and how both are used."""

from .declared import Template, TemplateProblem
from .inserting import Proposal, insert_template, propose
from .reading import parse_template, read_template
from .saving import file_of, roles_of, save_template, template_of, write_template
from .shelf import own_folder, shelf, template_called

__all__ = [
    "Proposal",
    "Template",
    "TemplateProblem",
    "file_of",
    "insert_template",
    "own_folder",
    "parse_template",
    "propose",
    "read_template",
    "roles_of",
    "save_template",
    "shelf",
    "template_called",
    "template_of",
    "write_template",
]
