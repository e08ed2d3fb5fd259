"""What may look wrong and is not: nothing is said of it."""

import pytest
from altered import failing

from taian_analysis.audit.far_wholes import plain

_INDUSTRIES = "2024年全市生产总值2000亿元。第一产业增加值200亿元,第二产业增加值800亿元,第三产业增加值1000亿元。"

QUIET = {
    # 4th is 第四; and what its heading ranks stands further on in the line
    "a rank in digits": "工业增速居全省第四\n1-6月,规模以上工业增加值增长8.1%,增速居全省第4位。\n",
    "ranks of two things": (
        "商贸业增速居全省第三\n1-6月,工业增加值增长8.1%,增速居全省第五位。商贸业增加值增长6.0%,居全省第三位。\n"
    ),
    # shares of the industries of another whole, or at other prices
    "industries of private firms": f"{_INDUSTRIES}民营经济增加值1200亿元,三次产业结构为7:42:51。\n",
    "industries of a part": f"{_INDUSTRIES}其中城区三次产业结构为11.0:39.0:50.0。\n",
    "industries at other prices": f"{_INDUSTRIES}按不变价计算三次产业结构为9.8:41.0:49.2。\n",
    # 385 + 75 are of what was put on file, not of what members handed in
    "kinds of what came of them": (
        "全年收到提案500件,其中委员提案420件,集体提案80件。经审查立案460件,其中委员提案385件,集体提案75件。\n"
    ),
    # ranges in a sentence of their own may be of more than what stands before
    "ranges of others": "在职职工80万人,总体平稳。35岁及以下20万人,36至60岁50万人,61岁及以上30万人。\n",
    "a mean of some days": "2023年热线受理诉求73万件,日均受理2800件(工作日)。\n",
    # 36.37 of 246.85 is 14.7 %: levels are at the year's prices, the growth may be at constant ones
    "growth of output at constant prices": "2016年全年地区生产总值达283.22亿元,比去年增加36.37亿元,增长12.7%。\n",
    "growth of output a head": "全年人均地区生产总值达28322元,比去年新增3637元,增长12.7%。\n",
    "growth of an industry": "2016年,农业增加值283.22亿元,比2015年的246.85亿元增长12.7%。\n",
    # 40 + 25 are of the 65, which are no part beside the 60
    "a part with its own": "全年共发生火灾120起。其中,居民住宅火灾60起;65起电气火灾中,住宅40起,其他25起。\n",
    # two days of which no year is told
    "two days": (
        "3月15日,全市各车站共发送旅客70577人次。其中,公路发送旅客5960人次,增长0.39%。\n"
        "3月14日,全市各车站共发送旅客70398人次。其中,公路发送旅客5906人次,增长0.63%。\n"
    ),
    # each of the part its heading stands in
    "headings that come again": (
        "2019年全年,全县安全生产情况如下\n(二)较大事故\n发生较大事故18起,死亡75人。\n"
        "国庆期间,各地共接报各类事故快报30起。\n2.较大事故\n发生较大事故10起,死亡37人。\n"
    ),
    # what was put on file is of all proposals, not another part of them
    "what came of all": "共提交提案190件,其中会后18件,经审查立案177件,立案率93.2%。\n",
    # vehicles and refuse are the rest, not the buildings and the open air before them
    "a share of parts that it names itself": (
        "一季度共接报火灾18万起。\n各类建筑物发生火灾7.4万起,占总数的41.1%,各类露天场所发生火灾6.8万起,占总数的37.8%,"
        "车辆和垃圾等火灾合计占总数的21.1%。\n"
    ),
    # called back are those answered, too: another step, as the rate between them says
    "a rate between steps": "热线受理诉求15499件,办结13147件,其中直接解答8846件,直接解答率57.07%,回访7377件,不满意647件,不满意率8.77%。\n",
    # the good sorts are some of the rice, and how many is not told
    "a share of what has no number": "全年粮食播种面积36.9万公顷,其中稻谷播种面积33.3万公顷,下降1.1%,优质稻种植面积所占比重为80.0%。\n",
    # what is used of an old balance is no balance of this year's
    "what was left before and is used": "2023年度收入总计434.72万元,其中:本年收入合计434.16万元,使用非财政拨款结余0.00万元,年初结转和结余0.55万元。\n",
    # exam rooms are no sites, whatever counts both
    "counts of other things": "共设3个考点,其中:甲校(32个考场)、乙校(28个考场)、丙校(30个考场)。\n",
    "counts of villages": "全县设3个片区,其中:东片区12个村、西片区9个村、南片区11个村。\n",
    # 213 - (98 + 23 + 9 + 61) and 512 - 498
    "left of all told": "全年办理复议案件213件,其中:维持98件、撤销23件、确认违法9件、终止61件,未审结22件。\n",
    "left of two before": "收到来信512件,办结498件,其中甲类301件、乙类110件、其他87件,未办结14件。\n",
    # 40 + 22: with what was left before
    "left with its parts": "本年度收入320万元;支出298万元;年末结余62万元,其中:限定性40万元、非限定性22万元。\n",
    "left of all far before": (
        "法院受理案件8600件,审结8100件。其中甲类受理400件,审结390件;乙类受理5200件,审结4900件;丙类受理120件,"
        "审结110件;丁类受理2880件,审结2700件。未结案件500件。\n"
    ),
    "pupils of all schools": "各校招生:甲校(800人)、乙校(600人)、丙校(1200人),其中:男生1320人;女生1280人。\n",
    # what is owned is no 总支出
    "a share of a total not told": (
        "固定资产原值3210万元。2024年预算安排:甲类1200万元;乙类800万元;丙类600万元;重点支出合计占总支出的62%。\n"
    ),
    "summers are warm": "平均气温13.2℃,其中夏季25.1℃,冬季0.8℃。\n",
    # 61.2 + 25.1 + 13.7; the 3.2 are of the 25.1
    "a share of one of the shares": "外贸中,甲类占61.2%,乙类占25.1%,其中丙类占3.2%,其他占13.7%。\n",
    "none of them": "单位下设0个处室,分别是:我单位无下设处室。\n",
    # those above 1000 are among those above 100
    "open ends that lie in one another": (
        "宽带接入用户总数达6.95亿户,比上年末净增2486万户。其中,100Mbps及以上接入速率的宽带接入用户达6.61亿户,占总用户数的95.2%;"
        "1000Mbps及以上接入速率的宽带接入用户达2.35亿户,比上年末净增2839万户,占总用户数的33.9%。\n"
    ),
    # 25.8 + 65.5 + 8.6 = 99.9: the parts leave 0.4 of 778.3
    "parts that leave a little": (
        "前2个月,全省进出口总值778.3亿元。全省民营企业进出口200.9亿元,增长29.3%,占全省外贸总值的25.8%;"
        "外商投资企业进出口509.4亿元,下降11.2%,占65.5%;国有企业进出口67.6亿元,下降3.5%,占8.7%。\n"
    ),
    # the exports of some firms in all exports, not in what those firms trade both ways
    "a share of half of what is named before": (
        "一季度,民营企业进出口2.78万亿元,下降2%,占我国外贸总值的42.4%。其中,出口1.71万亿元,下降7.3%,占出口总值的51.4%。\n"
    ),
    # the rate is of the pipes right before it, not of the works
    "a rate of the level right before it": (
        "全国城市共有污水处理厂2039座,比上年增加95座,日处理能力14910万立方米,比上年增长6.2%,排水管道长度57.7万公里,比上年增长6.9%。\n"
    ),
    "a list that ends at the comma": "有效量增长最快的3个领域,分别是信息技术管理方法、计算机技术和医疗技术,分别同比增长100.3%、32.7%和28.7%。\n",
    # 27723 complaints, not 20965 complaints and reports bought on the net
    "a whole that only begins with its name": (
        "共接收投诉举报37894件,其中投诉27723件。\n共接收网购投诉举报20965件,占投诉举报的55.3%,同比上年(19948件)增长5.1%;"
        "其中网购投诉15475件,占投诉的55.8%。\n"
    ),
    # what was settled by now of the complaints is no third kind
    "what was done by now of the item before": (
        "10月份,中心共受理各类信息3422件,同比增长5.6%。其中咨询2157件,占受理总量的63%;投诉920件,占受理总量的26.9%;"
        "截至目前已办结反馈746件,办结反馈率81.1%;举报345件,占受理总量的10.1%,截至目前已办结反馈281件,办结反馈率81.4%。\n"
    ),
    # 1966.23 is income, and only the main heads of spending are listed
    "the main heads of spending": (
        "1至7月,全省地方一般公共预算收入完成1966.23亿元,增长6.3%。\n1至7月,全省一般公共预算支出完成4000.96亿元,增长14.7%。"
        "全省财政主要支出项目情况:教育支出672.27亿元,增长24.7%;社会保障和就业支出745.94亿元,增长24.2%;医疗卫生支出381.64亿元,"
        "增长25%;农林水支出436.71亿元,增长13.7%;住房保障支出134.69亿元,增长12.7%。\n"
    ),
    # the whole that the paragraph names first goes on: all exports, not the trade with some
    "a share whose whole was named before": (
        "福建省进出口7500亿元,增长6.5%。其中,出口4507.2亿元,增长9.9%;进口2992.8亿元,增长1.8%。\n"
        "福建省对东盟进出口1544.8亿元,增长11.8%;对美国进出口1052.2亿元,增长19.5%。\n"
        "机电产品出口1651.7亿元,增长8.2%,占同期福建省外贸出口总值的36.6%。同期,劳动密集型产品出口1401.9亿元,增长5.2%,占31.1%。"
        "农产品出口353.4亿元,增长26.7%,占7.8%。\n"
    ),
    # the holdings of such companies are the rest, which is not listed
    "kinds that leave some out": (
        "四季度末,保险公司总资产27.1万亿元,较年初增长9.1%。其中,产险公司总资产2.7万亿元,增长9.0%;人身险公司总资产23.4万亿元,增长9.3%;"
        "再保险公司总资产6719亿元,增长10.9%;保险资产管理公司总资产1036亿元,增长0.6%。\n"
    ),
    "old stock is added": "全院新收各类案件3964件,旧存194件,未结1578件,已结2580件,综合结案率62.05%。\n",
    "headings that count and set no task": (
        "一、保费收入18812.82亿元,同比增长37.29%\n产险公司保费收入4632.01亿元,同比增长8.51%;寿险公司14180.74亿元,同比增长50.32%。\n"
        "二、赔款支出5262.37亿元,同比增长25.17%\n产险业务赔款2165.55亿元,同比增长18.06%;寿险业务给付2574.27亿元。\n"
        "三、运用余额125629.30亿元,较年初增长12.37%\n银行存款余额23605.23亿元,占比18.79%;债券余额42078.44亿元。\n"
    ),
    "and so on": (
        "全年办理新增十个领域案件50656件。其中安全生产17286件,未成年人保护21538件,个人信息保护6383件,妇女权益保障1490件,"
        "英烈保护875件,反电信诈骗1067件,无障碍环境建设1983件等。\n"
    ),
    "most there ever was": "本届省运会设比赛小项共计1339项,为历届省运会最多,参赛代表团和人数均超过历届省运会。\n",
    "growth of a part": (
        "保险资金托管规模达4708.45亿元,其中,传统险、分红险等重点险种托管规模增长875.05亿元,增幅51.17%。\n"
    ),
    "what is left at one bank and at another": (
        "在甲银行开具的履约保函尚有人民币3357893元,在乙银行开具的履约保函尚有人民币46134元,"
        "在丙银行开具的履约保函尚有人民币4708126元。\n"
    ),
    "an item without a number": (
        "董事会共有董事12名,包括:董事长张先生;执行董事2名,即甲先生、乙女士;非执行董事4名;独立非执行董事5名。\n"
    ),
    "a ratio without a unit that grew smaller": "城乡居民收入比由上年的2.12缩小到2.06,缩小0.06。\n",
    "a price set lower": "每吨水价由2.12元下调到2.06元,降0.06元。\n",
    "how far from the country's mean": "2018年法官人均结案11.1件,上升107%,比全国法院人均结案数多0.72件。\n",
    # 86 of a city, 101 of its province the year before
    "a base of a larger area": (
        "2022年,全市受理案件86万件,同比下降11.4%。\n2021年,全省共受理案件101.15万件。\n"
    ),
    "the city and its province": (
        "2023年,全省技术合同成交额达135亿元,居全国第五。\n全市技术合同成交额达145亿元,居全省第二。\n"
        "全省居民人均消费支出24400元。\n全市居民人均消费支出24900元。\n"
    ),
    # no year is named: the month, and all months to it
    "a month and the months up to it": (
        "8月,全市甲醛平均浓度为35微克/立方米,同比下降3.6%;乙醇平均浓度为16微克/立方米,同比下降5.9%。\n"
        "1—8月,全市甲醛平均浓度为45微克/立方米,同比上升3.6%;乙醇平均浓度为28微克/立方米,同比下降3.4%。\n"
    ),
    # how often one sum covers another
    "coverage of sums": "商业银行流动性覆盖率150.9%。债务覆盖率达到120.5%,利息保障覆盖率为230%。平均风险覆盖率313.97%。\n",
    # what is left of all years is no part of what was spent
    "balances beside an account": "收入合计520.4万元,支出合计480.2万元,当年结余40.2万元,累计结余350.6万元。\n",
    # of the 2686 put on file, as 61.1 % is, whatever the words say
    "shares of the number behind the one they name": (
        "共收到提案3045件,经审查立案2686件,其中委员提案1640件,占提案总数的61.1%;党派提案753件,占提案总数的28%。\n"
    ),
    # of what went through 甲, and of what went through 乙
    "shares of two things of one country": (
        "2005年,该省共缴获甲物5.19吨,占全国缴获甲物总量的75%。缴获乙物2.62吨,同比上升154%,占全国48%。\n"
    ),
    "parts of two units told in turn": (
        "全年破获案件13220起,破获制毒案件83起,缴获原料639吨,同比上升137%;缴获毒品23.61吨,同比上升1.2%,"
        "其中甲、乙缴获量分别占全国的86.5%、93.7%;通过举报破获案件2270起,缴获毒品3.1吨,"
        "分别占总数的17.2%和13.1%。\n"
    ),
    # 980 of the 1260 were taken up, beside those of them that gave a name
    "what is told like the whole": "收到举报1260件,其中实名320件,占25.4%;受理980件,其中实名290件,占29.6%。\n",
    # 9 + 5 - 2 = 12
    "a part that is in two others": (
        "全省43个县中,未达标的12个,其中粉尘超标9个,臭氧超标5个,同时超标2个。\n"
    ),
    "some of what something is not": "共120个村,已通车的86个,未通车的34个,其中今年新通车12个。\n",
    "the rate that is taken away told first": "死亡率6.85‰,出生率7.12‰,自然增长率0.27‰。上年死亡率6.90‰,出生率7.50‰,自然增长率0.60‰。\n",
    # over 4.08 shares, for which 1.02 is right
    "a mean over fewer": (
        "每10股派发现金红利2.50元,以总股本4.2亿股扣除回购专户1200万股后为基数,共派发现金1.02亿元。\n"
    ),
    # private ones of one sort only
    "a kind that is narrowed": (
        "在园幼儿12.6万人,其中公办园6.8万人,占54.0%;普惠性民办园4.6万人;普惠率90.5%。\n"
    ),
    "two numbers of the earlier year": "税收和非税收入分别为320万元、480万元,比2022年的300万元和400万元分别增长6.7%和20%。\n",
    "ahead of one place, behind another": "居民收入增速高于全省0.2个百分点、低于全国0.4个百分点。\n",
    "years above one mean, below another": "全市人均预期寿命高于全省0.2岁、低于全国0.4岁。\n",
    "a median, not a sum": "可支配收入中位数3.4万元,其中城镇中位数4.6万元。\n",
    "depths and grades are no sums": "降水量612毫米,其中山区788毫米。水位埋深12.3米,其中漏斗区28.5米。满意度得分86.2分,其中窗口服务91.5分。亩产400公斤,其中水稻520公斤。\n",
    "a share of what its whole is a share of": "前五名客户销售额合计3.62亿元,占年度销售总额的41.2%,其中第一名1.26亿元,占14.3%。\n汽车156万辆,占机动车的85.7%,其中私人汽车141万辆,占77.5%。\n",
    "means of some beside the mean of all": "全年接待游客1860万人次,实现收入152亿元,人均花费817元,其中过夜游客人均1560元,一日游客人均420元。\n",
    "a share of what the number before is a share of": "国省干线公路1260公里,优良路率92.3%;农村公路1.12万公里,占总里程的89.9%,其中县道1350公里,占10.8%。\n",
    "a count told after the mean, apart": "图书馆藏书126万册,人均1.2册,其中少儿馆人均2.6册;年流通86万人次。\n",
    "stock of a day and what a term brought": "全国乘用车保有量为2.56亿辆。其中,私家车保有量2.37亿辆。我国卡车保有量达3242万辆。从新登记情况看,2021年前三季度,全国乘用车新登记1666万辆。\n",
    "receipts of money beside sales": "2013年销售商品、提供劳务收到的现金为2105.2万元,占同期营业收入的比例为108.74%。\n",
}  # fmt: skip


@pytest.mark.parametrize("text", QUIET.values(), ids=QUIET)
def test_nothing_is_said(text):
    assert failing(text) == set()


def test_growth_of_what_has_no_price_is_reckoned_all_the_same():
    assert failing("2016年全年受理案件2832件,比去年增加364件,增长12.7%。\n")


def test_a_ratio_that_grew_smaller_by_more_than_it_is_said_is_told():
    assert failing("城乡居民收入比由上年的2.12缩小到2.06,缩小0.16。\n")


def test_one_area_told_in_two_ways_is_one():
    assert failing(
        "2022年,全市法院受理案件86万件,同比下降11.4%。\n2021年,我市法院受理案件101.15万件。\n"
    )


def test_a_natural_rate_is_held_to_its_two_rates_in_either_order():
    assert failing("死亡率6.85‰,出生率7.12‰,自然增长率0.72‰。\n")


def test_the_number_of_a_note_is_no_part_of_a_name():
    assert plain("场地面积[3]") == plain("场地面积") == "场地面积"
