"""Which capitals of a title are protected: those of names and acronyms, and no others."""

import re
import unicodedata
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given

from plbib.text import tex
from plbib.text.capitals import protect
from tests.samples import anything


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("A Kite with BERT", "A Kite with {BERT}"),
        ("LLMs and GPUs", "{LLM}s and {GPU}s"),
        ("AraT5 and NxMTransformer", "{AraT5} and {NxMTransformer}"),
        ("T5 on an iPhone", "{T5} on an {iPhone}"),
        ("GPT-4 and LIMU-BERT", "{GPT}-4 and {LIMU}-{BERT}"),
        ("The Arabic and English Monte Carlo", "The {A}rabic and {E}nglish {M}onte {C}arlo"),
        ("Gaussian kites", "{G}aussian kites"),
        ("BERT & Ernie_2", "{BERT} \\& Ernie\\_2"),
        ("ÉCLAIR Nyström", "{{\\'E}CLAIR} {N}ystr{\\\"o}m"),
    ],
)
def test_acronyms_names_and_words_with_inner_capitals_are_protected(title: str, written: str) -> None:
    assert protect(title) == written


@pytest.mark.parametrize(
    "title",
    [
        "Kites",
        "A Theory of Kites",
        "Title Case Is Not a Name: The Second Part",
        "An article by A. Nobody",
        "english in lower case",
        "I, Kite",
        "Kites of the 1990s",
        "Englishness is no English word".replace(" English ", " such "),
    ],
)
def test_ordinary_words_stay_free_for_the_style_to_lower(title: str) -> None:
    assert protect(title) == title


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Fly as I Say, Not as I Fly", "Fly as {I} Say, Not as {I} Fly"),
        ("Who Flies? I Fly", "Who Flies? {I} Fly"),
        ("From Point A to Point B", "From Point A to Point {B}"),
        ("Hepatitis A: A Review (Type A)", "Hepatitis {A}: A Review (Type {A})"),
        ("A* and A/B Tests of A-Frames", "{A}* and {A}/{B} Tests of {A}-Frames"),
        ("Kites in O(n) Time, O Captain", "Kites in {O}(n) Time, O Captain"),
        ("S* in C++ and C#, Best-of-N", r"{S}* in {C}++ and {C}\#, Best-of-{N}"),
        ("On H<sub>2</sub>O", r"On {H}\textsubscript{2}{O}"),
        ("<i>A</i> Kite", r"\emph{A} Kite"),
        ("$k$-NN and $k$A", "{$k$}-{NN} and {$k$}{A}"),
    ],
)
def test_a_capital_alone_is_a_name_where_it_is_no_word(title: str, written: str) -> None:
    assert protect(title) == written


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Monte Carlo, Monte-Carlo, Monte\u00a0Carlo", "{M}onte {C}arlo, {M}onte-{C}arlo, {M}onte~{C}arlo"),
        ("A New Kite for New York", "A New Kite for {N}ew {Y}ork"),
        ("New Yorkers", "New Yorkers"),
        ("A Raspberry Pie and a Raspberry Pi", "A Raspberry Pie and a {R}aspberry {P}i"),
        ("Mixtures of Gaussians", "Mixtures of {G}aussians"),
        ("Moore's Law, Google’s Kites", "{M}oore's Law, {G}oogle's Kites"),
        ("Jensen-Shannon and Kullback–Leibler", "{J}ensen-{S}hannon and {K}ullback--{L}eibler"),
        ("On d'Alembert", "On d'{A}lembert"),
    ],
)
def test_names_are_known_in_the_plural_with_an_apostrophe_and_joined(title: str, written: str) -> None:
    assert protect(title) == written


@pytest.mark.parametrize(
    "title",
    [
        "Stem Rust in Wheat",
        "A Swift Reply: Never Lie to a Student",
        "In-Context Kite-Flying with Large-Scale Winds",
        "Transformers and Adapters",
        "What Makes Kites Turn?",
        "May You March On",
        "Don't Let Kites Fall",
    ],
)
def test_what_is_a_word_more_than_a_name_is_none(title: str) -> None:
    assert protect(title) == title


def test_a_title_all_in_capitals_holds_no_names() -> None:
    assert protect("ATTENTION IS ALL KITES NEED") == "ATTENTION IS ALL KITES NEED"
    assert protect("ENGLISH <i>KITES</i> DON'T FALL") == r"ENGLISH \emph{KITES} DON'T FALL"
    assert protect("BERT GPT") == "{BERT} {GPT}"


def test_a_title_that_is_nearly_all_in_capitals_is_shouted_too() -> None:
    assert protect("KITES DO NOT NEED $o(n^2)$ STRINGS") == "KITES DO NOT NEED {$o(n^2)$} STRINGS"
    assert protect("KITES DO NOT NEED O(n) STRINGS") == "KITES DO NOT NEED O(n) STRINGS"
    assert protect("vKite: FAST LIGHT KITES FOR WIND") == "{vKite}: FAST LIGHT KITES FOR WIND"
    assert protect("GPU CPU TPU NPU RAM in HPC") == "{GPU} {CPU} {TPU} {NPU} {RAM} in {HPC}"


def test_a_word_of_grammar_in_capitals_is_stressed_and_no_acronym() -> None:
    assert protect("Kites Are NOT Planes, ARE THE Birds?") == "Kites Are NOT Planes, ARE THE Birds?"


