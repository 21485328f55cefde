"""Files of records that people give: what is broken in one is told of it, and never of what is written meanwhile."""

import gzip
from pathlib import Path

import pytest

from plbib.app.opening import records
from plbib.errors import InputError
from plbib.io import processes

LINE = b'{"id": "k%d", "title": "Kites %d", "type": "article-journal"}\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which four records are many, and an index is made here."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(records, "LARGE", 3)
    monkeypatch.setattr(records, "_SMALLEST", 0)
    monkeypatch.setattr(processes, "map_ahead", lambda function, rows: (function(*row) for row in rows))
    return tmp_path


def packed() -> bytes:
    return gzip.compress(b"".join(LINE % (number, number) for number in range(900)))


def damaged(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 0x55]) + data[middle + 1 :]


@pytest.mark.parametrize("data", [packed()[: len(packed()) // 2], damaged(packed()), packed()[:-4], packed() + b"more"])
def test_a_broken_gzip_file_is_told_while_its_index_is_made(folder: Path, data: bytes) -> None:
    path = folder / "a.jsonl.gz"
    path.write_bytes(data)
    with pytest.raises(InputError, match=r"a\.jsonl\.gz: not a whole gzip file"):
        records.open_records([path])
    assert [*(folder / "cache" / "plbib" / "records").iterdir()] == []
    path.write_bytes(packed())
    (index,) = records.open_records([path])
    assert len(index) == 900


@pytest.mark.parametrize(("name", "message"), [("none.jsonl", "no such file"), ("a\0.jsonl", "cannot be read")])
def test_a_file_that_is_not_there(tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        records.open_records([tmp_path / name])
