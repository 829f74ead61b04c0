"""Wording: what findings say."""

MESSAGES: dict[str, tuple[str, str]] = {
    "list.comma": ("、", ", "),
    "list.and": (" 且 ", " and "),
    "list.or": (" 或 ", " or "),
    "list.semicolon": (";", "; "),
    "required.since": ("不早于 {day}", "not before {day}"),
    "what.schools": ("学校", "schools"),
    "what.classes": ("班级", "classes"),
    "what.teachers": ("教师", "teachers"),
    "what.activities": ("活动", "activities"),
    "what.committee": ("委员", "pupils"),
    "what.lessons": ("课程", "lessons"),
    "what.records": ("记录", "records"),
    "because.count": (
        "符合要求的{what}:现有 {measured},要求 {required}",
        "{what} that meet this: {measured} found, {required} required",
    ),
    "because.sum": (
        "符合要求的{what}:合计 {measured},要求 {required}",
        "{what} that meet this add up to {measured}; {required} required",
    ),
    "because.ratio": (
        "现为 {measured}({of} 比 {per}),要求 {required}",
        "is {measured} ({of} to {per}), required {required}",
    ),
    "because.ratio.open": (
        "现为 {measured},要求 {required}",
        "is {measured}, required {required}",
    ),
    "because.includes": (
        "应有 {required};现有 {measured},缺 {lacking}",
        "needs {required}: has {measured}, lacks {lacking}",
    ),
    "because.includes.none": (
        "应有 {required},现在一个也没有",
        "needs {required}; has none of them",
    ),
    "because.includes.lack": (
        "应有 {required},缺 {hopeless}",
        "needs {required}; lacks {hopeless}",
    ),
    "because.includes.few": (
        "{required} 要由不同的人各占一项,现有的最多占 {best} 项",
        "{required} each need somebody of their own; those listed can fill {best} at most",
    ),
    "because.includes.few_rows": (
        "{required} 要各占一行,现有的最多占 {best} 项",
        "{required} each need a row of their own; those listed can fill {best} at most",
    ),
    "because.includes.pass": ("{required} 齐全", "holds {required}"),
    "because.unique": ("应各不相同,现有重复", "should all differ; some are repeated"),
    "because.unique.pass": ("各不相同", "all differ"),
    "because.matches_total": (
        "{what}各行合计 {measured},应{required}",
        "{what} add up to {measured}; should be {required}",
    ),
    "because.share": (
        "符合要求的{what}:{all} 中有 {have},占 {measured},要求 {required}",
        "{what} that meet this: {have} of {all}, {measured}; {required} required",
    ),
    "required.unique": ("“{field}”不重复", "no “{field}” twice"),
    "because.field": ("{measured};要求 {required}", "{measured}; required: {required}"),
    "because.latest": (
        "最近一次 {measured},要求{required}",
        "latest {measured}, required {required}",
    ),
    "because.latest_none": ("没有相应记录", "no such record"),
    "because.several": ("{measured};要求 {required}", "{measured}; required: {required}"),
    "because.absent": ("记录表中没有此项", "the records do not list this item"),
    "because.notapplicable": (
        "本校没有此项要求所适用的对象",
        "nothing in this school falls under this requirement",
    ),
    "because.not_in_force": (
        "该时段此项要求尚未生效或已失效",
        "the requirement is not in force in this period",
    ),
    "because.error": (
        "规则执行出错({error}),此项未能检查",
        "the rule itself broke ({error}); it was not checked",
    ),
    "because.unknown": ("无法判定:{why}", "cannot be judged: {why}"),
    "because.no_term": (
        "学期未知:文件中没有可用的日期,请用 --term 指定,例如 --term 2024-2025-1",
        "the term is not known: nothing dates the files; give --term, for example --term 2024-2025-1",
    ),
    "why.not_supplied": (
        "没有提供“{table}”,请补交",
        "the table “{table}” was not supplied; please hand it in",
    ),
    "why.not_recognised": (
        "{sheet} 没有被识别(最像表头的一行:{seen});如果就是这张表,请看 mhaudit inspect {file}",
        "{sheet} was not recognised (the row most like a heading: {seen}); if that is it, see mhaudit inspect {file}",
    ),
    "why.not_recognised.bare": (
        "{sheet} 没有被识别;如果就是这张表,请看 mhaudit inspect {file}",
        "{sheet} was not recognised; if that is it, see mhaudit inspect {file}",
    ),
    "why.planned": (
        "“{table}”只有计划或安排,不能说明实际开展了什么,请补报已开展的情况",
        "the table “{table}” is a plan only, which does not say what was held; please report what was",
    ),
    "why.partial": (
        "“{table}”没有报全,其中没有涉及此项的内容,请补报(确实没有的写“无”)",
        "the table “{table}” covers only a part and says nothing of this; please report it, or write 无 for none",
    ),
    "why.not_listed": (
        "该校未见于此表(“{table}”),请补报(确实没有的写“无”)",
        "the school is not listed in the table “{table}”; please report, or write 无 for none",
    ),
    "why.blank": ("“{field}”未填({cells})", "“{field}” is blank ({cells})"),
    "why.unread": (
        "“{field}”无法识别或不能确定({cells})",
        "“{field}” cannot be told from what stands there ({cells})",
    ),
    "why.blank_nowhere": (
        "表中没有“{field}”这一列(或表头没有认出来),请补上",
        "the table has no column “{field}”, or its heading was not recognised; please add it",
    ),
    "why.refused": (
        "“{field}”的表头含义不明,没有采用({cells}),请改成含义明确的一列",
        "the headings for “{field}” are ambiguous and were not used ({cells}); give it one plain column",
    ),
    "why.unplaced": (
        "有的行不能确定属于哪所学校、哪个班或是否有此人({cells})",
        "rows of which it is not certain whether they belong here ({cells})",
    ),
    "why.unplaced.nowhere": (
        "有的行不能确定属于哪所学校、哪个班或是否有此人",
        "rows of which it is not certain whether they belong here",
    ),
    "why.unplaced.held": (
        "有的行不能确定属于哪所学校或是否已开展({cells})",
        "rows of which it is not certain whether they belong here or took place ({cells})",
    ),
    "why.unplaced.held.nowhere": (
        "有的行不能确定属于哪所学校或是否已开展",
        "rows of which it is not certain whether they belong here or took place",
    ),
    "why.totals": (
        "只填了人数,不足以判定,请补交教师名册({cells})",
        "only totals are given, which do not decide this; please hand in a roster ({cells})",
    ),
    "why.totals.blank": (
        "教师人数未填({cells}),请填写(没有的填 0),或补交教师名册",
        "the number of counsellors is blank ({cells}); give it (0 if there is none), or hand in a roster",
    ),
    "why.totals.nowhere": (
        "只填了人数,不足以判定,请补交教师名册",
        "only totals are given, which do not decide this; please hand in a roster",
    ),
    "why.open": (
        "该时段尚未结束,或只有一部分在检查范围内",
        "the period is not over, or only part of it is audited",
    ),
    "why.open_year": (
        "本学年尚未结束,或只有一部分在检查范围内",
        "the school year is not over, or only part of it is audited",
    ),
    "why.more": ("{cells} 等 {count} 处", "{cells} and others, {count} in all"),
    "why.schools": (
        "有 {count} 所学校自身还无法判定({cells})",
        "{count} of the schools cannot be judged themselves ({cells})",
    ),
    "why.grades": (
        "不能确定学校有哪些年级,请交班级表或改正无法识别的班级名称",
        "it is not known which grades the school has; hand in a class table, or correct names that cannot be read",
    ),
    "note.one_class": ("(仅见 1 个班)", " (only 1 class is seen)"),
    "note.any_grade": ("(本学段任一年级开设即可)", " (any grade of the stage will do)"),
    "note.counsellor_column": (
        "请补充“是否心理健康教育教师”一列",
        "please add a column that says who is a counsellor",
    ),
    "note.no_district": (
        "(另有 {count} 所学校区县不明,没有计入)",
        " ({count} more school(s) of no known district are not counted)",
    ),
    "note.lesson_term": (
        "请写明是哪一学期的课时,或填全年总学时",
        "please say which term these hours are of, or give the hours of the whole year",
    ),
    "label.unnamed": ("第 {row} 行(未填姓名)", "row {row} (no name)"),
    "label.class_row": ("班级“{name}”", "class “{name}”"),
}
