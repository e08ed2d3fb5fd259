"""One altered figure each, in invented texts: what the audit computes of it, and what it leaves."""

from datetime import date

import pytest

import taian_analysis as ta
from taian_analysis.base.report import Report, split_lines


def computed(text: str, verdict: str = "fails") -> list[str]:
    """Return what was computed for the claims of a text that have a verdict."""
    report = Report(text + "\n", split_lines(text + "\n"), date=date(2023, 7, 11))
    table = ta.audit(report)
    return table.loc[table["verdict"] == verdict, "computed"].to_list()


@pytest.mark.parametrize(
    ("text", "old", "new", "found"),
    [
        # a part misprinted above the whole, after a semicolon: 12345 + 31234 + 4521 = 48100
        (
            "收入48100万元。其中:国有12345万元;集体31234万元;个体4521万元。",
            "31234",
            "81234",
            "1.2345亿 + 8.1234亿 + 4521万 = 9.81亿",
        ),
        # parts in sentences of their own, each with its share: 90 ÷ 0.45, 60 ÷ 0.3, 50 ÷ 0.25
        (
            "关于经济的建议90件,占45%。关于文化的建议60件,占30%。关于交通的建议50件,占25%。",
            "60件",
            "80件",
            "80 ÷ 200 = 40%",
        ),
        # ages leave none out: 18.2 + 63.5 + 18.3 = 100
        (
            "0-14岁人口占总人口的18.2%,15-59岁人口占63.5%,60岁及以上人口占18.3%。",
            "63.5",
            "65.3",
            "18.2 + 65.3 + 18.3 = 101.8%",
        ),
        # of what was there and what came in: 8800 ÷ (9000 + 1000)
        (
            "全年新收案件9000件,上年旧存1000件,审结8800件,综合结案率为88.0%。",
            "88.0",
            "80.8",
            "8800 ÷ (9000 + 1000) = 88%",
        ),
        # 6000 of 7.50 ‰ and 4000 of 5.00 ‰ are of 800000 each
        (
            "全年出生人口6000人,出生率为7.50‰;死亡人口4000人,死亡率为5.00‰。",
            "7.50",
            "5.70",
            "5 × 6000 ÷ 4000 = 7.5",
        ),
        # another share of the same whole tells which that is: 2160 ÷ 12000 = 18 %
        (
            "全市判处罪犯12000人。其中,重刑2160人,占有罪人犯的18.0%。"
            "青少年共3480人,占有罪人犯的29.0%。",
            "29.0",
            "20.9",
            "3480 ÷ 12000 = 29%",
        ),
        # the growth before what it moved by: 5.3 - 3.4 = 1.9
        (
            "上半年生产总值927.6亿元,增长3.4%。\n"
            "服务业增加值同比增长5.3%,比一季度加快0.9个百分点,快于全市生产总值1.9个百分点。",
            "1.9",
            "2.9",
            "5.3 - 3.4 = 1.9",
        ),
        # a mark told in words
        ("全县生产总值突破百亿元大关,达109亿元。", "109", "90.1", "90.1亿 ≥ 100亿"),
        # what was told by who was asked: 210 + 12 + 3 = 225
        (
            "有效回访225件,表示满意的有210件,表示一般的有12件,表示不满意的3件。",
            "225",
            "252",
            "210 + 12 + 3 = 225",
        ),
        # what the parts changed by: 211 + 290 = 501
        (
            "用工总量27395人,比上年增加501人。其中,外省16821人,比上年增加211人;"
            "本省10574人,增加290人。",
            "211",
            "121",
            "121 + 290 = 411",
        ),
        # … each up or down: 211 - 90 = 121
        (
            "用工总量27395人,比上年增加121人。其中,外省16821人,比上年增加211人;"
            "本省10574人,减少90人。",
            "减少",
            "增加",
            "211 + 90 = 301",
        ),
        # one fact in two paragraphs, at a time that both name
        (
            "据统计,2022年末全市参保人数为536821人。\n一、基本情况\n2022年末参保人数达到536821人,保障水平稳步提高。",
            "536821",
            "536421",
            "536821人",
        ),
        # of a whole that goes by another name: 10.2 ÷ 21.3 = 47.9 %
        (
            "进出口总值21.34亿元。出口12.04亿元。\n民营企业进出口10.23亿元,占我国外贸总值的47.9%。",
            "47.9",
            "49.7",
            "10.23亿 ÷ 21.34亿 = 47.938%",
        ),
        # a rate in a bracket: 320 ÷ (4000 + 320) = 7.41 %
        (
            "死亡4000人。与上年同期相比,死亡人数减少320人(降幅7.41%)。",
            "7.41",
            "4.71",
            "320 ÷ (4000 + 320) = 7.407%",
        ),
        # incomes by source, 净 or not: 19000 + 2600 + 1600 + 6800 = 30000
        (
            "居民人均可支配收入30000元。其中:工资性收入19000元,经营净收入2600元,"
            "财产性收入1600元,转移净收入6800元。",
            "2600",
            "6200",
            "19000 + 6200 + 1600 + 6800 = 33600",
        ),
        # two parts only, of a total that they make: 1863 + 5274 = 7137
        (
            "全市受理信访7137件,其中来信1863件,来访5274件。",
            "5274",
            "5247",
            "1863 + 5247 = 7110",
        ),
        # the second measure of a part is of the second of the whole: 31 of 85 persons
        (
            "起诉盗窃案件42件85人,其中,入户盗窃案件12件31人。",
            "31人",
            "91人",
            "91 ≤ 85",
        ),
        # a part in a sentence of its own is of the count before it that is named alike
        (
            "全年举办文艺演出活动164场。其中,送戏下乡文艺演出82场。",
            "82场",
            "282场",
            "282 ≤ 164",
        ),
        # where a heading and its text say that something ranks
        (
            "一、工业运行\n工业增幅全省第四\n全市规模以上工业增加值97亿元,增长9.1%,增幅居全省第四,总量居全省第九。",
            "增幅居全省第四",
            "增幅居全省第五",
            "五",
        ),
        # two counts and what both make: 2625 + 1717 = 4342
        (
            "市热线受理投诉举报2625件,网络平台受理投诉举报1717件,两项合计共受理投诉举报4342件。",
            "1717",
            "1771",
            "2625 + 1771 = 4396",
        ),
        # parts named alike but for their kind do not overlap: 10 + 34 = 44
        (
            "完成44名干部的审计,其中,任中审计10名,离任审计34名。",
            "34",
            "43",
            "10 + 43 = 53",
        ),
        # parts that two neighbours turned round in their total would make: 489 + 193 = 682
        (
            "预算支出6.82亿元,其中:医院4.89亿元;学校支出1.93亿元。",
            "6.82",
            "6.28",
            "4.89亿 + 1.93亿 = 6.82亿",
        ),
        # over the plan between them: 2758 of 531 and 2758
        (
            "支出累计完成531万元,完成年初预算数2471万元的21.5%,比上年减支2758万元,下降83.9%。",
            "2758",
            "2578",
            "2578万 ÷ (531万 + 2578万) = 82.921%",
        ),
        # 83 of 996 less 83, over the plan too, and the rate first
        (
            "收入累计完成996万元,占年初预算数1095万元的91.0%,同比增长9.1%,增收83万元。",
            "83万",
            "38万",
            "38万 ÷ (996万 - 38万) = 3.967%",
        ),
        # a list of more than four that comes so near is all, whatever brackets say of its parts
        (
            "受理案件1099件,其中民事案件698件(同比增长57%),刑事案件73件,行政案件11件,其他案件2件,"
            "执行案件315件(包括非诉执行案件7件)。",
            "698",
            "689",
            "689 + 73 + 11 + 2 + 315 = 1090",
        ),
        # more was closed than was taken in: 5489 of 5644
        (
            "受理民事案件5644件(含旧存199件),结案5489件,结案率97.25%。",
            "5489",
            "5849",
            "5849 ÷ 5644 = 103.632%",
        ),
        # all that a bracket counts in, up to the rest: 1284 + 703 + 92 = 2079
        (
            "新收案件2079件(包括民事类1284件,行政类703件,其他类92件)。",
            "703",
            "730",
            "1284 + 730 + 92 = 2106",
        ),
    ],
)
def test_a_misprint_is_noticed(text: str, old: str, new: str, found: str) -> None:
    assert computed(text) == []
    assert found in computed(text.replace(old, new, 1))


