"""Topics: what a reader would name them, and the same ones when a paper comes or goes."""

import random
from collections.abc import Iterable
from pathlib import Path
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

import plbib
from plbib.related_work.topics import Topic, topics
from tests.timing import processor_time_below

NOUNS = (
    "attention quantization pruning scheduling caching parallelism decoding retrieval memory kernels graphs speech "
    "vision proteins robots compilers sampling inference routing translation"
).split()
MODIFIERS = "sparse federated neural efficient long linear speculative low-rank self-supervised distributed".split()
OTHERS = ("Boats on the Sea", "A Bridge to Nowhere", "Notes on Sand", "Rain and Tin Roofs")


def invented(count: int, seed: int = 1) -> list[str]:
    """Titles as people write them, of words that come again."""
    chance = random.Random(seed)  # noqa: S311

    def phrase() -> str:
        return f"{chance.choice(MODIFIERS)} {chance.choice(NOUNS)}".title()

    return [f"{phrase()} {chance.choice(['for', 'via', 'of', 'with'])} {phrase()}" for _ in range(count)]


def found(*titles: str) -> dict[str, set[str]]:
    """The topics of ``titles`` and of four that share nothing: heading → titles."""
    every = (*titles, *OTHERS)
    return {topic.heading: {every[place] for place in topic.members} for topic in topics(every)}


def category(name: str) -> list[str]:
    """The titles of a category of the embedded list."""
    return [record.item.title for record in plbib.load(plbib.DEMO).records if (name,) in record.categories]


def embedded(name: str) -> dict[str, list[str]]:
    titles = category(name)
    return {topic.heading: [titles[place] for place in topic.members] for topic in topics(tuple(titles))}


# --- what a reader finds ---


def test_the_models_of_the_embedded_list() -> None:
    assert embedded("Model") == {
        "Attention": [
            "Efficient Attention via Control Variates",
            "ClusterFormer: Neural Clustering Attention for Efficient and Effective Transformer",
            "Understanding the Role of Self Attention for Efficient Speech Recognition",
            "RealFormer: Transformer Likes Residual Attention",
            "Combiner: Full Attention Transformer with Sparse Computation Cost",
            "FMMformer: Efficient and Flexible Transformer via Decomposed Near-field and Far-field Attention",
            "Fast Transformers with Clustered Attention",
        ],
        "Vision": [
            "HiViT: A Simpler and More Efficient Design of Hierarchical Vision Transformer",
            "Practical Edge Kernels for Integer-Only Vision Transformers Under Post-training Quantization",
            "Long-Short Transformer: Efficient Transformers for Language and Vision",
        ],
        "Language modeling": [
            "Knowledge-in-Context: Towards Knowledgeable Semi-Parametric Language Models",
            "Confident Adaptive Language Modeling",
            "Transcormer: Transformer for Sentence Scoring with Sliding Language Modeling",
            "Large Language Models are Zero-Shot Reasoners",
            "Training language models to follow instructions with human feedback",
            "Searching for Efficient Transformers for Language Modeling",
            "A Tensorized Transformer for Language Modeling",
        ],
        "Generation": [
            "AraT5: Text-to-Text Transformers for Arabic Language Generation",
            "PLANET: Dynamic Content Planning in Autoregressive Transformers for Long-form Text Generation",
            "Neural Rule-Execution Tracking Machine For Transformer-Based Text Generation",
        ],
    }


def test_the_other_categories_of_the_embedded_list() -> None:
    sizes = {name: {heading: len(titles) for heading, titles in embedded(name).items()} for name in OTHER_CATEGORIES}
    assert sizes == OTHER_CATEGORIES


OTHER_CATEGORIES: dict[str, dict[str, int]] = {
    "Training algorithm": {"MoE": 3, "Language models": 5},
    "Inference engine": {"Language models": 6},
    "Training Engine": {},
    "Input": {},
    "Search Engine": {},
}


def test_inflections_count_as_one_word() -> None:
    assert found("Quantization of Kites", "Quantized Strings", "Fast Quantization", "Quantizing Tails") == {
        "Quantization": {"Quantization of Kites", "Quantized Strings", "Fast Quantization", "Quantizing Tails"}
    }
    assert list(found("Sparsity in Kites", "Sparse Tails", "On the Sparsification of Strings", "Sparsity")) == [
        "Sparsity"
    ]


