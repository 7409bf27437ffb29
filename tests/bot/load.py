"""A scripted load on a clinic that may be killed at any moment, and the book in which every message is entered.

The same scripts are first played in an undisturbed clinic in this process: what it said and kept is what a killed one
has to say and keep, word for word but for running numbers.
"""

import asyncio
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

from bot.sandbox.calls import Call
from bot.sandbox.people import Person
from bot.sandbox.seed import HADI, SARI, STAFF_GROUP
from bot.sandbox.world import Change
from flows import texts
from storage import conversations
from storage.database import Transaction
from tests.bot.town import Town

SENDING = frozenset(("sendMessage", "editMessageText", "sendDocument", "sendVenue", "deleteMessage"))
NEWS = "Uji pengumuman nomor"
NOTICES = ("❓", "📅")  # how the staff's notices begin: a question's card, a visit; each has a number of its own
Said = tuple[str, str]  # the method and the text, numbers as #


@dataclass(frozen=True)
class Step:
    """One thing a person does: write words, or press the n-th button, or the one with this label."""

    write: str = ""
    press: int | str = 0


Script = tuple[Step, ...]


def write(words: str) -> Step:
    """Write words."""
    return Step(write=words)


def press(button: int | str = 0) -> Step:
    """Press the n-th button of the newest message that has some, or the one with this label."""
    return Step(press=button)


CONSENT = press(0)


def visit(day: int, hour: str) -> Script:
    """Book the office, on the n-th day shown."""
    return (write("/janji"), CONSENT, press(0), press(day), press(hour), press(4), write("Mau tanya SHU"), press(0))


INTERVIEW: Script = (
    write("/dirikan"),
    CONSENT,
    press(0),
    write("Paguyuban Tempe Sanan"),
    write("Slamet Riyadi"),
    write("Kami ingin membeli kedelai bersama-sama supaya lebih murah"),
    press(0),
    press(1),
    press(1),
    press(1),
    press(1),
    write("Membuat dan menjual tempe"),
)
QUESTIONS: Script = (
    write("Berapa orang untuk mendirikan koperasi?"),
    write("Kapan RAT paling lambat?"),
    write("Bagaimana cara membagi SHU?"),
    write("/bantuan"),
)
ASKED, ADVISED = "SK koperasi kami hilang kena banjir, bagaimana?", "Minta salinannya ke notaris."
ADVICE: Script = (write("/petugas"), CONSENT, write(ASKED), press(0))


def normalised(text: str) -> str:
    """Give a text with every number as #, as the log keeps it."""
    return re.sub(r"\d+", "#", text)[:180]


# -- an undisturbed clinic -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Played:
    """What an undisturbed clinic said to each step, and what it kept at the end; presses go by label."""

    script: Script
    said: tuple[tuple[Said, ...], ...]
    kept: tuple[tuple[str, str, dict[str, Any]], ...]


async def played(town: Town, script: Script, person: int) -> Played:
    """Play a script in an undisturbed clinic."""
    town.world.add_person(Person(person, f"Warga {person}"))
    phone, said, done = town.phone(person), [], []
    with listening(town, person) as heard:
        for step in script:
            heard.clear()
            if step.write:
                done.append(step)
                phone.write(step.write)
            else:
                shown = next(message for message in reversed(phone.answers) if message.buttons)
                done.append(Step(press=shown.buttons[step.press] if isinstance(step.press, int) else step.press))
                phone.press(str(done[-1].press), shown)
            await town.settle()
            said.append(tuple(heard))
    return Played(tuple(done), tuple(said), await town.database.run(lambda tx: kept_of(tx, person)))


async def played_answer(town: Town, person: int) -> tuple[Said, ...]:
    """Let the adviser of an undisturbed clinic answer the newest question, and give what the person gets."""
    with listening(town, person) as heard:
        await town.says(town.staff, ADVISED, town.staff.find(ASKED))
        return tuple(heard)


@contextmanager
def listening(town: Town, person: int) -> Iterator[list[Said]]:
    """Gather what a person is sent."""
    heard: list[Said] = []

    def listen(change: Change) -> None:
        call = change.about
        if isinstance(call, Call) and call.chat_id == person and call.method in SENDING and call.ok:
            heard.append((call.method, normalised(str(call.parameters.get("text", ""))[:200])))

    stop = town.world.on_change(listen)
    yield heard
    stop()


