"""The parameters that say who may create an account."""

from __future__ import annotations

import re

import pytest

from ship.chalice_deploy.resources import whole_template
from ship.checkout import CHECKOUT
from ship.operator_errors import Problem
from ship.preflight.sign_up import refuse_sign_up

PATTERN = whole_template(CHECKOUT)["Parameters"]["SignUpDomains"]["AllowedPattern"]


@pytest.mark.parametrize("rule", ["closed", "open"])
def test_domains_are_needed_for_nothing_else(rule: str) -> None:
    refuse_sign_up("prod", {"SignUp": rule})


def test_domains_have_to_be_named() -> None:
    refuse_sign_up("prod", {"SignUp": "domain", "SignUpDomains": "example.org"})
    with pytest.raises(Problem, match="requires SignUpDomains"):
        refuse_sign_up("prod", {"SignUp": "domain"})


def test_the_stage_whose_pool_is_made_first_cannot_check_them() -> None:
    with pytest.raises(Problem, match="The stage dev cannot check domains"):
        refuse_sign_up("dev", {"SignUp": "domain", "SignUpDomains": "example.org"})


@pytest.mark.parametrize("domains", ["", "example.org", "example.org,sub.example.com", "xn--bcher-kva.example"])
def test_domains_are_separated_by_commas(domains: str) -> None:
    assert re.fullmatch(PATTERN, domains)


@pytest.mark.parametrize(
    "domains", ["example", "@example.org", "example.org,", ",example.org", "example.org, b.org", "Example.org", "*.org"]
)
def test_what_is_no_domain_is_refused(domains: str) -> None:
    assert not re.fullmatch(PATTERN, domains)
