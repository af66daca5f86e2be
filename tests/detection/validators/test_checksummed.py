from hypothesis import given
from hypothesis import strategies as st

from spro import Spro
from spro.detection.validators.checksummed import ALPHABET, CHECK, crc62
from spro.storage.keys import new_secret


@given(st.text(alphabet=ALPHABET, min_size=1, max_size=60))
def test_a_checksum_has_six_characters_and_notices_a_changed_one(body: str) -> None:
    other = ("a" if body[0] != "a" else "b") + body[1:]
    assert len(crc62(body)) == CHECK
    assert crc62(other) != crc62(body)


def test_our_own_keys_are_masked() -> None:
    secret = new_secret()
    secured = Spro(names=False).secure(f"my gateway key is {secret}, why is it refused?")
    assert secret not in secured
    assert "<API_KEY_1>" in secured
