"""The registers of the demonstration city: they answer identity's ports from the synthetic data set.

Each can be switched off, as real registers sometimes are: a file `registers/<name>.down` in the installation's folder
does it for all processes. Not here: any real person.
"""

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from django.conf import settings

from tongban.identity.ports import CompanyEntry, RegisterDown, RegisterEntry
from tongban.sandbox import people


@dataclass(frozen=True)
class Switch:
    """Whether a register answers; one for all processes of the installation."""

    name: str

    @property
    def path(self) -> Path:
        return Path(settings.HOME.root) / "registers" / f"{self.name}.down"

    def off(self) -> None:
        """From now on nobody gets an answer."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.touch()

    def on(self) -> None:
        """It answers again."""
        self.path.unlink(missing_ok=True)

    def require(self) -> None:
        """Raise RegisterDown while it is off."""
        if self.path.exists():
            raise RegisterDown(self.name)


PERSONS = Switch("persons")
COMPANIES = Switch("companies")


class Persons:
    """identity.PersonRegister over the synthetic residents."""

    def check(self, name: str, kind: str, number: str) -> RegisterEntry | None:
        """The entry when name, kind and number are all as registered, else None. Raises RegisterDown."""
        PERSONS.require()
        entry = self._entries.get((kind, number))
        return entry if entry and entry.name == name else None

    @cached_property
    def _entries(self) -> dict[tuple[str, str], RegisterEntry]:
        return {
            (people.CITIZEN, each.number): RegisterEntry(each.name, people.CITIZEN, each.number, each.phone)
            for each in people.load().residents
        }


class Companies:
    """identity.CompanyRegister over the synthetic companies."""

    def company(self, uscc: str) -> CompanyEntry | None:
        """The entry, else None. Raises RegisterDown."""
        COMPANIES.require()
        return _companies().get(uscc)


@cache
def _companies() -> dict[str, CompanyEntry]:
    return {each.uscc: entry(each) for each in people.load().companies}


def entry(company: people.Company) -> CompanyEntry:
    """*company* as its register has it."""
    return CompanyEntry(
        uscc=company.uscc,
        name=company.name,
        kind=company.kind,
        representative_name=company.representative.name,
        representative_kind=people.CITIZEN,
        representative_number=company.representative.number,
        district=company.district,
        address=company.address,
    )
