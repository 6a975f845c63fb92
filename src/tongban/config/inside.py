"""What runs with Django set up, one command per process: started by house.py, as the account of the servers."""

import sys

import django
from django.core.management import call_command


def main(words: list[str]) -> int:
    """Run the inner command named by *words*; the exit code."""
    django.setup()
    match words:
        case ["migrate"]:
            return _migrate()
        case ["check"]:
            from tongban.config import checks  # models can be imported only now

            return checks.show()
        case ["figures", *options]:
            from tongban.config import figures

            return figures.show(as_json="--json" in options)
        case ["city"]:
            return _city()
        case ["walk", address, *options]:
            return _walk(address, is_long="--signs" in options)
        case _:
            raise SystemExit(f"no inner command {words}")


def _migrate() -> int:
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    return 0


def _city() -> int:
    """Fill the demonstration's city, showing how far it is. What is there already is not made again."""
    from tongban.config import progress
    from tongban.sandbox import city

    with progress.bars() as tell:
        city.load(tell)
    return 0


def _walk(address: str, *, is_long: bool) -> int:
    """Show the sign-ins, then take one application from search to rating over HTTP, telling each step."""
    from tongban.config import progress
    from tongban.sandbox import city, walk

    if is_long:
        progress.sign_ins(address, city.sign_ins())
    walk.walk(address, progress.say)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
