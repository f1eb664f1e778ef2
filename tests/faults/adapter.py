"""How the fault harness writes a campaign of loa's: FAULTS_ADAPTER=tests/faults/adapter.py faults.py --layout ours ...

What differs from the harness's own idea of our contract: cards and paper are switched off, because its cases count
pages by the thousand and look for byte order marks in every file (a PDF's metadata holds one by its standard); and a
page shows the table, so that what a table says can be looked for."""
import adapters


class Ours(adapters.Ours):
    default_build = "loa build {src} --out {out} --today 2025-03-10"

    def write_frame(self, src, mark):
        super().write_frame(src, mark)
        with open(self.config_path(src), "a", encoding="utf-8") as config:
            config.write("handouts: {cards: off, leaflets: off, posters: off, codes: off}\n")
        self.page(src, "bang-so-lieu", title=f"Bảng số liệu {mark}", body="{{table.progress}}\n")