def kept_of(tx: Transaction, person: int) -> tuple[tuple[str, str, dict[str, Any]], ...]:
    """Give a person's conversations in order: flow, status, answers."""
    rows = tx.run(conversations.conversations.select().where(conversations.conversations.c.person_id == person))
    return tuple((row.flow, row.status, conversations.answers_of(tx, row.id)) for row in rows)


# -- the book ------------------------------------------------------------------------------------------------------


@dataclass
class Chat:
    """What one walker is owed and has got, in order."""

    owed: list[Said] = field(default_factory=list)
    got: int = 0
    fresh: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass
class Book:
    """Every message that left, entered under whom it was for; what nobody is owed stands under `wrong`."""

    chats: dict[int, Chat] = field(default_factory=dict)
    news: dict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    reminders: Counter[int] = field(default_factory=Counter)
    staff: Counter[str] = field(default_factory=Counter)
    again: list[tuple[float, int, str]] = field(default_factory=list)
    """Messages that came a second time: when, to whom, what."""
    again_by_courier: list[tuple[float, int, str]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    seen: int = 0

    async def keep(self, levers: httpx.AsyncClient) -> None:
        """Read the pretend Telegram's log until cancelled."""
        while True:
            read = (await levers.get("/control/sent", params={"since": self.seen, "wait": 1})).json()
            self.seen = read["next"]
            for call in read["calls"]:
                self.enter(call)

    def enter(self, call: dict[str, Any]) -> None:
        """Enter one call."""
        refused = call["status"] not in (200, 429) and "not modified" not in call["description"]
        if refused and call["method"] in SENDING:
            self._note_wrong(f"refused: {call}")
        if call["method"] not in SENDING or call["status"] != 200:
            return
        chat, text, at = int(call["chat"]), str(call["text"]), float(call["at"])
        if chat == HADI:
            return  # the head sees drafts, cards that change, and the announcement itself
        if chat == STAFF_GROUP:
            if text.startswith(NOTICES):
                self._once(self.staff, text, at, chat)
        elif text.startswith("⏰"):
            self._once(self.reminders, chat, at, chat)
        elif NEWS in text:
            self._once(self.news[text.split("\n")[0]], chat, at, chat)
        else:
            self._walkers(chat, (call["method"], normalised(text)), at)

    def _note_wrong(self, what: str) -> None:
        """Note what is wrong and wake everybody: nobody need wait for the rest."""
        self.wrong.append(what)
        for chat in self.chats.values():
            chat.fresh.set()

    def _once(self, counter: Counter[Any], what: Any, at: float, chat: int) -> None:
        counter[what] += 1
        if counter[what] > 1:
            self.again_by_courier.append((at, chat, str(what)))

    def _walkers(self, number: int, said: Said, at: float) -> None:
        chat = self.chats.setdefault(number, Chat())
        if chat.got < len(chat.owed) and chat.owed[chat.got] == said:
            chat.got += 1
            if chat.got == len(chat.owed):
                chat.fresh.set()
        elif chat.got and chat.owed[chat.got - 1] == said:
            self.again.append((at, number, said[1]))
        else:
            wanted = chat.owed[chat.got] if chat.got < len(chat.owed) else None
            self._note_wrong(f"{number} got {said} instead of {wanted}")

    def owe(self, number: int, said: Sequence[Said]) -> None:
        """Note what a chat is to get; before the deed it answers, for the answer may be faster than we are."""
        chat = self.chats.setdefault(number, Chat())
        chat.owed += said
        chat.fresh.clear()

    async def paid(self, number: int) -> None:
        """Wait until a chat got what it is owed; raises AssertionError on anything wrong or after long silence."""
        chat = self.chats[number]
        try:
            async with asyncio.timeout(180):
                while chat.got < len(chat.owed) and not self.wrong:
                    await chat.fresh.wait()
        except TimeoutError:
            raise AssertionError(f"{number} still waits for {chat.owed[chat.got]}") from None
        assert self.wrong == []


# -- the load ------------------------------------------------------------------------------------------------------


@dataclass
class Load:
    """People who walk their scripts through the pretend Telegram's door, as many at a time as told."""

    levers: httpx.AsyncClient
    book: Book
    played: Sequence[Played]
    at_a_time: int = 10
    first: int = 20_001
    walked: dict[int, Played] = field(default_factory=dict)
    inputs: int = 0
    answered: set[int] = field(default_factory=set)
    enough: bool = False
    news: int = 0

    async def run(self) -> None:
        """Keep people walking until there is enough; then let those under way finish."""
        count = await self.levers.post("/control/people", json={"count": 4000, "first_id": self.first})
        count.raise_for_status()
        await asyncio.gather(*(self._lane(lane) for lane in range(self.at_a_time)))

    async def _lane(self, lane: int) -> None:
        person, turn = self.first + lane, lane
        while not self.enough:
            play = self.played[turn % len(self.played)]
            self.walked[person] = play
            await self._walk(person, play)
            person, turn = person + self.at_a_time, turn + self.at_a_time

    async def _walk(self, person: int, play: Played) -> None:
        for step, said in zip(play.script, play.said, strict=True):
            shown = {} if step.write else await self._shown(person)
            self.book.owe(person, said)
            if step.write:
                await self._did("write", {"person": person, "text": step.write})
            else:
                await self._press(person, shown, str(step.press))
            await self.book.paid(person)

    async def _did(self, what: str, deed: dict[str, Any]) -> int:
        done = (await self.levers.post(f"/control/{what}", json=[deed])).raise_for_status().json()
        self.inputs += 1
        return int(done[0].get("message_id", 0))

    async def _press(self, person: int, shown: dict[str, Any], label: str) -> None:
        assert label in shown["buttons"], f"{person} has no «{label}» but {shown}"
        await self._did("press", {"person": person, "button": label, "message": shown["id"]})

    async def _messages(self, person: int, chat: int | None = None) -> list[dict[str, Any]]:
        where = {"person": person} | ({"chat": chat} if chat else {})
        read: list[dict[str, Any]] = (await self.levers.get("/control/chat", params=where)).json()
        return [one for one in read if one["bot"]]

    async def _shown(self, person: int) -> dict[str, Any]:
        messages = await self._messages(person)
        return next(one for one in reversed(messages) if one["buttons"] and NEWS not in one["text"])

    async def announce(self) -> None:
        """Let the head announce again and again, each when the one before is through, until there is enough."""
        await self._did("write", {"person": HADI, "text": "/start"})
        while not self.enough or not self.news:
            self.news += 1
            await self._announce(f"{NEWS} {self.news}: pelatihan pembukuan di balai RW, Sabtu jam sembilan.")

    async def _announce(self, text: str) -> None:
        asked = await self._did("write", {"person": HADI, "text": "/pengumuman"})
        await self._after(asked, lambda one: texts.template("announcement", "text.ask")[:20] in one["text"])
        written = await self._did("write", {"person": HADI, "text": text})
        label = texts.template("announce", "go").split("{")[0]
        sure = await self._after(written, lambda one: any(button.startswith(label) for button in one["buttons"]))
        await self._press(HADI, sure, next(button for button in sure["buttons"] if button.startswith(label)))
        done = texts.template("announce", "report").split("{")[0]
        await self._after(sure["id"], lambda one: done in one["text"])

    async def _after(self, message: int, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Wait for a message the head gets after one of theirs."""
        while True:
            for one in await self._messages(HADI):
                if one["id"] > message and wanted(one):
                    return one
            await asyncio.sleep(0.1)

    async def answer(self, said: Sequence[Said]) -> None:
        """Let an adviser answer every question in the staff group once, by replying to its card."""
        while not self.enough or self._unanswered():
            for one in await self._messages(SARI, STAFF_GROUP):
                person = next((who for who in self._unanswered() if f"Warga {who}" in one["text"]), None)
                if person is not None and ASKED in one["text"]:
                    self.answered.add(person)
                    deed = {"person": SARI, "chat": STAFF_GROUP, "text": ADVISED, "reply_to": one["id"]}
                    self.book.owe(person, said)
                    await self._did("write", deed)
                    await self.book.paid(person)
            await asyncio.sleep(0.2)

    def _unanswered(self) -> set[int]:
        asking = {person for person, play in self.walked.items() if any(step.write == ASKED for step in play.script)}
        return asking - self.answered


def life(killed: Sequence[float], moment: float) -> int:
    """Tell how many kills came before a moment."""
    return sum(kill < moment for kill in killed)
