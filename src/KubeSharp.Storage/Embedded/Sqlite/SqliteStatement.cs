using System.Text;
using SQLitePCL;

namespace KubeSharp.Storage.Embedded.Sqlite;

/// <summary>A prepared statement. Parameters count from 1, columns from 0.</summary>
internal sealed class SqliteStatement(SqliteConnection connection, sqlite3_stmt handle, string sql) : IDisposable
{
    private byte[] _text = new byte[256];

    public SqliteStatement Bind(int parameter, long value)
    {
        connection.Check(raw.sqlite3_bind_int64(handle, parameter, value), sql);
        return this;
    }

    public SqliteStatement Bind(int parameter, string value)
    {
        int most = Encoding.UTF8.GetMaxByteCount(value.Length);
        if (_text.Length < most)
        {
            _text = new byte[most];
        }

        int length = Encoding.UTF8.GetBytes(value, _text);
        connection.Check(raw.sqlite3_bind_text(handle, parameter, _text.AsSpan(0, length)), sql);
        return this;
    }

    public SqliteStatement Bind(int parameter, ReadOnlySpan<byte> value)
    {
        // An empty span would be bound as null.
        connection.Check(
            value.IsEmpty ? raw.sqlite3_bind_zeroblob(handle, parameter, 0) : raw.sqlite3_bind_blob(handle, parameter, value), sql);
        return this;
    }

    public SqliteStatement BindNull(int parameter)
    {
        connection.Check(raw.sqlite3_bind_null(handle, parameter), sql);
        return this;
    }

    /// <summary>Goes to the next row; false at the end, where the statement is ready for the next use.</summary>
    public bool Step()
    {
        int code = raw.sqlite3_step(handle);
        if (code == raw.SQLITE_ROW)
        {
            return true;
        }

        if (code != raw.SQLITE_DONE)
        {
            Exception error = Error(code);
            raw.sqlite3_reset(handle);
            throw error;
        }

        raw.sqlite3_reset(handle);
        return false;
    }

    /// <summary>Runs a statement without rows.</summary>
    public void Run()
    {
        while (Step())
        {
        }
    }

    /// <summary>Gives up the remaining rows.</summary>
    public void Reset() => raw.sqlite3_reset(handle);

    public long Number(int column) => raw.sqlite3_column_int64(handle, column);

    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    /// <summary>Valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(handle, column);

    public void Dispose()
    {
        connection.Forget(this);
        handle.Dispose();
    }

    private Exception Error(int code)
    {
        try
        {
            connection.Check(code, sql);
        }
        catch (Exception error)
        {
            return error;
        }

        return new InvalidOperationException($"SQLite code {code} is no error.");
    }
}
