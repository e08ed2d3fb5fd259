"""What is and what is not, what was handled, kinds in all, budgets: on made-up sentences."""

import pytest
from altered import failing, failing_once_altered

# text that holds, a figure and what it is altered to, and the rule that notices; worked out by hand
PAIRS = [
    # 218 + 121 = 339, the one named behind its number
    ("全国339个城市中,218个城市空气质量达标,占64.3%,提高3.5个百分点,未达标城市121个。", "121", "112", "listed"),
    # 10 + 3 = 13 cases; 11 + 3 = 14 persons say that the two are all
    ("受理审查逮捕案件13件14人,其中批准逮捕10件11人,不批准逮捕3件3人。", "10件", "7件", "parts"),
    # 193 + 66 = 259; more than all there are
    ("办理审查起诉案件138件259人,其中提起公诉193人,不起诉66人。", "诉66", "诉96", "listed"),
    ("全市124个乡镇中,有91个完成任务,33个未完成任务。", "有91", "有19", "listed"),
    # 45728 ÷ 50101 = 91.27 %
    ("全年受理各类案件50101件,比上年增加12077件,排在全省第四位。审结、执结45728件,增加12958件。综合结案率91.27%。",
     "91.27", "97.21", "completed"),
    # 1779 ÷ 2559 = 69.52 %, told in one sign each
    ("诉讼案件收2559件(旧存133件),结1779件,结案率69.52%。", "69.52", "65.92", "completed"),
    # 1185 ÷ 1234 = 96.03 %
    ("全年排查矛盾纠纷1234件,其中婚姻家庭200件。成功化解1185件,化解率96.03%。", "96.03", "93.06", "completed"),
    # 252 ÷ 12600 = 2.0 %; 4898 ÷ 5210 = 94.0 %; 3.9 ÷ 5.2 = 75 %
    ("共抽检食品12600批次,检出不合格样品252批次,不合格率2.0%。", "2.0", "3.0", "completed"),
    ("民事案件收案5210件,结案4898件,结收比94.0%。", "94.0", "90.4", "completed"),
    ("合同外资5.2亿美元,实际使用外资3.9亿美元,到位率75%。", "75", "57", "completed"),
    # 372 ÷ 386 = 96.4 %
    ("会议应到代表386人,实到372人,符合法定人数,出席率96.4%。", "96.4", "94.6", "completed"),
    # 126.4 + 1103.9 + 1750.7 = 2981.0, told before and behind
    ("一季度生产总值2981.0亿元。⏎第一产业增加值126.4亿元,增长6.3%;第二产业增加值1103.9亿元,增长6.1%;"
     "第三产业增加值1750.7亿元,增长5.0%。三次产业增加值合计2981.0亿元。", "计2981", "计2891", "listed"),
    # 5.3 + 39.5 + 55.2 = 100
    ("第一产业实现增加值70.97亿元,增长6.5%,对增长的贡献率为5.3%;第二产业487.45亿元,增长8.0%,贡献率39.5%;"
     "第三产业543.89亿元,增长9.6%,贡献率55.2%。", "39.5", "36.5", "compositions"),
    # 85.26 ÷ 84 = 101.5 %
    ("收入年初预算86500万元,执行中调整为84000万元,实际完成85260万元,为调整预算的101.5%。",
     "101.5", "105.1", "completed"),
    # 60 ÷ (60 + 1440) = 4.0 %: of those in work and out of it
    ("年末就业人数1440万人,失业人数60万人,失业率4.0%。", "4.0", "9.0", "undone"),
    # what came in went out
    ("省级总收入6506.4亿元,下降13.7%;省级总支出6506.4亿元,下降12.1%。收支相抵,当年平衡。",
     "出6506", "出6056", "balanced"),
    # 91 + 836 = 927
    ("共收到转办案件927件,重点案件91件,一般案件836件。", "836", "863", "listed"),
    # 50820 ÷ 190200 = 26.7 %; 80240 ÷ 98240 = 81.7 %
    ("办理公益诉讼案件190200件。⏎办理新领域案件50820件,占公益诉讼总数的26.7%。", "26.7", "27.6", "far_shares"),
    ("一般公共预算支出98240万元。其中,民生支出80240万元,占到公共财政预算支出的81.7%。", "81.7", "87.1", "far_shares"),
    # 2640 ÷ 13200 = 20.0 %
    ("判决发生法律效力的被告人13200人,其中判处五年有期徒刑以上刑罚2640人,重刑率达20.0%。", "20.0", "26.0", "rates"),
    # 1284 of 1325; the persons stand beside the cases, over how both changed
    ("走访110批1325人次,与上月相比批次、人次分别上升52.8%、45.3%,其中,集访76批1284人次。", "1325", "1235", "parts"),
    # done, or done for now: 71 + 56 = 127
    ("督察组转办第三批信访件共计127件,已办结71件,阶段性办结56件。", "结56", "结65", "defined"),
    # 61 + 408 + 2731 = 3200
    ("被给予处分的3200人中,厅级干部61人,处级干部408人,科级及以下干部2731人。", "408", "480", "parts"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "old", "new", "rule"), PAIRS)
