"""Open Data Barometer 2014 against what the World Wide Web Foundation published on 86 countries."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from data.catalogue import load
from metrics.engine.board import Board
from metrics.model import Text
from tests.gallery.comparison import (
    FULL,
    Comparison,
    in_full,
    node_points,
    place_of,
    places,
    points_of,
    scores,
    total_of,
    unscored,
)  # fmt: skip
from tests.gallery.open_data_barometer import reading
from tests.gallery.open_data_barometer.reading import PARTS, column
from tests.gallery.result import Control, Result, result
from tests.gallery.stateless import Case, run

INDEX = Text("开放数据晴雨表", "Open Data Barometer")
YEAR = "2014: "
TWO_DECIMALS = Text("按两位小数排名", "ranked on two decimals")
WHOLE = Text("按整数排名", "ranked on whole numbers")
SPARED = Text("数据过时不扣分", "outdated costs nothing")
ANY_SHARE = Text("四项检查按比例计", "a share of the four checks is enough")
RANKED = Text("公布两位小数，按整数排名", "printed with 2 decimals, ranked as whole numbers")
CHECKED = Text(
    "12,900 项是非检查；数据过时扣 5 分（287 处）",
    "12,900 yes/no checks; outdated takes 5 points (287 times)",
)
CHAIN = Text(
    "由 12,900 项检查逐层算到指数", "from the 12,900 checks up: data sets, clusters, mean, stretched"
)
ALL_FOUR = Text(
    "机器可读、批量、免费、开放许可，四项俱全", "machine-readable, bulk, free and licensed: all four"
)
SOURCE = "World Wide Web Foundation, CC BY 4.0 (github open-data-barometer-2nd-edition, 6729ea93)"
CLUSTERS = {
    "innovation": "Datasets_Innovation",
    "social_policy": "Datasets_Social_Policy",
    "accountability": "Datasets_Accountability",
}


@cache
def results() -> tuple[Result, ...]:
    """Ranking, sub-indexes, parts, data sets, clusters, and what is open."""
    return (*_ranking(), *_sub_indexes(), _parts(), *_data_sets(), _open())


def _ranking() -> list[Result]:
    table = reading.ranking()
    one = reading.z_scores("rankings")
    board = run(one)
    ranks = column(table, "ODB-Rank")
    printed = replace(board.catalogue, totals=replace(board.catalogue.totals, places_from="printed"))
    misplaced = places(place_of(run(one, printed)), ranks)
    return [
        result(
            INDEX, YEAR + "ODB-Scaled and ODB-Rank", SOURCE, 2, len(one.bodies),
            scores(total_of(board), column(table, "ODB-Scaled"), 2, total_of(board, "raw")),
            places=len(ranks), wrong_places=places(place_of(board), ranks),
            without=tuple(sorted(unscored(board))),
            controls=(Control(TWO_DECIMALS, len(misplaced)),),
            note=RANKED,
        ),
        *(
            _in_full(name, node_points(board, node), column(table, name))
            for node, name in (("total", "ODB-Score"), ("readiness", "Readiness"), ("impact", "Impact"))
        ),
    ]  # fmt: skip


def _in_full(name: str, ours: dict[str, float], published: dict[str, str]) -> Result:
    """A column that the source gives as an unrounded float."""
    return result(INDEX, YEAR + name, SOURCE, FULL, len(published), in_full(ours, published))


def _sub_indexes() -> list[Result]:
    table = reading.ranking()
    found = []
    for name, rank in (("Readiness", "Readiness-Rank"), ("Impact", "")):
        one = reading.z_scores(name.lower(), name.lower())
        board = run(one)
        ranks = column(table, rank) if rank else {}
        found.append(
            result(
                INDEX, f"{YEAR}{name}-Scaled" + (f" and {rank}" if rank else ""), SOURCE, 0, len(one.bodies),
                scores(total_of(board), column(table, f"{name}-Scaled"), 0, total_of(board, "raw")),
                places=len(ranks), wrong_places=places(place_of(board), ranks),
                controls=_printed_places(one, ranks) if ranks else (),
            )
        )  # fmt: skip
    return found


def _printed_places(one: Case, ranks: dict[str, str]) -> tuple[Control, ...]:
    plan = load(one.catalogue)
    printed = replace(plan, totals=replace(plan.totals, places_from="printed"))
    return (Control(WHOLE, len(places(place_of(run(one, printed)), ranks))),)


def _parts() -> Result:
    """All seven parts together: each between the lowest and the highest country."""
    table, one = reading.ranking(), reading.z_scores("parts")
    board = run(one)
    ours = {f"{code} {part}": points for part in PARTS for code, points in points_of(board, part).items()}
    published = {
        f"{code} {part}": text
        for part, name in PARTS.items()
        for code, text in column(table, f"{name}-Scaled").items()
    }
    exact = {f"{code} {part}": share * 100 for part in PARTS for code, share in board.share[part].items()}
    return result(
        INDEX, YEAR + "seven -Scaled parts", SOURCE, 0, len(one.bodies), scores(ours, published, 0, exact)
    )


def _data_sets() -> list[Result]:
    table, one = reading.ranking(), reading.checks()
    board = run(one)
    sets = [node.code for node in board.catalogue.nodes if node.level == "data_set"]
    ours = {f"{code} {name}": points for name in sets for code, points in node_points(board, name).items()}
    published = {
        f"{reading.code(row)} {reading.data_set(row)}": row["published_score"] for row in reading.checklist()
    }
    printed = scores(total_of(board), column(table, "Implementation-Scaled"), 0, total_of(board, "raw"))
    spared = Control(SPARED, len(_undeducted(board, published).wrong))
    return [
        result(
            INDEX, YEAR + "published_score of 15 data sets", SOURCE, 0, len(one.bodies),
            scores(ours, published, 0),
            controls=(spared,),
            note=CHECKED,
        ),
        *(
            _in_full(name, node_points(board, node), column(table, name))
            for node, name in {**CLUSTERS, "total": "Datasets_Average"}.items()
        ),
        result(
            INDEX, YEAR + "Implementation-Scaled", SOURCE, 0, len(one.bodies), printed,
            note=CHAIN,
        ),
    ]  # fmt: skip


def _undeducted(board: Board, published: dict[str, str]) -> Comparison:
    ours = {
        f"{code} {name.removesuffix('.checks')}": points
        for name in board.points.columns
        if name.endswith(".checks")
        for code, points in points_of(board, name).items()
    }
    return scores(ours, published, 0)


def _open() -> Result:
    one = reading.openness()
    board = run(one)
    published = {
        f"{reading.code(row)} {reading.data_set(row)}": row["published_is_open"]
        for row in reading.checklist()
    }
    plan = load(one.catalogue)
    half = [replace(check, params={**check.params, "need": "share"}) for check in plan.indicators]
    loose = scores(_all(run(one, replace(plan, indicators=tuple(half)))), published, 0)
    return result(
        INDEX, YEAR + "published_is_open of 15 data sets", SOURCE, 0, len(one.bodies),
        scores(_all(board), published, 0),
        controls=(Control(ANY_SHARE, len(loose.wrong)),),
        note=ALL_FOUR,
    )  # fmt: skip


def _all(board: Board) -> dict[str, float]:
    columns = board.points.columns
    return {f"{code} {name}": points for name in columns for code, points in points_of(board, name).items()}
