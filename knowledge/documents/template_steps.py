"""The first template of the sheet that says what follows the meeting: who does what, with what cost and time."""

from docx.document import Document as WordDocument

from knowledge.documents.template_parts import CENTER, add_row, columns, gap, head, new_paper, put, tag, whole, write

ESTIMATE = "(perkiraan, bukan janji)"
# condition, step and its result, who, what to have ready, cost, time
STEPS = (
    (
        "",
        "**Menyetor modal**\nHasil: bukti setor atau surat pernyataan modal",
        "Para pendiri, kepada bendahara atau bank",
        "Modal pendirian {{ capital }}; rekapitulasi modal; kuitansi",
        "Uang simpanan masing-masing",
        f"Sekitar satu minggu {ESTIMATE}",
    ),
    (
        "",
        "**Menghadap notaris pembuat akta koperasi (NPAK)**\nHasil: akta pendirian dengan anggaran dasar",
        "Kuasa pendiri: {{ proxies }}",
        "Berita acara bermeterai, surat kuasa, daftar hadir, fotokopi KTP, bukti modal, rencana awal kegiatan usaha, "
        "dan rancangan anggaran dasar",
        "Honorarium disepakati dengan notaris; undang-undang membatasi besarnya (UU 30/2004 Pasal 36). Meterai "
        "{{ stamp_duty }} tiap dokumen",
        f"Satu sampai dua minggu {ESTIMATE}",
    ),
    (
        "",
        "**Memesan nama**\nHasil: persetujuan nama",
        "Notaris, melalui AHU Online",
        "Usulan nama menurut urutan: {{ names }}",
        "Tanyakan kepada notaris",
        "Menurut sistem AHU. Hanya AHU yang dapat memastikan suatu nama masih tersedia",
    ),
    (
        "",
        "**Memohon pengesahan badan hukum**\nHasil: SK pengesahan Menteri Hukum",
        "Notaris, melalui AHU Online",
        "Akta dan dokumen pendukung yang disimpan notaris",
        "Biaya negara {{ state_fee }} menurut PP 28/2019 Pasal 3; mohon konfirmasi ke notaris",
        "Batas hukum: paling lama {{ decision_months }} bulan setelah permohonan lengkap (UU 25/1992 Pasal 10 ayat "
        "(2)). Bila ditolak, permohonan ulang dalam {{ reapply_months }} bulan (Pasal 11)",
    ),
    (
        "",
        "**Pengumuman dalam Berita Negara**",
        "Pemerintah",
        "Tidak ada",
        "Ditanggung negara (PP 4/1994 Pasal 19 ayat (2))",
        "Setelah SK terbit",
    ),
    (
        "",
        "**Mendaftarkan NPWP**\nHasil: NPWP koperasi",
        "Pengurus, ke kantor pajak",
        "Akta dan SK; tanyakan daftar syaratnya ke kantor pajak",
        "Umumnya tidak dipungut biaya",
        "Ditentukan kantor pajak",
    ),
    (
        "",
        "**Membuka rekening bank**\nHasil: rekening atas nama koperasi",
        "Pengurus",
        "Akta, SK, NPWP, KTP pengurus, anggaran dasar; syarat tiap bank berbeda",
        "Setoran awal menurut bank",
        "Ditentukan bank",
    ),
    (
        "",
        "**Mengurus NIB dan izin melalui OSS**\nHasil: NIB, serta sertifikat standar atau izin menurut risiko usaha",
        "Pengurus",
        "Hak akses OSS, NPWP, kode KBLI sesuai anggaran dasar (PP 28/2025)",
        "Umumnya tidak dipungut biaya",
        f"Usaha berisiko rendah dapat selesai pada hari yang sama {ESTIMATE}",
    ),
    (
        "",
        "**Mendapatkan Nomor Induk Koperasi**\nHasil: nomor; kemudian sertifikat",
        "Pengurus, melalui dinas",
        "Data koperasi. Syarat dan waktunya mohon ditanyakan ke klinik; sertifikat umumnya terkait RAT",
        "Umumnya tidak dipungut biaya",
        "Belum dapat dipastikan",
    ),
    (
        "lending",
        "**Mengurus izin usaha simpan pinjam**\nHasil: izin; sebelum itu usaha simpan pinjam belum boleh berjalan",
        "Pengurus, melalui OSS; kewenangan {{ licensing_authority }}",
        "Umumnya: NIB, bukti modal sebagai tabungan atas nama koperasi, rencana kerja {{ plan_years }} tahun, "
        "pembukuan tersendiri, daftar riwayat hidup pengurus, pengawas, dan pengelola, daftar sarana kerja, "
        "pernyataan pemilik manfaat{{ ', rekomendasi Dewan Pengawas Syariah' if sharia }}; mohon konfirmasi ke petugas",
        "Umumnya tidak dipungut biaya",
        "Menurut tenggat pada OSS",
    ),
    (
        "",
        "**Menata kantor dan pembukuan**\nHasil: buku, stempel, papan nama, dan anggaran rumah tangga",
        "Pengurus dan pengawas",
        "Buku daftar anggota dan buku daftar pengurus, pembukuan, serta inventaris (UU 25/1992 Pasal 30)",
        "Menurut kebutuhan",
        "Sejak bulan pertama. Anggaran rumah tangga umumnya paling lambat {{ bylaws_years }} tahun (contoh anggaran "
        "dasar kementerian); mohon konfirmasi ke petugas",
    ),
    (
        "",
        "**Rapat Anggota Tahunan (RAT) pertama**\nHasil: berita acara RAT",
        "Pengurus, pengawas, dan seluruh anggota",
        "Laporan tahunan, siap paling lambat {{ report_ready_months }} bulan sebelum RAT",
        "Menurut kemampuan koperasi",
        "Batas hukum: paling lambat {{ annual_meeting_months }} bulan setelah tahun buku berakhir (UU 25/1992 Pasal "
        "26)",
    ),
)


