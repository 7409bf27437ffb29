"""Who leads: board, supervisors and sharia supervisors; asked as candidates before the meeting, as elected after it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flows.facts import Facts
from flows.findings import blocking, warn
from flows.lines import names, number, one_of, some_of, yes_no
from flows.script import Script
from knowledge.documents.dossier import Post
from knowledge.rules import founding, meeting

# the posts as the ministry's template for the minutes names them (founding F5.64, F5.65, F7.9)
CHAIR, VICE, SECRETARY, TREASURER, MEMBER = "Ketua", "Wakil Ketua", "Sekretaris", "Bendahara", "Anggota"
HEAD_SUPERVISOR = "Koordinator"


@dataclass(frozen=True)
class Leaders:
    """Those who lead, with their posts, and the board's term in years."""

    board: tuple[Post, ...]
    supervisors: tuple[Post, ...]
    sharia_supervisors: tuple[str, ...]


def leaders(facts: Facts, people: Sequence[str], *, sharia: bool) -> Script[Leaders]:
    """Ask for the board, the supervisors and, for a sharia cooperative, its sharia supervisors; all from `people`."""
    board = yield from _board(people)
    yield from warn(meeting.check_board(board, people, facts.figures))
    supervisors = yield from _supervisors(facts, people, board)
    yield from warn(meeting.check_family((yield from yes_no("family"))))
    if not sharia:
        return Leaders(board, supervisors, ())
    enough = blocking(founding.check_sharia, facts.figures)
    return Leaders(board, supervisors, (yield from names("sharia_board", check=enough)))


def term(facts: Facts, *, suggested: Sequence[int] = ()) -> Script[int]:
    """Ask for the board's term in years."""
    return (yield from number("term", suggested=suggested, check=blocking(meeting.check_term, facts.figures)))


def _board(people: Sequence[str]) -> Script[tuple[Post, ...]]:
    """Ask post by post; whoever has one is not offered again."""
    board: list[Post] = []
    for key, title in (("chair", CHAIR), ("vice", VICE), ("secretary", SECRETARY), ("treasurer", TREASURER)):
        name = yield from one_of(f"board.{key}", people, offered=_free(people, board), optional=title != CHAIR)
        if name:
            board.append(Post(title, name))
    others = yield from some_of("board.others", _free(people, board), optional=True)
    return (*board, *(Post(MEMBER, name) for name in others))


def _supervisors(facts: Facts, people: Sequence[str], board: Sequence[Post]) -> Script[tuple[Post, ...]]:
    on_board, free = [post.name for post in board], _free(people, board)

    def members_only(names: str | tuple[str, ...]) -> None:
        chosen = (names,) if isinstance(names, str) else names
        blocking(meeting.check_supervisors, on_board, people, facts.figures)(chosen)

    head = yield from one_of("supervisors.head", people, offered=free, optional=True, check=members_only)
    supervisors: tuple[Post, ...] = ()
    if head:
        rest = [name for name in people if name != head]
        offered = [name for name in free if name != head]
        others = yield from some_of("supervisors.others", rest, offered=offered, optional=True, check=members_only)
        supervisors = (Post(HEAD_SUPERVISOR, head), *(Post(MEMBER, name) for name in others))
    elected = [post.name for post in supervisors]
    yield from warn(meeting.check_supervisors(elected, on_board, people, facts.figures))
    return supervisors


def _free(people: Sequence[str], board: Sequence[Post]) -> list[str]:
    taken = {post.name for post in board}
    return [name for name in people if name not in taken]
