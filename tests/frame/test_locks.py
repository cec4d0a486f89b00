"""Every package has one version and hashes, and no lock says where packages come from."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def pinned(lock: str) -> dict[str, str]:
    """Each requirement of a lock file by its normal name, with its version."""
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    found = [re.match(r"([\w.-]+)==([^\s;\\]+)", line) for line in lines]
    return {match[1].lower().replace("_", "-"): match[2] for match in found if match}


def declared(requirements: list[str]) -> list[str]:
    return [re.split(r"[\[<>=~!; ]", wanted)[0].lower().replace("_", "-") for wanted in requirements]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_has_one_version_and_hashes(lock):
    blocks = re.split(r"\n(?=\S)", (ROOT / lock).read_text(encoding="utf-8"))
    packages = [block for block in blocks if not block.startswith("#")]
    assert len(packages) > 20
    for block in packages:
        assert re.match(r"[\w.-]+==[\w.]+", block), block[:80]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", block), block[:80]


@pytest.mark.parametrize("lock", LOCKS)
def test_it_says_nothing_about_where_packages_come_from(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.search(r"://|--(extra-)?index|--find-links|--trusted", text)


def test_they_cover_what_is_declared():
    assert set(declared(PROJECT["dependencies"])) <= pinned("requirements.lock").keys()
    assert set(declared(PROJECT["optional-dependencies"]["dev"])) <= pinned("requirements-dev.lock").keys()


def test_developers_have_the_versions_that_users_get():
    assert pinned("requirements.lock").items() <= pinned("requirements-dev.lock").items()
