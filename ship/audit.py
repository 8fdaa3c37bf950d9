"""An audit of what would be deployed: checkov on the template, parliament and cloudsplaining on its IAM policies.

It runs in .venv-audit, without the network. Accepted findings are listed in `infra/waivers.yaml`, with reasons.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import yaml
from cloudsplaining.scan.policy_document import PolicyDocument  # type: ignore[import-not-found]
from parliament import analyze_policy_string  # type: ignore[import-not-found]
from samtranslator.translator.transform import transform  # type: ignore[import-not-found]

from . import command_line
from .checkout import CHECKOUT
from .checks.kept_answers import kept
from .checks.policies import EXAMPLE_REGION, Document, of_roles
from .checks.waivers import Finding, Waiver, unwaived

RISKS = (
    "allows_data_exfiltration_actions",
    "allows_privilege_escalation",
    "credentials_exposure",
    "infrastructure_modification",
    "permissions_management_without_constraints",
    "service_wildcard",
)
# A policy that each policy tool must object to; one that does not is not working.
CARELESS: Document = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "s3:PutObject", "Resource": "*"}],
}


def main() -> None:
    """Audit the template named on the command line; exit with unwaived findings and with waivers that match nothing."""
    parser = command_line.parser("ship.audit", __doc__)
    parser.add_argument("template", type=Path, help="the packaged SAM template")
    arguments = parser.parse_args()
    if {finding.rule.split()[0] for finding in in_policy("careless", CARELESS)} != {"cloudsplaining", "parliament"}:
        raise SystemExit("The audit of policies does not work: parliament or cloudsplaining missed a careless one.")
    template = without_sam(yaml.safe_load(arguments.template.read_text()))
    policies = of_roles(template)
    findings = [*in_template(template), *(finding for role in policies for finding in in_policy(role, policies[role]))]
    waivers = [Waiver(**waiver) for waiver in yaml.safe_load((CHECKOUT / "infra" / "waivers.yaml").read_text())]
    problems = list(unwaived(findings, waivers))
    if problems:
        raise SystemExit("\n".join(problems))
    print(
        f"· {len(template['Resources'])} resources and {len(policies)} policies: {len(findings)} findings, all waived"
    )


def without_sam(template: Document) -> Document:
    """Expand the SAM resources as CloudFormation itself does; raise if it could not."""
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            resource["Properties"]["CodeUri"] = "s3://artifacts/code.zip"
    os.environ.setdefault("AWS_DEFAULT_REGION", EXAMPLE_REGION)
    made: Document = transform(template, {}, SimpleNamespace(load=dict))
    return made


def in_template(template: Document) -> Iterator[Finding]:
    """Yield checkov's findings."""
    said = kept(json.dumps(template, sort_keys=True), Path(sys.prefix) / "checkov-answers", _ask_checkov)
    if said["summary"]["parsing_errors"] or not said["summary"]["passed"]:
        raise SystemExit(f"checkov could not read the template: {said['summary']}")
    for check in said["results"]["failed_checks"]:
        yield Finding(check["check_id"], check["resource"], check["check_name"])


def _ask_checkov(template: str) -> Any:
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        file.write(template)
        file.flush()
        command = [str(Path(sys.executable).with_name("checkov")), "--file", file.name, "--framework", "cloudformation"]
        command += ["--output", "json", "--compact", "--soft-fail", "--skip-download"]
        return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def in_policy(role: str, document: Document) -> Iterator[Finding]:
    """Yield the findings of parliament and cloudsplaining."""
    for result in analyze_policy_string(json.dumps(document), include_community_auditors=True).findings:
        for detail in result.detail if isinstance(result.detail, list) else [result.detail]:
            place = detail.get("action", "") if isinstance(detail, dict) else ""
            yield Finding(f"parliament {result.issue}", f"{role} {place}", str(detail))
    scanned = PolicyDocument(document)
    for risk in RISKS:
        for action in getattr(scanned, risk):
            yield Finding(f"cloudsplaining {risk}", f"{role} {action}", "not restricted to a resource")


if __name__ == "__main__":
    main()
