"""The parameters that say who may create an account."""

from __future__ import annotations

from collections.abc import Mapping

from ..chalice_deploy.recording import STAGE
from ..operator_errors import Problem


def refuse_sign_up(stage: str, parameters: Mapping[str, str]) -> None:
    """Raise `Problem` for `SignUp=domain` without domains, and for a stage that has no function to check them."""
    if parameters.get("SignUp") != "domain":
        return
    if not parameters.get("SignUpDomains"):
        raise Problem("SignUp=domain requires SignUpDomains, such as SignUpDomains=example.org,example.com.")
    if stage == STAGE:
        raise Problem(
            f"The stage {STAGE} cannot check domains, because its user pool is made before its functions. "
            "Use SignUp=closed or SignUp=open, or another STAGE."
        )
