"""The first templates of what the meeting decides: minutes and capital."""

from docx.document import Document as WordDocument
from docx.shared import Cm
from docx.text.paragraph import Paragraph

from knowledge.documents.template_parts import (
    DOTS,
    RIGHT,
    STAMP,
    add_row,
    columns,
    dated,
    facts,
    fields,
    gap,
    item,
    items,
    listing,
    new_paper,
    put,
    signatures,
    small,
    tag,
    together,
    write,
)

FOUNDERS_RULE = (
    "Koperasi {{ form }} didirikan oleh paling sedikit {{ minimum_founders }} {{ unit }} (UU 25/1992 Pasal 6 "
    "{{ 'ayat (2)' if secondary else 'ayat (1)' }} sebagaimana diubah dengan UU 6/2023)."
)


def minutes() -> WordDocument:
    """D4: the minutes with the fields of the ministry's template, blank before the meeting and filled after it."""
    paper = new_paper("Berita Acara Rapat Pendirian Koperasi")
    write(paper, "BERITA ACARA RAPAT PENDIRIAN", "Judul")
    write(paper, "{{ name_in_capitals }}", "Subjudul")
    tag(paper, "{%p if planned %}")
    write(
        paper,
        "Isian yang sudah tercetak adalah usulan panitia. Sesuaikan dengan keputusan rapat; isi yang masih kosong.",
        "Catatan",
    )
    tag(paper, "{%p endif %}")
    write(
        paper,
        "Pada hari ini, {{ weekday }}, tanggal {{ day_in_words }} ({{ day }}), mulai pukul {{ opened_at }}, bertempat "
        "di {{ place }}, telah diselenggarakan rapat pendirian koperasi {{ form }} yang diberi nama {{ name }}.",
    )
    tag(paper, "{%p if counselling_by %}")
    write(paper, "Dalam rapat ini diberikan penyuluhan perkoperasian oleh {{ counselling_by }}.")
    tag(paper, "{%p else %}")
    write(paper, "Dalam rapat ini tidak diadakan penyuluhan perkoperasian.")
    tag(paper, "{%p endif %}")
    write(
        paper,
        "Rapat dipimpin oleh {{ chair }} selaku pimpinan rapat, dengan {{ secretary }} selaku sekretaris rapat, yang "
        "keduanya ditunjuk oleh para pendiri. Rapat dihadiri oleh {{ attended_count }} {{ unit }} pendiri sebagaimana "
        "daftar hadir terlampir.",
    )
    tag(paper, "{%p if enough_founders is none %}")
    write(paper, FOUNDERS_RULE)
    tag(paper, "{%p elif enough_founders %}")
    write(paper, f"Jumlah tersebut memenuhi syarat. {FOUNDERS_RULE}")
    tag(paper, "{%p else %}")
    write(paper, f"**Jumlah tersebut belum memenuhi syarat.** {FOUNDERS_RULE}")
    tag(paper, "{%p endif %}")
    _minutes_agenda(paper)
    _minutes_decisions(paper)
    _minutes_proxies(paper)
    write(
        paper,
        "Rapat ditutup pada pukul {{ closed_at }}. Berita acara ini dilampiri susunan pengurus, susunan pengawas, "
        "daftar hadir, rekapitulasi modal, dan fotokopi KTP para pendiri; aslinya bermeterai dan dilekatkan pada "
        "minuta akta.",
    )
    write(
        paper,
        "Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya.",
        keep=True,
    )
    dated(paper, "{{ signed_on }}")
    signatures(
        paper,
        (("Pimpinan rapat", STAMP, "( {{ chair }} )"), ("Sekretaris rapat", "", "( {{ secretary }} )")),
    )
    return paper


def _minutes_agenda(paper: WordDocument) -> None:
    write(paper, "Agenda rapat", "Bagian")
    items(
        paper,
        (
            "nama, kedudukan, bentuk, wilayah keanggotaan, jangka waktu, jenis, dan usaha koperasi;",
            "simpanan pokok, simpanan wajib, dan modal pendirian;",
            "pengurus, pengawas, dan masa kerjanya;",
            "anggaran dasar; serta",
            "kuasa pendiri.",
        ),
    )


def _minutes_decisions(paper: WordDocument) -> None:
    write(paper, "Keputusan rapat", "Bagian")
    _minutes_vote(paper)
    _minutes_cooperative(paper)
    _minutes_capital(paper)
    _minutes_offices(paper)
    tag(paper, "{%p if articles_agreed is none %}")
    item(paper, "12.", "Anggaran dasar: disetujui / belum disetujui *) oleh rapat.")
    tag(paper, "{%p elif articles_agreed %}")
    item(paper, "12.", "Anggaran dasar: menyetujui rancangan anggaran dasar untuk dituangkan dalam akta pendirian.")
    tag(paper, "{%p else %}")
    item(paper, "12.", "Anggaran dasar: **belum disetujui**; pembahasannya dilanjutkan sebelum akta pendirian dibuat.")
    tag(paper, "{%p endif %}", "{%p if planned %}")
    write(paper, "*) Coret yang tidak perlu.", "Catatan")
    tag(paper, "{%p endif %}")


