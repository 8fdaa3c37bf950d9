"""The rule for creating an account: closed, open to the addresses of some domains, or open to everyone."""

from __future__ import annotations

from collections.abc import Collection

# Cognito's names of the two ways in which an account of a pool is created.
BY_ONESELF = "PreSignUp_SignUp"
BY_INVITATION = "PreSignUp_AdminCreateUser"

CLOSED = "Accounts here are by invitation. Ask the owner of this service to invite you."
OTHER_DOMAIN = "This service is for email addresses of {domains}. Ask its owner to invite you."


def refusal(trigger: str, email: str, rule: str, domains: Collection[str] = ()) -> str | None:
    """Return why an account may not be created, in a sentence for the person; None if it may.

    `rule` is `closed`, `domain` or `open`; a rule or a trigger that is not known refuses. Domains are in lower case,
    and do not include their subdomains.
    """
    if trigger == BY_INVITATION:
        return None
    if trigger != BY_ONESELF or rule not in ("domain", "open"):
        return CLOSED
    _, at, domain = email.rpartition("@")
    if rule == "open" or (at and domain.lower() in domains):
        return None
    return OTHER_DOMAIN.format(domains=" or ".join(domains))