def test_it_is_held_against_the_numbers_it_is_of(text, old, new, rule):
    assert rule in failing_once_altered(text, old, new)


@pytest.mark.parametrize(
    "text",
    [
        # a third kind stands between
        "共339个城市,218个城市达标,基本达标15个,未达标城市97个。",
        # some are not decided yet, and no second measure says otherwise
        "受理审查逮捕案件223件,其中批准逮捕148件,不批准逮捕33件。",
        # of some of the cases only
        "全年受理案件50101件。审结45728件。民事案件结案率97.27%。",
        # within the time allowed
        "全年受理案件50101件。审结45728件。审限内结案率97.27%。",
        # about even, and a plan that was not reached
        "省级总收入6506.4亿元;省级总支出6506.9亿元。收支基本平衡。",
        # what was not done to some is no total of what was done, and not, to others
        "批准逮捕3200人,不捕8900余人;对未成年人决定起诉6200余人,不起诉8200余人。",
        # one person may be given two punishments
        "给予处分286人(其中党纪处分275人;政务处分23人)。",
        # of those in work and those out of it, whatever else is printed
        "11月就業人數為1440萬人,失業人數為60萬人,失業率4.0%,季調失業率為4.0%。",
        # registered, or found by a survey: of others
        "年末就业人数1440万人,失业人数60万人,登记失业率3.4%。",
        # each of three is of funds that went one way; none is all of them
        "36只基金规模增长,33只规模下降。排名前10的有7只规模上升、3只规模下降。",
        # a share of what its own clause names
        "交办134件群众举报,其中重点件12件,涉大气、水和噪声问题占比约七成。",
        # some cities may be as the mean is; a fall is set against a rise
        "13个设区市中,有9个市高于全省平均水平,3个市低于全省平均水平。",
        "降幅为3.2%,降低3.2%,低于全省2.1%的平均水平。",
        # of the age, not of what it rose by; firms whose output grew, and firms whose taxes fell
        "人均预期寿命达到79.2岁,比上年提高0.3岁,高于78.2岁的全国平均水平。",
        "规上企业320家,120家产值增长,210家税收下降。",
        # what is left in two numbers, and two years in one account
        "全年收入320万元,支出310万元。收支相抵,结转下年支出5万元,净结余5万元。",
        "2022年收入300万元、支出280万元,2023年收入320万元、支出310万元。收支相抵,结余10万元。",
        # born of those registered, the rates of all who live there
        "常住人口162万人,出生率8.3‰,死亡率7.6‰。户籍人口101万人。省内迁入1.8万人。出生人口1.13万人,死亡人口0.13万人。",
        # what was put aside is told of neither side
        "收入620万元,上年结余40万元,支出690万元,安排调节基金30万元。收支相抵,年终结余55万元。",
        # means of those who judge
        "人均受案38.65件;人均结案11.10件。结案率38.72%。",
    ],
)
def test_what_is_of_others_is_no_alarm(text):
    assert not failing(text)
