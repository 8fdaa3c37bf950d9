"""How large a picture may be and how large its previews are; sizes are (width, height) in pixels."""

from __future__ import annotations

import math
from collections.abc import Callable

from .errors import Rejected

Size = tuple[int, int]

MAXIMUM_PIXELS = 100_000_000
AT_MOST = "at most 100 are allowed. Make it smaller and upload it again."
# No more than 1920: JPEG decodes at a half, a quarter or an eighth, and half of a 12-megapixel photo is 2000.
PREVIEW_EDGES = (320, 960, 1920)
LARGEST = max(PREVIEW_EDGES)


def check(size: Size) -> None:
    """Raises Rejected above 100 megapixels: decoded, each pixel is four bytes of memory."""
    if size[0] * size[1] > MAXIMUM_PIXELS:
        raise Rejected(f"The picture has {megapixels(size)} megapixels; {AT_MOST}")


def megapixels(size: Size) -> int:
    """Return millions of pixels, rounded up."""
    return math.ceil(size[0] * size[1] / 1_000_000)


def of_previews(size: Size) -> list[Size]:
    """One for each of `PREVIEW_EDGES`, up to the first that holds the picture whole: it is never enlarged."""
    return list(dict.fromkeys(fitted(size, edge) for edge in PREVIEW_EDGES))


def fitted(size: Size, edge: int, rounded: Callable[[float], int] = round) -> Size:
    """The same shape with a long edge of at most `edge`; no edge is ever less than one pixel."""
    longest = max(size)
    width, height = (max(1, rounded(side * min(edge, longest) / longest)) for side in size)
    return width, height
