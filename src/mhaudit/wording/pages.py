"""Wording: a rule, or a data-issue code, as a page (`mhaudit rules show`)."""

MESSAGES: dict[str, tuple[str, str]] = {
    # the command
    "cli.rules.show": (
        "把一条规则(或一个数据问题代码)写成一页:要求、依据、适用对象、所需数据和列名、算法、整改、示例。\n\n"
        "例如:mhaudit rules show NC301",
        "Show a rule, or a data-issue code, as a page: requirement, clause, who is bound, data and headings "
        "needed, how it is computed, remedy, examples.\n\nExample: mhaudit rules show NC301 --lang en",
    ),
    "cli.rules.show.id": (
        "规则编号或名称(如 NC301),或数据问题代码(如 D302)。",
        "A rule by id or name, such as NC301, or a data-issue code, such as D302.",
    ),
    "page.unknown": ("没有规则或代码“{given}”", "there is no rule or code “{given}”"),
    "page.unknown.hint": (
        "运行 mhaudit rules list 列出规则;县里自己的规则要加 --rules",
        "mhaudit rules list lists the rules; a county's own need --rules",
    ),
    # sections
    "page.section.requires": ("要求", "Requirement"),
    "page.section.clause": ("依据", "Clause"),
    "page.section.who": ("适用对象", "Who is bound"),
    "page.section.computed": ("怎样计算", "How it is computed"),
    "page.section.verdicts": ("何时无法判定", "When it cannot be judged"),
    "page.section.data": ("所需数据,以及可用的列名", "Data needed, and the headings that will do"),
    "page.section.fix": ("整改", "Remedy"),
    "page.section.strength": ("要求强度", "Strength"),
    "page.section.same": ("合并判定", "Judged together"),
    "page.section.lists": ("所在清单", "Checklists"),
    "page.section.examples": ("示例", "Examples"),
    "page.section.history": ("沿革", "History"),
    "page.section.written": ("写在", "Written in"),
    "page.section.means": ("含义", "What it means"),
    "page.section.mend": ("怎样处理", "How to mend it"),
    "page.section.effect": ("影响", "What follows"),
    # clause, who, strength, history
    "page.document": ("《{title}》({facts})", "{title} ({facts})"),
    "page.document.plain": ("《{title}》", "{title}"),
    "page.quote": ("{clause}:「{quote}」", "{clause}: “{quote}”"),
    "page.quote.plain": ("「{quote}」", "“{quote}”"),
    "page.each": ("逐个判定:{subject}", "Judged for each {subject}"),
    "page.only": ("只适用于:{condition}", "Only where {condition}"),
    "page.strength.must": (
        "必须:不达标的学校,结果为不达标;默认以 1 退出",
        "Must: a school that fails it fails; exit code 1 by default",
    ),
    "page.strength.principle": (
        "原则上:不达标记为原则性不达标;默认以 1 退出",
        "Principle: a failure is a warning; exit code 1 by default",
    ),
    "page.strength.encouraged": (
        "鼓励:不达标只作提示,不影响学校结果;--fail-on note 时才以 1 退出",
        "Encouraged: a failure is a note and does not change the school's result; exit code 1 only with "
        "--fail-on note",
    ),
    "page.strength.area": (
        "区域目标:不计入学校结果",
        "Area target: never part of a school's result",
    ),
    "page.change": ("{date} {what}", "{date} {what}"),
    "page.from": ("自 {day} 起施行", "In force from {day}"),
    "page.to": ("至 {day} 止", "In force until {day}"),
    "page.written.changed": ("{place}({pack} 改动了它)", "{place} (changed by {pack})"),
    "page.written.disabled": ("{place}({pack} 停用了它)", "{place} (switched off by {pack})"),
    "page.same.as": (
        "与 {rule} 要求相同:两条都启用,只按 {rule} 判定,只计一次",
        "Asks the same as {rule}: as both are on, {rule} alone is judged and counts once",
    ),
    "page.same.for": (
        "{rule} 的要求与本条相同,一并由本条判定,只计一次",
        "{rule} asks the same; it is judged by this rule and counts once",
    ),
    "page.same.alone": (
        "与 {rule} 要求相同;两条同时启用时合并判定,只计一次",
        "Asks the same as {rule}; where both are on, one is judged and it counts once",
    ),
    "page.same.differs": (
        "原与 {rule} 要求相同,现在两条已不一致,分别判定",
        "Used to ask the same as {rule}; they now differ, and both are judged",
    ),
    "page.list": ("{title}:{item}", "{title}: {item}"),
    "page.list.provisional": (
        "{title}(暂定,非官方清单):{item}",
        "{title} (provisional, not an official list): {item}",
    ),
    # how it is computed
    "page.rows": ("“{table}”中的行", "the rows of “{table}”"),
    "page.rows.where": (
        "“{table}”中满足({condition})的行",
        "the rows of “{table}” in which {condition}",
    ),
    "page.kind.count": ("数出{rows},应{bound}", "Count {rows}: {bound}"),
    "page.kind.sum": ("将{rows}的“{field}”相加,应{bound}", "Add up “{field}” over {rows}: {bound}"),
    "page.kind.ratio": (
        "用{of}除以{per},应{bound};除数为 0 即不达标",
        "Divide {of} by {per}: {bound}; none to divide by is a failure",
    ),
    "page.kind.includes": (
        "{rows}中,“{field}”应包含{values},各由不同的行满足",
        "Among {rows}, “{field}” holds {values}, a different row for each",
    ),
    "page.kind.field": ("应满足:{condition}", "It must hold that {condition}"),
    "page.kind.latest": (
        "{rows}中,最近的“{field}”应在时段最后一天往前 {months} 个月内;{otherwise}",
        "Of {rows}, the latest “{field}” lies within {months} months before the last day of the period; "
        "{otherwise}",
    ),
    "page.kind.share": (
        "{rows}中,{having}的所占比例应{bound}",
        "Of {rows}, the share in which {having}: {bound}",
    ),
    "page.kind.unique": ("{rows}中,“{field}”不应重复", "Among {rows}, no “{field}” stands twice"),
    "page.kind.matches_total": (
        "“{field}”应等于“{table}”中“{sum}”的合计",
        "“{field}” equals the sum of “{sum}” in “{table}”",
    ),
    "page.kind.any_of": ("满足其中一项即可:", "One of these is enough:"),
    "page.kind.all_of": ("下列各项都要满足:", "All of these must hold:"),
    "page.passing": ("规则 {rule} 达标", "rule {rule} passes"),
    "page.if_none.fail": ("没有这样的行即不达标", "no such row is a failure"),
    "page.if_none.notapplicable": (
        "没有这样的行即不适用",
        "with no such row it does not apply",
    ),
    "page.measure.field": ("“{field}”", "“{field}”"),
    "page.measure.count": ("{rows}数", "the number of {rows}"),
    "page.measure.sum": ("{rows}的“{field}”之和", "the sum of “{field}” over {rows}"),
    "page.bound.at_least": ("不少于 {number}", "at least {number}"),
    "page.bound.at_most": ("不超过 {number}", "at most {number}"),
    "page.bound.exactly": ("等于 {number}", "exactly {number}"),
    "page.bound.above": ("超过 {number}", "above {number}"),
    "page.bound.below": ("低于 {number}", "below {number}"),
    "page.bound.since": ("自 {day} 起{bound}", "from {day} {bound}"),
    "page.note.stage": (
        "按学段计:本学段任一年级满足即可",
        "Judged by stage: any grade of the stage will do",
    ),
    "page.note.class": (
        "班级以班级表为准;没有班级表时无法判定",
        "The class table says which classes there are; without one it cannot be judged",
    ),
    "page.note.grade": (
        "年级以班级表为准;没有班级表时由办学类型推断",
        "The class table says which grades there are; without one, the kind of school does",
    ),
    # conditions
    "page.and": (",且", " and "),
    "page.or": (",或", " or "),
    "page.value": ("“{word}”", "{word}"),
    "page.or.short": ("、", " or "),
    "page.either": ("{first}或{last}", "{first} or {last}"),
    "page.group.any_of": ("({parts})", "({parts})"),
    "page.group.all_of": ("({parts})", "({parts})"),
    "page.group.none_of": ("并非({parts})", "not ({parts})"),
    "page.test": ("{field}{what}", "{field} is {what}"),
    "page.test.is": ("{field}为{what}", "{field} is {what}"),
    "page.test.not": ("{field}不是{what}", "{field} is not {what}"),
    "page.test.has": ("{field}含{what}", "{field} hold {what}"),
    "page.test.has_any": ("{field}含{what}之一", "{field} hold {what}"),
    "page.subject.stage": ("学段", "the stage"),
    "page.subject.grade": ("年级", "the grade"),
    "page.kinds.kindergarten": ("幼儿园", "kindergarten"),
    "page.kinds.primary": ("小学", "primary school"),
    "page.kinds.junior": ("初中", "junior secondary school"),
    "page.kinds.vocational": ("中等职业学校", "secondary vocational school"),
    "page.kinds.special": ("特殊教育学校", "special school"),
    "page.kinds.general": ("普通中小学", "ordinary primary or secondary school"),
    # when it cannot be judged
    "page.verdicts.count": (
        "没有提交这张表,或有的行没填清楚、算上与不算上结论不同;表交了而没有这样的行,按 0 计",
        "The table was not supplied, or a row is not filled in and would decide; a table that was supplied "
        "without such a row counts as 0",
    ),
    "page.verdicts.sum": (
        "没有提交这张表,或有的数没填而结论取决于它;表交了而没有这样的行,按 0 计",
        "The table was not supplied, or a number is not filled in and would decide; a table that was "
        "supplied without such a row counts as 0",
    ),
    "page.verdicts.ratio": (
        "有一个数未知,而结论取决于它;无论怎样填都一样时,照常判定",
        "One of the numbers is not known and would decide; where every value gives the same, it is judged",
    ),
    "page.verdicts.includes": (
        "没有提交这张表,或有的行没填清楚而结论取决于它;一行只能满足一项",
        "The table was not supplied, or a row is not filled in and would decide; one row serves one value",
    ),
    "page.verdicts.field": (
        "该单元格未填或无法识别",
        "The cell is blank or cannot be read",
    ),
    "page.verdicts.latest": (
        "没有提交这张表,或日期未填、无法识别而结论取决于它",
        "The table was not supplied, or a date that would decide is blank or cannot be read",
    ),
    "page.verdicts.share": (
        "有的行(或学校)还不能确定是否满足,而比例达不达标取决于它;一行也没有时,不适用",
        "Of some row (or school) it is not known whether it does, and that decides; with no row at all it does "
        "not apply",
    ),
    "page.verdicts.unique": (
        "没有提交这张表,或有的行没有填写,填上以后可能重复",
        "The table was not supplied, or a blank might repeat what stands elsewhere",
    ),
    "page.verdicts.matches_total": (
        "总数或其中一行没有填写、无法识别,或没有提交这张表",
        "The total or one of the rows is blank or cannot be read, or the table was not supplied",
    ),
    "page.verdicts.any_of": (
        "没有一项确定达标,而且至少一项无法判定",
        "None of them surely passes, and one at least cannot be judged",
    ),
    "page.verdicts.all_of": (
        "没有一项确定不达标,而且至少一项无法判定",
        "None of them surely fails, and one at least cannot be judged",
    ),
    # data, examples
    "page.field": ("{field} ← {headings}", "{field} ← {headings}"),
    "page.field.others": (
        "{field} ← {headings};也可由“{others}”看出",
        "{field} ← {headings}; may also be told by {others}",
    ),
    "page.total": (
        "学校表的{heading}(没有名册时)",
        "{heading} of the schools, without a roster",
    ),
    "page.comma": (",", ", "),
    "page.mark": ("{word}:", "{word}: "),
    "page.mixed": ("逐个", "each"),
    "page.example": ("{text}({each})", "{text} ({each})"),
    "page.expect": ("{subject} {verdict}", "{subject} {verdict}"),
    "page.given": ("{table}:{rows}", "{table}: {rows}"),
    "page.given.no_term": ("学期未知", "term not known"),
    "page.given.none": ("没有行", "no row"),
    "page.given.plain": ("一行", "a row"),
    "page.given.times": ("{count} 行({row})", "{count} × ({row})"),
    "page.given.blank": ("未填", "blank"),
    "page.given.nothing": ("什么表也没交", "no table supplied"),
    # a data-issue code
    "page.issue.facts": ("{severity} · {family}", "{severity} · {family}"),
    "page.family.D1": ("文件", "file"),
    "page.family.D2": ("工作表与列名", "sheets and headings"),
    "page.family.D3": ("单元格内容", "values"),
    "page.family.D4": ("前后不一致", "consistency"),
    "page.family.D5": ("个人隐私", "privacy"),
    "page.effect.error": (
        "该文件没有读取,检查不完整,以 3 退出",
        "The file was not read: the audit is incomplete, exit code 3",
    ),
    "page.effect.warning": (
        "可能使有的要求无法判定;本身不改变退出码",
        "Some requirement may be left open; it does not by itself change the exit code",
    ),
    "page.effect.info": (
        "只供核对,不改变退出码;用 --verbose 查看",
        "For checking only; it does not change the exit code; --verbose shows it",
    ),
    # what stands in a sentence's blanks
    "page.blank.absent": (
        "学校不在本次检查中的,列出相近的校名;",
        "A school that is not in the audit: similar names are given. ",
    ),
    "page.blank.day": ("某日", "a day"),
    "page.blank.shortfall": ("N", "N"),
    "page.blank.count": ("N", "N"),
    "page.blank.heading": ("某列", "a column"),
    "page.blank.read": ("原文", "the text"),
    "page.blank.school": ("某校", "the school"),
    "page.blank.name": ("某名称", "a name"),
    "page.blank.grade": ("某年级", "the grade "),
    "page.blank.class": ("某", "N"),
    "page.blank.sheet": ("某工作表", "a sheet"),
    "page.blank.rules": ("某规则", "a rule"),
    "page.blank.item": ("某项目", "an item"),
    "page.blank.term": ("某学期", "a term"),
}
