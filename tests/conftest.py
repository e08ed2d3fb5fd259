"""The suite means the same on every machine: an English desktop must not turn the command English."""

import os

for name in ("LANG", "LC_MESSAGES", "TAIAN_LANG"):
    os.environ.pop(name, None)
os.environ["LC_ALL"] = "C.UTF-8"