def test_a_relative_of_a_word_is_another_word() -> None:
    assert found("Generation of Kites", "Image Generation", "Generative Strings", "Generational Tails") == {}


def test_phrases() -> None:
    assert list(found("Kites for Long Documents", "Long-Document Strings", "Tails over long documents")) == [
        "Long documents"
    ]
    assert list(found("Mixture-of-Experts Kites", "A Mixture of Experts", "Strings: Mixtures of Experts")) == [
        "Mixture of experts"
    ]


def test_a_term_has_four_words_at_most() -> None:
    titles = ("Kites in {}", "{} on Rope", "Boats by {}")
    assert list(found(*(title.format("Rain-Wind-Snow-Hail") for title in titles))) == ["Rain-wind-snow-hail"]
    assert list(found(*(title.format("Rain-Wind-Snow-Fog-Hail") for title in titles))) == ["Hail"]


def test_a_word_that_names_nothing_alone_does_in_a_phrase() -> None:
    assert found("A Simple Approach", "The Novel Approach", "Another Approach") == {}
    assert list(found("Recommender Systems", "Kites as Recommender Systems", "On recommender systems")) == [
        "Recommender systems"
    ]


def test_what_ends_no_phrase_is_no_topic() -> None:
    assert found("Neural Kites", "Neural Strings", "Neural Tails") == {}


def test_verbs_and_coordinated_adjectives_are_no_topics() -> None:
    assert found("Flying the Kite", "Flying a String", "Flying Tails") == {}
    assert found("Sturdy and Red Kites", "Sturdy and Blue Strings", "Sturdy, Green Tails") == {}


def test_names_end_in_words() -> None:
    assert list(found("SmartMoE: On Kites", "MoE for Strings", "Training FastMoE Tails")) == ["MoE"]


def test_what_nearly_all_titles_share_is_no_topic() -> None:
    kites = tuple(f"{word} Kites" for word in ("Paper", "Silk", "Stunt", "Box", "Sled"))
    assert found(*kites) == {"Kites": {*kites}}
    assert topics(kites) == ()


@pytest.mark.parametrize("count", range(6))
def test_small_categories(count: int) -> None:
    titles = ("Kite Quantization", "String Quantization", "Tail Quantization", "Rain", "Sand")[:count]
    assert len(topics(titles)) == (count == 5)


@pytest.mark.parametrize(
    ("titles", "heading", "term"),
    [
        (("The KV Cache", "A KV Cache for Kites", "Kites with KV cache"), "KV cache", "kv cache"),
        (("LLMs for Kites", "Strings and LLMs", "An LLM in the Sky"), "LLMs", "llms"),
        (("Kites in vLLM", "vLLM", "Strings for vLLM"), "vLLM", "vllm"),
        (("Written Arabic", "Arabic", "ARABIC"), "Arabic", "arabic"),
        (("Kites' Graph's", "Kite Graphs", "Graphs"), "Graphs", "graphs"),
        (("Ёлка в лесу", "Ёлка", "Ёлка"), "Ёлка", "ёлка"),
        (("Nai\u0308ve", "Naïve", "naïve"), "Naïve", "naïve"),
    ],
)
def test_headings(titles: tuple[str, ...], heading: str, term: str) -> None:
    (topic,) = topics((*titles, "Rain", "Sand"))
    assert (topic.heading, topic.terms) == (heading, (term,))


def test_markup_math_and_commands_are_no_words() -> None:
    assert found(*[f"{sign}: Of <i>$\\alpha$</i> and $n^2$" for sign in ("Red", "Blue", "Green")]) == {}
    assert found("\\textbf{Kite}", "\\textbf{String}", "\\textbf{Tail}", "\\end{document}") == {}
    assert list(found("<i>Quantization</i>", "The <b>Quantized</b>", '<span class="nocase">Quantization</span>')) == [
        "Quantization"
    ]


# --- what always holds ---

hostile = st.text(max_size=40) | st.text(st.sampled_from("aB1-–'’.:,&/$\\{}<i>_ofé∞\u0301 \n"), max_size=40)
ordinary = st.integers(0, 10**6).map(lambda seed: invented(1, seed)[0])
some_titles = st.lists(ordinary | hostile, max_size=40).map(tuple)


