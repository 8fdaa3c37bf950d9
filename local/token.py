"""`make token`: sign the demo account in, and print its ID token for curl."""

from __future__ import annotations

from ship import command_line

from .people import sign_in
from .places import Places
from .stack import Stack


def main() -> None:
    """Print the token alone, so that `TOKEN=$(make token)` works."""
    command_line.no_arguments("local.token", __doc__)
    stack = Stack.read(Places.from_environment())
    print(sign_in(stack, stack.demo_user, stack.demo_password))


if __name__ == "__main__":
    main()