SAMPLE = r"""
A {B}ayesian View of Kite Flight
{A}dam Lands Before {SGD}
{KiteNet}: Flying {3D} Kites with {LiDAR}
On the {L}ipschitz Constant of Kites
Sliced {W}asserstein Kites
A {J}acobian-Free {N}ewton Method for Strings
{H}essian-Aware Tails
{N}yström Approximation of Wind Kernels
Modern {H}opfield Networks Remember Kites
{T}uring Tests for Paper Birds
Hidden {M}arkov Models of Gusts
Fast {F}ourier Transforms in the Sky
Kites for {C}hinese, {H}indi and {S}wahili Text
An {E}nglish-{G}erman Corpus of Kite Names
{L}lama and {G}emma Write About Kites
{M}amba Meets Kites
Flying an {A}ndroid Phone on a {R}aspberry {P}i
A {P}ython Library for Kites
Kites over {N}ew {Y}ork and the North Sea
Winds of the {M}iddle {E}ast and the Far North
{W}orld {W}ar {II} Kites
Kites, Part {IV}: The Return
The {pH} of Wet Kites
{X}-Ray Kites and {T}-Shirts
Vitamin A and Kites
{A}-Stable Kites
Is a Kite All You Need?
Why {I} Fly
Do Kites Dream? A Study
Learning to Fly: An Overview
Pre-Trained Kites Are Few-Shot Flyers
Kite-of-Thought Prompting
Multi-{GPU} Kites at {70B}-Scale
{INT8} and 4-Bit Kites on {iOS}
{COVID}-19 and Kites in {E}urope
{LLM}s, {VAE}s and {MoEs}
Towards Green Kites
Kites \& Strings: 100\% Fun
Gone with the Wind: Kites in the 1990s
{D}rosophila Can Fly, Too
On {G}oogle's Kites, {W}ikipedia and {T}witter
{P}oincaré Kites and {R}iemannian Strings
What's NOT a Kite?
{E}uler's Kites
Kites at Scale with {K}ubernetes
"""
"""Invented titles with the braces they get."""


@pytest.mark.parametrize("written", SAMPLE.strip().splitlines())
def test_the_braces_of_a_sample_of_titles(written: str) -> None:
    assert protect(re.sub(r"[{}]|\\(?=[&%])", "", written), utf8=True) == written


def test_the_list_of_names_is_sorted_and_holds_none_twice() -> None:
    sections = files("plbib").joinpath("data/proper-names.txt").read_text(encoding="utf-8").split("\n# ")
    names = [section.splitlines()[1:] for section in sections[2:]]

    def place(name: str) -> str:
        return unicodedata.normalize("NFD", name).encode("ascii", "ignore").decode().lower()

    assert [pair for section in names for pair in pairwise(section) if place(pair[0]) > place(pair[1])] == []
    flat = [name for section in names for name in section]
    assert len(flat) == len(set(flat)) > 800


@given(anything)
def test_protection_adds_braces_and_nothing_else(title: str) -> None:
    assert protect(title).replace("{", "").replace("}", "") == tex.escape_marked(title).replace("{", "").replace(
        "}", ""
    )


@given(anything)
def test_no_braces_hold_two_words(title: str) -> None:
    assert not re.search(r"\{[A-Za-z]+ [A-Za-z ]*\}", protect(title))


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("KITES FLY HIGH", "{KITES} {FLY} {HIGH}"),
        ("KITES FLY VERY HIGH", "KITES FLY VERY HIGH"),
        ("KITES FLY 2 3 TIMES", "{KITES} {FLY} 2 3 {TIMES}"),
        ("A B C D", "A B C D"),
        ("KITES DO NOT NEED strings", "KITES DO NOT NEED strings"),
        ("KITES DO NOT strings", "{KITES} {DO} NOT strings"),
        ("KITES NEED LONG RED strings", "{KITES} {NEED} {LONG} {RED} strings"),
        ("KITES DO NOT NEED strings tails", "{KITES} {DO} NOT {NEED} strings tails"),
    ],
)
def test_four_words_and_four_of_five_are_shouted(title: str, written: str) -> None:
    assert protect(title) == written


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("A. Kite, Plan A. Plan A and B", "A. Kite, Plan A. Plan A and {B}"),
        ("Big O, A", "Big O, {A}"),
        ("Type A/B, A-B, -A, (A)", "Type {A}/{B}, {A}-{B}, -{A}, ({A})"),
        ("X", "X"),
        ("A & B_C", r"A \& {B}\_{C}"),
        ("T5s, 1A, a1, b2B", "{T5}s, {1A}, a1, {b2B}"),
        ("LLMS and GPUss", "{LLMS} and {GPUss}"),
        ("K'Nex, D'Alembert's d’Alembert", "{K}'{N}ex, {D}'{A}lembert's d'{A}lembert"),
        ("I'm glad that kites don't fly & BERT_x", r"{I}'m glad that kites don't fly \& {BERT}\_x"),
        ("New York's New York-Based New Yorker", "{N}ew {Y}ork's {N}ew {Y}ork-Based New Yorker"),
        ("Monte Carlos, Raspberry Pi's Raspberry Pies", "Monte Carlos, {R}aspberry {P}i's Raspberry Pies"),
        ("naïve éCLAIR's É", r"na{\"i}ve {{\'e}CLAIR}'s {{\'E}}"),
    ],
)
def test_the_neighbours_of_a_capital(title: str, written: str) -> None:
    assert protect(title) == written
