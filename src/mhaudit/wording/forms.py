"""Wording: blank forms, their notes, and the marks in a school's own workbook."""

MESSAGES: dict[str, tuple[str, str]] = {
    # --- mhaudit template ---
    "cli.template": (
        "生成空白填报表：七张表，带下拉选项、输入提示、示例行和填表说明。\n\n"
        "例如:mhaudit template 填报表.xlsx --kind 初级中学 --classes 7:6,8:6,9:5",
        "Write a blank form: seven sheets with drop-downs, hints, an example row and notes. Headings are in "
        "Chinese, as schools write them.\n\n"
        "Example: mhaudit template form.xlsx --kind 初级中学 --classes 7:6,8:6,9:5 --lang en",
    ),
    "cli.template.output": ("要生成的 .xlsx 文件。", "The .xlsx file to write."),
    "cli.template.kind": (
        "办学类型，如 初级中学、九年一贯制学校，或国标代码 311；填入学校表，年级选项随之而定。",
        "The kind of school, such as 初级中学 or its GB/T 33782 code 311: filled in, and it sets the grades offered.",
    ),
    "cli.template.classes": (
        "各年级班数，如 7:6,8:6,9:5（七年级 6 个班……；高一至高三写 10 至 12，中职写 1 至 3）；填入班级表。",
        "Classes of each grade, such as 7:6,8:6,9:5 (six in Grade 7, …; 1 to 3 are the years of a vocational "
        "school): filled in on the class sheet.",
    ),
    "cli.template.district": (
        "供县区使用：一个工作簿填多所学校，每张表都有“学校名称”一列。",
        "For a district: many schools in one workbook, with a column for the school in every sheet.",
    ),
    "cli.template.force": (
        "文件已存在时覆盖它。",
        "Write over the file if it is there already.",
    ),
    "cli.template.exists": (
        "{path} 已存在，没有覆盖",
        "{path} is there already and was not written over",
    ),
    "cli.template.exists.hint": (
        "换一个文件名；确要覆盖，加 --force",
        "choose another name, or add --force to write over it",
    ),
    "cli.template.suffix": ("{path}：文件名应以 .xlsx 结尾", "{path}: the name must end in .xlsx"),
    "cli.template.suffix.hint": ("例如 填报表.xlsx", "such as form.xlsx"),
    "cli.template.kind.hint": (
        "写国标名称，如 {names}",
        "write a name of GB/T 33782, such as {names}",
    ),
    "cli.template.classes.hint": (
        "写成 年级：班数，用逗号隔开，如 7:6,8:6,9:5；每个年级 1 至 99 个班",
        "write GRADE:CLASSES with commas between, such as 7:6,8:6,9:5; 1 to 99 classes in a grade",
    ),
    "cli.template.classes.grade": (
        "--classes：{kind}没有{grade}",
        "--classes: {kind} has no {grade}",
    ),
    "cli.template.classes.grade.hint": (
        "核对 --kind 与 --classes",
        "check --kind against --classes",
    ),
    "cli.template.both": (
        "--district 不能与 --kind、--classes 同时使用",
        "--district does not go with --kind or --classes",
    ),
    "cli.template.both.hint": (
        "给一所学校用，去掉 --district；给县区用，去掉 --kind 和 --classes",
        "leave out --district for one school, --kind and --classes for a district",
    ),
    # --- the form ---
    "form.property.title": (
        "心理健康教育工作情况填报表",
        "Form on mental-health education in schools",
    ),
    "form.note": (
        "填表说明：带 * 的列必须填写；灰色示例行不计入，不必删除；"
        "确实没有内容的表，第一行写“无”。详见“填表说明”工作表。",
        "填表说明: columns with * must be filled in; the grey example row does not count and may stay; where "
        "there is nothing to report write 无 in the first row. See the sheet 填表说明.",
    ),
    "form.footer": (
        "&L填表人：__________  审核人：__________&C第 &P 页，共 &N 页&R填报日期：______________",
        "&LFilled in by: __________  Checked by: __________&CPage &P of &N&RDate: ______________",
    ),
    "form.error.title": ("填写有误", "Not a valid entry"),
    "form.error.choice": ("请从下拉选项中选择。", "Choose one from the list."),
    "form.error.whole": (
        "请填 {low} 至 {high} 的整数。",
        "Enter a whole number from {low} to {high}.",
    ),
    "form.error.decimal": ("请填 {low} 至 {high} 的数字。", "Enter a number from {low} to {high}."),
    "form.error.date": ("请填日期，如 2024-10-10。", "Enter a date such as 2024-10-10."),
    "form.error.code": ("学校标识码是 10 位。", "The school code has 10 digits."),
    # hints: also the column “怎样填” of the notes
    "form.serial": ("行号，已填好；示例行不要改动。", "The row's number, filled in."),
    "form.school.of": (
        "与“学校”工作表中的名称一致，从下拉选项中选。",
        "As it stands in the sheet 学校: choose it from the list.",
    ),
    "form.schools.school": ("学校全称，与公章一致。", "The school's full name, as on its seal."),
    "form.schools.school_code": (
        "10 位学校（机构）标识码，用来认准学校；不清楚可不填。",
        "The 10-digit school code, to tell schools apart; leave it blank if you do not know it.",
    ),
    "form.schools.district": (
        "学校所在县区，如“红谷滩区”。",
        "The district the school is in, such as 红谷滩区.",
    ),
    "form.schools.kind": (
        "从下拉选项中选国标名称；它决定哪些要求适用于本校。",
        "Choose the standard name: it decides which requirements apply to the school.",
    ),
    "form.schools.ownership": ("公办或民办。", "公办 (public) or 民办 (private)."),
    "form.schools.students": (
        "全校在籍在校学生总数，填准确整数，不写“约”“左右”；应等于各班人数之和。",
        "All students of the school as an exact whole number; it should be the sum of the classes.",
    ),
    "form.schools.class_count": ("全校教学班总数。", "The number of classes of the school."),
    "form.schools.boarders": ("寄宿学生数；没有填 0。", "Students who board; 0 if there are none."),
    "form.schools.counsellors_total": (
        "专职与兼职合计，应与“心理教师”工作表一致。",
        "Full-time and part-time together, as in the sheet 心理教师.",
    ),
    "form.schools.counsellors_full_time": (
        "专职人数；没有填 0。",
        "Full-time ones; 0 if there are none.",
    ),
    "form.schools.counsellors_part_time": (
        "兼职人数；没有填 0。",
        "Part-time ones; 0 if there are none.",
    ),
    "form.schools.has_room": ("是或否。", "是 (yes) or 否 (no)."),
    "form.schools.rooms": ("间数；没有填 0。", "The number of rooms; 0 if there are none."),
    "form.schools.room_area_m2": (
        "合计面积，单位平方米，填准确数字。",
        "The area of all of them in square metres, an exact number.",
    ),
    "form.classes.class_name": (
        "写明年级和班号，如 {class}；每班一行，全校所有班级都要列出。",
        "Grade and number, such as {class}; a row for each class of the school.",
    ),
    "form.classes.students": ("该班在校学生数，填整数。", "Students of the class, a whole number."),
    "form.classes.homeroom_teacher": ("班主任姓名。", "The homeroom teacher's name."),
    "form.teachers.name": (
        "每位心理健康教育教师一行，专职、兼职都填；一名也没有的，在第一行写“无”。",
        "A row for each counsellor, full-time or part-time; write 无 in the first row if there is none.",
    ),
    "form.teachers.sex": ("男或女。", "男 (male) or 女 (female)."),
    "form.teachers.duty": (
        "专职：以心理健康教育为主要岗位；兼职：另有主要岗位。",
        "专职: it is the teacher's main post (full-time); 兼职: the main post is another (part-time).",
    ),
    "form.teachers.support": (
        "本校教师填“本校”；由外校支援的填“对口援助”或“定点支教”；外聘的填“其他”。不填按本校计。",
        "本校： the school's own; 对口援助 (paired) or 定点支教 (posted): lent by another school; 其他： hired from "
        "outside. Blank means the school's own.",
    ),
    "form.teachers.degree": ("最高学历，如“本科”。", "The highest degree."),
    "form.teachers.major": ("最高学历所学专业。", "What the degree is in."),
    "form.teachers.certificate": ("与心理健康教育有关的资格证书。", "Certificates in counselling."),
    "form.teachers.homeroom_pay": (
        "该教师是否已享受班主任同等待遇：是或否。",
        "Whether the teacher is paid as a homeroom teacher: 是 (yes) or 否 (no).",
    ),
    "form.teachers.homeroom_years": (
        "从事心理健康教育的年限是否计入班主任工作年限：是或否（不是填年数）。",
        "Whether the years count as homeroom years: 是 (yes) or 否 (no), not a number of years.",
    ),
    "form.teachers.training_hours": (
        "本年度培训学时，填数字。",
        "Hours of training this year, a number.",
    ),
    "form.activities.date": (
        "开展活动的日期，如 2024-10-10；跨几天的填第一天。",
        "The day of the activity, such as 2024-10-10; the first day if it took several.",
    ),
    "form.activities.category": (
        "从下拉选项中选一种；班团队会选“主题班会”。一次活动只填一行、一种类型。",
        "Choose one kind; for meetings of class, League or Young Pioneers choose 主题班会. One row and one kind to "
        "an activity.",
    ),
    "form.activities.title": ("活动的题目。", "What the activity was called."),
    "form.activities.themes": (
        "活动讲的是心理健康、生命教育，还是两者都有；别的内容选“其他”。",
        "心理健康 (mental health), 生命教育 (life education), both, or 其他 (something else).",
    ),
    "form.activities.grades": (
        "参加的年级：选“全校”或一个年级；几个年级可直接填写，如“七、八年级”“七至九年级”。",
        "The grades that took part: 全校 (the whole school) or one grade; several may be typed, such as 七、八年级.",
    ),
    "form.activities.participants": (
        "参加的学生人数，填整数。",
        "How many took part, a whole number.",
    ),
    "form.activities.evidence": (
        "留存的材料，如“方案、照片”；材料本身不用放进表里。",
        "What is on file, such as plans or photographs; do not put it into the sheet.",
    ),
    "form.committee.class_name": (
        "从下拉选项中选（先填“班级”工作表），每班一行；小学不填本表。",
        "Choose the class (fill in the sheet 班级 first), a row for each; primary schools leave this sheet.",
    ),
    "form.committee.male_members": (
        "男心理委员，几人用顿号隔开；没有留空。可只写姓氏，如“李同学”。",
        "The boys, with 、 between several; blank if there is none. A surname is enough: 李同学.",
    ),
    "form.committee.female_members": (
        "女心理委员，几人用顿号隔开；没有留空。可只写姓氏，如“周同学”。",
        "The girls, with 、 between several; blank if there is none. A surname is enough: 周同学.",
    ),
    "form.lessons.grade": (
        "每个年级的每门课程填一行；几个年级相同的可写“七、八年级”。",
        "A row for each course of each grade; 七、八年级 may stand for several.",
    ),
    "form.lessons.subject": (
        "课程名称；至少填下拉选项中的课程。没有开设的不填。",
        "The course; at least those in the list. Leave out what is not taught.",
    ),
    "form.lessons.periods_per_week": (
        "每周几课时，填数字；每两周 1 课时填 0.5。",
        "Periods a week as a number; one a fortnight is 0.5.",
    ),
    "form.lessons.hours_total": (
        "本学年一共安排多少学时，填数字；只有中职的“心理健康与职业生涯”必须填。",
        "Hours in the whole school year, a number; needed only for 心理健康与职业生涯 in vocational schools.",
    ),
    "form.lessons.compulsory": (
        "必修课填“是”，选修课填“否”。",
        "是 for a compulsory course, 否 for an elective.",
    ),
    "form.records.item": (
        "从下拉选项中选，名称不要改写；每项一行。双月报每报送一次填一行。",
        "Choose from the list and do not reword it; a row for each item, and one for each bimonthly report sent.",
    ),
    "form.records.done": ("已落实填“是”，没有落实填“否”。", "是 if it is done, 否 if not."),
    "form.records.date": (
        "印发、报送或完成的日期，如 2024-11-04。",
        "The day it was issued, sent or done: 2024-11-04.",
    ),
    "form.records.period": (
        "只有双月报要填：说的是哪两个月，如“2024年9-10月”。",
        "Only for bimonthly reports: which two months, such as 2024年9-10月.",
    ),
    "form.records.evidence": ("文件名称、会议记录等。", "The document, minutes and so on."),
    "form.records.explanation": (
        "没有落实的原因等。不要写学生姓名。",
        "Such as why it is not done. Never write names of pupils.",
    ),
    # --- the notes sheet ---
    "notes.title": ("心理健康教育工作情况填报表 填表说明", "How to fill in this form"),
    "notes.how": ("一、怎样填", "1. How to fill it in"),
    "notes.how.school": (
        "一所学校填一个文件。学校名称只在“学校”工作表填一次，其余各表自动归入这所学校。",
        "One file for one school. Its name is given once, in the sheet 学校; all other sheets belong to it.",
    ),
    "notes.how.district": (
        "一个文件可填多所学校。先在“学校”工作表每校填一行，其余各表每一行都要选学校名称。",
        "One file takes many schools. List them in the sheet 学校 first, then choose the school in every row of the "
        "other sheets.",
    ),
    "notes.how.example": (
        "表头和灰色示例行已锁定（没有密码，可在“审阅”中撤销保护）。从示例行下面一行开始填；示例行不计入，不必删除。",
        "Headings and the grey example row are locked (there is no password: Review > Unprotect Sheet). Start in "
        "the row below the example; the example does not count and may stay.",
    ),
    "notes.how.none": (
        "哪张表确实没有内容，在第一行写“无”，表示“没有”。整张表空着不填，按“未提交”处理，相关要求无法判定。",
        "If a sheet has nothing to report, write 无 in its first row: that says none. A sheet left blank counts as "
        "not submitted, and what rests on it cannot be decided.",
    ),
    "notes.how.exact": (
        "数字填准确整数，不写“约”“左右”“若干”；日期写成 2024-10-10；每格只填一项内容。",
        "Exact numbers, dates as 2024-10-10, one thing to a cell.",
    ),
    "notes.how.rows": (
        "行数不够可接着往下填，下拉选项仍然有效；不要改动表头文字，也不要合并单元格。",
        "Go on below if there are not enough rows: the drop-downs reach further. Do not change headings or merge "
        "cells.",
    ),
    "notes.how.private": (
        "不要填写身份证号、诊断、测评结果、高关怀学生名单等个人隐私；只填是否建立、人数等。",
        "Do not enter identity numbers, diagnoses, test results or lists of pupils in care; only yes or no and "
        "numbers.",
    ),
    "notes.how.check": (
        "填好后可先自查：mhaudit check 文件名.xlsx",
        "Check the form before you send it: mhaudit check FILE.xlsx --lang en",
    ),
    "notes.columns": (
        "二、各列怎样填，用于哪些要求",
        "2. The columns, and which requirements they serve",
    ),
    "notes.columns.sheet": ("所在工作表", "Sheet"),
    "notes.columns.heading": ("列名", "Column"),
    "notes.columns.how": ("怎样填", "How to fill it in"),
    "notes.columns.serves": ("用于哪些要求", "Serves"),
    "notes.quoted": ("“{heading}”", "‘{heading}’"),
    "notes.serves.most": (
        "绝大多数要求（{first} 等 {count} 项）",
        "nearly all requirements ({first} and others, {count} in all)",
    ),
    "notes.serves.none": ("不参与判定，供核对", "decides nothing; for checking"),
    "notes.serves.identify": ("认准是哪所学校，不参与判定", "tells schools apart; decides nothing"),
    "notes.items": ("三、“工作记录”要填的项目", "3. Items for the sheet 工作记录"),
    "notes.items.item": ("照此填写", "Write it like this"),
    "notes.rules": ("{number}、本表所依据的要求", "{number}. The requirements behind this form"),
    "notes.rules.id": ("要求编号", "Rule no."),
    "notes.rules.title": ("具体要求", "Requirement"),
    "notes.rules.strength": ("程度", "Strength"),
    "notes.rules.source": ("出处", "Source"),
    "notes.numbers": ("一二三四", "1234"),
    # --- mhaudit annotate ---
    "cli.annotate": (
        "把学校自己的工作簿复制一份，在出问题的单元格上标色、加批注，首页列出全部问题。原文件不改动。\n\n"
        "例如:mhaudit annotate 我校.xlsx -o 标注",
        "Copy the school's own workbook with each problem marked in its cell (colour and comment) and listed on a "
        "first sheet. The original is not touched.\n\nExample: mhaudit annotate school.xlsx -o marked --lang en",
    ),
    "cli.annotate.paths": (
        "要标注的文件或文件夹，可以有多个；同一所学校的文件请一起给出。",
        "Files or folders, one or more; give all files of a school together.",
    ),
    "cli.annotate.output": (
        "存放副本的文件夹，没有就新建。",
        "The folder for the copies; made if it is not there.",
    ),
    "cli.annotate.missing": (
        "缺少 -o：副本放在哪个文件夹",
        "-o is missing: the folder for the copies",
    ),
    "cli.annotate.missing.hint": (
        "例如 mhaudit annotate 我校.xlsx -o 标注",
        "such as mhaudit annotate school.xlsx -o marked",
    ),
    "cli.annotate.over": (
        "副本 {path} 会覆盖要检查的文件，没有写入",
        "the copy {path} would write over an input; nothing was written",
    ),
    "cli.annotate.over.hint": ("-o 换一个文件夹", "choose another folder for -o"),
    "cli.annotate.no_folder": ("-o {path} 不是文件夹", "-o {path} is not a folder"),
    "cli.annotate.no_folder.hint": ("给出文件夹", "give a folder"),
    "cli.annotate.written": (
        "{path}：标注 {cells} 个单元格，列出 {problems} 个问题",
        "{path}: {cells} cells marked, {problems} problems listed",
    ),
    "cli.annotate.failed": (
        "{path} 无法做成副本（{reason}）",
        "{path} could not be copied ({reason})",
    ),
    "cli.annotate.nothing": ("没有可标注的文件", "there is no file to mark"),
    "cli.annotate.nothing.hint": (
        "给出 .xlsx、.xls、.ods 或 .csv 文件",
        "give an .xlsx, .xls, .ods or .csv file",
    ),
    # the first sheet
    "marks.sheet": ("mhaudit检查结果", "mhaudit results"),
    "marks.title": ("检查结果：{file}", "Results: {file}"),
    "marks.summary": (
        "{schools}；检查时段：{period}；依据：{packs}；检查时间：{when}",
        "{schools}; period: {period}; rules: {packs}; checked at {when}",
    ),
    "marks.schools": ("{name}等 {count} 所学校", "{name} and others, {count} schools"),
    "marks.no_school": ("没有认出学校", "no school was recognised"),
    "marks.period.none": ("未确定", "not known"),
    "marks.counts": (
        "不达标 {fail} 项，无法判定 {unknown} 项，数据问题 {issues} 处。下面逐项列出；点“单元格”一列可跳到标色处。",
        "{fail} not met, {unknown} that cannot be decided, {issues} problems of data. Click a cell below to go to it.",
    ),
    "marks.clean": (
        "没有发现不达标、无法判定的要求，也没有数据问题。",
        "Nothing failed, nothing is open, and there is no problem of data.",
    ),
    "marks.legend": ("颜色", "Colours"),
    "marks.private": (
        "注意：本副本包含原文件的全部内容。原文件里如有身份证号、电话、学生姓名等个人信息，副本里也有，转发前请删除。",
        "Note: this copy holds everything that the original held. Personal columns of the original (identity "
        "numbers, telephone numbers, names of pupils) are in it too: delete them before passing it on.",
    ),
    "marks.private.found": (
        "本文件中已发现：{headings}。",
        "Found in this file: {headings}.",
    ),
    "marks.kept": (
        "原文件没有改动。副本保留了原有的内容、格式、列宽、合并单元格、下拉选项、批注和隐藏的工作表；标色处原来的底色被覆盖，批注框恢复为默认大小。",
        "The original is unchanged. The copy keeps its content, formats, widths, merged cells, drop-downs, comments "
        "and hidden sheets; a mark covers the cell's own colour, and comment boxes have their usual size again.",
    ),
    "marks.converted": (
        "原文件是 {format} 格式，副本改为 .xlsx："
        "内容和合并单元格照搬，字体、颜色、列宽、公式、下拉选项、批注没有带过来。",
        "The original is {format}; the copy is .xlsx with the same content and merged cells, without fonts, "
        "colours, widths, formulas, drop-downs and comments.",
    ),
    "marks.converted.text": (
        "原文件是 {format} 文本，副本改为 .xlsx，内容照搬。",
        "The original is {format} text; the copy is .xlsx with the same content.",
    ),
    "marks.carried": (
        "原文件的格式无法完整保留：副本照搬了内容和合并单元格，字体、颜色、列宽、公式、下拉选项、批注没有带过来。",
        "The look of the original could not be kept: the copy has the same content and merged cells, without "
        "fonts, colours, widths, formulas, drop-downs and comments.",
    ),
    "marks.filled_down": (
        "空白的学校名称按上一行读取，副本中用合并单元格标明。",
        "Blank names of schools were read as the row above; the copy shows that by merging the cells.",
    ),
    "marks.lost": (
        "没能保留：{what}。需要时请看原文件。",
        "Not kept: {what}. See the original where it matters.",
    ),
    "marks.unlike": (
        "下列单元格在副本中与原文件不完全相同，以原文件为准：{cells}",
        "These cells are not quite as in the original, which prevails: {cells}",
    ),
    "marks.changed": ("文件在检查之后又有改动", "the file has changed since it was checked"),
    "lost.macros": ("宏", "macros"),
    "lost.shapes": ("文本框、形状和电子印章图形", "text boxes and shapes"),
    "lost.images": ("部分图片（{names}）", "some pictures ({names})"),
    "lost.controls": ("窗体控件（如复选框）", "form controls such as check boxes"),
    "lost.threads": (
        "批注的回复（内容保留为普通批注）",
        "replies to comments (their text is kept as a plain comment)",
    ),
    "lost.sparklines": ("迷你图", "sparklines"),
    "lost.formatting": ("部分条件格式", "some conditional formatting"),
    "lost.validations": ("部分下拉选项", "some drop-downs"),
    "lost.slicers": ("切片器", "slicers"),
    "lost.charts": ("图表的部分样式", "some styles of charts"),
    "lost.comments": ("合并单元格中非首格的批注", "comments on hidden cells of merged blocks"),
    "lost.objects": ("嵌入的文件和对象", "embedded files and objects"),
    "lost.cropping": ("图片的裁剪、旋转和翻转", "cropping, turning and flipping of pictures"),
    "lost.signature": ("数字签名", "digital signatures"),
    "lost.header_pictures": ("页眉页脚中的图片", "pictures in headers and footers"),
    "marks.column.number": ("编号", "#"),
    "marks.column.sort": ("性质", "Kind"),
    "marks.column.school": ("所属学校", "School"),
    "marks.column.cell": ("单元格（点此跳转）", "Cell (click)"),
    "marks.column.whom": ("对象", "Concerns"),
    "marks.column.problem": ("问题", "Problem"),
    "marks.column.remedy": ("怎样整改", "Remedy"),
    "marks.column.rule": ("具体要求和依据", "Requirement and source"),
    "marks.column.others": ("相关单元格", "Related cells"),
    "marks.sort.must": ("不达标·必须", "not met: must"),
    "marks.sort.principle": ("不达标·原则上", "not met: principle"),
    "marks.sort.encouraged": ("不达标·鼓励", "not met: encouraged"),
    "marks.sort.unknown": ("无法判定", "cannot be decided"),
    "marks.sort.data": ("数据问题", "data"),
    "marks.sort.error": ("规则出错", "rule error"),
    "marks.no_cell": ("没有对应的单元格", "no cell"),
    "marks.fill_in": ("补填或更正：{what}", "Fill in or correct: {what}"),
    "marks.rule": ("{id} {title}", "{id} {title}"),
    "marks.comment": ("【{sort}】{problem}", "[{sort}] {problem}"),
    "marks.comment.rule": ("要求：{rule}", "Requirement: {rule}"),
    "marks.comment.clause": ("依据：{clause}", "Source: {clause}"),
    "marks.comment.remedy": ("整改：{remedy}", "Remedy: {remedy}"),
    "marks.comment.more": ("另有 {count} 个问题，见首页。", "{count} more: see the first sheet."),
    "marks.comment.head": ("── mhaudit 标注 ──", "── marked by mhaudit ──"),
    "marks.clause": ("{title}，{clause}", "{title}, {clause}"),
    "marks.footer": ("&C第 &P 页，共 &N 页", "&CPage &P of &N"),
    # --- an earlier ledger -----------------------------------------------------------------------------
    "ledger.unreadable": (
        "{path}\uff1a不能作为上一份台账读取\uff1a{reason}",
        "{path}: cannot be read as the earlier ledger: {reason}",
    ),
    "ledger.unreadable.hint": (
        "给出上一次 --excel 写出、填写过的工作簿",
        "give the workbook that an earlier --excel wrote, as it was filled in",
    ),
    "ledger.none": (
        "{path}\uff1a没有找到整改台账",
        "{path}: no ledger was found in it",
    ),
    "ledger.none.hint": (
        "给出上一次 --excel 写出的工作簿\uff1b台账的列名\uff08问题、规则、责任人、编号等\uff09要在前 30 行内",
        "give the workbook that an earlier --excel wrote; the headings of its ledger (Problem, Rule, Key and so on) "
        "have to stand in the first 30 rows",
    ),
    "ledger.keyless": (
        "{path}\uff1a工作表“{sheet}”没有“编号”列\uff0c不知道每一行是哪个问题",
        "{path}: sheet “{sheet}” has no column “Key”, so it is not known which problem a line is about",
    ),
    "ledger.keyless.hint": (
        "把“编号”列恢复为原来的列名和内容",
        "put the column “Key” back, with its heading and content",
    ),
    "ledger.own": ("其他", "Other"),
    "ledger.carried": (
        "已带入上一份台账 {lines} 行\uff08工作表“{sheet}”\uff09",
        "carried over from the earlier ledger: {lines} lines (sheet “{sheet}”)",
    ),
    "ledger.lacks": (
        "上一份台账中没有这些列\uff0c无法带入\uff1a{names}",
        "the earlier ledger has no such columns, so nothing is carried over for them: {names}",
    ),
    "ledger.kept": (
        "不认识的列按原样保留在后面\uff1a{names}",
        "columns that are not known are kept as they are, behind the others: {names}",
    ),
    "ledger.repeated": (
        "有 {count} 行的编号重复\uff1b填写不同的排在台账最后",
        "{count} lines repeat a key; those that were filled in stand last",
    ),
}
