"""Questions about people: a list of names gathered, one of those named, several of them ticked."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from flows import reading
from flows.errors import Unclear
from flows.facts import Facts
from flows.odd_names import odd
from flows.questions import NOTHING, SKIP, Rows, declines, rows, short_id
from flows.script import Chosen, Json, Option, Question, Taken, Typed

PER_PAGE = 60  # Telegram takes at most 100 buttons; those beyond are reached by typing the name
SHOWN = 30  # names of a list in one message, which takes at most 4096 characters
TOLD = 5  # of what a pasted list held and was not taken
CLOSING = frozenset(("sudah", "sudah semua", "sudah itu saja", "selesai", "cukup", "itu saja"))


@dataclass(frozen=True)
class Names(Question[tuple[str, ...]]):
    """A list of people gathered one at a time or pasted whole, closed with «Sudah semua».

    What the last message held and was not taken is kept beside the list, to be told: `repeated`, `skipped`, and
    `doubtful`, which is taken when the person says that it is a name, or writes it again.
    """

    at_most: int = 200

    def options(self, kept: Json = None) -> Rows:
        listed = self.listed(kept)
        is_name = ((Option("is_name"),),) if self.doubtful(kept) else ()
        if not listed:
            return is_name
        if not kept.get("dropping"):
            return (*is_name, (Option("done"), Option("drop")))
        drop = [Option(f"drop-{short_id(name)}", name, mark="✕ ") for name in listed[:PER_PAGE]]
        return (*rows(drop, 2), (Option("done"),))

    @staticmethod
    def listed(kept: Json) -> list[str]:
        """Give the names so far."""
        return list(kept["list"]) if kept else []

    @staticmethod
    def doubtful(kept: Json) -> list[str]:
        """Give what may be no name and waits for a word about it."""
        return list(kept.get("doubtful", ())) if kept else []

    def asks(self, kept: Json) -> str:
        return "so_far" if self.listed(kept) else "ask"

    def settled(self, kept: Json) -> bool:
        return bool(kept.get("done"))

    def reopened(self, kept: Json) -> Json:
        return {"list": kept["list"], "done": False}

    def read(self, given: Typed | Chosen, kept: Json, facts: Facts) -> Taken:
        listed = self.listed(kept)
        if isinstance(given, Typed):
            return self._typed(kept, given.text)
        if given.option == "is_name" and self.doubtful(kept):
            return self._with(listed, self.doubtful(kept))
        if given.option == "done" and listed:
            return Taken({"list": listed, "done": True})
        if given.option == "drop" and listed:
            return Taken({"list": listed, "done": False, "dropping": True}, settled=False)
        dropped = next((name for name in listed if f"drop-{short_id(name)}" == given.option), None)
        if dropped is None:
            raise Unclear("not_an_option")
        return self._without(listed, dropped)

    def _typed(self, kept: Json, text: str) -> Taken:
        listed, doubtful = self.listed(kept), self.doubtful(kept)
        words = " ".join(text.casefold().split()).strip(".! ")
        if listed and words in CLOSING:
            return Taken({"list": listed, "done": True})
        if listed and words.startswith("hapus "):
            return self._without(listed, reading.person(text.split(maxsplit=1)[1], listed))
        if doubtful and (are_names := _yes_or_no(text)) is not None:
            return self._with(listed, doubtful if are_names else [])
        return self._added(listed, doubtful, text)

    def _without(self, listed: list[str], dropped: str) -> Taken:
        return Taken({"list": [name for name in listed if name != dropped], "done": False}, settled=False)

    def _added(self, listed: list[str], insisted: list[str], text: str) -> Taken:
        new = reading.people(text)
        known = {name.casefold() for name in listed}
        fresh = [name for name in new.names if name.casefold() not in known]
        if not fresh:
            raise Unclear("already_listed", names=", ".join(new.names))
        asks = "\n" not in text.strip() and reading.looks_like_question(text)
        doubtful = [name for name in fresh if (asks or odd(name)) and name not in insisted]
        repeated = [*(name for name in new.names if name not in fresh), *new.repeated]
        taken = self._with(listed, [name for name in fresh if name not in doubtful])
        for key, left_out in (("repeated", repeated), ("skipped", new.skipped)):
            if left_out:
                taken.value[key] = list(left_out[:TOLD])
        if doubtful:
            taken.value["doubtful"] = doubtful
        return taken

    def _with(self, listed: list[str], names: list[str]) -> Taken:
        if len(listed) + len(names) > self.at_most:
            raise Unclear("too_many_names", at_most=self.at_most)
        return Taken({"list": listed + names, "done": False}, settled=False)

    def alive(self, kept: Json, facts: Facts) -> tuple[str, ...]:
        return tuple(kept["list"])

    def show(self, kept: Json, facts: Facts) -> str:
        return counted(kept["list"])


def _yes_or_no(text: str) -> bool | None:
    with suppress(Unclear):
        return reading.yes_no(text)
    return None


@dataclass(frozen=True)
class OneOf(Question[str]):
    """One of the people already named, by button or by a part of the name; `offered` have buttons, None: all have."""

    among: Sequence[str] = ()
    offered: Sequence[str] | None = None
    optional: bool = False

    def options(self, kept: Json = None) -> Rows:
        offered = self.among if self.offered is None else self.offered
        people = rows([Option(short_id(name), name) for name in offered[:PER_PAGE]], 2)
        return (*people, (SKIP,)) if self.optional else people

    def read(self, given: Typed | Chosen, kept: Json, facts: Facts) -> Taken:
        if self.optional and declines(given):
            return Taken("")
        if isinstance(given, Typed):
            return Taken(reading.person(given.text, self.among))
        found = next((name for name in self.among if short_id(name) == given.option), None)
        if found is None:
            raise Unclear("not_an_option")
        return Taken(found)

    def revive(self, kept: Json, facts: Facts) -> str:
        """Give the name; "" of a skipped question is not checked."""
        return "" if self.optional and kept == "" else super().revive(kept, facts)

    def alive(self, kept: Json, facts: Facts) -> str:
        if kept not in self.among:
            raise Unclear("no_longer_listed", name=kept)
        return str(kept)

    def show(self, kept: Json, facts: Facts) -> str:
        return str(kept) or NOTHING


@dataclass(frozen=True)
class SomeOf(Question[tuple[str, ...]]):
    """Several of the people already named, ticked one by one; `at_first` are ticked from the start.

    `offered` have buttons, None: all have.
    """

    among: Sequence[str] = ()
    offered: Sequence[str] | None = None
    at_first: Sequence[str] = ()
    optional: bool = False

    def ticked(self, kept: Json) -> list[str]:
        """Give those ticked so far, in the order of `among`."""
        chosen = self.at_first if kept is None else kept["list"]
        return [name for name in self.among if name in chosen]

    def options(self, kept: Json = None) -> Rows:
        ticked = self.ticked(kept)
        offered = [name for name in self.among if self.offered is None or name in self.offered or name in ticked]
        people = [Option(short_id(name), name, mark="☑ " if name in ticked else "☐ ") for name in offered[:PER_PAGE]]
        return (*rows(people, 2), (SKIP if self.optional and not ticked else Option("done"),))

    def settled(self, kept: Json) -> bool:
        return bool(kept.get("done"))

    def reopened(self, kept: Json) -> Json:
        return {"list": kept["list"], "done": False}

    def read(self, given: Typed | Chosen, kept: Json, facts: Facts) -> Taken:
        ticked = self.ticked(kept)
        if self.optional and declines(given):
            return Taken({"list": [], "done": True})
        if given == Chosen("done") or (isinstance(given, Typed) and given.text.strip(" .!").casefold() in CLOSING):
            if not ticked and not self.optional:
                raise Unclear("nobody_ticked")
            return Taken({"list": ticked, "done": True})
        changed = set(ticked) ^ set(self._named(given))
        return Taken({"list": [name for name in self.among if name in changed], "done": False}, settled=False)

    def _named(self, given: Typed | Chosen) -> list[str]:
        if isinstance(given, Typed):
            return [reading.person(name, self.among) for name in reading.people(given.text).names]
        named = [name for name in self.among if short_id(name) == given.option]
        if not named:
            raise Unclear("not_an_option")
        return named

    def alive(self, kept: Json, facts: Facts) -> tuple[str, ...]:
        gone = [name for name in kept["list"] if name not in self.among]
        if gone:
            raise Unclear("no_longer_listed", name=gone[0])
        return tuple(kept["list"])

    def show(self, kept: Json, facts: Facts) -> str:
        return counted(kept["list"])


def counted(names: Sequence[str]) -> str:
    """Say a list of people with their number, for a review: «2 orang: Ani, Budi»; a long one is cut."""
    if not names:
        return NOTHING
    more = f", dan {len(names) - SHOWN} lagi" if len(names) > SHOWN else ""
    return f"{len(names)} orang: {', '.join(names[:SHOWN])}{more}"
