"""Wording: help texts, errors and progress of the command line."""

MESSAGES: dict[str, tuple[str, str]] = {
    # help
    "cli.usage": ("用法:", "Usage:"),
    "cli.usage.options": ("[选项]", "[OPTIONS]"),
    "cli.usage.command": ("命令 [参数]...", "COMMAND [ARGS]..."),
    "cli.panel.arguments": ("参数", "Arguments"),
    "cli.panel.options": ("选项", "Options"),
    "cli.panel.commands": ("命令", "Commands"),
    "cli.help": ("显示本说明。", "Show this text."),
    "cli.version": ("显示版本。", "Show the version."),
    "cli.version.text": ("mhaudit {version}", "mhaudit {version}"),
    "cli.lang": (
        "语言:zh 或 en。不给时依次看环境变量 MHAUDIT_LANG 和系统语言,系统语言不是英文的都用中文。",
        "Language: zh or en. Without it the variable MHAUDIT_LANG decides, else the locale: English if it "
        "says so, Chinese otherwise.",
    ),
    "cli.app": (
        "对照公开的心理健康教育工作要求,检查学校上报的电子表格。\n\n例如:mhaudit check 我校.xlsx",
        "Audit school spreadsheets against published mental-health education requirements.\n\n"
        "Example: mhaudit check school.xlsx --lang en",
    ),
    "cli.check": (
        "检查文件和文件夹,给出报告。\n\n"
        "例如:mhaudit check 上报材料 --term 2024-2025-1 --format json -o 结果.json\n\n"
        "退出码:0 没有达到 --fail-on 的问题;1 有这样的问题;2 用法或规则文件有误,或没有找到学校;"
        "3 检查不完整(有文件无法读取、规则出错或没有可判定的内容);130 被中断。",
        "Audit files and folders, and report.\n\n"
        "Example: mhaudit check forms --term 2024-2025-1 --format json -o result.json\n\n"
        "Exit codes: 0 nothing at or above --fail-on; 1 something was; 2 wrong usage or rule file, or no school "
        "found; 3 the audit is incomplete (an input could not be read, a rule broke, or nothing could be "
        "decided); 130 interrupted.",
    ),
    "cli.check.paths": (
        "要检查的文件或文件夹,可以有多个。",
        "Files or folders to audit, one or more.",
    ),
    "cli.check.rules": (
        "规则包名称或规则文件,可重复给出(默认 nanchang)。",
        "A rule pack by name, or a rule file; may be repeated (nanchang by default).",
    ),
    "cli.check.term": (
        "学期 2024-2025-1 或学年 2024-2025;不给时取多数活动日期所在的学期。",
        "A term such as 2024-2025-1, or a school year such as 2024-2025; without it, the term that most "
        "activity dates fall in.",
    ),
    "cli.check.as_of": (
        "数据截至哪一天,如 2024-12-01(默认为检查时段的最后一天)。",
        "The day up to which the data speak, such as 2024-12-01 (the last day of the period by default).",
    ),
    "cli.check.fail_on": (
        "达到哪一级就以 1 退出:error 必须、warning 原则上、note 鼓励、unknown 无法判定、never 从不(默认 warning)。",
        "Exit with 1 at this level or above: error (must), warning (principle), note (encouraged), unknown, "
        "never (warning by default).",
    ),
    "cli.check.format": (
        "输出格式:{formats}(默认 console)。写成 junit=report.xml 的写入那个文件,可重复给出;没有文件名的到屏幕或 -o。",
        "Output format: {formats} (console by default). As junit=report.xml it goes to that file, any number of times; "
        "the one without a file goes to the screen or to -o.",
    ),
    "cli.check.output": (
        "写入文件而不是屏幕;不会覆盖被检查的文件。",
        "Write to a file instead of the screen; never over a file that is audited.",
    ),
    "cli.check.excel": (
        "另外写一个 Excel 工作簿(.xlsx):总览、学校一览、问题清单、整改台账等。",
        "Also write an Excel workbook (.xlsx): overview, schools, problems, ledger and more.",
    ),
    "cli.check.split_by": (
        "每所学校(school)或每个县区(district)写一个工作簿到 -o 给出的文件夹,另有目录。",
        "Write a workbook for each school or district, and an index, into the folder that -o gives.",
    ),
    "cli.check.show_names": (
        "显示学生姓名(默认只留姓氏)。",
        "Show names of pupils (masked by default).",
    ),
    "cli.check.no_cache": (
        "不使用以前检查的结果,每个文件都重新读取。",
        "Use nothing of earlier runs: read every file anew.",
    ),
    "cli.cache": (
        "以前检查留下的结果:查看或清除。检查许多文件时,没有改动的文件不再重读。\n\n例如:mhaudit cache info",
        "What earlier runs found: show or delete it. In a run over many files those that have not changed are not "
        "read again.\n\nExample: mhaudit cache info",
    ),
    "cli.cache.info": (
        "显示缓存在哪里、有多大。\n\n例如:mhaudit cache info",
        "Show where the cache lies and how large it is.\n\nExample: mhaudit cache info",
    ),
    "cli.cache.clear": (
        "清除缓存;下次检查会全部重新读取。\n\n例如:mhaudit cache clear",
        "Delete the cache; the next run reads everything anew.\n\nExample: mhaudit cache clear",
    ),
    "cli.cache.told": ("{path}\n{entries} 条,{size} MiB", "{path}\n{entries} entries, {size} MiB"),
    "cli.cache.cleared": (
        "已清除 {path}({entries} 条,{size} MiB)",
        "Deleted {path} ({entries} entries, {size} MiB)",
    ),
    "cli.cache.unusable": (
        "无法使用缓存 {path}({reason})",
        "The cache {path} cannot be used ({reason})",
    ),
    "cli.cache.unusable.hint": (
        "检查该文件夹的权限;或者检查时加 --no-cache",
        "check the permissions of that folder, or run check with --no-cache",
    ),
    "cli.jobs": (
        "同时用几个进程读取和判定(默认:处理器核数);0 为不另开进程,也就没有内存和时间的限制。",
        "How many processes read and judge (default: one for each core); 0 starts none, and nothing limits memory "
        "and time.",
    ),
    "cli.check.dask": (
        "由这个 Dask 集群读取和判定(调度器地址,如 tcp://主机:8786),不在本机;见 README。",
        "Let this Dask cluster read and judge (address of its scheduler, such as tcp://host:8786) "
        "instead of this machine; see the README.",
    ),
    "cli.check.verbose": (
        "列出全部内容,包括达标和不适用的,不省略。",
        "Show everything, also what passes and what does not apply; cut nothing short.",
    ),
    "cli.check.quiet": (
        "只显示结果和统计,不显示明细和进度。",
        "Show only results and counts, without details or progress.",
    ),
    "cli.check.school": (
        "只报告这所学校:校名、标识码或校名的一部分,可重复给出。",
        "Report only this school: its name, its code or a part of its name; may be repeated.",
    ),
    "cli.check.waivers": (
        "豁免文件(YAML):规则、学校、理由、文号、批准人、起止日期",
        "a YAML file of waivers: rule, school, reason, document, approver, from, until",
    ),
    "cli.check.rule": (
        "只报告这条规则,如 NC301,可重复给出。",
        "Report only this rule, such as NC301; may be repeated.",
    ),
    "cli.inspect": (
        "显示文件是怎样读懂的:工作表、表头、字段、前几行、学校、学期,以及没有用上的内容。\n\n"
        "例如:mhaudit inspect 我校.xlsx",
        "Show how files are understood: sheets, headings, fields, first rows, school, term, and what was left "
        "over.\n\n"
        "Example: mhaudit inspect school.xlsx",
    ),
    "cli.inspect.paths": ("要查看的文件或文件夹。", "Files or folders to look at."),
    "cli.inspect.verbose": (
        "列出全部提示,每个表多看几行。",
        "Show everything that is only for information too, and more rows of each table.",
    ),
    "cli.inspect.format": (
        "输出格式:console、json(默认 console)。",
        "Output format: console, json (console by default).",
    ),
    "cli.completion": (
        "输出命令补全脚本:按 Tab 键补全命令、选项和取值。\n\n"
        "例如:mhaudit completion bash >> ~/.bashrc(PowerShell:mhaudit completion powershell >> $PROFILE)",
        "Print the script that lets the Tab key complete commands, options and values.\n\n"
        "Example: mhaudit completion bash >> ~/.bashrc (PowerShell: mhaudit completion powershell >> $PROFILE)",
    ),
    "cli.completion.shell": (
        "所用的 shell:bash、zsh、fish、powershell 或 pwsh。",
        "The shell: bash, zsh, fish, powershell or pwsh.",
    ),
    # progress, and what --school and --rule leave out
    "cli.progress.files": ("文件 {done}/{total}", "files {done}/{total}"),
    "cli.progress.again": ("再判定 {done}/{total}", "judging again {done}/{total}"),
    "cli.progress.schools": ("学校 {count}", "schools {count}"),
    "cli.progress.failing": ("不达标 {count}", "failing {count}"),
    "cli.progress.speed": ("{speed} 个/秒", "{speed}/s"),
    "cli.progress.left": ("剩余 {time}", "{time} left"),
    "cli.progress.ending": ("汇总中", "finishing"),
    "cli.only.schools": (
        "用 --school 只列出 {count} 所学校中的 {shown} 所",
        "--school shows {shown} of {count} schools",
    ),
    "cli.only.rules": (
        "用 --rule 只列出 {rules};学校的结果也只按这些规则",
        "--rule shows only {rules}; the schools' results rest on these alone",
    ),
    "cli.only.issues": (
        "另有 {count} 个数据问题与这些规则无关,未列出",
        "data issues that do not bear on these rules, not shown: {count}",
    ),
    "cli.rules": (
        "规则:列出、查看,或运行规则文件中的示例。\n\n例如:mhaudit rules list",
        "The rules: list them, look at one, or run their examples.\n\nExample: mhaudit rules list",
    ),
    "cli.rules.list": (
        "列出规则。\n\n例如:mhaudit rules list --rules nanchang",
        "List the rules.\n\nExample: mhaudit rules list --rules nanchang",
    ),
    "cli.rules.lint": (
        "检查规则文件:错误和可疑之处一次全部列出,带文件、行、列和建议;有错误时以 1 退出。\n\n"
        "例如:mhaudit rules lint county.yaml",
        "Check rule files: everything wrong or suspicious at once, with file, line, column and a remedy; exits 1 "
        "on errors.\n\nExample: mhaudit rules lint county.yaml",
    ),
    "cli.rules.lint.paths": (
        "规则包名称、文件夹或 YAML 文件;缺省为配置文件中的 rules,没有时为随附的全部规则包",
        "packs, folders or YAML files; by default those of the configuration file, else every pack that comes with "
        "mhaudit",
    ),
    "cli.rules.lint.format": (
        "输出格式:console,或 github(代码托管平台上的行内批注)",
        "output: console, or github (annotations beside the lines)",
    ),
    "cli.schema.rules": (
        "输出规则文件的 JSON Schema,供编辑器补全和检查。\n\n例如:mhaudit schema rules > rules.schema.json",
        "Print the JSON Schema of rule files, by which editors complete and check them.\n\n"
        "Example: mhaudit schema rules > rules.schema.json",
    ),
    "cli.rules.test": (
        "运行规则文件中的示例,并列出没有例子从两边接近的界限;有示例不符时以 1 退出。\n\n"
        "例如:mhaudit rules test --rules county.yaml",
        "Run the examples in rule files, and list the bounds that none approaches from both sides; exit with 1 if an "
        "example does not hold.\n\n"
        "Example: mhaudit rules test --rules county.yaml",
    ),
    "cli.schema": (
        "输出 JSON Schema。\n\n例如:mhaudit schema result",
        "Print JSON Schemas.\n\nExample: mhaudit schema result",
    ),
    "cli.schema.result": (
        "输出 check --format json 结果的 JSON Schema。\n\n例如:mhaudit schema result > schema.json",
        "Print the JSON Schema of what check --format json writes.\n\n"
        "Example: mhaudit schema result > schema.json",
    ),
    "cli.schema.inspect": (
        "输出 inspect --format json 结果的 JSON Schema。\n\n例如:mhaudit schema inspect > schema.json",
        "Print the JSON Schema of what inspect --format json writes.\n\n"
        "Example: mhaudit schema inspect > schema.json",
    ),
    # rules list, rules test
    "cli.rules.on": ("启用", "on"),
    "cli.rules.counted_as": (
        "与 {rule} 要求相同,合并判定,只计一次",
        "asks the same as {rule}; judged once, there",
    ),
    "cli.rules.off": ("停用:{reason}", "off: {reason}"),
    "cli.rules.count": ("共 {count} 条规则,停用 {off} 条", "{count} rules, {off} of them off"),
    "cli.rules.tested": (
        "共 {count} 个示例:相符 {passed},不符 {failed}",
        "{count} examples: {passed} hold, {failed} do not",
    ),
    "cli.rules.untested": ("没有任何示例", "there are no examples"),
    "cli.for_each.school": ("学校", "school"),
    "cli.for_each.class": ("班级", "class"),
    "cli.for_each.grade": ("年级", "grade"),
    "cli.for_each.stage": ("学段", "stage"),
    "cli.for_each.teacher": ("教师", "teacher"),
    "cli.for_each.district": ("县区", "district"),
    "cli.per": ("{subject},每{per}", "{subject} per {per}"),
    "cli.per.term": ("学期", "term"),
    "cli.per.month": ("月", "month"),
    "cli.per.two_months": ("两个月", "two months"),
    "cli.per.school_year": ("学年", "school year"),
    # errors
    "cli.error": ("错误:{message}", "error: {message}"),
    "cli.error.hint": ("  建议:{hint}", "  help: {hint}"),
    "cli.error.many": ("共 {count} 处错误", "{count} errors"),
    "cli.error.missing": ("缺少参数 {name}", "missing argument {name}"),
    "cli.error.missing.command": ("没有给出命令", "no command was given"),
    "cli.error.missing.hint": (
        "运行 {command} --help 查看用法",
        "see {command} --help",
    ),
    "cli.error.option": ("没有 {name} 这个选项", "there is no option {name}"),
    "cli.error.argument": ("选项 {name} 后面缺少值", "the option {name} needs a value"),
    "cli.error.usage": ("用法有误:{message}", "wrong usage: {message}"),
    "cli.error.command": ("没有 {name} 这个命令", "there is no command {name}"),
    "cli.error.did_you_mean": ("是不是 {name}?", "did you mean {name}?"),
    "cli.error.both": (
        "{first} 和 {second} 不能同时使用",
        "{first} and {second} exclude each other",
    ),
    "cli.error.rule": ("没有 {name} 这条规则", "there is no rule {name}"),
    "cli.error.rule.hint": ("运行 mhaudit rules list 查看全部规则", "see mhaudit rules list"),
    "cli.error.rule.off": (
        "规则 {name} 已停用:{reason}",
        "the rule {name} is switched off: {reason}",
    ),
    "cli.error.school": ("没有找到学校“{name}”", "no school fits “{name}”"),
    "cli.error.school.hint": ("读到的学校例如:{names}", "schools that were read: {names}"),
    "cli.error.choice": ("{option} 的值“{value}”无效", "{option}: “{value}” is not valid"),
    "cli.error.choice.hint": ("可用的值:{choices}", "one of: {choices}"),
    "cli.error.term.hint": (
        "学期写成 2024-2025-1(第一学期)或 2024-2025-2,整学年写成 2024-2025",
        "write a term as 2024-2025-1 or 2024-2025-2, a school year as 2024-2025",
    ),
    "cli.error.day.hint": ("日期写成 2024-12-01", "write a day as 2024-12-01"),
    "cli.error.no_school": (
        "在所给的内容中没有找到学校",
        "no school was found in what was given",
    ),
    "cli.error.no_school.hint": (
        "运行 mhaudit inspect 查看文件是怎样读懂的",
        "run mhaudit inspect to see how the files are understood",
    ),
    "cli.error.output.input": (
        "{option}{path} 是要检查的文件,不会覆盖它",
        "{option}{path} is one of the files to audit and is not written over",
    ),
    "cli.error.output.input.hint": ("换一个文件名", "choose another name"),
    "cli.error.output.folder": ("{option}{path} 是文件夹", "{option}{path} is a folder"),
    "cli.error.output.folder.hint": ("给出文件名", "give the name of a file"),
    "cli.error.output.parent": (
        "{option}{path}:文件夹 {folder} 不存在",
        "{option}{path}: there is no folder {folder}",
    ),
    "cli.error.output.parent.hint": ("先建立这个文件夹", "make that folder first"),
    "cli.error.excel.suffix": (
        "--excel {path}:文件名要以 .xlsx 结尾",
        "--excel {path}: the name must end in .xlsx",
    ),
    "cli.error.excel.suffix.hint": (
        "例如 --excel 检查结果.xlsx",
        "for example --excel report.xlsx",
    ),
    "cli.error.split": ("--split-by 要用 -o 给出文件夹", "--split-by needs a folder given with -o"),
    "cli.error.split.hint": (
        "例如 --split-by school -o 反馈",
        "for example --split-by school -o feedback",
    ),
    "cli.error.split.file": (
        "-o {path} 是文件,--split-by 要写入文件夹",
        "-o {path} is a file; --split-by writes into a folder",
    ),
    "cli.error.split.file.hint": ("给出文件夹的名称", "give the name of a folder"),
    "cli.error.output.failed": ("无法写入 {path}:{reason}", "cannot write {path}: {reason}"),
    "cli.error.output.failed.hint": (
        "检查权限和磁盘空间;如果文件在 Excel 或 WPS 中打开着,请先关闭",
        "check permissions and disk space; if the file is open in Excel or WPS, close it",
    ),
    "cli.incomplete.unreadable": (
        "检查不完整:有文件无法读取",
        "the audit is incomplete: an input could not be read",
    ),
    "cli.incomplete.rule_error": ("检查不完整:有规则出错", "the audit is incomplete: a rule broke"),
    "cli.incomplete.nothing": (
        "检查不完整:没有可判定的内容",
        "the audit is incomplete: nothing could be decided",
    ),
    "cli.note": ("注意:{message}", "note: {message}"),
    "cli.written": ("已写入 {path}", "written to {path}"),
    "cli.interrupted": ("已中断", "interrupted"),
    "cli.no_room": ("结果没有写完({reason})", "the result could not be written in full ({reason})"),
    "cli.no_room.hint": (
        "清理磁盘空间,或用 -o 写到别处,再运行一次",
        "free some space, or write elsewhere with -o, and run it again",
    ),
    "cli.no_room.beside": (
        "临时文件夹 {folder} 写不下了({reason}),结果没有写出",
        "there is no room in the folder for temporary files, {folder} ({reason}); no result was written",
    ),
    "cli.no_room.beside.hint": (
        "清理那里的空间,或用环境变量 TMPDIR 指定另一个文件夹,再运行一次",
        "free some space there, or name another folder in TMPDIR, and run it again",
    ),
    "cli.bug": (
        "内部错误:这是 mhaudit {version} 的缺陷,不是您的数据有误({error})",
        "internal error: this is a fault of mhaudit {version}, not of your data ({error})",
    ),
    "cli.bug.hint": (
        "请把这一行和所用的命令告诉维护者;设环境变量 MHAUDIT_DEBUG=1 再运行可看到详情",
        "please tell the maintainers this line and the command; MHAUDIT_DEBUG=1 in the environment shows details",
    ),
}
