"""The first template of the sheet that says what follows the meeting: who does what, with what cost and time."""

from docx.document import Document as WordDocument

from knowledge.documents.template_parts import CENTER, add_row, columns, gap, head, new_paper, put, tag, whole, write

CELLS = (
    "**{{ step.title }}**\n{%p if step.result %}\nHasil: {{ step.result }}\n{%p endif %}",
    "{{ step.who }}",
    "{{ step.ready }}",
    "{{ step.cost }}",
    "{{ step.time }}",
)


def next_steps() -> WordDocument:
    """Steps 6 to 17 on the way to SK, NPWP and NIB; their words come from knowledge/founding_steps.toml."""
    paper = new_paper("Langkah Berikutnya", landscape=True)
    write(paper, "LANGKAH BERIKUTNYA SETELAH RAPAT PENDIRIAN", "Judul")
    write(paper, "{{ name_in_capitals }}", "Subjudul")
    table = columns(paper, (1, 5.4, 3.9, 6.2, 3.9, 4.3), 1, ruled=True)
    head(table, ("No.", "Langkah dan hasilnya", "Siapa", "Yang disiapkan", "Biaya", "Waktu"))
    add_row(table).cells[0].text = "{%tr for step in steps %}"
    row = add_row(table)
    whole(row)
    put(row.cells[0], "{{ loop.index }}.", "Isi Tabel Kecil", CENTER)
    for cell, text in zip(row.cells[1:], CELLS, strict=True):
        put(cell, text, "Isi Tabel Kecil")
    add_row(table).cells[0].text = "{%tr endfor %}"
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
