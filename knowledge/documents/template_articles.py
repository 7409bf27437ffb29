"""The first template of the draft of the articles, D12: the ministry's chapters with what the sheets bear, no more."""

from docx.document import Document as WordDocument

from knowledge.documents.template_articles_end import closing, ending, founders, management, surplus
from knowledge.documents.template_clauses import LINES, article, chapter
from knowledge.documents.template_parts import ARTICLES_DRAFT, new_paper, write


def articles() -> WordDocument:
    """D12: the draft a notary writes out."""
    paper = new_paper("Rancangan Anggaran Dasar Koperasi", draft=ARTICLES_DRAFT)
    write(paper, "RANCANGAN ANGGARAN DASAR", "Judul")
    write(paper, "{{ name }}", "Subjudul")
    write(
        paper,
        "Susunan bab menurut contoh anggaran dasar kementerian (lampiran Juklak Menkop 1/2025, yang dibuat untuk "
        "Koperasi Merah Putih), disesuaikan dengan keputusan kelompok. Ketentuan bertanda *) berasal dari contoh itu "
        "dan dapat diubah rapat. Titik-titik diisi rapat. Naskah akhir disusun oleh notaris.",
        "Catatan",
    )
    for part in (_founding, _capital, _membership, _meetings, _board, _supervisors, surplus, management, ending):
        part(paper)
    closing(paper)
    founders(paper)
    return paper


def _founding(paper: WordDocument) -> None:
    chapter(paper, "I", "PENDIRIAN")
    article(
        paper,
        1,
        "Nama, kedudukan, dan wilayah",
        (
            "Koperasi ini bernama {{ name }}, selanjutnya disebut Koperasi.",
            "Koperasi berbentuk koperasi {{ form }}{{ '' if kkmp else ' dengan jenis ' ~ kind }}.",
            "Koperasi berkedudukan di {{ seat }}.",
            "Wilayah keanggotaan Koperasi meliputi {{ area }}.",
            f"Tempat pelayanan Koperasi: {LINES}",
        ),
    )
    article(paper, 2, "Jangka waktu", ("Koperasi didirikan untuk jangka waktu {{ duration }}.",))
    article(
        paper,
        3,
        "Maksud, tujuan, dan kegiatan usaha",
        (
            "Koperasi didirikan untuk memenuhi kepentingan ekonomi bersama para anggota, yaitu: {{ interest }}.",
            "Untuk itu Koperasi menjalankan usaha: {{ business }}. Kode KBLI: " + "." * 40 + " (diperiksa notaris).",
            ("only_lending", "Koperasi hanya menyelenggarakan usaha simpan pinjam."),
            (
                "lending and not only_lending",
                "Koperasi menyelenggarakan unit simpan pinjam yang dikelola dan dibukukan terpisah dari usaha lain.",
            ),
            (
                "lending",
                "Usaha simpan pinjam hanya untuk anggota dan, menurut perjanjian, koperasi lain, serta dijalankan "
                "setelah izinnya terbit.",
            ),
            ("sharia", "Kegiatan usaha dijalankan berdasarkan prinsip syariah."),
            (
                "not only_lending",
                "Kelebihan kemampuan pelayanan dapat digunakan untuk melayani bukan anggota, dengan tujuan menarik "
                "mereka menjadi anggota.",
            ),
        ),
    )


def _capital(paper: WordDocument) -> None:
    chapter(paper, "II", "MODAL")
    article(
        paper,
        4,
        "Modal",
        (
            "Modal awal yang disetor {{ capital }}, terdiri atas simpanan pokok {{ total_principal }}, simpanan wajib "
            "pertama {{ total_mandatory }}{{ ', dan hibah ' ~ grant if has_grant }}.",
            "Simpanan pokok {{ principal_savings }} per {{ unit }}, sama besar bagi setiap anggota, dibayar pada saat "
            "masuk, dan tidak dapat diambil kembali selama menjadi anggota.",
            "Simpanan wajib {{ mandatory_savings }} per bulan per {{ unit }}, dibayar secara berkala, dan tidak dapat "
            "diambil kembali selama menjadi anggota.",
            "Modal sendiri terdiri atas simpanan pokok, simpanan wajib, dana cadangan, dan hibah.",
            "Modal pinjaman dapat berasal dari anggota, koperasi lain, bank, penerbitan obligasi, dan sumber lain yang "
            "sah.",
            "Koperasi dapat menerima modal penyertaan.",
            (
                "only_lending",
                "Modal usaha awal simpan pinjam paling sedikit {{ required_capital }}, ditempatkan sebagai tabungan "
                "atas nama Koperasi pada {{ bank }}.",
            ),
            (
                "lending and not only_lending",
                "Modal tetap unit simpan pinjam dipisahkan dari usaha lain, sebesar Rp" + "." * 30 + ".",
            ),
        ),
    )


