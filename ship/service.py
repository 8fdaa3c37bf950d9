"""Deployment of the whole service, package and page: the same steps for AWS and for the embedded cloud."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from . import page
from .account import Account
from .cloudformation import bridge, change_sets, stacks
from .cloudformation.bridge import Template
from .cloudformation.stacks import Say
from .package import Package


def ship(
    account: Account,
    stack_name: str,
    package: Package,
    files: Path,
    parameters: Mapping[str, str],
    say: Say = lambda text: None,
    deploy: Callable[..., None] = change_sets.deploy,
) -> dict[str, str]:
    """Deploy the stack, then the page that it serves; return the stack's outputs.

    The page comes last, so that it never calls an API that is older than itself. Raises `NotDeployed`.
    """
    template = bridged(account, package.template)
    deploy(account, stack_name, replace(package, template=template), parameters, say)
    outputs = stacks.outputs(account, stack_name)
    publish(account, files, outputs)
    return outputs


def web_url(account: Account, outputs: Mapping[str, str]) -> str:
    """Return the address of the page."""
    return bridge.web_url(outputs, account.endpoint_url) if account.endpoint_url else outputs["WebUrl"]


def api_url(account: Account, outputs: Mapping[str, str]) -> str:
    """Return the API's address for programs, which bypasses CloudFront."""
    return bridge.api_url(outputs, account.endpoint_url) if account.endpoint_url else outputs["ApiUrl"]


def websocket_url(account: Account, outputs: Mapping[str, str]) -> str:
    """Return the address where devices connect to be notified of changes."""
    return bridge.websocket_url(outputs, account.endpoint_url) if account.endpoint_url else outputs["WebsocketUrl"]


def bridged(account: Account, template: Template) -> Template:
    """Return the template for the account's cloud: unchanged for AWS, adapted for the embedded cloud."""
    return bridge.for_embedded_cloud(template, account.endpoint_url) if account.endpoint_url else template


def publish(account: Account, files: Path, outputs: Mapping[str, str]) -> None:
    """Upload the page and its configuration to the stack's bucket, and invalidate CloudFront's cache."""
    page.publish(account, outputs["WebBucketName"], files, _page_config(account, outputs))
    page.invalidate(account, outputs["DistributionId"])


def _page_config(account: Account, outputs: Mapping[str, str]) -> dict[str, object]:
    """Return the page's configuration, with the fields that web/src/config.ts declares."""
    config: dict[str, object] = {
        "region": account.region,
        "userPoolId": outputs["UserPoolId"],
        "userPoolClientId": outputs["UserPoolClientId"],
        "apiUrl": "/api",
        # The origin of presigned URLs, so that a browser can connect before it has one.
        "mediaUrl": f"https://{outputs['MediaBucketName']}.s3.{account.region}.amazonaws.com",
        "signUp": outputs["SignUp"],
        "signUpDomains": _listed(outputs["SignUpDomains"]) if outputs["SignUp"] == "domain" else [],
    }
    return config | bridge.page_config(account.endpoint_url) if account.endpoint_url else config


def _listed(text: str) -> list[str]:
    return [one for one in text.split(",") if one]
