from __future__ import annotations

from array import array
from pathlib import Path

import pytest

from spro import ConfigurationError
from spro.detection.property.documents import fingerprint, table_of
from spro.storage.property import PropertyStore

SECRET = "a secret of some length"
TEXT = (
    "The committee decided in March that the northern quay is to be sold in two parts, the warehouse first. "
    "No offer below four million is to be answered, and Mrs Okafor alone speaks to the bank about the loan."
)


def _saved(folder: Path) -> PropertyStore:
    store = PropertyStore(folder, SECRET)
    made = fingerprint(store.sealing(), TEXT, code=False)
    store.save_documents("BOARD", ["minutes.txt"], [made.sizes], table_of([(0, made.prose)]), array("Q"))
    return store


def test_an_index_is_saved_listed_used_and_removed(tmp_path: Path) -> None:
    store = _saved(tmp_path)
    (listed,) = store.all()
    assert (listed.label, listed.kind, listed.count) == ("BOARD", "documents", 1)
    recognizer = PropertyStore(tmp_path, SECRET).recognizer()
    assert recognizer is not None
    (found,) = recognizer.find(TEXT, 0.0)
    assert (found.type, found.subtype, found.rule) == ("CONFIDENTIAL", "BOARD", "property.document")
    assert (found.document, found.share) == ("minutes.txt", 1.0)
    assert "minutes" not in repr(found)
    assert store.remove("BOARD")
    assert not store.remove("BOARD")
    assert store.recognizer() is None


def test_nothing_readable_stands_in_the_file(tmp_path: Path) -> None:
    _saved(tmp_path)
    raw = (tmp_path / "BOARD.idx").read_bytes()
    for word in (b"minutes", b"committee", b"Okafor"):
        assert word not in raw


def test_another_key_is_refused(tmp_path: Path) -> None:
    _saved(tmp_path)
    with pytest.raises(ConfigurationError, match="another key"):
        PropertyStore(tmp_path, "a different secret text").recognizer()


@pytest.mark.parametrize("place", [0, 9, 40, -40, -1])
def test_a_changed_byte_is_refused(tmp_path: Path, place: int) -> None:
    store = _saved(tmp_path)
    raw = bytearray((tmp_path / "BOARD.idx").read_bytes())
    raw[place] ^= 1
    (tmp_path / "BOARD.idx").write_bytes(raw)
    with pytest.raises(ConfigurationError, match=r"BOARD\.idx"):
        store.recognizer()


def test_an_index_of_another_version_is_refused(tmp_path: Path) -> None:
    store = _saved(tmp_path)
    raw = (tmp_path / "BOARD.idx").read_bytes()
    (tmp_path / "BOARD.idx").write_bytes(raw[:7] + b"\x02" + raw[8:])
    with pytest.raises(ConfigurationError, match="version"):
        store.recognizer()


def test_a_cut_or_empty_file_is_refused(tmp_path: Path) -> None:
    store = _saved(tmp_path)
    whole = (tmp_path / "BOARD.idx").read_bytes()
    for size in (0, 5, 12, len(whole) // 2):
        (tmp_path / "BOARD.idx").write_bytes(whole[:size])
        with pytest.raises(ConfigurationError, match=r"BOARD\.idx"):
            store.all()


@pytest.mark.parametrize("label", ["", "lower", "A/B", "..", "A" * 49])
def test_a_label_is_a_plain_word(tmp_path: Path, label: str) -> None:
    with pytest.raises(ConfigurationError, match="label"):
        PropertyStore(tmp_path, SECRET).remove(label)


def test_an_unused_folder_is_not_made(tmp_path: Path) -> None:
    assert PropertyStore(tmp_path / "none").recognizer() is None
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("others", [0, 1 << 16])
def test_an_index_of_any_number_of_documents_names_the_right_one(tmp_path: Path, others: int) -> None:
    store = PropertyStore(tmp_path, SECRET)
    made = fingerprint(store.sealing(), TEXT, code=False)
    names = [*(f"empty {number}" for number in range(others)), "minutes.txt"]
    sizes = [*[(1, 0)] * others, made.sizes]
    store.save_documents("BOARD", names, sizes, table_of([(others, made.prose)]), array("Q"))
    recognizer = store.recognizer()
    assert recognizer is not None
    assert recognizer.find(TEXT, 0.0)[0].document == "minutes.txt"
