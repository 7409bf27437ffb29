"""The first templates of what the cooperative will do: business plan with budget, and what lending asks besides."""

from collections.abc import Sequence

from docx.document import Document as WordDocument

from knowledge.documents.template_parts import (
    DOTS,
    RIGHT,
    add_row,
    at_least,
    columns,
    facts,
    gap,
    head,
    items,
    middle,
    new_paper,
    put,
    tag,
    together,
    whole,
    write,
)

LINES = "." * 92
MONEY = "." * 22
EARNED = "{{ 'Pinjaman atau pembiayaan bagi anggota' if only_lending else 'Penjualan atau jasa kepada anggota' }}"
EARNED_BESIDES = "{{ 'Pinjaman bagi koperasi lain' if only_lending else 'Penjualan atau jasa kepada bukan anggota' }}"


def business_plan() -> WordDocument:
    """D10: the first plan and the budget of the first year."""
    paper = new_paper("Rencana Awal Kegiatan Usaha dan RAPB")
    write(paper, "RENCANA AWAL KEGIATAN USAHA", "Judul")
    write(paper, "{{ name_in_capitals }}", "Subjudul")
    write(
        paper,
        "Rencana ini boleh sederhana, dan isinya tidak menjadi alasan penolakan pengesahan (penjelasan PP 4/1994 Pasal "
        "4). Yang sudah diketahui telah tercetak; titik-titik diisi kelompok.",
        "Catatan",
    )
    tag(paper, "{%p if lending %}")
    write(
        paper,
        "Untuk usaha simpan pinjam rencana kerja disusun untuk {{ plan_years }} tahun (PP 9/1995 Pasal 3 ayat (2)); "
        "lihat Kelengkapan Usaha Simpan Pinjam.",
        "Catatan",
    )
    tag(paper, "{%p endif %}")
    _who_and_what(paper)
    _money(paper)
    _projection(paper)
    _budget(paper)
    return paper


def _who_and_what(paper: WordDocument) -> None:
    write(paper, "A. Anggota dan kebutuhannya", "Bagian")
    facts(
        paper,
        (
            ("Kelompok", "{{ group }}"),
            ("Pendiri", "{{ members }}"),
            ("Kepentingan bersama", "{{ interest }}"),
            ("Masalah yang dihadapi", LINES),
        ),
        label=4.8,
    )
    write(paper, "B. Usaha dan pasar", "Bagian")
    facts(
        paper,
        (
            ("Jenis koperasi", "{{ kind }}"),
            ("Usaha", "{{ business }}"),
            ("Kode KBLI", f"{DOTS} (diperiksa notaris)"),
            ("Layanan bagi anggota", LINES),
            ("Layanan bagi bukan anggota", "{{ 'Tidak ada; simpan pinjam hanya untuk anggota dan koperasi lain' "
             "if only_lending else '" + LINES + "' }}"),
            ("Pembeli dan pesaing", LINES),
            ("Cara memasarkan", LINES),
        ),
        label=4.8,
    )  # fmt: skip
    write(paper, "C. Kegiatan, orang, dan izin", "Bagian")
    facts(
        paper,
        (
            ("Tempat usaha", "{{ seat }}"),
            ("Wilayah keanggotaan", "{{ area }}"),
            ("Cara kerja sehari-hari", LINES),
            ("Pengurus, pengawas", "{{ board_count }} pengurus, {{ supervisors_count }} pengawas"),
            ("Pengelola, karyawan", LINES),
            ("Izin", "NIB melalui OSS{{ '; izin usaha simpan pinjam' if lending }}; izin lain: " + "." * 36),
            ("Risiko dan pencegahannya", LINES),
            ("Dampak bagi lingkungan", LINES),
        ),
        label=4.8,
    )
    tag(paper, "{%p if sharia %}")
    write(paper, "Kegiatan usaha dijalankan berdasarkan prinsip syariah dan diawasi Dewan Pengawas Syariah.")
    tag(paper, "{%p endif %}")


