"""Wording: `mhaudit.toml`. Faults that rule files share are worded in `rulebook`."""

MESSAGES: dict[str, tuple[str, str]] = {
    "cli.config": (
        "配置文件;不给时在第一个 PATH 所在文件夹及其上级文件夹中找 mhaudit.toml。",
        "Configuration file; without it, mhaudit.toml is looked for beside the first PATH and above.",
    ),
    "cli.config.here": (
        "配置文件;不给时在当前文件夹及其上级文件夹中找 mhaudit.toml。",
        "Configuration file; without it, mhaudit.toml is looked for in the current folder and above.",
    ),
    # what the report says of it
    "config.used": (
        "使用了配置文件 {file}({sets})",
        "The configuration file {file} was used ({sets})",
    ),
    "config.sets": ("设定了 {names}", "it sets {names}"),
    "config.sets.nothing": ("没有设定任何内容", "it sets nothing"),
    "config.dates": (
        "{term}的起止按配置文件:{first} 至 {last}",
        "Dates of {term} as the configuration file has them: {first} to {last}",
    ),
    # the file
    "config.missing": ("没有配置文件 {file}", "there is no configuration file {file}"),
    "config.missing.hint": (
        "检查路径;含空格的路径要加引号",
        "check the path; one with spaces needs quotes",
    ),
    "config.unreadable": ("无法读取({reason})", "cannot be read ({reason})"),
    "config.size": ("文件超过 {limit} 字节", "the file is larger than {limit} bytes"),
    # TOML itself
    "config.syntax": ("不是有效的 TOML:{what}", "not valid TOML: {what}"),
    "config.syntax.newline": ("行末有多余的内容", "something more after the value"),
    "config.syntax.newline.hint": (
        "一行只写一个“键 = 值”;文本(如学期)要加引号",
        'one "key = value" to a line; text, such as a term, needs quotes',
    ),
    "config.syntax.statement": ("应为“键 = 值”或“[表名]”", "'key = value' or '[table]' expected"),
    "config.syntax.statement.hint": (
        '键用英文;含其他字符的键要加引号,例如 [terms."2024-2025-1"]',
        'keys are plain English words; others need quotes, as in [terms."2024-2025-1"]',
    ),
    "config.syntax.equals": ("键的后面缺少等号", "'=' is missing after the key"),
    "config.syntax.equals.hint": ("写作“键 = 值”", "write 'key = value'"),
    "config.syntax.twice": ("同一个键或表写了两次", "a key or table is given twice"),
    "config.syntax.twice.hint": ("合并成一处", "put them together in one place"),
    "config.syntax.open": ("括号没有闭合", "a bracket is not closed"),
    "config.syntax.open.hint": (
        "检查 [ ] 和 { } 是否成对,各项之间是否有半角逗号",
        "check that [ ] and { } are paired, and items separated by plain commas",
    ),
    "config.syntax.text": (
        "引号没有闭合,或其中有不能用的字符",
        "a quote is not closed, or holds a bad sign",
    ),
    "config.syntax.text.hint": (
        "用半角引号成对括起文本,同在一行",
        "put text between plain quotes, on one line",
    ),
    "config.syntax.backslash": (
        "引号内的反斜线“\\”要双写",
        "a backslash in quotes must be doubled",
    ),
    "config.syntax.backslash.hint": (
        "路径请用“/”,或用单引号括起来",
        "write paths with '/', or in single quotes",
    ),
    "config.syntax.value": ("值有误", "not a valid value"),
    "config.syntax.value.hint": (
        "文本要加半角引号,日期写作 2024-09-01",
        "put text in plain quotes; write dates as 2024-09-01",
    ),
    "config.syntax.other": ("语法错误({problem})", "{problem}"),
    "config.syntax.other.hint": (
        "检查这一行的引号、括号和等号",
        "check quotes, brackets and the equals sign on this line",
    ),
    "config.wide": ("这一行有全角符号 {sign}", "this line has the full-width sign {sign}"),
    "config.wide.hint": ("请改为半角的 {plain}", "write the plain {plain}"),
    "config.bare": (
        "“{given}”不能作键:键用英文",
        "“{given}” cannot be a key: keys are English words",
    ),
    "config.bare.write": ("写作 {plain}", "write {plain}"),
    # what it says
    "config.text_list": ("此处应为文本的列表", "a list of texts expected"),
    "config.text_list.hint": ("例如 {example}", "such as {example}"),
    "config.table": ("此处应为一个表", "a table expected"),
    "config.table.hint": (
        "写作 [{name}],另起一行写其中的键",
        "write [{name}], and its keys on lines of their own",
    ),
    "config.waivers": ("没有豁免文件“{given}”", "there is no file of waivers '{given}'"),
    "config.waivers.hint": (
        "写豁免清单(YAML)的路径,从本文件所在文件夹算起",
        "give the path of a list of waivers (YAML), which starts at the folder of this file",
    ),
    "config.rules": (
        "没有规则包或规则文件“{given}”",
        "there is no rule pack or rule file '{given}'",
    ),
    "config.rules.hint": (
        "规则包:{names};规则文件的路径从本文件所在文件夹算起",
        "rule packs: {names}; paths of rule files start at the folder of this file",
    ),
    "config.term_key": ("“{given}”不是学期", "'{given}' is not a term"),
    "config.term_key.hint": (
        '学期写作 [terms."2024-2025-1"](第一学期)或 [terms."2024-2025-2"]',
        'write [terms."2024-2025-1"] for the first term, [terms."2024-2025-2"] for the second',
    ),
    "config.dates.order": (
        "first({first})晚于 last({last})",
        "first ({first}) is later than last ({last})",
    ),
    "config.dates.year": (
        "{day} 不在 {year} 学年内(前一年 8 月至后一年 8 月)",
        "{day} is not in the school year {year} (August to August)",
    ),
    "config.dates.overlap": (
        "与 {term}({first} 至 {last})重叠",
        "overlaps {term} ({first} to {last})",
    ),
    "config.dates.hint": ("核对日期", "check the dates"),
    "config.heading.empty": (
        "“{given}”中没有可作列名的文字",
        "'{given}' holds no words of a heading",
    ),
    "config.heading.empty.hint": ("照抄表中的列名", "copy the heading as it stands in the form"),
    "config.heading.twice": (
        "列名“{given}”同时属于 {first} 和 {second}",
        "heading '{given}' belongs to both {first} and {second}",
    ),
    "config.heading.twice.hint": ("只保留一处", "keep one of them"),
    "config.heading.private": (
        "列名“{given}”涉及个人隐私,这样的列从不读取",
        "heading '{given}' is personal; such columns are never loaded",
    ),
    "config.heading.private.hint": ("删去这一项", "remove it"),
    "config.whole_number": ("此处应为大于 0 的整数", "a whole number above 0 expected"),
    "config.whole_number.hint": ("例如 {example}", "such as {example}"),
}
