from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from skilldesk.sync.keys import Keys, PublicKeys, ReadKey, SignKey, confirmation, grouped, is_same, is_signed

ROOT = "ab" * 32
DEVICE = PublicKeys("cd" * 32, "age1" + "q" * 58)
NONCES = "11" * 16, "22" * 16


def test_the_holder_of_a_key_signs_and_nobody_else() -> None:
    key = SignKey.new()
    signature = key.sign(b"said")

    assert is_signed(b"said", signature, key.public)
    assert not is_signed(b"denied", signature, key.public)
    assert not is_signed(b"said", signature, SignKey.new().public)
    assert not is_signed(b"said", "zz", key.public)
    assert not is_signed(b"said", signature, "age1xyz")


def test_a_key_comes_back_from_its_text() -> None:
    keys = Keys.new()

    assert Keys(SignKey(keys.sign.secret), ReadKey(keys.read.secret)).public == keys.public


def test_a_secret_is_not_shown() -> None:
    keys = Keys.new()

    assert keys.sign.secret not in repr(keys)
    assert keys.read.secret not in repr(keys)


def test_both_ends_show_the_same_20_digits() -> None:
    digits = confirmation(ROOT, DEVICE, NONCES)

    assert digits == "48738541797040630860"
    assert grouped(digits) == "4873 8541 7970 4063 0860"
    assert is_same(" 4873-8541 7970 4063 0860 ", digits)
    assert not is_same(digits[:-1], digits)


def test_whatever_differs_shows() -> None:
    shown = {confirmation(ROOT, DEVICE, NONCES)}
    shown.add(confirmation("ac" * 32, DEVICE, NONCES))
    shown.update(confirmation(ROOT, PublicKeys(*pair), NONCES) for pair in permutations(DEVICE))
    shown.update(confirmation(ROOT, DEVICE, (one, other)) for one, other in permutations(NONCES))
    shown.add(confirmation(ROOT, PublicKeys(DEVICE.sign, DEVICE.read[:-1] + "p"), NONCES))

    assert len(shown) == 5


@given(st.text(alphabet="0123456789abcdef", min_size=64, max_size=64))
def test_there_are_always_20_digits(root: str) -> None:
    digits = confirmation(root, DEVICE, NONCES)

    assert len(digits) == 20
    assert digits.isdecimal()
