"""Wording: `mhaudit diff` and reading results back."""

MESSAGES: dict[str, tuple[str, str]] = {
    "cli.diff": (
        "比较两次检查的结果（check --format json 写的文件，或放这种文件的文件夹）：新出现、有变化、仍未整改、已整改、"
        "变为无法判定的问题，按学校和规则列出。插入行、文件改名、换学期不影响比较。\n\n"
        "例如:mhaudit diff 上学期.json 本学期.json\n\n"
        "退出码：0 没有达到 --fail-on 的新问题；1 有这样的问题；2 用法有误。",
        "Compare two results (files that check --format json wrote, or folders of them): what is new, changed, still "
        "open, fixed, or can no longer be judged, per school and per rule. Inserted rows, renamed files and the next "
        "term do not disturb it.\n\n"
        "Example: mhaudit diff last-term.json this-term.json\n\n"
        "Exit codes: 0 nothing new at or above --fail-on; 1 something was; 2 wrong usage.",
    ),
    "cli.diff.old": ("较早的结果：文件或文件夹。", "The earlier result: a file or folder."),
    "cli.diff.new": ("较新的结果：文件或文件夹。", "The later result: a file or folder."),
    "cli.diff.output": (
        "写入文件而不是屏幕；不会覆盖所比较的文件。",
        "Write to a file instead of the screen; never over a file that is compared.",
    ),
    "cli.schema.diff": (
        "输出 diff --format json 结果的 JSON Schema。\n\n例如:mhaudit schema diff > diff.schema.json",
        "Print the JSON Schema of what diff --format json writes.\n\n"
        "Example: mhaudit schema diff > diff.schema.json",
    ),
    "cli.diff.excel": (
        "写出 Excel 工作簿\uff1a新出现、有变化、仍未整改、已整改各一张表\uff0c并有整改台账。",
        "Write an Excel workbook: sheets of what is new, changed, still open and fixed, and a ledger.",
    ),
    "cli.ledger": (
        "上一份填写过的台账\uff08以前 --excel 写出的工作簿\uff09\uff1a责任人、"
        "整改期限、状态、复查结果按编号带入新台账\uff1b"
        "与 --excel 一起用。",
        "The earlier ledger as filled in (a workbook that --excel wrote): persons, deadlines, status and second "
        "checks are carried over to the new one by their keys; goes with --excel.",
    ),
    "cli.ledger.alone": ("--ledger 要与 --excel 一起用", "--ledger goes with --excel"),
    "cli.ledger.alone.hint": (
        "加上 --excel 新台账.xlsx",
        "add --excel new-ledger.xlsx",
    ),
    "cli.ledger.over": (
        "--excel 不能写到上一份台账 {path} 上",
        "--excel would write over the earlier ledger {path}",
    ),
    "cli.ledger.over.hint": ("给新的工作簿换一个名字", "give the new workbook another name"),
    "cli.diff.fail_on": (
        "新出现的不达标达到哪一级就以 1 退出：error 必须、warning 原则上、note 鼓励、unknown 变为无法判定的也算、"
        "never 从不（默认 warning）。",
        "Exit with 1 if something new fails at this level or above: error (must), warning (principle), note "
        "(encouraged), unknown (also what became unknown), never (warning by default).",
    ),
    "cli.diff.verbose": ("列出全部内容，不省略。", "Show everything; cut nothing short."),
    "cli.diff.repeated": (
        "{path}：有两份结果都含有“{school}”，不知道比较哪一份",
        "{path}: two results hold the school “{school}”; which is meant is not known",
    ),
    "cli.diff.repeated.hint": (
        "文件夹中每所学校只留一份结果",
        "keep one result for each school in the folder",
    ),
    # reading results
    "result.none": ("{path}：文件夹中没有 .json 文件", "{path}: no .json file in this folder"),
    "result.none.hint": (
        "给出 mhaudit check --format json -o 所写的文件，或放这些文件的文件夹",
        "give a file that mhaudit check --format json -o wrote, or the folder of such files",
    ),
    "result.unreadable": ("{path}：无法读取：{reason}", "{path}: cannot be read: {reason}"),
    "result.unreadable.hint": ("检查路径和权限", "check the path and its permissions"),
    "result.changed": (
        "{path}：比较的时候文件被改动了",
        "{path}: the file was changed while it was compared",
    ),
    "result.changed.hint": ("再比较一次", "compare again"),
    "result.no_json_at": (
        "{path}:{line}:{column}：不是完整的 JSON",
        "{path}:{line}:{column}: not valid JSON",
    ),
    "result.no_json_at.hint": (
        "用 mhaudit check --format json -o 重新写出这个文件",
        "write the file again with mhaudit check --format json -o",
    ),
    "result.no_json": ("{path}：不是 JSON 文件", "{path}: not a JSON file"),
    "result.no_json.hint": (
        "先用 mhaudit check 表格.xlsx --format json -o 结果.json 写出结果，再比较",
        "write results with mhaudit check form.xlsx --format json -o result.json, then compare them",
    ),
    "result.foreign": (
        "{path}：不是 mhaudit 的检查结果（“schema”应为 {schema}）",
        "{path}: not a result of mhaudit (“schema” should be {schema})",
    ),
    "result.foreign.hint": (
        "给出 mhaudit check --format json -o 所写的文件",
        "give a file that mhaudit check --format json -o wrote",
    ),
    "result.version": (
        "{path}：结果的版本是 {found}，本程序只读 {schema}",
        "{path}: this result is {found}; this program reads {schema} only",
    ),
    "result.version.hint": (
        "用同一版本的 mhaudit 重新检查，再比较",
        "audit again with the same version of mhaudit, then compare",
    ),
    "result.cut_off": (
        "{path}：缺少最后一行（“type”为 end），文件没有写完",
        "{path}: the last line (“type”: end) is missing, so the file was cut off",
    ),
    "result.cut_off.hint": (
        "用 mhaudit check --format ndjson=文件 重新写出",
        "write it again with mhaudit check --format ndjson=FILE",
    ),
    "result.broken": (
        "{path}:{place}：{reason}；不是完整的 mhaudit 结果",
        "{path}: {place}: {reason}; not a whole result of mhaudit",
    ),
    "result.broken.hint": (
        "文件可能被改动过；用 mhaudit check --format json -o 重新写出",
        "the file may have been edited; write it again with mhaudit check --format json -o",
    ),
    "result.broken.missing": ("缺少这一项", "this is missing"),
    "result.broken.extra_forbidden": ("没有这一项", "there is no such key"),
    "result.broken.value": ("值不对", "not a valid value"),
    # the report
    "diff.old": ("旧：{what}", "Old: {what}"),
    "diff.new": ("新：{what}", "New: {what}"),
    "diff.side": (
        "{terms}，{days} 检查，学校 {schools} 所",
        "{terms}, audited {days}, schools: {schools}",
    ),
    "diff.no_term": ("时段未知", "period not known"),
    "diff.packs": (
        "注意：两次用的规则包不同，有的变化可能来自规则：{old} → {new}",
        "Note: the rule packs differ, so some changes may come from the rules: {old} → {new}",
    ),
    "diff.pack": ("{name} {version}", "{name} {version}"),
    "diff.unreadable": (
        "注意：新的一次有 {count} 个文件无法读取，“不再列出”的内容可能在其中",
        "Note: inputs that the new run could not read: {count}. What is “no longer listed” may be in them",
    ),
    "diff.language.zh": (
        "注意：结果是用中文写的，其中的问题和整改办法按原文显示",
        "Note: the results were written in Chinese; problems and remedies stand as they were written",
    ),
    "diff.language.en": (
        "注意：结果是用英文写的，其中的问题和整改办法按原文显示",
        "Note: the results were written in English; problems and remedies stand as they were written",
    ),
    "diff.nobody": (
        "注意：两次结果中没有同一所学校",
        "Note: the two results have no school in common",
    ),
    "diff.total": ("合计：", "In all: "),
    "diff.nothing": ("没有变化，也没有未整改的问题", "Nothing changed, and nothing is open"),
    "diff.count": ("{word} {count}", "{word} {count}"),
    "diff.new.short": ("新出现", "new"),
    "diff.changed.short": ("有变化", "changed"),
    "diff.open.short": ("仍未整改", "still open"),
    "diff.became_unknown.short": ("变为无法判定", "became unknown"),
    "diff.became_judged.short": ("已有结论", "became judged"),
    "diff.fixed.short": ("已整改", "fixed"),
    "diff.dropped.short": ("不再列出", "no longer listed"),
    "diff.still_unknown.short": ("仍无法判定", "still unknown"),
    # headings of columns, which have to be short
    "diff.new.column": ("新出现", "New"),
    "diff.changed.column": ("有变化", "Changed"),
    "diff.open.column": ("未整改", "Open"),
    "diff.became_unknown.column": ("变不明", "Unknown"),
    "diff.became_judged.column": ("有结论", "Judged"),
    "diff.fixed.column": ("已整改", "Fixed"),
    "diff.dropped.column": ("不再列", "Dropped"),
    "diff.new.heading": ("新出现的不达标（{count} 条）", "New failures ({count})"),
    "diff.changed.heading": (
        "仍不达标，数值有变化（{count} 条）",
        "Fails as before, with another figure ({count})",
    ),
    "diff.open.heading": ("仍未整改（{count} 条）", "Still open ({count})"),
    "diff.became_unknown.heading": ("变为无法判定（{count} 条）", "Became unknown ({count})"),
    "diff.became_judged.heading": (
        "原来无法判定，现已有结论（{count} 条）",
        "Was unknown, is judged now ({count})",
    ),
    "diff.fixed.heading": ("已整改（{count} 条）", "Fixed ({count})"),
    "diff.dropped.heading": (
        "不再列出，但未见整改（{count} 条）",
        "No longer listed, not shown to be fixed ({count})",
    ),
    "diff.still_unknown.heading": ("仍无法判定（{count} 条）", "Still unknown ({count})"),
    "diff.school": ("{name}：", "{name}: "),
    "diff.school.renamed": ("{name}（原名 {former}）：", "{name} (before: {former}): "),
    "diff.school.added": ("{name}（新增）：", "{name} (added): "),
    "diff.school.gone": ("{name}（新结果中没有）：", "{name} (not in the new result): "),
    "diff.line": ("{rule} {title}：{whom}", "{rule} {title}: {whom}"),
    "diff.line.plain": ("{rule} {title}", "{rule} {title}"),
    "diff.rule": ("{rule}（{strength}）", "{rule} ({strength})"),
    "diff.before": ("以前：{verdict}", "before: {verdict}"),
    "diff.before_now": ("{before} → {now}", "{before} → {now}"),
    "diff.not_there": ("没有这一条", "not there"),
    "diff.measured": ("实测 {before} → {now}", "measured {before} → {now}"),
    "diff.shortfall": ("差 {before} → {now}", "short by {before} → {now}"),
    "diff.better": ("好转", "better"),
    "diff.worse": ("变差", "worse"),
    "diff.nil": ("无", "none"),
    "diff.more": ("另有 {count} 条；加 --verbose 列出全部", "{count} more; --verbose lists all"),
    "diff.whom.more": ("{items} 等 {count} 个", "{items} and others, {count} in all"),
    "diff.by_school": ("按学校（条数）", "By school (findings)"),
    "diff.by_rule": ("按规则（条数）", "By rule (findings)"),
    "diff.capped.schools": (
        "以下只展开变化最大的 {shown} 所，共 {count} 所有内容；加 --verbose 展开全部",
        "Details of the {shown} schools that changed most, of {count} with something to say; --verbose shows all",
    ),
    # the workbook
    "diff.excel.title": ("两次检查结果的比较", "Comparison of two audits"),
    "excel.sheet.diff.overview": ("变化概览", "Overview"),
    "excel.sheet.diff.schools": ("各校变化", "Schools"),
    "excel.sheet.diff.new": ("新出现", "New"),
    "excel.sheet.diff.changed": ("有变化", "Changed"),
    "excel.sheet.diff.open": ("仍未整改", "Still open"),
    "excel.sheet.diff.fixed": ("已整改", "Fixed"),
    "excel.sheet.diff.others": ("其他变化", "Other changes"),
    "excel.column.change": ("变化", "Change"),
    "excel.column.before": ("以前", "Before"),
    "excel.column.now": ("现在", "Now"),
    "excel.column.trend": ("趋势", "Trend"),
    "excel.column.school_state": ("学校变动", "School"),
    "excel.column.diff.new": ("新出现", "New"),
    "excel.column.diff.changed": ("有变化", "Changed"),
    "excel.column.diff.open": ("仍未整改", "Still open"),
    "excel.column.diff.became_unknown": ("变为无法判定", "Became unknown"),
    "excel.column.diff.became_judged": ("已有结论", "Became judged"),
    "excel.column.diff.fixed": ("已整改", "Fixed"),
    "excel.column.diff.dropped": ("不再列出", "No longer listed"),
    "excel.column.diff.still_unknown": ("仍无法判定", "Still unknown"),
    "excel.note.diff": (
        "数字是结论的条数\uff1b同一原因的几条在各表中合为一行。只有判为达标的才算已整改\uff0c不再列出的不等于已整改",
        "The figures are findings; findings of one cause share a line in the lists. Only what passes now counts as "
        "fixed; what is no longer listed is not shown to be",
    ),
    "excel.note.diff.new": (
        "现在不达标\uff0c以前不是\uff1a以前达标、无法判定、不适用、已豁免\uff0c或没有这一条",
        "Fails now and did not before: it passed, was unknown, did not apply, was waived, or was not there",
    ),
    "excel.note.diff.changed": (
        "以前和现在都不达标\uff0c但实测或差额变了",
        "Failed before and fails now, with another measure or shortfall",
    ),
    "excel.note.diff.open": ("以前不达标\uff0c现在一样", "Failed before and fails just the same"),
    "excel.note.diff.fixed": (
        "以前不达标或已豁免\uff0c现在达标",
        "Failed or was waived before, and passes now",
    ),
    "excel.note.diff.others": (
        "变为无法判定、由无法判定变为有结论、不再列出\uff08未见整改\uff09和仍无法判定的要求",
        "Became unknown, became judged, no longer listed (not shown to be fixed), and still unknown",
    ),
    "excel.note.diff.schools": (
        "各类变化的结论条数\uff1b空白为 0",
        "Findings by what became of them; blank is 0",
    ),
    "excel.empty.diff.new": ("没有新出现的不达标", "Nothing fails newly"),
    "excel.empty.diff.changed": (
        "没有数值变化的不达标",
        "Nothing fails with another figure",
    ),
    "excel.empty.diff.open": ("没有仍未整改的问题", "Nothing is still open"),
    "excel.empty.diff.fixed": ("没有已整改的问题", "Nothing was fixed"),
    "excel.empty.diff.others": ("没有其他变化", "No other changes"),
    "excel.diff.short": ("差 {count}", "short by {count}"),
    "excel.diff.total": ("合计", "In all"),
    "excel.diff.added": ("新增", "added"),
    "excel.diff.gone": ("新结果中没有", "not in the new result"),
    "excel.diff.renamed": ("原名 {former}", "before: {former}"),
}
