"""The columns of a plain table of organizations, with the number of characters that fit where they are texts."""

from cms.directory.hsds.columns import read_email, read_url
from cms.directory.models import Service

TEXTS = {"name": 160, "alternate_name": 160, "description_en": 600, "description_es": 600}
SOURCES = {"source_en": 200, "source_es": 200}
OFFICE = {"office": 120, "address": 160, "city": 60, "accessibility_en": 200, "accessibility_es": 200}
SERVICE = {f"{name}_{code}": 200 for name in ("eligibility", "apply", "documents") for code in ("en", "es")}
ADDRESSES = {"website": read_url, "volunteer_url": read_url, "donate_url": read_url, "email": read_email}
YES, NO = {"yes", "true", "1", "x", "y", "sí", "si"}, {"no", "false", "0", "n"}
COLUMNS = (
    *("id", *TEXTS, *ADDRESSES, "phone", "languages", "areas"),
    *("office", "address", "city", "state", "zip", "accessibility_en", "accessibility_es"),
    *("services", "cost", "new_clients", "for_detained", "for_released", "is_remote", *SERVICE),
    *("recognized", "recognized_until", *SOURCES),
)
ROSTER = ("expiration", "status")
NEEDED = ("name",)
EXAMPLE = {
    "name": "Sample Legal Aid (replace this row)",
    "description_en": "Free lawyers for families",
    "description_es": "Abogados gratuitos para familias",
    "website": "https://legal-aid.example/",
    "phone": "(956) 555-0123",
    "languages": "English; Spanish",
    "areas": "Texas; Hidalgo County, Texas",
    "address": "100 Main Street",
    "city": "McAllen",
    "state": "TX",
    "zip": "78501",
    "services": "legal; bond",
    "cost": "free",
    "new_clients": "yes",
    "for_detained": "yes",
    "recognized": "yes",
    "recognized_until": "2030-12-31",
}
CHOICES = {"cost": Service.Cost.values, "new_clients": Service.NewClients.values}
