"""Previews: their size, orientation and colours, and the metadata that they no longer have."""

from __future__ import annotations

import base64
import io
from datetime import UTC, datetime

import pytest
from PIL import Image, ImageChops

from chalicelib.domain.images import Picture
from chalicelib.images import previews
from tests.support import sample_images

Colour = tuple[int, ...]


def sizes_of(picture: Picture) -> list[tuple[int, int]]:
    return [(preview.width, preview.height) for preview in picture.previews]


def pixels(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data), formats=["WEBP"])
    image.load()
    return image


def colours(data: bytes, content_type: str, *places: tuple[float, float]) -> list[Colour]:
    """Return the colours of the largest preview at these places, which are shares of its width and height."""
    image = pixels(previews.read(data, content_type).previews[-1].data).convert("RGBA")
    at = [image.getpixel((int(x * image.width), int(y * image.height))) for x, y in places]
    return [colour for colour in at if isinstance(colour, tuple)]


def alike(one: Colour, other: Colour) -> bool:
    return all(abs(mine - yours) <= 30 for mine, yours in zip(one, other, strict=False))


def middle(data: bytes, content_type: str) -> Colour:
    return colours(data, content_type, (0.5, 0.5))[0]


def riff_chunks(data: bytes) -> set[bytes]:
    names, at = set(), 12
    while at < len(data):
        names.add(data[at : at + 4])
        at += 8 + (int.from_bytes(data[at + 4 : at + 8], "little") + 1) // 2 * 2
    return names


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((4000, 3000), [(320, 240), (960, 720), (1920, 1440)]),
        ((3000, 4000), [(240, 320), (720, 960), (1440, 1920)]),
        ((3839, 2159), [(320, 180), (960, 540), (1920, 1080)]),
        ((1000, 1000), [(320, 320), (960, 960), (1000, 1000)]),
        ((960, 540), [(320, 180), (960, 540)]),
        ((500, 250), [(320, 160), (500, 250)]),
        ((200, 100), [(200, 100)]),
        ((1, 1), [(1, 1)]),
        ((5000, 1), [(320, 1), (960, 1), (1920, 1)]),
        ((1, 3000), [(1, 320), (1, 960), (1, 1920)]),
        ((10_000, 1), [(320, 1), (960, 1), (1920, 1)]),
        ((3, 6000), [(1, 320), (1, 960), (1, 1920)]),
    ],
)
def test_previews_fit_their_long_edges_and_are_never_larger_than_the_picture(
    size: tuple[int, int], expected: list[tuple[int, int]]
) -> None:
    picture = previews.read(sample_images.encoded(Image.new("L", size), "JPEG"), "image/jpeg")
    assert (picture.width, picture.height) == size
    assert sizes_of(picture) == expected


def test_a_preview_has_the_size_that_it_is_said_to_have() -> None:
    picture = previews.read(sample_images.photo(6, long=1200, short=500), "image/jpeg")
    assert [pixels(preview.data).size for preview in picture.previews] == sizes_of(picture)


def test_the_placeholder_is_a_tiny_data_url() -> None:
    placeholder = previews.read(sample_images.photo(long=640, short=480), "image/jpeg").placeholder
    scheme, data = placeholder.split(",")
    assert scheme == "data:image/webp;base64"
    assert pixels(base64.b64decode(data)).size == (16, 12)


@pytest.mark.parametrize(
    "image",
    [Image.merge("RGB", [Image.effect_noise((16, 16), 200)] * 3), sample_images.half_transparent("RGBA")],
    ids=["noise", "transparent"],
)
def test_the_placeholder_is_under_300_characters(image: Image.Image) -> None:
    assert len(previews.read(sample_images.encoded(image, "PNG"), "image/png").placeholder) < 300


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_held_in_any_way_comes_out_upright(orientation: int, kind: str) -> None:
    data, content_type = sample_images.photo(orientation, kind), f"image/{kind.lower()}"
    picture = previews.read(data, content_type)
    assert (picture.width, picture.height) == (64, 48)
    assert sizes_of(picture) == [(64, 48)]
    corners = colours(data, content_type, (0.1, 0.1), (0.9, 0.1), (0.1, 0.9), (0.9, 0.9))
    assert list(map(alike, corners, sample_images.CORNERS.values())) == [True] * 4


