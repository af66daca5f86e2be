"""A cached database is only used when it is certainly ours: a foreign one is memory-unsafe."""

from __future__ import annotations

from pathlib import Path

import pytest

from spro.cache import Cache


def test_round_trip_and_permissions(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    assert cache.get("a") is None
    assert cache.put("a", b"data")
    assert cache.get("a") == b"data"
    assert (tmp_path / "cache").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "cache" / "key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("change", ["flip", "cut", "rename"])
def test_altered_blobs_are_not_used(tmp_path: Path, change: str) -> None:
    cache = Cache(tmp_path / "cache")
    cache.put("a", b"data" * 10)
    blob = tmp_path / "cache" / "a"
    if change == "flip":
        data = bytearray(blob.read_bytes())
        data[-1] ^= 1
        blob.write_bytes(data)
    elif change == "cut":
        blob.write_bytes(blob.read_bytes()[:20])
    else:
        blob.rename(tmp_path / "cache" / "b")
    assert cache.get("a") is None
    assert cache.get("b") is None


def test_a_folder_that_others_can_write_is_not_used(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    folder.mkdir()
    folder.chmod(0o777)
    cache = Cache(folder)
    assert not cache.put("a", b"data")
    assert cache.get("a") is None


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    real = tmp_path / "real"
    real.mkdir(mode=0o700)
    (tmp_path / "link").symlink_to(real)
    assert not Cache(tmp_path / "link").put("a", b"data")


def test_a_place_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert not Cache(tmp_path / "file" / "cache").put("a", b"data")


def test_a_half_written_key_is_replaced(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    cache.put("a", b"data")
    (tmp_path / "cache" / "key").write_bytes(b"short")
    assert cache.get("a") is None
    assert cache.put("a", b"new")
    assert cache.get("a") == b"new"
