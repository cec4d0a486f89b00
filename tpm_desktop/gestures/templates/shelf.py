"""Which templates there are: those that come with the program and those in the person's own folder."""

from __future__ import annotations

from pathlib import Path

from tpm_desktop import paths

from .declared import Template, TemplateProblem
from .reading import read_template

_ORDER = ("software", "infrastructure", "process", "capability")


def own_folder() -> Path:
    """Where a person's own templates lie; whatever file ends in .toml there is one."""
    return paths.user_data() / "templates"


def shelf() -> tuple[list[Template], list[str]]:
    """All templates that can be used, those that come with the program first; and why others can't."""
    found, problems = [], []
    shipped = [paths.resource("templates", f"{key}.toml") for key in _ORDER]
    own = sorted(own_folder().glob("*.toml")) if own_folder().is_dir() else []
    for path in [*shipped, *own]:
        try:
            found.append(read_template(path, own=path in own))
        except TemplateProblem as problem:
            problems.append(str(problem))
    return found, problems


def template_called(said: str) -> Template:
    """The template with that key, which is its file's name, or that name; own ones go before others.

    Raises: `TemplateProblem` with the keys there are.
    """
    found, problems = shelf()
    wanted = said.strip().casefold()
    for template in reversed(found):
        if wanted in (template.key.casefold(), template.name.casefold()):
            return template
    for problem in problems:
        if problem.casefold().startswith(f"{wanted}.toml"):
            raise TemplateProblem(problem)
    keys = ", ".join(template.key for template in found)
    raise TemplateProblem(f"there is no template “{said}”; there are {keys}")
