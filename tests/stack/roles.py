"""The deployed functions' roles: their policies, their sessions, and the temporary removal of grants."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

import boto3

from ship.account import Account
from tests.stack import grants
from tests.stack.functions import Functions
from tests.stack.grants import Document, Grant, listed


class Roles:
    """The deployed functions' roles."""

    def __init__(self, account: Account, functions: Functions) -> None:
        self._account = account
        self._sts = account.session.client("sts", endpoint_url=account.endpoint_url)
        self._client: Any = account.session.client("iam", endpoint_url=account.endpoint_url)
        self._functions = functions

    def session(self, function: str) -> boto3.Session:
        """Return a session as the function itself; here the account's root may assume any role."""
        answer = self._sts.assume_role(RoleArn=self._role(function)["Arn"], RoleSessionName="tests")
        given = answer["Credentials"]
        keys = (given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"])
        return boto3.Session(*keys, region_name=self._account.region)

    def trust(self, function: str) -> Document:
        """Return the policy that says who may assume the role."""
        document: Document = self._role(function)["AssumeRolePolicyDocument"]
        return document

    def policies(self, function: str) -> list[str]:
        """Return the names of all policies of the role, including attached ones of the account."""
        role = self._functions.role(function)
        inline: list[str] = self._client.list_role_policies(RoleName=role)["PolicyNames"]
        attached = self._client.list_attached_role_policies(RoleName=role)["AttachedPolicies"]
        return inline + [policy["PolicyName"] for policy in attached]

    def policy(self, function: str) -> Document:
        """Return the only policy of the role."""
        role, (name,) = self._functions.role(function), self.policies(function)
        document: Document = self._client.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]
        return document

    @contextmanager
    def without(self, taken: Collection[Grant]) -> Iterator[None]:
        """Remove these grants for a while; they are always restored afterwards."""
        before = {function: self.policy(function) for function in {grant.function for grant in taken}}
        try:
            for function, document in before.items():
                self._put(function, _less(function, document, taken))
            yield
        finally:
            for function, document in before.items():
                self._put(function, document)

    def _role(self, function: str) -> Any:
        return self._client.get_role(RoleName=self._functions.role(function))["Role"]

    def _put(self, function: str, document: Document) -> None:
        role, (name,) = self._functions.role(function), self.policies(function)
        self._client.put_role_policy(RoleName=role, PolicyName=name, PolicyDocument=json.dumps(document))


def _less(function: str, document: Document, taken: Collection[Grant]) -> Document:
    kept = [
        {"Effect": "Allow", "Action": grant.action, "Resource": resource, **condition}
        for grant, (resource, condition) in zip(
            grants.of_function(function, document), _resources(document), strict=True
        )
        if grant not in taken
    ]
    return {"Version": document["Version"], "Statement": kept}


def _resources(document: Document) -> list[tuple[str, Document]]:
    """Return the resource of each grant, and the condition under which it is given."""
    return [
        (resource, {name: statement[name] for name in ("Condition",) if name in statement})
        for statement in document["Statement"]
        for _ in listed(statement["Action"])
        for resource in listed(statement["Resource"])
    ]