def _money(paper: WordDocument) -> None:
    write(paper, "D. Kebutuhan modal dan sumbernya", "Bagian")
    facts(
        paper,
        (
            ("Simpanan pokok", "{{ principal }}"),
            ("Simpanan wajib pertama", "{{ mandatory }}"),
            ("Hibah", "{{ grant }}"),
            ("**Modal pendirian**", "**{{ capital }}**"),
            ("Pinjaman", DOTS),
            ("Kebutuhan modal", f"tempat dan alat {MONEY}; persediaan {MONEY}; lain-lain {MONEY}"),
        ),
        label=4.8,
    )
    write(
        paper,
        "Simpanan wajib setahun, bila jumlah anggota tetap: {{ mandatory_year }}.",
    )


def _projection(paper: WordDocument) -> None:
    write(paper, "E. Perkiraan tiga tahun", "Bagian")
    rows = (
        ("Jumlah anggota pada awal tahun", "{{ first_members }}"),
        ("Simpanan pokok dan wajib terkumpul (Rp)", "{{ first_savings }} *)"),
        ("Pendapatan (Rp)", ""),
        ("Biaya (Rp)", ""),
        ("Sisa hasil usaha (Rp)", ""),
        ("Kas masuk (Rp)", ""),
        ("Kas keluar (Rp)", ""),
    )
    _amounts(paper, ("Uraian", "Tahun ke-1", "Tahun ke-2", "Tahun ke-3"), rows, (6.2, 3.5, 2.9, 2.9))
    write(
        paper,
        "*) Simpanan pokok dan simpanan wajib setahun penuh bila jumlah anggota tetap. Rencana pembagian sisa hasil "
        "usaha: dana cadangan ........ %, jasa usaha anggota ........ %, jasa simpanan ........ %, pendidikan ........ "
        "%, lainnya ........ %; jumlahnya harus genap seratus persen dan ditetapkan rapat anggota.",
        "Catatan",
    )


def _budget(paper: WordDocument) -> None:
    title = write(paper, "RENCANA ANGGARAN PENDAPATAN DAN BELANJA (RAPB) TAHUN KE-1", "Judul")
    title.paragraph_format.page_break_before = True
    gap(paper)
    for label, lines in (
        ("Pendapatan", (EARNED, EARNED_BESIDES, "Lain-lain")),
        (
            "Belanja",
            (
                "Pembelian barang atau bahan",
                "Sewa, listrik, air, internet",
                "Honor dan upah",
                "Rapat anggota dan pendidikan",
                "Administrasi, pajak, dan izin",
                "Penyusutan alat",
                "Lain-lain",
            ),
        ),
    ):
        write(paper, label, "Bagian")
        rows = [(line, "") for line in lines] + [(f"**Jumlah {label.casefold()}**", "")]
        _amounts(paper, ("Uraian", "Jumlah (Rp)", "Keterangan"), rows, (7.5, 3.6, 4.4))
    write(paper, "Sisa hasil usaha yang direncanakan (jumlah pendapatan dikurangi jumlah belanja): Rp" + MONEY)


def _amounts(
    paper: WordDocument, heads: Sequence[str], rows: Sequence[tuple[str, str]], widths: Sequence[float]
) -> None:
    table = columns(paper, widths, len(rows) + 1, ruled=True)
    head(table, heads)
    for row, (label, first) in zip(table.rows[1:], rows, strict=True):
        at_least(row, 0.75)
        put(row.cells[0], label)
        put(row.cells[1], first, alignment=RIGHT)
        for cell in row.cells:
            middle(cell)
    together(table)
    gap(paper)


