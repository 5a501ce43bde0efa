"""One job on one foreign file in a process of its own, limited in time, memory, output and reach.

    answer = worker.run("attachments.normalise", {"name": "scan.pdf"}, file, out=folder)

A worker that dies, hangs, eats memory or babbles ends in a `WorkerError`; the caller turns it into a verdict. In a
frozen program the entry point must begin with `if shenbao.worker.is_start(sys.argv): shenbao.worker.child.main()`.
"""

from shenbao.worker.jobs import JOBS
from shenbao.worker.launch import is_start, sweep
from shenbao.worker.limits import Limits
from shenbao.worker.process import Worker, run

__all__ = ["JOBS", "Limits", "Worker", "is_start", "run", "sweep"]
