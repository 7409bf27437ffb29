"""The first templates of the cooperative's house: its office, its organisation and what it works with."""

from typing import Any

from docx.document import Document as WordDocument
from docx.table import _Cell

from knowledge.documents.template_parts import (
    CENTER,
    DOTS,
    STAMP,
    add_row,
    at_least,
    closing,
    columns,
    dated,
    facts,
    gap,
    head,
    items,
    middle,
    new_paper,
    put,
    shade,
    signatures,
    tag,
    together,
    whole,
    write,
)

THINGS = (
    "Meja dan kursi kerja",
    "Lemari atau rak arsip",
    "Komputer dan pencetak",
    "Papan nama",
    "Stempel",
    "Buku daftar anggota dan buku daftar pengurus",
    "Buku kas dan pembukuan",
    "",
    "",
    "",
)


def domicile() -> WordDocument:
    """D13: where the office is and by what right."""
    paper = new_paper("Surat Pernyataan Kedudukan Kantor Koperasi")
    write(paper, "SURAT PERNYATAAN KEDUDUKAN KANTOR", "Judul")
    write(paper, "{{ name }}", "Subjudul")
    write(paper, "Yang bertanda tangan di bawah ini:", keep=True)
    facts(paper, (("Nama", "{{ chairperson }}"), ("Jabatan", "Ketua"), ("Bertindak untuk", "{{ name }}")), label=4.2)
    write(paper, "menyatakan dengan sebenarnya bahwa kantor koperasi berkedudukan tetap di:", keep=True)
    facts(
        paper,
        (
            ("Alamat", "{{ seat }}"),
            ("Status tempat", "milik sendiri / sewa / pinjam pakai *)"),
            ("Pemilik tempat", DOTS),
            ("Jangka waktu pakai", f"{DOTS} sampai {DOTS}"),
        ),
        label=4.2,
    )
    write(paper, "Bersama pernyataan ini dilampirkan:", keep=True)
    items(
        paper,
        (
            "bukti pemilikan, perjanjian sewa, atau surat izin pemakaian tempat dari pemiliknya; dan",
            "{{ 'surat rekomendasi kelurahan.' if kkmp else 'surat keterangan domisili, bila diminta.' }}",
        ),
    )
    closing(
        paper,
        "Sebelum SK pengesahan terbit, perjanjian sewa atau pinjam pakai tidak dibuat atas nama koperasi (PP 4/1994 "
        "Pasal 10).",
    )
    write(
        paper,
        "*) Coret yang tidak perlu. Bentuk surat ini menurut kebiasaan; mohon konfirmasi ke petugas atau notaris.",
        "Catatan",
        keep=True,
    )
    dated(paper, DOTS)
    signatures(
        paper,
        (("Pemilik tempat", "", f"( {DOTS} )"), ("Yang menyatakan,\nKetua", STAMP, "( {{ chairperson }} )")),
    )
    signatures(paper, (("Mengetahui (bila diperlukan),\nLurah {{ kelurahan }}", "", f"( {DOTS} )"), ("", "", "")))
    return paper


def structure() -> WordDocument:
    """D14: who answers to whom, and the equipment."""
    paper = new_paper("Struktur Organisasi dan Daftar Sarana Kerja")
    write(paper, "STRUKTUR ORGANISASI", "Judul")
    write(paper, "{{ name_in_capitals }}", "Subjudul")
    _chart(paper)
    title = write(paper, "DAFTAR SARANA KERJA", "Judul")
    title.paragraph_format.page_break_before = True
    tag(paper, "{%p if lending %}")
    write(paper, "Untuk usaha simpan pinjam daftar ini disyaratkan (PP 9/1995 Pasal 3 ayat (2)).", "Catatan")
    tag(paper, "{%p else %}")
    write(paper, "Daftar ini menurut kebiasaan; sesuaikan dengan keadaan.", "Catatan")
    tag(paper, "{%p endif %}")
    table = columns(paper, (1.1, 6.2, 2, 3.2, 3), len(THINGS) + 1, ruled=True)
    head(table, ("No.", "Sarana", "Jumlah", "Milik sendiri, sewa, atau pinjam", "Keterangan"))
    for number, (row, thing) in enumerate(zip(table.rows[1:], THINGS, strict=True), 1):
        at_least(row, 0.8)
        put(row.cells[0], f"{number}.", alignment=CENTER)
        put(row.cells[1], thing)
        for cell in row.cells:
            middle(cell)
    gap(paper, keep=True)
    dated(paper, DOTS)
    signatures(paper, (("", "", ""), ("Ketua", "", "( {{ chairperson }} )")))
    return paper


def _chart(paper: WordDocument) -> None:
    table = columns(paper, (7.5, 0.5, 7.5), 5, ruled=False)
    together(table)
    top = table.rows[0].cells[0].merge(table.rows[0].cells[2])
    _box(top, "**RAPAT ANGGOTA**\n(kekuasaan tertinggi)")
    _arrow(table.rows[1])
    left, right = table.rows[2].cells[0], table.rows[2].cells[2]
    _box(left, "**PENGURUS**")
    _box(right, "**PENGAWAS**{{ ' dan DEWAN PENGAWAS SYARIAH' if sharia }}")
    _arrow(table.rows[3])
    bottom = table.rows[4].cells[0].merge(table.rows[4].cells[2])
    _box(bottom, "**ANGGOTA**\n(pengelola dan karyawan, bila diangkat, bertanggung jawab kepada pengurus)")
    gap(paper, 10)
    _holders(paper, "Pengurus", "post in board")
    _holders(paper, "Pengawas", "post in supervisors")
    tag(paper, "{%p if sharia %}")
    write(paper, "Dewan Pengawas Syariah", "Bagian")
    tag(paper, "{%p for person in sharia_supervisors %}")
    write(paper, "{{ loop.index }}. {{ person }}", "Baris")
    tag(paper, "{%p endfor %}", "{%p endif %}")


def _box(cell: _Cell, text: str) -> None:
    put(cell, text, "Isi Tabel", CENTER)
    shade(cell)


def _arrow(row: Any) -> None:
    for cell in (row.cells[0], row.cells[2]):
        put(cell, "│", "Isi Tabel Kecil", CENTER)


def _holders(paper: WordDocument, title: str, loop: str) -> None:
    write(paper, title, "Bagian")
    table = columns(paper, (7, 8.5), 1, ruled=True)
    head(table, ("Jabatan", "Nama"))
    add_row(table).cells[0].text = f"{{%tr for {loop} %}}"
    row = add_row(table)
    whole(row)
    put(row.cells[0], "{{ post.title }}")
    put(row.cells[1], "{{ post.name }}")
    add_row(table).cells[0].text = "{%tr endfor %}"
    gap(paper, 4)
