"""Make the first Word templates of the papers: `python -m knowledge.documents.build_templates FOLDER`.

Once made, the .docx files in `templates/` are the source: advisers edit them in Word. Running this again on that
folder would throw their edits away, so the folder has to be named.
"""

import sys
from pathlib import Path

from knowledge.documents.template_articles import articles
from knowledge.documents.template_circle import cover, founders_list, founding_cooperatives, notes
from knowledge.documents.template_decisions import capital, minutes
from knowledge.documents.template_letters import agenda, attendance, counselling_request, invitation
from knowledge.documents.template_office import domicile, structure
from knowledge.documents.template_people import officers, proxy
from knowledge.documents.template_plan import business_plan, lending
from knowledge.documents.template_steps import next_steps

PAPERS = {
    "sampul": cover,
    "permohonan-penyuluhan": counselling_request,
    "undangan": invitation,
    "susunan-acara": agenda,
    "daftar-hadir": attendance,
    "berita-acara": minutes,
    "rekap-modal": capital,
    "pengurus-pengawas": officers,
    "surat-kuasa": proxy,
    "daftar-pendiri": founders_list,
    "notulen": notes,
    "rencana-usaha": business_plan,
    "rancangan-anggaran-dasar": articles,
    "kedudukan-kantor": domicile,
    "struktur-sarana": structure,
    "koperasi-pendiri": founding_cooperatives,
    "simpan-pinjam": lending,
    "langkah-berikutnya": next_steps,
}


def main(folder: Path) -> None:
    """Write every template into a folder, over what is there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in PAPERS.items():
        make().save(str(folder / f"{name}.docx"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
