"""`grade keys`: make a key that signs reports, and tell which key is in a file."""

from pathlib import Path

import click


@click.group()
def keys() -> None:
    """Make a key that signs reports, and tell which key is in a file.

    \b
    Examples:
      grade keys new instructor   write instructor.key, which is secret, and instructor.pub
      grade keys show instructor.pub
    """


@keys.command()
@click.argument("name", type=click.Path(path_type=Path), default="signing")
@click.option(
    "--passphrase", "is_locked", is_flag=True, help="Ask for a passphrase, without which the key is of no use."
)
def new(name: Path, *, is_locked: bool) -> None:
    """Write a new signing key into NAME.key, and the public key that belongs to it into NAME.pub.

    Nothing is written over.

    \b
    Example:
      grade keys new instructor
    """
    from grader.receipts.signing_keys import new_keys  # noqa: PLC0415 - see `show`

    passphrase = click.prompt("Passphrase", hide_input=True, confirmation_prompt=True, err=True) if is_locked else ""
    public = new_keys(name, passphrase)
    click.echo(f"{name}.key signs reports: keep it secret, and out of every repository.")
    click.echo(f"{name}.pub is the public key {public.fingerprint}: give it to whoever is to check them.")


@keys.command()
@click.argument("file", type=click.Path(path_type=Path))
def show(file: Path) -> None:
    """Print the fingerprint of a public key, by which receipts name it.

    \b
    Example:
      grade keys show instructor.pub
    """
    from grader.receipts.signing_keys import read_public_key  # noqa: PLC0415 - not before a name is completed

    click.echo(read_public_key(file).fingerprint)
