"""The cast of all journeys, as the demonstration's script has them: who they are and how they sign in. Not here: steps."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

REGIONS = Path(__file__).parents[1] / "src/tongban/regions"
REGION = (REGIONS / "default.txt").read_text().strip()
SCRIPT = tomllib.loads((REGIONS / REGION / "demo.toml").read_text("utf-8"))


@dataclass(frozen=True)
class Citizen:
    """Somebody at the portal: signs in by telephone."""

    key: str
    name: str
    phone: str


@dataclass(frozen=True)
class Officer:
    """Somebody at the desk: signs in by login name, password and the second factor of this secret."""

    key: str
    name: str
    login: str
    organ: str
    roles: tuple[str, ...]
    secret: str


def _citizen(key: str) -> Citizen:
    found = next(each for each in SCRIPT["people"] if each["key"] == key)
    return Citizen(key, found["name"], found["phone"])


def _officer(key: str) -> Officer:
    found = next(each for each in SCRIPT["officers"] if each["key"] == key)
    return Officer(key, found["name"], found["login"], found["organ"], tuple(found["roles"]), found["secret"])


def _company(key: str) -> str:
    return str(next(each["name"] for each in SCRIPT["companies"] if each["key"] == key))


PASSWORD: str = SCRIPT["password"]
WANG_FANG = _citizen("wang_fang")  # the resident
LI_MING = _citizen("li_ming")  # acts for the company
ZHOU_MIN = _citizen("zhou_min")  # its legal representative
SUN_YUE = _citizen("sun_yue")  # the stranger
CHEN_JING = _officer("chen_jing")  # intake
ZHAO_QIANG = _officer("zhao_qiang")  # examines and decides
MANAGER = _officer("xu_hui_manager")  # sees the board of a district
REVIEWER = _officer("reviewer")  # decides appeals of bodies where he does not sit
COMPANY = _company("xiaoman")
NOODLES = _company("noodles")
