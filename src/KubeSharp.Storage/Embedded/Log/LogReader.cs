using KubeSharp.Storage.Embedded.Sqlite;

namespace KubeSharp.Storage.Embedded.Log;

/// <summary>Reads the log on a connection of its own, beside the writer.</summary>
internal sealed class LogReader : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _value;
    private readonly SqliteStatement _rows;

    public LogReader(SqliteConnection connection)
    {
        _connection = connection;
        _value = connection.Prepare("SELECT value FROM log WHERE id = ?1");
        _rows = connection.Prepare("SELECT id, key, create_revision, version, lease, length(value) FROM log WHERE id >= ?1 AND id < ?2 ORDER BY id LIMIT ?3");
    }

    /// <summary>The value of a row; null if compaction has removed the row.</summary>
    public byte[]? Value(long id)
    {
        byte[]? value = _value.Bind(1, id).Step() ? _value.Bytes(0).ToArray() : null;
        _value.Reset();
        return value;
    }

    /// <summary>Visits the rows of <paramref name="first"/> ≤ id &lt; <paramref name="end"/> in order.</summary>
    public int Rows(long first, long end, int most, Action<LogRow> visit)
    {
        int count = 0;
        _rows.Bind(1, first).Bind(2, end).Bind(3, most);
        try
        {
            while (_rows.Step())
            {
                count++;
                visit(new LogRow(_rows.Number(0), _rows.Text(1), _rows.Number(2), _rows.Number(3), _rows.Number(4), _rows.Number(5)));
            }
        }
        finally
        {
            _rows.Reset();
        }

        return count;
    }

    public IEnumerable<Lease> Leases()
    {
        using SqliteStatement leases = _connection.Prepare("SELECT id, seconds FROM lease");
        while (leases.Step())
        {
            yield return new Lease(leases.Number(0), TimeSpan.FromSeconds(leases.Number(1)));
        }
    }

    public long CompactRevision() => _connection.QueryNumber("SELECT revision FROM compaction");

    /// <summary>Bytes allocated and bytes in use.</summary>
    public (long Size, long InUse) Size()
    {
        long page = _connection.QueryNumber("PRAGMA page_size");
        long pages = _connection.QueryNumber("PRAGMA page_count");
        return (pages * page, (pages - _connection.QueryNumber("PRAGMA freelist_count")) * page);
    }

    public void Dispose() => _connection.Dispose();
}
