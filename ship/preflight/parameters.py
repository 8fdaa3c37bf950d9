"""The stack's parameters as the operator names them, checked before anything is packaged."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ..operator_errors import Problem


def read_parameters(text: str) -> dict[str, str]:
    """Parse `DomainName=notes.example.org AlarmEmail=me@example.org`. Raises `Problem` for a malformed pair."""
    pairs = [pair.partition("=") for pair in text.split()]
    if wrong := [name for name, equals, _ in pairs if not name or not equals]:
        raise Problem(f"PARAMETERS must be Name=value pairs, separated by spaces; {wrong[0]!r} is not one.")
    return {name: value for name, _, value in pairs}


def refuse_wrong(given: Mapping[str, str], declared: Mapping[str, Any]) -> None:
    """Raise `Problem` for a parameter that the template does not declare, or does not allow with this value."""
    if unknown := sorted(given.keys() - declared.keys()):
        raise Problem(f"Unknown parameter: {', '.join(unknown)}. The parameters are: {', '.join(sorted(declared))}.")
    for name, value in given.items():
        if reason := _refusal(value, declared[name]):
            raise Problem(f"{name} cannot be {value!r}: {reason}. {declared[name].get('Description', '')}".rstrip())


def refuse_certificate_elsewhere(region: str, parameters: Mapping[str, str]) -> None:
    """Raise `Problem` if the stack cannot create its own certificate: CloudFront only takes those of us-east-1."""
    if parameters.get("DomainName") and not parameters.get("CertificateArn") and region != "us-east-1":
        raise Problem(
            f"CloudFront only accepts certificates of us-east-1, but this region is {region}. Request one there for "
            f"{parameters['DomainName']} (aws acm request-certificate --region us-east-1 --validation-method DNS "
            f"--domain-name {parameters['DomainName']}), and pass its ARN as CertificateArn."
        )


def _refusal(value: str, parameter: Mapping[str, Any]) -> str | None:
    """Return why CloudFormation would refuse the value, or None."""
    if "AllowedValues" in parameter:
        allowed = [str(one) for one in parameter["AllowedValues"]]
        return None if value in allowed else f"allowed are {', '.join(allowed)}"
    if parameter["Type"] == "Number":
        return _wrong_number(value, parameter)
    pattern = parameter.get("AllowedPattern", ".*")
    return None if re.fullmatch(pattern, value) else f"it does not match {pattern}"


def _wrong_number(value: str, parameter: Mapping[str, Any]) -> str | None:
    if not re.fullmatch(r"\d+(\.\d+)?", value):
        return "it is not a number"
    least = parameter.get("MinValue", 0)
    return f"it is less than {least}" if float(value) < least else None
