"""Command lines of the programs that a person may run: `--help`, usage errors, and exit code 2 for them."""

from __future__ import annotations

import argparse
import re

# The names of buckets contain that of the stage. `preflight.stage_names` checks the length that a region leaves.
STAGE = re.compile(r"[a-z][a-z0-9-]{0,31}")


def parser(module: str, docstring: str | None) -> argparse.ArgumentParser:
    """Return a parser for `python -m module`, which describes the program by its module's docstring."""
    return argparse.ArgumentParser(
        prog=f"python -m {module}",
        description=docstring,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )


def no_arguments(module: str, docstring: str | None) -> None:
    """Parse the command line of a program that takes no arguments."""
    parser(module, docstring).parse_args()


def add_stage(to: argparse.ArgumentParser) -> None:
    """Add the name of a stage as a required argument."""
    to.add_argument("stage", type=stage, help="the name of the stage, such as prod")


def stage(text: str) -> str:
    """Return the name of a stage. Raises `ArgumentTypeError` for one that could not be part of a stack's name."""
    if not STAGE.fullmatch(text):
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a stage: a lower-case letter followed by lower-case letters, digits and hyphens, "
            "at most 32 characters"
        )
    return text