def _minutes_vote(paper: WordDocument) -> None:
    tag(paper, "{%p if unanimous is none %}")
    write(
        paper,
        "Setelah bermusyawarah, rapat secara mufakat / dengan suara terbanyak (.......... dari .......... suara) *) "
        "memutuskan:",
        keep=True,
    )
    tag(paper, "{%p elif unanimous %}")
    write(paper, "Setelah bermusyawarah, rapat secara mufakat memutuskan:", keep=True)
    tag(paper, "{%p else %}")
    write(
        paper,
        "Karena mufakat tidak tercapai, keputusan diambil dengan suara terbanyak, satu orang satu suara: "
        "{{ votes_for }} dari {{ attended_count }} suara menyetujui. Rapat memutuskan:",
        keep=True,
    )
    tag(paper, "{%p endif %}")


def _minutes_cooperative(paper: WordDocument) -> None:
    item(paper, "1.", "Nama koperasi: {{ name }}.")
    tag(paper, "{%p if candidate_names %}")
    _under(paper, "Usulan nama menurut urutan: {{ candidate_names }}.")
    tag(paper, "{%p endif %}")
    item(paper, "2.", "Kedudukan dan alamat: {{ seat }}.")
    item(paper, "3.", "Bentuk koperasi: koperasi {{ form }}.")
    item(paper, "4.", "Wilayah keanggotaan: {{ area }}.")
    item(paper, "5.", "Jangka waktu berdirinya: {{ duration }}.")
    tag(paper, "{%p if kkmp %}")  # the final guide has no kind for it
    item(paper, "6.", "Usaha koperasi: {{ business }}.")
    tag(paper, "{%p else %}")
    item(paper, "6.", "Jenis koperasi: {{ kind }}, dengan usaha: {{ business }}.")
    tag(paper, "{%p endif %}")
    tag(paper, "{%p if only_lending %}")
    _under(paper, "Koperasi hanya menyelenggarakan usaha simpan pinjam.")
    tag(paper, "{%p elif lending %}")
    _under(paper, "Unit simpan pinjam dimuat dalam anggaran dasar, serta dikelola dan dibukukan terpisah.")
    tag(paper, "{%p endif %}", "{%p if sharia %}")
    _under(paper, "Kegiatan usaha dijalankan berdasarkan prinsip syariah.")
    tag(paper, "{%p endif %}")


def _minutes_capital(paper: WordDocument) -> None:
    item(paper, "7.", "Simpanan pokok {{ principal_savings }} per {{ unit }}; simpanan wajib {{ mandatory_savings }} "
         "per bulan per {{ unit }}.")  # fmt: skip
    item(paper, "8.", "Modal pendirian {{ capital }}, terdiri atas:").paragraph_format.keep_with_next = True
    item(paper, "a.", "simpanan pokok seluruh pendiri {{ total_principal }};{{ ' dan' if not has_grant }}", level=1)
    item(
        paper,
        "b.",
        "simpanan wajib pertama seluruh pendiri {{ total_mandatory }}{{ '; dan' if has_grant else '.' }}",
        level=1,
    )
    tag(paper, "{%p if has_grant %}")
    item(paper, "c.", "hibah {{ grant }}.", level=1)
    _under(paper, "Hibah dilengkapi surat pernyataan pemberi hibah atau akta notaris.")
    tag(paper, "{%p endif %}")


def _minutes_offices(paper: WordDocument) -> None:
    item(paper, "9.", "Pengurus:").paragraph_format.keep_with_next = True
    _posts(paper, "post in board")
    item(paper, "10.", "Pengawas:").paragraph_format.keep_with_next = True
    _posts(paper, "post in supervisors")
    tag(paper, "{%p if sharia %}")
    _under(paper, "Dewan Pengawas Syariah:").paragraph_format.keep_with_next = True
    tag(paper, "{%p for person in sharia_supervisors %}")
    item(paper, "{{ loop.index }}.", "{{ person }}", level=1)
    tag(paper, "{%p endfor %}", "{%p endif %}")
    item(paper, "11.", "Masa kerja pengurus dan pengawas: {{ board_term }} tahun.")


def _minutes_proxies(paper: WordDocument) -> None:
    write(paper, "Kuasa pendiri", "Bagian")
    write(
        paper,
        "Rapat memberi kuasa kepada nama-nama berikut untuk bersama-sama menghadap notaris pembuat akta koperasi "
        "(NPAK), menandatangani akta pendirian, dan mengurus pengesahan badan hukum koperasi.",
        keep=True,
    )
    table = listing(
        paper,
        ("No.", "Nama", "Pekerjaan", "Alamat", "No. KTP", "Jabatan"),
        (1, 3.3, 2.2, 3.3, 3.3, 2.4),
        "row in proxies",
        fields("name", "occupation", "address", "nik", "title"),
        height=1.2,
    )
    small(table.rows[2])
    gap(paper, 10)


