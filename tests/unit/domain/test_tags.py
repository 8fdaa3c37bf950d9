"""The rules for tags: which texts are tags, and when two are the same."""

from __future__ import annotations

import unicodedata

import pytest

from chalicelib.domain import tags
from chalicelib.domain.errors import Invalid
from tests.support.time_growth import is_proportional

COMPOSED, WRITTEN_OUT = "café", unicodedata.normalize("NFD", "café")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (" sea ", "sea"),
        ("\t\n\u00a0\u2003\u3000sea\u2028\u2029\x85", "sea"),
        ("two  words", "two  words"),
        (WRITTEN_OUT, COMPOSED),
        ("Å", "Å"),
        ("क्\u200cष", "क्\u200cष"),
        ("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"),
        ("❤\ufe0f", "❤\ufe0f"),
        ("x" * 50, "x" * 50),
        (f"   {'x' * 50}   ", "x" * 50),
        (unicodedata.normalize("NFD", "ᾂ" * 50), "ᾂ" * 50),
        (f"{' ' * 100_000}sea", "sea"),
    ],
)
def test_a_tag_is_trimmed_and_composed(given: str, kept: str) -> None:
    assert tags.normalized(given, "/tag") == kept
    assert tags.normalized(kept, "/tag") == kept


@pytest.mark.parametrize(
    "given",
    [
        *(
            "",
            " ",
            "\u2003\u3000",
            "\u200d",
            "\u200c\u200d",
            "\u0301",
            "\ufe0f",
            "\u034f",
            "\u3164",
            "\u2800",
            "\u115f",
            "\u20dd",
        ),
        *("a\x07b", "a\tb", "a\nb", "\x1fa", "a\x7f", "a\x85b", "a\x00"),
        *(
            "\ufeffsea",
            "a\u202eb",
            "a\u2066b",
            "a\u00adb",
            "a\u200bb",
            "a\u200eb",
            "\U000e0061b",
            "a\u2060b",
            "a\u061cb",
        ),
        *("x" * 51, "𝄞" * 51, "x " * 26),
    ],
)
def test_what_cannot_be_seen_or_is_too_long_is_no_tag(given: str) -> None:
    with pytest.raises(Invalid) as refused:
        tags.normalized(given, "/tags/0")
    assert refused.value.field == "/tags/0"


def test_all_white_space_of_unicode_is_trimmed_and_no_other_character() -> None:
    others = [chr(code) for code in range(0x3100) if unicodedata.category(chr(code)) in ("Cc", "Cf", "Zs", "Zl", "Zp")]
    trimmed = [other for other in others if _normalized_or_none(f"{other}sea{other}") == "sea"]
    # Python alone counts the four separators of ASCII as white space.
    assert trimmed == [other for other in others if other.isspace() and other not in "\x1c\x1d\x1e\x1f"]


def _normalized_or_none(tag: str) -> str | None:
    try:
        return tags.normalized(tag, "/tag")
    except Invalid:
        return None


def test_tags_that_look_the_same_are_one_where_the_first_of_them_was() -> None:
    assert tags.unique(["b", WRITTEN_OUT, " b", COMPOSED, "B"]) == ["b", COMPOSED, "B"]


def test_the_one_that_is_wrong_is_pointed_at() -> None:
    with pytest.raises(Invalid) as refused:
        tags.unique(["a", "a", "\u200d"])
    assert refused.value.field == "/tags/2"


def test_a_long_run_of_combining_characters_is_refused_quickly() -> None:
    def refused(size: int) -> None:
        with pytest.raises(Invalid):
            tags.normalized("a" + "\u0316\u0301" * size, "/tag")

    assert is_proportional(refused, 3_000)
