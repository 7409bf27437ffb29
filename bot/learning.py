"""Keep the answers up to date: when entries change, the index is fitted anew while the old one goes on serving."""

import asyncio
import logging
from pathlib import Path

from bot.counters.turn import House
from knowledge.answering import Answers
from knowledge.corpus import Corpus
from knowledge.errors import IndexOutOfDate, KnowledgeError
from knowledge.fitting import index_for
from knowledge.library import HERE, Library
from knowledge.search import Index

log = logging.getLogger("klinik.learning")
EVERY = 60.0  # seconds between two looks at the files

Stamp = tuple[tuple[str, int, int], ...]


def learned(index_folder: Path, folder: Path = HERE) -> Answers:
    """Read the knowledge base with the index there is, old or new; fits one only if there is none to serve with."""
    library = Library.load(folder)
    try:
        return Answers.of(library, Index.load(index_folder), folder)
    except IndexOutOfDate:
        return Answers.of(library, index_for(library, index_folder), folder)


class Learning:
    """Watches the knowledge folder and puts new answers in the house when they are whole."""

    def __init__(self, house: House, index_folder: Path) -> None:
        self._house, self._index_folder = house, index_folder
        self._seen: Stamp | None = None

    async def look(self) -> None:
        """Learn anew if a file changed since the last look; a folder that cannot be read changes nothing."""
        stamp = await asyncio.to_thread(_stamp, self._house.library.folder)
        if stamp == self._seen:
            return
        self._seen = stamp  # whatever comes of it: the same files would fail the same way
        try:
            answers = await asyncio.to_thread(self._learn)
        except KnowledgeError as error:
            log.error("the knowledge base cannot be read, the old one goes on: %s", error)
        else:
            self._house.answers = answers

    def _learn(self) -> Answers:
        served = self._house.answers
        library = Library.load(served.library.folder)
        if Corpus.of(library).fingerprint == served.index.fingerprint:
            return Answers.of(library, served.index, library.folder)
        log.info("the knowledge base changed; fitting a new index")
        return Answers.of(library, index_for(library, self._index_folder), library.folder)


def _stamp(folder: Path) -> Stamp:
    files = sorted([*folder.glob("*.toml"), *folder.glob("*.txt"), *folder.glob("entries/*/*.md")])
    return tuple((str(file), file.stat().st_mtime_ns, file.stat().st_size) for file in files)
