"""Wording: issues."""

MESSAGES: dict[str, tuple[str, str]] = {
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
        "办学类型由“{read}”推断,可能为{kind}",
        "The kind of school was inferred from ‘{read}’; it may be: {kind}",
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
        "Two rows agree in date, title and grades but not in category: one event serves only one of them",
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
    # what a kind of school was inferred from, or is contradicted by (D310, D410)
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
