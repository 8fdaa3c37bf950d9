"""The claims in a photo's EXIF data, and which of them are accepted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.images import exif

MAKE, MODEL, ORIENTATION = 271, 272, 274


def test_a_photo_that_says_nothing_is_upright_and_has_no_camera() -> None:
    assert (exif.camera({}), exif.orientation({})) == (None, 1)


@pytest.mark.parametrize(
    ("make", "model", "camera"),
    [
        ("Apple", "iPhone 15", "Apple iPhone 15"),
        ("Canon", "Canon EOS R5", "Canon EOS R5"),
        ("NIKON CORPORATION", "NIKON D90", "NIKON D90"),
        ("samsung", "SAMSUNG-SM-G930", "SAMSUNG-SM-G930"),
        ("SONY", None, "SONY"),
        (None, "Pixel 8", "Pixel 8"),
        ("Leica\0\0", "\tM11\x1b\0 ", "Leica M11"),
        ("Leica", b"M11", "Leica"),
        ("\0 \0", "", None),
        (b"Leica", ("M11",), None),
        ("Leica\udcff", 11, None),
        ("x" * 10_000_000, None, None),
    ],
)
def test_the_camera_is_make_and_model_without_saying_the_make_twice(
    make: object, model: object, camera: str | None
) -> None:
    assert exif.camera({MAKE: make, MODEL: model}) == camera


def test_the_camera_has_at_most_100_characters() -> None:
    assert exif.camera({MAKE: "m" * 60, MODEL: "n" * 60}) == "m" * 60 + " " + "n" * 39


@pytest.mark.parametrize("value", [0, 9, -1, "6", b"\6", (6,), 6.0, None, 2**80])
def test_what_is_no_orientation_counts_as_upright(value: object) -> None:
    assert exif.orientation({ORIENTATION: value}) == 1


def test_an_orientation_is_believed() -> None:
    assert exif.orientation({ORIENTATION: 8}) == 8


anything = st.one_of(
    st.none(), st.binary(), st.text(), st.integers(), st.floats(), st.tuples(st.integers(), st.text()),
)  # fmt: skip
tag_numbers = st.sampled_from([MAKE, MODEL, ORIENTATION])


@given(st.dictionaries(tag_numbers, anything))
def test_no_tags_whatever_are_an_error(tags: dict[int, object]) -> None:
    camera = exif.camera(tags)
    assert camera is None or 1 <= len(camera) <= 100
    assert 1 <= exif.orientation(tags) <= 8
