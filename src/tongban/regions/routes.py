"""A pack's routes.toml as rows for feedback: which body has reports, appeals and boards. Pure but for reading."""

import tomllib
from collections.abc import Iterator

from tongban.feedback.actions import RouteRow
from tongban.regions.pack import NATIONAL, Pack


def rows(pack: Pack) -> Iterator[RouteRow]:
    """Every route with its body; a family that a district lacks leaves no row there."""
    path = pack.folder / "routes.toml"
    path = path if path.is_file() else NATIONAL / "routes.toml"
    for route in tomllib.loads(path.read_text("utf-8"))["routes"]:
        for organ in pack.organs:
            if (organ.family, organ.level) == (route["family"], route["level"]):
                yield RouteRow(route["purpose"], organ.code, route.get("item", ""), organ.district)
