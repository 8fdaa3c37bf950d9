"""The parameters of `make deploy`, and what it refuses before it asks AWS anything."""

from __future__ import annotations

import pytest

from ship.cloudformation.stacks import stack_name
from ship.operator_errors import Problem
from ship.preflight.parameters import read_parameters, refuse_certificate_elsewhere

DOMAIN = {"DomainName": "notes.example.org"}


def test_a_stage_has_a_stack_of_its_own() -> None:
    assert stack_name("prod") == "skynotes-prod"


def test_parameters_are_names_and_values() -> None:
    text = " DomainName=notes.example.org  AlarmEmail=me+alarm@example.org X=a=b "
    assert read_parameters(text) == DOMAIN | {"AlarmEmail": "me+alarm@example.org", "X": "a=b"}
    assert read_parameters("") == {}
    assert read_parameters("AlarmEmail=") == {"AlarmEmail": ""}


@pytest.mark.parametrize("text", ["DomainName", "A=b c", "=x"])
def test_what_is_not_a_parameter_is_refused_by_name(text: str) -> None:
    with pytest.raises(Problem, match="Name=value"):
        read_parameters(text)


def test_a_certificate_is_only_made_where_cloudfront_takes_it() -> None:
    refuse_certificate_elsewhere("us-east-1", DOMAIN)
    refuse_certificate_elsewhere("eu-central-1", {})
    refuse_certificate_elsewhere("eu-central-1", DOMAIN | {"CertificateArn": "arn:aws:acm:us-east-1:1:certificate/x"})
    with pytest.raises(Problem, match=r"eu-central-1.*notes\.example\.org"):
        refuse_certificate_elsewhere("eu-central-1", DOMAIN)
