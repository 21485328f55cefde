"""BibTeX in fences of a Markdown list."""

from pathlib import Path

import pytest

import plbib
from plbib.app.build import build
from plbib.model import Status

RECORD = """@inproceedings{bergKites,
  title = {Flying Kites},
  author = {Berg, Ann and Cole, Carl},
  booktitle = {Conference on Kites},
  pages = {1--9},
  year = {2023}
}"""
LIST = f"""# Toys

## Kites

- [ICLR'23] [Flying Kites](https://openreview.net/forum?id=kItEs), Kite Club

  ```bibtex
  {RECORD}
  ```

- [ACL'22] [Sinking Boats](https://aclanthology.org/2022.acl-long.1/), Boat Club

### Only in a Fence

```
@article{{egg2021, title = {{Only in a Fence}}, author = {{Eve Egg}}, journal = {{Kites}}, year = 2021}}
```

## Citation

```bibtex
@misc{{toys, title = {{Toys}}}}
```
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text(LIST, encoding="utf-8")


def test_a_fence_gives_the_record_of_its_entry_or_is_one() -> None:
    library = plbib.load("a.md")
    assert [(record.key, record.status, record.item.page, record.categories) for record in library.records] == [
        ("bergKites", Status.GIVEN, "1-9", (("Kites",),)),
        ("acl2022sinking", Status.UNRESOLVED, None, (("Kites",),)),
        ("egg2021", Status.GIVEN, None, (("Kites",),)),
    ]
    assert [str(record.place) for record in library.records] == ["a.md:5:3", "a.md:17:3", "a.md:22:1"]
    assert [(finding.code, str(finding.place)) for finding in library.findings] == [("left-out-line", "a.md:28:1")]
    assert [category.path for category in library.categories] == [("Kites",)]


def test_what_a_fence_says_now_counts_and_its_key_stays() -> None:
    build("a.md", None, check=False)
    Path("a.md").write_text(LIST.replace("1--9", "11--19").replace("bergKites", "berg2023"), encoding="utf-8")
    record = plbib.load("a.md").records[0]
    assert (record.key, record.item.page) == ("bergKites", "11-19")
