"""The logo of a theme: its pixels alone, as large as paper can show; what a picture says of itself stays out.

A photo or an export of a drawing program may name its author, the place and the device; a pack goes out to
others, so none of that may go with it.
"""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import PurePath
from typing import TYPE_CHECKING

from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures.attachments import Document
from tpm_desktop.model.document_names import document_name

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST_LOGO = 2 * 1024**2
ROOM = 130.0, 30.0
"""The most points that a logo takes on a page, wide and tall."""
_MOST_PIXELS = 4_000
_SHARP = 600 / 72  # pixels a point: as fine as office printers are


def taken_logo(logo: Document) -> Document:
    """A picture as it is kept: a PNG of its pixels, named so. Raises: as `logo_pixels`."""
    content = logo_pixels(logo.content, logo.name)
    return replace(logo, name=document_name(f"{PurePath(logo.name).stem}.png"), content=content)


def logo_pixels(content: bytes, name: str) -> bytes:
    """A picture's pixels as a PNG that says nothing else, upright as its camera noted it.

    Raises: `EditError` for what is no PNG or JPEG of a size that a page can carry.
    """
    from PIL import Image

    if len(content) > LARGEST_LOGO:
        raise EditError(f"the logo “{name}” is too large; {LARGEST_LOGO // 1024**2} MB fit")
    try:
        with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as picture:
            if max(picture.size) > _MOST_PIXELS:
                raise EditError(f"the logo “{name}” is too large; {_MOST_PIXELS:,} pixels a side fit")
            return _as_png(picture)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise EditError(f"the logo “{name}” is no picture that can be read; take a PNG or JPEG") from None


def _as_png(picture: Image) -> bytes:
    from PIL.ImageOps import exif_transpose

    upright = exif_transpose(picture)
    if upright.mode.startswith("I"):  # 16 bits of grey, which conversion would clip
        upright = upright.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
    shown = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    shown.info.clear()  # texts and colour profiles would be written again from here
    shown.thumbnail((round(ROOM[0] * _SHARP), round(ROOM[1] * _SHARP)))
    made = BytesIO()
    shown.save(made, "PNG", optimize=True)
    return made.getvalue()
