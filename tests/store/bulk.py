"""A store with events, made by SQL alone of an invented war."""

from allegiance.store import Store

STEPS = (
    "INSERT INTO event_files VALUES (1, 'c', 't.csv', 'gdelt', 'gdelt-1', true, 0, 1, 6, 0, '{}')",
    """INSERT INTO event_forms VALUES ('gdelt', '%Y%m%d',
        '[["Id","event"],["Day","day"],["One","source_name"],["Code","code"],["Two","target_name"],["At","writing"]]')""",
    """INSERT INTO event_actors VALUES (1, 'x:gondor', 'Gondor', 'state', NULL, false),
        (2, 'x:mordor', 'Mordor', 'state', NULL, false), (3, 'x:rohan', 'Rohan', 'state', NULL, false)""",
    """INSERT INTO event_names VALUES (1, 'gdelt', 'GONDOR', 'GON', '', 1),
        (2, 'gdelt', 'MORDOR', 'MOR', '', 2), (3, 'gdelt', 'ROHAN', 'ROH', '', 3)""",
    """INSERT INTO event_codings VALUES
        (1, 'gdelt', '190', '', 'fight', 'ASSAULT', -1, false, 'holds', 'certain', 'past', NULL, NULL),
        (2, 'gdelt', '040', '', 'negotiate', 'CONSULT', 0, true, 'holds', 'certain', 'past', NULL, NULL),
        (3, 'gdelt', '030', '', 'support', 'SUPPORT', 1, false, 'holds', 'probable', 'future', NULL, NULL)""",
    """INSERT INTO event_places VALUES (1, 'gdelt', '4', 'Gao', 'ML', 16.2, 0, 'text:gao', 'Gao', 'ML', 'town')""",
    "INSERT INTO event_outlets VALUES (1, 'herald.com'), (2, 'post.com')",
    "INSERT INTO event_writings VALUES (1, 'http://herald.com/a', 1), (2, 'http://post.com/b', 2)",
    """INSERT INTO events VALUES
        (1, 11, 0, '2012-01-05', '2012-01-06', 1, 2, 1, 2, 1, 1, 1, 1, 3, 50),
        (1, 12, 0, '2013-02-05', '2013-02-06', 1, 2, 1, 2, 1, 1, 2, 2, 1, 50),
        (1, 13, 0, '2013-02-07', '2013-02-08', 2, 1, 2, 1, 2, NULL, 2, 2, 1, 50),
        (1, 14, 0, '2013-03-01', '2013-03-02', 1, 2, 1, 2, 2, NULL, 1, 1, 1, 50),
        (1, 15, 0, '2014-03-01', '2014-03-02', 3, 1, 3, 1, 3, 1, 1, 1, 1, 50)""",
    """INSERT INTO event_pairs VALUES (1, 2, 'fight', 2, '2012-01-05', '2013-02-05'),
        (2, 1, 'negotiate', 1, '2013-02-07', '2013-02-07'),
        (1, 2, 'negotiate', 1, '2013-03-01', '2013-03-01'), (3, 1, 'support', 1, '2014-03-01', '2014-03-01')""",
)


def war(store: Store) -> Store:
    """The same store, with five events in it."""
    with store._change("the war") as connection:
        for step in STEPS:
            connection.execute(step)
        connection.execute("UPDATE state SET version = version + 1")
    return store
