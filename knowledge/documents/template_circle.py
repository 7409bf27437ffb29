"""The first templates of who founds and what was said: cover, founders' list, notes, a secondary's cooperatives."""

from docx.document import Document as WordDocument
from docx.shared import Pt

from knowledge.documents.template_parts import (
    CENTER,
    DOTS,
    facts,
    fields,
    gap,
    item,
    items,
    listing,
    new_paper,
    signatures,
    small,
    tag,
    write,
)

LINES = "." * 98


def cover() -> WordDocument:
    """The sheet on top of the bundle."""
    paper = new_paper("Berkas Pendirian Koperasi")
    gap(paper, 90)
    write(paper, "BERKAS PENDIRIAN KOPERASI", "Judul").runs[0].font.size = Pt(22)
    gap(paper, 10)
    write(paper, "{{ name_in_capitals }}", "Judul").runs[0].font.size = Pt(16)
    gap(paper, 30)
    facts(
        paper,
        (
            ("Kelompok", "{{ group }}"),
            ("Lokasi", "Kelurahan {{ kelurahan }}, Kecamatan {{ kecamatan }}, Kota Malang"),
            ("Kode berkas", "**{{ code }}**"),
            ("Versi", "{{ version }}"),
            ("Salinan", "{{ copy }}"),
            ("Disusun", "{{ letter_day }}"),
        ),
        label=3.4,
        indent=2.2,
    )
    gap(paper, 16)
    write(paper, "{{ qr }}", "Baris").alignment = CENTER
    write(
        paper,
        "Pindai untuk memeriksa apakah berkas ini masih berlaku atau sudah diganti.",
        "Catatan",
    ).alignment = CENTER
    gap(paper, 16)
    write(
        paper,
        "Berkas ini memuat data pribadi. Simpan baik-baik, dan serahkan hanya kepada petugas Klinik Koperasi, notaris, "
        "atau instansi yang mengurus pendirian.",
    ).alignment = CENTER
    tag(paper, "{%p if closed %}")
    write(
        paper,
        "Pada salinan ini data pribadi pendiri lain diganti titik-titik, sampai setiap pendiri menyetujui bahwa "
        "penanggung jawab memegang salinan lengkap.",
        "Catatan",
    ).alignment = CENTER
    tag(paper, "{%p endif %}")
    return paper


def founders_list() -> WordDocument:
    """D6: the founders as on their KTP."""
    paper = new_paper("Daftar Pendiri Koperasi", landscape=True)
    write(paper, "DAFTAR PENDIRI", "Judul")
    write(paper, "{{ name_in_capitals }}", "Subjudul")
    tag(paper, "{%p if secondary %}")
    write(paper, "Pendiri koperasi sekunder adalah koperasi; data orang di bawah ini adalah data wakilnya.", "Catatan")
    tag(paper, "{%p endif %}")
    write(
        paper,
        "Nama ditulis sesuai KTP. Fotokopi KTP dilampirkan menurut urutan daftar ini. Kartu keluarga atau NPWP pribadi "
        "dilampirkan bila diminta; mohon konfirmasi ke petugas atau notaris.",
        "Catatan",
    )
    tag(paper, "{%p if closed %}")
    write(
        paper,
        "Pada salinan ini data pribadi pendiri lain diganti titik-titik, sampai setiap pendiri menyetujuinya.",
        "Catatan",
    )
    tag(paper, "{%p endif %}")
    table = listing(
        paper,
        (
            "No.",
            "Nama sesuai KTP",
            "NIK",
            "Tempat, tanggal lahir",
            "L/P",
            "Alamat sesuai KTP",
            "Pekerjaan",
            "Nomor HP",
            "Simpanan pokok disetor (Rp)",
            "Tanda tangan",
        ),
        (0.9, 3.3, 3.2, 2.8, 1.0, 4.3, 2.4, 2.6, 2.2, 2.0),
        "row in rows",
        (*fields("name", "nik", "birth", "sex", "address", "occupation", "phone", "principal"), "." * 13),
        height=1.1,
        centered=(0, 4),
        right=(8,),
    )
    for row in (table.rows[0], table.rows[2]):
        small(row)
    for cell in table.rows[0].cells:
        for paragraph in cell.paragraphs:
            paragraph.alignment = CENTER
            for run in paragraph.runs:
                run.bold = True
    return paper


