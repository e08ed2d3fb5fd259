"""Many reports in one data set: whole batches only, resumed after a kill, errors as rows."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import taian_analysis as ta
from taian_analysis.base.divisions import division_of
from taian_analysis.products import corpus, corpus_store

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.slow
TEXT = """{city}“十四五”民政事业发展规划中期评估报告
2021年全市有养老床位{beds}张,其中公办{public}张、民办{private}张。

主要指标 | 单位 | 2025年目标值 | 2023年完成值 | 属性 |
城乡养老床位数 | 张 | {target} | {beds} | 约束性 |
持证社会工作者人数 | 人 | 2300 | 1783 | 预期性 |

{city}民政局
2023年7月11日
"""


def write_reports(folder, count, first=0):
    folder.mkdir(exist_ok=True)
    for n in range(first, first + count):
        city = ("泰安市", "济南市", "成都市")[n % 3]
        text = TEXT.format(city=city, beds=900 + n, public=400, private=500 + n, target=1000)
        (folder / f"r{n:03d}.txt").write_text(text, encoding="utf-8")


@pytest.fixture
def here(monkeypatch):
    """Read in this process: what is tested is the data set, not the pool."""
    monkeypatch.setattr(
        corpus, "_in_processes", lambda tasks, workers: ((b, corpus._work(b)) for b in tasks)
    )
    monkeypatch.setattr(corpus, "_even", lambda files, workers: 4)


def test_what_is_in_a_data_set_is_what_the_reports_say(tmp_path, here):
    write_reports(tmp_path / "in", 10)
    (tmp_path / "in" / "empty.txt").touch()
    (tmp_path / "in" / "note.xyz").write_text("no report")
    run = ta.read_corpus(tmp_path / "in", tmp_path / "out")
    assert (run.found, run.read, run.unchanged, run.failed) == (11, 11, 0, 1)
    with ta.open_corpus(tmp_path / "out") as data:
        codes = data.sql("SELECT division_code, count(*) n FROM reports GROUP BY 1 ORDER BY 1")
        assert codes["n"].tolist() == [3, 4, 3, 1]  # Jinan, Taian, Chengdu, the empty one
        gaps = data.sql("SELECT gap FROM gaps WHERE indicator LIKE '%床位%' ORDER BY gap")
        assert gaps["gap"].tolist() == [float(n - 100) for n in range(10)]
        bad = data.sql("SELECT path, error_type FROM reports WHERE error IS NOT NULL")
        assert bad["error_type"].tolist() == ["ReportError"] and bad["path"][0].endswith(
            "empty.txt"
        )
        for table in corpus_store.ALL:
            assert len(data.sql(f"SELECT * FROM {table} LIMIT 1").columns) > 3
        assert data.sql("SELECT count(*) n FROM facts")["n"][0] >= 30
        with pytest.raises(ta.ReportError):
            data.sql("SELECT nothing")


def test_no_name_of_a_file_stops_the_others(tmp_path, here):
    write_reports(tmp_path / "in", 5)
    names = [
        "a\x1b[31m\x07.txt",
        "line\nu\u2028x\x85y\x1c.txt",
        "'; DROP TABLE x;--.txt",
        "*?[].txt",
    ]
    for n, name in enumerate(names):
        os.rename(tmp_path / "in" / f"r{n:03d}.txt", tmp_path / "in" / name)
    broken = os.fsencode(tmp_path / "in") + b"/\xff\xfe.txt"
    os.rename(tmp_path / "in" / "r004.txt", broken)
    (tmp_path / "in" / "round.txt").symlink_to("round.txt")
    (tmp_path / "in" / "dead.txt").symlink_to("nowhere.txt")
    os.mkfifo(tmp_path / "in" / "pipe.txt")
    run = ta.read_corpus(tmp_path / "in", tmp_path / "out")
    assert (run.found, run.failed) == (8, 3)
    with ta.open_corpus(tmp_path / "out") as data:
        rows = data.sql("SELECT path, error FROM reports")
        read = {Path(path).name for path in rows["path"][rows["error"].isna()]}
        assert read == {*names, r"\xff\xfe.txt"}
        assert data.sql("SELECT count(*) n FROM indicators")["n"][0] == 10
    run = ta.read_corpus(tmp_path / "in", tmp_path / "out")
    assert (run.read, run.unchanged) == (0, 8)


def test_only_what_is_new_or_changed_is_read(tmp_path, here):
    source, out = tmp_path / "in", tmp_path / "out"
    write_reports(source, 5)
    ta.read_corpus(source, out)
    again = ta.read_corpus(source, out)
    assert (again.read, again.unchanged) == (0, 5)
    write_reports(source, 1, first=5)
    changed = source / "r000.txt"
    first = changed.read_text(encoding="utf-8")
    changed.write_text(first.replace("| 900 |", "| 901 |"), encoding="utf-8")
    (source / "copy.txt").write_bytes((source / "r001.txt").read_bytes())
    third = ta.read_corpus(source, out)
    assert (third.found, third.read, third.unchanged) == (7, 2, 5)
    with ta.open_corpus(out) as data:
        assert data.sql("SELECT count(*) n FROM reports")["n"][0] == 6
        assert data.sql("SELECT count(*) n FROM indicators")["n"][0] == 12
        assert data.sql("SELECT count(*) n FROM gaps WHERE gap = -100")["n"][0] == 0
    changed.write_text(first, encoding="utf-8")  # back to what it said at first
    assert ta.read_corpus(source, out).read == 0
    with ta.open_corpus(out) as data:
        assert data.sql("SELECT count(*) n FROM gaps WHERE gap = -100")["n"][0] == 1


def test_a_batch_that_was_never_finished_is_not_seen(tmp_path, here, monkeypatch):
    write_reports(tmp_path / "in", 8)

    class Killed(BaseException):
        pass

    def die(*args):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(corpus_store.os, "rename", die)
        with pytest.raises(Killed):
            ta.read_corpus(tmp_path / "in", tmp_path / "out")
    with pytest.raises(ta.ReportError):
        ta.open_corpus(tmp_path / "out")
    assert ta.read_corpus(tmp_path / "in", tmp_path / "out").read == 8
    assert {p.name for p in (tmp_path / "out").iterdir()} == {"batch-00000001", "batch-00000002"}


def started(folder, workers):
    """Start a process, to be killed, that reads the folder's `in` into its `out`, four a batch."""
    script = folder / "run.py"
    script.write_text(
        "import taian_analysis as ta\n"
        "from taian_analysis.products import corpus\n"
        "corpus.BATCH = 4\n"
        "if __name__ == '__main__':\n"
        f"    ta.read_corpus('in', 'out', workers={workers})\n"
    )
    return subprocess.Popen(
        [sys.executable, str(script)],
        cwd=folder,
        env=dict(os.environ, PYTHONPATH=str(ROOT)),
        start_new_session=True,
    )


