"""Small talk, anger and despair are met as a person would; they are never searched for."""

import re
from typing import Literal

from flows import letters

Courtesy = Literal["greeting", "thanks", "closing", "wordless", "complaint", "insult", "person", "distress"]

AROUND = letters.listed(
    "pak bu bapak ibu mas mbak mbk kak min admin cak ning dik selamat ya yo nggih banget sekali sanget banyak lagi"
    " dan wr wb warahmatullahi wabarakatuh atas info infonya bantuan bantuannya jawaban jawabannya semua klinik"
    " koperasi oke ok okay siap sip baik mantap"
)
GREETINGS = letters.listed(
    "p halo hallo hai hi hello hay pagi siang sore malam permisi punten assalamualaikum assalamu assalam asalamualaikum"
    " alaikum salam kulonuwun kulo nuwun sugeng enjing siyang sonten dalu tes test sewu badhe tanglet mau numpang"
    " tanya nanya"
)
THANKS = letters.listed(
    "terima kasih terimakasih makasih makasi trimakasih trims thanks tks thx suwun matur maturnuwun matursuwun nuwun"
)
CLOSINGS = letters.listed("oke ok okay siap sip baik mantap")  # by themselves they close a talk
COMPLAINTS = letters.listed(
    "kecewa lambat lemot lelet suwe suwi payah jelek elek buruk parah komplain keluhan mengeluh ngeluh protes kesal"
    " jengkel mangkel sebel marah percuma mbulet ribet ruwet bingung mengecewakan salah ngawur"
)
PRAISE = letters.listed(
    "puas memuaskan membantu guna berguna nyambung jelas paham ngerti mengerti mudeng dibalas dibales dijawab"
)
NOT = letters.listed("tidak gak nggak ga ndak enggak kurang belum durung")  # before praise it is a complaint
INSULTS = letters.listed(
    "goblok goblog tolol bodoh bego dungu pekok gendeng edan bangsat anjing asu anjir jancok jancuk dancok cok cuk"
    " kampret sialan brengsek kontol taek tai sampah bacot matamu ndasmu raimu mbokmu"
)
ABOUT_US = NOT | letters.listed(  # what stands around; with anything else it is a matter to look up
    "bot botnya robot kamu kowe koen anda kalian sampeyan ini iki itu iku pelayanan pelayanannya layanan"
    " layanannya jawabanmu bahasamu bahasanya balas balasnya balasannya jawab jawabane jawabnya respon"
    " responnya responsnya petugas petugasnya dinas saya aku kami kok dasar memang emang pancen terlalu sangat"
    " pol tenan temen bener nih deh sih to ta tah se rek lah lho kenapa opo apa dari tadi kemarin lama sudah"
    " wis masih mau jadi bikin nggarai yang sing aja ae"
)
PERSON = letters.listed("petugas petugasnya manusia operator cs wong orang admin adminnya penyuluh")
REACH = letters.listed(
    "bicara ngomong ngobrol omong hubungi menghubungi kontak sambungkan dengan sama ambek karo ke mau ingin pengen"
    " kepingin minta tolong bisa isok iso langsung tanya mana saya aku kami"
)
DISTRESS = re.compile(
    r"\b(bunuh diri|gantung diri|akhiri hidup|mengakhiri hidup(ku|nya)?"
    r"|(pengen|pingin|ingin|mau|kepingin|kepengen|pengin) mati\b(?! suri)|gak kuat urip|ga kuat hidup|tidak kuat hidup"
    r"|gak kuat hidup|wis gak kuat urip|mending mati|mendingan mati)\b"
)
LONGEST = 8  # words; beyond it there is more than small talk


def courtesy(text: str) -> Courtesy | None:
    """Tell what small talk a message is, if it is nothing more; «wordless» has no letter or digit to go by."""
    found = letters.words(text)
    if DISTRESS.search(" ".join(found)):
        return "distress"
    if not found:
        return None if any(map(str.isalnum, text)) else "wordless"
    if len(found) > LONGEST:
        return None
    if (
        set(found) & PERSON
        and set(found) <= PERSON | REACH | AROUND
        and (len(found) > 1 or found[0] in ("petugas", "cs"))
    ):
        return "person"
    core = set(found) - AROUND
    if core and core <= THANKS:
        return "thanks"
    if not core and set(found) & CLOSINGS:
        return "closing"
    if core and core <= GREETINGS | THANKS:
        return "greeting"
    if core & INSULTS and core <= INSULTS | COMPLAINTS | PRAISE | ABOUT_US:
        return "insult"
    if not core & (COMPLAINTS | PRAISE) or not core <= COMPLAINTS | PRAISE | ABOUT_US:
        return None
    return "complaint" if core & COMPLAINTS or core & NOT else "thanks"
