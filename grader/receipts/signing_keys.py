"""Signing keys and public keys: made, read from their files, and named by their fingerprints.

Ed25519, in PEM: a signing key as PKCS #8 in `NAME.key`, its public key beside it in `NAME.pub`.
"""

import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from grader.errors import UsageError

if TYPE_CHECKING:  # an extra, which takes time to import
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_MOST_BYTES = 10_000
"""A file of more is no key."""
_FINGERPRINT_DIGITS = 16
_PRIVATE = b"PRIVATE KEY-----"
AskPassphrase = Callable[[], str]


class PublicKey(NamedTuple):
    """A key by which signatures are told, and the file that it is in."""

    file: Path
    key: "Ed25519PublicKey"

    @property
    def fingerprint(self) -> str:
        """As receipts name it."""
        return fingerprint(self.key)


def fingerprint(key: "Ed25519PublicKey") -> str:
    """The short name of a public key: enough to find it among some, while a signature is checked with the whole key.

    The beginning of the hash that `openssl pkey -pubin -in NAME.pub -outform DER | sha256sum` prints.
    """
    from cryptography.hazmat.primitives import serialization as pem  # noqa: PLC0415 - an extra

    der = key.public_bytes(pem.Encoding.DER, pem.PublicFormat.SubjectPublicKeyInfo)
    return f"ed25519:{hashlib.sha256(der).hexdigest()[:_FINGERPRINT_DIGITS]}"


def new_keys(name: Path, passphrase: str = "") -> PublicKey:
    """Write a new signing key into `NAME.key`, for its owner's eyes only, and its public key into `NAME.pub`.

    UsageError if one of the files is there, or cannot be written: a key is never written over.
    """
    from cryptography.hazmat.primitives import serialization as pem  # noqa: PLC0415 - an extra
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415

    private = Ed25519PrivateKey.generate()
    locked = pem.BestAvailableEncryption(passphrase.encode()) if passphrase else pem.NoEncryption()
    secret = private.private_bytes(pem.Encoding.PEM, pem.PrivateFormat.PKCS8, locked)
    public = private.public_key().public_bytes(pem.Encoding.PEM, pem.PublicFormat.SubjectPublicKeyInfo)
    files = (name.with_name(f"{name.name}.key"), name.with_name(f"{name.name}.pub"))
    for file in files:
        if os.path.lexists(file):
            raise UsageError(f"{file} is there already, and a key is never written over; choose another name")
    _write(files[0], secret, 0o600)
    _write(files[1], public, 0o644)
    return PublicKey(files[1], private.public_key())


def read_signing_key(file: Path, ask: AskPassphrase) -> "Ed25519PrivateKey":
    """The signing key in a file; `ask` gives its passphrase, if it has one. UsageError if it is none."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 - an extra
    from cryptography.hazmat.primitives.serialization import load_pem_private_key  # noqa: PLC0415

    content = _read(file)
    passphrase = ask().encode() if b"ENCRYPTED PRIVATE KEY" in content else None
    try:
        key = load_pem_private_key(content, passphrase)
    except (ValueError, TypeError) as error:  # of damaged ones, and of those with another or without a passphrase
        cure = "the passphrase is wrong, or it is damaged" if passphrase else "`grade keys new` makes one"
        raise UsageError(f"{file} cannot be read as a signing key: {cure}") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise UsageError(f"{file} holds a key of another kind, and no Ed25519 signing key; `grade keys new` makes one")
    return key


def read_public_keys(files: Sequence[Path]) -> tuple[PublicKey, ...]:
    """The public keys in some files; UsageError if one is none."""
    return tuple(read_public_key(file) for file in files)


def read_public_key(file: Path) -> PublicKey:
    """The public key in a file; UsageError if it is none, or is the secret one."""
    from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415 - an extra
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import load_pem_public_key  # noqa: PLC0415

    content = _read(file)
    if _PRIVATE in content:
        raise UsageError(f"{file} holds a signing key, which is secret; name its public key, which ends in .pub")
    try:
        key = load_pem_public_key(content)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise UsageError(f"{file} holds no public key; `grade keys new` writes one into NAME.pub") from error
    if not isinstance(key, Ed25519PublicKey):
        raise UsageError(f"{file} holds a public key of another kind than Ed25519")
    return PublicKey(file, key)


def is_signing_key(file: Path) -> bool:
    """Whether a file looks like a signing key; UsageError if it cannot be read."""
    return _PRIVATE in _read(file)


def _write(file: Path, content: bytes, mode: int) -> None:
    try:
        # Made with its mode, as one that is changed later could be read before
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as stream:
            stream.write(content)
    except OSError as error:
        raise UsageError(f"the key cannot be written to {file}: {error.strerror}") from error


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(_MOST_BYTES)
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}") from error
