"""The whole service onto a stack, package and page: the same steps for AWS and for the embedded cloud."""

from __future__ import annotations

from collections.abc import Mapping
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
) -> dict[str, str]:
    """Bring the stack up to date, then the page that it serves; the stack's outputs.

    The page comes last, so that it never asks an API that is older than itself. Raises NotDeployed.
    """
    template = bridged(account, package.template)
    change_sets.deploy(account, stack_name, replace(package, template=template), parameters, say)
    outputs = stacks.outputs(account, stack_name)
    publish(account, files, outputs)
    return outputs


def web_url(account: Account, outputs: Mapping[str, str]) -> str:
    """Where people find the page."""
    return bridge.web_url(outputs, account.endpoint_url) if account.endpoint_url else outputs["WebUrl"]


def api_url(account: Account, outputs: Mapping[str, str]) -> str:
    """Where programs find the API, past CloudFront."""
    return bridge.api_url(outputs, account.endpoint_url) if account.endpoint_url else outputs["ApiUrl"]


def websocket_url(account: Account, outputs: Mapping[str, str]) -> str:
    """Where devices connect to be told of changes."""
    return bridge.websocket_url(outputs, account.endpoint_url) if account.endpoint_url else outputs["WebsocketUrl"]


def bridged(account: Account, template: Template) -> Template:
    """The template as that account's cloud can run it: AWS as it is, the embedded one with its differences bridged."""
    return bridge.for_embedded_cloud(template, account.endpoint_url) if account.endpoint_url else template


def publish(account: Account, files: Path, outputs: Mapping[str, str]) -> None:
    """Put the page where the stack serves it, told where everything is."""
    page.publish(account, outputs["WebBucketName"], files, _page_config(account, outputs))
    page.invalidate(account, outputs["DistributionId"])


def _page_config(account: Account, outputs: Mapping[str, str]) -> dict[str, str]:
    """What the page cannot know by itself; web/src/config.ts says the same."""
    config = {
        "region": account.region,
        "userPoolId": outputs["UserPoolId"],
        "userPoolClientId": outputs["UserPoolClientId"],
        "apiUrl": "/api",
        # Where presigned URLs lead, so that a browser can be on its way there before it has one.
        "mediaUrl": f"https://{outputs['MediaBucketName']}.s3.{account.region}.amazonaws.com",
    }
    return config | bridge.page_config(account.endpoint_url) if account.endpoint_url else config
