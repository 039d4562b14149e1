"""Limits on how often one sender may do a thing. No address is stored: only a hash that changes each day."""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from cms.core.clock import today
from cms.core.crypto import keyed_hash


def client_address(request: HttpRequest) -> str:
    """The visitor's IP address, behind as many proxies as TRUSTED_PROXIES says."""
    direct = str(request.META.get("REMOTE_ADDR", ""))
    if not settings.TRUSTED_PROXIES:
        return direct
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    return hops[-settings.TRUSTED_PROXIES] if len(hops) >= settings.TRUSTED_PROXIES else direct


def sender_hash(request: HttpRequest) -> str:
    """A name for this sender that means nothing tomorrow."""
    return keyed_hash(f"{today().isoformat()}:{client_address(request)}", purpose="throttle")[:32]


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