def _membership(paper: WordDocument) -> None:
    chapter(paper, "III", "KEANGGOTAAN")
    who = "{{ 'Anggota adalah koperasi yang' if secondary else 'Anggota adalah warga negara Indonesia yang' }}"
    able = "{{ 'sudah berbadan hukum' if secondary else 'mampu melakukan tindakan hukum' }}"
    living = (
        "{{ 'bertempat tinggal di kelurahan tempat Koperasi berkedudukan, dibuktikan dengan KTP' if kkmp "
        "else 'berkedudukan di wilayah keanggotaan *)' if secondary "
        "else 'bertempat tinggal di wilayah keanggotaan *)' }}"
    )
    article(
        paper,
        5,
        "Syarat dan berakhirnya keanggotaan",
        (
            f"{who} {able}, mempunyai kepentingan ekonomi yang sama, {living}, dan sudah melunasi simpanan pokok.",
            "Keanggotaan terbuka dan sukarela, serta tidak dapat dipindahtangankan.",
            "Keanggotaan dimulai setelah syarat dipenuhi, simpanan pokok dilunasi, dan nama dicatat dalam buku daftar "
            "anggota.",
            "Keanggotaan berakhir karena anggota {{ 'bubar' if secondary else 'meninggal dunia' }}, mengundurkan diri "
            "dengan surat kepada pengurus, atau diberhentikan karena tidak lagi memenuhi syarat atau melanggar "
            "kewajiban. Anggota yang diberhentikan didengar lebih dahulu dan dapat mengajukan keberatan kepada rapat "
            "anggota.",
            "Simpanan pokok dan simpanan wajib dikembalikan setelah keanggotaan berakhir, menurut anggaran rumah "
            "tangga.",
        ),
    )
    article(
        paper,
        6,
        "Kewajiban dan hak anggota",
        (
            "Anggota wajib mematuhi anggaran dasar, anggaran rumah tangga, dan keputusan rapat anggota; ikut serta "
            "dalam kegiatan usaha Koperasi; memelihara kebersamaan berdasarkan asas kekeluargaan; serta membayar "
            "simpanan pokok dan simpanan wajib.",
            "Anggota berhak menghadiri rapat anggota, berpendapat, dan memberikan suara; memilih dan dipilih; meminta "
            "diadakannya rapat menurut anggaran dasar; memberi saran di luar rapat; memperoleh pelayanan yang sama; "
            "mendapat keterangan tentang perkembangan Koperasi; serta menerima bagian sisa hasil usaha.",
        ),
    )
    article(
        paper,
        7,
        "Anggota luar biasa",
        (
            "Koperasi dapat menerima anggota luar biasa, yaitu orang yang ingin mendapat pelayanan tetapi tidak "
            "memenuhi seluruh syarat, termasuk warga negara asing menurut peraturan.",
            "Anggota luar biasa dicatat tersendiri.",
        ),
    )
    article(
        paper,
        8,
        "Kewajiban dan hak anggota luar biasa",
        (f"Kewajiban dan hak anggota luar biasa: {LINES}",),
    )


def _meetings(paper: WordDocument) -> None:
    chapter(paper, "IV", "PERANGKAT KOPERASI")
    article(
        paper,
        9,
        "Perangkat",
        (
            "Perangkat Koperasi terdiri atas rapat anggota, pengurus, dan pengawas"
            "{{ ', serta Dewan Pengawas Syariah' if sharia }}.",
        ),
    )
    article(
        paper,
        10,
        "Rapat anggota",
        (
            "Rapat anggota memegang kekuasaan tertinggi.",
            "Rapat anggota menetapkan anggaran dasar; kebijakan umum; pemilihan dan pemberhentian pengurus dan "
            "pengawas; rencana kerja, rencana anggaran, dan pengesahan laporan keuangan; pengesahan "
            "pertanggungjawaban pengurus; pembagian sisa hasil usaha; serta penggabungan, pembagian, dan pembubaran.",
            "Rapat anggota dapat diadakan secara daring, luring, atau keduanya; tata caranya diatur dalam anggaran "
            "rumah tangga.",
        ),
    )
    article(
        paper,
        11,
        "Undangan dan kuorum",
        (
            "Undangan disampaikan paling lambat {{ invitation_days }} hari sebelum rapat. *)",
            "Rapat anggota sah bila dihadiri lebih dari {{ quorum }} jumlah anggota. *)",
            "Bila tidak tercapai, rapat kedua diadakan paling lambat {{ second_days }} hari kemudian dan sah bila "
            "dihadiri paling sedikit {{ second_quorum }} jumlah anggota. *)",
        ),
    )
    article(
        paper,
        12,
        "Keputusan dan suara",
        (
            "Keputusan diambil dengan musyawarah untuk mufakat; bila tidak tercapai, dengan suara terbanyak.",
            ("not secondary", "Setiap anggota mempunyai satu suara."),
            ("secondary", "Hak suara koperasi anggota: " + "." * 60 + " (ditetapkan bersama notaris)."),
        ),
    )
    _yearly_and_extraordinary_meetings(paper)


