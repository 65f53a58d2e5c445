using KubeSharp.Storage.Embedded.Sqlite;
using KubeSharp.Storage.Errors;

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
        _value = connection.Prepare("SELECT value, sum, key, create_revision, version, lease FROM log WHERE id = ?1");
        _rows = connection.Prepare("SELECT id, key, create_revision, version, lease, length(value) FROM log WHERE id >= ?1 AND id < ?2 ORDER BY id LIMIT ?3");
    }

    /// <summary>The value of a row; null if compaction has removed the row.</summary>
    /// <exception cref="StoreCorruptedException">The row is not what was written.</exception>
    public byte[]? Value(long id)
    {
        try
        {
            if (!_value.Bind(1, id).Step())
            {
                return null;
            }

            byte[] value = _value.Bytes(0).ToArray();
            Check(_value, id, _value.Text(2), value);
            return value;
        }
        finally
        {
            _value.Reset();
        }
    }

    /// <summary>All rows with their values, in order. The value of a deletion is empty.</summary>
    /// <exception cref="StoreCorruptedException">A row is not what was written.</exception>
    public IEnumerable<(LogRow Row, byte[] Value)> Contents()
    {
        using SqliteStatement rows = _connection.Prepare("SELECT value, sum, key, create_revision, version, lease, id FROM log ORDER BY id");
        while (rows.Step())
        {
            byte[] value = rows.Bytes(0).ToArray();
            var row = new LogRow(rows.Number(6), rows.Text(2), rows.Number(3), rows.Number(4), rows.Number(5), value.Length);
            Check(rows, row.Id, row.Key, value);
            yield return (row, value);
        }
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

    /// <param name="row">With the columns sum, create_revision, version and lease as 1, 3, 4 and 5.</param>
    private void Check(SqliteStatement row, long id, string key, byte[] value)
    {
        // Rows from before there were checksums have none.
        if (!row.IsNull(1) && row.Number(1) != RowSum.Of(id, key, row.Number(3), row.Number(4), row.Number(5), value))
        {
            throw new StoreCorruptedException(
                $"store {_connection.Path}: the checksum of {key} at revision {RowId.RevisionOf(id)} does not match: {SqliteError.Remedy}");
        }
    }
}
