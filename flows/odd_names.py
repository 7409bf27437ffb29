"""Words that are seldom a person's name: a day, a place of this city, what an interview talks of, bits of chat.

They only raise a question, never a refusal: somewhere a Pak Kamis or a Bu Mei is a founder.
"""

from flows import letters
from flows.amounts import NUMBER_WORDS
from flows.dates import SAME, STANDARD
from knowledge.indonesian import normalised
from knowledge.places import letters as squeezed
from knowledge.places import places

SHORTEST_ALONE = 3  # letters; «Al» and «Ng» stand beside another name
NAMES_TOO = letters.listed("agus dina dino awan may")  # so often names that nobody is asked about them
DAYS = frozenset(" ".join((*STANDARD, *SAME)).split()) - NAMES_TOO
VENUES = letters.listed(  # nobody's name begins with one of these
    "balai bale rumah omah kantor gedung aula pendopo masjid mesjid musala musola mushola langgar gereja sekolah"
    " sekolahan pasar toko warung kios kafe pabrik gudang kebun sawah lapangan taman terminal stasiun alun pos gang"
    " jalan jl dusun desa kampung perumahan perum kelurahan kecamatan"
)
EVERYDAY = letters.listed(
    # the interview
    "rapat tempat alamat tanggal waktu acara undangan modal simpanan pokok wajib sukarela hibah usaha jenis konsumen"
    " produsen jasa pemasaran simpan pinjam pinjaman syariah notaris akta syarat biaya izin berkas dokumen data surat"
    " kelompok komunitas pokdarwis warga tetangga teman keluarga suami istri anak sendiri sama bersama daftar anggota"
    " pendiri pengurus pengawas ketua sekretaris bendahara pakai dengan untuk dari di ke sama oleh atas bawah"
    # short answers and small talk
    "ya iya tidak bukan bisa boleh mau ingin pengen siap setuju benar betul salah cukup selesai dulu sebentar tadi"
    " sini situ sana semua banyak sedikit punya ikut coba cek contoh misal misalnya dong deh lah sih halo hallo hai"
    " hello permisi tes test testing makasih suwun selamat menu mulai start bantuan bantu info tanya stop hapus ubah"
    " ganti lewati skip haha hehe hihi apa opo mana itu gini gitu begini begitu lainnya"
)


def odd(name: str) -> bool:
    """Tell whether what was taken for a name is likelier an everyday word, a day or a place, and to be asked about."""
    said = letters.words(name)
    if not said or said[0] in VENUES or _is_place(name):
        return bool(said)
    return all(map(_odd, said)) or (len(said) == 1 and len(said[0]) < SHORTEST_ALONE)


def _odd(word: str) -> bool:
    plain = letters.STRETCHED.sub(r"\1", word)
    return any(one in DAYS | VENUES | EVERYDAY | NUMBER_WORDS for one in (word, plain)) or not set(word) & set("aeiouy")


def _is_place(name: str) -> bool:
    here = places()
    named = {*here.spellings, *here.outside, *map(squeezed, here.kecamatan), "malang", "surabaya", "jakarta"}
    return squeezed(normalised(name)) in named
