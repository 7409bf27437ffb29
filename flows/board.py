"""Who leads: board, supervisors and sharia supervisors; asked as candidates before the meeting, as elected after it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flows.errors import Unclear
from flows.facts import Facts
from flows.findings import warn
from flows.lines import names, one_of, some_of
from flows.script import Script
from knowledge.documents.dossier import Post
from knowledge.rules import founding as rules

# the posts as the ministry's template for the minutes names them (founding F5.64, F5.65, F7.9)
CHAIR, VICE, SECRETARY, TREASURER, MEMBER = "Ketua", "Wakil Ketua", "Sekretaris", "Bendahara", "Anggota"
HEAD_SUPERVISOR = "Koordinator"


@dataclass(frozen=True)
class Leaders:
    """Those who lead, with their posts."""

    board: tuple[Post, ...]
    supervisors: tuple[Post, ...]
    sharia_supervisors: tuple[str, ...]


def leaders(facts: Facts, people: Sequence[str], *, sharia: bool) -> Script[Leaders]:
    """Ask for the board, the supervisors and, for a sharia cooperative, its sharia supervisors."""
    board = yield from _board(people)
    yield from warn(rules.board(board, people, facts.figures))
    supervisors = yield from _supervisors(_others(people, board))
    yield from warn(rules.supervisors(supervisors, board, facts.figures))
    sharia_supervisors = (yield from names("sharia_board")) if sharia else ()
    return Leaders(board, supervisors, sharia_supervisors)


def _board(people: Sequence[str]) -> Script[tuple[Post, ...]]:
    """Ask post by post; whoever has one is not offered again, and somebody is left to supervise."""
    board: list[Post] = []
    for key, title in (("chair", CHAIR), ("vice", VICE), ("secretary", SECRETARY), ("treasurer", TREASURER)):
        name = yield from one_of(f"board.{key}", _others(people, board), optional=title != CHAIR)
        if name:
            board.append(Post(title, name))
    rest = _others(people, board)

    def leaves_a_supervisor(others: tuple[str, ...]) -> None:
        if len(others) == len(rest):
            raise Unclear("nobody_left")

    others = yield from some_of("board.others", rest, optional=True, check=leaves_a_supervisor)
    return (*board, *(Post(MEMBER, name) for name in others))


def _supervisors(people: Sequence[str]) -> Script[tuple[Post, ...]]:
    head = yield from one_of("supervisors.head", people)
    rest = [name for name in people if name != head]
    if not rest:
        return (Post(HEAD_SUPERVISOR, head),)
    others = yield from some_of("supervisors.others", rest, optional=True)
    return (Post(HEAD_SUPERVISOR, head), *(Post(MEMBER, name) for name in others))


def _others(people: Sequence[str], board: Sequence[Post]) -> list[str]:
    taken = {post.name for post in board}
    return [name for name in people if name not in taken]
