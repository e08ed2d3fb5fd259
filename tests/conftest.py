"""The suite means the same on every machine: an English desktop must not turn the command English.

Nor may a busy one fail a property by its clock: what a thing costs is measured in benchmarks/.
"""

import os

from hypothesis import settings

for name in ("LANG", "LC_MESSAGES", "TAIAN_LANG"):
    os.environ.pop(name, None)
os.environ["LC_ALL"] = "C.UTF-8"

settings.register_profile("clockless", deadline=None)
settings.load_profile("clockless")
