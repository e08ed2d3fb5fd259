"""The suite means the same on every machine: an English desktop must not turn the command English.

Nor may a busy one fail a property by its clock: what a thing costs is measured in benchmarks/.
"""

import os

import pytest
from hypothesis import settings

for name in ("LANG", "LC_MESSAGES", "TAIAN_LANG"):
    os.environ.pop(name, None)
os.environ["LC_ALL"] = "C.UTF-8"

settings.register_profile("clockless", deadline=None)
settings.load_profile("clockless")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that have slow tests, so that at the end no core waits for one."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)