def lending() -> WordDocument:
    """D16: plan, books, manager, equipment and account of saving and lending."""
    paper = new_paper("Kelengkapan Usaha Simpan Pinjam")
    write(paper, "KELENGKAPAN USAHA SIMPAN PINJAM", "Judul")
    write(paper, "{{ name_in_capitals }}", "Subjudul")
    write(
        paper,
        "Dasar: PP 9/1995 Pasal 3 ayat (2). Izin usaha simpan pinjam diurus melalui OSS, kewenangan "
        "{{ licensing_authority }}; sebelum izin terbit usaha ini belum boleh berjalan.",
        "Catatan",
    )
    _numbered(paper, "Rencana kerja {{ plan_years }} tahun")
    _plan_table(paper)
    _numbered(paper, "Administrasi dan pembukuan")
    tag(paper, "{%p if only_lending %}")
    write(paper, "Sistem pembukuan, petugas, dan alat yang dipakai: " + "." * 50)
    tag(paper, "{%p else %}")
    write(paper, "Unit simpan pinjam dikelola dan dibukukan terpisah dari usaha lain. Sistem, petugas, dan alat yang "
          "dipakai: " + "." * 50)  # fmt: skip
    tag(paper, "{%p endif %}")
    _manager(paper)
    _numbered(paper, "Sarana kerja")
    write(paper, "Sebagaimana Struktur Organisasi dan Daftar Sarana Kerja.")
    _numbered(paper, "Bukti modal")
    _capital_proof(paper)
    tag(paper, "{%p if sharia %}")
    _numbered(paper, "Dewan Pengawas Syariah")
    write(
        paper,
        "Nama, rekomendasi DSN-MUI/MUI atau sertifikat pelatihan (umumnya diminta; mohon konfirmasi ke petugas): "
        + "." * 60,
    )
    tag(paper, "{%p endif %}")
    _numbered(paper, "Umumnya diminta pula (mohon konfirmasi ke petugas)")
    items(
        paper,
        (
            "NIB;",
            "daftar riwayat hidup pengurus dan pengawas;",
            "papan nama dan bukti kantor; serta",
            "pernyataan pemilik manfaat.",
        ),
        "a.",
    )
    write(paper, "*) Coret yang tidak perlu.", "Catatan")
    return paper


def _manager(paper: WordDocument) -> None:
    _numbered(paper, "Calon pengelola dan riwayat hidupnya")
    facts(
        paper,
        (
            ("Nama", DOTS),
            ("Pendidikan", DOTS),
            ("Pelatihan, sertifikat", DOTS),
            ("Pengalaman", LINES),
            ("Hubungan keluarga", "Dengan pengelola lain: tidak ada / ada *), yaitu " + "." * 24),
        ),
    )
    write(
        paper,
        "Pengelola usaha simpan pinjam tidak boleh mempunyai hubungan keluarga derajat kesatu dengan pengelola lain "
        "(PP 9/1995 Pasal 11).",
        "Catatan",
    )


def _numbered(paper: WordDocument, title: str) -> None:
    write(paper, f"{{{{ next_number() }}}}. {title}", "Bagian")


def _plan_table(paper: WordDocument) -> None:
    table = columns(paper, (2.3, 4.4, 4.4, 4.4), 1, ruled=True)
    head(table, ("Tahun ke-", "Permodalan", "Kegiatan usaha", "Organisasi dan SDM"))
    add_row(table).cells[0].text = "{%tr for year in years %}"
    row = add_row(table)
    whole(row)
    at_least(row, 2.2)
    put(row.cells[0], "{{ year }}")
    add_row(table).cells[0].text = "{%tr endfor %}"
    gap(paper)


def _capital_proof(paper: WordDocument) -> None:
    tag(paper, "{%p if only_lending %}")
    write(
        paper,
        "Modal usaha awal dengan wilayah keanggotaan {{ area }} paling sedikit {{ required_capital }} (Permenkop UKM "
        "8/2023 Pasal 8 ayat (4)), berupa tabungan atas nama koperasi pada {{ bank }}, dengan bukti setor setiap "
        "anggota.{{ ' Untuk koperasi sekunder besarnya mohon dikonfirmasi ke petugas.' if secondary }}",
    )
    tag(paper, "{%p if missing_capital %}")
    write(paper, "**Modal masih kurang {{ missing_capital }}.**")
    tag(paper, "{%p endif %}", "{%p else %}")
    write(
        paper,
        "Modal tetap unit simpan pinjam dipisahkan dari usaha lain, ditempatkan pada {{ bank }}. Besarnya mohon "
        "dikonfirmasi ke petugas Klinik Koperasi.",
    )
    tag(paper, "{%p endif %}")
    facts(
        paper,
        (("Bank, nomor rekening", "." * 50), ("Jumlah", "Rp" + "." * 40), ("Tanggal", DOTS)),
        label=4.6,
    )