def notes() -> WordDocument:
    """D7: what was presented and said."""
    paper = new_paper("Notulen Rapat Pendirian Koperasi")
    write(paper, "NOTULEN RAPAT PENDIRIAN", "Judul")
    write(paper, "{{ name }}", "Subjudul")
    facts(
        paper,
        (
            ("Kelompok", "{{ group }}"),
            ("Hari, tanggal", "{{ day }}"),
            ("Dibuka pukul", "{{ opened_at }}"),
            ("Tempat", "{{ place }}"),
            ("Pimpinan rapat", "{{ chair }}"),
            ("Notulis", "{{ secretary }}"),
            ("Pendiri yang hadir", "{{ attended_count }}, sebagaimana daftar hadir"),
        ),
        label=4,
    )
    write(paper, "A. Acara", "Bagian")
    items(
        paper,
        (
            "pembukaan;",
            "penyuluhan, bila ada;",
            "paparan usaha;",
            "pembahasan;",
            "keputusan; serta",
            "penutup.",
        ),
    )
    _notes_presented(paper)
    _notes_decided(paper)
    write(paper, "Rapat ditutup pada pukul {{ closed_at }}.", keep=True)
    gap(paper, keep=True)
    signatures(paper, (("Pimpinan rapat", "", "( {{ chair }} )"), ("Notulis", "", "( {{ secretary }} )")))
    tag(paper, "{%p if kkmp %}")
    write(paper, "Mengetahui", "Baris", keep=True).alignment = CENTER
    tag(paper, "{%p endif %}", "{%p if kkmp %}")
    signatures(paper, (("Lurah", "", f"( {DOTS} )"), ("Wakil masyarakat", "", f"( {DOTS} )")))
    tag(paper, "{%p endif %}")
    return paper


def _notes_presented(paper: WordDocument) -> None:
    write(paper, "B. Ringkasan paparan", "Bagian")
    facts(
        paper,
        (
            ("Usaha", "{{ business }}"),
            ("Model bisnis", LINES),
            ("Risiko dan cara mengatasinya", LINES),
            ("Prospek", LINES),
            ("Kebutuhan modal", "Modal pendirian {{ capital }}; kebutuhan lain: " + "." * 40),
        ),
        label=4,
    )
    write(paper, "C. Pembahasan", "Bagian")
    listing(
        paper,
        ("No.", "Pokok bahasan", "Pertanyaan, pendapat, dan tanggapan"),
        (1.1, 6.2, 8.2),
        "topic in topics",
        ("{{ loop.index }}.", "{{ topic }}", ""),
        height=1.4,
    )
    gap(paper)


def _notes_decided(paper: WordDocument) -> None:
    write(paper, "D. Keputusan", "Bagian")
    tag(paper, "{%p if planned %}")
    write(paper, "Rapat memutuskan: " + LINES)
    tag(paper, "{%p elif unanimous %}")
    write(paper, "Rapat secara mufakat memutuskan hal-hal sebagaimana tertulis dalam berita acara.")
    tag(paper, "{%p else %}")
    write(paper, "Rapat memutuskan dengan suara terbanyak hal-hal sebagaimana tertulis dalam berita acara.")
    tag(paper, "{%p endif %}")


def founding_cooperatives() -> WordDocument:
    """D15: what each cooperative that founds a secondary one brings."""
    paper = new_paper("Kelengkapan Koperasi Pendiri", landscape=True)
    write(paper, "KELENGKAPAN KOPERASI PENDIRI", "Judul")
    write(paper, "{{ name_in_capitals }}", "Subjudul")
    write(
        paper,
        "Koperasi sekunder didirikan oleh paling sedikit {{ minimum }} koperasi yang sudah berbadan hukum (UU 25/1992 "
        "Pasal 6 ayat (2)).",
    )
    listing(
        paper,
        (
            "No.",
            "Nama koperasi",
            "Nomor dan tanggal SK pengesahan",
            "NPWP koperasi (aktif)",
            "Wakil yang diberi kuasa, jabatan",
            "Berita acara dan kuasa terlampir",
        ),
        (1.1, 6.4, 5.2, 4.2, 4.8, 3),
        "row in cooperatives",
        (*fields("name", "legal", "npwp", "delegate"), "ada / belum *)"),
        height=1.4,
        centered=(0, 5),
    )
    gap(paper)
    write(paper, "Lampiran dari setiap koperasi pendiri:", keep=True)
    for label, text in (
        ("1.", "berita acara rapat yang memutuskan ikut mendirikan koperasi sekunder, beserta kuasanya;"),
        ("2.", "keputusan pengesahan badan hukum; serta"),
        ("3.", "NPWP koperasi yang aktif."),
    ):
        item(paper, label, text)
    write(
        paper,
        "*) Coret yang tidak perlu. Rincian menurut kebiasaan; mohon konfirmasi ke petugas atau notaris.",
        "Catatan",
    )
    return paper
