"""Look the locked versions up in the advisory database, and say so when it cannot be reached.

Fails only on a known vulnerability: a machine without a network can still run every other check.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

LOCK = Path(__file__).with_name("production.txt")
LONGEST_SECONDS = 180


def ask() -> list[dict[str, Any]] | None:
    """One entry per locked package as pip-audit reports it, or None when there was no answer."""
    program = str(Path(sys.executable).with_name("pip-audit"))
    command = [program, "--requirement", str(LOCK), "--require-hashes", "--disable-pip", "--format", "json"]
    try:
        answer = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST_SECONDS, check=False)
        return list(json.loads(answer.stdout)["dependencies"])
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        return None


def main() -> int:
    """The exit code: 1 for a known vulnerability, else 0."""
    entries = ask()
    if not entries or all("skip_reason" in entry for entry in entries):
        print("The advisory service could not be reached: dependencies were NOT audited this time.")
        return 0
    skipped = [entry["name"] for entry in entries if "skip_reason" in entry]
    found = [(entry, advisory) for entry in entries for advisory in entry.get("vulns", [])]
    for entry, advisory in found:
        fixed = ", ".join(advisory.get("fix_versions", [])) or "no version yet"
        print(f"{entry['name']} {entry['version']}: {advisory['id']}, fixed in {fixed}")
    print(f"{len(entries) - len(skipped)} of {len(entries)} dependencies audited, {len(found)} advisories.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
