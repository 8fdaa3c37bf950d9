"""The first account of a new stage, which is closed to everyone whom its owner does not invite."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping

from .account import Account
from .cloudformation import stacks
from .cloudformation.stacks import stack_name
from .invitations import address, invite

# Not a parameter of the template: it is needed once, and no stack needs to keep it.
PARAMETER = "OwnerEmail"
QUESTION = "Email address of the first account, which is invited at the end (empty: none): "


def first_person(
    account: Account,
    stage: str,
    given: str,
    *,
    ask: Callable[[str], str] = input,
    terminal: Callable[[], bool] = sys.stdin.isatty,
) -> str | None:
    """Return whom to invite once a new stage is deployed; None for a stage that exists.

    An empty address is nobody. Raises `Problem` for what is no address.
    """
    if stacks.is_there(account, stack_name(stage)):
        return None
    email = given or (ask(QUESTION) if terminal() else "")
    return address(email) if email.strip() else ""


def welcomed(account: Account, stage: str, outputs: Mapping[str, str], email: str) -> str:
    """Invite the first person of a new stage, if there is one; return what is to be said about it."""
    if not email:
        said = f"Nobody has an account yet, and nobody can create one. Invite: make invite STAGE={stage} EMAIL=..."
    else:
        said = invite(account, outputs["UserPoolId"], email)
    return f"{said}\n\nCognito itself mails at most 50 times a day; docs/operations.md says how to send more (SesFrom)."
