"""The rules for a founding cooperative's organs and its founding meeting.

Each function takes the answer first, then what is known.

Findings (under `rule.<key>` in the texts), with their placeholders:

    block  board_not_founder          {names}
    warn   board_too_few              {found} {minimum}
    warn   board_even                 {found}
    warn   board_post_empty           {posts}
    warn   board_two_posts            {names}
    warn   supervisors_none
    warn   supervisors_few            {found} {usual}
    block  supervisor_not_founder     {names}
    block  supervisor_on_board        {names}
    warn   family_tie
    block  term_too_short
    block  term_too_long              {years} {maximum}
    block  meeting_in_future          {day}
    block  meeting_two_days           {day} {attendance_day}
    block  attendance_too_few         {present} {minimum} {missing}
    warn   founders_absent            {names} {count}
    warn   attendance_not_founder     {names}
    block  chair_is_secretary         {name}
    block  leader_absent              {names}
    warn   decided_by_vote            {votes_for} {present}
    block  vote_no_majority           {votes_for} {present} {needed}
    block  vote_impossible            {votes_for} {present}
    warn   proxies_none
    warn   proxies_too_many           {found} {maximum}
    warn   proxy_not_founder          {names}
    block  proxy_young                {names} {minimum}
    info   proxy_not_on_board         {names}
    block  articles_incomplete        {missing}
    block  duration_empty
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from knowledge import numbers
from knowledge.documents.dossier import Form, Post
from knowledge.rules import Finding, Numbers, block, info, same, warn
from knowledge.rules.forms import minimum_founders

POSTS = ("ketua", "sekretaris", "bendahara")
ARTICLES = {  # UU 25/1992 Pasal 8, letters a to j
    "founders": "daftar nama pendiri",
    "name_and_seat": "nama dan tempat kedudukan",
    "purpose": "maksud, tujuan, dan bidang usaha",
    "membership": "keanggotaan",
    "members_meeting": "Rapat Anggota",
    "management": "pengelolaan",
    "capital": "permodalan",
    "duration": "jangka waktu berdirinya",
    "shu": "pembagian sisa hasil usaha",
    "sanctions": "sanksi",
}


def check_board(board: Sequence[Post], founders: Sequence[str], figures: Numbers) -> list[Finding]:
    """Check the board: founders all, enough, odd, the three posts filled by different people.

    Elected from the members: UU 25/1992 Pasal 29(1) (F5.60, high). The rest is the ministry's template (F5.64,
    medium): the statute leaves the number to the articles (F5.63, high).
    """
    people = _distinct(post.name for post in board)
    minimum = figures.value("board_minimum_practice")
    found = []
    if strangers := _outside(people, founders):
        found.append(block("board_not_founder", names=", ".join(strangers)))
    if len(people) < minimum:
        found.append(warn("board_too_few", found=len(people), minimum=minimum))
    if len(people) % 2 == 0 and people:
        found.append(warn("board_even", found=len(people)))
    if empty := [title for title in POSTS if not any(_holds(post, title) for post in board)]:
        found.append(warn("board_post_empty", posts=", ".join(empty)))
    if twice := [name for name in people if sum(same(post.name) == same(name) for post in board) > 1]:
        found.append(warn("board_two_posts", names=", ".join(twice)))
    return found


def check_supervisors(
    supervisors: Sequence[str], board: Sequence[str], founders: Sequence[str], figures: Numbers
) -> list[Finding]:
    """Check the supervisors: members, none of them on the board, as many as is usual.

    Elected from the members: UU 25/1992 Pasal 38(1) (F5.60, high). Not also on the board: Pasal 38–39 (F5.66, medium,
    held as a rule). The number: the ministry's template (F5.65, medium).
    """
    people, usual = _distinct(supervisors), figures.value("supervisors_practice")
    if not people:
        return [warn("supervisors_none")]
    found = []
    if strangers := _outside(people, founders):
        found.append(block("supervisor_not_founder", names=", ".join(strangers)))
    on_board = {same(name) for name in board}
    if double := [name for name in people if same(name) in on_board]:
        found.append(block("supervisor_on_board", names=", ".join(double)))
    if len(people) < usual:
        found.append(warn("supervisors_few", found=len(people), usual=usual))
    return found


def check_family(any_tie: bool) -> list[Finding]:
    """Check ties of family in board and supervisors: the statute is silent, some offices ask (F5.67, medium)."""
    return [warn("family_tie")] if any_tie else []


def check_term(years: int, figures: Numbers) -> list[Finding]:
    """Check the board's term in years (UU 25/1992 Pasal 29(4); F5.62, high)."""
    maximum = figures.value("board_term_max_years")
    if years < 1:
        return [block("term_too_short")]
    return [block("term_too_long", years=years, maximum=maximum)] if years > maximum else []


