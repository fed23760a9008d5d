"""A page as its tests look at it: tags, ids, links and texts."""

from html.parser import HTMLParser
from typing import ClassVar


class SeenPage(HTMLParser):
    """What a page holds; it must run nothing by itself and load nothing, and close what it opens."""

    void: ClassVar[frozenset[str]]
    """Tags that nothing closes; no others may be so."""
    between: ClassVar[str]
    """What stands between two texts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.pieces: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag that loads nothing, and runs nothing by itself."""
        self.tags.append(tag)
        self.open += [] if tag in self.void else [tag]
        named = dict(attrs)
        assert not [name for name in named if name.startswith("on") or name in {"src", "srcset", "style", "action"}]
        self.ids += [named["id"] or ""] if "id" in named else []
        self.links += [named["href"] or ""] if "href" in named else []

    def handle_endtag(self, tag: str) -> None:
        """Closes the tag that was opened last."""
        assert tag in self.void or self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """A text outside style and script."""
        if self.open[-1:] not in (["style"], ["script"]):
            self.pieces.append(data)

    @property
    def text(self) -> str:
        """All text, with single spaces."""
        return " ".join(self.between.join(self.pieces).split())
