"""The command `taian` in a process of its own, forked from one that has loaded the package.

To start Python, load the package and make its patterns takes 1 to 2 s of processor time a call.
"""

import multiprocessing
import os
import subprocess
import sys
import tempfile
from pathlib import Path

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(
    [
        f"taian_analysis.{name}"
        for name in ("products.check", "products.publish", "products.compare")
    ]
    + ["rich.table", "typer.core", "typer.testing"]
)


def _call(arguments, environment, files):
    for number, file in enumerate(files, 1):
        os.dup2(os.open(file, os.O_WRONLY), number)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["taian", *arguments]
    sys.stdout, sys.stderr = (open(n, "w", encoding="utf-8", closefd=False) for n in (1, 2))  # noqa: SIM115
    from taian_analysis.cli.main import main  # which settles its language on being loaded

    main()


def taian(*arguments, env=None):
    """Run the command; the result is that of `subprocess.run`."""
    environment = dict(os.environ)
    for name in ("TAIAN_LANG", "COLUMNS"):
        environment.pop(name, None)
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, name) for name in ("out", "err")]
        for file in files:
            file.touch()
        call = (list(map(str, arguments)), environment | (env or {}), files)
        process = _FORKS.Process(target=_call, args=call)
        process.start()
        process.join(120)
        printed = [file.read_text(encoding="utf-8") for file in files]
    return subprocess.CompletedProcess(arguments, process.exitcode, *printed)
