"""Title and link of a paper change at once: whether it is the same paper, a person says."""

import pytest

from plbib.app.sync import Decisions, sync
from plbib.errors import UsageError
from plbib.zotero.outcome import Action, ActionKind
from tests.zotero.desk import QUICK, Desk, kinds, yes

OLD = "GKTQ: Accurate Post-Training Quantization for Generative Pre-trained Kites"
EARLY = f"""# Kites

## Flying
[arXiv'22] [{OLD}](https://arxiv.org/abs/2210.17323), KIT
[arXiv'23] [Strings: Open and Efficient](https://arxiv.org/abs/2302.13971), Rope Works
"""
LATER = EARLY.replace(
    f"[arXiv'22] [{OLD}](https://arxiv.org/abs/2210.17323)",
    "[ICLR'23] [OKTQ: Accurate Quantization for Generative Pre-trained Kites](https://openreview.net/forum?id=tcbBPnfwxS)",
)


@pytest.fixture
def lab(desk: Desk) -> Desk:
    desk.write(EARLY)
    desk.sync()
    note = {"itemType": "note", "note": "<p>read me</p>", "parentItem": desk.paper("GKTQ")["key"]}
    desk.person.post("/items", [note])
    desk.write(LATER)
    return desk


def asked(lab: Desk) -> Action:
    (question,) = (one for one in lab.sync().plan.actions if one.do is ActionKind.ASK)
    return question


def test_it_is_asked_and_nothing_done_before_the_answer(lab: Desk) -> None:
    old = lab.paper("GKTQ")
    for _ in range(2):
        question = asked(lab)
        assert question.key == old["key"]
        assert f"--same {question.name}={old['citationKey']}" in question.reason
        assert lab.papers().keys() == {old["title"], "Strings: Open and Efficient"}
        assert lab.paper("GKTQ")["collections"] == old["collections"]


@pytest.mark.parametrize("turned", [False, True])
def test_the_same(lab: Desk, *, turned: bool) -> None:
    old = lab.paper("GKTQ")
    pair = (asked(lab).name, old["citationKey"])
    lab.sync(same=(pair[::-1] if turned else pair,))
    item = lab.paper("OKTQ")
    assert (item["key"], item["itemType"], item["url"]) == (
        old["key"],
        "conferencePaper",
        "https://openreview.net/forum?id=tcbBPnfwxS",
    )
    assert len(lab.papers()) == 2
    assert lab.plan() == ()
    lab.settled()


def test_another(lab: Desk) -> None:
    lab.sync(same=((asked(lab).name, ""),))
    assert len(lab.papers()) == 3
    assert lab.filed("GKTQ") == set()
    assert ActionKind.ASK not in kinds(lab.plan())
    lab.settled()


@pytest.mark.parametrize("answer", [True, False])
def test_a_person_who_is_there_is_asked(lab: Desk, *, answer: bool) -> None:
    sync(lab.path, Decisions(group=lab.group), yes, patience=QUICK, answer=lambda _: answer)
    assert len(lab.papers()) == (2 if answer else 3)


def test_a_name_that_nothing_has(lab: Desk) -> None:
    with pytest.raises(UsageError, match="nothing is called nobody"):
        lab.sync(same=((asked(lab).name, "nobody"),))


def test_a_name_in_common_and_the_year(desk: Desk) -> None:
    desk.write(EARLY)
    desk.sync()
    desk.write(
        EARLY.replace(
            "[Strings: Open and Efficient](https://arxiv.org/abs/2302.13971)", "[Strings: At Last](https://a.org/s)"
        )
    )
    assert "same name" in asked(desk).reason


def test_other_papers_are_not_asked_about(desk: Desk) -> None:
    desk.write(EARLY)
    desk.sync()
    row = EARLY.strip().split("\n")[-1]
    desk.write(EARLY.replace(row, "[ACL'19] [On Wings](https://aclanthology.org/2019.acl-long.7/), KIT"))
    assert ActionKind.ASK not in kinds(desk.sync().plan.actions)
    assert len(desk.papers()) == 3
