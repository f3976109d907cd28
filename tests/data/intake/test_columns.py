"""Tables that somebody else laid out: what is taken from them, and what is said of the rest."""

from __future__ import annotations

from data.intake.place import place
from data.intake.sheet import Merge
from tests.data.intake.plan_2012 import said
from tests.data.intake.sheets import sheet, told, understood

XUHUI, JINGAN, CHANGNING = "310104", "310106", "310105"


def test_fields_across_by_their_titles_under_a_title_row() -> None:
    found = understood(
        sheet(
            ["2.1.1 行政审批事项目录公布率"],
            ["单位：件"],
            ["序号", "单位名称", "已列入目录并公布的审批 事项数", "依法实施的审批事项总数（件）", "备注"],
            [1, "徐 汇 区", "３８", "40件", "已核"],
            [2, "上海市静安区人民政府（盖章）", 120, "1,130", ""],
            ["", "合计", 158, 1170, ""],
        )
    )
    assert said(found) == [
        (XUHUI, "2.1.1", "", "n_approval", "40", "", ""),
        (XUHUI, "2.1.1", "", "n_listed", "38", "", ""),
        (JINGAN, "2.1.1", "", "n_approval", "1130", "", ""),
        (JINGAN, "2.1.1", "", "n_listed", "120", "", ""),
    ]
    assert found.rows.set_index(["body", "field"]).loc[(JINGAN, "n_approval"), "cell"] == place("D5")
    assert told(found) == []
    assert found.tables == (("Sheet1", "matrix", 2),)


def test_the_problems_of_a_column_stand_at_their_cells() -> None:
    found = understood(
        sheet(
            ["单位", "n_powers_published", "n_powers"],
            ["徐汇区", "约120", 130],
            ["卢湾区", 1, 2],
            ["长宁区", "#REF!", "=B4+1"],
            ["徐惠区", 1, 2],
        )
    )
    assert told(found) == [
        ("former_body", "A3", "卢湾区"),
        ("unknown_body", "A5", "徐惠区"),
        ("approximate", "B2", "约120"),
        ("error_cell", "B4", "#REF!"),
        ("formula_without_value", "C4", "=B4+1"),
    ]
    # An error is neither a blank nor a nought: nothing is read there.
    assert said(found) == [(XUHUI, "2.2.1", "", "n_powers", "130", "", "")]


def test_a_name_that_several_indicators_share_is_refused_with_the_candidates() -> None:
    found = understood(sheet(["单位", "n_listed", "教育"], ["徐汇区", 1, 2]))
    assert told(found) == [("ambiguous_column", "B1", "n_listed"), ("ambiguous_column", "C1", "教育")]
    assert found.problems[1].allowed == "1.2.1.item_4, 4.1.3.item_1"
    assert found.rows.empty


def test_a_full_name_or_a_title_above_or_the_other_columns_tell_which_is_meant() -> None:
    expected = [
        (XUHUI, "2.1.3", "", "n_listed", "38", "", ""),
        (XUHUI, "2.1.3", "", "n_online", "20", "", ""),
    ]
    by_name = sheet(["单位", "2.1.3.n_listed", "2.1.3.n_online"], ["徐汇区", 38, 20])
    by_title = sheet(["网上审批实现率"], ["单位", "目录内审批事项数", "n_online"], ["徐汇区", 38, 20])
    by_sheet = sheet(["单位", "目录内审批事项数", "n_online"], ["徐汇区", 38, 20], name="2.1.3 网上审批")
    by_others = sheet(["单位", "目录内审批事项数", "实现网上受理或办理的事项数"], ["徐汇区", 38, 20])
    for one in (by_name, by_title, by_sheet, by_others):
        assert said(understood(one)) == expected


def test_a_header_of_two_rows_names_indicator_and_field() -> None:
    found = understood(
        sheet(
            ["单位", "2.1.2 业务手册和办事指南标准化编制率", "", "2.1.3 网上审批实现率", ""],
            [
                "",
                "已编制业务手册且已公开办事指南的事项数",
                "目录内审批事项数",
                "实现网上受理或办理的事项数",
                "目录内审批事项数",
            ],
            ["徐汇区", 30, 38, 20, 38],
            merges=[Merge(1, 1, 2, 1), Merge(1, 2, 1, 3), Merge(1, 4, 1, 5)],
        )
    )
    assert [(row[1], row[3], row[4]) for row in said(found)] == [
        ("2.1.2", "n_listed", "38"),
        ("2.1.2", "n_manual_guide", "30"),
        ("2.1.3", "n_listed", "38"),
        ("2.1.3", "n_online", "20"),
    ]