@pytest.mark.parametrize(
    "text",
    [
        # what was put on file was so of all: no part beside those that came later
        "共提交提案187件,其中会后17件,经审查立案175件,立案率93.6%。",
        # the shares are of the 80 put on file, and not of the 90 handed in
        "共收到提案90件和会后提出的1件。经审查立案80件。"
        "其中:已解决20件,占总数的25%;正在解决40件,占总数的50%;留作参考20件,占总数的25%。",
        # from a rate to a rate, beside a mean that moved: no growth of the mean
        "与2010年相比,平均受教育年限由9.08年提高至9.91年,文盲率由4.08%下降为2.67%。",
        # the women of one group and the men of another
        "外出职工中男性占69.0%,女性占31.0%;本地职工中男性占65.1%,女性占34.9%。",
        # one measure at two times
        "2021年末全市参保人数为536421人。\n一、基本情况\n2022年末参保人数达到536821人,保障水平稳步提高。",
        # the parts of the first part: 41 + 99 + 1 = 141
        "共受理各类案件292件。其中:\n刑事检察案件141件,审查逮捕41件;审查起诉99件;提请延押1件;"
        "二审上诉0件。",
        # two parts that come short may be some only, though another digit would make them all
        "城镇新增就业2356人。其中,再就业1524人,困难人员就业732人。",
        # a share behind a bracket is of what stands before the bracket: 90 of 500
        "受理举报500件。其中,无照经营90件(其中食品类60件),占举报量的18%。",
        # all there is may be more than what came anew in a sentence before
        "全年新登记养老机构21家。其中,养老机构总数达到96家。",
        # a list of one year is not held against the total of the year before: 41 + 360 + 2100 = 2501
        "2017年处分1863人。处分县级干部52人,乡级干部391人,其他人员1420人。\n"
        "2018年处分2501人。处分县级干部41人,乡级干部360人,其他人员2100人。",
        # what a bracket counts in may be told beside the rest: 256 of 4939
        "共受理案件4939件(含旧存256件),结案2837件。",
        # a ratio that moved is now what it moved to: 12000 ÷ 6000
        "一季度城镇居民人均可支配收入12000元,农村居民人均可支配收入6000元,"
        "城乡居民收入比由上年同期的2.05:1缩小至2:1。",
        # both fell, though the second rate does not say so: 60 ÷ 80 = 0.75; 241 × 1.3278 = 320
        "2014年和2015年房屋销售额分别是80.0亿元和60.0亿元,同比分别下降20.0%和25.0%。",
        "2018年接报320宗,较2017年的241宗上升32%。",
        # those that were not so are no part that the rate of those that were is of
        "共抽检样品436个,其中不合格样品121个,合格率为72.24%。",
        # five levels with a bracket among them; three beside which the city is a fourth; three crimes
        "建立省、市、县(区)、镇、村五级台账。",
        "该城与雅城、罗城、开城并称四大古都。",
        "涉嫌贪污罪、行贿罪、故意销毁会计凭证、会计账簿罪等3项罪名。",
        # no year, no amount, no total of those told last
        "执行行业分类标准(GB/T 4754-2011)。",
        "园中树龄大都在十年以上,其中古柳树龄300余年。",
        "全村共有养殖户10户,分别是张某养殖户,存栏360头,李某养殖户,存栏50头,以上两户已签协议。",
        # floors of a house, and a list whose first number is printed within the line before
        "住所为滨江路256号37层,办公地址为滨江路256号大厦36、37层。",
        "双方权利如下:1.甲方可以收费。\n2.乙方可以付费。\n3.丙方可以监督。",
        # one kind grew by more than all
        "上半年民间投资同比增长11.4%。\n第一产业民间投资492亿元,同比增长31.4%。",
        # since the year began and since a year ago are two bases
        "贷款余额14320亿元,比年初增加1620亿元,同比增长17.2%。",
        # less is finer; half of all covered; four doors told with a semicolon each
        "定位精度由10米提升至6米。",
        "推动校园网应用,学校无线网络全覆盖50%。",
        "厂房设有4个出入口,分别为西侧门进入展厅;北侧门进入展厅;东侧门进入仓库;南侧门进入车间。",
        # the last of four without its number; a sign left out between two of five
        "他有四种选择:一是留下;二是先留下再找工作;三是要求赔偿;最后一种是辞职。",
        "公园设了5个展区,分别为:甲区展区、乙区展区、丙区展区丁区展区、戊区展区。",
        # a part and its like make the number before; a rate by the year of no rooms
        "全村总户数354户,贫困户74户,未脱贫14户,已脱贫60户。",
        "将13间门面抵债105万元,将土地以60万元抵债30年,此后每年交2万元。",
        # nothing tells what each household's share is of
        "预计收益10.5万元;将29户资金入股合作社,每户入股3000元。",
        # parts without names may be some of some; prices without a unit make no total
        "共2752家公司发布预告,其中1782家进行修正,170家修正幅度较大。",
        "推荐甲,介入价17.54附近。推荐乙,介入价8.08,最高20.39附近。",
        # a gain that was made up may be above the gain; a day to come for those who apply
        "虚增利润总额8049万元,占当期披露的利润总额的比例为335.14%。",
        "报名登录网站。截止日期:北京时间2024年5月11日24点。",
        # towns in three counties; five cities, whatever is made of four and nine doors
        "走完了甲平县、乙源县、丙平县57个乡镇的755个村庄。",
        "检查5个地市22所院校。甲校共有4个排风口未安装净化器。乙校9个排风口均已安装净化器。",
        # one loan told three times; one house told twice, to other digits
        "甲借款2万元借条一份,欲证明借款2万元,由甲支付其2万元及利息,合计2.5474万元。",
        "收受现金400万元、房产四套(折合1257.88万元)。其中400万元用于移民,1257.8万元用于购房。",
        # bounds that are in, and so many in each
        "中奖金额达到400元(含)至600元(不含)的,赠送40元。",
        "共慰问1700名老人,其中:分配甲区250名、乙县220名、其它各县100名,市直430名。",
    ],
)
def test_what_is_no_misprint(text: str) -> None:
    assert computed(text) == []