@given(some_titles)
def test_topics_are_disjoint_and_large_enough(titles: tuple[str, ...]) -> None:
    made = topics(titles)
    placed = [place for topic in made for place in topic.members]
    assert len(set(placed)) == len(placed)
    assert set(placed) <= set(range(len(titles)))
    assert len({topic.id for topic in made}) == len(made)
    for topic in made:
        assert len(topic.members) >= 3
        assert list(topic.members) == sorted(topic.members)
        assert all(topic.terms)
        assert topic.heading.casefold() == topic.terms[0]
    assert list(made) == sorted(made, key=lambda topic: topic.members)


@given(some_titles, st.randoms(use_true_random=False))
def test_the_order_of_the_titles_does_not_matter(titles: tuple[str, ...], chance: random.Random) -> None:
    places = list(range(len(titles)))
    chance.shuffle(places)
    shuffled = topics(tuple(titles[place] for place in places))
    assert _named(topics(titles)) == _named(shuffled, places)


def _named(made: Iterable[Topic], places: list[int] | None = None) -> dict[tuple[str, str], list[int]]:
    return {
        (topic.id, topic.heading): sorted(places[place] if places else place for place in topic.members)
        for topic in made
    }


# --- stability ---


def homes(titles: list[str]) -> dict[str, Topic]:
    """Title → its topic."""
    return {titles[place]: topic for topic in topics(tuple(titles)) for place in topic.members}


def moved(before: dict[str, Topic], after: dict[str, Topic], but: str) -> int:
    """How many works other than ``but`` have another topic."""
    ids = [{title: topic.id for title, topic in side.items()} for side in (before, after)]
    return sum(ids[0].get(title) != ids[1].get(title) for title in {*before, *after} - {but})


def renamed(before: dict[str, Topic], after: dict[str, Topic]) -> int:
    """How many topics that are in both have other terms."""
    terms = [{topic.id: topic.terms for topic in side.values()} for side in (before, after)]
    return sum(terms[0][one] != terms[1][one] for one in terms[0].keys() & terms[1].keys())


def check_stability(titles: list[str], foreign: list[str], on_average: float, at_worst: int) -> None:
    """Each of ``titles`` left out in turn, and each of ``foreign`` added in turn, moves few works."""
    whole = homes(titles)
    others = {title: homes([one for one in titles if one != title]) for title in titles}
    others |= {title: homes([*titles, title]) for title in foreign}
    moves = [moved(whole, other, title) for title, other in others.items()]
    assert mean(moves) <= on_average
    assert max(moves) <= at_worst
    assert mean(renamed(whole, other) for other in others.values()) <= 0.05


@pytest.mark.parametrize("name", ["Model", "Training algorithm", "Inference engine"])
def test_one_entry_more_or_less_moves_few_works(name: str) -> None:
    check_stability(category(name), invented(200), on_average=0.6, at_worst=5)


def test_one_entry_more_or_less_moves_few_works_of_many() -> None:
    check_stability(invented(150, seed=2), invented(50), on_average=0.2, at_worst=5)


@pytest.mark.heavy
@pytest.mark.shared
def test_titles_of_another_list_move_few_works(shared: Path) -> None:
    others = plbib.load(shared / "lists/raw/pliang279__awesome-multimodal-ml.md")
    foreign = sorted({record.item.title for record in others.records})[:200]
    assert len(foreign) == 200
    check_stability(category("Model"), foreign, on_average=0.3, at_worst=5)


# --- size ---


@pytest.mark.heavy
@pytest.mark.parametrize(("count", "seconds"), [(1000, 1), (10_000, 10)])
def test_many_titles(count: int, seconds: float) -> None:
    titles = tuple(f"{title} {number % 997}x" for number, title in enumerate(invented(count)))
    with processor_time_below(seconds):
        assert topics(titles)


@pytest.mark.heavy
@pytest.mark.parametrize(
    "title",
    [
        "x" * 300_000,
        "a-" * 150_000,
        "kite " * 60_000,
        " " * 300_000,
        "$a" * 100_000,
        "<i>" * 60_000,
        "\\" * 200_000,
        "a'" * 100_000,
        "aBcd" * 14 + " ",
    ],
    ids=lambda title: title[:6],
)
def test_long_titles(title: str) -> None:
    with processor_time_below(5):
        assert topics((title, *OTHERS)) == ()
