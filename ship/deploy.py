"""`make deploy`: create or update the service on an AWS account; it can be repeated at any time."""

from __future__ import annotations

import os
from collections.abc import Mapping

from botocore.exceptions import ClientError

from . import command_line, page, service
from .account import Account
from .chalice_deploy import deployment
from .checkout import data_directory
from .cloudformation import stacks, table_indexes
from .cloudformation.stacks import NotDeployed, stack_name
from .package import LAMBDAS, THIS_MACHINES, NotPackaged, Package, package, refuse_old_python
from .packaging import sizes
from .page import NotBuilt


def main() -> None:
    """Deploy the stage named on the command line, with the parameters in `PARAMETERS`."""
    parser = command_line.parser("ship.deploy", __doc__)
    command_line.add_stage(parser)
    stage = parser.parse_args().stage
    account = Account.from_environment()
    try:
        if not account.endpoint_url:
            refuse_old_python()
        parameters = read_parameters(os.environ.get("PARAMETERS", ""))
        refuse_certificate_elsewhere(account.region, parameters)
        if stage == deployment.STAGE:
            deployment.deploy_dev(account, print, parameters)
        else:
            print(_arrived(account, stage, deploy(account, stage, parameters)))
    except (NotBuilt, NotDeployed, NotPackaged, ValueError) as problem:
        raise SystemExit(f"\n{problem}") from None


def deploy(account: Account, stage: str, parameters: Mapping[str, str]) -> dict[str, str]:
    """Package the app, build the page and deploy both; return the stack's outputs."""
    name = stack_name(stage)
    _refuse_what_was_kept(account, name)
    _say(f"Packaging the app for {stage}")
    packaged = _packaged(account, stage)
    table_indexes.refuse_other(account, name, packaged.template)
    _say("Building the page")
    files = page.build(data_directory())
    _say(f"Deploying {name} to account {account.number}, region {account.region}")
    return service.ship(account, name, packaged, files, parameters, print)


def read_parameters(text: str) -> dict[str, str]:
    """Parse `DomainName=notes.example.org AlarmEmail=me@example.org`. Raises `ValueError` for a malformed pair."""
    pairs = [pair.partition("=") for pair in text.split()]
    if wrong := [name for name, equals, _ in pairs if not name or not equals]:
        raise ValueError(f"PARAMETERS must be Name=value pairs, separated by spaces; {wrong[0]!r} is not one.")
    return {name: value for name, _, value in pairs}


def refuse_certificate_elsewhere(region: str, parameters: Mapping[str, str]) -> None:
    """Raise `ValueError` if the stack cannot create its own certificate: CloudFront only takes those of us-east-1."""
    if parameters.get("DomainName") and not parameters.get("CertificateArn") and region != "us-east-1":
        raise ValueError(
            f"CloudFront only accepts certificates of us-east-1, but this region is {region}. Request one there for "
            f"{parameters['DomainName']} (aws acm request-certificate --region us-east-1 --validation-method DNS "
            f"--domain-name {parameters['DomainName']}), and pass its ARN as CertificateArn."
        )


def _refuse_what_was_kept(account: Account, name: str) -> None:
    """Raise `NotDeployed` if an earlier stack left its media bucket: it holds photos, and blocks creating a new one."""
    bucket = f"{name}-media-{account.number}-{account.region}"
    if stacks.find(account, name) or not _there(account, bucket):
        return
    raise NotDeployed(
        f"{bucket} still exists: {name} was deleted, but its data was kept. "
        "docs/recovery.md says how to restore it to a new stack. To start without data, choose another STAGE."
    )


def _there(account: Account, bucket: str) -> bool:
    try:
        account.s3.head_bucket(Bucket=bucket)
    except ClientError:
        return False
    return True


def _packaged(account: Account, stage: str) -> Package:
    architecture = THIS_MACHINES if account.endpoint_url else os.environ.get("ARCHITECTURE", LAMBDAS)
    packaged = package(data_directory(), stage, architecture)
    print(sizes.report(packaged.archive))
    return packaged


def _say(text: str) -> None:
    print(f"· {text} ...", flush=True)


def _arrived(account: Account, stage: str, outputs: Mapping[str, str]) -> str:
    return f"""
{stack_name(stage)} is up to date.

  Open       {service.web_url(account, outputs)}
  API        {service.api_url(account, outputs)}
  Dashboard  {outputs["DashboardUrl"]}
"""


if __name__ == "__main__":
    main()