def test_a_self_assessment_form_of_one_body() -> None:
    """The layout of the city's own table: 指标｜具体项目｜分值｜评分说明｜考核填报｜附件或链接｜自评分."""
    found = understood(
        sheet(
            ["2012年度政务公开考核评估自评表"],
            ["填报单位（盖章）：徐汇区人民政府", "", "", "", "填报日期：2012.12.1"],
            ["指标", "具体项目", "分值", "评分说明", "考核填报", "附件或链接", "自评分"],
            ["行政审批事项目录公布率", "已列入目录并公布的审批事项数", 1, "略", 38, "http://a.cn", 1],
            ["", "依法实施的审批事项总数", 1, "略", "40件", "", 1],
            ["2.3.1", "公众参与", "", "", "√", "", ""],
            ["", "专家论证", "", "", "部分", "", ""],
            ["1.1.2 重大决策执行情况公开频次", "", "", "", 4, "", ""],
            ["小计", "", 3, "", "", "", 2],
        )
    )
    assert said(found) == [
        (XUHUI, "1.1.2", "", "n_status_reports", "4", "", ""),
        (XUHUI, "2.1.1", "", "n_approval", "40", "", ""),
        (XUHUI, "2.1.1", "", "n_listed", "38", "", ""),
        (XUHUI, "2.3.1", "", "item_1", "1", "", ""),
        (XUHUI, "2.3.1", "", "item_2", "0.5", "", ""),
    ]
    assert found.rows.loc[found.rows["field"] == "n_listed", "evidence"].tolist() == ["http://a.cn"]
    assert told(found) == []


def test_a_line_that_names_nothing_known_is_told_where_it_says_something() -> None:
    found = understood(
        sheet(
            ["指标", "具体项目", "考核填报"],
            ["2.4.2", "", 4],
            ["9.9.9", "某项目", 4],
            ["9.9.8", "某项目", ""],
            ["2.1.1", "总数", 5],
            ["2.1.1 行政审批事项目录公布率", "n_listed", 5],
        ),
        body=XUHUI,
    )
    assert sorted(told(found)) == [
        ("unknown_field", "B5", "总数"),
        ("unknown_indicator", "B3", "9.9.9 某项目"),
        ("which_field", "B2", "4"),
    ]
    assert said(found) == [(XUHUI, "2.1.1", "", "n_listed", "5", "", "")]


def test_one_fact_a_row() -> None:
    found = understood(
        sheet(
            ["单位", "指标代码", "件号", "字段", "填报值", "状态", "理由"],
            ["徐汇区", "2.1.1", "", "n_listed", 38, "", ""],
            ["长宁区", "2.1.1", "", "", "", "不适用", "无审批事项"],
            ["长宁区", "K1", "", "k_overdue", "", "零报告", ""],
            ["长宁区", "6.1.5", "", "grade", "优", "随便", ""],
        )
    )
    assert said(found) == [
        (XUHUI, "2.1.1", "", "n_listed", "38", "", ""),
        (CHANGNING, "2.1.1", "", "", "", "not_applicable", "无审批事项"),
        (CHANGNING, "6.1.5", "", "grade", "优", "", ""),
        (CHANGNING, "K1", "", "k_overdue", "0", "nil", ""),
    ]
    assert told(found) == [("unknown_status", "F5", "随便")]


def test_bodies_across_and_fields_down() -> None:
    found = understood(
        sheet(
            ["指标代码", "填报内容", "徐汇区", "长宁区"],
            ["2.1.1", "n_listed", 38, 39],
            ["2.1.1", "n_approval", 40, 41],
        )
    )
    assert [(row[0], row[3], row[4]) for row in said(found)] == [
        (XUHUI, "n_approval", "40"),
        (XUHUI, "n_listed", "38"),
        (CHANGNING, "n_approval", "41"),
        (CHANGNING, "n_listed", "39"),
    ]


def test_marks_for_nothing_are_one_refusal_and_keep_their_reason() -> None:
    found = understood(
        sheet(
            ["单位", "n_powers_published", "n_powers", "理由"],
            ["徐汇区", "不涉及", "/", "无此业务"],
            ["长宁区", "—", 3, ""],
        )
    )
    assert said(found) == [
        (XUHUI, "2.2.1", "", "", "", "not_applicable", "无此业务"),
        # Beside a value the mark stays at its field, so that the check tells the contradiction.
        (CHANGNING, "2.2.1", "", "n_powers", "3", "", ""),
        (CHANGNING, "2.2.1", "", "n_powers_published", "", "not_applicable", ""),
    ]


