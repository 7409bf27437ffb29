"""Small talk: a greeting or thanks is met as a person would, and never searched for in the knowledge base."""

from typing import Literal

from flows import letters

Courtesy = Literal["greeting", "thanks", "wordless"]

AROUND = letters.listed(
    "pak bu bapak ibu mas mbak mbk kak min admin cak ning dik selamat ya yo nggih banget sekali sanget banyak lagi"
    " dan wr wb warahmatullahi wabarakatuh atas info infonya bantuan bantuannya jawaban jawabannya semua klinik"
    " koperasi oke ok okay siap sip baik mantap"
)
GREETINGS = letters.listed(
    "halo hallo hai hi hello hay pagi siang sore malam permisi punten assalamualaikum assalamu assalam asalamualaikum"
    " alaikum salam kulonuwun kulo nuwun sugeng enjing siyang sonten dalu tes test"
)
THANKS = letters.listed(
    "terima kasih terimakasih makasih makasi trimakasih trims thanks tks thx suwun matur maturnuwun matursuwun nuwun"
)
CLOSINGS = letters.listed("oke ok okay siap sip baik mantap")  # by themselves they close a talk as thanks do
LONGEST = 8  # words; beyond it there is more than small talk


def courtesy(text: str) -> Courtesy | None:
    """Tell what small talk a message is, if it is nothing more; «wordless» has no letter or digit to go by."""
    found = letters.words(text)
    if not found:
        return None if any(map(str.isalnum, text)) else "wordless"
    if len(found) > LONGEST:
        return None
    core = set(found) - AROUND
    if (core and core <= THANKS) or (not core and set(found) & CLOSINGS):
        return "thanks"
    return "greeting" if core and core <= GREETINGS | THANKS else None