def next_steps() -> WordDocument:
    """Steps 6 to 17 on the way to SK, NPWP and NIB."""
    paper = new_paper("Langkah Berikutnya", landscape=True)
    write(paper, "LANGKAH BERIKUTNYA SETELAH RAPAT PENDIRIAN", "Judul")
    write(paper, "{{ name_in_capitals }}", "Subjudul")
    table = columns(paper, (1, 5.4, 3.9, 6.2, 3.9, 4.3), 1, ruled=True)
    head(table, ("No.", "Langkah dan hasilnya", "Siapa", "Yang disiapkan", "Biaya", "Waktu"))
    for condition, *cells in STEPS:
        if condition:
            add_row(table).cells[0].text = f"{{%tr if {condition} %}}"
        row = add_row(table)
        whole(row)
        put(row.cells[0], "{{ next_number() }}.", "Isi Tabel Kecil", CENTER)
        for cell, text in zip(row.cells[1:], cells, strict=True):
            put(cell, text, "Isi Tabel Kecil")
        if condition:
            add_row(table).cells[0].text = "{%tr endif %}"
    gap(paper, 8)
    _warnings(paper)
    return paper


def _warnings(paper: WordDocument) -> None:
    write(
        paper,
        "**Sebelum SK terbit, jangan menyewa, meminjam, atau menandatangani perjanjian atas nama koperasi.** "
        "Perjanjian itu baru mengikat koperasi bila sesudah SK rapat anggota dengan suara bulat mengambilnya alih; "
        "bila tidak, para pendiri menanggungnya sendiri (PP 4/1994 Pasal 10).",
    )
    tag(paper, "{%p if lending %}")
    write(
        paper,
        "Usaha simpan pinjam hanya untuk anggota dan koperasi lain (UU 25/1992 Pasal 44B; Permenkop UKM 8/2023), dan "
        "baru dijalankan setelah izinnya terbit.",
    )
    tag(paper, "{%p endif %}")
    write(
        paper,
        "«Batas hukum» berarti ditentukan peraturan. «Perkiraan, bukan janji» berarti kebiasaan yang dapat berubah; "
        "klinik tidak dapat menjanjikan lamanya pekerjaan instansi lain. Pembinaan koperasi dengan wilayah keanggotaan "
        "{{ area }} dilakukan oleh {{ supervising_office }}. Disusun {{ letter_day }} menurut ketentuan yang berlaku "
        "pada hari itu.",
        "Catatan",
    )