def test_a_large_sideways_photo_comes_out_upright_at_every_size() -> None:
    picture = previews.read(sample_images.photo(6, long=4000, short=3000), "image/jpeg")
    assert (picture.width, picture.height) == (4000, 3000)
    assert sizes_of(picture) == [(320, 240), (960, 720), (1920, 1440)]


def test_time_and_camera_are_read() -> None:
    picture = previews.read(sample_images.photo(), "image/jpeg")
    assert (picture.taken_at, picture.camera) == ("2024-05-01T10:20:30", "Canon EOS R5")


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
def test_time_and_camera_are_read_from_other_formats_too(kind: str) -> None:
    picture = previews.read(sample_images.photo(kind=kind), f"image/{kind.lower()}")
    assert (picture.taken_at, picture.camera) == ("2024-05-01T10:20:30", "Canon EOS R5")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_xmp_alone_turns_nothing_and_tells_a_date(kind: str) -> None:
    data = sample_images.encoded(
        Image.new("RGB", (64, 48)), kind, **sample_images.with_xmp(kind, sample_images.TURNED_AND_DATED)
    )
    picture = previews.read(data, f"image/{kind.lower()}")
    assert (picture.width, picture.height, sizes_of(picture)) == (64, 48, [(64, 48)])
    assert (picture.taken_at, picture.taken_offset) == ("2021-07-08T09:10:11", "+02:00")


def test_xmp_turns_nothing_where_pillow_reads_the_resolution_from_exif() -> None:
    data = sample_images.encoded(Image.new("RGB", (64, 48)), "JPEG", xmp=sample_images.TURNED_AND_DATED)
    for one in (data[:2] + data[20:], sample_images.jpeg_with_exif_segments([b"II*\0"])[:-2]):
        picture = previews.read(one, "image/jpeg")
        assert (picture.width, picture.height) == (64, 48)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_exif_turns_whatever_xmp_says(kind: str) -> None:
    options = sample_images.with_xmp(kind, sample_images.TURNED_AND_DATED.replace(b'"6"', b'"1"'))
    data = sample_images.encoded(Image.new("RGB", (64, 48)), kind, exif=sample_images.claims(6), **options)
    picture = previews.read(data, f"image/{kind.lower()}")
    assert (picture.width, picture.height) == (48, 64)


def test_exif_does_not_turn_an_avif_that_says_itself_that_it_is_upright() -> None:
    data = sample_images.encoded(Image.new("RGB", (64, 48)), "AVIF", exif=sample_images.claims(6))
    at = data.index(b"irot") + len("irot")
    assert data[at] & 3
    # The file itself says no rotation, while EXIF still says one.
    picture = previews.read(data[:at] + b"\0" + data[at + 1 :], "image/avif")
    assert (picture.width, picture.height) == (64, 48)


def test_what_imagemagick_writes_of_a_photo_into_a_png_is_believed() -> None:
    data = sample_images.png_by_imagemagick(6)
    picture = previews.read(data, "image/png")
    assert (picture.width, picture.height) == (64, 48)
    assert (picture.taken_at, picture.camera) == ("2024-05-01T10:20:30", "Canon EOS R5")
    assert alike(colours(data, "image/png", (0.1, 0.1))[0], next(iter(sample_images.CORNERS.values())))


@pytest.mark.parametrize("before_the_pixels", [True, False])
def test_a_png_tells_in_its_texts_when_it_was_taken(*, before_the_pixels: bool) -> None:
    data = sample_images.png_with_text("Creation Time", "Thu, 08 Jul 2021 09:10:11 +0200", first=before_the_pixels)
    picture = previews.read(data, "image/png")
    assert (picture.taken_at, picture.taken_offset) == ("2021-07-08T09:10:11", "+02:00")


