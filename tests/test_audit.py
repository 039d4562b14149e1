"""The audit of the lock: fails for a known hole, and says so when nobody could be asked."""

import importlib.util
import json
import subprocess
from types import ModuleType
from typing import Any

import pytest
from django.conf import settings

FINE = {"name": "django", "version": "5.2.19", "vulns": []}
BROKEN = {"name": "pillow", "version": "1.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"]}]}
SKIPPED = {"name": "us", "skip_reason": "not found"}


@pytest.fixture
def audit() -> ModuleType:
    spec = importlib.util.spec_from_file_location("audit", settings.BASE_DIR / "requirements" / "audit.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def answer(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    def run(command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, 0, stdout=text)

    monkeypatch.setattr(subprocess, "run", run)


@pytest.mark.parametrize(
    ("entries", "code", "said"),
    [
        ([FINE, SKIPPED], 0, "1 of 2 dependencies audited, 0 advisories."),
        ([FINE, BROKEN], 1, "pillow 1.0: PYSEC-1, fixed in 1.1"),
        ([SKIPPED, SKIPPED], 0, "NOT audited"),
        ([], 0, "NOT audited"),
    ],
)
def test_the_answer_decides(
    audit: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    entries: list[dict[str, Any]],
    code: int,
    said: str,
) -> None:
    answer(monkeypatch, json.dumps({"dependencies": entries}))
    assert audit.main() == code
    assert said in capsys.readouterr().out


@pytest.mark.parametrize("text", ["", "no network", "{}"])
def test_no_answer_is_said_and_is_no_failure(
    audit: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    answer(monkeypatch, text)
    assert audit.main() == 0
    assert "NOT audited" in capsys.readouterr().out


def test_an_answer_that_never_comes_is_not_waited_for(audit: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(command: list[str], **options: Any) -> None:
        raise subprocess.TimeoutExpired(command, options["timeout"])

    monkeypatch.setattr(subprocess, "run", hang)
    assert audit.main() == 0
