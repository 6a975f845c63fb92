"""How the region in force abbreviates its bodies in document numbers: its pack's signs.toml. Implements cases.Letterhead."""

import tomllib
from functools import cached_property
from typing import Any

from django.conf import settings

from tongban.cases.ports import Signs
from tongban.regions import pack


class Letterhead:
    """The signs of the region in force; a body that the file does not name signs with the key of its department."""

    def signs(self, organ_code: str, district: str, family: str) -> Signs:  # noqa: ARG002 - the port's names
        table = self._table
        return Signs(
            table.get("province", ""),
            table.get("districts", {}).get(district[:6], ""),
            table.get("departments", {}).get(family, family),
        )

    @cached_property
    def _table(self) -> dict[str, Any]:
        path = pack.open_pack(settings.REGION).folder / "signs.toml"
        return tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}
