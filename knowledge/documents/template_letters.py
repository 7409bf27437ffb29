"""The first templates of what goes out before the meeting: request, invitation, order of business, attendance list."""

from docx.document import Document as WordDocument
from docx.table import Table

from knowledge.documents.template_parts import (
    CENTER,
    DOTS,
    RIGHT,
    add_row,
    at_least,
    closing,
    columns,
    facts,
    gap,
    head,
    item,
    items,
    listing,
    middle,
    new_paper,
    put,
    signatures,
    tag,
    together,
    whole,
    write,
)


def counselling_request() -> WordDocument:
    """D1: ask the office for a counselling session."""
    paper = new_paper("Permohonan Penyuluhan Perkoperasian")
    _letter_head(paper, "1 (satu) lembar daftar calon peserta", "Permohonan penyuluhan perkoperasian")
    for line in ("Yth. Kepala Dinas Koperasi, Perindustrian dan Perdagangan", "Kota Malang", "di Malang"):
        write(paper, line, "Baris")
    gap(paper)
    write(
        paper,
        "Dengan hormat, kami dari kelompok {{ group }} berencana mendirikan koperasi {{ form }}. Untuk itu kami "
        "memohon kesediaan Bapak/Ibu menugaskan petugas Klinik Koperasi memberikan penyuluhan perkoperasian kepada "
        "calon pendiri, dengan keterangan sebagai berikut.",
    )
    facts(
        paper,
        (
            ("Nama kelompok", "{{ group }}"),
            ("Lokasi", "Kelurahan {{ kelurahan }}, Kecamatan {{ kecamatan }}, Kota Malang"),
            ("Penanggung jawab", "{{ contact }}"),
            ("Jabatan", DOTS),
            ("Nomor HP", DOTS),
            ("Jumlah peserta", "{{ founders_count }} {{ unit }} calon pendiri"),
            ("Kepentingan bersama", "{{ interest }}"),
            ("Rencana jenis", "{{ kind }}"),
            ("Rencana usaha", "{{ business }}"),
            ("Usulan waktu", "{{ meeting_day }}, pukul {{ meeting_hour }}, atau waktu lain yang ditetapkan Dinas"),
            ("Usulan tempat", "{{ meeting_place }}"),
        ),
    )
    write(paper, "Topik yang kami mohonkan:", keep=True)
    items(
        paper,
        (
            "Hak dan kewajiban anggota, perangkat koperasi, serta simpanan dan modal.",
            "Syarat dan tata cara pendirian sampai pengesahan badan hukum.",
            "Pokok-pokok anggaran dasar dan pembagian sisa hasil usaha.",
        ),
    )
    tag(paper, "{%p if lending %}")
    item(paper, "4.", "Permodalan, pengelolaan, dan izin usaha simpan pinjam.")
    tag(paper, "{%p endif %}", "{%p if sharia %}")
    item(paper, "{{ 5 if lending else 4 }}.", "Prinsip syariah dan Dewan Pengawas Syariah.")
    tag(paper, "{%p endif %}")
    closing(paper, "Atas perhatian dan bantuan Bapak/Ibu, kami ucapkan terima kasih.")
    gap(paper)
    signatures(
        paper,
        (
            ("Mengetahui (bila diperlukan),\nKetua RW/Lurah", "", f"( {DOTS} )"),
            ("Hormat kami,\nPenanggung jawab kelompok", "", "( {{ contact }} )"),
        ),
    )
    _attachment(paper, "Lampiran: Daftar Calon Peserta Penyuluhan")
    _people_table(paper, ("No.", "Nama", "Keterangan"))
    return paper


