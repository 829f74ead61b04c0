"""Wording: `mhaudit rank`."""

MESSAGES: dict[str, tuple[str, str]] = {
    "cli.rank": (
        "按需要排列学校:哪些学校最该先看、为什么;或者按种子分层随机抽取要走访的学校,任何人都能重抽并核对。\n\n"
        "例如:mhaudit rank 结果.json --top 10;mhaudit rank 结果.json --sample 20 --seed 2024-12-01抽签\n\n"
        "退出码:0 完成;2 用法有误。",
        "Rank schools by need: which to look at first, and why; or draw a stratified random sample of schools to visit "
        "by a seed, which anyone can draw again and check.\n\n"
        "Example: mhaudit rank result.json --top 10; mhaudit rank result.json --sample 20 --seed 2024-12-01\n\n"
        "Exit codes: 0 done; 2 wrong usage.",
    ),
    "cli.rank.result": (
        "结果：check --format json（或 ndjson）写的文件，或放 JSON 结果的文件夹。",
        "The result: a file that check --format json (or ndjson) wrote, or a folder of JSON results.",
    ),
    "cli.rank.top": (
        "只列出最需要关注的几所(屏幕上默认 20 所)。",
        "Only so many schools in most need (20 on the screen by default).",
    ),
    "cli.rank.sample": (
        "随机抽取几所学校,而不是排列;要同时给出 --seed。",
        "Draw so many schools at random instead of ranking them; needs --seed.",
    ),
    "cli.rank.seed": (
        "种子:任意文字,同样的种子和学校抽出同样的结果。宜在看到结果前公布。",
        "The seed: any text. The same seed and schools give the same draw. Announce it before the result is known.",
    ),
    "cli.rank.by": (
        "按什么分层:district 县区、standing 结果、kind 办学类型(默认 district)。",
        "What to stratify by: district, standing, kind of school (district by default).",
    ),
    "cli.rank.format": (
        "输出格式:console、json、csv(默认 console)。",
        "Output format: console, json, csv (console by default).",
    ),
    "cli.rank.output": (
        "写入文件而不是屏幕;不会覆盖所读的结果。",
        "Write to a file instead of the screen; never over the result that is read.",
    ),
    "cli.rank.repeated": (
        "{path}:有两份结果都含有“{school}”,会重复计算",
        "{path}: two results hold the school “{school}”, which would count twice",
    ),
    "cli.error.rank.seed": ("--sample 要用 --seed 给出种子", "--sample needs a --seed"),
    "cli.error.rank.seed.hint": (
        "例如 --seed 2024-12-01;公布种子后,任何人都能核对抽取结果",
        "for example --seed 2024-12-01; with the seed announced, anyone can check the draw",
    ),
    "cli.error.rank.alone": ("{option} 只用于 --sample", "{option} goes with --sample only"),
    "cli.error.rank.alone.hint": (
        "例如 --sample 20 --seed 2024-12-01",
        "for example --sample 20 --seed 2024-12-01",
    ),
    "rank.head": (
        "最需要关注的学校:{shown} 所(共 {total} 所)",
        "Schools in most need: {shown} of {total}",
    ),
    "rank.order": (
        "依次比较:必须不达标、原则上不达标、无法判定、自报与数据不符、鼓励未达标的规则数,再比较不达标的条数;"
        "只说明从哪里看起,不评价学校好坏",
        "By the number of rules: must that fail, principle that fail, not judged, contradicted, encouraged that fail; "
        "then by the number of failures. It shows where to begin, not how good a school is",
    ),
    "rank.unreadable": (
        "检查时有 {count} 个文件无法读取,其中的学校不在这里",
        "{count} inputs could not be read in the audit; the schools in them are not here",
    ),
    "rank.school": ("{name}({facts})", "{name} ({facts})"),
    "rank.times": ("{title}({count} 处)", "{title} ({count} times)"),
    "rank.reason.must": ("必须不达标:{items}", "Must fails: {items}"),
    "rank.reason.principle": ("原则上不达标:{items}", "Principle fails: {items}"),
    "rank.reason.unknown": ("无法判定:{items}", "Not judged: {items}"),
    "rank.reason.contradicted": (
        "自报与数据不符:{items}",
        "Reported as done, contradicted by the data: {items}",
    ),
    "rank.reason.encouraged": ("鼓励未达标:{items}", "Encouraged fails: {items}"),
    "rank.reason.none": (
        "没有不达标或无法判定的内容",
        "Nothing fails, and everything could be judged",
    ),
    "rank.sample": (
        "分层随机抽取:{schools} 所中抽 {drawn} 所,按{by}分层,种子“{seed}”",
        "Stratified random sample: {drawn} of {schools} schools, by {by}, seed “{seed}”",
    ),
    "rank.sample.all": (
        "要求抽 {asked} 所,多于全部学校,因此全部抽中",
        "{asked} were asked for, more than there are: all are drawn",
    ),
    "rank.sample.how": (
        "每所学校的抽签号 = SHA-256(种子 + 换行 + 标识码;没有标识码的用“县区/校名”),各层取号小的;"
        "名额按层大小用最大余数法分配。与文件中的次序无关,任何人都能重算",
        "A school's number = SHA-256(seed, line feed, school code; without a code: district/name); the smallest in "
        "each stratum are drawn; places go by size with the largest remainder. The order of the file does not matter, "
        "and anyone can compute it again",
    ),
    "rank.by.district": ("县区", "district"),
    "rank.by.standing": ("结果", "standing"),
    "rank.by.kind": ("办学类型", "kind"),
    "rank.none.district": ("(未填县区)", "(no district)"),
    "rank.none.standing": ("(没有结果)", "(no standing)"),
    "rank.none.kind": ("(办学类型不明)", "(kind not known)"),
    "rank.column.size": ("学校数", "Schools"),
    "rank.column.share": ("占比", "Share"),
    "rank.column.drawn": ("抽取", "Drawn"),
    "rank.stratum": ("{name}:{count} 所", "{name}: {count}"),
    "rank.number": ("抽签号 {number}…,按需要排第 {rank}", "number {number}…, rank {rank} by need"),
}
