"""`make token`: sign the demo account in, and print its ID token for curl."""

from __future__ import annotations

import sys

from ship import command_line

from .people import CodeNeeded, sign_in
from .places import Places
from .stack import Stack


def main() -> None:
    """Print the token alone, so that `TOKEN=$(make token)` works."""
    command_line.no_arguments("local.token", __doc__)
    stack = Stack.read(Places.from_environment())
    try:
        print(sign_in(stack, stack.demo_user, stack.demo_password, _typed if sys.stdin.isatty() else None))
    except CodeNeeded:
        raise SystemExit(
            "The demo account has two-step sign-in: run this in a terminal, where it asks for the code."
        ) from None


def _typed() -> str:
    # Standard output is for the token.
    print("Code from your authenticator app: ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip()


if __name__ == "__main__":
    main()
