"""The imports of open data, in the order of `make data`: later ones need what earlier ones brought."""

COMMANDS = [
    "import_zip_areas",
    "import_districts",
    "import_congress",
    "import_district_offices",
    "import_governors",
    "import_us_attorneys",
    "import_newspapers",
]
FETCHING = [name for name in COMMANDS if name not in ("import_zip_areas", "import_us_attorneys")]
