"""Text that comes from a student's side, made fit to be shown: no control characters, nothing that cannot be saved."""


def one_line(text: str, max_characters: int) -> str:
    """The text on one line, cut; what cannot be printed (control characters, lone surrogates) becomes U+FFFD."""
    return "".join(map(_shown, text[:max_characters].replace("\t", " ").replace("\n", " ")))


def printed_text(printed: bytes, max_characters: int) -> str:
    """Printed output as text, cut; of the control characters, line ends and tabs stay."""
    text = printed.decode("utf-8", errors="replace").replace("\r\n", "\n").replace("\r", "\n")[:max_characters]
    return "".join(character if character in "\n\t" else _shown(character) for character in text)


def _shown(character: str) -> str:
    return character if character.isprintable() else "\N{REPLACEMENT CHARACTER}"
