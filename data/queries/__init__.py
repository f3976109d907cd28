"""What people ask: nothing has an effect; each question takes a desk and answers what that person may see.

    rounds.every(desk) -> tuple[Round, ...]              newest first (a viewer: only sealed ones)
    rounds.current(desk) -> Round | None                 the round to show first; None: nothing to see yet
    rounds.find(desk, code) -> Round                     NotFound, NotPermitted
    catalogues.plan(desk, round_code) -> Catalogue       CatalogueError with every fault
    bodies.every(desk, round_code) -> tuple[Body, ...]
    bodies.find(desk, round_code, body) -> (Body, version)
    bodies.accepted(desk, round_code) -> frozenset[str]  thin bases accepted by name
    boards.board(desk, round_code) -> Board              of a reporter: peers are nameless, see `boards`
    boards.standing(desk, round_code) -> Standing        provisional or sealed, since when, made from what
    boards.editions(desk, round_code) -> tuple[Edition, ...]
    robustness.doubt(desk, round_code) -> Doubt | None   rank bands, bodies at a cut-off, other methods
    robustness.reweighed(desk, round_code, percent)      totals, places, grades with other weights
    scorecards.scorecard(desk, round_code, body) -> Scorecard
    years.line(desk, round_code, body) -> tuple[Year, ...]    one body over the rounds, breaks told
    paths.path(desk, round_code, body) -> Path           the cheapest way to the next grade
    signing.waiting(desk, round_code) -> Waiting         what waits for a signature
    since.since(desk, round_code, sequence) -> Since     what is new after an entry of the trail
    changes.before(desk, round_code) -> tuple[Round, ...]         rounds of earlier years to compare with
    changes.changes(desk, earlier, later) -> Years                what really changed, and how much is rules
    changes.items(desk, earlier, later, body) -> DataFrame        one body's indicators in both years
    observations.current(desk, round_code, body="") -> DataFrame
    observations.history(desk, round_code, body, indicator) -> DataFrame
    observations.batches(desk, round_code, limit=20) -> tuple[Batch, ...]
    imports.preview(desk, round_code, content, name, progress) -> Preview     what a file would change
    imports.effect(desk, preview, accepted=()) -> DataFrame                   totals that it would move
    imports.log(desk, round_code, limit=100) -> tuple[Logged, ...]            the batch log
    imports.find | changes | file(desk, round_code, number)                   one batch, its cells, its file
    withdrawals.withdrawal(desk, round_code, number) -> DataFrame             what taking it back would do
    entries.compare(desk, round_code, rows, blanks, seen=...) -> DataFrame    what a form would change
    drafts.seen | find | mine(desk, round_code, ...)                          one's own drafts
    carried.forward | badges(desk, round_code, body="", ...) -> DataFrame     values of the round before
    returned.annotated(desk, preview, content) -> Template | None             a refused file, marked, to mend
    templates.for_body | for_unit | for_indicator | for_register(desk, ...)   workbooks to be filled in
    annual_reports.look(desk, content, name, ...) -> HandedIn                 what does not add up in one
    evidence.beside | revisions | counts(desk, round_code, ...)               files and links beside scores
    evidence.served(desk, number) -> Served                                   a file to hand over
    rectification.terms | calendar(desk, round_code)                          what the procedure prescribes
    rectification.items | register(desk, round_code, ...)                     items as of today, the 台账
    rectification.find(desk, number) -> Dossier                               one item with its history
    rectification_figures.figures(desk, round_code) -> Figures                open, late, coming, stuck
    rectified.side_by_side(desk, round_code) -> DataFrame                     sealed, and after rectification
    proposals.proposals | municipal | self_checks | frame                     from lost points to drafts
    notices.notices | of_item | numbered                                      notices under their numbers
    letters.letters | find | due                                              letters of the ladder
    exemplars.exemplars(desk, round_code, indicator="") -> DataFrame          who closed the same item best
    feeds.feeds(desk, round_code) -> DataFrame                                what the next round gets
    notifications.inbox | unseen | sentence                                   what one has been told
    trail.entries(desk, round_code="", limit=200) -> DataFrame
    trail.feed(desk, round_code, limit=12) -> DataFrame  at, person, act, about, after
    trail.verify(desk) -> Findings
    health.health(settings, now) -> Health               asks for no person: what /api/health says

Frames are lent: change them as you like, nobody else sees it. NotPermitted where a person may not see
something at all; NotFound for what does not exist.
"""
