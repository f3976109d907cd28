"""Issuers told from number and title: by example, where nothing may be guessed, and on real documents."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from data.catalogue import FOLDER
from data.recognise import COLUMNS, Issuer, Issuers, Series, counts, load_issuers, recognise
from metrics.model import Text

REAL = Path(__file__).parents[4] / "shared/reference/shanghai-policy-docs/shanghai_policy_docs.csv"
KNOWN = load_issuers(FOLDER / "2012")


def one(title: str, number: str | None = None, published: str = "", issuers: Issuers = KNOWN) -> pd.Series:
    frame = pd.DataFrame({"title": [title], "doc_number": [number], "published": [published or None]})
    return recognise(frame, issuers).iloc[0]


BY_TITLE = [
    ("市科委关于印发《上海区块链关键技术攻关专项行动方案》的通知", "B06", "B06"),
    ("上海市财政局等关于做好政府采购工作的通知", "B13", "B13"),
    ("上海市发展和改革委员会、上海市财政局关于印发《目录》的通知", "B02", "B02"),  # the first of several
    ("金山区人民政府办公室关于印发《行动方案》的通知", "310116", "310116"),
    ("上海市徐汇区人民政府印发《实施意见》的通知", "310104", "310104"),
    ("青浦区人力资源社会保障局等关于培训的通知", "310118", "310118"),  # a department is its district
    ("上海市人民政府办公厅关于成立领导小组的通知", "B01", ""),  # not the government, not evaluated
    ("市政府印发《若干意见》的通知", "G01", ""),
    ("市政府警备区关于做好退役士兵安置工作的通知", "G01", ""),
    ("上海市物价局关于车用汽、柴油价格的通知", "B51", "B02"),  # a nameplate of another body
    ("上海市农业农村委员会公告第6号", "L03", "B16"),  # a later name of one body
    ("国家税务总局上海市税务局关于延期的公告", "L05", "B26"),
    ("上海市卫生健康委员会关于下达计划的通知", "L02", ""),  # made of two bodies: counts for neither
    ("崇明区人民政府关于规划的通知", "310151", "310230"),
    ("上海市老龄工作委员会办公室关于敬老月的通知", "O04", "B11"),  # seated there
    ("中共上海市委办公厅 上海市人民政府办公厅印发《方案》的通知", "P02", ""),
    ("上海市绿化和市容管理局（上海市林业局）关于命名林荫道的通知", "B36", "B36"),
    ("\u200b上海市人民政府关于表彰的决定", "G01", ""),  # something invisible in front
    ("《上海市人民政府关于修改〈上海市公墓管理办法〉的决定》（沪府令6号）", "G01", ""),
]


@pytest.mark.parametrize(("title", "issuer", "body"), BY_TITLE)
def test_by_the_beginning_of_the_title(title: str, issuer: str, body: str) -> None:
    found = one(title)
    assert (found["title_issuer"], found["issuer"], found["body"]) == (issuer, issuer, body)


BY_NUMBER = [
    ("沪府办发〔2012〕46号", "B01"),
    ("沪府办发[2012]46号", "B01"),
    ("沪府办发（2012）46号", "B01"),
    ("沪府办发【２０１２】４６号", "B01"),
    ("沪府发〔2012〕35号", "G01"),
    ("沪府〔2015〕83号", "G01"),
    ("沪科〔2017〕387号", "B06"),
    ("沪科合〔2022〕18号", "B06"),
    ("沪科技节组办〔2018〕2号", "O18"),  # longer letters before shorter ones
    ("沪民福发〔2018〕37号", "B11"),
    ("沪民防〔2018〕3号", "B38"),
    ("金府办发〔2023〕20号", "310116"),
    ("的通知徐府办发〔2023〕9号", "310104"),  # left over from running text
    ("沪卫医〔2012〕8号", "B21"),  # the same letters in other years are another's
    ("沪卫医〔2020〕26号", "L02"),
    ("沪崇府办发〔2023〕20号", "310151"),
]


@pytest.mark.parametrize(("number", "issuer"), BY_NUMBER)
def test_by_the_number(number: str, issuer: str) -> None:
    found = one("关于印发《实施办法》的通知", number)
    assert (found["number_issuer"], found["issuer"], found["state"]) == (issuer, issuer, "number")


def test_the_number_at_the_end_of_a_title() -> None:
    assert one("《上海市美术馆管理办法》（沪府令3号）")["issuer"] == "G01"
    assert one("上海市共有产权保障住房管理办法（沪府令39号）", "沪财发〔2016〕29号")["issuer"] == "G01"


CITED = [
    "财库〔2015〕135号",
    "国办发〔2018〕79号",
    "依据沪财发〔2023〕9号",
    "关于废止沪府发〔2023〕9号",
    "沪财发〔2017〕9号",  # years older than the document
]


@pytest.mark.parametrize("number", CITED)
def test_a_cited_number_says_nothing(number: str) -> None:
    found = one("关于印发《实施办法》的通知", number, "2023-06-01")
    assert (found["number_state"], found["issuer"], found["state"]) == ("cited", "", "none")
    assert one("市科委关于申报的通知", number, "2023-06-01")["state"] == "title"


def test_an_old_number_of_ones_own_is_still_ones_own() -> None:
    assert one("市政府关于调整的通知", "沪府发〔2004〕5号", "2007-01-01")["state"] == "both"


@pytest.mark.parametrize(
    "title",
    [
        "一图读懂《上海市人民政府关于绿化的意见》",
        "《上海市电梯安全管理办法》政策问答",
        "市政府新闻发布会介绍垃圾分类有关情况",
        "对上海市人民政府2021年以来履行教育职责自评报告的公示",
    ],
)
def test_a_paper_about_a_paper_is_nobodys(title: str) -> None:
    found = one(title, "沪府发〔2023〕7号", "2023-06-01")
    assert (found["number_state"], found["state"], found["issuer"]) == ("cited", "none", "")


@pytest.mark.parametrize(
    "title",
    [
        "上海市药品经营企业GSP认证公告（第467号）",
        "上海市财政补贴管理办法",
        "浦东、浦南及毗邻区域后续分区防控有关事项",
        "黄浦江防汛墙保护办法",
        "静安寺地区交通管理通告",
        "上海市市政府采购目录",
        "",
    ],
)
def test_a_title_that_names_nobody(title: str) -> None:
    found = one(title)
    assert (found["issuer"], found["state"]) == ("", "none")


def test_a_stranger_is_listed_and_not_given_a_number_of_somebody_else() -> None:
    found = one("上海市质量工作领导小组关于印发要点的通知", "沪府发〔2023〕7号")
    assert (found["state"], found["issuer"], found["name"]) == ("stranger", "", "上海市质量工作领导小组")
    assert one("关于印发要点的通知", "沪天文发〔2023〕7号")["number_state"] == "unlisted"


def test_where_number_and_title_disagree_the_title_decides() -> None:
    found = one("上海市民政局关于养老顾问的意见", "沪府规〔2019〕26号", "2019-12-01")
    assert (found["state"], found["issuer"], found["number_issuer"]) == ("disagree", "B11", "G01")


def test_an_ambiguous_name_is_listed_with_its_candidates() -> None:
    clashing = Issuers(
        {
            "a": Issuer("a", Text("上海市甲局", "A"), "bureau", ("市某局",), "a"),
            "b": Issuer("b", Text("上海市乙局", "B"), "bureau", ("市某局",), "b"),
            "c": Issuer("c", Text("市甲局", "C"), "bureau", (), "c"),
            "d": Issuer("d", Text("上海市丁局", "D"), "bureau", ("市丙局",), "d"),
            "e": Issuer("e", Text("上海市丙局", "E"), "bureau", (), "e"),
        },
        (),
    )
    found = one("市某局关于申报的通知", issuers=clashing)
    assert (found["state"], found["issuer"], found["candidates"]) == ("ambiguous", "", "a|b")
    assert one("市甲局关于申报的通知", issuers=clashing)["candidates"] == "a|c"
    # One's own name goes before somebody else's alias.
    assert one("市丙局关于申报的通知", issuers=clashing)["issuer"] == "e"


def test_control_without_tables_nobody_is_recognised() -> None:
    for title, _, _ in BY_TITLE:
        assert one(title, "沪府发〔2012〕1号", issuers=Issuers({}, ()))["issuer"] == ""


def test_the_frame_keeps_index_and_input() -> None:
    given = pd.DataFrame(
        {"title": ["市科委关于甲的通知", None], "doc_number": [None, "沪科〔2017〕1号"]}, index=[7, 3]
    )
    before = given.copy()
    found = recognise(given, KNOWN)
    pd.testing.assert_frame_equal(given, before)
    assert list(found.index) == [7, 3]
    assert list(found.columns) == list(COLUMNS)
    assert found["issuer"].tolist() == ["B06", "B06"]
    assert found["state"].tolist() == ["title", "number"]
    assert len(recognise(given.iloc[:0], KNOWN)) == 0


def test_every_name_of_a_body_finds_it() -> None:
    """Round trip over the tables: each body's own name and aliases (but bare places) lead back to it."""
    lost = []
    for issuer in KNOWN.by_code.values():
        for name in (issuer.name.zh, *issuer.aliases):
            if name[-1] in "区县委局办府厅会部" and one(f"{name}关于申报的通知")["issuer"] != issuer.code:
                lost.append((issuer.code, name))
    assert lost == []