def test_gps_and_the_name_of_the_file_tell_when_a_photo_was_taken() -> None:
    tags = Image.Exif()
    tags.get_ifd(34853).update({29: "2021:07:08", 7: (7.0, 10.0, 11.0)})
    with_gps = sample_images.encoded(Image.new("L", (64, 48)), "JPEG", exif=tags)
    without = sample_images.encoded(Image.new("L", (64, 48)), "JPEG")
    picture = previews.read(with_gps, "image/jpeg", "IMG_20200101_000000.jpg")
    assert (picture.taken_at, picture.taken_offset) == ("2021-07-08T07:10:11", "+00:00")
    assert previews.read(without, "image/jpeg", "IMG_20200101_000000.jpg").taken_at == "2020-01-01T00:00:00"


@pytest.mark.parametrize("now", [datetime(2024, 4, 1, tzinfo=UTC)])
def test_a_photo_was_not_taken_in_the_future(now: datetime) -> None:
    assert previews.read(sample_images.photo(), "image/jpeg", now=now).taken_at is None


def test_previews_keep_none_of_it() -> None:
    data = sample_images.talkative_photo()
    secrets = [b"Exif", b"Canon", b"2024:05:01", sample_images.LATITUDE.encode()]
    secrets += [sample_images.COMMENT.encode(), sample_images.XMP, b"lcms"]
    assert [secret for secret in secrets if secret not in data] == []
    picture = previews.read(data, "image/jpeg")
    outputs = [preview.data for preview in picture.previews]
    outputs.append(base64.b64decode(picture.placeholder.split(",")[1]))
    for output in outputs:
        assert [secret for secret in secrets if secret in output] == []
        assert riff_chunks(output) <= {b"VP8 ", b"VP8L", b"VP8X", b"ALPH"}


@pytest.mark.parametrize("claims", [b"", b"junk", b"II*\0\xff\xff\xff\xff", b"II*\0\x08\0\0\0\xff\xff"])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_with_broken_exif_is_still_shown(claims: bytes, kind: str) -> None:
    data = sample_images.encoded(Image.new("L", (64, 48)), kind, exif=b"Exif\0\0" + claims)
    picture = previews.read(data, f"image/{kind.lower()}")
    assert (picture.taken_at, picture.camera, sizes_of(picture)) == (None, None, [(64, 48)])


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_colours_stay_as_they_were(kind: str) -> None:
    data = sample_images.encoded(Image.new("RGB", (32, 32), sample_images.RED), kind)
    assert alike(middle(data, f"image/{kind.lower()}"), sample_images.RED)


def test_a_colour_profile_is_followed() -> None:
    data = sample_images.encoded(
        Image.new("RGB", (32, 32), (255, 0, 0)), "JPEG", icc_profile=sample_images.swapped_profile()
    )
    red, green, *_ = middle(data, "image/jpeg")
    assert green > 200 > red


def test_a_grey_picture_keeps_its_greys_until_its_profile_is_followed() -> None:
    data = sample_images.encoded(Image.new("L", (32, 32), 128), "JPEG", icc_profile=sample_images.linear_grey_profile())
    assert alike(middle(data, "image/jpeg"), (188, 188, 188))


@pytest.mark.parametrize("profile", [b"no profile at all", sample_images.colour_profile()[:200]])
def test_a_broken_colour_profile_is_passed_over(profile: bytes) -> None:
    data = sample_images.encoded(Image.new("RGB", (32, 32), sample_images.RED), "JPEG", icc_profile=profile)
    assert alike(middle(data, "image/jpeg"), sample_images.RED)


def test_a_profile_for_another_kind_of_picture_is_passed_over() -> None:
    data = sample_images.encoded(Image.new("L", (32, 32), 120), "JPEG", icc_profile=sample_images.colour_profile())
    assert alike(middle(data, "image/jpeg"), (120, 120, 120))


def test_a_profile_leaves_transparency_alone() -> None:
    data = sample_images.encoded(
        sample_images.half_transparent("RGBA"), "PNG", icc_profile=sample_images.colour_profile()
    )
    seen, unseen = colours(data, "image/png", (0.25, 0.5), (0.75, 0.5))
    assert alike(seen, (*sample_images.RED, 255))
    assert unseen[3] == 0


