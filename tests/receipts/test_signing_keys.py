"""Keys: made once, for their owner's eyes, and told by a name that anybody can work out."""

import hashlib
import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization as pem
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from grader.errors import UsageError
from grader.receipts.signing_keys import new_keys, read_public_key, read_signing_key
from tests.conftest import Grade


def no_passphrase() -> str:
    """For keys that have none."""
    raise AssertionError("nobody is to be asked")


def test_a_pair_belongs_together_and_the_secret_half_is_the_owner_s(grade: Grade, tmp_path: Path) -> None:
    """The command writes two files, of which one is read by nobody else, and prints the fingerprint."""
    done = grade("keys", "new", tmp_path / "instructor")
    secret, public = tmp_path / "instructor.key", tmp_path / "instructor.pub"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    read = read_public_key(public)
    assert read_signing_key(secret, no_passphrase).public_key() == read.key
    assert read.fingerprint in done.stdout
    assert grade("keys", "show", public).stdout == f"{read.fingerprint}\n"


def test_the_fingerprint_is_what_openssl_and_sha256sum_print(tmp_path: Path) -> None:
    """So that it can be compared without the grader."""
    public = new_keys(tmp_path / "k")
    key = load_pem_public_key((tmp_path / "k.pub").read_bytes())
    der = key.public_bytes(pem.Encoding.DER, pem.PublicFormat.SubjectPublicKeyInfo)
    assert public.fingerprint == f"ed25519:{hashlib.sha256(der).hexdigest()[:16]}"


@pytest.mark.parametrize("there", ["instructor.key", "instructor.pub"])
def test_no_key_is_written_over(grade: Grade, tmp_path: Path, there: str) -> None:
    """Neither half, and then the other one is not written either."""
    (tmp_path / there).write_text("mine", encoding="utf-8")
    done = grade("keys", "new", tmp_path / "instructor")
    assert (done.returncode, [path.name for path in tmp_path.glob("instructor*")]) == (2, [there])
    assert (tmp_path / there).read_text(encoding="utf-8") == "mine"
    assert "there already" in done.stderr


def test_a_folder_that_is_not_there_is_told(grade: Grade, tmp_path: Path) -> None:
    done = grade("keys", "new", tmp_path / "no" / "such")
    assert (done.returncode, "cannot be written" in done.stderr) == (2, True)


def test_a_locked_key_opens_with_its_passphrase_only(tmp_path: Path) -> None:
    """A wrong one is told; the passphrase is asked for, and stands in no file."""
    public = new_keys(tmp_path / "k", "open sesame")
    assert read_signing_key(tmp_path / "k.key", lambda: "open sesame").public_key() == public.key
    with pytest.raises(UsageError, match="passphrase is wrong"):
        read_signing_key(tmp_path / "k.key", lambda: "sesame")
    assert b"sesame" not in (tmp_path / "k.key").read_bytes()


@pytest.mark.parametrize("name", ["nothing.key", "text.key", "k.pub", "curve.key", "empty.key"])
def test_what_is_no_signing_key_is_told(tmp_path: Path, name: str) -> None:
    """No file, text, the public half, a key of another kind, nothing."""
    odd_keys(tmp_path)
    with pytest.raises(UsageError, match=name):
        read_signing_key(tmp_path / name, no_passphrase)


@pytest.mark.parametrize("name", ["nothing.key", "text.key", "k.key", "curve.pub", "empty.key"])
def test_what_is_no_public_key_is_told(tmp_path: Path, name: str) -> None:
    """The secret half as well: whoever names it there would hand it round."""
    odd_keys(tmp_path)
    with pytest.raises(UsageError, match=name):
        read_public_key(tmp_path / name)


def odd_keys(folder: Path) -> None:
    """Files that look like keys."""
    new_keys(folder / "k")
    curve = generate_private_key(SECP256R1())
    secret = curve.private_bytes(pem.Encoding.PEM, pem.PrivateFormat.PKCS8, pem.NoEncryption())
    public = curve.public_key().public_bytes(pem.Encoding.PEM, pem.PublicFormat.SubjectPublicKeyInfo)
    contents = {"curve.key": secret, "curve.pub": public, "text.key": b"a key", "empty.key": b""}
    for name, content in contents.items():
        (folder / name).write_bytes(content)
