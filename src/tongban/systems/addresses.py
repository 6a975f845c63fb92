"""Where a hook may lead: out of the house, never into it. Resolved here, and only what was checked is connected to."""

import ipaddress
import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext_noop as _

Address = IPv4Address | IPv6Address
LONGEST = 400
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Barred(Exception):
    """Not an address we send to; the argument is the message id of a sentence."""


NOT_AN_ADDRESS = _("这不是可以推送的地址，所以没有保存。请填 https:// 开头的完整地址，不带用户名和 # 。")
INSIDE = _("这个地址在内部网络里，所以没有保存。请填外部可以访问的地址；确实要推送到政务内网的，请运维把网段写进设置。")
UNKNOWN = _("这个地址的域名现在解析不到，所以没有保存。请核对域名，或过一会儿再试。")


@dataclass(frozen=True)
class Target:
    """A checked address: where to connect, and how to call it there."""

    scheme: str
    host: str
    port: int
    path: str
    ip: str


def check(address: str) -> Target:
    """The target of *address*, every address its name has being one we may send to. Raises Barred."""
    target = _parse(address)
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Barred(UNKNOWN) from None
    ips = [ipaddress.ip_address(str(each[4][0]).partition("%")[0]) for each in found]
    if not ips or not all(may_send_to(ip) for ip in ips):
        raise Barred(INSIDE)
    return Target(target.scheme, target.host, target.port, target.path, str(ips[0]))


def may_send_to(ip: Address) -> bool:
    """Whether *ip* is out in the world, or in a network that the operator named (TONGBAN_HOOK_NETWORKS).

    An address that carries another one inside (mapped, 6to4, NAT64, Teredo) is judged by what it carries.
    """
    real = _carried(ip)
    if any(real.version == network.version and real in network for network in _named()):
        return True
    return real.is_global and not real.is_multicast


def _carried(ip: Address) -> Address:
    if isinstance(ip, IPv4Address):
        return ip
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else ip)


def _named() -> list[IPv4Network | IPv6Network]:
    return [ipaddress.ip_network(text) for text in settings.TONGBAN_HOOK_NETWORKS]


def _parse(address: str) -> Target:
    try:
        parts = urlsplit(address)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        raise Barred(NOT_AN_ADDRESS) from None
    schemes = {"https", "http"} if settings.TONGBAN_HOOK_NETWORKS else {"https"}
    odd = any(not 0x21 <= ord(sign) < 0x7F for sign in address.replace(parts.hostname or "", ""))  # noqa: PLR2004 - ASCII
    if odd or len(address) > LONGEST or parts.scheme not in schemes or not host:
        raise Barred(NOT_AN_ADDRESS)
    if parts.username or parts.password or parts.fragment:
        raise Barred(NOT_AN_ADDRESS)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, port or (443 if parts.scheme == "https" else 80), path, "")