@pytest.mark.parametrize(("ink", "colour"), [((0, 0, 0, 0), (255,) * 3), ((0, 255, 255, 0), (255, 0, 0))])
def test_a_picture_in_printing_inks_is_not_shown_as_a_negative(ink: Colour, colour: Colour) -> None:
    data = sample_images.encoded(Image.new("CMYK", (32, 32), ink), "JPEG")
    assert alike(middle(data, "image/jpeg"), colour)


def test_sixteen_bits_of_grey_are_scaled_and_not_cut_off() -> None:
    left, centre, right = colours(
        sample_images.grey_ramp_of_16_bits(), "image/png", (0.01, 0.5), (0.5, 0.5), (0.99, 0.5)
    )
    assert alike(left, (0, 0, 0))
    assert alike(centre, (128, 128, 128))
    assert alike(right, (255, 255, 255))


def test_black_and_white_are_the_only_colours_of_one_bit() -> None:
    image = Image.new("1", (64, 48), 1)
    image.paste(0, (32, 0, 64, 48))
    left, right = colours(sample_images.encoded(image, "PNG"), "image/png", (0.25, 0.5), (0.75, 0.5))
    assert alike(left, (255, 255, 255))
    assert alike(right, (0, 0, 0))


@pytest.mark.parametrize(
    "data",
    [
        sample_images.encoded(sample_images.half_transparent("RGBA"), "PNG"),
        sample_images.encoded(sample_images.half_transparent("LA"), "PNG"),
        sample_images.encoded(Image.new("RGB", (64, 48), 0), "PNG", transparency=(0, 0, 0)),
        sample_images.half_transparent_palette(),
    ],
    ids=["RGBA", "LA", "one colour of RGB", "one colour of a palette"],
)
def test_what_is_transparent_stays_transparent(data: bytes) -> None:
    (unseen,) = colours(data, "image/png", (0.75, 0.5))
    assert unseen[3] == 0


@pytest.mark.parametrize("size", [(640, 480), (9000, 300)], ids=["resized", "reduced in bands"])
def test_a_transparent_colour_does_not_bleed_into_its_neighbours(size: tuple[int, int]) -> None:
    image = Image.new("RGBA", size, (255, 255, 255, 255))
    image.putdata([(255, 255, 255, 255), (0, 0, 0, 0)] * (size[0] * size[1] // 2))
    (smaller,) = [pixels(p.data) for p in previews.read(sample_images.encoded(image, "PNG"), "image/png").previews[:1]]
    colour = smaller.getpixel((smaller.width // 2, smaller.height // 2))
    assert isinstance(colour, tuple)
    assert min(colour[:3]) > 225


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "AVIF"])
def test_of_a_moving_picture_the_first_frame_is_shown(kind: str) -> None:
    data = sample_images.animation(kind)
    picture = previews.read(data, f"image/{kind.lower()}")
    assert [getattr(pixels(preview.data), "n_frames", 1) for preview in picture.previews] == [1]
    assert alike(middle(data, f"image/{kind.lower()}"), sample_images.RED)


def test_a_picture_reduced_in_bands_is_put_together_again_in_order() -> None:
    data = sample_images.photo(1, "PNG", long=9000, short=1000)
    corners = colours(data, "image/png", (0.1, 0.1), (0.9, 0.1), (0.1, 0.9), (0.9, 0.9))
    assert list(map(alike, corners, sample_images.CORNERS.values())) == [True] * 4


def test_a_drawing_with_few_colours_is_kept_without_loss() -> None:
    drawing = Image.new("RGB", (300, 200), "white")
    for column in range(0, 300, 20):
        drawing.paste((20, 40, 60), (column, 0, column + 10, 200))
    (preview,) = previews.read(sample_images.encoded(drawing, "PNG"), "image/png").previews
    assert b"VP8L" in riff_chunks(preview.data)
    assert ImageChops.difference(pixels(preview.data).convert("RGB"), drawing).getbbox() is None


@pytest.mark.parametrize(
    ("data", "content_type"),
    [(sample_images.noise("PNG"), "image/png"), (sample_images.noise("JPEG"), "image/jpeg")],
)
def test_what_would_be_larger_without_loss_has_some(data: bytes, content_type: str) -> None:
    made = previews.read(data, content_type).previews
    assert all(b"VP8L" not in riff_chunks(preview.data) for preview in made)
