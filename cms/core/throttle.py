"""Limits on how often one sender may do a thing. No address is stored: only a hash that changes each day."""

from ipaddress import IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from cms.core.clock import today
from cms.core.crypto import keyed_hash

DAY_SECONDS = 24 * 60 * 60
MOST_PER_SENDER_AND_DAY = 10
MOST_PER_MAILBOX_AND_DAY = 5


def client_address(request: HttpRequest) -> str:
    """The visitor's IP address, behind as many proxies as TRUSTED_PROXIES says."""
    direct = str(request.META.get("REMOTE_ADDR", ""))
    if not settings.TRUSTED_PROXIES:
        return direct
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    return hops[-settings.TRUSTED_PROXIES] if len(hops) >= settings.TRUSTED_PROXIES else direct


def sender_hash(request: HttpRequest) -> str:
    """A name for this sender that means nothing tomorrow."""
    return keyed_hash(f"{today().isoformat()}:{_household(client_address(request))}", purpose="throttle")[:32]


def sender_address(request: HttpRequest) -> str:
    """The sender's hash in the shape of an IPv6 address, for axes, which writes addresses into the database."""
    return str(IPv6Address(int(sender_hash(request), 16)))


def _household(address: str) -> str:
    """What one customer of an internet provider has: one IPv4 address, or 2^64 IPv6 addresses."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return address
    return str(found.ipv4_mapped or IPv6Network((int(found), 64), strict=False))


def allow(action: str, sender: str, *, limit: int, seconds: int) -> bool:
    """Count one `action` by `sender`; false once there were more than `limit` in `seconds`.

    Without a cache everybody is let through: a throttle must never be the reason a story is lost.
    """
    key = f"throttle:{action}:{sender}"
    try:
        cache.add(key, 0, timeout=seconds)
        return cache.incr(key) <= limit
    except Exception:  # any cache fault: see above
        return True


def may_write_to(mailbox: str, request: HttpRequest, *, action: str) -> bool:
    """Count an `action` that writes to an address somebody typed: it must not become a way to flood a mailbox.

    `mailbox` is a keyed hash of the address.
    """
    by_sender = allow(action, sender_hash(request), limit=MOST_PER_SENDER_AND_DAY, seconds=DAY_SECONDS)
    to_mailbox = allow(f"{action}.to", mailbox[:32], limit=MOST_PER_MAILBOX_AND_DAY, seconds=DAY_SECONDS)
    return by_sender and to_mailbox
