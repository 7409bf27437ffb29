"""The first templates of who acts for the cooperative: board and supervisors, power of attorney."""

from docx.document import Document as WordDocument
from docx.shared import Pt

from knowledge.documents.template_parts import (
    DOTS,
    STAMP,
    closing,
    dated,
    fields,
    gap,
    items,
    listing,
    new_paper,
    small,
    tag,
    write,
)


def officers() -> WordDocument:
    """D11: board and supervisors, with what each of them states."""
    paper = new_paper("Susunan Pengurus dan Pengawas", landscape=True)
    write(paper, "SUSUNAN PENGURUS DAN PENGAWAS", "Judul")
    write(paper, "{{ name_in_capitals }}", "Subjudul").paragraph_format.space_after = Pt(2)
    write(paper, "MASA KERJA {{ board_term_in_capitals }} TAHUN", "Subjudul")
    tag(paper, "{%p if planned %}")
    write(paper, "Nama berikut adalah calon usulan panitia; pengurus dan pengawas dipilih dalam rapat.", "Catatan")
    tag(paper, "{%p endif %}")
    _officer_table(paper, "A. Pengurus", "row in board")
    _officer_table(paper, "B. Pengawas", "row in supervisors")
    tag(paper, "{%p if sharia %}")
    _officer_table(paper, "C. Dewan Pengawas Syariah", "row in sharia_board")
    write(
        paper,
        "Dewan Pengawas Syariah paling sedikit {{ minimum_sharia }} orang dan diangkat oleh rapat anggota (UU 25/1992 "
        "Pasal 44A). Untuk KSPPS/USPPS umumnya dilampirkan rekomendasi DSN-MUI/MUI atau sertifikat pelatihan bagi "
        "anggotanya; mohon konfirmasi ke petugas.",
        "Catatan",
    )
    tag(paper, "{%p endif %}", "{%p if lending %}")
    write(
        paper,
        "Untuk usaha simpan pinjam umumnya dilampirkan daftar riwayat hidup pengurus, pengawas, dan calon pengelola; "
        "mohon konfirmasi ke petugas.",
        "Catatan",
    )
    tag(paper, "{%p endif %}")
    _willing(paper)
    gap(paper)
    dated(paper, DOTS)
    return paper


def _willing(paper: WordDocument) -> None:
    statement = write(paper, "PERNYATAAN KESEDIAAN", "Judul")
    statement.paragraph_format.page_break_before = True
    statement.paragraph_format.space_after = Pt(10)
    write(paper, "Kami yang bertanda tangan di bawah ini menyatakan dengan sebenarnya bahwa kami:", keep=True)
    items(
        paper,
        (
            "bersedia menjalankan jabatan tersebut sampai masa kerja berakhir; dan",
            "tidak merangkap jabatan pengurus dan pengawas pada koperasi ini.",
        ),
    )
    write(paper, "Bila disyaratkan (mohon konfirmasi ke petugas), kami juga menyatakan bahwa kami:", keep=True)
    items(
        paper,
        (
            "tidak mempunyai hubungan keluarga sedarah atau semenda derajat kesatu dengan pengurus dan pengawas lain;",
            "dalam {{ clean_record_years }} tahun terakhir tidak pernah dihukum karena tindak pidana yang merugikan "
            "koperasi, keuangan negara, atau sektor keuangan; dan",
            "khusus pengawas, tidak pernah dinyatakan bersalah menyebabkan kepailitan.",
        ),
    )
    gap(paper)
    listing(
        paper,
        ("No.", "Nama", "Jabatan", "Tanda tangan"),
        (1.2, 9, 6.5, 8),
        "row in signers",
        ("{{ loop.index }}.", "{{ row.name }}", "{{ row.title }}", "{{ loop.index }}. " + "." * 26),
        height=1.1,
    )


def _officer_table(paper: WordDocument, title: str, loop: str) -> None:
    write(paper, title, "Bagian")
    listing(
        paper,
        ("No.", "Jabatan", "Nama", "NIK", "Pekerjaan", "Alamat"),
        (1.2, 4, 6, 4.3, 3.2, 6),
        loop,
        fields("title", "name", "nik", "occupation", "address"),
        height=0.95,
    )
    gap(paper, 4)


def proxy() -> WordDocument:
    """D8: the founders' power of attorney."""
    paper = new_paper("Surat Kuasa Pendiri")
    write(paper, "SURAT KUASA PENDIRI", "Judul")
    write(paper, "{{ name_in_capitals }}", "Subjudul")
    write(
        paper,
        "Kami, {{ attended_count }} {{ unit }} pendiri yang nama dan tanda tangannya tercantum pada akhir surat ini "
        "(selanjutnya disebut **Pemberi Kuasa**), berdasarkan rapat pendirian pada {{ meeting_day }}, memberi kuasa "
        "kepada:",
    )
    table = listing(
        paper,
        ("No.", "Nama", "Jabatan", "NIK", "Alamat", "Tanda tangan"),
        (1, 3.5, 2.4, 3.2, 3.2, 2.2),
        "row in proxies",
        (*fields("name", "title", "nik", "address"), "." * 14),
        height=1.3,
    )
    small(table.rows[2])
    gap(paper)
    write(
        paper, "selanjutnya disebut **Penerima Kuasa**, untuk bertindak bersama-sama atas nama para pendiri:", keep=True
    )
    items(
        paper,
        (
            "menghadap notaris pembuat akta koperasi (NPAK) dan menandatangani akta pendirian beserta anggaran dasar "
            "{{ name }};",
            "mengajukan, melalui notaris, permohonan nama dan pengesahan badan hukum koperasi;",
            "melakukan perubahan atau tambahan yang diperlukan agar akta pendirian disahkan;",
            "menerima surat keputusan pengesahan; serta",
            "mengurus NPWP dan NIB koperasi.",
        ),
    )
    closing(paper, "Kuasa ini diberikan dengan / tanpa *) hak substitusi.")
    write(paper, "*) Coret yang tidak perlu.", "Catatan")
    dated(paper, DOTS)
    write(paper, "Pemberi Kuasa", "Bagian")
    table = listing(
        paper,
        ("No.", "Nama", "NIK", "Alamat", "Tanda tangan"),
        (1, 4.4, 3.2, 3.5, 3.4),
        "row in attended",
        (*fields("name", "nik", "address"), "{{ loop.index }}. " + "." * 16),
        height=1.3,
    )
    small(table.rows[2])
    cell = table.rows[2].cells[4]
    for text in ("{%p if loop.first %}", STAMP, "{%p endif %}"):
        cell.add_paragraph(text, style="Catatan")
    return paper
