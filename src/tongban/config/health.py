"""/health/live and /health/ready, answered before Django: no session, no host check, for live no database either."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from django.db import connection

Start = Callable[..., Any]
Application = Callable[[dict[str, Any], Start], Iterable[bytes]]


def answering(application: Application) -> Application:
    """*application*, with the two addresses in front of it."""

    def answer(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        match environ.get("PATH_INFO"):
            case "/health/live":
                return _plain(start, "200 OK", "live\n")
            case "/health/ready":
                fault = _fault()
                return _plain(start, "503 Service Unavailable" if fault else "200 OK", f"{fault or 'ready'}\n")
            case _:
                return application(environ, start)

    return answer


def _fault() -> str:
    """Why requests cannot be served now; empty when they can."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
        return "" if _tables_are_ready() else "migrations are missing"
    except Exception:  # noqa: BLE001 - whatever it is, we are not ready; the details belong in no answer
        connection.close()
        return "no database"


def _tables_are_ready() -> bool:
    if not _seen_ready():
        _seen_ready.cache_clear()
        return False
    return True


@cache
def _seen_ready() -> bool:
    """Whether every migration is applied. Once so, it stays so for the life of the process."""
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _plain(start: Start, status: str, words: str) -> Iterable[bytes]:
    body = words.encode()
    start(status, [("Content-Type", "text/plain"), ("Content-Length", str(len(body))), ("Cache-Control", "no-store")])
    return [body]
