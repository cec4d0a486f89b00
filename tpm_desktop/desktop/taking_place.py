"""Making a file beside its place, so that what stands there is lost only to a whole one."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tpm_desktop.file.errors import ProgramFileError


@contextlib.contextmanager
def taking_place_of(path: Path) -> Iterator[Path]:
    """A free place of the same name beside another; what was made there takes its place, unless that failed.

    The dialog has asked already whether to replace what is there.
    """
    folder = None
    try:
        folder = Path(tempfile.mkdtemp(prefix=".new-", dir=path.parent))
        yield folder / path.name
        (folder / path.name).replace(path)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ProgramFileError(f"{path.name} can't be written: {reason}; choose another folder") from error
    finally:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
