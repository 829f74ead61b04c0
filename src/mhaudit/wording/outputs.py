"""Wording: outputs for scripts and build servers, the baseline, and what was selected."""

MESSAGES: dict[str, tuple[str, str]] = {
    "plain.verdict": ("{verdict}:{message}", "{verdict}: {message}"),
    "plain.shortfall": ("差 {shortfall}", "short by {shortfall}"),
    "known.marked": ("{title}(已知)", "{title} (known)"),
    "known.counts": (
        "与基线 {path} 相比:不达标 新增 {new} 条、已知 {known} 条;无法判定 新增 {new_open} 条、已知 {known_open} 条。"
        "只有新增的影响退出码",
        "Against the baseline {path}: failures {new} new, {known} known; not judged {new_open} new, {known_open} "
        "known. Only what is new counts for the exit code",
    ),
    # sarif
    "sarif.cut": (
        "只写入最要紧的 {shown} 条,另有 {left} 条没有写入(接收方限 {limit} 条、压缩后 10 MB);全部结果见 "
        "--format json 或 ndjson",
        "Only the {shown} most important results are written, {left} are left out (consumers take {limit} and 10 MB "
        "compressed); --format json or ndjson has all of them",
    ),
    "sarif.cut.title": ("结果没有写全", "The results are not complete"),
    "sarif.cut.told": (
        "SARIF 只写入最要紧的 {shown} 条,另有 {left} 条没有写入",
        "SARIF holds only the {shown} most important results; {left} are left out",
    ),
    "sarif.help": ("要求:{title}({strength})", "Requirement: {title} ({strength})"),
    # github
    "github.more": (
        "另有 {errors} 条错误、{warnings} 条警告、{notices} 条提示没有显示(每一步每类最多显示 10 条);"
        "全部见 --format markdown 或 json",
        "{errors} more errors, {warnings} more warnings and {notices} more notices are not shown (10 of each kind per "
        "step); --format markdown or json has all of them",
    ),
    "github.more.title": ("没有全部显示", "Not everything is shown"),
    "github.told": (
        "GitHub 批注每类最多 10 条,另有 {left} 条没有显示",
        "GitHub shows 10 annotations of a kind; {left} are left out",
    ),
    "github.title": ("{school}:{title}", "{school}: {title}"),
    "github.where": ("{place}:{message}", "{place}: {message}"),
    "github.summary": (
        "学校 {schools} 所;不达标 {fail} 条,无法判定 {unknown} 条,达标 {passed} 条",
        "{schools} schools; {fail} failures, {unknown} not judged, {passed} passes",
    ),
    # markdown
    "markdown.title": ("心理健康教育工作检查", "Mental-health education audit"),
    "markdown.period": ("时段", "Period"),
    "markdown.packs": ("规则包", "Rule packs"),
    "markdown.counts": ("结论", "Findings"),
    "markdown.count": ("条数", "Number"),
    "markdown.schools": ("学校结果", "Schools"),
    "markdown.standing": ("结果", "Result"),
    "markdown.rate": ("达标率", "Pass rate"),
    "markdown.details": ("最需要关注的学校", "Schools in most need"),
    "markdown.unreadable": ("无法读取的文件", "Files that could not be read"),
    "markdown.districts": ("区域目标", "District targets"),
    "markdown.cut": (
        "为不超过 1 MiB,只列出最需要关注的 {shown} 所学校的明细,另有 {left} 所有问题的学校没有列出",
        "To stay below 1 MiB, the {shown} schools in most need are shown in detail; {left} more with problems are not",
    ),
    "markdown.more": ("另有 {count} 条", "{count} more"),
    "markdown.nothing": (
        "没有不达标或无法判定的内容",
        "Nothing fails, and everything could be judged",
    ),
    # several outputs
    "cli.error.format.file": (
        "--format {value}:等号后面缺少文件名",
        "--format {value}: a file name is missing after the equals sign",
    ),
    "cli.error.format.file.hint": (
        "例如 --format junit=report.xml",
        "for example --format junit=report.xml",
    ),
    "cli.error.format.two": (
        "--format {first} 和 --format {second} 都要写到屏幕",
        "--format {first} and --format {second} would both go to the screen",
    ),
    "cli.error.format.two.hint": (
        "给其中一个加上文件名,例如 --format {second}=文件",
        "give one of them a file, such as --format {second}=FILE",
    ),
    "cli.error.output.twice": (
        "{first} 和 {second} 是同一个文件 {path}",
        "{first} and {second} are the same file {path}",
    ),
    "cli.error.output.twice.hint": ("给它们不同的文件名", "give them different names"),
    "cli.schema.ndjson": (
        "输出 check --format ndjson 每一行的 JSON Schema。\n\n例如:mhaudit schema ndjson > line.schema.json",
        "Print the JSON Schema of each line that check --format ndjson writes.\n\n"
        "Example: mhaudit schema ndjson > line.schema.json",
    ),
    # --select, --ignore, --baseline
    "cli.check.select": (
        "只判定这些规则:编号(NC101)、编号开头(NC1)、组(staffing)或强度(must),可用逗号分隔或重复给出。",
        "Judge only these rules: an id (NC101), the start of ids (NC1), a group (staffing) or a strength (must); "
        "separated by commas, or repeated.",
    ),
    "cli.check.ignore": (
        "不判定这些规则,写法与 --select 相同;两者都选中的不判定。",
        "Do not judge these rules, named as for --select; it outranks --select.",
    ),
    "cli.check.baseline": (
        "以前的结果(check --format json（或 ndjson）写的文件,或放 JSON 结果的文件夹):"
        "其中已有的问题标为已知,只有新增的影响退出码。",
        "An earlier result (a file that check --format json or ndjson wrote, or a folder of JSON results): what it has "
        "already is marked as known, and only what is new counts for the exit code.",
    ),
    "select.left_out": ("未选(--select、--ignore)", "not selected (--select, --ignore)"),
    "select.note": (
        "按 --select、--ignore 只判定 {judged} 条规则,未判定:{left_out};学校的结果也只按所判定的规则",
        "By --select and --ignore {judged} rules were judged, and these were not: {left_out}; the schools' results "
        "rest on those judged alone",
    ),
    "select.unknown": (
        "{option} 的“{name}”不是规则编号、编号开头、组或强度",
        "{option}: “{name}” is no rule id, start of ids, group or strength",
    ),
    "select.unknown.hint": (
        "运行 mhaudit rules list 查看规则;组:{groups};强度:{strengths}",
        "see mhaudit rules list; groups: {groups}; strengths: {strengths}",
    ),
    "select.off": (
        "{option} 的“{name}”只有已停用的规则:{reason}",
        "{option}: “{name}” is switched off: {reason}",
    ),
    "select.none": (
        "--select 和 --ignore 没有留下任何规则",
        "--select and --ignore leave no rule",
    ),
    "select.none.hint": (
        "两者都选中的规则不判定",
        "a rule that both name is not judged",
    ),
}
