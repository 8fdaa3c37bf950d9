"""Size limits of pictures, and the sizes of their previews; sizes are (width, height) in pixels."""

from __future__ import annotations

import math
from collections.abc import Callable

from .errors import Rejected

Size = tuple[int, int]

MAXIMUM_PIXELS = 100_000_000
AT_MOST = "at most 100 are allowed. Make it smaller and upload it again."
# At most 1920: JPEG decodes at a half, a quarter or an eighth, and half the long edge of a 12-megapixel photo is 2000.
PREVIEW_EDGES = (320, 960, 1920)
LARGEST = max(PREVIEW_EDGES)


def check(size: Size) -> None:
    """Raise `Rejected` above 100 megapixels: decoded, each pixel takes four bytes of memory."""
    if size[0] * size[1] > MAXIMUM_PIXELS:
        raise Rejected(f"The picture has {megapixels(size)} megapixels; {AT_MOST}")


def megapixels(size: Size) -> int:
    """Return the number of pixels in millions, rounded up."""
    return math.ceil(size[0] * size[1] / 1_000_000)


def of_previews(size: Size) -> list[Size]:
    """Return a size for each of `PREVIEW_EDGES`, up to the first that fits the whole picture: none enlarges it."""
    return list(dict.fromkeys(fitted(size, edge) for edge in PREVIEW_EDGES))


def fitted(size: Size, edge: int, rounded: Callable[[float], int] = round) -> Size:
    """Reduce a size to a long edge of at most `edge`, in the same shape; no edge becomes less than one pixel."""
    longest = max(size)
    width, height = (max(1, rounded(side * min(edge, longest) / longest)) for side in size)
    return width, height
