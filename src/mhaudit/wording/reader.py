"""Wording: reader."""

MESSAGES: dict[str, tuple[str, str]] = {
    "reader.no_such_path": ("没有这个文件或文件夹:{path}", "no such file or folder: {path}"),
    "reader.no_such_path.hint": (
        "检查路径;含空格的路径要加引号",
        "check the path; one with spaces needs quotes",
    ),
    "reader.bad_term": ("不是学期或学年:{term}", "not a term or school year: {term}"),
    "reader.bad_term.hint": (
        "写作 2024-2025-1(第一学期)或 2024-2025(全学年)",
        "write 2024-2025-1 (first term) or 2024-2025 (whole year)",
    ),
}
