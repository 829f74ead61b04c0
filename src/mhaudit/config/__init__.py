"""`mhaudit.toml`: what a user sets once for a folder of data. An option, then the environment, outranks it.

```toml
rules = ["nanchang", "county.yaml"]      # paths start at the folder of this file
term = "2024-2025-1"                     # R129
lang = "zh"
absent_school = "unknown"                # R1
waivers = ["waivers.yaml"]               # R132; paths as above
[terms."2024-2025-1"]
first = 2024-09-02
last = 2025-01-17
[vocabulary.teachers]
duty = ["岗位类别"]
[limits]
cells = 5_000_000
```

Nothing in it is evaluated. A key, table, heading or value that is not understood is an error with its line.
"""

from mhaudit.config.find import configuration, find_config
from mhaudit.config.model import Config, ConfigError

__all__ = ["Config", "ConfigError", "configuration", "find_config"]
