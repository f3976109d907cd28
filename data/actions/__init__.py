"""What people do: one permission check, one transaction, one audit entry each.

    rounds.open(desk, code, catalogue=..., bodies=None, title=None, demo=False, key="") -> Round
    rounds.amend(desk, round, key="") -> Round                      the changed round with the version seen
    bodies.amend(desk, round_code, body, version=..., key="") -> int
    bodies.accept_thin_base(desk, round_code, body, reason=..., key="")
    bodies.withdraw_acceptance(desk, round_code, body, reason=..., key="")
    observations.record(desk, round_code, rows, source=..., ...) -> Batch
    observations.withdraw(desk, round_code, cells, reason=..., ...) -> Batch
    boards.compute(desk, round_code, key="") -> Edition
    boards.seal(desk, round_code, number, sha256=..., note="", key="") -> Edition

`key`: a form or file hands in a key of its own (a uuid made when the form was drawn); the same act with the
same key happens once, however often it is sent, and answers the same. Refusals are `metrics.errors.Refused`
(NotPermitted, WrongState, Lacking, Closed) and `Conflict`, with a code and numbers for `data.words`.
"""