def test_killed_again_and_again_it_ends_with_every_report_once(tmp_path):
    source, out = tmp_path / "in", tmp_path / "out"
    write_reports(source, 48)
    kills = 0
    for goal in (1, 4, 8):
        running = started(tmp_path, workers=1)
        until = time.monotonic() + 60
        while running.poll() is None and time.monotonic() < until:
            if len(list(out.glob("batch-*"))) >= goal:
                os.killpg(running.pid, signal.SIGKILL)
                kills += 1
                break
            time.sleep(0.005)
        running.wait()
    assert kills == 3
    run = ta.read_corpus(source, out, workers=1)
    assert run.unchanged >= 32 and run.read == 48 - run.unchanged
    with ta.open_corpus(out) as data:
        assert data.sql("SELECT count(*) n, count(DISTINCT path) p FROM reports").iloc[
            0
        ].tolist() == [48, 48]
        assert data.sql("SELECT count(*) n FROM indicators")["n"][0] == 96


def test_workers_of_a_killed_run_end_with_it(tmp_path):
    source, out = tmp_path / "in", tmp_path / "out"
    write_reports(source, 120)
    running = started(tmp_path, workers=2)
    until = time.monotonic() + 60
    while not list(out.glob("batch-*")) and time.monotonic() < until:
        time.sleep(0.005)
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    with pytest.raises(ProcessLookupError):
        while time.monotonic() < until:
            os.killpg(running.pid, 0)
            time.sleep(0.05)