def _under(paper: WordDocument, text: str) -> Paragraph:
    paragraph = write(paper, text, "Butir")
    paragraph.paragraph_format.left_indent = Cm(0.9)
    return paragraph


def _posts(paper: WordDocument, loop: str) -> None:
    table = columns(paper, (5.2, 0.5, 8.9), 3, ruled=False, indent=0.9)
    table.rows[0].cells[0].text = f"{{%tr for {loop} %}}"
    for cell, text in zip(table.rows[1].cells, ("{{ post.title }}", ":", "{{ post.name }}"), strict=True):
        put(cell, text, "Baris")
    table.rows[2].cells[0].text = "{%tr endfor %}"
    together(table)
    gap(paper, 4)


def capital() -> WordDocument:
    """D9: who pays what, and the statement that it is true."""
    paper = new_paper("Rekapitulasi Modal Pendirian Koperasi")
    write(paper, "REKAPITULASI MODAL PENDIRIAN", "Judul")
    write(paper, "{{ name_in_capitals }}", "Subjudul")
    tag(paper, "{%p if planned %}")
    write(
        paper, "Jumlah berikut adalah rencana panitia dan dapat berubah menurut keputusan rapat pendirian.", "Catatan"
    )
    tag(paper, "{%p endif %}")
    _savings_table(paper)
    gap(paper)
    write(paper, "Terbilang: **{{ capital_in_words }} rupiah**.")
    tag(paper, "{%p if decided_capital %}")
    write(paper, "Daftar ini memuat yang sudah disetor. Modal pendirian menurut keputusan rapat {{ decided_capital }}.")
    tag(paper, "{%p endif %}", "{%p if owed_principal %}")
    write(paper, "**Simpanan pokok yang belum disetor {{ owed_principal }}.**")
    tag(paper, "{%p endif %}")
    _lending_capital(paper)
    write(paper, "Modal tersebut disimpan pada (isi yang sesuai):", keep=True)
    facts(
        paper,
        (
            ("Bank, nomor rekening", "." * 60),
            ("Atau disimpan oleh", "Bendahara, {{ treasurer }}"),
            ("Tanggal setor", "." * 30),
        ),
        label=4.6,
    )
    write(
        paper,
        "Dengan ini kami menyatakan bahwa jumlah tersebut benar dan telah disetor oleh para pendiri. Pernyataan ini "
        "ditandatangani setelah penyetoran.",
        keep=True,
    )
    dated(paper, DOTS)
    signatures(paper, (("Bendahara", STAMP, "( {{ treasurer }} )"), ("Ketua", "", "( {{ chairperson }} )")))
    return paper


def _savings_table(paper: WordDocument) -> None:
    table = listing(
        paper,
        ("No.", "Nama", "Simpanan pokok (Rp)", "Simpanan wajib (Rp)", "Jumlah (Rp)"),
        (1.1, 5.9, 2.8, 2.8, 2.9),
        "row in rows",
        ("{{ loop.index }}.", "{{ row.name }}", "{{ row.principal }}", "{{ row.mandatory }}", "{{ row.total }}"),
        right=(2, 3, 4),
    )
    for label, amounts in (
        ("**Jumlah simpanan**", ("**{{ sum_principal }}**", "**{{ sum_mandatory }}**", "**{{ sum_savings }}**")),
        ("Hibah", ("", "", "{{ sum_grant }}")),
        ("**Modal pendirian**", ("", "", "**{{ sum_capital }}**")),
    ):
        row = add_row(table)
        merged = row.cells[0].merge(row.cells[1])
        put(merged, label)
        for cell, amount in zip(row.cells[2:], amounts, strict=True):
            put(cell, amount, alignment=RIGHT)


def _lending_capital(paper: WordDocument) -> None:
    tag(paper, "{%p if only_lending %}")
    write(
        paper,
        "Modal usaha awal koperasi simpan pinjam dengan wilayah keanggotaan {{ area }} paling sedikit "
        "{{ required_capital }}, ditempatkan sebagai tabungan atas nama koperasi pada {{ bank }}, dengan bukti setor "
        "setiap anggota (Permenkop UKM 8/2023 Pasal 8 ayat (4)).",
    )
    tag(paper, "{%p if missing_capital %}")
    write(paper, "**Modal pendirian di atas masih kurang {{ missing_capital }}.**")
    tag(paper, "{%p endif %}")
    tag(paper, "{%p elif lending %}")
    write(
        paper,
        "Unit simpan pinjam memerlukan modal tetap yang dipisahkan dari usaha lain. Besarnya mohon dikonfirmasi ke "
        "petugas Klinik Koperasi.",
    )
    tag(paper, "{%p endif %}")
