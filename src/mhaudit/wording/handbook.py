"""Wording: the handbook (`mhaudit rules docs`). Its pages of prose stand in `rulebook/handbook/pages`."""

MESSAGES: dict[str, tuple[str, str]] = {
    # the command
    "cli.rules.docs": (
        "把规则写成一本手册(Markdown 或 HTML):每条规则的要求、依据、适用对象、所需列名、算法和示例,没有规则的条款,"
        "以及怎样写规则。\n\n例如:mhaudit rules docs --format html -o 规则手册.html",
        "Write the rules as a handbook (Markdown or HTML): requirement, clause, who is bound, headings needed, how it "
        "is computed and examples of each rule, clauses without a rule, and how to write rules.\n\n"
        "Example: mhaudit rules docs --format html -o handbook.html --lang en",
    ),
    "cli.rules.docs.format": (
        "格式:md 或 html;不给时看 -o 的扩展名,都没有就是 md",
        "md or html; without it the ending of -o decides, else md",
    ),
    "cli.rules.docs.output": ("写入文件而不是屏幕", "write to a file, not to the screen"),
    # the whole
    "handbook.title": ("规则手册", "Handbook of rules"),
    "handbook.packs": ("本手册收录以下规则包:", "This handbook covers these rule packs:"),
    "handbook.pack": ("{title}({name} {version})", "{title} ({name} {version})"),
    "handbook.counts": (
        "共 {count} 条规则,其中停用 {off} 条。手册由 mhaudit rules docs 根据规则文件生成,不要直接修改。",
        "{count} rules, {off} of them off. Made by mhaudit rules docs from the rule files; do not edit it.",
    ),
    "handbook.contents": ("目录", "Contents"),
    "handbook.save_as": ("保存为", "Save as"),
    "handbook.change": ("修改", "Change in"),
    "handbook.top": ("回到目录", "Back to contents"),
    # rules
    "handbook.overview": ("规则一览", "All rules at a glance"),
    "handbook.rules": ("逐条说明", "The rules one by one"),
    "handbook.off": ("停用", "off"),
    "handbook.counted_as": ("并入 {rule}", "with {rule}"),
    "handbook.head.id": ("编号", "Id"),
    "handbook.head.asks": ("要求", "Requirement"),
    "handbook.head.each": ("逐个判定", "Judged for each"),
    "handbook.head.strength": ("强度", "Strength"),
    "handbook.head.state": ("状态", "State"),
    "handbook.head.table": ("表", "Table"),
    "handbook.head.field": ("字段", "Field"),
    "handbook.head.headings": ("表格上可用的列名", "Headings that will do"),
    "handbook.head.others": ("也可由这些列看出", "May also be told by"),
    "handbook.head.verdict": ("结论", "Verdict"),
    "handbook.head.example": ("情形", "Case"),
    # documents
    "handbook.documents": ("文件与条款", "Documents and clauses"),
    "handbook.documents.about": (
        "每份文件之下列出依据它的规则、读过而没有写成规则的条款,以及写了但停用的规则,后两者都注明原因。",
        "Under each document stand the rules that rest on it, the clauses that were read and have no rule, and the "
        "rules that are switched off, the last two with the reason.",
    ),
    "handbook.document.issuer": ("发文机关", "Issuer"),
    "handbook.document.number": ("文号", "Number"),
    "handbook.document.date": ("日期", "Date"),
    "handbook.document.url": ("网址", "Address"),
    "handbook.document.on": ("依据本文件的规则", "Rules that rest on it"),
    "handbook.document.off": ("停用的规则", "Rules that are off"),
    "handbook.document.ordered": ("按这份文件停用的规则", "Rules switched off by this document"),
    "handbook.document.unruled": ("没有规则的条款", "Clauses without a rule"),
    "handbook.document.unused": (
        "没有规则引用这份文件,也没有列出其中的条款。",
        "No rule quotes this document, and none of its clauses is listed.",
    ),
    "handbook.head.clause": ("条款原文", "Clause"),
    "handbook.head.rule": ("规则", "Rule"),
    "handbook.head.why": ("原因", "Reason"),
    # checklists
    "handbook.checklists": ("清单", "Checklists"),
    "handbook.checklists.about": (
        "清单把规则归成若干项。一项的结果取其中各条规则最差的结果。",
        "A checklist groups rules into items. An item is as good as the worst of its rules.",
    ),
    "handbook.provisional": ("暂定,不是官方清单。", "Provisional, not an official list."),
    "handbook.head.part": ("部分", "Part"),
    "handbook.head.item": ("项目", "Item"),
    "handbook.head.rules": ("规则", "Rules"),
    "handbook.part.core": ("核心", "core"),
    "handbook.part.extra": ("附加", "extra"),
    # kinds
    "handbook.kinds": ("要求的写法", "Kinds of requirement"),
    "handbook.kinds.about": (
        "`require:` 下面恰好写一种要求。下面每种都有写法、一个小例子,以及程序判定的几种情形。大写的词换成自己的内容:"
        "TABLE 表名,FIELD 字段名,CONDITION 条件(写法同 where),VALUE 取值,ID 规则编号,N 数字,KIND 一种要求;BOUNDS 是 "
        "`at_least`(不少于)、`at_most`(不超过)、`exactly`(正好)中的一个,或前两个都写。方括号里的可以不写。",
        "Under `require:` stands exactly one kind. Each has its syntax, a small example and cases with their verdicts. "
        "Words in capitals are for you to fill in: TABLE and FIELD by their names, CONDITION as under where, a VALUE, "
        "the ID of a rule, a number N, a KIND of requirement; BOUNDS is one of `at_least`, `at_most` and `exactly`, or "
        "both of the first two. What is in brackets may be left out.",
    ),
    "handbook.kind.title": ("{name}:{what}", "{name}: {what}"),
    "handbook.for_example": ("例如:", "For example:"),
    "handbook.kind.count": (
        "数一数某张表里属于这个对象、又符合条件的行。最常用:至少有 1 名教师、至少开展 1 次活动、至少有 1 条记录。",
        "Counts the rows of a table that belong to the subject and meet a condition: at least 1 teacher, 1 activity, "
        "1 record. The one used most.",
    ),
    "handbook.kind.sum": (
        "把符合条件的行的一个数值字段加起来,例如全年总课时。",
        "Adds up a number over the rows that meet a condition, such as the hours of a year.",
    ),
    "handbook.kind.ratio": (
        "两个数之比,例如师生比。MEASURE 是三种之一:对象自己的数值 `{field: FIELD}`、行数 "
        "`{count: TABLE, where: CONDITION}`、合计 `{sum: FIELD, in: TABLE, where: CONDITION}`。1:800 写作 "
        "`at_most: 800`。",
        "One measure over another, such as students per counsellor. A MEASURE is one of three: a number of the subject "
        "`{field: FIELD}`, a count of rows `{count: TABLE, where: CONDITION}`, or a total "
        "`{sum: FIELD, in: TABLE, where: CONDITION}`. 1:800 is written `at_most: 800`.",
    ),
    "handbook.kind.share": (
        "符合条件的行占多大比例,1 表示 100%。多用于对县区的目标:`having: {rule: ID}` 表示“规则 ID 达标的学校”。",
        "What part of the rows also meets a second condition; 1 is 100 %. Mostly for targets of a district: "
        "`having: {rule: ID}` means the schools for which that rule passes.",
    ),
    "handbook.kind.includes": (
        "若干取值都要有,而且各由不同的行满足,例如男、女心理委员各 1 名,或几门课程都要开设。",
        "Several values all have to be there, each in a row of its own: a boy and a girl, or each of several courses.",
    ),
    "handbook.kind.field": (
        "对象自己的字段要符合条件,例如学校有心理辅导室、教师享受某项待遇。`for_each` 是谁,就写谁的字段。",
        "A condition on the subject's own fields: the school has a room, the teacher has a benefit. Whose fields these "
        "are follows from `for_each`.",
    ),
    "handbook.kind.latest": (
        "最近一次距检查时段最后一天不超过若干个月。`if_none` 写明一次也没有时怎么办:`fail` 不达标,"
        "`notapplicable` 不适用。",
        "The latest row is no older than so many months before the last day of the period. `if_none` says what holds "
        "where there is none: `fail` or `notapplicable`.",
    ),
    "handbook.kind.unique": (
        "某个字段不得重复,例如一个班号只能出现一次。",
        "No value of a field stands twice, such as the name of a class.",
    ),
    "handbook.kind.matches_total": (
        "总数与各行之和一致,例如各班人数之和等于在校学生数。",
        "A total equals the sum of its parts, such as the students of all classes.",
    ),
    "handbook.kind.any_of": (
        "满足其中任何一项即可。每一项又是一种要求,可以再用上面各种写法。",
        "One of several requirements is enough. Each is again of any kind.",
    ),
    "handbook.kind.all_of": (
        "各项都要满足。任何一项确定不达标,就是不达标。",
        "All of several requirements must hold. Where one surely fails, all of it fails.",
    ),
    # tables
    "handbook.tables": ("表和字段", "Tables and fields"),
    "handbook.tables.about": (
        "规则只能用到下列字段。“列名”是程序认得的表头,较多的只列前面一些;本地表格另有叫法的,写进 "
        "`mhaudit.toml`(见 README)。",
        "Rules can use these fields and no others. The headings are those that the program knows, of many the first "
        "ones; headings of your own go into `mhaudit.toml` (see the README).",
    ),
    "handbook.table": ("{label}({name})", "{name}: {label}"),
    "handbook.head.called": ("中文名称", "Meaning"),
    "handbook.head.holds": ("内容", "Holds"),
    "handbook.holds.text": ("文字", "text"),
    "handbook.holds.number": ("数值", "a number"),
    "handbook.holds.day": ("日期", "a date"),
    "handbook.holds.term": ("学期,如 2024-2025-1", "a term, such as 2024-2025-1"),
    "handbook.holds.yes_no": ("true 是,false 否", "true or false"),
    "handbook.holds.kind": (
        "办学类型:名称、代码或统称(见“条件:where”)",
        "a kind of school: its name, its code, or a name for several (see Conditions)",
    ),
    "handbook.holds.choice": ("其中之一:{words}", "one of: {words}"),
    "handbook.holds.set": ("其中若干(用 has、has_any):{words}", "some of (has, has_any): {words}"),
}
