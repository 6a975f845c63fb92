"""Everything that changes identity. Every door comes through here; one file per group of verbs."""

from tongban.identity.actions.accounts import confirm_phone, drop_unconfirmed, register
from tongban.identity.actions.bulk import OrganRow, PersonRow, install_organs, install_people
from tongban.identity.actions.organisations import check_representative, claim
from tongban.identity.actions.powers import accept, authorise, decline, revoke
from tongban.identity.actions.realnames import (
    Claim,
    begin_verification,
    finish_verification,
    look_up,
    verify_at_counter,
)
from tongban.identity.actions.staff import dismiss, end_role, enrol, give_role, hire

__all__ = [
    "Claim",
    "OrganRow",
    "PersonRow",
    "accept",
    "authorise",
    "begin_verification",
    "check_representative",
    "claim",
    "confirm_phone",
    "decline",
    "dismiss",
    "drop_unconfirmed",
    "end_role",
    "enrol",
    "finish_verification",
    "give_role",
    "hire",
    "install_organs",
    "install_people",
    "look_up",
    "register",
    "revoke",
    "verify_at_counter",
]
