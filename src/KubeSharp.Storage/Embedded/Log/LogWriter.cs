using KubeSharp.Storage.Embedded.Sqlite;

namespace KubeSharp.Storage.Embedded.Log;

/// <summary>The statements of the writer thread. Everything between two commits becomes durable together or not at all.</summary>
internal sealed class LogWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly SqliteStatement _append;
    private readonly SqliteStatement _remove;
    private readonly SqliteStatement _compacted;
    private readonly SqliteStatement _grant;
    private readonly SqliteStatement _revoke;
    private readonly SqliteStatement _freePages;
    private readonly SqliteStatement _pages;
    private readonly long _quotaPages;

    /// <param name="connection">From <see cref="LogFile.ConnectWriter"/>.</param>
    /// <param name="quota">Bytes that values may take; 0 for no limit.</param>
    public LogWriter(SqliteConnection connection, long quota)
    {
        _connection = connection;
        _quotaPages = quota / connection.QueryNumber("PRAGMA page_size");
        _begin = connection.Prepare("BEGIN IMMEDIATE");
        _commit = connection.Prepare("COMMIT");
        _append = connection.Prepare("INSERT INTO log (id, key, create_revision, version, lease, sum, value) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
        _remove = connection.Prepare("DELETE FROM log WHERE id = ?1");
        _compacted = connection.Prepare("UPDATE compaction SET revision = ?1");
        _grant = connection.Prepare("INSERT INTO lease (id, seconds) VALUES (?1, ?2)");
        _revoke = connection.Prepare("DELETE FROM lease WHERE id = ?1");
        _freePages = connection.Prepare("PRAGMA freelist_count");
        _pages = connection.Prepare("PRAGMA page_count");
    }

    /// <summary>Whether puts have to wait for compaction or deletion to make room. What makes room may take a little more than the quota.</summary>
    public bool IsFull => _quotaPages > 0 && Number(_pages) - Number(_freePages) >= _quotaPages;

    public void Put(KeyValue current, int position)
    {
        Begin();
        long id = RowId.Of(current.ModRevision, position);
        long sum = RowSum.Of(id, current.Key, current.CreateRevision, current.Version, current.Lease, current.Value.Span);
        _append.Bind(1, id).Bind(2, current.Key).Bind(3, current.CreateRevision)
            .Bind(4, current.Version).Bind(5, current.Lease).Bind(6, sum).Bind(7, current.Value.Span).Run();
    }

    public void Delete(string key, long revision, int position)
    {
        Begin();
        long id = RowId.Of(revision, position);
        _append.Bind(1, id).Bind(2, key).Bind(3, 0).Bind(4, 0).Bind(5, 0).Bind(6, RowSum.Of(id, key, 0, 0, 0, default)).BindNull(7).Run();
    }

    public void RemoveRow(long id)
    {
        Begin();
        _remove.Bind(1, id).Run();
    }

    public void SetCompacted(long revision)
    {
        Begin();
        _compacted.Bind(1, revision).Run();
    }

    public void Grant(Lease lease)
    {
        Begin();
        _grant.Bind(1, lease.Id).Bind(2, (long)lease.TimeToLive.TotalSeconds).Run();
    }

    public void Revoke(long leaseId)
    {
        Begin();
        _revoke.Bind(1, leaseId).Run();
    }

    /// <summary>Gives free pages back to the file system, a few at a time.</summary>
    /// <returns>Whether more are left.</returns>
    public bool ReleasePages(int keep, int most)
    {
        long excess = Number(_freePages) - keep;
        if (excess <= 0)
        {
            return false;
        }

        _connection.Execute($"PRAGMA incremental_vacuum({Math.Min(excess, most)})");
        return excess > most;
    }

    /// <summary>Returns when everything since the last commit is durable.</summary>
    public void Commit()
    {
        if (_connection.InTransaction)
        {
            _commit.Run();
        }
    }

    public void Rollback()
    {
        if (_connection.InTransaction)
        {
            _connection.Execute("ROLLBACK");
        }
    }

    public void Dispose() => _connection.Dispose();

    private static long Number(SqliteStatement statement)
    {
        statement.Step();
        long number = statement.Number(0);
        statement.Reset();
        return number;
    }

    private void Begin()
    {
        if (!_connection.InTransaction)
        {
            _begin.Run();
        }
    }
}