def check_meeting_day(held_on: date, today: date, attendance_on: date | None = None) -> list[Finding]:
    """Check the day the minutes tell of: it has been, and is the attendance list's (logic)."""
    found = []
    if held_on > today:
        found.append(block("meeting_in_future", day=numbers.long_day(held_on)))
    if attendance_on is not None and attendance_on != held_on:
        days = {"day": numbers.long_day(held_on), "attendance_day": numbers.long_day(attendance_on)}
        found.append(block("meeting_two_days", **days))
    return found


def check_attendance(
    present: Sequence[str], founders: Sequence[str], figures: Numbers, *, form: Form = "primary"
) -> list[Finding]:
    """Check who came and signed: enough founders, and all who are listed.

    Enough: UU 25/1992 Pasal 6 as amended, and the ministry's guide (F2.1, F5.1, high and medium). A founder is one
    who attends: the guide's definition (F2.11, medium).
    """
    came = _distinct(present)
    strangers = _outside(came, founders)
    minimum, count = minimum_founders(form, figures), len(came) - len(strangers)
    found = []
    if count < minimum:
        found.append(block("attendance_too_few", present=count, minimum=minimum, missing=minimum - count))
    if absent := _outside(_distinct(founders), present):
        found.append(warn("founders_absent", names=", ".join(absent), count=len(absent)))
    if strangers:
        found.append(warn("attendance_not_founder", names=", ".join(strangers)))
    return found


def check_leaders(chair: str, secretary: str, present: Sequence[str]) -> list[Finding]:
    """Check the meeting's chair and secretary: two people, both present (F5.2, high as template)."""
    found = []
    if same(chair) == same(secretary):
        found.append(block("chair_is_secretary", name=chair))
    if absent := _outside(_distinct((chair, secretary)), present):
        found.append(block("leader_absent", names=", ".join(absent)))
    return found


def check_votes(votes_for: int | None, present: int) -> list[Finding]:
    """Check a decision: None is consensus, else more than half of those present (UU 25/1992 Pasal 24; F5.3, high).

    The ministry's template knows consensus only, so a vote is told (practice).
    """
    if votes_for is None:
        return []
    if not 0 <= votes_for <= present:
        return [block("vote_impossible", votes_for=votes_for, present=present)]
    needed = present // 2 + 1
    if votes_for < needed:
        return [block("vote_no_majority", votes_for=votes_for, present=present, needed=needed)]
    return [] if votes_for == present else [warn("decided_by_vote", votes_for=votes_for, present=present)]


def check_proxies(
    proxies: Sequence[str],
    founders: Sequence[str],
    board: Sequence[str],
    figures: Numbers,
    *,
    young: Collection[str] = (),
) -> list[Finding]:
    """Check who goes to the notary for all; `young` are founders neither of age nor married.

    One to three founders, usually the board: the ministry's template (F5.8, high as template).
    Age: UU 2/2014 Pasal 39(1) (F2.5, high).
    """
    people, maximum = _distinct(proxies), figures.value("proxies_maximum")
    if not people:
        return [warn("proxies_none")]
    found = []
    if too_young := [name for name in people if same(name) in {same(one) for one in young}]:
        found.append(block("proxy_young", names=", ".join(too_young), minimum=figures.value("minimum_age")))
    if len(people) > maximum:
        found.append(warn("proxies_too_many", found=len(people), maximum=maximum))
    if strangers := _outside(people, founders):
        found.append(warn("proxy_not_founder", names=", ".join(strangers)))
    if others := [name for name in _outside(people, board) if name not in strangers]:
        found.append(info("proxy_not_on_board", names=", ".join(others)))
    return found


def check_articles(agreed: Collection[str]) -> list[Finding]:
    """Check that all ten matters of the articles are settled, by the ids of ARTICLES (UU 25/1992 Pasal 8, high)."""
    missing = [matter for id, matter in ARTICLES.items() if id not in agreed]
    return [block("articles_incomplete", missing=", ".join(missing))] if missing else []


def check_duration(years: int | None, *, unlimited: bool) -> list[Finding]:
    """Check that the articles say how long it lasts, in years or without end (UU 25/1992 Pasal 8 huruf h, high)."""
    return [] if unlimited or (years is not None and years > 0) else [block("duration_empty")]


def _distinct(names: Iterable[str]) -> list[str]:
    return list({same(name): name for name in names if same(name)}.values())


def _outside(names: Iterable[str], group: Iterable[str]) -> list[str]:
    """List the names that are not in the group."""
    inside = {same(name) for name in group}
    return [name for name in names if same(name) not in inside]


def _holds(post: Post, title: str) -> bool:
    """Tell whether a post is this one: «Wakil ketua» is no «ketua»."""
    words = post.title.casefold().split()
    return bool(same(post.name)) and title in words and "wakil" not in words
