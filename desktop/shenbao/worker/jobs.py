"""What a worker can be asked to do, a closed list: job name → `module:function`; and how long the talk may be.

A job is `function(request, file, folder) -> answer`: `request` and `answer` are plain JSON objects, `file` is a private
copy of the foreign file (empty when the job has none), and every file the job leaves in `folder` goes back to the caller.
"""

JOBS = {
    "attachments.normalise": "shenbao.packs.attachments.jobs:normalise",
    "attachments.picture": "shenbao.packs.attachments.jobs:picture",
    "attachments.reduce": "shenbao.packs.attachments.jobs:reduce",
    "attachments.convert": "shenbao.packs.attachments.office_job:convert",
    "attachments.render": "shenbao.packs.attachments.jobs:render",
    "packs.face": "shenbao.packs.facefile:take",
    "packs.logo": "shenbao.packs.logo:take",
    "packs.record": "shenbao.packs.opening_jobs:record",
    "packs.originals": "shenbao.packs.opening_jobs:originals",
    "packs.joined": "shenbao.packs.opening_jobs:joined",
    "packs.codes": "shenbao.packs.opening_jobs:codes",
    "packs.pages": "shenbao.packs.opening_jobs:pages",
}

REQUEST_BYTES = 64 * 1024
ANSWER_BYTES = 64 * 1024
