"""What commands print: bars for long work, steps of a walk, sign-ins. Not here: the work."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

Tell = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""

_HEADINGS = {
    "name": "姓名", "role": "身份", "address": "登录页", "login": "账号", "password": "口令", "totp": "动态口令密钥",
}  # fmt: skip

_WIDE = 160  # a table of words to copy is never cut; a narrow terminal wraps it

console = Console(highlight=False)


@contextmanager
def bars() -> Iterator[Tell]:
    """One bar per piece of work, drawn as it is told; plain lines where no terminal is watching."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as progress:
        tasks: dict[str, TaskID] = {}

        def tell(work: str, done: int, total: int) -> None:
            if work not in tasks:
                tasks[work] = progress.add_task(escape(work), total=total)
            progress.update(tasks[work], completed=done, total=total)

        yield tell


def say(words: str) -> None:
    """One line for the reader."""
    console.print(escape(words), soft_wrap=True)
    sys.stdout.flush()


def sign_ins(address: str, rows: Iterable[dict[str, str]]) -> None:
    """The address and who can sign in, as the sandbox tells it."""
    console.print(f"\n[bold]{escape(address)}/[/bold]    [bold]{escape(address)}/desk/[/bold]\n")
    table = Table(*_HEADINGS.values(), box=None, padding=(0, 2))
    for row in rows:
        table.add_row(*(escape(row.get(name, "")) for name in _HEADINGS))
    Console(width=_WIDE).print(table, crop=False)
