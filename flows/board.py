"""Who leads: board, supervisors and sharia supervisors; asked as candidates before the meeting, as elected after it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flows.errors import Unclear
from flows.facts import Facts
from flows.findings import block, blocking, warn
from flows.lines import names, number, one_of, say, some_of, yes_no
from flows.questions import Check
from flows.script import Script
from knowledge.documents.dossier import Form, Post
from knowledge.rules import forms, founding, meeting

# the posts as the ministry's template for the minutes names them (founding F5.64, F5.65, F7.9)
CHAIR, VICE, SECRETARY, TREASURER, MEMBER = "Ketua", "Wakil Ketua", "Sekretaris", "Bendahara", "Anggota"
HEAD_SUPERVISOR = "Koordinator"
BY_OFFICE = "(karena jabatan)"
KKMP_POSTS = (
    ("chair", CHAIR),
    ("vice_business", "Wakil Ketua Bidang Usaha"),
    ("vice_members", "Wakil Ketua Bidang Keanggotaan"),
    ("secretary", SECRETARY),
    ("treasurer", TREASURER),
)


@dataclass(frozen=True)
class Leaders:
    """Those who lead, with their posts, and the board's term in years."""

    board: tuple[Post, ...]
    supervisors: tuple[Post, ...]
    sharia_supervisors: tuple[str, ...]


def leaders(
    facts: Facts, people: Sequence[str], *, sharia: bool, form: Form = "primary", kelurahan: str = ""
) -> Script[Leaders]:
    """Ask for the board, the supervisors and, for a sharia cooperative, its sharia supervisors; all from `people`."""
    if form == "merah_putih":
        return (yield from _kkmp_leaders(facts, people, kelurahan))
    if form == "secondary":
        yield from say("coop.leaders")
    board = yield from _board(people)
    yield from warn(meeting.check_board(board, people, facts.figures))
    supervisors = yield from _supervisors(facts, people, board)
    yield from warn(meeting.check_family((yield from yes_no("family"))))
    if not sharia:
        return Leaders(board, supervisors, ())
    enough = blocking(founding.check_sharia, facts.figures)
    return Leaders(board, supervisors, (yield from names("sharia_board", check=enough)))


def _kkmp_leaders(facts: Facts, people: Sequence[str], kelurahan: str) -> Script[Leaders]:
    """Ask for the five named posts and more, and for supervisors besides the lurah (Juklak Bab III; F7.9–F7.11)."""
    yield from say("kkmp.leaders", kelurahan=kelurahan)
    board: list[Post] = []
    for key, title in KKMP_POSTS:
        name = yield from one_of(f"board.{key}", people, offered=_free(people, board), check=_without_post(board))
        board.append(Post(title, name))

    def odd(others: tuple[str, ...]) -> None:
        block(forms.check_kkmp_board([*board, *(Post(MEMBER, name) for name in others)], facts.figures))

    others = yield from some_of("board.others", _free(people, board), optional=True, check=odd)
    board += [Post(MEMBER, name) for name in others]
    enough = blocking(forms.check_kkmp_supervisors, facts.figures)
    supervisors = yield from some_of("kkmp.supervisors", _free(people, board), check=enough)
    yield from yes_no("kkmp.family", check=blocking(forms.check_kkmp_family))
    head = Post(CHAIR, lurah(kelurahan))
    return Leaders(tuple(board), (head, *(Post(MEMBER, name) for name in supervisors)), ())


def _without_post(board: Sequence[Post]) -> Check:
    taken = {post.name: post.title for post in board}

    def check(name: str) -> None:
        if name in taken:
            raise Unclear("has_post", name=name, title=taken[name])

    return check


def lurah(kelurahan: str) -> str:
    """Name the lurah by office, as nobody elects him."""
    return f"Lurah {kelurahan} {BY_OFFICE}"


def by_office(post: Post) -> bool:
    """Tell whether a post comes with an office and is not elected."""
    return post.name.endswith(BY_OFFICE)


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