@pytest.mark.parametrize("files", [33, 64, 65, 200, 400, 1000, 9999])
@pytest.mark.parametrize("workers", [1, 2, 3, 8])
def test_every_process_gets_as_many_batches(files, workers):
    size = corpus._even(files, workers)
    batches = [len(b) for b in corpus._batches(list(range(files)), size)]
    assert sum(batches) == files and 16 <= size <= 32
    longest = size * -(-len(batches) // workers)  # what the busiest process reads
    assert size == 16 or longest <= files / workers + 2 * len(batches)


def _dies(batch):
    if any(file.path.endswith("r003.txt") for file in batch):
        os.kill(os.getpid(), signal.SIGKILL)
    return corpus._work(batch)


def test_a_report_that_ends_its_worker_is_a_row(tmp_path, monkeypatch):
    write_reports(tmp_path / "in", 6)
    monkeypatch.setattr(corpus, "_work", _Deadly())
    monkeypatch.setattr(corpus, "BATCH", 3)
    run = ta.read_corpus(tmp_path / "in", tmp_path / "out", workers=1)
    assert (run.read, run.failed) == (6, 1)
    with ta.open_corpus(tmp_path / "out") as data:
        bad = data.sql("SELECT path, error_type FROM reports WHERE error IS NOT NULL")
        assert bad["path"][0].endswith("r003.txt") and bad["error_type"][0] == "WorkerDied"
        assert data.sql("SELECT count(*) n FROM indicators")["n"][0] == 10


class _Deadly:
    """`_work` as a worker gets it: one report ends the process."""

    def __call__(self, batch):
        return _dies(batch)


def test_on_a_cluster_one_of_whose_workers_is_killed(tmp_path, monkeypatch):
    distributed = pytest.importorskip("distributed")
    write_reports(tmp_path / "in", 24)
    monkeypatch.setattr(corpus, "BATCH", 3)
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, memory_limit=None
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        victim = []

        def kill_one(done, total):
            if done and not victim:
                victim.append(next(iter(cluster.workers.values())).pid)
                os.kill(victim[0], signal.SIGKILL)

        run = ta.read_corpus(tmp_path / "in", tmp_path / "out", client=client, progress=kill_one)
    assert victim and (run.read, run.failed) == (24, 0)
    with ta.open_corpus(tmp_path / "out") as data:
        assert data.sql("SELECT count(DISTINCT path) n FROM reports")["n"][0] == 24
        assert data.sql("SELECT count(*) n FROM indicators")["n"][0] == 48


def test_what_makes_no_corpus_is_refused(tmp_path):
    for source in (tmp_path / "none", [], 5, tmp_path):
        with pytest.raises(ta.TaianError):
            ta.read_corpus(source, tmp_path / "out")
    write_reports(tmp_path / "in", 1)
    (tmp_path / "file").touch()
    with pytest.raises(ta.TaianError, match="a file, not a folder"):
        ta.read_corpus(tmp_path / "in", tmp_path / "file")
    with pytest.raises(ta.ReportError, match="client"):
        ta.read_corpus(tmp_path / "in", tmp_path / "out", client=5)
    with pytest.raises(ta.ReportError, match="no data set"):
        ta.open_corpus(tmp_path)


@pytest.mark.parametrize(
    ("issuer", "code"),
    [
        ("泰安市民政局", "370900"),
        ("山东省人民政府", "370000"),
        ("山东泰安市岱岳区人民政府办公室", "370911"),
        ("成都市武侯区民政局", "510107"),
        ("广西壮族自治区统计局", "450000"),
        ("北京市朝阳区民政局", "110105"),
        ("朝阳区民政局", None),  # of Beijing or of Changchun
        ("民政局", None),
        (None, None),
    ],
)
def test_an_issuer_has_the_code_of_its_place(issuer, code):
    found = division_of(issuer)
    assert (found.code if found else None) == code
