"""What people do: one permission check, one transaction, one audit entry each.

    rounds.open(desk, code, catalogue=..., bodies=None, title=None, demo=False, key="") -> Round
    rounds.amend(desk, round, key="") -> Round                      the changed round with the version seen
    bodies.amend(desk, round_code, body, version=..., key="") -> int
    bodies.accept_thin_base(desk, round_code, body, reason=..., key="")
    bodies.withdraw_acceptance(desk, round_code, body, reason=..., key="")
    observations.record(desk, round_code, rows, source=..., ...) -> Batch
    observations.withdraw(desk, round_code, cells, reason=..., ...) -> Batch
    imports.commit(desk, preview, accepted=(), reason="", signed=False, key="") -> Committed(batch, again)
    imports.withdraw(desk, round_code, number, reason=..., leave_later=False, key="") -> Batch
    entries.submit(desk, round_code, rows, blanks=None, body="", indicator="", seen=..., ...) -> Batch
    drafts.save(desk, round_code, rows, body="", indicator="", seen=..., version=0, key="") -> Draft
    drafts.discard(desk, round_code, body="", indicator="", key="")
    evidence.attach(desk, round_code, body, indicator, name=..., content=..., ...) -> Evidence
    evidence.link(desk, round_code, body, indicator, url=..., ...) -> Evidence
    evidence.withdraw(desk, round_code, body, number, reason=..., key="") -> Evidence
    boards.compute(desk, round_code, key="") -> Edition
    boards.seal(desk, round_code, number, sha256=..., note="", key="") -> Edition
    looks.note(desk, round_code, session) -> Look            a bookmark: the one act without an entry
    rectification_drafts.draft(desk, round_code, proposals, key="") -> tuple[Item, ...]
    rectification.do(desk, number, act, version=..., ...) -> Item       any act of `lifecycle.ACTS`
    rectification.do_all(desk, [(number, version), ...], act, ...) -> tuple[Item, ...]
    rectification_proof.attach | link(desk, number, ...) -> Evidence    proof, by the body
    rectification_proof.remeasure(desk, number, rows, reason=..., key="")
    rectification_letters.draft_due(desk, round_code, key="") -> tuple[Letter, ...]
    rectification_letters.send(desk, letter, version=..., note="", key="") -> Letter
    notifications.see(desk, numbers, key="") -> int

`key`: a form or file hands in a key of its own (a uuid made when the form was drawn); the same act with the
same key happens once, however often it is sent, and answers the same. Refusals are `metrics.errors.Refused`
(NotPermitted, WrongState, Lacking, Closed) and `Conflict`, with a code and numbers for `data.words`.
"""
