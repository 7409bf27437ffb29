"""The baselines of `klinik bench turns`: a bare aiogram echo bot and an aiogram form on memory storage, on our wire.

Run as `python -m bot.commands.bench_bots echo|form BASE TOKEN`.
"""

import asyncio
import sys

from aiogram import Bot, Dispatcher, Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import Message

from bot import wire


class Form(StatesGroup):
    """Three questions, asked again and again."""

    name = State()
    place = State()
    reason = State()


NEXT = {Form.name.state: Form.place, Form.place.state: Form.reason, Form.reason.state: Form.name}


async def echo(message: Message) -> None:
    """Say it back."""
    await message.answer(message.text or "…")


async def form(message: Message, state: FSMContext) -> None:
    """Keep the answer and ask the next question."""
    now = await state.get_state()
    if now is not None:
        await state.update_data({now: message.text})
    following = NEXT.get(now or "", Form.name)
    await state.set_state(following)
    await message.answer(f"Pertanyaan berikutnya: {following.state}")


async def main(which: str, base: str, token: str) -> None:
    """Poll until killed."""
    http = wire.client()
    router = Router()
    router.message()(echo if which == "echo" else form)
    dispatcher = Dispatcher(storage=MemoryStorage())
    dispatcher.include_router(router)
    bot = Bot(token, session=wire.AiogramSession(base, http))
    await dispatcher.start_polling(bot, handle_signals=False, tasks_concurrency_limit=50)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:4]))
