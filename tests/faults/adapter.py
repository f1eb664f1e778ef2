"""How the fault harness writes a campaign of loa's: FAULTS_ADAPTER=tests/faults/adapter.py faults.py --layout ours ...

What differs from the harness's own idea of our contract: cards and paper are switched off, because its cases count
pages by the thousand and look for byte order marks in every file (a PDF's metadata holds one by its standard); a page
shows the table, so that what a table says can be looked for; tables have a row for each indicator, and indicators are
listed by their titles, those of the cases included; a page is a folder with a file for each language, so that the
files beside `x`'s are looked for in the folders beside `x`'s (every page's file bears its language's name, so a case
that wants a name to be told is only passed if nothing else is told); and a page carries only the rules of the theme's style
that it can use, so that its style is known by its declarations, each of which the clean site must have, not by the
sum of all of them."""
import glob
import hashlib
import json
import os
import re

import adapters
import lib

# Whatever a text can hold: the clean site shows it all, so that all of the theme's style is known.
SPECIMEN = """## Mục

### Mục nhỏ

Chữ **đậm**, *nghiêng*, ~~bỏ~~, `mã`, [liên kết](https://example.org/), <https://example.org/>, [gọi](tel:19001234),
xuống\\
dòng[^1], ![ảnh](/pictures/anh.jpg)

#### Mục nhỏ nữa

1. Một
2. Hai
   - Ba

- [x] Xong
- [ ] Chưa

> Trích

> [!NOTE]
> Nên biết

> [!TIP]
> Mách nhỏ

> [!IMPORTANT]
> Quan trọng

> [!WARNING]
> Coi chừng

> [!CAUTION]
> Nguy hiểm

```
mã
```

| Trái | Giữa | Phải |
|:-----|:----:|-----:|
| a    | b    | c    |

---

![ảnh](/pictures/anh.jpg)

[Gọi](tel:19001234)

<b>chữ</b> trong dòng

<div>chữ</div>

{{chart.i0}}

{{table.progress}}

{{table.facts}}

[^1]: Chú thích
"""


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
            # The clean site is built without a word, so that what is said in a case is about the case.
            config.write("rules: {raw-html: off, loose-number: off, missing-translation: off}\n")
        for lang in ("vi", "en"):
            self.page(src, "bang-so-lieu", lang, title=f"Bảng số liệu {mark}", body="{{table.progress}}\n")
            self.page(src, "mau-chu", lang, title=f"Mẫu chữ {mark}", body=SPECIMEN)


def glob_pages(pattern, _glob=glob.glob, **how):
    """What a page that was refused left behind: `…/explainers/x/blns-007*` means `…/explainers/blns-007*/*.md`."""
    folder, name = os.path.split(pattern)
    explainers, page = os.path.split(folder)
    if page == "x" and os.path.basename(explainers) == "explainers":
        pattern = os.path.join(explainers, name, "*.md")
    return _glob(pattern, **how)


glob.glob = glob_pages


class Scan(lib.Scan):
    """Finds what the harness's own scan finds; of a style each declaration with the selector and the conditions that it
    stands under."""

    def handle_endtag(self, tag):
        if tag == "style" and self._style is not None:
            for declaration in declarations("".join(self._style)):
                self.found.append(("style", hashlib.sha256(declaration.encode("utf-8", "replace")).hexdigest()[:12]))
            self._style = None
        else:
            super().handle_endtag(tag)


def declarations(css):
    """Everything that a style says, each as `@media … | selector | property: value`; what isn't understood is one of
    its own, too."""
    said, open_blocks, written = set(), [], ""
    for string, sign, other in re.findall(r'''("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|([{};])|([^{};"']+|["'])''', css):
        if not sign:
            written += string or other
            continue
        if sign == "{":
            open_blocks.append(written.strip())
        elif written.strip():
            conditions, selectors = open_blocks[:-1], open_blocks[-1] if open_blocks else ""
            for selector in re.split(r",(?![^()\[\]]*[)\]])", selectors):
                said.add(" | ".join([*conditions, selector.strip(), written.strip()]))
        if sign == "}" and open_blocks:
            open_blocks.pop()
        written = ""
    if written.strip():
        said.add(written.strip())
    return said


lib.Scan = Scan
