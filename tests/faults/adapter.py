"""How the fault harness writes a campaign of loa's: FAULTS_ADAPTER=tests/faults/adapter.py faults.py --layout ours ...

What differs from the harness's own idea of our contract: cards and paper are switched off, because its cases count
pages by the thousand and look for byte order marks in every file (a PDF's metadata holds one by its standard); a page
shows the table, so that what a table says can be looked for; tables have a row for each indicator, and indicators are
listed by their titles, those of the cases included; and a page is a folder with a file for each language, so
that the files beside `x`'s are looked for in the folders beside `x`'s."""
import glob
import json
import os

import adapters


class Ours(adapters.Ours):
    csv_header = ["date", "indicator", "done", "of"]
    # What the cases call the rows of their tables; the base site's bear the mark of its version.
    indicators = ("Cấp CCCD", "Tài khoản", "Tài khoản định danh", "Kích hoạt", 'Cấp "CCCD", lần hai', "Thiếu", "Thừa")
    default_build = "loa build {src} --out {out} --today 2025-03-10"

    def write_frame(self, src, mark):
        super().write_frame(src, mark)
        with open(self.config_path(src), encoding="utf-8") as config:
            frame = config.read().partition("indicators:")[0]
        titles = [*self.indicators, *(f"{title} {mark}" for mark in (adapters.MARK_A, adapters.MARK_B) for title in self.indicators)]
        with open(self.config_path(src), "w", encoding="utf-8") as config:
            config.write(frame + "indicators:\n")
            for number, title in enumerate(titles):
                config.write(f"  i{number}: {{done: da_cap_{number}, of: du_{number}, title: {json.dumps(title, ensure_ascii=False)}}}\n")
            config.write("handouts: {cards: off, leaflets: off, posters: off, codes: off}\n")
        self.page(src, "bang-so-lieu", title=f"Bảng số liệu {mark}", body="{{table.progress}}\n")


def glob_pages(pattern, _glob=glob.glob, **how):
    """What a page that was refused left behind: `…/explainers/x/blns-007*` means `…/explainers/blns-007*/*.md`."""
    folder, name = os.path.split(pattern)
    explainers, page = os.path.split(folder)
    if page == "x" and os.path.basename(explainers) == "explainers":
        pattern = os.path.join(explainers, name, "*.md")
    return _glob(pattern, **how)


glob.glob = glob_pages
