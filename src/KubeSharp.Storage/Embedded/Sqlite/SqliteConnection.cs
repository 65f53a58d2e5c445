using System.Text;
using SQLitePCL;

namespace KubeSharp.Storage.Embedded.Sqlite;

/// <summary>
/// One SQLite connection without ADO.NET in between, which costs more than SQLite itself for rows like ours. Used by one
/// thread at a time.
/// </summary>
internal sealed class SqliteConnection : IDisposable
{
    private readonly List<SqliteStatement> _statements = [];
    private sqlite3? _handle;

    static SqliteConnection() => Batteries_V2.Init();

    private SqliteConnection(sqlite3 handle, string path) => (_handle, Path) = (handle, path);

    public string Path { get; }

    /// <summary>Whether a transaction is open. SQLite ends one by itself after some errors.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(Handle) == 0;

    private sqlite3 Handle => _handle ?? throw new ObjectDisposedException(nameof(SqliteConnection));

    public static SqliteConnection Open(string path, bool readOnly)
    {
        int flags = raw.SQLITE_OPEN_NOMUTEX | (readOnly ? raw.SQLITE_OPEN_READONLY : raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);
        int code = raw.sqlite3_open_v2(path, out sqlite3 handle, flags, null);
        if (code != raw.SQLITE_OK)
        {
            using (handle)
            {
                throw SqliteError.From(code, "open", null, path);
            }
        }

        raw.sqlite3_busy_timeout(handle, 5000);
        return new SqliteConnection(handle, path);
    }

    public void Execute(string sql)
    {
        using SqliteStatement statement = Prepare(sql);
        while (statement.Step())
        {
        }
    }

    public long QueryNumber(string sql)
    {
        using SqliteStatement statement = Prepare(sql);
        return statement.Step() ? statement.Number(0) : 0;
    }

    public string QueryText(string sql)
    {
        using SqliteStatement statement = Prepare(sql);
        return statement.Step() ? Encoding.UTF8.GetString(statement.Bytes(0)) : "";
    }

    /// <summary>The statement lives until it or the connection is disposed.</summary>
    public SqliteStatement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(Handle, sql, out sqlite3_stmt handle), sql);
        var statement = new SqliteStatement(this, handle, sql);
        _statements.Add(statement);
        return statement;
    }

    public void Check(int code, string doing)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_DONE or raw.SQLITE_ROW))
        {
            throw SqliteError.From(code, doing, Handle, Path);
        }
    }

    public void Dispose()
    {
        foreach (SqliteStatement statement in _statements.ToArray())
        {
            statement.Dispose();
        }

        Interlocked.Exchange(ref _handle, null)?.Dispose();
    }

    internal void Forget(SqliteStatement statement) => _statements.Remove(statement);
}
