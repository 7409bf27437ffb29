"""What each button does, and what carries out each outcome of a talk: the counters by name."""

from collections.abc import Callable

from bot.counters import (
    advising,
    agreeing,
    announcing,
    asking,
    case_desk,
    circle,
    founding,
    handing,
    joining,
    leaving,
    looking,
    menu,
    next_steps,
    nudging,
    own_data,
    own_part,
    recording,
    reviewing,
    status_card,
    visiting,
)
from bot.counters.menu import number
from bot.counters.talking import CarryOut, Talking
from bot.counters.turn import Turn
from flows.adviser_case import CaseNoted, ItemReturned, StepRecorded
from flows.outcomes import (
    Announce,
    AskAdviser,
    BookVisit,
    Differs,
    FounderGave,
    JoinKkmp,
    MeetingHeld,
    NewFounder,
    Prepared,
)
from flows.small import Erase

Table = dict[str, Callable[[Turn, str], None]]  # a command or button, and what it does with what stands behind it
OUTCOMES: dict[type, CarryOut] = {
    BookVisit: visiting.carry_out,
    AskAdviser: advising.carry_out,
    Prepared: founding.prepared,
    MeetingHeld: recording.meeting_held,
    JoinKkmp: founding.join_kkmp,
    Announce: announcing.carry_out,
    Erase: own_data.erase,
    FounderGave: reviewing.gave,
    Differs: agreeing.differs,
    NewFounder: leaving.swap,
    ItemReturned: reviewing.send_back,
    CaseNoted: recording.keep_note,
    StepRecorded: recording.record,
}


def acts(talking: Talking) -> Table:
    """Give what each button does."""
    return {
        **of_menu(talking),
        **of_asking(talking),
        **of_visit(talking),
        **of_founding(talking),
        **of_announcing(talking),
        **of_circle(talking),
        **handing.acts(talking),
        **of_group_card(),
        **of_steps(),
        **of_case_desk(talking),
    }


def of_menu(talking: Talking) -> Table:
    return {
        "resume": lambda turn, about: menu.resume(turn, talking, about),
        "drop": menu.drop,
        "drop!": menu.dropped,
        "hold": menu.hold,
        "erase": lambda turn, _: own_data.begin_erasing(turn, talking),
    }


def of_asking(talking: Talking) -> Table:
    """What one does about a question, with the clinic's own answer or an adviser's."""
    return {
        "ask": lambda turn, _: asking.open_counter(turn),
        "entry": asking.chosen,
        "rate+": lambda turn, about: asking.rated(turn, number(about), True),
        "rate-": lambda turn, about: asking.rated(turn, number(about), False),
        "adviser": lambda turn, _: advising.open_counter(turn, talking),
        "person": lambda turn, about: advising.open_counter(turn, talking, about),
        "reply": advising.write_back,
        "enough": advising.enough,
        "take": advising.take,
        "close": advising.close,
        "use": advising.use_answer,
        "withdraw": advising.withdraw,
    }


def of_visit(talking: Talking) -> Table:
    return {
        "visits": lambda turn, _: visiting.open_counter(turn, talking),
        "book": lambda turn, _: visiting.book(turn, talking),
        "move": lambda turn, about: visiting.move(turn, talking, about),
        "cancel": visiting.cancel,
        "cancel!": visiting.cancelled,
        "keep": visiting.keep,
        "coming": visiting.coming,
    }


def of_founding(talking: Talking) -> Table:
    return {
        "found": lambda turn, _: founding.open_counter(turn, talking),
        "begin": lambda turn, about: founding.begin_anew(turn, talking, about),
        "case": founding.show_chosen,
        "papers": founding.papers,
        "change": lambda turn, about: founding.change(turn, talking, about),
        "held": lambda turn, about: founding.held(turn, talking, about),
        "steps": founding.steps,
        "word": founding.word,
    }


def of_announcing(talking: Talking) -> Table:
    return {
        "announce_begin": lambda turn, _: announcing.begin(turn, talking),
        "announce": lambda turn, about: announcing.act(turn, talking, about),
        "mute": lambda turn, _: announcing.mute(turn),
        "unmute": lambda turn, _: announcing.unmute(turn),
    }


def of_case_desk(talking: Talking) -> Table:
    """What an adviser does with a case; each looks first whether an adviser asks."""
    return {
        "desk": case_desk.open_card,
        "desk_take": case_desk.take,
        "desk_leave": case_desk.give_back,
        "desk_full": looking.open_full,
        "desk_check": reviewing.check,
        "desk_one": reviewing.open_one,
        "desk_ok": reviewing.approve,
        "desk_return": lambda turn, about: reviewing.begin_return(turn, talking, about),
        "desk_steps": recording.show,
        "desk_step": lambda turn, about: recording.begin(turn, talking, about),
        "desk_note": lambda turn, about: recording.begin_note(turn, talking, about),
    }


def of_steps() -> Table:
    return {"nextsteps": next_steps.show}


def of_circle(talking: Talking) -> Table:
    return {
        "circle": circle.open_page,
        "place": circle.place_page,
        "kurang": circle.show_missing,
        "fill": lambda turn, about: own_part.fill(turn, talking, about),
        "text": own_part.text_page,
        "agree": agreeing.agree,
        "differs": lambda turn, about: agreeing.begin(turn, talking, about),
        "conflicts": agreeing.open_conflicts,
        "settle": agreeing.settle,
        "link": joining.share,
        "newlink": lambda turn, about: joining.share(turn, about, anew=True),
        "unlink": joining.unlink,
        "sheet": joining.print_sheet,
        "seatlink": joining.share_place,
        "join": joining.join,
        "enter": joining.enter,
        "asking": joining.asking,
        "seat": joining.seat,
        "away": joining.away,
        "mine": joining.take_own,
        "swap": lambda turn, about: leaving.begin_swap(turn, talking, about),
        "quit": leaving.ask_quit,
        "hush": nudging.hush,
        "hushcase": nudging.hush_case,
        "quit!": leaving.quit_circle,
        "out": leaving.ask_out,
        "out!": leaving.put_out,
        "handover": leaving.choose_owner,
        "handover!": leaving.offer,
        "own": leaving.take_over,
        "ownno": leaving.decline,
    }


def of_group_card() -> Table:
    return {"group": status_card.offer, "ungroup": status_card.release}
