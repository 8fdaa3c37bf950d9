"""`make invite`: create an account for somebody, who gets a temporary password by mail."""

from __future__ import annotations

from ship import command_line, service
from ship.cloudformation import stacks
from ship.invitations import invite

from .running_stage import Service, say, sentences


def main() -> None:
    """Invite the address that the command line names to a stage."""
    parser = command_line.parser("operate.invite", __doc__)
    command_line.add_stage(parser)
    parser.add_argument("email", help="the person's email address")
    given = parser.parse_args()
    with sentences():
        found = Service.of(given.stage)
        say(invite(found.account, found.user_pool_id, given.email))
        address = service.web_url(found.account, stacks.outputs(found.account, found.stack_name))
        say(f"Tell them to sign in at {address}")


if __name__ == "__main__":
    main()
