"""Texts for measurements: of words as people write, and of characters in which nothing repeats."""

from __future__ import annotations

import random
import string

# The letters of English by their frequency in a thousand.
_LETTERS = dict(
    zip(
        "etaoinshrdlcumwfgypbvk",
        (127, 91, 82, 75, 70, 67, 63, 61, 60, 43, 40, 28, 28, 24, 24, 22, 20, 20, 19, 15, 10, 8),
        strict=True,
    )
)
_WORDS = 6000


def prose(characters: int, seed: int = 1) -> str:
    """Return words of a vocabulary, the first ones far more often: zlib halves it, as it does English."""
    numbers = random.Random(seed)
    letters, frequencies = list(_LETTERS), list(_LETTERS.values())
    vocabulary = ["".join(numbers.choices(letters, frequencies, k=numbers.randint(2, 9))) for _ in range(_WORDS)]
    # Zipf and Mandelbrot's law, to which the words of a language come near.
    words = numbers.choices(vocabulary, [1 / (rank + 15) for rank in range(_WORDS)], k=characters)
    return " ".join(words)[:characters]


def noise(characters: int, seed: int = 1) -> str:
    """Return a text that hardly becomes shorter: of 94 characters, each as likely as the others."""
    return "".join(random.Random(seed).choices(string.digits + string.ascii_letters + string.punctuation, k=characters))
