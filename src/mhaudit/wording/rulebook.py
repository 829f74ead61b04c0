"""Wording: rule files. `fault.<code>` fits the codes of `mhaudit.kinds.conditions.Fault` and of the file models."""

MESSAGES: dict[str, tuple[str, str]] = {
    # the YAML text itself
    "yaml.size": ("文件超过 {limit} 字节", "the file is larger than {limit} bytes"),
    "yaml.encoding": ("不是 UTF-8 编码的文本", "this is not UTF-8 text"),
    "yaml.encoding.help": (
        "请在编辑器中另存为 UTF-8 编码(记事本:另存为 → 编码 → UTF-8)",
        "save the file as UTF-8 (Notepad: Save as → Encoding → UTF-8)",
    ),
    "yaml.control": ("含有不可见的控制字符 {code}", "control character {code} in the text"),
    "yaml.empty": ("文件是空的", "the file is empty"),
    "yaml.colon": ("“{name}”后面是全角冒号“：”", "full-width colon after '{name}'"),
    "yaml.colon.help": (
        "请改为半角冒号加一个空格:“{name}: ”",
        "write a plain colon and a space: '{name}: '",
    ),
    "yaml.tab": ("缩进中有制表符", "a tab in the indentation"),
    "yaml.tab.help": ("请用空格缩进", "indent with spaces"),
    "yaml.syntax": ("YAML 语法错误({problem})", "not valid YAML ({problem})"),
    "yaml.syntax.help": (
        "请检查这一行及上一行的缩进、冒号、引号和括号",
        "check indentation, colons, quotes and brackets on this line and the one above",
    ),
    "yaml.space": ("“{name}:”后面缺少空格", "no space after '{name}:'"),
    "yaml.space.help": (
        "请在冒号后面空一格:“{name}: ”",
        "leave a space after the colon: '{name}: '",
    ),
    "yaml.no_colon": ("“{name}”后面缺少冒号", "no colon after '{name}'"),
    "yaml.no_colon.help": (
        "请写上半角冒号,再空一格:“{name}: ”",
        "write a plain colon and a space: '{name}: '",
    ),
    "yaml.second_colon": ("同一行里又有一个“: ”", "a second ': ' on this line"),
    "yaml.second_colon.help": (
        "文字里有“: ”时,整句加引号;是一组键和值时,写在 { } 里",
        "put a text that holds ': ' in quotes, and keys with their values in { }",
    ),
    "yaml.indent": ("缩进与上下文不一致", "the indentation does not fit the lines around it"),
    "yaml.indent.help": (
        "同一层的各项要左对齐,下一层多缩进两个空格",
        "align what belongs together, and indent what is below by two more spaces",
    ),
    "yaml.indent.beside": (
        "缩进与上下文不一致(上一项在第 {line} 行)",
        "the indentation does not fit the lines around it (the item above is on line {line})",
    ),
    "yaml.indent.beside.help": (
        "这两行至少有一行没有对齐:同一层的各项要左对齐,下一层多缩进两个空格",
        "one of the two is out of line: align what belongs together, and indent what is below by two more spaces",
    ),
    "yaml.quote": ("引号没有配对", "the quotation mark is never closed"),
    "yaml.quote.help": ("请在文本末尾补上同样的引号", "close it with the same mark"),
    "yaml.bracket": ("括号没有配对,或缺少逗号", "unpaired bracket, or a comma missing"),
    "yaml.bracket.help": (
        "请检查这一行的 [ ]、{ } 和半角逗号",
        "check [ ], { } and the commas on this line",
    ),
    "yaml.unclosed": ("“{sign}”没有配对", "this '{sign}' is never closed"),
    "yaml.unclosed.help": (
        "请补上右括号,并检查这一处的半角逗号",
        "close it, and check the commas in it",
    ),
    "yaml.comma": ("此处是全角逗号“\uff0c”", "a full-width comma"),
    "yaml.comma.help": ("请改为半角逗号加一个空格", "write a plain comma and a space"),
    "yaml.documents": ("一个文件里有多段文档(“---”)", "more than one document in the file ('---')"),
    "yaml.documents.help": ("请拆成几个文件", "split it into several files"),
    "yaml.alias": ("不允许使用引用“*{name}”", "alias '*{name}' is not allowed"),
    "yaml.alias.help": ("请把内容直接写在这里", "write the content out here"),
    "yaml.tag": ("不允许使用标签“{tag}”", "tag '{tag}' is not allowed"),
    "yaml.tag.help": ("请删去标签;文本可加引号", "remove the tag; text may be quoted"),
    "yaml.depth": ("嵌套超过 {limit} 层", "nested more than {limit} levels deep"),
    "yaml.depth.help": ("请检查括号和缩进", "check brackets and indentation"),
    "yaml.key": ("键必须是文本", "a key must be plain text"),
    "yaml.key.help": ("键不能是列表或映射", "a key cannot be a list or a mapping"),
    "yaml.duplicate": (
        "重复的键“{name}”(第 {line} 行已有)",
        "duplicate key '{name}' (first on line {line})",
    ),
    "yaml.duplicate.help": ("请删去其中一处", "remove one of them"),
    # hints
    "help.did_you_mean": ("是不是“{name}”?", "did you mean '{name}'?"),
    "help.one_of": ("可用的有:{names}", "one of: {names}"),
    "help.space": (
        "键和值之间要用半角冒号加一个空格,例如“{name}: {value}”",
        "separate key and value by a plain colon and a space, as in '{name}: {value}'",
    ),
    "help.comma": ("各项之间要用半角逗号", "separate items with plain commas"),
    "help.first_at": ("另一处在 {place}", "the other one is at {place}"),
    # the shape of rule files
    "fault.unknown_key": ("不认识的键“{given}”", "unknown key '{given}'"),
    "fault.undated": (
        "原来的数 {given} 没有日期,这样一改,最早的日期以前就没有要求了",
        "the number {given} had no date: changed like this, nothing is asked before the first date",
    ),
    "fault.undated.help": (
        "原来的数也要写上日期;它没有日期的,写一个早于所有检查时段的日子即可,例如“2000-01-01: {old}”:"
        "{{2000-01-01: {old}, {first}: …}}。{first} 以前确实不要求的,加上 effective: {{from: {first}}}",
        "give the old number a date, too; it has none, so any day before all audits will do, such as "
        "'2000-01-01: {old}': {{2000-01-01: {old}, {first}: …}}. Where nothing was asked before {first}, "
        "add effective: {{from: {first}}}",
    ),
    "fault.missing": ("缺少“{given}”", "'{given}' is missing"),
    "fault.missing.help": ("请补上这一项", "add it"),
    "fault.empty": ("不能为空", "must not be empty"),
    "fault.empty.help": ("请写上内容,或删去这一项", "write something, or remove it"),
    "fault.text_expected": ("此处应为文本", "text expected"),
    "fault.text_expected.help": ("可用引号括起来", "put it in quotes"),
    "fault.number_expected": (
        "此处应为数值,或“日期: 数值”",
        "a number, or dates with numbers, expected",
    ),
    "fault.number_expected.help": (
        "直接写数值,例如 800;1:800 也写作 800",
        "write the number alone, such as 800; 1:800 too is written 800",
    ),
    "fault.yes_no_expected.help": ("是写 true,否写 false", "write true for yes, false for no"),
    "fault.yes_no_expected": ("此处应为 true 或 false", "true or false expected"),
    "fault.list_expected": ("此处应为列表", "a list expected"),
    "fault.list_expected.help": ("例如 [甲, 乙]", "such as [a, b]"),
    "fault.mapping_expected": ("此处应为“键: 值”", "a mapping (key: value) expected"),
    "fault.date_expected": ("“{given}”不是日期", "'{given}' is not a date"),
    "fault.date_expected.help": ("日期写作 2024-09-01", "write dates as 2024-09-01"),
    "fault.date_out_of_range": ("年份有误：“{given}”", "the year cannot be right: '{given}'"),
    "fault.date_out_of_range.help": (
        "请核对年份：应在 1949 至 2099 之间",
        "check the year: it lies between 1949 and 2099",
    ),
    "fault.part_date_expected": ("“{given}”不是日期", "'{given}' is not a date"),
    "fault.part_date_expected.help": (
        "写作 2024-07-17;不知道日子的写 2024-07 或 2024",
        "write 2024-07-17, or 2024-07 or 2024 where the day is not known",
    ),
    "fault.unknown_word": (
        "“{given}”不是本规则包的词语",
        "'{given}' is no word of this pack",
    ),
    "fault.term_expected": ("“{given}”不是学期或学年", "'{given}' is not a term or school year"),
    "fault.term_expected.help": (
        "学期写作 2024-2025-1,学年写作 2024-2025",
        "write a term as 2024-2025-1, a school year as 2024-2025",
    ),
    "fault.out_of_range": ("数值 {given} 超出范围", "{given} is out of range"),
    "fault.unknown_value": ("不认识的取值“{given}”", "unknown value '{given}'"),
    "fault.unknown_field": ("没有字段“{given}”", "unknown field '{given}'"),
    "fault.unknown_table": ("没有表“{given}”", "unknown table '{given}'"),
    "fault.unknown_operator": ("不认识的条件“{given}”", "unknown condition '{given}'"),
    "fault.unknown_kind": ("不认识的办学类型“{given}”", "unknown kind of school '{given}'"),
    "fault.unknown_kind_of_requirement": (
        "不认识的要求类型“{given}”",
        "unknown requirement '{given}'",
    ),
    "fault.one_kind_expected": ("require 下应恰好有一种要求", "exactly one requirement expected"),
    "fault.bound_missing": (
        "缺少 at_least、at_most 或 exactly",
        "at_least, at_most or exactly is missing",
    ),
    "fault.one_measure_expected": (
        "应恰好有 field、count、sum 之一",
        "exactly one of field, count, sum expected",
    ),
    "fault.sum_needs_in": ("sum 和 in 要一起写", "sum and in go together"),
    "fault.rule_needs_schools": (
        "having: {{rule: …}} 只能用于 of: schools,不能用于“{given}”",
        "having: {{rule: …}} goes with of: schools, not with '{given}'",
    ),
    "fault.not_a_number": ("字段“{given}”不是数值,不能比较大小", "field '{given}' is not a number"),
    "fault.not_a_date": ("字段“{given}”不是日期", "field '{given}' is not a date"),
    "fault.not_a_set": (
        "字段“{given}”不是集合,不能用 has、has_any",
        "field '{given}' is not a set; has and has_any do not apply",
    ),
    "fault.date_in_where": (
        "字段“{given}”是日期,where 不能比较日期",
        "field '{given}' is a date, and 'where' compares no dates",
    ),
    "fault.date_in_where.help": (
        "限定时段请用 per(如 per: term),限定多久以内请用 latest 的 within: {months: n}",
        "for a period use per, as in per: term; for how long ago use within: {months: n} of latest",
    ),
    "fault.not_a_word": (
        "字段“{given}”不是单个词语,不能用 includes",
        "field '{given}' does not hold single words; includes does not apply",
    ),
    "fault.set_needs_has": (
        "字段“{given}”是集合,请用 has 或 has_any",
        "field '{given}' is a set; use has or has_any",
    ),
    "fault.bad_id": ("“{given}”不能作规则编号", "'{given}' cannot be a rule id"),
    "fault.bad_id.help": (
        "编号以大写字母开头,由字母、数字和“-”组成,例如 NC101",
        "an id starts with a capital and holds letters, digits and '-', such as NC101",
    ),
    "fault.bad_name": ("“{given}”不能作名称", "'{given}' cannot be a name"),
    "fault.bad_name.help": (
        "名称由小写字母、数字和“-”组成,例如 counsellor-ratio",
        "a name holds small letters, digits and '-', such as counsellor-ratio",
    ),
    "fault.braces": ("花括号不成对", "unpaired braces"),
    "fault.braces.help": (
        "要显示花括号本身,请写两个:{{ 或 }}",
        "write {{ or }} for a brace itself",
    ),
    "fault.unknown_placeholder": (
        "不认识的占位符“{{{given}}}”",
        "unknown placeholder '{{{given}}}'",
    ),
    "fault.other": ("{given}", "{given}"),
    # a rule that is switched off
    "rule.off.by": (
        "{reason}(依据:《{title}》{number})",
        "{reason} (by {title}, {number})",
    ),
    "rule.off.by.plain": ("{reason}(依据:《{title}》)", "{reason} (by {title})"),
    # across rules and files
    "fault.unknown_document": ("没有文件“{given}”", "unknown document '{given}'"),
    "fault.rule_needs_district": (
        "having: {{rule: …}} 只能用于 for_each: district 的规则",
        "having: {{rule: …}} goes with for_each: district",
    ),
    "fault.rule_of_district": (
        "“{given}”本身是对地区的规则,不能按学校统计",
        "'{given}' is itself a rule for districts",
    ),
    "fault.same_as_itself": ("same_as 不能是规则自己", "a rule cannot be the same as itself"),
    "fault.unknown_rule": ("没有规则“{given}”", "unknown rule '{given}'"),
    "fault.duplicate_id": ("规则编号“{given}”重复", "duplicate rule id '{given}'"),
    "fault.duplicate_name": ("规则名称“{given}”重复", "duplicate rule name '{given}'"),
    "fault.duplicate_group": ("规则组“{given}”重复", "duplicate group '{given}'"),
    "fault.duplicate_checklist": ("清单“{given}”重复", "duplicate checklist '{given}'"),
    "fault.duplicate_pack": ("规则包“{given}”重复", "duplicate pack '{given}'"),
    "fault.fixed_key": ("不能更改“{given}”", "'{given}' cannot be changed"),
    "fault.terms_key": (
        "“{given}”应写作“表.字段”,例如 lessons.subject",
        "'{given}' should be TABLE.FIELD, such as lessons.subject",
    ),
    "fault.word_twice": ("“{given}”写了两次", "'{given}' stands twice"),
    "fault.same_word": ("“{given}”同时属于两个说法", "'{given}' belongs to two words"),
    "fault.extends_itself": (
        "规则包“{given}”直接或间接扩展了自己",
        "pack '{given}' extends itself",
    ),
    "fault.no_pack_file": ("文件夹中没有 pack.yaml", "there is no pack.yaml in the folder"),
    "fault.effective_order": ("from 晚于 to", "'from' is later than 'to'"),
    # examples
    "fault.several_schools": (
        "给出了多所学校,这一行要写明 school",
        "several schools are given: this row needs 'school'",
    ),
    "fault.unknown_school": ("没有名为“{given}”的学校", "no school named '{given}' is given"),
    "fault.no_school": ("schools 至少要有一所学校", "schools needs at least one school"),
    # finding packs
    "packs.unknown": ("没有规则包“{name}”", "there is no rule pack '{name}'"),
    "packs.unknown.help": (
        "可用的规则包:{names};也可以给出规则文件夹或 YAML 文件的路径",
        "rule packs: {names}; a folder or a YAML file of rules will do too",
    ),
    "packs.unreadable": ("无法读取({reason})", "cannot be read ({reason})"),
    # waivers
    "fault.waiver_order": ("from 晚于 until", "'from' is later than 'until'"),
    "fault.waiver_order.help": (
        "请核对批准文件上的起止日期",
        "see the first and last day in the document that grants it",
    ),
    "lint.waiver.expired": (
        "豁免已于 {until} 到期:此后的检查按不达标计",
        "the waiver ended on {until}: audits after that day count the failure",
    ),
    "lint.waiver.expired.help": (
        "整改后删去这一条;续批的请写上新的文件和日期",
        "remove it once it is mended; if it was renewed, write the new document and days",
    ),
    "lint.waiver.repeats": (
        "与第 {line} 行的豁免相同(范围和日期重叠)",
        "repeats the waiver on line {line}: the same scope, and days that overlap",
    ),
    "lint.waiver.repeats.help": ("请删去其中一条", "remove one of them"),
    "lint.waiver.number": (
        "“{given}”里没有文号",
        "there is no document number in '{given}'",
    ),
    "lint.waiver.number.help": (
        "请写批准文件的文号,例如 例教字〔2024〕9号",
        "write the number of the document that grants it, as it stands at its head",
    ),
    "lint.waiver.off": (
        "规则 {given} 已停用,豁免没有对象",
        "rule {given} is off: there is nothing to waive",
    ),
    "lint.waiver.off.help": ("请删去这一条", "remove it"),
    "lint.waiver.district": (
        "规则 {given} 是对地区的要求,不能豁免一所学校",
        "rule {given} is a target for districts; no school can be excused from it",
    ),
    "lint.waiver.district.help": ("请删去这一条", "remove it"),
    "lint.waiver.scope": (
        "规则 {rule} 不按{given}判定,这一条豁免不了什么",
        "rule {rule} is not judged by {given}: this waives nothing",
    ),
    "lint.waiver.scope.help": (
        "请删去这个键:规则不按它判定,豁免整所学校即可",
        "remove this key: the rule is judged for the school as a whole",
    ),
    "lint.waiver.scope.grade": ("年级", "grade"),
    "lint.waiver.scope.class": ("班级", "class"),
    "waiver.text": (
        "{reason}({document};{approver} 批准;有效至 {until},含当日)",
        "{reason} ({document}; approved by {approver}; until {until}, that day included)",
    ),
    "waiver.absent": ("本次检查中没有这所学校。", "This school is not in the audit. "),
    "waiver.absent.alike": (
        "本次检查中没有这所学校,名称相近的有:{alike}。",
        "This school is not in the audit; names like it: {alike}. ",
    ),
    "waiver.expired": (
        "(豁免已于 {until} 到期:{document})",
        " (its waiver ended on {until}: {document})",
    ),
    "waiver.not_yet": (
        "(豁免自 {since} 起才有效:{document})",
        " (its waiver starts on {since}: {document})",
    ),
    "waiver.unreadable": (
        "无法读取豁免文件 {path}({reason})",
        "cannot read the waivers {path} ({reason})",
    ),
    # linting
    "lint.never_applies": (
        "这个条件永远不会成立,规则永远不适用",
        "this condition can never hold: the rule never applies",
    ),
    "lint.never_applies.help": (
        "请检查互相矛盾的条件,例如同时要求 above: 800 和 below: 600",
        "look for conditions that exclude each other, such as above: 800 with below: 600",
    ),
    "lint.never_passes": ("这个要求永远不能达到", "this requirement can never be met"),
    "lint.never_passes.help": (
        "请检查 where 中的条件与所要求的数值是否矛盾",
        "see whether the conditions in 'where' contradict what is required",
    ),
    "lint.never_fails": ("这个要求永远不会不达标", "this requirement can never fail"),
    "lint.never_fails.help": (
        "请检查数值,例如 at_least: 0 对谁都成立",
        "see the number: at_least: 0, say, holds for everybody",
    ),
    "lint.example": (
        "例“{title}”:写的是 {expected},规则得出 {found}",
        "example '{title}' expects {expected}; the rule says {found}",
    ),
    "lint.example.help": (
        "请对照条文:是例子写错了,还是规则写错了",
        "go back to the clause: is the example wrong, or the rule?",
    ),
    "lint.no_examples": ("这条规则没有例子", "this rule has no examples"),
    "lint.no_examples.changed": (
        "这一改动改变了判定,原有的例子不再适用,还没有新的例子",
        "this change alters what is judged: the old examples no longer apply and there are no new ones",
    ),
    "lint.no_examples.changed.help": (
        "请在这里写 examples:达标、不达标、无法判定各至少一个",
        "write examples here: at least one that passes, one that fails and one that is unknown",
    ),
    "lint.no_examples.help": (
        "请至少写达标、不达标、无法判定各一个例子",
        "write at least one that passes, one that fails and one that is unknown",
    ),
    "lint.same_as": (
        "same_as 指的规则“{given}”在随附的规则包和这里的规则包中都没有",
        "same_as names '{given}', which is a rule neither here nor in the packs that come with mhaudit",
    ),
    "lint.same_as.help": (
        "请核对编号;写错了,两条相同的要求会各算一次不达标",
        "check the id: if it is wrong, one cause counts as two failures",
    ),
    "lint.never_excluded": (
        "没有例子说明谁不适用",
        "no example shows to whom the rule does not apply",
    ),
    "lint.never_excluded.help": (
        "请写一个 expect: notapplicable 的例子",
        "write an example that expects notapplicable",
    ),
    "lint.checklist_name": (
        "清单“{given}”与“{other}”只差几个字母",
        "checklist '{given}' differs from '{other}' by a few letters only",
    ),
    "lint.checklist_name.help": (
        "要替换那份清单,请用同一个名称",
        "to replace that list, give it the same name",
    ),
    "lint.title_number": (
        "这里的界限是 {bound},标题写的却是 {numbers}",
        "the bound is {bound} here, and the title says {numbers}",
    ),
    "lint.title_number.help": (
        "改了数字,title、title_en 和依据(source)也要改",
        "where a number changes, so do title, title_en and source",
    ),
    "lint.idle_placeholder": (
        "占位符“{{{name}}}”在这里总是空的",
        "'{{{name}}}' is always empty here",
    ),
    "lint.idle_placeholder.help": ("请删去,或改用别的占位符", "remove it, or use another"),
    "lint.one_sided.both": ("没有例子接近界限 {bound}", "no example comes near the bound {bound}"),
    "lint.one_sided.both.help": (
        "请写正好在界限上和刚好越过界限的例子各一个",
        "write one that is just at it and one that is just past it",
    ),
    "lint.one_sided.fail": (
        "没有在界限 {bound} 附近达标的例子",
        "no example passes just at the bound {bound}",
    ),
    "lint.one_sided.fail.help": ("请写一个正好达标的例子", "write one that just passes"),
    "lint.one_sided.pass": (
        "没有在界限 {bound} 附近不达标的例子",
        "no example fails just past the bound {bound}",
    ),
    "lint.one_sided.pass.help": ("请写一个刚好不达标的例子", "write one that just fails"),
    "lint.one_sided.fail.subject": (
        "没有在界限 {bound} 附近适用的例子",
        "in no example does the rule just apply at {bound}",
    ),
    "lint.one_sided.fail.subject.help": (
        "请写一个刚好适用的例子",
        "write one to which it just applies",
    ),
    "lint.one_sided.pass.subject": (
        "没有在界限 {bound} 附近不适用的例子",
        "in no example does the rule just not apply at {bound}",
    ),
    "lint.one_sided.pass.subject.help": (
        "请写一个刚好不适用的例子",
        "write one to which it just does not apply",
    ),
    "lint.error": ("错误\uff1a", "error: "),
    "lint.warning": ("提醒\uff1a", "warning: "),
    "lint.help": ("建议\uff1a{hint}", "help: {hint}"),
    "lint.count": ("{errors} 处错误,{warnings} 处提醒", "{errors} error(s), {warnings} warning(s)"),
    "lint.clean": ("没有发现问题", "nothing found"),
    # running examples
    "example.fail": (
        "{file}:{line}: {rule} 例“{title}”:应为 {expected},实为 {found}",
        "{file}:{line}: {rule} example '{title}': {expected} expected, {found} found",
    ),
    "example.no_finding": ("没有结果", "no finding"),
    "example.measured": (
        "算得 {measured},要求 {required};",
        "measured {measured}, required {required}; ",
    ),
    "example.bounds": (
        "共 {count} 处界限:都有例子从两边接近",
        "{count} bound(s): examples approach each from both sides",
    ),
    "example.bounds.open": (
        "共 {count} 处界限:{open} 处没有例子从两边接近",
        "{count} bound(s): {open} of them not approached from both sides",
    ),
    "example.untried": (
        "{count} 条规则没有例子(其中没有界限)",
        "{count} rule(s) without examples (no bounds in them)",
    ),
    "example.untried.bounds": (
        "{count} 条规则没有例子,其中的 {bounds} 处界限都没有试过",
        "{count} rule(s) without examples: {bounds} bound(s) in them not tried at all",
    ),
}
