"""What runs with Django set up, one command per process: started by house.py, as the account of the servers."""

import sys
from collections.abc import Callable

import django
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone


def main(words: list[str]) -> int:
    """Run the inner command named by the first of *words* with the others; the exit code."""
    django.setup()
    commands: dict[str, Callable[..., int]] = {
        "migrate": _migrate,
        "install": _install,
        "check": _check,
        "figures": _figures,
        "city": _city,
        "sign-ins": _sign_ins,
        "walk": _walk,
    }
    name, *rest = words
    return commands[name](*rest)


def _migrate() -> int:
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    return 0


def _check() -> int:
    from tongban.config import checks  # models can be imported only after django.setup()

    return checks.show()


def _figures(*options: str) -> int:
    from tongban.config import figures

    return figures.show(as_json="--json" in options)


def _install() -> int:
    """Enter this installation's region pack. What is there already is left as it is."""
    from tongban.config import progress
    from tongban.regions import install, pack

    with progress.bars() as tell:
        done = install.install(pack.open_pack(settings.REGION), at=timezone.now(), tell=tell)
    progress.say(f"已装入机关 {done.organs} 个、新事项 {done.items} 项；依据待核而未发布 {done.held_back} 项。")
    return 0


def _city() -> int:
    """Fill the demonstration's city, showing how far it is. What is there already is not made again."""
    from tongban.config import progress
    from tongban.sandbox import city

    with progress.bars() as tell:
        city.load(tell)
    return 0


def _sign_ins(address: str) -> int:
    """Show the address and who can sign in."""
    from tongban.config import progress
    from tongban.sandbox import city

    progress.sign_ins(address, city.sign_ins())
    return 0


def _walk(address: str) -> int:
    """Take one application from search to rating over HTTP, telling each step."""
    from tongban.config import progress
    from tongban.sandbox import walk

    walk.walk(address, progress.say)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