def test_several_cases_of_a_body_are_known_by_their_numbers() -> None:
    found = understood(
        sheet(
            ["单位", "文号", "人大（常委会）批准日期", "公开日期"],
            ["徐汇区", "预1号", "2012-01-16", "二○一二年二月九日"],
            ["徐汇区", "决1号", "2012.7.9", 41131],
        )
    )
    assert said(found) == [
        (XUHUI, "4.1.2", "决1号", "date_approved", "2012-07-09", "", ""),
        (XUHUI, "4.1.2", "决1号", "date_published", "2012-08-10", "", ""),
        (XUHUI, "4.1.2", "预1号", "date_approved", "2012-01-16", "", ""),
        (XUHUI, "4.1.2", "预1号", "date_published", "2012-02-09", "", ""),
    ]
    assert [(one.code, one.severity) for one in found.problems] == [("read_serial_day", "warning")]


def test_whose_it_is_must_be_said_once() -> None:
    table = (["指标", "具体项目", "考核填报"], ["2.1.1", "n_listed", 5])
    assert told(understood(sheet(*table))) == [("no_body_named", "", "")]
    assert said(understood(sheet(*table), body=XUHUI)) == [(XUHUI, "2.1.1", "", "n_listed", "5", "", "")]
    beside = sheet(["填报单位：", "静安区"], *table)
    assert [row[0] for row in said(understood(beside, body=XUHUI))] == [JINGAN]
    former = understood(sheet(["填报单位：卢湾区"], *table))
    assert told(former) == [("former_body", "A1", "卢湾区")]
    two = understood(
        sheet(["单位代码", "单位名称", "n_powers"], [310104, "静安区", 3], [310105, "长宁区", 4])
    )
    assert told(two) == [("body_differs", "B2", "静安区")]
    assert [row[0] for row in said(two)] == [CHANGNING]


def test_a_column_nobody_knows_is_told_and_does_no_harm() -> None:
    found = understood(sheet(["单位", "n_powers", "n_power_published", "口味"], ["徐汇区", 3, 2, "咸"]))
    assert [(one.code, one.cell, one.allowed, one.severity) for one in found.problems] == [
        ("column_not_used", "C1", "2.2.1.n_powers_published, 4.3.2.n_eval_published", "warning"),
        ("column_not_used", "D1", "", "warning"),
    ]
    assert said(found) == [(XUHUI, "2.2.1", "", "n_powers", "3", "", "")]


def test_the_same_field_twice_is_refused() -> None:
    found = understood(sheet(["单位", "n_powers", "清理确认的行政职权总数"], ["徐汇区", 3, 4]))
    assert told(found) == [("column_twice", "C1", "清理确认的行政职权总数")]


def test_a_table_of_something_else_is_refused_by_the_names_of_its_columns() -> None:
    found = understood(sheet(["省份", "口味", "人口"], ["浙江", "甜", 3], ["江苏", "淡", "=B2*2"]))
    assert told(found) == [
        ("no_known_column", "A1", "省份, 口味, 人口"),
        ("formula_without_value", "C3", "=B2*2"),
    ]
    assert "1.1.1.item_1" in found.problems[0].allowed


def test_a_sheet_of_something_else_beside_a_table_is_a_note() -> None:
    other = sheet(["省份", "口味"], ["浙江", "甜"], name="其他")
    found = understood(sheet(["单位", "n_powers"], ["徐汇区", 3]), other)
    assert [(one.code, one.sheet, one.severity) for one in found.problems] == [
        ("no_known_column", "其他", "warning")
    ]
    assert len(found.rows) == 1


def test_a_status_for_several_indicators_is_not_understood() -> None:
    found = understood(sheet(["单位", "n_powers", "n_manual", "状态"], ["徐汇区", "", "", "不适用"]))
    assert told(found) == [("status_for_several", "D2", "")]


def test_a_nil_return_is_of_the_row_or_of_one_cell() -> None:
    found = understood(
        sheet(
            ["单位", "n_powers_published", "n_powers", "状态"],
            ["徐汇区", "", "", "零报告"],
            ["长宁区", 0, "", "零报告"],
            ["静安区", "零报告", 3, ""],
        )
    )
    assert said(found) == [
        (XUHUI, "2.2.1", "", "", "", "nil", ""),
        (CHANGNING, "2.2.1", "", "n_powers_published", "0", "nil", ""),
        (JINGAN, "2.2.1", "", "n_powers", "3", "", ""),
        (JINGAN, "2.2.1", "", "n_powers_published", "0", "nil", ""),
    ]


def test_error_cells_in_columns_nobody_needs_do_no_harm() -> None:
    found = understood(sheet(["单位", "n_powers", "得分"], ["徐汇区", 3, "#REF!"]))
    assert told(found) == []
    assert len(found.rows) == 1
