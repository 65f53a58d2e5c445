using KubeSharp.Storage.Errors;
using SQLitePCL;

namespace KubeSharp.Storage.Embedded.Sqlite;

/// <summary>Turns SQLite's result codes into the store's errors.</summary>
internal static class SqliteError
{
    public static StoreException From(int code, string doing, sqlite3? database, string path)
    {
        string detail = database is null ? raw.sqlite3_errstr(code).utf8_to_string() : raw.sqlite3_errmsg(database).utf8_to_string();
        string message = $"store {path}: {doing}: {detail} (SQLite code {code})";
        return (code & 0xff) switch
        {
            raw.SQLITE_FULL => new StoreFullException(message),
            raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => new StoreCorruptedException($"{message}. The file is damaged or is not a KubeSharp store; restore it from a backup, or remove it to start empty."),
            _ => new StoreUnavailableException(message),
        };
    }
}
