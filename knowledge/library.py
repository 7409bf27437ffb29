"""Everything the clinic knows, read once: entries, figures and rules, and how an answer is put into words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from knowledge import numbers
from knowledge.entry import Entry, read_entry
from knowledge.errors import KnowledgeError
from knowledge.figures import Figures
from knowledge.regulations import Regulations

HERE = Path(__file__).parent

CLOSINGS = {
    "high": "",
    "medium": "Ini keterangan umum. Mohon konfirmasi ke petugas untuk keadaan Anda.",
    "low": "Hal ini belum pasti. Petugas Klinik Koperasi dapat membantu Anda memastikannya.",
}


@dataclass(frozen=True)
class Answer:
    """The parts of one answer, figures filled in; `body` may carry `**bold**` and lists, the others are plain."""

    title: str
    body: str
    closing: str
    basis: str
    note: str

    def plain(self) -> str:
        """Join the parts to plain text without Markdown marks."""
        parts = (self.body.replace("**", ""), self.closing, self.basis, self.note)
        return "\n\n".join(part for part in parts if part)


@dataclass(frozen=True)
class Library:
    """All entries by id, in a fixed order, with the figures and rules they rest on."""

    entries: Mapping[str, Entry]
    figures: Figures
    regulations: Regulations
    folder: Path

    @classmethod
    def load(cls, folder: Path = HERE) -> "Library":
        """Read a knowledge folder (`entries/`, figures.toml, regulations.toml); raises KnowledgeError."""
        entries: dict[str, Entry] = {}
        for path in entry_files(folder):
            entry = read_entry(path)
            if entry.id in entries:
                raise KnowledgeError(f"{path}: id «{entry.id}» is taken by {entries[entry.id].path}")
            entries[entry.id] = entry
        return cls(
            dict(sorted(entries.items())),
            Figures.load(folder / "figures.toml"),
            Regulations.load(folder / "regulations.toml"),
            folder,
        )

    def get(self, id: str) -> Entry:
        """Give one entry; raises KnowledgeError for an unknown id."""
        try:
            return self.entries[id]
        except KeyError:
            raise KnowledgeError(f"{self.folder / 'entries'}: no entry «{id}»") from None

    def title(self, entry: Entry, today: date) -> str:
        """Write an entry's title, figures filled in: at most 48 characters, fit for a button."""
        return self.figures.on(today).fill(entry.title)

    def answer(self, entry: Entry, today: date) -> Answer:
        """Put an entry into words for that day; raises KnowledgeError for an unknown figure or rule."""
        return Answer(
            title=self.title(entry, today),
            body=joined_lines(self.figures.on(today).fill(entry.body)),
            closing=CLOSINGS[entry.confidence],
            basis=self.basis(entry),
            note=review_note(entry, today),
        )

    def answer_text(self, entry: Entry, today: date) -> str:
        """Put an entry into plain text: body, closing, basis with the day checked, and a note past its review."""
        return self.answer(entry, today).plain()

    def basis(self, entry: Entry) -> str:
        """Write the basis line: «Dasar: UU 25/1992 Pasal 6 ayat (1) · diperiksa 21 Nov 2026»."""
        cited = "; ".join(dict.fromkeys(self.regulations.cite(basis.id, basis.article) for basis in entry.regulations))
        return f"Dasar: {cited} · diperiksa {numbers.short_day(entry.checked_on)}"


def entry_files(folder: Path) -> list[Path]:
    """List the entry files of a knowledge folder in a fixed order."""
    return sorted((folder / "entries").glob("*/*.md"))


def review_note(entry: Entry, today: date) -> str:
    """Say that an answer waits for its review; empty while it is fresh."""
    if not entry.past_review(today):
        return ""
    due = numbers.long_day(entry.review_by)
    return f"Catatan: jawaban ini seharusnya ditinjau ulang sebelum {due}. Mohon pastikan dulu ke petugas."


def joined_lines(body: str) -> str:
    """Undo the hard line breaks of a Markdown file: a paragraph or list item becomes one line."""
    return re.sub(r"(?<!\n)\n(?!\n|[ \t]*(?:-|\d+\.)[ \t])[ \t]*", " ", body)
