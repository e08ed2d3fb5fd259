"""The command `taian`, or a script, in a process of its own, forked from one with the package loaded.

To start Python, load the package and make its patterns takes 1 to 2 s of processor time a call.
"""

import multiprocessing
import os
import runpy
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


def _call(run, arguments, folder, environment, files):
    for number, file in enumerate(files, 1):
        os.dup2(os.open(file, os.O_WRONLY), number)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = arguments
    sys.stdout, sys.stderr = (open(n, "w", encoding="utf-8", closefd=False) for n in (1, 2))  # noqa: SIM115
    run()


def _command():
    from taian_analysis.cli.main import main  # which settles its language on being loaded

    main()


def _script():
    runpy.run_path(sys.argv[0], run_name="__main__")


def _forked(run, arguments, folder, env):
    environment = dict(os.environ)
    for name in ("TAIAN_LANG", "COLUMNS"):
        environment.pop(name, None)
    with tempfile.TemporaryDirectory() as scratch:
        files = [Path(scratch, name) for name in ("out", "err")]
        for file in files:
            file.touch()
        call = (run, list(map(str, arguments)), str(folder), environment | (env or {}), files)
        process = _FORKS.Process(target=_call, args=call)
        process.start()
        process.join(120)
        printed = [file.read_text(encoding="utf-8") for file in files]
    return subprocess.CompletedProcess(arguments[1:], process.exitcode, *printed)


def taian(*arguments, env=None):
    """Run the command; the result is that of `subprocess.run`."""
    return _forked(_command, ("taian", *arguments), Path.cwd(), env)


def script(path, folder):
    """Run a script in a folder, without a screen for its charts."""
    return _forked(_script, (path,), folder, {"MPLBACKEND": "agg"})
