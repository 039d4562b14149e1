"""What people filter by, as bits of one number, so that an index can answer without reading the organization."""

from collections.abc import Iterable

# Stored in the database: add at the end, never move one. At most 63.
TRAITS = (
    *("kind:legal", "kind:children", "kind:detention", "kind:family", "kind:bond", "kind:support"),
    *("kind:rights", "kind:organizing", "cost:free", "cost:low", "cost:paid", "takes:yes", "takes:wait"),
    *("for:detained", "for:released", "remote", "volunteers", "recognized"),
    *("speaks:en", "speaks:es", "speaks:ht", "speaks:pt", "speaks:fr", "speaks:mam", "speaks:quc", "speaks:kek"),
    *("speaks:kjb", "speaks:mix", "speaks:zap", "speaks:nah", "speaks:cab", "speaks:am", "speaks:ar", "speaks:zh"),
    *("speaks:prs", "speaks:hi", "speaks:ko", "speaks:ne", "speaks:ps", "speaks:pa", "speaks:ru", "speaks:so"),
    *("speaks:tl", "speaks:ti", "speaks:uk", "speaks:vi", "speaks:ase"),
)
SERVICE_FACTS = ("kind", "cost", "new_clients", "for_detained", "for_released", "is_remote")
BITS = {name: 1 << position for position, name in enumerate(TRAITS)}


def bits(names: Iterable[str]) -> int:
    """The traits as one number; a name without a bit, such as "takes:no", counts for nothing."""
    return sum({BITS.get(name, 0) for name in names})


def organization_traits(*, languages: Iterable[str], volunteer_url: str) -> int:
    """What holds for every service of an organization."""
    names = [f"speaks:{code}" for code in languages]
    return bits([*names, "volunteers"] if volunteer_url else names)


def service_traits(
    *, kind: str, cost: str, new_clients: str, for_detained: bool | None, for_released: bool | None, is_remote: bool
) -> int:
    """What holds for one service."""
    facts = {"for:detained": for_detained, "for:released": for_released, "remote": is_remote}
    true = [name for name, holds in facts.items() if holds]
    return bits([f"kind:{kind}", f"cost:{cost}", f"takes:{new_clients}", *true])