def invitation() -> WordDocument:
    """D2: invite the founders to their meeting."""
    paper = new_paper("Undangan Rapat Pendirian Koperasi")
    _letter_head(paper, "1 (satu) berkas", "Undangan rapat pendirian koperasi")
    for line in ("Yth. Bapak/Ibu calon pendiri koperasi", "(daftar undangan terlampir)", "di tempat"):
        write(paper, line, "Baris")
    gap(paper)
    write(
        paper,
        "Dengan hormat, sehubungan dengan rencana pendirian koperasi oleh kelompok {{ group }}, kami mengundang "
        "Bapak/Ibu untuk hadir dalam rapat pendirian yang akan diselenggarakan pada:",
    )
    facts(
        paper,
        (
            ("Hari, tanggal", "{{ meeting_day }}"),
            ("Pukul", "{{ meeting_hour }} sampai selesai"),
            ("Tempat", "{{ meeting_place }}"),
            ("Acara", "Pembentukan koperasi, sebagaimana susunan acara terlampir"),
        ),
        label=3.2,
    )
    write(
        paper,
        "Koperasi {{ form }} didirikan oleh paling sedikit {{ minimum_founders }} {{ unit }}. Karena itu kehadiran "
        "Bapak/Ibu sangat menentukan, dan pendiri hadir sendiri serta menandatangani daftar hadir.",
    )
    write(paper, "Mohon Bapak/Ibu membawa:", keep=True)
    items(
        paper,
        (
            "KTP asli dan fotokopinya;",
            "simpanan pokok sebesar {{ principal_savings }} dan simpanan wajib pertama sebesar "
            "{{ mandatory_savings }}, bila rapat menyepakati penyetoran pada hari itu; dan",
            "usul atau catatan atas rancangan anggaran dasar.",
        ),
    )
    closing(paper, "Bersama undangan ini kami lampirkan:", keep=True)
    items(
        paper,
        (
            "daftar undangan;",
            "susunan acara rapat;",
            "rancangan anggaran dasar;",
            "daftar calon pengurus dan pengawas; serta",
            "rancangan berita acara dan rekapitulasi modal.",
        ),
    )
    closing(paper, "Atas kehadiran Bapak/Ibu tepat pada waktunya, kami ucapkan terima kasih.")
    gap(paper)
    signatures(paper, (("", "", ""), ("Hormat kami,\nPanitia pembentukan koperasi", "", "( {{ contact }} )")))
    _attachment(paper, "Lampiran: Daftar Undangan")
    write(
        paper,
        "Turut diundang bila disepakati: petugas Klinik Koperasi, notaris pembuat akta koperasi (NPAK), dan Lurah "
        "{{ kelurahan }}.",
    )
    _people_table(paper, ("No.", "Nama calon pendiri", "Keterangan"))
    return paper


def agenda() -> WordDocument:
    """D3: the order of business."""
    paper = new_paper("Susunan Acara Rapat Pendirian Koperasi")
    write(paper, "SUSUNAN ACARA", "Judul")
    write(paper, "RAPAT PENDIRIAN KOPERASI", "Subjudul")
    _where_and_when(paper)
    table = columns(paper, (1.1, 9.2, 2.2, 3), 1, ruled=True)
    head(table, ("No.", "Acara", "Pukul", "Petugas"))
    steps = (
        ("", "Pembukaan", "{{ meeting_clock }}"),
        ("", "Pemilihan pimpinan dan sekretaris rapat oleh para pendiri", ""),
        ("", "Penyuluhan perkoperasian (bila ada petugas yang hadir)", ""),
        ("", "Pembahasan nama, kedudukan dan alamat, bentuk, wilayah keanggotaan, serta jangka waktu berdirinya", ""),
        ("", "Pembahasan maksud dan tujuan, jenis koperasi, bidang usaha, serta kode KBLI", ""),
        ("", "Pembahasan keanggotaan, perangkat koperasi, dan penyelenggaraan rapat anggota", ""),
        ("", "Penetapan simpanan pokok, simpanan wajib, hibah, dan modal pendirian", ""),
        ("", "Pembahasan pembagian sisa hasil usaha, perubahan anggaran dasar, pembubaran, serta sanksi", ""),
        ("lending", "Pembahasan rencana kerja {{ plan_years }} tahun dan pengelolaan usaha simpan pinjam", ""),
        ("", "Pemilihan pengurus dan pengawas serta penetapan masa jabatannya", ""),
        ("sharia", "Pengangkatan Dewan Pengawas Syariah", ""),
        ("", "Persetujuan anggaran dasar", ""),
        ("", "Penunjukan kuasa pendiri untuk menghadap notaris", ""),
        ("", "Pembacaan, pengesahan, dan penandatanganan berita acara", ""),
        ("", "Penutup", ""),
    )
    for condition, text, hour in steps:
        if condition:
            add_row(table).cells[0].text = f"{{%tr if {condition} %}}"
        row = add_row(table)
        whole(row)
        at_least(row, 0.85)
        for cell, words in zip(row.cells, ("{{ next_number() }}.", text, hour or "." * 12, "." * 18), strict=True):
            put(cell, words, alignment=CENTER if words in ("{{ next_number() }}.", hour or "." * 12) else None)
            middle(cell)
        if condition:
            add_row(table).cells[0].text = "{%tr endif %}"
    write(paper, "Waktu tiap acara diisi panitia. Urutan dapat disesuaikan dengan keputusan rapat.", "Catatan")
    return paper


