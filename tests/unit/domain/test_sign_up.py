"""The rule for creating an account."""

from __future__ import annotations

import pytest

from chalicelib.domain.sign_up import BY_INVITATION, BY_ONESELF, CLOSED, refusal

DOMAINS = ("example.org", "example.com")


def test_nobody_creates_an_account_where_sign_up_is_closed() -> None:
    assert refusal(BY_ONESELF, "ann@example.org", "closed", DOMAINS) == CLOSED


def test_everyone_does_where_it_is_open() -> None:
    assert refusal(BY_ONESELF, "ann@anywhere.example", "open") is None


@pytest.mark.parametrize("email", ["ann@example.org", "Ann@EXAMPLE.Com", '"a@b"@example.org'])
def test_addresses_of_a_listed_domain_do(email: str) -> None:
    assert refusal(BY_ONESELF, email, "domain", DOMAINS) is None


@pytest.mark.parametrize(
    "email",
    [
        *("ann@example.net", "ann@sub.example.org", "ann@notexample.org", "ann@example.org.evil.example"),
        *("ann@example.org@evil.example", "ann@example.org.", "example.org", "ann@", "", "ann@example.org "),
    ],
)
def test_other_addresses_are_told_the_domains(email: str) -> None:
    refused = refusal(BY_ONESELF, email, "domain", DOMAINS)
    assert refused is not None
    assert "example.org or example.com" in refused


def test_no_address_is_let_in_by_an_empty_list() -> None:
    assert refusal(BY_ONESELF, "ann@", "domain", ()) is not None


@pytest.mark.parametrize("rule", ["closed", "domain", "open", "", "anything"])
def test_whoever_was_invited_is_let_in(rule: str) -> None:
    assert refusal(BY_INVITATION, "ann@example.net", rule) is None


@pytest.mark.parametrize("trigger", ["PreSignUp_ExternalProvider", "", "PostConfirmation_ConfirmSignUp"])
def test_other_triggers_are_refused_even_where_sign_up_is_open(trigger: str) -> None:
    assert refusal(trigger, "ann@example.org", "open") == CLOSED


@pytest.mark.parametrize("rule", ["", "Open", "anything"])
def test_a_rule_that_is_not_known_is_closed(rule: str) -> None:
    assert refusal(BY_ONESELF, "ann@example.org", rule, DOMAINS) == CLOSED
