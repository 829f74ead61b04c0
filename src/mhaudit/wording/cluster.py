"""Dask clusters: what is wrong with one."""

MESSAGES: dict[str, tuple[str, str]] = {
    "cluster.not_installed": (
        "没有安装 Dask,不能使用 --dask",
        "Dask is not installed, so --dask cannot be used",
    ),
    "cluster.not_installed.hint": (
        '先运行 pip install "mhaudit[dask]"',
        'run pip install "mhaudit[dask]" first',
    ),
    "processes.start": (
        "读取用的子进程无法启动：它要重新载入调用 mhaudit 的程序",
        "the processes that read cannot be started: each loads the program that calls mhaudit anew",
    ),
    "processes.start.hint": (
        '把调用放在 if __name__ == "__main__": 之下，或用 jobs=0 在本进程中读取',
        'put the call under if __name__ == "__main__":, or read in this process with jobs=0',
    ),
    "cluster.unreachable": (
        "{seconds} 秒内连不上 Dask 调度器:{address}",
        "no Dask scheduler answered within {seconds} s: {address}",
    ),
    "cluster.unreachable.hint": (
        "检查地址(形如 tcp://主机:8786)和网络,看调度器(dask scheduler)是否在运行,以及它的 dask 与这里的是否同版本",
        "check the address (such as tcp://host:8786) and the network, and whether the scheduler (dask scheduler) "
        "is running, with the same version of dask as here",
    ),
    "cluster.versions": (
        "集群上的 {name} 是 {theirs},这里是 {ours}",
        "the cluster has {name} {theirs}, and here it is {ours}",
    ),
    "cluster.missing": (
        "集群的调度器或某个工作进程没有安装 {name}(这里是 {ours})",
        "{name} is not installed on the cluster's scheduler or one of its workers (here it is {ours})",
    ),
    "cluster.versions.hint": (
        "在调度器和每个工作进程的环境中使用 {name} {ours}",
        "use {name} {ours} in the environments of the scheduler and of every worker",
    ),
    "cluster.system": (
        "集群运行在 {theirs} 上,这里是 {ours},两边的文件路径不能通用",
        "the cluster runs on {theirs} and this is {ours}: they do not understand each other's paths",
    ),
    "cluster.system.hint": (
        "在与集群同类的系统上运行;不写 --dask 则在本机检查",
        "run it on a system of the cluster's kind; without --dask it runs on this machine",
    ),
    "cluster.no_workers": (
        "Dask 集群 {address} 已有 {seconds} 秒没有任何工作进程",
        "the Dask cluster {address} has had no worker for {seconds} s",
    ),
    "cluster.no_workers.hint": (
        "启动工作进程(dask worker 地址),再运行一次",
        "start workers (dask worker ADDRESS), then run it again",
    ),
    "cluster.lost": (
        "与 Dask 调度器 {address} 的连接中断,没有恢复",
        "the connection to the Dask scheduler {address} was lost and did not come back",
    ),
    "cluster.lost.hint": (
        "看调度器是否还在运行,再运行一次;不写 --dask 则在本机检查",
        "see whether the scheduler is still running, then run it again; without --dask it runs on this machine",
    ),
    "cluster.failed": (
        "Dask 集群多次未能完成同一批文件({error})",
        "the Dask cluster failed several times over the same files ({error})",
    ),
    "cluster.failed.hint": (
        "查看工作进程的日志;不写 --dask 则在本机检查",
        "look at the logs of the workers; without --dask it runs on this machine",
    ),
}
