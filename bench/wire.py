"""What goes over the wire to the database during one request: every statement, BEGIN, COMMIT and savepoints included.

The client library's own trace is read, so nothing that is sent can be missed.
"""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from psycopg.pq import Trace

_SENT = re.compile(r"^F\t\d+\t(Query|Parse|Execute)\t(.*?)(?=^[FB]\t\d+\t|\Z)", re.MULTILINE | re.DOTALL)


@contextmanager
def listening() -> Iterator[list[str]]:
    """A list that holds, once the block is left, the statements that were sent in it."""
    heard: list[str] = []
    connection.ensure_connection()
    wire = connection.connection.pgconn
    with tempfile.TemporaryFile() as file:
        wire.trace(file.fileno())
        wire.set_trace_flags(Trace.SUPPRESS_TIMESTAMPS)
        try:
            yield heard
        finally:
            if connection.connection is not None and connection.connection.pgconn is wire:
                wire.untrace()
        file.seek(0)
        heard += _statements(file.read().decode("utf-8", "replace"))


def _statements(trace: str) -> list[str]:
    """A statement that is prepared (Parse) and run (Execute) counts twice: both are sent."""
    return [f"{'' if kind == 'Query' else kind + ' '}{' '.join(text.split())}" for kind, text in _SENT.findall(trace)]


def short(statement: str, most: int = 150) -> str:
    """A statement for the reader: what it does and to which table, not what it selects."""
    text = re.sub(r"SELECT .*? FROM", "SELECT … FROM", statement.strip('" '), count=1)
    return text if len(text) <= most else text[:most] + " …"
