"""How news to department systems are signed: HMAC-SHA256 over id, moment and body, as Standard Webhooks has it. Pure."""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime

PREFIX = "whsec_"
SIZE = 32
TOLERANCE = 300  # seconds that a receiver should let the moment be off


def new_secret() -> str:
    """A secret as receivers enter it: the prefix, then 32 random bytes in base64."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SIZE)).decode()


def headers(secret: str, number: str, body: str, *, at: datetime) -> dict[str, str]:
    """The headers that let a receiver know that *body* is ours, is whole and is of now."""
    moment = str(int(at.timestamp()))
    return {
        "webhook-id": number,
        "webhook-timestamp": moment,
        "webhook-signature": f"v1,{sign(secret, number, moment, body)}",
    }


def sign(secret: str, number: str, moment: str, body: str) -> str:
    """The signature in base64."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    return base64.b64encode(hmac.digest(key, f"{number}.{moment}.{body}".encode(), hashlib.sha256)).decode()


def is_valid(secret: str, given: dict[str, str], body: str, *, at: datetime) -> bool:
    """What a receiver checks: for receivers written in Python, and for our tests. Header names in small letters."""
    moment = given.get("webhook-timestamp", "")
    if not moment.isdecimal() or abs(int(moment) - at.timestamp()) > TOLERANCE:
        return False
    wanted = "v1," + sign(secret, given.get("webhook-id", ""), moment, body)
    return any(hmac.compare_digest(wanted, each) for each in given.get("webhook-signature", "").split(" "))
