"""The end of the draft of the articles: from the sharing of the surplus to the founders' names."""

from docx.document import Document as WordDocument
from docx.shared import Cm

from knowledge.documents.template_clauses import LINES, article, chapter, posts
from knowledge.documents.template_parts import CENTER, fields, gap, item, listing, small, tag, write


def surplus(paper: WordDocument) -> None:
    """Add chapter V."""
    chapter(paper, "V", "SISA HASIL USAHA")
    article(
        paper,
        20,
        "Pembagian",
        (
            "Sisa hasil usaha adalah pendapatan satu tahun buku dikurangi biaya, penyusutan, dan kewajiban lain "
            "termasuk pajak.",
            "Sisa hasil usaha, setelah dikurangi dana cadangan, dibagikan kepada anggota sebanding dengan jasa usaha "
            "masing-masing, serta digunakan untuk pendidikan perkoperasian dan keperluan lain menurut keputusan rapat "
            "anggota.",
            "Bagiannya: dana cadangan ........ %, jasa usaha anggota ........ %, jasa simpanan anggota ........ %, "
            "pendidikan ........ %, lainnya ........ %; jumlahnya genap seratus persen.",
        ),
    )
    article(
        paper,
        21,
        "Dana cadangan",
        (
            "Dana cadangan disisihkan dari sisa hasil usaha untuk memupuk modal sendiri dan menutup kerugian. Besarnya "
            "ditetapkan rapat anggota; dana cadangan tidak dibagikan kepada anggota.",
        ),
    )
    article(
        paper,
        22,
        "Defisit",
        (
            "Bila ada defisit, sisa hasil usaha tidak dibagikan. Defisit ditutup menurut keputusan rapat anggota, "
            "pertama dengan dana cadangan, dan selebihnya dibawa ke tahun berikut.",
        ),
    )


def management(paper: WordDocument) -> None:
    """Add chapter VI."""
    chapter(paper, "VI", "PENGELOLAAN")
    article(
        paper,
        23,
        "Pengelolaan",
        (
            "Pengurus dapat mengangkat pengelola setelah rencananya disetujui rapat anggota. Pengelola bertanggung "
            "jawab kepada pengurus.",
            "Tahun buku Koperasi: " + "." * 40 + ".",
        ),
    )


def ending(paper: WordDocument) -> None:
    """Add chapters VII to IX."""
    chapter(paper, "VII", "PERUBAHAN ANGGARAN DASAR DAN PENGGABUNGAN")
    article(
        paper,
        24,
        "Perubahan",
        (
            "Anggaran dasar diubah, dan Koperasi digabungkan, oleh rapat anggota yang dihadiri paling sedikit "
            "{{ change_attendance }} jumlah anggota dan disetujui paling sedikit {{ change_approval }} yang hadir.",
            "Perubahan bidang usaha, penggabungan, dan pembagian Koperasi memerlukan pengesahan; perubahan lain "
            "dilaporkan.",
        ),
    )
    chapter(paper, "VIII", "PEMBUBARAN")
    article(
        paper,
        25,
        "Pembubaran",
        (
            "Koperasi dibubarkan oleh rapat anggota yang dihadiri paling sedikit {{ end_attendance }} jumlah anggota "
            "dan disetujui paling sedikit {{ end_approval }} yang hadir, atas usul paling sedikit {{ end_proposal }} "
            "jumlah anggota. *)",
            "Keputusan pembubaran diberitahukan secara tertulis kepada semua kreditor dan pemerintah.",
            "Anggota menanggung kerugian terbatas pada simpanan pokok, simpanan wajib, dan modal penyertaan yang "
            "dimilikinya.",
        ),
    )
    chapter(paper, "IX", "SANKSI")
    article(
        paper,
        26,
        "Sanksi",
        (
            f"Anggota, pengurus, dan pengawas yang melanggar anggaran dasar dikenai sanksi: {LINES}",
            "Tata caranya diatur dalam anggaran rumah tangga.",
        ),
    )


def closing(paper: WordDocument) -> None:
    """Add chapter X."""
    chapter(paper, "X", "PENUTUP")
    article(
        paper,
        27,
        "Anggaran rumah tangga",
        ("Anggaran rumah tangga ditetapkan rapat anggota paling lambat {{ bylaws_years }} tahun setelah Koperasi "
         "berdiri. *)",),
    )  # fmt: skip
    article(
        paper,
        28,
        "Ketentuan penutup",
        (
            "Hal yang belum diatur dalam anggaran dasar ditetapkan dalam anggaran rumah tangga dan peraturan khusus.",
            "Untuk pertama kali diangkat sebagai pengurus dan pengawas nama-nama di bawah ini.",
            ("proxies", "Para pendiri memberi kuasa kepada nama-nama di bawah ini untuk menghadap notaris dan mengurus "
             "pengesahan."),
        ),
    )  # fmt: skip
    for title, loop in (("Pengurus", "board"), ("Pengawas", "supervisors")):
        write(paper, title, "Bagian")
        posts(paper, loop)
    tag(paper, "{%p if sharia %}")
    write(paper, "Dewan Pengawas Syariah", "Bagian")
    tag(paper, "{%p for person in sharia_supervisors %}")
    item(paper, "{{ loop.index }}.", "{{ person }}", style="Baris")
    tag(paper, "{%p endfor %}", "{%p endif %}", "{%p if proxies %}")
    write(paper, "Kuasa pendiri", "Bagian")
    posts(paper, "proxies")
    tag(paper, "{%p endif %}")


def founders(paper: WordDocument) -> None:
    """Add the founders, whom the law wants named in the articles (UU 25/1992 Pasal 8)."""
    heading = write(paper, "DAFTAR NAMA PENDIRI", "Judul")
    heading.paragraph_format.space_before = Cm(0.6)
    gap(paper, keep=True)
    table = listing(
        paper,
        ("No.", "Nama", "NIK", "Tempat, tanggal lahir", "Pekerjaan", "Alamat"),
        (1, 3.4, 3.2, 2.7, 2.2, 3),
        "row in founders",
        fields("name", "nik", "birth", "occupation", "address"),
        height=1.0,
    )
    small(table.rows[2])
    table.rows[2].cells[0].paragraphs[0].alignment = CENTER
    gap(paper)
    write(
        paper,
        "*) Berasal dari contoh anggaran dasar kementerian; sesuaikan dengan keputusan rapat dan pendapat notaris.",
        "Catatan",
    )