def _yearly_and_extraordinary_meetings(paper: WordDocument) -> None:
    article(
        paper,
        13,
        "Rapat anggota tahunan",
        (
            "Rapat anggota tahunan diadakan paling sedikit sekali setahun. Pertanggungjawaban pengurus dibahas paling "
            "lambat {{ annual_meeting_months }} bulan setelah tahun buku berakhir.",
            "Laporan tahunan ditandatangani semua anggota pengurus dan siap paling lambat {{ report_ready_months }} "
            "bulan sebelum rapat.",
        ),
    )
    article(
        paper,
        14,
        "Rapat anggota luar biasa",
        (
            "Rapat anggota luar biasa diadakan bila keputusan yang menjadi wewenang rapat anggota tidak dapat ditunda, "
            "atas permintaan sejumlah anggota, yaitu " + "." * 20 + ", atau atas keputusan pengurus.",
            "Keputusan yang menyangkut lebih dari {{ special_assets }} aset Koperasi diambil dalam rapat anggota luar "
            "biasa. *)",
            "Wewenangnya sama dengan wewenang rapat anggota.",
        ),
    )


def _board(paper: WordDocument) -> None:
    article(
        paper,
        15,
        "Pengurus",
        (
            "Pengurus dipilih dari dan oleh anggota dalam rapat anggota.",
            "Pengurus berjumlah {{ board_count }} orang, dengan masa jabatan {{ board_term }} tahun, dan dapat dipilih "
            "kembali.",
            "Jabatan yang sama dipegang paling banyak {{ post_terms }} kali masa jabatan. *)",
        ),
    )
    article(
        paper,
        16,
        "Syarat pengurus",
        (
            "Pengurus memahami perkoperasian, jujur, dan terampil. *)",
            "Pengurus tidak pernah dihukum dalam {{ record_years }} tahun terakhir karena tindak pidana yang merugikan "
            "koperasi, keuangan negara, atau sektor keuangan. *)",
            "Pengurus tidak merangkap sebagai pengawas.",
            (
                "kkmp",
                "Pengurus tidak mempunyai hubungan keluarga sedarah atau semenda derajat kesatu dengan pengurus lain "
                "dan pengawas, dan tidak berasal dari pimpinan kelurahan.",
            ),
        ),
    )
    article(
        paper,
        17,
        "Tugas dan tanggung jawab pengurus",
        (
            "Pengurus mengelola Koperasi dan usahanya; mengajukan rencana kerja dan rencana anggaran; menyelenggarakan "
            "rapat anggota; membuat laporan keuangan dan pertanggungjawaban; menyelenggarakan pembukuan dan "
            "inventaris secara tertib; serta memelihara buku daftar anggota dan buku daftar pengurus.",
            "Pengurus mewakili Koperasi di dalam dan di luar pengadilan, serta memutuskan penerimaan dan penolakan "
            "anggota menurut anggaran dasar.",
            "Pengurus, bersama-sama atau sendiri-sendiri, menanggung kerugian Koperasi yang disebabkan kesengajaan "
            "atau kelalaiannya.",
        ),
    )


def _supervisors(paper: WordDocument) -> None:
    article(
        paper,
        18,
        "Pengawas",
        (
            ("not kkmp", "Pengawas dipilih dari dan oleh anggota dalam rapat anggota."),
            ("kkmp", "Ketua pengawas adalah lurah karena jabatannya; pengawas lain dipilih dari dan oleh anggota."),
            "Pengawas berjumlah {{ supervisors_count }} orang, dengan masa jabatan {{ board_term }} tahun.",
            "Pengawas tidak pernah dinyatakan bersalah menyebabkan kepailitan. *)",
        ),
    )
    article(
        paper,
        19,
        "Tugas pengawas",
        (
            "Pengawas mengawasi kebijakan dan pengelolaan Koperasi, serta membuat laporan tertulis.",
            "Pengawas berwenang meneliti catatan dan mendapat segala keterangan yang diperlukan, serta merahasiakan "
            "hasilnya terhadap pihak lain.",
            (
                "sharia",
                "Dewan Pengawas Syariah paling sedikit {{ minimum_sharia }} orang yang memahami syariah, diangkat "
                "rapat anggota, memberi nasihat kepada pengurus, dan mengawasi kegiatan menurut prinsip syariah.",
            ),
        ),
    )
