"""The number of functions that the account may run at once, which is small for new accounts."""

from __future__ import annotations

from ..account import Account
from ..cloudformation.stacks import Say

# docs/scale.md computes how many people that is enough for.
ENOUGH = 100


def warn_of_low_quota(account: Account, say: Say) -> None:
    """Report a low quota and how to raise it; a deployment works all the same."""
    quota = account.lambda_.get_account_settings()["AccountLimit"]["ConcurrentExecutions"]
    if quota < ENOUGH:
        say(
            f"    This account may run {quota} functions at once; further requests wait or fail. Ask AWS for more: "
            "aws service-quotas request-service-quota-increase --service-code lambda --quota-code L-B99A9384 "
            "--desired-value 1000"
        )
