"""Wording: what findings say."""

MESSAGES: dict[str, tuple[str, str]] = {
    "list.comma": ("、", ", "),
    "list.and": (" 且 ", " and "),
    "list.or": (" 或 ", " or "),
    "list.semicolon": (";", "; "),
    "required.since": ("不早于 {day}", "not before {day}"),
    "because.count": ("现有 {measured},要求 {required}", "found {measured}, required {required}"),
    "because.sum": ("合计 {measured},要求 {required}", "adds up to {measured}, required {required}"),
    "because.ratio": (
        "现为 {measured}({of} 比 {per}),要求 {required}",
        "is {measured} ({of} to {per}), required {required}",
    ),
    "because.includes": ("应有 {required},现缺 {lacking}", "should hold {required}; lacking: {lacking}"),
    "because.includes.pass": ("{required} 齐全", "holds {required}"),
    "because.unique": ("应各不相同,现有重复", "should all differ; some are repeated"),
    "because.share": (
        "{all} 个中有 {have} 个,占 {measured},要求 {required}",
        "{have} of {all}, {measured}, required {required}",
    ),
    "required.unique": ("“{field}”不重复", "no “{field}” twice"),
    "because.field": ("{measured};要求 {required}", "{measured}; required {required}"),
    "because.latest": ("最近一次 {measured},要求{required}", "latest {measured}, required {required}"),
    "because.latest_none": ("没有相应记录", "no such record"),
    "because.several": ("{measured};要求 {required}", "{measured}; required {required}"),
    "because.absent": ("记录表中没有此项", "the records do not list this item"),
    "because.notapplicable": (
        "本校没有此项要求所适用的对象",
        "nothing in this school falls under this requirement",
    ),
    "because.not_in_force": ("该时段此项要求尚未生效或已失效", "the requirement is not in force in this period"),
    "because.error": (
        "规则执行出错({error}),此项未能检查",
        "the rule itself broke ({error}); it was not checked",
    ),
    "because.unknown": ("无法判定:{why}", "cannot be judged: {why}"),
    "because.no_term": (
        "学期未知:文件中没有可用的日期,请用 --term 指定,例如 --term 2024-2025-1",
        "the term is not known: nothing dates the files; give --term, for example --term 2024-2025-1",
    ),
    "why.not_supplied": ("未提供“{table}”,或只提供了一部分", "the table “{table}” was not supplied, or only in part"),
    "why.not_listed": ("该校未见于此表(“{table}”)", "the school is not listed in the table “{table}”"),
    "why.blank": ("“{field}”未填或无法识别({cells})", "“{field}” is blank or cannot be read ({cells})"),
    "why.blank_nowhere": ("没有“{field}”这一列", "there is no column “{field}”"),
    "why.unplaced": ("有的行无法确定属于哪所学校或哪个班({cells})", "rows that cannot be placed ({cells})"),
    "why.open": (
        "该时段尚未结束,或只有一部分在检查范围内",
        "the period is not over, or only part of it is audited",
    ),
    "why.more": ("{cells} 等 {count} 处", "{cells} and others, {count} in all"),
    "why.grades": (
        "不能确定学校有哪些年级(缺班级表,或班级名称无法识别)",
        "it is not known which grades the school has (no class table, or class names that cannot be read)",
    ),
    "note.one_class": ("(仅见 1 个班)", " (only 1 class is seen)"),
    "note.any_grade": ("(本学段任一年级开设即可)", " (any grade of the stage will do)"),
    "note.counsellor_column": (
        "请补充“是否心理健康教育教师”一列",
        "please add a column that says who is a counsellor",
    ),
    "label.unnamed": ("第 {row} 行(未填姓名)", "row {row} (no name)"),
    "label.class_row": ("班级“{name}”", "class “{name}”"),
}
