"""Files appear whole or not at all."""

import errno
import os
import stat
import threading

import pytest

from autograd.text.files import write_whole


def test_a_file_is_written_and_its_path_returned(tmp_path):
    path = tmp_path / "a.svg"
    assert write_whole(str(path), b"<svg/>") == path
    assert path.read_bytes() == b"<svg/>"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_fails_half_way_leaves_what_was_there(tmp_path, monkeypatch):
    path = tmp_path / "a.svg"
    path.write_bytes(b"old")

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match=r"No space left on device: '.*a\.svg'") as refused:
        write_whole(path, b"new")
    assert refused.value.errno == errno.ENOSPC
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_an_interruption_leaves_nothing_behind(tmp_path, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "chmod", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "a.svg", b"new")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_missing_is_named_as_the_reader_wrote_it(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"missing/a\.svg"):
        write_whole(tmp_path / "missing" / "a.svg", b"")


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no such rights")
def test_rights_are_those_of_the_file_before_or_of_a_new_file(tmp_path):
    kept, new, plain = tmp_path / "kept", tmp_path / "new", tmp_path / "plain"
    kept.write_bytes(b"old")
    kept.chmod(0o640)
    write_whole(kept, b"new")
    write_whole(new, b"new")
    plain.write_bytes(b"")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o640
    assert stat.S_IMODE(new.stat().st_mode) == stat.S_IMODE(plain.stat().st_mode)


def test_a_link_stays_a_link_to_the_file_that_is_written(tmp_path):
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"old")
    link.symlink_to(target)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_a_reader_sees_the_old_file_or_the_new_one_and_nothing_between(tmp_path):
    path = tmp_path / "a"
    contents = [bytes([65 + n]) * 200_000 for n in range(2)]
    write_whole(path, contents[0])
    seen, done = set(), threading.Event()

    def read():
        while not done.is_set():
            seen.add(path.read_bytes())

    reader = threading.Thread(target=read)
    reader.start()
    for n in range(100):
        write_whole(path, contents[n % 2])
    done.set()
    reader.join()
    assert seen <= set(contents)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_whole(pipe, b"all")
    assert os.read(reading, 10) == b"all"
    os.close(reading)
    assert pipe.is_fifo()
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]
