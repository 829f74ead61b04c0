"""Wording: issues."""

MESSAGES: dict[str, tuple[str, str]] = {
    # --- D1xx: files ------------------------------------------------------------------------------------
    "D101": ("无法读取:{reason}", "Cannot be read: {reason}"),
    "D101.fix": (
        "用 Excel 或 WPS 打开后另存为 .xlsx,再重新提交",
        "Open it in Excel or WPS, save it as .xlsx and submit that",
    ),
    "D102": ("文件设有打开密码,未读取", "The file is protected by a password and was not read"),
    "D102.fix": ("去掉打开密码后重新提交", "Remove the password and submit it again"),
    "D103": ("超出读取上限({limit}),未读取", "Over the limit ({limit}) and not read"),
    "D103.fix": (
        "删去多余的空行、空列和图片,或拆成几个文件",
        "Delete spare rows, columns and pictures, or split the file",
    ),
    "D104": ("不是表格文件,未读取", "This is no spreadsheet and was not read"),
    "D104.fix": (
        "改为提交 .xlsx、.xls、.ods 或 .csv 文件",
        "Give an .xlsx, .xls, .ods or .csv file",
    ),
    "D105": (
        "扩展名 {extension} 与内容不符,已按 {format} 读取",
        "The extension {extension} does not fit the content; it was read as {format}",
    ),
    "D105.fix": ("改正扩展名;不影响结果", "Correct the extension; the result is not affected"),
    "D106": ("不是表格文件,已跳过", "No spreadsheet: skipped"),
    "D106.fix": ("不必处理", "Nothing to do"),
    "D107": ("文件是空的", "The file is empty"),
    "D107.fix": ("核对是否交错了文件", "Check whether this is the right file"),
    "D108": (
        "这是 mhaudit 写出的检查结果,不是上报表,已跳过",
        "A report written by mhaudit, not a form: skipped",
    ),
    "D108.fix": ("不必处理", "Nothing to do"),
    # why a file or a sheet cannot be read (D101)
    "broken.no_workbook": ("内容不是表格", "what it holds is no spreadsheet"),
    "broken.web_page": (
        "这是网页(HTML 或 XML),不是真正的 Excel 文件",
        "it is a web page (HTML or XML), no true Excel file",
    ),
    "broken.too_old": (
        "是 Excel 5.0 以前的格式,太旧",
        "it is in a format from before Excel 5, which is too old",
    ),
    "broken.package": (
        "文件不完整或已损坏,可能没有传完",
        "it is cut off or damaged; perhaps it was not copied whole",
    ),
    "broken.sectors": (
        "旧版 .xls 文件的内部结构已损坏",
        "the inner structure of the old .xls file is damaged",
    ),
    "broken.no_sheets": (
        "没有普通工作表,只有宏表或图表",
        "it holds no ordinary sheet, only macro sheets or charts",
    ),
    "broken.no_part": ("该工作表的内容丢失", "the content of this sheet is missing"),
    "broken.directory": (
        "工作簿的目录缺失或已损坏",
        "the workbook's list of sheets is missing or damaged",
    ),
    "broken.permission": (
        "没有读取权限,或正被别的程序占用",
        "there is no permission to read it, or another program holds it",
    ),
    "broken.folder": (
        "文件夹打不开,可能没有权限",
        "the folder cannot be opened; perhaps there is no permission",
    ),
    "broken.gone": ("文件已不在原处", "the file is no longer there"),
    "broken.disk": ("系统无法打开该文件", "the system cannot open it"),
    "broken.open_quote": (
        "有一个双引号没有配对,其后的行无法分开",
        "a double quote is never closed, so that the rows after it run together",
    ),
    "broken.long_cell": ("有一个单元格长得离谱", "a cell is absurdly long"),
    "broken.parser": (
        "文件内部有误,读取程序中途停止",
        "something inside it is wrong, and the parser gave up",
    ),
    "broken.texts": (
        "工作簿的文字部分缺失或不全",
        "the workbook's table of texts is missing or incomplete",
    ),
    "broken.address": ("单元格地址或区域写法有误", "the address of a cell or range is wrong"),
    "broken.cell": (
        "有的单元格类型或内容不合格式",
        "the type or content of a cell is not as the format has it",
    ),
    "broken.cut_off": ("内容不完整,中途断开", "its content breaks off"),
    "broken.xml": ("内部的 XML 有误", "the XML inside is wrong"),
    "broken.crash": (
        "读取它的程序中途崩溃,文件可能已损坏,或占用内存过多",
        "the program that read it crashed: the file may be damaged, or take too much memory",
    ),
    "broken.fault": (
        "mhaudit 自身出错({detail}),请告诉维护者",
        "a fault of mhaudit's own ({detail}): please tell its maintainers",
    ),
    "broken.other": ("文件内部有误({detail})", "something inside it is wrong ({detail})"),
    # --- D2xx: sheets and headings ----------------------------------------------------------------------
    "D201": (
        "未识别为任何一张表,没有读取(最像表头的一行:{seen})",
        "Not recognised as any table and not read (the row most like a heading: {seen})",
    ),
    "D201.fix": (
        "如应读取,请在 mhaudit.toml 的 [vocabulary] 中加入本表的列名,或运行 mhaudit inspect 查看",
        "If it should be read, add its headings under [vocabulary] in mhaudit.toml, or run mhaudit inspect",
    ),
    "D202": (
        "“{heading}”可作不止一种理解,未采用(可能是:{options})",
        "‘{heading}’ can be understood in more than one way and was not used (it may be: {options})",
    ),
    "D202.fix": (
        "改用含义明确的列名或标题,或在 mhaudit.toml 的 [vocabulary] 中指定(怎样写,见 mhaudit inspect)",
        "Use a heading or title that is plain, or say in mhaudit.toml under [vocabulary] what it means: mhaudit "
        "inspect shows the line to write",
    ),
    "D202.r36": (
        "专职心理健康教育教师、专任(在编)教师",
        "full-time counsellors, teachers employed full-time",
    ),
    "D202.inspected": (
        "学校的自查结果、检查组的检查结果",
        "the school's own answer, what inspectors found",
    ),
    "D203": ("缺少必需的列:{columns}", "A needed column is missing: {columns}"),
    "D203.fix": ("补上该列", "Add the column"),
    "D204": (
        "只有表头,没有数据,按未提交处理",
        "Only headings and no data: counted as not supplied",
    ),
    "D204.fix": (
        "填写数据;确实没有的,填一行“无”",
        "Fill in the data; if there is none, enter one row reading 无",
    ),
    "D205": ("隐藏的工作表“{sheet}”未读取", "The hidden sheet ‘{sheet}’ was not read"),
    "D205.fix": ("如需读取,请取消隐藏", "Unhide it if it should be read"),
    "D206": ("示例行,已跳过", "An example row: skipped"),
    "D206.fix": ("不必处理", "Nothing to do"),
    "D207": (
        "不知道本表({table})属于哪所学校,未采用",
        "No school can be named for these rows ({table}); they were not used",
    ),
    "D207.fix": (
        "在表中加“学校名称”一列,或填写“单位(盖章)”一行",
        "Add a column 学校名称, or fill in the line 单位(盖章)",
    ),
    "D208": (
        "本表的学校“{school}”取自{source}",
        "The school of this sheet, ‘{school}’, was taken from {source}",
    ),
    "D208.fix": ("如不正确,请在表中填写学校名称", "If that is wrong, name the school in the sheet"),
    "D209": (
        "“{heading}”有{count}处空白,按上一行的学校读取",
        "{count} blank cell(s) under ‘{heading}’ were read as the school in the row above",
    ),
    "D209.fix": ("每行都填写学校名称", "Name the school in every row"),
    "D210": (
        "“{read}”是主管部门,不是学校,未列为学校",
        "‘{read}’ is an authority and no school; it was not taken for one",
    ),
    "D210.fix": (
        "在“{heading}”中填写学校全称;主管部门自己的行请删去",
        "Give the school's full name under ‘{heading}’; delete rows of the authority itself",
    ),
    "D211": (
        "“{read}”写了不止一所学校,不知道这一行属于哪一所",
        "‘{read}’ names more than one school; whose row it is is not known",
    ),
    "D211.fix": (
        "每所学校单独填一行,“{heading}”中只写一所学校的全称",
        "Give each school a row of its own, with one full name under ‘{heading}’",
    ),
    # --- D5xx: privacy ----------------------------------------------------------------------------------
    "D501": (
        "“{heading}”一列涉及个人隐私,内容未读取",
        "The column ‘{heading}’ is personal; its content was not loaded",
    ),
    "D501.fix": ("上报前删除该列", "Delete the column before submitting"),
    "D502": (
        "是学生个人名单,整张表未读取",
        "A list of single pupils: the whole sheet was not loaded",
    ),
    "D502.fix": (
        "不要上报学生个人名单;只填是否建立、人数等",
        "Do not submit lists of single pupils; give only yes or no and numbers",
    ),
    # --- why a column has the key it has, or none (mhaudit inspect) -------------------------------------
    "column.weak": (
        "含义较宽的列名,本表没有更明确的列",
        "a broad heading; no other column of the table is plainer",
    ),
    "column.leaf": ("按最下一级表头识别", "known by the lowest level of its heading"),
    "column.beaten": ("另有更明确的列", "another column says it more plainly"),
    "column.needless": ("检查用不到", "not needed"),
    "column.level": ("与“项目”列合起来说明事项", "names the item together with its column"),
    "column.tie": ("两列同义,均未采用", "two columns mean the same; neither was used"),
    "column.bare": ("每周还是每学期不明", "per week or per term is not said"),
    "column.ticks": (
        "打勾的两列,合起来读",
        "one of two columns to tick, read together",
    ),
    "column.wide": (
        "每列一项,逐列读作一行",
        "a column for each; every cell of it is read as a row",
    ),
    "column.inspected": ("是学校自查还是他人检查不明", "whose answer it is is not said"),
    "column.r36": ("可能指在编专任教师", "may mean employed full-time"),
    # --- D3xx: values -----------------------------------------------------------------------------------
    "D301": (
        "“{heading}”中的“{read}”无法识别,按未填处理",
        "‘{read}’ under ‘{heading}’ was not understood and counts as not filled in",
    ),
    "D301.fix": (
        "按填表说明改写该单元格,每格只填一项内容",
        "Rewrite the cell as the form's notes ask, one thing to a cell",
    ),
    "D302": (
        "“{heading}”中的“{read}”只是约数,按未填处理",
        "‘{read}’ under ‘{heading}’ is only approximate and counts as not filled in",
    ),
    "D302.fix": (
        "填写准确数字,不写“约”“左右”“余”",
        "Enter the exact number, without 约, 左右 or 余",
    ),
    "D303": (
        "“{heading}”中的“{read}”超出合理范围,按未填处理",
        "‘{read}’ under ‘{heading}’ is out of range and counts as not filled in",
    ),
    "D303.fix": ("核对该单元格的数字", "Check the number in the cell"),
    "D304": (
        "“{heading}”中的“{read}”丢失了位数,无法还原",
        "‘{read}’ under ‘{heading}’ has lost digits that cannot be restored",
    ),
    "D304.fix": (
        "先把该列设为文本格式,再重新填写",
        "Format the column as text, then enter it again",
    ),
    "D305": ("“{heading}”中的“{read}”按日期读取", "‘{read}’ under ‘{heading}’ was read as a date"),
    "D305.fix": ("按 2024-09-10 的样式填写日期", "Write dates as 2024-09-10"),
    "D306": (
        "“{heading}”中的“{read}”在本校可能指不同的年级或班级,按未填处理",
        "‘{read}’ under ‘{heading}’ may mean more than one grade or class of this school and counts as not filled in",
    ),
    "D306.fix": (
        "写明年级和班级,如“七(1)班”“高一(2)班”",
        "Name grade and class, such as 七(1)班 or 高一(2)班",
    ),
    "D307": (
        "“{heading}”中的“{read}”按其中的数字读取",
        "‘{read}’ under ‘{heading}’ was read as the number in it",
    ),
    "D307.fix": ("填写准确数字", "Enter the exact number"),
    "D308": (
        "“{heading}”中的“{read}”含两种活动类型,只能算其中一种,无法确定是哪一种",
        "‘{read}’ under ‘{heading}’ names two categories; it can serve only one, and which is not known",
    ),
    "D308.fix": (
        "一次活动只填一种类型;确为两次活动的,分两行填写",
        "Give one category to an activity; two activities take two rows",
    ),
    "D309": (
        "“{heading}”中的“{read}”不是确定的数字",
        "‘{read}’ under ‘{heading}’ is not one definite number",
    ),
    "D309.fix": ("填写一个准确数字", "Enter one exact number"),
    "D310": (
        "办学类型由{by}推断,可能为{kind}",
        "The kind of school was inferred from {by}; it may be: {kind}",
    ),
    "D310.fix": (
        "在“办学类型”一列填写标准名称,如“初级中学”“九年一贯制学校”",
        "Fill in 办学类型 with a standard name such as 初级中学 or 九年一贯制学校",
    ),
    "D311": (
        "“{read}”含有“{item}”的字样,但并不相同,未作为该项认定",
        "‘{read}’ contains the words of ‘{item}’ but is not the same, and was not taken for it",
    ),
    "D311.fix": ("如指同一项工作,请写作“{item}”", "If it is the same item, write ‘{item}’"),
    "D312": (
        "班级名称“{read}”不是班号,按原文读取",
        "The class name ‘{read}’ is no number and was taken as it stands",
    ),
    "D312.fix": ("各表中同一班级的名称应一致", "Write the class the same way in every sheet"),
    # --- D4xx: consistency ------------------------------------------------------------------------------
    "D401": ("班级表中没有{grade}{class}班", "{grade} class {class} is not in the class table"),
    "D401.fix": (
        "在班级表中补上该班,或更正此处的班级",
        "Add the class to the class table, or correct it here",
    ),
    "D402": ("“{read}”重复填报,只计一次", "‘{read}’ is listed more than once and counts once"),
    "D402.fix": ("删除重复的行", "Remove the repeated row"),
    "D403": (
        "填报总数为{total},名册中为{listed}人,以名册为准",
        "The total says {total}, the roster lists {listed}; the roster decides",
    ),
    "D403.fix": ("核对总数与名册", "Check the total against the roster"),
    "D404": (
        "心理健康教育教师总数“{counsellors_total}”与专职“{counsellors_full_time}”、兼职“{counsellors_part_time}”不符",
        "Counsellors: all ‘{counsellors_total}’ does not fit full-time ‘{counsellors_full_time}’ "
        "and part-time ‘{counsellors_part_time}’",
    ),
    "D404.fix": (
        "核对三个数字:总数=专职+兼职",
        "Check the three numbers: all = full-time + part-time",
    ),
    "D405": (
        "“{heading}”在两处填报不一致,按未知处理",
        "‘{heading}’ is given differently in two places and counts as unknown",
    ),
    "D405.fix": ("两处改为一致,或只保留一处", "Make both the same, or keep only one"),
    "D406": (
        "本表有{count}个日期不在审核学期({terms})内",
        "{count} date(s) of this sheet lie outside the audited period ({terms})",
    ),
    "D406.fix": ("日期无误时不必处理", "Nothing to do if the dates are right"),
    "D407": (
        "标识码{code}对应两个校名:“{name}”和“{chosen}”,按同一所学校处理",
        "The code {code} stands beside two names, ‘{name}’ and ‘{chosen}’; both are taken for one school",
    ),
    "D407.fix": ("核对学校名称和标识码", "Check the school's name and code"),
    "D408": (
        "“{name}”与“{other}”名称相近,按两所学校处理",
        "‘{name}’ and ‘{other}’ are similar names and were taken for two schools",
    ),
    "D408.fix": (
        "如为同一所学校,请统一名称或填写学校标识码",
        "If they are one school, use one name or give its code",
    ),
    "D409": (
        "“单位”一行为“{unit}”,与“{other}”不一致,按“{chosen}”处理",
        "The line 单位 says ‘{unit}’, which is not ‘{other}’; taken for ‘{chosen}’",
    ),
    "D409.fix": ("核对本表属于哪所学校", "Check which school the sheet belongs to"),
    "D410": (
        "办学类型({kind})与{against}矛盾",
        "The kind of school ({kind}) contradicts {against}",
    ),
    "D410.fix": (
        "核对办学类型、学校标识码、校名和班级表",
        "Check the kind, the code, the name and the class table",
    ),
    "D411": (
        "按办学类型应有{stages},班级表中没有",
        "By its kind the school has {stages}, which the class table lacks",
    ),
    "D411.fix": (
        "补全班级表,或更正办学类型",
        "Complete the class table, or correct the kind of school",
    ),
    "D412": (
        "“{read}”等两行日期、主题和对象相同,类型不同:同一次活动只能算一种",
        "Two rows such as ‘{read}’ agree in date, title and grades but not in category: one event serves only "
        "one of them",
    ),
    "D412.fix": (
        "如为两次活动,请写明各自的日期或主题;如为一次,只保留一行",
        "If there were two events, give each its own date or title; if one, keep one row",
    ),
    "D413": (
        "“{item}”既填“是”又填“否”,按未知处理",
        "‘{item}’ is answered both yes and no and counts as unknown",
    ),
    "D413.fix": ("只保留一个答案", "Keep one answer"),
    "D414": (
        "本表标明{declared}学年,审核的是{audited}学年",
        "This sheet says school year {declared}; {audited} is audited",
    ),
    "D414.fix": (
        "更换为审核学年的表格;有日期的行按日期计算",
        "Send the form of the audited year; rows with dates count by their dates",
    ),
    "D415": ("本校没有{grades},此处不计", "The school has no {grades}; not counted"),
    "D415.fix": (
        "更正活动对象,或核对办学类型和班级表",
        "Correct the grades here, or check the kind of school and the class table",
    ),
    "D416": (
        "此行“{heading}”未填或无法确定,不知归属何处",
        "‘{heading}’ is blank or not certain in this row, so that it cannot be placed",
    ),
    "D416.fix": ("补填“{heading}”", "Fill in ‘{heading}’"),
    "D417": (
        "在校学生数为{total},各班人数合计为{sum}",
        "The school has {total} students, its classes {sum}",
    ),
    "D417.fix": ("核对在校学生数和班级人数", "Check the students of the school and of its classes"),
    "D418": (
        "日期“{read}”晚于审核期末({last}),不计",
        "The date ‘{read}’ is after the end of the audited period ({last}) and does not count",
    ),
    "D418.fix": ("核对日期", "Check the date"),
    "D419": (
        "“{name}”出现在不同县区({districts}),按不同学校处理",
        "‘{name}’ stands in several districts ({districts}): taken for different schools",
    ),
    "D419.fix": ("填写学校标识码以便区分", "Give the schools' codes to tell them apart"),
    "D420": (
        "填报学期{term}与日期所在学期{by_date}不符,以日期为准",
        "The declared term {term} is not that of the date, {by_date}; the date decides",
    ),
    "D420.fix": ("核对学期和日期", "Check term and date"),
    "D421": (
        "豁免不在有效期内({since} 至 {until},含首尾两天;本次检查以 {day} 为准):"
        "{school} {rule}({document},第 {line} 行),该项仍按不达标计",
        "A waiver is not in force ({since} to {until}, both days included; this audit goes by {day}): {school} {rule} "
        "({document}, line {line}); the failure counts",
    ),
    "D421.fix": ("整改,或重新申请豁免后更新豁免文件", "Mend it, or have the waiver renewed"),
    "D422": (
        "豁免没有对应的不达标:{school} {rule}({document},第 {line} 行)",
        "A waiver waives nothing: {school} {rule} ({document}, line {line})",
    ),
    "D422.fix": (
        "{absent}只有不达标才能豁免,达标、无法判定和不适用都不能;核对规则编号、学校名称(或标识码)、年级、班级和学期,"
        "已经达标的可删去",
        "{absent}Only a failure can be waived, not what passes, cannot be judged or does not apply; check the rule, "
        "the school's name or code, grade, class and term, and remove the waiver if the rule passes",
    ),
    "D423": (
        "{count} 所学校区县不明,没有计入对区县的要求({rules})",
        "{count} school(s) of no known district are not counted in the requirements of districts ({rules})",
    ),
    "D423.fix": (
        "补填所在区县;市直学校不属于任何区县的,不必处理",
        "Fill in the district; a school that the city runs itself needs none",
    ),
    "D424": (
        "此处填“{read}”,与同一行 {cell} 所填不符,按未知处理",
        "‘{read}’ here, but {cell} in the same row says otherwise: counts as unknown",
    ),
    "D424.fix": (
        "核实实际情况,把两处改为一致",
        "Find out which of the two is right and make them agree",
    ),
    "D425": (
        "这一行画了删除线,不知道是否还算数,按未知处理",
        "The row is struck through; whether it still counts is not known",
    ),
    "D425.fix": (
        "不要的行请删去;要保留的请取消删除线",
        "Delete the row, or remove the strike-through",
    ),
    # what a kind of school was inferred from, or is contradicted by (D310, D410)
    "kind_by.cell": ("“办学类型”一栏", "the column 办学类型"),
    "kind_by.code": ("学校标识码", "the school's code"),
    "kind_by.name": ("校名", "its name"),
    "kind_by.stage": ("学段", "its stages"),
    "kind_by.classes": ("班级表中的年级", "the grades of its classes"),
    "kind.111": ("幼儿园", "kindergarten"),
    "kind.112": ("附设幼儿班", "attached kindergarten class"),
    "kind.119": ("其他幼儿园", "other kindergarten"),
    "kind.211": ("小学", "primary school"),
    "kind.218": ("小学教学点", "primary teaching point"),
    "kind.311": ("初级中学", "junior secondary school"),
    "kind.312": ("九年一贯制学校", "nine-year school"),
    "kind.321": ("职业初中", "vocational junior secondary school"),
    "kind.341": ("完全中学", "complete secondary school"),
    "kind.342": ("高级中学", "senior secondary school"),
    "kind.345": ("十二年一贯制学校", "twelve-year school"),
    "kind.361": ("调整后中等职业学校", "secondary vocational school"),
    "kind.362": ("中等技术学校", "secondary technical school"),
    "kind.363": ("中等师范学校", "secondary normal school"),
    "kind.365": ("职业高中学校", "vocational senior secondary school"),
    "kind.366": ("技工学校", "skilled-worker school"),
    "kind.511": ("盲人学校", "school for the blind"),
    "kind.512": ("聋人学校", "school for the deaf"),
    "kind.513": ("弱智学校", "school for the mentally handicapped"),
    "kind.514": ("其他特教学校", "other special school"),
    "kind.519": ("其他特教学校", "other special school"),
}