def test_every_series_leads_to_its_issuer() -> None:
    """No row of the table is hidden by another one."""
    hidden = []
    for series in KNOWN.series:
        year = min(max(series.since, 2012), series.until)
        found = one("关于申报的通知", f"{series.letters}〔{year}〕1号")
        national = KNOWN.by_code[series.issuer].kind == "national"
        if (found["number_issuer"] or found["number_state"]) != ("cited" if national else series.issuer):
            hidden.append(series)
    assert hidden == []


def test_series_cover_their_years_and_letters() -> None:
    series = Series("沪卫", more=True, issuer="L02", since=2018)
    assert series.covers("沪卫医", 2018)
    assert not series.covers("沪卫医", 2017)
    assert not Series("沪府", more=False, issuer="G01").covers("沪府办", 2018)


@pytest.fixture(scope="module")
def real() -> pd.DataFrame:
    if not REAL.exists():
        pytest.skip("the 8,396 Shanghai documents are not on this machine")
    return pd.read_csv(REAL, dtype=str)


def test_the_real_documents(real: pd.DataFrame) -> None:
    """The counts we publish; a change of tables or code that moves them must be looked at."""
    assert counts(recognise(real, KNOWN)) == {
        "documents": 8396,
        "number_found": 5029,
        "number_cited": 605,
        "number_unlisted": 13,
        "number_none": 2749,
        "title_found": 6680,
        "both": 4689,
        "disagree": 157,
        "title": 1834,
        "number": 175,
        "ambiguous": 0,
        "stranger": 33,
        "none": 1508,
        "recognised": 6855,
        "for_a_body": 2340,
    }


def test_number_and_title_bear_each_other_out(real: pd.DataFrame) -> None:
    """Two independent witnesses agree in 96 of 100; dealt out at random they do not (control)."""

    def agreement(documents: pd.DataFrame) -> float:
        state = recognise(documents, KNOWN)["state"]
        return float((state == "both").sum() / state.isin(["both", "disagree"]).sum())

    shuffled = real["doc_number"].sample(frac=1, random_state=1).to_numpy()
    assert agreement(real) > 0.96
    assert agreement(real.assign(doc_number=shuffled)) < 0.4
