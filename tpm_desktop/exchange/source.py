"""The bytes of a source file, refused in one line where there is nothing to read."""

from __future__ import annotations

from pathlib import Path

from tpm_desktop.file.errors import named

from .errors import ImportProblem

LARGEST = 200 * 1024 * 1024


def read_source(path: Path) -> bytes:
    """The whole file.

    Raises: `ImportProblem` when it is missing, no file, unreadable, empty or larger than `LARGEST`.
    """
    name = named(path)
    if path.is_dir():
        raise ImportProblem(f"{name} is a folder; name the file in it")
    if path.exists() and not path.is_file():
        raise ImportProblem(f"{name} is not a file; name a file that another program has written")
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise ImportProblem(f"{name} does not exist; check the name") from None
    except OSError as error:
        raise ImportProblem(f"{name} can't be read: {(error.strerror or str(error)).lower()}") from None
    if not content:
        raise ImportProblem(f"{name} is empty; export it again from the program that it came from")
    if len(content) > LARGEST:
        raise ImportProblem(
            f"{name} is larger than {LARGEST // 1024**2} MB; export the plan without its time-phased data"
        )
    return content