def attendance() -> WordDocument:
    """D5: the list to sign at the door."""
    paper = new_paper("Daftar Hadir Rapat Pendirian Koperasi")
    write(paper, "DAFTAR HADIR", "Judul")
    write(paper, "RAPAT PENDIRIAN KOPERASI", "Subjudul")
    _where_and_when(paper)
    write(paper, "A. Pendiri", "Bagian")
    _signed_table(paper, "row in founders", ("Nama", "Nomor HP"))
    write(
        paper,
        "Paling sedikit {{ minimum_founders }} pendiri hadir dan menandatangani daftar ini. Nama ditulis sesuai KTP. "
        "Urutan fotokopi KTP mengikuti urutan daftar ini.",
        "Catatan",
    )
    write(paper, "B. Undangan", "Bagian")
    together(_signed_table(paper, "row in guests", ("Nama", "Instansi/jabatan")))
    gap(paper, keep=True)
    signatures(
        paper,
        (("Mengetahui,\nPimpinan rapat", "", f"( {DOTS} )"), ("\nSekretaris rapat", "", f"( {DOTS} )")),
    )
    return paper


def _letter_head(paper: WordDocument, attached: str, subject: str) -> None:
    write(paper, "Malang, {{ letter_day }}", "Baris").alignment = RIGHT
    facts(paper, (("Nomor", DOTS), ("Lampiran", attached), ("Perihal", f"**{subject}**")), label=2.3)


def _where_and_when(paper: WordDocument) -> None:
    facts(
        paper,
        (
            ("Kelompok", "{{ group }}"),
            ("Hari, tanggal", "{{ meeting_day }}"),
            ("Pukul", "{{ meeting_hour }}"),
            ("Tempat", "{{ meeting_place }}"),
        ),
        label=3.2,
    )


def _attachment(paper: WordDocument, title: str) -> None:
    heading = write(paper, title, "Bagian")
    heading.paragraph_format.page_break_before = True
    write(paper, "Kelompok {{ group }}", "Baris", keep=True)
    gap(paper)


def _people_table(paper: WordDocument, heads: tuple[str, str, str]) -> None:
    cells = ("{{ loop.index }}.", "{{ name }}", "." * 40)
    listing(paper, heads, (1.2, 7.8, 6.5), "name in people", cells, height=0.68)
    gap(paper)


def _signed_table(paper: WordDocument, loop: str, heads: tuple[str, str]) -> Table:
    """Add a table to sign in, signatures alternating left and right so that they have room."""
    cells = ("{{ loop.index }}.", "{{ row.name }}", "{{ row.remark }}", "{{ row.left }}", "{{ row.right }}")
    widths = (1.2, 5.7, 3.4, 2.6, 2.6)
    table = listing(paper, ("No.", *heads, "Tanda tangan", ""), widths, loop, cells, height=0.9)
    merged = table.rows[0].cells[3].merge(table.rows[0].cells[4])
    for paragraph in merged.paragraphs[1:]:
        paragraph._p.getparent().remove(paragraph._p)
    return table
