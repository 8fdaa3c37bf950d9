"""The whole service onto a stack, package and page: the same steps for AWS and for the embedded cloud."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from . import bridge, changes, page, stacks
from .account import Account
from .package import Package
from .stacks import Say


def ship(
    account: Account,
    stack_name: str,
    package: Package,
    files: Path,
    parameters: Mapping[str, str],
    say: Say = lambda text: None,
) -> dict[str, str]:
    """Bring the stack up to date, then the page that it serves; the stack's outputs.

    The page comes last, so that it never asks an API that is older than itself. Raises NotDeployed.
    """
    changes.deploy(account, stack_name, _bridged(account, package), parameters, say)
    outputs = stacks.outputs(account, stack_name)
    page.publish(account, outputs["WebBucketName"], files, _page_config(account, outputs))
    page.invalidate(account, outputs["DistributionId"])
    return outputs


def web_url(account: Account, outputs: Mapping[str, str]) -> str:
    """Where people find the page."""
    return bridge.web_url(outputs, account.endpoint_url) if account.endpoint_url else outputs["WebUrl"]


def api_url(account: Account, outputs: Mapping[str, str]) -> str:
    """Where programs find the API, past CloudFront."""
    return bridge.api_url(outputs, account.endpoint_url) if account.endpoint_url else outputs["ApiUrl"]


def _bridged(account: Account, package: Package) -> Package:
    if not account.endpoint_url:
        return package
    return Package(bridge.for_embedded_cloud(package.template, account.endpoint_url), package.archive)


def _page_config(account: Account, outputs: Mapping[str, str]) -> dict[str, str]:
    """What the page cannot know by itself; web/src/config.ts says the same."""
    config = {
        "region": account.region,
        "userPoolId": outputs["UserPoolId"],
        "userPoolClientId": outputs["UserPoolClientId"],
        "apiUrl": "/api",
    }
    return {**config, **bridge.page_config(account.endpoint_url)} if account.endpoint_url else config
