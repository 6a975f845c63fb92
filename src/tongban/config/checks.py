"""`tongban check`: what is missing or wrong, one line each with its remedy. Not here: how anything is mended."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.module_loading import import_string

from tongban.config import progress
from tongban.kernel import calendars, privileges
from tongban.signing import suites
from tongban.signing.ports import SignatureFault

GIGABYTE = 1 << 30


class Level(StrEnum):
    """How grave a line is. FAIL makes the exit code 1."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True)
class Verdict:
    """One line: what was looked at, how it is, and what to do about it."""

    level: Level
    subject: str
    words: str


def show() -> int:
    """Print every verdict; 1 when one of them is a failure."""
    verdicts = list(all_verdicts())
    for verdict in verdicts:
        progress.say(f"{verdict.level:<4}  {verdict.subject:<10}  {verdict.words}")
    return int(any(verdict.level is Level.FAIL for verdict in verdicts))


def all_verdicts() -> Iterator[Verdict]:
    """Every check, in order; what depends on the database is skipped when there is none."""
    yield from _settings()
    yield from _privileges()
    yield from _disk()
    yield from _signatures()
    yield from _providers()
    try:
        connection.ensure_connection()
    except Exception as fault:  # noqa: BLE001 - whatever it is, it is the verdict
        yield Verdict(
            Level.FAIL, "数据库", f"连接失败（{type(fault).__name__}）。请检查 DATABASE_URL，或先运行 tongban up。"
        )
        return
    for check in (_database, _migrations, _jobs, _calendars):
        yield from _guarded(check)


def _guarded(check: Callable[[], Iterator[Verdict]]) -> Iterator[Verdict]:
    try:
        yield from check()
    except Exception as fault:  # noqa: BLE001 - a check that breaks is a failure of its own, not of the others
        connection.rollback() if connection.in_atomic_block else connection.close()
        name = check.__name__.strip("_")
        yield Verdict(Level.FAIL, name, f"检查未能完成（{type(fault).__name__}）。请先运行 tongban migrate。")


def _settings() -> Iterator[Verdict]:
    if settings.DEMO:
        yield Verdict(Level.WARN, "设置", "演示模式：人员均为虚构，短信不会发出。正式运行请去掉 TONGBAN_DEMO。")
    elif not settings.SESSION_COOKIE_SECURE:
        yield Verdict(Level.WARN, "设置", "会话未限于 HTTPS。请在反向代理上启用 HTTPS 并设 TONGBAN_HTTPS=1。")
    else:
        yield Verdict(Level.OK, "设置", f"区域 {settings.REGION}，网址 {'、'.join(settings.ALLOWED_HOSTS)}。")


def _privileges() -> Iterator[Verdict]:
    held = [c for c in (privileges.DAC_OVERRIDE, privileges.DAC_READ_SEARCH) if privileges.holds(c)]
    if held:
        words = "程序位于其他用户不能进入的目录，服务进程因此保留了读取文件的特权。请把程序移到 /opt 之类的目录。"
        yield Verdict(Level.WARN, "权限", words)
    else:
        yield Verdict(Level.OK, "权限", "服务进程不持有特权。")


def _disk() -> Iterator[Verdict]:
    free = shutil.disk_usage(settings.HOME.root).free
    level = Level.FAIL if free < GIGABYTE else Level.WARN if free < 5 * GIGABYTE else Level.OK
    advice = "。" if level is Level.OK else "，不足时将无法收件。请清理或扩容。"
    yield Verdict(level, "磁盘", f"{settings.HOME.root} 所在磁盘剩余 {free / GIGABYTE:.1f} GB{advice}")


def _signatures() -> Iterator[Verdict]:
    try:
        suites.named(settings.SIGNATURE_SUITE).check()
    except SignatureFault as fault:
        yield Verdict(Level.FAIL, "签名", str(fault))
    else:
        yield Verdict(Level.OK, "签名", f"套件 {settings.SIGNATURE_SUITE} 可用。")


def _providers() -> Iterator[Verdict]:
    for port, path in getattr(settings, "TONGBAN_PORTS", {}).items():
        check = getattr(import_string(path)(), "check_config", None)
        fault = check() if check else ""
        yield Verdict(Level.FAIL if fault else Level.OK, "接口", f"{port}：{fault or '就绪。'}")


def _database() -> Iterator[Verdict]:
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('server_version'), has_table_privilege('journal', 'update')")
        version, may_change = cursor.fetchone()
    yield Verdict(Level.OK, "数据库", f"PostgreSQL {version}。")
    if may_change:
        words = "当前数据库角色可以修改办件日志。请按 docs/operations.md 为应用另设角色。"
        yield Verdict(Level.WARN, "数据库", words)


def _migrations() -> Iterator[Verdict]:
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        yield Verdict(Level.FAIL, "数据表", f"有 {len(missing)} 项更新未执行。请运行 tongban migrate。")
    else:
        yield Verdict(Level.OK, "数据表", "均为最新。")


def _jobs() -> Iterator[Verdict]:
    late = timezone.now() - timedelta(minutes=5)
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) filter (where status = 'failed'), count(*) filter (where status = 'todo'"
            " and coalesce(scheduled_at, (select min(at) from procrastinate_events e where e.job_id = j.id)) < %s)"
            " from procrastinate_jobs j where status in ('todo', 'failed')",
            [late],
        )
        failed, waiting = cursor.fetchone()
    if waiting:
        yield Verdict(Level.WARN, "任务", f"有 {waiting} 项等待超过 5 分钟。请确认 worker 正在运行（tongban up）。")
    if failed:
        words = f"有 {failed} 项失败。请运行 tongban manage procrastinate shell 查看，排除原因后重试。"
        yield Verdict(Level.WARN, "任务", words)
    if not waiting and not failed:
        yield Verdict(Level.OK, "任务", "没有积压，没有失败。")


def _calendars() -> Iterator[Verdict]:
    calendar = calendars.current(settings.REGION)
    this_year = timezone.localdate().year
    if not calendar.is_published(this_year):
        yield Verdict(
            Level.FAIL, "工作日历", f"{this_year} 年工作日历未公布，期限均为暂算。请运行 tongban install 装入地区包。"
        )
    else:
        yield Verdict(Level.OK, "工作日历", f"{this_year} 年工作日历已公布。")
    if timezone.localdate().month == 12 and not calendar.is_published(this_year + 1):  # noqa: PLR2004 - December
        words = f"{this_year + 1} 年工作日历未公布，跨年期限均为暂算。请在国务院通知公布后更新地区包并运行 tongban install。"
        yield Verdict(Level.WARN, "工作日历", words)
