"""`make deploy`: create or update the service on an AWS account; it can be repeated at any time."""

from __future__ import annotations

import os
from collections.abc import Mapping

from . import command_line, page, service
from .account import Account
from .chalice_deploy import deployment
from .chalice_deploy.resources import whole_template
from .checkout import CHECKOUT, data_directory
from .cloudformation import creation, stacks, table_indexes
from .cloudformation.stacks import stack_name
from .first_person import PARAMETER, first_person, welcomed
from .operator_errors import sentences
from .package import LAMBDAS, THIS_MACHINES, Package, package, refuse_old_python
from .packaging import sizes
from .preflight.concurrency import warn_of_low_quota
from .preflight.gateway_logging import leave_existing_role
from .preflight.kept_data import refuse_kept_data
from .preflight.origins import refuse_other_origin
from .preflight.parameters import read_parameters, refuse_certificate_elsewhere, refuse_wrong
from .preflight.regions import refuse_region
from .preflight.sign_up import refuse_sign_up
from .preflight.stage_names import refuse_stage_name


def main() -> None:
    """Deploy the stage named on the command line, with the parameters in `PARAMETERS`."""
    parser = command_line.parser("ship.deploy", __doc__)
    command_line.add_stage(parser)
    stage = parser.parse_args().stage
    with sentences():
        account = Account.from_environment()
        parameters = read_parameters(os.environ.get("PARAMETERS", ""))
        owner = parameters.pop(PARAMETER, "")
        refuse(account, stage, parameters)
        if stage == deployment.STAGE:
            deployment.deploy_dev(account, print, parameters)
        else:
            first = first_person(account, stage, owner)
            outputs = deploy(account, stage, parameters)
            print(_arrived(account, stage, outputs))
            if first is not None:
                print(welcomed(account, stage, outputs, first))


def refuse(account: Account, stage: str, parameters: Mapping[str, str]) -> None:
    """Raise `Problem` for what cannot succeed, before anything is packaged or changed."""
    refuse_stage_name(stage, account.region)
    if not account.endpoint_url:
        refuse_region(account.session, account.region)
        refuse_old_python()
    refuse_wrong(parameters, whole_template(CHECKOUT)["Parameters"])
    refuse_certificate_elsewhere(account.region, parameters)
    effective = {**stacks.parameters(account, stack_name(stage)), **parameters}
    refuse_other_origin(effective)
    refuse_sign_up(stage, effective)


def deploy(account: Account, stage: str, parameters: Mapping[str, str]) -> dict[str, str]:
    """Package the app, build the page and deploy both; return the stack's outputs."""
    name = stack_name(stage)
    refuse_kept_data(account, name)
    _say(f"Packaging the app for {stage}")
    packaged = _packaged(account, stage)
    table_indexes.refuse_other(account, name, packaged.template)
    _say("Building the page")
    files = page.build(data_directory())
    _say(f"Deploying {name} to account {account.number}, region {account.region}")
    warn_of_low_quota(account, print)
    chosen = leave_existing_role(account, name, parameters, print)
    return service.ship(account, name, packaged, files, chosen, print, creation.deploy)


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
